//! Every row of the decision table on a small organization of its own, and what an answer says.

#![expect(
    clippy::format_collect,
    clippy::format_push_string,
    reason = "tables of a few rows"
)]

use super::table::{Scope, TABLE};
use super::{Advised, Answer, Options, Verdict, advise, advise_pair};
use crate::facts::{FactOptions, Facts};
use crate::model::{CoordinationModel as M, Org};
use crate::testing::org_as_of;
use std::collections::BTreeSet;

/// Two parts: eng with web, app, api, ops, qa; gtm with pmm, sales, sec.
const TEAMS: &str = "== teams.csv\nid,parent,kind,function,product_line,scales_with\n\
    co,,,,,\neng,co,,,,\ngtm,co,,,,\nweb,eng,product,engineering,,\napp,eng,,engineering,one,\n\
    api,eng,,platform,two,\nops,eng,platform,infrastructure,three,slower\nqa,eng,functional,testing,,\n\
    pmm,gtm,,marketing,,\nsales,gtm,,sales,,\nsec,gtm,,security,,\nux,gtm,,design,,\n";
const NEEDS: &str =
    "== dependencies.csv\nfrom,to,kind,need,context,freq,duration,fallback,can_do_there\n";

fn with(rows: &str) -> Org {
    org_as_of(&format!("{TEAMS}{NEEDS}{rows}"), Some("2025-10-01"))
}

/// Rows of the answers, each as its number and the model.
fn rows(advised: &Advised<'_>) -> BTreeSet<(&'static str, bool)> {
    let pairs = advised.pairs.iter().map(|pair| (pair.row.id, true));
    let groups = advised.groups.iter().map(|group| (group.row.id, false));
    pairs.chain(groups).collect()
}

