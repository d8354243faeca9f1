//! The report as one Markdown text for a pull request: numbers, what to do first, the dependencies between
//! teams as a diagram, and the findings. It keeps to the length that a comment may have.

use super::markdown::{self, escape, sign};
use super::{plain, totals};
use crate::lint::words::{count, thousands};
use crate::lint::{Finding, Level, Smell};
use crate::model::{DependencyRef, Strength, Table, TeamId};
use crate::report::{Report, first_steps, groups};
use crate::source::{At, Row};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A comment on GitHub holds 65,536 characters; some are left for whoever puts words around it.
const MOST: usize = 64_000;
/// Findings of a rule, fewer where the whole is too long.
const LISTED: [usize; 5] = [40, 12, 4, 1, 0];
/// Arrows that a diagram of this width can be read with.
const ARROWS: usize = 36;

/// The text.
pub fn text(report: &Report<'_>, title: &str) -> String {
    let mut head = String::new();
    let _ = write_head(report, title, &mut head); // writing to a String cannot fail
    let whole = |listed| {
        let mut bytes = head.clone().into_bytes();
        // Writing to memory cannot fail.
        let _ = markdown::body(report, listed, &mut bytes);
        String::from_utf8(bytes).unwrap_or_default()
    };
    let texts = LISTED.into_iter().map(whole);
    let mut last = String::new();
    for text in texts {
        last = text;
        if last.chars().count() <= MOST {
            return last;
        }
    }
    cut(&last)
}

/// The beginning of a text that is too long, whole lines and said so.
fn cut(text: &str) -> String {
    let end = text
        .char_indices()
        .nth(MOST)
        .map_or(text.len(), |(at, _)| at);
    let kept = &text[..text[..end].rfind("\n\n").unwrap_or(end)];
    let open = kept.matches("<details>").count() > kept.matches("</details>").count();
    let close = if open { "\n\n</details>" } else { "" };
    format!("{kept}{close}\n\n… and more; `orglint check` lists all.\n")
}

fn write_head(report: &Report<'_>, title: &str, out: &mut String) -> std::fmt::Result {
    let org = report.org;
    writeln!(out, "## {}: {}\n", escape(title), totals::found(report))?;
    let known = |number: usize, table: Table| {
        if number > 0 || org.has_table(table) {
            thousands(number)
        } else {
            "–".to_owned()
        }
    };
    writeln!(
        out,
        "| People | Teams | Dependencies | Meetings | Liaison rows | Findings |"
    )?;
    writeln!(out, "| ---: | ---: | ---: | ---: | ---: | ---: |")?;
    writeln!(
        out,
        "| {} | {} | {} | {} | {} | {} |",
        known(org.people.len(), Table::People),
        thousands(org.teams.len()),
        known(org.dependencies.len(), Table::Dependencies),
        known(org.meetings.len(), Table::Meetings),
        known(org.liaisons.len(), Table::Liaisons),
        thousands(report.findings.len())
    )?;
    let groups = groups(report);
    let first = first_steps(&groups);
    if !first.is_empty() {
        writeln!(out, "\n### What to do first\n")?;
    }
    for (_, finding) in first {
        writeln!(
            out,
            "1. {} **{}**",
            sign(finding.level),
            escape(&finding.message)
        )?;
        if let Some(help) = &finding.help {
            writeln!(out, "   {}", escape(help))?;
        }
    }
    diagram(report, out)
}

