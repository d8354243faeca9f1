//! Metrics as one tidy table: a record for each figure. UTF-8 with byte order mark and CRLF, as the
//! findings.

use super::super::csv::{cause, guard};
use super::key;
use crate::metrics::{Context, Method, Outcome, Reading, Value};
use std::io::{self, Write};

const HEADER: [&str; 8] = [
    "metric", "subject", "kind", "value", "unit", "p", "method", "n",
];

/// Writes one record per figure; metrics without a value have none.
///
/// # Errors
/// If the writer fails.
pub fn write(cx: &Context<'_>, found: &[Outcome], out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut table = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    table.write_record(HEADER).map_err(cause)?;
    for outcome in found {
        let Ok(reading) = &outcome.reading else {
            continue;
        };
        for value in &reading.values {
            let unit = outcome
                .metric
                .figure(value.kind)
                .map_or("", |figure| figure.unit);
            table
                .write_record([
                    outcome.metric.name,
                    &guard(&key(cx, &value.about)),
                    value.kind,
                    &value.number.to_string(),
                    unit,
                    &value.p.map(|p| p.to_string()).unwrap_or_default(),
                    &method(reading, value).words(),
                    &value.n.to_string(),
                ])
                .map_err(cause)?;
        }
    }
    table.flush()
}

/// How the number came about, or where it was tested its probability.
fn method(reading: &Reading, value: &Value) -> Method {
    value.p.and(reading.p_method).unwrap_or(reading.method)
}
