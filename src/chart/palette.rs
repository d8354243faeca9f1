//! Brings a picture down to 256 colours, which halves a PNG and the time to pack it.
//!
//! Charts have few flat colours and many shades on the edges of letters. The flat ones are kept exactly; a
//! shade takes the nearest colour kept. It must not know what the picture shows. No chance, no hash order:
//! the same pixels give the same palette.

/// Colours of an indexed PNG.
const MOST: usize = 256;
/// With more distinct colours than this the picture is no chart of ours and stays as it is.
const MOST_DISTINCT: usize = 1 << 14;
/// Slots of the table of colours; a power of two well above [`MOST_DISTINCT`].
const SLOTS: usize = 1 << 16;
/// So many of the commonest colours are kept exactly: more than a theme has.
const FLAT: usize = 96;
/// A colour of so many pixels is as important as any: rare shades must not be forgotten.
const COMMON: u32 = 8;
/// How far a shade may move, as the squared distance over the three channels (twenty per channel; only rare edge pixels move so far).
const FARTHEST: u32 = 1200;

/// A palette of red, green and blue, and one index per pixel.
pub(super) struct Indexed {
    /// Three bytes per colour.
    pub(super) palette: Vec<u8>,
    /// One byte per pixel.
    pub(super) pixels: Vec<u8>,
}

/// One distinct colour of the picture.
struct Shade {
    rgb: [u8; 3],
    count: u32,
    /// Squared distance to the nearest colour chosen so far, and which that is.
    off: u32,
    nearest: u8,
}

/// The picture in at most 256 colours, or none when a colour would be visibly off.
pub(super) fn indexed(rgba: &[u8]) -> Option<Indexed> {
    let (mut shades, which) = distinct(rgba)?;
    let chosen = choose(&mut shades);
    if shades.iter().any(|s| s.off > FARTHEST) {
        return None;
    }
    Some(Indexed {
        palette: chosen.into_iter().flatten().collect(),
        pixels: which
            .into_iter()
            .map(|at| shades[usize::from(at)].nearest)
            .collect(),
    })
}

/// The distinct colours in order of appearance, and for each pixel which it has.
fn distinct(rgba: &[u8]) -> Option<(Vec<Shade>, Vec<u16>)> {
    let mut shades: Vec<Shade> = Vec::new();
    let mut slots = vec![u16::MAX; SLOTS];
    let mut which = Vec::with_capacity(rgba.len() / 4);
    for pixel in rgba.chunks_exact(4) {
        let rgb = [pixel[0], pixel[1], pixel[2]];
        // Most pixels repeat the one before.
        let same = which
            .last()
            .is_some_and(|&at: &u16| shades[usize::from(at)].rgb == rgb);
        let at = if same {
            which[which.len() - 1]
        } else {
            find(rgb, &mut slots, &mut shades)?
        };
        shades[usize::from(at)].count += 1;
        which.push(at);
    }
    Some((shades, which))
}

/// The place of a colour among the distinct ones, entered if new; none when there are too many.
fn find(rgb: [u8; 3], slots: &mut [u16], shades: &mut Vec<Shade>) -> Option<u16> {
    let key = u32::from_le_bytes([rgb[0], rgb[1], rgb[2], 0]);
    let mut at = (key.wrapping_mul(0x9e37_79b1) >> 16) as usize;
    loop {
        match slots[at] {
            u16::MAX if shades.len() == MOST_DISTINCT => return None,
            u16::MAX => {
                slots[at] = shades.len() as u16;
                shades.push(Shade {
                    rgb,
                    count: 0,
                    off: u32::MAX,
                    nearest: 0,
                });
                return Some(slots[at]);
            }
            found if shades[usize::from(found)].rgb == rgb => return Some(found),
            _ => at = (at + 1) % SLOTS,
        }
    }
}

/// Chooses the commonest colours, then again and again the one whose pixels are furthest off in sum.
fn choose(shades: &mut [Shade]) -> Vec<[u8; 3]> {
    let mut chosen = Vec::new();
    while chosen.len() < MOST {
        let exact = chosen.len() < FLAT;
        let weight = |s: &Shade| match s.off {
            0 => 0,
            _ if exact => u64::from(s.count),
            off => u64::from(s.count.min(COMMON)) * u64::from(off),
        };
        // The colour itself decides between equals, so that nothing hangs on the order.
        let next = shades.iter().max_by_key(|s| (weight(s), s.rgb));
        let Some(next) = next.filter(|s| s.off > 0) else {
            break;
        };
        let rgb = next.rgb;
        for shade in &mut *shades {
            let off = distance(shade.rgb, rgb);
            if off < shade.off {
                (shade.off, shade.nearest) = (off, chosen.len() as u8);
            }
        }
        chosen.push(rgb);
    }
    chosen
}

fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    a.iter()
        .zip(b)
        .map(|(a, b)| u32::from(a.abs_diff(b)).pow(2))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(colors: impl IntoIterator<Item = [u8; 3]>) -> Vec<u8> {
        colors
            .into_iter()
            .flat_map(|[r, g, b]| [r, g, b, 255])
            .collect()
    }

    fn back(indexed: &Indexed) -> Vec<[u8; 3]> {
        indexed
            .pixels
            .iter()
            .map(|&i| [0, 1, 2].map(|c| indexed.palette[usize::from(i) * 3 + c]))
            .collect()
    }

    #[test]
    fn few_colours_are_kept_exactly() {
        let colors: Vec<[u8; 3]> = (0..256u32).map(|n| [n as u8, (n * 7) as u8, 200]).collect();
        let found = indexed(&picture(colors.iter().copied().cycle().take(1000))).unwrap();
        assert_eq!(
            back(&found),
            colors.into_iter().cycle().take(1000).collect::<Vec<_>>()
        );
    }

    #[test]
    fn flat_colours_stay_and_shades_move_little() {
        let flat = [[255, 255, 255], [200, 30, 40], [20, 90, 200], [0, 160, 120]];
        let shade = |n: u32| {
            let s = (n % 90) as u8;
            flat[n as usize % 4].map(|c: u8| c.saturating_sub(s))
        };
        let colors: Vec<[u8; 3]> = (0..4000u32)
            .map(|n| {
                if n % 2 == 0 {
                    flat[n as usize / 2 % 4]
                } else {
                    shade(n / 2)
                }
            })
            .collect();
        let found = indexed(&picture(colors.iter().copied())).unwrap();
        assert!(found.palette.len() <= 3 * MOST);
        for (was, is) in colors.iter().zip(back(&found)) {
            assert!(!flat.contains(was) || *was == is);
            assert!(distance(*was, is) <= FARTHEST);
        }
    }

    #[test]
    fn a_picture_of_very_many_colours_is_refused() {
        let scattered = (0..8000u32)
            .map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes())
            .map(|[a, b, c, _]| [a, b, c]);
        assert!(indexed(&picture(scattered)).is_none());
    }
}
