//! `stale-mapping`: see [`META`] for its documentation.

use crate::facts::Facts;
use crate::lint::words::count;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Subject, Table, TeamId, TeamRef};
use crate::source::Place;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Flags teams and units that liaisons, coordination rows or mappings still name although they
    /// closed before the day that counts as today, or have nobody left: no member and no lead in
    /// them or below. The second is said only where at least a share `staffed` of all teams has
    /// people; else the export lacks them. Coordination rows that are over do not count.
    ///
    /// ## Why it matters
    /// The person who was sent to a team that is gone coordinates with nobody, and the team that
    /// took over its work has nobody. Lists that name closed teams are also the ones that are copied
    /// into the next reorganization.
    ///
    /// ## Example
    /// ```org fires as-of 2024-06-01
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// bo,web
    /// == teams.csv
    /// id,close
    /// marketing,
    /// web,
    /// checkout,2023-12-31
    /// == liaisons.csv
    /// person,targets
    /// ana,checkout
    /// ```
    ///
    /// ```org quiet as-of 2024-06-01
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// bo,checkout
    /// == teams.csv
    /// id,close
    /// marketing,
    /// checkout,2024-12-31
    /// == liaisons.csv
    /// person,targets
    /// ana,checkout
    /// ```
    ///
    /// ## How to fix
    /// Point the rows at the team that took over, or end them.
    ///
    /// ## Options
    /// - `staffed` (default 0.6, our own choice): the share of teams with people from which on an
    ///   empty one counts.
    pub(super) static META = {
        name: "stale-mapping",
        summary: "liaisons or mappings name a team that is gone",
        smell: Smell::Mapping,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[
            Needs::Any(&[
                Needs::Liaisons,
                Needs::Table(Table::Mappings),
                Needs::Table(Table::Coordination),
            ]),
            Needs::Any(&[
                Needs::Column(Table::Teams, Column::Close),
                Needs::Column(Table::People, Column::Team),
                Needs::Table(Table::Memberships),
            ]),
        ],
        implements: &["LM25"],
        sources: &["Rubick: The liaison model", "our own choice"],
    }
}

/// Options of `stale-mapping`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct StaleMapping {
    staffed: f64,
}

impl Default for StaleMapping {
    fn default() -> Self {
        Self { staffed: 0.6 }
    }
}

/// A row that names a team: what it says, the cell, what it is about.
struct Use {
    text: String,
    place: Place,
    subject: Option<Subject>,
}

impl Rule for StaleMapping {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let abandoned = self.abandoned(cx.facts);
        for (id, uses) in uses(cx) {
            let team = cx.org.team(id);
            let closed = team
                .record()
                .close
                .filter(|day| cx.org.as_of.is_some_and(|t| *day < t));
            let state = match closed {
                Some(day) => format!("which closed on {day}"),
                None if abandoned[id.index()] => "in which nobody is left".to_owned(),
                None => continue,
            };
            report(team, &state, uses, sink);
        }
    }
}

fn report(team: TeamRef<'_>, state: &str, uses: Vec<Use>, sink: &mut Sink) {
    let rows = uses.len();
    let mut uses = uses.into_iter();
    let Some(first) = uses.next() else {
        return;
    };
    let further = match rows {
        1 => String::new(),
        _ => format!(", and so do {}", count(rows - 1, "more row", "more rows")),
    };
    let message = format!("{} names {}, {state}{further}", first.text, team.label());
    let mut draft = sink
        .report(first.place, message)
        .subject(team.subject())
        .amount(rows as f64, "rows")
        .help(format!(
            "name the team that took over the work of {}, or end the row",
            team.label()
        ));
    let mut places = Vec::new();
    let mut told = Vec::new();
    for row in std::iter::once(first).chain(uses) {
        told.extend(row.subject);
        places.push((row.place, row.text));
    }
    told.sort_unstable();
    told.dedup();
    draft = draft.subjects(told);
    draft.evidence(places.into_iter().skip(1));
}

