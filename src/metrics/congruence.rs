//! Socio-technical congruence: do those meet whose work depends on each other?

use super::contract::{About, Better, Context, Family, Metric, Order, Reading, figure};
use super::teams::label;
use crate::graph::congruence::{congruence, requirements};
use crate::lint::Needs;
use crate::lint::words::{count, list, percent, thousands};
use crate::model::{Table, TeamId};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Above so many pairs of people the comparison would take more than some seconds.
const MOST_PAIRS: usize = 20_000_000;

/// Share of what work asks for that meetings give.
pub(super) const CONGRUENCE: Metric = Metric {
    name: "socio-technical-congruence",
    title: "Socio-technical congruence",
    family: Family::Dependencies,
    definition: "Of the pairs that depend on each other, the share that share a recurring meeting of at most 18 people. \
                 Pairs of teams: somebody of the one meets somebody of the other, or belongs to both. Pairs of people: a \
                 member of the one team with a member of the other. Liaisons and coordination rows do not count here; the \
                 rule uncovered-dependency counts them.",
    formula: "|CR ∧ CA| / |CR| with the coordination requirements CR = T_A · T_D · T_Aᵀ (who works in which team, which \
              team depends on which) and actual coordination CA (who meets whom)",
    range: "0 to 1",
    better: Better::Higher,
    reading: "High: those talk who need each other; low: dependencies are carried by nothing that a calendar shows. Of \
              people it is never near 1 in larger teams, for not everybody needs to meet everybody",
    cost: "members of one team times members of the other, over all dependencies; up to 20 million such pairs",
    sources: &[
        "Cataldo, Wagstrom, Herbsleb, Carley: Identification of coordination requirements, 2006",
    ],
    needs: &[
        Needs::Table(Table::Dependencies),
        Needs::Attendees,
        Needs::Teams,
    ],
    figures: &[
        figure(
            "team-pairs",
            "share",
            "of the pairs of teams that depend on each other and have members",
        ),
        figure(
            "person-pairs",
            "share",
            "of the pairs of people in such teams",
        ),
        figure(
            "share-in-touch",
            "share",
            "of each team: of the teams it depends on or that depend on it",
        ),
    ],
    listed: Some(("share-in-touch", Order::Smallest)),
    compute,
};

/// Two teams with a dependency either way, the smaller number first.
type Pair = (TeamId, TeamId);

fn compute(cx: &Context<'_>) -> Result<Reading, String> {
    let members = cx.facts.members();
    let size = |team: TeamId| members.size(team);
    let mut pairs: Vec<Pair> = (cx.facts.dependencies().edges().iter())
        .map(|edge| (edge.from.min(edge.to), edge.from.max(edge.to)))
        .filter(|(a, b)| size(*a) > 0 && size(*b) > 0)
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    if pairs.is_empty() {
        return Err("no dependency between two teams that have members".to_owned());
    }
    let products: usize = pairs.iter().map(|(a, b)| size(*a) * size(*b)).sum();
    if products > MOST_PAIRS {
        return Err(format!(
            "more than {} pairs of people to compare",
            thousands(MOST_PAIRS)
        ));
    }
    let met: Vec<bool> = pairs.iter().map(|pair| in_touch(cx, *pair)).collect();
    let joined = met.iter().filter(|met| **met).count();
    let share = joined as f64 / pairs.len() as f64;
    let apart = || pairs.iter().zip(&met).filter(|(_, met)| !**met);
    let names = apart().map(|((a, b), _)| format!("{} – {}", label(cx, *a), label(cx, *b)));
    let mut sentence = format!(
        "{} of {} that depend on each other share a small recurring meeting ({})",
        thousands(joined),
        count(pairs.len(), "pair of teams", "pairs of teams"),
        percent(share)
    );
    if joined < pairs.len() {
        let _ = write!(sentence, "; not {}", list(names, 4));
    }
    let mut reading = Reading::new(sentence);
    reading.org("team-pairs", share, pairs.len());
    let people = of_people(cx, &pairs);
    if let Some(share) = people.share() {
        reading.org("person-pairs", share, people.required);
    }
    for (team, (joined, all)) in by_team(&pairs, &met) {
        reading.add(
            About::Team(team),
            "share-in-touch",
            joined as f64 / all as f64,
            all,
        );
    }
    Ok(reading)
}

/// Whether somebody of the one meets somebody of the other, or belongs to both.
fn in_touch(cx: &Context<'_>, (a, b): Pair) -> bool {
    let (members, encounters) = (cx.facts.members(), cx.facts.encounters());
    members.of(a).any(|one| {
        members
            .of(b)
            .any(|other| one == other || encounters.meet(one, other))
    })
}

fn of_people(cx: &Context<'_>, pairs: &[Pair]) -> crate::graph::congruence::Congruence {
    let (org, members) = (cx.org, cx.facts.members());
    let assigned: Vec<(u32, u32)> = org
        .team_ids()
        .flat_map(|team| members.of(team).map(move |person| (person.0, team.0)))
        .collect();
    let depends: Vec<(u32, u32)> = pairs.iter().map(|(a, b)| (a.0, b.0)).collect();
    let needed = requirements(org.people.len(), org.teams.len(), &assigned, &depends);
    congruence(&needed, cx.facts.encounters().graph())
}

/// Joined and all pairs of each team.
fn by_team(pairs: &[Pair], met: &[bool]) -> BTreeMap<TeamId, (usize, usize)> {
    let mut teams: BTreeMap<TeamId, (usize, usize)> = BTreeMap::new();
    for ((a, b), met) in pairs.iter().zip(met) {
        for team in [a, b] {
            let found = teams.entry(*team).or_default();
            *found = (found.0 + usize::from(*met), found.1 + 1);
        }
    }
    teams
}
