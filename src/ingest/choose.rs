//! Of several headers that mean the same, the one whose cells say the most: the manager column whose
//! values name somebody, and the id column that they name. Knows nothing of records.

use super::header::{numbered, plain};
use super::keys::fold;
use super::managers::means_nobody;
use super::sheet::Sheet;
use super::values;
use crate::model::{Column as C, Table};
use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};

type Set<'s> = HashSet<&'s str, FixedState>;

/// Decides between several id or manager columns of people tables.
pub(super) fn choose(sheets: &mut [Sheet], notes: &mut Vec<String>) {
    let people = |sheet: &&mut Sheet| sheet.table == Table::People;
    for sheet in sheets.iter_mut().filter(people) {
        if sheet.offers_of(C::Id).len() > 1 {
            let best = best_id(sheet);
            take(sheet, C::Id, best, notes);
        }
    }
    let choices: Vec<(usize, u16)> = {
        let sheets: &[Sheet] = sheets;
        let open =
            |sheet: &Sheet| sheet.table == Table::People && sheet.offers_of(C::Manager).len() > 1;
        if !sheets.iter().any(open) {
            return;
        }
        let known = Known::new(sheets);
        let numbered = sheets.iter().enumerate().filter(|(_, sheet)| open(sheet));
        numbered
            .map(|(number, sheet)| (number, best_manager(sheet, &known)))
            .collect()
    };
    for (number, best) in choices {
        take(&mut sheets[number], C::Manager, best, notes);
    }
}

fn take(sheet: &mut Sheet, column: C, best: u16, notes: &mut Vec<String>) {
    let offers = sheet.offers_of(column);
    let chosen = if column == C::Manager && !sheet.fixed.contains(&column) {
        family(sheet, best, &offers)
    } else if sheet.fixed.contains(&column) {
        sheet.all_of(column)
    } else {
        vec![best]
    };
    let named = |indexes: &mut dyn Iterator<Item = &u16>| {
        let headers: Vec<&str> = indexes.map(|index| sheet.header_at(*index)).collect();
        headers.join(", ")
    };
    let read = named(&mut chosen.iter());
    let left = named(&mut offers.iter().filter(|index| !chosen.contains(index)));
    let aside = if left.is_empty() {
        String::new()
    } else {
        format!("; left aside: {left}")
    };
    let order = if chosen.len() > 1 {
        ", the first before the others"
    } else {
        ""
    };
    notes.push(format!(
        "{}: {} is read from {read}{order}{aside}.",
        sheet.short(),
        column.name(),
    ));
    sheet.take_all(column, &chosen);
}

/// The manager columns that differ from the best in their number only, `Manager 1` and `Manager 2`:
/// each of them names managers of its own. In the order of their numbers.
fn family(sheet: &Sheet, best: u16, offers: &[u16]) -> Vec<u16> {
    let parts = |index: u16| numbered(&plain(sheet.header_at(index)));
    let Some((stem, _)) = parts(best) else {
        return vec![best];
    };
    let mut members: Vec<(u32, u16)> = offers
        .iter()
        .filter_map(|index| Some((parts(*index)?, *index)))
        .filter(|((other, _), _)| *other == stem)
        .map(|((_, number), index)| (number, index))
        .collect();
    members.sort_unstable();
    members.into_iter().map(|(_, index)| index).collect()
}

/// The offer with the highest score; of equal ones the first.
fn best_of(offers: &[u16], score: impl Fn(u16) -> usize) -> u16 {
    let scored = offers.iter().rev().map(|index| (score(*index), *index));
    scored
        .max_by_key(|(score, _)| *score)
        .map_or(0, |(_, index)| index)
}

/// The id column whose ids the manager columns name most often, provided that it is filled.
fn best_id(sheet: &Sheet) -> u16 {
    let ids = sheet.offers_of(C::Id);
    let filled = |index: u16| {
        let cells = sheet.records().map(|record| sheet.at(record, index));
        cells.filter(|cell| !cell.is_empty()).count()
    };
    let most = ids.iter().map(|index| filled(*index)).max().unwrap_or(0);
    let full: Vec<u16> = ids
        .iter()
        .copied()
        .filter(|index| filled(*index) * 10 >= most * 9)
        .collect();
    best_of(&full, |index| {
        let known: Set<'_> = sheet
            .records()
            .map(|record| sheet.at(record, index))
            .collect();
        let managers = sheet.offers_of(C::Manager);
        let hits = managers.iter().map(|manager| {
            named(sheet, *manager)
                .filter(|cell| known.contains(cell))
                .count()
        });
        hits.max().unwrap_or(0)
    })
}

fn best_manager(sheet: &Sheet, known: &Known<'_>) -> u16 {
    best_of(&sheet.offers_of(C::Manager), |index| {
        named(sheet, index).filter(|cell| known.has(cell)).count()
    })
}

/// Everybody whom a manager column names.
fn named(sheet: &Sheet, index: u16) -> impl Iterator<Item = &str> {
    sheet
        .records()
        .flat_map(move |record| values::list(sheet.at(record, index)))
        .filter(|cell| !means_nobody(cell))
}

/// What people can be called by.
struct Known<'s> {
    ids: Set<'s>,
    /// E-mail addresses and names in their plain form, with how many have them.
    names: HashMap<String, u32, FixedState>,
}

impl<'s> Known<'s> {
    fn new(sheets: &'s [Sheet]) -> Self {
        let mut known = Self {
            ids: Set::default(),
            names: HashMap::default(),
        };
        for sheet in sheets.iter().filter(|sheet| sheet.table == Table::People) {
            for record in sheet.records() {
                let cell = |column| sheet.cell(record, column);
                known.ids.insert(cell(C::Id));
                let halves = format!("{} {}", cell(C::FirstName), cell(C::LastName));
                for name in [cell(C::Email), cell(C::Name), &halves] {
                    *known.names.entry(fold(name)).or_default() += 1;
                }
            }
        }
        known
    }

    fn has(&self, cell: &str) -> bool {
        self.ids.contains(cell) || self.names.get(&fold(cell)) == Some(&1)
    }
}
