//! `insider-liaison`: see [`META`] for its documentation.

use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, TeamId};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags a liaison whose own team, or the home team that the row states, is among the targets: an
    /// error where the target is that very team, a warning where it is a larger unit that holds it.
    ///
    /// ## Why it matters
    /// A liaison coordinates with *another* team. Someone who already works in the team brings it
    /// nothing from outside, and the seat that the plan counts on does not exist. Most often the
    /// row has the wrong person or the person has the wrong home.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,web
    /// == teams.csv
    /// id,parent
    /// web,
    /// support,
    /// == liaisons.csv
    /// person,home,targets
    /// ana,support,web
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,support
    /// == teams.csv
    /// id,parent
    /// web,
    /// support,
    /// == liaisons.csv
    /// person,home,targets
    /// ana,support,web
    /// ```
    ///
    /// ## How to fix
    /// End the assignment, or correct the person's team if the person really belongs elsewhere.
    pub(super) static META = {
        name: "insider-liaison",
        summary: "a liaison is sent to their own team",
        smell: Smell::Liaison,
        level: Level::Error,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Liaisons, Needs::Teams],
        implements: &["LM1"],
        sources: &["Rubick: The liaison model"],
    }
}

/// Options of `insider-liaison`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct InsiderLiaison {}

impl Rule for InsiderLiaison {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        for assignment in cx.facts.assignments().all() {
            let person = cx.org.person(assignment.person);
            let homes = [person.record().team, assignment.home];
            let Some((own, target)) = homes.into_iter().flatten().find_map(|home| {
                let target = innermost(cx, &assignment.targets, home)?;
                Some((cx.org.team(home), cx.org.team(target)))
            }) else {
                continue;
            };
            let (name, team, unit) = (person.label(), own.label(), target.label());
            let (level, message, help) = if target.id == own.id {
                (
                    Level::Error,
                    format!("{name} is a liaison to {unit} and already belongs to {unit}"),
                    format!("end the assignment, or correct the team of {name}"),
                )
            } else {
                (
                    Level::Warning,
                    format!(
                        "{name} is a liaison to all of {unit}, which holds their own team {team}"
                    ),
                    format!("name the units of {unit} that are meant, without {team}"),
                )
            };
            let row = cx.org.liaison(assignment.rows[0]);
            sink.report(row.cell(Column::Targets), message)
                .level(level)
                .subjects(assignment.subjects(cx.facts))
                .cause(format!("assignment {}", assignment.key(cx.facts)))
                .related(
                    person.cell(Column::Team),
                    format!("{name} belongs to {team}"),
                )
                .help(help);
        }
    }
}

/// The smallest target that holds a team.
fn innermost(cx: Context<'_>, targets: &[TeamId], team: TeamId) -> Option<TeamId> {
    let tree = cx.facts.tree();
    let around = targets
        .iter()
        .filter(|target| tree.contains(**target, team));
    around
        .min_by_key(|target| tree.units().subtree_size(target.0))
        .copied()
}

#[cfg(test)]
mod tests {
    use super::InsiderLiaison;
    use crate::testing::check;

    #[test]
    fn one_is_no_liaison_to_the_own_team() {
        check(
            &InsiderLiaison {},
            "== people.csv\n\
             id,name,team\n\
             ana,Ana,web\n\
             == teams.csv\n\
             id,name,parent\n\
             web,Web,\n\
             support,,\n\
             == liaisons.csv\n\
             person,home,targets\n\
             ana,support,web   #~ error: Ana (ana) is a liaison to Web and already belongs to Web\n",
        );
    }

    #[test]
    fn a_unit_that_holds_the_own_team_is_worth_a_warning() {
        check(
            &InsiderLiaison {},
            "== people.csv\n\
             id,name,team\n\
             ana,Ana,qa\n\
             == teams.csv\n\
             id,name,parent\n\
             eng,Engineering,\n\
             web,Web,eng\n\
             qa,QA,eng\n\
             == liaisons.csv\n\
             person,targets\n\
             ana,eng   #~ warning: Ana (ana) is a liaison to all of Engineering, which holds their own team QA\n",
        );
    }

    #[test]
    fn a_team_below_the_own_one_and_a_person_without_team_are_no_insiders() {
        check(
            &InsiderLiaison {},
            "== people.csv\n\
             id,team\n\
             ana,eng\n\
             bo,\n\
             == teams.csv\n\
             id,parent\n\
             eng,\n\
             web,eng\n\
             == liaisons.csv\n\
             person,targets\n\
             ana,web\n\
             bo,web\n",
        );
    }
}
