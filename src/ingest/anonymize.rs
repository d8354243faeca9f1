//! Hides people, and on request everything else that has a name, in an organization that has just been read:
//! in records, in what is said about the reading, and in the texts of the files. Whatever comes later
//! sees pseudonyms only. Knows no rule and no output.

use super::sheet::Sheet;
use super::values;
use crate::model::{
    Column as C, Org, PersonId, Pseudonyms, Subject, Table, TeamOrigin, Text, Veil,
};
use crate::source::Place;
use std::collections::{BTreeMap, BTreeSet};

/// Columns that name people.
const PEOPLE: &[C] = &[
    C::Person,
    C::Manager,
    C::DottedManagers,
    C::Lead,
    C::Decider,
    C::Attendees,
    C::Backup,
    C::Members,
    C::Owner,
    C::WorkDirector,
    C::ExceptionContact,
];

/// Columns of free words, which `all` replaces whole.
const NAMED: &[C] = &[
    C::Scope,
    C::Artifact,
    C::Owner,
    C::Arena,
    C::Inputs,
    C::Outcome,
    C::Project,
    C::ParentGoal,
    C::Evidence,
    C::Name,
    C::ExceptionContact,
    C::WorkDirector,
    C::Members,
    C::Fallback,
    C::Purpose,
    C::Needs,
];

/// Hides the names.
pub(super) fn anonymize(org: &mut Org, sheets: &[Sheet], veil: &Veil) {
    let told = told(org);
    let names = names(org, sheets, veil);
    let mut hide = Hide { org, names };
    hide.issues_and_notes();
    hide.people();
    hide.teams();
    hide.rows();
    hide.labels();
    let Hide { names, .. } = hide;
    let told = told
        .into_iter()
        .map(|(place, cell)| {
            let shown = names
                .known(&cell)
                .map_or_else(|| names.text(&cell), str::to_owned);
            (place, shown)
        })
        .collect();
    org.sources.withhold(told);
    org.pseudonyms = Some(names);
}

/// What stands in the cells that rules ask for later: those with trouble, the managers of those at the top,
/// and how teams are to grow.
fn told(org: &Org) -> BTreeMap<Place, String> {
    let roots = org.people().filter(|person| person.manager().is_none());
    let places: BTreeSet<Place> = roots
        .map(|person| person.cell(C::Manager))
        .chain(org.teams().map(|team| team.cell(C::ScalesWith)))
        .chain(org.issues.iter().map(|issue| issue.place))
        .filter(|place| matches!(place.at, crate::source::At::Cell(..)))
        .collect();
    let texts = org.sources.texts(places);
    let owned = texts
        .into_iter()
        .map(|(place, text)| (place, text.to_owned()));
    owned.collect()
}

/// Everything anybody is called by, in any table, those who have left among them.
fn names(org: &Org, sheets: &[Sheet], veil: &Veil) -> Pseudonyms {
    let mut names = Pseudonyms::new(veil);
    let mut order: Vec<PersonId> = org.person_ids().collect();
    // By key, so that the order of rows decides nothing.
    order.sort_by_key(|id| org.person(*id).key());
    let mut called: Vec<(String, String)> = Vec::new();
    for id in order {
        let person = &org.people[id.index()];
        let texts = [person.key, person.email, person.name].map(|text| org.text(text));
        if let Some(pseudonym) = names.add('p', &texts) {
            called.push((texts[2].to_owned(), pseudonym));
        }
    }
    for cells in strangers(sheets, org) {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        if let Some(pseudonym) = names.add('p', &cells) {
            called.push((
                cells.last().copied().unwrap_or_default().to_owned(),
                pseudonym,
            ));
        }
    }
    let common = common_words(org);
    for (name, pseudonym) in &called {
        names.add_parts(name, pseudonym, &common);
    }
    for team in org
        .teams()
        .filter(|_| org.team_origin != TeamOrigin::Managers)
    {
        for text in [team.key(), team.label()] {
            names.keep(text);
        }
    }
    for meeting in org.meetings() {
        names.keep(meeting.key());
    }
    if veil.all {
        name_everything(org, &mut names);
    }
    names
}

