//! `meeting-load`: see [`META`] for its documentation.

use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, MeetingId, PersonId, Table, TeamId};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags people who spend more than `max-hours` a week in recurring meetings, and says how much
    /// of it they spend as a liaison or as an embedded person: in meetings hosted by the teams
    /// they are sent to. Meetings without a known rhythm or length do not count. This is about
    /// single people and off unless asked for.
    ///
    /// ## Why it matters
    /// What is left of the week in pieces of half an hour is not enough to do the work that the
    /// meetings are about. Liaisons and embedded people carry the meetings of two teams.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id
    /// ana
    /// == meetings.csv
    /// id,per_week,minutes,attendees
    /// m1,5,60,ana
    /// m2,2,330,ana
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id
    /// ana
    /// == meetings.csv
    /// id,per_week,minutes,attendees
    /// m1,5,60,ana
    /// m2,2,300,ana
    /// ```
    ///
    /// ## How to fix
    /// Drop first what notes can carry, then what is done twice. Keep the commitments at home light
    /// for whoever is embedded elsewhere.
    ///
    /// ## Options
    /// - `max-hours` (default 15): hours a week; a guideline of vendors, no finding of research.
    pub(super) static META = {
        name: "meeting-load",
        summary: "somebody spends too many hours a week in meetings",
        smell: Smell::Meeting,
        level: Level::Warning,
        recommended: false,
        since: "0.1.0",
        needs: &[
            Needs::Attendees,
            Needs::Column(Table::Meetings, Column::Minutes),
            Needs::Any(&[
                Needs::Column(Table::Meetings, Column::PerWeek),
                Needs::Column(Table::Meetings, Column::Date),
            ]),
        ],
        sources: &[
            "Network Perspective: meeting guidelines (15 hours a week)",
            "Rubick: The embedded model, 2021 (meetings of two teams add up)",
        ],
    }
}

/// Options of `meeting-load`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct MeetingLoad {
    max_hours: f64,
}

impl Default for MeetingLoad {
    fn default() -> Self {
        Self { max_hours: 15.0 }
    }
}

/// Sums of many small shares are compared with a little slack.
const SLACK: f64 = 1e-9;

impl Rule for MeetingLoad {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let mut embedded: Vec<(PersonId, TeamId)> = Vec::new();
        for row in cx.org.coordination() {
            if row.model().trim().to_lowercase().starts_with("embed") {
                let record = row.record();
                let pairs = record
                    .people
                    .iter()
                    .flat_map(|p| record.to.iter().map(|t| (*p, *t)));
                embedded.extend(pairs);
            }
        }
        embedded.sort_unstable();
        for person in cx.org.person_ids() {
            let mut meetings: Vec<(f64, MeetingId)> = cx
                .facts
                .meetings()
                .of(person)
                .filter(|meeting| cx.org.meeting(*meeting).recurs())
                .filter_map(|meeting| Some((cx.facts.rhythm().hours(cx.org, meeting)?, meeting)))
                .collect();
            let hours: f64 = meetings.iter().map(|(hours, _)| hours).sum();
            if hours > self.max_hours + SLACK {
                meetings.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
                let from = embedded.partition_point(|(other, _)| *other < person);
                let to = embedded.partition_point(|(other, _)| *other <= person);
                let sent = Sent {
                    embedded: embedded[from..to].iter().map(|(_, team)| *team).collect(),
                    liaison: cx.facts.liaisons().targets_of(person).collect(),
                };
                self.report(cx, person, hours, &meetings, &sent, sink);
            }
        }
    }
}

/// Teams that a person is sent to.
struct Sent {
    embedded: Vec<TeamId>,
    liaison: Vec<TeamId>,
}

impl MeetingLoad {
    fn report(
        &self,
        cx: Context<'_>,
        person: PersonId,
        hours: f64,
        meetings: &[(f64, MeetingId)],
        sent: &Sent,
        sink: &mut Sink,
    ) {
        let hosted_by = |teams: &[TeamId]| -> f64 {
            let there = |meeting: MeetingId| {
                let host = cx.org.meeting(meeting).host();
                host.is_some_and(|host| {
                    teams
                        .iter()
                        .any(|team| cx.facts.tree().contains(*team, host.id))
                })
            };
            meetings
                .iter()
                .filter(|(_, m)| there(*m))
                .map(|(hours, _)| hours)
                .sum()
        };
        let parts: Vec<String> = [
            (hosted_by(&sent.embedded), "as an embedded person"),
            (hosted_by(&sent.liaison), "as a liaison"),
        ]
        .into_iter()
        .filter(|(hours, _)| *hours > 0.0)
        .map(|(hours, how)| format!(", {} of them {how}", round(hours)))
        .collect();
        let person = cx.org.person(person);
        let message = format!(
            "{} spends {} hours a week in recurring meetings, more than {}{}",
            person.label(),
            round(hours),
            self.max_hours,
            parts.concat()
        );
        let evidence = meetings.iter().map(|(hours, meeting)| {
            let meeting = cx.org.meeting(*meeting);
            let text = format!("{}, {} hours a week", meeting.label(), round(*hours));
            (meeting.cell(Column::Id), text)
        });
        let heaviest = meetings
            .first()
            .map_or("the largest", |(_, m)| cx.org.meeting(*m).label());
        sink.report(person.cell(Column::Id), message)
            .subject(person.subject())
            .measure(hours, self.max_hours, "hours a week")
            .evidence(evidence)
            .help(format!(
                "begin with {heaviest}: ask whether {} has to be there or can read the notes",
                person.short()
            ));
    }
}

fn round(hours: f64) -> f64 {
    (hours * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::MeetingLoad;
    use crate::testing::check;

    fn org(minutes: u32, remark: &str) -> String {
        format!(
            "== people.csv\nid,name,team\nana,Ana,pmm {remark}\n\
             == teams.csv\nid,parent\npmm,\nweb,\nops,\n\
             == meetings.csv\nid,name,host,per_week,minutes,recurring,attendees\n\
             m1,Standup,web,5,60,yes,ana\nm2,Workshop,pmm,1,{minutes},yes,ana\nm3,Desk,ops,1,120,yes,ana\n\
             m4,Offsite,pmm,1,900,no,ana\nm5,Chat,pmm,,60,yes,ana\n\
             == liaisons.csv\nperson,targets\nana,web\n\
             == coordination.csv\nmodel,from,to,person\nembedded,pmm,ops,ana\n"
        )
    }

    #[test]
    fn hours_are_summed_and_told_by_errand() {
        check(
            &MeetingLoad::default(),
            &org(
                510,
                "#~ warning: Ana (ana) spends 15.5 hours a week in recurring meetings, more than 15, 2 of them as an embedded person, 5 of them as a liaison",
            ),
        );
    }

    #[test]
    fn fifteen_hours_are_fine() {
        check(&MeetingLoad::default(), &org(480, ""));
    }

    #[test]
    fn three_thirds_of_an_hour_are_an_hour() {
        check(
            &MeetingLoad { max_hours: 1.0 },
            "== people.csv\nid\nana\n== meetings.csv\nid,per_week,minutes,attendees\n\
             m1,1,20,ana\nm2,1,20,ana\nm3,1,20,ana\n",
        );
    }
}
