//! Does what was recommended, as a careful user would: writes the rows that declare it, fills what
//! the model asks for, and moves people or teams where the model is a move. Knows no rule.

use super::advice::Advice;
use super::answer::Answer;
use super::desk::Desk;
use super::edits::Edits;
use super::feature::{Feature as F, need};
use super::measure::Pair;
use super::options::Options;
use super::pairs::Joint;
use crate::facts::{Discipline, Facts};
use crate::model::{Column as C, CoordinationModel as M, Org, Table, TeamId};
use jiff::ToSpan;

/// The tables of an organization after a recommendation was followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Name and text of every file.
    pub files: Vec<(String, String)>,
}

/// Follows the advice for a pair; `None` where it asks for nothing that tables could show, or where it
/// is declared already.
pub fn apply(facts: &Facts<'_>, options: Options, advice: &Advice) -> Option<Applied> {
    let desk = Desk::new(facts, options);
    let mut edits = Edits::default();
    desk.follow(advice, &mut edits);
    finish(facts.org(), &edits)
}

/// The files afterwards, where anything changed.
pub(super) fn finish(org: &Org, edits: &Edits) -> Option<Applied> {
    (!edits.is_empty()).then(|| Applied {
        files: edits.write(org),
    })
}

/// Cells of a row.
pub(super) type Cells = Vec<(C, String)>;

