//! `near-aligned`: see [`META`] for its documentation.

use crate::facts::MappingOrigin;
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Subject, Table};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Points out a mapping that departs from the hierarchy of units by very little: one move, or
    /// moves of at most `max-share` of its teams, make every label one connected region of the tree.
    /// It speaks in place of `mapping-diverges-from-hierarchy`, whose page says what counts as a mapping
    /// and as a region.
    ///
    /// ## Why it matters
    /// A mapping that follows the hierarchy needs no table: it can be said in units and survives
    /// reorganizations. One move away from that, the move is cheap and the gain is whole.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id,parent
    /// co,
    /// apps,co
    /// web,apps
    /// mobile,apps
    /// billing,apps
    /// platform,co
    /// infra,platform
    /// data,platform
    /// identity,platform
    /// == mappings.csv
    /// mapping,team,label
    /// on-call,web,red
    /// on-call,mobile,red
    /// on-call,billing,blue
    /// on-call,infra,blue
    /// on-call,data,blue
    /// on-call,identity,red
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
    /// on-call,mobile,red
    /// on-call,infra,blue
    /// on-call,data,blue
    /// ```
    ///
    /// ## How to fix
    /// Make the move that the finding names.
    ///
    /// ## Options
    /// - `max-share` (default 0.1, our own choice): up to this share of the teams may have to move;
    ///   one always may.
    /// - `max-targets` (default 5, our own choice): moves that give a liaison more targets than this
    ///   are not proposed; `mapping-diverges-from-hierarchy` then speaks. Keep it like that of
    ///   `overloaded-liaison`.
    pub(super) static META = {
        name: "near-aligned",
        summary: "a mapping would follow the hierarchy after a move or two",
        smell: Smell::Mapping,
        level: Level::Note,
        recommended: true,
        since: "0.1.0",
        needs: &[
            Needs::TeamTree,
            Needs::Any(&[Needs::Table(Table::Mappings), Needs::Liaisons]),
        ],
        implements: &["LM23"],
        sources: &[
            "Moran and Snir: Convex recolorings of strings and trees, 2008",
            "our own choice (max-share)",
        ],
    }
}

/// Options of `near-aligned`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct NearAligned {
    max_share: f64,
    max_targets: usize,
}

impl Default for NearAligned {
    fn default() -> Self {
        Self {
            max_share: 0.1,
            max_targets: 5,
        }
    }
}

impl Rule for NearAligned {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let mappings = cx.facts.mappings();
        for (index, mapping) in mappings.all().iter().enumerate() {
            let Some(divergence) = mappings
                .divergence(cx.facts, index)
                .filter(|divergence| divergence.is_near(self.max_share))
            else {
                continue;
            };
            let moves = &divergence.moves;
            // A move that nobody can take on is not one move away.
            let liaisons = mapping.origin != MappingOrigin::Declared;
            if liaisons
                && !mapping
                    .overloaded(cx.facts, moves, self.max_targets)
                    .is_empty()
            {
                continue;
            }
            let Some(place) = mapping.first_place(cx.facts, divergence) else {
                continue;
            };
            let message = format!(
                "{} would follow the hierarchy after {} among its {} teams: {}",
                title(&mapping.name),
                count(moves.len(), "move", "moves"),
                divergence.leaves,
                list(moves.iter().map(|step| mapping.told(cx.facts, *step)), 3)
            );
            let evidence = moves.iter().filter_map(|step| {
                let place = mapping.place_of(cx.facts, step.leaf, step.from)?;
                Some((place, mapping.told(cx.facts, *step)))
            });
            sink.report(place, message)
                .subject(Subject::mapping(&mapping.name))
                .amount(moves.len() as f64, "moves")
                .cause(format!("mapping {}", mapping.name))
                .evidence(evidence)
                .help(format!(
                    "make {}, and name whole units where a label covers one",
                    if moves.len() == 1 {
                        "the move"
                    } else {
                        "these moves"
                    }
                ));
        }
    }
}

/// The name of a mapping at the beginning of a sentence.
fn title(name: &str) -> String {
    match name.strip_prefix("liaisons of ") {
        Some(home) => format!("The teams of the liaisons of {home}"),
        None => format!("Mapping {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::NearAligned;
    use crate::testing::check;

    const TEAMS: &str = "== teams.csv\n\
        id,name,parent\n\
        co,,\n\
        a,,co\na1,A1,a\na2,A2,a\na3,A3,a\n\
        b,,co\nb1,B1,b\nb2,B2,b\nb3,B3,b\n\
        c,,co\nc1,C1,c\nc2,C2,c\nc3,C3,c\n\
        == mappings.csv\n\
        mapping,team,label\n";

    #[test]
    fn one_move_is_told() {
        check(
            &NearAligned::default(),
            &format!(
                "{TEAMS}rota,a1,X\nrota,a2,X\nrota,a3,Y   #~ note: Mapping rota would follow the hierarchy after 1 move among its 9 teams: A3 from Y to X\nrota,b,Y\nrota,c1,Z\nrota,c2,Z\nrota,c3,X\n"
            ),
        );
    }

    #[test]
    fn two_moves_of_nine_are_not_near() {
        check(
            &NearAligned::default(),
            &format!(
                "{TEAMS}rota,a1,X\nrota,a2,Y\nrota,a3,Z\nrota,b1,X\nrota,b2,Y\nrota,b3,Z\nrota,c,X\n"
            ),
        );
        let near = NearAligned {
            max_share: 0.25,
            ..NearAligned::default()
        };
        check(
            &near,
            &format!(
                "{TEAMS}rota,a1,X\nrota,a2,Y   #~ note: Mapping rota would follow the hierarchy after 2 moves among its 9 teams: A2 from Y to X and A3 from Z to X\nrota,a3,Z\nrota,b1,X\nrota,b2,Y\nrota,b3,Z\nrota,c,X\n"
            ),
        );
    }

    #[test]
    fn what_follows_the_hierarchy_is_not_near_it() {
        check(
            &NearAligned::default(),
            &format!("{TEAMS}rota,a,X\nrota,b,Y\nrota,c,X\n"),
        );
    }

    #[test]
    fn a_move_that_overloads_a_liaison_is_not_near() {
        let rule = |max_targets| NearAligned {
            max_targets,
            ..NearAligned::default()
        };
        let text = |remark: &str| {
            let teams = TEAMS.split("== mappings").next().unwrap_or("");
            format!(
                "== people.csv\nid,team\nana,h\nben,h\n{teams}h,,\n== liaisons.csv\nperson,targets\n\
                 ana,a1;a2;b1\nben,b2;b3;a3 {remark}\n"
            )
        };
        let told = "#~ note: The teams of the liaisons of h would follow the hierarchy after 1 move among its 6 teams: A3 from ben to ana";
        check(&rule(4), &text(told));
        check(&rule(3), &text(""));
    }
}
