//! `mapping-diverges-from-hierarchy`: see [`META`] for its documentation.

use crate::facts::{Divergence, MappingOrigin, TeamMapping};
use crate::lint::words::{count, list, percent};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Subject, Table};
use crate::source::Place;
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags a mapping of teams to labels that does not follow the hierarchy of units. Mappings are
    /// those of the mappings table and, for each home team with several liaisons, who of them covers
    /// which team.
    ///
    /// A mapping follows the hierarchy when every label is one connected region of the tree: *k*
    /// labels then need *k* − 1 changes along it. More changes are a finding. The order in which
    /// siblings split is not known, so siblings may be grouped freely (soft polytomies), and a flat
    /// organization never diverges. Teams without a label are left out; a team with several labels
    /// counts as any of them. A label on a unit is that of its teams, except those that have labels
    /// of their own. The retention index is 1 for a mapping that follows the tree and 0 for
    /// one that could not follow it less; below `error-below` the finding is an error.
    ///
    /// ## Why it matters
    /// Everybody knows the hierarchy and it is kept up to date. A mapping beside it must be learnt,
    /// looked up and mended by hand after every reorganization.
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
    /// on-call,infra,red
    /// on-call,data,blue
    /// ```
    ///
    /// ## How to fix
    /// Make the moves that the finding names: they are the fewest after which every label is one
    /// connected region. Where a label then covers a whole unit, name the unit. Where the moves would
    /// give a liaison more than `max-targets` teams or units, the finding says so: then the teams
    /// need more people, or a person for a unit as a whole.
    ///
    /// ## Options
    /// - `error-below` (default 0.5, our own choice): a retention index below this is an error.
    /// - `max-targets` (default 5, our own choice): more targets than one liaison can serve; keep it
    ///   like that of `overloaded-liaison`.
    pub(super) static META = {
        name: "mapping-diverges-from-hierarchy",
        summary: "a mapping cuts across the hierarchy of units",
        smell: Smell::Mapping,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[
            Needs::TeamTree,
            Needs::Any(&[Needs::Table(Table::Mappings), Needs::Liaisons]),
        ],
        implements: &["LM23"],
        sources: &[
            "Rubick: The liaison model",
            "Hartigan: Minimum mutation fits to a given tree, 1973",
            "Farris: The retention index and the rescaled consistency index, 1989",
            "Moran and Snir: Convex recolorings of strings and trees, 2008",
            "our own choice (use for organizations, error-below)",
        ],
    }
}

/// Options of `mapping-diverges-from-hierarchy`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct MappingDivergesFromHierarchy {
    error_below: f64,
    max_targets: usize,
}

impl Default for MappingDivergesFromHierarchy {
    fn default() -> Self {
        Self {
            error_below: 0.5,
            max_targets: 5,
        }
    }
}

impl Rule for MappingDivergesFromHierarchy {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let mappings = cx.facts.mappings();
        for (index, mapping) in mappings.all().iter().enumerate() {
            let Some(divergence) = mappings.divergence(cx.facts, index) else {
                continue;
            };
            let Some(place) = mapping.first_place(cx.facts, divergence) else {
                continue;
            };
            if !divergence.diverges() {
                continue;
            }
            let level = if divergence.retention < self.error_below {
                Level::Error
            } else {
                Level::Warning
            };
            sink.report(place, message(mapping, divergence))
                .level(level)
                .subject(Subject::mapping(&mapping.name))
                .measure(
                    divergence.changes as f64,
                    divergence.least as f64,
                    "changes of label along the tree",
                )
                .cause(format!("mapping {}", mapping.name))
                .evidence(evidence(cx, mapping, divergence))
                .related(
                    place,
                    format!(
                        "it keeps {} of the grouping that the tree allows",
                        percent(divergence.retention)
                    ),
                )
                .help(self.help(cx, mapping, divergence));
        }
    }
}

fn message(mapping: &TeamMapping, divergence: &Divergence) -> String {
    let (whose, parts) = match mapping.origin {
        MappingOrigin::Declared => (
            format!("Mapping {} does", mapping.name),
            ("label", "labels"),
        ),
        MappingOrigin::Liaisons(_) => {
            let name = mapping.name.strip_prefix("liaisons").unwrap_or("");
            (format!("The liaisons{name} do"), ("person", "people"))
        }
    };
    format!(
        "{whose} not follow the hierarchy: {} in {} separate regions of it; {} of {} teams would have to move",
        count(divergence.least + 1, parts.0, parts.1),
        divergence.changes + 1,
        divergence.moves.len(),
        divergence.leaves
    )
}

fn evidence<'a>(
    cx: Context<'a>,
    mapping: &'a TeamMapping,
    divergence: &'a Divergence,
) -> impl Iterator<Item = (Place, String)> + 'a {
    divergence.moves.iter().filter_map(move |step| {
        let place = mapping.place_of(cx.facts, step.leaf, step.from)?;
        let text = format!(
            "{} would move from {} to {}",
            cx.org.team(step.leaf).label(),
            mapping.label(step.from),
            mapping.label(step.to)
        );
        Some((place, text))
    })
}

