//! What people and teams are called in pictures: by name, or by key where the embedded font lacks a
//! letter of the name and not of the key. Knows no chart.

use crate::chart::text;
use crate::model::{PersonRef, TeamRef};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Most letters of a job title that stands for a name.
const TITLE: usize = 28;

/// A person's name; without one the key with the job title, else the key alone.
pub(super) fn person(person: PersonRef<'_>) -> Cow<'_, str> {
    let title = person.org.text(person.record().title).trim();
    let (name, key) = (person.short(), person.key());
    if name != key || title.is_empty() || !title.chars().all(text::is_supported) {
        return Cow::Borrowed(drawable(name, key));
    }
    let short = match title.char_indices().nth(TITLE) {
        None => Cow::Borrowed(title),
        Some((at, _)) => Cow::Owned(format!("{}…", title[..at].trim_end())),
    };
    Cow::Owned(format!("{key}, {short}"))
}

/// Names that several people of one picture share.
#[derive(Debug, Default)]
pub(super) struct Twins<'a>(BTreeSet<&'a str>);

impl<'a> Twins<'a> {
    /// Of the people who are shown, each once.
    pub(super) fn of(shown: impl Iterator<Item = PersonRef<'a>>) -> Self {
        let mut seen = BTreeSet::new();
        Self(
            shown
                .map(PersonRef::short)
                .filter(|name| !seen.insert(*name))
                .collect(),
        )
    }

    /// As [`person`], with the key where others in the picture are called the same.
    pub(super) fn person(&self, who: PersonRef<'a>) -> Cow<'a, str> {
        if self.0.contains(who.short()) {
            Cow::Owned(format!("{} ({})", person(who), who.key()))
        } else {
            person(who)
        }
    }
}

/// A team's name, else its key.
pub(super) fn team(team: TeamRef<'_>) -> &str {
    drawable(team.label(), team.key())
}

/// How many bytes all these names begin with that say nothing, such as `MetaMask/`: up to and with the
/// last slash that all share; 0 for fewer than three names.
pub(super) fn shared_start<S: AsRef<str>>(names: &[S]) -> usize {
    let Some((first, others)) = names.split_first().filter(|(_, others)| others.len() > 1) else {
        return 0;
    };
    let first = first.as_ref();
    let same = |at: usize| {
        others
            .iter()
            .all(|other| other.as_ref().starts_with(&first[..at]))
    };
    let ends = first.match_indices('/').map(|(at, _)| at + 1);
    let shared = ends.take_while(|at| same(*at)).last().unwrap_or(0);
    // A name that is nothing but the beginning must keep something.
    let kept = names.iter().all(|name| name.as_ref().len() > shared);
    if kept { shared } else { 0 }
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

    #[test]
    fn what_all_names_begin_with_says_nothing() {
        let start = |names: &[&str]| super::shared_start(names);
        assert_eq!(start(&["Org/web", "Org/api", "Org/a/b"]), 4);
        assert_eq!(start(&["Org/web", "Org/api"]), 0);
        assert_eq!(start(&["Org/web", "Org/api", "api"]), 0);
        assert_eq!(start(&["Ö/web", "Ö/", "Ö/x"]), 0);
    }

    #[test]
    fn the_title_stands_in_for_a_name_and_the_key_tells_namesakes_apart() {
        let org = crate::testing::org(
            "== people.csv\nid,name,title\np1,,Director General of Digital Services\np2,,\n\
             p3,Ana Lind,\np4,Ana Lind,Clerk\np5,Bo,\n",
        );
        let twins = super::Twins::of(org.people());
        let names: Vec<_> = org.people().map(|who| twins.person(who)).collect();
        assert_eq!(
            names,
            [
                "p1, Director General of Digital…",
                "p2",
                "Ana Lind (p3)",
                "Ana Lind (p4)",
                "Bo"
            ]
        );
    }
}
