//! The promise of the advisor: no recommendation, followed, makes a rule speak that was silent. Checked
//! over generated organisations and over all fixtures by applying each recommendation to the tables,
//! reading them again, and comparing the findings.

#![expect(
    clippy::format_push_string,
    reason = "tables of a few rows are written as they read"
)]

use crate::support::fixture_orgs;
use orglint::advise::{self, Advised, Applied, Options};
use orglint::config::{Config, Preset};
use orglint::engine;
use orglint::facts::Facts;
use orglint::ingest::{self, Input, files};
use orglint::model::{Org, Subject};
use orglint::report::Report;
use orglint::rules;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeSet;

/// What is said about an organization: rules that could look, and findings.
struct Said {
    rules: BTreeSet<&'static str>,
    findings: Vec<Heard>,
}

/// A finding without places.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Heard {
    rule: &'static str,
    fingerprint: String,
    subjects: BTreeSet<String>,
    message: String,
    /// Whether it points at a row that the recommendation added.
    of_added_row: bool,
}

fn config(preset: Preset) -> Config {
    Config {
        preset,
        ..Config::default()
    }
}

fn read(files: &[(String, String)]) -> Org {
    let inputs = files
        .iter()
        .map(|(name, text)| Input::new(name.clone(), text.clone().into_bytes()))
        .collect();
    read_inputs(inputs)
}

fn read_inputs(inputs: Vec<Input>) -> Org {
    let options = ingest::Options {
        as_of: Some(jiff::civil::date(2025, 10, 1)),
        ..ingest::Options::default()
    };
    ingest::read(inputs, &options).unwrap()
}

/// Every rule runs alone: what one rule sees must not be hidden behind the finding of another about
/// the same circumstance, and come out when that one is gone.
fn lint(org: &Org, preset: Preset) -> Said {
    let config = config(preset);
    let facts = Facts::new(org, config.facts);
    let mut said = Said {
        rules: BTreeSet::new(),
        findings: Vec::new(),
    };
    for rule in rules::ALL {
        let report = engine::run_with(&facts, &config, None, &[*rule]);
        said.rules.extend(report.rules.iter().map(|rule| rule.name));
        said.findings.extend(
            report
                .findings
                .iter()
                .map(|finding| heard(&report, finding)),
        );
    }
    said
}

fn heard(report: &Report<'_>, finding: &orglint::lint::Finding) -> Heard {
    let added = |place| report.locate(place).0.name.ends_with("-advised.csv");
    let mut places = finding
        .related
        .iter()
        .map(|label| label.place)
        .chain([finding.place]);
    Heard {
        rule: finding.rule.name,
        fingerprint: finding.fingerprint(),
        subjects: finding.subjects.iter().map(Subject::to_string).collect(),
        message: finding.message.clone(),
        of_added_row: places.any(added),
    }
}

/// Findings that were not there. What is left of a finding that was there and has become smaller is
/// none, and neither is what a rule says about old rows that could not look before, for lack of a
/// table that there is now.
fn new_findings(before: &Said, after: &Said) -> Vec<Heard> {
    let known: BTreeSet<&str> = before
        .findings
        .iter()
        .map(|f| f.fingerprint.as_str())
        .collect();
    let rest = |new: &Heard| {
        let mut same = before.findings.iter().filter(|old| old.rule == new.rule);
        same.any(|old| new.subjects.is_subset(&old.subjects))
    };
    let mut found: Vec<Heard> = after
        .findings
        .iter()
        .filter(|new| !known.contains(new.fingerprint.as_str()))
        .filter(|new| before.rules.contains(new.rule) || new.of_added_row)
        .filter(|new| !rest(new))
        .cloned()
        .collect();
    found.sort();
    found
}

/// Follows every recommendation, one at a time; gives how many there were and what went wrong.
fn follow_all(org: &Org, preset: Preset) -> (usize, Vec<String>) {
    let before = lint(org, preset);
    let facts = Facts::new(org, config(preset).facts);
    let options = Options::default();
    let advised = advise::advise(&facts, options);
    let mut followed = 0;
    let mut wrong = Vec::new();
    for (what, applied) in applied(&facts, &advised, options) {
        followed += 1;
        let after = read(&applied.files);
        assert_eq!(after.verify(), Vec::<String>::new(), "{what}");
        for finding in new_findings(&before, &lint(&after, preset)) {
            wrong.push(format!("{what}: {}: {}", finding.rule, finding.message));
        }
    }
    (followed, wrong)
}

