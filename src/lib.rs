//! Analyses an organization as a graph and flags structural smells.

pub mod chart;
