//! An organization of any size, the same for the same seed: a tree of units with four to seven below
//! each, teams of five to eight, dependencies on a few much used providers, a meeting per team and per
//! unit, liaisons. Smells are planted, each in a unit of its own, and `truth.json` names them.

use super::words::{self, Chance};
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::Path;

type Table = csv::Writer<BufWriter<File>>;

/// A team, or a unit above teams. Its people are numbered in a row, the lead first.
#[derive(Clone, Copy)]
struct Team {
    parent: Option<usize>,
    first: usize,
    size: usize,
}

/// A smell that the program must find.
#[derive(Clone, Debug, serde::Serialize)]
pub(crate) struct Planted {
    /// Rule that finds it.
    pub(crate) rule: &'static str,
    /// What the finding must be about, among other things.
    pub(crate) subjects: Vec<String>,
}

/// What is planted, each in lowest units of its own.
const SMELLS: [&str; 10] = [
    "span-too-wide",
    "team-over-eight",
    "reporting-cycle",
    "dependency-cycle",
    "provider-bottleneck",
    "overloaded-liaison",
    "decision-meeting-over-eight",
    "duplicate-id",
    "self-dependency",
    "unknown-reference",
];

/// Everything that is drawn before a row is written.
struct Organization {
    /// Lowest teams first, the root last.
    teams: Vec<Team>,
    /// Number of the lowest teams.
    leaves: usize,
    /// The teams of each lowest unit.
    units: Vec<Vec<usize>>,
    /// Smell of each lowest unit, by number in [`SMELLS`].
    smells: Vec<Option<usize>>,
    people: usize,
}

/// Writes about so many people, at least a thousand.
pub(crate) fn write(people: usize, seed: u64, folder: &Path) -> io::Result<Vec<Planted>> {
    std::fs::create_dir_all(folder)?;
    let mut chance = Chance::new(seed);
    let organization = Organization::draw(people.max(1000), &mut chance);
    let truth = organization.truth();
    organization.write_people(&mut chance, &mut table(folder, "people")?)?;
    organization.write_teams(&mut chance, &mut table(folder, "teams")?)?;
    organization.write_dependencies(&mut chance, &mut table(folder, "dependencies")?)?;
    let mut attendance = table(folder, "attendance")?;
    organization.write_meetings(
        &mut chance,
        &mut table(folder, "meetings")?,
        &mut attendance,
    )?;
    organization.write_liaisons(&mut chance, &mut table(folder, "liaisons")?)?;
    let file = BufWriter::new(File::create(folder.join("truth.json"))?);
    serde_json::to_writer_pretty(file, &truth)?;
    Ok(truth)
}

fn table(folder: &Path, name: &str) -> io::Result<Table> {
    let file = File::create(folder.join(format!("{name}.csv")))?;
    Ok(csv::Writer::from_writer(BufWriter::with_capacity(
        1 << 20,
        file,
    )))
}

/// Keys are spread, so that their order tells nothing. The factors share no divisor with ten.
fn person_key(number: usize) -> String {
    format!("E{:08}", (number * 60_800_023 + 17) % 100_000_000)
}

fn team_key(number: usize) -> String {
    format!("T{:07}", (number * 7_300_403 + 5) % 10_000_000)
}

fn person(number: usize) -> String {
    format!("person:{}", person_key(number))
}

fn team(number: usize) -> String {
    format!("team:{}", team_key(number))
}

fn meeting_key(team: usize) -> String {
    format!("M{team}")
}

impl Organization {
    fn draw(people: usize, chance: &mut Chance) -> Self {
        let mut sizes = Vec::new();
        let mut drawn = 0;
        // Units above take about a fifth of a person for each lowest team, staff included.
        while drawn + sizes.len() * 3 / 10 < people {
            let size = 5 + chance.below(4);
            drawn += size;
            sizes.push(size);
        }
        let (leaves, mut parents) = (sizes.len(), vec![None; sizes.len()]);
        let mut level: Vec<usize> = (0..leaves).collect();
        let mut units: Vec<Vec<usize>> = Vec::new();
        while level.len() > 1 {
            let lowest = level.len() == leaves;
            let mut above = Vec::new();
            let mut rest = level.as_slice();
            while !rest.is_empty() {
                let wanted = 4 + chance.below(4);
                let (group, further) = rest.split_at(if rest.len() < wanted + 4 {
                    rest.len().min(8)
                } else {
                    wanted
                });
                let unit = parents.len();
                parents.push(None);
                sizes.push(1 + chance.below(2));
                for team in group {
                    parents[*team] = Some(unit);
                }
                above.push(unit);
                if lowest {
                    units.push(group.to_vec());
                }
                rest = further;
            }
            level = above;
        }
        let smells = deal(units.len(), chance);
        let mut organization = Self {
            teams: Vec::new(),
            leaves,
            units,
            smells,
            people: 0,
        };
        organization.settle(&parents, sizes);
        organization
    }

