//! Whole organizations from tables to figures, against published and hand-made values.

use super::*;
use crate::facts::{FactOptions, Facts};
use crate::graph::published::{ADVICE, DEPARTMENT, FRIENDS, INSTRUCTOR, KARATE, KITE, REPORTS};
use crate::model::Org;
use crate::testing::org;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Every outcome over the tables of one text, values of people included.
struct Found {
    org: Org,
    outcomes: Vec<Outcome>,
}

impl Found {
    fn of(text: &str) -> Self {
        Self::with(text, &Options::default(), true)
    }

    fn with(text: &str, options: &Options, people: bool) -> Self {
        let org = org(text);
        let facts = Facts::new(&org, FactOptions::default());
        let cx = Context {
            org: &org,
            facts: &facts,
            options,
            people,
        };
        let outcomes = run(&cx, |_| true);
        drop(facts);
        Self { org, outcomes }
    }

    #[track_caller]
    fn reading(&self, metric: &str) -> &Reading {
        let found = self
            .outcomes
            .iter()
            .find(|o| o.metric.name == metric)
            .unwrap();
        found.reading.as_ref().unwrap()
    }

    fn reason(&self, metric: &str) -> &str {
        let found = self
            .outcomes
            .iter()
            .find(|o| o.metric.name == metric)
            .unwrap();
        found.reading.as_ref().unwrap_err()
    }

    fn key(&self, about: &About) -> String {
        match about {
            About::Organization => String::new(),
            About::Unit(id) | About::Team(id) => self.org.team(*id).key().to_owned(),
            About::Person(id) => self.org.person(*id).key().to_owned(),
            About::Other(subject, _) => subject.parts().1.to_owned(),
        }
    }

    /// A value; the key of the organization is blank.
    #[track_caller]
    fn value(&self, metric: &str, kind: &str, key: &str) -> f64 {
        let values = &self.reading(metric).values;
        let found = values
            .iter()
            .find(|v| v.kind == kind && self.key(&v.about) == key);
        found
            .unwrap_or_else(|| panic!("{metric} {kind} of {key:?}"))
            .number
    }

    #[track_caller]
    fn expect(&self, metric: &str, kind: &str, key: &str, value: f64, digits: i32) {
        let found = self.value(metric, kind, key);
        let slack = 0.5 * 10_f64.powi(-digits) + 1e-9;
        assert!(
            (found - value).abs() <= slack,
            "{metric} {kind} of {key:?} is {found}, not {value}"
        );
    }
}

/// People whose managers are the sources of the edges.
fn reporting(nodes: u32, edges: &[(u32, u32)]) -> String {
    let mut text = "== people.csv\nid,manager\n".to_owned();
    for node in 1..=nodes {
        let above = edges.iter().filter(|edge| edge.1 == node);
        let above: Vec<String> = above.map(|edge| format!("p{}", edge.0)).collect();
        let _ = writeln!(text, "p{node},{}", above.join(";"));
    }
    text
}

