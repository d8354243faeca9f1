//! `tree-disagreement`: see [`META`] for its documentation.

use crate::lint::words::{list, percent, thousands};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, PersonRef, Subject, Table, TeamOrigin, TeamRef};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Compares the two trees that a company has, of units and of reporting lines, where both are
    /// given: the lead of a team should report into the unit above it. It flags a team whose lead
    /// reports to somebody who neither belongs to nor leads the team itself, the unit above, one
    /// still higher, or, unless the unit above is the top, any other unit within it. A team is
    /// compared only if the unit above has members or a lead of its own and the manager of the lead
    /// has a unit.
    ///
    /// Where more than the share `systematic` of the teams disagree, the two trees were drawn for
    /// different purposes; one finding says so.
    ///
    /// ## Why it matters
    /// Two charts contradict each other. Budgets and announcements follow one, decisions the other,
    /// and whatever is aligned with one tree cuts across the other.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,manager,team
    /// ada,,company
    /// eva,ada,engineering
    /// sam,ada,sales
    /// web-lead,sam,web
    /// api-lead,eva,api
    /// == teams.csv
    /// id,parent,lead
    /// company,,ada
    /// engineering,company,eva
    /// sales,company,sam
    /// web,engineering,web-lead
    /// api,engineering,api-lead
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,manager,team
    /// ada,,company
    /// eva,ada,engineering
    /// sam,ada,sales
    /// web-lead,eva,web
    /// api-lead,ada,api
    /// == teams.csv
    /// id,parent,lead
    /// company,,ada
    /// engineering,company,eva
    /// sales,company,sam
    /// web,engineering,web-lead
    /// api,engineering,api-lead
    /// ```
    ///
    /// ## How to fix
    /// Decide which tree is right for this team: put the team under the unit into which its lead
    /// reports, or change the reporting line.
    ///
    /// ## Options
    /// - `systematic` (default 0.5, our own choice): where more than this share of the compared
    ///   teams disagree, and at least five do, one finding speaks for all.
    pub(super) static META = {
        name: "tree-disagreement",
        summary: "a team's lead reports into another unit than the one above the team",
        smell: Smell::Data,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[
            Needs::Managers,
            Needs::Column(Table::Teams, Column::Parent),
            Needs::Any(&[
                Needs::Column(Table::Teams, Column::Lead),
                Needs::Column(Table::Memberships, Column::Role),
            ]),
        ],
        sources: &["our own choice"],
    }
}

/// Fewest disagreements that can be called systematic.
const FEW: usize = 5;

/// Options of `tree-disagreement`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct TreeDisagreement {
    systematic: f64,
}

impl Default for TreeDisagreement {
    fn default() -> Self {
        Self { systematic: 0.5 }
    }
}

/// A team whose two trees differ.
struct Conflict<'a> {
    team: TeamRef<'a>,
    parent: TeamRef<'a>,
    lead: PersonRef<'a>,
    manager: PersonRef<'a>,
    elsewhere: TeamRef<'a>,
}

impl Rule for TreeDisagreement {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        if cx.org.team_origin != TeamOrigin::Table {
            return;
        }
        let judged: Vec<Result<(), Conflict<'_>>> =
            cx.org.teams().filter_map(|team| judge(cx, team)).collect();
        let compared = judged.len();
        let conflicts: Vec<Conflict<'_>> = judged.into_iter().filter_map(Result::err).collect();
        let share = conflicts.len() as f64 / compared.max(1) as f64;
        if conflicts.len() >= FEW && share > self.systematic {
            report_all(cx, sink, &conflicts, compared);
        } else {
            for conflict in &conflicts {
                report_one(sink, conflict);
            }
        }
    }
}

/// Whether the trees agree on a team; `None` where they cannot be compared.
fn judge<'a>(cx: Context<'a>, team: TeamRef<'a>) -> Option<Result<(), Conflict<'a>>> {
    let (tree, members) = (cx.facts.tree(), cx.facts.members());
    let (parent, lead) = (team.parent()?, team.lead()?);
    let manager = lead.manager()?;
    if parent.lead().is_none() && members.size(parent.id) == 0 {
        return None;
    }
    let units = || {
        members
            .teams_of(manager.id)
            .chain(members.led_by(manager.id))
    };
    let elsewhere = manager
        .team()
        .or_else(|| units().next().map(|id| cx.org.team(id)))?;
    let within = parent.parent().is_some();
    let agrees = units()
        .any(|unit| tree.contains(unit, team.id) || (within && tree.contains(parent.id, unit)));
    Some(if agrees {
        Ok(())
    } else {
        Err(Conflict {
            team,
            parent,
            lead,
            manager,
            elsewhere,
        })
    })
}

