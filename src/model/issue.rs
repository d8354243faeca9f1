//! What went wrong while reading. Rules turn each kind into findings; the good rows are analysed
//! all the same.

use super::subject::Subject;
use crate::source::Place;

/// The kinds of reading trouble; each has a rule of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IssueKind {
    /// A cell names something that no table defines.
    UnknownReference,
    /// Two rows have the same id.
    DuplicateId,
    /// A table lacks a column it cannot do without.
    MissingColumn,
    /// A cell holds a word, number or date that cannot be read.
    BadValue,
    /// An end before its start.
    BadInterval,
    /// Two ids differ only in case, white space or Unicode form.
    NearDuplicateId,
    /// A row has more or fewer cells than the header.
    RaggedRow,
    /// A team depends on itself.
    SelfDependency,
    /// A file that could not be put to use.
    UnusedFile,
    /// A cell names a person of the people table who has left.
    DepartedPerson,
}

/// One trouble at one place.
#[derive(Clone, Debug)]
pub struct Issue {
    /// Its kind.
    pub kind: IssueKind,
    /// The cell, row or file.
    pub place: Place,
    /// One line that stands alone.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places that belong to it, each with a short note.
    pub related: Vec<(Place, String)>,
    /// What it is about.
    pub subjects: Vec<Subject>,
}
