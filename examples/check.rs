//! The library in twenty lines: read a folder, look at it, print what was found.
//!
//! `cargo run --example check -- fixtures/orgs/acme`

use orglint::{config::Config, emit, engine, facts::Facts, ingest};
use std::error::Error;
use std::io;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1);
    let folder = PathBuf::from(folder.as_deref().unwrap_or("fixtures/orgs/acme"));

    let inputs = ingest::files::open(&[folder])?;
    let org = ingest::read(inputs, &ingest::Options::default())?;

    let config = Config::default();
    let facts = Facts::new(&org, config.facts);
    let report = engine::run(&facts, &config, None);

    emit::concise::write(&report, &mut io::stdout().lock())?;
    Ok(())
}
