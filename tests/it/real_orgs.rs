//! The release binary over published organisations that are not part of the project. Runs only where
//! `ORGLINT_ORGS` names their folder; each holds `facts.json` with counts made by other tools, and
//! `ORGLINT_REFERENCE` a folder of values of metrics made by other tools.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Every folder: `report` ends well, writes its files, and its totals equal the independent ones.
#[test]
#[ignore = "needs the folder of real organisations in ORGLINT_ORGS; run by .ci/run"]
fn real_orgs_are_read_to_the_last_row() {
    let orgs = PathBuf::from(std::env::var("ORGLINT_ORGS").expect("ORGLINT_ORGS is set"));
    let mut folders: Vec<PathBuf> = std::fs::read_dir(&orgs)
        .expect("the folder exists")
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("facts.json").is_file())
        .collect();
    folders.sort();
    assert!(
        folders.len() > 5,
        "too few organisations in {}",
        orgs.display()
    );
    let mut wrong = Vec::new();
    for folder in &folders {
        wrong.extend(differences(folder));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn differences(folder: &Path) -> Vec<String> {
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let out = tempfile::tempdir().unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_orglint"))
        .args(["report".as_ref(), folder.as_os_str(), "--out".as_ref()])
        .arg(out.path())
        .output()
        .unwrap();
    if !run.status.success() {
        let error = String::from_utf8_lossy(&run.stderr);
        return vec![format!("{name}: exit {:?}: {error}", run.status.code())];
    }
    let read = |path: PathBuf| -> Value {
        serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap()
    };
    let facts = read(folder.join("facts.json"));
    let report = read(out.path().join("findings.json"));
    println!("{name}: {}", report["summary"]);
    let mut wrong = compare(&name, &facts, &report);
    for file in ["index.html", "findings.csv", "charts/findings-by-rule.svg"] {
        if !out.path().join(file).is_file() {
            wrong.push(format!("{name}: {file} is missing"));
        }
    }
    wrong
}

/// Pairs of a fact and the total of the report that must equal it.
fn compare(name: &str, facts: &Value, report: &Value) -> Vec<String> {
    let pairs = [
        ("people", "people"),
        ("teams", "teams"),
        ("dependencies", "dependencies"),
        ("meetings", "meetings"),
        ("liaison_rows", "liaisons"),
    ];
    pairs
        .iter()
        .filter(|(fact, _)| facts.get(fact).is_some())
        .filter(|(fact, total)| facts[*fact] != report["summary"][*total])
        .map(|(fact, total)| {
            format!(
                "{name}: {fact} is {} but the report says {}",
                facts[*fact], report["summary"][*total]
            )
        })
        .collect()
}

/// The figures of `metrics` over a folder.
struct Figures(Value);

impl Figures {
    fn of(folder: &Path) -> Self {
        let run = Command::new(env!("CARGO_BIN_EXE_orglint"))
            .args(["metrics", "--with-people", "--format", "json"])
            .arg(folder)
            .output()
            .unwrap();
        let error = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(run.status.success(), "{}: {error}", folder.display());
        Self(serde_json::from_slice(&run.stdout).unwrap())
    }

    fn find(&self, [metric, kind, subject]: [&str; 3]) -> Option<f64> {
        let all = self.0["metrics"].as_array().unwrap().iter();
        all.filter(|m| m["metric"] == metric)
            .flat_map(|m| m["values"].as_array().unwrap())
            .find(|value| value["kind"] == kind && value["subject"] == subject)
            .and_then(|value| value["value"].as_f64())
    }

    /// Compares one figure with a reference, to the digits that the reference has.
    #[track_caller]
    fn expect(&self, path: [&str; 3], reference: &Value) {
        let found = self.find(path).unwrap_or_else(|| panic!("no {path:?}"));
        let expected = reference.as_f64().unwrap();
        let shown = reference.to_string();
        let digits = shown
            .split_once('.')
            .map_or(0, |(_, digits)| digits.len().min(9));
        let slack = 0.5 * 10_f64.powi(-i32::try_from(digits).unwrap()) + 1e-9;
        assert!(
            (found - expected).abs() <= slack,
            "{path:?}: {found}, not {expected}"
        );
    }
}

const WHOLE: &str = "organization";

/// The twenty-one managers: the folder as it is, and its arcs of advice and friendship put into the
/// tables that a metric looks at. Every value of the reference that a metric has is found again.
#[test]
#[ignore = "needs ORGLINT_ORGS and ORGLINT_REFERENCE; run by .ci/run"]
fn real_orgs_metrics_are_those_of_the_reference() {
    let variable = |name: &str| PathBuf::from(std::env::var(name).expect("the folder is named"));
    let managers = variable("ORGLINT_ORGS").join("krackhardt");
    let text = std::fs::read(variable("ORGLINT_REFERENCE").join("reference_vectors.json")).unwrap();
    let reference: Value = serde_json::from_slice(&text).unwrap();
    let read = |name: &str| -> Vec<Vec<String>> {
        let mut reader = csv::Reader::from_path(managers.join(name)).unwrap();
        let rows = reader.records().map(|row| row.unwrap());
        rows.map(|row| row.iter().map(str::to_owned).collect())
            .collect()
    };
    let people = read("people.csv");
    let place = |name: &str| people.iter().position(|row| row[0] == name).unwrap();
    // Rows of people: id, name, title, manager, team; in the order of the reference, which counts from 1.
    let asis = Figures::of(&managers);
    for name in ["connectedness", "hierarchy", "efficiency"] {
        asis.expect(
            [name, name, WHOLE],
            &reference["gtd"]["reports_boss_to_sub"][name],
        );
    }
    let bound = "least-upper-boundedness";
    asis.expect(
        [bound, bound, WHOLE],
        &reference["gtd"]["reports_boss_to_sub"]["lubness"],
    );
    let reports = &reference["ei_by_dept"]["reports"];
    ei(&asis, "ei-reporting", reports);
    for (id, span) in reference["spans"].as_object().unwrap() {
        let person = format!("person:{}", manager(&people, id));
        asis.expect(["span-of-control", "span", &person], span);
        let count = &reference["graicunas"][span.to_string()];
        asis.expect(["graicunas-relationships", "relationships", &person], count);
    }
    for (kind, name) in [("advice", "advice"), ("friendship", "friends")] {
        let arcs: Vec<(usize, usize)> = read("interactions.csv")
            .iter()
            .filter(|row| row[2] == kind)
            .map(|row| (place(&row[0]), place(&row[1])))
            .collect();
        assert_eq!(Value::from(arcs.len()), reference["gtd"][name]["edges"]);
        dimensions(&people, &arcs, &reference["gtd"][name]);
        as_dependencies(&people, &arcs, &reference, name);
        as_meetings(
            &people,
            &arcs,
            &reference["ei_by_dept"][format!("{name}_undirected")],
        );
    }
}

/// The id of the manager with this number in the reference.
fn manager<'a>(people: &'a [Vec<String>], number: &str) -> &'a str {
    let number: usize = number.parse().unwrap();
    &people[number - 1][0]
}