/// Words of teams and disciplines: no name of a person, though some are called so.
fn common_words(org: &Org) -> BTreeSet<String> {
    let people = org
        .people
        .iter()
        .flat_map(|person| [person.function, person.level]);
    let teams = org
        .teams
        .iter()
        .flat_map(|team| [team.name, team.function, team.kind, team.product_line]);
    let own = org.team_origin == TeamOrigin::Managers;
    let texts = people
        .chain(teams.filter(|_| !own))
        .map(|text| org.text(text));
    texts
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .map(str::to_lowercase)
        .collect()
}

/// What cells call people who are not, or no longer, part of the organization: each a list of texts that mean
/// one person. In order, so that nothing hangs on the order of rows.
fn strangers(sheets: &[Sheet], org: &Org) -> BTreeSet<Vec<String>> {
    let teams: BTreeSet<String> = org
        .teams()
        .flat_map(|team| [team.key().to_lowercase(), team.label().to_lowercase()])
        .collect();
    let mut found = BTreeSet::new();
    for sheet in sheets {
        for record in sheet.records() {
            if sheet.table == Table::People {
                let cell = |column| sheet.cell(record, column).to_owned();
                let split = format!("{} {}", cell(C::FirstName), cell(C::LastName));
                let whole = [
                    cell(C::Id),
                    cell(C::Email),
                    split.trim().to_owned(),
                    cell(C::Name),
                ];
                found.insert(whole.into_iter().filter(|text| !text.is_empty()).collect());
            }
            let of_role = sheet.table != Table::People;
            for column in PEOPLE
                .iter()
                .filter(|c| of_role || matches!(c, C::Manager | C::DottedManagers))
            {
                for index in sheet.all_of(*column) {
                    let parts = values::list(sheet.at(record, index));
                    let parts = parts.filter(|part| !teams.contains(&part.to_lowercase()));
                    found.extend(parts.map(|part| vec![part.to_owned()]));
                }
            }
        }
    }
    found
}

fn name_everything(org: &Org, names: &mut Pseudonyms) {
    let mut teams: Vec<_> = org.teams().collect();
    teams.sort_by_key(|team| team.key());
    for team in teams {
        names.add('t', &[team.key(), team.label()]);
        names.add('l', &[org.text(team.record().product_line)]);
    }
    for meeting in org.meetings() {
        names.add('m', &[meeting.key(), org.text(meeting.record().name)]);
    }
    for mapping in &org.mappings {
        names.add('l', &[org.text(mapping.mapping)]);
        names.add('l', &[org.text(mapping.label)]);
    }
    for project in &org.projects {
        names.add('j', &[org.text(project.key)]);
    }
    for goal in &org.goals {
        names.add('g', &[org.text(goal.key)]);
    }
}

struct Hide<'a> {
    org: &'a mut Org,
    names: Pseudonyms,
}

