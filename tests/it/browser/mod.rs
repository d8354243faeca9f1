//! The page in a real browser. A step of its own, since it needs Chromium:
//! `ORGLINT_CHROMIUM=/usr/bin/chromium cargo test --test it -- --ignored browser`.
//! With `ORGLINT_SHOTS=FOLDER` and `ORGLINT_PAGE=FILE` it also takes pictures of a page to look at.

mod devtools;

use crate::program::{organisation, orglint};
use crate::support::root;
use devtools::Browser;
use serde_json::Value;
use std::path::{Path, PathBuf};

const WHY: &str = "needs a browser";

/// Writes a report and gives the path of the page.
fn report(from: &Path, out: &Path) -> PathBuf {
    let output = orglint()
        .arg("report")
        .arg(from)
        .arg("--out")
        .arg(out)
        .output()
        .unwrap();
    assert!(output.status.success());
    out.join("index.html").canonicalize().unwrap()
}

fn acme(out: &Path) -> PathBuf {
    report(&root().join("fixtures/orgs/acme"), out)
}

/// What the browser complained about or asked for, the page itself left out.
fn complaints(events: &[Value], page: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for event in events {
        let params = &event["params"];
        match event["method"].as_str().unwrap_or("") {
            "Runtime.exceptionThrown" | "Log.entryAdded" => found.push(params.to_string()),
            "Runtime.consoleAPICalled" => found.push(params["args"].to_string()),
            "Network.requestWillBeSent" => {
                let url = params["request"]["url"].as_str().unwrap();
                let file = format!("file://{}", page.display());
                if !url.starts_with("data:") && !url.starts_with(&file) && url != "about:blank" {
                    found.push(url.to_owned());
                }
            }
            _ => {}
        }
    }
    found
}

const VISIBLE: &str = "[...document.querySelectorAll('main [data-level]')].filter(n => !n.closest('[hidden]')).length";

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

/// Findings of the JSON beside the page that fit.
fn expected(page: &Path, fits: impl Fn(&Value) -> bool) -> usize {
    let text = std::fs::read_to_string(page.with_file_name("findings.json")).unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let findings = document["findings"].as_array().unwrap();
    findings.iter().filter(|finding| fits(finding)).count()
}

