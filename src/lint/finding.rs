//! What rules produce: plain data with public fields, no rendering.

use super::meta::{Level, RuleMeta};
use crate::model::Subject;
use crate::source::Place;

/// A place and what to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What.
    pub text: String,
}

/// The number behind a finding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// What was measured.
    pub value: f64,
    /// What is still fine, where there is a limit.
    pub limit: Option<f64>,
    /// Of what: `people`, `targets`, `sessions over eight`.
    pub unit: &'static str,
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that made it.
    pub rule: &'static RuleMeta,
    /// Effective level.
    pub level: Level,
    /// Whether the configuration sets that level.
    pub configured: bool,
    /// One line that stands alone, with names and numbers.
    pub message: String,
    /// The place to open.
    pub place: Place,
    /// Further places: the path of evidence, or findings that this one speaks for.
    pub related: Vec<Label>,
    /// What to do here.
    pub help: Option<String>,
    /// What it is about.
    pub subjects: Vec<Subject>,
    /// The number behind it.
    pub measure: Option<Measure>,
    /// Key of the circumstance that several rules may see; one finding per circumstance speaks.
    pub cause: Option<String>,
    /// Identity for fingerprints where the subjects change from run to run, as the sessions of a
    /// series do.
    pub identity: Option<String>,
}

impl Finding {
    /// Sixteen hexadecimal digits that stay the same while the finding is the same: a hash of rule
    /// and subjects, without line numbers.
    pub fn fingerprint(&self) -> String {
        let mut hash = Fnv::default();
        hash.write(self.rule.name);
        if let Some(identity) = &self.identity {
            hash.write(identity);
        } else {
            // Sorted, for findings may name their subjects in the order of rows.
            let mut subjects: Vec<&str> = self.subjects.iter().map(Subject::as_str).collect();
            subjects.sort_unstable();
            for subject in subjects {
                hash.write(subject);
            }
        }
        format!("{:016x}", hash.0)
    }

    /// How far past the limit, for putting the worst first: value over limit, or the value.
    pub fn severity(&self) -> f64 {
        self.measure.map_or(0.0, |measure| match measure.limit {
            Some(limit) if limit > 0.0 => measure.value / limit,
            _ => measure.value,
        })
    }
}

/// FNV-1a, 64 bit (Fowler, Noll, Vo). Fixed here because baselines outlive versions of libraries.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    /// Adds a string and a separator.
    fn write(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Fnv;

    #[test]
    fn hash_is_the_published_one() {
        // Published test vector: FNV-1a of "a" is af63dc4c8601ec8c; a NUL byte follows here.
        let mut plain = Fnv::default();
        plain.0 = (plain.0 ^ u64::from(b'a')).wrapping_mul(0x0100_0000_01b3);
        assert_eq!(plain.0, 0xaf63_dc4c_8601_ec8c);
        let (mut ab, mut a_b) = (Fnv::default(), Fnv::default());
        ab.write("ab");
        a_b.write("a");
        a_b.write("b");
        assert_ne!(ab.0, a_b.0);
    }
}
