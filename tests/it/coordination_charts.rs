//! The charts of dependencies, mappings and coordination: as text for a small organization, readable on generated
//! ones of every size and with names of every script, and hardly larger for many teams than for some.

use crate::charts::scenes;
use crate::support::{blessed, org, root};
use orglint::chart::scene::Scene;
use orglint::model::Org;
use std::fmt::Write;

const OURS: [&str; 10] = [
    "summary",
    "mapping-distance",
    "function-trees",
    "team-network",
    "providers",
    "chains",
    "team-moves",
    "context-grid",
    "model-board",
    "dependency-matrix",
];

/// Every chart of ours by name; panics where something cannot be read.
#[track_caller]
fn drawn(org: &Org, what: &str) -> Vec<(&'static str, Scene)> {
    let ours = scenes(org)
        .into_iter()
        .filter(|(name, _)| OURS.contains(name));
    ours.inspect(|(name, scene)| {
        assert_eq!(scene.problems(), Vec::<String>::new(), "{what}: {name}");
        assert_eq!(scene.width, 1600, "{what}: {name}");
        assert!(
            (200..=1700).contains(&scene.height),
            "{what}: {name} is {} high",
            scene.height
        );
        assert!(
            !scene.title.is_empty() && !scene.description.is_empty(),
            "{what}: {name} says nothing"
        );
    })
    .collect()
}

/// Two functions along different lines, a chain and a circle, mappings, models declared and broken.
const SMALL: &str = "\
== people.csv
id,name,manager,team,function
eve,Eve,,,engineering
ed,Ed,,,engineering
pia,Pia,,,product
pat,Pat,,,product
e1,Ena,eve,web,engineering
e2,Emil,eve,app,engineering
e3,Esra,ed,ops,engineering
e4,Egon,ed,lab,engineering
p1,Pim,pia,web,product
p2,Per,pat,app,product
p3,Pola,pia,ops,product
p4,Pit,pat,lab,product
== teams.csv
id,name,parent
top,Top,
alpha,Alpha,top
beta,Beta,top
web,Web,alpha
app,App,alpha
shop,Shop,alpha
ops,Operations,beta
lab,Lab,beta
core,Core,beta
== dependencies.csv
from,to,kind,context,need,freq
web,core,hard,medium,service,daily
app,core,hard,high,service,weekly
lab,core,hard,low,service,weekly
ops,core,hard,medium,service,weekly
core,shop,hard,medium,work,weekly
web,app,soft,low,information,monthly
ops,lab,hard,high,joint-work,weekly
lab,ops,hard,high,joint-work,weekly
== liaisons.csv
person,home,targets
e1,web,core;lab
e3,ops,web;app
e4,lab,shop
== mappings.csv
mapping,team,label
line,web,One
line,app,Two
line,shop,One
line,ops,Two
line,lab,One
line,core,Two
on-call,alpha,Day
on-call,beta,Night
== coordination.csv
model,from,to,person,sla_days,end
consultant,core,app,,,
service-provider,core,web;lab,,5,
task-force,lab,ops,e4,,
embedded,web,lab,,,
";

#[test]
fn a_small_organization_is_drawn_as_on_file() {
    let charts = drawn(&org(SMALL), "small");
    let names: Vec<&str> = charts.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        names.len(),
        OURS.len(),
        "each has something to show: {names:?}"
    );
    for (name, scene) in charts
        .iter()
        .filter(|(name, _)| *name != "dependency-matrix")
    {
        blessed(
            &root().join(format!("fixtures/charts/{name}.txt")),
            &scene.to_text(),
        );
    }
}

const NAMES: [&str; 8] = [
    "Web",
    "Customer Experience Transformation and Digital Enablement Programme Office",
    "Отдел внутренних закупок и снабжения",
    "Ομάδα Προϊόντος",
    "Đội Sản phẩm Thanh toán",
    "产品平台与基础设施",
    "فريق المنتج",
    "👩‍💻 <script>\"&Donaudampfschifffahrtsgesellschaft",
];

