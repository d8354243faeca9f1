//! `congruence-gap`: see [`META`] for its documentation.

use crate::facts::{DependencyFacts, Edge};
use crate::lint::words::{list, percent};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Table};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Measures how much of what teams need of each other is carried by some coordination: the weight
    /// of the covered dependencies between parts of the organization over the weight of all of them.
    /// Covered means what it does in `uncovered-dependency`: a coordination row, a liaison or a
    /// recurring meeting of at most 18 people. One finding speaks for the whole organization where
    /// the share is below `min-share`, and lists what is not covered, the heaviest first.
    ///
    /// It is off by default, for `uncovered-dependency` names each gap. Turn it on to follow the
    /// share over time.
    ///
    /// ## Why it matters
    /// In a study of software work, changes whose coordination matched the dependencies were done
    /// about a third faster.
    ///
    /// ## Example
    /// ```toml
    /// min-dependencies = 2
    /// ```
    ///
    /// ```org fires
    /// == teams.csv
    /// id
    /// web
    /// shop
    /// ads
    /// == dependencies.csv
    /// from,to
    /// shop,web
    /// ads,web
    /// == coordination.csv
    /// model,from,to
    /// self-service,web,shop
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// web
    /// shop
    /// ads
    /// == dependencies.csv
    /// from,to
    /// shop,web
    /// ads,web
    /// == coordination.csv
    /// model,from,to
    /// self-service,web,shop;ads
    /// ```
    ///
    /// ## How to fix
    /// Begin with the heaviest dependency that nothing covers.
    ///
    /// ## Options
    /// - `min-share` (default 0.8, our own choice): the share that should be covered.
    /// - `min-dependencies` (default 5, our own choice): of fewer dependencies no share is taken.
    pub(super) static META = {
        name: "congruence-gap",
        summary: "much of what teams need of each other is carried by nothing",
        smell: Smell::Dependency,
        level: Level::Warning,
        recommended: false,
        since: "0.1.0",
        needs: &[
            Needs::Table(Table::Dependencies),
            Needs::Any(&[
                Needs::Table(Table::Coordination),
                Needs::Liaisons,
                Needs::Attendees,
            ]),
        ],
        sources: &[
            "Cataldo, Wagstrom, Herbsleb, Carley: Identification of coordination requirements, 2006",
            "Cataldo, Herbsleb, Carley: Socio-technical congruence, 2008",
        ],
    }
}

/// Options of `congruence-gap`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct CongruenceGap {
    min_share: f64,
    min_dependencies: usize,
}

impl Default for CongruenceGap {
    fn default() -> Self {
        Self {
            min_share: 0.8,
            min_dependencies: 5,
        }
    }
}

impl Rule for CongruenceGap {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let (org, tree) = (cx.org, cx.facts.tree());
        let dependencies = cx.facts.dependencies();
        let between: Vec<(usize, &Edge)> = dependencies
            .edges()
            .iter()
            .enumerate()
            .filter(|(_, edge)| {
                tree.crosses_boundary(edge.from, edge.to) && !tree.nested(edge.from, edge.to)
            })
            .collect();
        let (covered, mut bare): (Vec<_>, Vec<_>) = between
            .iter()
            .copied()
            .partition(|(number, _)| dependencies.coverage(*number).is_some());
        let weight = |edges: &[(usize, &Edge)]| -> f64 {
            // An empty sum of floats is negative zero.
            edges.iter().map(|(_, edge)| edge.weight(org)).sum::<f64>() + 0.0
        };
        let share = weight(&covered) / weight(&between);
        if between.len() < self.min_dependencies || share.is_nan() || share >= self.min_share {
            return;
        }
        bare.sort_by(|a, b| b.1.weight(org).total_cmp(&a.1.weight(org)));
        let rows = bare.iter().filter_map(|(_, edge)| edge.rows.first());
        let rows: Vec<_> = rows.map(|row| org.dependency(*row)).collect();
        let Some((first, rest)) = rows.split_first() else {
            return;
        };
        let names = rows
            .iter()
            .map(|row| format!("{} on {}", row.from().label(), row.to().label()));
        let message = format!(
            "{} of {} dependencies between parts of the organization ({} by weight) have a {}; nothing covers {}",
            covered.len(),
            between.len(),
            percent(share),
            DependencyFacts::ways(org),
            list(names, 4)
        );
        sink.report(first.cell(Column::To), message)
            .subjects(rows.iter().map(|row| row.subject()))
            .identity("congruence")
            .measure(share, self.min_share, "share covered")
            .evidence(rest.iter().map(|row| {
                let text = format!("nothing covers {} on {}", row.from().label(), row.to().label());
                (row.cell(Column::To), text)
            }))
            .help(format!(
                "begin with {} and {}: notes where little context is needed, a liaison or a short shared meeting for more",
                first.from().label(),
                first.to().label()
            ));
    }
}

#[cfg(test)]
mod tests {
    use super::CongruenceGap;
    use crate::testing::check;

    const TEAMS: &str = "== teams.csv\nid,parent\nall,\nx,all\ny,all\na,x\nb,x\nc,y\nd,y\n\
         == coordination.csv\nmodel,from,to\nself-service,a,c\n\
         == dependencies.csv\nfrom,to,weight\n";

    fn rule() -> CongruenceGap {
        CongruenceGap {
            min_share: 0.5,
            min_dependencies: 3,
        }
    }

    #[test]
    fn the_share_is_by_weight_and_the_heaviest_gap_comes_first() {
        check(
            &rule(),
            &format!(
                "{TEAMS}c,a,1\nd,a,\n\
                 d,b,3   #~ warning: 1 of 3 dependencies between parts of the organization (20 % by weight) have a coordination row; nothing covers d on b and d on a\n\
                 a,b,9\n"
            ),
        );
    }

    #[test]
    fn is_quiet_at_the_threshold_and_with_few_dependencies() {
        check(&rule(), &format!("{TEAMS}c,a,4\nd,a,1\nd,b,3\n"));
        check(&rule(), &format!("{TEAMS}d,a,1\nd,b,3\n"));
    }

    #[test]
    fn what_stays_in_one_part_does_not_count() {
        check(&rule(), &format!("{TEAMS}c,a,1\na,b,1\nc,d,1\nd,c,1\n"));
    }
}