#[test]
fn four_dimensions_of_published_graphs() {
    let tree = [(1, 2), (1, 3), (2, 4), (2, 5), (3, 6), (3, 7)];
    let with = |more: &[(u32, u32)]| [&tree, more].concat();
    let complete: Vec<(u32, u32)> = (1..5)
        .flat_map(|a| (1..5).filter(move |b| *b != a).map(move |b| (a, b)))
        .collect();
    let reversed: Vec<(u32, u32)> = tree.iter().map(|(a, b)| (*b, *a)).collect();
    let bosses = vec![(1, 3), (1, 4), (2, 3), (2, 4)];
    let ceo = [bosses.as_slice(), &[(5, 1), (5, 2)]].concat();
    for (nodes, edges, [connected, hierarchy, efficiency, bound]) in [
        (7, tree.to_vec(), [1.0, 1.0, 1.0, 1.0]),
        (7, with(&[(3, 5)]), [1.0, 1.0, 0.972_222, 1.0]),
        (7, with(&[(7, 1)]), [1.0, 0.823_529, 0.972_222, 1.0]),
        (7, with(&[(4, 5), (5, 4)]), [1.0, 0.909_091, 0.944_444, 1.0]),
        (7, with(&[(3, 5), (3, 4)]), [1.0, 1.0, 0.944_444, 0.933_333]),
        (
            7,
            [&tree[..1], &tree[2..]].concat(),
            [0.428_571, 1.0, 1.0, 1.0],
        ),
        (7, reversed, [1.0, 1.0, 1.0, 0.266_667]),
        (
            4,
            vec![(1, 2), (2, 3), (3, 4), (4, 1)],
            [1.0, 0.0, 0.888_889, 1.0],
        ),
        (4, complete, [1.0, 0.0, 0.0, 1.0]),
        (4, bosses, [1.0, 1.0, 0.888_889, 0.333_333]),
        (5, ceo, [1.0, 1.0, 0.875, 0.833_333]),
    ] {
        let found = Found::of(&reporting(nodes, &edges));
        found.expect("connectedness", "connectedness", "", connected, 6);
        found.expect("hierarchy", "hierarchy", "", hierarchy, 6);
        found.expect("efficiency", "efficiency", "", efficiency, 6);
        found.expect(
            "least-upper-boundedness",
            "least-upper-boundedness",
            "",
            bound,
            6,
        );
    }
}

/// Edges of the twenty-one managers, numbered from 1.
fn numbered(edges: &[(u32, u32)]) -> Vec<(u32, u32)> {
    edges.iter().map(|(a, b)| (a + 1, b + 1)).collect()
}

#[test]
fn four_dimensions_of_the_managers() {
    let swapped: Vec<(u32, u32)> = numbered(&FRIENDS).iter().map(|(a, b)| (*b, *a)).collect();
    for (edges, [hierarchy, efficiency, bound]) in [
        (numbered(&ADVICE), [0.0, 0.575, 1.0]),
        (numbered(&FRIENDS), [0.181_818, 0.795, 1.0]),
        (swapped, [0.181_818, 0.795, 0.994_737]),
        (numbered(&REPORTS), [1.0, 1.0, 0.084_211]),
    ] {
        let found = Found::of(&reporting(21, &edges));
        found.expect("connectedness", "connectedness", "", 1.0, 6);
        found.expect("hierarchy", "hierarchy", "", hierarchy, 6);
        found.expect("efficiency", "efficiency", "", efficiency, 6);
        found.expect(
            "least-upper-boundedness",
            "least-upper-boundedness",
            "",
            bound,
            6,
        );
    }
}

/// Nodes as teams of units, edges as dependencies.
fn depending(units: &[u32], edges: &[(u32, u32)]) -> String {
    let mut text = "== teams.csv\nid,parent\n".to_owned();
    for unit in units.iter().collect::<BTreeSet<_>>() {
        let _ = writeln!(text, "u{unit},");
    }
    for (node, unit) in units.iter().enumerate() {
        let _ = writeln!(text, "t{},u{unit}", node + 1);
    }
    text += "== dependencies.csv\nfrom,to\n";
    for (from, to) in edges {
        let _ = writeln!(text, "t{},t{}", from + 1, to + 1);
    }
    text
}

const ROLES: [&str; 6] = [
    "coordinator",
    "itinerant",
    "representative",
    "gatekeeper",
    "liaison",
    "total",
];

fn brokerage(found: &Found, key: &str, counts: [u32; 6]) {
    for (role, count) in ROLES.iter().zip(counts) {
        found.expect("team-brokerage", role, key, f64::from(count), 6);
    }
}

