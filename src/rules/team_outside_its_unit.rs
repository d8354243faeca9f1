//! `team-outside-its-unit`: see [`META`] for its documentation.

use crate::facts::Facts;
use crate::lint::words::{count, list, percent};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Org, PersonId, PersonRef, Subject, TeamId, TeamOrigin, TeamRef};
use crate::source::Row;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Flags units whose people report to managers of another unit that is neither above nor below
    /// theirs: one finding for each pair of units, with the number of people, from `min-share` of the
    /// unit on. A manager who leads
    /// or also belongs to the unit, or to a unit above it, does not count as from outside. Nor does
    /// the head of a unit, who has to report somewhere: the stated lead, else of those who report
    /// outside the one with most of the unit below. More than `warn-above` of the unit are a
    /// warning, fewer a note. A whole unit that is led from one beside it is a note too: in a flat
    /// list of units it is most likely a part of the other that nobody has stated.
    ///
    /// With a `min-share` of 0 the sum of people over all findings is the number of people, heads not
    /// counted, whose manager is in another unit.
    ///
    /// ## Why it matters
    /// Units are how budgets, plans and reorganisations are made; managers are who decides. Where
    /// the two part, a reorganisation of one unit silently takes people of another along, and it is
    /// unclear whose priorities hold.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,manager,team
    /// ada,,board
    /// bob,ada,sales
    /// cyd,ada,legal
    /// dee,bob,legal
    /// eli,bob,legal
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,manager,team
    /// ada,,board
    /// bob,ada,sales
    /// cyd,bob,sales
    /// dee,ada,legal
    /// eli,dee,legal
    /// ```
    ///
    /// ## How to fix
    /// Decide which of the two is right. Either these people belong to the unit of their manager, or
    /// they need a manager in their own. If one unit is really a part of the other, say so in a
    /// teams table with a `parent` column.
    ///
    /// ## Options
    /// - `min-share` (default 0.05, our own choice): a smaller share of a unit is passed over.
    /// - `small-unit` (default 4, our own choice): a unit of fewer people is not advised to have a
    ///   manager to itself.
    /// - `warn-above` (default 0.5, our own choice): share of a unit above which it is a warning.
    /// - `organization-above` (default 0.25, our own choice): where a larger share of all people, and at
    ///   least twenty, report to another unit, the organization as a whole gets a finding too.
    pub(super) static META = {
        name: "team-outside-its-unit",
        summary: "people of a unit report to managers of another",
        smell: Smell::Structure,
        level: Level::Note,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Managers, Needs::StatedTeams],
        sources: &["our own: the mirror of a mapping that diverges from the hierarchy"],
    }
}

/// Options of `team-outside-its-unit`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct TeamOutsideItsUnit {
    min_share: f64,
    small_unit: usize,
    warn_above: f64,
    organization_above: f64,
}

impl Default for TeamOutsideItsUnit {
    fn default() -> Self {
        Self {
            min_share: 0.05,
            small_unit: 4,
            warn_above: 0.5,
            organization_above: 0.25,
        }
    }
}

impl Rule for TeamOutsideItsUnit {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let mut outside: BTreeMap<TeamId, Vec<(TeamId, PersonId)>> = BTreeMap::new();
        for person in cx.org.people().filter(|p| !p.record().repeated) {
            if let Some((unit, other)) = units_apart(cx.facts, person) {
                outside.entry(unit).or_default().push((other, person.id));
            }
        }
        let all = outside.values().map(Vec::len).sum();
        let mut heads = 0;
        for (unit, people) in outside {
            let head = head(cx.facts, cx.org.team(unit), &people);
            heads += usize::from(people.iter().any(|(_, person)| Some(*person) == head));
            let mut pairs: BTreeMap<TeamId, Vec<PersonId>> = BTreeMap::new();
            for (other, person) in people {
                if Some(person) != head {
                    pairs.entry(other).or_default().push(person);
                }
            }
            for (other, people) in pairs {
                self.report(cx.org, unit, other, &people, sink);
            }
        }
        self.report_all(cx.org, all, heads, sink);
    }
}

