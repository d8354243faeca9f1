//! The report folder: what is in it, that the page asks no network and lets no name become markup.

use crate::program::{files_below, organisation, orglint, text};
use crate::support::root;
use orglint::chart::layout;
use std::path::Path;

const HOSTILE: &str = "<script>alert(1)</script><img src=x onerror=alert(2)>\u{202e}";

/// Writes a report and gives the page.
#[track_caller]
fn report(from: &Path, out: &Path, more: &[&str]) -> String {
    let output = orglint()
        .arg("report")
        .arg(from)
        .arg("--out")
        .arg(out)
        .args(more)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("index.html"));
    assert_eq!(text(&output.stderr), "");
    std::fs::read_to_string(out.join("index.html")).unwrap()
}

/// Charts for which acme has nothing to show: no team there is split by function.
const NOT_OF_ACME: [&str; 1] = ["function-trees"];

/// The charts that acme has.
fn charts_of_acme() -> impl Iterator<Item = &'static layout::ChartEntry> {
    let charts = layout::ALL.iter();
    charts.filter(|chart| !NOT_OF_ACME.contains(&chart.name))
}

#[test]
fn the_folder_of_acme_is_complete() {
    let out = tempfile::tempdir().unwrap();
    let page = report(&root().join("fixtures/orgs/acme"), out.path(), &[]);
    let mut expected = vec![
        "findings.csv".to_owned(),
        "findings.json".to_owned(),
        "index.html".to_owned(),
    ];
    for chart in charts_of_acme() {
        for ending in ["png", "svg"] {
            expected.push(format!("charts/{}.{ending}", chart.name));
        }
        assert!(
            page.contains(&format!("id=\"chart-{}\"", chart.name)),
            "{}",
            chart.name
        );
        let picture = out.path().join(format!("charts/{}.png", chart.name));
        let bytes = std::fs::read(picture).unwrap();
        assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"), "{}", chart.name);
    }
    expected.sort();
    assert_eq!(files_below(out.path()), expected);
    assert!(page.contains("<h1>Acme Controls</h1>"));
    let json = std::fs::read_to_string(out.path().join("findings.json")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    for finding in json["findings"].as_array().unwrap() {
        let rule = finding["rule"].as_str().unwrap();
        assert!(page.contains(&format!("id=\"rule/{rule}\"")), "{rule}");
    }
}

/// Every attribute by which a page could load or send something.
#[track_caller]
fn assert_self_contained(page: &str) {
    assert!(page.contains("default-src 'none'"));
    // In text `<` is escaped, so what follows one is a tag of ours.
    let (before, script) = page.rsplit_once("<script>").unwrap();
    assert!(
        script.ends_with("})();\n</script></body></html>"),
        "{script}"
    );
    assert!(!before.contains("<script"));
    for tag in before.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap();
        let name = tag.split_whitespace().next().unwrap();
        let loads = [
            "img", "image", "link", "iframe", "object", "embed", "use", "form",
        ];
        assert!(!loads.contains(&name), "<{tag}>");
        for wrong in [" src=", " srcset=", " on", " action=", " data="] {
            assert!(!outside_quotes(tag).contains(wrong), "<{tag}>");
        }
    }
    assert!(!page.contains("@import"));
    for (attribute, allowed) in [(" href=\"", "#"), ("url(", "data:font/woff2")] {
        for target in page.split(attribute).skip(1) {
            let target: String = target.chars().take(30).collect();
            assert!(target.starts_with(allowed), "{attribute}{target}");
        }
    }
}

/// A tag without the values of its attributes.
fn outside_quotes(tag: &str) -> String {
    tag.split('"').step_by(2).collect()
}