impl Hide<'_> {
    fn put(&mut self, text: &str) -> Text {
        self.org.arena.push(text)
    }

    /// A person's key, or whatever a cell calls a person.
    fn person(&mut self, text: Text) -> Text {
        if text.is_empty() {
            return text;
        }
        let shown = self.names.person(self.org.arena.get(text));
        self.put(&shown)
    }

    /// A text in which names are replaced; with `all` a text that names something is replaced whole.
    fn free(&mut self, text: Text) -> Text {
        if text.is_empty() {
            return text;
        }
        let said = self.org.arena.get(text);
        let whole = self.names.known(said).filter(|_| self.names.is_all());
        let shown = whole.map_or_else(|| self.names.text(said), str::to_owned);
        if shown == said {
            text
        } else {
            self.put(&shown)
        }
    }

    /// The same for words that may name anything.
    fn named(&mut self, text: Text) -> Text {
        if self.names.is_all()
            && !text.is_empty()
            && self.names.known(self.org.arena.get(text)).is_none()
        {
            let said = self.org.arena.get(text);
            if values::number(said).is_none() && values::truth(said).is_none() {
                let shown = self.names.person(said);
                return self.put(&shown);
            }
        }
        self.free(text)
    }

    fn people(&mut self) {
        for index in 0..self.org.people.len() {
            let key = self.person(self.org.people[index].key);
            let person = &mut self.org.people[index];
            person.key = key;
            // One of a kind more often than not.
            (person.name, person.email, person.title) = Default::default();
        }
        self.names.few = few(self.org);
    }

    fn teams(&mut self) {
        let by_manager = self.org.team_origin == TeamOrigin::Managers;
        for index in 0..self.org.teams.len() {
            let team = self.org.teams[index].clone();
            let key = if by_manager {
                self.person(team.key)
            } else {
                self.free(team.key)
            };
            let name = if by_manager {
                let name = format!("team of {}", self.org.arena.get(key));
                self.put(&name)
            } else {
                self.free(team.name)
            };
            let line = self.free(team.product_line);
            let team = &mut self.org.teams[index];
            (team.key, team.name, team.product_line) = (key, name, line);
        }
    }

    fn rows(&mut self) {
        macro_rules! hide {
            ($rows:ident, $($field:ident: $how:ident),+) => {
                for index in 0..self.org.$rows.len() {
                    $(
                        let text = self.$how(self.org.$rows[index].$field);
                        self.org.$rows[index].$field = text;
                    )+
                }
            };
        }
        hide!(memberships, role: free);
        hide!(dependencies, kind: free, fallback: named, project: named);
        hide!(meetings, key: free, name: free, publishes_to: named);
        hide!(liaisons, needs: named, purpose: named, function: free, share_back: free, backup: person);
        hide!(ended_liaisons, person: person);
        hide!(coordination, model: free);
        hide!(mappings, mapping: free, label: free);
        hide!(projects, key: free);
        hide!(goals, key: free);
    }

    /// Cells by column.
    fn labels(&mut self) {
        macro_rules! cells {
            ($($rows:ident),+) => {$(
                for index in 0..self.org.$rows.len() {
                    for at in 0..self.org.$rows[index].cells.len() {
                        let (column, text) = self.org.$rows[index].cells[at];
                        let shown = if NAMED.contains(&column) { self.named(text) } else { self.free(text) };
                        self.org.$rows[index].cells[at].1 = shown;
                    }
                }
            )+};
        }
        cells!(coordination, projects, goals);
    }

    fn issues_and_notes(&mut self) {
        let names = &self.names;
        for issue in &mut self.org.issues {
            issue.message = names.quoted(&issue.message);
            issue.help = issue.help.as_deref().map(|help| names.quoted(help));
            for (_, note) in &mut issue.related {
                *note = names.quoted(note);
            }
            for subject in &mut issue.subjects {
                *subject = Subject::from_text(names.subject(subject.as_str()));
            }
        }
        for note in &mut self.org.notes {
            *note = names.quoted(note);
        }
        for read in &mut self.org.reads {
            read.why = read.why.as_deref().map(|why| names.text(why));
            for (header, _) in &mut read.columns {
                *header = names.text(header);
            }
        }
    }
}

