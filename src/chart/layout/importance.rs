//! Which chart says most about this organization: the report shows them in that order.
//!
//! Knows names of charts and of rules; knows no pixels.

use super::{ALL, ChartEntry};
use crate::lint::{Finding, Level};

/// The rules whose findings a chart shows. A chart that is not named here overlooks the whole and keeps its place.
const SHOWS: &[(&str, &[&str])] = &[
    (
        "liaison-heatmap",
        &[
            "overloaded-liaison",
            "too-many-liaisons-on-team",
            "liaison-without-need",
            "liaison-minimal-context",
            "absent-liaison",
            "one-way-liaison",
        ],
    ),
    ("liaison-arcs", &["liaison-inside-own-org"]),
    ("liaison-load", &["overloaded-liaison"]),
    (
        "tenure",
        &[
            "unstable-liaison",
            "temporary-model-overstays",
            "embed-churn",
        ],
    ),
    (
        "brokerage",
        &["paper-liaison", "shadow-liaison", "brokerage-concentration"],
    ),
    (
        "meeting-sizes",
        &[
            "decision-meeting-over-eight",
            "unlabelled-large-meeting",
            "liaison-tips-meeting",
        ],
    ),
    ("split-meeting", &["decision-meeting-over-eight"]),
    ("people-hours", &["meeting-load", "stakeholder-heavy"]),
    (
        "mapping-strip",
        &["mapping-diverges-from-hierarchy", "near-aligned"],
    ),
    (
        "dependency-matrix",
        &[
            "dependency-cycle",
            "uncovered-dependency",
            "far-hard-dependency",
        ],
    ),
    ("mapping-distance", &["too-many-mappings"]),
    ("function-trees", &["function-trees-misaligned"]),
    (
        "team-network",
        &["dependency-cycle", "too-many-dependencies"],
    ),
    ("providers", &["provider-bottleneck"]),
    ("chains", &["plan-on-a-chain"]),
    ("team-moves", &["liaison-sprinkle", "far-hard-dependency"]),
    ("org-tree", &[]),
    ("spans-and-layers", &["span-too-wide", "span-too-narrow"]),
    ("layers", &["too-many-layers", "single-report-chain"]),
    (
        "tree-gauges",
        &[
            "reporting-graph-not-a-tree",
            "multiple-roots",
            "reporting-cycle",
            "two-solid-managers",
        ],
    ),
];

impl ChartEntry {
    /// The worst level among the findings that this chart shows; `None` where it shows none.
    pub fn worst(&self, findings: &[Finding]) -> Option<Level> {
        let (_, rules) = SHOWS.iter().find(|(name, _)| *name == self.name)?;
        let shown = findings
            .iter()
            .filter(|finding| rules.contains(&finding.rule.name));
        shown.map(|finding| finding.level).max()
    }
}

/// All charts: those that show an error first, then a warning, a note, nothing; else in the order of the registry.
pub fn by_importance(findings: &[Finding]) -> Vec<&'static ChartEntry> {
    let mut charts: Vec<&ChartEntry> = ALL.iter().collect();
    charts.sort_by_key(|chart| std::cmp::Reverse(chart.worst(findings)));
    charts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::layout::find;
    use crate::rules;

    #[test]
    fn every_name_is_a_chart_or_a_rule() {
        for (chart, shown) in SHOWS {
            assert!(find(chart).is_some(), "{chart}");
            for rule in *shown {
                assert!(
                    rules::ALL.iter().any(|entry| entry.meta.name == *rule),
                    "{rule}"
                );
            }
        }
    }

    #[test]
    fn without_findings_the_registry_decides() {
        let names = |charts: Vec<&ChartEntry>| charts.iter().map(|c| c.name).collect::<Vec<_>>();
        assert_eq!(names(by_importance(&[])), names(ALL.iter().collect()));
    }
}
