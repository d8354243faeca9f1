//! Numbers of records: dense, starting at 0, one type per kind of record.

macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident),+ $(,)?) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The number as an index into an arena.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// The id of the record at `index`.
            pub fn at(index: usize) -> Self {
                Self(index as u32)
            }
        }
    )+};
}

ids! {
    /// A person.
    PersonId,
    /// A team or a unit above teams.
    TeamId,
    /// A dependency row.
    DependencyId,
    /// A meeting, or one session of a series.
    MeetingId,
    /// A series of meetings; a meeting without date is a series of one.
    SeriesId,
    /// An attendance row.
    AttendanceId,
    /// A liaison assignment.
    LiaisonId,
    /// A coordination row.
    CoordinationId,
    /// A mapping row.
    MappingId,
    /// A project.
    ProjectId,
    /// A goal.
    GoalId,
}
