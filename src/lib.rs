//! Analyses an organization as a graph and flags structural smells.
pub mod chart;
pub mod cli;
pub mod config;
pub mod emit;
pub mod engine;
pub mod facts;
pub mod graph;
pub mod ingest;
pub mod lint;
pub mod model;
pub mod models;
pub mod report;
pub mod rules;
pub mod source;
#[cfg(test)]
mod testing;
