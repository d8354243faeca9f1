//! What was known before: a baseline holds findings by fingerprint and number, without lines, so that it
//! merges well and survives edits elsewhere. Compared with a report it leaves only what is new.

use super::Report;
use crate::lint::Finding;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const HEAD: &str = "\
# Findings that are known. `orglint check --baseline` with this file fails only on others.
# A line is the fingerprint of a finding and how often it occurs; what stands behind # is for readers.
# Written by `orglint baseline`.
version = 1
";

/// Known findings: how often each occurs, by rule and fingerprint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeMap<String, BTreeMap<String, Known>>,
}

/// A known finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Known {
    count: u32,
    /// The message of the first, for readers; not part of what is compared.
    message: String,
}

/// How a report compares with a baseline.
#[derive(Clone, Debug, Default)]
pub struct Delta {
    /// Findings of the baseline that are still there, in the order of the report.
    pub known: Vec<Finding>,
    /// Findings of the baseline that are gone, by rule and fingerprint.
    pub fixed: Vec<Fixed>,
}

/// A finding of the baseline that is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// Rule.
    pub rule: String,
    /// Fingerprint.
    pub fingerprint: String,
    /// How many of its occurrences are gone.
    pub count: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    version: u32,
    #[serde(default)]
    known: BTreeMap<String, BTreeMap<String, u32>>,
}

impl Baseline {
    /// All findings of a report.
    pub fn of(report: &Report<'_>) -> Self {
        let mut baseline = Self::default();
        for finding in &report.findings {
            let rule = baseline.known.entry(finding.rule.name.to_owned());
            let known = rule.or_default().entry(finding.fingerprint()).or_default();
            if known.count == 0 {
                known.message = shown(&finding.message);
            }
            known.count += 1;
        }
        baseline
    }

    /// Reads the text of a baseline.
    ///
    /// # Errors
    /// If it is not one, with line and column.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wire: Wire = toml::from_str(text).map_err(|error| error.to_string())?;
        if wire.version != 1 {
            return Err(format!(
                "version {} is of a newer orglint; this one reads version 1",
                wire.version
            ));
        }
        let known = |(print, count)| {
            let message = String::new();
            (print, Known { count, message })
        };
        let rules = wire.known.into_iter();
        Ok(Self {
            known: rules
                .map(|(rule, prints)| (rule, prints.into_iter().map(known).collect()))
                .collect(),
        })
    }

    /// What of this baseline a report still finds; nothing is added.
    #[must_use]
    pub fn shrunk(&self, report: &Report<'_>) -> Self {
        let mut shrunk = Self::of(report);
        for (rule, prints) in &mut shrunk.known {
            for (print, known) in prints {
                known.count = known.count.min(self.count(rule, print));
            }
        }
        for prints in shrunk.known.values_mut() {
            prints.retain(|_, known| known.count > 0);
        }
        shrunk.known.retain(|_, prints| !prints.is_empty());
        shrunk
    }

    /// Number of known findings.
    pub fn total(&self) -> usize {
        let prints = self.known.values().flat_map(BTreeMap::values);
        prints.map(|known| known.count as usize).sum()
    }

    /// Takes the known findings out of a report.
    pub fn apply(&self, report: &mut Report<'_>) {
        let mut left = self.clone();
        let findings = std::mem::take(&mut report.findings);
        let (known, new) = findings.into_iter().partition(|finding| left.take(finding));
        report.findings = new;
        report.baseline = Some(Delta {
            known,
            fixed: left.rest(),
        });
    }

    fn count(&self, rule: &str, print: &str) -> u32 {
        let prints = self.known.get(rule);
        prints
            .and_then(|prints| prints.get(print))
            .map_or(0, |known| known.count)
    }

    fn take(&mut self, finding: &Finding) -> bool {
        let prints = self.known.get_mut(finding.rule.name);
        let known = prints.and_then(|prints| prints.get_mut(&finding.fingerprint()));
        known.is_some_and(|known| {
            let there = known.count > 0;
            known.count = known.count.saturating_sub(1);
            there
        })
    }

    fn rest(self) -> Vec<Fixed> {
        let mut fixed = Vec::new();
        for (rule, prints) in self.known {
            for (fingerprint, known) in prints {
                if known.count > 0 {
                    fixed.push(Fixed {
                        rule: rule.clone(),
                        fingerprint,
                        count: known.count,
                    });
                }
            }
        }
        fixed
    }
}

/// The text of the file: rules and fingerprints in order, one line each.
impl std::fmt::Display for Baseline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut text = HEAD.to_owned();
        for (rule, prints) in &self.known {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "\n[known.{rule}]");
            for (print, known) in prints {
                let _ = writeln!(text, "{print} = {} # {}", known.count, known.message);
            }
        }
        f.write_str(&text)
    }
}

/// A message on one line without what a TOML comment forbids.
fn shown(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    for c in message.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control() => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;

    #[test]
    fn the_file_reads_back_and_holds_no_lines_of_the_input() {
        let org = sample::org();
        let report = sample::report(&org, 3);
        let baseline = Baseline::of(&report);
        assert_eq!(baseline.total(), 3);
        let text = baseline.to_string();
        let print = report.findings[0].fingerprint();
        assert!(
            text.contains(&format!("\n[known.long-name]\n{print} = 3 # =<script>")),
            "{text}"
        );
        let read = Baseline::parse(&text).unwrap();
        assert_eq!(read.count("long-name", &print), 3);
        let again = read.shrunk(&report).to_string();
        assert_eq!(again, text, "the messages come back from the report");
    }

    #[test]
    fn known_findings_leave_and_what_is_gone_is_told() {
        let org = sample::org();
        let baseline = Baseline::of(&sample::report(&org, 2));
        let mut more = sample::report(&org, 3);
        baseline.apply(&mut more);
        assert_eq!(more.findings.len(), 1);
        let delta = more.baseline.unwrap();
        assert_eq!((delta.known.len(), delta.fixed.len()), (2, 0));
        let mut fewer = sample::report(&org, 1);
        baseline.apply(&mut fewer);
        assert!(fewer.findings.is_empty());
        let delta = fewer.baseline.unwrap();
        assert_eq!(delta.known.len(), 1);
        assert_eq!((delta.fixed.len(), delta.fixed[0].count), (1, 1));
    }

    #[test]
    fn shrinking_only_removes() {
        let org = sample::org();
        let baseline = Baseline::of(&sample::report(&org, 2));
        assert_eq!(baseline.shrunk(&sample::report(&org, 3)).total(), 2);
        assert_eq!(baseline.shrunk(&sample::report(&org, 1)).total(), 1);
        let none = baseline.shrunk(&sample::report(&org, 0));
        assert_eq!(none.to_string(), HEAD);
    }

    #[test]
    fn what_is_no_baseline_is_refused_with_its_line() {
        let error = Baseline::parse("version = 1\n[known.a]\nb = \"c\"\n").unwrap_err();
        assert!(error.contains("line 3"), "{error}");
        let error = Baseline::parse("version = 2\n").unwrap_err();
        assert!(error.contains("newer"), "{error}");
        assert!(Baseline::parse("").is_err());
    }
}