impl MappingDivergesFromHierarchy {
    fn help(&self, cx: Context<'_>, mapping: &TeamMapping, divergence: &Divergence) -> String {
        let moves = divergence.moves.iter();
        let moves = moves.map(|step| mapping.told(cx.facts, *step));
        let how = if divergence.exact {
            "the fewest moves that make it follow the hierarchy"
        } else {
            "moves that make it follow the hierarchy, perhaps not the fewest"
        };
        let overload = match mapping.origin {
            MappingOrigin::Liaisons(_) => {
                mapping.overloaded(cx.facts, &divergence.moves, self.max_targets)
            }
            MappingOrigin::Declared => Vec::new(),
        };
        let moves = list(moves, 6);
        if overload.is_empty() {
            return format!("{how}: {moves}");
        }
        let who = overload
            .iter()
            .map(|(who, targets)| format!("{who} would have {targets} teams"));
        format!(
            "do not make the moves alone ({moves}): {}, more than {}; share out whole units among more people, or attach a person to a unit and its one meeting in place of its teams",
            list(who, 3),
            self.max_targets
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{META, MappingDivergesFromHierarchy};
    use crate::testing::{check, org, run};

    const TEAMS: &str = "== people.csv\n\
        id,name,team\n\
        ana,Ana,support\nben,Ben,support\ncy,Cy,support\n\
        == teams.csv\n\
        id,name,parent\n\
        co,,\n\
        support,Support,co\n\
        core,Core,co\nbilling,Billing,core\naccounts,Accounts,core\nledger,Ledger,core\n\
        growth,Growth,co\nweb,Web,growth\nmobile,Mobile,growth\n\
        platform,Platform,co\ninfra,Infra,platform\ndata,Data,platform\n";

    #[test]
    fn liaisons_who_share_teams_out_across_the_tree() {
        check(
            &MappingDivergesFromHierarchy::default(),
            &format!(
                "{TEAMS}== liaisons.csv\n\
                 person,home,targets\n\
                 ana,support,core\n\
                 ben,support,web;infra\n\
                 cy,support,mobile;data   #~ warning: The liaisons of Support do not follow the hierarchy: 3 people in 4 separate regions of it; 1 of 7 teams would have to move\n"
            ),
        );
    }

    #[test]
    fn the_help_names_the_moves() {
        let org = org(&format!(
            "{TEAMS}== mappings.csv\n\
             mapping,team,label\n\
             rota,core,A\nrota,web,B\nrota,mobile,C\nrota,infra,B\nrota,data,C\n"
        ));
        let found = run(&MappingDivergesFromHierarchy::default(), &META, &org);
        let help: Vec<_> = found.iter().filter_map(|f| f.help.as_deref()).collect();
        assert_eq!(
            help,
            ["the fewest moves that make it follow the hierarchy: Mobile from C to B"]
        );
        let related: Vec<&str> = found[0].related.iter().map(|r| r.text.as_str()).collect();
        assert_eq!(
            related,
            [
                "Mobile would move from C to B",
                "it keeps 50 % of the grouping that the tree allows"
            ]
        );
    }

    #[test]
    fn a_mapping_that_follows_the_tree_or_a_flat_one_is_fine() {
        check(
            &MappingDivergesFromHierarchy::default(),
            &format!(
                "{TEAMS}== mappings.csv\n\
                 mapping,team,label\n\
                 rota,core,A\nrota,web,B\nrota,mobile,B\nrota,infra,B\nrota,data,C\n"
            ),
        );
        check(
            &MappingDivergesFromHierarchy::default(),
            "== teams.csv\n\
             id,parent\n\
             co,\na,co\nb,co\nc,co\nd,co\n\
             == mappings.csv\n\
             mapping,team,label\n\
             rota,a,X\nrota,b,Y\nrota,c,X\nrota,d,Y\n",
        );
    }

    #[test]
    fn cards_dealt_out_are_an_error() {
        check(
            &MappingDivergesFromHierarchy::default(),
            &format!(
                "{TEAMS}== mappings.csv\n\
                 mapping,team,label\n\
                 rota,web,A\n\
                 rota,mobile,B   #~ error: Mapping rota does not follow the hierarchy: 2 labels in 3 separate regions of it; 1 of 4 teams would have to move\n\
                 rota,infra,A\nrota,data,B\n"
            ),
        );
    }

    const CARDS: &str = "== liaisons.csv\nperson,home,targets\n\
        ana,support,billing;web;mobile;data\nben,support,accounts;ledger;infra\n";

    #[test]
    fn moves_that_overload_a_liaison_are_no_advice() {
        let help = |max_targets| {
            let rule = MappingDivergesFromHierarchy {
                max_targets,
                ..MappingDivergesFromHierarchy::default()
            };
            let found = run(&rule, &META, &org(&format!("{TEAMS}{CARDS}")));
            found[0].help.clone().unwrap()
        };
        assert_eq!(
            help(5),
            "the fewest moves that make it follow the hierarchy: Infra from Ben (ben) to Ana (ana)"
        );
        assert_eq!(
            help(4),
            "do not make the moves alone (Infra from Ben (ben) to Ana (ana)): Ana (ana) would have 5 teams, more than 4; share out whole units among more people, or attach a person to a unit and its one meeting in place of its teams"
        );
    }

    #[test]
    fn a_label_on_the_unit_does_not_hide_those_on_its_teams() {
        check(
            &MappingDivergesFromHierarchy::default(),
            &format!(
                "{TEAMS}== mappings.csv\n\
                 mapping,team,label\n\
                 rota,growth,A\nrota,platform,B\n\
                 rota,mobile,B   #~ error: Mapping rota does not follow the hierarchy: 2 labels in 3 separate regions of it; 1 of 4 teams would have to move\n\
                 rota,infra,A\n"
            ),
        );
    }
}
