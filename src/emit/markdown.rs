//! A pull-request comment: totals, then each rule with its worst findings in a table and the rest
//! folded below it.
//!
//! Names are data: what GitHub would take for markup, a mention, a reference or a link is defused.

use super::{plain, totals};
use crate::lint::words::count;
use crate::lint::{Finding, Level};
use crate::report::{Group, Report, groups};
use std::io::{self, Write};

/// Findings of a rule that stand open.
const OPEN: usize = 3;
/// Findings of a rule that are listed at all: a comment holds 65,536 characters.
const LISTED: usize = 40;

/// Writes the comment.
///
/// # Errors
/// If the writer fails.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## orglint: {}\n", totals::found(report))?;
    writeln!(
        out,
        "Read {} from {}.",
        totals::read(report),
        count(report.org.reads.len(), "file", "files")
    )?;
    body(report, LISTED, out)
}

/// The findings by rule, at most `listed` of each, what is accepted and what was skipped.
pub(super) fn body(report: &Report<'_>, listed: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut smell = None;
    for group in groups(report) {
        if smell != Some(group.rule.smell) {
            smell = Some(group.rule.smell);
            writeln!(out, "\n### {}", group.rule.smell.heading())?;
        }
        write_group(report, &group, listed, out)?;
    }
    write_accepted(report, out)?;
    write_skipped(report, out)
}

fn write_group(
    report: &Report<'_>,
    group: &Group<'_>,
    most: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let many = group.findings.len();
    writeln!(
        out,
        "\n**{}** ({}): {}\n",
        group.rule.name,
        count(many, "finding", "findings"),
        escape(group.rule.summary)
    )?;
    let (open, rest) = group.findings.split_at(many.min(OPEN.min(most)));
    table(report, open, out)?;
    if rest.is_empty() {
        return Ok(());
    }
    let listed = &rest[..rest.len().min(most.saturating_sub(OPEN))];
    writeln!(out, "\n<details><summary>{} more</summary>\n", rest.len())?;
    if !listed.is_empty() {
        table(report, listed, out)?;
    }
    if listed.len() < rest.len() {
        writeln!(
            out,
            "\n… and {} more; `orglint check --rule {} --show-all` lists them all.",
            rest.len() - listed.len(),
            group.rule.name
        )?;
    }
    writeln!(out, "\n</details>")
}

fn table(report: &Report<'_>, findings: &[&Finding], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| Level | Finding | Place | What to do |")?;
    writeln!(out, "| --- | --- | --- | --- |")?;
    for finding in findings {
        let (source, at) = report.locate(finding.place);
        writeln!(
            out,
            "| {} {} | {} | {}:{} | {} |",
            sign(finding.level),
            finding.level,
            escape(&finding.message),
            escape(&source.name),
            at.line,
            escape(finding.help.as_deref().unwrap_or_default()),
        )?;
    }
    Ok(())
}

/// Shape beside colour, so that neither is needed.
pub(super) fn sign(level: Level) -> &'static str {
    match level {
        Level::Error => "🔴",
        Level::Warning => "🟡",
        Level::Note | Level::Allow => "🔵",
    }
}

fn write_accepted(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    if report.accepted.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n<details><summary>{} accepted by the configuration</summary>\n",
        count(report.accepted.len(), "finding", "findings")
    )?;
    writeln!(out, "| Rule | Finding | Reason |\n| --- | --- | --- |")?;
    for accepted in report.accepted.iter().take(LISTED) {
        writeln!(
            out,
            "| {} | {} | {} |",
            accepted.finding.rule.name,
            escape(&accepted.finding.message),
            escape(&accepted.reason)
        )?;
    }
    if report.accepted.len() > LISTED {
        let rest = report.accepted.len() - LISTED;
        writeln!(out, "\n… and {rest} more; `--format json` lists them all.")?;
    }
    writeln!(out, "\n</details>")
}

fn write_skipped(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    if report.skipped.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n<details><summary>{} skipped</summary>\n",
        count(report.skipped.len(), "rule", "rules")
    )?;
    for (reason, rules) in totals::skipped(report) {
        let names: Vec<&str> = rules.iter().map(|rule| rule.name).collect();
        writeln!(out, "- {}: {}", escape(reason), names.join(", "))?;
    }
    writeln!(out, "\n</details>")
}

/// Text that stays text in a table cell of GitHub's Markdown.
pub(super) fn escape(text: &str) -> String {
    let shown = plain(text);
    let mut out = String::with_capacity(shown.len() + 16);
    let mut last = ' ';
    for c in shown.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '[' | ']' | '|' | '~' | '!' => {
                out.push('\\');
                out.push(c);
            }
            // Within a word an underscore is text; at its edge it would emphasise.
            '_' => out.push_str("\\_"),
            // An empty comment keeps people from being notified and issues from being linked.
            '@' | '#' => {
                out.push(c);
                out.push_str("<!-- -->");
            }
            '/' if last == ':' => out.push_str("<!-- -->/"),
            c => out.push(c),
        }
        last = c;
    }
    // `www.` alone is a link as well.
    out.replace("www.", "www<!-- -->.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;

    fn text(many: usize) -> String {
        let org = sample::org();
        let mut out = Vec::new();
        write(&sample::report(&org, many), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn totals_come_first_and_names_stay_text() {
        let text = text(1);
        assert!(text.starts_with("## orglint: 1 error\n"));
        let row = text.lines().find(|line| line.contains("number 0")).unwrap();
        assert_eq!(
            row,
            "| 🔴 error | =&lt;script&gt;alert('x')&lt;/script&gt;\\|\\`\\*\\_\\[a\\](http:<!-- -->//e.vil) \
             @<!-- -->ceo #<!-- -->1 %0A::error::\\\\u{202e}x &amp; \"y\" is number 0 | \
             data/my people.csv:2 | rename =&lt;script&gt;alert('x')&lt;/script&gt;\\|\\`\\*\\_\\[a\\](http:<!-- -->//e.vil) \
             @<!-- -->ceo #<!-- -->1 %0A::error::\\\\u{202e}x &amp; \"y\" |"
        );
        assert!(!text.contains("<script"));
        assert!(text.contains("- no &lt;meetings&gt; table: any-meeting"));
        assert!(text.contains("agreed with &lt;Bo&gt;"));
    }

    #[test]
    fn the_rest_is_folded_and_a_cut_is_said() {
        let listed = |text: &str| text.matches("is number").count();
        let folded = text(10);
        assert_eq!(listed(&folded), 10);
        assert!(folded.contains("<summary>7 more</summary>"));
        assert!(!folded.contains("lists them all"));
        let cut = text(50);
        assert_eq!(listed(&cut), LISTED);
        assert!(cut.contains("… and 10 more; `orglint check --rule long-name --show-all`"));
    }
}
