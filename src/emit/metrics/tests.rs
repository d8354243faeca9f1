//! Metrics in each format, text out.

use super::{csv, human, json, markdown, page};
use crate::facts::{FactOptions, Facts};
use crate::metrics::{self, Context, Options};
use crate::testing::org;

const TEXT: &str = "== people.csv\n\
    id,name,manager,team\n\
    ada,,,head\nbob,,ada,head\ncyd,,ada,side\n";

fn written(
    wanted: &str,
    people: bool,
    write: impl Fn(&Context<'_>, &[metrics::Outcome], &mut dyn std::io::Write) -> std::io::Result<()>,
) -> String {
    let org = org(TEXT);
    let facts = Facts::new(&org, FactOptions::default());
    let options = Options::default();
    let cx = Context {
        org: &org,
        facts: &facts,
        options: &options,
        people,
    };
    let found = metrics::run(&cx, |metric| {
        wanted.split(' ').any(|name| name == metric.name)
    });
    let mut out = Vec::new();
    write(&cx, &found, &mut out).unwrap();
    anstream::adapter::strip_str(&String::from_utf8(out).unwrap()).to_string()
}

#[test]
fn a_reader_sees_value_meaning_direction_and_method() {
    let text = written("ei-reporting ei-meetings", false, human::write);
    insta::assert_snapshot!(text, @r"
    Reporting lines

      E-I index of reporting lines: 0.000  ei-reporting
        1 of 2 reporting lines (50 %) leads from one team to another, where chance would have 67 %: no more and no
        less than if people had been dealt out to teams at random (p = 1.000).
          Teams: index
          side  1.000
          head  0.000
        Lower is better. High: people are led from outside their team, so that team and line pull apart; where
        every team is led from the unit above, lines of the leads count as outside and small teams score higher.
        [value exact; p: exact, all 3 arrangements]

    Not computed
        ei-meetings: no meeting lists attendees
    ");
}

#[test]
fn a_table_has_one_record_for_each_figure() {
    let text = written("hierarchy ei-reporting", true, csv::write);
    let body = text.strip_prefix('\u{feff}').unwrap().replace("\r\n", "\n");
    insta::assert_snapshot!(body, @r#"
    metric,subject,kind,value,unit,p,method,n
    hierarchy,organization,hierarchy,1,share,,exact,3
    ei-reporting,organization,index,0,index,1,"exact, all 3 arrangements",2
    ei-reporting,organization,expected,0.33333333333333337,index,,exact,2
    ei-reporting,organization,external,1,lines,,exact,2
    ei-reporting,organization,internal,1,lines,,exact,2
    ei-reporting,team:head,index,0,index,,exact,2
    ei-reporting,team:side,index,1,index,,exact,1
    ei-reporting,person:ada,person,0,index,,exact,2
    ei-reporting,person:bob,person,-1,index,,exact,1
    ei-reporting,person:cyd,person,1,index,,exact,1
    "#);
}

#[test]
fn a_document_says_what_was_not_computed() {
    let text = written("hierarchy ei-meetings", false, json::write);
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["metrics"][0]["values"][0]["value"], 1.0);
    assert_eq!(document["metrics"][0]["method"]["name"], "exact");
    assert_eq!(document["not_computed"][0]["metric"], "ei-meetings");
    assert_eq!(
        document["not_computed"][0]["reason"],
        "no meeting lists attendees"
    );
}

#[test]
fn a_page_has_definition_formula_direction_and_source() {
    let mut out = Vec::new();
    page(metrics::find("modularity").unwrap(), &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    for words in ["Formula", "Higher is better.", "Newman", "directed (index)"] {
        assert!(text.contains(words), "{text}");
    }
    assert!(markdown().contains("### modularity"));
}