    /// Gives people to teams.
    fn settle(&mut self, parents: &[Option<usize>], mut sizes: Vec<usize>) {
        for (unit, smell) in self.units.iter().zip(&self.smells) {
            match smell.map(|smell| SMELLS[smell]) {
                Some("span-too-wide") => sizes[unit[0]] = 14,
                Some("team-over-eight") => sizes[unit[0]] = 9,
                _ => {}
            }
        }
        for (parent, size) in parents.iter().zip(sizes) {
            self.teams.push(Team {
                parent: *parent,
                first: self.people,
                size,
            });
            self.people += size;
        }
    }

    fn lead(&self, team: usize) -> usize {
        self.teams[team].first
    }

    /// Units with a smell.
    fn planted(&self, smell: &str) -> impl Iterator<Item = (usize, &[usize])> {
        let number = SMELLS.iter().position(|known| *known == smell);
        let units = self.units.iter().zip(&self.smells).enumerate();
        units
            .filter(move |(_, (_, planted))| planted.is_some() && **planted == number)
            .map(|(at, (unit, _))| (at, unit.as_slice()))
    }

    fn truth(&self) -> Vec<Planted> {
        let mut truth = Vec::new();
        for rule in SMELLS {
            for (_, unit) in self.planted(rule) {
                let (one, two) = (unit[0], unit[1]);
                let subjects = match rule {
                    "span-too-wide" | "overloaded-liaison" | "duplicate-id" => {
                        vec![person(self.lead(one))]
                    }
                    "team-over-eight" | "provider-bottleneck" | "self-dependency" => {
                        vec![team(one)]
                    }
                    "reporting-cycle" => vec![person(self.lead(one)), person(self.lead(two))],
                    "dependency-cycle" => vec![team(one), team(two), team(unit[2])],
                    "decision-meeting-over-eight" => vec![format!("meeting:{}", meeting_key(one))],
                    _ => vec![person(self.lead(one) + 1)],
                };
                truth.push(Planted { rule, subjects });
            }
        }
        truth
    }

    /// Managers that are not what the tree says, by person.
    fn odd_managers(&self) -> Vec<(usize, String)> {
        let mut odd = Vec::new();
        for (_, unit) in self.planted("reporting-cycle") {
            let leads = [self.lead(unit[0]), self.lead(unit[1])];
            odd.push((leads[0], person_key(leads[1])));
            odd.push((leads[1], person_key(leads[0])));
        }
        for (_, unit) in self.planted("unknown-reference") {
            odd.push((self.lead(unit[0]) + 1, "nobody-of-this-id".to_owned()));
        }
        odd.sort();
        odd
    }

    fn write_people(&self, chance: &mut Chance, out: &mut Table) -> io::Result<()> {
        out.write_record([
            "id", "name", "title", "email", "manager", "team", "location",
        ])?;
        let odd = self.odd_managers();
        let twice: Vec<usize> = (self.planted("duplicate-id"))
            .map(|(_, unit)| self.lead(unit[0]))
            .collect();
        for (number, team) in self.teams.iter().enumerate() {
            for who in team.first..team.first + team.size {
                let above = match team.parent {
                    _ if who > team.first => person_key(team.first),
                    Some(parent) => person_key(self.lead(parent)),
                    None => String::new(),
                };
                let known = odd.binary_search_by_key(&who, |(who, _)| *who);
                let manager = known.map_or(above, |at| odd[at].1.clone());
                let key = person_key(who);
                let rows = if twice.binary_search(&who).is_ok() {
                    2
                } else {
                    1
                };
                for _ in 0..rows {
                    out.write_record([
                        key.as_str(),
                        &words::person(chance),
                        words::title(chance),
                        &format!("{}@example.com", key.to_lowercase()),
                        &manager,
                        &team_key(number),
                        words::place(chance),
                    ])?;
                }
            }
        }
        out.flush()
    }

    fn write_teams(&self, chance: &mut Chance, out: &mut Table) -> io::Result<()> {
        out.write_record(["id", "name", "parent", "lead"])?;
        for (number, team) in self.teams.iter().enumerate() {
            out.write_record([
                &team_key(number),
                &words::team(chance, number),
                &team.parent.map_or(String::new(), team_key),
                &person_key(team.first),
            ])?;
        }
        out.flush()
    }