/// For each row, tables that reach it; rows about groups are marked with `*`.
fn cases() -> Vec<(&'static str, String)> {
    let many = |from: &[&str], rest: &str| -> String {
        from.iter().map(|team| format!("{team},{rest}\n")).collect()
    };
    let all = ["web", "app", "api", "qa", "ops"];
    let oblige = |who: &str| -> String {
        all.iter()
            .map(|team| format!("{who},{team},soft,mandate,low,monthly,ongoing,,\n"))
            .collect()
    };
    let people = "== people.csv\nid,team,manager,function\n";
    let liaison = "== people.csv\nid,team\npat,pmm\n== liaisons.csv\nperson,home,targets\n";
    vec![
        ("0", format!("web,api,soft,work,low,,,,\npmm,sales,soft,work,low,,,,\n{liaison}pat,pmm,web\n")),
        ("1a", "eng,web,soft,information,low,,,,\n".into()),
        ("1b", "web,api,soft,information,medium,,,,\n".into()),
        ("5", many(&["web", "app", "pmm"], "ops,hard,approval,low,,,,")),
        ("4a", "pmm,web,soft,measurement,low,,,,\n".into()),
        ("4b", oblige("sec")),
        ("4c", "sec,web,soft,mandate,low,,,,\n".into()),
        ("4d", oblige("pmm")),
        ("3", "web,pmm,soft,advice,low,,,,\n".into()),
        ("6a", many(&["web", "app", "pmm"], "ops,hard,service,low,,ongoing,,")),
        ("6b", "web,ops,hard,service,low,,ongoing,,\n".into()),
        ("2b", "pmm,web,soft,availability,low,,,,\n".into()),
        ("2i", "pmm,web,soft,availability,high,,,,\n".into()),
        ("2h", "ux,web,soft,information,high,,,,\n".into()),
        ("2a", "pmm,web,soft,information,low,,,,\n".into()),
        ("2f", "pmm,web,soft,information,high,,,,\n".into()),
        ("2d", "pmm,web,soft,information,medium,,,,\n== meetings.csv\nid,purpose,host,headcount\nm,decision,web,8\n".into()),
        ("2e", format!("pmm,web,soft,information,medium,,,,\n{}", "== people.csv\nid,team\npat,pmm\nbo,pmm\n\
            == liaisons.csv\nperson,home,targets,start,end\npat,pmm,web,2025-01-01,2025-03-01\n\
            bo,pmm,web,2025-03-01,2025-06-01\n")),
        ("2c", "pmm,web,soft,information,medium,,,,\n".into()),
        ("7a", "app,ops,hard,work,low,,project,,\n== projects.csv\nid,teams,priority\nx,app;ops;web,critical\n".into()),
        ("7e", "pmm,ops,hard,work,low,,project,,\n== projects.csv\nid,teams,priority\nx,pmm;ops,critical\n".into()),
        ("7b", "app,ops,hard,work,low,,one-off,,yes\n".into()),
        ("7c", format!("{}== coordination.csv\nmodel,from,to\ntiger-team,qa,pmm;sales\n",
            many(&["web", "app", "api", "pmm"], "ops,hard,work,low,,ongoing,,"))),
        ("9", many(&["app,web", "app,api", "app,ops"], "hard,work,low,,ongoing,,yes")),
        ("7d", "app,ops,hard,work,low,,ongoing,by hand,\n".into()),
        ("7f", "web,ops,hard,work,low,,ongoing,,\n".into()),
        ("8a", "app,api,hard,joint-work,high,,ongoing,,\napi,app,hard,joint-work,high,,ongoing,,\n".into()),
        ("8b", "app,qa,soft,joint-work,medium,,ongoing,,\n".into()),
        ("8f", "app,qa,hard,work,high,,ongoing,,\n".into()),
        ("8d", "app,pmm,hard,work,medium,weekly,ongoing,,\n".into()),
        ("13", "app,ops,hard,work,medium,monthly,ongoing,,\n".into()),
        ("2g", format!("{}== meetings.csv\nid,purpose,host,headcount\nm,decision,d,8\n", mesh())),
        ("2g*", mesh()),
        ("8g*", format!("web,api,soft,work,low,,,,\n{people}a,web,,eng\nb,web,,eng\nu,web,,ux\nc,app,,eng\n\
            d,app,,eng\nv,app,,ux\ne,api,,eng\nf,api,,eng\nw,api,,ux\n")),
        ("8c*", format!("web,api,soft,work,low,,,,\n{people}x,sales,,\ny,sales,,\nz,sales,,\na,web,x,eng\n\
            b,web,y,ux\nc,web,z,qa\n")),
        ("10a*", "web,api,soft,work,low,,,,\n== projects.csv\nid,teams,parent,priority\nx,web;api;app,,critical\ny,web,x,high\n".into()),
        ("10b*", "web,api,soft,work,low,,,,\n== projects.csv\nid,teams,parent,priority\nx,web;api;app,,low\n".into()),
        ("11a*", "web,api,soft,work,low,,,,\n== coordination.csv\nmodel,from\nindependent-executor,web\n\
            independent-executor,app\nindependent-executor,api\n".into()),
        ("11b*", many(&["web", "app", "api", "pmm"], "ops,hard,work,low,,ongoing,,")),
        ("12a*", format!("web,api,soft,work,low,,,,\n== people.csv\nid,team\n{}== projects.csv\nid,teams\n\
            x,web;pmm\ny,web;sales\nz,app;sec\n", (0..41).map(|n| format!("p{n},web\n")).collect::<String>())),
        ("12b*", "web,pmm,hard,work,low,,,,\n== goals.csv\nid,unit\ng,eng\n".into()),
        ("12c*", format!("{}{}", oblige("sec"), oblige("pmm"))),
        ("12d*", "app,api,hard,work,low,,,,\napi,ops,hard,work,low,,,,\n".into()),
        ("12e*", many(&["web", "pmm"], "ops,soft,measurement,low,,,,")),
        ("12f*", "web,api,soft,work,low,,,,\n== coordination.csv\nmodel,from,to,artifact\nstandards,ops,web;app;api,style guide\n".into()),
    ]
}

/// Four parts of the organization that all ask each other.
fn mesh() -> String {
    let teams = ["a", "b", "c", "d"];
    let mut text = String::new();
    for (at, from) in teams.iter().enumerate() {
        for to in &teams[at + 1..] {
            text += &format!("{from},{to},soft,information,medium,,,,\n");
        }
    }
    text + "== teams.csv\nid\na\nb\nc\nd\n"
}

