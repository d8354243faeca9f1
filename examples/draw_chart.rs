//! Draws one chart into a file: a name of `orglint chart --list`, a folder, and the SVG to write.
//!
//! `cargo run --example draw_chart -- liaison-load fixtures/orgs/acme load.svg`

use orglint::chart::export::{self, Options};
use orglint::chart::layout::{self, View};
use orglint::{config::Config, engine, facts::Facts, ingest};
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(name), Some(folder), Some(file)) = (args.next(), args.next(), args.next()) else {
        return Err("usage: draw_chart CHART FOLDER FILE.svg".into());
    };
    let chart = layout::find(&name).ok_or("no such chart")?;

    let inputs = ingest::files::open(&[PathBuf::from(folder)])?;
    let org = ingest::read(inputs, &ingest::Options::default())?;
    let config = Config::default();
    let facts = Facts::new(&org, config.facts);
    let report = engine::run(&facts, &config, None);

    let view = View {
        facts: &facts,
        findings: &report.findings,
    };
    let scene = (chart.draw)(&view).ok_or("nothing to draw")?;
    let options = Options {
        embed_font: true,
        ..Options::default()
    };
    std::fs::write(file, export::svg(&scene, &options)?)?;
    Ok(())
}
