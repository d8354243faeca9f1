//! How bad a thing is by what the rules found: mark and tone follow the level of its finding, never a limit that a
//! chart knows. Knows findings and tones, no chart.

use crate::chart::theme::{Ink, Tone};
use crate::lint::{Finding, Level};
use std::collections::BTreeMap;

/// The worst level by subject among the findings of these rules.
pub(super) fn levels<'a>(findings: &'a [Finding], rules: &[&str]) -> BTreeMap<&'a str, Level> {
    let mut levels: BTreeMap<&str, Level> = BTreeMap::new();
    for finding in findings.iter().filter(|f| rules.contains(&f.rule.name)) {
        for subject in &finding.subjects {
            let level = levels.entry(subject.as_str()).or_insert(finding.level);
            *level = finding.level.max(*level);
        }
    }
    levels
}

/// Tone, ink and mark of a thing with such a finding; quiet without one.
pub(super) fn look(level: Option<Level>) -> (Tone, Ink, &'static str) {
    match level {
        Some(Level::Error) => (Tone::Bad, Ink::Bad, "✗"),
        Some(Level::Warning) => (Tone::Warn, Ink::Warn, "!"),
        Some(_) => (Tone::Neutral, Ink::Soft, "i"),
        None => (Tone::Neutral, Ink::Soft, ""),
    }
}

/// Words behind the mark of a level.
pub(super) fn marked(level: Option<Level>, words: &str) -> String {
    match look(level).2 {
        "" => words.to_owned(),
        mark => format!("{mark} {words}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_no_alarm() {
        assert_eq!(marked(Some(Level::Error), "12"), "✗ 12");
        assert_eq!(marked(Some(Level::Warning), "12"), "! 12");
        assert_eq!(marked(Some(Level::Note), "12"), "i 12");
        assert_eq!(marked(None, "12"), "12");
    }
}
