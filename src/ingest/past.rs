//! Earlier states of the organization: folders named by their day, beside the tables of the present
//! and read like these, one after the other. A state that cannot be read is an issue and never
//! stops the analysis of the present. Knows no rule and opens no file itself.

use super::{IngestError, Input, Options, read};
use crate::model::{Issue, IssueKind, Org, Snapshot, Subject};
use crate::source::{FileId, Place, Source, short_name};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::fmt;

/// So many states are kept, the newest: monthly ones of three years. Our own choice, so that memory
/// has a bound: a state without its texts takes about as much as the records of the present.
const MOST: usize = 36;

type Open = Box<dyn FnOnce() -> Result<Vec<Input>, IngestError>>;

/// A folder of earlier tables that is opened when its turn comes, so that the bytes of one state
/// are in memory at a time.
pub struct PastFolder {
    name: String,
    open: Open,
}

impl PastFolder {
    /// A folder by its path as shown to the user, of which the last part says the day, and how its
    /// tables are opened.
    pub fn new(
        name: impl Into<String>,
        open: impl FnOnce() -> Result<Vec<Input>, IngestError> + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            open: Box::new(open),
        }
    }

    /// The same folder, with something done to its tables after they are opened.
    #[must_use]
    pub fn then(self, change: impl FnOnce(&mut Vec<Input>) + 'static) -> Self {
        let open = self.open;
        Self::new(self.name, move || {
            let mut inputs = open()?;
            change(&mut inputs);
            Ok(inputs)
        })
    }
}

impl fmt::Debug for PastFolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PastFolder").field(&self.name).finish()
    }
}

/// Reads files into an organization, and earlier states of it beside that. Nothing of the present
/// depends on the earlier states.
///
/// # Errors
/// As [`read`], of the present alone.
pub fn read_with_past(
    inputs: Vec<Input>,
    past: Vec<PastFolder>,
    options: &Options,
) -> Result<Org, IngestError> {
    let mut org = read(inputs, options)?;
    let mut days = by_day(past, &mut org);
    let further = days.len().saturating_sub(MOST);
    if let Some(first) = days.keys().nth(further).copied().filter(|_| further > 0) {
        days = days.split_off(&first);
        org.notes.push(format!(
            "of {} snapshots the newest {MOST} are read, {first} and later.",
            further + MOST
        ));
    }
    for (day, folders) in days {
        if let Some(state) = state(day, folders, options, &mut org) {
            org.past.push(Snapshot { day, org: state });
        }
    }
    Ok(org)
}

/// The folders of each day before today. Several directories may have one of the same day.
fn by_day(past: Vec<PastFolder>, org: &mut Org) -> BTreeMap<Date, Vec<PastFolder>> {
    let mut days: BTreeMap<Date, Vec<PastFolder>> = BTreeMap::new();
    for folder in past {
        let short = short_name(&folder.name);
        match (day(short), org.as_of) {
            (None, _) => {
                let why = "its name is no day such as 2024-03-31";
                let help = "put the tables of each earlier state into a folder named by its day";
                unused(&folder.name, short, why, help, org);
            }
            (Some(day), Some(today)) if day >= today => org.notes.push(format!(
                "snapshot {day} is not used: it is {} the day that counts as today, {today}.",
                if day == today { "of" } else { "later than" }
            )),
            (Some(day), _) => days.entry(day).or_default().push(folder),
        }
    }
    days
}

/// The day that a folder is named by, and by nothing else.
fn day(name: &str) -> Option<Date> {
    let plain = name.len() == 10 && name.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    name.parse().ok().filter(|_| plain)
}

