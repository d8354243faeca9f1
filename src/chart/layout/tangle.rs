//! The order of managers and teams on the two sides of a tanglegram in which few lines cross.
//!
//! Sides take turns: each puts its managers in the order of the mean place of their teams on the other
//! side. Knows numbers of teams and managers; knows no pixels but the rows it is told.

use super::function_trees::Pair;
use crate::model::PersonId;
use std::collections::BTreeMap;

/// Which side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left = 0,
    Right = 1,
}

/// Both sides in order.
pub(super) struct Tangle {
    blocks: [Vec<(PersonId, Vec<usize>)>; 2],
    /// By side and team: place among the teams and number of its block.
    places: [Vec<(usize, usize)>; 2],
}

/// How often the sides take turns.
const TURNS: usize = 8;

impl Tangle {
    /// Arranges the teams of a pair of functions. `O(n log n)` but for counting crossings, which is
    /// `O(n log n)` too.
    pub(super) fn of(pair: &Pair) -> Self {
        let blocks = [0, 1].map(|side| {
            let mut blocks: BTreeMap<PersonId, Vec<usize>> = BTreeMap::new();
            for (at, (_, heads)) in pair.teams.iter().enumerate() {
                blocks.entry(heads[side]).or_default().push(at);
            }
            blocks.into_iter().collect::<Vec<_>>()
        });
        let mut tangle = Self {
            places: [
                places(&blocks[0], pair.teams.len()),
                places(&blocks[1], pair.teams.len()),
            ],
            blocks,
        };
        let (mut best, mut fewest) = (tangle.blocks.clone(), tangle.crossings());
        for turn in 0..TURNS {
            tangle.sort(1 - turn % 2);
            let crossings = tangle.crossings();
            if crossings < fewest {
                (best, fewest) = (tangle.blocks.clone(), crossings);
            }
        }
        tangle.blocks = best;
        for side in [0, 1] {
            tangle.places[side] = places(&tangle.blocks[side], pair.teams.len());
        }
        tangle
    }

    /// Puts one side in the order of the other.
    fn sort(&mut self, side: usize) {
        let other = &self.places[1 - side];
        for (_, teams) in &mut self.blocks[side] {
            teams.sort_by_key(|team| other[*team].0);
        }
        // Means as fractions of whole numbers compare exactly.
        let mean = |teams: &[usize]| {
            let sum: usize = teams.iter().map(|team| other[*team].0).sum();
            (sum, teams.len().max(1))
        };
        self.blocks[side].sort_by(|a, b| {
            let ((a, n), (b, m)) = (mean(&a.1), mean(&b.1));
            (a * m).cmp(&(b * n))
        });
        self.places[side] = places(&self.blocks[side], self.places[side].len());
    }

    /// Pairs of lines that cross: inversions, counted by merging.
    fn crossings(&self) -> usize {
        let mut order: Vec<usize> = (0..self.places[0].len()).collect();
        order.sort_by_key(|team| self.places[0][*team].0);
        let mut right: Vec<usize> = order.iter().map(|team| self.places[1][*team].0).collect();
        inversions(&mut right)
    }

    /// Managers of a side from the top, each with its teams.
    pub(super) fn blocks(&self, side: Side) -> &[(PersonId, Vec<usize>)] {
        &self.blocks[side as usize]
    }

    /// The middle of a team's row from the top.
    pub(super) fn middle(&self, side: Side, team: usize, row: i32, gap: i32) -> i32 {
        let (place, block) = self.places[side as usize][team];
        row * place as i32 + gap * block as i32 + row / 2
    }

    /// The height of the higher side.
    pub(super) fn height(&self, row: i32, gap: i32) -> i32 {
        let blocks = self.blocks.iter().map(Vec::len).max().unwrap_or(1);
        row * self.places[0].len() as i32 + gap * (blocks as i32 - 1)
    }
}

fn places(blocks: &[(PersonId, Vec<usize>)], teams: usize) -> Vec<(usize, usize)> {
    let mut found = vec![(0, 0); teams];
    let mut place = 0;
    for (number, (_, members)) in blocks.iter().enumerate() {
        for team in members {
            found[*team] = (place, number);
            place += 1;
        }
    }
    found
}

/// How many pairs stand in the wrong order; sorts on the way.
fn inversions(values: &mut Vec<usize>) -> usize {
    if values.len() < 2 {
        return 0;
    }
    let mut second = values.split_off(values.len() / 2);
    let mut count = inversions(values) + inversions(&mut second);
    let mut merged = Vec::with_capacity(values.len() + second.len());
    let (mut i, mut j) = (0, 0);
    while i < values.len() && j < second.len() {
        if second[j] < values[i] {
            count += values.len() - i;
            merged.push(second[j]);
            j += 1;
        } else {
            merged.push(values[i]);
            i += 1;
        }
    }
    merged.extend_from_slice(&values[i..]);
    merged.extend_from_slice(&second[j..]);
    *values = merged;
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TeamId;
    use proptest::prelude::*;

    fn pair(heads: &[(u32, u32)]) -> Pair {
        let teams = heads.iter().zip(0..);
        Pair {
            functions: ["a".to_owned(), "b".to_owned()],
            teams: teams
                .map(|((a, b), team)| (TeamId(team), [PersonId(*a), PersonId(*b)]))
                .collect(),
            moves: (1, Vec::new()),
            tangled: true,
        }
    }

    #[test]
    fn divisions_alike_are_drawn_without_a_crossing() {
        let tangle = Tangle::of(&pair(&[(0, 9), (1, 8), (0, 9), (2, 7), (1, 8)]));
        assert_eq!(tangle.crossings(), 0);
        assert_eq!(tangle.height(10, 5), 60);
    }

    proptest! {
        #[test]
        fn crossings_are_counted_right_and_teams_of_a_manager_stay_together(
            heads in proptest::collection::vec((0u32..4, 0u32..4), 1..14)
        ) {
            let tangle = Tangle::of(&pair(&heads));
            let at = |side: usize, team: usize| tangle.places[side][team].0;
            let mut naive = 0;
            for a in 0..heads.len() {
                for b in a + 1..heads.len() {
                    naive += usize::from((at(0, a) < at(0, b)) != (at(1, a) < at(1, b)));
                }
            }
            prop_assert_eq!(tangle.crossings(), naive);
            for blocks in &tangle.blocks {
                let teams: usize = blocks.iter().map(|(_, teams)| teams.len()).sum();
                prop_assert_eq!(teams, heads.len());
            }
        }
    }
}
