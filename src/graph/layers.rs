//! A directed graph in layers with few crossings, after Sugiyama, Tagawa and Toda (1981).
//!
//! Edges against the main direction are turned by the order of Eades, Lin and Smyth (1993); layers are
//! the longest ways to a sink; edges over several layers get a bend in each; layers are put in the order
//! of the means of their neighbours, back and forth; heights are the nearest to the neighbours' that
//! keep the distances (pooled adjacent violators). Meant for drawings: quadratic in nodes.

use super::spacing::{crossing_pairs, spread, stacked};

/// An edge with its weight, which says how much its direction matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arc {
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// At least 1.
    pub weight: u64,
    /// Whether it must lead to a later layer; others do where that takes no further layer.
    pub firm: bool,
}

/// A place in a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A node.
    Node(u32),
    /// Where the edge with this number passes.
    Bend(u32),
}

/// The layers from left to right, each from top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub struct Layers {
    /// Places of each layer.
    pub layers: Vec<Vec<Place>>,
    /// For each edge the places it goes through, as (layer, number of the place as given at first),
    /// always from left to right.
    ways: Vec<Vec<(usize, usize)>>,
    /// By layer: position of the place that was first given this number.
    position: Vec<Vec<usize>>,
    /// Whether an edge goes from right to left.
    pub turned: Vec<bool>,
}

/// Back and forth this often.
const SWEEPS: usize = 16;

impl Layers {
    /// Arranges `nodes` nodes; loops are left out of the ways. Nodes begin in the order of their numbers.
    pub fn of(nodes: usize, arcs: &[Arc]) -> Self {
        let rank = ranks(nodes, arcs);
        let layer = layers(nodes, arcs, &rank);
        let turned: Vec<bool> = arcs
            .iter()
            .map(|arc| layer[arc.from as usize] > layer[arc.to as usize])
            .collect();
        let ends: Vec<(usize, usize)> = arcs
            .iter()
            .zip(&turned)
            .map(|(arc, turned)| {
                let (from, to) = (arc.from as usize, arc.to as usize);
                if *turned { (to, from) } else { (from, to) }
            })
            .collect();
        let deepest = layer.iter().copied().max().unwrap_or(0);
        let mut found = Self {
            layers: vec![Vec::new(); if nodes == 0 { 0 } else { deepest + 1 }],
            ways: Vec::with_capacity(arcs.len()),
            position: Vec::new(),
            turned,
        };
        let mut place = vec![0; nodes];
        for node in 0..nodes {
            let own = &mut found.layers[layer[node]];
            place[node] = own.len();
            own.push(Place::Node(node as u32));
        }
        for (number, &(from, to)) in ends.iter().enumerate() {
            let mut way = Vec::new();
            if from != to {
                way.push((layer[from], place[from]));
                for at in layer[from] + 1..layer[to] {
                    way.push((at, found.layers[at].len()));
                    found.layers[at].push(Place::Bend(number as u32));
                }
                way.push((layer[to], place[to]));
            }
            found.ways.push(way);
        }
        found.position = found
            .layers
            .iter()
            .map(|own| (0..own.len()).collect())
            .collect();
        found.untangle();
        found
    }

    /// The places of an edge as (layer, position in it), from left to right, or within one layer; empty
    /// for a loop.
    pub fn way(&self, edge: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.ways[edge]
            .iter()
            .map(|&(layer, first)| (layer, self.position[layer][first]))
    }

    /// By layer and first number the neighbours in the layer before and in the one after.
    fn neighbours(&self) -> [Vec<Vec<Vec<usize>>>; 2] {
        let empty = || -> Vec<Vec<Vec<usize>>> {
            self.layers
                .iter()
                .map(|own| vec![Vec::new(); own.len()])
                .collect()
        };
        let (mut before, mut after) = (empty(), empty());
        for way in &self.ways {
            for pair in way.windows(2).filter(|pair| pair[0].0 < pair[1].0) {
                let ((left, a), (right, b)) = (pair[0], pair[1]);
                after[left][a].push(b);
                before[right][b].push(a);
            }
        }
        [before, after]
    }