/// Reads one state as of its day; trouble of whole files becomes trouble of the present, for a state
/// that is half read would look like a change.
fn state(day: Date, folders: Vec<PastFolder>, options: &Options, org: &mut Org) -> Option<Org> {
    let name = folders.first().map(|folder| folder.name.clone())?;
    let mut inputs = Vec::new();
    for folder in folders {
        match (folder.open)() {
            Ok(opened) => inputs.extend(opened),
            Err(error) => {
                let what = format!("snapshot {day}");
                unused(&folder.name, &what, &error.to_string(), MEND, org);
                return None;
            }
        }
    }
    let options = Options {
        as_of: Some(day),
        ..options.clone()
    };
    let mut state = match read(inputs, &options) {
        Ok(state) => state,
        Err(error) => {
            let what = format!("snapshot {day}");
            unused(&name, &what, &error.to_string(), MEND, org);
            return None;
        }
    };
    for issue in std::mem::take(&mut state.issues) {
        let whole_file = [IssueKind::UnusedFile, IssueKind::MissingColumn];
        if whole_file.contains(&issue.kind) {
            let file = &state.sources.get(issue.place.file).name;
            let message = format!("in the snapshot {day}, {}", issue.message);
            let subject = format!("{day}/{}", short_name(file));
            let help = issue.help.unwrap_or_default();
            report(issue.kind, file, message, &help, &subject, org);
        }
    }
    state.notes = Vec::new();
    state.sources.forget_texts();
    Some(state)
}

const MEND: &str = "export the state again, or take the folder away; a state that cannot be read is compared with nothing";

fn unused(path: &str, what: &str, why: &str, help: &str, org: &mut Org) {
    let message = format!("{what} is not used: {why}");
    let subject = format!("snapshots/{}", short_name(path));
    report(IssueKind::UnusedFile, path, message, help, &subject, org);
}

/// Adds an issue about a file of which the text is not kept.
fn report(kind: IssueKind, path: &str, message: String, help: &str, subject: &str, org: &mut Org) {
    let file = named(path, org);
    org.issues.push(Issue {
        kind,
        place: Place::file(file),
        message,
        help: Some(help.to_owned()),
        related: Vec::new(),
        subjects: vec![Subject::file(subject)],
    });
}

