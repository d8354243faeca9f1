//! Invariants about the projects that a model is for.

use crate::lint::words::list;
use crate::model::{Column, Project, TeamId, TeamRef};
use crate::models::Invariant;
use crate::models::row::Row;
use std::collections::BTreeSet;

/// Projects over several teams in different parts of the organization.
fn projects_across<'a>(row: &Row<'a>) -> Vec<&'a Project> {
    let tree = row.cx.facts.tree();
    let projects = row.org().projects.iter();
    projects
        .filter(|project| tree.is_across(&project.teams))
        .collect()
}

/// Those who rank projects come from everywhere.
pub const REACHES_EVERY_PART: Invariant = Invariant::new(
    "reaches-every-part",
    "its members come from every part of the organization that shares a project with another",
    |row, out| {
        let members = row.members();
        if members.is_empty() {
            return;
        }
        let tree = row.cx.facts.tree();
        let mut parts: BTreeSet<TeamId> = projects_across(row)
            .iter()
            .flat_map(|project| project.teams.iter().map(|team| tree.boundary(*team)))
            .collect();
        parts.retain(|part| !members.iter().any(|person| row.belongs(person.id, *part)));
        if !parts.is_empty() {
            let org = row.org();
            let absent: Vec<TeamRef<'_>> = parts.iter().map(|part| org.team(*part)).collect();
            let what = format!(
                "has nobody of {}",
                list(absent.iter().map(|unit| unit.label()), 3)
            );
            let help = "add one voice of each, or its decisions will not bind there";
            out.add(row.place(Column::Meeting), what, help)
                .measure(parts.len(), 0, "parts without a voice")
                .related(
                    absent
                        .iter()
                        .map(|unit| (unit.place(), "not represented".to_owned())),
                );
        }
    },
);

fn project_cell<'a>(row: &Row<'a>, project: &Project, column: Column) -> &'a str {
    let cell = project.cells.iter().find(|(known, _)| *known == column);
    cell.map_or("", |(_, text)| row.org().text(*text))
}

/// The program of a program manager: the project named in `project` or `scope`.
fn program<'a>(row: &Row<'a>) -> Option<&'a Project> {
    let org = row.org();
    let named = [Column::Project, Column::Scope].map(|column| row.text(column));
    let mut projects = org.projects.iter();
    projects.find(|project| {
        let key = org.text(project.key);
        let name = project_cell(row, project, Column::Name);
        named.iter().any(|said| {
            !said.is_empty() && (said.eq_ignore_ascii_case(key) || said.eq_ignore_ascii_case(name))
        })
    })
}

/// A program is a project of projects.
pub const PROGRAM_HAS_PROJECTS: Invariant = Invariant::new(
    "program-has-projects",
    "the program and the projects under it are at least `min-projects` (`project`)",
    |row, out| {
        let Some(program) = program(row) else {
            return;
        };
        let org = row.org();
        let key = org.text(program.key);
        let under = org
            .projects
            .iter()
            .filter(|project| project_cell(row, project, Column::Parent).eq_ignore_ascii_case(key));
        let (number, least) = (1 + under.count(), row.number("min-projects"));
        if number < least {
            let what = format!("runs {key}, which holds no other project");
            let help = "let the owner of the project run it; a program manager is for several";
            out.add(row.place(Column::Project), what, help)
                .measure(number, least, "projects")
                .related([(program.row.place(), "the project".to_owned())]);
        }
    },
)
.number(
    "min-projects",
    2,
    "projects, the program counted, that make a program; our own reading",
);

/// The program matters.
pub const PROGRAM_IS_PRIORITY: Invariant = Invariant::new(
    "program-is-priority",
    "the program is a declared priority (`priority` of the project)",
    |row, out| {
        let Some(program) = program(row) else {
            return;
        };
        let org = row.org();
        let column = org.column(program.row.file, Column::Priority);
        let priority = project_cell(row, program, Column::Priority).to_lowercase();
        let low = ["no", "none", "low", "normal", "medium", "false", "0", ""];
        if column.is_some() && low.contains(&priority.as_str()) {
            let what = format!(
                "runs {}, which is no declared priority",
                org.text(program.key)
            );
            let help = "have it ranked first; nobody can coordinate what the teams may put last";
            out.add(row.place(Column::Project), what, help)
                .related([(program.row.cell(column), "its priority".to_owned())]);
        }
    },
);
