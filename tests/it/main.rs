//! Integration tests: one binary, one link step.
#![expect(clippy::disallowed_methods, reason = "tests read files directly")]

mod charts;
mod docs;
mod matrix;
mod real_orgs;
mod support;
mod tidy;
