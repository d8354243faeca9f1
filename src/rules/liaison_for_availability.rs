//! `liaison-for-availability`: see [`META`] for its documentation.

use crate::facts::Assignment;
use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, DependencyRef, Need, Table};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags a liaison of whom only presence is asked: some dependency between the two sides needs
    /// `availability`, and none states another need.
    ///
    /// ## Why it matters
    /// Somebody who must be there when called is a duty, not a channel. One person cannot always be
    /// there; a rotation shares the burden and needs no context of its own.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,support
    /// == teams.csv
    /// id,parent
    /// support,
    /// web,
    /// == dependencies.csv
    /// from,to,need
    /// support,web,availability
    /// == liaisons.csv
    /// person,targets
    /// ana,web
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,support
    /// == teams.csv
    /// id,parent
    /// support,
    /// web,
    /// == dependencies.csv
    /// from,to,need
    /// support,web,availability
    /// web,support,information
    /// == liaisons.csv
    /// person,targets
    /// ana,web
    /// ```
    ///
    /// ## How to fix
    /// Let the team that is called take turns: a rotation with a published list of who is on duty.
    /// Keep the liaison only where something is to be understood as well.
    pub(super) static META = {
        name: "liaison-for-availability",
        summary: "a liaison serves a need for somebody who is there",
        smell: Smell::Liaison,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Liaisons, Needs::Column(Table::Dependencies, Column::Need)],
        implements: &["LM29"],
        sources: &["Rubick: The liaison model"],
    }
}

/// Options of `liaison-for-availability`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct LiaisonForAvailability {}

impl Rule for LiaisonForAvailability {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let assignments = cx.facts.assignments();
        for (index, assignment) in assignments.all().iter().enumerate() {
            let edges = assignments.supporting(cx.facts, index).iter();
            let rows: Vec<DependencyRef<'_>> = edges
                .flat_map(|edge| &cx.facts.dependencies().edges()[*edge as usize].rows)
                .map(|row| cx.org.dependency(*row))
                .filter(|row| row.record().need.is_some())
                .collect();
            let only = rows
                .iter()
                .all(|row| row.record().need == Some(Need::Availability));
            if only && !rows.is_empty() {
                report(cx, assignment, &rows, sink);
            }
        }
    }
}

fn report(cx: Context<'_>, assignment: &Assignment, rows: &[DependencyRef<'_>], sink: &mut Sink) {
    let Some(first) = rows.first() else { return };
    let person = cx.org.person(assignment.person).label();
    let (asking, asked) = (first.from().label(), first.to().label());
    let message = format!(
        "{person} is a liaison to {}, but {asking} only needs somebody of {asked} to be available",
        list(assignment.target_names(cx.facts), 4)
    );
    let evidence = rows.iter().map(|row| {
        let (from, to) = (row.from().label(), row.to().label());
        let text = format!("{from} needs somebody of {to} to be available");
        (row.cell(Column::Need), text)
    });
    sink.report(
        cx.org.liaison(assignment.rows[0]).cell(Column::Targets),
        message,
    )
    .subjects(assignment.subjects(cx.facts))
    .evidence(evidence)
    .help(format!(
        "let the people of {asked} take turns in being there for {asking}, with a list of who is on duty, in place of the liaison"
    ));
}

#[cfg(test)]
mod tests {
    use super::LiaisonForAvailability;
    use crate::testing::check;

    fn org(dependencies: &str, remark: &str) -> String {
        format!(
            "== people.csv\nid,name,team\nana,Ana,support\n\
             == teams.csv\nid,name,parent\nsupport,Support,\nweb,Web,\n\
             == dependencies.csv\nfrom,to,need,context\n{dependencies}\
             == liaisons.csv\nperson,targets\nana,web {remark}\n"
        )
    }

    #[test]
    fn presence_alone_asks_for_a_rotation() {
        check(
            &LiaisonForAvailability::default(),
            &org(
                "support,web,on-call,\n",
                "#~ warning: Ana (ana) is a liaison to Web, but Support only needs somebody of Web to be available",
            ),
        );
    }

    #[test]
    fn a_further_need_keeps_the_liaison() {
        check(
            &LiaisonForAvailability::default(),
            &org(
                "support,web,availability,\nsupport,web,information,medium\n",
                "",
            ),
        );
    }

    #[test]
    fn an_unstated_need_says_nothing() {
        check(
            &LiaisonForAvailability::default(),
            &org("support,web,,medium\nweb,support,advice,\n", ""),
        );
    }
}