    /// Puts each layer in the order of the means of its neighbours and keeps the best of all orders.
    fn untangle(&mut self) {
        let near = self.neighbours();
        let mut best = (self.crossings(), self.position.clone());
        for sweep in 0..SWEEPS {
            let count = self.layers.len();
            let forth = sweep % 2 == 0;
            for step in 1..count {
                let (layer, other, near) = if forth {
                    (step, step - 1, &near[0])
                } else {
                    (count - 1 - step, count - step, &near[1])
                };
                self.sort(layer, other, &near[layer]);
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.position.clone());
            }
        }
        self.position = best.1;
        for (layer, position) in self.layers.iter_mut().zip(&self.position) {
            let first = layer.clone();
            for (number, at) in position.iter().enumerate() {
                layer[*at] = first[number];
            }
        }
    }

    fn sort(&mut self, layer: usize, other: usize, near: &[Vec<usize>]) {
        let own = &self.position[layer];
        let mean = |number: usize| -> f64 {
            let places = near[number].iter().map(|n| self.position[other][*n] as f64);
            match near[number].len() {
                0 => own[number] as f64,
                some => places.sum::<f64>() / some as f64,
            }
        };
        let mut order: Vec<(f64, usize)> = (0..own.len()).map(|n| (mean(n), n)).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0).then(own[a.1].cmp(&own[b.1])));
        let mut position = vec![0; order.len()];
        for (at, (_, number)) in order.into_iter().enumerate() {
            position[number] = at;
        }
        self.position[layer] = position;
    }

    /// Pairs of pieces of edges that cross.
    pub fn crossings(&self) -> usize {
        let mut pieces: Vec<Vec<(usize, usize)>> = vec![Vec::new(); self.layers.len()];
        for edge in 0..self.ways.len() {
            let way: Vec<(usize, usize)> = self.way(edge).collect();
            for pair in way.windows(2).filter(|pair| pair[0].0 < pair[1].0) {
                pieces[pair[0].0].push((pair[0].1, pair[1].1));
            }
        }
        pieces.iter().map(|pieces| crossing_pairs(pieces)).sum()
    }

    /// Heights of the middles of all places by layer and position, the least 0 or more: each place
    /// needs `room` of its own, and lies as near to its neighbours as the distances allow.
    pub fn heights(&self, room: impl Fn(Place) -> f64) -> Vec<Vec<f64>> {
        const ROUNDS: usize = 24;
        let rooms: Vec<Vec<f64>> = self
            .layers
            .iter()
            .map(|own| own.iter().map(|place| room(*place)).collect())
            .collect();
        let mut heights: Vec<Vec<f64>> = rooms.iter().map(|own| stacked(own)).collect();
        let total = |rooms: &Vec<f64>| rooms.iter().sum::<f64>();
        let most = rooms.iter().map(total).fold(0.0, f64::max);
        for (own, rooms) in heights.iter_mut().zip(&rooms) {
            let shift = (most - total(rooms)) / 2.0;
            for height in own.iter_mut() {
                *height += shift;
            }
        }
        let near: Vec<Vec<Vec<(usize, usize)>>> = self.near_positions();
        for round in 0..ROUNDS {
            let count = self.layers.len();
            for step in 0..count {
                let layer = if round % 2 == 0 {
                    step
                } else {
                    count - 1 - step
                };
                let wished: Vec<f64> = near[layer]
                    .iter()
                    .enumerate()
                    .map(|(at, near)| match near.len() {
                        0 => heights[layer][at],
                        some => {
                            near.iter().map(|(l, p)| heights[*l][*p]).sum::<f64>() / some as f64
                        }
                    })
                    .collect();
                heights[layer] = spread(&wished, &rooms[layer]);
            }
        }
        let tops = heights
            .iter()
            .zip(&rooms)
            .filter_map(|(own, rooms)| Some(own.first()? - rooms.first()? / 2.0));
        let top = tops.fold(f64::MAX, f64::min);
        for height in heights.iter_mut().flatten() {
            *height -= top;
        }
        heights
    }

    fn near_positions(&self) -> Vec<Vec<Vec<(usize, usize)>>> {
        let mut near: Vec<Vec<Vec<(usize, usize)>>> = self
            .layers
            .iter()
            .map(|own| vec![Vec::new(); own.len()])
            .collect();
        for edge in 0..self.ways.len() {
            let way: Vec<(usize, usize)> = self.way(edge).collect();
            for pair in way.windows(2) {
                near[pair[0].0][pair[0].1].push(pair[1]);
                near[pair[1].0][pair[1].1].push(pair[0]);
            }
        }
        near
    }
}

