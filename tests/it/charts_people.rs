//! The charts of liaisons over time, of hours, of splits and of reporting lines: as text for one small organisation
//! in which there is something to see in each, and free of overlaps for awkward ones.

use crate::charts::scenes;
use crate::support::{blessed, root};
use orglint::ingest::{self, Input};
use orglint::model::Org;

/// Fourteen people, eleven of whom decide together; a seat without anybody, two tops, a second manager.
const SMALL: &[(&str, &str)] = &[
    (
        "people.csv",
        "id,name,manager,team\nada,Ada Berg,,lead\nbo,Bo Lund,ada,web\ncy,Cy Vega,ada,data\ndi,Di Marsh,ada,ops\n\
         ed,欧阳修文,bo,web\nfe,Fe Ortiz,bo,web\ngil,Gil Moss,bo,web\nhan,Han Roth,cy,data\nivy,Ivy Stone,cy,data\n\
         jo,Jo Park,di;cy,ops\nkai,Kai Dunn,di,ops\nlu,Lu Chen,jo,ops\nmo,Mo Vik,jo,ops\nzoe,Zoë Ünal,,ops\n",
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
        "person,home,targets,start,end\nlu,ops,web;data,2023-05-01,2024-01-31\nmo,ops,web;data,2024-06-01,\n\
         ivy,data,web,2022-01-01,\ngil,web,ops,2023-01-01,2024-02-01\n",
    ),
    (
        "coordination.csv",
        "model,from,to,start,end,status\ntask-force,web,ops,2023-09-01,2024-05-31,active\nrotation,ops,web,2024-02-01,,active\n",
    ),
    (
        "meetings.csv",
        "id,name,purpose,host,per_week,minutes\nplan,Planning,decision,web,1,90\nops,Standup,status,ops,5,30\n\
         days,War room,problem-solving,data,5,240\n",
    ),
    (
        "attendance.csv",
        "meeting,person,role\nplan,ada,decider\nplan,bo,required\nplan,cy,required\nplan,ed,required\nplan,fe,required\n\
         plan,gil,required\nplan,han,required\nplan,ivy,required\nplan,jo,required\nplan,di,required\nplan,lu,liaison\n\
         plan,zoe,optional\nops,di,required\nops,jo,required\nops,kai,required\nops,mo,required\ndays,cy,required\n\
         days,han,required\ndays,ivy,required\ndays,mo,liaison\n",
    ),
];

/// The charts whose scenes are on file for that organisation.
const DRAWN: &[&str] = &[
    "brokerage",
    "layers",
    "liaison-arcs",
    "people-hours",
    "split-meeting",
    "tenure",
    "tree-gauges",
];

fn read(tables: Vec<(&str, String)>) -> Org {
    let options = ingest::Options {
        as_of: Some("2024-12-31".parse().unwrap()),
        ..ingest::Options::default()
    };
    let inputs = tables
        .into_iter()
        .map(|(name, text)| Input::new(name, text));
    ingest::read(inputs.collect(), &options).unwrap()
}

#[test]
fn charts_of_people_are_as_on_file() {
    let tables = SMALL.iter().map(|(name, text)| (*name, (*text).to_owned()));
    let mut drawn = Vec::new();
    for (name, scene) in scenes(&read(tables.collect())) {
        if DRAWN.contains(&name) {
            let path = root().join("fixtures/charts").join(format!("{name}.txt"));
            blessed(&path, &scene.to_text());
            drawn.push(name);
        }
    }
    drawn.sort_unstable();
    assert_eq!(drawn, DRAWN, "each has something to show");
}

/// `people` people in parts of very different size, who sit in meetings all day, change seats all the time and report
/// to several managers and in circles.
fn restless(people: usize) -> Org {
    let names = [
        "Анна-Мария Преображенская",
        "龍一郎",
        "محمد",
        "Bo",
        "Þórðarson af Hvammi og Laugarnesi",
    ];
    let teams = (people / 5).max(2);
    let mut tables: Vec<(&str, String)> = vec![
        ("people.csv", "id,name,manager,team\n".into()),
        ("teams.csv", "id,name,parent\n".into()),
        (
            "meetings.csv",
            "id,name,purpose,host,per_week,minutes\n".into(),
        ),
        ("attendance.csv", "meeting,person,role\n".into()),
        ("liaisons.csv", "person,home,targets,start,end\n".into()),
        (
            "coordination.csv",
            "model,from,to,person,start,end,status\n".into(),
        ),
    ];
    let mut row = |table: usize, row: String| {
        tables[table].1.push_str(&row);
        tables[table].1.push('\n');
    };
    for n in 0..people {
        let manager = match n % 17 {
            0 => String::new(),
            3 => format!("p{};p{}", n / 3, n / 5),
            5 => format!("p{}", (n + 1) % people),
            _ => format!("p{}", n / 4),
        };
        row(
            0,
            format!(
                "{}{n},{} {n},{manager},t{}",
                "p",
                names[n % 5],
                n * n % teams
            ),
        );
    }
    for n in 0..teams {
        let parent = n
            .checked_sub(1)
            .map_or(String::new(), |m| format!("t{}", m / 6));
        row(1, format!("t{n},Amt für {} {n},{parent}", names[n % 5]));
    }
    for n in 0..people.min(60) {
        let minutes = 30 + n * 7 % 200;
        row(
            2,
            format!(
                "m{n},Sitzung {} {n},decision,t{},{},{minutes}",
                names[n % 5],
                n % teams,
                1 + n % 5
            ),
        );
        for seat in 0..(3 + n * 3 % 24).min(people) {
            let role = ["required", "optional", "liaison", "doer"][seat % 4];
            row(3, format!("m{n},p{},{role}", (n * 3 + seat) % people));
        }
        let (home, target) = (n % teams, (n * 7 + 1) % teams);
        let year = 2018 + n % 6;
        row(
            4,
            format!("p{n},t{home},t{target},{year}-02-01,{}-09-30", year + n % 3),
        );
        row(
            4,
            format!(
                "p{},t{home},t{target},2024-0{}-01,",
                (n + 9) % people,
                1 + n % 9
            ),
        );
        let model = ["task-force", "rotation", "away-team", "embedded"][n % 4];
        row(
            5,
            format!(
                "{model},t{home},t{target},p{n},2023-0{}-01,2024-0{}-01,active",
                1 + n % 9,
                1 + n * 5 % 9
            ),
        );
    }
    read(tables)
}

#[test]
fn charts_of_restless_organisations_can_be_read() {
    let mut wrong = Vec::new();
    for people in [3, 14, 120, 900] {
        for (chart, scene) in scenes(&restless(people)) {
            let told = |problem: &String| format!("{people} people, {chart}: {problem}");
            wrong.extend(scene.problems().iter().map(told));
            if scene.height > 1700 || scene.marks.len() > 20_000 {
                wrong.push(format!("{people} people, {chart}: too large"));
            }
        }
    }
    wrong.truncate(40);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
