//! The view of a declared coordination model. Knows no invariant of any model.

use super::schema::Column;
use super::subject::Subject;
use super::terms::{CoordinationModel, Term, kebab};
use super::views::{CoordinationRef, MeetingRef, PersonRef, TeamRef};

impl<'a> CoordinationRef<'a> {
    /// Model as written.
    pub fn model(self) -> &'a str {
        self.org.text(self.record().model)
    }

    /// The model of the catalogue that is meant; `None` for a name of one's own.
    pub fn kind(self) -> Option<CoordinationModel> {
        CoordinationModel::parse(self.model())
    }

    /// Unit that offers it.
    pub fn from(self) -> Option<TeamRef<'a>> {
        self.record().from.map(|id| self.org.team(id))
    }

    /// Units it serves.
    pub fn to(self) -> impl ExactSizeIterator<Item = TeamRef<'a>> {
        let org = self.org;
        self.record().to.iter().map(move |id| org.team(*id))
    }

    /// Whether it declares the model of the catalogue with this name.
    pub fn is_model(self, name: &str) -> bool {
        self.kind().is_some_and(|kind| kind.name() == name)
    }

    /// Whether it has begun and is not over, as far as its dates say.
    pub fn in_force(self) -> bool {
        let record = self.record();
        self.org.as_of.is_none_or(|today| {
            record.start.is_none_or(|start| start <= today)
                && record.end.is_none_or(|end| end >= today)
        })
    }

    /// People who fill it.
    pub fn people(self) -> impl ExactSizeIterator<Item = PersonRef<'a>> {
        let org = self.org;
        self.record().people.iter().map(move |id| org.person(*id))
    }

    /// The meeting it works through.
    pub fn meeting(self) -> Option<MeetingRef<'a>> {
        self.record().meeting.map(|id| self.org.meeting(id))
    }

    /// Model and whatever tells the row from others of the model: `standards:messages>digital;grid`.
    pub fn subject(self) -> Subject {
        let from = self.from().map(|unit| unit.key().to_owned());
        let people = || {
            let keys: Vec<&str> = self.people().map(PersonRef::key).collect();
            (!keys.is_empty()).then(|| keys.join(";"))
        };
        let cells = [
            Column::Scope,
            Column::Artifact,
            Column::Arena,
            Column::Owner,
        ];
        let said = || {
            cells
                .map(|column| self.text(column))
                .into_iter()
                .find(|text| !text.is_empty())
        };
        let who = from
            .or_else(people)
            .or_else(|| said().map(str::to_owned))
            .unwrap_or_default();
        let to: Vec<&str> = self.to().map(TeamRef::key).collect();
        // However the cell spells the model, the row is about the same.
        let model = self
            .kind()
            .map_or_else(|| kebab(self.model()), |kind| kind.name().to_owned());
        Subject::coordination(&model, &who, &to.join(";"))
    }

    /// Any further cell, empty where blank.
    pub fn text(self, column: Column) -> &'a str {
        self.record()
            .cells
            .iter()
            .find(|(known, _)| *known == column)
            .map_or("", |(_, text)| self.org.text(*text))
    }
}
