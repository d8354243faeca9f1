//! Integration tests: one binary, one link step.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests read files directly, stop when they cannot go on, and may say what they saw"
)]

mod docs;
mod matrix;
mod real_orgs;
mod support;
mod tidy;
