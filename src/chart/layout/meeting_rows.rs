//! What the charts of meeting sizes draw: one row per meeting or series, and the sentence about them.
//!
//! It knows who has to be small; it must not know how anything looks.

use super::flags;
use super::names;
use crate::facts::{Facts, Series, SeriesSizes};
use crate::lint::words::thousands;
use crate::lint::{Finding, Level};
use crate::model::{AttendeeRole, MeetingId, Purpose};

/// More people than this hardly decide together (the rule of eight), unless the rules were told otherwise.
const EIGHT: u32 = 8;

/// Rules about too many people in a meeting.
const RULES: &[&str] = &[
    "decision-meeting-over-eight",
    "unlabelled-large-meeting",
    "liaison-tips-meeting",
];

/// One session whose size is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Session {
    /// The meeting.
    pub(super) meeting: MeetingId,
    /// People who attend.
    pub(super) size: u32,
}

/// A meeting, or a series of dated sessions.
#[derive(Debug)]
pub(super) struct Row {
    /// How it is called.
    pub(super) label: String,
    /// What it is for.
    pub(super) purpose: Option<Purpose>,
    /// By day where every session has one, else in reading order; never empty.
    pub(super) sessions: Vec<Session>,
    /// Whether it is a series, be it that the size of one session only is known.
    pub(super) repeats: bool,
    /// The middle size.
    pub(super) median: f64,
    /// More people than this are too many.
    pub(super) limit: u32,
    /// Of the worst finding about too many people in it.
    pub(super) level: Option<Level>,
}

impl Row {
    /// Whether the rule of eight binds it: it decides, or does not say what it is for.
    pub(super) fn is_bound(&self) -> bool {
        self.purpose.is_none_or(Purpose::decides)
    }

    /// The session with most people, the latest of several.
    pub(super) fn largest(&self) -> Session {
        let by_size = self.sessions.iter().max_by_key(|session| session.size);
        by_size.copied().unwrap_or(Session {
            meeting: MeetingId(0),
            size: 0,
        })
    }

    /// Sessions with more people than the limit.
    pub(super) fn over(&self) -> usize {
        let over = |session: &&Session| session.size > self.limit;
        self.sessions.iter().filter(over).count()
    }

    /// What it is for, in words.
    pub(super) fn purpose_words(&self) -> &'static str {
        match self.purpose {
            Some(Purpose::Decision) => "decides",
            Some(Purpose::ProblemSolving) => "solves problems",
            Some(Purpose::Brainstorm) => "collects ideas",
            Some(Purpose::Status) => "shares status",
            Some(Purpose::Announcement) => "informs",
            Some(Purpose::OneOnOne) => "two people talk",
            Some(Purpose::Social) => "social",
            None => "does not say",
        }
    }
}

/// The most people that are fine: as the findings state it, else eight.
pub(super) fn limit(findings: &[Finding]) -> u32 {
    let stated = |rule: &&str| -> Option<f64> {
        let mut found = findings.iter().filter(|f| f.rule.name == *rule);
        found.find_map(|finding| finding.measure?.limit)
    };
    let limit = RULES.iter().find_map(stated);
    limit.map_or(EIGHT, |limit| limit.max(1.0) as u32)
}

/// `eight`, or another number in digits.
pub(super) fn spoken(limit: u32) -> String {
    if limit == EIGHT {
        "eight".to_owned()
    } else {
        limit.to_string()
    }
}

