//! Files that appear whole or not at all: each is written beside its place and then moved there.

use super::CliError;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes a file. On an error the old file stays as it was and nothing half-written is left.
pub(super) fn save(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), CliError> {
    let result = if is_plain(path) {
        replace(path, fill)
    } else {
        // A device or a pipe has no place beside it.
        File::create(path).and_then(|file| {
            let mut out = BufWriter::new(file);
            fill(&mut out)?;
            out.flush()
        })
    };
    result.map_err(CliError::writing(path.display().to_string()))
}

/// Makes a folder and the folders above it.
pub(super) fn make_folder(path: &Path) -> Result<(), CliError> {
    fs::create_dir_all(path).map_err(CliError::writing(path.display().to_string()))
}

/// Removes a file of an earlier run, if there is one.
pub(super) fn remove(path: &Path) -> Result<(), CliError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(CliError::Io(path.display().to_string(), error))
        }
        _ => Ok(()),
    }
}

/// Whether a path names a file or nothing yet.
fn is_plain(path: &Path) -> bool {
    fs::symlink_metadata(path).map_or(true, |data| data.is_file())
}

fn replace(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let part = beside(path);
    let written = File::create(&part)
        .and_then(|file| {
            let mut out = BufWriter::new(file);
            fill(&mut out)?;
            out.flush()
        })
        .and_then(|()| fs::rename(&part, path));
    if written.is_err() {
        // The error that is reported is the one that came first.
        let _ = fs::remove_file(&part);
    }
    written
}

/// `report/index.html` is written as `report/.index.html.part` first.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.part"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        save(&path, |out| out.write_all(b"old")).unwrap();
        let failed = save(&path, |out| {
            out.write_all(b"new")?;
            Err(io::Error::other("full"))
        });
        assert!(failed.unwrap_err().to_string().contains("full"));
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_not_there_is_removed_already() {
        let folder = tempfile::tempdir().unwrap();
        remove(&folder.path().join("none")).unwrap();
    }
}
