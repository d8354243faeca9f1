//! What people and teams are called in pictures: by name, or by key where the embedded font lacks a
//! letter of the name and not of the key. Knows no chart.

use crate::chart::text;
use crate::model::{PersonRef, TeamRef};

/// A person's name, else their key.
pub(super) fn person(person: PersonRef<'_>) -> &str {
    drawable(person.short(), person.key())
}

/// A team's name, else its key.
pub(super) fn team(team: TeamRef<'_>) -> &str {
    drawable(team.label(), team.key())
}

fn drawable<'a>(name: &'a str, key: &'a str) -> &'a str {
    let drawn = |words: &str| words.chars().all(text::is_supported);
    if drawn(name) || !drawn(key) {
        name
    } else {
        key
    }
}

#[cfg(test)]
mod tests {
    use super::drawable;

    #[test]
    fn a_name_without_letters_in_the_font_gives_way_to_a_key_with_them() {
        assert_eq!(drawable("Zoë Ünal", "z"), "Zoë Ünal");
        assert_eq!(drawable("小林英", "kobayashi-ei"), "kobayashi-ei");
        assert_eq!(drawable("小林英", "小林"), "小林英");
    }
}
