//! What makes an analysis impossible. Everything else is an issue of the organization.

/// Why nothing could be analysed; each message says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IngestError {
    /// A path does not exist.
    #[error("{path}: no such file or directory; check the path or name the files one by one")]
    Missing {
        /// The path as given.
        path: String,
    },
    /// A path exists but cannot be read.
    #[error("{path}: cannot be read ({reason}); check that it is a table and that you may read it")]
    Unreadable {
        /// The path as given.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// A directory holds no table.
    #[error(
        "{path}: no .csv, .tsv or .txt file in this directory; export at least people or teams as CSV"
    )]
    NoTables {
        /// The directory as given.
        path: String,
    },
    /// A file that should be a table is no text.
    #[error("{path}: not a text table ({what}); save it as CSV and try again")]
    NotText {
        /// The file.
        path: String,
        /// What it seems to be.
        what: &'static str,
    },
    /// Neither people nor teams.
    #[error("no table of people or teams among {files}; {hint}")]
    NothingToAnalyse {
        /// The files that were given.
        files: String,
        /// What to do.
        hint: String,
    },
    /// A header named by the configuration is not in the file.
    #[error("{path}: no column \"{header}\", which the configuration maps to `{column}`; {hint}")]
    NoSuchHeader {
        /// The file.
        path: String,
        /// The header as configured.
        header: String,
        /// The column it should fill.
        column: &'static str,
        /// The nearest header, or all of them.
        hint: String,
    },
}
