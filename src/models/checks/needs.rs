//! Invariants about the dependencies between who offers a model and the units it serves.

use crate::facts::Edge;
use crate::model::{Column, Context, CoordinationModel, Need, Strength, Table};
use crate::models::Invariant;
use crate::models::row::{Breaks, Row};
use crate::source::Place;
use std::collections::BTreeSet;

fn said(row: &Row<'_>, edge: &Edge, what: &str) -> String {
    let org = row.org();
    let (from, to) = (org.team(edge.from).label(), org.team(edge.to).label());
    format!("{from} {what} {to}")
}

fn place(row: &Row<'_>, edge: &Edge) -> Option<Place> {
    let first = edge.rows.first()?;
    Some(row.org().dependency(*first).place())
}

fn labels<'e>(
    row: &Row<'_>,
    edges: impl IntoIterator<Item = &'e Edge>,
    what: &str,
) -> Vec<(Place, String)> {
    let edges = edges.into_iter();
    edges
        .filter_map(|edge| Some((place(row, edge)?, said(row, edge, what))))
        .collect()
}

/// What the rows of an edge say is needed.
fn need_of(row: &Row<'_>, edge: &Edge) -> BTreeSet<Need> {
    let rows = edge.rows.iter();
    rows.filter_map(|id| row.org().dependencies[id.index()].need)
        .collect()
}

fn add(row: &Row<'_>, out: &mut Breaks, edges: &[&Edge], (what, each, help): (&str, &str, &str)) {
    let Some(first) = edges.first() else {
        return;
    };
    let org = row.org();
    let subject = org.dependency(first.rows[0]).subject();
    let pairs: BTreeSet<&str> = edges
        .iter()
        .map(|edge| org.team(edge.from).label())
        .collect();
    let who = crate::lint::words::list(pairs, 3);
    let what = what.replace("{who}", &who);
    out.add(row.place(Column::Model), what, help)
        .related(labels(row, edges.iter().copied(), each))
        .subject(subject);
}

/// Somebody cannot go on without it.
pub const SERVES_A_HARD_NEED: Invariant = Invariant::new(
    "serves-a-hard-need",
    "at least one of the units served has a hard dependency on it",
    |row, out| {
        let known = row.org().has_table(Table::Dependencies) && row.provider().is_some();
        if known && !row.needs().iter().any(|edge| edge.hard) {
            let help = "record the dependency that the service answers, or end the row: a service \
                that nobody waits for is advice or self-service";
            out.add(
                row.place(Column::To),
                "serves nobody whose work waits for it",
                help,
            );
        }
    },
);

/// Nobody's work waits for the advice.
pub const NO_HARD_NEED: Invariant = Invariant::new(
    "no-hard-need",
    "no unit served has a hard dependency on it",
    |row, out| {
        let edges: Vec<&Edge> = row.needs().into_iter().filter(|edge| edge.stated_hard).collect();
        let help = "soften the dependency, so that work goes on without the advice, or call it what \
            it is: a service provider";
        let words = ("should keep nobody waiting, but the work of {who} waits for it", "waits for", help);
        add(row, out, &edges, words);
    },
)
.error();

/// Advice and learning, nothing else.
pub const ADVICE_ONLY: Invariant = Invariant::new(
    "advice-or-learning",
    "what the units served need of it is advice or learning",
    |row, out| {
        let fine = [Need::Advice, Need::Learning];
        let edges: Vec<&Edge> = row
            .needs()
            .into_iter()
            .filter(|edge| need_of(row, edge).iter().any(|need| !fine.contains(need)))
            .collect();
        let help = "answer the other needs by another model";
        let words = (
            "only advises, but {who} needs more than advice",
            "needs more of",
            help,
        );
        add(row, out, &edges, words);
    },
);

/// Nobody needs its permission.
pub const NEEDS_NO_APPROVAL: Invariant = Invariant::new(
    "needs-no-approval",
    "no unit served needs its approval",
    |row, out| {
        let mut edges = row.needs();
        if row.model.kind == Some(CoordinationModel::StandardDefiner) {
            edges.extend(bound_by_standards(row));
        }
        edges.retain(|edge| need_of(row, edge).contains(&Need::Approval));
        let mut known = BTreeSet::new();
        edges.retain(|edge| known.insert((edge.from, edge.to)));
        let help = "replace the approval by guardrails that a team can check by itself";
        let words = (
            "should need no talk, but {who} needs its approval",
            "needs approval of",
            help,
        );
        add(row, out, &edges, words);
    },
);

/// Needs of the units that the standards of a definer bind.
fn bound_by_standards<'a>(row: &Row<'a>) -> Vec<&'a Edge> {
    let Some(provider) = row.provider() else {
        return Vec::new();
    };
    let standards = super::among::standards_of(row);
    standards
        .iter()
        .flat_map(|standard| standard.record().to.iter())
        .flat_map(|unit| crate::facts::CoordinationFacts::needs(row.cx.facts, *unit, provider.id))
        .collect()
}

/// Nobody is made to use it.
pub const NOT_MANDATED: Invariant =
    Invariant::new("not-mandated", "nobody is obliged to use it", |row, out| {
        let mut edges = row.between();
        edges.retain(|edge| need_of(row, edge).contains(&Need::Mandate));
        let help = "let teams choose it because it is better, and pay for what must be used";
        let words = (
            "is offered for free choice, yet its use is a mandate",
            "is bound by a mandate with",
            help,
        );
        add(row, out, &edges, words);
    });

