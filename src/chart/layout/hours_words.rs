//! What is said about hours in meetings: title, subtitle, description.
//!
//! Knows hours by part of the organization; knows no pixels.

use super::View;
use super::hours::{GROUP, Group, Week};
use super::names;
use crate::chart::theme;
use crate::facts::median;
use crate::lint::words::{count, thousands};
use std::borrow::Cow;

/// Whom `meeting-load` found.
pub(super) fn found(groups: &[Group]) -> impl Iterator<Item = &Week> {
    let weeks = groups.iter().flat_map(|group| &group.weeks);
    weeks.filter(|week| week.level.is_some())
}

/// The finding.
pub(super) fn title(groups: &[Group], people: usize, limit: f64) -> String {
    let over: usize = groups.iter().map(|group| group.over(limit)).sum();
    let limit = theme::decimal(limit, 1);
    if over > 0 {
        let spend = if over == 1 { "spends" } else { "spend" };
        return format!(
            "{} of {} {spend} more than {limit} hours a week in recurring meetings",
            thousands(over),
            count(people, "person", "people")
        );
    }
    format!(
        "Nobody spends more than {limit} hours a week in recurring meetings; half of the people spend {} or less",
        theme::decimal(whole(groups), 1)
    )
}

/// The median over all groups.
fn whole(groups: &[Group]) -> f64 {
    let weeks = groups.iter().flat_map(|group| &group.weeks);
    let mut hours: Vec<f64> = weeks.map(|week| week.hours).collect();
    hours.sort_by(f64::total_cmp);
    median(hours.len(), |at| hours[at])
}

/// What is shown, at most in so many rows.
pub(super) fn subtitle(groups: &[Group], people: usize, parts: usize, most: usize) -> String {
    let unknown = groups.last().is_some_and(|group| group.unit.is_none());
    let joined = match (parts > groups.len(), unknown) {
        (true, _) => format!(
            "; the {} parts with most hours a head, the others together",
            most - 1
        ),
        (_, true) if groups.len() > 1 => {
            format!("; parts of fewer than {GROUP} people are one row")
        }
        _ => String::new(),
    };
    format!(
        "{} in recurring meetings whose rhythm and length are known, by part of the organization, {}{joined}",
        count(people, "person", "people"),
        if found(groups).next().is_some() {
            "the longest weeks named as the configuration asks"
        } else {
            "without names"
        },
    )
}

/// The numbers of each part.
pub(super) fn describe(view: &View<'_>, groups: &[Group], limit: f64) -> String {
    let told = groups.iter().map(|group| {
        format!(
            "{}: median {} hours, {} of {} above {}",
            called(view, group),
            theme::decimal(group.median(), 1),
            group.over(limit),
            group.weeks.len(),
            theme::decimal(limit, 1)
        )
    });
    format!("{}.", told.collect::<Vec<_>>().join("; "))
}

/// The name of a part.
pub(super) fn called<'a>(view: &View<'a>, group: &Group) -> Cow<'a, str> {
    match group.unit {
        Some(unit) => names::unit(view.facts.org().team(unit)),
        None => Cow::Borrowed("all others"),
    }
}
