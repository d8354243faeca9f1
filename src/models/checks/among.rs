//! Invariants between rows: other models of the same units, and how often a model is used.

use crate::lint::words::list;
use crate::model::{Column, CoordinationModel, CoordinationRef, TeamId};
use crate::models::Invariant;
use crate::models::row::Row;
use std::collections::BTreeSet;

fn same(a: &str, b: &str) -> bool {
    a.trim().eq_ignore_ascii_case(b.trim())
}

/// Whether two rows serve a unit in common; a row without units serves everybody.
fn overlap(row: &Row<'_>, a: CoordinationRef<'_>, b: CoordinationRef<'_>) -> bool {
    let tree = row.cx.facts.tree();
    let (a, b) = (&a.record().to, &b.record().to);
    a.is_empty() || b.is_empty() || a.iter().any(|x| b.iter().any(|y| tree.nested(*x, *y)))
}

/// Whether two rows are filled by the same unit or person.
fn same_bearer(a: CoordinationRef<'_>, b: CoordinationRef<'_>) -> bool {
    let units = bearer(a).is_some_and(|unit| Some(unit) == bearer(b));
    units
        || a.record()
            .people
            .iter()
            .any(|person| b.record().people.contains(person))
}

/// The unit that fills a row: `from`, else the team of the first person.
fn bearer(row: CoordinationRef<'_>) -> Option<TeamId> {
    let person = row.people().next();
    row.from().or_else(|| person?.team()).map(|unit| unit.id)
}

/// One controller in an arena.
pub const ONE_PER_ARENA: Invariant = Invariant::new(
    "one-per-arena",
    "nobody else controls the same arena",
    |row, out| {
        let Some(own) = row.declared else {
            return;
        };
        let arena = row.text(Column::Arena);
        if arena.is_empty() {
            return;
        }
        // Told once, at the later row.
        let rivals: Vec<CoordinationRef<'_>> = row
            .others(CoordinationModel::Controller)
            .filter(|other| other.id < own.id && same(other.text(Column::Arena), arena))
            .filter(|other| overlap(row, *other, own))
            .collect();
        if let Some(first) = rivals.first() {
            let what = format!("is a second controller of {arena}");
            let help = "leave the arena to one of them, or divide it";
            out.add(row.place(Column::Arena), what, help)
                .related([(first.cell(Column::Arena), "also controls it".to_owned())]);
        }
    },
)
.error();

/// Who has authority does not advise the same units.
pub const NOT_ALSO_CONSULTANT: Invariant = Invariant::new(
    "not-also-consultant",
    "it does not also advise the same units as a consultant",
    |row, out| {
        let Some(own) = row.declared else {
            return;
        };
        let advice = row
            .others(CoordinationModel::Consultant)
            .find(|other| same_bearer(own, *other) && overlap(row, own, *other));
        if let Some(advice) = advice {
            let help = "separate the two: who can oblige a team is not asked for free advice";
            out.add(
                row.place(Column::Model),
                "also advises units that it can oblige",
                help,
            )
            .related([(advice.place(), "consultant of the same units".to_owned())]);
        }
    },
);

/// Few tenets for one scope.
pub const FEW_TENETS: Invariant = Invariant::new(
    "few-tenets",
    "there are at most `max-tenets` for one scope (`count`)",
    |row, out| {
        let most = row.number("max-tenets");
        let number: Option<usize> = row.text(Column::Count).trim().parse().ok();
        if let (Some(number), Some(own)) = (number, row.declared)
            && number > most
        {
            let what = format!("are {number}, more than {most}");
            let help = "keep the few that decided something lately and retire the others";
            out.add(row.place(Column::Count), what, help)
                .measure(number, most, "tenets")
                .cause(format!("tenets of {}", own.subject()));
        }
    },
)
.number(
    "max-tenets",
    3,
    "tenets that people can remember; the post says a couple, the third is our own tolerance",
);

/// The model is used by few units.
pub const FEW_EXPERTS: Invariant = Invariant::new(
    "few-experts",
    "at most `max-experts` units work as objective experts",
    |row, out| {
        let Some(own) = row.declared else {
            return;
        };
        let mut units: BTreeSet<TeamId> = BTreeSet::new();
        let mut late = false;
        let most = row.number("max-experts");
        for other in row
            .cx
            .facts
            .coordination()
            .of(CoordinationModel::ObjectiveExpert)
        {
            let other = row.org().coordination_row(*other);
            if let Some(unit) = other.from() {
                let new = units.insert(unit.id);
                // The unit that passes the limit is the one to tell.
                late |= other.id == own.id && new && units.len() == most + 1;
            }
        }
        if late {
            let org = row.org();
            let names = list(units.iter().map(|unit| org.team(*unit).label()), 5);
            let what = format!("is one of {} such experts: {names}", units.len());
            let help = "merge the reports, or embed one of the experts";
            out.add(row.place(Column::From), what, help)
                .measure(units.len(), most, "units")
                .cause("objective experts".to_owned());
        }
    },
)
.number(
    "max-experts",
    2,
    "units that may measure others before the reports compete; the post says a couple",
);