/// The source with this name, added without text where there is none.
fn named(path: &str, org: &mut Org) -> FileId {
    let known = org.sources.iter().find(|(_, source)| source.name == path);
    let known = known.map(|(file, _)| file);
    known.unwrap_or_else(|| {
        org.sources.add(Source {
            name: path.to_owned(),
            text: std::sync::Arc::default(),
            delimiter: 0,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{issues, notes};
    use super::*;

    fn past(folders: &[(&'static str, &'static str)], as_of: Option<&str>) -> Org {
        let folders = folders.iter().map(|(name, teams)| {
            let input = Input::new(format!("org/snapshots/{name}/teams.csv"), *teams);
            PastFolder::new(format!("org/snapshots/{name}"), move || Ok(vec![input]))
        });
        let options = Options {
            as_of: as_of.map(|day| day.parse().unwrap()),
            ..Options::default()
        };
        let now = vec![Input::new("org/teams.csv", "id,parent\nco,\nweb,co\n")];
        read_with_past(now, folders.collect(), &options).unwrap()
    }

    fn days(org: &Org) -> Vec<String> {
        org.past.iter().map(|state| state.day.to_string()).collect()
    }

    #[test]
    fn states_come_oldest_first_and_change_nothing_of_the_present() {
        let plain = past(&[], None);
        let org = past(
            &[("2024-03-31", "id\nweb\napp\n"), ("2024-01-31", "id\nco\n")],
            None,
        );
        assert_eq!(days(&org), ["2024-01-31", "2024-03-31"]);
        assert_eq!(org.past[1].org.teams.len(), 2);
        assert_eq!(org.past[1].org.as_of, Some("2024-03-31".parse().unwrap()));
        assert_eq!(org.teams.len(), plain.teams.len());
        assert_eq!(org.sources.iter().count(), plain.sources.iter().count());
        assert_eq!((issues(&org), notes(&org)), (issues(&plain), notes(&plain)));
        assert_eq!(org.past[0].org.verify(), Vec::<String>::new());
    }

    #[test]
    fn a_folder_without_a_day_a_file_and_an_empty_state_are_told() {
        let org = past(
            &[
                ("january", "id\nweb\n"),
                ("2024-13-01", "id\nweb\n"),
                ("20240101", "id\nweb\n"),
                ("2024-01-31", ""),
            ],
            None,
        );
        assert_eq!(days(&org), Vec::<String>::new());
        assert_eq!(
            issues(&org),
            "org/snapshots/january:1:1 UnusedFile january is not used: its name is no day such as 2024-03-31\n\
             org/snapshots/2024-13-01:1:1 UnusedFile 2024-13-01 is not used: its name is no day such as 2024-03-31\n\
             org/snapshots/20240101:1:1 UnusedFile 20240101 is not used: its name is no day such as 2024-03-31\n\
             org/snapshots/2024-01-31:1:1 UnusedFile snapshot 2024-01-31 is not used: no table of people or teams among teams.csv (teams.csv is not used: it is empty); add people.csv (id, name, manager, team) or teams.csv (id, name, parent), or map a file in orglint.toml"
        );
    }

    #[test]
    fn a_file_that_is_no_table_is_told_with_its_day() {
        let open = || {
            Ok(vec![
                Input::new("snapshots/2024-01-31/teams.csv", "id\nweb\n"),
                Input::new("snapshots/2024-01-31/colours.csv", "colour\nred\n"),
                Input::new("snapshots/2024-01-31/dependencies.csv", "to\nweb\n"),
            ])
        };
        let now = vec![Input::new("teams.csv", "id\nweb\n")];
        let folder = PastFolder::new("snapshots/2024-01-31", open);
        let org = read_with_past(now, vec![folder], &Options::default()).unwrap();
        assert_eq!(org.past.len(), 1);
        let told = issues(&org);
        assert!(
            told.starts_with("snapshots/2024-01-31/colours.csv:1:1 UnusedFile in the snapshot 2024-01-31, colours.csv is not used: its name and headers fit no table\nsnapshots/2024-01-31/dependencies.csv:1:1 MissingColumn in the snapshot 2024-01-31, dependencies.csv has no column from"),
            "{told}"
        );
        assert_eq!(
            org.issues[0].subjects[0].as_str(),
            "file:2024-01-31/colours.csv"
        );
    }

    #[test]
    fn what_cannot_be_opened_is_told_and_the_present_stays() {
        let broken = PastFolder::new("snapshots/2024-01-31", || {
            Err(IngestError::NoTables {
                path: "snapshots/2024-01-31".to_owned(),
            })
        });
        let binary = PastFolder::new("snapshots/2024-02-29", || {
            Ok(vec![Input::new("people.csv", b"PK\x03\x04".to_vec())])
        });
        let now = vec![Input::new("teams.csv", "id\nweb\n")];
        let org = read_with_past(now, vec![broken, binary], &Options::default()).unwrap();
        assert_eq!((org.teams.len(), org.past.len()), (1, 0));
        let told = issues(&org);
        assert!(told.contains("snapshot 2024-01-31 is not used: snapshots/2024-01-31: no .csv"));
        assert!(told.contains("snapshot 2024-02-29 is not used: people.csv: not a text table"));
    }

    #[test]
    fn states_of_today_and_later_are_noted() {
        let org = past(
            &[
                ("2024-01-31", "id\nweb\n"),
                ("2024-02-29", "id\nweb\n"),
                ("2024-03-31", "id\nweb\n"),
            ],
            Some("2024-02-29"),
        );
        assert_eq!(days(&org), ["2024-01-31"]);
        let told = notes(&org);
        assert!(told.contains("snapshot 2024-02-29 is not used: it is of the day"));
        assert!(told.contains("snapshot 2024-03-31 is not used: it is later than the day"));
    }

    #[test]
    fn only_the_newest_are_kept() {
        let folders = (0..40).map(|n| {
            let name = format!("snapshots/{}-{:02}-01", 2020 + n / 12, n % 12 + 1);
            PastFolder::new(name, || Ok(vec![Input::new("teams.csv", "id\nweb\n")]))
        });
        let now = vec![Input::new("teams.csv", "id\nweb\n")];
        let org = read_with_past(now, folders.collect(), &Options::default()).unwrap();
        assert_eq!((org.past.len(), &days(&org)[0][..]), (36, "2020-05-01"));
        assert!(notes(&org).contains("of 40 snapshots the newest 36 are read, 2020-05-01"));
    }
}
