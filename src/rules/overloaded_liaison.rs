//! `overloaded-liaison`: see [`META`] for its documentation.

use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, PersonId, TeamId, TeamRef};
use crate::source::Place;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

declare_rule! {
    /// ## What it does
    /// Flags a person who is a liaison to more than `max-targets` teams or units. Distinct targets
    /// are counted as declared: rows that repeat a target count once, and a unit counts as one
    /// however many teams it holds. Twice the limit is an error.
    ///
    /// ## Why it matters
    /// A liaison is worth a few meetings a week to each side. With many targets nobody can be in the
    /// rooms where things are said, so most of the assignments exist on paper only, and all of them
    /// hang on one calendar.
    ///
    /// ## Example
    /// ```toml
    /// max-targets = 2
    /// ```
    ///
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,support
    /// == teams.csv
    /// id,parent
    /// support,
    /// web,
    /// data,
    /// infra,
    /// == liaisons.csv
    /// person,home,targets
    /// ana,support,web;data
    /// ana,support,infra
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,support
    /// == teams.csv
    /// id,parent
    /// support,
    /// web,
    /// data,
    /// infra,
    /// == liaisons.csv
    /// person,home,targets
    /// ana,support,web;data
    /// ana,support,infra
    /// ```
    ///
    /// ## How to fix
    /// Hand targets over to others along the units of the hierarchy, attach the liaison to a unit
    /// and its one meeting in place of many teams, or replace the weakest assignments by notes.
    ///
    /// ## Options
    /// - `max-targets` (default 5, our own choice): more distinct targets are a warning, twice as
    ///   many an error.
    pub(super) static META = {
        name: "overloaded-liaison",
        summary: "one person is a liaison to too many teams",
        smell: Smell::Liaison,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Liaisons],
        implements: &["LM19"],
        sources: &[
            "Rubick: The liaison model",
            "our own choice (the limit)",
        ],
    }
}

/// Options of `overloaded-liaison`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct OverloadedLiaison {
    max_targets: usize,
}

impl Default for OverloadedLiaison {
    fn default() -> Self {
        Self { max_targets: 5 }
    }
}

impl Rule for OverloadedLiaison {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let liaisons = cx.facts.liaisons();
        for &id in liaisons.people() {
            let targets: Vec<TeamId> = liaisons.targets_of(id).collect();
            let Some(first) = liaisons.of(id).next() else {
                continue;
            };
            if targets.len() <= self.max_targets {
                continue;
            }
            let person = cx.org.person(id);
            let names = targets.iter().map(|team| cx.org.team(*team).label());
            let message = format!(
                "{} is a liaison to {} teams or units, more than {}: {}",
                person.label(),
                targets.len(),
                self.max_targets,
                list(names, 6)
            );
            let level = if targets.len() >= self.max_targets.saturating_mul(2) {
                Level::Error
            } else {
                Level::Warning
            };
            sink.report(cx.org.liaison(first).cell(Column::Person), message)
                .level(level)
                .subject(person.subject())
                .measure(targets.len() as f64, self.max_targets as f64, "targets")
                .cause(format!("load of {}", person.key()))
                .evidence(rows(cx, id))
                .help(self.help(cx, &targets));
        }
    }
}

impl OverloadedLiaison {
    /// Where to cut: along the parts of the organization in which the targets lie.
    fn help(&self, cx: Context<'_>, targets: &[TeamId]) -> String {
        let mut parts: BTreeMap<TeamId, usize> = BTreeMap::new();
        for target in targets {
            *parts.entry(cx.facts.tree().boundary(*target)).or_default() += 1;
        }
        let largest = parts
            .iter()
            .max_by_key(|(part, count)| (**count, std::cmp::Reverse(**part)))
            .filter(|(_, count)| parts.len() > 1 && **count * 2 >= targets.len());
        let keep = match largest {
            Some((part, count)) if *count > self.max_targets => format!(
                "take {} as one target in place of {count}",
                cx.org.team(*part).label()
            ),
            Some((part, count)) => format!("keep the {count} in {}", cx.org.team(*part).label()),
            None => {
                return "share the targets out among several people, or replace the weakest by written notes"
                    .to_owned();
            }
        };
        format!(
            "{keep} and hand the others over to somebody else, or replace them by written notes"
        )
    }
}

/// The further targets of a person, each at the first row that names it.
fn rows(cx: Context<'_>, person: PersonId) -> Vec<(Place, String)> {
    let mut known = BTreeSet::new();
    let mut found = Vec::new();
    for id in cx.facts.liaisons().of(person) {
        let row = cx.org.liaison(id);
        let new: Vec<TeamRef<'_>> = row.targets().filter(|team| known.insert(team.id)).collect();
        if !new.is_empty() {
            let names = list(new.iter().map(|team| team.label()), 4);
            found.push((row.cell(Column::Targets), format!("liaison to {names}")));
        }
    }
    found.into_iter().skip(1).collect()
}

#[cfg(test)]
mod tests {
    use super::OverloadedLiaison;
    use crate::testing::check;

    const HEAD: &str = "== people.csv\n\
        id,name,team\n\
        ana,Ana,h\n\
        == teams.csv\n\
        id,parent\n\
        h,\na,\nb,\nc,\nd,\n\
        == liaisons.csv\n\
        person,targets\n";

    #[test]
    fn distinct_targets_count_and_twice_the_limit_is_an_error() {
        let rule = OverloadedLiaison { max_targets: 2 };
        check(
            &rule,
            &format!(
                "{HEAD}ana,a;b   #~ warning: Ana (ana) is a liaison to 3 teams or units, more than 2: a, b and c\nana,c\n"
            ),
        );
        check(
            &rule,
            &format!(
                "{HEAD}ana,a;b;c;d   #~ error: Ana (ana) is a liaison to 4 teams or units, more than 2: a, b, c and d\n"
            ),
        );
    }

    #[test]
    fn rows_that_repeat_a_target_count_once() {
        let rule = OverloadedLiaison { max_targets: 2 };
        check(&rule, &format!("{HEAD}ana,a\nana,b\nana,a\nana,b\n"));
    }

    #[test]
    fn a_unit_counts_as_one() {
        check(
            &OverloadedLiaison { max_targets: 1 },
            "== people.csv\n\
             id,team\n\
             ana,h\n\
             == teams.csv\n\
             id,parent\n\
             h,\nu,\na,u\nb,u\n\
             == liaisons.csv\n\
             person,targets\n\
             ana,u\n",
        );
    }
}
