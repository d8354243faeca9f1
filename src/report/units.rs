//! Which teams and units each finding is about, so that a reader can look at one unit alone. Knows no format.

use super::Report;
use crate::lint::{Finding, Level};
use crate::model::{MeetingId, Org, PersonId, Subject, TeamId};
use std::collections::{BTreeMap, BTreeSet};

/// The units that findings are about.
#[derive(Clone, Debug, Default)]
pub struct Units {
    /// Units with a finding of their own or of a unit below them, in the order of the tree.
    pub listed: Vec<Listed>,
    /// For each finding of the report the units it is about, as indices into `listed`.
    pub about: Vec<Vec<usize>>,
    /// The same with all units above them.
    pub within: Vec<Vec<usize>>,
}

/// A unit with findings.
#[derive(Clone, Copy, Debug)]
pub struct Listed {
    /// The team or unit.
    pub team: TeamId,
    /// Units above it.
    pub depth: usize,
    /// Findings about it or a unit below: errors, warnings, notes.
    pub found: [usize; 3],
}

impl Listed {
    /// All findings about it or a unit below.
    pub fn total(&self) -> usize {
        self.found.iter().sum()
    }
}

/// The units of a report.
pub fn units(report: &Report<'_>) -> Units {
    let org = report.org;
    let keys = Keys::of(org);
    let about: Vec<BTreeSet<TeamId>> = report
        .findings
        .iter()
        .map(|finding| {
            let subjects = finding.subjects.iter();
            subjects.flat_map(|subject| keys.teams(subject)).collect()
        })
        .collect();
    let within: Vec<BTreeSet<TeamId>> = about
        .iter()
        .map(|teams| teams.iter().flat_map(|team| upwards(org, *team)).collect())
        .collect();
    let mut found: BTreeMap<TeamId, [usize; 3]> = BTreeMap::new();
    for (finding, teams) in report.findings.iter().zip(&within) {
        for team in teams {
            found.entry(*team).or_default()[rank(finding)] += 1;
        }
    }
    let listed = in_tree_order(org, &found);
    let at: BTreeMap<TeamId, usize> = listed
        .iter()
        .enumerate()
        .map(|(index, listed)| (listed.team, index))
        .collect();
    let indices = |teams: Vec<BTreeSet<TeamId>>| {
        let of = |teams: BTreeSet<TeamId>| {
            let mut found: Vec<usize> = teams.iter().filter_map(|t| at.get(t).copied()).collect();
            found.sort_unstable();
            found
        };
        teams.into_iter().map(of).collect()
    };
    Units {
        about: indices(about),
        within: indices(within),
        listed,
    }
}

fn rank(finding: &Finding) -> usize {
    match finding.level {
        Level::Error => 0,
        Level::Warning => 1,
        Level::Note | Level::Allow => 2,
    }
}

/// A unit and all units above it. Ingest has cut cycles, so this ends.
fn upwards(org: &Org, team: TeamId) -> impl Iterator<Item = TeamId> {
    std::iter::successors(Some(team), |team| org.teams[team.index()].parent)
}

/// Units with findings, each after the unit above it, siblings by name.
fn in_tree_order(org: &Org, found: &BTreeMap<TeamId, [usize; 3]>) -> Vec<Listed> {
    let by_name = |teams: &mut Vec<TeamId>| {
        // The last comes first off the stack.
        teams.sort_by_key(|team| {
            let team = org.team(*team);
            std::cmp::Reverse((team.label(), team.key()))
        });
    };
    let mut tops: Vec<TeamId> = found
        .keys()
        .copied()
        .filter(|team| org.teams[team.index()].parent.is_none())
        .collect();
    by_name(&mut tops);
    let mut todo: Vec<(TeamId, usize)> = tops.into_iter().map(|team| (team, 0)).collect();
    let mut listed = Vec::with_capacity(found.len());
    while let Some((team, depth)) = todo.pop() {
        let Some(counts) = found.get(&team) else {
            continue;
        };
        listed.push(Listed {
            team,
            depth,
            found: *counts,
        });
        let mut below: Vec<TeamId> = org.team(team).children().map(|child| child.id).collect();
        by_name(&mut below);
        todo.extend(below.into_iter().map(|team| (team, depth + 1)));
    }
    listed
}

