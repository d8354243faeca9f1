//! The words around the team network. Knows the network as planned; knows no pixels.

use super::files::sentence;
use super::names;
use super::network_plan::{Network, Node};
use crate::facts::Facts;
use crate::lint::words::{count, list, thousands};

/// The teams of a box, at most `most` by name.
pub(super) fn name_of(facts: &Facts<'_>, node: &Node, most: usize) -> String {
    let teams = node.teams.iter();
    list(teams.map(|team| names::team(facts.org().team(*team))), most)
}

/// What the picture says.
pub(super) fn title(facts: &Facts<'_>, network: &Network, main: Option<usize>) -> String {
    let circles: Vec<usize> = network
        .nodes
        .iter()
        .map(|node| node.teams.len())
        .filter(|teams| *teams > 1)
        .collect();
    let noun = |number: usize| {
        if network.folded {
            count(number, "unit", "units")
        } else {
            count(number, "team", "teams")
        }
    };
    let mut parts = Vec::new();
    match circles.as_slice() {
        [] => {}
        [one] => parts.push(format!("{} wait for each other in a circle", noun(*one))),
        many => parts.push(format!(
            "{} wait for each other in {} circles",
            noun(many.iter().sum()),
            many.len()
        )),
    }
    if let Some(main) = main {
        let node = &network.nodes[main];
        let all = network.boxed;
        let who = if node.teams.len() > 1 && circles.len() == 1 {
            "them".to_owned()
        } else if node.teams.len() > 1 {
            format!("the circle of {}", name_of(facts, node, 2))
        } else {
            name_of(facts, node, 2)
        };
        parts.push(if network.folded {
            format!(
                "{} of {} depend on {who}",
                thousands(node.direct),
                noun(all)
            )
        } else {
            format!(
                "{} of {} {} {who}, directly or through others",
                thousands(node.all),
                noun(all),
                if facts.dependencies().strength_is_stated() {
                    "wait for"
                } else {
                    "rest on"
                }
            )
        });
    }
    if parts.is_empty() {
        let all = count(network.edges, "dependency", "dependencies");
        return format!(
            "No team is waited for by several others, and none of {all} closes a circle"
        );
    }
    sentence(&parts.join("; "))
}

/// What is shown, and what is not by which rule.
pub(super) fn subtitle(facts: &Facts<'_>, network: &Network, hidden: usize) -> String {
    let mut parts = vec![format!(
        "{} between {}; an arrow leads to whom is needed",
        count(network.edges, "dependency", "dependencies"),
        count(network.teams, "team", "teams")
    )];
    if network.folded {
        parts.push("boxes are units with their number of teams, lines as broad as pairs of teams, dashed against the order".to_owned());
    } else if facts.dependencies().strength_is_stated() {
        parts.push("solid hard, dotted soft".to_owned());
    }
    if network.weak > 0 {
        parts.push(format!(
            "the {} heaviest links, {} left out",
            network.links.len(),
            thousands(network.weak)
        ));
    }
    let left_out = network.left_out + hidden;
    if left_out > 0 {
        let noun = if network.folded {
            count(left_out, "unit", "units")
        } else {
            count(left_out, "team or circle", "teams and circles")
        };
        parts.push(format!(
            "{noun} with few links or far from the end left out"
        ));
    }
    parts.join(" · ")
}

/// The picture for those who do not see it.
pub(super) fn description(facts: &Facts<'_>, network: &Network) -> String {
    let told: Vec<String> = network
        .nodes
        .iter()
        .filter(|node| node.direct > 0)
        .take(12)
        .map(|node| format!("{}: needed by {}", name_of(facts, node, 2), node.direct))
        .collect();
    format!("{}.", told.join("; "))
}
