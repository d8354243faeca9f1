//! `embed-growth-mismatch`: see [`META`] for its documentation.

use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, CoordinationModel, CoordinationRef, Table, TeamId, TeamRef};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Flags embedded rows in force without an end whose home unit says in `scales-with` that it is
    /// to grow more slowly than the teams it serves.
    ///
    /// ## Why it matters
    /// A person in each team means as many people as teams. A function that is to stay small, such
    /// as security, can lend somebody for a time, but not one to every team for good.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// sam,sec
    /// == teams.csv
    /// id,scales_with
    /// sec,slower
    /// web,same
    /// == coordination.csv
    /// model,from,to,person,end
    /// embedded,sec,web,sam,
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// sam,sec
    /// == teams.csv
    /// id,scales_with
    /// sec,slower
    /// web,same
    /// == coordination.csv
    /// model,from,to,person,end
    /// embedded,sec,web,sam,2026-03-31
    /// ```
    ///
    /// ## How to fix
    /// Set an end, or serve the teams as objective expert, consultant or liaison.
    pub(super) static META = {
        name: "embed-growth-mismatch",
        summary: "a function that should grow slowly lends people for good",
        smell: Smell::Coordination,
        level: Level::Note,
        recommended: true,
        since: "0.2.0",
        needs: &[
            Needs::Table(Table::Coordination),
            Needs::Column(Table::Teams, Column::ScalesWith),
        ],
        sources: &[
            "Rubick: The embedded model, 2021",
        ],
    }
}

/// Options of `embed-growth-mismatch`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct EmbedGrowthMismatch {}

impl Rule for EmbedGrowthMismatch {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let ids = cx.facts.coordination().of(CoordinationModel::Embedded);
        let mut homes: BTreeMap<TeamId, Vec<CoordinationRef<'_>>> = BTreeMap::new();
        for row in ids.iter().map(|id| cx.org.coordination_row(*id)) {
            let person = row.people().next();
            let home = row.from().or_else(|| person?.team());
            if let Some(home) = home.filter(|_| row.record().end.is_none()) {
                homes.entry(home.id).or_default().push(row);
            }
        }
        let cells = homes
            .keys()
            .map(|id| cx.org.team(*id).cell(Column::ScalesWith));
        let texts = cx.org.sources.texts(cells);
        for (home, rows) in &homes {
            let home = cx.org.team(*home);
            let cell = home.cell(Column::ScalesWith);
            let slower = texts.get(&cell).is_some_and(|text| {
                ["slower", "slow", "slowly", "sublinear"].contains(&text.to_lowercase().as_str())
            });
            let Some(first) = rows.first().filter(|_| slower) else {
                continue;
            };
            let teams = list(rows.iter().flat_map(|row| row.to().map(TeamRef::label)), 4);
            let message = format!(
                "{} is to grow more slowly than others, but lends {} to {teams} without an end",
                home.label(),
                count(rows.len(), "person", "people")
            );
            sink.report(first.cell(Column::End), message)
                .subject(home.subject())
                .amount(rows.len() as f64, "people without an end")
                .related(cell, "how it is to grow")
                .evidence(
                    rows.iter()
                        .skip(1)
                        .map(|row| (row.place(), "also without an end".to_owned())),
                )
                .help(format!(
                    "set an end, or let {} serve them as objective expert, consultant or liaison",
                    home.label()
                ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::EmbedGrowthMismatch;
    use crate::testing::check;

    const ORG: &str = "== people.csv\nid,team\nsam,sec\n== teams.csv\nid,name,scales_with\nsec,Security,slower\nqa,QA,same\nweb,Web,\napp,App,\n\
        == coordination.csv\nmodel,from,to,person,end\n";

    #[test]
    fn a_small_function_lends_for_a_time() {
        check(
            &EmbedGrowthMismatch::default(),
            &format!(
                "{ORG}embedded,sec,web,sam, #~ note: Security is to grow more slowly than others, but lends 2 people to Web and App without an end\n\
                 embedded,sec,app,sam,\n"
            ),
        );
    }

    #[test]
    fn ends_and_growing_homes_are_fine() {
        check(
            &EmbedGrowthMismatch::default(),
            &format!(
                "{ORG}embedded,sec,web,sam,2030-01-01\nembedded,qa,web,sam,\nliaison,sec,web,sam,\n"
            ),
        );
    }
}
