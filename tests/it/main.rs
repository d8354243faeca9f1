//! Integration tests: one binary, one link step.
#![expect(
    clippy::disallowed_methods,
<<<<<<< HEAD
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests read files directly, stop when they cannot go on, and may say what they saw"
=======
    clippy::unwrap_used,
    clippy::panic,
    clippy::format_collect,
    reason = "tests read files directly and fail by panicking"
>>>>>>> emit
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
