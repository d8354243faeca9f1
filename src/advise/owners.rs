//! Product teams whose people report to many managers, and whether one owner could have them all.

use super::desk::Desk;
use super::group::GroupAdvice;
use crate::lint::words::count;
use crate::model::{Column, CoordinationModel as M, PersonId, TeamId};
use std::collections::BTreeSet;

impl Desk<'_> {
    /// Teams worth a single-threaded owner.
    pub(super) fn owners(&self) -> Vec<GroupAdvice> {
        let org = self.org();
        if org.people.len() > self.options.small_org as usize {
            return Vec::new();
        }
        let found = org.teams().filter_map(|team| {
            let kind = org.text(team.record().kind).to_lowercase();
            let people: BTreeSet<PersonId> = team.residents().map(|person| person.id).collect();
            let leaf = self.facts.tree().units().is_leaf(team.id.0);
            let product = leaf && ["product", "product team", "stream-aligned"].contains(&kind.as_str());
            let managers: BTreeSet<PersonId> = team
                .residents()
                .filter_map(crate::model::PersonRef::manager)
                .map(|manager| manager.id)
                .filter(|manager| !people.contains(manager))
                .collect();
            let functions: BTreeSet<String> = team
                .residents()
                .map(|person| org.text(person.record().function).to_lowercase())
                .collect();
            if !product || managers.len() < self.options.many_managers as usize || functions.len() < 2 {
                return None;
            }
            let name = team.label().to_owned();
            let reason = format!(
                "the {} of {name} report to {} elsewhere, and in an organization of {} one owner is still easy to have",
                count(people.len(), "person", "people"),
                count(managers.len(), "manager", "managers"),
                org.people.len()
            );
            let mut group = GroupAdvice::of("8c", M::SingleThreadedOwner, vec![team.id], (name, reason))?;
            group.evidence = team.residents().map(|person| person.cell(Column::Manager)).collect();
            group.declared = self.bearers(M::SingleThreadedOwner).contains(&team.id);
            group.people = team.lead().map(|lead| lead.id).into_iter().collect();
            group.caution = self.owner_caution(team.id, &people);
            Some(group)
        });
        found.collect()
    }

    /// What would break if everybody of a team reported to its lead.
    fn owner_caution(&self, team: TeamId, people: &BTreeSet<PersonId>) -> Option<String> {
        let org = self.org();
        let name = self.name(team);
        let Some(lead) = org.team(team).lead() else {
            return Some(format!("{name} has no lead who could be the owner"));
        };
        let tree = self.facts.tree().people();
        let above = people
            .iter()
            .any(|person| *person != lead.id && tree.is_ancestor(person.0, lead.id.0));
        let lead_name = lead.short();
        if above {
            return Some(format!("{lead_name} reports to somebody of {name}"));
        }
        if self.facts.members().led_by(lead.id).len() > 1 {
            return Some(format!("{lead_name} leads a second team"));
        }
        if lead
            .manager()
            .is_some_and(|manager| manager.reports().len() == 1)
        {
            return Some(format!(
                "{lead_name} is the only direct report of a manager, and would become one"
            ));
        }
        let others = people.iter().filter(|person| **person != lead.id);
        for person in others.map(|person| org.person(*person)) {
            if person.reports().len() > 0 {
                return Some(format!("{} has reports of their own", person.short()));
            }
            let left = person.manager().map_or(0, |manager| {
                let stay = manager
                    .reports()
                    .filter(|report| !people.contains(&report.id));
                stay.count()
            });
            if let (Some(manager), 1) = (person.manager(), left) {
                return Some(format!(
                    "{} would keep a single direct report",
                    manager.short()
                ));
            }
        }
        let span = lead.reports().len() + people.len();
        if span > self.options.max_span as usize {
            return Some(format!(
                "{lead_name} would have up to {span} direct reports"
            ));
        }
        None
    }
}
