//! Words of the coordination table that mean no model: a slip is an issue, a name of one's own that
//! nobody has described gets a note. Knows no model but by name.

use super::header::distance_limit;
use super::reader::{Cell, Reader, row_subject};
use super::sheet::Sheet;
use super::values::{nearest_word, shown};
use crate::model::{Column, CoordinationModel, IssueKind, Term, same_word};
use std::collections::{BTreeMap, BTreeSet};

/// Different words for which the nearest model is looked for; a table has few unless it is hostile.
const SEARCHED: usize = 100;

/// Words that a note names.
const NAMED: usize = 3;

impl<'s> Reader<'s> {
    /// Looks at the model of every row.
    pub(super) fn check_models(&mut self, sheet: &'s Sheet) {
        let mut unknown: BTreeMap<&str, Option<String>> = BTreeMap::new();
        let mut strange: BTreeSet<&str> = BTreeSet::new();
        let mut rows = 0;
        for record in sheet.records() {
            let word = sheet.cell(record, Column::Model);
            if word.is_empty() || self.is_model(word) {
                continue;
            }
            if !unknown.contains_key(word) && unknown.len() < SEARCHED {
                unknown.insert(word, self.nearest_model(word));
            }
            if let Some(near) = unknown.get(word).cloned().flatten() {
                self.misspelt_model(sheet, record, &near);
            } else {
                rows += 1;
                strange.insert(word);
            }
        }
        if !strange.is_empty() {
            let some = strange
                .iter()
                .take(NAMED)
                .map(|word| format!("`{}`", shown(word)));
            let some = some.collect::<Vec<_>>().join(", ");
            let more = if strange.len() > NAMED { " …" } else { "" };
            let rows = if rows == 1 {
                "1 row"
            } else {
                &format!("{rows} rows")
            };
            self.note(format!(
                "{}: the model of {rows} is none of the catalogue ({some}{more}), so nothing of it is checked; describe it under [models] in orglint.toml.",
                sheet.short(),
            ));
        }
    }

    fn is_model(&self, word: &str) -> bool {
        let own = &self.options.models;
        CoordinationModel::parse(word).is_some() || own.iter().any(|known| same_word(known, word))
    }

    /// The model that a slip may have meant; those of one's own first.
    fn nearest_model(&self, word: &str) -> Option<String> {
        let word = word.to_lowercase();
        let limit = distance_limit(word.chars().count())?;
        let own = self.options.models.iter();
        own.map(|known| (strsim::osa_distance(known, &word), known))
            .filter(|(distance, _)| *distance <= limit)
            .min()
            .map(|(_, known)| known.clone())
            .or_else(|| nearest_word::<CoordinationModel>(&word).map(str::to_owned))
    }

    fn misspelt_model(&mut self, sheet: &'s Sheet, record: usize, near: &str) {
        let cell = Cell::of(sheet, record, Column::Model);
        let message = format!(
            "`{}` in column {} of {} is no coordination model; did you mean `{near}`?",
            shown(cell.text),
            cell.header(),
            sheet.short()
        );
        let issue = self.issue(IssueKind::BadValue, cell.place(), message);
        issue.help = Some(
            "correct the word, or describe a model of this name under [models] in orglint.toml; \
             nothing of the row is checked until then"
                .to_owned(),
        );
        issue.subjects = row_subject(sheet, record).into_iter().collect();
    }
}

#[cfg(test)]
mod tests {
    use super::super::Options;
    use super::super::testing::{issues, notes, org_with};
    use crate::model::Org;

    fn declared(models: &[&str], rows: &str) -> Org {
        let table = format!("model,from,to\n{rows}");
        let options = Options {
            models: models.iter().map(|name| (*name).to_owned()).collect(),
            ..Options::default()
        };
        let teams = ("teams.csv", "id\nweb\napp\n");
        org_with(&[teams, ("coordination.csv", &table)], &options)
    }

    #[test]
    fn slips_are_issues_and_strangers_are_notes() {
        let org = declared(
            &["guild-pair", "guild pair"],
            "consultnat,web,app\nGuild Pair,web,app\nguild-piar,web,app\nbuddies,web,app\nbuddies,app,web\nTask Force,web,app\n",
        );
        assert_eq!(
            issues(&org),
            "coordination.csv:2:1 BadValue `consultnat` in column model of coordination.csv is no coordination model; did you mean `consultant`?\n\
             coordination.csv:4:1 BadValue `guild-piar` in column model of coordination.csv is no coordination model; did you mean `guild-pair`?"
        );
        assert!(
            notes(&org).contains("the model of 2 rows is none of the catalogue (`buddies`)"),
            "{}",
            notes(&org)
        );
    }

    #[test]
    fn a_model_of_ones_own_is_strange_until_it_is_described() {
        let rows = "quartermaster,web,app\n";
        assert!(
            notes(&declared(&[], rows))
                .contains("the model of 1 row is none of the catalogue (`quartermaster`)")
        );
        assert_eq!(notes(&declared(&["quartermaster"], rows)), "");
    }
}
