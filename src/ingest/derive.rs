//! What tables leave open and others tell: units of managers, homes by leads, a team tree from the
//! reporting lines. Knows no cells.

use super::reader::Reader;
use super::teams::bare_team;
use crate::model::{PersonId, TeamId, TeamOrigin};

impl Reader<'_> {
    /// One unit per person with reports, where nothing names any team: its members are the reports,
    /// the unit above is the manager's own. Who reports to nobody belongs to the unit they lead.
    pub(super) fn teams_of_managers(&mut self) {
        if self.org.team_origin != TeamOrigin::None || !self.org.has_managers {
            return;
        }
        let mut unit: Vec<Option<TeamId>> = vec![None; self.org.people.len()];
        let mut leads = vec![false; self.org.people.len()];
        for manager in self.org.people.iter().filter_map(|person| person.manager) {
            leads[manager.index()] = true;
        }
        for index in 0..leads.len() {
            if !leads[index] {
                continue;
            }
            let person = &self.org.people[index];
            let (key, row) = (person.key, person.row);
            let called = if person.name.is_empty() {
                key
            } else {
                person.name
            };
            let name = format!("{}'s team", self.org.arena.get(called));
            let name = self.org.arena.push(&name);
            let mut team = bare_team(key, name, row, None);
            team.lead = Some(PersonId::at(index));
            unit[index] = Some(self.add_team(team));
        }
        for index in 0..unit.len() {
            let above = self.org.people[index].manager.and_then(|m| unit[m.index()]);
            self.org.people[index].team = above.or(unit[index]);
            if let Some(own) = unit[index] {
                self.org.teams[own.index()].parent = above;
            }
        }
        self.org.team_origin = TeamOrigin::Managers;
        self.note(format!(
            "No table or column names teams: each of the {} managers with their reports counts as one unit.",
            self.org.teams.len()
        ));
    }

    /// Homes by leads, where teams are known but nobody has a home: the reports of a lead are the
    /// team's members. Someone who leads several teams says nothing.
    pub(super) fn homes_by_leads(&mut self) {
        if !self.org.has_managers || self.org.people.iter().any(|person| person.team.is_some()) {
            return;
        }
        let mut led: Vec<Option<TeamId>> = vec![None; self.org.people.len()];
        let mut several = vec![false; self.org.people.len()];
        for (index, team) in self.org.teams.iter().enumerate() {
            if let Some(lead) = team.lead {
                several[lead.index()] |= led[lead.index()].is_some();
                led[lead.index()] = Some(TeamId::at(index));
            }
        }
        let mut settled = 0;
        for index in 0..led.len() {
            let of = |person: usize| led[person].filter(|_| !several[person]);
            let manager = self.org.people[index].manager;
            let home = manager
                .and_then(|manager| of(manager.index()))
                .or(of(index));
            settled += usize::from(home.is_some());
            self.org.people[index].team = home;
        }
        if settled > 0 {
            self.note(format!(
                "No column names the team of a person: {settled} people count as members of the team that their manager leads."
            ));
        }
    }

    /// The unit above each team from the reporting lines, where no team names a parent: the home of
    /// the manager of the team's head. Used only when it gives a forest.
    pub(super) fn tree_by_reporting(&mut self) {
        let known = self.org.teams.iter().any(|team| team.parent.is_some());
        if known || !self.org.has_managers || self.org.teams.len() < 2 {
            return;
        }
        let parents: Vec<Option<TeamId>> = self
            .org
            .teams
            .iter()
            .zip(self.outside_homes())
            .enumerate()
            .map(|(index, (team, outside))| {
                let own = TeamId::at(index);
                let by_lead = team.lead.map(|lead| self.home_above(lead, own));
                by_lead.unwrap_or_else(|| outside.one())
            })
            .collect();
        let found = parents.iter().flatten().count();
        if found == 0 || !on_cycles(&parents).is_empty() {
            return;
        }
        for (team, parent) in self.org.teams.iter_mut().zip(parents) {
            team.parent = parent;
        }
        self.note(format!(
            "No table names the unit above a team: for {found} of {} teams it is the home team of the manager of the team's head.",
            self.org.teams.len()
        ));
    }

    /// The first home other than `own` going up from a team's lead.
    fn home_above(&self, lead: PersonId, own: TeamId) -> Option<TeamId> {
        let lead = &self.org.people[lead.index()];
        lead.team.filter(|home| *home != own).or_else(|| {
            let manager = &self.org.people[lead.manager?.index()];
            manager.team.filter(|home| *home != own)
        })
    }

    /// For each team the homes of managers that its members have outside of it.
    fn outside_homes(&self) -> Vec<Outside> {
        let mut outside = vec![Outside::Nobody; self.org.teams.len()];
        for person in &self.org.people {
            let manager = person
                .manager
                .map(|manager| &self.org.people[manager.index()]);
            let (Some(home), Some(above)) = (person.team, manager.and_then(|m| m.team)) else {
                continue;
            };
            if home != above {
                let seen = &mut outside[home.index()];
                *seen = match *seen {
                    Outside::Nobody => Outside::One(above),
                    Outside::One(known) if known == above => Outside::One(known),
                    _ => Outside::Several,
                };
            }
        }
        outside
    }

    /// Cuts cycles of units, so that every walk up ends, and keeps them for the rule about them.
    pub(super) fn cut_unit_cycles(&mut self) {
        let parents: Vec<Option<TeamId>> = self.org.teams.iter().map(|team| team.parent).collect();
        for start in on_cycles(&parents) {
            self.cut_cycle(start);
        }
        self.org.has_team_tree = self.org.teams.iter().any(|team| team.parent.is_some());
    }

    fn cut_cycle(&mut self, start: usize) {
        let mut cycle = vec![TeamId::at(start)];
        while let Some(parent) = cycle
            .last()
            .and_then(|team| self.org.teams[team.index()].parent)
            && parent.index() != start
        {
            cycle.push(parent);
        }
        let first = (0..cycle.len()).min_by_key(|at| cycle[*at]).unwrap_or(0);
        cycle.rotate_left(first);
        self.org.teams[cycle[0].index()].parent = None;
        self.org.parent_cycles.push(cycle);
    }
}

