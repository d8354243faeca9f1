//! Labels of a mapping in the strip: their short forms, codes and colours. Knows one mapping and no row.

use super::strip_row::OTHER;
use crate::chart::text;
use crate::chart::theme::{self, Tone};
use crate::facts::{MappingOrigin, TeamMapping};

/// A label without the key in brackets that liaisons carry.
pub(super) fn short(label: &str, origin: MappingOrigin) -> String {
    let name = match (origin, label.rsplit_once(" (")) {
        (MappingOrigin::Liaisons(_), Some((name, _))) => name,
        _ => label,
    };
    text::readable(name).into_owned()
}

/// Initials, or letters by number where initials are not unique.
pub(super) fn codes(names: &[String]) -> Vec<String> {
    let initials = |name: &String| -> String {
        name.split([' ', '-', '_', '/'])
            .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
            .take(2)
            .flat_map(char::to_uppercase)
            .collect()
    };
    let found: Vec<String> = names.iter().map(initials).collect();
    let mut distinct: Vec<&String> = found.iter().filter(|code| !code.is_empty()).collect();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() == names.len() {
        return found;
    }
    (1..=names.len()).map(|n| n.to_string()).collect()
}

/// A colour for each label, the largest first; what exceeds the palette is grey.
pub(super) fn tones(mapping: &TeamMapping) -> Vec<Tone> {
    let most = usize::from(theme::CATEGORIES);
    let mut sizes = vec![0_usize; mapping.labels.len()];
    for label in mapping.leaves.iter().flat_map(|(_, labels)| labels) {
        sizes[*label as usize] += 1;
    }
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|label| std::cmp::Reverse(sizes[*label]));
    let mut coloured: Vec<usize> = order.into_iter().take(most).collect();
    coloured.sort_unstable();
    let mut tones = vec![OTHER; sizes.len()];
    for (number, label) in (0..theme::CATEGORIES).zip(coloured) {
        tones[label] = Tone::Category(number);
    }
    tones
}
