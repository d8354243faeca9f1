//! Finds records by what a cell calls them: key, e-mail, unique name, and the key in another
//! spelling. Knows nothing of tables.

use super::exact::{Asked, Keys};
use super::header::distance_limit;
use crate::model::{Arena, Text};
use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashTable};
use std::hash::BuildHasher;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// Comparisons spent on suggestions in one run; past it unknown references get none.
const BUDGET: u32 = 1_000_000;

/// Above this many records no nearest key is looked for.
const SCANNED: usize = 20_000;

/// What a cell refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// This record.
    Here(u32),
    /// This record, whose key differs in case, white space or Unicode form.
    Near(u32),
    /// A name that several records have.
    Many,
    /// Nothing known.
    Missing,
}

impl Found {
    /// The record, however it was found.
    pub(super) fn id(self) -> Option<u32> {
        match self {
            Self::Here(id) | Self::Near(id) => Some(id),
            Self::Many | Self::Missing => None,
        }
    }
}

/// Names of several records and how often they occur.
#[derive(Clone, Copy, Debug)]
struct Slot {
    hash: u64,
    id: u32,
    many: bool,
}

#[derive(Debug, Default)]
struct Names {
    slots: HashTable<Slot>,
}

impl Names {
    fn find(&self, hash: u64, same: impl Fn(u32) -> bool) -> Option<Slot> {
        self.slots
            .find(hash, |slot| slot.hash == hash && same(slot.id))
            .copied()
    }

    /// Adds a record; the one that already has the name stays.
    fn insert(&mut self, hash: u64, id: u32, same: impl Fn(u32) -> bool) {
        let known = self
            .slots
            .find_mut(hash, |slot| slot.hash == hash && same(slot.id));
        if let Some(slot) = known {
            slot.many = true;
            return;
        }
        let slot = Slot {
            hash,
            id,
            many: false,
        };
        self.slots.insert_unique(hash, slot, |slot| slot.hash);
    }
}

fn hash(text: &str) -> u64 {
    FixedState::default().hash_one(text)
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    key: Text,
    name: Text,
    email: Text,
}

/// Another record that a new one collides with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clash {
    /// The same key.
    Same(u32),
    /// A key that differs in case, white space or Unicode form.
    Near(u32),
}

/// What records go by beside their keys. Collected when a cell is met that is no key: most files refer
/// by key alone.
#[derive(Debug, Default)]
struct ByNames {
    /// Keys of digits without their leading zeros.
    unpadded: Names,
    names: Names,
    emails: Names,
}

impl ByNames {
    fn new(arena: &Arena, entries: &[Entry], repeats: &[u32]) -> Self {
        let mut found = Self::default();
        for id in 0..entries.len() as u32 {
            let repeated = repeats.binary_search(&id).is_ok();
            found.add(arena, entries, id, repeated);
        }
        found
    }

    fn add(&mut self, arena: &Arena, entries: &[Entry], id: u32, repeated: bool) {
        let entry = entries[id as usize];
        if !entry.name.is_empty() {
            let form = person_name(arena.get(entry.name));
            self.names.insert(hash(&form), id, |other| {
                person_name(arena.get(entries[other as usize].name)) == form
            });
        }
        if !entry.email.is_empty() {
            let form = fold(arena.get(entry.email));
            self.emails.insert(hash(&form), id, |other| {
                fold(arena.get(entries[other as usize].email)) == form
            });
        }
        if !repeated && let Some(digits) = unpadded(arena.get(entry.key)) {
            self.unpadded.insert(hash(digits), id, |other| {
                unpadded(arena.get(entries[other as usize].key)) == Some(digits)
            });
        }
    }
}

/// The records of one kind and the names they go by. Record `n` is the `n`th that was added.
#[derive(Debug, Default)]
pub(super) struct Directory {
    entries: Vec<Entry>,
    keys: Keys,
    by_names: OnceLock<ByNames>,
    /// Records whose key an earlier one has, ascending.
    repeats: Vec<u32>,
    nearest: HashMap<String, Option<u32>, FixedState>,
    spent: u32,
}

impl Directory {
    /// Adds the next record. References by its key go to the first record that has it.
    pub(super) fn add(
        &mut self,
        arena: &Arena,
        key: Text,
        name: Text,
        email: Text,
    ) -> Option<Clash> {
        let id = self.entries.len() as u32;
        self.entries.push(Entry { key, name, email });
        let entries = &self.entries;
        let clash = self.keys.insert(arena.get(key), id, |other| {
            arena.get(entries[other as usize].key)
        });
        let repeated = matches!(clash, Some(Clash::Same(_)));
        if repeated {
            self.repeats.push(id);
        }
        if let Some(by_names) = self.by_names.get_mut() {
            by_names.add(arena, entries, id, repeated);
        }
        clash
    }

    /// Makes room for so many more records.
    pub(super) fn reserve(&mut self, more: usize) {
        self.entries.reserve(more);
        self.keys.reserve(more);
    }

