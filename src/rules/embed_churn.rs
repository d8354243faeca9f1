//! `embed-churn`: see [`META`] for its documentation.

use crate::facts::Matching;
use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, CoordinationModel, CoordinationRef, Org, PersonId, Table, TeamId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Flags people who by embedded rows, ended ones included, began in more than `max-changes`
    /// further teams within the `days` before today. Earlier states of that time beside the tables
    /// show teams that no row names any more. It speaks of persons and is opt-in.
    ///
    /// ## Why it matters
    /// The worth of an embedded person is knowing the team. Whoever moves every few months is
    /// always new, and the teams learn not to count on it.
    ///
    /// ## Example
    /// ```org fires as-of 2025-12-31
    /// == people.csv
    /// id,team
    /// quinn,qa
    /// == teams.csv
    /// id
    /// qa
    /// web
    /// app
    /// pay
    /// == coordination.csv
    /// model,from,to,person,start
    /// embedded,qa,web,quinn,2025-02-01
    /// embedded,qa,app,quinn,2025-06-01
    /// embedded,qa,pay,quinn,2025-10-01
    /// ```
    ///
    /// ```org quiet as-of 2025-12-31
    /// == people.csv
    /// id,team
    /// quinn,qa
    /// == teams.csv
    /// id
    /// qa
    /// web
    /// app
    /// pay
    /// == coordination.csv
    /// model,from,to,person,start
    /// embedded,qa,web,quinn,2025-02-01
    /// embedded,qa,app,quinn,2025-06-01
    /// ```
    ///
    /// ## How to fix
    /// Leave the person where the work is, or offer the skill as a consultant or service provider
    /// where the demand really moves.
    ///
    /// ## Options
    /// - `max-changes` (default 1): changes of team that are fine; our own choice.
    /// - `days` (default 365): days before today that count; our own choice.
    pub(super) static META = {
        name: "embed-churn",
        summary: "an embedded person changes teams often",
        smell: Smell::Coordination,
        level: Level::Warning,
        recommended: false,
        since: "0.2.0",
        needs: &[
            Needs::Table(Table::Coordination),
            Needs::Any(&[Needs::Column(Table::Coordination, Column::Start), Needs::Snapshots]),
            Needs::AsOf,
        ],
        sources: &[
            "Rubick: Embedded model, 2021",
        ],
    }
}

/// Options of `embed-churn`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct EmbedChurn {
    max_changes: usize,
    days: i64,
}

impl Default for EmbedChurn {
    fn default() -> Self {
        Self {
            max_changes: 1,
            days: 365,
        }
    }
}

impl Rule for EmbedChurn {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let Some(today) = cx.org.as_of else {
            return;
        };
        let recent = |day: Date| {
            let age = day.duration_until(today).as_hours() / 24;
            (0..=self.days).contains(&age)
        };
        let mut stays: BTreeMap<PersonId, BTreeMap<Vec<TeamId>, Stay<'_>>> = BTreeMap::new();
        for row in embedded(cx.org) {
            for person in &row.record().people {
                let teams = stays.entry(*person).or_default();
                let began = row.record().start;
                if began.is_some_and(recent) || (began.is_none() && row.in_force()) {
                    let stay = Stay {
                        day: began,
                        row: Some(row),
                    };
                    teams.entry(row.record().to.clone()).or_insert(stay);
                }
            }
        }
        for (day, person, teams) in seen(cx.org).filter(|(day, ..)| recent(*day)) {
            if let Some(known) = stays.get_mut(&person)
                && !known.keys().any(|other| teams.iter().all(|team| other.contains(team)))
            {
                let day = Some(day);
                known.insert(teams, Stay { day, row: None });
            }
        }
        for (person, teams) in stays {
            self.judge(cx.org, person, teams, sink);
        }
    }
}

/// When somebody was embedded somewhere: from the first day, or seen on a day.
struct Stay<'a> {
    day: Option<Date>,
    row: Option<CoordinationRef<'a>>,
}

fn embedded(org: &Org) -> impl Iterator<Item = CoordinationRef<'_>> {
    let embedded = |row: &CoordinationRef<'_>| row.kind() == Some(CoordinationModel::Embedded);
    org.coordination().filter(embedded)
}

