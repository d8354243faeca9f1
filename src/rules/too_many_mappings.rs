//! `too-many-mappings`: see [`META`] for its documentation.

use crate::facts::{TeamMapping, arrangements};
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Subject, Table};
use crate::source::Place;
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Counts the arrangements of the same teams that people must keep in mind at once: one for the
    /// hierarchy of units, and one for each mapping that does not follow it. Mappings that follow the
    /// hierarchy add nothing, and mappings that are nearly the same count once: their variation of
    /// information is at most `same-within` of the largest possible for that many teams. A mapping
    /// that labels less than `min-coverage` of the teams without units below arranges only a corner
    /// and is not counted.
    ///
    /// ## Why it matters
    /// Whom do I ask about this team? With one arrangement everybody knows. With three or four, each
    /// question starts with finding out which of them applies.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id,parent
    /// co,
    /// apps,co
    /// web,apps
    /// mobile,apps
    /// platform,co
    /// infra,platform
    /// data,platform
    /// == mappings.csv
    /// mapping,team,label
    /// on-call,web,red
    /// on-call,mobile,blue
    /// on-call,infra,red
    /// on-call,data,blue
    /// budget,web,north
    /// budget,mobile,south
    /// budget,infra,south
    /// budget,data,north
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id,parent
    /// co,
    /// apps,co
    /// web,apps
    /// mobile,apps
    /// platform,co
    /// infra,platform
    /// data,platform
    /// == mappings.csv
    /// mapping,team,label
    /// on-call,web,red
    /// on-call,mobile,blue
    /// on-call,infra,red
    /// on-call,data,blue
    /// budget,apps,north
    /// budget,platform,south
    /// ```
    ///
    /// ## How to fix
    /// Bring the mapping that needs the fewest moves back to the hierarchy first, or let two mappings
    /// share one arrangement.
    ///
    /// ## Options
    /// - `warn-at` (default 3): as many arrangements are a warning; the post names three or four.
    /// - `error-at` (default 4): as many are an error.
    /// - `min-coverage` (default 0.3, our own choice): share of the teams without units below that a
    ///   mapping must label to count.
    /// - `same-within` (default 0.1, our own choice): mappings this close are one arrangement.
    pub(super) static META = {
        name: "too-many-mappings",
        summary: "too many arrangements of the same teams at once",
        smell: Smell::Mapping,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[
            Needs::TeamTree,
            Needs::Any(&[Needs::Table(Table::Mappings), Needs::Liaisons]),
        ],
        implements: &["LM24"],
        sources: &[
            "Rubick: The liaison model",
            "Rubick: The embedded model, 2021 (three hierarchies)",
            "Meilă: Comparing clusterings, an information based distance, 2007",
        ],
    }
}

/// Options of `too-many-mappings`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct TooManyMappings {
    warn_at: usize,
    error_at: usize,
    min_coverage: f64,
    same_within: f64,
}

impl Default for TooManyMappings {
    fn default() -> Self {
        Self {
            warn_at: 3,
            error_at: 4,
            min_coverage: 0.3,
            same_within: 0.1,
        }
    }
}

/// Mappings that arrange the teams alike, with the fewest moves that bring one of them back.
struct Class<'a> {
    members: Vec<&'a TeamMapping>,
    moves: usize,
    place: Place,
}

impl Rule for TooManyMappings {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let mut classes = self.classes(cx);
        classes.sort_by_key(|class| class.moves);
        let number = classes.len() + 1;
        let limit = self.warn_at.min(self.error_at);
        let Some(cheapest) = classes.first().filter(|_| number >= limit) else {
            return;
        };
        let level = if number >= self.error_at {
            Level::Error
        } else {
            Level::Warning
        };
        let names = classes
            .iter()
            .filter_map(|class| class.members.first())
            .map(|mapping| mapping.name.as_str());
        let message = format!(
            "The teams are arranged in {number} ways at once: the hierarchy, {}",
            list(names, 5)
        );
        let evidence = classes.iter().flat_map(|class| {
            class.members.iter().map(|mapping| {
                let moves = count(class.moves, "move", "moves");
                let text = format!("{}: {moves} from the hierarchy", mapping.name);
                (class.place, text)
            })
        });
        let subjects = classes.iter().flat_map(|class| &class.members);
        sink.report(cheapest.place, message)
            .level(level)
            .subjects(subjects.map(|mapping| Subject::mapping(&mapping.name)))
            .identity("all mappings")
            .measure(
                number as f64,
                limit.saturating_sub(1) as f64,
                "arrangements of the teams",
            )
            .evidence(evidence)
            .help(format!(
                "begin with {}: {} it follow the hierarchy",
                cheapest.members.first().map_or("", |m| m.name.as_str()),
                count(
                    cheapest.moves,
                    "move of a team makes",
                    "moves of teams make"
                )
            ));
    }
}

