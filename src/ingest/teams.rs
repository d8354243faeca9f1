//! The teams table, and the home teams of people where there is one.

use super::column::References;
use super::keys::Clash;
use super::reader::{Cell, Reader};
use super::sheet::Sheet;
use super::values;
use crate::model::{
    Column as C, IssueKind, Membership, PersonId, Subject, Table, Team, TeamId, TeamOrigin, Text,
};
use crate::source::Row;

/// A team with nothing known but its name and place.
pub(super) fn bare_team(key: Text, name: Text, row: Row, column: Option<u16>) -> Team {
    Team {
        key,
        name,
        parent: None,
        lead: None,
        kind: Text::default(),
        function: Text::default(),
        product_line: Text::default(),
        open: None,
        close: None,
        row,
        column,
    }
}

impl<'s> Reader<'s> {
    /// Reads the teams tables: every team first, so that parents may stand below their children.
    pub(super) fn read_teams(&mut self) {
        let mut rows = Vec::new();
        for (number, sheet) in self.of(Table::Teams) {
            let dates = [C::Open, C::Close].map(|column| (column, self.dates(sheet, column)));
            for record in sheet.records() {
                let (open, close) = self.interval(sheet, record, dates);
                if let Some(id) = self.read_team(number, sheet, record) {
                    let team = &mut self.org.teams[id.index()];
                    (team.open, team.close) = (open, close);
                    rows.push((id, number, record));
                }
            }
        }
        let sheets = self.sheets;
        let parents: Vec<References> = sheets
            .iter()
            .map(|sheet| match sheet.table {
                Table::Teams => self.teams_in(sheet, C::Parent),
                _ => References::default(),
            })
            .collect();
        for (id, number, record) in &rows {
            let cell = Cell::of(&sheets[*number], *record, C::Parent);
            if !is_none(cell.text) || self.teams.exact(&self.org.arena, cell.text).is_some() {
                let parent = self.team_of(&parents[*number], cell);
                let parent = parent.filter(|parent| parent != id);
                self.org.teams[id.index()].parent = parent;
            }
        }
        self.team_rows = rows;
        self.org.team_origin = if self.has(Table::Teams) {
            TeamOrigin::Table
        } else {
            TeamOrigin::None
        };
    }

    fn read_team(&mut self, number: usize, sheet: &'s Sheet, record: usize) -> Option<TeamId> {
        let column = if sheet.cell(record, C::Id).is_empty() {
            C::Name
        } else {
            C::Id
        };
        let cell = Cell::of(sheet, record, column);
        if cell.text.is_empty() {
            let place = sheet.row(record).place();
            let message = format!("a row of {} has neither id nor name", sheet.short());
            let issue = self.issue(IssueKind::BadValue, place, message);
            issue.help = Some("give the team an id, or delete the row".to_owned());
            self.reject(number);
            return None;
        }
        if let Some(first) = self.teams.exact(&self.org.arena, cell.text) {
            self.repeated_team(cell, first);
            self.reject(number);
            return None;
        }
        let key = self.org.arena.push(cell.text);
        let name = self.text(sheet, record, C::Name);
        let mut team = bare_team(key, name, sheet.row(record), sheet.index_of(column));
        team.kind = self.text(sheet, record, C::Kind);
        team.function = self.text(sheet, record, C::Function);
        team.product_line = self.text(sheet, record, C::ProductLine);
        Some(self.add_team(team))
    }

    /// Adds a team; an issue where another one's key is spelt nearly alike.
    pub(super) fn add_team(&mut self, team: Team) -> TeamId {
        let clash = self
            .teams
            .add(&self.org.arena, team.key, team.name, Text::default());
        if let Some(Clash::Near(other)) = clash {
            let known = &self.org.teams[other as usize];
            let [old, new] = [known.key, team.key].map(|key| self.org.arena.get(key).to_owned());
            let other = known.row.cell(known.column);
            let message = format!(
                "teams `{old}` and `{new}` differ only in case, white space or Unicode form"
            );
            let issue = self.issue(
                IssueKind::NearDuplicateId,
                team.row.cell(team.column),
                message,
            );
            issue.help = Some("if both mean one team, keep one spelling".to_owned());
            issue.related.push((other, format!("`{old}` is here")));
            issue.subjects = vec![Subject::team(&old), Subject::team(&new)];
        }
        self.org.teams.push(team);
        TeamId::at(self.org.teams.len() - 1)
    }

    fn repeated_team(&mut self, cell: Cell<'s>, first: u32) {
        let known = &self.org.teams[first as usize];
        let place = known.row.cell(known.column);
        let message = format!(
            "team id `{}` is given twice; only its first row is used",
            cell.text
        );
        let issue = self.issue(IssueKind::DuplicateId, cell.place(), message);
        issue.help = Some("give each team an id of its own, or delete one of the rows".to_owned());
        issue.related.push((place, "first given here".to_owned()));
        issue.subjects = vec![Subject::team(cell.text)];
    }