#[test]
fn advice_among_the_managers_as_dependencies() {
    let found = Found::of(&depending(&DEPARTMENT, &ADVICE));
    brokerage(&found, "", [28, 69, 95, 62, 246, 500]);
    brokerage(&found, "t18", [0, 32, 4, 11, 74, 121]);
    brokerage(&found, "t21", [11, 7, 20, 15, 19, 72]);
    for (team, z) in [
        ("t18", [-0.502, 4.771, -0.009, 1.9, 5.015, 5.002]),
        ("t21", [6.961, -0.301, 2.625, 1.602, 0.049, 1.876]),
    ] {
        for (role, z) in ROLES.iter().zip(z) {
            found.expect("team-brokerage", &format!("{role}-z"), team, z, 3);
        }
    }
    // The published moments of all brokers agree with ours for these two roles only.
    found.expect("team-brokerage", "itinerant-z", "", -3.2418, 4);
    found.expect("team-brokerage", "liaison-z", "", -4.3062, 4);
    // Manager 2 is of department 4.
    for (role, mean) in [
        ("coordinator", 0.6724),
        ("itinerant", 9.1897),
        ("representative", 5.7155),
        ("gatekeeper", 5.7155),
        ("liaison", 21.2932),
        ("total", 42.5864),
    ] {
        found.expect("team-brokerage", &format!("{role}-expected"), "t2", mean, 4);
    }
    found.expect("ei-dependencies", "index", "", 0.515_789_5, 7);
    found.expect("ei-dependencies", "external", "", 144.0, 6);
    found.expect("ei-dependencies", "internal", "", 46.0, 6);
    found.expect("modularity", "directed", "", 0.018_559_556_8, 10);
    found.expect("modularity", "undirected", "", -0.023_662_306_8, 10);
    for (team, value) in [("t18", 88.917), ("t21", 60.127), ("t7", 27.625)] {
        found.expect("team-betweenness", "betweenness", team, value, 3);
    }
}

#[test]
fn friendship_among_the_managers_as_dependencies() {
    let found = Found::of(&depending(&DEPARTMENT, &FRIENDS));
    brokerage(&found, "", [26, 27, 80, 55, 68, 256]);
    brokerage(&found, "t17", [5, 4, 36, 7, 19, 71]);
    found.expect("ei-dependencies", "index", "", 0.254_902, 6);
    found.expect("modularity", "directed", "", 0.118_704_344_5, 10);
    found.expect("modularity", "undirected", "", 0.081_477_327_4, 10);
}

#[test]
fn the_karate_club_and_small_graphs_as_dependencies() {
    let factions: Vec<u32> = (0..34)
        .map(|n| u32::from(INSTRUCTOR.contains(&n)))
        .collect();
    let karate = Found::of(&depending(&factions, &KARATE));
    karate.expect("modularity", "undirected", "", 0.358_234_714, 9);

    // A to G as 0 to 6, and A to F.
    let ties = [
        (0, 1),
        (0, 5),
        (0, 6),
        (0, 4),
        (4, 6),
        (5, 6),
        (1, 6),
        (1, 3),
        (3, 6),
        (6, 2),
    ];
    let burt = Found::of(&depending(&[0; 7], &ties));
    for (team, constraint, size) in [("t7", 0.4, 4.67), ("t1", 0.595, 2.5), ("t3", 1.0, 1.0)] {
        burt.expect("team-constraint", "constraint", team, constraint, 3);
        burt.expect("team-effective-size", "effective-size", team, size, 2);
    }
    let chain = Found::of(&depending(
        &[0; 6],
        &[(0, 1), (0, 2), (1, 3), (2, 4), (4, 5)],
    ));
    chain.expect("propagation-cost", "propagation-cost", "", 15.0 / 36.0, 9);
    chain.expect("propagation-cost", "depended-on-by", "t6", 3.0, 9);
    chain.expect("propagation-cost", "depends-on", "t1", 5.0, 9);
    assert!(chain.reason("modularity").contains("of its own"));
}

