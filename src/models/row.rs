//! One declared row as checks see it, and the breaks they find. Knows no single check.

use super::contract::{Category, Invariant, Model};
use crate::facts::{CoordinationFacts, Edge};
use crate::lint::words::list;
use crate::lint::{Context, Sink};
use crate::model::{
    Column, CoordinationModel, CoordinationRef, MeetingRef, Org, PersonId, PersonRef, Subject,
    TeamId, TeamRef,
};
use crate::source::Place;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Names that a sentence lists before it counts the rest.
const NAMED: usize = 3;

/// A declared row, or the place of one where a table of its own shows the model.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The organization and its facts.
    pub cx: Context<'a>,
    /// The model that is declared.
    pub model: &'static Model,
    /// The row.
    pub declared: Option<CoordinationRef<'a>>,
    /// The numbers of the invariants as configured.
    pub numbers: &'a BTreeMap<&'static str, u32>,
}

impl<'a> Row<'a> {
    /// The organization.
    pub fn org(&self) -> &'a Org {
        self.cx.org
    }

    /// A number as configured; 0 for one that the model does not have.
    pub fn number(&self, key: &str) -> usize {
        self.numbers.get(key).map_or(0, |number| *number as usize)
    }

    /// A further cell, empty where blank.
    pub fn text(&self, column: Column) -> &'a str {
        self.declared.map_or("", |row| row.text(column))
    }

    /// Whether the file has a column at all. What it has not is unknown, not blank.
    pub fn has(&self, column: Column) -> bool {
        self.declared.is_some_and(|row| {
            let file = row.record().row.file;
            self.org().column(file, column).is_some()
        })
    }

    /// Whether a cell that the file could hold is blank.
    pub fn lacks(&self, column: Column) -> bool {
        self.has(column) && self.text(column).is_empty()
    }

    /// A yes or no in a cell; `None` where neither is said.
    pub fn truth(&self, column: Column) -> Option<bool> {
        truth(self.text(column))
    }

    /// The cell of a column, the row where the file lacks it.
    pub fn place(&self, column: Column) -> Place {
        let own = self.declared.map(|row| row.cell(column));
        own.unwrap_or_else(|| self.elsewhere())
    }

    /// The first row of what shows the model without a coordination row.
    fn elsewhere(&self) -> Place {
        let org = self.org();
        let goals = org.goals.first().map(|goal| goal.row.place());
        let liaisons = org.liaisons.first().map(|liaison| liaison.row.place());
        let reads = org.reads.first().map(|read| Place {
            file: read.file,
            at: crate::source::At::File,
        });
        goals.or(liaisons).or(reads).unwrap_or(Place {
            file: crate::source::FileId(0),
            at: crate::source::At::File,
        })
    }

    /// Who offers it: the `from` unit, else the team of the first person.
    pub fn provider(&self) -> Option<TeamRef<'a>> {
        let row = self.declared?;
        row.from().or_else(|| row.people().next()?.team())
    }

    /// The `from` unit.
    pub fn from(&self) -> Option<TeamRef<'a>> {
        self.declared.and_then(CoordinationRef::from)
    }

    /// Units it serves.
    pub fn to(&self) -> Vec<TeamRef<'a>> {
        self.declared.map_or(Vec::new(), |row| row.to().collect())
    }

    /// People who fill it, as named in the row.
    pub fn people(&self) -> Vec<PersonRef<'a>> {
        self.declared
            .map_or(Vec::new(), |row| row.people().collect())
    }

    /// The meeting it works through.
    pub fn meeting(&self) -> Option<MeetingRef<'a>> {
        self.declared.and_then(CoordinationRef::meeting)
    }

    /// First and last day.
    pub fn days(&self) -> (Option<Date>, Option<Date>) {
        self.declared.map_or((None, None), |row| {
            let record = row.record();
            (record.start, record.end)
        })
    }

    /// People named in the row, else those who attend its meeting.
    pub fn members(&self) -> Vec<PersonRef<'a>> {
        let named = self.people();
        if !named.is_empty() {
            return named;
        }
        self.attendees()
    }

    /// People who attend its meeting.
    pub fn attendees(&self) -> Vec<PersonRef<'a>> {
        let Some(meeting) = self.meeting() else {
            return Vec::new();
        };
        let attendees = self.cx.facts.meetings().attendees(meeting.id);
        attendees.map(|id| self.org().person(id)).collect()
    }

    /// Everyone in a unit or below it.
    pub fn people_of(&self, unit: TeamId) -> BTreeSet<PersonId> {
        let (facts, org) = (self.cx.facts, self.org());
        let teams = facts.tree().units().subtree(unit.0);
        teams
            .iter()
            .flat_map(|team| {
                let lead = org.teams[*team as usize].lead;
                facts.members().of(TeamId(*team)).chain(lead)
            })
            .collect()
    }

    /// Whether a person belongs to a unit, to one below it, or leads one of them.
    pub fn belongs(&self, person: PersonId, unit: TeamId) -> bool {
        let (members, tree) = (self.cx.facts.members(), self.cx.facts.tree());
        members
            .teams_of(person)
            .chain(members.led_by(person))
            .any(|team| tree.contains(unit, team))
    }

    /// What the units served need of who offers it; of everybody where no unit is named.
    pub fn needs(&self) -> Vec<&'a Edge> {
        let Some(provider) = self.provider() else {
            return Vec::new();
        };
        let (facts, to) = (self.cx.facts, self.to());
        if to.is_empty() {
            let (tree, dependencies) = (facts.tree(), facts.dependencies());
            let inside = tree.units().subtree(provider.id.0).iter();
            return inside
                .flat_map(|end| dependencies.graph().in_edges(*end))
                .filter(|(other, _)| !tree.contains(provider.id, TeamId(*other)))
                .filter_map(|(_, edge)| dependencies.edges().get(edge as usize))
                .collect();
        }
        to.iter()
            .flat_map(|unit| CoordinationFacts::needs(facts, unit.id, provider.id))
            .collect()
    }

    /// What lies between who offers it and the units served, in both directions.
    pub fn between(&self) -> Vec<&'a Edge> {
        let mut edges = self.needs();
        if let Some(provider) = self.provider() {
            edges.extend(
                self.to()
                    .iter()
                    .flat_map(|unit| CoordinationFacts::needs(self.cx.facts, provider.id, unit.id)),
            );
        }
        edges
    }

    /// Other rows in force of a model.
    pub fn others(&self, model: CoordinationModel) -> impl Iterator<Item = CoordinationRef<'a>> {
        let org = self.org();
        let own = self.declared.map(|row| row.id);
        let ids = self.cx.facts.coordination().of(model).iter();
        ids.filter(move |id| Some(**id) != own)
            .map(|id| org.coordination_row(*id))
    }

    /// The team or unit with this id or name, in any case.
    pub fn unit_named(&self, text: &str) -> Option<TeamRef<'a>> {
        let same = |name: &str| name.eq_ignore_ascii_case(text.trim());
        let found = |team: &TeamRef<'_>| same(team.key()) || same(team.label());
        self.org().teams().find(found)
    }

    /// How messages call the row: `Infrastructure, service provider for Web and Billing,`.
    pub fn label(&self) -> String {
        let Some(row) = self.declared else {
            return format!("the {}", self.model.title);
        };
        let title = self.model.title;
        let to = list(row.to().map(TeamRef::label), NAMED);
        let what = match to.as_str() {
            "" => title.to_owned(),
            to => format!("{title} for {to}"),
        };
        match self.bearer(row) {
            Some(who) => format!("{who}, {what},"),
            None => format!("the {what}"),
        }
    }

    /// Who or what stands for the row: a document, a person or a unit, by category.
    fn bearer(&self, row: CoordinationRef<'a>) -> Option<String> {
        let said = |column| Some(row.text(column).to_owned()).filter(|text| !text.is_empty());
        let unit = || row.from().map(|unit| unit.label().to_owned());
        let names = list(row.people().map(PersonRef::short), NAMED);
        let people = || Some(names.clone()).filter(|names| !names.is_empty());
        let meeting = || row.meeting().map(|meeting| meeting.label().to_owned());
        let artifact = || said(Column::Artifact);
        // What one person carries is that person's; the home is told by the sentence.
        let carried = matches!(
            self.model.kind,
            Some(CoordinationModel::Embedded | CoordinationModel::Liaison)
        );
        match self.model.category {
            Category::Team if carried => people().or_else(unit),
            Category::Centralized => artifact().or_else(meeting).or_else(unit),
            Category::RoleBased => people().or_else(unit).or_else(artifact),
            Category::Team => unit().or_else(people).or_else(meeting).or_else(artifact),
        }
    }

    /// What the row is about, for baselines.
    pub fn subjects(&self) -> Vec<Subject> {
        let Some(row) = self.declared else {
            return vec![Subject::coordination(self.model.name, "", "")];
        };
        let unit = row.from().map(TeamRef::subject);
        std::iter::once(row.subject()).chain(unit).collect()
    }
}

