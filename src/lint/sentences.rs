//! What the two posts say that can be checked, each sentence in our own words. Knows no rule: rules
//! name the sentences they implement by id.

/// A post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Post {
    /// Jade Rubick: The liaison model.
    Liaison,
    /// Jade Rubick: Coordination models.
    Coordination,
}

impl Post {
    /// Every post.
    pub const ALL: &[Self] = &[Self::Liaison, Self::Coordination];

    /// Author and title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Liaison => "Jade Rubick: The liaison model",
            Self::Coordination => "Jade Rubick: Coordination models",
        }
    }
}

/// A sentence of a post that can be checked on an organization.
#[derive(Clone, Copy, Debug)]
pub struct Sentence {
    /// `LM1` and so on for the liaison post, `CM1` and so on for the coordination models.
    pub id: &'static str,
    /// What it says, in our words.
    pub says: &'static str,
    /// What acts on it beside rules, or instead of one: a row of the advisor's table.
    pub also: Option<&'static str>,
}

impl Sentence {
    /// The post that it is from.
    pub fn post(&self) -> Post {
        if self.id.starts_with("LM") {
            Post::Liaison
        } else {
            Post::Coordination
        }
    }
}

const fn says(id: &'static str, says: &'static str) -> Sentence {
    Sentence {
        id,
        says,
        also: None,
    }
}

const fn advised(id: &'static str, says: &'static str, also: &'static str) -> Sentence {
    Sentence {
        id,
        says,
        also: Some(also),
    }
}

/// The sentence with this id.
pub fn find(id: &str) -> Option<&'static Sentence> {
    SENTENCES.iter().find(|sentence| sentence.id == id)
}