/// Nodes as people of teams who meet in pairs.
fn meeting_in_pairs(teams: &[u32], edges: &[(u32, u32)]) -> String {
    let mut text = "== people.csv\nid,team\n".to_owned();
    for (node, team) in teams.iter().enumerate() {
        let _ = writeln!(text, "p{},t{team}", node + 1);
    }
    text += "== meetings.csv\nid,per_week,minutes,attendees\n";
    for (index, (a, b)) in edges.iter().enumerate() {
        let _ = writeln!(text, "m{index},1,30,p{};p{}", a + 1, b + 1);
    }
    text
}

#[test]
fn published_ties_as_meetings() {
    let advice = Found::of(&meeting_in_pairs(&DEPARTMENT, &ADVICE));
    advice.expect("ei-meetings", "index", "", 0.517_241_4, 7);
    advice.expect("ei-meetings", "external", "", 110.0, 6);
    advice.expect("ei-meetings", "internal", "", 35.0, 6);
    let friends = Found::of(&meeting_in_pairs(&DEPARTMENT, &FRIENDS));
    friends.expect("ei-meetings", "index", "", 0.316_455_7, 7);
    friends.expect("ei-meetings", "internal", "", 27.0, 6);
    let kite = Found::of(&meeting_in_pairs(&[0; 10], &KITE));
    kite.expect("person-betweenness", "betweenness", "p8", 14.0, 3);
    // Every pair meets for half an hour a week.
    kite.expect("meeting-hours", "people-hours", "", 18.0, 9);
    kite.expect("meeting-hours", "person", "p4", 3.0, 9);
}

#[test]
fn reporting_lines_of_the_managers() {
    let mut text = "== people.csv\nid,manager,team\n".to_owned();
    for (node, department) in DEPARTMENT.iter().enumerate() {
        let boss = REPORTS.iter().find(|line| line.0 as usize == node);
        let boss = boss.map_or(String::new(), |line| format!("p{}", line.1 + 1));
        let _ = writeln!(text, "p{},{boss},d{department}", node + 1);
    }
    let found = Found::of(&text);
    for (person, span) in [
        ("p2", 3.0),
        ("p7", 4.0),
        ("p14", 7.0),
        ("p18", 2.0),
        ("p21", 4.0),
    ] {
        found.expect("span-of-control", "span", person, span, 9);
    }
    found.expect("span-of-control", "mean", "", 4.0, 9);
    found.expect("span-of-control", "player-coach", "", 3.0, 9);
    found.expect("graicunas-relationships", "relationships", "p14", 490.0, 9);
    found.expect("layers", "layers", "", 3.0, 9);
    found.expect("layers", "people", "3", 16.0, 9);
    found.expect("ei-reporting", "index", "", -0.6, 9);
    found.expect("ei-reporting", "external", "", 4.0, 9);
    for name in [
        "connectedness",
        "hierarchy",
        "efficiency",
        "least-upper-boundedness",
    ] {
        found.expect(name, name, "", 1.0, 9);
    }
    let reports: Vec<(u32, u32)> = (1..=10)
        .flat_map(|n| (1..=n).map(move |r| (n, 10 * n + r)))
        .collect();
    let many = Found::of(&reporting(120, &reports));
    for (span, count) in [6.0, 18.0, 44.0, 100.0, 222.0, 490.0, 1080.0, 2376.0, 5210.0]
        .iter()
        .enumerate()
    {
        many.expect(
            "graicunas-relationships",
            "relationships",
            &format!("p{}", span + 2),
            *count,
            9,
        );
    }
}

/// Two mappings of flat teams.
fn mapped(a: &str, b: &str) -> String {
    let mut text = "== teams.csv\nid\n".to_owned();
    for team in 0..a.len() {
        let _ = writeln!(text, "t{team}");
    }
    text += "== mappings.csv\nmapping,team,label\n";
    for (name, labels) in [("x", a), ("y", b)] {
        for (team, label) in labels.chars().enumerate() {
            let _ = writeln!(text, "{name},t{team},{name}{label}");
        }
    }
    text
}

