//! Tables that link what people and teams tables define: memberships, dependencies, mappings,
//! projects, goals.

use super::cells::Dates;
use super::reader::{Cell, Reader, row_subject};
use super::sheet::Sheet;
use super::teams::is_none;
use super::values;
use crate::model::{
    Column as C, Dependency, Goal, IssueKind, Mapping, Membership, PersonId, Project, Subject,
    Table, TeamId, Text,
};
use foldhash::fast::FixedState;
use hashbrown::HashMap;

/// Weights above this are slips.
const MOST_WEIGHT: f64 = 1e12;

/// Bytes of roles that one membership collects from repeated rows before further ones are dropped:
/// the text is written anew with each.
const LONGEST_ROLES: usize = 500;

/// Roles that make a member the lead of the team.
const LEADS: [&str; 6] = [
    "lead",
    "leader",
    "team lead",
    "teamlead",
    "head",
    "team leader",
];

impl<'s> Reader<'s> {
    /// Reads memberships. The first team of somebody without a home is the home.
    pub(super) fn read_memberships(&mut self) {
        let mut known: HashMap<(PersonId, TeamId), usize, FixedState> = HashMap::default();
        let mut leads: Vec<(TeamId, PersonId)> = Vec::new();
        for (number, sheet) in self.of(Table::Memberships) {
            if self.is_foreign(number, sheet, C::Person) {
                continue;
            }
            let end = self.dates(sheet, C::End);
            let mut over = 0;
            for record in sheet.records() {
                if self.is_over(Cell::of(sheet, record, C::End), end) {
                    over += 1;
                    continue;
                }
                let person = self.person(Cell::of(sheet, record, C::Person));
                let team = self.team(Cell::of(sheet, record, C::Team));
                let (Some(person), Some(team)) = (person, team) else {
                    self.reject_blank(number, sheet, record, &[C::Person, C::Team]);
                    continue;
                };
                let role = sheet.cell(record, C::Role);
                if LEADS.contains(&role.to_lowercase().as_str()) {
                    leads.push((team, person));
                }
                self.add_membership((person, team), role, sheet.row(record), &mut known);
            }
            self.note_over(over, "memberships", sheet);
        }
        self.leads_by_role(leads);
    }

    fn add_membership(
        &mut self,
        (person, team): (PersonId, TeamId),
        role: &str,
        row: crate::source::Row,
        known: &mut HashMap<(PersonId, TeamId), usize, FixedState>,
    ) {
        let home = &mut self.org.people[person.index()].team;
        if home.is_none() {
            *home = Some(team);
        }
        if *home == Some(team) {
            return;
        }
        if let Some(index) = known.get(&(person, team)) {
            let before = self.org.arena.get(self.org.memberships[*index].role);
            if before.len() > LONGEST_ROLES || before.split("; ").any(|known| known == role) {
                return;
            }
            let roles = format!("{before}; {role}");
            self.org.memberships[*index].role = self.org.arena.push(roles.trim_matches([';', ' ']));
            return;
        }
        known.insert((person, team), self.org.memberships.len());
        let role = self.org.arena.push(role);
        self.org.memberships.push(Membership {
            person,
            team,
            role,
            row,
        });
    }

    /// A team without lead whose one member has a lead's role is led by that member.
    fn leads_by_role(&mut self, mut leads: Vec<(TeamId, PersonId)>) {
        leads.sort_unstable();
        leads.dedup();
        let mut found = 0;
        for (index, (team, person)) in leads.iter().enumerate() {
            let alone = |other: Option<&(TeamId, PersonId)>| other.is_none_or(|(t, _)| t != team);
            let before = index.checked_sub(1).and_then(|at| leads.get(at));
            let record = &mut self.org.teams[team.index()];
            if record.lead.is_none() && alone(before) && alone(leads.get(index + 1)) {
                record.lead = Some(*person);
                found += 1;
            }
        }
        if found > 0 {
            self.note(format!(
                "{found} teams have the lead that their memberships name as such."
            ));
        }
    }

    /// Whether an end lies before the day that counts as today.
    pub(super) fn is_over(&mut self, cell: Cell<'s>, dates: Dates) -> bool {
        let end = self.date(cell, dates);
        matches!((end, self.options.as_of), (Some(end), Some(day)) if end < day)
    }