/// Who was seen embedded in which teams that still exist, by the day of the state, for people who
/// are still here.
fn seen(org: &Org) -> impl Iterator<Item = (Date, PersonId, Vec<TeamId>)> {
    let people: BTreeMap<&str, PersonId> = org.people().map(|p| (p.key(), p.id)).collect();
    let mut found = Vec::new();
    for state in &org.past {
        let matching = Matching::new(org, &state.org);
        for row in embedded(&state.org).filter(|row| row.in_force()) {
            let teams: Vec<TeamId> = (row.record().to.iter())
                .filter_map(|team| matching.now(*team))
                .collect();
            let whole = !teams.is_empty() && teams.len() == row.record().to.len();
            for person in row.record().people.iter().filter(|_| whole) {
                let key = state.org.person(*person).key();
                found.extend(people.get(key).map(|id| (state.day, *id, teams.clone())));
            }
        }
    }
    found.into_iter()
}

impl EmbedChurn {
    fn judge(
        &self,
        org: &Org,
        person: PersonId,
        teams: BTreeMap<Vec<TeamId>, Stay<'_>>,
        sink: &mut Sink,
    ) {
        let changes = teams.len().saturating_sub(1);
        if changes <= self.max_changes {
            return;
        }
        let person = org.person(person);
        let mut stays: Vec<(Vec<TeamId>, Stay<'_>)> = teams.into_iter().collect();
        // A row without a first day is the present.
        stays.sort_by_key(|(_, stay)| (stay.day.is_none(), stay.day, stay.row.map(|row| row.id)));
        let name = |teams: &[TeamId]| list(teams.iter().map(|team| org.team(*team).label()), 2);
        let names = list(stays.iter().map(|(teams, _)| name(teams)), 5);
        let message = format!(
            "{} was embedded in {} places within {} days: {names}",
            person.label(),
            stays.len(),
            self.days
        );
        let Some(last) = stays.iter().rev().find_map(|(_, stay)| stay.row) else {
            return;
        };
        sink.report(last.cell(Column::To), message)
            .subject(person.subject())
            .measure(changes as f64, self.max_changes as f64, "changes of team")
            .evidence(stays.iter().map(|(teams, stay)| {
                let text = match (stay.row, stay.day) {
                    (None, Some(day)) => format!("embedded in {} on {day}", name(teams)),
                    _ => format!("embedded in {}", name(teams)),
                };
                (stay.row.unwrap_or(last).place(), text)
            }))
            .help(format!(
                "leave {} where the work is, or offer the skill as a consultant",
                person.short()
            ));
    }
}

#[cfg(test)]
mod tests {
    use super::EmbedChurn;
    use crate::testing::check_as_of;

    const ORG: &str = "== people.csv\nid,name,team\nq,Quinn,qa\n== teams.csv\nid\nqa\nweb\napp\npay\n\
        == coordination.csv\nmodel,from,to,person,start,end\n";

    #[test]
    fn three_teams_in_a_year_are_two_changes() {
        check_as_of(
            &EmbedChurn::default(),
            &format!(
                "{ORG}embedded,qa,web,q,2025-02-01,2025-05-31\n\
                 embedded,qa,app,q,2025-06-01,2025-09-30\n\
                 embedded,qa,pay,q,2025-10-01, #~ warning: Quinn (q) was embedded in 3 places within 365 days: web, app and pay\n"
            ),
            Some("2025-12-31"),
        );
    }

    #[test]
    fn one_change_and_old_stays_are_fine() {
        check_as_of(
            &EmbedChurn::default(),
            &format!(
                "{ORG}embedded,qa,web,q,2023-02-01,2024-05-31\n\
                 embedded,qa,app,q,2025-06-01,\n\
                 embedded,qa,pay,q,2025-10-01,\n\
                 embedded,qa,pay,q,2025-11-01,\n"
            ),
            Some("2025-12-31"),
        );
    }

    #[test]
    fn earlier_states_show_what_no_row_names_any_more() {
        let past = |day: &str, team: &str| {
            let tables = format!("{ORG}embedded,qa,{team},q,,\n");
            tables.replace("== ", &format!("== snapshots/{day}/"))
        };
        let text = |first: &str| {
            format!(
                "{ORG}embedded,qa,pay,q,, {}\n{}{}{}",
                if first < "2025" { "" } else { "#~ warning: Quinn (q) was embedded in 3 places within 365 days: web, app and pay" },
                past(first, "web"),
                past("2025-06-30", "app"),
                past("2025-09-30", "app")
            )
        };
        let rule = EmbedChurn::default();
        check_as_of(&rule, &text("2025-03-31"), Some("2025-12-31"));
        check_as_of(&rule, &text("2024-11-30"), Some("2025-12-31"));
    }
}
