//! `too-many-layers`: see [`META`] for its documentation.

use crate::graph::forest::Forest;
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Org, PersonId, PersonRef};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags a reporting tree that is deeper than its size calls for. With `span` reports for each
    /// manager, n people need 1 + ⌈log n⌉ layers (logarithm to the base `span`), the top included;
    /// `slack` more are fine. Each tree of people is judged by its own size. A row that stands for
    /// several posts counts as so many people. The finding shows the deepest chain and where in it
    /// spans are so narrow that a layer could go.
    ///
    /// ## Why it matters
    /// Every layer takes time from news on the way up and sense from decisions on the way down, and
    /// costs a salary.
    ///
    /// ## Example
    /// ```toml
    /// slack = 0
    /// ```
    ///
    /// ```org fires
    /// == people.csv
    /// id,manager
    /// ada,
    /// bob,ada
    /// cyd,bob
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,manager
    /// ada,
    /// bob,ada
    /// cyd,bob
    /// ```
    ///
    /// ## How to fix
    /// Look for managers with one or two reports along the deepest chains, and let their reports
    /// report one layer higher.
    ///
    /// ## Options
    /// - `span` (default 8, our own choice): reports for each manager in the ideal tree.
    /// - `slack` (default 2, our own choice): layers more than the ideal tree has.
    pub(super) static META = {
        name: "too-many-layers",
        summary: "the reporting tree is deeper than its size calls for",
        smell: Smell::Structure,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Managers],
        sources: &[
            "Acharya, Lieber, Seem, Welchman: How to identify the right 'spans of control' for your organization, McKinsey 2017",
        ],
    }
}

/// Options of `too-many-layers`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct TooManyLayers {
    span: u32,
    slack: u32,
}

impl Default for TooManyLayers {
    fn default() -> Self {
        Self { span: 8, slack: 2 }
    }
}

impl Rule for TooManyLayers {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let people = cx.facts.tree().people();
        for root in people.roots() {
            let size = cx
                .org
                .heads(people.subtree(*root).iter().map(|id| PersonId(*id)));
            let (layers, limit) = (people.height(*root) + 1, self.limit(size));
            if layers > limit {
                let tree = Tree {
                    root: *root,
                    size,
                    layers,
                    limit,
                };
                report(cx.org, people, &tree, sink);
            }
        }
    }
}

/// People of the chain that are shown; more layers than these are no organization's.
const MOST_SHOWN: u32 = 24;

/// One reporting tree.
struct Tree {
    root: u32,
    size: usize,
    layers: u32,
    limit: u32,
}

impl TooManyLayers {
    /// Layers that are still fine for a number of people, in whole numbers: 1 + ⌈log n⌉ + slack.
    fn limit(&self, people: usize) -> u32 {
        let span = (self.span as usize).max(2);
        let (mut needed, mut reach) = (0, 1_usize);
        while reach < people {
            reach = reach.saturating_mul(span);
            needed += 1;
        }
        self.slack.saturating_add(1 + needed)
    }
}

fn report(org: &Org, people: &Forest, tree: &Tree, sink: &mut Sink) {
    let bottom = people.depth(tree.root) + tree.layers - 1;
    let deepest: Vec<u32> = people
        .subtree(tree.root)
        .iter()
        .copied()
        .filter(|id| people.depth(*id) == bottom)
        .collect();
    // Of several the first by key, so that the order of rows does not matter.
    let key = |id: &&u32| org.person(PersonId(**id)).key();
    let Some(&end) = deepest.iter().min_by_key(key) else {
        return;
    };
    let mut chain: Vec<PersonRef<'_>> = people
        .ancestors(end)
        .map(|id| org.person(PersonId(id)))
        .collect();
    chain.reverse();
    let (Some(top), Some(last)) = (chain.first(), chain.last()) else {
        return;
    };
    let message = format!(
        "{} stand in {} layers, from {} down to {}; {} would do",
        count(tree.size, "person", "people"),
        tree.layers,
        top.label(),
        last.label(),
        tree.limit
    );
    let mut draft = sink
        .report(last.cell(Column::Manager), message)
        .subject(top.subject())
        .identity(format!("layers below {}", top.key()))
        .measure(f64::from(tree.layers), f64::from(tree.limit), "layers")
        .help(advice(&chain, deepest.len()));
    for (layer, person) in (1..=MOST_SHOWN).zip(&chain) {
        draft = draft.related(
            person.cell(Column::Id),
            format!("layer {layer}: {}, {}", person.label(), reports(*person)),
        );
    }
}

fn reports(person: PersonRef<'_>) -> String {
    count(person.reports().len(), "report", "reports")
}

/// The managers of the chain whose spans are narrow enough for a layer to go.
fn advice(chain: &[PersonRef<'_>], deepest: usize) -> String {
    const NARROW: usize = 2;
    let narrow: Vec<String> = chain
        .iter()
        .filter(|person| (1..=NARROW).contains(&person.reports().len()))
        .map(|person| format!("{} ({})", person.label(), reports(*person)))
        .collect();
    let how_many = count(deepest, "person stands", "people stand");
    if narrow.is_empty() {
        format!(
            "{how_many} in the lowest layer: let two neighbouring layers of that branch become one where spans allow it"
        )
    } else {
        format!(
            "{how_many} in the lowest layer; along this chain a layer could go at {}: let their reports report one higher",
            list(&narrow, 4)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::TooManyLayers;
    use crate::testing::{check, org, run};

    fn rule() -> TooManyLayers {
        TooManyLayers { span: 2, slack: 0 }
    }

    const CHAIN: &str = "== people.csv\n\
         id,manager\n\
         ada,\n\
         bob,ada\n\
         cyd,bob\n\
         dee,cyd";

    #[test]
    fn shows_the_deepest_chain() {
        check(
            &rule(),
            &format!(
                "{CHAIN}  #~ warning: 4 people stand in 4 layers, from ada down to dee; 3 would do\n"
            ),
        );
        let found = run(&rule(), &super::META, &org(CHAIN));
        let chain: Vec<&str> = found[0].related.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(
            chain,
            [
                "layer 1: ada, 1 report",
                "layer 2: bob, 1 report",
                "layer 3: cyd, 1 report",
                "layer 4: dee, 0 reports",
            ]
        );
    }

    #[test]
    fn the_limit_follows_the_formula() {
        let rule = TooManyLayers::default();
        for (people, limit) in [
            (1, 3),
            (8, 4),
            (9, 5),
            (60, 5),
            (64, 5),
            (65, 6),
            (10_000, 8),
        ] {
            assert_eq!(rule.limit(people), limit, "{people} people");
        }
    }

    #[test]
    fn is_quiet_at_the_threshold() {
        check(
            &rule(),
            "== people.csv\nid,manager\nada,\nbob,ada\ncyd,bob\n",
        );
    }

    #[test]
    fn each_tree_is_judged_by_its_own_size() {
        check(
            &rule(),
            &format!(
                "{CHAIN}  #~ warning: 4 people stand in 4 layers, from ada down to dee; 3 would do\n\
                 eli,\nfay,eli\ngus,eli\n"
            ),
        );
    }
}