/// A team meets few demanders.
pub const FEW_DEMANDERS: Invariant = Invariant::new(
    "few-demanders",
    "none of the units served has more than `max-demanders` that can oblige it",
    |row, out| {
        let Some(own) = row.declared else {
            return;
        };
        let (most, tree) = (row.number("max-demanders"), row.cx.facts.tree());
        for unit in row.to() {
            let earlier: Vec<CoordinationRef<'_>> = row
                .others(CoordinationModel::WorkDemander)
                .filter(|other| other.id < own.id)
                .filter(|other| {
                    other
                        .record()
                        .to
                        .iter()
                        .any(|to| tree.contains(*to, unit.id))
                })
                .collect();
            if earlier.len() == most {
                let what = format!("is one of {} that can oblige {}", most + 1, unit.label());
                let help = "let the demanders agree on one list before it reaches the team";
                out.add(row.place(Column::To), what, help)
                    .subject(unit.subject())
                    .measure(most + 1, most, "demanders")
                    .related(
                        earlier
                            .iter()
                            .map(|other| (other.place(), "obliges it too".to_owned())),
                    );
            }
        }
    },
)
.number(
    "max-demanders",
    2,
    "demanders that one team can serve; our own choice",
);

/// The standards that a definer owns: those with the same owner, artifact or unit.
pub(super) fn standards_of<'a>(row: &Row<'a>) -> Vec<CoordinationRef<'a>> {
    let artifact = row.text(Column::Artifact);
    let people = row.people();
    row.others(CoordinationModel::Standards)
        .filter(|standard| {
            let owner = standard.text(Column::Owner);
            let named = people
                .iter()
                .any(|person| same(person.key(), owner) || same(person.short(), owner));
            let unit = row.from().is_some_and(|unit| {
                same(unit.key(), owner)
                    || same(unit.label(), owner)
                    || standard.from().is_some_and(|from| from.id == unit.id)
            });
            let document = !artifact.is_empty() && same(standard.text(Column::Artifact), artifact);
            named || unit || (document && owner.is_empty())
        })
        .collect()
}

/// A definer has something defined.
pub const OWNS_A_STANDARD: Invariant = Invariant::new(
    "owns-a-standard",
    "at least one declared standard is its own",
    |row, out| {
        if standards_of(row).is_empty() {
            let help = "declare the standard with this owner, or end the role";
            out.add(row.place(Column::Model), "owns no declared standard", help);
        }
    },
);

/// The report says what is good enough.
pub const HAS_A_TARGET: Invariant = Invariant::new(
    "has-a-target",
    "readers know what is good enough and by when (`sla-days`, or a standard of the same unit)",
    |row, out| {
        let standard = row.declared.is_some_and(|own| {
            row.others(CoordinationModel::Standards)
                .any(|standard| same_bearer(own, standard))
        });
        if row.lacks(Column::SlaDays) && !standard {
            let help = "state by severity how soon a finding of the report is to be mended";
            out.add(
                row.place(Column::SlaDays),
                "reports without saying what is good enough",
                help,
            );
        }
    },
);

/// The declared liaison is also in the liaisons table.
pub const HAS_ASSIGNMENT: Invariant = Invariant::new(
    "has-assignment",
    "the liaisons table, where there is one, has the assignment",
    |row, out| {
        let (Some(own), org) = (row.declared, row.org()) else {
            return;
        };
        if !org.has_table(crate::model::Table::Liaisons) {
            return;
        }
        let tree = row.cx.facts.tree();
        let home = row.provider();
        let found = org.liaisons.iter().any(|liaison| {
            let person =
                own.record().people.is_empty() || own.record().people.contains(&liaison.person);
            let at_home = match (home, liaison.home) {
                (Some(home), Some(other)) => tree.nested(home.id, other),
                _ => true,
            };
            let to = &own.record().to;
            let reaches = to.is_empty()
                || to
                    .iter()
                    .any(|unit| liaison.targets.iter().any(|t| tree.nested(*unit, *t)));
            person && at_home && reaches
        });
        if !found {
            let help = "add the assignment to the liaisons table, or end this row";
            out.add(
                row.place(Column::Model),
                "is in no assignment of the liaisons table",
                help,
            );
        }
    },
);
