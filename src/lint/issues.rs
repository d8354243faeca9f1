//! Turns the trouble that reading brought to light into findings, alike for every rule that does
//! so: what repeats is said once. Knows no single rule.

use super::meta::Level;
use super::rule::Context;
use super::sink::Sink;
use super::words::{count, list, thousands};
use crate::model::{Issue, IssueKind, Subject};
use crate::source::{At, FileId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Further rows that a finding points at; the rest is counted.
const SHOWN: usize = 8;

/// Reports all trouble of one kind. What is said of several cells of one column in the same words is
/// one finding, which stays the same when another row joins.
pub fn report_issues(cx: Context<'_>, sink: &mut Sink, kind: IssueKind) {
    for ((file, column), troubles) in &collect(cx, kind) {
        let site = Site::new(cx, *file, *column);
        for trouble in troubles {
            site.report_one(sink, trouble, None);
        }
    }
}

/// Options of the rules that speak once for a whole column where much of it is wrong.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct GroupIssues {
    group_above: usize,
}

impl Default for GroupIssues {
    fn default() -> Self {
        Self { group_above: 20 }
    }
}

impl GroupIssues {
    /// Reports all trouble of one kind as [`report_issues`] does. Where more than `group-above`
    /// cells of one column of a file are wrong, or rows where no column is at fault, and more than
    /// three findings would be left of them, one finding speaks for all: how many cells `fail`
    /// (the second half of the sentence) and which texts are the most frequent. Its subject is the
    /// file.
    pub fn report(&self, cx: Context<'_>, sink: &mut Sink, kind: IssueKind, fail: &str) {
        self.report_graded(cx, sink, kind, fail, |_| None);
    }

    /// The same, where trouble in up to `group-above` cells may have another level than the rule's own.
    pub fn report_graded(
        &self,
        cx: Context<'_>,
        sink: &mut Sink,
        kind: IssueKind,
        fail: &str,
        level: impl Fn(&Issue) -> Option<Level>,
    ) {
        for ((file, column), troubles) in &collect(cx, kind) {
            let site = Site::new(cx, *file, *column);
            let cells: usize = troubles.iter().map(|trouble| trouble.issues.len()).sum();
            if cells > self.group_above && troubles.len() > FEW {
                site.report_all(sink, troubles, fail);
            } else {
                for trouble in troubles {
                    let few = trouble.issues.len() <= self.group_above;
                    let first = trouble.issues.first().filter(|_| few);
                    site.report_one(sink, trouble, first.and_then(|issue| level(issue)));
                }
            }
        }
    }
}

/// The same trouble in one or more rows.
struct Trouble<'a> {
    /// What is wrong in the cells; empty where it is not about a cell.
    text: &'a str,
    /// In file order, at least one.
    issues: Vec<&'a Issue>,
}

/// As many findings about one column are read without effort.
const FEW: usize = 3;

/// A column of a file, or its rows.
type Key = (FileId, Option<u16>);

fn collect<'a>(cx: Context<'a>, kind: IssueKind) -> BTreeMap<Key, Vec<Trouble<'a>>> {
    let issues: Vec<&Issue> = cx.org.issues_of(kind).collect();
    let texts = cx.org.sources.texts(issues.iter().map(|issue| issue.place));
    let mut known: BTreeMap<(Key, &str), usize> = BTreeMap::new();
    let mut sites: BTreeMap<Key, Vec<Trouble<'a>>> = BTreeMap::new();
    for issue in issues {
        let column = match issue.place.at {
            At::Cell(_, column) => Some(column),
            At::File | At::Row(_) | At::Bytes(..) => None,
        };
        let key = (issue.place.file, column);
        let troubles = sites.entry(key).or_default();
        if column.is_none() {
            let (text, issues) = ("", vec![issue]);
            troubles.push(Trouble { text, issues });
            continue;
        }
        // Equal sentences about one column are the same trouble.
        let at = *known
            .entry((key, issue.message.as_str()))
            .or_insert(troubles.len());
        if let Some(trouble) = troubles.get_mut(at) {
            trouble.issues.push(issue);
        } else {
            let cell = texts.get(&issue.place).copied().unwrap_or("");
            let text = quoted_part(cell, &issue.message);
            let issues = vec![issue];
            troubles.push(Trouble { text, issues });
        }
    }
    sites
}

/// The part of a list cell that the message quotes, else the cell.
fn quoted_part<'a>(cell: &'a str, message: &str) -> &'a str {
    cell.split([';', '|', '\n'])
        .map(str::trim)
        .find(|part| message.contains(&format!("`{part}`")))
        .unwrap_or(cell)
}

