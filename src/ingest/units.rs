//! Teams from the columns of people and memberships, where there is no teams table: the unit columns
//! from coarse to fine, a path in one cell, or a supervisory organisation.

use super::header::{plain, unit_level};
use super::reader::{Cell, Reader};
use super::sheet::Sheet;
use super::teams::{bare_team, is_none};
use crate::model::{Column as C, PersonId, Table, TeamId, TeamOrigin};
use foldhash::fast::FixedState;
use hashbrown::HashMap;

/// Share of rows in which a finer unit must lie under one and the same coarser unit for the two
/// columns to be a tree. Our own choice: it forgives slips, not two independent divisions.
const NESTS: f64 = 0.9;

/// Levels that the configuration names start here, so that they never mix with recognised ones.
const CONFIGURED: u16 = 1000;

/// Units of a path in one cell that are told apart; what lies deeper is the name of the last. Deeper
/// trees are not of this world, and names of units grow with the depth.
const DEEPEST: usize = 100;

/// The units of a row, coarse first: level, column, name.
type Path<'s> = Vec<(u16, u16, &'s str)>;

/// The coarser unit of each finer one, by the levels of both.
type Above<'s> = HashMap<Name<'s>, Name<'s>, FixedState>;

/// A unit's level and name.
type Name<'s> = (u16, &'s str);

/// A finer unit and a coarser one in the same row.
type Pair<'s> = (u16, &'s str, u16, &'s str);

/// One unit found in the columns.
struct Unit<'s> {
    parent: Option<u32>,
    name: &'s str,
    person: u32,
    column: u16,
}

#[derive(Default)]
struct Units<'s> {
    list: Vec<Unit<'s>>,
    known: HashMap<(Option<u32>, &'s str), u32, FixedState>,
}

impl<'s> Units<'s> {
    fn get(&mut self, parent: Option<u32>, name: &'s str, person: u32, column: u16) -> u32 {
        *self.known.entry((parent, name)).or_insert_with(|| {
            self.list.push(Unit {
                parent,
                name,
                person,
                column,
            });
            self.list.len() as u32 - 1
        })
    }

    fn path(&self, unit: u32) -> String {
        let unit = &self.list[unit as usize];
        match unit.parent {
            Some(parent) => format!("{}/{}", self.path(parent), unit.name),
            None => unit.name.to_owned(),
        }
    }
}

impl<'s> Reader<'s> {
    /// Makes teams of the unit columns and gives every person a home.
    pub(super) fn read_units(&mut self) {
        let rows: Vec<(u32, u32)> = self.origins.clone();
        let paths: Vec<Sources> = self.sheets.iter().map(sources).collect();
        let row_path = |(sheet, record): (u32, u32)| {
            row_path(
                &self.sheets[sheet as usize],
                &paths[sheet as usize],
                record as usize,
            )
        };
        let (dropped, above, notes) = nesting(rows.iter().map(|row| row_path(*row)));
        let mut units = Units::default();
        let homes: Vec<Option<u32>> = rows
            .iter()
            .enumerate()
            .map(|(person, row)| {
                let path = mended(row_path(*row), &dropped, &above);
                path.iter().fold(None, |parent, (_, column, name)| {
                    Some(units.get(parent, name, person as u32, *column))
                })
            })
            .collect();
        for note in notes {
            self.note(note);
        }
        self.add_units(&units, &homes);
    }

    fn add_units(&mut self, units: &Units<'s>, homes: &[Option<u32>]) {
        let mut named: HashMap<&str, u32, FixedState> = HashMap::default();
        for unit in &units.list {
            *named.entry(unit.name).or_default() += 1;
        }
        for (index, unit) in units.list.iter().enumerate() {
            let name = self.org.arena.push(unit.name);
            let key = if named.get(unit.name) == Some(&1) {
                name
            } else {
                self.org.arena.push(&units.path(index as u32))
            };
            let row = self.org.people[unit.person as usize].row;
            let mut team = bare_team(key, name, row, Some(unit.column));
            team.parent = unit.parent.map(TeamId);
            self.add_team(team);
        }
        for (person, home) in self.org.people.iter_mut().zip(homes) {
            person.team = home.map(TeamId);
        }
        if !units.list.is_empty() {
            self.org.team_origin = TeamOrigin::Columns;
        }
    }

