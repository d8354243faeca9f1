//! `liaison-inside-own-org`: see [`META`] for its documentation.

use crate::facts::Assignment;
use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, TeamId};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags a liaison all of whose targets are in the same part of the organization as the home
    /// team and near it: the home and every target are at most `max-levels` below the smallest unit
    /// that holds them all. Where another part begins is the `boundary-depth` of the configuration:
    /// by default one level below the top.
    ///
    /// ## Why it matters
    /// Liaisons carry context between parts of an organization that otherwise share nobody. Teams
    /// under one head already have that head and a common meeting; a liaison beside them adds a
    /// person to rooms and a second path for the same news. Further apart, one head's meeting no
    /// longer holds both, and a liaison may well be needed.
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
    ///
    /// ## Options
    /// - `max-levels` (default 2, our own choice): as many levels below the common unit one head's
    ///   meeting can still serve.
    pub(super) static META = {
        name: "liaison-inside-own-org",
        summary: "a liaison stays inside the own part of the organization",
        smell: Smell::Liaison,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Liaisons, Needs::TeamTree],
        implements: &["LM1", "LM7"],
        sources: &["Rubick: The liaison model"],
    }
}

/// Options of `liaison-inside-own-org`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct LiaisonInsideOwnOrg {
    max_levels: u32,
}

impl Default for LiaisonInsideOwnOrg {
    fn default() -> Self {
        Self { max_levels: 2 }
    }
}

impl Rule for LiaisonInsideOwnOrg {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        for assignment in cx.facts.assignments().all() {
            let Some((home, unit)) = self.common_unit(cx, assignment) else {
                continue;
            };
            let (person, home, unit) = (
                cx.org.person(assignment.person),
                cx.org.team(home),
                cx.org.team(unit),
            );
            let targets = list(assignment.target_names(cx.facts), 4);
            let together = if home.id == unit.id {
                "which is a part of it".to_owned()
            } else {
                format!("and both are inside {}", unit.label())
            };
            let message = format!(
                "{} is a liaison from {} to {targets}, {together}",
                person.label(),
                home.label(),
            );
            let meeting = match unit.lead() {
                Some(lead) => format!("the team meeting of {}", lead.label()),
                None => format!("a common meeting of {}", unit.label()),
            };
            let row = cx.org.liaison(assignment.rows[0]);
            sink.report(row.cell(Column::Targets), message)
                .subjects(assignment.subjects(cx.facts))
                .cause(format!("assignment {}", assignment.key(cx.facts)))
                .help(format!("use {meeting} and end the assignment"));
        }
    }
}

impl LiaisonInsideOwnOrg {
    /// The home and the smallest unit that holds it and all targets, where that unit is inside the
    /// home's part of the organization and near all of them. An assignment to the own team, or to
    /// a unit around it, is another rule's business.
    fn common_unit(&self, cx: Context<'_>, assignment: &Assignment) -> Option<(TeamId, TeamId)> {
        let tree = cx.facts.tree();
        let units = tree.units();
        let home = assignment.home?;
        let own = cx.org.people[assignment.person.index()].team;
        let insider = [Some(home), own]
            .into_iter()
            .flatten()
            .any(|team| assignment.covers(cx.facts, team));
        let mut ends: Vec<u32> = assignment.targets.iter().map(|target| target.0).collect();
        ends.push(home.0);
        let common = units.lca_of(&ends)?;
        let near = |end: &u32| units.depth(*end) - units.depth(common) <= self.max_levels;
        let inside = tree.contains(tree.boundary(home), TeamId(common));
        (inside && !insider && ends.iter().all(near)).then_some((home, TeamId(common)))
    }
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
        check(&LiaisonInsideOwnOrg::default(), &format!("{TEAMS}{row}"));
    }

    #[test]
    fn one_target_outside_is_enough_to_be_quiet() {
        check(
            &LiaisonInsideOwnOrg::default(),
            &format!("{TEAMS}ana,support,success;web\n"),
        );
    }

    #[test]
    fn the_own_team_and_teams_beside_each_other_are_not_meant() {
        check(
            &LiaisonInsideOwnOrg::default(),
            &format!("{TEAMS}ana,support,support\n"),
        );
        check(
            &LiaisonInsideOwnOrg::default(),
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

    #[test]
    fn far_below_a_common_unit_no_single_meeting_serves() {
        let org = |remark: &str| {
            format!(
                "== people.csv\n\
                 id,team\n\
                 ana,support\n\
                 == teams.csv\n\
                 id,parent\n\
                 company,\nproduct,company\ncustomers,company\n\
                 service,customers\neurope,service\nsupport,europe\n\
                 asia,service\nsuccess,asia\n\
                 sales,customers\nnorth,sales\n\
                 == liaisons.csv\n\
                 person,home,targets\n\
                 ana,support,success  #~ warning: ana is a liaison from support to success, and both are inside service\n\
                 ana,support,north{remark}\n"
            )
        };
        check(&LiaisonInsideOwnOrg::default(), &org(""));
        check(
            &LiaisonInsideOwnOrg { max_levels: 3 },
            &org(
                "  #~ warning: ana is a liaison from support to north, and both are inside customers",
            ),
        );
    }
}
