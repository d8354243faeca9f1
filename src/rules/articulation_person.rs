//! `articulation-person`: see [`META`] for its documentation.

use crate::graph::articulation::cuts;
use crate::graph::csr::Csr;
use crate::lint::words::{count, list, percent};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, PersonId, PersonRef};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Flags people without whom a share `min-share` or more of those who meet would share no recurring
    /// meeting, directly or through others, with the rest. Two people meet where both attend a
    /// recurring meeting of at most 18 people. Fewer than `min-people` people do not count.
    ///
    /// It is off by default: it speaks of single persons, and of the meetings that a table lists.
    ///
    /// ## Why it matters
    /// Everything one side knows of the other passes one person, who can be ill, leave, or simply be
    /// busy that week.
    ///
    /// ## Example
    /// ```toml
    /// min-people = 2
    /// ```
    ///
    /// ```org fires
    /// == people.csv
    /// id
    /// a
    /// b
    /// kim
    /// x
    /// y
    /// == meetings.csv
    /// id,attendees
    /// m1,a;b;kim
    /// m2,kim;x;y
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id
    /// a
    /// b
    /// kim
    /// x
    /// y
    /// == meetings.csv
    /// id,attendees
    /// m1,a;b;kim
    /// m2,kim;x;y
    /// m3,b;x
    /// ```
    ///
    /// ## How to fix
    /// Bring a second person of each side together regularly, or publish what is said in the meetings
    /// of one side to the other. Name somebody who stands in.
    ///
    /// ## Options
    /// - `min-share` (default 0.1, our own choice): the share of those who meet.
    /// - `min-people` (default 5): a smaller group is not told of, so that nobody is singled out.
    pub(super) static META = {
        name: "articulation-person",
        summary: "one person is the only link between two groups",
        smell: Smell::Structure,
        level: Level::Warning,
        recommended: false,
        since: "0.1.0",
        needs: &[Needs::Attendees],
        sources: &[
            "Hopcroft and Tarjan: Algorithm 447, 1973 (cut vertices)",
            "Tamburri, Palomba, Kazman: Exploring community smells in open source, 2019 (radio silence)",
        ],
    }
}

/// Options of `articulation-person`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ArticulationPerson {
    min_share: f64,
    min_people: u32,
}

impl Default for ArticulationPerson {
    fn default() -> Self {
        Self {
            min_share: 0.1,
            min_people: 5,
        }
    }
}

impl Rule for ArticulationPerson {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        // Each tie is there in both directions; passed once, it can be a bridge.
        let ties: Vec<(u32, u32)> = cx
            .facts
            .encounters()
            .graph()
            .edges()
            .filter(|(a, b)| a < b)
            .collect();
        let graph = Csr::from_edges(cx.org.people.len(), &ties);
        let all = graph
            .nodes()
            .filter(|person| graph.degree(*person) > 0)
            .count();
        let cuts = cuts(&graph);
        for (person, separated) in cuts.nodes.iter().zip(&cuts.separated) {
            let share = f64::from(*separated) / all as f64;
            if *separated >= self.min_people.max(1) && share >= self.min_share {
                self.report(cx, &graph, PersonId(*person), all, sink);
            }
        }
    }
}

impl ArticulationPerson {
    fn report(&self, cx: Context<'_>, graph: &Csr, person: PersonId, all: usize, sink: &mut Sink) {
        let (org, groups) = (cx.org, pieces(graph, person.0));
        let person = org.person(person);
        let Some((_, smaller)) = groups.split_first() else {
            return;
        };
        let people: Vec<PersonRef<'_>> = smaller
            .iter()
            .flatten()
            .map(|id| org.person(PersonId(*id)))
            .collect();
        let share = people.len() as f64 / all as f64;
        let message = format!(
            "only {} links {} ({} of those who meet) with the rest: {}",
            person.label(),
            count(people.len(), "person", "people"),
            percent(share),
            list(teams(&people), 4)
        );
        let names = list(people.iter().map(|person| person.label()), 4);
        sink.report(person.cell(Column::Id), message)
            .subject(person.subject())
            .measure(share, self.min_share, "share of people separated")
            .help(format!(
                "bring {names} together with somebody else of the rest, or publish notes both ways; name somebody who stands in for {}",
                person.label()
            ));
    }
}

