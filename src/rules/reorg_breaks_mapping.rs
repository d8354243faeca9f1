//! `reorg-breaks-mapping`: see [`META`] for its documentation.

use crate::facts::{Divergence, Facts, MappingOrigin, Matching, TeamMapping};
use crate::graph::labelling::Labelling;
use crate::graph::parsimony::Parsimony;
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Subject, Table, TeamId};
use crate::source::Place;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

declare_rule! {
    /// ## What it does
    /// Compares the hierarchy of units with the newest earlier state and flags mappings that the
    /// reorganization between the two tore or left behind. A team has moved when another unit is above
    /// it than was then; a unit that only has a new id, with the same teams below, is the same unit.
    ///
    /// A mapping was torn when the same labels lie in more regions of the hierarchy than they did
    /// (see `mapping-diverges-from-hierarchy` for regions). It was left behind when rows that name a
    /// moved team still say what they said: each has to be looked at by hand, which is a note. Rows that
    /// name a unit need no look when the unit moved as a whole, and rows changed since are done.
    /// Mappings are those of the mappings table and, for each home team with several liaisons, who of
    /// them covers which team.
    ///
    /// ## Why it matters
    /// Whatever follows the hierarchy moves with it. A mapping beside it does not: after every
    /// reorganization somebody has to find the rows that are wrong now, and until then people call
    /// the wrong person.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id,parent
    /// co,
    /// apps,co
    /// mobile,apps
    /// platform,co
    /// web,platform
    /// infra,platform
    /// == mappings.csv
    /// mapping,team,label
    /// on-call,web,red
    /// on-call,mobile,red
    /// on-call,platform,blue
    /// == snapshots/2024-03-31/teams.csv
    /// id,parent
    /// co,
    /// apps,co
    /// web,apps
    /// mobile,apps
    /// platform,co
    /// infra,platform
    /// == snapshots/2024-03-31/mappings.csv
    /// mapping,team,label
    /// on-call,web,red
    /// on-call,mobile,red
    /// on-call,platform,blue
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id,parent
    /// co,
    /// apps,co
    /// mobile,apps
    /// platform,co
    /// web,platform
    /// infra,platform
    /// == mappings.csv
    /// mapping,team,label
    /// on-call,apps,red
    /// on-call,platform,blue
    /// == snapshots/2024-03-31/teams.csv
    /// id,parent
    /// co,
    /// apps,co
    /// web,apps
    /// mobile,apps
    /// platform,co
    /// infra,platform
    /// == snapshots/2024-03-31/mappings.csv
    /// mapping,team,label
    /// on-call,apps,red
    /// on-call,platform,blue
    /// ```
    ///
    /// ## How to fix
    /// Correct the rows that the finding points at. Where a label covers whole units, name the units:
    /// then the next reorganization needs no edit at all.
    pub(super) static META = {
        name: "reorg-breaks-mapping",
        summary: "teams moved in the hierarchy and a mapping did not follow",
        smell: Smell::Mapping,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[
            Needs::Snapshots,
            Needs::TeamTree,
            Needs::Any(&[Needs::Table(Table::Mappings), Needs::Liaisons]),
        ],
        implements: &["LM25"],
        sources: &[
            "Rubick: The liaison model",
            "Farris: The retention index and the rescaled consistency index, 1989",
        ],
    }
}

/// `reorg-breaks-mapping` has no options.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ReorgBreaksMapping {}

impl Rule for ReorgBreaksMapping {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let mut states = cx.facts.past().rev();
        let Some((day, then)) = states.find(|(_, state)| state.org().has_team_tree) else {
            return;
        };
        let matching = Matching::new(cx.org, then.org());
        let moved = matching.moved(cx.facts, then);
        if moved.is_empty() {
            return;
        }
        let reorg = Reorg {
            cx,
            day,
            then,
            matching,
            moved,
        };
        for (index, mapping) in cx.facts.mappings().all().iter().enumerate() {
            reorg.check(index, mapping, sink);
        }
    }
}

/// What changed in the hierarchy between an earlier state and the present.
struct Reorg<'a> {
    cx: Context<'a>,
    day: Date,
    then: &'a Facts<'a>,
    matching: Matching,
    moved: Vec<TeamId>,
}