    /// Notes rows that are left out because they have ended.
    pub(super) fn note_over(&mut self, over: u32, what: &str, sheet: &Sheet) {
        if over > 0 {
            self.note(format!(
                "{}: {over} {what} have ended and are not counted.",
                sheet.short()
            ));
        }
    }

    /// Rejects a row; where an essential cell is blank that is the issue, else it has one already.
    pub(super) fn reject_blank(
        &mut self,
        number: usize,
        sheet: &'s Sheet,
        record: usize,
        columns: &[C],
    ) {
        for column in columns {
            let cell = Cell::of(sheet, record, *column);
            if cell.text.is_empty() && sheet.has(*column) {
                let message = format!(
                    "a row of {} has a blank {}, so it says nothing",
                    sheet.short(),
                    cell.header()
                );
                let issue = self.issue(IssueKind::BadValue, cell.place(), message);
                issue.help = Some("fill the cell or delete the row".to_owned());
                issue.subjects = row_subject(sheet, record).into_iter().collect();
            }
        }
        self.reject(number);
    }

    /// Reads dependencies.
    pub(super) fn read_dependencies(&mut self) {
        for (number, sheet) in self.of(Table::Dependencies) {
            if self.is_foreign(number, sheet, C::From) {
                continue;
            }
            let strength = self.words(sheet, C::Kind);
            let need = self.words(sheet, C::Need);
            let context = self.words(sheet, C::Context);
            let frequency = self.words_or(sheet, C::Frequency, values::frequency);
            let duration = self.words(sheet, C::Duration);
            let dates = [C::Since, C::Until].map(|column| (column, self.dates(sheet, column)));
            let ends = [C::From, C::To].map(|column| self.teams_in(sheet, column));
            self.org.dependencies.reserve(sheet.grid.records());
            let mut over = 0;
            for record in sheet.records() {
                let (_, until) = self.interval(sheet, record, dates);
                if matches!((until, self.options.as_of), (Some(end), Some(day)) if end < day) {
                    over += 1;
                    continue;
                }
                let cell = |column| sheet.cell(record, column);
                let template = Dependency {
                    from: TeamId(0),
                    to: TeamId(0),
                    strength: strength.get(cell(C::Kind)).copied().flatten(),
                    kind: self.text(sheet, record, C::Kind),
                    need: need.get(cell(C::Need)).copied().flatten(),
                    context: context.get(cell(C::Context)).copied().flatten(),
                    frequency: frequency.get(cell(C::Frequency)).copied().flatten(),
                    duration: duration.get(cell(C::Duration)).copied().flatten(),
                    fallback: self.text(sheet, record, C::Fallback),
                    project: self.text(sheet, record, C::Project),
                    weight: self.number(Cell::of(sheet, record, C::Weight), MOST_WEIGHT),
                    can_do_there: self.truth(Cell::of(sheet, record, C::CanDoThere)),
                    row: sheet.row(record),
                };
                match [ends[0].get(record), ends[1].get(record)] {
                    [Some(from), Some(to)] if from != to => {
                        let (from, to) = (TeamId(from), TeamId(to));
                        let row = Dependency {
                            from,
                            to,
                            ..template
                        };
                        self.org.dependencies.push(row);
                    }
                    _ => self.add_dependencies(number, sheet, record, &template),
                }
            }
            self.note_over(over, "dependencies", sheet);
        }
    }

    /// One dependency per team in the `to` cell.
    fn add_dependencies(
        &mut self,
        number: usize,
        sheet: &'s Sheet,
        record: usize,
        template: &Dependency,
    ) {
        let from = self.team(Cell::of(sheet, record, C::From));
        let to = self.team_list(Cell::of(sheet, record, C::To));
        let mut used = false;
        if let Some(from) = from {
            for to in &to {
                if from == *to {
                    self.self_dependency(sheet, record, from);
                    continue;
                }
                used = true;
                self.org.dependencies.push(Dependency {
                    from,
                    to: *to,
                    ..template.clone()
                });
            }
        }
        if !used {
            self.reject_blank(number, sheet, record, &[C::From, C::To]);
        }
    }

