//! `multi-team-embed-without-one-leader`: see [`META`] for its documentation.

use crate::facts::Facts;
use crate::graph::cover::Cover;
use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, CoordinationRef, PersonId, Table, TeamId, TeamRef};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Flags people who are embedded in several teams that have no leader of their own in common.
    /// Teams that make up one unit, or that stand beside each other in one unit below the top, have:
    /// the leader of that unit. All embedded rows in force that name a person count together; a row
    /// that names nobody counts alone.
    ///
    /// ## Why it matters
    /// An embedded person works as one of the team. Somebody who works in two teams needs one person
    /// who weighs the two against each other, or does the weighing alone, every day, and leaves one
    /// of them waiting.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// quinn,quality
    /// == teams.csv
    /// id,parent
    /// all,
    /// quality,all
    /// growth,all
    /// platform,all
    /// web,growth
    /// mobile,growth
    /// infra,platform
    /// data,platform
    /// == coordination.csv
    /// model,from,to,person
    /// embedded,quality,web;infra,quinn
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// quinn,quality
    /// == teams.csv
    /// id,parent
    /// all,
    /// quality,all
    /// growth,all
    /// platform,all
    /// web,growth
    /// mobile,growth
    /// infra,platform
    /// data,platform
    /// == coordination.csv
    /// model,from,to,person
    /// embedded,quality,web;mobile,quinn
    /// ```
    ///
    /// ## How to fix
    /// Give the person the teams of one unit and pair them with its leader, even if another choice
    /// would be handier this quarter. A team that loses the person can get a liaison.
    ///
    /// ## Options
    /// There are none; that neighbours in one unit have a leader in common is our own reading.
    pub(super) static META = {
        name: "multi-team-embed-without-one-leader",
        summary: "a person is embedded in teams that no one leader is responsible for",
        smell: Smell::Mapping,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Table(Table::Coordination), Needs::TeamTree],
        implements: &["CM14"],
        sources: &[
            "Rubick: The embedded model, 2021 (several teams: pair with the leader of their organization)",
        ],
    }
}

/// Options of `multi-team-embed-without-one-leader`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct MultiTeamEmbedWithoutOneLeader {}

impl Rule for MultiTeamEmbedWithoutOneLeader {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let mut by_person: BTreeMap<PersonId, Vec<CoordinationRef<'_>>> = BTreeMap::new();
        let embedded = |row: &CoordinationRef<'_>| row.is_model("embedded") && row.in_force();
        for row in cx.org.coordination().filter(embedded) {
            if row.record().people.is_empty() {
                judge(cx.facts, None, &[row], sink);
            }
            for person in &row.record().people {
                by_person.entry(*person).or_default().push(row);
            }
        }
        for (person, rows) in by_person {
            judge(cx.facts, Some(person), &rows, sink);
        }
    }
}

