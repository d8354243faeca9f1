//! The organization: arenas of records, the relations between them, and what was read from where.

use super::ids::{MeetingId, PersonId, SeriesId, TeamId};
use super::issue::{Issue, IssueKind};
use super::pseudonyms::Pseudonyms;
use super::records::{
    Attendance, Coordination, Dependency, EndedLiaison, Goal, Liaison, Link, Mapping, Meeting,
    Membership, Person, Project, Team,
};
use super::schema::{Column, Table};
use super::text::{Arena, Text};
use crate::source::{FileId, Place, Sources};
use jiff::civil::Date;

/// Lists of ids by owner in two flat arrays: owner `i` has `items[starts[i]..starts[i + 1]]`.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    /// Groups `(owner, item)` pairs by owner; items keep their order. Linear.
    pub fn group(owners: usize, pairs: &[(u32, u32)]) -> Self {
        let mut starts = vec![0_u32; owners + 1];
        for (owner, _) in pairs {
            starts[*owner as usize + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut next = starts.clone();
        let mut items = vec![0; pairs.len()];
        for (owner, item) in pairs {
            let at = &mut next[*owner as usize];
            items[*at as usize] = *item;
            *at += 1;
        }
        Self { starts, items }
    }

    /// The items of an owner; empty for an owner out of range.
    pub fn of(&self, owner: u32) -> &[u32] {
        let owner = owner as usize;
        match (self.starts.get(owner), self.starts.get(owner + 1)) {
            (Some(&from), Some(&to)) => &self.items[from as usize..to as usize],
            _ => &[],
        }
    }

    /// Number of owners.
    pub fn owners(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }
}

/// Where the teams came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TeamOrigin {
    /// A teams table.
    #[default]
    Table,
    /// Team, department or path columns of the people or membership tables.
    Columns,
    /// One unit per manager.
    Managers,
    /// There are none.
    None,
}

/// How one file was read.
#[derive(Clone, Debug)]
pub struct TableRead {
    /// The file.
    pub file: FileId,
    /// The table it fills.
    pub table: Table,
    /// Header of each column and what it was taken to mean.
    pub columns: Vec<(String, Option<Column>)>,
    /// How many cells of each column are not blank.
    pub filled: Vec<u32>,
    /// Records read.
    pub rows: u32,
    /// Records that could not be put to use.
    pub rejected: u32,
    /// Why the file was taken for this table, where its name does not say it.
    pub why: Option<String>,
}

/// Assumptions made while reading, for the reader of the report: one sentence each.
pub type Notes = Vec<String>;

/// An earlier state of the organization, read from the same tables of another day. Its records know
/// their rows, but the texts of its files are not kept: nothing can point into them.
#[derive(Debug)]
pub struct Snapshot {
    /// The day of the state.
    pub day: Date,
    /// The organization as it was; it has no earlier states itself.
    pub org: Org,
}

/// An organization, immutable once built.
#[derive(Debug, Default)]
pub struct Org {
    /// The texts it was read from.
    pub sources: Sources,
    /// All strings.
    pub arena: Arena,
    /// People, in reading order.
    pub people: Vec<Person>,
    /// Teams and units, in reading order.
    pub teams: Vec<Team>,
    /// Memberships beside the home team.
    pub memberships: Vec<Membership>,
    /// Solid lines beyond each person's first.
    pub further_managers: Vec<Link>,
    /// Dotted lines.
    pub dotted: Vec<Link>,
    /// Dependencies, in reading order.
    pub dependencies: Vec<Dependency>,
    /// Meetings and sessions, in reading order.
    pub meetings: Vec<Meeting>,
    /// Attendance, in reading order.
    pub attendance: Vec<Attendance>,
    /// Liaison assignments in force or planned, in reading order.
    pub liaisons: Vec<Liaison>,
    /// Liaison assignments that have ended, in reading order.
    pub ended_liaisons: Vec<EndedLiaison>,
    /// Coordination rows, in reading order.
    pub coordination: Vec<Coordination>,
    /// Mapping rows, in reading order.
    pub mappings: Vec<Mapping>,
    /// Projects.
    pub projects: Vec<Project>,
    /// Goals.
    pub goals: Vec<Goal>,
    /// Number of meeting series.
    pub series: u32,
    /// Cycles of units as they were declared. Each begins with the team whose `parent` was cut to
    /// end it; every team's unit above is the next one, the last one's is the first.
    pub parent_cycles: Vec<Vec<TeamId>>,
    /// Direct reports of each person by first solid line.
    pub reports: Lists,
    /// Units directly below each unit.
    pub children: Lists,
    /// People whose home team is this team.
    pub residents: Lists,
    /// Meetings of each series.
    pub sessions: Lists,
    /// Attendance rows of each meeting.
    pub attendance_of: Lists,
    /// Where the teams came from.
    pub team_origin: TeamOrigin,
    /// Whether any person names a manager.
    pub has_managers: bool,
    /// Whether any team names a parent, or parents were derived.
    pub has_team_tree: bool,
    /// How each file was read.
    pub reads: Vec<TableRead>,
    /// Assumptions made while reading.
    pub notes: Notes,
    /// Trouble while reading, in file order.
    pub issues: Vec<Issue>,
    /// The newest date of any row, those of people who have left among them, and where it stands;
    /// days after today are plans and do not count.
    pub newest: Option<(Date, Place)>,
    /// The day that counts as today.
    pub as_of: Option<Date>,
    /// Earlier states, oldest first, each day once, all before today.
    pub past: Vec<Snapshot>,
    /// What people are called, where their names are hidden.
    pub pseudonyms: Option<Pseudonyms>,
}

