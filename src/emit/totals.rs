//! What was read and found in one phrase each, so that every format says it alike.

use crate::lint::Level;
use crate::lint::words::{count, thousands};
use crate::model::Org;
use crate::report::Report;

/// `109 people, 32 teams …`; tables that are absent are left out.
pub(super) fn read(report: &Report<'_>) -> String {
    read_parts(report).join(", ")
}

/// The same of an organization without a report.
pub(super) fn read_org(org: &Org) -> String {
    parts_of(org).join(", ")
}

/// The same, one phrase per table.
pub(super) fn read_parts(report: &Report<'_>) -> Vec<String> {
    parts_of(report.org)
}

fn parts_of(org: &Org) -> Vec<String> {
    let mut read = vec![count(org.people.len(), "person", "people")];
    let mut also = |number: usize, one: &str, many: &str| {
        if number > 0 {
            read.push(count(number, one, many));
        }
    };
    also(org.teams.len(), "team", "teams");
    also(org.dependencies.len(), "dependency", "dependencies");
    also(org.meetings.len(), "meeting", "meetings");
    also(org.liaisons.len(), "liaison row", "liaison rows");
    read
}

/// `3 snapshots: 2024-01-31 to 2024-12-31`; nothing where there are none.
pub(super) fn snapshots(report: &Report<'_>) -> Option<String> {
    let past = &report.org.past;
    let (first, last) = (past.first()?.day, past.last()?.day);
    let number = count(past.len(), "snapshot", "snapshots");
    Some(if first == last {
        format!("{number}: {first}")
    } else {
        format!("{number}: {first} to {last}")
    })
}

/// The levels that occur, the loudest first, as level, number and words: `2 errors`.
pub(super) fn levels(report: &Report<'_>) -> Vec<(Level, usize, String)> {
    [
        (Level::Error, "error", "errors"),
        (Level::Warning, "warning", "warnings"),
        (Level::Note, "note", "notes"),
    ]
    .into_iter()
    .map(|(level, one, many)| {
        let number = report.count(level);
        (level, number, count(number, one, many))
    })
    .filter(|(_, number, _)| *number > 0)
    .collect()
}

/// `2 errors, 1 note`, or `nothing to mend`.
pub(super) fn found(report: &Report<'_>) -> String {
    let mut parts = found_parts(report);
    parts.extend(baseline(report));
    parts.join(", ")
}

/// What to say where there is no finding.
pub(super) fn nothing(report: &Report<'_>) -> &'static str {
    if report.baseline.is_some() {
        "nothing new"
    } else {
        "nothing to mend"
    }
}

/// The same, one phrase per level.
pub(super) fn found_parts(report: &Report<'_>) -> Vec<String> {
    let levels = levels(report);
    if levels.is_empty() {
        return vec![nothing(report).to_owned()];
    }
    levels.into_iter().map(|(.., words)| words).collect()
}

/// `12 known, 1 no longer found`, where the report was compared with a baseline.
pub(super) fn baseline(report: &Report<'_>) -> Option<String> {
    let delta = report.baseline.as_ref()?;
    let known = thousands(delta.known.len());
    if delta.fixed.is_empty() {
        return Some(format!("{known} known from the baseline"));
    }
    let fixed: u32 = delta.fixed.iter().map(|fixed| fixed.count).sum();
    let fixed = thousands(fixed as usize);
    Some(format!(
        "{known} known from the baseline, {fixed} of it fixed"
    ))
}

/// Skipped rules by reason, reasons in the order of their first rule.
pub(super) fn skipped<'a>(
    report: &'a Report<'_>,
) -> Vec<(&'a str, Vec<&'static crate::lint::RuleMeta>)> {
    let mut reasons: Vec<(&str, Vec<_>)> = Vec::new();
    for skip in &report.skipped {
        match reasons
            .iter_mut()
            .find(|(reason, _)| *reason == skip.reason)
        {
            Some((_, rules)) => rules.push(skip.rule),
            None => reasons.push((&skip.reason, vec![skip.rule])),
        }
    }
    reasons
}
