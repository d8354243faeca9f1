//! Integration tests: one binary, one link step.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests read files directly, stop when they cannot go on, and may say what they saw"
)]

mod cli;
mod docs;
mod formats;
mod matrix;
mod program;
mod real_orgs;
mod report;
mod support;
mod tidy;
