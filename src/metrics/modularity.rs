//! Modularity of the declared parts in the graph of dependencies.

use super::contract::{Better, Family, Metric, Reading, figure};
use super::teams::TeamGraph;
use super::words::two;
use crate::graph::ei::ei;
use crate::graph::modularity::{directed_modularity, undirected_modularity};
use crate::lint::Needs;
use crate::lint::words::thousands;
use crate::model::Table;

/// How well the parts separate the dependencies.
pub(super) const MODULARITY: Metric = Metric {
    name: "modularity",
    title: "Modularity of the parts",
    family: Family::Dependencies,
    definition: "How many more dependencies stay within the declared parts of the organization than would if each team \
                 kept its number of dependencies but had them with anybody. The parts are the units at the boundary \
                 depth; no better parts are searched for.",
    formula: "Σ over parts of e/m − out · in / m², for m dependencies, of which e lie within the part, out begin and in \
              end in it; undirected: e/m − (d / 2m)² with d ends of ties in the part",
    range: "below 1; 0 is what chance gives",
    better: Better::Higher,
    reading: "High: the cut of the organization follows its work; near 0 or below: teams might as well have been dealt \
              out to the parts at random. Compare a cut with another of the same dependencies, not two organizations",
    cost: "linear in dependencies",
    sources: &[
        "Newman, Girvan: Finding and evaluating community structure in networks, 2004",
        "Leicht, Newman: Community structure in directed networks, 2008",
    ],
    needs: &[Needs::Table(Table::Dependencies), Needs::Teams],
    figures: &[
        figure("directed", "index", "of the organization, directions kept"),
        figure(
            "undirected",
            "index",
            "of the organization, directions ignored, mutual dependencies counted once",
        ),
    ],
    listed: None,
    compute: |cx| {
        let teams = TeamGraph::in_parts(cx)?;
        let value = directed_modularity(&teams.graph, &teams.parts).unwrap_or(0.0);
        let (all, ties) = (teams.graph.edge_count(), ei(&teams.graph, &teams.parts));
        let inside = f64::from(ties.internal) / all as f64;
        let mut reading = Reading::new(format!(
            "{} of {} dependencies ({:.0} %) stay within one of {} parts; teams with as many dependencies each, but \
             with anybody, would have {:.0} %. The difference is {}",
            thousands(ties.internal as usize),
            thousands(all),
            100.0 * inside,
            teams.part_count(),
            // As long as the difference comes of counting it stays off a negative zero.
            (100.0 * (inside - value)).max(0.0),
            two(value)
        ));
        reading.org("directed", value, all);
        if let Some(value) = undirected_modularity(&teams.graph, &teams.parts) {
            reading.org(
                "undirected",
                value,
                teams.graph.symmetric().edge_count() / 2,
            );
        }
        Ok(reading)
    },
};