impl Org {
    /// The string behind a reference.
    pub fn text(&self, text: Text) -> &str {
        self.arena.get(text)
    }

    /// Ids of all people.
    pub fn person_ids(&self) -> impl Iterator<Item = PersonId> + use<> {
        (0..self.people.len()).map(PersonId::at)
    }

    /// Ids of all teams and units.
    pub fn team_ids(&self) -> impl Iterator<Item = TeamId> + use<> {
        (0..self.teams.len()).map(TeamId::at)
    }

    /// Ids of all meetings.
    pub fn meeting_ids(&self) -> impl Iterator<Item = MeetingId> + use<> {
        (0..self.meetings.len()).map(MeetingId::at)
    }

    /// Ids of all series.
    pub fn series_ids(&self) -> impl Iterator<Item = SeriesId> + use<> {
        (0..self.series).map(SeriesId)
    }

    /// The files that fill a table.
    pub fn reads_of(&self, table: Table) -> impl Iterator<Item = &TableRead> {
        self.reads.iter().filter(move |read| read.table == table)
    }

    /// Whether a table was given at all.
    pub fn has_table(&self, table: Table) -> bool {
        self.reads_of(table).next().is_some()
    }

    /// Whether a column was recognised in a table and holds at least one value.
    pub fn has_column(&self, table: Table, column: Column) -> bool {
        self.reads_of(table).any(|read| {
            read.columns
                .iter()
                .zip(&read.filled)
                .any(|((_, known), filled)| *known == Some(column) && *filled > 0)
        })
    }

    /// The column's number in a file.
    pub fn column(&self, file: FileId, column: Column) -> Option<u16> {
        let read = self.reads.iter().find(|read| read.file == file)?;
        let at = read
            .columns
            .iter()
            .position(|(_, known)| *known == Some(column))?;
        u16::try_from(at).ok()
    }

    /// Trouble of one kind.
    pub fn issues_of(&self, kind: IssueKind) -> impl Iterator<Item = &Issue> {
        self.issues.iter().filter(move |issue| issue.kind == kind)
    }

    /// Whether figures about a person are left out: names are hidden and the person's home has fewer than
    /// [`SMALLEST_GROUP`](super::SMALLEST_GROUP) members.
    pub fn is_few(&self, person: PersonId) -> bool {
        self.pseudonyms
            .as_ref()
            .is_some_and(|names| names.is_few(person))
    }

    /// The earlier states that had a table, oldest first.
    pub fn past_with(&self, table: Table) -> impl DoubleEndedIterator<Item = &Snapshot> {
        let had = move |state: &&Snapshot| state.org.has_table(table);
        self.past.iter().filter(had)
    }

    /// Number of posts all rows stand for.
    pub fn posts(&self) -> f64 {
        self.people
            .iter()
            .map(|person| f64::from(person.posts))
            .sum()
    }

    /// Number of people that some rows stand for; a row for a part of a post is a person all the same, a
    /// further row of one id is nobody new.
    pub fn heads(&self, rows: impl IntoIterator<Item = PersonId>) -> usize {
        rows.into_iter()
            .filter(|id| !self.people[id.index()].repeated)
            .map(|id| self.people[id.index()].posts.round().max(1.0) as usize)
            .sum()
    }

    /// What must hold of every organization; used by tests. Returns what does not.
    pub fn verify(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let (people, teams) = (self.people.len(), self.teams.len());
        let person = |id: Option<PersonId>| id.is_none_or(|id| id.index() < people);
        let team = |id: Option<TeamId>| id.is_none_or(|id| id.index() < teams);
        let mut hold = |fine: bool, what: &str| {
            if !fine {
                wrong.push(what.to_owned());
            }
        };
        hold(
            self.people
                .iter()
                .all(|p| person(p.manager) && team(p.team)),
            "a person refers out of range",
        );
        hold(
            self.teams.iter().all(|t| person(t.lead) && team(t.parent)),
            "a team refers out of range",
        );
        hold(
            self.dependencies.iter().all(|d| d.from != d.to),
            "a team depends on itself",
        );
        hold(
            self.liaisons.iter().all(|l| !l.targets.is_empty()),
            "a liaison without target",
        );
        hold(self.reports.owners() == people, "reports of each person");
        hold(self.residents.owners() == teams, "residents of each team");
        hold(self.children.owners() == teams, "children of each unit");
        hold(
            self.attendance_of.owners() == self.meetings.len(),
            "attendance of each meeting",
        );
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::Lists;

    #[test]
    fn lists_group_and_keep_order() {
        let lists = Lists::group(3, &[(2, 5), (0, 1), (2, 4)]);
        assert_eq!(lists.of(0), [1]);
        assert!(lists.of(1).is_empty());
        assert_eq!(lists.of(2), [5, 4]);
        assert!(lists.of(9).is_empty());
    }
}
