//! Does a labelling follow a tree more closely than chance? Knows forests and labels only.

use super::forest::Forest;
use super::labelling::Labelling;
use super::parsimony::Parsimony;
use super::seeded::Seeded;
use rayon::prelude::*;

/// Share of random reassignments of the labels to the labelled nodes, the observed one included, whose parsimony
/// score is at most the observed one: small if the labelling follows the tree, near one if it runs across it.
///
/// A node's whole set of labels moves together. Costs `rounds` times [`Parsimony::of`]; rounds run in parallel and
/// equal seeds give equal answers.
pub fn follows_by_chance(forest: &Forest, labelling: &Labelling, rounds: u32, seed: u64) -> f64 {
    let observed = Parsimony::of(forest, labelling).score;
    let carriers: Vec<u32> = labelling.labelled().collect();
    let hits: u32 = (0..rounds)
        .into_par_iter()
        .map(|round| {
            let mut sources = carriers.clone();
            Seeded::new(seed, u64::from(round)).shuffle(&mut sources);
            let pairs: Vec<(u32, u32)> = carriers
                .iter()
                .zip(sources)
                .flat_map(|(&node, from)| {
                    labelling.ranks(from).iter().map(move |&rank| (node, rank))
                })
                .collect();
            let shuffled = Labelling::from_pairs(labelling.node_count(), &pairs);
            u32::from(Parsimony::of(forest, &shuffled).score <= observed)
        })
        .sum();
    (f64::from(hits) + 1.0) / (f64::from(rounds) + 1.0)
}

#[cfg(test)]
mod tests {
    use super::super::forest::tests::forest;
    use super::super::labelling::tests::labelling;
    use super::*;

    #[test]
    fn an_aligned_labelling_is_rarely_met_by_chance_and_a_crossed_one_often() {
        let tree = forest("- 0 0 0 1 1 1 1 2 2 2 2 3 3 3 3");
        let aligned = labelling("- - - - A A A A B B B B C C C C");
        let crossed = labelling("- - - - A B C A B C A B C A B C");
        let p = follows_by_chance(&tree, &aligned, 999, 11);
        assert!(p < 0.005, "{p}");
        assert!(follows_by_chance(&tree, &crossed, 999, 11) > 0.5);
        assert_eq!(
            p.to_bits(),
            follows_by_chance(&tree, &aligned, 999, 11).to_bits()
        );
        // In a flat tree every labelling follows.
        let flat = follows_by_chance(&forest("- 0 0 0"), &labelling("- A B A"), 20, 1);
        assert!((flat - 1.0).abs() < 1e-12);
    }
}