/// Where trouble of one kind was met.
struct Site<'a> {
    cx: Context<'a>,
    file: FileId,
    column: Option<u16>,
}

impl<'a> Site<'a> {
    fn new(cx: Context<'a>, file: FileId, column: Option<u16>) -> Self {
        Self { cx, file, column }
    }

    /// One finding for one text, of another level than the rule's own where one is given.
    fn report_one(&self, sink: &mut Sink, trouble: &Trouble<'a>, level: Option<Level>) {
        let Some((first, further)) = trouble.issues.split_first() else {
            return;
        };
        let mut draft = sink.report_issue(first);
        if let Some(level) = level {
            draft = draft.level(level);
        }
        let mut told: BTreeSet<&Subject> = first.subjects.iter().collect();
        for (index, issue) in further.iter().enumerate() {
            if index < SHOWN {
                draft = draft.related(issue.place, "the same here");
            }
            let new: Vec<&Subject> = issue.subjects.iter().filter(|s| told.insert(s)).collect();
            draft = draft.subjects(new.into_iter().cloned());
        }
        if !further.is_empty() {
            let rows = count(further.len(), "more row", "more rows");
            draft = draft
                .append(&format!("; the same in {rows}"))
                .amount(trouble.issues.len() as f64, "rows");
        }
        if let Some(header) = self.header() {
            draft.identity(format!("{} {header} {}", self.file_name(), trouble.text));
        }
    }

    /// One finding for the whole column.
    fn report_all(&self, sink: &mut Sink, troubles: &[Trouble<'a>], fail: &str) {
        let mut ranked: Vec<&Trouble<'_>> = troubles.iter().collect();
        ranked.sort_by_key(|trouble| std::cmp::Reverse(trouble.issues.len()));
        let cells: usize = troubles.iter().map(|trouble| trouble.issues.len()).sum();
        let (what, of) = match self.header() {
            Some(header) => (format!("`{header}` cells"), self.filled()),
            None => ("rows".to_owned(), self.rows()),
        };
        let file = self.file_name();
        let of = of.max(cells);
        let texts = match self.column {
            Some(_) => format!(": {}", list(ranked.iter().map(|t| told(t)), 3)),
            None => String::new(),
        };
        let message = format!(
            "{} of {} {what} in {file} {fail}{texts}",
            thousands(cells),
            thousands(of)
        );
        let Some(first) = troubles.first().and_then(|trouble| trouble.issues.first()) else {
            return;
        };
        let mut draft = sink
            .report(first.place, message)
            .subject(Subject::file(file))
            .amount(cells as f64, "cells")
            .identity(format!(
                "{} {}",
                self.file_name(),
                self.header().unwrap_or("rows")
            ));
        for issue in ranked
            .iter()
            .filter_map(|trouble| trouble.issues.first())
            .take(SHOWN)
        {
            draft = draft.related(issue.place, issue.message.clone());
        }
        if let Some(help) = &first.help {
            draft.help(format!("the first of them: {help}"));
        }
    }

    /// Name of the column as the file has it.
    fn header(&self) -> Option<&'a str> {
        let read = self
            .cx
            .org
            .reads
            .iter()
            .find(|read| read.file == self.file)?;
        let (header, _) = read.columns.get(usize::from(self.column?))?;
        Some(header)
    }

    /// How many cells of the column hold anything.
    fn filled(&self) -> usize {
        let read = self.cx.org.reads.iter().find(|read| read.file == self.file);
        read.zip(self.column)
            .and_then(|(read, column)| read.filled.get(usize::from(column)))
            .map_or(0, |filled| *filled as usize)
    }

    /// How many records the file has.
    fn rows(&self) -> usize {
        let read = self.cx.org.reads.iter().find(|read| read.file == self.file);
        read.map_or(0, |read| read.rows as usize)
    }

    /// Name of the file.
    fn file_name(&self) -> &'a str {
        self.cx.org.sources.get(self.file).short_name()
    }
}

/// The text and in how many rows it stands.
fn told(trouble: &Trouble<'_>) -> String {
    match trouble.issues.len() {
        1 => format!("`{}`", trouble.text),
        rows => format!("`{}` ({} rows)", trouble.text, thousands(rows)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_of_a_list_that_a_message_quotes_is_taken() {
        let message = "unknown team `ops` in column targets";
        assert_eq!(quoted_part("web; ops", message), "ops");
        assert_eq!(quoted_part("web", message), "web");
    }
}
