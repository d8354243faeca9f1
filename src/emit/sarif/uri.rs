//! Paths as URI references of RFC 3986.

use std::fmt::Write;

/// A relative reference for a relative path, a `file:` URI for an absolute one. Everything but the
/// unreserved characters and `/` is percent-encoded, so that no part of a path reads as a scheme, a
/// query or a fragment.
pub(super) fn encode(path: &str) -> String {
    let path = path.replace('\\', "/");
    let relative = path.trim_start_matches("./");
    let mut out = String::with_capacity(path.len() + 8);
    if path.starts_with('/') {
        out.push_str("file://");
    } else if is_drive(&path) {
        out.push_str("file:///");
    }
    let kept = if path.starts_with("./") {
        relative
    } else {
        &path
    };
    for (at, byte) in kept.bytes().enumerate() {
        let drive_colon = at == 1 && is_drive(&path);
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) || drive_colon {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}"); // writing to a String cannot fail
        }
    }
    out
}

/// `C:/…`
fn is_drive(path: &str) -> bool {
    let bytes = path.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_alphabetic)
        && bytes.get(1) == Some(&b':')
        && bytes.get(2) == Some(&b'/')
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn paths_become_references() {
        assert_eq!(encode("org/people.csv"), "org/people.csv");
        assert_eq!(encode("./org/a b.csv"), "org/a%20b.csv");
        assert_eq!(encode("Büro/ä#1?.csv"), "B%C3%BCro/%C3%A4%231%3F.csv");
        assert_eq!(encode("/data/a.csv"), "file:///data/a.csv");
        assert_eq!(encode("C:\\data\\a.csv"), "file:///C:/data/a.csv");
        assert_eq!(encode("http://x"), "http%3A//x");
        assert_eq!(encode("../up.csv"), "../up.csv");
    }
}