#[test]
fn every_row_is_reached() {
    let mut reached = BTreeSet::new();
    for (row, tables) in cases() {
        let org = if row.starts_with("2g") {
            org_as_of(&format!("{NEEDS}{tables}"), None)
        } else {
            with(&tables)
        };
        let facts = Facts::new(&org, FactOptions::default());
        let found = rows(&advise(&facts, Options::default()));
        let wanted = (row.trim_end_matches('*'), !row.ends_with('*'));
        assert!(found.contains(&wanted), "{row}: {found:?}");
        reached.insert((wanted.0.to_owned(), wanted.1));
    }
    for row in TABLE {
        let key = (row.id.to_owned(), row.scope == Scope::Pair);
        assert!(reached.contains(&key), "no case for row {}", row.id);
    }
}

#[test]
fn no_reason_keeps_a_brace() {
    for (_, tables) in cases() {
        if tables.contains("== teams.csv") {
            continue;
        }
        let org = with(&tables);
        let facts = Facts::new(&org, FactOptions::default());
        for pair in advise(&facts, Options::default()).pairs {
            assert!(!pair.reason.contains(['{', '}']), "{}", pair.reason);
        }
    }
}

#[test]
fn an_answer_says_what_it_knows_and_what_would_change_it() {
    let org = with("pmm,web,soft,information,medium,,,,\n");
    let facts = Facts::new(&org, FactOptions::default());
    let advised = advise(&facts, Options::default());
    let pair = &advised.pairs[0];
    assert_eq!(pair.answer, Answer::Model(M::Liaison));
    assert_eq!(
        pair.reason,
        "pmm needs medium context of web in another part of the organization, more than notes carry and less than working there"
    );
    // Neither the history of the seat nor a meeting is known.
    assert_eq!(pair.known(), (4, 6));
    let flips: Vec<String> = pair
        .flips
        .iter()
        .map(|flip| {
            format!(
                "{} {} {}",
                flip.feature.name(),
                flip.feature.word(flip.value),
                flip.answer.name()
            )
        })
        .collect();
    assert_eq!(
        flips[..2],
        ["stable no rotation", "free chairs 0 restructure-meeting"]
    );
    assert!(flips.contains(&"context low notes".to_owned()), "{flips:?}");
    assert!(
        flips.contains(&"context high embedded".to_owned()),
        "{flips:?}"
    );
}

#[test]
fn declared_models_are_compared_by_cost() {
    let rows = "pmm,web,soft,information,low,,,,\nsales,web,soft,information,high,,,,\n\
        == people.csv\nid,team\npat,pmm\nsam,sales\nwes,web\n== liaisons.csv\nperson,home,targets\npat,pmm,web\nsam,sales,web\n";
    let org = with(rows);
    let facts = Facts::new(&org, FactOptions::default());
    let advised = advise(&facts, Options::default());
    let told: Vec<(&str, Verdict)> = advised
        .pairs
        .iter()
        .map(|pair| (pair.answer.name(), pair.verdict))
        .collect();
    assert_eq!(
        told,
        [
            ("embedded", Verdict::StrongerNeeded),
            ("notes", Verdict::CheaperSuffices)
        ]
    );
}

#[test]
fn a_refused_answer_says_what_would_be_found() {
    let people: String = (0..8).map(|n| format!("w{n},web\n")).collect();
    let org = with(&format!(
        "pmm,web,soft,information,high,,,,\n== people.csv\nid,team\npat,pmm\n{people}"
    ));
    let facts = Facts::new(&org, FactOptions::default());
    let advised = advise(&facts, Options::default());
    let pair = &advised.pairs[0];
    assert_eq!(pair.answer, Answer::Notes);
    assert_eq!(
        pair.refused[0].why,
        "an embedded person would be number 9 in web; split the team first"
    );
}

#[test]
fn two_teams_can_be_asked_for() {
    let org = with("pmm,web,soft,information,medium,,,,\nweb,api,soft,advice,low,,,,\n");
    let facts = Facts::new(&org, FactOptions::default());
    let id = |key: &str| org.teams().find(|team| team.key() == key).unwrap().id;
    let one = advise_pair(&facts, Options::default(), id("web"), id("pmm"));
    assert_eq!(one.pairs.len(), 1);
    let none = advise_pair(&facts, Options::default(), id("api"), id("pmm"));
    assert_eq!(none.pairs[0].row.id, "0");
    assert!(
        advise_pair(&facts, Options::default(), id("sec"), id("ux"))
            .pairs
            .is_empty()
    );
}