fn applied(facts: &Facts<'_>, advised: &Advised<'_>, options: Options) -> Vec<(String, Applied)> {
    let org = facts.org();
    let name = |team| org.team(team).key();
    let mut all = Vec::new();
    for pair in &advised.pairs {
        let what = format!(
            "{} for {} → {} (row {})",
            pair.answer.name(),
            name(pair.from),
            name(pair.to),
            pair.row.id
        );
        all.extend(advise::apply(facts, options, pair).map(|done| (what, done)));
    }
    for group in &advised.groups {
        let what = format!(
            "{} for {} (row {})",
            group.answer.name(),
            group.subject,
            group.row.id
        );
        all.extend(advise::apply_group(facts, options, group).map(|done| (what, done)));
    }
    all
}

#[test]
fn no_recommendation_for_a_fixture_makes_a_finding() {
    let (mut followed, mut wrong) = (0, Vec::new());
    for folder in fixture_orgs() {
        let inputs = files::open([&folder]).unwrap();
        let org = read_inputs(inputs);
        let (number, bad) = follow_all(&org, Preset::Recommended);
        followed += number;
        wrong.extend(
            bad.into_iter()
                .map(|bad| format!("{}: {bad}", folder.display())),
        );
    }
    assert!(
        wrong.is_empty(),
        "{} of {followed}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(
        followed > 30,
        "only {followed} recommendations in all fixtures"
    );
}

/// Numbers of an organization, from which its tables are written. References are taken modulo the
/// number of what they refer to.
#[derive(Clone, Debug)]
struct Company {
    teams: Vec<(usize, usize, usize)>,
    people: Vec<(usize, usize, usize)>,
    dependencies: Vec<(usize, usize, Ask)>,
    liaisons: Vec<(usize, usize)>,
    meetings: Vec<(usize, usize, BTreeSet<usize>)>,
    coordination: Vec<(usize, usize, usize)>,
    projects: Vec<(BTreeSet<usize>, usize)>,
    /// Which tables and columns are there.
    has: [bool; 8],
}

#[derive(Clone, Copy, Debug)]
struct Ask {
    kind: usize,
    need: usize,
    context: usize,
    frequency: usize,
    duration: usize,
    fallback: bool,
    there: bool,
}

const KINDS: [&str; 3] = ["hard", "soft", ""];
const NEEDS: [&str; 11] = [
    "",
    "information",
    "advice",
    "learning",
    "service",
    "work",
    "joint-work",
    "availability",
    "approval",
    "mandate",
    "measurement",
];
const CONTEXTS: [&str; 5] = ["", "none", "low", "medium", "high"];
const FREQUENCIES: [&str; 4] = ["", "monthly", "weekly", "daily"];
const DURATIONS: [&str; 4] = ["", "one-off", "project", "ongoing"];
const FUNCTIONS: [&str; 6] = ["", "engineering", "design", "security", "support", "data"];
const TEAM_KINDS: [&str; 4] = ["", "product", "platform", "functional"];
const PURPOSES: [&str; 4] = ["decision", "status", "brainstorm", ""];
const MODELS: [&str; 6] = [
    "service-provider",
    "consultant",
    "independent-executor",
    "self-service",
    "objective-expert",
    "tiger-team",
];
const PRIORITIES: [&str; 3] = ["critical", "high", "low"];

fn asks() -> impl Strategy<Value = Ask> {
    let words = (
        0..KINDS.len(),
        0..NEEDS.len(),
        0..CONTEXTS.len(),
        0..FREQUENCIES.len(),
        0..DURATIONS.len(),
    );
    (words, prop::bool::weighted(0.3), prop::bool::weighted(0.3)).prop_map(
        |((kind, need, context, frequency, duration), fallback, there)| Ask {
            kind,
            need,
            context,
            frequency,
            duration,
            fallback,
            there,
        },
    )
}

