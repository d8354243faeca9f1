//! Reads every cell of some files with the `csv` crate and does nothing else: what the time and the
//! instructions of a check are measured against. `cargo run --release --example csv_pass -- FILE …`

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program that says what it counted"
)]

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut cells = 0;
    for path in std::env::args().skip(1) {
        match count(&path) {
            Ok(found) => cells += found,
            Err(error) => {
                eprintln!("{path}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    println!("{cells} cells");
    ExitCode::SUCCESS
}

fn count(path: &str) -> csv::Result<usize> {
    let bytes = std::fs::read(path)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes.as_slice());
    let mut record = csv::ByteRecord::new();
    let mut cells = 0;
    while reader.read_byte_record(&mut record)? {
        cells += record.len();
    }
    Ok(cells)
}