#[test]
fn mappings_that_agree_and_do_not() {
    for (a, b, bits, rand, adjusted, normalized) in [
        ("0011", "0012", 0.5, 0.571_429, 0.571_429, 0.8),
        ("0011", "0101", 2.0, -0.5, -0.5, 0.0),
        (
            "000111", "001122", 1.251_629, 0.242_424, 0.298_792, 0.515_804,
        ),
        (
            "001122", "001111", 0.666_667, 0.444_444, 0.615_385, 0.733_68,
        ),
    ] {
        let found = Found::of(&mapped(a, b));
        let name = "variation-of-information";
        found.expect(name, "variation", "x~y", bits, 6);
        found.expect(name, "adjusted-rand", "x~y", rand, 6);
        found.expect(name, "adjusted-information", "x~y", adjusted, 6);
        found.expect(name, "normalized-information", "x~y", normalized, 5);
    }
}

const MAPPED: &str = "== teams.csv\n\
    id,parent\n\
    root,\ncore,root\ngrowth,root\nplatform,root\n\
    billing,core\naccounts,core\nledger,core\nweb,growth\nmobile,growth\ninfra,platform\ndata,platform\n\
    == mappings.csv\n\
    mapping,team,label\n\
    cover,billing,ana\ncover,accounts,ana\ncover,ledger,ana\n\
    cover,web,ben\ncover,infra,ben\ncover,mobile,cy\ncover,data,cy\n";

#[test]
fn a_mapping_against_its_tree() {
    let found = Found::of(MAPPED);
    found.expect("retention-index", "retention", "cover", 0.5, 9);
    found.expect("retention-index", "changes", "cover", 3.0, 9);
    found.expect("retention-index", "least", "cover", 2.0, 9);
    found.expect("consistency-index", "consistency", "cover", 2.0 / 3.0, 9);
    let name = "variation-of-information";
    found.expect(name, "variation", "hierarchy~cover", 1.142_857, 6);
    found.expect(name, "adjusted-rand", "hierarchy~cover", 0.475, 6);
    found.expect(
        name,
        "adjusted-information",
        "hierarchy~cover",
        0.375_927,
        6,
    );
    // 7! / (3! 2! 2!) arrangements are fewer than 999: the probability is exact.
    let all = Some(Method::AllArrangements { rounds: 210 });
    assert_eq!(found.reading("retention-index").p_method, all);
    let few = Options {
        permutations: 100,
        ..Options::default()
    };
    let drawn = Found::with(MAPPED, &few, false);
    let some = Some(Method::Permutations {
        rounds: 100,
        seed: 1,
    });
    assert_eq!(drawn.reading("retention-index").p_method, some);
}

const SMALL: &str = "== people.csv\n\
    id,name,manager,team\n\
    ada,Ada Top,,head\nbob,Bob Left,ada,left\ncyd,Cyd Right,ada,right\n\
    dee,Dee One,bob,left\neli,Eli Two,bob,left\nfay,Fay One,cyd,right\ngus,Gus Two,cyd,right\n\
    == teams.csv\n\
    id,parent\nhead,\nleft,head\nright,head\nfar,head\n\
    == dependencies.csv\n\
    from,to\nleft,right\nleft,far\n\
    == liaisons.csv\n\
    person,home,targets\ndee,left,right;far\n\
    == meetings.csv\n\
    id,purpose,per_week,minutes,headcount,attendees\n\
    m1,decision,1,60,,dee;eli\nm2,decision,2,30,,fay;gus\nm3,decision,1,60,12,\nm4,status,1,,,ada;bob\n";

