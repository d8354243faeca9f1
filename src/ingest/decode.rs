//! Bytes of a file to text: which encoding, and what had to be assumed. Knows nothing of tables.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A decoded file.
#[derive(Debug)]
pub(super) struct Decoded {
    /// Text without byte order mark; NUL bytes have become blanks, so that places stay true.
    pub text: String,
    /// The encoding where it is not plain UTF-8, for the notes.
    pub encoding: Option<&'static str>,
    /// Byte of the first NUL in the text and how many there were.
    pub nuls: Option<(usize, usize)>,
}

/// Why bytes are no text.
pub(super) type NotText = &'static str;

/// First bytes of files that are often handed in by mistake.
const SIGNATURES: [(&[u8], NotText); 5] = [
    (b"PK\x03\x04", "an Excel workbook or another zip file"),
    (b"\xD0\xCF\x11\xE0", "an old Excel workbook"),
    (b"%PDF", "a PDF"),
    (b"\x1F\x8B", "a gzip file"),
    (b"\x89PNG", "a picture"),
];

/// Decodes UTF-8, UTF-16 (by byte order mark or by its zero bytes) and else Windows-1252, in which
/// every byte is a character.
pub(super) fn decode(bytes: Vec<u8>) -> Result<Decoded, NotText> {
    if let Some((_, what)) = SIGNATURES
        .iter()
        .find(|(first, _)| bytes.starts_with(first))
    {
        return Err(what);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        if encoding == UTF_16LE || encoding == UTF_16BE {
            return finish(
                encoding.decode(&bytes).0.into_owned(),
                Some(encoding.name()),
            );
        }
        return match String::from_utf8(bytes) {
            Ok(mut text) => {
                text.drain(..mark);
                finish(text, None)
            }
            Err(error) => legacy(&error.as_bytes()[mark..]),
        };
    }
    if let Some(encoding) = utf16_by_zeros(&bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        return finish(text.into_owned(), Some(encoding.name()));
    }
    match String::from_utf8(bytes) {
        Ok(text) => finish(text, None),
        Err(error) => legacy(error.as_bytes()),
    }
}

fn legacy(bytes: &[u8]) -> Result<Decoded, NotText> {
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    finish(text.into_owned(), Some("Windows-1252"))
}

/// Western text in UTF-16 has a zero in nearly every other byte, always on the same side.
fn utf16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if sample.len() < 4 || bytes.len() % 2 == 1 {
        return None;
    }
    let zeros = |side: usize| {
        sample
            .iter()
            .skip(side)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    if odd * 10 > half * 7 && even * 10 < half {
        return Some(UTF_16LE);
    }
    (even * 10 > half * 7 && odd * 10 < half).then_some(UTF_16BE)
}

fn finish(mut text: String, encoding: Option<&'static str>) -> Result<Decoded, NotText> {
    let odd = |c: &char| {
        (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}'))
            || *c == char::REPLACEMENT_CHARACTER
    };
    let sample = || text.chars().take(65_536);
    // Random bytes read as Windows-1252 are odd in one of eight characters.
    let odds = sample().filter(odd).count();
    if odds > 8 && odds * 20 > sample().count() {
        return Err("binary data");
    }
    let nuls = text.find('\0').map(|first| {
        let count = text.bytes().filter(|byte| *byte == 0).count();
        text = text.replace('\0', " ");
        (first, count)
    });
    Ok(Decoded {
        text,
        encoding,
        nuls,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(bytes: &[u8]) -> String {
        match decode(bytes.to_vec()) {
            Ok(d) => format!("{} {} {:?}", d.encoding.unwrap_or("-"), d.text, d.nuls),
            Err(what) => what.to_owned(),
        }
    }

    fn utf16(text: &str, swap: bool, mark: bool) -> Vec<u8> {
        let units = mark
            .then_some(0xFEFF)
            .into_iter()
            .chain(text.encode_utf16());
        units
            .flat_map(|unit| {
                if swap {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn each_encoding_is_recognised() {
        assert_eq!(shown("id,Zoë".as_bytes()), "- id,Zoë None");
        assert_eq!(shown("\u{FEFF}id,Zoë".as_bytes()), "- id,Zoë None");
        assert_eq!(shown(b"id,Zo\xEB \x80"), "Windows-1252 id,Zoë € None");
        assert_eq!(shown(&utf16("id,Zoë", false, true)), "UTF-16LE id,Zoë None");
        assert_eq!(shown(&utf16("id,Zoë", true, true)), "UTF-16BE id,Zoë None");
        assert_eq!(
            shown(&utf16("id,Zoë", false, false)),
            "UTF-16LE id,Zoë None"
        );
        assert_eq!(shown(&utf16("id,Zoë", true, false)), "UTF-16BE id,Zoë None");
        assert_eq!(shown(b""), "-  None");
    }

    #[test]
    fn random_bytes_are_no_text() {
        let mut state = 7_u32;
        let bytes: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .take(4000)
        .collect();
        assert_eq!(decode(bytes).map(|found| found.text), Err("binary data"));
    }

    #[test]
    fn nul_bytes_become_blanks_and_binary_data_is_refused() {
        assert_eq!(shown(b"id\0,name"), "- id ,name Some((2, 1))");
        assert_eq!(
            shown(b"PK\x03\x04rest"),
            "an Excel workbook or another zip file"
        );
        assert_eq!(shown(&[1, 2, 3, 4, 5, 6, 7, 8, 14, 15]), "binary data");
    }
}