fn companies() -> impl Strategy<Value = Company> {
    let teams = prop::collection::vec((0..9_usize, 0..FUNCTIONS.len(), 0..TEAM_KINDS.len()), 4..10);
    let people = prop::collection::vec((0..40_usize, 0..9_usize, 0..FUNCTIONS.len()), 6..40);
    let meeting = (
        0..9_usize,
        0..PURPOSES.len(),
        prop::collection::btree_set(0..40_usize, 2..10),
    );
    let project = (
        prop::collection::btree_set(0..9_usize, 1..5),
        0..PRIORITIES.len(),
    );
    (
        (teams, people),
        prop::collection::vec((0..9_usize, 0..9_usize, asks()), 1..14),
        prop::collection::vec((0..40_usize, 0..9_usize), 0..5),
        prop::collection::vec(meeting, 0..6),
        prop::collection::vec((0..MODELS.len(), 0..9_usize, 0..9_usize), 0..4),
        prop::collection::vec(project, 0..4),
        prop::array::uniform8(prop::bool::weighted(0.7)),
    )
        .prop_map(
            |((teams, people), dependencies, liaisons, meetings, coordination, projects, has)| {
                Company {
                    teams,
                    people,
                    dependencies,
                    liaisons,
                    meetings,
                    coordination,
                    projects,
                    has,
                }
            },
        )
}

/// Ids so far from each other that none is taken for a slip of another.
fn id(kind: &str, number: usize) -> String {
    let letters: Vec<char> = "bcdfghjklmnpqrstvwxz".chars().collect();
    let at = |n: usize| letters[n % letters.len()];
    format!(
        "{kind}-{}{}{}{}",
        at(number),
        at(number * 3 + 1),
        at(number * 7 + 2),
        at(number / 20 * 11 + number)
    )
}

impl Company {
    fn files(&self) -> Vec<(String, String)> {
        let [
            people,
            attendance,
            liaisons,
            coordination,
            projects,
            tree,
            words,
            leads,
        ] = self.has;
        let team = |number: usize| id("team", number % self.teams.len());
        let person = |number: usize| id("person", number % self.people.len());
        let mut files = vec![
            ("teams.csv".to_owned(), self.teams(tree, people && leads)),
            ("dependencies.csv".to_owned(), self.dependencies(words)),
        ];
        if people {
            let mut text = "id,manager,team,function\n".to_owned();
            for (own, (manager, home, function)) in self.people.iter().enumerate() {
                let above = if own == 0 {
                    String::new()
                } else {
                    person(manager % own)
                };
                text += &format!(
                    "{},{above},{},{}\n",
                    person(own),
                    team(*home),
                    FUNCTIONS[*function]
                );
            }
            files.push(("people.csv".to_owned(), text));
            if liaisons && !self.liaisons.is_empty() {
                let rows: BTreeSet<String> = self
                    .liaisons
                    .iter()
                    .map(|(who, target)| format!("{},{}\n", person(*who), team(*target)))
                    .collect();
                files.push((
                    "liaisons.csv".to_owned(),
                    "person,targets\n".to_owned() + &rows.into_iter().collect::<String>(),
                ));
            }
            if attendance && !self.meetings.is_empty() {
                let (mut meetings, mut rows) = (
                    "id,purpose,host,per_week\n".to_owned(),
                    "meeting,person\n".to_owned(),
                );
                for (own, (host, purpose, who)) in self.meetings.iter().enumerate() {
                    let key = id("meeting", own);
                    meetings += &format!("{key},{},{},1\n", PURPOSES[*purpose], team(*host));
                    let who: BTreeSet<String> = who.iter().map(|who| person(*who)).collect();
                    rows += &who
                        .into_iter()
                        .map(|who| format!("{key},{who}\n"))
                        .collect::<String>();
                }
                files.push(("meetings.csv".to_owned(), meetings));
                files.push(("attendance.csv".to_owned(), rows));
            }
        }
        if coordination && !self.coordination.is_empty() {
            let mut rows = BTreeSet::new();
            for (model, from, to) in &self.coordination {
                let model = MODELS[*model];
                let to = if model == "independent-executor" || team(*from) == team(*to) {
                    String::new()
                } else {
                    team(*to)
                };
                rows.insert(format!("{model},{},{to}\n", team(*from)));
            }
            files.push((
                "coordination.csv".to_owned(),
                "model,from,to\n".to_owned() + &rows.into_iter().collect::<String>(),
            ));
        }
        if projects && !self.projects.is_empty() {
            let mut text = "id,teams,parent,priority\n".to_owned();
            for (own, (who, priority)) in self.projects.iter().enumerate() {
                let who: BTreeSet<String> = who.iter().map(|who| team(*who)).collect();
                let parent = if own == 1 {
                    id("project", 0)
                } else {
                    String::new()
                };
                let who: Vec<String> = who.into_iter().collect();
                text += &format!(
                    "{},{},{parent},{}\n",
                    id("project", own),
                    who.join(";"),
                    PRIORITIES[*priority]
                );
            }
            files.push(("projects.csv".to_owned(), text));
        }
        files
    }

