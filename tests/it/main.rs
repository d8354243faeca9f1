//! Integration tests: one binary, one link step.

mod real_orgs;
mod tidy;
