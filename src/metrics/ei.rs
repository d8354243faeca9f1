//! The E-I index: do ties stay inside or lead outside? Of reporting lines and meetings by home team, of
//! dependencies by part of the organization.

use super::contract::{About, Better, Context, Family, Method, Metric, Order, Reading, figure};
use super::people::{self, PeopleGraph};
use super::teams::{self, TeamGraph};
use super::words::{rounds, two, verdict};
use crate::facts::solid_lines;
use crate::graph::csr::Csr;
use crate::graph::ei::{Ei, ei, ei_by_class, ei_by_node};
use crate::graph::permutation::tails;
use crate::lint::Needs;
use crate::lint::words::{count, list, percent, thousands};
use crate::model::{Table, TeamId};
use std::collections::BTreeMap;

const FORMULA: &str = "(E − I) / (E + I) for E ties between groups and I ties within them; expected by chance: the same \
                       of all pairs, whoever they are; p: twice the smaller share of the arrangements of the groups over \
                       the members in which E is as low, or as high";
const RANGE: &str = "−1 (all ties inside) to 1 (all ties outside)";
const COST: &str =
    "permutations × ties; above 60 million steps fewer permutations are drawn, at least 99";
const SOURCES: &[&str] = &["Krackhardt, Stern: Informal networks and organizational crises, 1988"];

/// Of reporting lines by home team.
pub(super) const REPORTING: Metric = Metric {
    name: "ei-reporting",
    title: "E-I index of reporting lines",
    family: Family::Reporting,
    definition: "How many more solid reporting lines lead from one home team to another than stay within one. People \
                 without a home team are left out with their lines.",
    formula: FORMULA,
    range: RANGE,
    better: Better::Lower,
    reading: "High: people are led from outside their team, so that team and line pull apart; where every team is led from \
              the unit above, lines of the leads count as outside and small teams score higher",
    cost: COST,
    sources: SOURCES,
    needs: &[Needs::Managers, Needs::StatedTeams],
    figures: &[
        figure(
            "index",
            "index",
            "of the organization, with p; also of each team, of the lines at its members",
        ),
        figure("expected", "index", "what chance would give"),
        figure("external", "lines", "lines between teams"),
        figure("internal", "lines", "lines within a team"),
        figure(
            "person",
            "index",
            "of each person, of the own lines up and down; with --with-people",
        ),
    ],
    listed: Some(("index", Order::Largest)),
    compute: |cx| {
        let lines = solid_lines(cx.org).simple();
        let home = |id: u32| cx.org.people[id as usize].team.is_some();
        let graph = PeopleGraph::within(&lines, |id| home(id.0) && lines.degree(id.0) > 0);
        let words = Words {
            tie: ["reporting line", "reporting lines"],
            leads: ["leads", "lead"],
            where_to: "from one team to another",
            inward: "teams are led from inside more than chance would have it",
            outward: "teams are led from outside more than chance would have it",
            neither: "no more and no less than if people had been dealt out to teams at random",
            small_too: true,
        };
        of_people(cx, &graph, 1, &words)
    },
};

/// Of meetings by home team.
pub(super) const MEETINGS: Metric = Metric {
    name: "ei-meetings",
    title: "E-I index of meetings",
    family: Family::Meetings,
    definition: "How many more pairs of people of different home teams than of one share a recurring meeting of at \
                 most 18 people. People without a home team are left out.",
    formula: FORMULA,
    range: RANGE,
    better: Better::Neither,
    reading: "High: most contact goes across teams, which costs time and shows that work is not cut along the teams; low: \
              teams keep to themselves, which is good as long as they do not depend on each other",
    cost: COST,
    sources: SOURCES,
    needs: &[Needs::Attendees, Needs::StatedTeams],
    figures: &[
        figure(
            "index",
            "index",
            "of the organization, with p; also of each team of enough members, of the pairs at them",
        ),
        figure("expected", "index", "what chance would give"),
        figure("external", "pairs", "pairs from different teams"),
        figure("internal", "pairs", "pairs of one team"),
        figure("person", "index", "of each person, with --with-people"),
    ],
    listed: Some(("index", Order::Largest)),
    compute: |cx| {
        let graph = people::meeting(cx);
        let words = Words {
            tie: ["pair of people who meet", "pairs of people who meet"],
            leads: ["is", "are"],
            where_to: "from different teams",
            inward: "teams keep to themselves more than chance would have it",
            outward: "people meet across teams more than chance would have it",
            neither: "no more and no less than if people had been dealt out to teams at random",
            small_too: false,
        };
        of_people(cx, &graph, 2, &words)
    },
};

