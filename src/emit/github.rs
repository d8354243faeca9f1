//! GitHub workflow commands: each finding becomes an annotation on its line.
//!
//! The runner ends a command at the line end and its properties at `,` and `:`, so those are sent as
//! percent codes, as the runner's own toolkit does.

use super::{plain, totals};
use crate::lint::{Finding, Level};
use crate::report::Report;
use std::io::{self, Write};

/// Writes one command per finding and the totals as the last line, because the runner shows only the
/// first annotations of each level.
///
/// # Errors
/// If the writer fails.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in &report.findings {
        command(report, finding, out)?;
    }
    writeln!(out, "orglint: {}", totals::found(report))
}

fn command(report: &Report<'_>, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let (source, at) = report.locate(finding.place);
    let command = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note | Level::Allow => "notice",
    };
    let mut message = finding.message.clone();
    if let Some(help) = &finding.help {
        message.push_str(" (help: ");
        message.push_str(help);
        message.push(')');
    }
    writeln!(
        out,
        "::{command} file={},line={},endLine={},col={},endColumn={},title={}::{}",
        property(&source.name),
        at.line,
        at.line,
        at.column,
        at.end_column.max(at.column),
        property(finding.rule.name),
        data(&message)
    )
}

/// The text of a command.
fn data(text: &str) -> String {
    plain(text)
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;

    #[test]
    fn a_name_cannot_begin_a_command_of_its_own() {
        let org = sample::org();
        let report = sample::report(&org, 2);
        let mut out = Vec::new();
        write(&report, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3);
        assert!(lines[0].starts_with(
            "::error file=data/my people.csv,line=2,endLine=2,col=3,endColumn=85,title=long-name::=<script>"
        ), "{}", lines[0]);
        assert!(
            lines[0].contains("%250A::error::\\u{202e}x"),
            "{}",
            lines[0]
        );
        assert!(lines[1].starts_with("::notice "));
        assert_eq!(lines[2], "orglint: 1 error, 1 note");
    }

    #[test]
    fn properties_keep_their_separators() {
        assert_eq!(property("a,b:c%d"), "a%2Cb%3Ac%25d");
        assert_eq!(data("a,b:c%d"), "a,b:c%25d");
    }
}