fn report_one(sink: &mut Sink, conflict: &Conflict<'_>) {
    let Conflict {
        team,
        parent,
        lead,
        manager,
        elsewhere,
    } = conflict;
    sink.report(
        team.cell(Column::Parent),
        format!(
            "{} is part of {}, but its lead {} reports to {} in {}",
            team.label(),
            parent.label(),
            lead.label(),
            manager.label(),
            elsewhere.label()
        ),
    )
    .related(
        lead.cell(Column::Manager),
        format!("{} reports to {}", lead.label(), manager.label()),
    )
    .subject(team.subject())
    .help(format!(
        "put {} under {}, or let {} report into {}",
        team.label(),
        elsewhere.label(),
        lead.label(),
        parent.label()
    ));
}

fn report_all(cx: Context<'_>, sink: &mut Sink, conflicts: &[Conflict<'_>], compared: usize) {
    let Some(first) = conflicts.first() else {
        return;
    };
    let file = cx
        .org
        .sources
        .get(first.team.record().row.file)
        .short_name();
    let mut draft = sink
        .report(
            first.team.cell(Column::Parent),
            format!(
                "{} of {} teams ({}) have a lead who reports outside the unit above: {}",
                thousands(conflicts.len()),
                thousands(compared),
                percent(conflicts.len() as f64 / compared as f64),
                list(conflicts.iter().map(|conflict| conflict.team.label()), 8)
            ),
        )
        .subject(Subject::file(file))
        .measure(conflicts.len() as f64, 0.0, "teams")
        .help("the units and the reporting lines are two different trees here; decide which of them the rules should follow");
    for Conflict {
        team,
        lead,
        manager,
        ..
    } in conflicts.iter().take(8)
    {
        draft = draft.related(
            lead.cell(Column::Manager),
            format!(
                "{} of {} reports to {}",
                lead.label(),
                team.label(),
                manager.label()
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::TreeDisagreement;
    use crate::testing::check;

    fn company(web_manager: &str, remark: &str) -> String {
        format!(
            "== people.csv\n\
             id,name,manager,team\n\
             ada,,,company\n\
             eva,Eva,ada,engineering\n\
             sam,Sam,ada,sales\n\
             wil,Wil,{web_manager},web\n\
             pia,,eva,api\n\
             == teams.csv\n\
             id,name,parent,lead\n\
             company,,,ada\n\
             engineering,Engineering,company,eva\n\
             sales,Sales,company,sam\n\
             web,Web,engineering,wil{remark}\n\
             api,,engineering,pia\n"
        )
    }

    #[test]
    fn a_lead_who_reports_elsewhere_is_told() {
        check(
            &TreeDisagreement::default(),
            &company(
                "sam",
                "  #~ warning: Web is part of Engineering, but its lead Wil (wil) reports to Sam (sam) in Sales",
            ),
        );
    }

    #[test]
    fn the_unit_above_a_higher_one_and_a_sibling_within_it_agree() {
        for manager in ["eva", "ada", "pia"] {
            check(&TreeDisagreement::default(), &company(manager, ""));
        }
    }

    #[test]
    fn a_unit_above_of_which_nobody_is_known_is_not_compared() {
        check(
            &TreeDisagreement::default(),
            "== people.csv\n\
             id,manager,team\n\
             sam,,sales\n\
             wil,sam,web\n\
             == teams.csv\n\
             id,parent,lead\n\
             engineering,,\n\
             sales,,sam\n\
             web,engineering,wil\n",
        );
    }

    #[test]
    fn two_different_trees_are_one_finding() {
        let teams = (0..5).fold(String::new(), |text, n| text + &format!("t{n},all,l{n}\n"));
        let people = (0..5).fold(String::new(), |text, n| text + &format!("l{n},sam,t{n}\n"));
        let teams = teams.replacen("l0", "l0  #~ warning: 5 of 5 teams (100 %) have a lead who reports outside the unit above: t0, t1, t2, t3 and t4", 1);
        check(
            &TreeDisagreement::default(),
            &format!(
                "== people.csv\n\
                 id,manager,team\n\
                 ada,,all\n\
                 sam,,sales\n\
                 {people}== teams.csv\n\
                 id,parent,lead\n\
                 all,,ada\n\
                 sales,,sam\n\
                 {teams}"
            ),
        );
    }
}