/// A yes or no in words.
pub(super) fn truth(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "explicit" | "full" | "written" => Some(true),
        "no" | "n" | "false" | "0" | "none" | "implicit" => Some(false),
        _ => None,
    }
}

/// One break of an invariant.
#[derive(Debug)]
pub struct Break {
    place: Place,
    what: String,
    help: String,
    related: Vec<(Place, String)>,
    subjects: Vec<Subject>,
    measure: Option<(f64, f64, &'static str)>,
    cause: Option<String>,
}

impl Break {
    /// Further places with what to say about each.
    pub fn related(&mut self, labels: impl IntoIterator<Item = (Place, String)>) -> &mut Self {
        self.related.extend(labels);
        self
    }

    /// What it is about beside the row.
    pub fn subject(&mut self, subject: Subject) -> &mut Self {
        self.subjects.push(subject);
        self
    }

    /// The number behind it and the limit it passes.
    pub fn measure(&mut self, value: usize, limit: usize, unit: &'static str) -> &mut Self {
        self.measure = Some((value as f64, limit as f64, unit));
        self
    }

    /// The circumstance, where a rule outside the models sees it too.
    pub fn cause(&mut self, cause: String) -> &mut Self {
        self.cause = Some(cause);
        self
    }
}

/// The breaks of one invariant on one row.
#[derive(Debug, Default)]
pub struct Breaks(Vec<Break>);

impl Breaks {
    /// Adds a break. `what` goes on after the name of the row: `names no owner`.
    pub fn add(
        &mut self,
        place: Place,
        what: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Break {
        self.0.push(Break {
            place,
            what: what.into(),
            help: help.into(),
            related: Vec::new(),
            subjects: Vec::new(),
            measure: None,
            cause: None,
        });
        let last = self.0.len() - 1;
        &mut self.0[last]
    }

    /// Number of breaks.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the invariant holds.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Turns the breaks into findings that name the invariant.
    pub(super) fn report(self, row: &Row<'_>, invariant: &Invariant, sink: &mut Sink) {
        let label = row.label();
        for each in self.0 {
            let mut subjects = row.subjects();
            subjects.extend(each.subjects);
            let keys: Vec<&str> = subjects.iter().map(Subject::as_str).collect();
            let identity = format!("{} {}", invariant.name, keys.join(" "));
            let message = format!("{label} {} ({})", each.what, invariant.name);
            let mut draft = sink
                .report(each.place, message)
                .level(invariant.level)
                .help(each.help)
                .subjects(subjects)
                .evidence(each.related)
                .identity(identity);
            if let Some((value, limit, unit)) = each.measure {
                draft = draft.measure(value, limit, unit);
            }
            if let Some(cause) = each.cause {
                draft.cause(cause);
            }
        }
    }
}