    fn teams(&self, tree: bool, leads: bool) -> String {
        let mut text = "id,parent,function,kind,lead\n".to_owned();
        for (own, (parent, function, kind)) in self.teams.iter().enumerate() {
            let above = if own > 0 && tree {
                id("team", parent % own)
            } else {
                String::new()
            };
            let lead = self
                .people
                .iter()
                .position(|(_, home, _)| home % self.teams.len() == own);
            let lead = lead
                .filter(|_| leads)
                .map_or_else(String::new, |who| id("person", who));
            text += &format!(
                "{},{above},{},{},{lead}\n",
                id("team", own),
                FUNCTIONS[*function],
                TEAM_KINDS[*kind]
            );
        }
        text
    }

    fn dependencies(&self, words: bool) -> String {
        let mut text = if words {
            "from,to,kind,need,context,freq,duration,fallback,can_do_there\n"
        } else {
            "from,to,kind\n"
        }
        .to_owned();
        let mut known = BTreeSet::new();
        for (from, to, ask) in &self.dependencies {
            let (from, to) = (from % self.teams.len(), to % self.teams.len());
            if from == to || !known.insert((from, to)) {
                continue;
            }
            text += &format!(
                "{},{},{}",
                id("team", from),
                id("team", to),
                KINDS[ask.kind]
            );
            if words {
                let (fallback, there) = (
                    if ask.fallback { "wait" } else { "" },
                    if ask.there { "yes" } else { "no" },
                );
                text += &format!(
                    ",{},{},{},{},{fallback},{there}",
                    NEEDS[ask.need],
                    CONTEXTS[ask.context],
                    FREQUENCIES[ask.frequency],
                    DURATIONS[ask.duration]
                );
            }
            text.push('\n');
        }
        text
    }
}

/// Every organization is generated from one fixed seed, so that all that is wrong is told at once.
fn follow_generated(cases: usize, preset: Preset) {
    let mut runner = TestRunner::deterministic();
    let (mut followed, mut wrong) = (0, Vec::new());
    for case in 0..cases {
        let company = companies().new_tree(&mut runner).unwrap().current();
        let files = company.files();
        let (number, bad) = follow_all(&read(&files), preset);
        followed += number;
        wrong.extend(bad.into_iter().map(|bad| format!("case {case}: {bad}")));
    }
    assert!(
        wrong.is_empty(),
        "{} of {followed}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(
        followed > cases,
        "only {followed} recommendations in {cases} organizations"
    );
}

#[test]
fn no_recommendation_makes_a_finding() {
    follow_generated(260, Preset::Recommended);
}

#[test]
fn with_every_rule_a_fixture_is_no_worse_either() {
    let mut wrong = Vec::new();
    for folder in fixture_orgs() {
        let org = read_inputs(files::open([&folder]).unwrap());
        let (_, bad) = follow_all(&org, Preset::All);
        wrong.extend(
            bad.into_iter()
                .map(|bad| format!("{}: {bad}", folder.display())),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
