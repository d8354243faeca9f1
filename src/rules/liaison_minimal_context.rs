//! `liaison-minimal-context`: see [`META`] for its documentation.

use crate::facts::{Assignment, Support};
use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, MeetingId, Purpose, Table};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags a liaison who is there for little context: every dependency between the two sides says
    /// `low` or `none`, or every recurring meeting shared with the targets only informs (purpose
    /// status or announcement). The second case is a note. A dependency that does not say how
    /// much context it takes is taken to need a liaison.
    ///
    /// ## Why it matters
    /// What fits into notes or a weekly message does not need a person in the room. A liaison pays
    /// where things must be understood, asked and answered.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// data,
    /// == dependencies.csv
    /// from,to,context
    /// marketing,data,low
    /// == liaisons.csv
    /// person,home,targets
    /// ana,marketing,data
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// data,
    /// == dependencies.csv
    /// from,to,context
    /// marketing,data,low
    /// data,marketing,medium
    /// == liaisons.csv
    /// person,home,targets
    /// ana,marketing,data
    /// ```
    ///
    /// ## How to fix
    /// Replace the seat by meeting notes or a weekly written update, and keep the person's name as
    /// the address for questions.
    pub(super) static META = {
        name: "liaison-minimal-context",
        summary: "a liaison carries what notes could carry",
        smell: Smell::Liaison,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[
            Needs::Liaisons,
            Needs::Table(Table::Dependencies),
            Needs::Any(&[
                Needs::Column(Table::Dependencies, Column::Context),
                Needs::Column(Table::Meetings, Column::Purpose),
            ]),
        ],
        implements: &["LM10", "LM11"],
        sources: &["Rubick: The liaison model"],
    }
}

/// Options of `liaison-minimal-context`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct LiaisonMinimalContext {}

impl Rule for LiaisonMinimalContext {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let assignments = cx.facts.assignments();
        for (index, assignment) in assignments.all().iter().enumerate() {
            match assignments.support(cx.facts, index) {
                Support::Minimal => report_dependencies(cx, sink, index),
                Support::Enough => report_meetings(cx, sink, assignment),
                Support::Missing | Support::Unknown => {}
            }
        }
    }
}

fn report_dependencies(cx: Context<'_>, sink: &mut Sink, index: usize) {
    let assignments = cx.facts.assignments();
    let assignment = &assignments.all()[index];
    let message = format!(
        "{} is a liaison to {} for little context: {} between the two takes low context at most",
        cx.org.person(assignment.person).label(),
        list(assignment.target_names(cx.facts), 4),
        match assignments.supporting(cx.facts, index).len() {
            1 => "the only dependency",
            _ => "every dependency",
        }
    );
    let row = cx.org.liaison(assignment.rows[0]);
    let edges = assignments.supporting(cx.facts, index).iter();
    let evidence = edges.filter_map(|edge| {
        let row = cx.facts.dependencies().edges()[*edge as usize]
            .rows
            .first()?;
        let dependency = cx.org.dependency(*row);
        let (from, to) = (dependency.from().label(), dependency.to().label());
        let text = format!("{from} depends on {to} with low context");
        Some((dependency.cell(Column::Context), text))
    });
    sink.report(row.cell(Column::Targets), message)
        .subjects(assignment.subjects(cx.facts))
        .cause(format!("assignment {}", assignment.key(cx.facts)))
        .evidence(evidence)
        .help(format!(
            "let {} send notes or a short weekly message in place of the seat",
            list(assignment.target_names(cx.facts), 4)
        ));
}

fn report_meetings(cx: Context<'_>, sink: &mut Sink, assignment: &Assignment) {
    let shared = shared_meetings(cx, assignment);
    let informs = |meeting: &MeetingId| {
        let purpose = cx.org.meeting(*meeting).record().purpose;
        matches!(purpose, Some(Purpose::Status | Purpose::Announcement))
    };
    if shared.is_empty() || !shared.iter().all(informs) {
        return;
    }
    let targets = list(assignment.target_names(cx.facts), 4);
    let mut names: Vec<&str> = shared
        .iter()
        .map(|meeting| cx.org.meeting(*meeting).label())
        .collect();
    names.dedup();
    let message = format!(
        "{} meets {targets} only where people are informed: {}",
        cx.org.person(assignment.person).label(),
        list(names, 3)
    );
    let row = cx.org.liaison(assignment.rows[0]);
    let evidence = shared.iter().map(|meeting| {
        let meeting = cx.org.meeting(*meeting);
        let text = format!("{} only informs", meeting.label());
        (meeting.cell(Column::Purpose), text)
    });
    sink.report(row.cell(Column::Targets), message)
        .level(Level::Note)
        .subjects(assignment.subjects(cx.facts))
        .cause(format!("assignment {}", assignment.key(cx.facts)))
        .evidence(evidence)
        .help(format!(
            "ask for the notes of these meetings instead, or join one in which {targets} plans or solves problems"
        ));
}

/// Recurring meetings that the liaison shares with any of the targets.
fn shared_meetings(cx: Context<'_>, assignment: &Assignment) -> Vec<MeetingId> {
    let rooms = cx.facts.assignments().rooms(cx.facts);
    let mut shared: Vec<MeetingId> = assignment
        .targets
        .iter()
        .flat_map(|target| rooms.shared(cx.facts, assignment.person, *target))
        .collect();
    shared.sort_unstable();
    shared.dedup();
    shared
}

#[cfg(test)]
mod tests {
    use super::LiaisonMinimalContext;
    use crate::testing::check;

    fn org(dependencies: &str, liaison: &str, meetings: &str) -> String {
        format!(
            "== people.csv\n\
             id,name,team\n\
             ana,Ana,pmm\n\
             dan,Dan,data\n\
             == teams.csv\n\
             id,name,parent\n\
             pmm,Marketing,\n\
             data,Data,\n\
             == dependencies.csv\n\
             from,to,context\n\
             {dependencies}\
             == liaisons.csv\n\
             person,home,targets\n\
             {liaison}\
             {meetings}"
        )
    }

    #[test]
    fn low_context_does_not_need_a_person() {
        let row = "ana,pmm,data   #~ warning: Ana (ana) is a liaison to Data for little context: every dependency between the two takes low context at most\n";
        check(
            &LiaisonMinimalContext {},
            &org("pmm,data,low\ndata,pmm,none\n", row, ""),
        );
    }

    #[test]
    fn medium_context_is_enough_and_so_is_a_context_not_stated() {
        let row = "ana,pmm,data\n";
        check(
            &LiaisonMinimalContext {},
            &org("pmm,data,medium\n", row, ""),
        );
        check(
            &LiaisonMinimalContext {},
            &org("pmm,data,low\npmm,data,\n", row, ""),
        );
    }

    #[test]
    fn status_meetings_only_are_worth_a_note() {
        let meetings = |purpose: &str| {
            format!(
                "== meetings.csv\n\
                 id,name,purpose\n\
                 m,Data weekly,{purpose}\n\
                 == attendance.csv\n\
                 meeting,person\n\
                 m,ana\n\
                 m,dan\n"
            )
        };
        let row = "ana,pmm,data   #~ note: Ana (ana) meets Data only where people are informed: Data weekly\n";
        check(
            &LiaisonMinimalContext {},
            &org("pmm,data,medium\n", row, &meetings("status")),
        );
        check(
            &LiaisonMinimalContext {},
            &org("pmm,data,medium\n", "ana,pmm,data\n", &meetings("decision")),
        );
    }
}
