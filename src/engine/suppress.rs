//! Takes out the findings that the configuration accepts.

use crate::config::Suppression;
use crate::lint::Finding;
use crate::report::Accepted;
use jiff::civil::Date;

/// Findings that remain, findings that are accepted, and for each suppression whether it was used.
/// A suppression past its last day accepts nothing.
pub(super) fn apply(
    found: Vec<Finding>,
    allow: &[Suppression],
    today: Option<Date>,
) -> (Vec<Finding>, Vec<Accepted>, Vec<bool>) {
    let mut used = vec![false; allow.len()];
    let (mut remaining, mut accepted) = (Vec::new(), Vec::new());
    for finding in found {
        let by = allow
            .iter()
            .position(|suppression| !is_over(suppression, today) && covers(suppression, &finding));
        match by {
            None => remaining.push(finding),
            Some(at) => {
                used[at] = true;
                accepted.push(Accepted {
                    finding,
                    reason: allow[at].reason.clone(),
                });
            }
        }
    }
    (remaining, accepted, used)
}

/// Whether the last day of a suppression has passed. Without a day that counts as today none has.
pub(super) fn is_over(suppression: &Suppression, today: Option<Date>) -> bool {
    matches!((suppression.until, today), (Some(until), Some(today)) if until < today)
}

/// A suppression without subjects accepts the rule as a whole; otherwise any subject suffices.
fn covers(suppression: &Suppression, finding: &Finding) -> bool {
    suppression.rule == finding.rule.name
        && (suppression.subjects.is_empty()
            || suppression.subjects.iter().any(|pattern| {
                finding
                    .subjects
                    .iter()
                    .any(|subject| matches(pattern, subject.as_str()))
            }))
}

fn matches(pattern: &str, subject: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => subject.starts_with(start),
        None => pattern == subject,
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns_end_in_a_star() {
        assert!(matches("team:web", "team:web"));
        assert!(!matches("team:web", "team:webshop"));
        assert!(matches("team:web*", "team:webshop"));
        assert!(matches("*", "person:ada"));
    }
}
