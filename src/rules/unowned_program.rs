//! `unowned-program`: see [`META`] for its documentation.

use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, CoordinationRef, Org, Project, Table, TeamId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

declare_rule! {
    /// ## What it does
    /// Flags projects that are programs, over `min-teams` teams or more or with two or more projects
    /// inside them, for which nobody answers: the project names no owner and no coordination row in
    /// force gives it a program manager or a task force. A row belongs to the project that its scope
    /// or project column names, or whose teams it all serves. Projects that have ended do not count.
    /// With `many-people` people or more in the organization it is an error.
    ///
    /// ## Why it matters
    /// Work over several teams stalls where the teams meet, and each of them can say truthfully that
    /// its part is done. Below some forty people everybody still hears of it by accident.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id
    /// web
    /// api
    /// shop
    /// == projects.csv
    /// id,teams,priority
    /// sso,web;api;shop,high
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// web
    /// api
    /// shop
    /// == projects.csv
    /// id,teams,priority
    /// sso,web;api;shop,high
    /// == coordination.csv
    /// model,from,to,scope
    /// task-force,web,api;shop,sso
    /// ```
    ///
    /// ## How to fix
    /// If it is a declared priority, give it a program manager who belongs to none of the teams. If
    /// it is none, decide that first: a program manager cannot create time.
    ///
    /// ## Options
    /// - `min-teams` (default 3, our own choice): so many teams make a project a program.
    /// - `many-people` (default 40): from this size on it is an error; the size at which work across teams
    ///   is said to become hard.
    pub(super) static META = {
        name: "unowned-program",
        summary: "a project over several teams has nobody who answers for it",
        smell: Smell::Dependency,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Table(Table::Projects)],
        implements: &["CM7"],
        sources: &[
            "Rubick: Coordination models (program manager)",
            "Rubick: Danger zones, 2023 (forty to sixty people)",
        ],
    }
}

/// Options of `unowned-program`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UnownedProgram {
    min_teams: usize,
    many_people: usize,
}

impl Default for UnownedProgram {
    fn default() -> Self {
        Self {
            min_teams: 3,
            many_people: 40,
        }
    }
}

impl Rule for UnownedProgram {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let org = cx.org;
        let mut inside: BTreeMap<String, Vec<&Project>> = BTreeMap::new();
        for project in org.projects.iter().filter(|project| is_open(org, project)) {
            let parent = text(org, project, Column::Parent).to_lowercase();
            if !parent.is_empty() {
                inside.entry(parent).or_default().push(project);
            }
        }
        for project in org.projects.iter().filter(|project| is_open(org, project)) {
            let parts = inside.get(&org.text(project.key).to_lowercase());
            let parts = parts.map_or(&[][..], Vec::as_slice);
            let all = std::iter::once(project).chain(parts.iter().copied());
            let teams: BTreeSet<TeamId> = all.flat_map(|p| p.teams.iter().copied()).collect();
            let program = teams.len() >= self.min_teams || parts.len() > 1;
            let unowned = text(org, project, Column::Owner).is_empty();
            if program && unowned && !is_run(org, project, &teams) {
                self.report(org, project, parts, &teams, sink);
            }
        }
    }
}

fn text<'a>(org: &'a Org, project: &Project, column: Column) -> &'a str {
    let mut cells = project.cells.iter();
    let cell = cells.find(|(known, _)| *known == column);
    cell.map_or("", |(_, text)| org.text(*text).trim())
}

/// Whether a project has not ended, as far as it says.
fn is_open(org: &Org, project: &Project) -> bool {
    let end: Option<Date> = text(org, project, Column::End).parse().ok();
    !matches!((end, org.as_of), (Some(end), Some(today)) if end < today)
}

/// Whether a program manager or a task force answers for the project.
fn is_run(org: &Org, project: &Project, teams: &BTreeSet<TeamId>) -> bool {
    let key = org.text(project.key).trim();
    let names = |row: &CoordinationRef<'_>| {
        let said = [Column::Scope, Column::Project].map(|column| row.text(column).trim());
        let of_another = said.iter().any(|name| !name.is_empty());
        let serves = || {
            let ends = || row.record().to.iter().chain(&row.record().from);
            !teams.is_empty() && teams.iter().all(|team| ends().any(|unit| unit == team))
        };
        said.iter().any(|name| name.eq_ignore_ascii_case(key)) || !of_another && serves()
    };
    org.coordination()
        .filter(|row| row.in_force())
        .any(|row| (row.is_model("program-manager") || row.is_model("task-force")) && names(&row))
}