impl<'a> Reorg<'a> {
    fn check(&self, index: usize, mapping: &TeamMapping, sink: &mut Sink) {
        let (Some(before), Some(divergence)) = (
            self.before(mapping),
            self.cx.facts.mappings().divergence(self.cx.facts, index),
        ) else {
            return;
        };
        let edits = self.edits(mapping, before);
        let (was, is) = self.regions(mapping);
        let torn = is.excess() > was.excess();
        let concerned = self.concerned(mapping);
        if (!torn && edits.is_empty()) || concerned.is_empty() {
            return;
        }
        let first = edits.first().map(|(place, _)| *place);
        let Some(place) = first
            .or_else(|| mapping.first_place(self.cx.facts, divergence))
            .or_else(|| mapping.cells.first().map(|(.., place)| *place))
        else {
            return;
        };
        let name = named(mapping);
        let (moves, rows) = (self.moves(&concerned), edits.len());
        let message = if torn {
            let looked = match rows {
                0 => String::new(),
                _ => format!("; {} to edit by hand", count(rows, "row", "rows")),
            };
            format!(
                "{moves} after {} tore {name}: its labels lie in {} of the hierarchy in place of {}{looked}",
                self.day,
                count(is.changes + 1, "separate region", "separate regions"),
                was.changes + 1
            )
        } else {
            format!(
                "{moves} after {} left {} of {name} to look at by hand",
                self.day,
                count(rows, "row", "rows")
            )
        };
        let level = if torn { Level::Warning } else { Level::Note };
        let org = self.cx.org;
        let draft = sink
            .report(place, message)
            .level(level)
            .subject(Subject::mapping(&mapping.name))
            .subjects(concerned.iter().map(|team| org.team(*team).subject()))
            .measure(rows as f64, 0.0, "rows to edit")
            .evidence(edits.into_iter().chain(concerned.iter().map(|team| {
                let team = org.team(*team);
                let unit = team.parent().map_or("no unit", |unit| unit.label());
                (
                    team.cell(Column::Parent),
                    format!("{} is below {unit} now", team.label()),
                )
            })))
            .help(self.help(mapping, divergence, torn));
        if torn {
            draft.cause(format!("mapping {}", mapping.name));
        }
    }

    /// The mapping as it was.
    fn before(&self, mapping: &TeamMapping) -> Option<&'a TeamMapping> {
        let then = self.then.mappings();
        match mapping.origin {
            MappingOrigin::Declared => then
                .all()
                .iter()
                .find(|old| old.origin == MappingOrigin::Declared && old.name == mapping.name),
            MappingOrigin::Liaisons(home) => {
                let home = self.matching.then(home)?;
                then.all().get(then.of_home(home)?)
            }
        }
    }

    /// Rows that name a moved team and still say what they said.
    fn edits(&self, mapping: &TeamMapping, before: &TeamMapping) -> Vec<(Place, String)> {
        let units = self.cx.facts.tree().units();
        let old: BTreeSet<(Option<TeamId>, &str)> = before
            .cells
            .iter()
            .map(|(unit, label, _)| (self.matching.now(*unit), before.label(*label)))
            .collect();
        let cells = mapping.cells.iter().filter(|(unit, label, _)| {
            units.is_leaf(unit.0)
                && self.moved.binary_search(unit).is_ok()
                && old.contains(&(Some(*unit), mapping.label(*label)))
        });
        let told = |unit: &TeamId, label: &u32| {
            let team = self.cx.org.team(*unit).label();
            format!("{team} is still given to {}", mapping.label(*label))
        };
        cells
            .map(|(unit, label, place)| (*place, told(unit, label)))
            .collect()
    }

    /// How the labels of today lie in the hierarchy as it was and as it is, over the teams without
    /// units below that both know.
    fn regions(&self, mapping: &TeamMapping) -> (Regions, Regions) {
        let (now, then) = (self.cx.facts.tree().units(), self.then.tree().units());
        let (mut here, mut there) = (Vec::new(), Vec::new());
        for (leaf, labels) in &mapping.leaves {
            let past = self.matching.then(TeamId(*leaf));
            let Some(past) = past.filter(|past| then.is_leaf(past.0)) else {
                continue;
            };
            here.extend(labels.iter().map(|label| (*leaf, *label)));
            there.extend(labels.iter().map(|label| (past.0, *label)));
        }
        let regions = |units, pairs: &[(u32, u32)], len| {
            let parsimony = Parsimony::of(units, &Labelling::from_pairs(len, pairs));
            Regions {
                changes: parsimony.score,
                least: parsimony.least(),
            }
        };
        (
            regions(then, &there, then.len()),
            regions(now, &here, now.len()),
        )
    }

    /// Moved teams and units that hold a team of the mapping.
    fn concerned(&self, mapping: &TeamMapping) -> Vec<TeamId> {
        let units = self.cx.facts.tree().units();
        let labelled = |leaf: u32| {
            let found = mapping
                .leaves
                .binary_search_by_key(&leaf, |(leaf, _)| *leaf);
            found.is_ok()
        };
        let concerned = self.moved.iter().copied();
        concerned
            .filter(|team| units.leaves(team.0).iter().any(|leaf| labelled(*leaf)))
            .collect()
    }

    /// `Moving Web from Growth to Platform`.
    fn moves(&self, concerned: &[TeamId]) -> String {
        let (org, then) = (self.cx.org, self.then.org());
        let moves = concerned.iter().map(|id| {
            let team = org.team(*id);
            let past = self
                .matching
                .then(*id)
                .and_then(|id| then.team(id).parent());
            let from = past.map_or("the top", |unit| unit.label());
            let to = team.parent().map_or("the top", |unit| unit.label());
            format!("{} from {from} to {to}", team.label())
        });
        format!("moving {}", list(moves, 3)).replacen('m', "M", 1)
    }

    fn help(&self, mapping: &TeamMapping, divergence: &Divergence, torn: bool) -> String {
        let units = "name whole units where a label covers one, and the next move needs no edit";
        let mut moves = divergence.moves.iter().peekable();
        if torn && moves.peek().is_some() {
            let moves = moves.map(|step| mapping.told(self.cx.facts, *step));
            return format!(
                "it would follow the hierarchy again after {}; {units}",
                list(moves, 4)
            );
        }
        format!("confirm or correct each row; {units}")
    }
}

