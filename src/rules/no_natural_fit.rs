//! `no-natural-fit`: see [`META`] for its documentation.

use crate::facts::Assignment;
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, MeetingId, PersonId, Purpose, Table, TeamId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Flags liaisons for whom the targets have no meeting to sit in: every recurring meeting that
    /// the targets host is a one-on-one, or decides something and would have more than `max-people`
    /// with the liaison in it. A meeting without a stated purpose or size counts as open. Targets
    /// that host no meeting at all are passed over. Liaisons with the same targets make one finding.
    ///
    /// ## Why it matters
    /// A liaison needs a room in which being there is natural. Squeezed into a full decision
    /// meeting, the seat costs the team its decisions; without a seat, the liaison hears nothing.
    ///
    /// ## Example
    /// ```toml
    /// max-people = 2
    /// ```
    ///
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,support
    /// wes,web
    /// wim,web
    /// == teams.csv
    /// id,parent
    /// support,
    /// web,
    /// == meetings.csv
    /// id,name,purpose,host
    /// m1,Planning,decision,web
    /// == attendance.csv
    /// meeting,person
    /// m1,wes
    /// m1,wim
    /// == liaisons.csv
    /// person,home,targets
    /// ana,support,web
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,support
    /// wes,web
    /// wim,web
    /// == teams.csv
    /// id,parent
    /// support,
    /// web,
    /// == meetings.csv
    /// id,name,purpose,host
    /// m1,Planning,decision,web
    /// m2,Demo,status,web
    /// == attendance.csv
    /// meeting,person
    /// m1,wes
    /// m1,wim
    /// m2,wes
    /// == liaisons.csv
    /// person,home,targets
    /// ana,support,web
    /// ```
    ///
    /// ## How to fix
    /// Make room in one of the meetings, open a short monthly review in which guests are natural, or
    /// replace the liaison by notes.
    ///
    /// ## Options
    /// - `max-people` (default 8): as many people can decide something together; the rule of eight.
    pub(super) static META = {
        name: "no-natural-fit",
        summary: "the target has no meeting in which a liaison could sit",
        smell: Smell::Liaison,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[
            Needs::Liaisons,
            Needs::MeetingSizes,
            Needs::Column(Table::Meetings, Column::Host),
            Needs::Column(Table::Meetings, Column::Purpose),
        ],
        implements: &["LM11", "LM15"],
        sources: &[
            "Rubick: The liaison model",
            "Rubick: The rule of eight, 2021",
        ],
    }
}

/// Options of `no-natural-fit`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct NoNaturalFit {
    max_people: u32,
}

impl Default for NoNaturalFit {
    fn default() -> Self {
        Self { max_people: 8 }
    }
}

impl Rule for NoNaturalFit {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let mut groups: BTreeMap<&[TeamId], Vec<&Assignment>> = BTreeMap::new();
        for assignment in cx.facts.assignments().all() {
            let group = groups.entry(&assignment.targets).or_default();
            if group.iter().all(|known| known.person != assignment.person) {
                group.push(assignment);
            }
        }
        let rooms = cx.facts.assignments().rooms(cx.facts);
        for (targets, group) in groups {
            let hosted: Vec<MeetingId> = targets
                .iter()
                .flat_map(|target| rooms.hosted_in(cx.facts, *target))
                .collect();
            if hosted.is_empty() {
                continue;
            }
            let shut_out: Vec<&Assignment> = group
                .into_iter()
                .filter(|a| !hosted.iter().any(|m| self.fits(cx, a.person, *m)))
                .collect();
            report(cx, sink, &shut_out, &hosted);
        }
    }
}

impl NoNaturalFit {
    /// Whether a liaison can sit in a meeting without spoiling it.
    fn fits(&self, cx: Context<'_>, person: PersonId, meeting: MeetingId) -> bool {
        let meetings = cx.facts.meetings();
        match cx.org.meeting(meeting).record().purpose {
            Some(Purpose::OneOnOne) => false,
            Some(purpose) if purpose.decides() => meetings.size(meeting).is_none_or(|size| {
                size + u32::from(!meetings.attends(person, meeting)) <= self.max_people
            }),
            _ => true,
        }
    }
}

fn report(cx: Context<'_>, sink: &mut Sink, shut_out: &[&Assignment], hosted: &[MeetingId]) {
    let Some(first) = shut_out.first() else {
        return;
    };
    let targets = list(first.target_names(cx.facts), 4);
    let people = shut_out.iter().map(|a| cx.org.person(a.person).short());
    let message = format!(
        "{targets} {} no meeting in which {} could sit as a liaison: {}",
        if first.targets.len() == 1 {
            "has"
        } else {
            "have"
        },
        list(people, 4),
        list(hosted.iter().map(|meeting| named(cx, *meeting)), 4)
    );
    let evidence = hosted.iter().map(|meeting| {
        let place = cx.org.meeting(*meeting).cell(Column::Purpose);
        (place, named(cx, *meeting))
    });
    let draft = sink
        .report(cx.org.liaison(first.rows[0]).cell(Column::Targets), message)
        .subjects(shut_out.iter().flat_map(|a| a.subjects(cx.facts)))
        .evidence(evidence)
        .help(format!(
            "let {targets} hold a short review that guests may attend, make room in a full meeting, or replace the liaison by notes"
        ));
    if shut_out.len() == 1 {
        draft.cause(format!("assignment {}", first.key(cx.facts)));
    }
}

/// A meeting with what keeps a guest out of it.
fn named(cx: Context<'_>, id: MeetingId) -> String {
    let meeting = cx.org.meeting(id);
    match (meeting.record().purpose, cx.facts.meetings().size(id)) {
        (Some(Purpose::OneOnOne), _) => format!("{} (one-on-one)", meeting.label()),
        (_, Some(size)) => {
            let people = count(size as usize, "person decides", "people decide");
            format!("{} ({people})", meeting.label())
        }
        _ => meeting.label().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::NoNaturalFit;
    use crate::testing::check;

    fn org(meetings: &str, liaisons: &str) -> String {
        format!(
            "== people.csv\n\
             id,name,team\n\
             ana,Ana,support\n\
             bo,Bo,security\n\
             == teams.csv\n\
             id,name,parent\n\
             support,,\n\
             security,,\n\
             web,Web,\n\
             == meetings.csv\n\
             id,name,purpose,host,headcount\n\
             {meetings}\
             == liaisons.csv\n\
             person,home,targets\n\
             {liaisons}"
        )
    }

    #[test]
    fn a_full_decision_meeting_and_one_on_ones_have_no_room() {
        let row = "ana,support,web   #~ warning: Web has no meeting in which Ana and Bo could sit as a liaison: Planning (8 people decide) and Pairs (one-on-one)\n\
                   bo,security,web\n";
        check(
            &NoNaturalFit::default(),
            &org("m1,Planning,decision,web,8\nm2,Pairs,1:1,web,2\n", row),
        );
    }

    #[test]
    fn one_free_chair_is_enough() {
        check(
            &NoNaturalFit::default(),
            &org("m1,Planning,decision,web,7\n", "ana,support,web\n"),
        );
    }

    #[test]
    fn open_meetings_and_unknown_hosts_are_no_obstacle() {
        check(
            &NoNaturalFit::default(),
            &org(
                "m1,Planning,decision,web,9\nm2,Demo,,web,40\n",
                "ana,support,web\n",
            ),
        );
        check(
            &NoNaturalFit::default(),
            &org("m1,Planning,decision,security,9\n", "ana,support,web\n"),
        );
    }
}