/// A total order in which little weight points backwards: sinks go to the end, sources to the front,
/// of the others the one with most more going out than coming in to the front.
fn ranks(nodes: usize, arcs: &[Arc]) -> Vec<usize> {
    let mut out = vec![0_i64; nodes];
    let mut inn = vec![0_i64; nodes];
    let mut near: Vec<Vec<(usize, i64, bool)>> = vec![Vec::new(); nodes];
    for arc in arcs.iter().filter(|arc| arc.from != arc.to) {
        let (from, to, weight) = (arc.from as usize, arc.to as usize, arc.weight as i64);
        out[from] += weight;
        inn[to] += weight;
        near[from].push((to, weight, true));
        near[to].push((from, weight, false));
    }
    let mut left: Vec<usize> = (0..nodes).collect();
    let (mut front, mut back) = (Vec::new(), Vec::new());
    while !left.is_empty() {
        let found = left.iter().position(|n| out[*n] == 0);
        let sink = found.is_some();
        let found = found.or_else(|| left.iter().position(|n| inn[*n] == 0));
        let found = found.or_else(|| {
            (0..left.len()).max_by_key(|at| {
                let surplus = out[left[*at]] - inn[left[*at]];
                (surplus, std::cmp::Reverse(*at))
            })
        });
        let Some(at) = found else { break };
        let node = left.remove(at);
        if sink {
            back.push(node);
        } else {
            front.push(node);
        }
        for &(other, weight, forth) in &near[node] {
            if forth {
                inn[other] -= weight;
            } else {
                out[other] -= weight;
            }
        }
    }
    let mut rank = vec![0; nodes];
    for (at, node) in front.into_iter().chain(back.into_iter().rev()).enumerate() {
        rank[node] = at;
    }
    rank
}