fn ei(figures: &Figures, metric: &str, reference: &Value) {
    figures.expect([metric, "index", WHOLE], &reference["EI"]);
    figures.expect([metric, "external", WHOLE], &reference["E"]);
    figures.expect([metric, "internal", WHOLE], &reference["I"]);
}

fn figures_of(files: &[(&str, String)]) -> Figures {
    let folder = tempfile::tempdir().unwrap();
    for (name, body) in files {
        std::fs::write(folder.path().join(name), body).unwrap();
    }
    Figures::of(folder.path())
}

/// Arcs as reporting lines from manager to report.
fn dimensions(people: &[Vec<String>], arcs: &[(usize, usize)], reference: &Value) {
    let rows = people.iter().enumerate().map(|(at, row)| {
        let above = arcs.iter().filter(|(_, to)| *to == at);
        let above: Vec<&str> = above.map(|(from, _)| people[*from][0].as_str()).collect();
        format!("{},{}\n", row[0], above.join(";"))
    });
    let table = format!("id,manager\n{}", rows.collect::<String>());
    let figures = figures_of(&[("people.csv", table)]);
    for name in ["connectedness", "hierarchy", "efficiency"] {
        figures.expect([name, name, WHOLE], &reference[name]);
    }
    let bound = "least-upper-boundedness";
    figures.expect([bound, bound, WHOLE], &reference["lubness"]);
}

