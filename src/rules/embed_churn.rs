//! `embed-churn`: see [`META`] for its documentation.

use crate::facts::{Matching, Stay, stays};
use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, CoordinationModel, CoordinationRef, Org, PersonId, Table, TeamId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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
            "Rubick: The embedded model, 2021",
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
        let mut places: BTreeMap<PersonId, BTreeMap<Vec<TeamId>, Place<'_>>> = BTreeMap::new();
        for row in embedded(cx.org) {
            for person in &row.record().people {
                let began = row.record().start.filter(|day| recent(*day));
                if began.is_some() {
                    let place = Place {
                        day: began,
                        row: Some(row),
                    };
                    let teams = places.entry(*person).or_default();
                    teams.entry(row.record().to.clone()).or_insert(place);
                }
            }
        }
        for (person, teams, place) in seen(cx.org, today, recent) {
            let known = places.entry(person).or_default();
            let holds = |other: &Vec<TeamId>| teams.iter().all(|team| other.contains(team));
            if !known.keys().any(holds) {
                known.insert(teams, place);
            }
        }
        for (person, teams) in places {
            self.judge(cx.org, person, teams, sink);
        }
    }
}

/// When somebody was embedded somewhere: from this first day, or last seen on this day; the row where
/// there is one today.
struct Place<'a> {
    day: Option<Date>,
    row: Option<CoordinationRef<'a>>,
}

/// A person in the teams that one row names.
type Embedded = (PersonId, Vec<TeamId>);

fn embedded(org: &Org) -> impl Iterator<Item = CoordinationRef<'_>> {
    let embedded = |row: &CoordinationRef<'_>| row.kind() == Some(CoordinationModel::Embedded);
    org.coordination().filter(embedded)
}

/// What earlier states show: who, still here, was in a recent state embedded in which teams and is no
/// more, or is now and was not in the state before.
fn seen(
    org: &Org,
    today: Date,
    recent: impl Fn(Date) -> bool,
) -> Vec<(PersonId, Vec<TeamId>, Place<'_>)> {
    let people: BTreeMap<&str, PersonId> = org.people().map(|p| (p.key(), p.id)).collect();
    let mut states: Vec<(Date, BTreeSet<Embedded>)> = Vec::new();
    for state in org.past_with(Table::Coordination) {
        let matching = Matching::new(org, &state.org);
        let mut stays = BTreeSet::new();
        for row in embedded(&state.org).filter(|row| row.in_force()) {
            let teams = row.record().to.iter().map(|team| matching.now(*team));
            // A team that is gone may have been renamed.
            let Some(teams) = teams.collect::<Option<Vec<TeamId>>>() else {
                continue;
            };
            let here = |id: &PersonId| people.get(state.org.person(*id).key()).copied();
            let who = row.record().people.iter().filter_map(here);
            stays.extend(who.map(|person| (person, teams.clone())));
        }
        states.push((state.day, stays));
    }
    let Some(oldest) = states.first().map(|(day, _)| *day) else {
        return Vec::new();
    };
    let mut rows = BTreeMap::new();
    for row in embedded(org).filter(|row| row.in_force()) {
        for person in &row.record().people {
            let stay = (*person, row.record().to.clone());
            rows.entry(stay).or_insert(row);
        }
    }
    states.push((today, rows.keys().cloned().collect()));
    let counts = |stay: &Stay<_>| match stay.gone {
        Some(_) => recent(stay.last),
        None => stay.first > oldest && recent(stay.first),
    };
    stays(&states)
        .into_iter()
        .filter(counts)
        .map(|stay| {
            let row = rows.get(&stay.what).copied();
            let place = Place {
                day: Some(stay.last),
                row: row.filter(|_| stay.gone.is_none()),
            };
            let (person, teams) = stay.what;
            (person, teams, place)
        })
        .collect()
}

impl EmbedChurn {
    fn judge(
        &self,
        org: &Org,
        person: PersonId,
        teams: BTreeMap<Vec<TeamId>, Place<'_>>,
        sink: &mut Sink,
    ) {
        let changes = teams.len().saturating_sub(1);
        if changes <= self.max_changes {
            return;
        }
        let person = org.person(person);
        let mut stays: Vec<(Vec<TeamId>, Place<'_>)> = teams.into_iter().collect();
        stays.sort_by_key(|(_, place)| (place.day, place.row.map(|row| row.id)));
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
                if first < "2025" {
                    ""
                } else {
                    "#~ warning: Quinn (q) was embedded in 3 places within 365 days: web, app and pay"
                },
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