#[test]
fn a_small_company_by_hand() {
    let found = Found::of(SMALL);
    // 2 people for an hour, 2 for two halves, 12 for an hour; m4 has no length.
    found.expect("meeting-hours", "people-hours", "", 16.0, 9);
    found.expect("meeting-hours", "over-eight", "", 0.75, 9);
    assert_eq!(found.reading("meeting-hours").notes.len(), 1);
    found.expect("meeting-effectiveness", "effectiveness", "m3", 0.5, 9);
    found.expect("meeting-effectiveness", "mean", "", 2.5 / 3.0, 9);
    found.expect("liaison-share", "share", "", 1.0 / 7.0, 9);
    found.expect("liaison-share", "targets", "", 2.0, 9);
    // left and right do not meet; far has nobody and does not count.
    found.expect("socio-technical-congruence", "team-pairs", "", 0.0, 9);
    // Three of left need three of right.
    found.expect("socio-technical-congruence", "person-pairs", "", 0.0, 9);
    let people = found.reading("socio-technical-congruence");
    assert!(
        people
            .values
            .iter()
            .any(|v| v.kind == "person-pairs" && v.n == 9)
    );
    // Of three parts two arrangements of dependencies cannot be told apart: all lead outside.
    assert!(found.reason("modularity").contains("of its own"));
    // Two siblings meet on either side, and the top with one of the two below.
    found.expect(
        "communication-follows-tree",
        "distance-met",
        "",
        5.0 / 3.0,
        9,
    );
    let met = found.reading("communication-follows-tree");
    assert_eq!(met.p_method, Some(Method::AllArrangements { rounds: 720 }));
    // Computed by hand over the fifteen pairs; 144 of the 720 relabellings do as well or better.
    found.expect(
        "communication-follows-tree",
        "correlation",
        "",
        0.306_486_801_9,
        9,
    );
    assert_eq!(met.values[0].p, Some(0.4));
}

#[test]
fn people_are_left_out_unless_asked_for() {
    let found = Found::with(SMALL, &Options::default(), false);
    for outcome in &found.outcomes {
        let Ok(reading) = &outcome.reading else {
            continue;
        };
        for value in &reading.values {
            assert!(
                !matches!(value.about, About::Person(_)),
                "{}",
                outcome.metric.name
            );
        }
        for person in found.org.people() {
            assert!(
                !reading.sentence.contains(person.short()),
                "{}",
                reading.sentence
            );
        }
    }
    assert!(found.reason("person-brokerage").contains("--with-people"));
    let asked = Found::of(SMALL);
    assert!(
        asked
            .reading("span-of-control")
            .sentence
            .contains("Ada Top")
    );
}

#[test]
fn every_metric_is_documented_and_every_figure_declared() {
    let mut names = BTreeSet::new();
    let rules = crate::rules::ALL.iter().map(|entry| entry.meta.name);
    let models = crate::models::ALL.iter().map(|entry| entry.model.name);
    let taken: BTreeSet<&str> = rules.chain(models).collect();
    let found = Found::of(SMALL);
    for metric in ALL {
        let name = metric.name;
        assert!(names.insert(name) && !taken.contains(name), "{name}");
        for text in [
            metric.definition,
            metric.formula,
            metric.range,
            metric.reading,
            metric.cost,
        ] {
            assert!(text.len() > 4 && !text.contains("  "), "{name}: {text:?}");
        }
        assert!(
            !metric.sources.is_empty() && !metric.needs.is_empty(),
            "{name}"
        );
        let kinds: BTreeSet<&str> = metric.figures.iter().map(|figure| figure.kind).collect();
        assert_eq!(kinds.len(), metric.figures.len(), "{name}");
        assert!(
            metric.listed.is_none_or(|(kind, _)| kinds.contains(kind)),
            "{name}"
        );
        let outcome = found
            .outcomes
            .iter()
            .find(|outcome| outcome.metric.name == name)
            .unwrap();
        for value in outcome.reading.iter().flat_map(|reading| &reading.values) {
            assert!(kinds.contains(value.kind), "{name}: {}", value.kind);
        }
    }
}

#[test]
fn nothing_to_measure_is_said_and_not_made_up() {
    let found = Found::of("== people.csv\nid\nada\n");
    for outcome in &found.outcomes {
        assert!(outcome.reading.is_err(), "{}", outcome.metric.name);
    }
    assert_eq!(found.reason("layers"), "nobody names a manager");
    assert_eq!(
        found.reason("propagation-cost"),
        "no dependencies table; no teams"
    );
}
