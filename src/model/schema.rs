//! The tables and columns that exist. Their names are those of the canonical CSV files, of the
//! configuration and of every message.

macro_rules! names {
    ($(#[doc = $doc:literal])+ $type:ident { $($(#[doc = $each:literal])+ $variant:ident = $name:literal),+ $(,)? }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type { $($(#[doc = $each])+ $variant),+ }

        impl $type {
            /// Every value, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name in files, configuration and messages.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The value with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use names;

names! {
    /// A kind of input table.
    Table {
        /// One row per person, or per group of like posts.
        People = "people",
        /// Teams and the units above them.
        Teams = "teams",
        /// People in further teams.
        Memberships = "memberships",
        /// Team `from` depends on team `to`.
        Dependencies = "dependencies",
        /// Meetings or sessions of a series.
        Meetings = "meetings",
        /// Who attends which meeting.
        Attendance = "attendance",
        /// Liaison assignments.
        Liaisons = "liaisons",
        /// Declared coordination models.
        Coordination = "coordination",
        /// Any other assignment of teams to labels.
        Mappings = "mappings",
        /// Projects over several teams.
        Projects = "projects",
        /// Goals of units.
        Goals = "goals",
    }
}

names! {
    /// A column of some table. One name means the same in every table that has it.
    Column {
        /// Key of the row's subject.
        Id = "id",
        /// Display name.
        Name = "name",
        /// First name, where the full name is split.
        FirstName = "first-name",
        /// Last name, where the full name is split.
        LastName = "last-name",
        /// E-mail address; a second key.
        Email = "email",
        /// Solid-line manager: id, e-mail or unique name; several separated by `;`.
        Manager = "manager",
        /// Dotted-line managers, separated by `;`.
        DottedManagers = "dotted-managers",
        /// Job title.
        Title = "title",
        /// Team or finest unit of a person.
        Team = "team",
        /// Unit above the team column.
        Department = "department",
        /// Unit above the department column.
        Division = "division",
        /// Unit above the division column.
        Company = "company",
        /// Path of units in one cell, separated by `/`.
        OrgPath = "org-path",
        /// Unit that carries its manager's name in brackets.
        SupervisoryOrg = "supervisory-org",
        /// Grade or level.
        Level = "level",
        /// Discipline: engineering, design, support.
        Function = "function",
        /// How many posts a row stands for.
        Posts = "posts",
        /// Archetype of a manager, which sets the expected span of control.
        Archetype = "archetype",
        /// Place of work.
        Location = "location",
        /// First day.
        Start = "start",
        /// Last day.
        End = "end",
        /// State of a person or an assignment: active, planned, ended.
        Status = "status",
        /// Unit above a team.
        Parent = "parent",
        /// Person who leads a team.
        Lead = "lead",
        /// Kind of a team or of a dependency.
        Kind = "kind",
        /// Product line of a team.
        ProductLine = "product-line",
        /// Whether a unit grows as fast as its consumers.
        ScalesWith = "scales-with",
        /// First day of a team.
        Open = "open",
        /// Last day of a team.
        Close = "close",
        /// A person, in tables about several things.
        Person = "person",
        /// Role of a person in a team, meeting or model.
        Role = "role",
        /// The team that depends, or the unit that offers a model.
        From = "from",
        /// The team depended on, or the units a model serves.
        To = "to",
        /// What is needed: information, advice, work …
        Need = "need",
        /// How much context the need takes.
        Context = "context",
        /// How often.
        Frequency = "freq",
        /// One-off, project or ongoing.
        Duration = "duration",
        /// What is done when the provider does not deliver.
        Fallback = "fallback",
        /// A project.
        Project = "project",
        /// Strength of a dependency as a number.
        Weight = "weight",
        /// First day of a dependency.
        Since = "since",
        /// Last day of a dependency.
        Until = "until",
        /// Whether the dependent team can do the work in the provider's area.
        CanDoThere = "can-do-there",
        /// Meetings per week, or a recurrence in words.
        PerWeek = "per-week",
        /// Length of a meeting in minutes.
        Minutes = "minutes",
        /// Team that hosts a meeting or project.
        Host = "host",
        /// Person who decides.
        Decider = "decider",
        /// Who gets the notes.
        PublishesTo = "publishes-to",
        /// Whether a meeting recurs.
        Recurring = "recurring",
        /// Number of attendees where they are not listed.
        Headcount = "headcount",
        /// People who attend, separated by `;`.
        Attendees = "attendees",
        /// Day of a session.
        Date = "date",
        /// A meeting.
        Meeting = "meeting",
        /// Purpose of a meeting or an assignment.
        Purpose = "purpose",
        /// Home team of a liaison.
        Home = "home",
        /// Teams or units, separated by `;`.
        Targets = "targets",
        /// What a liaison needs to learn.
        Needs = "needs",
        /// Whether a liaison was introduced.
        Introduced = "introduced",
        /// How a liaison reports back.
        ShareBack = "share-back",
        /// Who stands in.
        Backup = "backup",
        /// Coordination model.
        Model = "model",
        /// Scope of a model.
        Scope = "scope",
        /// Document, report or interface.
        Artifact = "artifact",
        /// Owner.
        Owner = "owner",
        /// Share of working time in percent.
        PercentTime = "percent-time",
        /// Person who directs the work.
        WorkDirector = "work-director",
        /// Promised turnaround in days.
        SlaDays = "sla-days",
        /// Authority of a role.
        Authority = "authority",
        /// Whether imposed work is funded.
        Funded = "funded",
        /// Rhythm.
        Cadence = "cadence",
        /// Outcome of a task force.
        Outcome = "outcome",
        /// Arena of a controller.
        Arena = "arena",
        /// Sources of an integrator, separated by `;`.
        Inputs = "inputs",
        /// Day of the last review.
        ReviewedOn = "reviewed-on",
        /// Whom to ask for an exception.
        ExceptionContact = "exception-contact",
        /// How a standard is enforced.
        Enforcement = "enforcement",
        /// Number of items.
        Count = "count",
        /// Whether a migration is under way.
        Migration = "migration",
        /// Members, separated by `;`.
        Members = "members",
        /// Name of a mapping.
        Mapping = "mapping",
        /// Label of a team in a mapping.
        Label = "label",
        /// Teams of a project, separated by `;`.
        Teams = "teams",
        /// Priority of a project.
        Priority = "priority",
        /// Unit of a goal.
        Unit = "unit",
        /// Goal above a goal.
        ParentGoal = "parent-goal",
        /// Type of a goal.
        Type = "type",
        /// Free text that supports a row.
        Evidence = "evidence",
    }
}

impl Table {
    /// Columns without which a row of the table says nothing.
    pub const fn required(self) -> &'static [Column] {
        use Column as C;
        match self {
            Self::People | Self::Teams | Self::Meetings | Self::Projects | Self::Goals => &[],
            Self::Memberships => &[C::Person, C::Team],
            Self::Dependencies => &[C::From, C::To],
            Self::Attendance => &[C::Meeting, C::Person],
            Self::Liaisons => &[C::Person, C::Targets],
            Self::Coordination => &[C::Model],
            Self::Mappings => &[C::Mapping, C::Team, C::Label],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_lead_back() {
        for column in Column::ALL {
            assert_eq!(Column::from_name(column.name()), Some(*column));
        }
        for table in Table::ALL {
            assert_eq!(Table::from_name(table.name()), Some(*table));
        }
    }
}
