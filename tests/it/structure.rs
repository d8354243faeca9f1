//! The charts of structure: as text for a small organization, and readable on generated organizations of every
//! size and with names of every script.

use crate::charts::scenes;
use crate::support::{blessed, org, root};
use orglint::model::Org;
use std::fmt::Write;

const OURS: [&str; 4] = [
    "liaison-heatmap",
    "mapping-strip",
    "dependency-matrix",
    "org-tree",
];

/// Every chart of ours as text, by name; panics where something cannot be read.
#[track_caller]
fn drawn(org: &Org, what: &str) -> Vec<(&'static str, String)> {
    let ours = scenes(org)
        .into_iter()
        .filter(|(name, _)| OURS.contains(name));
    ours.map(|(name, scene)| {
        assert_eq!(scene.problems(), Vec::<String>::new(), "{what}: {name}");
        assert_eq!(scene.width, 1600, "{what}: {name}");
        assert!(
            scene.height <= 2000,
            "{what}: {} is {} high",
            name,
            scene.height
        );
        assert!(
            scene.marks.len() < 12_000,
            "{what}: {} marks",
            scene.marks.len()
        );
        (name, scene.to_text())
    })
    .collect()
}

const SMALL: &str = "\
== people.csv
id,name,manager,team
ceo,Cleo,,top
ana,Ana,ceo,alpha
ben,Ben,ceo,beta
cyd,Cyd,ana,alpha
== teams.csv
id,name,parent
top,Top,
alpha,Alpha,top
beta,Beta,top
gamma,Gamma,top
web,Web,alpha
app,App,alpha
ops,Ops,beta
lab,Lab,beta
== dependencies.csv
from,to,kind,context
web,ops,hard,high
ops,web,hard,high
app,web,soft,low
gamma,lab,hard,medium
== liaisons.csv
person,home,targets
ana,gamma,web;ops
ben,gamma,app;lab
== mappings.csv
mapping,team,label
line,web,One
line,app,One
line,ops,Two
line,lab,Two
";

#[test]
fn a_small_organization_is_drawn_as_on_file() {
    for (name, text) in drawn(&org(SMALL), "small") {
        blessed(&root().join(format!("fixtures/charts/{name}.txt")), &text);
    }
}

/// Names that are long, of other scripts, or hostile to a page.
const NAMES: [&str; 9] = [
    "Web",
    "Customer Experience Transformation and Digital Enablement Programme Office",
    "Отдел внутренних закупок",
    "Ομάδα Προϊόντος",
    "Đội Sản phẩm Thanh toán",
    "产品平台与基础设施",
    "فريق المنتج",
    "👩‍💻 Guild",
    "<script>\"&Donaudampfschifffahrtsgesellschaft",
];

/// An organization of `people` in a tree with `span` below each manager, a team per manager, and
/// where `tangled` everything wrong that charts of structure show.
fn generated(people: usize, span: usize, tangled: bool) -> String {
    let mut text = String::from("== people.csv\nid,name,manager,team\n");
    let name = |at: usize| NAMES[at * 7 % NAMES.len()].replace('"', "\"\"");
    let managers = people.saturating_sub(2) / span + 1;
    let boss = |at: usize| (at - 1) / span;
    for at in 0..people {
        let (manager, team) = if at == 0 {
            (String::new(), 0)
        } else {
            (format!("p{}", boss(at)), boss(at))
        };
        writeln!(text, "p{at},\"{} {at}\",{manager},t{team}", name(at)).unwrap();
    }
    text.push_str("== teams.csv\nid,name,parent\n");
    for at in 0..managers {
        let parent = if at == 0 {
            String::new()
        } else {
            format!("t{}", boss(at))
        };
        writeln!(text, "t{at},\"{} {at}\",{parent}", name(at + 3)).unwrap();
    }
    if tangled {
        text.push_str("== dependencies.csv\nfrom,to,kind\n");
        for at in 1..managers {
            writeln!(text, "t{at},t{},hard", (at * 5 + 1) % managers).unwrap();
            writeln!(text, "t{at},t{},soft", (at * 11 + 3) % managers).unwrap();
        }
        text.push_str(
            "== liaisons.csv\nperson,home,targets\n== mappings.csv\nmapping,team,label\n",
        );
        let liaisons = text.replace("== mappings.csv\nmapping,team,label\n", "");
        text = liaisons;
        for at in (1..people).step_by(1 + people / 400) {
            let targets: Vec<String> = (1..8)
                .map(|n| format!("t{}", at * n * 3 % managers))
                .collect();
            writeln!(text, "p{at},t{},{}", at % managers, targets.join(";")).unwrap();
        }
        text.push_str("== mappings.csv\nmapping,team,label\n");
        for at in 0..managers {
            writeln!(text, "\"{}\",t{at},\"{}\"", name(at % 3), name(at * 4 % 23)).unwrap();
            writeln!(text, "solid,t{at},{}", at / 9).unwrap();
        }
    }
    text
}

#[test]
fn organizations_of_every_size_and_script_are_readable() {
    for (people, span) in [
        (1, 3),
        (3, 2),
        (5, 9),
        (40, 3),
        (200, 12),
        (300, 2),
        (1500, 40),
        (6000, 7),
    ] {
        for tangled in [false, true] {
            let what = format!("{people} people by {span}, tangled {tangled}");
            let charts = drawn(&org(&generated(people, span, tangled)), &what);
            assert!(people < 3 || !charts.is_empty(), "{what}");
            assert!(
                !tangled || people < 40 || charts.len() == OURS.len(),
                "{what}: {}",
                charts.len()
            );
        }
    }
}

#[test]
fn shapes_at_the_edge_are_readable() {
    // A chain, a star and a federation without any tree.
    for (what, manager) in [("chain", 0), ("star", 1), ("federation", 2)] {
        let mut text = String::from("== people.csv\nid,manager,team\n");
        for at in 0..3000_usize {
            let manager = match (manager, at) {
                (_, 0) | (2, _) => String::new(),
                (0, _) => format!("p{}", at - 1),
                _ => "p0".to_owned(),
            };
            writeln!(text, "p{at},{manager},t{}", at / 5).unwrap();
        }
        text.push_str("== dependencies.csv\nfrom,to,kind\n");
        for at in 0..500 {
            writeln!(text, "t{at},t{},hard", at + 1).unwrap();
        }
        text.push_str("== liaisons.csv\nperson,home,targets\n");
        for at in 0..200 {
            writeln!(text, "p{at},t{},t{};t{}", at / 5, at + 7, at * 2 + 90).unwrap();
        }
        drawn(&org(&text), what);
    }
}

#[test]
fn the_matrix_names_a_circle_and_what_is_uncovered() {
    let charts = drawn(&org(SMALL), "small");
    let text = |name: &str| &charts.iter().find(|chart| chart.0 == name).unwrap().1;
    let matrix = text("dependency-matrix");
    assert!(
        matrix.contains("2 teams wait for each other in a circle"),
        "{matrix}"
    );
    assert!(matrix.contains("Ops depends on Web: hard"), "{matrix}");
    let strip = text("mapping-strip");
    assert!(
        strip.contains("1 of 2 mappings cuts across the hierarchy: liaisons of Gamma"),
        "{strip}"
    );
    assert_eq!(strip.matches("follows the tree\"").count(), 1, "{strip}");
    assert!(strip.contains("hatch=paper"), "{strip}");
}
