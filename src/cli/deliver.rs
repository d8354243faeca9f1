//! Output to a file, whole or not at all, or to standard output, with colour where a terminal shows it.

use super::CliError;
use super::save::save;
use anstream::adapter::strip_bytes;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// Writes what `fill` gives into the file, or to standard output where there is none or it is `-`. What
/// is `colored` loses its colour in files and wherever else no terminal shows it.
pub(super) fn deliver(
    output: Option<&PathBuf>,
    colored: bool,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), CliError> {
    if let Some(path) = output.filter(|path| path.as_os_str() != "-") {
        let mut text = Vec::new();
        fill(&mut text).map_err(CliError::writing("the output"))?;
        if colored {
            text = strip_bytes(&text).into_vec();
        }
        return save(path, |file| file.write_all(&text));
    }
    let stdout = io::stdout().lock();
    let stdout: Box<dyn Write> = if colored {
        Box::new(anstream::AutoStream::auto(stdout))
    } else {
        Box::new(stdout)
    };
    let mut out = BufWriter::with_capacity(1 << 16, stdout);
    fill(&mut out)
        .and_then(|()| out.flush())
        .map_err(CliError::writing("standard output"))
}
