//! `contradictory-rows`: see [`META`] for its documentation.

use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, DependencyRef, Need, Strength, Table};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Flags dependency rows that say the same thing differently: the same two teams, the same need
    /// and the same project, once hard and once soft, or with different context. A row that leaves
    /// the cell blank contradicts nothing, and rows that merely repeat each other are harmless, as
    /// every count is of distinct teams.
    ///
    /// ## Why it matters
    /// Whether the dependency is hard decides which rules apply to it. With both rows in the table
    /// the stronger one is used, which may not be the one that is true.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id
    /// web
    /// api
    /// == dependencies.csv
    /// from,to,kind
    /// web,api,hard
    /// web,api,soft
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// web
    /// api
    /// == dependencies.csv
    /// from,to,kind,need
    /// web,api,hard,service
    /// web,api,soft,advice
    /// ```
    ///
    /// ## How to fix
    /// Keep the stronger row, or say in `need` or `project` what tells the two apart.
    pub(super) static META = {
        name: "contradictory-rows",
        summary: "two rows describe one dependency differently",
        smell: Smell::Data,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Table(Table::Dependencies)],
        sources: &["our own choice"],
    }
}

/// `contradictory-rows` has no options.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ContradictoryRows {}

impl Rule for ContradictoryRows {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        type Key<'a> = (Option<Need>, &'a str);
        let edges = cx.facts.dependencies().edges().iter();
        for edge in edges.filter(|edge| edge.rows.len() > 1) {
            let mut groups: BTreeMap<Key<'_>, Vec<DependencyRef<'_>>> = BTreeMap::new();
            for row in edge.rows.iter().map(|row| cx.org.dependency(*row)) {
                let record = row.record();
                let key = (record.need, cx.org.text(record.project));
                groups.entry(key).or_default().push(row);
            }
            for ((need, project), rows) in &groups {
                compare(*need, project, rows, sink);
            }
        }
    }
}

/// Reports the rows of one dependency where they differ.
fn compare(need: Option<Need>, project: &str, rows: &[DependencyRef<'_>], sink: &mut Sink) {
    let strengths = differing(rows, Column::Kind, |row| {
        row.record().strength.map(Strength::name)
    });
    let contexts = differing(rows, Column::Context, |row| {
        row.record().context.map(crate::model::Context::name)
    });
    let Some((column, _)) = strengths.first().or(contexts.first()).copied() else {
        return;
    };
    let [first, .., last] = rows else {
        return;
    };
    let mut ways = Vec::new();
    if !strengths.is_empty() {
        ways.push(list(
            strengths.iter().map(|(_, word)| format!("as {word}")),
            4,
        ));
    }
    if !contexts.is_empty() {
        ways.push(format!(
            "with {} context",
            list(contexts.iter().map(|(_, word)| *word), 4)
        ));
    }
    let for_what = need.map_or(String::new(), |need| format!(" for {}", need.name()));
    let in_what = if project.is_empty() {
        String::new()
    } else {
        format!(" in {project}")
    };
    let message = format!(
        "the dependency of {} on {}{for_what}{in_what} is given {}",
        first.from().label(),
        first.to().label(),
        ways.join(" and ")
    );
    let mut draft = sink
        .report(last.cell(column), message)
        .help("keep the row that is true, or say in `need` or `project` what tells them apart")
        .subject(first.subject())
        .identity(format!("{} {for_what}{in_what}", first.subject()));
    for row in &rows[..rows.len() - 1] {
        draft = draft.related(row.cell(column), "given differently here");
    }
}

/// The distinct words of a column, where there is more than one; blank cells say nothing.
fn differing(
    rows: &[DependencyRef<'_>],
    column: Column,
    word: impl Fn(&DependencyRef<'_>) -> Option<&'static str>,
) -> Vec<(Column, &'static str)> {
    let mut words: Vec<(Column, &'static str)> = Vec::new();
    for word in rows.iter().filter_map(word) {
        if !words.contains(&(column, word)) {
            words.push((column, word));
        }
    }
    if words.len() > 1 { words } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::ContradictoryRows;
    use crate::testing::check;

    const TEAMS: &str = "== teams.csv\nid,name\nweb,Web\napi,API\n";

    #[test]
    fn rows_that_differ_are_one_finding_at_the_last() {
        check(
            &ContradictoryRows {},
            &format!(
                "{TEAMS}== dependencies.csv\n\
                 from,to,kind,need,context\n\
                 web,api,hard,service,low\n\
                 web,api,soft,service,high  #~ warning: the dependency of Web on API for service is given as hard and as soft and with low and high context\n"
            ),
        );
    }

    #[test]
    fn repeated_rows_and_blank_cells_contradict_nothing() {
        check(
            &ContradictoryRows {},
            &format!(
                "{TEAMS}== dependencies.csv\n\
                 from,to,kind,context\n\
                 web,api,hard,low\n\
                 web,api,hard,low\n\
                 web,api,,\n"
            ),
        );
    }

    #[test]
    fn another_direction_need_or_project_is_another_dependency() {
        check(
            &ContradictoryRows {},
            &format!(
                "{TEAMS}== dependencies.csv\n\
                 from,to,kind,need,project\n\
                 web,api,hard,service,\n\
                 api,web,soft,service,\n\
                 web,api,soft,advice,\n\
                 web,api,soft,service,move\n"
            ),
        );
    }
}