/// People whose home has fewer members than say little about each.
fn few(org: &Org) -> BTreeSet<PersonId> {
    let of = |id: &u32| PersonId(*id);
    org.team_ids()
        .map(|team| org.residents.of(team.0))
        .filter(|members| org.heads(members.iter().map(of)) < crate::model::SMALLEST_GROUP)
        .flat_map(|members| members.iter().map(of))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Input, Options, read};
    use super::*;

    const FILES: &[(&str, &str)] = &[
        (
            "people.csv",
            "id,name,email,title,manager,team,status\nana,Ana Lind,ana@x.org,Boss,,web,active\nbo,Bo Ek,,Aide,ana,web,active\n\
             cyd,Cyd Orr,,Aide,ana,web,left\nbo2,Dee Fox,,Aide,Jon Doe,web,active\n7,Eve Ray,,Aide,7,ops,active\n",
        ),
        (
            "teams.csv",
            "id,name,lead\nweb,Web,ana\nops,Operations,Cyd Orr\n",
        ),
        (
            "liaisons.csv",
            "person,targets,backup,purpose\nbo,ops,Cyd Orr,stands in for Eve Ray\n",
        ),
        (
            "mappings.csv",
            "mapping,team,label\npartner,web,Ana Lind\npartner,ops,Zed\n",
        ),
        ("meetings.csv", "id,name,host\nm1,Ana Lind and Fox,web\n"),
        ("attendance.csv", "meeting,person\nm1,Ghost Writer\nm1,bo\n"),
    ];
    const NAMES: &[&str] = &[
        "Ana", "Lind", "ana", "Bo Ek", "bo2", "Cyd", "cyd", "Orr", "Dee", "Fox", "Jon", "Doe",
        "Eve", "Ray", "Ghost", "Writer", "Boss", "x.org",
    ];

    fn under(veil: Veil) -> Options {
        Options {
            veil: Some(veil),
            ..Options::default()
        }
    }

    fn hidden(all: bool) -> (Org, String) {
        let inputs = FILES.iter().map(|(name, text)| Input::new(*name, *text));
        let veil = Veil {
            all,
            key: Vec::new(),
        };
        let org = read(inputs.collect(), &under(veil)).unwrap();
        let mut said = vec![format!("{:?} {:?} {:?}", org.issues, org.notes, org.reads)];
        for person in org.people() {
            said.push(person.label().into_owned());
        }
        for team in org.teams() {
            said.extend([team.key(), team.label()].map(str::to_owned));
        }
        let mut texts: Vec<Text> = Vec::new();
        texts.extend(org.liaisons.iter().flat_map(|l| [l.backup, l.purpose]));
        texts.extend(org.mappings.iter().flat_map(|m| [m.mapping, m.label]));
        texts.extend(org.meetings.iter().flat_map(|m| [m.key, m.name]));
        said.extend(texts.into_iter().map(|text| org.text(text).to_owned()));
        for (_, source) in org.sources.iter() {
            said.push(source.text.to_string());
        }
        (org, said.join("\n"))
    }

    #[test]
    fn no_name_of_a_person_is_left_and_teams_stay() {
        let (org, said) = hidden(false);
        for name in NAMES {
            let is_word = |at: usize| {
                let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                !inner(said[..at].chars().next_back())
                    && !inner(said[at + name.len()..].chars().next())
            };
            let found = said.match_indices(name).find(|(at, _)| is_word(*at));
            assert!(found.is_none(), "{name} in {said}");
        }
        assert!(said.contains("Operations") && said.contains("Zed"));
        assert_eq!(org.verify(), Vec::<String>::new());
    }

    #[test]
    fn everything_else_is_hidden_on_request() {
        let (_, said) = hidden(true);
        for name in ["Operations", "Zed", "partner", "stands in"] {
            assert!(!said.contains(name), "{name} in {said}");
        }
    }

    #[test]
    fn pseudonyms_do_not_hang_on_the_order_of_rows() {
        let keys = |text: &str| {
            let inputs = vec![Input::new("people.csv", text)];
            let org = read(inputs, &under(Veil::default())).unwrap();
            let keys: BTreeSet<String> = org.people().map(|p| p.key().to_owned()).collect();
            keys
        };
        let (one, two) = ("id,name\na,Ana\nb,Bo\n", "id,name\nb,Bo\na,Ana\n");
        assert_eq!(keys(one), keys(two));
    }

    #[test]
    fn members_of_small_groups_are_known() {
        let (org, _) = hidden(false);
        let names = org.pseudonyms.as_ref().unwrap();
        assert!(
            org.person_ids().all(|id| names.is_few(id)),
            "every team has fewer than five"
        );
    }
}
