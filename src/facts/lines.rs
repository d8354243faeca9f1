//! The solid reporting lines as a graph. Knows no measure of it.

use crate::graph::csr::Csr;
use crate::model::Org;

/// All solid lines, the further ones too, from manager to report; people are nodes by their number.
/// Linear.
pub fn solid_lines(org: &Org) -> Csr {
    let first = org
        .people()
        .filter_map(|person| Some((person.record().manager?.0, person.id.0)));
    let further = org
        .further_managers
        .iter()
        .map(|link| (link.manager.0, link.person.0));
    let edges: Vec<(u32, u32)> = first.chain(further).collect();
    Csr::from_edges(org.people.len(), &edges)
}

#[cfg(test)]
mod tests {
    use super::solid_lines;
    use crate::testing::org;

    #[test]
    fn further_managers_are_lines_too() {
        let org = org("== people.csv\nid,manager\nana,\nbo,ana\ncy,ana\ncy,bo\n");
        let mut lines: Vec<(u32, u32)> = solid_lines(&org).edges().collect();
        lines.sort_unstable();
        assert_eq!(lines, [(0, 1), (0, 2), (1, 2)]);
    }
}
