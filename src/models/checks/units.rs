//! Invariants about units: how many, where they lie in the tree, how large they are, what they own.

use crate::lint::words::list;
use crate::model::{Column, PersonId, TeamId};
use crate::models::Invariant;
use std::collections::BTreeSet;

/// It binds the whole organization or a unit with teams below.
pub const SCOPE_IS_WIDE: Invariant = Invariant::new(
    "scope-is-wide",
    "its scope is the organization, a product line or a unit with teams below (`scope`)",
    |row, out| {
        let scope = row.text(Column::Scope);
        let help = "state the unit or product line that it holds for; a single team needs a plan, \
            not a strategy";
        if scope.is_empty() {
            if row.lacks(Column::Scope) && row.from().is_none() && row.to().is_empty() {
                out.add(row.place(Column::Scope), "has no scope", help);
            }
            return;
        }
        let tree = row.cx.facts.tree().units();
        if let Some(team) = row.unit_named(scope).filter(|team| tree.is_leaf(team.id.0)) {
            let what = format!("holds for a single team, {}", team.label());
            out.add(row.place(Column::Scope), what, help)
                .subject(team.subject());
        }
    },
);

/// Three teams or more.
pub const AT_LEAST_THREE_TEAMS: Invariant = Invariant::new(
    "at-least-three-teams",
    "it serves at least `min-teams` teams",
    |row, out| {
        let tree = row.cx.facts.tree().units();
        let teams: BTreeSet<u32> = row
            .to()
            .iter()
            .flat_map(|unit| tree.leaves(unit.id.0).iter().copied())
            .collect();
        let least = row.number("min-teams");
        if teams.len() < least && row.has(Column::To) {
            let what = format!("joins {} teams, fewer than {least}", teams.len());
            let help = "two teams talk to each other directly; keep the model for three or more";
            out.add(row.place(Column::To), what, help)
                .measure(teams.len(), least, "teams");
        }
    },
)
.number(
    "min-teams",
    3,
    "teams from which on somebody or something has to stand between them; our own reading",
);

/// Many sources.
pub const MANY_INPUTS: Invariant = Invariant::new(
    "many-inputs",
    "it draws on at least `min-inputs` sources (`inputs`)",
    |row, out| {
        let inputs: BTreeSet<String> = row
            .text(Column::Inputs)
            .split([';', '|'])
            .map(|part| part.trim().to_lowercase())
            .filter(|part| !part.is_empty())
            .collect();
        let number = if row.has(Column::Inputs) {
            inputs.len()
        } else {
            return;
        };
        let least = row.number("min-inputs");
        if number < least {
            let what = format!("draws on {number} sources, fewer than {least}");
            let help = "ask the other teams that the plan touches, and list them in `inputs`";
            out.add(row.place(Column::Inputs), what, help)
                .measure(number, least, "sources");
        }
    },
)
.number(
    "min-inputs",
    4,
    "sources that make a broad variety; our own reading of the post",
);

/// It works in the territories of several teams.
pub const TWO_TERRITORIES: Invariant = Invariant::new(
    "two-territories",
    "it works in the territories of at least two other teams (`to`)",
    |row, out| {
        let own = row.provider().map(|unit| unit.id);
        let others = row.to().iter().filter(|unit| Some(unit.id) != own).count();
        if others < 2 && row.has(Column::To) {
            let help =
                "name the teams in whose areas it works; for a single one it is an away team";
            out.add(
                row.place(Column::To),
                format!("works in {others} other territories, fewer than 2"),
                help,
            )
            .measure(others, 2, "territories");
        }
    },
);

/// The provider has no product of its own.
pub const NOT_A_PRODUCT_TEAM: Invariant = Invariant::new(
    "not-a-product-team",
    "who serves is no product team",
    |row, out| {
        let Some(unit) = row.provider() else {
            return;
        };
        let kind = row.org().text(unit.record().kind).to_lowercase();
        if matches!(kind.as_str(), "product" | "product team" | "stream-aligned") {
            let what = "is a product team, whose own work always comes first".to_owned();
            let help = "move the service to a team that exists for it, or make it self-service";
            out.add(row.place(Column::From), what, help)
                .subject(unit.subject())
                .related([(unit.cell(Column::Kind), "kind of the team".to_owned())]);
        }
    },
);

