//! Every chart of the registry on every fixture and on made-up organisations: nothing overlaps, nothing is cut, the
//! same input gives the same picture; and each as text for one small organisation.

use crate::support::{blessed, fixture_orgs, root};
use orglint::chart::layout::{ALL, View};
use orglint::chart::scene::{Scene, Shape};
use orglint::chart::text::{is_supported, readable};
use orglint::config::Config;
use orglint::engine;
use orglint::facts::{FactOptions, Facts};
use orglint::ingest::{self, Input, files};
use orglint::model::Org;

/// Twelve people who meet, serve as liaisons and wait for each other.
const SMALL: &[(&str, &str)] = &[
    (
        "people.csv",
        "id,name,manager,team\nada,Ada Berg,,lead\nbo,Bo Lund,ada,web\ncy,Cy Vega,ada,data\ndi,Di Marsh,ada,ops\n\
         ed,Ed Wirth,bo,web\nfe,Fe Ortiz,bo,web\ngil,Gil Moss,bo,web\nhan,Han Roth,cy,data\nivy,Ivy Stone,cy,data\n\
         jo,Jo Park,di,ops\nkai,Kai Dunn,di,ops\nlu,Lu Chen,jo,ops\n",
    ),
    (
        "teams.csv",
        "id,name,parent\nlead,Everything,\nproduct,Product,lead\nweb,Web,product\ndata,Data,product\nops,Operations,lead\n",
    ),
    (
        "dependencies.csv",
        "from,to,strength\nweb,data,hard\ndata,ops,hard\nops,web,soft\n",
    ),
    (
        "liaisons.csv",
        "person,home,targets\nlu,ops,web;data;product\nivy,data,web\n",
    ),
    (
        "mappings.csv",
        "mapping,team,label\nsupport,web,Ada\nsupport,data,Bo\nsupport,ops,Ada\n",
    ),
    (
        "meetings.csv",
        "id,name,purpose,host,date,headcount\nplan,Planning,decision,web,,\nall,All hands,announcement,lead,,60\n\
         loose,Loose ends,,ops,,5\nsync-1,Sync,status,data,2025-01-08,4\nsync-2,Sync,status,data,2025-01-15,9\n",
    ),
    (
        "attendance.csv",
        "meeting,person,role\nplan,ada,decider\nplan,bo,required\nplan,cy,required\nplan,ed,required\nplan,fe,required\n\
         plan,gil,required\nplan,han,stakeholder\nplan,jo,optional\nplan,lu,liaison\nplan,kai,fyi\n",
    ),
];

fn read(inputs: Vec<Input>) -> Org {
    ingest::read(inputs, &ingest::Options::default()).unwrap()
}

/// Every chart that has something to show, by name.
pub(crate) fn scenes(org: &Org) -> Vec<(&'static str, Scene)> {
    let facts = Facts::new(org, FactOptions::default());
    let report = engine::run(&facts, &Config::default(), None);
    let view = View {
        facts: &facts,
        findings: &report.findings,
    };
    ALL.iter()
        .filter_map(|entry| Some((entry.name, (entry.draw)(&view)?)))
        .collect()
}

/// Every line of a picture as it is drawn.
fn texts(scene: &Scene) -> impl Iterator<Item = String> {
    scene.marks.iter().filter_map(|mark| match &mark.shape {
        Shape::Text(text) => Some(readable(&text.content).into_owned()),
        _ => None,
    })
}

/// What is wrong with the pictures of one organisation.
fn problems(name: &str, org: &Org) -> Vec<String> {
    let scenes = scenes(org);
    let mut wrong = Vec::new();
    for (chart, scene) in &scenes {
        let at = format!("{name}, {chart}");
        wrong.extend(
            scene
                .problems()
                .iter()
                .map(|problem| format!("{at}: {problem}")),
        );
        if scene.width != 1600 || scene.height > 1700 {
            wrong.push(format!("{at}: {}x{}", scene.width, scene.height));
        }
        for text in texts(scene) {
            let boxed = text.chars().find(|c| !is_supported(*c));
            if let Some(boxed) = boxed {
                wrong.push(format!("{at}: {boxed:?} of {text:?} has no glyph"));
            }
        }
        if scene.title.is_empty() {
            wrong.push(format!("{at}: says nothing"));
        }
        if scene.marks.len() > 20_000 {
            wrong.push(format!("{at}: {} marks", scene.marks.len()));
        }
    }
    let again: Vec<Scene> = self::scenes(org)
        .into_iter()
        .map(|(_, scene)| scene)
        .collect();
    if !scenes.iter().map(|(_, scene)| scene).eq(&again) {
        wrong.push(format!("{name}: drawn twice, it differs"));
    }
    wrong
}

/// The charts of counts; those of structure are on file for an organisation of their own.
const COUNTS: &[&str] = &[
    "meeting-sizes",
    "liaison-load",
    "spans-and-layers",
    "findings-by-rule",
];

