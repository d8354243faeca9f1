//! Rows that are no records: totals, footers, and headers that are repeated below the header. Knows
//! nothing of what the records mean.

use super::column::TASK;
use super::header::{meaning, plain};
use super::sheet::Sheet;
use super::values::{self, shown};
use rayon::prelude::*;

/// First words of totals.
const TOTALS: [&str; 7] = [
    "total",
    "subtotal",
    "sub total",
    "grand total",
    "sum",
    "summe",
    "gesamt",
];

/// First words of footers; a colon follows.
const FOOTERS: [&str; 4] = ["source", "quelle", "note", "notes"];

/// First letters of all those words.
const INITIALS: &[u8] = b"tsgqn";

/// Leaves the rows out that are no records, and returns what to tell about them.
pub(super) fn leave_out(sheet: &mut Sheet) -> Vec<String> {
    let names: Vec<String> = sheet.grid.cells(sheet.header).map(plain).collect();
    let records = sheet.header + 1..sheet.grid.records();
    let records = records.into_par_iter().with_min_len(TASK);
    let aside: Vec<(usize, bool, bool)> = records
        .map(|record| {
            let again = repeats(sheet, record, &names) || renames(sheet, record, &names);
            (record, again, is_footer(sheet, record))
        })
        .filter(|(_, again, footer)| *again || *footer)
        .collect();
    let headers: Vec<usize> = aside.iter().filter(|row| row.1).map(|row| row.0).collect();
    let footers: Vec<usize> = aside.iter().filter(|row| row.2).map(|row| row.0).collect();
    let mut notes = Vec::new();
    let short = sheet.short();
    if !headers.is_empty() {
        notes.push(format!(
            "{short}: {} rows that repeat the headers are left out.",
            headers.len()
        ));
    }
    if let Some(first) = footers.first() {
        let cell = sheet.grid.cells(*first).find(|cell| !cell.is_empty());
        notes.push(format!(
            "{short}: {} rows with totals or remarks are left out (the first begins with `{}`).",
            footers.len(),
            shown(cell.unwrap_or(""))
        ));
    }
    sheet.left_out = headers.into_iter().chain(footers).collect();
    sheet.left_out.sort_unstable();
    sheet.left_out.dedup();
    notes
}

/// A record that holds the headers again. Looked at for every record, so the first cell that differs
/// ends it, in nearly every case by its first letter.
fn repeats(sheet: &Sheet, record: usize, names: &[String]) -> bool {
    let mut filled = 0;
    for (cell, name) in sheet.grid.cells(record).zip(names) {
        if cell.is_empty() {
            continue;
        }
        if !reads(cell, name) {
            return false;
        }
        filled += 1;
    }
    filled >= 2
}

/// Whether a cell in its plain form is this name.
fn reads(cell: &str, name: &str) -> bool {
    let special = |byte: u8| matches!(byte, b'(' | b'[' | b'{' | b'#' | b':');
    if cell.is_ascii() && !cell.bytes().any(special) {
        // The plain form of such a cell are its letters and digits; they need not be written down.
        let letters = cell.bytes().filter(u8::is_ascii_alphanumeric);
        return letters
            .map(|byte| byte.to_ascii_lowercase())
            .eq(name.bytes());
    }
    begins_alike(cell, name) && plain(cell) == *name
}

/// Whether the first letter or digit of a cell is that of a header in its plain form.
fn begins_alike(cell: &str, name: &str) -> bool {
    let first = cell.chars().find(|c| c.is_alphanumeric());
    let first = first.and_then(|c| c.to_lowercase().next());
    first == name.chars().next()
}

/// The record right below the header, where it gives other words for most of the columns.
fn renames(sheet: &Sheet, record: usize, names: &[String]) -> bool {
    if record != sheet.header + 1 {
        return false;
    }
    let means = |plain: &str| meaning(sheet.table, plain).map(|(column, _)| column);
    let (mut filled, mut alike) = (0, 0);
    for (cell, name) in sheet.grid.cells(record).zip(names) {
        if cell.is_empty() {
            continue;
        }
        let cell = plain(cell);
        let twin = means(name).is_some() && means(&cell) == means(name);
        filled += 1;
        alike += usize::from(twin || cell == *name);
    }
    alike >= 3 && alike * 2 >= filled
}

/// A record whose first filled cell begins like a total or a remark and whose other cells are numbers
/// only, so that none of them can be an id in line with the others or a name.
fn is_footer(sheet: &Sheet, record: usize) -> bool {
    let mut filled = sheet.grid.cells(record).filter(|cell| !cell.is_empty());
    let Some(first) = filled.next() else {
        return false;
    };
    let initial = first.as_bytes().first().map(u8::to_ascii_lowercase);
    if !initial.is_some_and(|letter| INITIALS.contains(&letter)) {
        return false;
    }
    let begins = |word: &&str| {
        let head = first.get(..word.len())?;
        let head = head.replace('-', " ");
        let rest = first.get(word.len()..)?;
        let whole = head.eq_ignore_ascii_case(word) && !rest.starts_with(char::is_alphanumeric);
        whole.then_some(rest)
    };
    let total = TOTALS.iter().find_map(&begins);
    let remark = FOOTERS.iter().find_map(begins);
    let remark = remark.is_some_and(|rest| rest.trim_start().starts_with(':'));
    let mut others = filled.peekable();
    let alone = others.peek().is_none();
    let numbers = others.all(|cell| values::number(cell).is_some());
    let plainly = total.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'));
    (remark && alone) || (total.is_some() && numbers && (!alone || plainly))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{issues, notes, org, people};

    #[test]
    fn totals_remarks_and_repeated_headers_are_no_people() {
        let org = org(&[(
            "people.csv",
            "team,id,name,manager,title\nTeam Name,Employee ID,Full Name,Supervisor,Job Title\n\
             Total Rewards,1,Ana,,\nweb,2,Bo,1,\nSubtotal web,2,,,\nteam,id,name,manager,title\n\
             web,3,Cy,2,\nSum,3,,,\nSource: the HR system,,,,\n",
        )]);
        assert_eq!(
            people(&org),
            "Ana (1) @Total Rewards\nBo (2) @web <1\nCy (3) @web <2"
        );
        assert_eq!(issues(&org), "");
        assert!(
            notes(&org).contains("2 rows that repeat the headers"),
            "{}",
            notes(&org)
        );
        assert!(
            notes(&org).contains("3 rows with totals or remarks"),
            "{}",
            notes(&org)
        );
    }

    #[test]
    fn a_team_may_be_called_total() {
        let org = org(&[(
            "teams.csv",
            "id,name,parent\nco,Co,\ntotal-rewards,Total Rewards,co\n",
        )]);
        assert_eq!(org.teams.len(), 2);
    }
}