/// How labels lie in a hierarchy.
#[derive(Clone, Copy)]
struct Regions {
    changes: usize,
    least: usize,
}

impl Regions {
    fn excess(self) -> usize {
        self.changes.saturating_sub(self.least)
    }
}

/// The mapping in the middle of a sentence.
fn named(mapping: &TeamMapping) -> String {
    match mapping.origin {
        MappingOrigin::Declared => format!("mapping {}", mapping.name),
        MappingOrigin::Liaisons(_) => format!("the shares of the {}", mapping.name),
    }
}

#[cfg(test)]
mod tests {
    use super::ReorgBreaksMapping;
    use crate::testing::check;

    const THEN: &str = "id,name,parent\nco,,\ncore,Core,co\nbilling,Billing,core\nledger,Ledger,core\n\
        growth,Growth,co\nweb,Web,growth\nmobile,Mobile,growth\n\
        platform,Platform,co\ninfra,Infra,platform\ndata,Data,platform\n";

    fn org(moves: &[(&str, &str)], now: &str, then: &str) -> String {
        let mut teams = THEN.to_owned();
        for (from, to) in moves {
            assert!(teams.contains(from));
            teams = teams.replace(from, to);
        }
        format!(
            "== teams.csv\n{teams}== mappings.csv\nmapping,team,label\n{now}\
             == snapshots/2024-03-31/teams.csv\n{THEN}\
             == snapshots/2024-03-31/mappings.csv\nmapping,team,label\n{then}"
        )
    }

    const ROTA: &str =
        "rota,core,Ana\nrota,web,Ben\nrota,mobile,Ben\nrota,infra,Cy\nrota,data,Cy\n";

    fn checked(moves: &[(&str, &str)], now: &str, then: &str) {
        check(&ReorgBreaksMapping::default(), &org(moves, now, then));
    }

    const WEB: &[(&str, &str)] = &[("web,Web,growth", "web,Web,platform")];

    #[test]
    fn a_moved_team_tears_the_mapping_that_named_it() {
        let now = ROTA.replace("rota,web,Ben", "rota,web,Ben #~ warning: Moving Web from Growth to Platform and Infra from Platform to Growth after 2024-03-31 tore mapping rota: its labels lie in 4 separate regions of the hierarchy in place of 3; 2 rows to edit by hand");
        let swap = [WEB[0], ("infra,Infra,platform", "infra,Infra,growth")];
        checked(&swap, &now, ROTA);
    }

    #[test]
    fn a_row_that_still_fits_is_to_be_looked_at() {
        let rows = "rota,web,Ben\nrota,infra,Ben\nrota,mobile,Cy\n";
        let now = rows.replace("rota,web,Ben", "rota,web,Ben #~ note: Moving Web from Growth to Platform after 2024-03-31 left 1 row of mapping rota to look at by hand");
        checked(WEB, &now, rows);
    }

    #[test]
    fn units_that_move_whole_rows_that_were_changed_and_new_mappings_are_fine() {
        checked(
            &[("growth,Growth,co", "growth,Growth,platform")],
            ROTA,
            ROTA,
        );
        let edited = ROTA.replace("rota,web,Ben", "rota,web,Cy");
        checked(WEB, &edited, ROTA);
        let units = "rota,core,Ana\nrota,growth,Ben\nrota,platform,Cy\n";
        checked(WEB, units, units);
        checked(WEB, ROTA, "other,web,Ben\n");
        checked(&[], ROTA, ROTA);
    }
}