/// Homes of managers outside a team.
#[derive(Clone, Copy, Debug)]
enum Outside {
    Nobody,
    One(TeamId),
    Several,
}

impl Outside {
    fn one(self) -> Option<TeamId> {
        match self {
            Self::One(team) => Some(team),
            Self::Nobody | Self::Several => None,
        }
    }
}

/// One unit of each cycle of parents.
fn on_cycles(parents: &[Option<TeamId>]) -> Vec<usize> {
    let mut found = Vec::new();
    // 0: not seen, else the number of the walk that saw it.
    let mut seen = vec![0_usize; parents.len()];
    for start in 0..parents.len() {
        let mut at = start;
        while seen[at] == 0 {
            seen[at] = start + 1;
            let Some(parent) = parents[at] else {
                break;
            };
            at = parent.index();
            if seen[at] == start + 1 {
                found.push(at);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::{notes, org, people, teams};

    #[test]
    fn without_any_team_each_manager_is_a_unit() {
        let org = org(&[(
            "people.csv",
            "id,name,manager\na,Ana,\nb,Bo,a\nc,Cy,b\nd,,c",
        )]);
        assert_eq!(teams(&org), "a *a\nb <a *b\nc <b *c");
        let homes: Vec<&str> = org.people().filter_map(|p| Some(p.team()?.key())).collect();
        assert_eq!(homes, ["a", "a", "b", "c"]);
        assert_eq!(org.team(crate::model::TeamId(1)).label(), "Bo's team");
    }

    #[test]
    fn leads_settle_their_reports() {
        let org = org(&[
            ("people.csv", "id,manager\na,\nb,a\nc,b"),
            ("teams.csv", "id,lead\ntop,a\nweb,b"),
        ]);
        assert_eq!(people(&org), "a @top\nb @top <a\nc @web <b");
        assert_eq!(teams(&org), "top *a\nweb <top *b");
    }

    #[test]
    fn the_reporting_lines_give_the_tree_where_they_are_clear() {
        let text = "id,team,manager\na,top,\nb,web,a\nc,web,b\nd,app,a\ne,app,d";
        let clear = org(&[("people.csv", text)]);
        assert_eq!(teams(&clear), "top\nweb <top\napp <top");
        assert!(
            notes(&clear).contains("for 2 of 3 teams"),
            "{}",
            notes(&clear)
        );
        let mixed = org(&[("people.csv", &format!("{text}\nf,top,e"))]);
        assert_eq!(teams(&mixed), "top\nweb\napp");
    }

    #[test]
    fn cycles_of_units_are_cut_and_kept() {
        let org = org(&[("teams.csv", "id,parent\nx,c\na,b\nb,c\nc,a\nd,d")]);
        assert_eq!(teams(&org), "x <c\na\nb <c\nc <a\nd");
        let cycle: Vec<&str> = org.parent_cycles[0]
            .iter()
            .map(|t| org.team(*t).key())
            .collect();
        assert_eq!(cycle, ["a", "b", "c"]);
        assert_eq!(org.parent_cycles.len(), 1);
    }
}
