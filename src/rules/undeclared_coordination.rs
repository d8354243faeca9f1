//! `undeclared-coordination`: see [`META`] for its documentation.

use crate::facts::Coverage;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Table};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags dependencies between parts of the organization that nothing covers but a recurring
    /// meeting which states no purpose or has no host: the two teams coordinate, but nobody has
    /// said how.
    ///
    /// ## Why it matters
    /// What grew by itself works until one of those who know of it leaves. A declared model can be
    /// explained, compared with others and ended.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,web
    /// bo,risk
    /// == teams.csv
    /// id,parent
    /// co,
    /// eng,co
    /// web,eng
    /// law,co
    /// risk,law
    /// == dependencies.csv
    /// from,to,kind
    /// web,risk,hard
    /// == meetings.csv
    /// id,name
    /// m1,Web and risk
    /// == attendance.csv
    /// meeting,person
    /// m1,ana
    /// m1,bo
    /// == coordination.csv
    /// model,from,to
    /// standards,law,
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,web
    /// bo,risk
    /// == teams.csv
    /// id,parent
    /// co,
    /// eng,co
    /// web,eng
    /// law,co
    /// risk,law
    /// == dependencies.csv
    /// from,to,kind
    /// web,risk,hard
    /// == meetings.csv
    /// id,name
    /// m1,Web and risk
    /// == attendance.csv
    /// meeting,person
    /// m1,ana
    /// m1,bo
    /// == coordination.csv
    /// model,from,to
    /// consultant,risk,web
    /// ```
    ///
    /// ## How to fix
    /// Say what the meeting is for and who hosts it, or declare the model that it has become.
    pub(super) static META = {
        name: "undeclared-coordination",
        summary: "two teams are joined by a meeting alone that says neither purpose nor host",
        smell: Smell::Coordination,
        level: Level::Note,
        recommended: false,
        since: "0.2.0",
        needs: &[
            Needs::Table(Table::Dependencies),
            Needs::Table(Table::Coordination),
            Needs::Attendees,
        ],
        sources: &[
            "Rubick: Coordination models",
            "Rubick: The rule of eight, 2021",
        ],
    }
}

/// Options of `undeclared-coordination`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct UndeclaredCoordination {}

impl Rule for UndeclaredCoordination {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let dependencies = cx.facts.dependencies();
        for (number, edge) in dependencies.edges().iter().enumerate() {
            let Some(Coverage::Meeting(meeting)) = dependencies.coverage(number) else {
                continue;
            };
            let meeting = cx.org.meeting(meeting);
            let stated = meeting.record().purpose.is_some() && meeting.host().is_some();
            if stated || !cx.facts.tree().crosses_boundary(edge.from, edge.to) {
                continue;
            }
            let Some(row) = edge.rows.first().map(|id| cx.org.dependency(*id)) else {
                continue;
            };
            let (from, to) = (row.from().label(), row.to().label());
            let message = format!(
                "{from} and {to} coordinate in {} alone, which states no purpose or no host",
                meeting.label()
            );
            sink.report(row.cell(Column::To), message)
                .subject(row.subject())
                .cause(format!("dependency {}>{}", row.from().key(), row.to().key()))
                .related(meeting.place(), "the meeting")
                .help(format!("say what {} is for and who hosts it, or declare how {from} and {to} work together", meeting.label()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::UndeclaredCoordination;
    use crate::testing::check;

    const ORG: &str = "== people.csv\nid,team\nana,web\nbo,risk\n== teams.csv\nid,parent\nco,\neng,co\nweb,eng\nlaw,co\nrisk,law\n\
        == attendance.csv\nmeeting,person\nm1,ana\nm1,bo\n== coordination.csv\nmodel,from,to\nstandards,law,\n";

    #[test]
    fn a_meeting_that_just_happens_is_told() {
        check(
            &UndeclaredCoordination::default(),
            &format!(
                "{ORG}== meetings.csv\nid,name,purpose,host\nm1,Risk talk,,web\n\
                 == dependencies.csv\nfrom,to,kind\nweb,risk,hard #~ note: web and risk coordinate in Risk talk alone, which states no purpose or no host\n"
            ),
        );
    }

    #[test]
    fn a_hosted_meeting_with_a_purpose_is_a_way() {
        check(
            &UndeclaredCoordination::default(),
            &format!(
                "{ORG}== meetings.csv\nid,name,purpose,host\nm1,Risk talk,status,web\n== dependencies.csv\nfrom,to,kind\nweb,risk,hard\n"
            ),
        );
    }
}
