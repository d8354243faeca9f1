//! Analyses an organization as a graph and flags structural smells.
pub mod ingest;
pub mod model;
pub mod source;
