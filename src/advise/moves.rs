//! Whether two teams can be made one, or brought under one director, without breaking anything else.
//! Knows no row of the decision table.

use super::desk::Desk;
use super::guards::Checked;
use crate::model::TeamId;
use std::collections::BTreeSet;

impl Desk<'_> {
    /// Whether anything but people and dependencies names a team: what would have to move with it.
    fn is_named_elsewhere(&self, team: TeamId) -> Option<&'static str> {
        let (org, tree) = (self.org(), self.facts.tree());
        let liaisons = self.facts.liaisons();
        let home = |l: &crate::model::Liaison| l.home == Some(team);
        if !liaisons.covering(tree, team).is_empty() || org.liaisons.iter().any(home) {
            return Some("liaisons");
        }
        if org.mappings.iter().any(|row| tree.nested(row.team, team)) {
            return Some("mappings");
        }
        let named =
            |row: &crate::model::Coordination| row.from == Some(team) || row.to.contains(&team);
        if org.coordination.iter().any(named) {
            return Some("declared models");
        }
        if org
            .projects
            .iter()
            .any(|project| project.teams.contains(&team))
        {
            return Some("projects");
        }
        if org.goals.iter().any(|goal| goal.unit == Some(team)) {
            return Some("goals");
        }
        None
    }

    /// Teams that a team has to do with by dependencies.
    fn partners(&self, team: TeamId) -> BTreeSet<TeamId> {
        let graph = self.facts.dependencies().graph();
        let all = graph.out(team.0).iter().chain(graph.inn(team.0));
        all.map(|other| TeamId(*other)).collect()
    }

    pub(super) fn merged_group(&self, a: TeamId, b: TeamId) -> Checked {
        let (org, units) = (self.org(), self.facts.tree().units());
        let (x, y) = (self.name(a), self.name(b));
        if !units.is_leaf(a.0) || !units.is_leaf(b.0) {
            return Err(format!("{x} and {y} are no plain teams"));
        }
        if org.teams[a.index()].parent != org.teams[b.index()].parent {
            return Err(format!(
                "{x} and {y} lie below different units; begin by embedding"
            ));
        }
        let people: BTreeSet<_> = self
            .facts
            .people_of(a)
            .union(&self.facts.people_of(b))
            .copied()
            .collect();
        if people.len() > self.options.max_people as usize {
            return Err(format!(
                "{x} and {y} would be {} people in one team; make two teams that each hold both functions",
                people.len()
            ));
        }
        if let Some(what) = self
            .is_named_elsewhere(a)
            .or_else(|| self.is_named_elsewhere(b))
        {
            return Err(format!(
                "{what} speak of {x} or {y} and would have to be rewritten; begin by embedding"
            ));
        }
        if let Some(third) = self.partners(a).intersection(&self.partners(b)).next() {
            return Err(format!(
                "{} has to do with both {x} and {y}; begin by embedding",
                self.name(*third)
            ));
        }
        let functions: BTreeSet<String> = people
            .iter()
            .map(|person| org.text(org.people[person.index()].function).to_lowercase())
            .collect();
        if functions.len() == 1 && !functions.contains("") && people.len() > 1 {
            return Err(format!("the people of {x} and {y} are all of one function"));
        }
        if !org.meetings.iter().all(|meeting| meeting.host != Some(b)) {
            return Err(format!("{y} holds meetings of its own; begin by embedding"));
        }
        Ok(())
    }

    /// Whether `b` could be moved under the director of `a`.
    pub(super) fn cousin_team(&self, a: TeamId, b: TeamId) -> Checked {
        let (org, tree) = (self.org(), self.facts.tree());
        let (x, y) = (self.name(a), self.name(b));
        let Some(director) = org.team(a).parent() else {
            return Err(format!("{x} lies below no unit to which {y} could move"));
        };
        if !tree.units().is_leaf(b.0) || org.teams[b.index()].parent.is_none() {
            return Err(format!("{y} is no plain team below another unit"));
        }
        let unit = director.label();
        let left = org
            .team(b)
            .parent()
            .map_or(0, |parent| parent.children().len());
        if left < 2 {
            return Err(format!("nothing would be left of the unit above {y}"));
        }
        if let Some(what) = self.is_named_elsewhere(b) {
            return Err(format!(
                "{what} speak of {y} where it lies now, and would cut across {unit}"
            ));
        }
        let stays = self
            .partners(b)
            .into_iter()
            .find(|other| *other != a && tree.boundary(*other) != tree.boundary(director.id));
        if let Some(other) = stays {
            return Err(format!(
                "{y} has to do with {} as well, which it would move away from",
                self.name(other)
            ));
        }
        if !org.has_managers {
            return Ok(());
        }
        let head = director.lead();
        let lead = org.team(b).lead();
        match (head, lead) {
            (Some(head), Some(lead)) if lead.manager().is_some() => {
                let span = self.spans().posts(head.id);
                if span >= self.options.max_span as usize {
                    return Err(format!(
                        "{} would have {} direct reports",
                        head.short(),
                        span + 1
                    ));
                }
                Ok(())
            }
            _ => Err(format!(
                "nobody says who leads {unit} or {y}, so the reporting lines could not follow"
            )),
        }
    }
}
