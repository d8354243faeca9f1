//! Which dated meetings are sessions of one series.

use super::keys::fold;
use super::reader::Reader;
use super::values;
use crate::model::{Column as C, Meeting, SeriesId};
use foldhash::fast::FixedState;
use hashbrown::HashMap;

impl Reader<'_> {
    /// Dated meetings with one host and one name, apart from what differs between sessions, are a
    /// series; so are those with one id. Every other meeting is a series of its own.
    pub(super) fn find_series(&mut self) {
        let mut known: HashMap<String, u32, FixedState> = HashMap::default();
        let mut next = 0;
        for index in 0..self.org.meetings.len() {
            let meeting = &self.org.meetings[index];
            let key = self.org.arena.get(meeting.key);
            if meeting.day.is_empty() {
                self.org.meetings[index].series = SeriesId(next);
                next += 1;
                continue;
            }
            let first = self.meetings.exact(&self.org.arena, key);
            if first != Some(index as u32) {
                // A further session of an id: the series of the first.
                let first = first.unwrap_or(0);
                self.org.meetings[index].series = self.org.meetings[first as usize].series;
                continue;
            }
            let name = if meeting.name.is_empty() {
                meeting.key
            } else {
                meeting.name
            };
            let stem = values::series_stem(self.org.arena.get(name));
            let form = format!("{}\n{stem}", self.sheet_host(meeting));
            let series = *known.entry(form).or_insert(next);
            next += u32::from(series == next);
            self.org.meetings[index].series = SeriesId(series);
        }
        self.org.series = next;
    }

    /// The host as written, so that hosts without a team keep their series apart.
    fn sheet_host(&self, meeting: &Meeting) -> String {
        let sheet = self
            .sheets
            .iter()
            .find(|sheet| sheet.file == meeting.row.file);
        sheet.map_or(String::new(), |sheet| {
            fold(sheet.cell(meeting.row.number as usize, C::Host))
        })
    }
}
