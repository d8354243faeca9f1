//! The XML of Checkstyle, which many review tools read: findings by file.

use super::xml::Xml;
use crate::lint::{Finding, Level};
use crate::report::Report;
use crate::source::FileId;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes every finding below its file, files in the order of reading.
///
/// # Errors
/// If the writer fails.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut files: BTreeMap<FileId, Vec<&Finding>> = BTreeMap::new();
    for finding in &report.findings {
        files.entry(finding.place.file).or_default().push(finding);
    }
    let mut xml = Xml::new(out)?;
    xml.open("checkstyle", &[("version", "4.3")])?;
    for (file, findings) in files {
        xml.open("file", &[("name", &report.org.sources.get(file).name)])?;
        for finding in findings {
            error(report, finding, &mut xml)?;
        }
        xml.close()?;
    }
    xml.end()
}

fn error(report: &Report<'_>, finding: &Finding, xml: &mut Xml<'_>) -> io::Result<()> {
    let (_, at) = report.locate(finding.place);
    let severity = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note | Level::Allow => "info",
    };
    xml.empty(
        "error",
        &[
            ("line", &at.line.to_string()),
            ("column", &at.column.to_string()),
            ("severity", severity),
            ("message", &finding.message),
            ("source", &format!("orglint.{}", finding.rule.name)),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;

    #[test]
    fn findings_stand_below_their_file() {
        let org = sample::org();
        let mut report = sample::report(&org, 1);
        report.findings[0].message = "<b> & \"c\"".to_owned();
        let mut out = Vec::new();
        write(&report, &mut out).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap(), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <checkstyle version="4.3">
          <file name="data/my people.csv">
            <error line="2" column="3" severity="error" message="&lt;b&gt; &amp; &quot;c&quot;" source="orglint.long-name"/>
          </file>
        </checkstyle>
        "#);
    }
}
