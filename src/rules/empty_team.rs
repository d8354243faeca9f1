//! `empty-team`: see [`META`] for its documentation.

use crate::lint::words::{count, list, percent, thousands};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Subject, Table, TeamRef};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags teams that have no unit below, nobody in them and nobody who leads them. It speaks only
    /// where at least the share `staffed` of such teams do have somebody: a list of chairs says
    /// nothing about who works where. Teams that open after the day of the analysis or have closed
    /// by then are left out.
    ///
    /// ## Why it matters
    /// Work, dependencies and liaisons point at a team that cannot answer; or its people are booked
    /// elsewhere and every size is wrong.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ada,web
    /// bob,api
    /// == teams.csv
    /// id
    /// web
    /// api
    /// ops
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ada,web
    /// bob,api
    /// == teams.csv
    /// id,lead
    /// web,
    /// api,
    /// ops,ada
    /// ```
    ///
    /// ## How to fix
    /// Close the team, or add its people.
    ///
    /// ## Options
    /// - `staffed` (default 0.6, our own choice): share of the teams that must have somebody before
    ///   an empty one is remarkable.
    /// - `group-above` (default 20, our own choice): where more teams than this are empty, one
    ///   finding about the file gives their number and the first of them.
    pub(super) static META = {
        name: "empty-team",
        summary: "a team has neither members nor lead",
        smell: Smell::Data,
        level: Level::Note,
        recommended: true,
        since: "0.1.0",
        needs: &[
            Needs::Teams,
            Needs::Any(&[
                Needs::Column(Table::People, Column::Team),
                Needs::Table(Table::Memberships),
            ]),
        ],
        sources: &["our own choice"],
    }
}

/// Options of `empty-team`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct EmptyTeam {
    staffed: f64,
    group_above: usize,
}

impl Default for EmptyTeam {
    fn default() -> Self {
        Self {
            staffed: 0.6,
            group_above: 20,
        }
    }
}

impl Rule for EmptyTeam {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let members = cx.facts.members();
        let leaves: Vec<TeamRef<'_>> = cx
            .org
            .teams()
            .filter(|team| team.children().len() == 0 && is_open(*team))
            .collect();
        let empty: Vec<TeamRef<'_>> = leaves
            .iter()
            .copied()
            .filter(|team| team.lead().is_none() && members.size(team.id) == 0)
            .collect();
        let staffed = leaves.len() - empty.len();
        let share = staffed as f64 / leaves.len().max(1) as f64;
        if empty.is_empty() || share < self.staffed {
            return;
        }
        if empty.len() > self.group_above {
            report_all(cx, sink, &empty, leaves.len());
            return;
        }
        for team in empty {
            sink.report(
                team.naming_cell(),
                format!("{} has nobody in it and no lead", team.label()),
            )
            .subject(team.subject())
            .amount(0.0, "people")
            .help(format!("close {}, or add its people", team.label()));
        }
    }
}

/// Whether the team exists on the day of the analysis; without one, whether it has not closed.
fn is_open(team: TeamRef<'_>) -> bool {
    let record = team.record();
    team.org.as_of.is_none_or(|today| {
        record.open.is_none_or(|open| open <= today)
            && record.close.is_none_or(|close| close >= today)
    })
}

fn report_all(cx: Context<'_>, sink: &mut Sink, empty: &[TeamRef<'_>], leaves: usize) {
    let Some(first) = empty.first() else {
        return;
    };
    let file = cx.org.sources.get(first.record().row.file).short_name();
    let message = format!(
        "{} of {} ({}) have nobody in them and no lead: {}",
        thousands(empty.len()),
        count(leaves, "team", "teams"),
        percent(empty.len() as f64 / leaves as f64),
        list(empty.iter().map(|team| team.label()), 8)
    );
    let mut draft = sink
        .report(first.naming_cell(), message)
        .subject(Subject::file(file))
        .amount(empty.len() as f64, "teams")
        .help("close them, or export their people as well");
    for team in empty.iter().skip(1).take(8) {
        draft = draft.related(team.naming_cell(), format!("{} is empty", team.label()));
    }
}

#[cfg(test)]
mod tests {
    use super::EmptyTeam;
    use crate::testing::{check, check_as_of};

    const PEOPLE: &str = "== people.csv\nid,team\nada,web\nbob,api\n";

    #[test]
    fn an_empty_team_among_staffed_ones_is_a_note() {
        check(
            &EmptyTeam::default(),
            &format!(
                "{PEOPLE}== teams.csv\nid,name\nweb,\napi,\nops,Operations  #~ note: Operations has nobody in it and no lead\n"
            ),
        );
    }

    #[test]
    fn many_are_one_finding() {
        check(
            &EmptyTeam {
                staffed: 0.5,
                group_above: 1,
            },
            &format!(
                "{PEOPLE}== teams.csv\nid\nweb\napi\nops  #~ note: 2 of 4 teams (50 %) have nobody in them and no lead: ops and lab\nlab\n"
            ),
        );
    }

    #[test]
    fn is_quiet_where_too_few_teams_have_people() {
        check(
            &EmptyTeam {
                staffed: 0.51,
                group_above: 1,
            },
            &format!("{PEOPLE}== teams.csv\nid\nweb\napi\nops\nlab\n"),
        );
    }

    #[test]
    fn units_with_teams_below_and_closed_teams_are_not_empty() {
        check_as_of(
            &EmptyTeam::default(),
            &format!(
                "{PEOPLE}== teams.csv\n\
                 id,parent,open,close\n\
                 all,,,\n\
                 web,all,,\n\
                 api,all,,\n\
                 old,all,,2023-12-31\n\
                 new,all,2024-02-01,\n"
            ),
            Some("2024-01-01"),
        );
    }
}