/// Fewer people than this say nothing about the organization; our own choice.
const ENOUGH: usize = 20;

/// The person's unit and the manager's, where neither contains the other and the manager has no
/// part in the person's.
fn units_apart(facts: &Facts<'_>, person: PersonRef<'_>) -> Option<(TeamId, TeamId)> {
    let (unit, manager) = (person.team()?.id, person.manager()?);
    let other = manager.team()?.id;
    let (tree, members) = (facts.tree(), facts.members());
    let of_unit = |team: TeamId| tree.contains(team, unit);
    let apart = !tree.nested(unit, other)
        && !members.led_by(manager.id).any(of_unit)
        && !members.teams_of(manager.id).any(of_unit);
    apart.then_some((unit, other))
}

/// Who heads a unit although reporting outside: its lead, its only person, or of those who report
/// outside the one with most people of the unit below, where anybody is.
fn head(facts: &Facts<'_>, unit: TeamRef<'_>, outside: &[(TeamId, PersonId)]) -> Option<PersonId> {
    if let Some(lead) = unit.record().lead {
        return Some(lead);
    }
    if let ([(_, only)], 1) = (outside, unit.residents().len()) {
        return Some(*only);
    }
    let mut below: BTreeMap<u32, usize> = outside.iter().map(|(_, p)| (p.0, 0)).collect();
    let people = facts.tree().people();
    for resident in unit.residents() {
        for above in people.ancestors(resident.id.0).skip(1) {
            if let Some(number) = below.get_mut(&above) {
                *number += 1;
            }
        }
    }
    // Of two who fit alike neither is the head: the order of rows says nothing about them.
    let fit = |(id, number): &(u32, usize)| {
        let reports = unit.org.person(PersonId(*id)).reports().len();
        (*number, reports)
    };
    let mut fits: Vec<(u32, usize)> = below.into_iter().filter(|(_, n)| *n > 0).collect();
    fits.sort_by_key(|person| std::cmp::Reverse(fit(person)));
    match fits.as_slice() {
        [first, second, ..] if fit(first) == fit(second) => None,
        fits => fits.first().map(|(id, _)| PersonId(*id)),
    }
}

impl TeamOutsideItsUnit {
    /// Says so where the units as a whole and the reporting lines are two different organizations.
    fn report_all(&self, org: &Org, outside: usize, heads: usize, sink: &mut Sink) {
        let managed = org.people().filter(|p| p.manager().is_some()).count();
        let share = outside as f64 / managed.max(1) as f64;
        let Some(first) = org.people().find(|person| person.team().is_some()) else {
            return;
        };
        if outside < ENOUGH || share <= self.organization_above {
            return;
        }
        let file = first.record().row.file;
        let header = Row { file, number: 0 }.cell(org.column(file, Column::Team));
        let message = format!(
            "{outside} of {managed} people ({}) report to a manager in another unit, {heads} of them as the head of their own",
            percent(share)
        );
        sink.report(header, message)
            .level(Level::Warning)
            .subject(Subject::file(org.sources.get(file).short_name()))
            .amount(outside as f64, "people in another unit than their manager")
            .help("units and reporting lines describe two organizations: state which unit is part of which, in a teams table with a `parent` column or in a column for the unit above, and look at what remains");
    }

