//! `process-gate`: see [`META`] for its documentation.

use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, DependencyRef, Need, Table, TeamId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Flags teams whose approval at least `min-teams` other teams need before they can go on:
    /// dependencies with the need approval that are not soft.
    ///
    /// ## Why it matters
    /// A gate adds its own waiting time to everything that passes. It catches little that a check
    /// inside the work would not catch earlier, and it grows with every team that has to pass.
    ///
    /// ## Example
    /// ```toml
    /// min-teams = 2
    /// ```
    ///
    /// ```org fires
    /// == teams.csv
    /// id
    /// web
    /// app
    /// arch
    /// == dependencies.csv
    /// from,to,kind,need
    /// web,arch,hard,approval
    /// app,arch,hard,approval
    /// ```
    ///
    /// ```toml
    /// min-teams = 2
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// web
    /// app
    /// arch
    /// == dependencies.csv
    /// from,to,kind,need
    /// web,arch,hard,approval
    /// app,arch,soft,approval
    /// ```
    ///
    /// ## How to fix
    /// Write the criteria down and check them by automation, review after the fact, or lend
    /// somebody to the teams; for architecture let the teams send representatives to one group.
    ///
    /// ## Options
    /// - `min-teams` (default 3): teams that make an approval a gate; our own choice.
    pub(super) static META = {
        name: "process-gate",
        summary: "several teams wait for the approval of one",
        smell: Smell::Coordination,
        level: Level::Warning,
        recommended: true,
        since: "0.2.0",
        needs: &[Needs::Column(Table::Dependencies, Column::Need)],
        implements: &["CM4"],
        sources: &[
            "Rubick: Process gates",
        ],
    }
}

/// Options of `process-gate`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ProcessGate {
    min_teams: usize,
}

impl Default for ProcessGate {
    fn default() -> Self {
        Self { min_teams: 3 }
    }
}

impl Rule for ProcessGate {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let mut gates: BTreeMap<TeamId, BTreeMap<TeamId, DependencyRef<'_>>> = BTreeMap::new();
        for row in cx.org.dependencies() {
            if row.is_hard() && row.record().need == Some(Need::Approval) {
                let waiting = gates.entry(row.record().to).or_default();
                waiting.entry(row.record().from).or_insert(row);
            }
        }
        for (gate, waiting) in gates {
            let Some(first) = waiting.values().min_by_key(|row| row.id) else {
                continue;
            };
            if waiting.len() < self.min_teams {
                continue;
            }
            let gate = cx.org.team(gate);
            let names = list(waiting.keys().map(|id| cx.org.team(*id).label()), 4);
            let message = format!(
                "{} teams wait for the approval of {}: {names}",
                waiting.len(),
                gate.label()
            );
            sink.report(first.cell(Column::Need), message)
                .subject(gate.subject())
                .measure(waiting.len() as f64, self.min_teams as f64, "teams that wait")
                .evidence(waiting.values().map(|row| (row.place(), format!("{} waits", row.from().label()))))
                .help(format!("have {} write down what it looks for, check that by automation, and review the rest after the fact", gate.label()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ProcessGate;
    use crate::testing::check;

    const ORG: &str = "== teams.csv\nid,name\na,A\nb,B\nc,C\narch,Architecture\n== dependencies.csv\nfrom,to,kind,need\n";

    #[test]
    fn three_who_wait_make_a_gate() {
        check(
            &ProcessGate::default(),
            &format!(
                "{ORG}a,arch,hard,approval #~ warning: 3 teams wait for the approval of Architecture: A, B and C\n\
                 b,arch,hard,approval\nc,arch,hard,sign-off\n"
            ),
        );
    }

    #[test]
    fn two_and_other_needs_do_not() {
        check(
            &ProcessGate::default(),
            &format!(
                "{ORG}a,arch,hard,approval\nb,arch,hard,approval\nb,arch,hard,approval\nc,arch,hard,work\n"
            ),
        );
    }
}