#[test]
#[ignore = "needs a browser"]
fn browser_opens_the_page_without_error_or_request_and_it_fits() {
    let out = tempfile::tempdir().unwrap();
    let page = acme(out.path());
    let mut browser = Browser::start();
    for (width, dark) in [(1280, false), (1280, true), (390, false), (390, true)] {
        browser.window(width, 900, dark);
        let events = browser.open(&page, "");
        assert_eq!(complaints(&events, &page), Vec::<String>::new(), "{WHY}");
        let beyond = browser
            .eval("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assert_eq!(beyond, 0, "{width} pixels scroll sideways");
        let cut = browser.eval(
            "[...document.querySelectorAll('h1,h2,h3,h4,p,td,th')].filter(n => n.offsetParent && \
             !n.closest('.hidden') && n.getBoundingClientRect().right > innerWidth + 1).length",
        );
        assert_eq!(cut, 0, "text reaches past {width} pixels");
        let ground =
            browser.eval("getComputedStyle(document.querySelector('figure svg>rect')).fill");
        let paper = browser.eval("getComputedStyle(document.body).backgroundColor");
        assert_eq!(ground, paper, "charts follow the theme");
        assert_eq!(ground == "rgb(255, 255, 255)", !dark);
    }
    assert_eq!(
        browser.eval("document.querySelector('#tools').hidden"),
        false
    );
}

#[test]
#[ignore = "needs a browser"]
fn browser_search_filters_order_and_links_show_what_they_say() {
    let out = tempfile::tempdir().unwrap();
    let page = acme(out.path());
    let mut browser = Browser::start();
    browser.window(1280, 900, false);
    let all = expected(&page, |_| true);
    let mut shown = |hash: &str| {
        browser.open(&page, hash);
        number(&browser.eval(VISIBLE))
    };
    assert_eq!(shown(""), all);
    assert_eq!(
        shown("#level/error"),
        expected(&page, |f| f["level"] == "error")
    );
    let rule = "liaison-sprinkle";
    let of_rule = |f: &Value| f["rule"] == rule;
    for rule in ["unknown-reference", "span-too-wide"] {
        let hits = expected(&page, |f| f["rule"] == rule);
        assert_eq!(shown(&format!("#rule/{rule}")), hits, "{rule}");
    }
    assert_eq!(
        shown("#rule/no-such-rule"),
        all,
        "a rule without findings filters nothing"
    );
    assert!(expected(&page, of_rule) <= all);
    let about = |f: &Value| f.to_string().contains("team:security");
    assert!(shown("#team/security") >= expected(&page, about));
    assert!(shown("#team/security") < all);
    assert_eq!(shown("#team/acme/level/error/search/zzz"), 0);
    let camille = shown("#search/camille%20roux");
    assert!((1..all).contains(&camille));

    browser.open(&page, "");
    browser.eval("const q = document.querySelector('#f-search'); q.value = 'Camille Roux'; q.dispatchEvent(new Event('input'))");
    assert_eq!(number(&browser.eval(VISIBLE)), camille);
    assert_eq!(browser.eval("location.hash"), "#search/Camille%20Roux");
    let said = browser.eval("document.querySelector('#count').textContent");
    assert_eq!(said, format!("{camille} of {all} findings"));
    browser.eval("document.querySelector('#clear').click()");
    assert_eq!(number(&browser.eval(VISIBLE)), all);

    let before = browser.eval("document.querySelector('main').textContent.length");
    browser.eval("const s = document.querySelector('#f-sort'); s.value = 'worst'; s.dispatchEvent(new Event('input'))");
    let levels = browser
        .eval("[...document.querySelectorAll('#flat [data-level]')].map(n => n.dataset.level)");
    let levels: Vec<&str> = levels
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(levels.len(), all);
    let rank = |level: &&str| ["error", "warning", "note"].iter().position(|l| l == level);
    assert!(levels.is_sorted_by_key(rank), "{levels:?}");
    browser.eval("document.querySelector('#clear').click()");
    assert_eq!(
        browser
            .eval("document.querySelector('main').textContent.length")
            .as_u64()
            .unwrap()
            / 10,
        before.as_u64().unwrap() / 10
    );
}

#[test]
#[ignore = "needs a browser"]
fn browser_a_team_in_a_chart_leads_to_its_findings_and_a_mark_tells_itself() {
    let out = tempfile::tempdir().unwrap();
    let page = acme(out.path());
    let mut browser = Browser::start();
    browser.window(1280, 900, false);
    browser.open(&page, "");
    let place = browser.eval(
        "(() => { const n = document.querySelector('figure .linked[data-tip]'); n.scrollIntoView({block: 'center'}); \
         const r = n.getBoundingClientRect(); \
         return [r.x + r.width / 2, r.y + r.height / 2, n.dataset.subject.slice(5), n.dataset.tip]; })()",
    );
    let at = |n: usize| place[n].as_f64().unwrap();
    browser.click(at(0), at(1));
    let tip = browser.eval("document.querySelector('#tip').textContent");
    assert!(
        tip.as_str()
            .unwrap()
            .starts_with(place[3].as_str().unwrap()),
        "{tip}"
    );
    assert_eq!(
        browser.eval("location.hash"),
        format!("#team/{}", place[2].as_str().unwrap())
    );
    let all = expected(&page, |_| true);
    assert!((1..all).contains(&number(&browser.eval(VISIBLE))));
}

#[test]
#[ignore = "needs a browser"]
fn browser_hostile_names_stay_text() {
    let script = "<script>window.struck=1</script>";
    let image = "\"\"><img src=x onerror=window.struck=1>";
    let people: String = (0..14)
        .map(|n| format!("p{n},\"{image} {n}\",boss,web\n"))
        .collect();
    let people = format!("id,name,manager,team\nboss,{script},,web\n{people}");
    let teams = format!("id,name,parent\nweb,{script},\n\"a\"\"><script>\",\"{image}\",web\n");
    let folder = organisation(&[("people.csv", &people), ("teams.csv", &teams)]);
    let out = tempfile::tempdir().unwrap();
    let page = report(folder.path(), out.path());
    let mut browser = Browser::start();
    browser.window(390, 900, false);
    for hash in [
        "",
        "#search/%3Cscript%3Ewindow.struck=1%3C/script%3E",
        "#team/%22%3E%3Cimg%20onerror=window.struck=1%3E",
    ] {
        let events = browser.open(&page, hash);
        assert_eq!(complaints(&events, &page), Vec::<String>::new());
        assert_eq!(browser.eval("typeof window.struck"), "undefined");
        assert_eq!(
            browser.eval("document.images.length + document.scripts.length"),
            1
        );
    }
    let text = browser.eval("document.querySelector('main').textContent");
    assert!(text.as_str().unwrap().contains(script));
    assert!(
        text.as_str()
            .unwrap()
            .contains("\"><img src=x onerror=window.struck=1>")
    );
}

#[test]
#[ignore = "needs a browser"]
fn browser_without_script_everything_is_there_and_paper_of_both_sizes_is_filled() {
    let out = tempfile::tempdir().unwrap();
    let page = acme(out.path());
    let mut browser = Browser::start();
    browser.window(1280, 900, true);
    browser.call(
        "Emulation.setScriptExecutionDisabled",
        &serde_json::json!({"value": true}),
    );
    browser.open(&page, "#rule/span-too-wide");
    assert_eq!(
        browser.eval("document.querySelector('#tools').hidden"),
        true
    );
    assert_eq!(number(&browser.eval(VISIBLE)), expected(&page, |_| true));
    let top =
        browser.eval("document.getElementById('rule/span-too-wide').getBoundingClientRect().top");
    assert!(
        (0.0..900.0).contains(&top.as_f64().unwrap()),
        "the address leads to the rule: {top}"
    );
    for paper in [(8.27, 11.69), (8.5, 11.0)] {
        let pdf = browser.print(paper);
        assert!(pdf.starts_with(b"%PDF-"));
        let pages = pdf.windows(11).filter(|w| w == b"/Type /Page").count();
        assert!(pages >= 4, "{pages} pages");
    }
}

/// Pictures of a page for the eye: whole windows in both themes and widths, and the page on paper.
#[test]
#[ignore = "takes pictures of ORGLINT_PAGE into ORGLINT_SHOTS"]
fn take_pictures() {
    let (Ok(page), Ok(folder)) = (
        std::env::var("ORGLINT_PAGE"),
        std::env::var("ORGLINT_SHOTS"),
    ) else {
        return;
    };
    let (page, folder) = (PathBuf::from(page), PathBuf::from(folder));
    let hash = std::env::var("ORGLINT_HASH").unwrap_or_default();
    let mut browser = Browser::start();
    for (width, dark, name) in [
        (1280, false, "light"),
        (1280, true, "dark"),
        (390, false, "narrow"),
    ] {
        browser.window(width, 900, dark);
        browser.open(&page, &hash);
        let height = browser
            .eval("document.documentElement.scrollHeight")
            .as_u64()
            .unwrap();
        let step = if width == 390 { 2400 } else { 1800 };
        if hash.is_empty() {
            browser.window(width, u32::try_from(step).unwrap(), dark);
            for (number, top) in (0..height)
                .step_by(usize::try_from(step).unwrap())
                .take(12)
                .enumerate()
            {
                browser.eval(&format!("scrollTo(0, {top})"));
                std::fs::write(
                    folder.join(format!("{name}-{number:02}.png")),
                    browser.screenshot(),
                )
                .unwrap();
            }
        } else {
            std::fs::write(
                folder.join(format!("{name}-hash.png")),
                browser.screenshot(),
            )
            .unwrap();
        }
    }
    browser.window(1280, 900, false);
    browser.open(&page, "");
    std::fs::write(folder.join("a4.pdf"), browser.print((8.27, 11.69))).unwrap();
    std::fs::write(folder.join("letter.pdf"), browser.print((8.5, 11.0))).unwrap();
}