/// Managers as teams of their departments, arcs as dependencies.
fn as_dependencies(people: &[Vec<String>], arcs: &[(usize, usize)], all: &Value, name: &str) {
    let mut teams = "id,parent\n".to_owned();
    let mut departments: Vec<&str> = people.iter().map(|row| row[4].as_str()).collect();
    departments.sort_unstable();
    departments.dedup();
    teams.extend(
        departments
            .iter()
            .map(|department| format!("{department},\n")),
    );
    teams.extend(people.iter().map(|row| format!("{},{}\n", row[0], row[4])));
    let rows = arcs
        .iter()
        .map(|(from, to)| format!("{},{}\n", people[*from][0], people[*to][0]));
    let figures = figures_of(&[
        ("teams.csv", teams),
        (
            "dependencies.csv",
            format!("from,to\n{}", rows.collect::<String>()),
        ),
    ]);
    ei(
        &figures,
        "ei-dependencies",
        &all["ei_by_dept"][format!("{name}_arcs")],
    );
    for kind in ["directed", "undirected"] {
        let reference = &all["modularity_dept"][format!("{name}_{kind}")];
        figures.expect(["modularity", kind, WHOLE], reference);
    }
    let brokerage = &all[format!("brokerage_{name}_by_dept")];
    let roles = [
        "coordinator",
        "itinerant",
        "representative",
        "gatekeeper",
        "liaison",
        "total",
    ];
    for (role, key) in roles.iter().zip(["w_I", "w_O", "b_IO", "b_OI", "b_O", "t"]) {
        figures.expect(["team-brokerage", role, WHOLE], &brokerage["raw"][key]);
    }
    let of_team = |team: &str, kind: &str, values: &Value| {
        for (role, value) in roles.iter().zip(values.as_array().unwrap()) {
            figures.expect(["team-brokerage", &format!("{role}{kind}"), team], value);
        }
    };
    let team = |number: &str| format!("team:{}", manager(people, number));
    if name == "friends" {
        of_team(&team("17"), "", &brokerage["node17_raw"]);
        return;
    }
    for (key, number) in [("node18", "18"), ("node21", "21")] {
        of_team(&team(number), "", &brokerage[key]["raw"]);
        of_team(&team(number), "-z", &brokerage[key]["z"]);
    }
    for (id, value) in all["betweenness_directed_advice"].as_object().unwrap() {
        let team = team(id);
        figures.expect(["team-betweenness", "betweenness", &team], value);
    }
    let expected = &all["brokerage_moments_advice_by_dept"];
    for (group, department) in [("group4", "dept-4"), ("group1", "dept-1")] {
        // One who stands between two others: only of those there are expectations.
        let members = people.iter().filter(|row| row[4] == department);
        let team = members
            .map(|row| format!("team:{}", row[0]))
            .find(|team| figures.find(["team-brokerage", "total", team]).is_some())
            .unwrap();
        for (key, mean) in expected[group]["E"].as_object().unwrap() {
            let at = ["w_I", "w_O", "b_IO", "b_OI", "b_O", "t"]
                .iter()
                .position(|k| k == key);
            let kind = format!("{}-expected", roles[at.unwrap()]);
            figures.expect(["team-brokerage", &kind, &team], mean);
        }
    }
}

/// Arcs either way as meetings of two.
fn as_meetings(people: &[Vec<String>], arcs: &[(usize, usize)], reference: &Value) {
    let rows = people.iter().map(|row| format!("{},{}\n", row[0], row[4]));
    let table = format!("id,team\n{}", rows.collect::<String>());
    let rows = arcs
        .iter()
        .enumerate()
        .map(|(index, (a, b))| format!("m{index},{};{}\n", people[*a][0], people[*b][0]));
    let meetings = format!("id,attendees\n{}", rows.collect::<String>());
    ei(
        &figures_of(&[("people.csv", table), ("meetings.csv", meetings)]),
        "ei-meetings",
        reference,
    );
}
