//! Algorithms on dense graphs: nodes are `0..n` as `u32`, edges are pairs, labels and classes are small numbers.
//!
//! The lowest floor. Nothing here knows of people, teams or files, and petgraph is used here only.
//! Everything is deterministic (nothing depends on the order of hashing or of threads), nothing recurses
//! (a chain of a million nodes is an ordinary input), and each function states its cost where it is more
//! than near-linear. Functions index by node: pass only nodes of the graph, and one class for each node.
//!
//! - Graphs: [`csr`], [`scc`], [`weak`], [`articulation`]; drawn in [`layers`] (with `spacing` below it).
//! - Trees and sets of leaves: [`forest`], [`cover`], [`tree_distance`].
//! - Labels on leaves: [`labelling`], [`parsimony`], [`recolor`], [`significance`] (with `pieces`, `subset`,
//!   `hitting` below them).
//! - Classes of nodes: [`partition`], [`split`], [`modularity`], [`ei`], [`brokerage`], [`regroup`].
//! - Measures of nodes and graphs: [`krackhardt`], [`betweenness`], [`constraint`], [`propagation`], [`congruence`],
//!   [`qap`], [`tree_correlation`]; their tests by chance: [`permutation`].

pub mod articulation;
pub mod betweenness;
mod bits;
pub mod breaking;
pub mod broker_chance;
pub mod brokerage;
pub mod congruence;
pub mod constraint;
pub mod cover;
mod crossing;
pub mod csr;
pub mod ei;
pub mod forest;
pub mod hitting;
pub mod krackhardt;
pub mod labelling;
pub mod layers;
pub mod modularity;
pub mod parsimony;
pub mod partition;
pub mod permutation;
mod pieces;
pub mod propagation;
#[cfg(test)]
pub(crate) mod published;
pub mod qap;
pub mod recolor;
mod recolor_exact;
mod recolor_greedy;
pub mod regroup;
pub mod scc;
pub mod seeded;
pub mod significance;
mod spacing;
pub mod split;
mod subset;
pub mod tree_correlation;
pub mod tree_distance;
pub mod weak;
