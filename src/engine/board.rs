//! How the coordination models of an organization stand: declared or not, holding or broken. Knows
//! no format.

use super::{run_both, run_with};
use crate::advise::{self, Answer};
use crate::config::Config;
use crate::facts::Facts;
use crate::lint::{Finding, RuleEntry};
use crate::model::CoordinationId;
use crate::models::{self, Model};
use crate::rules;
use std::collections::{BTreeMap, BTreeSet};

/// How a model stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nothing declares it.
    Undeclared,
    /// Everything that the files say holds.
    Holds,
    /// Some invariant is broken.
    Broken,
}

impl Standing {
    /// The word in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Undeclared => "-",
            Self::Holds => "holds",
            Self::Broken => "broken",
        }
    }
}

/// One model on the board.
#[derive(Clone, Debug)]
pub struct ModelStanding {
    /// The model.
    pub model: &'static Model,
    /// Rows in force that declare it, those of a table of its own included.
    pub rows: usize,
    /// What is broken; findings of the configured level `allow` and accepted ones are left out.
    pub broken: Vec<Finding>,
    /// Pairs and groups of teams for which the advisor recommends it.
    pub recommended: usize,
}

impl ModelStanding {
    /// How the model stands.
    pub fn standing(&self) -> Standing {
        match (self.rows, self.broken.is_empty()) {
            (_, false) => Standing::Broken,
            (0, true) => Standing::Undeclared,
            (_, true) => Standing::Holds,
        }
    }
}

/// The status board of an organization.
#[derive(Clone, Debug)]
pub struct Board<'a> {
    /// Every model: the catalogue in its order, then those that the configuration describes.
    pub models: Vec<ModelStanding>,
    /// Names in rows in force that are neither, with the number of rows.
    pub unknown: BTreeMap<&'a str, usize>,
}

/// Checks every declared model.
pub fn board<'a>(facts: &Facts<'a>, config: &Config) -> Board<'a> {
    let org = facts.org();
    let entries = models::ALL.iter();
    let mut advised = advise::advise(facts, config.advise);
    advised.consider(&config.models);
    let answers = advised.answers();
    let catalogue = entries.map(|entry| standing(facts, config, entry.model, &answers));
    let own = config.models.iter().map(|custom| {
        let models = std::slice::from_ref(custom);
        let found = run_both(facts, config, None, (&[], models)).findings;
        ModelStanding {
            model: custom.model,
            rows: custom.model.times_declared(facts),
            broken: (found.into_iter())
                .filter(|finding| finding.rule.name == custom.meta.name)
                .collect(),
            recommended: advised.fitting(custom.model.name),
        }
    });
    let models: Vec<ModelStanding> = catalogue.chain(own).collect();
    let described: BTreeSet<CoordinationId> = (config.models.iter())
        .flat_map(|custom| custom.model.declared(facts).into_owned())
        .collect();
    let mut unknown: BTreeMap<&str, usize> = BTreeMap::new();
    for id in facts.coordination().rows() {
        let row = org.coordination_row(*id);
        if row.kind().is_none() && !described.contains(id) {
            *unknown.entry(row.model()).or_default() += 1;
        }
    }
    Board { models, unknown }
}

fn standing(
    facts: &Facts<'_>,
    config: &Config,
    model: &'static Model,
    answers: &BTreeMap<Answer, usize>,
) -> ModelStanding {
    let own = format!("model-{}", model.name);
    let rules: Vec<RuleEntry> = rules::ALL
        .iter()
        .filter(|entry| entry.meta.name == own || model.also.contains(&entry.meta.name))
        .copied()
        .collect();
    let rows = model.times_declared(facts);
    let broken = if rows == 0 {
        Vec::new()
    } else {
        let mut found = run_with(facts, config, None, &rules).findings;
        found.retain(|finding| rules.iter().any(|rule| rule.meta.name == finding.rule.name));
        found
    };
    ModelStanding {
        model,
        rows,
        broken,
        recommended: (model
            .kind
            .and_then(|kind| answers.get(&Answer::Model(kind))))
        .copied()
        .unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Standing, board};
    use crate::config::Config;
    use crate::facts::{FactOptions, Facts};
    use crate::testing::org;

    #[test]
    fn the_board_tells_what_is_declared_and_how_it_stands() {
        let org = org("== teams.csv\nid\nweb\napp\nlegal\n\
             == dependencies.csv\nfrom,to,kind\nweb,legal,hard\n\
             == coordination.csv\nmodel,from,to\n\
             consultant,legal,web\nconsultant,legal,app\nwork-demander,legal,app\nbuddies,web,app\n");
        let facts = Facts::new(&org, FactOptions::default());
        let board = board(&facts, &Config::default());
        assert_eq!(board.models.len(), 27);
        let shown: Vec<(&str, Standing, usize, usize)> = board
            .models
            .iter()
            .filter(|row| row.standing() != Standing::Undeclared)
            .map(|row| (row.model.name, row.standing(), row.rows, row.broken.len()))
            .collect();
        assert_eq!(
            shown,
            [
                ("consultant", Standing::Broken, 2, 1),
                ("work-demander", Standing::Broken, 1, 1),
            ]
        );
        assert_eq!(
            board.unknown.into_iter().collect::<Vec<_>>(),
            [("buddies", 1)]
        );
    }
}
