//! A small report whose names try to break out of every format, for the tests of the emitters.

use crate::lint::{Finding, Label, Level, Measure, Needs, RuleMeta, Smell, declare_rule};
use crate::model::{Column, Org, Subject, Table, TableRead};
use crate::report::{Accepted, Report, Skip};
use crate::source::{FileId, Row, Source};

declare_rule! {
    /// ## What it does
    /// Finds names that are too `long`.
    ///
    /// ## Why it matters
    /// Nobody reads them,
    /// and `nobody` says them.
    ///
    /// - first | second
    ///
    /// ## How to fix
    /// Shorten them.
    pub(super) static LONG_NAME = {
        name: "long-name",
        summary: "a name is too long",
        smell: Smell::Structure,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Table(Table::People)],
        sources: &[],
    }
}

declare_rule! {
    /// ## What it does
    /// Finds meetings.
    pub(super) static MEETING = {
        name: "any-meeting",
        summary: "there is a meeting",
        smell: Smell::Meeting,
        level: Level::Error,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Table(Table::Meetings)],
        sources: &[],
    }
}

/// Breaks out of HTML, Markdown, workflow commands and spreadsheets.
pub(crate) const HOSTILE: &str =
    "=<script>alert('x')</script>|`*_[a](http://e.vil) @ceo #1 %0A::error::\u{202e}x & \"y\"";

/// One table with a hostile name, a space in its file name and CRLF line ends.
pub(crate) fn org() -> Org {
    let mut org = Org::default();
    let file = org.sources.add(Source {
        name: "data/my people.csv".to_owned(),
        text: std::sync::Arc::new(format!(
            "id,name\r\na,\"{}\"\r\nb,Bo\r\n",
            HOSTILE.replace('"', "\"\"")
        )),
        delimiter: b',',
    });
    org.reads.push(TableRead {
        file,
        table: Table::People,
        columns: vec![
            ("id".to_owned(), Some(Column::Id)),
            ("<b>name".to_owned(), Some(Column::Name)),
            ("shoe size".to_owned(), None),
        ],
        filled: vec![2, 2, 0],
        rows: 2,
        rejected: 1,
        why: Some("it has <id>".to_owned()),
    });
    org.notes.push("<i>everybody is present".to_owned());
    org
}

fn finding(row: u32, level: Level, message: String) -> Finding {
    let record = Row {
        file: FileId(0),
        number: row,
    };
    Finding {
        rule: &LONG_NAME,
        level,
        configured: false,
        message,
        place: record.cell(Some(1)),
        related: vec![Label {
            place: record.cell(Some(0)),
            text: format!("also {HOSTILE}"),
        }],
        help: Some(format!("rename {HOSTILE}")),
        subjects: vec![Subject::person("a")],
        measure: Some(Measure {
            value: 80.5,
            limit: Some(20.0),
            unit: "letters",
        }),
        cause: None,
        identity: None,
    }
}

/// A report with `many` findings of one rule, one accepted finding and one skipped rule.
pub(crate) fn report(org: &Org, many: usize) -> Report<'_> {
    let rules: Vec<&'static RuleMeta> = vec![&LONG_NAME];
    let findings = (0..many)
        .map(|number| {
            let level = if number == 0 {
                Level::Error
            } else {
                Level::Note
            };
            finding(1, level, format!("{HOSTILE} is number {number}"))
        })
        .collect();
    Report {
        org,
        rules,
        findings,
        skipped: vec![Skip {
            rule: &MEETING,
            reason: "no <meetings> table".to_owned(),
        }],
        accepted: vec![Accepted {
            finding: finding(2, Level::Warning, "Bo is accepted".to_owned()),
            reason: "agreed with <Bo>".to_owned(),
        }],
        withheld: 0,
        baseline: None,
        locations: crate::source::Locations::default(),
    }
}
