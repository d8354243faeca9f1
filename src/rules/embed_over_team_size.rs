//! `embed-over-team-size`: see [`META`] for its documentation.

use crate::facts::Embed;
use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, PersonId, Table, TeamId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

declare_rule! {
    /// ## What it does
    /// Flags teams that have more than `max-people` people when those embedded in them are counted,
    /// although they would not without them. More than `error-above` is an error.
    ///
    /// ## Why it matters
    /// Somebody who spends most of the time in a team is one of it, in every meeting and every
    /// decision. A team of eight does not take a ninth; it is split first, or helped in another
    /// way.
    ///
    /// ## Example
    /// ```toml
    /// max-people = 1
    /// ```
    ///
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,web
    /// quinn,qa
    /// == teams.csv
    /// id
    /// web
    /// qa
    /// == coordination.csv
    /// model,from,to,person
    /// embedded,qa,web,quinn
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,web
    /// quinn,qa
    /// == teams.csv
    /// id
    /// web
    /// qa
    /// == coordination.csv
    /// model,from,to,person
    /// embedded,qa,web,quinn
    /// ```
    ///
    /// ## How to fix
    /// Split the team, or make the person a liaison or consultant.
    ///
    /// ## Options
    /// - `max-people` (default 8): the post allows eight or nine, embedded people included.
    /// - `error-above` (default 9): more is an error.
    pub(super) static META = {
        name: "embed-over-team-size",
        summary: "embedded people make a team too large",
        smell: Smell::Coordination,
        level: Level::Warning,
        recommended: true,
        since: "0.2.0",
        needs: &[Needs::Table(Table::Coordination)],
        implements: &["CM14"],
        sources: &[
            "Rubick: The embedded model, 2021",
        ],
    }
}

/// Options of `embed-over-team-size`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct EmbedOverTeamSize {
    max_people: usize,
    error_above: usize,
}

impl Default for EmbedOverTeamSize {
    fn default() -> Self {
        Self {
            max_people: 8,
            error_above: 9,
        }
    }
}

impl Rule for EmbedOverTeamSize {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let mut teams: BTreeMap<TeamId, Vec<Embed>> = BTreeMap::new();
        for embed in cx.facts.coordination().embeds() {
            teams.entry(embed.team).or_default().push(*embed);
        }
        for (team, embeds) in teams {
            let own: BTreeSet<PersonId> = cx.facts.members().of(team).collect();
            let mut all = own.clone();
            all.extend(embeds.iter().map(|embed| embed.person));
            let unit = !cx.facts.tree().units().is_leaf(team.0);
            if unit || all.len() <= self.max_people || own.len() > self.max_people {
                continue;
            }
            let team = cx.org.team(team);
            let people: BTreeSet<PersonId> = embeds.iter().map(|embed| embed.person).collect();
            let names = list(people.iter().map(|id| cx.org.person(*id).short()), 4);
            let level = if all.len() > self.error_above {
                Level::Error
            } else {
                Level::Warning
            };
            let message = format!(
                "{} has {} people with {names} embedded in it, more than {}",
                team.label(),
                all.len(),
                self.max_people
            );
            let row = |embed: &Embed| cx.org.coordination().nth(embed.row.index());
            let place = embeds
                .iter()
                .find_map(row)
                .map_or(team.place(), |row| row.cell(Column::To));
            sink.report(place, message)
                .level(level)
                .subject(team.subject())
                .measure(all.len() as f64, self.max_people as f64, "people")
                .cause(format!("embeds in {}", team.key()))
                .related(team.place(), "the team")
                .help(format!(
                    "split {}, or make {names} a liaison or consultant",
                    team.label()
                ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::EmbedOverTeamSize;
    use crate::testing::check;

    fn org(members: usize) -> String {
        let people = (0..members).fold(String::new(), |text, n| text + &format!("p{n},web\n"));
        format!(
            "== people.csv\nid,team\nquinn,qa\n{people}== teams.csv\nid\nweb\nqa\n== coordination.csv\nmodel,from,to,person\n"
        )
    }

    #[test]
    fn the_ninth_is_one_too_many() {
        check(
            &EmbedOverTeamSize::default(),
            &format!(
                "{}embedded,qa,web,quinn #~ warning: web has 9 people with quinn embedded in it, more than 8\n",
                org(8)
            ),
        );
    }

    #[test]
    fn eight_are_fine_and_large_teams_are_not_its_fault() {
        let rule = EmbedOverTeamSize::default();
        check(&rule, &format!("{}embedded,qa,web,quinn\n", org(7)));
        check(&rule, &format!("{}embedded,qa,web,quinn\n", org(9)));
        check(&rule, &format!("{}embedded,qa,web,p0\n", org(8)));
    }
}
