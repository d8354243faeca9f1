//! One line per finding: `file:line:column: level[rule]: message`.

use super::plain;
use crate::report::Report;
use std::io::{self, Write};

/// Writes every finding on one line.
///
/// # Errors
/// If the writer fails.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in &report.findings {
        let (source, at) = report.locate(finding.place);
        writeln!(
            out,
            "{}:{}:{}: {}[{}]: {}",
            plain(&source.name),
            at.line,
            at.column,
            finding.level,
            finding.rule.name,
            plain(&finding.message)
        )?;
    }
    Ok(())
}
