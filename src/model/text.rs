//! Strings of an organization: eight bytes a reference, no allocation per cell. Cells of the input are
//! not even copied: the texts they stand in are shared.

use std::sync::Arc;

/// Bits of a reference that hold the length: a string has less than 16 MiB.
const LENGTH: u32 = 24;

/// Bits that hold the first byte: a text has less than 16 GiB.
const START: u32 = 34;

/// Shared texts that a reference can tell apart; the strings of further texts are copied.
const MOST_SHARED: usize = (1 << (64 - LENGTH - START)) - 1;

/// A string in an [`Arena`]. The default is the empty string. Two references may differ and stand for
/// equal strings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(u64);

impl Text {
    /// `None` where the string is too long or stands too far behind.
    fn new(segment: usize, start: usize, length: usize) -> Option<Self> {
        let fits = start >> START == 0 && length >> LENGTH == 0;
        let place = (segment as u64) << START | start as u64;
        fits.then_some(Self(place << LENGTH | length as u64))
    }

    /// Segment, first byte, length.
    fn parts(self) -> (usize, usize, usize) {
        let mask = |bits: u32| (1_u64 << bits) - 1;
        (
            (self.0 >> (LENGTH + START)) as usize,
            (self.0 >> LENGTH & mask(START)) as usize,
            (self.0 & mask(LENGTH)) as usize,
        )
    }

    /// Whether the string is empty.
    pub fn is_empty(self) -> bool {
        self.parts().2 == 0
    }
}

/// Owner of the strings. A string of 16 MiB or more is cut to the empty string.
#[derive(Debug, Default)]
pub struct Arena {
    /// Segment 0: strings that stand in no shared text.
    own: String,
    /// The further segments.
    shared: Vec<Arc<String>>,
}

impl Arena {
    /// Shares a text: strings that are parts of it are not copied.
    pub fn share(&mut self, text: &Arc<String>) {
        if self.shared.len() < MOST_SHARED {
            self.shared.push(Arc::clone(text));
        }
    }

    /// Takes a string up; copies it unless it lies in a shared text.
    pub fn push(&mut self, text: &str) -> Text {
        if let Some(known) = self.find(text) {
            return known;
        }
        let Some(copy) = Text::new(0, self.own.len(), text.len()) else {
            return Text::default();
        };
        self.own.push_str(text);
        copy
    }

    /// The reference to a string that is empty or lies in a shared text, told by its address.
    pub fn find(&self, text: &str) -> Option<Text> {
        if text.is_empty() {
            return Some(Text::default());
        }
        let at = text.as_ptr().addr();
        let holds = |shared: &Arc<String>| {
            let start = at.checked_sub(shared.as_ptr().addr())?;
            (start + text.len() <= shared.len()).then_some(start)
        };
        let mut texts = self.shared.iter().enumerate();
        let (index, start) = texts.find_map(|(index, shared)| Some((index, holds(shared)?)))?;
        Text::new(index + 1, start, text.len())
    }

    /// The string behind a reference.
    pub fn get(&self, text: Text) -> &str {
        let (segment, start, length) = text.parts();
        let whole = match segment.checked_sub(1) {
            None => Some(&self.own),
            Some(index) => self.shared.get(index).map(Arc::as_ref),
        };
        whole
            .and_then(|whole| whole.get(start..start + length))
            .unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_back_what_was_put_in() {
        let mut arena = Arena::default();
        let texts = ["ana", "", "Zoë"].map(|text| arena.push(text));
        assert_eq!(texts.map(|text| arena.get(text)), ["ana", "", "Zoë"]);
        assert_eq!(arena.get(Text::default()), "");
    }

    #[test]
    fn parts_of_shared_texts_are_not_copied() {
        let mut arena = Arena::default();
        let [first, second] = ["id,Zoë\n", "id,Bo\n"].map(|text| Arc::new(text.to_owned()));
        arena.share(&first);
        arena.share(&second);
        let texts = [&first[3..7], &second[3..5], &second[..2], "id"].map(|text| arena.push(text));
        assert_eq!(texts.map(|text| arena.get(text)), ["Zoë", "Bo", "id", "id"]);
        assert_eq!(arena.own, "id");
    }

    #[test]
    fn a_string_too_long_is_cut_to_nothing() {
        let mut arena = Arena::default();
        let long = arena.push(&"x".repeat(1 << 24));
        assert_eq!(arena.get(long), "");
        let fits = arena.push(&"x".repeat((1 << 24) - 1));
        assert_eq!(arena.get(fits).len(), (1 << 24) - 1);
    }
}
