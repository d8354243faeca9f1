//! The features of a pair that its projects, functions and kinds of teams give. Knows no row of the
//! decision table.

use super::desk::{Desk, is_priority, project_cell};
use super::feature::{Feature as F, Features, Origin, need};
use super::measure::{Pair, derived, number};
use crate::facts::Discipline;
use crate::model::{Column, Table, TeamId};

impl Desk<'_> {
    pub(super) fn set_project(&self, to: &mut Features, pair: &Pair<'_>) {
        let org = self.org();
        if !org.has_table(Table::Projects) {
            to.set(F::Critical, 0, Origin::Assumed("no projects table"));
            to.set(F::ProjectTeams, 0, Origin::Assumed("no projects table"));
            return;
        }
        let projects = self.projects(pair.a, pair.b);
        let critical = projects.iter().find(|project| {
            let priority = project_cell(org, project, Column::Priority);
            is_priority(priority)
                && ["critical", "urgent", "highest", "p0", "1"]
                    .contains(&priority.trim().to_lowercase().as_str())
        });
        let chosen = critical.or(projects.first());
        let origin = |project: Option<&&crate::model::Project>| {
            project.map_or_else(
                || derived("the projects table"),
                |p| Origin::Stated(p.row.place()),
            )
        };
        to.set(F::Critical, i32::from(critical.is_some()), origin(chosen));
        let teams = chosen.map_or(0, |project| project.teams.len());
        to.set(F::ProjectTeams, number(teams), origin(chosen));
    }

    pub(super) fn set_kinds(&self, to: &mut Features, pair: &Pair<'_>) {
        let org = self.org();
        let text = |team: TeamId, of: fn(&crate::model::Team) -> crate::model::Text| {
            org.text(of(&org.teams[team.index()])).trim()
        };
        let cell = |team: TeamId, column| Origin::Stated(org.team(team).cell(column));
        let (x, y) = (text(pair.a, |t| t.function), text(pair.b, |t| t.function));
        if x.is_empty() || y.is_empty() {
            to.set(
                F::FunctionsDiffer,
                0,
                Origin::Assumed("the functions of the teams are not stated"),
            );
        } else {
            to.set(
                F::FunctionsDiffer,
                i32::from(!x.eq_ignore_ascii_case(y)),
                cell(pair.a, Column::Function),
            );
        }
        let kind = text(pair.a, |t| t.kind).to_lowercase();
        if kind.is_empty() {
            to.set(
                F::Product,
                0,
                Origin::Assumed("the kind of the team is not stated"),
            );
        } else {
            let product = ["product", "product team", "stream-aligned"].contains(&kind.as_str());
            to.set(F::Product, i32::from(product), cell(pair.a, Column::Kind));
        }
        let scales = org.team(pair.b).record().row;
        let column = org.column(scales.file, Column::ScalesWith);
        match self.growth(pair.b) {
            Some(word) => to.set(
                F::Slower,
                i32::from(word.contains("slow")),
                Origin::Stated(scales.cell(column)),
            ),
            None => to.set(
                F::Slower,
                0,
                Origin::Assumed("it grows with those it serves"),
            ),
        }
        self.set_disciplines(to, pair);
    }

    fn set_disciplines(&self, to: &mut Features, pair: &Pair<'_>) {
        let legal = |team: TeamId| {
            let org = self.org();
            let function = org.text(org.teams[team.index()].function).to_lowercase();
            let words = [
                "legal",
                "security",
                "compliance",
                "privacy",
                "audit",
                "regulatory",
                "risk",
            ];
            words.iter().any(|word| {
                function
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|part| part == *word)
            })
        };
        let function = Origin::Stated(self.org().team(pair.a).cell(Column::Function));
        let stated = !self
            .org()
            .text(self.org().teams[pair.a.index()].function)
            .is_empty();
        let obliges = if stated {
            function.clone()
        } else {
            Origin::Assumed("the function of the team is not stated")
        };
        to.set(F::Obligation, i32::from(legal(pair.a)), obliges);
        let craft = self.craft(pair);
        let origin = match (&craft, stated) {
            (Some((_, origin)), _) => origin.clone(),
            (None, true) => function,
            (None, false) => Origin::Assumed("no function is stated that is a part of team work"),
        };
        to.set(F::Craft, i32::from(craft.is_some()), origin);
    }

    /// The craft that a pair is about, where it is a part of daily team work: by the function of the
    /// assignment, else of the team.
    pub(super) fn craft(&self, pair: &Pair<'_>) -> Option<(&'static str, Origin)> {
        let daily = |discipline: Discipline| {
            matches!(
                discipline,
                Discipline::Design | Discipline::ProductManagement
            )
        };
        for row in self.liaison_rows(pair) {
            let discipline = Discipline::parse(self.org().text(row.record().function));
            if let Some(discipline) = discipline.filter(|d| daily(*d)) {
                return Some((discipline.name(), Origin::Stated(row.place())));
            }
        }
        let own = self.facts.discipline(pair.a).filter(|d| daily(*d))?;
        Some((
            own.name(),
            Origin::Stated(self.org().team(pair.a).cell(Column::Function)),
        ))
    }

    /// Who lends a person to whom. Whoever needs to know sends somebody; for joint work the
    /// functional team, else the one that is needed, does.
    pub(super) fn ends_of_embed(&self, pair: &Pair<'_>, features: &Features) -> (TeamId, TeamId) {
        let org = self.org();
        let functional = |team: TeamId| {
            org.text(org.teams[team.index()].kind)
                .eq_ignore_ascii_case("functional")
        };
        let sends = match features.get(F::Need) {
            need::INFORMATION => true,
            need::JOINT_WORK => {
                self.craft(pair).is_some() || (functional(pair.a) && !functional(pair.b))
            }
            _ => false,
        };
        if sends {
            (pair.a, pair.b)
        } else {
            (pair.b, pair.a)
        }
    }
}