fn judge(
    facts: &Facts<'_>,
    person: Option<PersonId>,
    rows: &[CoordinationRef<'_>],
    sink: &mut Sink,
) {
    let (org, tree) = (facts.org(), facts.tree());
    let mut teams: Vec<u32> = rows
        .iter()
        .flat_map(|row| row.record().to.iter().map(|t| t.0))
        .collect();
    teams.sort_unstable();
    teams.dedup();
    let cover = Cover::of(tree.units(), &teams);
    if teams.len() < 2 || cover.fragments.len() < 2 || are_neighbours(facts, &cover) {
        return;
    }
    let Some(last) = rows.last() else {
        return;
    };
    let names: Vec<&str> = teams
        .iter()
        .map(|team| org.team(TeamId(*team)).label())
        .collect();
    let who = match (person, last.from()) {
        (Some(person), _) => org.person(person).label().into_owned(),
        (None, Some(home)) => format!("somebody of {}", home.label()),
        (None, None) => "somebody".to_owned(),
    };
    let meet = match cover.lca {
        Some(unit) => format!("which meet only in {}", org.team(TeamId(unit)).label()),
        None => "which have no unit above them in common".to_owned(),
    };
    let message = format!("{who} is embedded in {}, {meet}", list(&names, 6));
    let subjects = person.map(|id| org.person(id).subject()).into_iter();
    sink.report(last.cell(Column::To), message)
        .subjects(subjects.chain(teams.iter().map(|team| org.team(TeamId(*team)).subject())))
        .measure(cover.fragments.len() as f64, 1.0, "separate units")
        .evidence(rows.iter().rev().skip(1).map(|row| {
            let names = list(row.to().map(TeamRef::label), 4);
            (row.cell(Column::To), format!("embedded in {names}"))
        }))
        .help(advice(facts, &teams));
}

/// Whether the fragments are units directly below one unit that is not the top.
fn are_neighbours(facts: &Facts<'_>, cover: &Cover) -> bool {
    let tree = facts.tree();
    cover.lca.is_some_and(|unit| {
        tree.main_root() != Some(TeamId(unit))
            && cover
                .fragments
                .iter()
                .all(|part| tree.units().parent(*part) == Some(unit))
    })
}

/// Keep the teams of one unit: that with most of them, of several the first.
fn advice(facts: &Facts<'_>, teams: &[u32]) -> String {
    let (org, units) = (facts.org(), facts.tree().units());
    let mut parts: Vec<(u32, Vec<&str>)> = Vec::new();
    for team in teams {
        let Some(parent) = units.parent(*team) else {
            continue;
        };
        let name = org.team(TeamId(*team)).label();
        match parts.iter_mut().find(|(unit, _)| *unit == parent) {
            Some((_, names)) => names.push(name),
            None => parts.push((parent, vec![name])),
        }
    }
    let top = facts.tree().main_root().map(|root| root.0);
    let best = parts
        .iter()
        .rev()
        .filter(|(unit, _)| Some(*unit) != top)
        .max_by_key(|(_, names)| names.len());
    match best {
        Some((unit, names)) => {
            let unit = org.team(TeamId(*unit));
            let leader = unit.lead().map_or_else(
                || format!("the leader of {}", unit.label()),
                |lead| format!("{}, who leads {}", lead.label(), unit.label()),
            );
            format!(
                "keep {} and pair the person with {leader}; give the other teams a liaison",
                list(names, 6)
            )
        }
        None => "keep one of the teams and give the others a liaison".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{META, MultiTeamEmbedWithoutOneLeader};
    use crate::testing::{check, check_as_of, org, run};

    const TEAMS: &str = "== people.csv\n\
         id,name,team\nquinn,Quinn,quality\nlea,Lea,growth\n\
         == teams.csv\n\
         id,name,parent,lead\nall,All,,\nquality,Quality,all,\ngrowth,Growth,all,lea\n\
         platform,Platform,all,\nweb,Web,growth,\nmobile,Mobile,growth,\nshop,Shop,growth,\n\
         infra,Infra,platform,\ndata,Data,platform,\n";

    #[test]
    fn teams_of_two_units_have_no_leader_in_common() {
        let text = format!(
            "{TEAMS}== coordination.csv\n\
             model,from,to,person\n\
             embedded,quality,web,quinn\n\
             Embedded,quality,mobile;infra,quinn  #~ warning: Quinn (quinn) is embedded in Web, Mobile and Infra, which meet only in All\n\
             embedded,quality,data;shop,          #~ warning: somebody of Quality is embedded in Shop and Data, which meet only in All\n"
        );
        check(&MultiTeamEmbedWithoutOneLeader {}, &text);
    }

    #[test]
    fn the_help_names_the_leader() {
        let text = format!(
            "{TEAMS}== coordination.csv\nmodel,from,to,person\n\
             embedded,quality,infra;web;mobile,quinn\n"
        );
        let found = run(&MultiTeamEmbedWithoutOneLeader {}, &META, &org(&text));
        assert_eq!(
            found[0].help.as_deref(),
            Some(
                "keep Web and Mobile and pair the person with Lea (lea), who leads Growth; \
                 give the other teams a liaison"
            )
        );
    }

    #[test]
    fn one_team_a_whole_unit_and_neighbours_are_fine() {
        for to in ["web", "growth", "web;mobile;shop", "web;shop"] {
            check(
                &MultiTeamEmbedWithoutOneLeader {},
                &format!(
                    "{TEAMS}== coordination.csv\nmodel,from,to,person\nembedded,quality,{to},quinn\n"
                ),
            );
        }
    }

    #[test]
    fn a_move_from_one_team_to_another_is_no_double_embed() {
        check_as_of(
            &MultiTeamEmbedWithoutOneLeader {},
            &format!(
                "{TEAMS}== coordination.csv\nmodel,from,to,person,start,end\n\
                 embedded,quality,web,quinn,2024-01-01,2024-06-30\n\
                 embedded,quality,infra,quinn,2024-07-01,\n"
            ),
            Some("2024-08-01"),
        );
    }
}