    /// Adds the teams that only memberships name.
    pub(super) fn read_membership_teams(&mut self) {
        for (_, sheet) in self.of(Table::Memberships) {
            for record in sheet.records() {
                let cell = Cell::of(sheet, record, C::Team);
                if is_none(cell.text) || self.teams.find(&self.org.arena, cell.text).id().is_some()
                {
                    continue;
                }
                let key = self.org.arena.push(cell.text);
                let team = bare_team(key, key, sheet.row(record), sheet.index_of(C::Team));
                self.add_team(team);
                self.org.team_origin = TeamOrigin::Columns;
            }
        }
    }

    /// The manager's name in the brackets of a supervisory organisation leads it, and where the file
    /// has no manager column, its people report to that manager.
    pub(super) fn read_supervisory(&mut self) {
        for index in 0..self.origins.len() {
            let (number, record) = self.origins[index];
            let sheet = &self.sheets[number as usize];
            let cell = Cell::of(sheet, record as usize, C::SupervisoryOrg);
            let Some((_, name)) = bracketed(cell.text) else {
                continue;
            };
            let Some(manager) = self.people.find(&self.org.arena, name).id().map(PersonId) else {
                continue;
            };
            let person = &mut self.org.people[index];
            if !sheet.has(C::Manager) && manager.index() != index {
                person.manager = Some(manager);
                self.org.has_managers = true;
            }
            let team = person.team.map(|team| &mut self.org.teams[team.index()]);
            if let Some(team) = team
                && team.column.is_some()
                && team.column == sheet.index_of(C::SupervisoryOrg)
            {
                team.lead.get_or_insert(manager);
            }
        }
    }
}

/// Where a sheet's unit paths come from.
enum Sources {
    /// Unit columns, coarse first, with their levels.
    Columns(Vec<(u16, u16)>),
    /// One cell with the whole path.
    Path(u16),
}

fn sources(sheet: &Sheet) -> Sources {
    if sheet.fixed_units {
        let levels = (0..).map(|depth| CONFIGURED.saturating_sub(depth));
        return Sources::Columns(levels.zip(sheet.units.iter().copied()).collect());
    }
    if let Some(path) = sheet.index_of(C::OrgPath)
        && has_several(sheet, path)
    {
        return Sources::Path(path);
    }
    let level = |index: &u16| {
        let (level, _) = unit_level(&plain(sheet.header_at(*index)))?;
        Some((level + 1, *index))
    };
    let mut columns: Vec<(u16, u16)> = sheet.units.iter().filter_map(level).collect();
    let team = sheet.columns.contains(&Some(C::Team));
    if let Some(index) = sheet.index_of(C::SupervisoryOrg)
        && !team
    {
        columns.push((0, index));
    }
    Sources::Columns(columns)
}

fn has_several(sheet: &Sheet, index: u16) -> bool {
    let mut cells = sheet.records().map(|record| sheet.at(record, index));
    let first = cells.next();
    cells.any(|cell| Some(cell) != first)
}

