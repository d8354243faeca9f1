//! Writes a large organization with known smells, for measuring and for trying the program out:
//! `cargo run --release --example generate -- 100000 folder [seed]`.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program that says what it wrote"
)]

mod organization;
mod words;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| args.get(at).and_then(|text| text.parse::<u64>().ok());
    let (Some(people), Some(folder)) = (number(0), args.get(1)) else {
        eprintln!("usage: generate PEOPLE FOLDER [SEED]");
        return ExitCode::from(2);
    };
    match organization::write(people as usize, number(2).unwrap_or(1), Path::new(folder)) {
        Ok(truth) => {
            println!("{} smells planted; see {folder}/truth.json", truth.len());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::FAILURE
        }
    }
}
