//! The `orglint` program: hands the arguments to the library and returns its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    orglint::cli::main(std::env::args_os())
}