fn row_path<'s>(sheet: &'s Sheet, sources: &Sources, record: usize) -> Path<'s> {
    match sources {
        Sources::Path(index) => sheet
            .at(record, *index)
            .splitn(DEEPEST, ['/', '\\', '>'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .enumerate()
            .map(|(depth, part)| (CONFIGURED - depth as u16, *index, part))
            .collect(),
        Sources::Columns(columns) => columns
            .iter()
            .map(|(level, index)| (*level, *index, sheet.at(record, *index)))
            .map(|(level, index, cell)| {
                let name = if level == 0 {
                    bracketed(cell).map_or(cell, |(team, _)| team)
                } else {
                    cell
                };
                (level, index, name)
            })
            .filter(|(.., cell)| !is_none(cell))
            .collect(),
    }
}

/// `Team (Manager Name)`, also with a further bracket behind it.
fn bracketed(cell: &str) -> Option<(&str, &str)> {
    let (team, rest) = cell.split_once(" (")?;
    let (name, _) = rest.split_once(')')?;
    Some((team.trim(), name.trim()))
}

/// Without the levels that do not nest, and with blank coarser units filled by the usual ones.
fn mended<'s>(mut path: Path<'s>, dropped: &[u16], above: &Above<'s>) -> Path<'s> {
    path.retain(|(level, ..)| !dropped.contains(level));
    let mut at = path.len().saturating_sub(1);
    while let Some((level, column, name)) = path.get(at).copied() {
        let next = at.checked_sub(1).map(|coarser| path[coarser].0);
        match above.get(&(level, name)) {
            Some((coarser, unit)) if next.is_none_or(|next| next > *coarser) => {
                path.insert(at, (*coarser, column, unit));
            }
            _ if at == 0 => break,
            _ => at -= 1,
        }
    }
    path
}

/// Which levels do not nest, the usual unit above each unit, and what to tell the reader.
fn nesting<'s>(paths: impl Iterator<Item = Path<'s>>) -> (Vec<u16>, Above<'s>, Vec<String>) {
    let mut counts: HashMap<Pair<'s>, u32, FixedState> = HashMap::default();
    for path in paths {
        for (at, (fine, _, name)) in path.iter().enumerate() {
            for (coarse, _, unit) in &path[..at] {
                if *coarse < CONFIGURED / 2 {
                    *counts.entry((*fine, name, *coarse, unit)).or_default() += 1;
                }
            }
        }
    }
    let mut pairs: Vec<(Pair<'s>, u32)> = counts.into_iter().collect();
    pairs.sort_unstable();
    let mut levels: Vec<u16> = pairs
        .iter()
        .flat_map(|((f, _, c, _), _)| [*f, *c])
        .collect();
    levels.sort_unstable();
    levels.dedup();
    let (mut dropped, mut above, mut notes) = (Vec::new(), Above::default(), Vec::new());
    let mut finer: Option<u16> = None;
    for level in levels {
        if let Some(fine) = finer {
            let (share, usual) = usual_units(&pairs, fine, level);
            if share < NESTS {
                dropped.push(level);
                notes.push(format!(
                    "The {} column is not used as a level of units: only {:.0} % of the rows lie under the usual one for their finer unit.",
                    level_name(level),
                    share * 100.0
                ));
                continue;
            }
            above.extend(usual);
        }
        finer = Some(level);
    }
    (dropped, above, notes)
}

fn level_name(level: u16) -> &'static str {
    super::aliases::UNITS
        .get(usize::from(level).wrapping_sub(1))
        .and_then(|(_, words)| words.split_whitespace().next())
        .unwrap_or("unit")
}

type Usual<'s> = Vec<(Name<'s>, Name<'s>)>;