/// All rows with a known size, the largest first, and the number of meetings whose size is unknown.
pub(super) fn rows(facts: &Facts<'_>, findings: &[Finding]) -> (Vec<Row>, usize) {
    let org = facts.org();
    let mut unknown = 0;
    let (levels, limit) = (flags::levels(findings, RULES), limit(findings));
    let mut rows: Vec<Row> = Vec::new();
    for series in facts.meetings().series() {
        let sessions = sessions(facts, series);
        unknown += series.sessions.len() - sessions.len();
        if !sessions.is_empty() {
            let subject = |session: &Session| org.meeting(session.meeting).subject();
            let large = |session: &&Session| session.size > limit;
            let level = |session| levels.get(subject(session).as_str()).copied();
            rows.push(Row {
                median: SeriesSizes::of(facts.meetings(), series).median(),
                level: sessions.iter().filter(large).filter_map(level).max(),
                label: names::words(&series.label(org)).into_owned(),
                limit,
                purpose: series.purpose,
                sessions,
                repeats: series.repeats(),
            });
        }
    }
    rows.sort_by_cached_key(|row| {
        let largest = std::cmp::Reverse(row.largest().size);
        (largest, !row.is_bound(), row.label.clone())
    });
    (rows, unknown)
}

fn sessions(facts: &Facts<'_>, series: &Series) -> Vec<Session> {
    let known = |meeting: &MeetingId| {
        let size = facts.meetings().size(*meeting)?;
        Some(Session {
            meeting: *meeting,
            size,
        })
    };
    let mut sessions: Vec<Session> = series.sessions.iter().filter_map(known).collect();
    let date = |session: &Session| facts.org().meeting(session.meeting).record().date;
    if sessions.iter().all(|session| date(session).is_some()) {
        sessions.sort_by_key(date);
    }
    sessions
}

/// Seats of a meeting: for the hosting team itself, liaisons, and stakeholders or optional guests.
pub(super) fn seats(facts: &Facts<'_>, session: Session) -> [u32; 3] {
    let liaisons = facts.liaison_seats(session.meeting);
    let is_liaison = |person| liaisons.iter().any(|seat| seat.person == person);
    let mut guests: Vec<_> = facts
        .org()
        .meeting(session.meeting)
        .attendance()
        .map(crate::model::AttendanceRef::record)
        .filter(|row| {
            matches!(
                row.role,
                Some(AttendeeRole::Stakeholder | AttendeeRole::Optional)
            )
        })
        .map(|row| row.person)
        .filter(|person| !is_liaison(*person))
        .collect();
    guests.sort_unstable();
    guests.dedup();
    let (liaisons, guests) = (liaisons.len() as u32, guests.len() as u32);
    let core = session.size.saturating_sub(liaisons + guests);
    [core, liaisons, guests]
}

/// Meetings or sessions that are bound by the rule of eight, and how many of them break it.
#[derive(Debug, Default)]
struct Tally {
    over: usize,
    all: usize,
    has_series: bool,
    has_single: bool,
    /// Whether any solves problems rather than decides.
    solves: bool,
}

impl Tally {
    fn of<'a>(rows: impl Iterator<Item = &'a Row>) -> Self {
        let mut tally = Self::default();
        for row in rows {
            tally.over += row.over();
            tally.all += row.sessions.len();
            tally.has_series |= row.repeats;
            tally.has_single |= !row.repeats;
            tally.solves |= row.purpose == Some(Purpose::ProblemSolving);
        }
        tally
    }

    fn noun(&self) -> &'static str {
        match (self.has_series, self.has_single, self.all) {
            (true, true, _) => "meetings and sessions",
            (true, false, 1) => "session",
            (true, false, _) => "sessions",
            (false, _, 1) => "meeting",
            (false, _, _) => "meetings",
        }
    }

    /// `3 of 21 deciding meetings`.
    fn deciding(&self) -> String {
        let (share, noun) = (self.share(), self.noun());
        if self.solves {
            let (decide, solve) = if self.all == 1 {
                ("decides", "solves")
            } else {
                ("decide", "solve")
            };
            format!("{share} {noun} that {decide} or {solve} problems")
        } else {
            format!("{share} deciding {noun}")
        }
    }

    /// `3 of 21`, or `The only`.
    fn share(&self) -> String {
        if self.all == 1 {
            "The only".to_owned()
        } else {
            format!("{} of {}", thousands(self.over), thousands(self.all))
        }
    }

    fn verb(&self) -> &'static str {
        if self.over == 1 { "has" } else { "have" }
    }
}

