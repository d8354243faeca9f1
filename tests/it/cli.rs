//! The command line: exit codes, messages, where output goes.

use crate::program::{files_below, organisation, orglint, text};
use std::io::{Read, Write};
use std::process::{Output, Stdio};

const FORMATS: [&str; 7] = [
    "human", "concise", "json", "sarif", "github", "markdown", "csv",
];

/// A manager with twelve reports: one warning, no error.
fn wide_span() -> String {
    let reports: String = (0..12).map(|n| format!("p{n},boss\n")).collect();
    format!("id,manager\nboss,\n{reports}")
}

#[track_caller]
fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

#[test]
fn exit_codes_are_the_same_in_every_format() {
    let warned = organisation(&[("people.csv", &wide_span())]);
    let clean = organisation(&[("people.csv", "id,manager\nada,\nbob,ada\ncyd,ada\n")]);
    for format in FORMATS {
        let check = |folder: &tempfile::TempDir, level: &str| {
            let output = orglint()
                .args(["check", "--rule", "span-too-wide", "--format", format])
                .args(["--fail-on", level])
                .arg(folder.path())
                .output()
                .unwrap();
            code(&output)
        };
        assert_eq!(check(&clean, "note"), 0, "{format}");
        assert_eq!(check(&warned, "error"), 0, "{format}");
        assert_eq!(check(&warned, "warning"), 1, "{format}");
        assert_eq!(check(&warned, "note"), 1, "{format}");
        assert_eq!(check(&warned, "never"), 0, "{format}");
        let missing = orglint()
            .args(["check", "--format", format, "no-such-folder"])
            .output()
            .unwrap();
        assert_eq!(code(&missing), 2, "{format}");
        assert!(missing.stdout.is_empty(), "{format}");
        assert!(text(&missing.stderr).contains("no-such-folder"));
    }
}

#[test]
fn slips_are_answered_with_what_was_meant() {
    let said = |args: &[&str]| {
        let output = orglint().args(args).output().unwrap();
        assert_eq!(code(&output), 2, "{args:?}");
        text(&output.stderr)
    };
    assert!(said(&["explain", "span-to-wide"]).contains("did you mean `span-too-wide`?"));
    let check = ["check", "fixtures/orgs/acme", "--rule", "span-to-wide"];
    assert!(said(&check).contains("did you mean `span-too-wide`?"));
    assert!(said(&["check"]).contains("nothing to read"));
    assert!(said(&["check", "--format", "jsn", "."]).contains("json"));
    assert!(said(&["chart", "nonesuch", "fixtures/orgs/acme", "-o", "a.svg"]).contains("--list"));
}

#[test]
fn a_wrong_configuration_names_its_line() {
    let folder = organisation(&[
        ("people.csv", "id,manager\nada,\n"),
        ("orglint.toml", "\n[rules]\nspan-to-wide = \"note\"\n"),
    ]);
    let output = orglint().arg("check").arg(folder.path()).output().unwrap();
    assert_eq!(code(&output), 2);
    let said = text(&output.stderr);
    assert!(
        said.contains("orglint.toml:3:") && said.contains("span-too-wide"),
        "{said}"
    );
}

#[test]
fn output_goes_to_a_file_whole_and_without_colour() {
    let folder = organisation(&[("people.csv", &wide_span())]);
    let out = tempfile::tempdir().unwrap();
    let file = out.path().join("found.txt");
    let output = orglint()
        .args([
            "--color",
            "always",
            "check",
            "--rule",
            "span-too-wide",
            "-o",
        ])
        .arg(&file)
        .arg(folder.path())
        .output()
        .unwrap();
    assert_eq!(code(&output), 0);
    assert!(output.stdout.is_empty());
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(written.contains("boss has 12 direct reports") && !written.contains('\u{1b}'));
    assert_eq!(files_below(out.path()), ["found.txt"]);

    let nowhere = out.path().join("none/found.txt");
    let output = orglint()
        .args(["check", "-o"])
        .arg(&nowhere)
        .arg(folder.path())
        .output()
        .unwrap();
    assert_eq!(code(&output), 2);
    assert!(text(&output.stderr).contains("found.txt"));
}

