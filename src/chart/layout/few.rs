//! What charts of single people say when names are hidden: who belongs to a group of fewer than five is not
//! drawn, because there a pseudonym would fool nobody.

use crate::lint::words::count;
use crate::model::{Org, PersonId, SMALLEST_GROUP};

/// `; 3 people of groups under five left out`, or nothing.
pub(super) fn left_out(org: &Org, people: impl Iterator<Item = PersonId>) -> String {
    match people.filter(|person| org.is_few(*person)).count() {
        0 => String::new(),
        many => format!(
            "; {} of groups under {SMALLEST_GROUP} left out",
            count(many, "person", "people")
        ),
    }
}