/// Every sentence, in the order of the posts.
pub const SENTENCES: &[Sentence] = &[
    says(
        "LM1",
        "A liaison coordinates with a team, or a group of teams, that is not the liaison's own.",
    ),
    says(
        "LM2",
        "The liaison is in the meetings where the context is.",
    ),
    says(
        "LM3",
        "Context flows both ways; what the liaison hears comes back to the home team.",
    ),
    says(
        "LM4",
        "The function that sends a liaison depends on those it is sent to, as product marketing does on engineering, product and design.",
    ),
    says("LM5", "What the liaison has to find out can be listed."),
    says(
        "LM6",
        "A liaison is attached to one team or to a set of teams.",
    ),
    says(
        "LM7",
        "The model joins different parts of the organization, not teams within one.",
    ),
    says("LM8", "That other part is made of teams that exist."),
    says("LM9", "The same person stays on the same teams for long."),
    advised(
        "LM10",
        "What must be known is more than a note or an e-mail could carry.",
        "row 2a",
    ),
    says(
        "LM11",
        "Where the meetings carry little context, attending them is waste.",
    ),
    says(
        "LM12",
        "With the liaison in the room a deciding meeting still has at most eight people.",
    ),
    says(
        "LM13",
        "Each liaison costs the host one more person in every meeting.",
    ),
    advised(
        "LM14",
        "A meeting that would grow too large is changed, or another model is chosen.",
        "row 2d",
    ),
    says(
        "LM15",
        "There is a meeting into which the liaison fits without being a foreign body.",
    ),
    advised(
        "LM16",
        "Somebody needs the context for work of their own.",
        "row 0",
    ),
    says(
        "LM17",
        "Liaisons scattered over many places are a misuse of the model.",
    ),
    says(
        "LM18",
        "Liaisons everywhere point at something structural that keeps information from flowing.",
    ),
    says(
        "LM19",
        "One person spends only a few meetings a week on it, so the model is cheap.",
    ),
    says(
        "LM20",
        "It scales by product line: a line has its liaison and stands for certain engineering teams.",
    ),
    says("LM21", "A new product line gets a person of its own."),
    says(
        "LM22",
        "Everybody in the room knows why the liaison is there and what the liaison needs.",
    ),
    says(
        "LM23",
        "Liaisons follow the units that exist rather than cutting across them.",
    ),
    says(
        "LM24",
        "Nobody can work with three or four different groupings of the same teams at once.",
    ),
    says(
        "LM25",
        "A mapping that follows the hierarchy needs little work when the organization changes.",
    ),
    advised(
        "LM26",
        "Where deep context is needed, a person should be embedded instead.",
        "row 2f",
    ),
    advised(
        "LM27",
        "Where people really work together, embedding is the better model.",
        "rows 8b, 8f",
    ),
    advised(
        "LM28",
        "Where little context is needed, a liaison does what an embedded person would.",
        "row 2c",
    ),
    advised(
        "LM29",
        "Where the point is that somebody can be reached, a rotation fits better.",
        "row 2b",
    ),
    says(
        "LM30",
        "A rotation shares a burden among several people, none of whom learns much of the context.",
    ),
    advised(
        "LM31",
        "Where many teams send liaisons to each other, one group with one voice for each replaces them.",
        "row 2g",
    ),
    says("LM32", "Product marketing works through liaisons."),
    says(
        "LM33",
        "Security works through embedded people or through liaisons.",
    ),
    says(
        "LM34",
        "Support works through liaisons; engineers who take turns at support complete them.",
    ),
    says(
        "CM1",
        "Centralized models answer problems that the whole organization has.",
    ),
    says("CM2", "Models that rest on one role are for few cases."),
    advised(
        "CM3",
        "For everything else choose a model between teams.",
        "the order of rows: those for pairs come first, row 13 is the default",
    ),
    says(
        "CM4",
        "A standard makes teams talk before they deviate; it does not make them ask.",
    ),
    says(
        "CM5",
        "Goals fit together and can be read by neighbouring functions.",
    ),
    advised(
        "CM6",
        "Somebody ranks the projects that need many teams, so that they do not block each other.",
        "rows 10b, 12a",
    ),
    advised(
        "CM7",
        "A program is a project made of projects and has a manager.",
        "row 10a",
    ),
    advised(
        "CM8",
        "An integrator makes one plan of what many sources want.",
        "rows 11a, 11b",
    ),
    advised(
        "CM9",
        "A controller has stated authority in one arena.",
        "row 4b",
    ),
    advised(
        "CM10",
        "A service provider does work without which its consumers cannot go on.",
        "rows 6a, 6b",
    ),
    advised(
        "CM11",
        "Nobody's work ever waits for a consultant.",
        "row 3",
    ),
    advised(
        "CM12",
        "Self-service can be used without working together.",
        "row 6a",
    ),
    advised(
        "CM13",
        "An independent executor asks others and does not count on getting it.",
        "rows 7d, 7f, 13",
    ),
    advised(
        "CM14",
        "An embedded person gives a team most of the time and belongs to it; several teams are the exception.",
        "row 8b",
    ),
    advised(
        "CM15",
        "A single-threaded owner is the manager of everybody on the team, whatever their function.",
        "row 8c",
    ),
    advised("CM16", "In a rotation each stint has an end.", "row 2b"),
    advised(
        "CM17",
        "A merged group joins people who used to pass work to each other.",
        "row 8a",
    ),
    advised(
        "CM18",
        "A task force exists for one outcome and for a time.",
        "rows 7a, 7e",
    ),
    advised(
        "CM19",
        "An away team works in another team's area as long as one project lasts.",
        "row 7b",
    ),
    advised(
        "CM20",
        "A tiger team lasts and has no territory of its own.",
        "rows 7c, 9",
    ),
    advised(
        "CM21",
        "An objective expert makes others act by what it measures and reports.",
        "rows 4a, 4d",
    ),
    advised("CM22", "What a work demander asks must be done.", "row 4c"),
    advised("CM23", "Cousin teams share a director.", "row 8d"),
    advised(
        "CM24",
        "A community of practice joins people of one craft who work in different teams.",
        "row 8g",
    ),
];