    fn report(&self, org: &Org, unit: TeamId, other: TeamId, people: &[PersonId], sink: &mut Sink) {
        let (unit, other) = (org.team(unit), org.team(other));
        let Some(first) = people.first().map(|id| org.person(*id)) else {
            return;
        };
        let whole = unit.residents().len();
        let share = people.len() as f64 / whole.max(1) as f64;
        if share < self.min_share {
            return;
        }
        let whole_unit = people.len() == whole;
        let beside = unit.record().parent == other.record().parent;
        let level = if share > self.warn_above && !(whole_unit && beside) {
            Level::Warning
        } else {
            Level::Note
        };
        let managers = managers(org, people);
        let verb = if people.len() == 1 {
            "reports"
        } else {
            "report"
        };
        let who = if whole_unit {
            format!(
                "all {} of {}",
                count(whole, "person", "people"),
                unit.label()
            )
        } else {
            let all = count(whole, "person", "people");
            format!(
                "{} of {all} of {} ({})",
                people.len(),
                unit.label(),
                percent(share)
            )
        };
        let message = format!("{who} {verb} to {managers} in {}", other.label());
        let mut draft = sink
            .report(first.cell(Column::Manager), message)
            .level(level)
            .subjects([unit.subject(), other.subject()])
            .amount(people.len() as f64, "people")
            .help(self.advice(unit, other, whole_unit));
        for person in people.iter().skip(1).take(8).map(|id| org.person(*id)) {
            let manager = person
                .manager()
                .map_or_else(String::new, |m| m.label().into_owned());
            let note = format!("{} reports to {manager}", person.label());
            draft = draft.related(person.cell(Column::Manager), note);
        }
        if people.len() > 9 {
            let note = format!("and {} more people", people.len() - 9);
            draft.related(first.cell(Column::Manager), note);
        }
    }
}

/// The managers of some people, those of most first.
fn managers(org: &Org, people: &[PersonId]) -> String {
    let mut reports: BTreeMap<PersonId, usize> = BTreeMap::new();
    for manager in people
        .iter()
        .filter_map(|id| org.people[id.index()].manager)
    {
        *reports.entry(manager).or_default() += 1;
    }
    let mut managers: Vec<(usize, PersonId)> = reports.into_iter().map(|(m, n)| (n, m)).collect();
    managers.sort_by_key(|(number, manager)| (std::cmp::Reverse(*number), *manager));
    let names = managers
        .iter()
        .map(|(_, manager)| org.person(*manager).label());
    list(names, 3)
}