#[test]
fn colour_is_for_terminals_unless_asked_for() {
    let run = |color: &str| {
        let output = orglint()
            .args(["--color", color, "check", "fixtures/orgs/acme"])
            .output();
        text(&output.unwrap().stdout)
    };
    assert!(!run("auto").contains('\u{1b}'));
    assert!(run("always").contains('\u{1b}'));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let people: String = (0..1_200)
        .flat_map(|boss| (0..11).map(move |n| format!("p{boss}-{n},boss{boss}\n")))
        .collect();
    let bosses: String = (0..1_200).map(|boss| format!("boss{boss},\n")).collect();
    let people = format!("id,manager\n{bosses}{people}");
    let folder = organisation(&[("people.csv", &people)]);
    for format in FORMATS {
        let mut child = orglint()
            .args([
                "check",
                "--rule",
                "span-too-wide",
                "--show-all",
                "--format",
                format,
            ])
            .args(["--fail-on", "warning"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut pipe = child.stdout.take().unwrap();
        pipe.read_exact(&mut [0; 16]).unwrap();
        drop(pipe);
        let output = child.wait_with_output().unwrap();
        // What was found does not depend on how much of it was read.
        assert_eq!(code(&output), 1, "{format}");
        assert_eq!(text(&output.stderr), "", "{format}");
    }
}

#[test]
fn one_table_may_come_from_standard_input() {
    let mut child = orglint()
        .args([
            "check",
            "--rule",
            "span-too-wide",
            "--format",
            "concise",
            "--people",
            "-",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(wide_span().as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        text(&output.stdout),
        "stdin:2:1: warning[span-too-wide]: boss has 12 direct reports, more than 10\n"
    );
}

#[test]
fn help_teaches_every_command() {
    let output = orglint().arg("--help").output().unwrap();
    let help = text(&output.stdout);
    for command in [
        "check",
        "report",
        "chart",
        "rules",
        "explain",
        "completions",
    ] {
        assert!(help.contains(&format!("\n  {command} ")), "{command}");
        let output = orglint().args([command, "--help"]).output().unwrap();
        assert_eq!(code(&output), 0, "{command}");
    }
}

#[test]
fn metrics_are_picked_by_name_listed_explained_and_saved() {
    let run = |args: &[&str]| orglint().args(args).output().unwrap();
    let acme = "fixtures/orgs/acme";
    let one = run(&["metrics", acme, "--metric", "layers", "--format", "csv"]);
    let csv = text(&one.stdout);
    assert!(
        csv.lines().skip(1).all(|line| line.starts_with("layers,")),
        "{csv}"
    );
    let wrong = run(&["metrics", acme, "--metric", "modularty"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("did you mean `modularity`?"));
    let nothing = run(&["metrics"]);
    assert_eq!(nothing.status.code(), Some(2));
    let list = text(&run(&["metrics", "--list"]).stdout);
    assert!(list.contains("retention-index") && list.contains("Reporting lines"));
    let page = text(&run(&["explain", "retention-index"]).stdout);
    assert!(
        page.contains("Higher is better") && page.contains("Farris"),
        "{page}"
    );
    let slip = run(&["explain", "retention-indx"]);
    assert!(text(&slip.stderr).contains("did you mean `retention-index`?"));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("metrics.txt");
    let saved = run(&[
        "metrics",
        acme,
        "--color",
        "always",
        "-o",
        file.to_str().unwrap(),
    ]);
    assert_eq!((saved.status.code(), saved.stdout.len()), (Some(0), 0));
    let words = std::fs::read(&file).unwrap();
    assert!(!words.contains(&0x1b) && words.len() > 1_000);
}

#[test]
fn earlier_states_are_read_as_the_tables_are_and_counted() {
    let config =
        "[tables.people]\ncolumns = { id = \"Kennung\", manager = \"Chef\", team = [\"Haus\"] }\n";
    let people = |house: &str| format!("Kennung;Chef;Haus\nada;;top\nbob;ada;{house}\n");
    let folder = organisation(&[
        ("orglint.toml", config),
        ("people.csv", &people("left")),
        ("snapshots/2024-01-31/people.csv", &people("right")),
        ("snapshots/2024-02-29/people.csv", &people("left")),
        ("snapshots/2024-02-30/people.csv", &people("left")),
        ("snapshots/README.md", "states"),
    ]);
    let output = orglint()
        .args([
            "check",
            "--verbose",
            "--rule",
            "unused-file",
            "--rule",
            "reorg-breaks-mapping",
        ])
        .arg(folder.path())
        .output()
        .unwrap();
    let said = text(&output.stdout);
    assert!(
        said.contains("2 snapshots: 2024-01-31 to 2024-02-29"),
        "{said}"
    );
    assert!(
        said.contains("2024-02-30 is not used: its name is no day"),
        "{said}"
    );
    assert!(!said.contains("no earlier state"), "{said}");
    let today = orglint()
        .args(["check", "--verbose", "--as-of", "2024-02-01"])
        .arg(folder.path())
        .output()
        .unwrap();
    let said = text(&today.stdout);
    assert!(said.contains("1 snapshot: 2024-01-31"), "{said}");
    assert!(
        said.contains("snapshot 2024-02-29 is not used: it is later"),
        "{said}"
    );
}

#[test]
fn advice_for_two_teams_is_told_whole() {
    let folder = organisation(&[
        (
            "teams.csv",
            "id,name,parent\nco,,\neng,,co\nweb,Web Console,eng\ngtm,,co\npmm,Marketing,gtm\nops,,co\n",
        ),
        (
            "dependencies.csv",
            "from,to,kind,need,context\npmm,web,soft,information,low\n",
        ),
        ("people.csv", "id,team\npat,pmm\nwes,web\nwil,web\n"),
        ("liaisons.csv", "person,home,targets\npat,pmm,web\n"),
    ]);
    let advise = |extra: &[&str]| {
        let output = orglint()
            .arg("advise")
            .arg(folder.path())
            .args(extra)
            .output()
            .unwrap();
        (code(&output), text(&output.stdout), text(&output.stderr))
    };
    let (exit, told, _) = advise(&["--pair", "marketing", "web"]);
    assert_eq!(exit, 0);
    assert!(
        told.contains(
            "\nOver-coordinated: a cheaper model suffices (1 pair)\n  Marketing → Web Console: written notes now: liaison pat\n      \
             Marketing needs only information of Web Console with low context, which written notes carry [Rubick: Liaison model, row 2a]\n      \
             3 of 3 features known (100 %): dependency recorded (dependencies.csv:2:5), need information (dependencies.csv:2:14), context low (dependencies.csv:2:26)\n      \
             would change it: context medium → liaison"
        ),
        "{told}"
    );
    assert!(
        told.contains("unknown  the dependencies table does not say `freq` (how often)"),
        "{told}"
    );
    let (exit, _, error) = advise(&["--pair", "marketin", "web"]);
    assert_eq!(exit, 2);
    assert!(
        error.contains("unknown team `marketin`; did you mean `Marketing`?"),
        "{error}"
    );
    let (exit, _, error) = advise(&["--pair", "web", "ops"]);
    assert_eq!(exit, 2);
    assert!(error.contains("nothing in the files joins"), "{error}");
    let (exit, told, _) = advise(&["--format", "markdown"]);
    assert_eq!(exit, 0);
    assert!(
        told.contains("| Marketing → Web Console | **written notes** | liaison pat |"),
        "{told}"
    );
}

#[test]
fn the_decision_table_is_explained() {
    let output = orglint().args(["explain", "advisor"]).output().unwrap();
    assert_eq!(code(&output), 0);
    let told = text(&output.stdout);
    assert!(told.contains("| 6a | need is service; consumers at least `many-consumers` (3); duration is ongoing | **self-service** |"), "{told}");
}
