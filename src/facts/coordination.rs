//! Declared coordination models: which rows are in force, by model, and who is embedded where.
//! Knows no rule and no limit.

use super::{Edge, Facts};
use crate::model::{
    Column, CoordinationId, CoordinationModel, CoordinationRef, Org, PersonId, Status, TeamId, Term,
};
use std::collections::BTreeMap;

/// A person who works in another team by an embedded row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Embed {
    /// The row.
    pub row: CoordinationId,
    /// The person.
    pub person: PersonId,
    /// The team that the person works in.
    pub team: TeamId,
}

/// Rows in force.
#[derive(Debug)]
pub struct CoordinationFacts {
    by_model: BTreeMap<CoordinationModel, Vec<CoordinationId>>,
    rows: Vec<CoordinationId>,
    embeds: Vec<Embed>,
}

impl CoordinationFacts {
    pub(super) fn new(org: &Org) -> Self {
        let mut by_model: BTreeMap<CoordinationModel, Vec<CoordinationId>> = BTreeMap::new();
        let (mut rows, mut embeds) = (Vec::new(), Vec::new());
        for row in org.coordination().filter(|row| in_force(*row)) {
            rows.push(row.id);
            let Some(model) = row.kind() else {
                continue;
            };
            by_model.entry(model).or_default().push(row.id);
            if model == CoordinationModel::Embedded {
                let record = row.record();
                embeds.extend(record.people.iter().flat_map(|person| {
                    record.to.iter().map(|team| Embed {
                        row: row.id,
                        person: *person,
                        team: *team,
                    })
                }));
            }
        }
        Self {
            by_model,
            rows,
            embeds,
        }
    }

    /// Rows in force, in reading order. A row is not in force when its status says so, when it
    /// begins after today, or when it ended before today and no status says that it goes on.
    pub fn rows(&self) -> &[CoordinationId] {
        &self.rows
    }

    /// Rows in force of one model, in reading order.
    pub fn of(&self, model: CoordinationModel) -> &[CoordinationId] {
        self.by_model.get(&model).map_or(&[], Vec::as_slice)
    }

    /// Every person in every team that an embedded row names.
    pub fn embeds(&self) -> &[Embed] {
        &self.embeds
    }

    /// Dependencies of a unit, or one below it, on another unit or one below that. A unit that holds
    /// the other needs nothing of it.
    pub fn needs<'f>(facts: &'f Facts<'_>, consumer: TeamId, provider: TeamId) -> Vec<&'f Edge> {
        let (tree, dependencies) = (facts.tree(), facts.dependencies());
        if tree.nested(consumer, provider) {
            return dependencies.find(consumer, provider).into_iter().collect();
        }
        let mut found: Vec<u32> = tree
            .units()
            .subtree(provider.0)
            .iter()
            .flat_map(|end| dependencies.graph().in_edges(*end))
            .filter(|(other, _)| tree.contains(consumer, TeamId(*other)))
            .map(|(_, edge)| edge)
            .collect();
        found.sort_unstable();
        let edges = dependencies.edges();
        found
            .into_iter()
            .filter_map(|edge| edges.get(edge as usize))
            .collect()
    }
}

fn in_force(row: CoordinationRef<'_>) -> bool {
    let (record, today) = (row.record(), row.org.as_of);
    let status = Status::parse(row.text(Column::Status));
    let ended = matches!((record.end, today), (Some(end), Some(day)) if end < day);
    let begun = !matches!((record.start, today), (Some(start), Some(day)) if start > day);
    match status {
        Some(Status::Active) => true,
        Some(Status::Planned | Status::Ended) => false,
        None => begun && !ended,
    }
}

#[cfg(test)]
mod tests {
    use super::CoordinationFacts;
    use crate::facts::{FactOptions, Facts};
    use crate::model::{CoordinationModel, TeamId};
    use crate::testing::org_as_of;

    const TEAMS: &str = "== people.csv\nid,team\nana,web\n\
        == teams.csv\nid,parent\nco,\neng,co\nweb,eng\nops,co\n";

    #[test]
    fn rows_are_in_force_unless_they_are_over() {
        let org = org_as_of(
            &format!(
                "{TEAMS}== coordination.csv\nmodel,from,to,person,start,end,status\n\
                 Task Force,web,,,,2024-01-01,\n\
                 task_force,ops,,,,2024-01-01,active\n\
                 rota,web,ops,,2025-01-01,,\n\
                 embed,web,ops,ana,,,ended\n\
                 embedded,web,ops;eng,ana,,,\n\
                 buddy system,web,ops,,,,\n"
            ),
            Some("2024-06-01"),
        );
        let facts = Facts::new(&org, FactOptions::default());
        let rows = facts.coordination();
        assert_eq!(rows.rows().len(), 3);
        assert_eq!(rows.of(CoordinationModel::TaskForce).len(), 1);
        assert_eq!(rows.of(CoordinationModel::Rotation).len(), 0);
        let teams: Vec<TeamId> = rows.embeds().iter().map(|embed| embed.team).collect();
        assert_eq!(teams, [TeamId(3), TeamId(1)]);
    }

    #[test]
    fn needs_lie_between_two_branches() {
        let org = org_as_of(
            &format!("{TEAMS}== dependencies.csv\nfrom,to\nweb,ops\nops,web\nco,ops\n"),
            None,
        );
        let facts = Facts::new(&org, FactOptions::default());
        let needs = |a, b| CoordinationFacts::needs(&facts, TeamId(a), TeamId(b)).len();
        assert_eq!(
            (needs(1, 3), needs(3, 1), needs(0, 3), needs(1, 2)),
            (1, 1, 1, 0)
        );
    }
}
