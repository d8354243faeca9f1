//! Integration tests: one binary, one link step.
#![expect(clippy::disallowed_methods, reason = "tests read files directly")]

mod cli;
mod docs;
mod formats;
mod matrix;
mod program;
mod real_orgs;
mod report;
mod support;
mod tidy;