    /// Number of records.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Records whose key an earlier one has, ascending.
    pub(super) fn repeats(&self) -> &[u32] {
        &self.repeats
    }

    /// Key of a record.
    pub(super) fn key(&self, id: u32) -> Text {
        self.entries[id as usize].key
    }

    /// Name of a record, may be empty.
    pub(super) fn name<'a>(&self, arena: &'a Arena, id: u32) -> &'a str {
        arena.get(self.entries[id as usize].name)
    }

    /// How messages call a record: its key, and its name where it has one of its own.
    pub(super) fn called(&self, arena: &Arena, id: u32) -> String {
        let entry = self.entries[id as usize];
        let (key, name) = (arena.get(entry.key), arena.get(entry.name));
        if name.is_empty() || name == key {
            format!("`{key}`")
        } else {
            format!("`{key}` ({name})")
        }
    }

    /// The record with exactly this key.
    pub(super) fn exact(&self, arena: &Arena, text: &str) -> Option<u32> {
        self.exact_asked(arena, Asked::new(text), text)
    }

    /// The same for a key that was read before.
    pub(super) fn exact_asked(&self, arena: &Arena, asked: Asked, text: &str) -> Option<u32> {
        let key = |id: u32| arena.get(self.entries[id as usize].key);
        self.keys.exact(asked, text, key)
    }

    fn by_names(&self, arena: &Arena) -> &ByNames {
        self.by_names
            .get_or_init(|| ByNames::new(arena, &self.entries, &self.repeats))
    }

    /// What a cell refers to: key, e-mail, unique name, key in another spelling, `Name (key)`.
    pub(super) fn find(&self, arena: &Arena, cell: &str) -> Found {
        match self.find_plain(arena, cell) {
            Found::Missing => {}
            found => return found,
        }
        if let Some(whole) = cell.strip_suffix(".0")
            && let Some(id) = self.exact(arena, whole)
        {
            return Found::Here(id);
        }
        if let Some(digits) = unpadded(cell) {
            let same = |id: u32| unpadded(arena.get(self.entries[id as usize].key)) == Some(digits);
            let slot = self.by_names(arena).unpadded.find(hash(digits), same);
            return slot
                .filter(|slot| !slot.many)
                .map_or(Found::Missing, |slot| Found::Near(slot.id));
        }
        if let Some(name) = common_name(cell) {
            return self.find_plain(arena, &name);
        }
        let Some((outer, inner)) = cell
            .strip_suffix([')', ']', '>'])
            .and_then(|c| c.rsplit_once(['(', '[', '<']))
        else {
            return Found::Missing;
        };
        match self.find_plain(arena, inner.trim()) {
            Found::Missing => self.find_plain(arena, outer.trim()),
            found => found,
        }
    }

    fn find_plain(&self, arena: &Arena, cell: &str) -> Found {
        if let Some(id) = self.exact(arena, cell) {
            return Found::Here(id);
        }
        let form = fold(cell);
        let names = self.by_names(arena);
        let by = |names: &Names, form: &str, text: &dyn Fn(&Entry) -> String| {
            names.find(hash(form), |id| text(&self.entries[id as usize]) == form)
        };
        if cell.contains('@')
            && let Some(slot) = by(&names.emails, &form, &|entry| fold(arena.get(entry.email)))
        {
            return if slot.many {
                Found::Many
            } else {
                Found::Here(slot.id)
            };
        }
        let name = by(&names.names, &person_name(cell), &|entry| {
            person_name(arena.get(entry.name))
        });
        if let Some(slot) = name
            && !slot.many
        {
            return Found::Here(slot.id);
        }
        let key = |id: u32| arena.get(self.entries[id as usize].key);
        if let Some(id) = self.keys.near(&form, key) {
            return Found::Near(id);
        }
        if name.is_some() {
            Found::Many
        } else {
            Found::Missing
        }
    }

    /// The record whose key or name comes nearest, looked up once per spelling.
    pub(super) fn nearest(&mut self, arena: &Arena, cell: &str) -> Option<u32> {
        if let Some(known) = self.nearest.get(cell) {
            return *known;
        }
        let found = self.scan(arena, cell);
        self.nearest.insert(cell.to_owned(), found);
        found
    }

    fn scan(&mut self, arena: &Arena, cell: &str) -> Option<u32> {
        if self.entries.len() > SCANNED || self.spent > BUDGET {
            return None;
        }
        self.spent += self.entries.len() as u32;
        let form = fold(cell);
        let number = unpadded(cell).is_some();
        let limit = distance_limit(form.chars().count())?;
        let mut best: Option<(usize, u32)> = None;
        for (id, entry) in self.entries.iter().enumerate() {
            for text in [entry.key, entry.name] {
                let text = arena.get(text);
                // Of numbers the nearest is somebody else's, not what was meant.
                if number && unpadded(text).is_some() {
                    continue;
                }
                if text.is_empty() || text.len().abs_diff(form.len()) > limit + 2 {
                    continue;
                }
                let distance = strsim::osa_distance(&fold(text), &form);
                if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
                    best = Some((distance, id as u32));
                }
            }
        }
        best.map(|(_, id)| id)
    }
}

