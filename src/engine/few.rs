//! Leaves out what is found about single people of small groups, where names are hidden: there a pseudonym
//! would fool nobody. What is found about their teams stays.

use crate::lint::Finding;
use crate::model::{Org, PersonRef};
use crate::report::Accepted;
use std::collections::BTreeSet;

/// How many findings went, and the accepted findings that stay.
pub(super) fn withhold(
    org: &Org,
    findings: &mut Vec<Finding>,
    accepted: Vec<Accepted>,
) -> (usize, Vec<Accepted>) {
    let few: BTreeSet<&str> = org
        .people()
        .filter(|person| org.is_few(person.id))
        .map(PersonRef::key)
        .collect();
    if few.is_empty() {
        return (0, accepted);
    }
    let before = findings.len();
    findings.retain(|finding| !is_about(finding, &few));
    let stays = accepted
        .into_iter()
        .filter(|accepted| !is_about(&accepted.finding, &few));
    (before - findings.len(), stays.collect())
}

/// Whether a subject is one of these people or an assignment of theirs.
fn is_about(finding: &Finding, few: &BTreeSet<&str>) -> bool {
    finding
        .subjects
        .iter()
        .any(|subject| match subject.parts() {
            ("person", key) => few.contains(key),
            ("liaison", key) => few.contains(key.split('>').next().unwrap_or(key)),
            _ => false,
        })
}