impl TeamOutsideItsUnit {
    fn advice(&self, unit: TeamRef<'_>, other: TeamRef<'_>, whole_unit: bool) -> String {
        let small = unit.residents().len() < self.small_unit;
        let stated = if unit.org.team_origin == TeamOrigin::Table {
            "in the `parent` column of the teams table"
        } else {
            "in a teams table with a `parent` column"
        };
        let (unit, other) = (unit.label(), other.label());
        match (whole_unit, small) {
            (true, false) => format!(
                "if {unit} is a part of {other}, say so {stated}; else give it a head of its own"
            ),
            (true, true) => format!(
                "if {unit} is a part of {other}, say so {stated}; else let these people report to the head of the unit that {unit} is a part of"
            ),
            (false, small) => format!(
                "decide whether they belong to {other} or {}: until then a reorganisation or budget of {other} moves people of {unit}",
                if small {
                    format!("report to the manager whom the others of {unit} have")
                } else {
                    format!("need a manager in {unit}")
                }
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TeamOutsideItsUnit;
    use crate::testing::{check, org};

    fn rule() -> TeamOutsideItsUnit {
        TeamOutsideItsUnit::default()
    }

    #[test]
    fn one_finding_for_each_pair_of_units() {
        check(
            &rule(),
            "== people.csv\n\
             id,manager,team\n\
             ada,,board\n\
             bob,ada,sales\n\
             cyd,ada,legal  #~ note: 1 of 3 people of legal (33 %) reports to ada in board\n\
             dee,bob,legal  #~ warning: 2 of 3 people of legal (67 %) report to bob in sales\n\
             eli,bob,legal\n",
        );
    }

    #[test]
    fn a_whole_unit_led_from_beside_is_a_note_and_from_elsewhere_a_warning() {
        check(
            &rule(),
            "== teams.csv\n\
             id,parent\n\
             all,\nsales,all\nfinance,all\nlegal,all\naudit,finance\n\
             == people.csv\n\
             id,manager,team\n\
             bob,,sales\n\
             dee,bob,legal  #~ note: all 2 people of legal report to bob in sales\n\
             eli,bob,legal\n\
             fay,bob,audit  #~ warning: all 2 people of audit report to bob in sales\n\
             gus,bob,audit\n",
        );
    }

    #[test]
    fn half_of_a_unit_is_a_note() {
        check(
            &rule(),
            "== people.csv\n\
             id,manager,team\n\
             ada,,board\n\
             bob,ada,sales\n\
             cyd,ada,legal\n\
             dee,cyd,legal\n\
             eli,bob,legal  #~ note: 1 of 4 people of legal (25 %) reports to bob in sales\n\
             fay,ada,legal  #~ note: 1 of 4 people of legal (25 %) reports to ada in board\n",
        );
    }

    #[test]
    fn a_head_has_to_report_somewhere() {
        check(
            &rule(),
            "== people.csv\n\
             id,manager,team\n\
             ada,,board\n\
             bob,ada,sales\n\
             cyd,bob,sales\n\
             dee,bob,contracts\n\
             eli,dee,contracts\n\
             fay,bob,pricing\n",
        );
    }

    #[test]
    fn units_above_and_managers_with_a_part_in_the_unit_are_inside() {
        check(
            &rule(),
            "== teams.csv\n\
             id,parent,lead\n\
             all,,ada\nproduct,all,bob\nweb,product,\napi,product,cyd\nsales,all,\n\
             == people.csv\n\
             id,manager,team\n\
             ada,,all\n\
             bob,ada,product\n\
             cyd,bob,web\n\
             dee,bob,web\n\
             eli,cyd,api\n\
             fay,cyd,api\n\
             gus,ada,sales\n",
        );
    }

    #[test]
    fn where_most_report_elsewhere_the_organization_has_a_finding() {
        let crossed = |outside: usize| {
            let mut text = String::from(
                "== teams.csv\nid,parent\nall,\nsales,all\nlegal,all\n== people.csv\nid,manager,team",
            );
            if outside >= 20 {
                text.push_str(
                    " #~ warning: 20 of 42 people (48 %) report to a manager in another unit, 0 of them as the head of their own",
                );
            }
            text.push_str("\nada,,sales\nbob,,legal\n");
            for at in 0..42 {
                let manager = if at < outside { "ada" } else { "bob" };
                let remark = match (at, outside) {
                    (0, 20) => " #~ note: 20 of 43 people of legal (47 %) report to ada in sales",
                    (0, _) => " #~ note: 19 of 43 people of legal (44 %) report to ada in sales",
                    _ => "",
                };
                text.extend([format!("p{at},{manager},legal{remark}\n")]);
            }
            text
        };
        check(&rule(), &crossed(20));
        check(&rule(), &crossed(19));
    }

    #[test]
    fn a_small_share_of_a_unit_is_passed_over() {
        let org = |remark: &str| {
            let mut text = format!(
                "== teams.csv\nid,parent\nall,\nsales,all\nlegal,all\n\
                 == people.csv\nid,manager,team\nada,,sales\nbob,,legal\n\
                 cyd,ada,legal{remark}\ndee,ada,legal\n"
            );
            for at in 0..18 {
                text.extend([format!("p{at},bob,legal\n")]);
            }
            text
        };
        let passed = TeamOutsideItsUnit {
            min_share: 0.1,
            ..rule()
        };
        check(&passed, &org(""));
        let remark = " #~ note: 2 of 21 people of legal (10 %) report to ada in sales";
        check(&rule(), &org(remark));
    }

    #[test]
    fn advice_fits_the_tables_and_the_size_of_the_unit() {
        let advice = |text: &str, whole_unit: bool| {
            let org = org(text);
            let unit = |key: &str| org.teams().find(|team| team.key() == key).unwrap();
            rule().advice(unit("legal"), unit("sales"), whole_unit)
        };
        let people = "== people.csv\nid,manager,team\nbob,,sales\n\
             dee,bob,legal\neli,bob,legal\nfay,bob,legal\n";
        let small = advice(people, true);
        assert!(small.contains("say so in a teams table with a `parent` column"));
        assert!(!small.contains("of its own"));
        assert!(!advice(people, false).contains("need a manager"));
        let four = format!("{people}gus,bob,legal\n");
        assert!(advice(&four, false).contains("need a manager in legal"));
        let teams = "== teams.csv\nid,parent\nall,\nsales,all\nlegal,all\n";
        let larger = advice(&format!("{teams}{four}"), true);
        assert!(larger.contains("say so in the `parent` column of the teams table"));
        assert!(larger.contains("a head of its own"));
    }
}