/// The form in which ids are alike: compatibility normal form, small letters, single blanks.
pub(super) fn fold(text: &str) -> String {
    let mut form = String::with_capacity(text.len());
    let mut gap = false;
    let mut push = |c: char| {
        if c.is_whitespace() {
            gap = !form.is_empty();
        } else {
            if std::mem::take(&mut gap) {
                form.push(' ');
            }
            form.push(c);
        }
    };
    if text.is_ascii() {
        text.bytes()
            .for_each(|b| push(char::from(b.to_ascii_lowercase())));
    } else {
        text.nfkc().flat_map(char::to_lowercase).for_each(push);
    }
    form
}

/// A key of digits without its leading zeros, which spreadsheets drop.
fn unpadded(key: &str) -> Option<&str> {
    let digits = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| key.trim_start_matches('0'))
}

/// The first part of a directory's distinguished name: `CN=Ana Lind,OU=Staff` names Ana Lind. A comma
/// of the name itself is escaped.
fn common_name(cell: &str) -> Option<String> {
    let (mark, rest) = cell.split_at_checked(3)?;
    if !mark.eq_ignore_ascii_case("cn=") {
        return None;
    }
    let (mut name, mut escaped) = (String::new(), false);
    for c in rest.chars() {
        match c {
            '\\' if !escaped => escaped = true,
            ',' if !escaped => break,
            c => {
                escaped = false;
                name.push(c);
            }
        }
    }
    Some(name.trim().to_owned())
}

/// The form in which names are alike: `Lind, Ana` is `ana lind`.
fn person_name(name: &str) -> String {
    match name.split_once(',') {
        Some((last, first)) if !first.contains(',') => {
            fold(&format!("{} {}", first.trim(), last.trim()))
        }
        _ => fold(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory(rows: &[(&str, &str, &str)]) -> (Arena, Directory, String) {
        let (mut arena, mut directory) = (Arena::default(), Directory::default());
        let mut clashes = Vec::new();
        for (key, name, email) in rows {
            let texts = [key, name, email].map(|text| arena.push(text));
            let clash = directory.add(&arena, texts[0], texts[1], texts[2]);
            clashes.extend(clash.map(|clash| format!("{clash:?}")));
        }
        (arena, directory, clashes.join(" "))
    }

    #[test]
    fn people_are_found_by_id_email_unique_name_and_other_spelling() {
        let (arena, directory, clashes) = directory(&[
            ("007", "Ana Lind", "ana@x.org"),
            ("p2", "Bo Ek", ""),
            ("p3", "Bo Ek", ""),
            ("Zoë", "", ""),
        ]);
        assert_eq!(clashes, "");
        for (cell, expected) in [
            ("007", Found::Here(0)),
            ("7", Found::Near(0)),
            ("8", Found::Missing),
            ("ANA@X.ORG", Found::Here(0)),
            ("ana  lind", Found::Here(0)),
            ("Lind, Ana", Found::Here(0)),
            ("Ana Lind (007)", Found::Here(0)),
            ("A. L. <ana@x.org>", Found::Here(0)),
            ("Bo Ek", Found::Many),
            ("P2", Found::Near(1)),
            ("Zoe\u{308}", Found::Near(3)),
            ("CN=Ana Lind,OU=Staff,DC=x", Found::Here(0)),
            ("cn=Lind\\, Ana,OU=Staff", Found::Here(0)),
            ("p9", Found::Missing),
        ] {
            assert_eq!(directory.find(&arena, cell), expected, "{cell}");
        }
    }

    #[test]
    fn clashes_are_told() {
        let (.., clashes) =
            directory(&[("a", "", ""), ("a", "", ""), ("A", "", ""), ("b", "", "")]);
        assert_eq!(clashes, "Same(0) Near(0)");
    }

    #[test]
    fn the_nearest_key_is_a_few_edits_away() {
        let (arena, mut directory, _) = directory(&[("platform", "", ""), ("growth", "", "")]);
        assert_eq!(directory.nearest(&arena, "platfrom"), Some(0));
        assert_eq!(directory.nearest(&arena, "finance"), None);
    }

    #[test]
    fn no_number_is_near_another() {
        let (arena, mut directory, _) = directory(&[("10003", "Ana Lind", ""), ("p10004", "", "")]);
        assert_eq!(directory.nearest(&arena, "10002"), None);
        assert_eq!(directory.nearest(&arena, "10004"), Some(1));
        assert_eq!(directory.nearest(&arena, "Ana Lynd"), Some(0));
        assert_eq!(directory.called(&arena, 0), "`10003` (Ana Lind)");
        assert_eq!(directory.called(&arena, 1), "`p10004`");
    }
}