/// Of dependencies by part.
pub(super) const DEPENDENCIES: Metric = Metric {
    name: "ei-dependencies",
    title: "E-I index of dependencies",
    family: Family::Dependencies,
    definition: "How many more dependencies lead from one part of the organization to another than stay within one. \
                 Parts are the units at the boundary depth; each pair of teams counts once, whatever its weight.",
    formula: FORMULA,
    range: RANGE,
    better: Better::Lower,
    reading: "High: most of what teams need lies in other parts, so that the cut of the organization does not follow its \
              work; low: parts can work on their own",
    cost: COST,
    sources: SOURCES,
    needs: &[Needs::Table(Table::Dependencies), Needs::Teams],
    figures: &[
        figure(
            "index",
            "index",
            "of the organization, with p; also of each part",
        ),
        figure("expected", "index", "what chance would give"),
        figure("external", "dependencies", "dependencies between parts"),
        figure("internal", "dependencies", "dependencies within a part"),
    ],
    listed: Some(("index", Order::Largest)),
    compute: |cx| {
        let teams = TeamGraph::in_parts(cx)?;
        let words = Words {
            tie: ["dependency", "dependencies"],
            leads: ["leads", "lead"],
            where_to: "from one part of the organization to another",
            inward: "work stays within its part more than chance would have it",
            outward: "work leads out of its part more than chance would have it",
            neither: "no more and no less than if teams had been dealt out to parts at random",
            small_too: true,
        };
        let mut reading = overall(cx, &teams.graph, &teams.parts, 1, &words)?;
        for (part, ties) in ei_by_class(&teams.graph, &teams.parts) {
            if let Some(index) = ties.index() {
                reading.add(
                    About::Unit(TeamId(part)),
                    "index",
                    index,
                    number(ties, 1).0 + number(ties, 1).1,
                );
            }
        }
        Ok(reading)
    },
};

struct Words {
    tie: [&'static str; 2],
    leads: [&'static str; 2],
    where_to: &'static str,
    inward: &'static str,
    outward: &'static str,
    neither: &'static str,
    /// Whether groups below the smallest shown are shown too: what is no secret of persons.
    small_too: bool,
}

/// External and internal ties; `double` is 2 where the graph holds each tie in both directions.
fn number(ties: Ei, double: u32) -> (usize, usize) {
    (
        (ties.external / double) as usize,
        (ties.internal / double) as usize,
    )
}

fn overall(
    cx: &Context<'_>,
    graph: &Csr,
    classes: &[u32],
    double: u32,
    words: &Words,
) -> Result<Reading, String> {
    let ties = ei(graph, classes);
    let (external, internal) = number(ties, double);
    let all = external + internal;
    let Some(index) = ties.index() else {
        return Err(format!(
            "no {} between people or teams that belong somewhere",
            words.tie[0]
        ));
    };
    let Some(expected) = expected(classes) else {
        return Err("all belong to one group".to_owned());
    };
    let (wanted, seed) = (cx.options.permutations, cx.options.seed);
    let test = tails(
        classes,
        rounds(wanted, graph.edge_count()),
        seed,
        |classes| f64::from(ei(graph, classes).external),
    );
    let mut reading = Reading::new(format!(
        "{} of {} ({}) {} {}, where chance would have {}: {}",
        thousands(external),
        count(all, words.tie[0], words.tie[1]),
        percent(external as f64 / all as f64),
        words.leads[usize::from(external != 1)],
        words.where_to,
        percent(f64::midpoint(1.0, expected)),
        verdict(&test, words.inward, words.outward, words.neither)
    ));
    reading.p_method = Some(Method::of(test.rounds, seed));
    reading.org("index", index, all);
    reading.p(test.two_sided());
    reading.org("expected", expected, all);
    reading.org("external", external as f64, all);
    reading.org("internal", internal as f64, all);
    Ok(reading)
}

/// The index of all pairs; `None` where there is one group.
fn expected(classes: &[u32]) -> Option<f64> {
    let mut sizes: BTreeMap<u32, f64> = BTreeMap::new();
    for class in classes {
        *sizes.entry(*class).or_default() += 1.0;
    }
    let n = classes.len() as f64;
    let inside: f64 = sizes.values().map(|size| size * (size - 1.0)).sum();
    (sizes.len() > 1).then(|| 1.0 - 2.0 * inside / (n * (n - 1.0)))
}

fn of_people(
    cx: &Context<'_>,
    graph: &PeopleGraph,
    double: u32,
    words: &Words,
) -> Result<Reading, String> {
    let homes = graph.homes(cx.org);
    let mut reading = overall(cx, &graph.graph, &homes, double, words)?;
    let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
    for home in &homes {
        *sizes.entry(*home).or_default() += 1;
    }
    let mut hidden = 0;
    let mut open = Vec::new();
    for (team, ties) in ei_by_class(&graph.graph, &homes) {
        let size = sizes.get(&team).copied().unwrap_or(0);
        let Some(index) = ties.index() else { continue };
        if !words.small_too && size < cx.options.min_group {
            hidden += 1;
            continue;
        }
        let (external, internal) = number(ties, double);
        reading.add(
            About::Team(TeamId(team)),
            "index",
            index,
            external + internal,
        );
        open.push((index, team));
    }
    if !words.small_too {
        name_most_open(cx, &mut open, &mut reading);
    }
    if hidden > 0 {
        reading.note(format!(
            "{} fewer than {} people who meet, and not shown",
            count(hidden, "team has", "teams have"),
            cx.options.min_group
        ));
    }
    if cx.people {
        for (person, ties) in graph.people.iter().zip(ei_by_node(&graph.graph, &homes)) {
            let (external, internal) = number(ties, double);
            if let Some(index) = ties.index() {
                reading.add(About::Person(*person), "person", index, external + internal);
            }
        }
    }
    Ok(reading)
}

/// Tells which teams meet outsiders most, where several can be told apart.
fn name_most_open(cx: &Context<'_>, open: &mut [(f64, u32)], reading: &mut Reading) {
    open.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let (Some(first), Some(last)) = (open.first(), open.last()) else {
        return;
    };
    if first.0 > last.0 {
        let most = open.iter().filter(|team| team.0 >= first.0);
        let names = list(most.map(|team| teams::label(cx, TeamId(team.1))), 3);
        reading.sentence = format!(
            "{}. Most of it outside: {names} ({})",
            reading.sentence,
            two(first.0)
        );
    }
}