/// Dependencies as a diagram: those with findings, then hard ones, as many as can be read.
fn diagram(report: &Report<'_>, out: &mut String) -> std::fmt::Result {
    let org = report.org;
    let flagged = flagged(report);
    let mut pairs: BTreeMap<(TeamId, TeamId), DependencyRef<'_>> = BTreeMap::new();
    for row in org.dependencies() {
        let record = row.record();
        pairs.entry((record.from, record.to)).or_insert(row);
    }
    let mut rows: Vec<(bool, bool, &DependencyRef<'_>)> = pairs
        .values()
        .map(|row| {
            let soft = row.record().strength == Some(Strength::Soft);
            (!flagged.contains(&row.record().row), soft, row)
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    rows.sort_by_key(|(calm, soft, row)| (*calm, *soft, row.id));
    let many = rows.len();
    rows.truncate(ARROWS);
    let which = if many > rows.len() {
        format!(
            "{} of {many}: those with findings first, then hard ones",
            rows.len()
        )
    } else {
        count(many, "dependency", "dependencies")
    };
    writeln!(
        out,
        "\n### Who depends on whom\n\n{which}; dotted is soft, ✗ has a finding.\n"
    )?;
    writeln!(out, "```mermaid\nflowchart LR")?;
    let teams: BTreeSet<TeamId> = rows
        .iter()
        .flat_map(|(.., row)| [row.record().from, row.record().to])
        .collect();
    for team in teams {
        writeln!(out, "  t{}[\"{}\"]", team.0, label(org.team(team).label()))?;
    }
    for (calm, soft, row) in &rows {
        let arrow = match (calm, soft) {
            (true, false) => "-->",
            (true, true) => "-.->",
            (false, false) => "-->|✗|",
            (false, true) => "-.->|✗|",
        };
        writeln!(
            out,
            "  t{} {arrow} t{}",
            row.record().from.0,
            row.record().to.0
        )?;
    }
    writeln!(out, "```")
}

/// Rows of dependencies that findings louder than a note point at.
fn flagged(report: &Report<'_>) -> BTreeSet<Row> {
    let loud =
        |finding: &&Finding| finding.level > Level::Note && finding.rule.smell == Smell::Dependency;
    let findings = report.findings.iter().filter(loud);
    let places = findings.flat_map(|finding| {
        let further = finding.related.iter().map(|label| label.place);
        std::iter::once(finding.place).chain(further)
    });
    let rows = places.filter_map(|place| match place.at {
        At::Row(number) | At::Cell(number, _) => Some(Row {
            file: place.file,
            number,
        }),
        At::File | At::Bytes(..) => None,
    });
    rows.collect()
}

/// A name in a diagram: letters and figures stay, all else is a character reference of Mermaid's own.
fn label(name: &str) -> String {
    let mut out = String::new();
    for c in plain(name).chars().take(60) {
        if c.is_alphanumeric() || matches!(c, ' ' | '-' | ',' | '.') {
            out.push(c);
        } else {
            let _ = write!(out, "#{};", u32::from(c)); // writing to a String cannot fail
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;

    #[test]
    fn a_comment_begins_with_what_matters_and_names_stay_text() {
        let org = sample::org();
        let text = text(&sample::report(&org, 2), "Acme <b>");
        assert!(
            text.starts_with("## Acme &lt;b&gt;: 1 error, 1 note\n\n| People |"),
            "{text}"
        );
        assert!(text.contains("\n### What to do first\n\n1. 🔴 **=&lt;script"));
        assert!(!text.contains("<script") && !text.contains("mermaid"));
    }

    #[test]
    fn a_comment_is_never_too_long() {
        let org = sample::org();
        for many in [10, 100, 20_000] {
            let text = text(&sample::report(&org, many), &"x".repeat(many * 10));
            assert!(text.chars().count() < 65_536, "{many}");
            assert_eq!(
                text.matches("<details>").count(),
                text.matches("</details>").count()
            );
        }
    }

    #[test]
    fn names_cannot_break_a_diagram() {
        assert_eq!(label("Web & \"Ops\"]"), "Web #38; #34;Ops#34;#93;");
    }

    #[test]
    fn dependencies_are_a_diagram() {
        use crate::config::Config;
        use crate::engine;
        use crate::facts::Facts;
        let org = crate::testing::org(
            "== teams.csv\nid,name\na,Alpha\nb,Beta\nc,Gamma\n== dependencies.csv\nfrom,to,strength\na,b,hard\nb,a,hard\na,c,soft\n",
        );
        let config = Config::default();
        let facts = Facts::new(&org, config.facts);
        let text = text(&engine::run(&facts, &config, None), "Acme");
        for line in [
            "  t0[\"Alpha\"]",
            "  t0 -->|✗| t1",
            "  t0 -.-> t2",
            "flowchart LR",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
    }
}