/// The finding in one sentence.
pub(super) fn title(rows: &[Row]) -> String {
    let decides = Tally::of(rows.iter().filter(|r| r.purpose.is_some() && r.is_bound()));
    let silent = Tally::of(rows.iter().filter(|r| r.purpose.is_none()));
    let limit = spoken(rows.first().map_or(EIGHT, |row| row.limit));
    match (decides.over, silent.over) {
        (0, 0) if decides.solves => {
            format!("No meeting that decides or solves problems has more than {limit} people")
        }
        (0, 0) if decides.all > 0 => format!("No deciding meeting has more than {limit} people"),
        (0, 0) if silent.all > 0 => format!("No meeting has more than {limit} people"),
        (0, 0) => "No meeting here is meant to decide, so none has to be small".to_owned(),
        (0, _) => format!(
            "{} {} {} more than {limit} people and {} not say what {} for",
            silent.share(),
            silent.noun(),
            silent.verb(),
            if silent.over == 1 { "does" } else { "do" },
            if silent.over == 1 {
                "it is"
            } else {
                "they are"
            },
        ),
        (_, 0) => format!(
            "{} {} more than {limit} people",
            decides.deciding(),
            decides.verb()
        ),
        (_, _) => format!(
            "{} {} more than {limit} people, and so {} {} without a stated purpose",
            decides.deciding(),
            decides.verb(),
            silent.verb(),
            match silent.all {
                1 => "the only one".to_owned(),
                _ => silent.share(),
            },
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::FactOptions;
    use crate::testing::org;

    #[track_caller]
    fn says(meetings: &str, expected: &str) {
        let org = org(&format!(
            "== people.csv\nid\nana\n== meetings.csv\nid,name,purpose,date,headcount\n{meetings}"
        ));
        let facts = Facts::new(&org, FactOptions::default());
        assert_eq!(title(&rows(&facts, &[]).0), expected);
    }

    #[test]
    fn the_title_says_who_breaks_the_rule_of_eight() {
        says(
            "a,A,decision,,9\nb,B,decision,,8\n",
            "1 of 2 deciding meetings has more than eight people",
        );
        says(
            "a,A,decision,,9\nb,B,problem-solving,,8\n",
            "1 of 2 meetings that decide or solve problems has more than eight people",
        );
        says(
            "a,A,decision,,9\n",
            "The only deciding meeting has more than eight people",
        );
        says(
            "a,A,decision,,9\nb,B,decision,,12\nc,C,,,9\nd,D,,,3\ne,E,status,,40\n",
            "2 of 2 deciding meetings have more than eight people, and so has 1 of 2 without a stated purpose",
        );
        says(
            "a,Open call,,2025-01-01,9\nb,Open call,,2025-01-08,12\nc,Open call,,2025-01-15,3\n",
            "2 of 3 sessions have more than eight people and do not say what they are for",
        );
    }

    #[test]
    fn the_title_is_calm_where_all_is_well() {
        says(
            "a,A,decision,,8\nb,B,status,,90\n",
            "No deciding meeting has more than eight people",
        );
        says("a,A,,,8\n", "No meeting has more than eight people");
        says(
            "a,A,social,,80\n",
            "No meeting here is meant to decide, so none has to be small",
        );
    }

    #[test]
    fn seats_are_split_by_who_sits_there() {
        let org = org("== people.csv\nid,team\nana,web\nbo,web\ncy,ops\ndi,ops\n\
             == meetings.csv\nid,purpose,host\nm,decision,web\n\
             == attendance.csv\nmeeting,person,role\nm,ana,required\nm,bo,fyi\nm,cy,liaison\nm,di,optional\n");
        let facts = Facts::new(&org, FactOptions::default());
        let rows = rows(&facts, &[]).0;
        assert_eq!(seats(&facts, rows[0].largest()), [1, 1, 1]);
    }
}