    fn self_dependency(&mut self, sheet: &'s Sheet, record: usize, team: TeamId) {
        let key = self
            .org
            .arena
            .get(self.org.teams[team.index()].key)
            .to_owned();
        let place = Cell::of(sheet, record, C::To).place();
        let message = format!("team `{key}` depends on itself; the row is not counted");
        let issue = self.issue(IssueKind::SelfDependency, place, message);
        issue.help = Some("delete the row, or name the other team".to_owned());
        issue.subjects = vec![Subject::dependency(&key, &key), Subject::team(&key)];
    }

    /// The teams a cell names: one, or a list separated by `;` or line ends; by `,` or `|` only
    /// where the parts are not all one name.
    pub(super) fn team_list(&mut self, cell: Cell<'s>) -> Vec<TeamId> {
        if is_none(cell.text) {
            return Vec::new();
        }
        let whole = self.teams.find(&self.org.arena, cell.text).id().is_some();
        let parts: Vec<&str> = if whole {
            vec![cell.text]
        } else if cell.text.contains([';', '\n', '|']) {
            values::list(cell.text).collect()
        } else {
            let parts: Vec<&str> = cell.text.split(',').map(str::trim).collect();
            let known = |part: &&str| self.teams.find(&self.org.arena, part).id().is_some();
            let any = parts.iter().any(known);
            if any { parts } else { vec![cell.text] }
        };
        let mut teams = Vec::with_capacity(parts.len());
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            let team = self.team(cell.part(part));
            teams.extend(team.filter(|team| !teams.contains(team)));
        }
        teams
    }

    /// Reads mappings.
    pub(super) fn read_mappings(&mut self) {
        for (number, sheet) in self.of(Table::Mappings) {
            for record in sheet.records() {
                let team = self.team(Cell::of(sheet, record, C::Team));
                let (mapping, label) =
                    (sheet.cell(record, C::Mapping), sheet.cell(record, C::Label));
                match team {
                    Some(team) if !mapping.is_empty() && !label.is_empty() => {
                        let [mapping, label] =
                            [mapping, label].map(|text| self.org.arena.push(text));
                        self.org.mappings.push(Mapping {
                            mapping,
                            team,
                            label,
                            row: sheet.row(record),
                        });
                    }
                    _ => self.reject_blank(number, sheet, record, &[C::Mapping, C::Team, C::Label]),
                }
            }
        }
    }

    /// Reads projects.
    pub(super) fn read_projects(&mut self) {
        for (number, sheet) in self.of(Table::Projects) {
            for record in sheet.records() {
                let Some(key) = self.own_key(number, sheet, record) else {
                    continue;
                };
                let teams = self.team_list(Cell::of(sheet, record, C::Teams));
                let cells = self.other_cells(sheet, record, &[C::Id, C::Teams]);
                self.org.projects.push(Project {
                    key,
                    teams,
                    cells,
                    row: sheet.row(record),
                });
            }
        }
    }

    /// Reads goals.
    pub(super) fn read_goals(&mut self) {
        for (number, sheet) in self.of(Table::Goals) {
            for record in sheet.records() {
                let Some(key) = self.own_key(number, sheet, record) else {
                    continue;
                };
                let unit = self.team(Cell::of(sheet, record, C::Unit));
                let cells = self.other_cells(sheet, record, &[C::Id, C::Unit]);
                self.org.goals.push(Goal {
                    key,
                    unit,
                    cells,
                    row: sheet.row(record),
                });
            }
        }
    }

    /// Id or name of a row; a row with neither is rejected.
    fn own_key(&mut self, number: usize, sheet: &'s Sheet, record: usize) -> Option<Text> {
        let id = sheet.cell(record, C::Id);
        let key = if id.is_empty() {
            sheet.cell(record, C::Name)
        } else {
            id
        };
        if key.is_empty() {
            self.reject_blank(number, sheet, record, &[C::Id, C::Name]);
            return None;
        }
        Some(self.org.arena.push(key))
    }

    /// All cells that are not blank, except those of some columns.
    pub(super) fn other_cells(
        &mut self,
        sheet: &Sheet,
        record: usize,
        except: &[C],
    ) -> Vec<(C, Text)> {
        let mut cells = Vec::new();
        for (index, column) in sheet.columns.iter().enumerate() {
            let cell = sheet.grid.cell(record, index);
            if let Some(column) = column
                && !except.contains(column)
                && !cell.is_empty()
            {
                cells.push((*column, self.org.arena.push(cell)));
            }
        }
        cells
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{issues, notes, org};
    use crate::model::{Org, Strength};

    const TEAMS: (&str, &str) = ("teams.csv", "id,name\nweb,Web\napp,App\nops,Ops\n");

    fn dependencies(text: &str) -> Org {
        org(&[TEAMS, ("dependencies.csv", text)])
    }

    fn shown(org: &Org) -> String {
        let lines = org.dependencies().map(|row| {
            let record = row.record();
            format!(
                "{}>{} {:?}",
                row.from().key(),
                row.to().key(),
                record.strength
            )
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn rows_are_read_and_bad_ones_told() {
        let org = dependencies(
            "from,to,kind,weight\nweb,app,hard,2\nweb,web,,\nweb,opps,soft,\napp,ops;web,hrad,-1\n",
        );
        assert_eq!(
            shown(&org),
            "web>app Some(Hard)\napp>ops None\napp>web None"
        );
        assert_eq!(org.reads[1].rejected, 2);
        assert_eq!(
            issues(&org),
            "dependencies.csv:3:5 SelfDependency team `web` depends on itself; the row is not counted\n\
             dependencies.csv:4:5 UnknownReference unknown team `opps` in column to of dependencies.csv: none of the 3 teams has this id or name; did you mean `ops` (Ops)?\n\
             dependencies.csv:5:13 BadValue `hrad` in column kind of dependencies.csv is not one of hard, soft; did you mean `hard`?\n\
             dependencies.csv:5:18 BadValue `-1` in column weight of dependencies.csv is not a number from 0 to 1000000000000"
        );
    }

    #[test]
    fn unknown_words_throughout_are_labels() {
        let org = dependencies("from,to,kind\nweb,app,stakeholder\napp,ops,package\n");
        assert_eq!(shown(&org), "web>app None\napp>ops None");
        assert_eq!(issues(&org), "");
        assert!(
            notes(&org).contains("none of the 2 words of column kind (package, stakeholder)"),
            "{}",
            notes(&org)
        );
    }

    #[test]
    fn words_may_be_mapped() {
        let mut file = super::super::Input::new("dependencies.csv", "from,to,kind\nweb,app,stop\n");
        file.spec.values = vec![(
            crate::model::Column::Kind,
            vec![("stop".to_owned(), "hard".to_owned())],
        )];
        let teams = super::super::Input::new(TEAMS.0, TEAMS.1);
        let org = super::super::read(vec![teams, file], &super::super::Options::default()).unwrap();
        assert_eq!(org.dependencies[0].strength, Some(Strength::Hard));
    }

    #[test]
    fn a_file_of_edges_between_others_is_not_used() {
        let org = org(&[TEAMS, ("edges.csv", "source,target,weight\nx,y,1\ny,z,2\n")]);
        assert!(org.dependencies.is_empty());
        assert_eq!(
            issues(&org),
            "edges.csv:1:1 UnusedFile edges.csv is not used: its headers are those of dependencies, but none of its 2 rows names a known team"
        );
    }

    #[test]
    fn mappings_projects_and_goals() {
        let org = org(&[
            TEAMS,
            (
                "mappings.csv",
                "mapping,team,label\nregion,web,north\nregion,web,\nregion,wob,south\n",
            ),
            ("projects.csv", "id,teams,priority\nx,web;app,1\n,web,2\n"),
            (
                "goals.csv",
                "id,unit,parent_goal,cadence\ng1,web,,weekly\ng2,Nowhere,g1,\n",
            ),
        ]);
        assert_eq!(
            (org.mappings.len(), org.projects.len(), org.goals.len()),
            (1, 1, 2)
        );
        assert_eq!(org.projects[0].teams.len(), 2);
        assert_eq!(org.goals[1].unit, None);
        assert_eq!(org.issues.len(), 4, "{}", issues(&org));
    }
}
