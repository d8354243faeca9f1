//! Strings of an organization in one arena: eight bytes a reference, no allocation per cell.

/// A string in an [`Arena`]. The default is the empty string.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text {
    start: u32,
    len: u32,
}

impl Text {
    /// Whether the string is empty.
    pub fn is_empty(self) -> bool {
        self.len == 0
    }
}

/// Owner of the strings. Holds at most 4 GiB; what does not fit is cut to the empty string.
#[derive(Debug, Default)]
pub struct Arena {
    bytes: String,
}

impl Arena {
    /// Copies a string into the arena.
    pub fn push(&mut self, text: &str) -> Text {
        let (Ok(start), Ok(len)) = (u32::try_from(self.bytes.len()), u32::try_from(text.len()))
        else {
            return Text::default();
        };
        if text.is_empty() || start.checked_add(len).is_none() {
            return Text::default();
        }
        self.bytes.push_str(text);
        Text { start, len }
    }

    /// The string behind a reference.
    pub fn get(&self, text: Text) -> &str {
        let start = text.start as usize;
        self.bytes
            .get(start..start + text.len as usize)
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
}
