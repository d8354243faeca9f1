//! The source line of a chart: the files it was drawn from. Knows no chart.

use crate::lint::words;
use crate::model::{Org, Table};

/// `Source: teams.csv and liaisons.csv`: the files that fill these tables, empty where there are none.
pub(super) fn source(org: &Org, tables: &[Table]) -> String {
    const SHOWN: usize = 6;
    let mut names: Vec<&str> = Vec::new();
    for read in tables.iter().flat_map(|table| org.reads_of(*table)) {
        let name = org.sources.get(read.file).short_name();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        String::new()
    } else {
        format!("Source: {}", words::list(names, SHOWN))
    }
}

/// The first words as they are, with a capital letter in front.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
