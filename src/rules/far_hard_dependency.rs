//! `far-hard-dependency`: see [`META`] for its documentation.

use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, DependencyRef, Duration, Frequency, Table};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags hard dependencies that are felt weekly or more often, without an end in sight, between teams
    /// that have nobody in common below the top of the organization. A row without strength counts
    /// as hard, a row without duration as ongoing, a row without frequency not at all. What far
    /// means follows the boundary depth of the configuration.
    ///
    /// ## Why it matters
    /// When two teams need each other every week and disagree, somebody has to weigh their plans. If
    /// their lines meet only at the top, that is the chief executive, or nobody.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id,parent
    /// all,
    /// product,all
    /// sales,all
    /// web,product
    /// shop,sales
    /// == dependencies.csv
    /// from,to,kind,freq
    /// shop,web,hard,weekly
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id,parent
    /// all,
    /// product,all
    /// sales,all
    /// web,product
    /// api,product
    /// shop,sales
    /// == dependencies.csv
    /// from,to,kind,freq
    /// shop,web,hard,monthly
    /// web,api,hard,daily
    /// ```
    ///
    /// ## How to fix
    /// Move one of the teams so that one director plans for both. Where that is not possible, lend
    /// a person for most of the time, or merge the part of each team that works for the other.
    ///
    /// ## Options
    /// - `min-frequency` (default weekly): how often the dependency must be felt: rare, monthly, weekly
    ///   or daily; our own choice.
    pub(super) static META = {
        name: "far-hard-dependency",
        summary: "a weekly hard dependency meets only at the top of the organization",
        smell: Smell::Dependency,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[
            Needs::Column(Table::Dependencies, Column::Frequency),
            Needs::TeamTree,
        ],
        implements: &["LM18", "CM23"],
        sources: &["Rubick: Coordination models (cousin teams share a director)"],
    }
}

/// Options of `far-hard-dependency`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FarHardDependency {
    min_frequency: Frequency,
}

impl Default for FarHardDependency {
    fn default() -> Self {
        Self {
            min_frequency: Frequency::Weekly,
        }
    }
}

impl Rule for FarHardDependency {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let tree = cx.facts.tree();
        for edge in cx.facts.dependencies().edges() {
            let far = tree.crosses_boundary(edge.from, edge.to) && !tree.nested(edge.from, edge.to);
            let mut close = edge
                .rows
                .iter()
                .map(|row| cx.org.dependency(*row))
                .filter(|row| self.is_close(row));
            if let Some(row) = close.next().filter(|_| far) {
                let parts = (tree.boundary(edge.from), tree.boundary(edge.to));
                let (near, other) = (cx.org.team(parts.0), cx.org.team(parts.1));
                report(row, near.label(), other.label(), sink);
            }
        }
    }
}

impl FarHardDependency {
    /// Hard, felt often, and not known to end.
    fn is_close(&self, row: &DependencyRef<'_>) -> bool {
        let record = row.record();
        row.is_hard()
            && record.frequency >= Some(self.min_frequency)
            && record
                .duration
                .is_none_or(|duration| duration == Duration::Ongoing)
    }
}

fn report(row: DependencyRef<'_>, part: &str, other: &str, sink: &mut Sink) {
    let (from, to) = (row.from(), row.to());
    let often = row.record().frequency.map_or("weekly", Frequency::name);
    let within = |team: &str, part: &str| {
        if team == part {
            team.to_owned()
        } else {
            format!("{team} in {part}")
        }
    };
    let message = format!(
        "{} depends hard on {} ({often}), and they have nobody in common below the top",
        within(from.label(), part),
        within(to.label(), other),
    );
    sink.report(row.cell(Column::To), message)
        .subject(row.subject())
        .cause(format!("dependency {}>{}", from.key(), to.key()))
        .help(format!(
            "bring {} and {} under one director; else lend a person of {} to {} for most of the time",
            from.label(),
            to.label(),
            to.label(),
            from.label()
        ));
}

#[cfg(test)]
mod tests {
    use super::FarHardDependency;
    use crate::testing::check;

    const TEAMS: &str = "== teams.csv\n\
         id,parent\nall,\nproduct,all\nsales,all\nweb,product\napi,product\nshop,sales\n";

    #[test]
    fn weekly_and_far_apart() {
        check(
            &FarHardDependency::default(),
            &format!(
                "{TEAMS}== dependencies.csv\n\
                 from,to,kind,freq,duration\n\
                 shop,web,hard,weekly,ongoing   #~ warning: shop in sales depends hard on web in product (weekly), and they have nobody in common below the top\n\
                 sales,web,hard,daily,          #~ warning: sales depends hard on web in product (daily), and they have nobody in common below the top\n\
                 web,api,hard,daily,ongoing\n"
            ),
        );
    }

    #[test]
    fn rare_soft_passing_and_unknown_are_fine() {
        check(
            &FarHardDependency::default(),
            &format!(
                "{TEAMS}== dependencies.csv\n\
                 from,to,kind,freq,duration\n\
                 shop,web,hard,monthly,ongoing\n\
                 web,shop,soft,daily,ongoing\n\
                 shop,api,hard,daily,project\n\
                 api,shop,hard,,ongoing\n"
            ),
        );
    }

    #[test]
    fn how_often_is_an_option() {
        let table = format!(
            "{TEAMS}== dependencies.csv\nfrom,to,kind,freq\nshop,web,hard,weekly\nshop,api,hard,daily\n"
        );
        let daily: FarHardDependency =
            serde_json::from_value(serde_json::json!({"min-frequency": "daily"})).unwrap();
        let text = table.replace(
            "shop,api,hard,daily",
            "shop,api,hard,daily #~ warning: shop in sales depends hard on api in product (daily), and they have nobody in common below the top",
        );
        check(&daily, &text);
        let wrong = serde_json::json!({"min-frequency": "weakly"});
        let error = serde_json::from_value::<FarHardDependency>(wrong).unwrap_err();
        assert!(
            error.to_string().contains("expected one of `rare`"),
            "{error}"
        );
    }

    #[test]
    fn a_unit_above_is_not_far() {
        check(
            &FarHardDependency::default(),
            &format!("{TEAMS}== dependencies.csv\nfrom,to,kind,freq\nweb,all,hard,daily\n"),
        );
    }
}