/// An organization of so many teams in units of `unit`, with everything wrong that these charts show.
fn tangled(teams: usize, unit: usize) -> String {
    let name = |at: usize| NAMES[at * 5 % NAMES.len()].replace('"', "\"\"");
    let mut text = String::from("== teams.csv\nid,name,parent\nco,Company,\n");
    for at in 0..teams.div_ceil(unit) {
        writeln!(text, "u{at},\"{} {at}\",co", name(at + 1)).unwrap();
    }
    for at in 0..teams {
        writeln!(text, "t{at},\"{} {at}\",u{}", name(at), at / unit).unwrap();
    }
    text.push_str("== people.csv\nid,name,manager,team,function\n");
    let heads = (teams / 5).clamp(2, 40);
    for at in 0..heads {
        for function in ["engineering", "product"] {
            writeln!(
                text,
                "{function}{at},\"{} {at}\",,,{function}",
                name(at + 2)
            )
            .unwrap();
        }
    }
    for at in 0..teams {
        writeln!(
            text,
            "e{at},\"{} {at}\",engineering{},t{at},engineering",
            name(at),
            at % heads
        )
        .unwrap();
        writeln!(
            text,
            "p{at},\"{} {at}\",product{},t{at},product",
            name(at),
            at / 3 % heads
        )
        .unwrap();
    }
    text.push_str("== dependencies.csv\nfrom,to,kind,context,freq\n");
    let contexts = ["none", "low", "medium", "high"];
    for at in 0..teams {
        let kind = if at % 3 == 0 { "soft" } else { "hard" };
        let context = contexts[at % 4];
        writeln!(
            text,
            "t{at},t{},{kind},{context},daily",
            (at * 7 + 1) % teams
        )
        .unwrap();
        writeln!(
            text,
            "t{at},t{},hard,{context},weekly",
            (at + 1).min(teams - 1)
        )
        .unwrap();
        writeln!(text, "t{at},t{},{kind},high,", at % 5 % teams).unwrap();
    }
    text.push_str("== liaisons.csv\nperson,home,targets\n");
    for at in (0..teams).step_by(1 + teams / 60) {
        writeln!(
            text,
            "e{at},t{at},t{};t{}",
            (at * 3 + 1) % teams,
            at * 11 % teams
        )
        .unwrap();
    }
    text.push_str("== mappings.csv\nmapping,team,label\n");
    for mapping in 0..9 {
        for at in (0..teams).step_by(1 + mapping % 3) {
            let label = at * (mapping + 3) % 7;
            writeln!(
                text,
                "\"{} {mapping}\",t{at},\"{} {label}\"",
                name(mapping),
                name(label)
            )
            .unwrap();
        }
    }
    text.push_str("== coordination.csv\nmodel,from,to\n");
    for at in 0..teams.min(40) {
        let model = [
            "consultant",
            "embedded",
            "self-service",
            "rotation",
            "buddies",
            "task-force",
        ][at % 6];
        writeln!(text, "{model},t{at},t{}", (at * 7 + 1) % teams).unwrap();
    }
    text
}

#[test]
fn organizations_of_every_size_and_script_are_readable() {
    for (teams, unit) in [(2, 1), (5, 9), (39, 13), (130, 7)] {
        let charts = drawn(
            &org(&tangled(teams, unit)),
            &format!("{teams} teams, {unit} each"),
        );
        assert!(charts.len() > 4, "{teams} teams: {} charts", charts.len());
    }
}

#[test]
fn many_teams_take_no_larger_pictures_than_some() {
    let some = drawn(&org(&tangled(150, 5)), "150 teams");
    for (name, scene) in drawn(&org(&tangled(900, 30)), "900 teams") {
        let before = some.iter().find(|(known, _)| *known == name);
        let before = before.map_or(scene.marks.len(), |(_, scene)| scene.marks.len());
        let marks = scene.marks.len();
        assert!(
            marks <= 3 * before,
            "{name}: {marks} marks, {before} for 150 teams"
        );
    }
}
