//! Hours a week that people sit in recurring meetings, by part of the organization and by the role they sit there in.
//!
//! Parts with fewer than five such people are put together, so that no row is about a person. Knows no pixels.

use super::View;
use crate::facts::Facts;
use crate::lint::Level;
use crate::model::{AttendanceRef, AttendeeRole, MeetingId, PersonId, TeamId};
use std::collections::{BTreeMap, BTreeSet};

/// A guideline of vendors, unless `meeting-load` was told otherwise.
const FIFTEEN: f64 = 15.0;
/// Fewer people than this are no group (the least group of Workplace Analytics).
pub(super) const GROUP: usize = 5;
/// Sums of many small shares are compared with a little slack.
const SLACK: f64 = 1e-9;

/// Roles in the order of the stack: expected, liaison, onlooker.
pub(super) const ROLES: usize = 3;

/// One person's week.
#[derive(Debug, Clone, Copy)]
pub(super) struct Week {
    /// Who.
    pub(super) person: PersonId,
    /// Hours in all recurring meetings of known rhythm and length.
    pub(super) hours: f64,
    /// Of the finding about this person; only where the rule is on.
    pub(super) level: Option<Level>,
}

/// A part of the organization.
#[derive(Debug)]
pub(super) struct Group {
    /// The unit; `None` for everybody whose part is unknown or too small.
    pub(super) unit: Option<TeamId>,
    /// Rising by hours.
    pub(super) weeks: Vec<Week>,
    /// Hours of all together by role.
    pub(super) roles: [f64; ROLES],
}

impl Group {
    /// Hours of all together.
    pub(super) fn hours(&self) -> f64 {
        self.roles.iter().sum()
    }

    /// People with more hours than the limit.
    pub(super) fn over(&self, limit: f64) -> usize {
        let within = |week: &Week| week.hours <= limit + SLACK;
        self.weeks.len() - self.weeks.partition_point(within)
    }

    /// The middle of all weeks.
    pub(super) fn median(&self) -> f64 {
        crate::facts::median(self.weeks.len(), |at| self.weeks[at].hours)
    }
}

/// The hours from which on a week is too full: as the findings state it, else fifteen.
pub(super) fn limit(view: &View<'_>) -> f64 {
    let mut found = view.findings.iter();
    let found = found.find(|finding| finding.rule.name == "meeting-load");
    let stated = found.and_then(|finding| finding.measure?.limit);
    stated.filter(|limit| *limit > 0.0).unwrap_or(FIFTEEN)
}

/// All parts, the one with most hours per person first; small parts together last, or left out where they are fewer
/// than five even so. Linear in attendance.
pub(super) fn groups(view: &View<'_>) -> Vec<Group> {
    let facts = view.facts;
    let levels = super::flags::levels(view.findings, &["meeting-load"]);
    let mut by_part: BTreeMap<Option<TeamId>, Group> = BTreeMap::new();
    for (person, roles) in weeks(facts) {
        let who = facts.org().person(person);
        let team = who.record().team;
        let unit = team.map(|team| facts.tree().boundary(team));
        let group = by_part.entry(unit).or_insert_with(|| empty(unit));
        add(group, roles);
        group.weeks.push(Week {
            person,
            hours: roles.iter().sum(),
            level: levels.get(who.subject().as_str()).copied(),
        });
    }
    let (mut large, small): (Vec<Group>, Vec<Group>) = by_part
        .into_values()
        .partition(|group| group.unit.is_some() && group.weeks.len() >= GROUP);
    let mean = |group: &Group| group.hours() / group.weeks.len().max(1) as f64;
    large.sort_by(|a, b| mean(b).total_cmp(&mean(a)).then(a.unit.cmp(&b.unit)));
    let rest = small.into_iter().reduce(join);
    large.extend(rest.filter(|rest| rest.weeks.len() >= GROUP));
    for group in &mut large {
        let by_hours =
            |a: &Week, b: &Week| a.hours.total_cmp(&b.hours).then(a.person.cmp(&b.person));
        group.weeks.sort_by(by_hours);
    }
    large
}

/// Two parts as one without a name.
pub(super) fn join(mut a: Group, b: Group) -> Group {
    add(&mut a, b.roles);
    a.unit = None;
    a.weeks.extend(b.weeks);
    a
}

fn empty(unit: Option<TeamId>) -> Group {
    Group {
        unit,
        weeks: Vec::new(),
        roles: [0.0; ROLES],
    }
}

fn add(group: &mut Group, roles: [f64; ROLES]) {
    for (sum, hours) in group.roles.iter_mut().zip(roles) {
        *sum += hours;
    }
}

/// Hours by role of everybody who sits in any recurring meeting of known rhythm and length.
fn weeks(facts: &Facts<'_>) -> BTreeMap<PersonId, [f64; ROLES]> {
    let org = facts.org();
    let mut weeks: BTreeMap<PersonId, [f64; ROLES]> = BTreeMap::new();
    for meeting in org.meetings().filter(|meeting| meeting.recurs()) {
        let hours = facts.rhythm().hours(org, meeting.id);
        let Some(hours) = hours.filter(|hours| *hours > 0.0) else {
            continue;
        };
        let (liaisons, guests) = elsewhere(facts, meeting.id);
        for person in facts.meetings().attendees(meeting.id) {
            let role = match (liaisons.contains(&person), guests.contains(&person)) {
                (true, _) => 1,
                (_, true) => 2,
                _ => 0,
            };
            weeks.entry(person).or_default()[role] += hours;
        }
    }
    weeks
}

/// Who sits in a meeting for another team, and who looks on.
fn elsewhere(facts: &Facts<'_>, meeting: MeetingId) -> (BTreeSet<PersonId>, BTreeSet<PersonId>) {
    let seats = facts.liaison_seats(meeting);
    let looks_on = |role| {
        matches!(
            role,
            Some(AttendeeRole::Stakeholder | AttendeeRole::Optional)
        )
    };
    let rows = facts
        .org()
        .meeting(meeting)
        .attendance()
        .map(AttendanceRef::record);
    let guests = rows.filter(|row| looks_on(row.role)).map(|row| row.person);
    (
        seats.iter().map(|seat| seat.person).collect(),
        guests.collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::FactOptions;
    use crate::testing::org;

    #[test]
    fn weeks_are_summed_by_part_and_role_and_small_parts_join() {
        let people = ["p0", "p1", "p2", "p3", "p4"].join(",web\n") + ",web\n";
        let org = org(&format!(
            "== people.csv\nid,team\n{people}q,ops\n== teams.csv\nid\nweb\nops\n\
             == meetings.csv\nid,host,per_week,minutes\nm,web,2,90\nn,web,,60\n\
             == attendance.csv\nmeeting,person,role\nm,p0,required\nm,p1,\nm,p2,optional\nm,p3,fyi\nm,q,liaison\nn,p4,\n\
             m,p4,doer\n"
        ));
        let facts = Facts::new(&org, FactOptions::default());
        let view = View {
            facts: &facts,
            findings: &[],
        };
        let groups = groups(&view);
        // Four people of web are no group of five.
        assert_eq!(groups.len(), 1);
        let group = &groups[0];
        assert_eq!((group.unit, group.weeks.len()), (None, 5));
        assert!((group.roles[0] - 9.0).abs() < 1e-9 && (group.roles[1] - 3.0).abs() < 1e-9);
        assert!((group.roles[2] - 3.0).abs() < 1e-9);
        assert_eq!((group.over(limit(&view)), group.over(2.9)), (0, 5));
    }
}