impl UnownedProgram {
    fn report(
        &self,
        org: &Org,
        project: &Project,
        parts: &[&Project],
        teams: &BTreeSet<TeamId>,
        sink: &mut Sink,
    ) {
        let key = org.text(project.key);
        let names = list(teams.iter().map(|team| org.team(*team).label()), 6);
        let holds = match parts.len() {
            0 => String::new(),
            number => format!(" and holds {}", count(number, "project", "projects")),
        };
        let message = format!(
            "project {key} spans {} ({names}){holds}, and nobody answers for the whole of it",
            count(teams.len(), "team", "teams")
        );
        let large = org.posts() >= self.many_people as f64;
        let place = project
            .row
            .cell(org.column(project.row.file, Column::Teams));
        let urgent = text(org, project, Column::Priority);
        let when = if urgent.is_empty() {
            "decide whether it is a priority; if so, give it".to_owned()
        } else {
            format!("as its priority is {urgent}, give it")
        };
        sink.report(place, message)
            .level(if large { Level::Error } else { Level::Warning })
            .subjects(teams.iter().map(|team| org.team(*team).subject()))
            .identity(format!("project {key}"))
            .measure(
                teams.len() as f64,
                (self.min_teams.max(1) - 1) as f64,
                "teams in the project",
            )
            .evidence(parts.iter().map(|part| {
                (
                    part.row.place(),
                    format!("project {} is part of it", org.text(part.key)),
                )
            }))
            .help(format!(
                "{when} a program manager who belongs to none of these teams"
            ));
    }
}

#[cfg(test)]
mod tests {
    use super::UnownedProgram;
    use crate::testing::{check, check_as_of};

    const TEAMS: &str = "== teams.csv\nid,name\nweb,Web\napi,API\nshop,Shop\nops,Ops\n";

    fn rule() -> UnownedProgram {
        UnownedProgram::default()
    }

    #[test]
    fn three_teams_or_two_projects_make_a_program() {
        check(
            &rule(),
            &format!(
                "{TEAMS}== projects.csv\n\
                 id,teams,parent,priority\n\
                 sso,web;api;shop,,   #~ warning: project sso spans 3 teams (Web, API and Shop), and nobody answers for the whole of it\n\
                 two,web,,high        #~ warning: project two spans 2 teams (Web and Ops) and holds 2 projects, and nobody answers for the whole of it\n\
                 two-a,ops,Two,\n\
                 two-b,web,two,\n\
                 small,web;api,,\n"
            ),
        );
    }

    #[test]
    fn an_owner_a_manager_or_a_task_force_answers() {
        check(
            &rule(),
            &format!(
                "{TEAMS}== people.csv\nid\npam\n\
                 == projects.csv\nid,teams,owner\n\
                 a,web;api;shop,pam\nb,web;api;shop,\nc,web;api;ops,\n\
                 == coordination.csv\nmodel,from,to,scope\n\
                 Program Manager,,,b\ntask-force,ops,api;web,\n"
            ),
        );
    }

    #[test]
    fn a_program_manager_of_another_project_does_not() {
        check(
            &rule(),
            &format!(
                "{TEAMS}== projects.csv\n\
                 id,teams\n\
                 a,web;api;shop  #~ warning: project a spans 3 teams (Web, API and Shop), and nobody answers for the whole of it\n\
                 == coordination.csv\nmodel,to,scope\nprogram-manager,web;api;shop,b\n"
            ),
        );
    }

    #[test]
    fn an_ended_project_needs_nobody() {
        check_as_of(
            &rule(),
            &format!("{TEAMS}== projects.csv\nid,teams,end\na,web;api;shop,2024-01-31\n"),
            Some("2024-02-01"),
        );
    }

    #[test]
    fn with_many_people_it_is_an_error() {
        check(
            &UnownedProgram {
                many_people: 2,
                ..rule()
            },
            &format!(
                "{TEAMS}== people.csv\nid\np\nq\n\
                 == projects.csv\n\
                 id,teams\n\
                 a,web;api;shop  #~ error: project a spans 3 teams (Web, API and Shop), and nobody answers for the whole of it\n"
            ),
        );
    }
}
