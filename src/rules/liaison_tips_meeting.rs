//! `liaison-tips-meeting`: see [`META`] for its documentation.

use crate::facts::{LiaisonSeat, Series, SeriesSizes};
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{self, Column, MeetingId, Org, Purpose, Table};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags meetings that decide or solve problems with more than `max-people` people and would
    /// not without their liaisons. A liaison is somebody whose attendance says so, or whose liaison
    /// assignment covers the hosting team without belonging to it. A series is flagged when
    /// liaisons make the difference in most of its sessions that are too large.
    ///
    /// ## Why it matters
    /// With each liaison the other team meets with one person more. That is the price of the model,
    /// and it is too high where it takes a meeting past the size at which it can still decide.
    ///
    /// ## Example
    /// ```toml
    /// max-people = 2
    /// ```
    ///
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,web
    /// bo,web
    /// cy,law
    /// == meetings.csv
    /// id,name,purpose,host,attendees
    /// m1,Web planning,decision,web,ana;bo;cy
    /// == liaisons.csv
    /// person,home,targets
    /// cy,law,web
    /// ```
    ///
    /// ```toml
    /// max-people = 2
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,web
    /// bo,web
    /// cy,law
    /// == meetings.csv
    /// id,name,purpose,host,attendees
    /// m1,Web planning,decision,web,ana;cy
    /// == liaisons.csv
    /// person,home,targets
    /// cy,law,web
    /// ```
    ///
    /// ## How to fix
    /// Start with the liaison who needs the least context: notes do as well. If all of them need to
    /// be there, cut the meeting differently or coordinate in another way.
    ///
    /// ## Options
    /// - `max-people` (default 8): more people than this do not decide; the rule of eight.
    pub(super) static META = {
        name: "liaison-tips-meeting",
        summary: "liaisons take a meeting that decides past eight people",
        smell: Smell::Meeting,
        level: Level::Error,
        recommended: true,
        since: "0.1.0",
        needs: &[
            Needs::Attendees,
            Needs::Column(Table::Meetings, Column::Purpose),
            Needs::Any(&[Needs::Liaisons, Needs::Column(Table::Attendance, Column::Role)]),
        ],
        implements: &["LM12", "LM13"],
        sources: &[
            "Rubick: The liaison model",
            "Rubick: The rule of eight, 2021",
        ],
    }
}

/// Options of `liaison-tips-meeting`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct LiaisonTipsMeeting {
    max_people: u32,
}

impl Default for LiaisonTipsMeeting {
    fn default() -> Self {
        Self { max_people: 8 }
    }
}

impl Rule for LiaisonTipsMeeting {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let meetings = cx.facts.meetings();
        for series in meetings.series() {
            if !series.purpose.is_some_and(Purpose::decides) {
                continue;
            }
            let sizes = SeriesSizes::of(meetings, series);
            let over = sizes.over(self.max_people);
            let tipped: Vec<Tipped> = over
                .iter()
                .filter_map(|(size, id)| self.tipped(cx, *id, *size))
                .collect();
            if tipped.len() * 2 > over.len() {
                self.report(cx.org, series, &tipped, sink);
            }
        }
    }
}

/// A session that its liaisons take past the limit.
struct Tipped {
    meeting: MeetingId,
    size: u32,
    liaisons: Vec<LiaisonSeat>,
}

impl LiaisonTipsMeeting {
    fn tipped(&self, cx: Context<'_>, meeting: MeetingId, size: u32) -> Option<Tipped> {
        let liaisons = cx.facts.liaison_seats(meeting);
        (size <= self.max_people.saturating_add(liaisons.len() as u32)).then_some(Tipped {
            meeting,
            size,
            liaisons,
        })
    }

    fn report(&self, org: &Org, series: &Series, tipped: &[Tipped], sink: &mut Sink) {
        let Some(worst) = tipped.first() else {
            return;
        };
        let limit = self.max_people;
        let surplus = (worst.size - limit) as usize;
        let names: Vec<_> = worst
            .liaisons
            .iter()
            .map(|seat| org.person(seat.person).label())
            .collect();
        let sessions = if series.repeats() {
            format!(" in {}", count(tipped.len(), "session", "sessions"))
        } else {
            String::new()
        };
        let message = format!(
            "{} decides with {} people{sessions}, more than {limit} only because of {}: {}",
            series.label(org),
            worst.size,
            count(names.len(), "liaison", "liaisons"),
            list(&names, 8),
        );
        let mut draft = sink
            .report(org.meeting(worst.meeting).cell(Column::Id), message)
            .subjects(tipped.iter().map(|t| org.meeting(t.meeting).subject()))
            .identity(series.identity(org))
            .cause(format!("size of {}", series.identity(org)))
            .measure(f64::from(worst.size), f64::from(limit), "people")
            .help(advice(org, &worst.liaisons, surplus));
        for seat in worst.liaisons.iter().take(8) {
            draft = draft.related(seat.place, note(org, seat));
        }
    }
}

