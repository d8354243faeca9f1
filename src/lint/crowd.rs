//! What the rules of eight share: a finding about the sessions of a series that have more people than
//! a limit. Knows no single rule.

use super::rule::Context;
use super::sink::{Draft, Sink};
use super::{Level, words};
use crate::facts::{Series, SeriesSizes};
use crate::model::{Column, MeetingId};
use crate::source::Place;

/// The sessions of a series that have more people than a limit.
#[derive(Debug)]
pub struct Crowd<'a> {
    cx: Context<'a>,
    series: &'a Series,
    sizes: &'a SeriesSizes,
    limit: u32,
    /// People in the largest session.
    pub largest: u32,
    /// The largest session.
    pub worst: MeetingId,
}

impl<'a> Crowd<'a> {
    /// Looks for sessions past the limit; `None` where there is no such session.
    pub fn over(
        cx: Context<'a>,
        series: &'a Series,
        sizes: &'a SeriesSizes,
        limit: u32,
    ) -> Option<Self> {
        let (largest, worst) = sizes.largest().filter(|(size, _)| *size > limit)?;
        Some(Self {
            cx,
            series,
            sizes,
            limit,
            largest,
            worst,
        })
    }

    /// `41 of 60 sessions`.
    pub fn share(&self) -> String {
        format!(
            "{} of {}",
            self.sizes.over(self.limit).len(),
            words::count(self.sizes.known(), "session", "sessions")
        )
    }

    /// One finding for the series: every session past the limit is a subject, the largest is
    /// measured, the next four are pointed at. An exception is a note.
    pub fn report<'s>(&self, sink: &'s mut Sink, place: Place, message: String) -> Draft<'s> {
        let org = self.cx.org;
        let over = self.sizes.over(self.limit);
        let mut draft = sink
            .report(place, message)
            .subjects(over.iter().map(|(_, id)| org.meeting(*id).subject()))
            .identity(self.series.identity(org))
            .cause(format!("size of {}", self.series.identity(org)))
            .measure(f64::from(self.largest), f64::from(self.limit), "people");
        if self.sizes.is_exception(self.limit) {
            draft = draft.level(Level::Note);
        }
        for (size, id) in over.iter().skip(1).take(4) {
            let meeting = org.meeting(*id);
            let text = format!("{size} people in {}", meeting.label());
            draft = draft.related(meeting.cell(Column::Id), text);
        }
        draft
    }
}
