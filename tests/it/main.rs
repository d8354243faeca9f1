//! Integration tests: one binary, one link step.
#![expect(clippy::disallowed_methods, reason = "tests read files directly")]

mod docs;
mod matrix;
mod real_orgs;
mod support;
mod tidy;