impl StaleMapping {
    /// For each unit whether nobody is in it or below it; nobody's where most teams have nobody.
    fn abandoned(&self, facts: &Facts<'_>) -> Vec<bool> {
        let (org, units) = (facts.org(), facts.tree().units());
        let mut people: Vec<usize> = org
            .teams()
            .map(|team| facts.members().size(team.id) + usize::from(team.lead().is_some()))
            .collect();
        for unit in units.preorder().iter().rev() {
            if let Some(parent) = units.parent(*unit) {
                people[parent as usize] += people[*unit as usize];
            }
        }
        let leaves = units.all_leaves();
        let staffed = leaves
            .iter()
            .filter(|leaf| people[**leaf as usize] > 0)
            .count();
        let known = staffed as f64 >= self.staffed * leaves.len() as f64;
        people.iter().map(|number| known && *number == 0).collect()
    }
}

/// Rows by the team or unit they name.
fn uses(cx: Context<'_>) -> BTreeMap<TeamId, Vec<Use>> {
    let org = cx.org;
    let mut found: BTreeMap<TeamId, Vec<Use>> = BTreeMap::new();
    for liaison in org.liaisons() {
        for team in liaison.targets() {
            let person = liaison.person();
            found.entry(team.id).or_default().push(Use {
                text: format!("the liaison {}", person.label()),
                place: liaison.cell(Column::Targets),
                subject: Some(Subject::liaison(person.key(), team.key())),
            });
        }
    }
    for row in org
        .coordination()
        .filter(|row| row.in_force() && !row.is_model("liaison"))
    {
        let ends = row.to().map(|team| (team, Column::To));
        for (team, column) in ends.chain(row.from().map(|team| (team, Column::From))) {
            found.entry(team.id).or_default().push(Use {
                text: format!("a {} row", row.model().trim()),
                place: row.cell(column),
                subject: None,
            });
        }
    }
    for row in &org.mappings {
        let name = org.text(row.mapping);
        found.entry(row.team).or_default().push(Use {
            text: format!("mapping {name}"),
            place: row.row.cell(org.column(row.row.file, Column::Team)),
            subject: Some(Subject::mapping(name)),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::StaleMapping;
    use crate::testing::check_as_of;

    const TEAMS: &str = "== people.csv\n\
         id,name,team\nana,Ana,pmm\nbo,Bo,web\ncy,Cy,pay\n\
         == teams.csv\n\
         id,name,parent,close\npmm,Marketing,,\neng,Engineering,,\nweb,Web,eng,\n\
         pay,Pay,eng,2024-01-31\nlab,Lab,eng,\n";

    fn rule() -> StaleMapping {
        StaleMapping::default()
    }

    #[test]
    fn closed_and_empty_teams_are_gone() {
        check_as_of(
            &rule(),
            &format!(
                "{TEAMS}== liaisons.csv\n\
                 person,targets\n\
                 ana,web;pay  #~ warning: the liaison Ana (ana) names Pay, which closed on 2024-01-31, and so do 2 more rows\n\
                 ana,lab      #~ warning: the liaison Ana (ana) names Lab, in which nobody is left\n\
                 == coordination.csv\nmodel,from,to\nself-service,pay,web\n\
                 == mappings.csv\nmapping,team,label\nrota,pay,red\nrota,web,red\n"
            ),
            Some("2024-02-01"),
        );
    }

    #[test]
    fn on_its_last_day_a_team_is_open() {
        check_as_of(
            &rule(),
            &format!("{TEAMS}== liaisons.csv\nperson,targets\nana,web;pay\nana,eng\n"),
            Some("2024-01-31"),
        );
    }

    #[test]
    fn where_most_teams_lack_people_none_is_called_empty() {
        check_as_of(
            &StaleMapping { staffed: 0.8 },
            &format!("{TEAMS}== liaisons.csv\nperson,targets\nana,lab\n"),
            Some("2024-01-31"),
        );
    }

    #[test]
    fn a_row_that_is_over_names_nothing() {
        check_as_of(
            &rule(),
            &format!(
                "{TEAMS}== coordination.csv\nmodel,from,to,end\nembedded,pmm,pay,2024-01-15\n"
            ),
            Some("2024-02-01"),
        );
    }
}
