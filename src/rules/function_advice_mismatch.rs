//! `function-advice-mismatch`: see [`META`] for its documentation.

use crate::facts::Discipline;
use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Table, TeamId};
use crate::source::Place;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Notes teams whose function has well-tried ways of working with others and that declare other
    /// ways only: product marketing works through liaisons; security is embedded, sends liaisons or
    /// is an objective expert; support sends liaisons or embeds; design embeds or consults; a
    /// platform is self-service or consults; architecture is a centralized liaison; product
    /// management is embedded. Coordination rows and liaisons both count as declared; centralized
    /// models and roles, which are no way of serving a single team, do not count at all.
    ///
    /// ## Why it matters
    /// The nature of a discipline says much about what it must know of the teams it serves. Support
    /// behind a ticket queue hears late; a platform that works by request becomes a bottleneck.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id,parent,function
    /// support,,support
    /// web,,engineering
    /// == coordination.csv
    /// model,from,to
    /// service-provider,support,web
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,support
    /// == teams.csv
    /// id,parent,function
    /// support,,support
    /// web,,engineering
    /// == coordination.csv
    /// model,from,to
    /// service-provider,support,web
    /// == liaisons.csv
    /// person,targets
    /// ana,web
    /// ```
    ///
    /// ## How to fix
    /// Try the advised model with one team. Where the declared one works, keep it: this is advice.
    pub(super) static META = {
        name: "function-advice-mismatch",
        summary: "a function works through other models than those advised for it",
        smell: Smell::Liaison,
        level: Level::Note,
        recommended: false,
        since: "0.1.0",
        needs: &[
            Needs::Table(Table::Coordination),
            Needs::Column(Table::Teams, Column::Function),
        ],
        implements: &["LM32", "LM33", "LM34"],
        sources: &[
            "Rubick: The liaison model",
            "Rubick: The service provider model, 2021",
        ],
    }
}

/// Options of `function-advice-mismatch`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FunctionAdviceMismatch {}

/// Ways in which one unit works for or with others; other models say nothing about a pair.
const PAIRWISE: &[&str] = &[
    "service-provider",
    "consultant",
    "self-service",
    "independent-executor",
    "embedded",
    "rotation",
    "liaison",
    "centralized-liaison",
    "objective-expert",
    "work-demander",
    "away-team",
];

/// What is advised, and nothing for a discipline about which there is no advice.
fn advised(discipline: Discipline) -> &'static [&'static str] {
    match discipline {
        Discipline::ProductMarketing => &["liaison"],
        Discipline::Security => &["embedded", "liaison", "objective-expert"],
        Discipline::Support => &["liaison", "embedded"],
        Discipline::Design => &["embedded", "consultant"],
        Discipline::Platform => &["self-service", "consultant"],
        Discipline::Architecture => &["centralized-liaison"],
        Discipline::ProductManagement => &["embedded"],
        Discipline::Engineering => &[],
    }
}

/// Models that a unit declares, each with the first place.
type Declared = BTreeMap<String, Place>;

impl Rule for FunctionAdviceMismatch {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let mut units: BTreeMap<TeamId, Declared> = BTreeMap::new();
        for row in cx.org.coordination() {
            let model = plain(row.model());
            if let Some(from) = row
                .record()
                .from
                .filter(|_| PAIRWISE.contains(&model.as_str()))
            {
                let place = row.cell(Column::Model);
                units.entry(from).or_default().entry(model).or_insert(place);
            }
        }
        for row in cx.org.liaisons() {
            if let Some(declared) = row.record().home.and_then(|home| units.get_mut(&home)) {
                declared.entry("liaison".to_owned()).or_insert(row.place());
            }
        }
        for (unit, declared) in units {
            let Some(discipline) = cx.facts.discipline(unit) else {
                continue;
            };
            let advice = advised(discipline);
            let follows = declared
                .keys()
                .any(|model| advice.contains(&model.as_str()));
            if !advice.is_empty() && !follows {
                report(cx, unit, discipline, &declared, sink);
            }
        }
    }
}

fn plain(model: &str) -> String {
    let words: Vec<String> = model
        .split(|c: char| c.is_whitespace() || matches!(c, '_' | '-'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("-")
}

fn report(
    cx: Context<'_>,
    unit: TeamId,
    discipline: Discipline,
    declared: &Declared,
    sink: &mut Sink,
) {
    let Some(first) = declared.values().min() else {
        return;
    };
    let unit = cx.org.team(unit);
    let advice = advised(discipline).join(" or ");
    let message = format!(
        "{} works as {}; for {} the advice is {advice}",
        unit.label(),
        list(declared.keys(), 4),
        discipline.name()
    );
    let evidence = declared
        .iter()
        .filter(|(_, place)| *place != first)
        .map(|(model, place)| (*place, format!("declared as {model}")));
    sink.report(*first, message)
        .subject(unit.subject())
        .evidence(evidence)
        .help(format!(
            "try {advice} with one of the teams that {} serves, or keep what is declared if it works",
            unit.label()
        ));
}

#[cfg(test)]
mod tests {
    use super::FunctionAdviceMismatch;
    use crate::testing::check;

    fn org(coordination: &str) -> String {
        format!(
            "== people.csv\nid,team\nana,security\n\
             == teams.csv\nid,name,parent,function\n\
             infra,Infrastructure,,platform\nsecurity,Security,,security\nweb,Web,,engineering\n\
             == coordination.csv\nmodel,from,to,person\n{coordination}"
        )
    }

    #[test]
    fn other_models_alone_are_a_mismatch() {
        check(
            &FunctionAdviceMismatch::default(),
            &org(
                "Service Provider,infra,web, #~ note: Infrastructure works as rotation and service-provider; for a platform the advice is self-service or consultant\n\
                  rotation,infra,web,\n",
            ),
        );
    }

    #[test]
    fn one_advised_model_is_enough() {
        check(
            &FunctionAdviceMismatch::default(),
            &org("service-provider,infra,web,\nself_service,infra,web,\n"),
        );
    }

    #[test]
    fn central_models_and_engineering_get_no_advice() {
        check(
            &FunctionAdviceMismatch::default(),
            &org("standards,security,web,\nservice-provider,web,infra,\n"),
        );
    }
}
