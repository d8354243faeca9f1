//! Headers to columns: the plain form of a header and the alias tables. Knows nothing of cells.

use super::aliases;
use crate::model::{Column, Table};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that products put before the header proper: `Employee Status`, `work.title`.
const PREFIXES: [&str; 13] = [
    "microsoft",
    "employees",
    "employee",
    "workers",
    "worker",
    "internal",
    "person",
    "profile",
    "root",
    "work",
    "user",
    "emp",
    "hr",
];

/// Words that products put behind the header proper: `Job Title Description`.
const SUFFIXES: [&str; 2] = ["description", "desc"];

/// Added to the rank of a header that matches only without its prefix, suffix or number.
const PREFIX_RANK: u16 = 10_000;

/// The form in which headers are compared: brackets and accents dropped, small letters and digits.
pub(super) fn plain(header: &str) -> String {
    let header = scim_attribute(header);
    let outside = without_brackets(header);
    let kept = if outside.chars().any(char::is_alphanumeric) {
        outside.as_str()
    } else {
        header
    };
    kept.replace(['#', '№'], "number")
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// `urn:…:2.0:User:manager.value` names the attribute after the last colon.
fn scim_attribute(header: &str) -> &str {
    if !header.starts_with("urn:") {
        return header;
    }
    let attribute = header.rsplit(':').next().unwrap_or(header);
    let inner = attribute.split_once("User.").map(|(_, inner)| inner);
    inner.unwrap_or(attribute)
}

fn without_brackets(header: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::with_capacity(header.len());
    for c in header.chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// What a plain header means in a table, and how far down the column's words it stands.
pub(super) fn meaning(table: Table, plain: &str) -> Option<(Column, u16)> {
    exact(table, plain).or_else(|| {
        if table != Table::People {
            return None;
        }
        let numbered = numbered(plain)
            .and_then(|(stem, _)| exact(table, &stem))
            .filter(|(column, _)| *column == Column::Manager);
        let bare = bare(plain).find_map(|rest| exact(table, rest));
        let (column, rank) = numbered.or(bare)?;
        Some((column, rank + PREFIX_RANK))
    })
}

/// A header without a word that products put before or behind it.
fn bare(plain: &str) -> impl Iterator<Item = &str> {
    let before = PREFIXES.iter();
    let behind = SUFFIXES.iter();
    before
        .filter_map(move |prefix| plain.strip_prefix(prefix))
        .chain(behind.filter_map(move |suffix| plain.strip_suffix(suffix)))
}

/// A header that numbers its column, `manager2id`, without the number, and the number.
pub(super) fn numbered(plain: &str) -> Option<(String, u32)> {
    let digits = |c: char| c.is_ascii_digit();
    let from = plain.find(digits)?;
    let rest = plain.get(from + 1..)?;
    let number = plain.get(from..=from)?.parse().ok()?;
    let alone = !rest.contains(digits) && (1..=9).contains(&number);
    alone.then(|| (format!("{}{rest}", &plain[..from]), number))
}

/// Whether a people header is a numbered level, which is a unit only where it holds names.
pub(super) fn is_numbered_level(plain: &str) -> bool {
    numbered(plain).is_some_and(|(stem, _)| matches!(stem.as_str(), "level" | "orglevel" | "l"))
}

fn exact(table: Table, plain: &str) -> Option<(Column, u16)> {
    aliases::of(table).iter().find_map(|(column, words)| {
        let rank = words.split_whitespace().position(|word| word == plain)?;
        Some((*column, rank as u16))
    })
}

/// How fine the unit is that a people header names: 0 is the finest; with the column's usual name.
pub(super) fn unit_level(plain: &str) -> Option<(u16, Column)> {
    let find = |wanted: &str| {
        aliases::UNITS
            .iter()
            .position(|(_, words)| words.split_whitespace().any(|word| word == wanted))
            .map(|level| (level as u16, aliases::UNITS[level].0))
    };
    find(plain).or_else(|| bare(plain).find_map(find))
}

/// The words accepted for a column, for messages: the column's own name first.
pub(super) fn accepted(table: Table, column: Column) -> Vec<&'static str> {
    let words = aliases::of(table)
        .iter()
        .find(|(known, _)| *known == column)
        .map_or("", |(_, words)| words);
    words.split_whitespace().take(6).collect()
}

/// The column of the table whose words come nearest to a header that means nothing.
pub(super) fn nearest_column(table: Table, plain: &str) -> Option<Column> {
    let limit = distance_limit(plain.chars().count())?;
    aliases::of(table)
        .iter()
        .flat_map(|(column, words)| words.split_whitespace().map(move |word| (column, word)))
        .filter(|(_, word)| word.len().abs_diff(plain.len()) <= limit)
        .map(|(column, word)| (strsim::osa_distance(word, plain), *column))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, column)| column)
}

/// How many edits may lie between a word and what was meant; none for very short words, where
/// everything is near everything, and for endless ones, where counting edits takes endless.
pub(super) fn distance_limit(length: usize) -> Option<usize> {
    match length {
        3..=5 => Some(1),
        6..=10 => Some(2),
        11..=200 => Some(3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(header: &str) -> String {
        meaning(Table::People, &plain(header))
            .map_or_else(|| "-".to_owned(), |(column, _)| column.name().to_owned())
    }

    #[test]
    fn headers_of_products_are_understood() {
        for (header, expected) in [
            ("Reports-To [Required]", "manager"),
            ("Grade (or equivalent)", "level"),
            ("work.reportsTo.id", "manager"),
            ("root.displayName", "name"),
            ("internal.lifecycleStatus", "status"),
            ("Microsoft_PersonEmail", "email"),
            ("Microsoft_Organization", "division"),
            ("Reports to Senior Post", "manager"),
            ("Post Unique Reference", "id"),
            ("Number of Posts in FTE", "posts"),
            ("Professional/Occupational Group", "function"),
            ("Employee Title", "title"),
            ("Employee #", "id"),
            ("Worker Status", "status"),
            ("Employee.EmployeeID", "id"),
            ("Managed_Position.Parent_Position", "manager"),
            ("AltReportsTo", "dotted-managers"),
            ("Dotted Line Relationships", "dotted-managers"),
            (
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
                "manager",
            ),
            ("Prénom", "first-name"),
            ("Führungskraft", "manager"),
            ("Org Unit Path [Required]", "org-path"),
            ("accountEnabled", "status"),
            ("Job/Team Function", "-"),
            ("Valid?", "-"),
            ("state", "-"),
            ("LEAVE_DATE", "end"),
        ] {
            assert_eq!(people(header), expected, "{header}");
        }
    }

    #[test]
    fn units_are_ordered_from_fine_to_coarse() {
        let level = |header: &str| unit_level(&plain(header)).map(|(level, _)| level);
        assert!(level("Team") < level("Department"));
        assert!(level("Unit") < level("Organisation"));
        assert!(level("Organisation") < level("Parent Department"));
        assert!(level("work.department") < level("Division"));
        assert_eq!(level("Cost Center"), None);
    }

    #[test]
    fn every_unit_word_is_a_people_header() {
        for (_, words) in aliases::UNITS {
            for word in words.split_whitespace() {
                assert!(meaning(Table::People, word).is_some(), "{word}");
            }
        }
    }

    #[test]
    fn a_misspelt_header_is_near_its_column() {
        assert_eq!(
            nearest_column(Table::People, "manger"),
            Some(Column::Manager)
        );
        assert_eq!(nearest_column(Table::People, "shoesize"), None);
    }
}