impl Desk<'_> {
    pub(super) fn key(&self, team: TeamId) -> String {
        self.org().team(team).key().to_owned()
    }

    /// Who answers for a team: its lead, else the first of its people by key, else itself.
    pub(super) fn owner(&self, team: TeamId) -> String {
        let org = self.org();
        let lead = org.teams[team.index()].lead;
        let first = || {
            self.facts
                .members()
                .of(team)
                .min_by_key(|person| org.person(*person).key())
        };
        let person = lead.or_else(first);
        person.map_or_else(
            || self.key(team),
            |person| org.person(person).key().to_owned(),
        )
    }

    /// The day on which something for a time ends.
    fn end(&self) -> String {
        let org = self.org();
        let today = org.as_of.or(org.newest.map(|(day, _)| day));
        let days = i64::from(self.options.term_days);
        let end = today.and_then(|day| day.checked_add(days.days()).ok());
        end.map_or_else(|| "2100-01-01".to_owned(), |day| day.to_string())
    }

    fn follow(&self, advice: &Advice, edits: &mut Edits) {
        let Answer::Model(model) = advice.answer else {
            return;
        };
        if advice.declared.iter().any(|one| one.model == Some(model)) {
            return;
        }
        let empty = Joint::default();
        let joint = self.joint(advice.from, advice.to).unwrap_or(&empty);
        let pair = Pair {
            a: advice.from,
            b: advice.to,
            joint,
            edge: if advice.from < advice.to {
                joint.there
            } else {
                joint.back
            },
        };
        let (from, to) = self.ends(&pair, &advice.features, model);
        match model {
            M::Liaison => self.add_liaison(advice, from, to, edits),
            M::IndependentExecutor => self.add_executor(advice, &pair, edits),
            M::MergedGroup => self.merge(from, to, edits),
            M::CousinTeam => self.move_team(from, to, edits),
            _ => self.add_row(model, advice, (from, to), edits),
        }
        if model == M::Embedded {
            self.end_liaisons(from, to, edits);
        }
    }

    /// Whoever is embedded in a team is no longer its liaison.
    fn end_liaisons(&self, from: TeamId, to: TeamId, edits: &mut Edits) {
        let (org, tree) = (self.org(), self.facts.tree());
        let Some(person) = self.lent(from, to) else {
            return;
        };
        for id in self.facts.liaisons().of(person) {
            let row = org.liaison(id);
            if row.targets().all(|target| tree.contains(to, target.id)) {
                edits.drop_row(row.place());
            }
        }
    }

    /// Whether the same unit offers these teams something that the model would contradict; the old row
    /// is then on its way out.
    fn migration(&self, model: M, from: TeamId) -> String {
        let other: &[M] = match model {
            M::SelfService | M::Consultant => &[M::ServiceProvider],
            M::ServiceProvider => &[M::SelfService, M::Consultant],
            M::Embedded => &[M::Liaison],
            _ => &[],
        };
        let both = other
            .iter()
            .any(|other| self.bearers(*other).contains(&from));
        if both {
            "yes".to_owned()
        } else {
            String::new()
        }
    }

    fn add_row(&self, model: M, advice: &Advice, (from, to): (TeamId, TeamId), edits: &mut Edits) {
        let mut served = self.key(to);
        if model == M::TigerTeam {
            let both = [advice.from, advice.to]
                .into_iter()
                .filter(|team| *team != from);
            let mut keys: Vec<String> = both.map(|team| self.key(team)).collect();
            if let [only] = keys.as_slice() {
                let further = self.facts.dependencies().graph().out(from.0).iter();
                let others: Vec<String> = further
                    .map(|team| self.key(TeamId(*team)))
                    .filter(|key| key != only)
                    .collect();
                keys.extend(others);
            }
            served = keys.join(";");
        }
        if model == M::Standards {
            let all = self.needs.consumers(from, need::APPROVAL);
            served = all
                .into_iter()
                .map(|team| self.key(team))
                .collect::<Vec<_>>()
                .join(";");
        }
        let name = self.name(from);
        let mut cells: Cells = vec![
            (C::Model, model.name().to_owned()),
            (C::From, self.key(from)),
            (C::To, served),
            (C::Migration, self.migration(model, from)),
        ];
        cells.extend(self.contract(model, (from, to), name));
        edits.row(Table::Coordination, cells);
    }

    /// What the contract of a model asks for beside the two ends.
    fn contract(&self, model: M, (from, to): (TeamId, TeamId), name: &str) -> Cells {
        let org = self.org();
        let said = |text: &str| text.to_owned();
        let sla = self.options.sla_days.to_string();
        match model {
            M::Embedded => {
                let person = self
                    .lent(from, to)
                    .map_or_else(String::new, |p| org.person(p).key().to_owned());
                vec![
                    (C::Person, person),
                    (C::PercentTime, said("80")),
                    (C::WorkDirector, self.owner(to)),
                ]
            }
            M::Rotation => vec![(C::Cadence, said("weekly"))],
            M::SelfService => vec![(C::Artifact, format!("guide of {name}"))],
            M::ServiceProvider => vec![
                (C::Artifact, format!("catalogue of {name}")),
                (C::SlaDays, sla),
            ],
            M::ObjectiveExpert => vec![
                (C::Artifact, format!("report of {name}")),
                (C::Cadence, said("weekly")),
                (C::SlaDays, sla),
            ],
            M::WorkDemander => vec![(C::Authority, said("explicit"))],
            M::Controller => vec![
                (C::Authority, said("explicit")),
                (C::Arena, format!("what {name} answers for")),
            ],
            M::Standards => vec![
                (C::Artifact, format!("guardrails of {name}")),
                (C::Owner, self.owner(from)),
                (C::ExceptionContact, self.owner(from)),
                (C::Funded, said("yes")),
                (C::Enforcement, said("automated check")),
            ],
            M::TaskForce => {
                let people = self.voices(&[from, to]);
                let keys: Vec<&str> = people.iter().map(|p| org.person(*p).key()).collect();
                let members = if keys.len() == 2 {
                    keys.join(";")
                } else {
                    String::new()
                };
                vec![
                    (C::Person, members),
                    (C::Outcome, format!("what {name} needs works")),
                    (C::Owner, self.owner(from)),
                    (C::End, self.end()),
                ]
            }
            M::AwayTeam => vec![
                (C::End, self.end()),
                (C::Host, self.owner(to)),
                (C::Owner, self.key(from)),
            ],
            _ => Vec::new(),
        }
    }

    /// The assignment with everything that the person needs to be welcome, and a chair where lists of
    /// attendees are kept.
    fn add_liaison(&self, advice: &Advice, home: TeamId, target: TeamId, edits: &mut Edits) {
        let org = self.org();
        let Some(person) = self.who(home, target) else {
            return;
        };
        let person = org.person(person).key().to_owned();
        let backup = super::rooms::candidates(self.facts, home)
            .into_iter()
            .map(|other| org.person(other).key().to_owned())
            .find(|other| *other != person);
        let wanted: Cells = vec![
            (C::Context, F::Context.word(advice.features.get(F::Context))),
            (C::Needs, "plans and dates".to_owned()),
            (
                C::Purpose,
                format!("so that {} hears of changes in time", self.name(home)),
            ),
            (C::Introduced, "yes".to_owned()),
            (C::ShareBack, "yes".to_owned()),
            (C::Backup, backup.unwrap_or_default()),
            (C::Status, "active".to_owned()),
        ];
        // A column that nobody fills yet stays so: one row does not begin a habit.
        let habit = |column: C| org.liaisons.is_empty() || org.has_column(Table::Liaisons, column);
        let mut cells: Cells = vec![
            (C::Person, person.clone()),
            (C::Home, self.key(home)),
            (C::Targets, self.key(target)),
        ];
        cells.extend(wanted.into_iter().filter(|(column, _)| habit(*column)));
        edits.row(Table::Liaisons, cells);
        if let Some(meeting) = self.chair(target).filter(|_| !org.attendance.is_empty()) {
            let mut cells: Cells = vec![
                (C::Meeting, org.meeting(meeting).key().to_owned()),
                (C::Person, person),
            ];
            if org.has_column(Table::Attendance, C::Role) {
                cells.push((C::Role, "liaison".to_owned()));
            }
            edits.row(Table::Attendance, cells);
        }
    }

    /// The plan for the case that nothing comes is written down; the team is declared an executor once
    /// it waits for nobody else without one.
    fn add_executor(&self, advice: &Advice, pair: &Pair<'_>, edits: &mut Edits) {
        let org = self.org();
        let edges = self.facts.dependencies().edges();
        let rows = pair
            .edge
            .and_then(|edge| edges.get(edge))
            .map_or(&[] as &[_], |edge| edge.rows.as_slice());
        for row in rows.iter().map(|row| org.dependency(*row)) {
            let record = row.record();
            let blank = org.text(record.fallback).trim().is_empty();
            let column = org.column(record.row.file, C::Fallback);
            if row.is_hard() && blank && column.is_some() {
                edits.cell(record.row.cell(column), "go on without it");
            }
        }
        let units = self.facts.tree().units();
        let mut open = units
            .subtree(advice.from.0)
            .iter()
            .flat_map(|unit| self.facts.dependencies().graph().out_edges(*unit));
        let waits = open.any(|(_, number)| {
            let edge = &edges[number as usize];
            Some(number as usize) != pair.edge
                && edge.hard
                && edge.rows.iter().any(|row| {
                    org.text(org.dependencies[row.index()].fallback)
                        .trim()
                        .is_empty()
                })
        });
        let own = rows.iter().any(|row| {
            let record = &org.dependencies[row.index()];
            let hard = org.dependency(*row).is_hard();
            hard && org.text(record.fallback).trim().is_empty()
                && org.column(record.row.file, C::Fallback).is_none()
        });
        let executors = self.bearers(M::IndependentExecutor);
        let many = executors.len() + 1 >= self.options.executors as usize
            && self.bearers(M::Integrator).is_empty();
        // The model is one of teams that build; what a platform or a function owes others is more.
        let builds = self
            .facts
            .discipline(advice.from)
            .is_none_or(|discipline| discipline == Discipline::Engineering);
        if builds && !waits && !own && !many && !executors.contains(&advice.from) {
            let cells = vec![
                (C::Model, M::IndependentExecutor.name().to_owned()),
                (C::From, self.key(advice.from)),
            ];
            edits.row(Table::Coordination, cells);
        }
    }

    /// One team of two: people and dependencies of the second name the first.
    fn merge(&self, a: TeamId, b: TeamId, edits: &mut Edits) {
        let org = self.org();
        let key = self.key(a);
        for person in org
            .people()
            .filter(|person| person.record().team == Some(b))
        {
            let row = person.record().row;
            if let Some(column) = org.column(row.file, C::Team) {
                edits.cell(row.cell(Some(column)), key.clone());
            }
        }
        for row in org.memberships.iter().filter(|row| row.team == b) {
            edits.cell(row.row.cell(org.column(row.row.file, C::Team)), key.clone());
        }
        for row in org.dependencies() {
            let record = row.record();
            match (record.from, record.to) {
                (x, y) if (x, y) == (a, b) || (x, y) == (b, a) => edits.drop_row(row.place()),
                (x, _) if x == b => edits.cell(row.cell(C::From), key.clone()),
                (_, y) if y == b => edits.cell(row.cell(C::To), key.clone()),
                _ => {}
            }
        }
        edits.drop_row(org.team(b).place());
        let cells = vec![(C::Model, M::MergedGroup.name().to_owned()), (C::From, key)];
        edits.row(Table::Coordination, cells);
    }

    /// `b` goes below the director of `a`, with its lead's reporting line.
    fn move_team(&self, a: TeamId, b: TeamId, edits: &mut Edits) {
        let org = self.org();
        let Some(director) = org.team(a).parent() else {
            return;
        };
        let row = org.team(b).record().row;
        let Some(column) = org.column(row.file, C::Parent) else {
            return;
        };
        edits.cell(row.cell(Some(column)), director.key());
        if let (Some(head), Some(lead)) = (director.lead(), org.team(b).lead()) {
            let row = lead.record().row;
            if let Some(column) = org.column(row.file, C::Manager) {
                edits.cell(row.cell(Some(column)), head.key());
            }
        }
        let cells = vec![
            (C::Model, M::CousinTeam.name().to_owned()),
            (C::From, self.key(a)),
            (C::To, self.key(b)),
            (
                C::Person,
                director
                    .lead()
                    .map_or_else(String::new, |lead| lead.key().to_owned()),
            ),
        ];
        edits.row(Table::Coordination, cells);
    }
}
