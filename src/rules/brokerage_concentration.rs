//! `brokerage-concentration`: see [`META`] for its documentation.

use crate::graph::betweenness::{Sources, undirected_betweenness};
use crate::lint::words::{list, percent};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, PersonId, PersonRef};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Tells when the `top` share of the people who meet stands on `min-share` or more of the shortest
    /// paths between all of them (betweenness). Two people meet where both attend a recurring meeting
    /// of at most 18 people. Fewer than `min-people` people are not measured. Above 2,000 people paths
    /// are counted from 512 of them, drawn with a fixed seed, and the message says "about".
    ///
    /// It is off by default: it is statistics about persons.
    ///
    /// ## Why it matters
    /// In many companies a few people carry a third of what others need to know. They are overloaded,
    /// seldom thanked, and their leaving is noticed by everybody at once.
    ///
    /// ## Example
    /// ```toml
    /// top = 0.2
    /// min-people = 5
    /// ```
    ///
    /// ```org fires
    /// == people.csv
    /// id
    /// kim
    /// a
    /// b
    /// c
    /// d
    /// == meetings.csv
    /// id,attendees
    /// m1,kim;a
    /// m2,kim;b
    /// m3,kim;c
    /// m4,kim;d
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id
    /// kim
    /// a
    /// b
    /// c
    /// d
    /// == meetings.csv
    /// id,attendees
    /// m1,kim;a
    /// m2,a;b
    /// m3,b;c
    /// m4,c;d
    /// m5,d;kim
    /// ```
    ///
    /// ## How to fix
    /// Spread liaison work over more people, let the ends of the busiest paths meet directly, and write
    /// down what only travels by these people.
    ///
    /// ## Options
    /// - `top` (default 0.05): the share of people that is looked at, the upper end of the published
    ///   range.
    /// - `min-share` (default 0.35): the share of betweenness that is too much, the upper end of the
    ///   published range.
    /// - `min-people` (default 20, our own choice): of fewer people 5 % are nobody.
    pub(super) static META = {
        name: "brokerage-concentration",
        summary: "a few people stand between all the others",
        smell: Smell::Structure,
        level: Level::Warning,
        recommended: false,
        since: "0.1.0",
        needs: &[Needs::Attendees],
        sources: &[
            "Cross, Rebele, Grant: Collaborative overload, Harvard Business Review 2016",
            "Freeman: A set of measures of centrality based on betweenness, 1977",
        ],
    }
}

/// Options of `brokerage-concentration`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct BrokerageConcentration {
    top: f64,
    min_share: f64,
    min_people: usize,
}

impl Default for BrokerageConcentration {
    fn default() -> Self {
        Self {
            top: 0.05,
            min_share: 0.35,
            min_people: 20,
        }
    }
}

/// Up to so many people every path is counted.
const EXACT: usize = 2_000;

/// Start nodes above that; any fixed seed does.
const SAMPLE: Sources = Sources::Sample {
    count: 512,
    seed: 0x0B7,
};

impl Rule for BrokerageConcentration {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let graph = cx.facts.encounters().graph();
        let people = graph
            .nodes()
            .filter(|person| graph.degree(*person) > 0)
            .count();
        let top = (people as f64 * self.top).floor() as usize;
        if people < self.min_people || top == 0 {
            return;
        }
        let sampled = people > EXACT;
        let between = undirected_betweenness(graph, if sampled { SAMPLE } else { Sources::All });
        let mut ranked: Vec<(PersonRef<'_>, f64)> = between
            .iter()
            .enumerate()
            .map(|(index, value)| (cx.org.person(PersonId::at(index)), *value))
            .collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.key().cmp(b.0.key())));
        let all: f64 = ranked.iter().map(|(_, value)| value).sum();
        let held: f64 = ranked.iter().take(top).map(|(_, value)| value).sum();
        // Where everybody meets everybody nobody stands between. Sums of fractions differ in their last
        // digits with the order of rows.
        let share = (held / all * 1e6).round() / 1e6;
        if all > 0.0 && share >= self.min_share {
            let top = Top::of(&ranked, top);
            self.report(&top, people, share, sampled, sink);
        }
    }
}

/// The people at the top.
struct Top<'a> {
    seats: usize,
    /// Those who are there for certain, then those who share the last seats, each by rank and key.
    people: Vec<PersonRef<'a>>,
    /// How many are there for certain.
    sure: usize,
}

