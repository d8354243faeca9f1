//! Does what was recommended for a group. Knows no rule.

use super::answer::Answer;
use super::apply::{Applied, Cells, finish};
use super::desk::Desk;
use super::edits::Edits;
use super::group::GroupAdvice;
use super::options::Options;
use crate::facts::Facts;
use crate::model::{Column as C, CoordinationModel as M, Table};

/// Follows the advice for a group.
pub fn apply_group(facts: &Facts<'_>, options: Options, advice: &GroupAdvice) -> Option<Applied> {
    let desk = Desk::new(facts, options);
    let mut edits = Edits::default();
    if !advice.declared && advice.caution.is_none() {
        desk.follow_group(advice, &mut edits);
    }
    finish(facts.org(), &edits)
}

impl Desk<'_> {
    fn follow_group(&self, group: &GroupAdvice, edits: &mut Edits) {
        let Answer::Model(model) = group.answer else {
            return;
        };
        match model {
            M::GoalFrameworks => return self.add_goals(group, edits),
            M::SingleThreadedOwner => self.report_to_owner(group, edits),
            _ => {}
        }
        let mut cells: Cells = vec![(C::Model, model.name().to_owned())];
        cells.extend(self.cells_of(model, group));
        edits.row(Table::Coordination, cells);
    }

    /// What the contract of a model asks for beside its name.
    fn cells_of(&self, model: M, group: &GroupAdvice) -> Cells {
        let org = self.org();
        let keys: Vec<String> = group.teams.iter().map(|team| self.key(*team)).collect();
        let keys = keys.join(";");
        let people: Vec<&str> = group.people.iter().map(|p| org.person(*p).key()).collect();
        let people = people.join(";");
        let said = |text: &str| text.to_owned();
        let key = || group.key.clone();
        match model {
            M::CentralizedLiaison => vec![(C::To, keys), (C::Person, people)],
            M::CommunityOfPractice => {
                vec![(C::To, keys), (C::Person, people), (C::Function, key())]
            }
            M::SingleThreadedOwner => vec![(C::From, keys), (C::Person, people)],
            M::ProgramManager => vec![(C::To, keys), (C::Project, key())],
            M::Prioritization => vec![(C::Scope, said("company")), (C::Authority, said("yes"))],
            M::Integrator => {
                let inputs = if group.teams.len() > 3 {
                    keys
                } else {
                    String::new()
                };
                vec![
                    (C::From, key()),
                    (C::Inputs, inputs),
                    (C::Artifact, said("one plan")),
                ]
            }
            M::Standards => vec![
                (C::From, key()),
                (C::To, keys),
                (C::Artifact, said("common guardrails")),
                (C::Owner, key()),
                (C::ExceptionContact, key()),
                (C::Funded, said("yes")),
            ],
            M::ProductStrategy => {
                let owner = org
                    .people
                    .first()
                    .map_or("head", |person| org.text(person.key));
                let day = org
                    .as_of
                    .map_or_else(|| said("2100-01-01"), |day| day.to_string());
                vec![
                    (C::Scope, said("company")),
                    (C::Artifact, said("product strategy")),
                    (C::Owner, said(owner)),
                    (C::ReviewedOn, day),
                ]
            }
            M::Metrics => {
                let owner = group.teams.first().map(|team| self.owner(*team));
                vec![
                    (C::Artifact, format!("numbers of {}", group.subject)),
                    (C::Owner, owner.unwrap_or_default()),
                ]
            }
            M::StandardDefiner => vec![(C::From, keys), (C::Artifact, key())],
            _ => Vec::new(),
        }
    }

    fn report_to_owner(&self, group: &GroupAdvice, edits: &mut Edits) {
        let org = self.org();
        let (Some(team), Some(owner)) = (group.teams.first(), group.people.first()) else {
            return;
        };
        let key = org.person(*owner).key();
        for person in org
            .team(*team)
            .residents()
            .filter(|person| person.id != *owner)
        {
            let row = person.record().row;
            if let Some(column) = org.column(row.file, C::Manager) {
                edits.cell(row.cell(Some(column)), key);
            }
        }
    }

    /// A goal for each part that has none, below the goal of the whole where there is one.
    fn add_goals(&self, group: &GroupAdvice, edits: &mut Edits) {
        let org = self.org();
        let root = self.facts.tree().main_root();
        let top = org
            .goals
            .iter()
            .find(|goal| goal.unit.is_some() && goal.unit == root);
        for team in &group.teams {
            let mut cells: Cells = vec![
                (C::Id, format!("goal of {}", self.key(*team))),
                (C::Unit, self.key(*team)),
            ];
            if let Some(top) = top {
                cells.push((C::ParentGoal, org.text(top.key).to_owned()));
            }
            for (column, text) in [(C::Type, "objective"), (C::Cadence, "quarterly")] {
                if org.has_column(Table::Goals, column) {
                    cells.push((column, text.to_owned()));
                }
            }
            edits.row(Table::Goals, cells);
        }
    }
}
