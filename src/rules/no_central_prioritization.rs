//! `no-central-prioritization`: see [`META`] for its documentation.

use crate::lint::words::{count, list, thousands};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, CoordinationModel, Project, Subject, Table};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags an organization of at least `min-people` people with at least `min-projects` projects
    /// whose teams lie in different parts of the organization, where no row in force declares
    /// prioritization. A project within another is part of it and not counted; one within a single
    /// part has a head who can rank it.
    ///
    /// ## Why it matters
    /// Each team is right to put its own work first, so projects over several teams wait for each
    /// other. Within one part its head unties the knot. Across parts somebody has to be named who
    /// does.
    ///
    /// ## Example
    /// ```toml
    /// min-people = 2
    /// min-projects = 1
    /// ```
    ///
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,web
    /// bo,infra
    /// == teams.csv
    /// id,parent
    /// co,
    /// eng,co
    /// web,eng
    /// ops,co
    /// infra,ops
    /// == projects.csv
    /// id,teams
    /// sso,web;infra
    /// == coordination.csv
    /// model,from,to
    /// consultant,infra,web
    /// ```
    ///
    /// ```toml
    /// min-people = 2
    /// min-projects = 1
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,web
    /// bo,infra
    /// == teams.csv
    /// id,parent
    /// co,
    /// eng,co
    /// web,eng
    /// ops,co
    /// infra,ops
    /// == projects.csv
    /// id,teams
    /// sso,web;infra
    /// == coordination.csv
    /// model,from,to
    /// prioritization,co,
    /// ```
    ///
    /// ## How to fix
    /// Name a body of at most eight with a voice of each part, and declare it.
    ///
    /// ## Options
    /// - `min-people` (default 40): people from which on it is felt; the post names forty to sixty.
    /// - `min-projects` (default 3): projects that can be in each other's way; our own choice.
    pub(super) static META = {
        name: "no-central-prioritization",
        summary: "nobody ranks the projects that cross the organization",
        smell: Smell::Coordination,
        level: Level::Warning,
        recommended: true,
        since: "0.2.0",
        needs: &[
            Needs::Table(Table::Coordination),
            Needs::Table(Table::Projects),
            Needs::TeamTree,
        ],
        implements: &["CM6"],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: Danger zones, 2023 (projects across teams begin to jam at forty to sixty people)",
        ],
    }
}

/// Options of `no-central-prioritization`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct NoCentralPrioritization {
    min_people: usize,
    min_projects: usize,
}

impl Default for NoCentralPrioritization {
    fn default() -> Self {
        Self {
            min_people: 40,
            min_projects: 3,
        }
    }
}

impl Rule for NoCentralPrioritization {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let org = cx.org;
        let people = org.posts().round() as usize;
        let declared = cx
            .facts
            .coordination()
            .of(CoordinationModel::Prioritization);
        if people < self.min_people || !declared.is_empty() {
            return;
        }
        let tree = cx.facts.tree();
        let across = |project: &&Project| {
            let inner = project
                .cells
                .iter()
                .any(|(column, _)| *column == Column::Parent);
            tree.is_across(&project.teams) && !inner
        };
        let projects: Vec<&Project> = org.projects.iter().filter(across).collect();
        let Some(first) = projects
            .first()
            .filter(|_| projects.len() >= self.min_projects)
        else {
            return;
        };
        let names = list(projects.iter().map(|project| org.text(project.key)), 3);
        let message = format!(
            "{} cross the parts of an organization of {} people and nobody is declared to rank them: {names}",
            count(projects.len(), "project", "projects"),
            thousands(people)
        );
        sink.report(first.row.place(), message)
            .subject(Subject::file(org.sources.get(first.row.file).short_name()))
            .measure(projects.len() as f64, self.min_projects as f64, "projects")
            .evidence(projects.iter().map(|project| (project.row.place(), org.text(project.key).to_owned())))
            .help("name at most eight people, one voice for each part, who rank these projects, and declare them as prioritization");
    }
}

#[cfg(test)]
mod tests {
    use super::NoCentralPrioritization;
    use crate::testing::check;

    const ORG: &str = "== people.csv\nid,team\nana,web\nbo,infra\n\
        == teams.csv\nid,parent\nco,\neng,co\nweb,eng\napp,eng\nops,co\ninfra,ops\n\
        == coordination.csv\nmodel,from,to\nconsultant,infra,web\n== projects.csv\nid,teams,parent\n";

    fn rule() -> NoCentralPrioritization {
        NoCentralPrioritization {
            min_people: 2,
            min_projects: 2,
        }
    }

    #[test]
    fn projects_across_parts_count() {
        check(
            &rule(),
            &format!(
                "{ORG}sso,web;infra, #~ warning: 2 projects cross the parts of an organization of 2 people and nobody is declared to rank them: sso and bill\n\
                 bill,app;infra,\n"
            ),
        );
    }

    #[test]
    fn inner_projects_and_those_of_one_part_do_not() {
        check(
            &rule(),
            &format!("{ORG}sso,web;infra,\nlogin,web;infra,sso\nlook,web;app,\n"),
        );
    }

    #[test]
    fn a_small_organization_needs_no_body() {
        let rule = NoCentralPrioritization {
            min_people: 3,
            min_projects: 1,
        };
        check(&rule, &format!("{ORG}sso,web;infra,\n"));
    }
}
