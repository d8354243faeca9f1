//! The page's one script and the hash by which the page's policy lets it run and nothing else.

/// Search, filter, sort, hints and deep links; without it everything is there to read.
pub(super) const SCRIPT: &str = include_str!("page.js");

/// SHA-256 of [`SCRIPT`] in Base64, as a Content Security Policy wants it. A test keeps it right.
pub(super) const HASH: &str = "sha256-B8svlrsDTxBU4hwmGHd6JC9UDx835f4BCMmdE7S98UY=";

#[cfg(test)]
mod tests {
    use super::*;

    /// SHA-256 as FIPS 180-4 defines it.
    fn sha256(message: &[u8]) -> Vec<u8> {
        let primes = || (2_u32..).filter(|n| (2..*n).all(|d| n % d != 0));
        let fraction = |root: f64| ((root.fract()) * 4_294_967_296.0) as u32;
        let rounds: Vec<u32> = primes()
            .take(64)
            .map(|p| fraction(f64::from(p).cbrt()))
            .collect();
        let mut state: Vec<u32> = primes()
            .take(8)
            .map(|p| fraction(f64::from(p).sqrt()))
            .collect();
        let mut padded = message.to_vec();
        padded.push(0x80);
        while padded.len() % 64 != 56 {
            padded.push(0);
        }
        padded.extend((message.len() as u64 * 8).to_be_bytes());
        for block in padded.chunks_exact(64) {
            let mut w: Vec<u32> = block
                .chunks_exact(4)
                .map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]))
                .collect();
            for t in 16..64 {
                let (a, b) = (w[t - 15], w[t - 2]);
                let s0 = a.rotate_right(7) ^ a.rotate_right(18) ^ (a >> 3);
                let s1 = b.rotate_right(17) ^ b.rotate_right(19) ^ (b >> 10);
                w.push(
                    w[t - 16]
                        .wrapping_add(s0)
                        .wrapping_add(w[t - 7])
                        .wrapping_add(s1),
                );
            }
            let mut v = state.clone();
            for t in 0..64 {
                let s1 = v[4].rotate_right(6) ^ v[4].rotate_right(11) ^ v[4].rotate_right(25);
                let choice = (v[4] & v[5]) ^ (!v[4] & v[6]);
                let one = v[7]
                    .wrapping_add(s1)
                    .wrapping_add(choice)
                    .wrapping_add(rounds[t])
                    .wrapping_add(w[t]);
                let s0 = v[0].rotate_right(2) ^ v[0].rotate_right(13) ^ v[0].rotate_right(22);
                let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
                v.rotate_right(1);
                v[4] = v[4].wrapping_add(one);
                v[0] = one.wrapping_add(s0.wrapping_add(majority));
            }
            for (total, v) in state.iter_mut().zip(v) {
                *total = total.wrapping_add(v);
            }
        }
        state.iter().flat_map(|word| word.to_be_bytes()).collect()
    }

    #[test]
    fn the_policy_names_this_script() {
        let published = [0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea];
        assert_eq!(sha256(b"abc")[..8], published);
        let hash = crate::chart::export::base64(&sha256(SCRIPT.as_bytes()));
        assert_eq!(HASH, format!("sha256-{hash}"));
    }

    #[test]
    fn the_script_can_stand_inside_its_element() {
        assert!(!SCRIPT.contains("</") && !SCRIPT.contains("<!--"));
        for asks in [
            "fetch(",
            "XMLHttpRequest",
            "import(",
            "WebSocket",
            "eval(",
            "innerHTML",
        ] {
            assert!(!SCRIPT.contains(asks), "{asks}");
        }
    }
}