    /// Finds who leads the teams of the table.
    pub(super) fn read_leads(&mut self) {
        for (id, number, record) in std::mem::take(&mut self.team_rows) {
            let cell = Cell::of(&self.sheets[number], record, C::Lead);
            if let Some(first) = values::list(cell.text).next()
                && !is_none(first)
            {
                let lead = self.person(cell.part(first));
                self.org.teams[id.index()].lead = lead;
            }
        }
    }

    /// Home teams from the unit columns of people, where a teams table says which teams there are.
    /// The finest cell that is not blank names it; further teams in the cell are memberships.
    pub(super) fn read_homes(&mut self) {
        let units = |sheet: &Sheet| -> Vec<(u16, References)> {
            let people = sheet.units.iter().filter(|_| sheet.table == Table::People);
            let look = |index: &u16| {
                let (teams, arena) = (&self.teams, &self.org.arena);
                (*index, References::new(teams, arena, sheet, Some(*index)))
            };
            people.map(look).collect()
        };
        let known: Vec<Vec<(u16, References)>> = self.sheets.iter().map(units).collect();
        for index in 0..self.origins.len() {
            let (number, record) = self.origins[index];
            let (sheet, record) = (&self.sheets[number as usize], record as usize);
            let person = PersonId::at(index);
            let Some(index_of_unit) = finest_unit(sheet, record) else {
                continue;
            };
            let mut columns = known[number as usize].iter();
            let column = columns.find(|(index, _)| *index == index_of_unit);
            if let Some(team) = column.and_then(|(_, column)| column.get(record)) {
                self.org.people[index].team = Some(TeamId(team));
                continue;
            }
            let cell = Cell::at(sheet, record, C::Team, index_of_unit);
            let text = cell.text;
            let whole = self.teams.find(&self.org.arena, text).id().map(TeamId);
            if let Some(team) = whole {
                self.team(cell);
                self.org.people[index].team = Some(team);
                continue;
            }
            for part in values::list(text).filter(|part| !is_none(part)) {
                if let Some(team) = self.team(cell.part(part)) {
                    self.settle(person, team, sheet.row(record));
                }
            }
        }
    }

    /// Gives a person a home, or a further team where there is one already.
    pub(super) fn settle(&mut self, person: PersonId, team: TeamId, row: Row) {
        let home = &mut self.org.people[person.index()].team;
        match home {
            None => *home = Some(team),
            Some(known) if *known == team => {}
            Some(_) => self.org.memberships.push(Membership {
                person,
                team,
                role: Text::default(),
                row,
            }),
        }
    }
}

/// Column of the finest unit of a row that is not blank.
fn finest_unit(sheet: &Sheet, record: usize) -> Option<u16> {
    let mut finest = sheet.units.iter().rev().copied();
    finest.find(|index| !is_none(sheet.at(record, *index)))
}

/// Words that mean no unit.
pub(super) fn is_none(cell: &str) -> bool {
    const NONE: [&str; 8] = ["", "-", "--", "n/a", "na", "none", "null", "*"];
    NONE.iter().any(|word| cell.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{issues, org, people, teams};

    #[test]
    fn parents_and_homes_are_keys_or_unique_names() {
        let org = org(&[
            (
                "people.csv",
                "id,team\na,web\nb,Growth\nc,web;growth\nd,wbe",
            ),
            (
                "teams.csv",
                "id,name,parent,lead\nweb,Web team,Growth,a\ngrowth,Growth,,",
            ),
        ]);
        assert_eq!(teams(&org), "web <growth *a\ngrowth");
        assert_eq!(people(&org), "a @web\nb @growth\nc @web\nd");
        assert_eq!(org.memberships.len(), 1);
        assert_eq!(
            issues(&org),
            "people.csv:5:3 UnknownReference unknown team `wbe` in column team of people.csv: none of the 2 teams has this id or name; did you mean `web` (Web team)?"
        );
    }

    #[test]
    fn a_repeated_team_counts_once_and_near_ones_are_told() {
        let org = org(&[("teams.csv", "id,name\nweb,Web\nweb,Web 2\nWEB,\n,")]);
        assert_eq!(teams(&org), "web\nWEB");
        assert_eq!(org.reads[0].rejected, 1);
        assert_eq!(
            issues(&org),
            "teams.csv:3:1 DuplicateId team id `web` is given twice; only its first row is used\n\
             teams.csv:4:1 NearDuplicateId teams `web` and `WEB` differ only in case, white space or Unicode form"
        );
    }

    #[test]
    fn a_blank_team_falls_back_on_the_department() {
        let org = org(&[
            ("people.csv", "id,team,department\na,web,eng\nb,,eng"),
            ("teams.csv", "id,parent\nweb,eng\neng,"),
        ]);
        assert_eq!(people(&org), "a @web\nb @eng");
    }
}
