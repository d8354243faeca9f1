//! Chance that repeats itself, and names with everything that real exports hold: commas, quotes, line
//! breaks, letters of many scripts. All of them are made up.

/// `SplitMix64` (Steele, Lea, Flood 2014).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`, which is not 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.next()) * limit as u128) >> 64) as usize
    }

    /// A number from 0 to 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn one_of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    /// Brings a list into any order (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

const FIRST: &[&str] = &[
    "Ana",
    "Bo",
    "Chloé",
    "Dmitri",
    "Émile",
    "Fatima",
    "Göran",
    "Hana",
    "Ifeoma",
    "Jürgen",
    "Keiko",
    "Łucja",
    "Mónica",
    "Nguyễn",
    "Olu",
    "Priya",
    "Quim",
    "Renée",
    "Søren",
    "Tomáš",
    "Ugo",
    "Vesna",
    "Wei",
    "Ximena",
    "Yusuf",
    "Zoë",
    "小龙",
    "Γιώργος",
];
const LAST: &[&str] = &[
    "Lind",
    "O'Brien",
    "Dvořák",
    "Müller",
    "van der Berg",
    "Patel",
    "Yılmaz",
    "Sato",
    "Okafor",
    "Fernández-López",
    "Παππάς",
    "Çelik",
    "St. John",
    "Ødegård",
    "李",
    "Novak",
    "Haddad",
    "Silva",
];
const TITLES: &[&str] = &[
    "Engineer",
    "Senior Engineer",
    "Designer",
    "Analyst",
    "Engineer, Reliability",
    "Specialist",
    "QA \"Ninja\"",
    "Product Manager",
    "Scientist",
];
const PLACES: &[&str] = &[
    "Zürich",
    "São Paulo",
    "New York, NY",
    "東京",
    "Bengaluru",
    "Remote",
    "Kraków",
    "Nairobi",
];
const TEAMS: &[&str] = &[
    "Payments",
    "Search",
    "R&D, Core",
    "Identity",
    "Café Ops",
    "\"Phoenix\"",
    "Billing",
    "Logistik",
    "Data Platform",
    "Growth",
    "Mobile, iOS",
    "Compliance",
];
const MEETINGS: &[&str] = &[
    "Weekly sync",
    "Stand-up",
    "Planning, next quarter",
    "\"War room\"",
    "Rétrospective",
    "Roadmap\n(new series)",
    "全体会議",
];

/// A name, one in twenty as `Last, First`, one in a hundred with a nickname in quotes.
pub(crate) fn person(chance: &mut Chance) -> String {
    let (first, last) = (chance.one_of(FIRST), chance.one_of(LAST));
    match chance.below(100) {
        0..5 => format!("{last}, {first}"),
        5 => format!("{first} \"{}\" {last}", chance.one_of(FIRST)),
        _ => format!("{first} {last}"),
    }
}

pub(crate) fn title(chance: &mut Chance) -> &'static str {
    chance.one_of(TITLES)
}

pub(crate) fn place(chance: &mut Chance) -> &'static str {
    chance.one_of(PLACES)
}

pub(crate) fn team(chance: &mut Chance, number: usize) -> String {
    format!("{} {number}", chance.one_of(TEAMS))
}

pub(crate) fn meeting(chance: &mut Chance) -> &'static str {
    chance.one_of(MEETINGS)
}