/// Cousins have one director.
pub const SAME_DIRECTOR: Invariant = Invariant::new(
    "same-director",
    "the teams lie at most `max-steps` levels below one unit, whose lead is the director named",
    |row, out| {
        let mut units = row.to();
        units.extend(row.from());
        let ids: Vec<u32> = units.iter().map(|unit| unit.id.0).collect();
        if ids.len() < 2 {
            return;
        }
        let tree = row.cx.facts.tree().units();
        let help = "move the teams under one director, or choose a model that works at a distance";
        let Some(top) = tree.lca_of(&ids) else {
            out.add(
                row.place(Column::To),
                "lies in trees that nothing joins",
                help,
            );
            return;
        };
        let top = row.org().team(TeamId(top));
        let most = row.number("max-steps");
        let steps = ids
            .iter()
            .map(|id| tree.depth(*id) - tree.depth(top.id.0))
            .max();
        let steps = steps.unwrap_or(0) as usize;
        let director = row.people().first().copied();
        let other = director.filter(|person| top.lead().is_some_and(|lead| lead.id != person.id));
        if steps > most {
            let what = format!("meets only at {}, {steps} levels above", top.label());
            out.add(row.place(Column::To), what, help)
                .subject(top.subject())
                .measure(steps, most, "levels")
                .related([(top.place(), "the unit that holds all of them".to_owned())]);
        } else if let Some(person) = other {
            let lead = top.lead().map_or("nobody", crate::model::PersonRef::short);
            let what = format!(
                "meets at {}, which {lead} leads and not {}",
                top.label(),
                person.short()
            );
            out.add(row.place(Column::Person), what, help)
                .subject(top.subject());
        }
    },
)
.number(
    "max-steps",
    1,
    "levels between the teams and the unit that holds them; our own reading of one director",
);

/// An embed over several teams has one leader.
pub const ONE_LEADER: Invariant = Invariant::new(
    "one-leader",
    "where it spans several teams, they lie in one part of the organization",
    |row, out| {
        let tree = row.cx.facts.tree();
        let units = row.to();
        let parts: BTreeSet<TeamId> = units.iter().map(|unit| tree.boundary(unit.id)).collect();
        if units.len() > 1 && parts.len() > 1 {
            let org = row.org();
            let names = list(parts.iter().map(|part| org.team(*part).label()), 3);
            let what = format!("spans {names}, which no one leader joins");
            let help = "keep the person within one director's teams, even where that is a little \
                less even";
            out.add(row.place(Column::To), what, help).measure(
                parts.len(),
                1,
                "parts of the organization",
            );
        }
    },
);

/// The team that takes somebody in stays small.
pub const FITS_THE_TEAM: Invariant = Invariant::new(
    "fits-the-team",
    "each team served has at most `max-people` people, embedded people included",
    |row, out| {
        let facts = row.cx.facts;
        let most = row.number("max-people");
        for team in row.to() {
            if !facts.tree().units().is_leaf(team.id.0) {
                continue;
            }
            let mut people: BTreeSet<PersonId> = facts.members().of(team.id).collect();
            let embeds = facts.coordination().embeds().iter();
            people.extend(
                embeds
                    .filter(|embed| embed.team == team.id)
                    .map(|embed| embed.person),
            );
            if people.len() > most {
                let what = format!(
                    "makes {} a team of {}, more than {most}",
                    team.label(),
                    people.len()
                );
                let help = "split the team first, or make the person a liaison";
                out.add(row.place(Column::To), what, help)
                    .subject(team.subject())
                    .measure(people.len(), most, "people")
                    .cause(format!("embeds in {}", team.key()))
                    .related([(team.place(), "the team".to_owned())]);
            }
        }
    },
)
.number(
    "max-people",
    8,
    "people in a team with those embedded in it; the post says eight or nine",
);

/// The merged unit stays small.
pub const AT_MOST_EIGHT_PEOPLE: Invariant = Invariant::new(
    "at-most-eight-people",
    "the new unit has at most `max-people` people, or teams below",
    |row, out| {
        let Some(unit) = row.from() else {
            return;
        };
        let facts = row.cx.facts;
        let (size, most) = (facts.members().size(unit.id), row.number("max-people"));
        if facts.tree().units().is_leaf(unit.id.0) && size > most {
            let what = format!("has {size} people, more than {most}");
            let help = "split it into teams that each hold both functions";
            let lead = unit.lead().map(|lead| format!("reports of {}", lead.key()));
            let found = out
                .add(row.place(Column::From), what, help)
                .subject(unit.subject())
                .measure(size, most, "people");
            if let Some(cause) = lead {
                found.cause(cause);
            }
        }
    },
)
.number("max-people", 8, "people in one team; the rule of eight");

/// Guests leave the area to its owners.
pub const HOME_KEEPS_OWNERSHIP: Invariant = Invariant::new(
    "home-keeps-ownership",
    "the work stays owned by the team that goes away to do it (`owner`)",
    |row, out| {
        let (owner, Some(home)) = (row.text(Column::Owner), row.provider()) else {
            return;
        };
        if owner.is_empty() {
            return;
        }
        let unit = row.unit_named(owner).map(|unit| unit.id);
        let person = row.org().people().find(|person| {
            person.key().eq_ignore_ascii_case(owner) || person.short().eq_ignore_ascii_case(owner)
        });
        let tree = row.cx.facts.tree();
        let elsewhere = match (unit, person) {
            (Some(unit), _) => !tree.nested(home.id, unit),
            (None, Some(person)) => !row.belongs(person.id, home.id),
            (None, None) => false,
        };
        if elsewhere {
            let what = format!("leaves the work to {owner}");
            let help = format!(
                "let {} answer for the work until it is handed over",
                home.label()
            );
            out.add(row.place(Column::Owner), what, help);
        }
    },
);