/// How many seats to free and whose first.
fn advice(org: &Org, liaisons: &[LiaisonSeat], surplus: usize) -> String {
    let leave: Vec<String> = liaisons
        .iter()
        .take(surplus)
        .map(|seat| {
            let name = org.person(seat.person).short();
            match seat.context {
                Some(context) => format!("{name} (context {})", context.name()),
                None => name.to_owned(),
            }
        })
        .collect();
    format!(
        "free {}: send notes to {} instead, the least context first; where notes do not do, cut the meeting differently or coordinate in another way than by liaisons",
        count(surplus, "seat", "seats"),
        list(&leave, 8)
    )
}

/// Why a person counts as a liaison here.
fn note(org: &Org, seat: &LiaisonSeat) -> String {
    let name = org.person(seat.person).short();
    let home = seat
        .liaison
        .and_then(|id| org.liaisons[id.index()].home)
        .map_or(String::new(), |home| {
            format!(" of {}", org.team(home).label())
        });
    let context = seat.context.map_or("not stated", model::Context::name);
    format!("{name} attends as liaison{home}, context {context}")
}

#[cfg(test)]
mod tests {
    use super::LiaisonTipsMeeting;
    use crate::testing::{check, org, run};

    const TABLES: &str = "== people.csv\n\
         id,name,team\n\
         ana,Ana,web\nbo,Bo,web\ncy,Cy,law\ndee,Dee,ops\n\
         == liaisons.csv\n\
         person,home,targets,context\n\
         cy,law,web,high\n\
         dee,ops,web,low\n";

    fn rule() -> LiaisonTipsMeeting {
        LiaisonTipsMeeting { max_people: 3 }
    }

    #[test]
    fn names_the_liaisons_with_the_least_context_first() {
        let text = format!(
            "{TABLES}== meetings.csv\n\
             id,name,purpose,host,attendees\n\
             m1,Web planning,decision,web,ana;bo;cy;dee"
        );
        let found = run(&rule(), &super::META, &org(&text));
        assert_eq!(
            found[0].help.as_deref(),
            Some(
                "free 1 seat: send notes to Dee (context low) instead, the least context first; \
                 where notes do not do, cut the meeting differently or coordinate in \
                 another way than by liaisons"
            )
        );
        check(
            &rule(),
            &format!(
                "{text} #~ error: Web planning decides with 4 people, more than 3 only because of 2 liaisons: Dee (dee) and Cy (cy)\n"
            ),
        );
    }

    #[test]
    fn a_role_makes_a_liaison_too() {
        check(
            &LiaisonTipsMeeting { max_people: 1 },
            "== people.csv\nid,team\nana,web\nbo,web\n\
             == meetings.csv\nid,name,purpose,host\n\
             m1,Web planning,decision,web  #~ error: Web planning decides with 2 people, more than 1 only because of 1 liaison: bo\n\
             == attendance.csv\nmeeting,person,role\nm1,ana,\nm1,bo,liaison\n",
        );
    }

    #[test]
    fn is_quiet_at_the_threshold() {
        check(
            &rule(),
            &format!(
                "{TABLES}== meetings.csv\n\
                 id,name,purpose,host,attendees\n\
                 m1,Web planning,decision,web,ana;bo;cy\n"
            ),
        );
    }

    #[test]
    fn a_meeting_too_large_without_its_liaisons_is_not_theirs_to_mend() {
        check(
            &LiaisonTipsMeeting { max_people: 1 },
            &format!(
                "{TABLES}== meetings.csv\n\
                 id,name,purpose,host,attendees\n\
                 m1,Web planning,decision,web,ana;bo;cy;dee\n"
            ),
        );
    }

    #[test]
    fn whoever_belongs_to_the_host_is_no_liaison() {
        check(
            &rule(),
            "== people.csv\nid,team\nana,web\nbo,web\ncy,web\ndee,web\n\
             == meetings.csv\nid,name,purpose,host,attendees\n\
             m1,Web planning,decision,web,ana;bo;cy;dee\n\
             == liaisons.csv\nperson,home,targets\nana,law,web\n",
        );
    }
}
