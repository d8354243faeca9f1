//! Invariants about days: ends, reviews, terms.

use crate::lint::words::count;
use crate::model::Column;
use crate::models::Invariant;
use crate::models::row::Row;
use jiff::civil::Date;

/// Days from one day to another, negative where it is earlier.
fn days(from: Date, to: Date) -> i64 {
    let span = from.duration_until(to);
    span.as_hours() / 24
}

/// It was reviewed not long ago.
pub const REVIEWED_LATELY: Invariant = Invariant::new(
    "reviewed-lately",
    "it was reviewed within `max-age-days` (`reviewed-on`)",
    |row, out| {
        let column = Column::ReviewedOn;
        let help = "read it again with those it binds, mend or confirm it, and note the day";
        if row.lacks(column) {
            out.add(row.place(column), "was never reviewed", help);
            return;
        }
        let day = row.text(column).get(..10).and_then(|day| day.parse().ok());
        let (Some(day), Some(today)) = (day, row.org().as_of) else {
            return;
        };
        let (age, most) = (days(day, today), row.number("max-age-days"));
        if age > most as i64 {
            let what = format!("was last reviewed {}", ago(age));
            out.add(row.place(column), what, help).measure(
                age as usize,
                most,
                "days since the review",
            );
        }
    },
)
.number(
    "max-age-days",
    365,
    "days after which a review is old; our own choice",
);

fn ago(days: i64) -> String {
    format!("{} ago", count(days as usize, "day", "days"))
}

/// Cause shared with the rule that finds temporary models without an end.
fn term(row: &Row<'_>) -> String {
    row.declared
        .map_or_else(String::new, |own| format!("term of {}", own.subject()))
}

/// It has an end.
pub const HAS_END: Invariant =
    Invariant::new("has-end", "its last day is set (`end`)", |row, out| {
        if row.has(Column::End) && row.days().1.is_none() {
            let help =
                "set the day on which it is over; it can be moved, but somebody must move it";
            out.add(row.place(Column::End), "has no end", help)
                .cause(term(row));
        }
    })
    .error();

/// It is not past its end.
pub const WITHIN_ITS_END: Invariant = Invariant::new(
    "within-its-end",
    "it is over when its last day has passed",
    |row, out| {
        let (Some(end), Some(today)) = (row.days().1, row.org().as_of) else {
            return;
        };
        if end < today {
            let what = format!("should have ended on {end} and is still active");
            let help =
                "close it, or give what goes on a lasting form: a merged group or a tiger team";
            out.add(row.place(Column::End), what, help).cause(term(row));
        }
    },
);

/// It ends by itself or with its project.
pub const ENDS_WITH_PROJECT: Invariant = Invariant::new(
    "ends-with-project",
    "it ends on a day of its own or with its project (`end`, `project`)",
    |row, out| {
        if row.days().1.is_some() || !row.has(Column::End) {
            return;
        }
        let name = row.text(Column::Project);
        let org = row.org();
        let project = org
            .projects
            .iter()
            .find(|project| org.text(project.key) == name);
        let ends = project.is_some_and(|project| {
            project
                .cells
                .iter()
                .any(|(column, _)| *column == Column::End)
        });
        if !ends {
            let help = "name the project and its last day, or set an end of its own";
            out.add(
                row.place(Column::End),
                "has no end and no project that ends",
                help,
            )
            .cause(term(row));
        }
    },
);

/// It has not become permanent.
pub const NOT_PERMANENT: Invariant = Invariant::new(
    "not-permanent",
    "it does not last longer than `max-days`",
    |row, out| {
        let (start, end) = row.days();
        let (Some(start), Some(last)) = (start, end.max(row.org().as_of)) else {
            return;
        };
        let (length, most) = (days(start, last), row.number("max-days"));
        if length > most as i64 {
            let what = format!(
                "lasts {} already or as planned",
                count(length as usize, "day", "days")
            );
            let help = "bring the people home, or move them or the work for good";
            out.add(row.place(Column::Start), what, help)
                .measure(length as usize, most, "days");
        }
    },
)
.number(
    "max-days",
    365,
    "days after which a visit is a move; our own choice",
);

/// It is meant to last.
pub const LASTS: Invariant = Invariant::new(
    "lasts",
    "it has no end, or one at least `min-days` after its start",
    |row, out| {
        let (start, Some(end)) = row.days() else {
            return;
        };
        let Some(start) = start.or(row.org().as_of) else {
            return;
        };
        let (length, least) = (days(start, end), row.number("min-days"));
        if length < least as i64 {
            let what = format!(
                "ends on {end}, after {}",
                count(length.max(0) as usize, "day", "days")
            );
            let help = "declare it as a task force, or drop the end";
            out.add(row.place(Column::End), what, help).cause(term(row));
        }
    },
)
.number(
    "min-days",
    365,
    "days that a lasting team should have before it; our own choice",
);

/// One person's stint ends.
pub const STINT_ENDS: Invariant = Invariant::new(
    "stint-ends",
    "a row that names one person, and so describes one stint, has an end (`end`)",
    |row, out| {
        let one = row.people().len() == 1;
        if one && row.has(Column::End) && row.days().1.is_none() {
            let help = "set the day on which the next person takes over, or name the whole pool";
            out.add(
                row.place(Column::End),
                "is one person's stint without an end",
                help,
            )
            .cause(term(row));
        }
    },
);
