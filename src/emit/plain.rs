//! Names from HR data on one line of plain text: control and bidirectional control characters would
//! let a cell forge or reorder what a terminal shows.

use std::borrow::Cow;

/// The text with line ends and tabs as spaces and other control characters as `\u{..}`.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            c if is_unsafe(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn control_characters_are_shown_not_obeyed() {
        assert_eq!(plain("Zoë Ünal"), "Zoë Ünal");
        assert_eq!(plain("a\nb"), "a b");
        assert_eq!(plain("\u{1b}[31mred"), "\\u{1b}[31mred");
        assert_eq!(plain("a\u{202e}b"), "a\\u{202e}b");
    }
}
