//! Analyses an organization as a graph and flags structural smells: too many liaisons, meetings over
//! eight, mappings that diverge from the hierarchy, wide spans, cycles.
//!
//! Files of any HR system or organization chart go in; findings with file, line and column come out,
//! and charts of what was found.
//!
//! ```text
//! files ──ingest──▶ Org ──▶ Facts ──▶ rules ──▶ findings ──▶ Report ──▶ emitters
//!                    │        │                    │
//!                    └────────┴──▶ chart layouts ◀─┘──▶ Scene ──▶ SVG, PNG
//! ```
//!
//! | step | where |
//! |---|---|
//! | bytes to an organization, with every trouble as an issue | [`ingest::read`] |
//! | what follows from it, each fact computed once | [`facts::Facts`] |
//! | which rules are on and how | [`config::Config`] |
//! | run them | [`engine::run`], with rules of one's own [`engine::run_with`] |
//! | what was found | [`report::Report`] |
//! | write it: terminal, JSON, SARIF, page … | [`emit`] |
//! | draw it | [`chart`] |
//!
//! # Example
//!
//! Two tables in memory and one finding:
//!
//! ```
//! use orglint::ingest::{self, Input};
//! use orglint::{config::Config, emit, engine, facts::Facts};
//!
//! let org = ingest::read(
//!     vec![
//!         Input::new("people.csv", "id,manager,team\nada,,web\nbob,ada,web\ncyd,ada,api\n"),
//!         Input::new("dependencies.csv", "from,to\nweb,api\napi,web\n"),
//!     ],
//!     &ingest::Options::default(),
//! )?;
//! let config = Config::default();
//! let facts = Facts::new(&org, config.facts);
//! let report = engine::run(&facts, &config, None);
//!
//! let mut text = Vec::new();
//! emit::concise::write(&report, &mut text)?;
//! assert!(String::from_utf8(text)?.contains("dependency-cycle"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The folder `examples` of the repository shows a whole program, a rule of one's own outside the
//! crate, and one chart. What a rule is, is told in [`lint`]; how the house is built, in
//! ARCHITECTURE.md.
pub mod advise;
pub mod chart;
pub mod cli;
pub mod config;
pub mod emit;
pub mod engine;
pub mod facts;
pub mod graph;
pub mod ingest;
pub mod lint;
pub mod metrics;
pub mod model;
pub mod models;
pub mod report;
pub mod rules;
pub mod source;
#[cfg(test)]
mod testing;
