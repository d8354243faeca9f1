//! `stale-suppression`: the one rule about the configuration itself.

use super::suppress::is_over;
use crate::config::Config;
use crate::lint::{Finding, Level, Sink, Smell, declare_rule};
use crate::model::Subject;
use crate::source::{At, FileId, Place};
use jiff::civil::Date;

declare_rule! {
    /// ## What it does
    /// Flags `[[allow]]` entries of `orglint.toml` that accept nothing any more, because no finding
    /// matches them or because their last day has passed (seen with `--as-of`).
    ///
    /// ## Why it matters
    /// An acceptance that outlives its reason hides the next finding of the same kind.
    ///
    /// ## How to fix
    /// Delete the entry, or give it a new last day with a reason that still holds.
    pub static STALE_SUPPRESSION = {
        name: "stale-suppression",
        summary: "an accepted finding is gone or its acceptance has run out",
        smell: Smell::Data,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[],
        sources: &["our own choice"],
    }
}

/// Findings about suppressions that were not used.
pub(super) fn findings(
    config: &Config,
    file: Option<FileId>,
    used: &[bool],
    today: Option<Date>,
) -> Vec<Finding> {
    let (on, configured) = config.level_of(&STALE_SUPPRESSION);
    let (true, Some(file)) = (on, file) else {
        return Vec::new();
    };
    let mut sink = Sink::new(&STALE_SUPPRESSION, configured);
    for (suppression, used) in config.allow.iter().zip(used) {
        let over = is_over(suppression, today);
        if *used && !over {
            continue;
        }
        let why = match suppression.until {
            Some(until) if over => format!("ran out on {until}"),
            _ => "matches no finding".to_owned(),
        };
        let subjects = suppression.subjects.join(", ");
        let message = format!(
            "the acceptance of {}{} {why}",
            suppression.rule,
            if subjects.is_empty() {
                String::new()
            } else {
                format!(" for {subjects}")
            }
        );
        let (start, end) = suppression.span;
        let place = Place {
            file,
            at: At::Bytes(start, end),
        };
        sink.report(place, message)
            .help("delete the entry, or give it a new last day with a reason that still holds")
            .subject(Subject::file("orglint.toml"))
            .identity(format!("{} {subjects}", suppression.rule));
    }
    sink.into_findings()
}
