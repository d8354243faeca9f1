//! Keys to records: exactly, and in another spelling. Turning keys into numbers is most of the work of
//! reading a large organization, so a short key is compared as one number that stands in the table.
//! Knows nothing of what the keys name.

use super::keys::{Clash, fold};
use foldhash::fast::FixedState;
use hashbrown::HashTable;
use std::hash::BuildHasher;

/// A key. All spellings of one key have one hash.
#[derive(Clone, Copy, Debug)]
struct Slot {
    code: Code,
    hash: u32,
    id: u32,
}

/// A short key itself, else a hash of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Code(u64);

impl Code {
    /// Set in codes that are hashes; ASCII never sets it.
    const HASHED: u64 = 1 << 63;

    fn of(text: &str) -> Self {
        match packed(text) {
            Some(packed) => Self(packed),
            None => Self(FixedState::default().hash_one(text) | Self::HASHED),
        }
    }

    /// Whether equal codes alone make equal keys.
    fn is_key(self) -> bool {
        self.0 & Self::HASHED == 0
    }
}

/// Up to eight ASCII letters as a number of their own.
fn packed(text: &str) -> Option<u64> {
    if text.len() > 8 || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0; 8];
    bytes[..text.len()].copy_from_slice(text.as_bytes());
    Some(u64::from_le_bytes(bytes))
}

/// Hash of the folded form of a key.
fn hash(text: &str) -> u32 {
    let plain = text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_whitespace());
    if plain && text.len() <= 8 {
        let mut bytes = [0; 8];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        bytes.make_ascii_lowercase();
        return mixed(u64::from_le_bytes(bytes));
    }
    hash_of_form(&fold(text))
}

fn hash_of_form(form: &str) -> u32 {
    match packed(form) {
        Some(packed) => mixed(packed),
        None => mixed(FixedState::default().hash_one(form)),
    }
}

/// Spreads all bits over the upper half (the multiplier is 2⁶⁴ over the golden ratio).
fn mixed(bits: u64) -> u32 {
    let high = (bits ^ bits >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((high ^ high >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32) as u32
}

/// The table wants its entropy at both ends of a hash.
fn spread(hash: u32) -> u64 {
    u64::from(hash) << 32 | u64::from(hash)
}

/// A key that is looked for: what can be told of it without the table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    code: Code,
    hash: u32,
}

impl Asked {
    /// Reads the key.
    pub(super) fn new(text: &str) -> Self {
        Self {
            code: Code::of(text),
            hash: hash(text),
        }
    }
}

/// A table of keys. The caller keeps the texts and gives them by record.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// The first spelling of every key.
    first: HashTable<Slot>,
    /// The further ones, by the hash of the text.
    variants: HashTable<(u64, u32)>,
}

impl Keys {
    /// Makes room for so many more keys.
    pub(super) fn reserve(&mut self, more: usize) {
        self.first.reserve(more, |slot| spread(slot.hash));
    }

    /// Adds a record, unless one has this very key.
    pub(super) fn insert<'t>(
        &mut self,
        text: &str,
        id: u32,
        key: impl Fn(u32) -> &'t str,
    ) -> Option<Clash> {
        let asked = Asked::new(text);
        if let Some(known) = self.exact(asked, text, &key) {
            return Some(Clash::Same(known));
        }
        let Asked { code, hash } = asked;
        let alike = |slot: &Slot| {
            slot.hash == hash
                && match (slot.code.is_key(), code.is_key()) {
                    (true, true) => {
                        lower(slot.code) == lower(code) || fold(key(slot.id)) == fold(text)
                    }
                    _ => fold(key(slot.id)) == fold(text),
                }
        };
        if let Some(slot) = self.first.find(spread(hash), alike) {
            let variant = FixedState::default().hash_one(text);
            let known = Clash::Near(slot.id);
            self.variants
                .insert_unique(variant, (variant, id), |(hash, _)| *hash);
            return Some(known);
        }
        let slot = Slot { code, hash, id };
        self.first
            .insert_unique(spread(hash), slot, |slot| spread(slot.hash));
        None
    }

    /// The record with exactly this key.
    pub(super) fn exact<'t>(
        &self,
        Asked { code, hash }: Asked,
        text: &str,
        key: impl Fn(u32) -> &'t str,
    ) -> Option<u32> {
        let same = |slot: &Slot| slot.code == code && (code.is_key() || key(slot.id) == text);
        if let Some(slot) = self.first.find(spread(hash), same) {
            return Some(slot.id);
        }
        if self.variants.is_empty() {
            return None;
        }
        let hash = FixedState::default().hash_one(text);
        self.variants
            .find(hash, |(known, id)| *known == hash && key(*id) == text)
            .map(|(_, id)| *id)
    }

    /// The first record whose key has this folded form.
    pub(super) fn near<'t>(&self, form: &str, key: impl Fn(u32) -> &'t str) -> Option<u32> {
        let hash = hash_of_form(form);
        let alike = |slot: &Slot| slot.hash == hash && fold(key(slot.id)) == form;
        self.first.find(spread(hash), alike).map(|slot| slot.id)
    }
}

fn lower(code: Code) -> [u8; 8] {
    let mut bytes = code.0.to_le_bytes();
    bytes.make_ascii_lowercase();
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn keys_are_found_as_by_looking_at_all_of_them(
            texts in prop::collection::vec("[aAbB \u{e9}\u{ff21}]{1,10}", 0..40),
            asked in "[aAbB \u{e9}]{1,10}",
        ) {
            let mut keys = Keys::default();
            for (id, text) in texts.iter().enumerate() {
                let before = &texts[..id];
                let same = before.iter().position(|other| other == text);
                let near = before.iter().position(|other| fold(other) == fold(text));
                let expected = match (same, near) {
                    (Some(first), _) => Some(Clash::Same(first as u32)),
                    (None, Some(first)) => Some(Clash::Near(first as u32)),
                    (None, None) => None,
                };
                let clash = keys.insert(text, id as u32, |id| texts[id as usize].as_str());
                prop_assert_eq!(clash, expected);
            }
            let key = |id: u32| texts[id as usize].as_str();
            let exact = texts.iter().position(|text| *text == asked);
            prop_assert_eq!(keys.exact(Asked::new(&asked), &asked, key), exact.map(|id| id as u32));
            let form = fold(&asked);
            let near = texts.iter().position(|text| fold(text) == form);
            prop_assert_eq!(keys.near(&form, key), near.map(|id| id as u32));
        }
    }
}