/// By node the layer from the left: the longest way to a sink along firm arcs decides. Other arcs move
/// their start to the left as far as that takes no further layer, but three are always allowed.
fn layers(nodes: usize, arcs: &[Arc], rank: &[usize]) -> Vec<usize> {
    const FREE: usize = 2;
    let mut order: Vec<usize> = (0..nodes).collect();
    order.sort_by_key(|node| std::cmp::Reverse(rank[*node]));
    let mut after: Vec<Vec<(usize, bool)>> = vec![Vec::new(); nodes];
    for arc in arcs.iter().filter(|arc| arc.from != arc.to) {
        let (from, to) = (arc.from as usize, arc.to as usize);
        if rank[from] < rank[to] {
            after[from].push((to, arc.firm));
        } else if arc.firm {
            // Turned: it leads on the other way round.
            after[to].push((from, true));
        }
    }
    let firm = |node: usize| {
        after[node]
            .iter()
            .filter(|(_, firm)| *firm)
            .map(|(to, _)| *to)
    };
    let mut height = vec![0_usize; nodes];
    for &node in &order {
        height[node] = firm(node).map(|to| height[to] + 1).max().unwrap_or(0);
    }
    let highest = height.iter().copied().max().unwrap_or(0).max(FREE);
    // Firm arcs that lead up to each node: so many layers must stay free to its left.
    let mut before = vec![0_usize; nodes];
    for &node in order.iter().rev() {
        for to in firm(node) {
            before[to] = before[to].max(before[node] + 1);
        }
    }
    for &node in &order {
        let most = highest - before[node];
        let ways = after[node]
            .iter()
            .map(|(to, firm)| (height[*to] + 1, *firm));
        let fitting = ways.filter(|(height, firm)| *firm || *height <= most);
        height[node] = fitting.map(|(height, _)| height).max().unwrap_or(0);
    }
    let highest = height.iter().copied().max().unwrap_or(0);
    height.into_iter().map(|height| highest - height).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn arcs(pairs: &[(u32, u32)]) -> Vec<Arc> {
        pairs
            .iter()
            .map(|&(from, to)| Arc {
                from,
                to,
                weight: 1,
                firm: true,
            })
            .collect()
    }

    #[test]
    fn a_ladder_has_no_crossing_and_a_circle_one_turned_edge() {
        let ladder = Layers::of(6, &arcs(&[(0, 3), (1, 4), (2, 5), (0, 4), (1, 5)]));
        assert_eq!((ladder.layers.len(), ladder.crossings()), (2, 0));
        let circle = Layers::of(3, &arcs(&[(0, 1), (1, 2), (2, 0)]));
        assert_eq!(circle.turned.iter().filter(|turned| **turned).count(), 1);
        assert_eq!(circle.layers.len(), 3);
        assert!(Layers::of(0, &[]).layers.is_empty());
    }

    #[test]
    fn loose_edges_take_no_further_layer() {
        // A firm chain of three, and a loose one of six that begins beside it.
        let mut all = arcs(&[(0, 1), (1, 2), (3, 4), (4, 5), (5, 6), (6, 7), (7, 0)]);
        for arc in &mut all[2..] {
            arc.firm = false;
        }
        let found = Layers::of(8, &all);
        assert_eq!(found.layers.len(), 3);
        let of = |node| {
            found
                .layers
                .iter()
                .position(|own| own.contains(&Place::Node(node)))
        };
        assert!(of(0) < of(1) && of(1) < of(2), "firm edges lead on");
    }

    proptest! {
        #[test]
        fn edges_lead_on_and_rooms_are_kept(
            pairs in proptest::collection::vec((0u32..9, 0u32..9), 0..24)
        ) {
            let found = Layers::of(9, &arcs(&pairs));
            let places: usize = found.layers.iter().flatten()
                .filter(|place| matches!(place, Place::Node(_))).count();
            prop_assert_eq!(places, 9);
            for (number, (from, to)) in pairs.iter().enumerate() {
                let way: Vec<Place> = found.way(number).map(|(l, p)| found.layers[l][p]).collect();
                let (first, last) = if found.turned[number] { (to, from) } else { (from, to) };
                if from == to {
                    prop_assert!(way.is_empty());
                } else {
                    prop_assert_eq!(way[0], Place::Node(*first));
                    prop_assert_eq!(way[way.len() - 1], Place::Node(*last));
                    let bends = &way[1..way.len() - 1];
                    prop_assert!(bends.iter().all(|p| *p == Place::Bend(number as u32)));
                }
            }
            let heights = found.heights(|place| if matches!(place, Place::Node(_)) { 10.0 } else { 4.0 });
            for (own, layer) in heights.iter().zip(&found.layers) {
                for (at, pair) in own.windows(2).enumerate() {
                    let half = |place| if matches!(place, Place::Node(_)) { 5.0 } else { 2.0 };
                    let room: f64 = half(layer[at]) + half(layer[at + 1]);
                    prop_assert!(pair[1] - pair[0] >= room - 1e-6);
                }
            }
        }
    }
}
