//! One circumstance, one finding: of all findings with the same cause that of the first rule in the
//! registry speaks, and the others become its related places.

use crate::lint::{Finding, Label};
use crate::model::Subject;
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use std::collections::BTreeSet;

/// Merges findings with one cause. Findings arrive in the order of the registry.
pub(super) fn merge(found: Vec<Finding>) -> Vec<Finding> {
    let mut speakers: HashMap<String, usize, FixedState> = HashMap::default();
    let mut kept: Vec<Finding> = Vec::with_capacity(found.len());
    for finding in found {
        let speaker = finding
            .cause
            .as_ref()
            .and_then(|cause| speakers.get(cause).copied());
        match speaker {
            // Two findings of one rule with one cause are two statements, not an echo.
            Some(at) if kept[at].rule.name != finding.rule.name => attach(&mut kept[at], finding),
            _ => {
                if let Some(cause) = &finding.cause {
                    speakers.entry(cause.clone()).or_insert(kept.len());
                }
                kept.push(finding);
            }
        }
    }
    kept
}

/// The speaker keeps its own level, for it is nearest the cause and knows best how bad it is, unless the
/// configuration makes the echo louder.
fn attach(speaker: &mut Finding, echo: Finding) {
    if echo.configured && !speaker.configured {
        speaker.level = speaker.level.max(echo.level);
    }
    speaker.related.push(Label {
        place: echo.place,
        text: format!("also {}: {}", echo.rule.name, echo.message),
    });
    let known: BTreeSet<&Subject> = speaker.subjects.iter().collect();
    let new: Vec<Subject> = (echo.subjects.into_iter())
        .filter(|subject| !known.contains(subject))
        .collect();
    speaker.subjects.extend(new);
}
