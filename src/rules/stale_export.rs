//! `stale-export`: see [`META`] for its documentation.

use crate::lint::words::count;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Org, Subject};
use crate::source::{Place, Row};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Compares the newest date in the files with the day given as `--as-of` and says so when more
    /// than `max-days` lie between. Dates after that day are plans and do not count. It looks at
    /// meetings and at the first and last days of people, teams, assignments and coordination rows,
    /// those of people who have left among them. It speaks only where there are at least `min-dates` dates.
    ///
    /// ## Why it matters
    /// Organizations change every month. What an old export shows may long be mended, and people
    /// who joined since are missing from every count.
    ///
    /// ## Example
    /// ```toml
    /// min-dates = 2
    /// ```
    ///
    /// ```org fires as-of 2024-12-31
    /// == people.csv
    /// id,start
    /// ada,2021-03-01
    /// bob,2023-06-01
    /// ```
    ///
    /// ```toml
    /// min-dates = 2
    /// ```
    ///
    /// ```org quiet as-of 2024-12-31
    /// == people.csv
    /// id,start
    /// ada,2021-03-01
    /// bob,2024-12-01
    /// ```
    ///
    /// ## How to fix
    /// Export the files again.
    ///
    /// ## Options
    /// - `max-days` (default 90, our own choice): more days than this are stale.
    /// - `min-dates` (default 10, our own choice): fewer dates than this prove nothing.
    pub(super) static META = {
        name: "stale-export",
        summary: "the newest date in the files is long past",
        smell: Smell::Data,
        level: Level::Note,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::AsOf],
        sources: &["our own choice"],
    }
}

/// Options of `stale-export`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct StaleExport {
    max_days: i32,
    min_dates: usize,
}

impl Default for StaleExport {
    fn default() -> Self {
        Self {
            max_days: 90,
            min_dates: 10,
        }
    }
}

impl Rule for StaleExport {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let Some(today) = cx.org.as_of else {
            return;
        };
        let dates: Vec<(Date, Place)> = dates(cx.org)
            .into_iter()
            .filter(|(date, _)| *date <= today)
            .collect();
        // Of several rows with the newest date the first one.
        let newest = dates
            .iter()
            .chain(&cx.org.newest)
            .max_by_key(|(date, place)| (*date, std::cmp::Reverse(*place)));
        let Some((newest, place)) = newest else {
            return;
        };
        let days = (today - *newest).get_days();
        if dates.len() < self.min_dates || days <= self.max_days {
            return;
        }
        let message = format!(
            "the newest of {} in these files is {newest}, {} before {today}",
            count(dates.len(), "date", "dates"),
            count(days.unsigned_abs() as usize, "day", "days")
        );
        sink.report(*place, message)
            .subject(Subject::file(cx.org.sources.get(place.file).short_name()))
            .measure(f64::from(days), f64::from(self.max_days), "days")
            .help("export the files again before acting on the findings");
    }
}

/// Every date on which something began, took place or ended.
fn dates(org: &Org) -> Vec<(Date, Place)> {
    use Column as C;
    let starts = org.people.iter().map(|p| (p.start, p.row, C::Start));
    let ends = org.people.iter().map(|p| (p.end, p.row, C::End));
    let people = starts.chain(ends);
    let opened = org.teams.iter().map(|t| (t.open, t.row, C::Open));
    let closed = org.teams.iter().map(|t| (t.close, t.row, C::Close));
    let teams = opened.chain(closed);
    let meetings = org.meetings.iter().map(|m| (m.date, m.row, C::Date));
    let starts = org.liaisons.iter().map(|l| (l.start, l.row, C::Start));
    let ends = org.liaisons.iter().map(|l| (l.end, l.row, C::End));
    let liaisons = starts.chain(ends);
    let starts = org.coordination.iter().map(|c| (c.start, c.row, C::Start));
    let ends = org.coordination.iter().map(|c| (c.end, c.row, C::End));
    let cell = |row: Row, column| row.cell(org.column(row.file, column));
    people
        .chain(teams)
        .chain(meetings)
        .chain(liaisons)
        .chain(starts.chain(ends))
        .filter_map(|(date, row, column)| Some((date?, cell(row, column))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::StaleExport;
    use crate::testing::check_as_of;

    fn rule(min_dates: usize) -> StaleExport {
        StaleExport {
            max_days: 30,
            min_dates,
        }
    }

    #[test]
    fn an_old_newest_date_is_told_once() {
        check_as_of(
            &rule(3),
            "== people.csv\n\
             id,start\n\
             ada,2020-01-01\n\
             bob,2024-01-01  #~ note: the newest of 3 dates in these files is 2024-01-01, 31 days before 2024-02-01\n\
             cyd,2023-01-01\n\
             dee,2024-03-01\n",
            Some("2024-02-01"),
        );
    }

    #[test]
    fn days_of_people_who_have_left_count() {
        let people = "== people.csv\nid,start,end\nada,2020-01-01,\nbob,2019-01-01,2024-01-20\n";
        check_as_of(&rule(1), people, Some("2024-02-01"));
    }

    #[test]
    fn is_quiet_at_the_threshold() {
        let people = "== people.csv\nid,start\nada,2020-01-01\nbob,2024-01-01\n";
        check_as_of(&rule(2), people, Some("2024-01-31"));
    }

    #[test]
    fn is_quiet_with_too_few_dates() {
        let people = "== people.csv\nid,start\nada,2020-01-01\nbob,2020-01-01\n";
        check_as_of(&rule(3), people, Some("2024-01-31"));
    }
}