#[test]
fn hostile_names_stay_text_and_nothing_is_loaded() {
    let people: String = (0..12)
        .map(|n| format!("p{n},{HOSTILE} {n},boss,web\n"))
        .collect();
    let people = format!("id,name,manager,team,\"{HOSTILE}\"\nboss,{HOSTILE},,web\n{people}");
    let teams = format!("id,name,parent\nweb,{HOSTILE},\n");
    let folder = organisation(&[
        ("people.csv", &people),
        ("teams.csv", &teams),
        (
            "orglint.toml",
            "[[allow]]\nrule = \"ragged-row\"\nreason = \"<script>because</script>\"\n",
        ),
    ]);
    let out = tempfile::tempdir().unwrap();
    let page = report(folder.path(), out.path(), &["--title", HOSTILE]);
    assert_self_contained(&page);
    assert!(!page.contains("onerror=alert(2)>"));
    assert!(!page.contains('\u{202e}'));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

#[test]
fn the_page_of_acme_loads_nothing() {
    let out = tempfile::tempdir().unwrap();
    let page = report(
        &root().join("fixtures/orgs/acme"),
        out.path(),
        &["--title", "Acme Controls"],
    );
    assert_self_contained(&page);
    assert!(page.contains("<h1>Acme Controls</h1>"));
}

#[test]
fn a_logo_is_shown_without_what_it_would_load() {
    let out = tempfile::tempdir().unwrap();
    let logo = out.path().join("logo.svg");
    let body = "<rect width=\"9\" height=\"9\" fill=\"#123456\"/><script>x()</script><image href=\"http://e.vil/\"/>";
    let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{body}</svg>");
    std::fs::write(&logo, svg).unwrap();
    let acme = root().join("fixtures/orgs/acme");
    let page = report(&acme, out.path(), &["--logo", logo.to_str().unwrap()]);
    assert_self_contained(&page);
    assert!(page.contains("fill=\"#123456\"") && !page.contains("e.vil"));
    std::fs::write(&logo, "<html/>").unwrap();
    let output = orglint()
        .args(["report", "fixtures/orgs/acme", "--logo"])
        .arg(&logo)
        .arg("--out")
        .arg(out.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).contains("is no SVG"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn a_theme_holds_for_page_and_charts() {
    let out = tempfile::tempdir().unwrap();
    let acme = root().join("fixtures/orgs/acme");
    let dark = report(&acme, out.path(), &["--theme", "dark"]);
    assert!(!dark.contains("prefers-color-scheme"));
    let chart = std::fs::read_to_string(out.path().join("charts/org-tree.svg")).unwrap();
    assert!(chart.contains("height=\"100%\"") || chart.contains("fill=\"#14171c\""));
    let auto = report(&acme, out.path(), &[]);
    assert!(auto.contains("@media screen and (prefers-color-scheme:dark)"));
}

#[test]
fn the_comment_is_one_file_or_standard_output() {
    let out = tempfile::tempdir().unwrap();
    let run = |to: &str| {
        let mut command = orglint();
        command.args([
            "report",
            "fixtures/orgs/acme",
            "--format",
            "md",
            "--out",
            to,
        ]);
        command.output().unwrap()
    };
    let shown = text(&run("-").stdout);
    run(out.path().to_str().unwrap());
    assert_eq!(files_below(out.path()), ["report.md"]);
    let saved = std::fs::read_to_string(out.path().join("report.md")).unwrap();
    assert_eq!(saved, shown);
    for part in [
        "## Acme Controls: 7 errors",
        "```mermaid\nflowchart LR",
        "-->|✗|",
        "### Liaisons",
    ] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
}

#[test]
fn every_chart_has_its_words_and_marks_as_text() {
    let out = tempfile::tempdir().unwrap();
    let page = report(&root().join("fixtures/orgs/acme"), out.path(), &[]);
    for chart in charts_of_acme() {
        let figure = page
            .split(&format!("id=\"chart-{}\"", chart.name))
            .nth(1)
            .unwrap();
        let figure = figure.split("</figure>").next().unwrap();
        assert!(
            figure.contains("<h4 id=") && figure.contains("<table>"),
            "{}",
            chart.name
        );
        assert!(figure.matches("<tr>").count() > 2, "{}", chart.name);
    }
}

#[test]
fn charts_without_findings_behind_them_are_folded() {
    let out = tempfile::tempdir().unwrap();
    let page = report(
        &root().join("fixtures/orgs/meeting-over-eight"),
        out.path(),
        &[],
    );
    let (open, folded) = page.split_once("<details class=\"charts\">").unwrap();
    assert!(open.contains("id=\"chart-meeting-sizes\""));
    assert!(folded.contains("id=\"chart-org-tree\"") && !open.contains("id=\"chart-org-tree\""));
}

#[test]
fn every_target_of_the_page_exists_and_ids_are_unique() {
    let out = tempfile::tempdir().unwrap();
    let page = report(&root().join("fixtures/orgs/acme"), out.path(), &[]);
    let mut ids: Vec<&str> = page
        .split(" id=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    for target in page.split("href=\"#").skip(1) {
        let target = target.split('"').next().unwrap();
        assert!(ids.contains(&target), "#{target}");
    }
    let many = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), many, "an id is used twice");
}

#[test]
fn what_cannot_be_drawn_is_listed_and_an_older_picture_removed() {
    let folder = organisation(&[("people.csv", "id,manager\nada,\nbob,ada\ncyd,ada\n")]);
    let out = tempfile::tempdir().unwrap();
    report(&root().join("fixtures/orgs/acme"), out.path(), &[]);
    let page = report(folder.path(), out.path(), &[]);
    let files = files_below(out.path());
    for chart in layout::ALL {
        let drawn = page.contains(&format!("id=\"chart-{}\"", chart.name));
        let saved = files.contains(&format!("charts/{}.svg", chart.name));
        assert_eq!(drawn, saved, "{}", chart.name);
    }
    let missing = layout::ALL
        .iter()
        .any(|chart| !page.contains(&format!("id=\"chart-{}\"", chart.name)));
    assert_eq!(page.contains("<h3>Not drawn</h3>"), missing);
}

#[test]
fn the_same_folder_gives_the_same_report_on_any_number_of_threads() {
    let folder = |threads: &str| {
        let out = tempfile::tempdir().unwrap();
        let status = orglint()
            .args(["report", "fixtures/orgs/acme", "--out"])
            .arg(out.path())
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .unwrap()
            .status;
        assert!(status.success());
        let files = files_below(out.path());
        let bytes: Vec<Vec<u8>> = files
            .iter()
            .map(|file| std::fs::read(out.path().join(file)).unwrap())
            .collect();
        (files, bytes)
    };
    assert!(folder("1") == folder("8"));
}

#[test]
fn a_report_fails_only_when_asked_to_or_without_input() {
    let out = tempfile::tempdir().unwrap();
    let code = |args: &[&str]| {
        let output = orglint().arg("report").args(args).output().unwrap();
        output.status.code().unwrap()
    };
    let to = out.path().to_str().unwrap();
    assert_eq!(code(&["fixtures/orgs/acme", "--out", to]), 0);
    assert_eq!(
        code(&["fixtures/orgs/acme", "--out", to, "--fail-on", "note"]),
        1
    );
    assert_eq!(code(&["no-such-folder", "--out", to]), 2);
    let folder = organisation(&[("people.csv", "id,manager\nada,\n")]);
    let same = folder.path().to_str().unwrap();
    assert_eq!(code(&[same, "--out", same]), 2);
    assert_eq!(files_below(folder.path()), ["people.csv"]);
}

#[test]
fn one_chart_is_drawn_as_its_ending_says() {
    let out = tempfile::tempdir().unwrap();
    for chart in charts_of_acme() {
        for (ending, begins) in [("svg", &b"<svg "[..]), ("png", &b"\x89PNG"[..])] {
            let file = out.path().join(format!("{}.{ending}", chart.name));
            let output = orglint()
                .args([
                    "chart",
                    chart.name,
                    "fixtures/orgs/acme",
                    "--theme",
                    "dark",
                    "-o",
                ])
                .arg(&file)
                .output()
                .unwrap();
            assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
            assert!(
                std::fs::read(&file).unwrap().starts_with(begins),
                "{}",
                chart.name
            );
        }
    }
    let listed = orglint().args(["chart", "--list"]).output().unwrap();
    assert_eq!(text(&listed.stdout).lines().count(), layout::ALL.len());
}