/// Share of rows under the commonest coarser unit of their finer one, and those units. A tie goes to
/// the name that sorts first.
fn usual_units<'s>(pairs: &[(Pair<'s>, u32)], fine: u16, coarse: u16) -> (f64, Usual<'s>) {
    let (mut most, mut all) = (0, 0);
    let mut usual: Vec<(Name<'s>, Name<'s>, u32)> = Vec::new();
    for ((f, name, c, unit), count) in pairs {
        if *f != fine || *c != coarse {
            continue;
        }
        all += count;
        match usual.last_mut() {
            Some((known, best, highest)) if known.1 == *name => {
                if count > highest {
                    most += count - *highest;
                    (*best, *highest) = ((*c, *unit), *count);
                }
            }
            _ => {
                most += count;
                usual.push(((*f, *name), (*c, *unit), *count));
            }
        }
    }
    let share = if all == 0 {
        1.0
    } else {
        f64::from(most) / f64::from(all)
    };
    (
        share,
        usual
            .into_iter()
            .map(|(fine, coarse, _)| (fine, coarse))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::{issues, notes, org, people, teams};

    fn many(row: impl Fn(u32) -> String) -> String {
        (0..20).map(row).collect()
    }

    #[test]
    fn unit_columns_that_nest_are_a_tree() {
        let text = "id,Team,Department\n1,Web,Eng\n2,App,Eng\n3,,Eng\n4,Sales,Sales\n5,Web,";
        let org = org(&[("people.csv", text)]);
        assert_eq!(
            teams(&org),
            "Eng\nWeb <Eng\nApp <Eng\nSales\nSales/Sales <Sales"
        );
        assert_eq!(
            people(&org),
            "1 @Web\n2 @App\n3 @Eng\n4 @Sales/Sales\n5 @Web"
        );
        assert!(org.has_team_tree);
    }

    #[test]
    fn a_name_under_two_parents_is_two_teams() {
        let rows: String = many(|n| format!("{n},T{},D{}\n", n % 4, n % 2));
        let text = format!("id,team,department\n{rows}x,Ops,D0\ny,Ops,D1\n");
        let org = org(&[("people.csv", &text)]);
        let last: Vec<String> = teams(&org)
            .lines()
            .rev()
            .take(2)
            .map(str::to_owned)
            .collect();
        assert_eq!(last, ["D1/Ops <D1", "D0/Ops <D0"]);
    }

    #[test]
    fn a_column_that_cuts_across_is_left_out_and_noted() {
        let rows: String = many(|n| format!("{n},Team {},Legal {}\n", n % 5, n % 2));
        let org = org(&[("people.csv", &format!("id,team,company\n{rows}"))]);
        assert_eq!(teams(&org), "Team 0\nTeam 1\nTeam 2\nTeam 3\nTeam 4");
        assert!(
            notes(&org).contains("company column is not used"),
            "{}",
            notes(&org)
        );
    }

    #[test]
    fn paths_in_one_cell_are_units() {
        let text = "Email Address [Required],Org Unit Path [Required],Department\na@x.org,/,\nb@x.org,/Eng/Web,Any\nc@x.org,/Eng,Any\n";
        let org = org(&[("users.csv", text)]);
        assert_eq!(teams(&org), "Eng\nWeb <Eng");
        assert_eq!(people(&org), "a@x.org\nb@x.org @Web\nc@x.org @Eng");
    }

    #[test]
    fn a_path_without_end_has_an_end() {
        let path = "/x".repeat(20_000);
        let text = format!("email,Org Unit Path\na@x.org,{path}\nb@x.org,/x\n");
        let org = org(&[("users.csv", &text)]);
        assert_eq!(org.teams.len(), super::DEEPEST - 1);
    }

    #[test]
    fn a_supervisory_organisation_names_team_and_manager() {
        let text = "Employee ID,Worker,Supervisory Organization\n1,Ana Lind,\n2,Bo Ek,Product (Ana Lind)\n3,Cy,Web (Bo Ek)\n4,Di,Web (Bo Ek)\n";
        let org = org(&[("workday.csv", text)]);
        assert_eq!(
            people(&org),
            "Ana Lind (1)\nBo Ek (2) @Product <1\nCy (3) @Web <2\nDi (4) @Web <2"
        );
        assert_eq!(teams(&org), "Product *1\nWeb <Product *2");
        assert_eq!(issues(&org), "");
    }

    #[test]
    fn memberships_add_teams_and_homes() {
        let org = org(&[
            ("people.csv", "id,name,email\np1,Ana,\np2,Bo,"),
            (
                "memberships.csv",
                "person,team,role\np1,web,lead\np1,app,\np2,app,member\np1,app,reviewer",
            ),
        ]);
        assert_eq!(teams(&org), "web *p1\napp");
        assert_eq!(people(&org), "Ana (p1) @web\nBo (p2) @app");
        assert_eq!(org.memberships.len(), 1);
        assert_eq!(org.text(org.memberships[0].role), "reviewer");
    }
}
