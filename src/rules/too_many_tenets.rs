//! `too-many-tenets`: see [`META`] for its documentation.

use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, CoordinationModel, CoordinationRef, Table};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Flags scopes for which the rows of the model tenets count more than `max-tenets` together.
    ///
    /// ## Why it matters
    /// A tenet decides only if it comes to mind. A couple do; a list is looked up by nobody.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id
    /// ana
    /// == coordination.csv
    /// model,scope,count
    /// tenets,company,7
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id
    /// ana
    /// == coordination.csv
    /// model,scope,count
    /// tenets,company,3
    /// ```
    ///
    /// ## How to fix
    /// Keep the few that decided something lately and retire the others.
    ///
    /// ## Options
    /// - `max-tenets` (default 3): the post says a couple; the third is our own tolerance.
    pub(super) static META = {
        name: "too-many-tenets",
        summary: "a scope has more tenets than people remember",
        smell: Smell::Coordination,
        level: Level::Warning,
        recommended: true,
        since: "0.2.0",
        needs: &[Needs::Column(Table::Coordination, Column::Count)],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: Tenets for faster decision-making",
        ],
    }
}

/// Options of `too-many-tenets`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct TooManyTenets {
    max_tenets: usize,
}

impl Default for TooManyTenets {
    fn default() -> Self {
        Self { max_tenets: 3 }
    }
}

impl Rule for TooManyTenets {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let ids = cx.facts.coordination().of(CoordinationModel::Tenets);
        let mut scopes: BTreeMap<String, (usize, CoordinationRef<'_>)> = BTreeMap::new();
        for row in ids.iter().map(|id| cx.org.coordination_row(*id)) {
            let number = row.text(Column::Count).trim().parse::<usize>().unwrap_or(0);
            let unit = row.from().map_or("", |unit| unit.label());
            let scope = Some(row.text(Column::Scope)).filter(|scope| !scope.is_empty());
            let sum = scopes
                .entry(scope.unwrap_or(unit).to_lowercase())
                .or_insert((0, row));
            sum.0 += number;
        }
        for (scope, (number, row)) in scopes {
            if number <= self.max_tenets {
                continue;
            }
            let scope = if scope.is_empty() {
                "the organization"
            } else {
                scope.as_str()
            };
            let message = format!("{scope} has {number} tenets, more than {}", self.max_tenets);
            sink.report(row.cell(Column::Count), message)
                .subject(row.subject())
                .measure(number as f64, self.max_tenets as f64, "tenets")
                .cause(format!("tenets of {}", row.subject()))
                .help("keep the few that decided something lately and retire the others");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TooManyTenets;
    use crate::testing::check;

    #[test]
    fn rows_of_one_scope_add_up() {
        check(
            &TooManyTenets::default(),
            "== people.csv\nid\nana\n== coordination.csv\nmodel,scope,count\n\
             tenets,Company,2 #~ warning: company has 4 tenets, more than 3\n\
             tenets,web,3\n\
             tenets,company,2\n",
        );
    }

    #[test]
    fn other_models_have_no_tenets() {
        check(
            &TooManyTenets::default(),
            "== people.csv\nid\nana\n== coordination.csv\nmodel,scope,count\nmetrics,company,20\ntenets,company,3\n",
        );
    }
}
