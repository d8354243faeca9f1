//! Integration tests: one binary, one link step.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    clippy::format_collect,
    reason = "tests read files directly, fail by panicking, and may say what they saw"
)]

mod advise;
mod anonymize;
mod browser;
mod charts;
mod charts_people;
mod cli;
mod coordination_charts;
mod custom_models;
mod docs;
mod examples;
mod formats;
mod gate;
mod matrix;
mod model_docs;
mod planted;
mod program;
mod properties;
mod real_orgs;
mod report;
mod sources;
mod structure;
mod support;
mod tidy;
