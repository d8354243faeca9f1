//! What people, teams and meetings are called in pictures. A name that the embedded font cannot write gives way to a
//! key that reads as words, else it is set in Latin letters; the mark's title keeps the true name. Knows no chart.

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
    if name != key || title.is_empty() || !is_drawn(title) {
        return drawable(name, key);
    }
    let short = match title.char_indices().nth(TITLE) {
        None => Cow::Borrowed(title),
        Some((at, _)) => Cow::Owned(format!("{}…", title[..at].trim_end())),
    };
    Cow::Owned(format!("{key}, {short}"))
}

/// Names that several people of one picture share.
#[derive(Debug, Default)]
pub(super) struct Twins(BTreeSet<String>);

impl Twins {
    /// Of the people who are shown, each once.
    pub(super) fn of<'a>(shown: impl Iterator<Item = PersonRef<'a>>) -> Self {
        let mut seen = BTreeSet::new();
        let twice = |name: &String| !seen.insert(name.clone());
        Self(shown.map(called).filter(twice).collect())
    }

    /// As [`person`], with the key where others in the picture are called the same.
    pub(super) fn person<'a>(&self, who: PersonRef<'a>) -> Cow<'a, str> {
        if self.0.contains(&called(who)) {
            Cow::Owned(format!("{} ({})", person(who), who.key()))
        } else {
            person(who)
        }
    }
}

fn called(who: PersonRef<'_>) -> String {
    drawable(who.short(), who.key()).into_owned()
}

/// A team's name, else its key.
pub(super) fn team(team: TeamRef<'_>) -> &str {
    match team.label() {
        name if is_drawn(name) || !is_drawn(team.key()) => name,
        _ => team.key(),
    }
}

/// A team's name, in Latin letters where it cannot be drawn and the key says nothing.
pub(super) fn unit(team: TeamRef<'_>) -> Cow<'_, str> {
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

/// Words from the data, in Latin letters where they cannot be drawn.
pub(super) fn words(text: &str) -> Cow<'_, str> {
    if is_drawn(text) {
        return Cow::Borrowed(text);
    }
    let mut latin = String::with_capacity(text.len());
    for c in text.chars() {
        if text::is_supported(c) {
            latin.push(c);
            continue;
        }
        // Syllables come with blanks behind them.
        latin.push_str(deunicode::deunicode_char(c).unwrap_or_default());
    }
    let words: Vec<&str> = latin.split_whitespace().collect();
    match words.join(" ") {
        latin if latin.is_empty() => Cow::Borrowed(text),
        latin => Cow::Owned(latin),
    }
}

fn is_drawn(words: &str) -> bool {
    words.chars().all(text::is_supported)
}

/// Whether a key says more than a number does: `mei-lin`, not `P0539`.
fn is_spoken(key: &str) -> bool {
    let letters = key.chars().filter(|c| c.is_alphabetic()).count();
    letters > 1 && is_drawn(key) && !key.chars().any(|c| c.is_ascii_digit())
}

/// A romanised name is a guess, such as the Chinese reading of a Japanese name: a key that somebody wrote is better.
fn drawable<'a>(name: &'a str, key: &'a str) -> Cow<'a, str> {
    if !is_drawn(name) && is_spoken(key) {
        Cow::Borrowed(key)
    } else {
        words(name)
    }
}

#[cfg(test)]
mod tests {
    use super::drawable;

    #[test]
    fn a_name_without_letters_in_the_font_gives_way_to_a_key_that_speaks_or_to_latin_letters() {
        assert_eq!(drawable("Zoë Ünal", "z"), "Zoë Ünal");
        assert_eq!(drawable("小林英", "kobayashi-ei"), "kobayashi-ei");
        assert_eq!(drawable("欧阳修文", "P0539"), "Ou Yang Xiu Wen");
        assert_eq!(drawable("전체 회의", "m1"), "jeonce hoeyi");
        assert_eq!(
            drawable("\u{e000}", "m1"),
            "\u{e000}",
            "the text engine's turn"
        );
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
