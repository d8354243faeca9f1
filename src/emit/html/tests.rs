//! The page as text: hostile names stay text and nothing is asked of the network.

use super::{Figure, MissingFigure, Page, write};
use crate::emit::sample;
use crate::lint::Smell;

fn page(many: usize) -> String {
    let org = sample::org();
    let report = sample::report(&org, many);
    let page = Page {
        title: "Acme <b>& Sons".to_owned(),
        logo: None,
        theme: None,
        figures: vec![Figure {
            name: "spans".to_owned(),
            summary: "how many report to whom".to_owned(),
            smell: Some(Smell::Structure),
            title: "Spans <i>of</i> control".to_owned(),
            subtitle: "reports".to_owned(),
            description: "told <b>".to_owned(),
            rows: vec![("Ana <b>".to_owned(), "3 <i>reports".to_owned())],
            svg: "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>Spans</title></svg>".to_owned(),
        }],
        missing: vec![MissingFigure {
            name: "meetings".to_owned(),
            summary: "meeting sizes".to_owned(),
            reason: "no <meetings> table".to_owned(),
        }],
    };
    let mut out = Vec::new();
    write(&report, &page, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn names_stay_text() {
    let page = page(3);
    assert_eq!(page.matches("<script").count(), 1, "our own");
    assert!(!page.contains("<b>"));
    assert!(!page.contains("<i>"));
    assert!(!page.contains('\u{202e}'));
    assert!(page.contains("&lt;script&gt;alert('x')&lt;/script&gt;"));
    assert!(page.contains("Acme &lt;b&gt;&amp; Sons"));
    assert!(page.contains("no &lt;meetings&gt; table"));
    assert!(page.contains("agreed with &lt;Bo&gt;"));
    assert!(page.contains("&lt;i&gt;everybody"));
}

#[test]
fn nothing_comes_from_elsewhere() {
    let page = page(3);
    assert!(page.contains("default-src 'none'"));
    for reference in [
        " src=", "url(http", "@import", "<link", "<iframe", "<script ",
    ] {
        assert!(!page.contains(reference), "{reference}");
    }
    for target in page.split("href=\"").skip(1) {
        assert!(target.starts_with('#'), "{}", &target[..20]);
    }
}

#[test]
fn the_row_shows_with_its_cell_marked() {
    let page = page(1);
    assert!(
        page.contains("<p class=\"row\">a,<mark>&quot;=&lt;script&gt;"),
        "{page}"
    );
    assert!(page.contains("my people.csv:2, column &lt;b&gt;name"));
}

#[test]
fn files_are_called_by_what_tells_them_apart() {
    use super::View;
    use crate::source::Source;
    let mut org = crate::model::Org::default();
    for name in ["a/b/x.csv", "a/bc/y.csv", "a/z.csv"] {
        org.sources.add(Source {
            name: name.to_owned(),
            text: std::sync::Arc::default(),
            delimiter: b',',
        });
    }
    let report = sample::report(&org, 0);
    let index = super::Index::of(&report);
    let view = View::of(&report, &index);
    assert_eq!(view.shared_folder(), "a/");
    let shown: Vec<&str> = org.sources.iter().map(|(_, s)| view.file(s)).collect();
    assert_eq!(shown, ["b/x.csv", "bc/y.csv", "z.csv"]);
}

#[test]
fn every_anchor_exists() {
    let page = page(3);
    for target in page.split("href=\"#").skip(1) {
        let name = target.split('"').next().unwrap();
        assert!(page.contains(&format!("id=\"{name}\"")), "#{name}");
    }
}

#[test]
fn no_finding_is_left_out() {
    for many in [0, 1, 3, 4, 150] {
        let page = page(many);
        for number in 0..many {
            assert!(
                page.contains(&format!("is number {number}</p>"))
                    || page.contains(&format!("is number {number} ")),
                "{number} of {many}"
            );
        }
        assert_eq!(page.contains("Nothing to mend: every rule"), many == 0);
    }
}
