//! Invariants about what a row must say. A column that the file lacks is unknown, not blank.

use crate::model::Column;
use crate::models::Invariant;
use crate::models::row::{Breaks, Row};

fn stated(row: &Row<'_>, out: &mut Breaks, column: Column, what: &str, help: &str) {
    if row.lacks(column) {
        out.add(row.place(column), what, help);
    }
}

/// Somebody owns it.
pub const HAS_OWNER: Invariant =
    Invariant::new("has-owner", "somebody owns it (`owner`)", |row, out| {
        let help = "write who keeps it alive and answers questions about it into `owner`";
        stated(row, out, Column::Owner, "names no owner", help);
    });

/// It is published somewhere.
pub const HAS_ARTIFACT: Invariant = Invariant::new(
    "has-artifact",
    "there is something to read or use: a document, report, plan or interface (`artifact`)",
    |row, out| {
        let help = "publish it and write its name into `artifact`, or drop the row";
        stated(
            row,
            out,
            Column::Artifact,
            "points at nothing to read or use",
            help,
        );
    },
);

/// Its authority is explicit.
pub const HAS_AUTHORITY: Invariant = Invariant::new(
    "has-authority",
    "its authority is stated (`authority`)",
    |row, out| {
        let column = Column::Authority;
        if row.lacks(column) || row.truth(column) == Some(false) {
            let help = "have the head of the units agree to the authority and say so in `authority`, \
                or choose a model that needs none";
            out.add(row.place(column), "has no stated authority", help);
        }
    },
);

/// An arena bounds the authority.
pub const HAS_ARENA: Invariant = Invariant::new(
    "has-arena",
    "the arena of its authority is stated (`arena`)",
    |row, out| {
        let help =
            "write the one subject in which the controller may demand behaviour into `arena`";
        stated(
            row,
            out,
            Column::Arena,
            "has authority in no named arena",
            help,
        );
    },
);

/// A rhythm is stated.
pub const HAS_CADENCE: Invariant = Invariant::new(
    "has-cadence",
    "its rhythm is stated (`cadence`)",
    |row, out| {
        let help = "write how often it comes round into `cadence`, such as weekly";
        stated(row, out, Column::Cadence, "has no rhythm", help);
    },
);

/// There is someone to ask for an exception.
pub const HAS_EXCEPTION_CONTACT: Invariant = Invariant::new(
    "has-exception-contact",
    "who wants to deviate knows whom to talk to (`exception-contact`)",
    |row, out| {
        let help = "name the person with whom a team talks before it does otherwise";
        let what = "does not say whom to talk to about an exception";
        stated(row, out, Column::ExceptionContact, what, help);
    },
);

/// The outcome is stated.
pub const HAS_OUTCOME: Invariant = Invariant::new(
    "has-outcome",
    "it works for one stated outcome (`outcome`)",
    |row, out| {
        let help = "write what will be true when it is done into `outcome`";
        stated(row, out, Column::Outcome, "has no stated outcome", help);
    },
);

/// Somebody in the host team receives the guests.
pub const HAS_HOST: Invariant = Invariant::new(
    "has-host",
    "somebody in the area where the work happens receives them (`host`)",
    |row, out| {
        let help = "agree with the owners of the area on a contact and write it into `host`";
        stated(
            row,
            out,
            Column::Host,
            "has no contact in the host team",
            help,
        );
    },
);

/// A turnaround is promised.
pub const HAS_TURNAROUND: Invariant = Invariant::new(
    "has-turnaround",
    "the turnaround is promised (`sla-days`)",
    |row, out| {
        let help = "measure how long requests take, promise that many days in `sla_days`, and say \
            what consumers do when it is missed";
        stated(row, out, Column::SlaDays, "promises no turnaround", help);
    },
);

/// The row names a person.
pub const HAS_PERSON: Invariant =
    Invariant::new("has-person", "somebody fills it (`person`)", |row, out| {
        let named = row.declared.is_some_and(|own| own.people().len() > 0);
        if !named && row.has(Column::Person) {
            let help = "name the person, or end the row";
            out.add(row.place(Column::Person), "is filled by nobody", help);
        }
    });

/// A standard is no gate.
pub const IS_NO_GATE: Invariant = Invariant::new(
    "is-no-gate",
    "it is not enforced by an approval that work waits for (`enforcement`)",
    |row, out| {
        let how = row.text(Column::Enforcement).to_lowercase();
        if ["gate", "approval", "sign-off", "review board"]
            .iter()
            .any(|word| how.contains(word))
        {
            let what = format!("is enforced by a gate: {how}");
            let help = "check it by automation or after the fact; let a deviation start a \
                conversation, not a queue";
            out.add(row.place(Column::Enforcement), what, help);
        }
    },
);

/// The person is no further member of the home: someone directs the work.
pub const ONE_WORK_DIRECTOR: Invariant = Invariant::new(
    "one-work-director",
    "exactly one person directs the work (`work-director`)",
    |row, out| {
        let column = Column::WorkDirector;
        let directors = row.text(column).split([';', '|', ',']);
        let number = directors.filter(|name| !name.trim().is_empty()).count();
        let what = match number {
            0 if row.has(column) => "has nobody who directs the work".to_owned(),
            0 | 1 => return,
            number => format!("is directed by {number} people"),
        };
        let help = "agree on one person who directs the daily work, usually the lead of the team \
            that the work is for";
        if let Some(own) = row.declared {
            let cause = format!("work director of {}", own.subject());
            out.add(row.place(column), what, help).cause(cause);
        }
    },
);

/// Most of the time is spent there.
pub const MOST_OF_THE_TIME: Invariant = Invariant::new(
    "most-of-the-time",
    "most of the working time goes to the team (`percent-time`)",
    |row, out| {
        let text = row.text(Column::PercentTime).trim_end_matches('%').trim();
        let least = row.number("min-percent");
        let Ok(share) = text.parse::<f64>() else {
            return;
        };
        if share < least as f64 {
            let what = format!("gives the team {share} % of the working time, less than {least} %");
            let help = "give the team most of the time, or make the person a liaison or consultant";
            out.add(row.place(Column::PercentTime), what, help);
        }
    },
)
.number(
    "min-percent",
    50,
    "least share of working time in percent; the post says the majority",
);
