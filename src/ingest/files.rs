//! Opens files and directories: the only place in the library that touches the file system. Knows
//! nothing of what the files hold.

use super::{IngestError, Input, PastFolder, TableSpec};
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// Endings of files that a directory contributes.
const ENDINGS: [&str; 3] = ["csv", "tsv", "txt"];

/// Reads each path: a file as it is, a directory as its tables sorted by name.
///
/// # Errors
/// When a path is missing or unreadable, or a directory holds no table.
pub fn open<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Result<Vec<Input>, IngestError> {
    let mut inputs = Vec::new();
    for path in paths {
        let path = path.as_ref();
        if path.is_dir() {
            open_directory(path, &mut inputs)?;
        } else {
            inputs.push(open_file(path, TableSpec::default())?);
        }
    }
    Ok(inputs)
}

/// Reads one file that is to be understood as `spec` says.
///
/// # Errors
/// When the file is missing or unreadable.
pub fn open_file(path: &Path, spec: TableSpec) -> Result<Input, IngestError> {
    let bytes = fs::read(path).map_err(|error| failure(path, &error))?;
    Ok(Input {
        name: shown(path),
        bytes,
        spec,
    })
}

/// Reads a text file that is no table, such as a configuration.
///
/// # Errors
/// When the file is missing, unreadable, or not UTF-8.
pub fn text(path: &Path) -> Result<String, IngestError> {
    let bytes = fs::read(path).map_err(|error| failure(path, &error))?;
    String::from_utf8(bytes).map_err(|_| IngestError::Unreadable {
        path: shown(path),
        reason: "it is not UTF-8 text".to_owned(),
    })
}

/// The tables of a directory, sorted by name, unread.
///
/// # Errors
/// When the directory is missing, unreadable, or holds no table.
pub fn tables_in(directory: &Path) -> Result<Vec<PathBuf>, IngestError> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory).map_err(|error| failure(directory, &error))? {
        let path = entry.map_err(|error| failure(directory, &error))?.path();
        if is_table(&path) {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        return Err(IngestError::NoTables {
            path: shown(directory),
        });
    }
    paths.sort();
    Ok(paths)
}

/// Folder beside the tables that holds earlier states.
pub const SNAPSHOTS: &str = "snapshots";

/// What stands in the `snapshots` folder of a directory, unread and sorted by name: folders, and
/// tables that lie there by mistake. Empty where there is no such folder.
///
/// # Errors
/// When the folder cannot be listed.
pub fn snapshots_in(directory: &Path) -> Result<Vec<PathBuf>, IngestError> {
    let folder = directory.join(SNAPSHOTS);
    let mut paths = Vec::new();
    if !folder.is_dir() {
        return Ok(paths);
    }
    for entry in fs::read_dir(&folder).map_err(|error| failure(&folder, &error))? {
        let path = entry.map_err(|error| failure(&folder, &error))?.path();
        let hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if !hidden && (path.is_dir() || is_table(&path)) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// The earlier states beside the tables of a directory, each to be opened when its turn comes.
///
/// # Errors
/// When the folder of snapshots cannot be listed.
pub fn snapshots(directory: &Path) -> Result<Vec<PastFolder>, IngestError> {
    let folders = snapshots_in(directory)?.into_iter();
    Ok(folders
        .map(|path| PastFolder::new(shown(&path), move || open([path])))
        .collect())
}

fn is_table(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.to_lowercase().as_str())) && path.is_file()
}

fn open_directory(directory: &Path, inputs: &mut Vec<Input>) -> Result<(), IngestError> {
    let opened: Result<Vec<Input>, IngestError> = tables_in(directory)?
        .par_iter()
        .map(|path| open_file(path, TableSpec::default()))
        .collect();
    inputs.extend(opened?);
    Ok(())
}

fn failure(path: &Path, error: &std::io::Error) -> IngestError {
    if error.kind() == std::io::ErrorKind::NotFound {
        return IngestError::Missing { path: shown(path) };
    }
    IngestError::Unreadable {
        path: shown(path),
        reason: error.to_string(),
    }
}

/// The path as messages show it, with `/` between its parts whatever the system writes.
pub fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_gives_its_tables_sorted_by_name() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["teams.csv", "people.TSV", "notes.md"] {
            fs::write(folder.path().join(name), "id\n").unwrap();
        }
        let names: Vec<String> = open([folder.path()])
            .unwrap()
            .iter()
            .map(|input| input.name.rsplit('/').next().unwrap().to_owned())
            .collect();
        assert_eq!(names, ["people.TSV", "teams.csv"]);
    }

    #[test]
    fn a_missing_path_and_an_empty_directory_say_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let missing = open([folder.path().join("nobody.csv")]).unwrap_err();
        assert!(missing.to_string().contains("no such file"), "{missing}");
        let empty = open([folder.path()]).unwrap_err();
        assert!(empty.to_string().contains("export at least"), "{empty}");
    }
}