#[test]
fn charts_of_a_small_organisation_are_as_on_file() {
    let inputs = SMALL.iter().map(|(name, text)| Input::new(*name, *text));
    let mut drawn = Vec::new();
    for (name, scene) in scenes(&read(inputs.collect())) {
        if COUNTS.contains(&name) {
            let path = root().join("fixtures/charts").join(format!("{name}.txt"));
            blessed(&path, &scene.to_text());
            drawn.push(name);
        }
    }
    assert_eq!(drawn.len(), COUNTS.len(), "each has something to show");
}

#[test]
fn charts_of_every_fixture_can_be_read() {
    let mut wrong = Vec::new();
    for folder in fixture_orgs() {
        let org = read(files::open([&folder]).unwrap());
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        wrong.extend(problems(&name, &org));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An organisation that is awkward in every way: `people` people with `span` reports each, long names in several
/// scripts, meetings of all sizes, a long series, and liaisons to everybody.
fn awkward(people: usize, span: usize) -> Org {
    const NAMES: &[&str] = &[
        "Ægir Þórðarson af Hvammi og Laugarnesi",
        "Владимир Александрович Солженицын-Рождественский",
        "Ελένη Παπαδοπούλου-Κωνσταντινίδη",
        "Nguyễn Thị Minh Khai",
        "محمد بن عبد الله",
        "欧阳修文",
        "👩‍💻",
        "Ana",
    ];
    const PURPOSES: &[&str] = &["decision", "", "status", "announcement", "problem-solving"];
    const ROLES: &[&str] = &["required", "liaison", "optional", "fyi"];
    let teams = people.div_ceil(6);
    let name = |n: usize| format!("{} {n}", NAMES[n % NAMES.len()]);
    let mut tables: [(&str, String); 6] = [
        ("people.csv", "id,name,manager,team\n".into()),
        ("teams.csv", "id,name,parent\n".into()),
        ("dependencies.csv", "from,to\n".into()),
        ("meetings.csv", "id,name,purpose,host,date\n".into()),
        ("attendance.csv", "meeting,person,role\n".into()),
        ("liaisons.csv", "person,targets\n".into()),
    ];
    let mut row = |table: usize, row: String| {
        tables[table].1.push_str(&row);
        tables[table].1.push('\n');
    };
    for n in 0..people {
        let manager = n
            .checked_sub(1)
            .map_or(String::new(), |m| format!("p{}", m / span));
        row(0, format!("p{n},{},{manager},t{}", name(n), n % teams));
    }
    for n in 0..teams {
        let parent = n
            .checked_sub(1)
            .map_or(String::new(), |m| format!("t{}", m / 5));
        row(
            1,
            format!(
                "t{n},Department of {} and everything that belongs to it {n},{parent}",
                name(n)
            ),
        );
        if n > 0 {
            row(2, format!("t{n},t{}", n * 7 % n));
        }
    }
    for n in 0..(people / 4).clamp(1, 80) {
        let purpose = PURPOSES[n % PURPOSES.len()];
        let day = if n % 3 == 0 {
            format!("2025-{:02}-01", n / 3 % 12 + 1)
        } else {
            String::new()
        };
        let title = if n % 3 == 0 {
            "Series".to_owned()
        } else {
            format!("Meeting of {} {n}", name(n))
        };
        row(
            3,
            format!("m{n},{title},{purpose},t{},{day}", n % teams.min(2)),
        );
        for seat in 0..(n * n % 23 + 1).min(people) {
            row(
                4,
                format!(
                    "m{n},p{},{}",
                    (n + seat * 3) % people,
                    ROLES[seat % ROLES.len()]
                ),
            );
        }
    }
    for n in 0..people.min(50) {
        let targets: Vec<String> = (0..=n % 14)
            .map(|t| format!("t{}", (n + t * 3) % teams))
            .collect();
        row(5, format!("p{n},{}", targets.join(";")));
    }
    read(
        tables
            .into_iter()
            .map(|(name, text)| Input::new(name, text))
            .collect(),
    )
}

#[test]
fn charts_of_awkward_organisations_can_be_read() {
    let mut wrong = Vec::new();
    for (people, span) in [
        (1, 1),
        (3, 2),
        (5, 4),
        (12, 1),
        (60, 59),
        (90, 4),
        (400, 1),
        (1_500, 9),
        (6_000, 30),
    ] {
        wrong.extend(problems(
            &format!("{people} people, span {span}"),
            &awkward(people, span),
        ));
    }
    wrong.truncate(40);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[ignore = "minutes without optimisation; CI runs it in release"]
fn charts_of_large_awkward_organisations_can_be_read() {
    let mut wrong = Vec::new();
    for (people, span) in [(20_000, 7), (100_000, 12)] {
        wrong.extend(problems(
            &format!("{people} people"),
            &awkward(people, span),
        ));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