/// What the keys of subjects stand for; of two records with one key the first.
struct Keys<'a> {
    org: &'a Org,
    teams: BTreeMap<&'a str, TeamId>,
    people: BTreeMap<&'a str, PersonId>,
    meetings: BTreeMap<&'a str, MeetingId>,
}

impl<'a> Keys<'a> {
    fn of(org: &'a Org) -> Self {
        Self {
            org,
            teams: org.teams().first_by_key(|team| (team.key(), team.id)),
            people: org
                .people()
                .first_by_key(|person| (person.key(), person.id)),
            meetings: org
                .meetings()
                .first_by_key(|meeting| (meeting.key(), meeting.id)),
        }
    }

    /// The teams a subject is about: a person's home, a meeting's host, both ends of what links two.
    fn teams(&self, subject: &Subject) -> Vec<TeamId> {
        let (kind, key) = subject.parts();
        let home = |key: &str| {
            let person = self.people.get(key)?;
            self.org.people[person.index()].team
        };
        let team = |key: &str| self.teams.get(key).copied();
        let ends = || key.split_once('>').unwrap_or((key, ""));
        let found: Vec<Option<TeamId>> = match kind {
            "team" => vec![team(key)],
            "person" => vec![home(key)],
            "meeting" => {
                let meeting = self.meetings.get(key);
                vec![meeting.and_then(|id| self.org.meetings[id.index()].host)]
            }
            "liaison" => vec![home(ends().0), team(ends().1)],
            "dependency" => vec![team(ends().0), team(ends().1)],
            "coordination" => {
                let offered = ends().0.rsplit(':').next().and_then(team);
                let served = ends().1.split(';').map(team);
                std::iter::once(offered).chain(served).collect()
            }
            _ => Vec::new(),
        };
        found.into_iter().flatten().collect()
    }
}

trait ByKey<'a, R>: Iterator<Item = R> + Sized {
    /// Ids by key; the first of equals stays.
    fn first_by_key<I>(self, of: impl Fn(R) -> (&'a str, I)) -> BTreeMap<&'a str, I> {
        let mut map = BTreeMap::new();
        for (key, id) in self.map(of) {
            map.entry(key).or_insert(id);
        }
        map
    }
}

impl<R, T: Iterator<Item = R>> ByKey<'_, R> for T {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Preset};
    use crate::engine;
    use crate::facts::Facts;
    use crate::ingest::{Input, Options, read};

    #[test]
    fn a_finding_belongs_to_its_team_and_to_every_unit_above() {
        let teams = "id,name,parent\nall,All,\nb,Beta,all\na,Alpha,all\nw,Web,b\n";
        let people: String = (0..14).fold("id,manager,team\nboss,,a\n".to_owned(), |text, n| {
            text + &format!("p{n},boss,w\n")
        });
        let inputs = vec![
            Input::new("teams.csv", teams),
            Input::new("people.csv", people),
        ];
        let org = read(inputs, &Options::default()).unwrap();
        let config = Config {
            preset: Preset::All,
            ..Config::default()
        };
        let facts = Facts::new(&org, config.facts);
        let report = engine::run(&facts, &config, None);
        let units = units(&report);
        let shown: Vec<(usize, &str)> = units
            .listed
            .iter()
            .map(|listed| (listed.depth, org.team(listed.team).label()))
            .collect();
        assert_eq!(shown[0], (0, "All"));
        assert!(shown.contains(&(1, "Alpha")), "{shown:?}");
        assert_eq!(units.about.len(), report.findings.len());
        let at = report
            .findings
            .iter()
            .position(|finding| finding.rule.name == "span-too-wide")
            .unwrap();
        let names = |indices: &[usize]| -> Vec<&str> {
            let teams = indices.iter().map(|i| units.listed[*i].team);
            teams.map(|team| org.team(team).label()).collect()
        };
        assert_eq!(names(&units.about[at]), ["Alpha", "Web"]);
        assert_eq!(names(&units.within[at]), ["All", "Alpha", "Beta", "Web"]);
        assert!(units.listed[0].total() >= 1);
    }
}