impl<'a> Top<'a> {
    /// The first `seats` of a ranking. Who is equal to the last of them has the same right to be
    /// named; who stands between nobody has none.
    fn of(ranked: &[(PersonRef<'a>, f64)], seats: usize) -> Self {
        let last = ranked
            .get(seats.wrapping_sub(1))
            .map_or(0.0, |(_, value)| *value);
        // Values that differ by less are the same sum in another order.
        let slack = last * 1e-9;
        let sure = ranked.partition_point(|(_, value)| *value > last + slack);
        let end = ranked.partition_point(|(_, value)| *value > 0.0 && *value >= last - slack);
        let mut people: Vec<PersonRef<'a>> =
            ranked[..end].iter().map(|(person, _)| *person).collect();
        people[sure..].sort_by(|a, b| a.key().cmp(b.key()));
        if end <= seats {
            return Self {
                seats: end,
                sure: end,
                people,
            };
        }
        Self {
            seats,
            people,
            sure,
        }
    }

    fn names(&self) -> String {
        let label = |person: &PersonRef<'a>| person.label();
        let (sure, equal) = self.people.split_at(self.sure);
        if equal.is_empty() {
            return list(sure.iter().map(label), 5);
        }
        let equal = format!(
            "{} of {}",
            self.seats - self.sure,
            list(equal.iter().map(label), 5)
        );
        if sure.is_empty() {
            equal
        } else {
            format!("{}, and {equal}", list(sure.iter().map(label), 5))
        }
    }
}

impl BrokerageConcentration {
    fn report(&self, top: &Top<'_>, people: usize, share: f64, sampled: bool, sink: &mut Sink) {
        let Some((first, rest)) = top.people.split_first() else {
            return;
        };
        let message = format!(
            "{} of the {people} people who meet ({}) stand on {}{} of the shortest paths between all of them: {}",
            top.seats,
            percent(top.seats as f64 / people as f64),
            if sampled { "about " } else { "" },
            percent(share),
            top.names()
        );
        sink.report(first.cell(Column::Id), message)
            .subjects(top.people.iter().map(|person| person.subject()))
            .identity("brokerage")
            .measure(share, self.min_share, "share of betweenness")
            .evidence(rest.iter().map(|person| {
                (person.cell(Column::Id), format!("{} is one of them", person.label()))
            }))
            .help(format!(
                "begin with {}: let those who reach each other only that way meet directly, and hand on one liaison or meeting",
                first.label()
            ));
    }
}

#[cfg(test)]
mod tests {
    use super::{BrokerageConcentration, META};
    use crate::testing::{check, org, run};

    /// `size` people in a ring of meetings of two; with a hub that meets each of them, if asked.
    fn ring(size: usize, hub: bool) -> String {
        let pair = |n: usize| format!("m{n},p{n};p{}\n", (n + 1) % size);
        let spoke = |n: usize| format!("h{n},kim;p{n}\n");
        let people: Vec<String> = (0..size).map(|n| format!("p{n}\n")).collect();
        let meetings: Vec<String> = (0..size).map(pair).collect();
        let hubs: Vec<String> = (0..size).filter(|_| hub).map(spoke).collect();
        let [people, meetings, hubs] = [people, meetings, hubs].map(|rows| rows.concat());
        format!("== people.csv\nid\nkim\n{people}== meetings.csv\nid,attendees\n{meetings}{hubs}")
    }

    #[test]
    fn one_hub_stands_between_all() {
        let found = run(
            &BrokerageConcentration::default(),
            &META,
            &org(&ring(21, true)),
        );
        let messages: Vec<&str> = found.iter().map(|f| f.message.as_str()).collect();
        assert_eq!(messages.len(), 1);
        assert!(
            messages[0].starts_with("1 of the 22 people who meet (5 %) stand on "),
            "{messages:?}"
        );
        assert!(messages[0].ends_with("of the shortest paths between all of them: kim"));
    }

    #[test]
    fn a_ring_has_no_middle() {
        check(&BrokerageConcentration::default(), &ring(21, false));
    }

    #[test]
    fn few_people_are_not_measured() {
        check(&BrokerageConcentration::default(), &ring(18, true));
        // Twenty people and one top person are measured.
        let rule = BrokerageConcentration {
            min_people: 19,
            top: 0.06,
            ..BrokerageConcentration::default()
        };
        assert_eq!(run(&rule, &META, &org(&ring(18, true))).len(), 1);
    }

    #[test]
    fn of_equals_at_the_edge_all_are_named() {
        // Two hubs of one size that share a friend, and one seat at the top.
        let nine = |row: &dyn Fn(usize) -> String| (0..9).map(row).collect::<Vec<_>>().concat();
        let spokes = |hub: &str| nine(&|n| format!("{hub}{n},{hub};{hub}s{n}\n"));
        let ids = |hub: &str| nine(&|n| format!("{hub}s{n}\n"));
        let text = |first: &str, second: &str| {
            format!(
                "== people.csv\nid\nz\n{first}\n{second}\n{}{}== meetings.csv\nid,attendees\n{}{}y1,a;z\ny2,b;z\n",
                ids(first),
                ids(second),
                spokes(first),
                spokes(second)
            )
        };
        let told = |text: &str| -> Vec<(String, usize)> {
            run(&BrokerageConcentration::default(), &META, &org(text))
                .into_iter()
                .map(|found| (found.message, found.subjects.len()))
                .collect()
        };
        let expected = "1 of the 21 people who meet (5 %) stand on 36 % of the shortest paths between all of them: 1 of a and b";
        assert_eq!(told(&text("a", "b")), [(expected.to_owned(), 2)]);
        assert_eq!(told(&text("b", "a")), told(&text("a", "b")));
    }
}