impl TooManyMappings {
    /// Mappings that depart from the hierarchy, like with like, by first appearance.
    fn classes<'a>(&self, cx: Context<'a>) -> Vec<Class<'a>> {
        let mappings = cx.facts.mappings();
        arrangements(cx.facts, self.min_coverage, self.same_within)
            .into_iter()
            .filter_map(|class| {
                let first = *class.members.first()?;
                let divergence = mappings.divergence(cx.facts, first)?;
                let members = class.members.iter().map(|member| &mappings.all()[*member]);
                Some(Class {
                    members: members.collect(),
                    moves: class.moves,
                    place: mappings.all()[first].first_place(cx.facts, divergence)?,
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{META, TooManyMappings};
    use crate::testing::{check, run};

    fn org(rows: &str) -> String {
        format!(
            "== teams.csv\n\
             id,name,parent\n\
             co,,\n\
             a,,co\na1,,a\na2,,a\n\
             b,,co\nb1,,b\nb2,,b\n\
             == mappings.csv\n\
             mapping,team,label\n\
             {rows}"
        )
    }

    const ROTA: &str = "rota,a1,X\nrota,a2,Y\nrota,b1,X\nrota,b2,Y\n";

    #[test]
    fn two_mappings_across_the_tree_make_three_arrangements() {
        let rows = "rota,a1,X\n\
                    rota,a2,Y   #~ warning: The teams are arranged in 3 ways at once: the hierarchy, rota and budget\n\
                    rota,b1,X\nrota,b2,Y\n\
                    budget,a1,X\nbudget,a2,Y\nbudget,b1,Y\nbudget,b2,X\n";
        check(&TooManyMappings::default(), &org(rows));
    }

    #[test]
    fn one_mapping_across_the_tree_is_bearable() {
        check(&TooManyMappings::default(), &org(ROTA));
    }

    #[test]
    fn the_same_arrangement_under_another_name_counts_once() {
        let again = "budget,a1,north\nbudget,a2,south\nbudget,b1,north\nbudget,b2,south\n";
        let tree = "region,a,east\nregion,b,west\n";
        check(
            &TooManyMappings::default(),
            &org(&format!("{ROTA}{again}{tree}")),
        );
    }

    const BUDGET: &str = "budget,a1,X\nbudget,a2,Y\nbudget,b1,Y\nbudget,b2,X\n";

    #[test]
    fn a_mapping_of_a_corner_does_not_count() {
        let more = "c,,co\nc1,,c\nc2,,c\nc3,,c\nc4,,c\nc5,,c\n";
        let wide = org(&format!("{ROTA}{BUDGET}")).replace("a,,co\n", &format!("{more}a,,co\n"));
        let found = |min_coverage: f64| {
            let rule = TooManyMappings {
                min_coverage,
                ..TooManyMappings::default()
            };
            run(&rule, &META, &crate::testing::org(&wide)).len()
        };
        // Four of nine teams are labelled.
        assert_eq!(found(0.4), 1);
        assert_eq!(found(0.5), 0);
    }

    #[test]
    fn one_move_is_told_in_the_singular() {
        let org = crate::testing::org(&org(&format!("{ROTA}{BUDGET}")));
        let found = run(&TooManyMappings::default(), &META, &org);
        assert_eq!(
            found[0].help.as_deref(),
            Some("begin with rota: 1 move of a team makes it follow the hierarchy")
        );
    }
}
