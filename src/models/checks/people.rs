//! Invariants about the people who fill a model: where they come from, whom they report to.

use crate::lint::words::list;
use crate::model::{Column, PersonId, PersonRef, TeamId};
use crate::models::Invariant;
use crate::models::row::Row;
use std::collections::{BTreeMap, BTreeSet};

fn names(people: &[PersonRef<'_>]) -> String {
    list(people.iter().map(|person| person.short()), 3)
}

/// Members by home team.
fn homes(members: &[PersonRef<'_>]) -> BTreeMap<TeamId, usize> {
    let mut homes = BTreeMap::new();
    for team in members.iter().filter_map(|person| person.record().team) {
        *homes.entry(team).or_default() += 1;
    }
    homes
}

fn from_teams(row: &Row<'_>, out: &mut crate::models::row::Breaks, least: usize, help: &str) {
    let members = row.members();
    let homes = homes(&members);
    let known: usize = homes.values().sum();
    if members.is_empty() || known < members.len() || homes.len() >= least {
        return;
    }
    let teams = list(homes.keys().map(|team| row.org().team(*team).label()), 3);
    let what = format!("has members of {teams} alone, fewer than {least} teams");
    out.add(row.place(Column::Members), what, help)
        .measure(homes.len(), least, "teams");
}

/// Members come from two teams at least.
pub const MEMBERS_OF_TWO_TEAMS: Invariant = Invariant::new(
    "members-of-two-teams",
    "its members come from at least two teams",
    |row, out| {
        let help =
            "add people of the other teams that the outcome needs, or let the one team do it";
        from_teams(row, out, 2, help);
    },
);

/// Members come from three teams at least.
pub const MEMBERS_OF_THREE_TEAMS: Invariant = Invariant::new(
    "members-of-three-teams",
    "its members come from at least three teams",
    |row, out| {
        let help = "invite the same specialists of other teams; two teams can simply meet";
        from_teams(row, out, 3, help);
    },
);

/// No team has the majority.
pub const NO_MAJORITY: Invariant = Invariant::new(
    "no-majority",
    "no team has more than half of its members",
    |row, out| {
        let members = row.members();
        let homes = homes(&members);
        let most = homes
            .iter()
            .max_by_key(|(team, number)| (**number, std::cmp::Reverse(**team)));
        let Some((team, number)) = most else {
            return;
        };
        if members.len() > 2 && number * 2 > members.len() {
            let team = row.org().team(*team);
            let what = format!(
                "has {number} of its {} members in {}",
                members.len(),
                team.label()
            );
            let help = "let it grow elsewhere, or call it a meeting of that team";
            out.add(row.place(Column::Members), what, help)
                .subject(team.subject())
                .measure(*number, members.len() / 2, "members of one team");
        }
    },
);

/// Members share a specialty.
pub const ONE_SPECIALTY: Invariant = Invariant::new(
    "one-specialty",
    "its members share a specialty (`function` of the row or of the people)",
    |row, out| {
        let org = row.org();
        let stated = row.text(Column::Function).to_lowercase();
        let members = row.members();
        let function = |person: &PersonRef<'_>| org.text(person.record().function).to_lowercase();
        let known: BTreeSet<String> = members
            .iter()
            .map(function)
            .filter(|f| !f.is_empty())
            .collect();
        let strange: Vec<PersonRef<'_>> = members
            .iter()
            .copied()
            .filter(|person| {
                let own = function(person);
                !own.is_empty() && !stated.is_empty() && own != stated
            })
            .collect();
        let help = "invite those who do the same work, or call it a working group";
        if stated.is_empty() && known.len() > 2 {
            let what = format!(
                "joins {} specialties: {}",
                known.len(),
                list(known.iter(), 4)
            );
            out.add(row.place(Column::Members), what, help);
        } else if strange.len() * 2 > members.len() {
            let what = format!(
                "is for {stated}, but most members are not: {}",
                names(&strange)
            );
            out.add(row.place(Column::Function), what, help);
        }
    },
);

/// A working party stays small.
pub const AT_MOST_EIGHT_MEMBERS: Invariant = Invariant::new(
    "at-most-eight-members",
    "it has at most `max-people` members",
    |row, out| {
        let (members, most) = (row.people(), row.number("max-people"));
        if members.len() > most {
            let what = format!("has {} members, more than {most}", members.len());
            let help = "leave those who decide and do; inform the others by notes";
            out.add(row.place(Column::Members), what, help)
                .measure(members.len(), most, "members");
        }
    },
)
.number(
    "max-people",
    8,
    "people who can work and decide as one; the rule of eight",
);

/// A role that rotates is shared.
pub const SHARED_BY_TWO: Invariant = Invariant::new(
    "shared-by-two",
    "at least two people take turns",
    |row, out| {
        let Some(own) = row.declared else {
            return;
        };
        let rows = row.model.declared(row.cx.facts);
        let mut pool: BTreeSet<PersonId> = own.record().people.iter().copied().collect();
        let mut named = !pool.is_empty();
        for other in rows.iter().map(|id| row.org().coordination_row(*id)) {
            let (a, b) = (own.record(), other.record());
            let role =
                |row: crate::model::CoordinationRef<'_>| row.text(Column::Role).to_lowercase();
            if a.from == b.from && a.to == b.to && role(own) == role(other) {
                pool.extend(b.people.iter().copied());
                named |= !b.people.is_empty();
            }
        }
        if !named && let Some(unit) = row.from() {
            pool = row.people_of(unit.id);
        }
        if pool.len() == 1 {
            let people: Vec<PersonRef<'_>> = pool.iter().map(|id| row.org().person(*id)).collect();
            let what = format!("always falls to {}", names(&people));
            let help = "add a second person to the pool, or call the one a liaison";
            out.add(row.place(Column::Person), what, help)
                .measure(1, 2, "people in the pool");
        }
    },
);

/// The bearer stands between the teams, not in one of them.
pub const PERSON_IS_NEUTRAL: Invariant = Invariant::new(
    "person-is-neutral",
    "the person is a member of none of the teams served",
    |row, out| {
        let members = row.cx.facts.members();
        for person in row.people() {
            let inside = row
                .to()
                .into_iter()
                .find(|team| members.is_member(person.id, team.id));
            if let Some(team) = inside {
                let what = format!("belongs to {}, one of the teams", team.label());
                let help = "choose somebody from outside the teams, or let the teams see that the \
                    person's own team gains nothing by it";
                out.add(row.place(Column::Person), what, help)
                    .subject(person.subject())
                    .related([(
                        person.cell(Column::Team),
                        format!("member of {}", team.label()),
                    )]);
            }
        }
    },
);

/// An embedded person reports home.
pub const REPORTS_HOME: Invariant = Invariant::new(
    "reports-home",
    "the person reports to the home team's lead or within the home unit",
    |row, out| {
        let Some(home) = row.from() else {
            return;
        };
        for person in row.people() {
            let Some(manager) = person.manager() else {
                continue;
            };
            let leads = home.lead().is_some_and(|lead| lead.id == manager.id);
            let above = home.parent().and_then(crate::model::TeamRef::lead);
            let fine = leads
                || row.belongs(manager.id, home.id)
                || above.is_some_and(|lead| lead.id == manager.id);
            if !fine {
                let what = format!(
                    "reports to {}, not within {}",
                    manager.short(),
                    home.label()
                );
                let help = "let the home lead keep hiring, growth and reviews; the team directs the \
                    daily work";
                out.add(row.place(Column::Person), what, help)
                    .subject(person.subject())
                    .related([(person.cell(Column::Manager), "reports here".to_owned())]);
            }
        }
    },
);

/// People of the team of a single-threaded owner.
fn crew<'a>(row: &Row<'a>) -> (Option<PersonRef<'a>>, Vec<PersonRef<'a>>) {
    let Some(team) = row.from().or_else(|| row.to().first().copied()) else {
        return (None, Vec::new());
    };
    let owner = row.people().first().copied().or_else(|| team.lead());
    let ids = row.people_of(team.id);
    let org = row.org();
    let crew = ids.into_iter().map(|id| org.person(id));
    let crew = crew.filter(|person| Some(person.id) != owner.map(|owner| owner.id));
    (owner, crew.collect())
}

/// Everyone in the team reports to the owner.
pub const ALL_REPORT_TO_OWNER: Invariant = Invariant::new(
    "all-report-to-owner",
    "everyone in the team reports to the owner, directly or through somebody who does",
    |row, out| {
        let (Some(owner), crew) = crew(row) else {
            return;
        };
        let people = row.cx.facts.tree().people();
        let strange: Vec<PersonRef<'_>> = crew
            .into_iter()
            .filter(|person| {
                person.manager().is_some() && !people.is_ancestor(owner.id.0, person.id.0)
            })
            .collect();
        if !strange.is_empty() {
            let what = format!(
                "lacks reporting lines to {}: {}",
                owner.short(),
                names(&strange)
            );
            let help = "move the reporting lines, or call it a team with embedded people";
            let labels = strange.iter().map(|person| {
                let to = person.manager().map_or("nobody", PersonRef::short);
                (
                    person.cell(Column::Manager),
                    format!("{} reports to {to}", person.short()),
                )
            });
            out.add(row.place(Column::Model), what, help)
                .related(labels)
                .measure(strange.len(), 0, "people who report elsewhere");
        }
    },
)
.error();

/// The team holds more than one function.
pub const TWO_FUNCTIONS: Invariant = Invariant::new(
    "two-functions",
    "the people are of at least two functions",
    |row, out| {
        let (owner, mut crew) = crew(row);
        crew.extend(owner);
        let org = row.org();
        let function = |person: &PersonRef<'_>| org.text(person.record().function).to_lowercase();
        let known: BTreeSet<String> = crew.iter().map(function).collect();
        if crew.len() > 1 && known.len() == 1 && !known.contains("") {
            let what = format!("consists of {} alone", list(known.iter(), 1));
            let help = "bring in the other functions that the work needs; with one function there is \
                nothing to join";
            out.add(row.place(Column::Model), what, help);
        }
    },
);

/// The owner has one team.
pub const OWNER_HAS_ONE_TEAM: Invariant = Invariant::new(
    "owner-has-one-team",
    "the owner leads no second team",
    |row, out| {
        let (owner, Some(team)) = (
            crew(row).0,
            row.from().or_else(|| row.to().first().copied()),
        ) else {
            return;
        };
        let Some(owner) = owner else {
            return;
        };
        let tree = row.cx.facts.tree();
        let led = row.cx.facts.members().led_by(owner.id);
        let second = led
            .map(|id| row.org().team(id))
            .find(|other| !tree.contains(team.id, other.id));
        if let Some(second) = second {
            let what = format!(
                "is led by {}, who also leads {}",
                owner.short(),
                second.label()
            );
            let help =
                "give one of the two to somebody else: one thread means one thing to answer for";
            out.add(row.place(Column::Person), what, help)
                .subject(owner.subject())
                .related([(second.cell(Column::Lead), "leads this too".to_owned())]);
        }
    },
);
