//! Keys that say what a finding is about. They survive a change of line numbers, so baselines and
//! fingerprints are made of them.

use std::fmt;

/// `person:ID`, `team:ID`, `meeting:ID`, `mapping:NAME`, `liaison:PERSON>TARGET`,
/// `dependency:FROM>TO`, `coordination:MODEL:WHO>TO` or `file:NAME`; of metrics also `level:NUMBER` and
/// `mappings:A~B`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject(String);

impl Subject {
    /// A person.
    pub fn person(key: &str) -> Self {
        Self(format!("person:{key}"))
    }

    /// A team or unit.
    pub fn team(key: &str) -> Self {
        Self(format!("team:{key}"))
    }

    /// A meeting.
    pub fn meeting(key: &str) -> Self {
        Self(format!("meeting:{key}"))
    }

    /// A mapping.
    pub fn mapping(name: &str) -> Self {
        Self(format!("mapping:{name}"))
    }

    /// A person's assignment to a team or unit.
    pub fn liaison(person: &str, target: &str) -> Self {
        Self(format!("liaison:{person}>{target}"))
    }

    /// A dependency; `from` depends on `to`.
    pub fn dependency(from: &str, to: &str) -> Self {
        Self(format!("dependency:{from}>{to}"))
    }

    /// A declared coordination model: who offers it and the units it serves.
    pub fn coordination(model: &str, who: &str, to: &str) -> Self {
        Self(format!("coordination:{model}:{who}>{to}"))
    }

    /// A layer of management, the top being 1.
    pub fn level(number: u32) -> Self {
        Self(format!("level:{number}"))
    }

    /// Two mappings that are compared.
    pub fn mappings(a: &str, b: &str) -> Self {
        Self(format!("mappings:{a}~{b}"))
    }

    /// An input file.
    pub fn file(name: &str) -> Self {
        Self(format!("file:{name}"))
    }

    /// A key that is already written out.
    pub(crate) fn from_text(text: String) -> Self {
        Self(text)
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Kind and key: `("team", "web")`.
    pub fn parts(&self) -> (&str, &str) {
        self.0.split_once(':').unwrap_or(("", &self.0))
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