/// Every hard need has a fallback.
pub const HAS_FALLBACKS: Invariant = Invariant::new(
    "has-fallbacks",
    "none of its hard dependencies is without a fallback",
    |row, out| {
        let Some(unit) = row.provider() else {
            return;
        };
        let facts = row.cx.facts;
        let (tree, graph) = (facts.tree(), facts.dependencies());
        let inside = tree.units().subtree(unit.id.0).iter();
        let edges: Vec<&Edge> = inside
            .flat_map(|end| graph.graph().out_edges(*end))
            .filter(|(other, _)| !tree.contains(unit.id, crate::model::TeamId(*other)))
            .filter_map(|(_, edge)| graph.edges().get(edge as usize))
            .filter(|edge| {
                edge.rows.iter().any(|id| {
                    let record = &row.org().dependencies[id.index()];
                    record.strength == Some(Strength::Hard) && record.fallback.is_empty()
                })
            })
            .collect();
        let help = "write down what the team does when the other does not deliver, or ask for less";
        let words = (
            "executes alone, but {who} has a hard dependency without a fallback",
            "waits without a fallback for",
            help,
        );
        add(row, out, &edges, words);
    },
)
.error();

/// Rotating people learn little.
pub const SHALLOW_CONTEXT: Invariant = Invariant::new(
    "shallow-context",
    "the work needs no deep context",
    |row, out| {
        let deep = |edge: &Edge| context(row, edge) == Some(Context::High);
        let mut edges = row.between();
        edges.retain(|edge| deep(edge));
        let help = "give the work to one person who stays: a liaison, or someone embedded";
        let words = (
            "changes hands, but {who} needs deep context",
            "needs deep context of",
            help,
        );
        add(row, out, &edges, words);
    },
);

fn context(row: &Row<'_>, edge: &Edge) -> Option<Context> {
    let rows = edge.rows.iter();
    rows.filter_map(|id| row.org().dependencies[id.index()].context)
        .max()
}

/// A liaison would not do.
pub const MORE_THAN_INFORMATION: Invariant = Invariant::new(
    "more-than-information",
    "there is joint work or deep context between the two; for less a liaison would do",
    |row, out| {
        let edges = row.between();
        let only = |edge: &&Edge| {
            let needs = need_of(row, edge);
            let informed = needs.len() == 1 && needs.contains(&Need::Information);
            informed && context(row, edge).is_some_and(|context| context <= Context::Medium)
        };
        if !edges.is_empty() && edges.iter().all(only) {
            let help = "make the person a liaison, which costs a few meetings a week";
            let words = (
                "is embedded, where only information is needed",
                "needs only information of",
                help,
            );
            add(row, out, &edges, words);
        }
    },
);

/// Nobody waits for it.
pub const OWNS_NO_TERRITORY: Invariant = Invariant::new(
    "owns-no-territory",
    "no other team has a hard dependency on it",
    |row, out| {
        let Some(unit) = row.provider() else {
            return;
        };
        let graph = row.cx.facts.dependencies();
        let edges: Vec<&Edge> = graph
            .graph()
            .in_edges(unit.id.0)
            .filter_map(|(_, edge)| graph.edges().get(edge as usize))
            .filter(|edge| edge.stated_hard)
            .collect();
        let help = "hand what others wait for to a team that owns it";
        let words = (
            "has no territory of its own, yet {who} waits for it",
            "waits for",
            help,
        );
        add(row, out, &edges, words);
    },
);

/// The merged groups no longer pass work over.
pub const NO_HAND_OFFS: Invariant = Invariant::new(
    "no-hand-offs",
    "none of the groups that were merged has a hard dependency on another of them",
    |row, out| {
        let mut groups = row.to();
        groups.extend(row.from());
        let graph = row.cx.facts.dependencies();
        let edges: Vec<&Edge> = groups
            .iter()
            .flat_map(|a| groups.iter().map(move |b| (a.id, b.id)))
            .filter_map(|(a, b)| graph.find(a, b))
            .filter(|edge| edge.stated_hard)
            .collect();
        let help = "plan and deliver the work in one backlog, and drop the dependency";
        let words = (
            "is one group, but {who} still waits for the other side",
            "still waits for",
            help,
        );
        add(row, out, &edges, words);
    },
);

/// Imposed work is paid for.
pub const IMPOSED_WORK_IS_FUNDED: Invariant = Invariant::new(
    "imposed-work-is-funded",
    "work that it imposes on others is funded (`funded`)",
    |row, out| {
        let mut edges = row.between();
        edges.retain(|edge| need_of(row, edge).contains(&Need::Mandate));
        let imposes = !edges.is_empty() || row.text(Column::Need).eq_ignore_ascii_case("mandate");
        let unfunded = row.has(Column::Funded) && row.truth(Column::Funded) != Some(true);
        if imposes && unfunded {
            let help = "let whoever sets the standard do or pay the migration";
            out.add(
                row.place(Column::Funded),
                "imposes work that nobody funds",
                help,
            )
            .related(labels(row, edges, "is bound by a mandate with"));
        }
    },
);
