//! `declare-at-unit`: see [`META`] for its documentation.

use crate::facts::Portfolio;
use crate::graph::cover::Cover;
use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, LiaisonId, Subject, TeamId};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Points out a liaison whose targets are, team by team, all the teams of one unit. All rows of
    /// a person for one home team are taken together.
    ///
    /// ## Why it matters
    /// "Liaison to Core" says the same in one word, and it stays right when a team joins Core,
    /// leaves it or is renamed. A list of teams has to be found and mended by hand each time.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,support
    /// == teams.csv
    /// id,parent
    /// company,
    /// support,company
    /// core,company
    /// billing,core
    /// accounts,core
    /// == liaisons.csv
    /// person,home,targets
    /// ana,support,billing;accounts
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,support
    /// == teams.csv
    /// id,parent
    /// company,
    /// support,company
    /// core,company
    /// billing,core
    /// accounts,core
    /// == liaisons.csv
    /// person,home,targets
    /// ana,support,core
    /// ```
    ///
    /// ## How to fix
    /// Write the unit in place of its teams.
    pub(super) static META = {
        name: "declare-at-unit",
        summary: "a liaison lists all teams of a unit one by one",
        smell: Smell::Mapping,
        level: Level::Note,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Liaisons, Needs::TeamTree],
        implements: &["LM6", "LM23", "LM25"],
        sources: &["Rubick: The liaison model"],
    }
}

/// Options of `declare-at-unit`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DeclareAtUnit {}

impl Rule for DeclareAtUnit {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        for portfolio in cx.facts.assignments().portfolios() {
            let targets: Vec<u32> = portfolio.targets.iter().map(|(team, _)| team.0).collect();
            if targets.len() < 2 {
                continue;
            }
            let cover = Cover::of(cx.facts.tree().units(), &targets);
            for unit in cover.fragments {
                let inside = inside(cx, portfolio, TeamId(unit));
                if inside.len() > 1 {
                    report(cx, sink, portfolio, TeamId(unit), &inside);
                }
            }
        }
    }
}

/// The targets inside a unit, where no target names the unit itself or one around it.
fn inside(cx: Context<'_>, portfolio: &Portfolio, unit: TeamId) -> Vec<(TeamId, LiaisonId)> {
    let tree = cx.facts.tree();
    let named = |(target, _): &(TeamId, LiaisonId)| tree.contains(*target, unit);
    if portfolio.targets.iter().any(named) {
        return Vec::new();
    }
    let below = |(target, _): &&(TeamId, LiaisonId)| tree.contains(unit, *target);
    portfolio.targets.iter().filter(below).copied().collect()
}

fn report(
    cx: Context<'_>,
    sink: &mut Sink,
    portfolio: &Portfolio,
    unit: TeamId,
    inside: &[(TeamId, LiaisonId)],
) {
    let (person, unit) = (cx.org.person(portfolio.person), cx.org.team(unit));
    let Some(first) = inside.iter().map(|(_, row)| *row).min() else {
        return;
    };
    let names = list(inside.iter().map(|(id, _)| cx.org.team(*id).label()), 4);
    let keys: Vec<&str> = inside
        .iter()
        .map(|(id, _)| cx.org.team(*id).key())
        .collect();
    let message = format!(
        "{} is a liaison to all teams of {}, one by one: {names}",
        person.label(),
        unit.label()
    );
    let subjects = keys.iter().map(|key| Subject::liaison(person.key(), key));
    let mut rows: Vec<LiaisonId> = inside.iter().map(|(_, row)| *row).collect();
    rows.sort_unstable();
    rows.dedup();
    let evidence = rows.iter().skip(1).map(|row| {
        let row = cx.org.liaison(*row);
        let names = list(row.targets().map(crate::model::TeamRef::label), 4);
        (row.cell(Column::Targets), format!("also {names}"))
    });
    sink.report(cx.org.liaison(first).cell(Column::Targets), message)
        .subjects(subjects)
        .amount(inside.len() as f64, "targets")
        .cause(format!("targets of {}", person.key()))
        .evidence(evidence)
        .help(format!(
            "write {} in place of {}",
            unit.key(),
            list(&keys, 8)
        ));
}

#[cfg(test)]
mod tests {
    use super::DeclareAtUnit;
    use crate::testing::check;

    fn org(liaisons: &str) -> String {
        format!(
            "== people.csv\n\
             id,name,team\n\
             ana,Ana,support\n\
             == teams.csv\n\
             id,name,parent\n\
             co,,\n\
             support,,co\n\
             core,Core,co\nbilling,Billing,core\naccounts,Accounts,core\n\
             growth,Growth,co\nweb,Web,growth\nmobile,Mobile,growth\n\
             == liaisons.csv\n\
             person,home,targets\n\
             {liaisons}"
        )
    }

    #[test]
    fn a_unit_listed_team_by_team() {
        check(
            &DeclareAtUnit {},
            &org(
                "ana,support,billing;accounts   #~ note: Ana (ana) is a liaison to all teams of Core, one by one: Billing and Accounts\n",
            ),
        );
        check(
            &DeclareAtUnit {},
            &org("ana,support,web\n\
                  ana,support,billing   #~ note: Ana (ana) is a liaison to all teams of Core, one by one: Billing and Accounts\n\
                  ana,support,accounts\n"),
        );
    }

    #[test]
    fn one_team_missing_is_enough_to_be_quiet() {
        check(&DeclareAtUnit {}, &org("ana,support,billing;web\n"));
    }

    #[test]
    fn a_unit_that_is_named_already_is_fine() {
        check(
            &DeclareAtUnit {},
            &org("ana,support,core\nana,support,billing;accounts\n"),
        );
    }
}
