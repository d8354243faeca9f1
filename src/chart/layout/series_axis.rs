//! The one time axis of several series of sessions. Knows rows of sessions and no picture.

use super::meeting_rows::{Row, Session};
use crate::facts::Facts;
use crate::lint::words::count;
use crate::model::MeetingId;
use std::collections::{BTreeMap, BTreeSet};

/// Most sessions of a panel, the latest.
pub(super) const SESSIONS: usize = 400;

/// What all panels have in common, so that they can be compared.
#[derive(Debug)]
pub(super) struct Shared {
    /// The largest size.
    pub(super) most: u32,
    /// Places on the time line.
    pub(super) slots: usize,
    /// The place of each session where all panels share one order of days, else none.
    pub(super) places: Option<BTreeMap<MeetingId, usize>>,
}

impl Shared {
    /// What these series have in common.
    pub(super) fn new(facts: &Facts<'_>, rows: &[Row]) -> Self {
        let most = rows.iter().map(|row| row.largest().size).max().unwrap_or(0);
        let longest = rows.iter().map(|row| row.sessions.len()).max().unwrap_or(1);
        let places = places(facts, rows);
        let days = places.as_ref().and_then(|p| p.values().max());
        Self {
            most,
            slots: days.map_or(longest.min(SESSIONS), |last| last + 1),
            places,
        }
    }

    /// The sessions of a panel with their places.
    pub(super) fn shown(&self, row: &Row) -> Vec<(usize, Session)> {
        if let Some(places) = &self.places {
            let placed = |s: &Session| Some((*places.get(&s.meeting)?, *s));
            return row.sessions.iter().filter_map(placed).collect();
        }
        let from = row.sessions.len().saturating_sub(SESSIONS);
        row.sessions
            .iter()
            .skip(from)
            .copied()
            .enumerate()
            .collect()
    }
}

/// A place per day on which any series met, the latest; `None` where a day is not known. Sessions of
/// one series on one day stand side by side.
fn places(facts: &Facts<'_>, rows: &[Row]) -> Option<BTreeMap<MeetingId, usize>> {
    let mut days = Vec::new();
    for row in rows {
        let (mut last, mut again) = (None, 0);
        for session in &row.sessions {
            let date = facts.org().meeting(session.meeting).record().date?;
            again = if last == Some(date) { again + 1 } else { 0 };
            last = Some(date);
            days.push(((date, again), session.meeting));
        }
    }
    let distinct: BTreeSet<_> = days.iter().map(|(day, _)| *day).collect();
    let cut = distinct.len().saturating_sub(SESSIONS);
    let ranks: BTreeMap<_, usize> = distinct.into_iter().skip(cut).zip(0..).collect();
    let placed = |(day, meeting)| Some((meeting, *ranks.get(&day)?));
    Some(days.into_iter().filter_map(placed).collect())
}

/// What is said of sessions whose day cannot be read.
pub(super) fn undated(facts: &Facts<'_>, rows: &[Row]) -> String {
    let dated = |s: &&Session| facts.org().meeting(s.meeting).record().date.is_some();
    let sessions = rows.iter().flat_map(|row| &row.sessions);
    match sessions.filter(|s| !dated(s)).count() {
        0 => String::new(),
        some => format!(
            "; {} without a readable date, these series in reading order",
            count(some, "session", "sessions")
        ),
    }
}
