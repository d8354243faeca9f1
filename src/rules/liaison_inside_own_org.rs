//! `liaison-inside-own-org`: see [`META`] for its documentation.

use crate::facts::Assignment;
use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, TeamId};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags a liaison all of whose targets are in the same part of the organization as the home
    /// team. Where another part begins is the `boundary-depth` of the configuration: by default one
    /// level below the top.
    ///
    /// ## Why it matters
    /// Liaisons carry context between parts of an organization that otherwise share nobody. Teams
    /// under one head already have that head and a common meeting; a liaison beside them adds a
    /// person to rooms and a second path for the same news.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,support
    /// == teams.csv
    /// id,parent
    /// company,
    /// customers,company
    /// support,customers
    /// success,customers
    /// product,company
    /// web,product
    /// == liaisons.csv
    /// person,home,targets
    /// ana,support,success
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,support
    /// == teams.csv
    /// id,parent
    /// company,
    /// customers,company
    /// support,customers
    /// success,customers
    /// product,company
    /// web,product
    /// == liaisons.csv
    /// person,home,targets
    /// ana,support,web
    /// ```
    ///
    /// ## How to fix
    /// Use the meeting of the head whom both teams share, and keep liaisons for other parts of the
    /// organization.
    pub(super) static META = {
        name: "liaison-inside-own-org",
        summary: "a liaison stays inside the own part of the organization",
        smell: Smell::Liaison,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Liaisons, Needs::TeamTree],
        sources: &["Rubick: The liaison model (coordinating with another part of the organization)"],
    }
}

/// Options of `liaison-inside-own-org`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct LiaisonInsideOwnOrg {}

impl Rule for LiaisonInsideOwnOrg {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        for assignment in cx.facts.assignments().all() {
            let Some((home, part)) = shared_part(cx, assignment) else {
                continue;
            };
            let (person, home, part) = (
                cx.org.person(assignment.person),
                cx.org.team(home),
                cx.org.team(part),
            );
            let targets = list(assignment.target_names(cx.facts), 4);
            let together = if home.id == part.id {
                "which is a part of it".to_owned()
            } else {
                format!("and both are inside {}", part.label())
            };
            let message = format!(
                "{} is a liaison from {} to {targets}, {together}",
                person.label(),
                home.label(),
            );
            let meeting = match part.lead() {
                Some(lead) => format!("the team meeting of {}", lead.label()),
                None => format!("a common meeting of {}", part.label()),
            };
            let row = cx.org.liaison(assignment.rows[0]);
            sink.report(row.cell(Column::Targets), message)
                .subjects(assignment.subjects(cx.facts))
                .help(format!("use {meeting} and end the assignment"));
        }
    }
}

/// The home and the part of the organization that it shares with all targets. An assignment to the
/// own team, or to a unit around it, is another rule's business.
fn shared_part(cx: Context<'_>, assignment: &Assignment) -> Option<(TeamId, TeamId)> {
    let tree = cx.facts.tree();
    let home = assignment.home?;
    let part = tree.boundary(home);
    let own = cx.org.people[assignment.person.index()].team;
    let insider = [Some(home), own]
        .into_iter()
        .flatten()
        .any(|team| assignment.covers(cx.facts, team));
    let inside = assignment
        .targets
        .iter()
        .all(|target| tree.contains(part, *target));
    (inside && !insider).then_some((home, part))
}

#[cfg(test)]
mod tests {
    use super::LiaisonInsideOwnOrg;
    use crate::testing::check;

    const TEAMS: &str = "== people.csv\n\
        id,name,team\n\
        ana,Ana,support\n\
        kim,Kim,customers\n\
        == teams.csv\n\
        id,name,parent,lead\n\
        company,,,\n\
        customers,Customers,company,kim\n\
        support,Support,customers,\n\
        success,Success,customers,\n\
        product,,company,\n\
        web,Web,product,\n\
        == liaisons.csv\n\
        person,home,targets\n";

    #[test]
    fn cousins_need_no_liaison() {
        let row = "ana,support,success   #~ warning: Ana (ana) is a liaison from Support to Success, and both are inside Customers\n";
        check(&LiaisonInsideOwnOrg {}, &format!("{TEAMS}{row}"));
    }

    #[test]
    fn one_target_outside_is_enough_to_be_quiet() {
        check(
            &LiaisonInsideOwnOrg {},
            &format!("{TEAMS}ana,support,success;web\n"),
        );
    }

    #[test]
    fn the_own_team_and_teams_beside_each_other_are_not_meant() {
        check(
            &LiaisonInsideOwnOrg {},
            &format!("{TEAMS}ana,support,support\n"),
        );
        check(
            &LiaisonInsideOwnOrg {},
            "== people.csv\n\
             id,team\n\
             ana,a\n\
             == teams.csv\n\
             id,parent\n\
             a,\n\
             b,\n\
             c,b\n\
             == liaisons.csv\n\
             person,targets\n\
             ana,b\n",
        );
    }
}
