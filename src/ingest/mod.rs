//! Reads the bytes of HR and organization exports into an [`Org`].
//!
//! Each file is decoded, cut into cells, recognised as a table and its headers as columns; then people,
//! teams and what links them are read, in the order in which they need each other. Whatever cannot be
//! read is an issue of the organization, and the good rows stay. Knows no rule and no chart.

mod aliases;
mod anonymize;
mod attendance;
mod cells;
mod choose;
mod column;
mod dates;
mod decode;
mod derive;
mod drafts;
mod error;
mod exact;
pub mod files;
mod finish;
mod footers;
mod grid;
mod header;
mod inspect;
mod keys;
mod liaisons;
mod links;
mod load;
mod managers;
mod meetings;
mod missing;
mod modelled;
mod named;
mod past;
mod people;
mod reader;
mod recognize;
mod refs;
mod repeats;
mod series;
mod shape;
mod sheet;
mod split;
mod tally;
mod teams;
#[cfg(test)]
mod testing;
mod units;
mod values;

pub use error::IngestError;
pub use grid::can_delimit;
pub use inspect::{Inspected, InspectedColumn, inspect};
pub use past::{PastFolder, read_with_past};
pub use recognize::table_by_name;

use crate::model::{Column, IssueKind, Org, Table, TeamOrigin, Veil};
use jiff::civil::Date;
use keys::Directory;
use reader::Reader;
use sheet::Sheet;

/// One file to read.
#[derive(Clone, Debug)]
pub struct Input {
    /// Path as shown to the user.
    pub name: String,
    /// Its bytes, in any encoding.
    pub bytes: Vec<u8>,
    /// How it is to be understood, where its name and headers do not tell.
    pub spec: TableSpec,
}

impl Input {
    /// A file that its name and headers explain.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            bytes: bytes.into(),
            spec: TableSpec::default(),
        }
    }
}

/// How a file is to be understood; what is left out is found by inspection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableSpec {
    /// The table it fills.
    pub table: Option<Table>,
    /// The header of a column; several headers for `team` are a path of units, coarse to fine.
    pub columns: Vec<(Column, Vec<String>)>,
    /// Words of the file, each with the word of ours that it means.
    pub values: Vec<(Column, Vec<(String, String)>)>,
    /// The delimiter of its cells, where [`can_delimit`] holds.
    pub delimiter: Option<u8>,
}

/// What the caller wants of the organization.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The day that counts as today; without one, only states and no dates tell what has ended.
    pub as_of: Option<Date>,
    /// Whether people who have left stay in.
    pub keep_leavers: bool,
    /// Coordination models beside those of the catalogue: their names and titles.
    pub models: Vec<String>,
    /// Whose names are hidden, if any; an error may name what the files say all the same.
    pub veil: Option<Veil>,
}

/// Reads files into an organization.
///
/// # Errors
/// When nothing can be analysed: a file that is no text, a configured header that is not there, or
/// neither people nor teams.
pub fn read(inputs: Vec<Input>, options: &Options) -> Result<Org, IngestError> {
    let (mut org, sheets) = read_tables(inputs, options)?;
    if let Some(veil) = &options.veil {
        anonymize::anonymize(&mut org, &sheets, veil);
    }
    Ok(org)
}

fn read_tables(inputs: Vec<Input>, options: &Options) -> Result<(Org, Vec<Sheet>), IngestError> {
    let mut org = Org {
        as_of: options.as_of,
        ..Org::default()
    };
    let mut sheets = load::load(inputs, &mut org)?;
    require_subjects(&sheets, &org)?;
    choose::choose(&mut sheets, &mut org.notes);
    let mut reader = Reader {
        rejected: vec![0; sheets.len()],
        sheets: &sheets,
        options,
        org,
        people: Directory::default(),
        left: Directory::default(),
        teams: Directory::default(),
        meetings: Directory::default(),
        origins: Vec::new(),
        matrix_rows: Vec::new(),
        team_rows: Vec::new(),
    };
    read_structure(&mut reader);
    reader.read_dependencies();
    reader.read_meetings();
    reader.read_liaisons();
    reader.read_coordination();
    reader.read_mappings();
    reader.read_projects();
    reader.read_goals();
    let org = reader.finish();
    Ok((org, sheets))
}