    /// Teams depend on teams of lower numbers alone, so that every circle is a planted one.
    fn write_dependencies(&self, chance: &mut Chance, out: &mut Table) -> io::Result<()> {
        out.write_record(["from", "to", "kind"])?;
        let mut row = |from: usize, to: usize, kind: &str| {
            out.write_record([&team_key(from), &team_key(to), kind])
        };
        let providers = (self.leaves / 50).max(3);
        for unit in &self.units {
            for (at, &team) in unit.iter().enumerate() {
                for _ in 0..=chance.below(3) {
                    // A power law: the cube of an even draw.
                    let far = (providers as f64 * chance.share().powi(3)) as usize;
                    let to = match at {
                        1.. if chance.below(10) < 6 => unit[chance.below(at)],
                        _ => far,
                    };
                    let kind = chance.one_of(&["hard", "soft", "soft"]);
                    if to < team {
                        row(team, to, kind)?;
                    }
                }
            }
        }
        for (_, unit) in self.planted("dependency-cycle") {
            for (from, to) in [(unit[1], unit[0]), (unit[2], unit[1]), (unit[0], unit[2])] {
                row(from, to, "hard")?;
            }
        }
        for (_, unit) in self.planted("self-dependency") {
            row(unit[0], unit[0], "hard")?;
        }
        for (at, unit) in self.planted("provider-bottleneck") {
            let later = self.units.iter().skip(at + 1).flatten();
            for from in later.take(12) {
                row(*from, unit[0], "hard")?;
            }
        }
        out.flush()
    }

    /// Each team meets, and so do the leads below each unit, who decide.
    fn write_meetings(
        &self,
        chance: &mut Chance,
        out: &mut Table,
        attendance: &mut Table,
    ) -> io::Result<()> {
        out.write_record(["id", "name", "purpose", "host", "minutes", "per week"])?;
        attendance.write_record(["meeting", "person"])?;
        let crowded: Vec<usize> = (self.planted("decision-meeting-over-eight"))
            .map(|(_, unit)| unit[0])
            .collect();
        let mut leads = vec![Vec::new(); self.teams.len()];
        for team in &self.teams {
            if let Some(parent) = team.parent {
                leads[parent].push(team.first);
            }
        }
        for (number, team) in self.teams.iter().enumerate() {
            let key = meeting_key(number);
            let decides = number >= self.leaves || crowded.binary_search(&number).is_ok();
            let minutes = chance.one_of(&["15", "30", "45", "60"]);
            let purpose = if decides { "decision" } else { "status" };
            let (name, host) = (words::meeting(chance), team_key(number));
            out.write_record([key.as_str(), name, purpose, &host, minutes, "1"])?;
            let mut people: Vec<usize> = (team.first..team.first + team.size.min(8)).collect();
            if number >= self.leaves {
                people.truncate(1);
                people.extend(leads[number].iter().take(7));
            } else if crowded.binary_search(&number).is_ok() {
                people = (team.first..team.first + 11).collect();
            }
            for who in people {
                attendance.write_record([&key, &person_key(who)])?;
            }
        }
        out.flush()?;
        attendance.flush()
    }

    fn write_liaisons(&self, chance: &mut Chance, out: &mut Table) -> io::Result<()> {
        out.write_record(["person", "home", "targets", "since"])?;
        let mut row = |home: usize, who: usize, target: usize, month: usize| {
            out.write_record([
                person_key(who),
                team_key(home),
                team_key(target),
                format!("2025-{:02}-01", month + 1),
            ])
        };
        for _ in 0..self.people / 50 {
            let home = chance.below(self.leaves);
            let who = self.lead(home) + 1 + chance.below(3);
            let target = chance.below(self.leaves);
            if target != home {
                row(home, who, target, chance.below(12))?;
            }
        }
        for (at, unit) in self.planted("overloaded-liaison") {
            for step in 1..=8 {
                let other = &self.units[(at + step) % self.units.len()];
                row(unit[0], self.lead(unit[0]), other[0], step)?;
            }
        }
        out.flush()
    }
}

/// Smells of units: each smell for one unit in two hundred, at least for one; a unit with fewer than
/// three teams gets none, and neither does the first, on which many depend, nor the last, behind which
/// there is nobody.
fn deal(units: usize, chance: &mut Chance) -> Vec<Option<usize>> {
    let mut free: Vec<usize> = (1..units.saturating_sub(4)).collect();
    chance.shuffle(&mut free);
    let mut smells = vec![None; units];
    for smell in 0..SMELLS.len() {
        for unit in free.drain(..free.len().min((units / 200).max(1))) {
            smells[unit] = Some(smell);
        }
    }
    smells
}
