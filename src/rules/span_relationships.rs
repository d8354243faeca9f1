//! `span-relationships`: see [`META`] for its documentation.

use crate::lint::words::thousands;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::Column;
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Tells of managers with more than `above` direct reports how many relationships Graicunas counts
    /// among n of them: n (2^(n-1) + n - 1), that is the manager with each, with every group of
    /// them, and each with each other. It adds a number to `span-too-wide` and is a note that asks for
    /// nothing by itself.
    ///
    /// It is off by default: the formula takes every group that could form for one that does.
    ///
    /// ## Why it matters
    /// It shows why a span that grows by one person grows by more than one: 5 reports make 100
    /// relationships, 6 make 222, 8 make 1,080.
    ///
    /// ## Example
    /// ```toml
    /// above = 3
    /// ```
    ///
    /// ```org fires
    /// == people.csv
    /// id,manager
    /// ada,
    /// bob,ada
    /// cyd,ada
    /// dee,ada
    /// eli,ada
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,manager
    /// ada,
    /// bob,ada
    /// cyd,ada
    /// dee,ada
    /// ```
    ///
    /// ## How to fix
    /// Nothing needs to be done; where the span is too wide, `span-too-wide` says so.
    ///
    /// ## Options
    /// - `above` (default 8, our own choice): more reports than this are told.
    pub(super) static META = {
        name: "span-relationships",
        summary: "how many relationships a wide span makes",
        smell: Smell::Structure,
        level: Level::Note,
        recommended: false,
        since: "0.1.0",
        needs: &[Needs::Managers],
        sources: &["Graicunas: Relationship in organization, 1933"],
    }
}

/// Options of `span-relationships`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SpanRelationships {
    above: usize,
}

impl Default for SpanRelationships {
    fn default() -> Self {
        Self { above: 8 }
    }
}

impl Rule for SpanRelationships {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        for manager in cx.org.people() {
            let span = manager.reports().len();
            if span <= self.above {
                continue;
            }
            let number = relationships(span);
            let told = number.map_or("more than a billion".to_owned(), thousands);
            let fewer = relationships(span - 1)
                .filter(|_| number.is_some())
                .map_or(String::new(), |fewer| {
                    format!("; one report fewer would make {}", thousands(fewer))
                });
            let message = format!(
                "{} and {span} direct reports make {told} relationships by Graicunas' count{fewer}",
                manager.label()
            );
            sink.report(manager.cell(Column::Id), message)
                .subject(manager.subject())
                .measure(span as f64, self.above as f64, "direct reports")
                .cause(format!("reports of {}", manager.key()));
        }
    }
}

/// Graicunas' count for so many reports; `None` above a billion.
fn relationships(reports: usize) -> Option<usize> {
    const MOST: usize = 1_000_000_000;
    let groups = 1_usize.checked_shl(u32::try_from(reports.checked_sub(1)?).ok()?)?;
    let number = reports.checked_mul(groups.checked_add(reports - 1)?)?;
    (number <= MOST).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::{SpanRelationships, relationships};
    use crate::testing::check;

    #[test]
    fn the_published_numbers_are_met() {
        let numbers = [1, 5, 6, 8].map(relationships);
        assert_eq!(numbers, [Some(1), Some(100), Some(222), Some(1080)]);
        assert_eq!([0, 40, 64, 100_000].map(relationships), [None; 4]);
    }

    fn with(reports: usize, remark: &str) -> String {
        let rows: Vec<String> = (0..reports).map(|n| format!("p{n},,ada\n")).collect();
        let rows = rows.concat();
        format!("== people.csv\nid,name,manager\nada,Ada,{remark}\n{rows}")
    }

    #[test]
    fn a_wide_span_is_put_into_numbers() {
        check(
            &SpanRelationships::default(),
            &with(
                9,
                "  #~ note: Ada (ada) and 9 direct reports make 2,376 relationships by Graicunas' count; one report fewer would make 1,080",
            ),
        );
    }

    #[test]
    fn is_quiet_at_the_threshold() {
        check(&SpanRelationships::default(), &with(8, ""));
    }

    #[test]
    fn a_number_that_means_nothing_is_not_told() {
        check(
            &SpanRelationships::default(),
            &with(
                60,
                "  #~ note: Ada (ada) and 60 direct reports make more than a billion relationships by Graicunas' count",
            ),
        );
    }
}