/// People, teams, and who belongs where.
fn read_structure(reader: &mut Reader<'_>) {
    reader.read_people();
    if !reader.has(Table::People) {
        reader.read_named_people();
    }
    reader.read_teams();
    if reader.has(Table::Teams) {
        reader.read_homes();
    } else {
        reader.read_units();
        reader.read_membership_teams();
    }
    reader.read_managers();
    reader.read_leads();
    reader.read_supervisory();
    reader.read_memberships();
    if reader.org.team_origin == TeamOrigin::None {
        reader.teams_of_managers();
    }
    reader.homes_by_leads();
    reader.tree_by_reporting();
    reader.cut_unit_cycles();
}

fn require_subjects(sheets: &[Sheet], org: &Org) -> Result<(), IngestError> {
    let subjects = [Table::People, Table::Teams];
    if sheets.iter().any(|sheet| subjects.contains(&sheet.table)) {
        return Ok(());
    }
    let unused = org.issues_of(IssueKind::UnusedFile);
    let told: Vec<&str> = unused.map(|issue| issue.message.as_str()).collect();
    let files = org.sources.iter().map(|(_, source)| source.short_name());
    let files: Vec<&str> = files.collect();
    let files = match (told.as_slice(), files.as_slice()) {
        ([], []) => "the inputs".to_owned(),
        ([], files) => files.join(", "),
        (told, files) => format!("{} ({})", files.join(", "), told.join("; ")),
    };
    Err(IngestError::NothingToAnalyse {
        files,
        hint: "add people.csv (id, name, manager, team) or teams.csv (id, name, parent), or map a file in orglint.toml".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// People, issues and notes of each table in the folder of nasty tables.
    #[test]
    fn nasty_tables_lose_nothing_silently() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/tables");
        let expected = [
            ("blank-lines.csv", 3, 0, "1 rows without any value"),
            ("bom.csv", 3, 0, ""),
            ("crlf.csv", 4, 0, ""),
            ("duplicate-headers.csv", 2, 0, "name is read from column 2"),
            ("header-only.csv", 0, 1, "has headers but no row"),
            ("huge-field.csv", 3, 1, ""),
            ("latin-1.csv", 4, 0, "read as Windows-1252"),
            ("nul-bytes.csv", 3, 1, ""),
            ("pipe.csv", 3, 0, ""),
            ("quotes.csv", 4, 0, ""),
            ("ragged.csv", 6, 4, ""),
            ("semicolon.csv", 3, 0, ""),
            ("tab.tsv", 3, 0, ""),
            ("unclosed-quote.csv", 4, 1, ""),
            ("utf-16be.csv", 3, 0, "read as UTF-16BE"),
            ("utf-16le.csv", 3, 0, "read as UTF-16LE"),
        ];
        for (name, people, issues, note) in expected {
            let inputs = files::open([folder.join(name)]).unwrap();
            let org = read(inputs, &Options::default()).unwrap();
            assert_eq!(
                (org.people.len(), org.issues.len()),
                (people, issues),
                "{name}"
            );
            assert!(
                testing::notes(&org).contains(note),
                "{name}: {:?}",
                org.notes
            );
            assert_eq!(org.verify(), Vec::<String>::new());
        }
        for name in ["empty.csv", "only-spaces.csv"] {
            let inputs = files::open([folder.join(name)]).unwrap();
            let error = read(inputs, &Options::default()).unwrap_err().to_string();
            assert!(error.contains("it is empty"), "{error}");
        }
    }

    /// People and roots of each foreign export.
    #[test]
    fn exports_of_products_are_understood_without_configuration() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/orgs");
        let expected = [
            ("hris-bamboohr", 22, 2),
            ("hris-entra", 21, 21),
            ("hris-google-workspace", 27, 2),
            ("hris-hibob", 17, 1),
            ("hris-microsoft365", 31, 2),
            ("hris-orgplus", 25, 1),
            ("hris-personio", 16, 1),
            ("hris-uk-organogram", 32, 2),
            ("hris-utf16", 16, 1),
            ("hris-visio", 17, 1),
            ("hris-workday", 26, 1),
        ];
        for (name, people, roots) in expected {
            let inputs = files::open([folder.join(name)]).unwrap();
            let org = read(inputs, &Options::default()).unwrap();
            let tops = org.people.iter().filter(|p| p.manager.is_none()).count();
            assert_eq!((org.people.len(), tops), (people, roots), "{name}");
            assert_eq!(org.verify(), Vec::<String>::new());
        }
    }
}