/// What the component of a node falls into without it, the largest piece first.
fn pieces(graph: &Csr, without: u32) -> Vec<Vec<u32>> {
    let mut seen = vec![false; graph.node_count()];
    seen[without as usize] = true;
    let mut pieces: Vec<Vec<u32>> = Vec::new();
    for start in graph.out(without).iter().chain(graph.inn(without)) {
        if std::mem::replace(&mut seen[*start as usize], true) {
            continue;
        }
        let mut piece = vec![*start];
        let mut next = 0;
        while let Some(at) = piece.get(next).copied() {
            next += 1;
            for near in graph.out(at).iter().chain(graph.inn(at)) {
                if !std::mem::replace(&mut seen[*near as usize], true) {
                    piece.push(*near);
                }
            }
        }
        piece.sort_unstable();
        pieces.push(piece);
    }
    pieces.sort_by_key(|piece| (std::cmp::Reverse(piece.len()), piece.first().copied()));
    pieces
}

/// Home teams with how many of the people belong to each, the most first; people without a team by
/// name.
fn teams(people: &[PersonRef<'_>]) -> Vec<String> {
    let mut of_team: BTreeMap<_, usize> = BTreeMap::new();
    let mut names = Vec::new();
    for person in people {
        match person.team() {
            Some(team) => *of_team.entry(team.id).or_default() += 1,
            None => names.push(person.short().to_owned()),
        }
    }
    let mut teams: Vec<_> = of_team.into_iter().collect();
    teams.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    let label = |id| {
        people
            .first()
            .map_or("", |person| person.org.team(id).label())
    };
    let told = teams
        .iter()
        .map(|(id, number)| format!("{number} of {}", label(*id)));
    told.chain(names).collect()
}

#[cfg(test)]
mod tests {
    use super::ArticulationPerson;
    use crate::testing::check;

    const PEOPLE: &str = "== people.csv\n\
         id,name,team\na,,web\nb,,web\nc,,web\nkim,Kim,web\n";
    const REST: &str = "x,,ops\ny,,ops\nz,,\n== teams.csv\nid,name\nweb,Web\nops,Ops\n";

    fn rule() -> ArticulationPerson {
        ArticulationPerson {
            min_people: 3,
            ..ArticulationPerson::default()
        }
    }

    #[test]
    fn two_groups_hang_on_one_person() {
        check(
            &rule(),
            &format!(
                "{}{REST}== meetings.csv\nid,attendees\nm1,a;b;c;kim\nm2,kim;x;y;z\n",
                PEOPLE.replace(
                    "kim,Kim,web\n",
                    "kim,Kim,web  #~ warning: only Kim (kim) links 3 people (43 % of those who meet) with the rest: 2 of Ops and z\n"
                )
            ),
        );
    }

    #[test]
    fn fewer_people_than_the_floor_are_not_told_of() {
        check(
            &rule(),
            &format!("{PEOPLE}{REST}== meetings.csv\nid,attendees\nm1,a;b;c;kim\nm2,kim;x;y\n"),
        );
    }

    #[test]
    fn a_second_link_and_a_meeting_held_once() {
        check(
            &rule(),
            &format!(
                "{PEOPLE}{REST}== meetings.csv\nid,attendees\nm1,a;b;c;kim\nm2,kim;x;y;z\nm3,c;z\n"
            ),
        );
        check(
            &rule(),
            &format!(
                "{PEOPLE}{REST}== meetings.csv\nid,attendees,recurring\nm1,a;b;c;kim,yes\nm2,kim;x;y;z,no\n"
            ),
        );
    }
}
