//! `liaison-should-be-embedded`: see [`META`] for its documentation.

use crate::facts::Assignment;
use crate::lint::words::list;
use crate::lint::{Context, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{self, Column, DependencyRef, Duration, Frequency, Need, Table};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags a liaison whose need is deeper than visits can serve: a dependency between the two
    /// sides takes `high` context, or it is about work (`work`, `joint-work`) that comes at least as
    /// often as `min-frequency` and is not limited to a project.
    ///
    /// ## Why it matters
    /// A liaison is a light form of an embedded person. Who has to understand the other team's work
    /// from the inside, or shares it every week, loses on both sides by being a guest.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,design
    /// == teams.csv
    /// id,parent
    /// design,
    /// web,
    /// == dependencies.csv
    /// from,to,need,freq
    /// web,design,joint-work,daily
    /// == liaisons.csv
    /// person,targets
    /// ana,web
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,design
    /// == teams.csv
    /// id,parent
    /// design,
    /// web,
    /// == dependencies.csv
    /// from,to,need,freq
    /// web,design,joint-work,monthly
    /// == liaisons.csv
    /// person,targets
    /// ana,web
    /// ```
    ///
    /// ## How to fix
    /// Embed the person: most of the working time in the target team, treated as one of it. Where
    /// that makes the team too large, split it, or put both under one lead.
    ///
    /// ## Options
    /// - `max-people` (default 8): a team that has so many already has no room for one more.
    /// - `min-frequency` (default weekly): how often common work must come to call for an embedded
    ///   person: rare, monthly, weekly or daily; our own choice.
    pub(super) static META = {
        name: "liaison-should-be-embedded",
        summary: "a liaison stands in for somebody who should be embedded",
        smell: Smell::Liaison,
        level: crate::lint::Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[
            Needs::Liaisons,
            Needs::Any(&[
                Needs::Column(Table::Dependencies, Column::Context),
                Needs::Column(Table::Dependencies, Column::Need),
            ]),
        ],
        implements: &["LM26", "LM27"],
        sources: &[
            "Rubick: The liaison model",
            "our own choice (weekly is often)",
        ],
    }
}

/// Options of `liaison-should-be-embedded`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct LiaisonShouldBeEmbedded {
    max_people: usize,
    min_frequency: Frequency,
}

impl Default for LiaisonShouldBeEmbedded {
    fn default() -> Self {
        Self {
            max_people: 8,
            min_frequency: Frequency::Weekly,
        }
    }
}

impl Rule for LiaisonShouldBeEmbedded {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let assignments = cx.facts.assignments();
        for (index, assignment) in assignments.all().iter().enumerate() {
            let edges = assignments.supporting(cx.facts, index).iter();
            let deep: Vec<(DependencyRef<'_>, String)> = edges
                .flat_map(|edge| &cx.facts.dependencies().edges()[*edge as usize].rows)
                .filter_map(|row| {
                    let row = cx.org.dependency(*row);
                    Some((row, self.depth(row)?))
                })
                .collect();
            if !deep.is_empty() {
                self.report(cx, assignment, &deep, sink);
            }
        }
    }
}

impl LiaisonShouldBeEmbedded {
    /// What in a dependency is deeper than a liaison can serve.
    fn depth(&self, row: DependencyRef<'_>) -> Option<String> {
        let record = row.record();
        if record.context == Some(model::Context::High) {
            return Some("needs high context".to_owned());
        }
        let need = record
            .need
            .filter(|need| matches!(need, Need::Work | Need::JointWork))?;
        let often = record
            .frequency
            .filter(|often| *often >= self.min_frequency)?;
        let lasting = !matches!(record.duration, Some(Duration::OneOff | Duration::Project));
        lasting.then(|| format!("is {} {}", often.name(), need.name()))
    }

    fn report(
        &self,
        cx: Context<'_>,
        assignment: &Assignment,
        deep: &[(DependencyRef<'_>, String)],
        sink: &mut Sink,
    ) {
        let Some((first, why)) = deep.first() else {
            return;
        };
        let person = cx.org.person(assignment.person).label();
        let (from, to) = (first.from(), first.to());
        let message = format!(
            "{person} visits {} as a liaison, but what {} needs from {} {why}",
            list(assignment.target_names(cx.facts), 4),
            from.label(),
            to.label(),
        );
        // The end of the dependency that is not the home is where the person would sit.
        let covers = assignment.covers(cx.facts, from.id);
        let team = if covers { from } else { to };
        let size = cx.facts.members().size(team.id);
        let help = if size < self.max_people {
            format!(
                "embed {person} in {} for most of the week; with its {size} people it has room",
                team.label()
            )
        } else {
            format!(
                "{} has {size} people: split it and embed {person} in the part that needs it, or put both teams under one lead",
                team.label()
            )
        };
        let evidence = deep.iter().map(|(row, why)| {
            let text = format!(
                "what {} needs from {} {why}",
                row.from().label(),
                row.to().label()
            );
            (row.place(), text)
        });
        sink.report(
            cx.org.liaison(assignment.rows[0]).cell(Column::Targets),
            message,
        )
        .subjects(assignment.subjects(cx.facts))
        .evidence(evidence)
        .help(help);
    }
}

#[cfg(test)]
mod tests {
    use super::LiaisonShouldBeEmbedded;
    use crate::testing::check;

    fn org(dependency: &str, remark: &str) -> String {
        format!(
            "== people.csv\nid,name,team\nana,Ana,design\n\
             == teams.csv\nid,name,parent\ndesign,Design,\nweb,Web,\n\
             == dependencies.csv\nfrom,to,context,need,freq,duration\n{dependency}\n\
             == liaisons.csv\nperson,targets\nana,web {remark}\n"
        )
    }

    #[test]
    fn deep_context_asks_for_an_embedded_person() {
        check(
            &LiaisonShouldBeEmbedded::default(),
            &org(
                "design,web,high,information,,",
                "#~ warning: Ana (ana) visits Web as a liaison, but what Design needs from Web needs high context",
            ),
        );
    }

    #[test]
    fn so_does_common_work_every_week() {
        check(
            &LiaisonShouldBeEmbedded::default(),
            &org(
                "web,design,medium,work,weekly,ongoing",
                "#~ warning: Ana (ana) visits Web as a liaison, but what Web needs from Design is weekly work",
            ),
        );
    }

    #[test]
    fn medium_context_and_rarer_work_are_a_liaisons_own() {
        for dependency in [
            "web,design,medium,work,monthly,ongoing",
            "web,design,medium,information,daily,ongoing",
        ] {
            check(&LiaisonShouldBeEmbedded::default(), &org(dependency, ""));
        }
    }

    #[test]
    fn how_often_is_an_option() {
        let monthly: LiaisonShouldBeEmbedded =
            serde_json::from_value(serde_json::json!({"min-frequency": "monthly"})).unwrap();
        check(
            &monthly,
            &org(
                "web,design,medium,work,monthly,ongoing",
                "#~ warning: Ana (ana) visits Web as a liaison, but what Web needs from Design is monthly work",
            ),
        );
    }

    #[test]
    fn work_for_a_project_passes() {
        check(
            &LiaisonShouldBeEmbedded::default(),
            &org("web,design,medium,joint-work,daily,project", ""),
        );
    }
}
