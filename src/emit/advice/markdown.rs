//! A pull-request comment: totals, what differs from what is declared in a table, the rest folded.

use super::super::markdown::escape;
use super::bundle::{Bundle, bundles};
use super::{answers, declared, totals};
use crate::advise::{Advised, Verdict};
use crate::lint::words::percent;
use std::io::{self, Write};

/// Bundles that stand open.
const OPEN: usize = 15;
/// Bundles that are listed at all: a comment holds 65,536 characters.
const LISTED: usize = 60;

/// Writes the comment.
///
/// # Errors
/// If the writer fails.
pub fn write(advised: &Advised<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## orglint advise: {}\n", totals(advised))?;
    writeln!(out, "{}.\n", capital(&answers(advised)))?;
    for sentence in &advised.unknown {
        writeln!(out, "- Not known: {}", escape(sentence))?;
    }
    let all = bundles(advised);
    let agrees = |bundle: &&Bundle<'_>| {
        bundle
            .pairs
            .iter()
            .all(|pair| pair.verdict == Verdict::Agrees)
    };
    let (same, news): (Vec<_>, Vec<_>) = all.iter().partition(agrees);
    if !news.is_empty() {
        writeln!(out)?;
        table(&news[..news.len().min(OPEN)], out)?;
    }
    fold(news.get(OPEN..).unwrap_or_default(), "more", out)?;
    groups(advised, out)?;
    fold(&same, "that agree with what is declared", out)
}

fn fold(bundles: &[&Bundle<'_>], what: &str, out: &mut dyn Write) -> io::Result<()> {
    if bundles.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n<details><summary>{} {what}</summary>\n",
        bundles.len()
    )?;
    table(&bundles[..bundles.len().min(LISTED)], out)?;
    if bundles.len() > LISTED {
        writeln!(
            out,
            "\n… and {} more; `--format json` lists them all.",
            bundles.len() - LISTED
        )?;
    }
    writeln!(out, "\n</details>")
}

fn table(bundles: &[&Bundle<'_>], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| Who | Recommended | Now | Why | Known |")?;
    writeln!(out, "| --- | --- | --- | --- | --- |")?;
    for bundle in bundles {
        let Some(first) = bundle.pairs.first() else {
            continue;
        };
        let now = declared(&bundle.pairs);
        writeln!(
            out,
            "| {} | **{}** | {} | {} | {} |",
            escape(&bundle.title),
            first.answer.title(),
            if now.is_empty() {
                "nothing".to_owned()
            } else {
                escape(&now)
            },
            escape(&first.reason),
            percent(first.confidence()),
        )?;
    }
    Ok(())
}

fn groups(advised: &Advised<'_>, out: &mut dyn Write) -> io::Result<()> {
    if advised.groups.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n### Groups\n\n| About | Recommended | Why |\n| --- | --- | --- |"
    )?;
    for group in advised.groups.iter().take(LISTED) {
        let now = if group.declared { " (declared)" } else { "" };
        writeln!(
            out,
            "| {} | **{}**{now} | {} |",
            escape(&group.subject),
            group.answer.title(),
            escape(&group.reason)
        )?;
    }
    Ok(())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
