//! Names that stand for people, so that a report can be shown around: the same person has the same one in
//! every output and in every export, and without the key nobody can work out whose it is.
//!
//! It knows texts, not tables; what is replaced where is decided by `ingest`.

use super::ids::PersonId;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Members below which a group says too much about each of them.
pub const SMALLEST_GROUP: usize = 5;

/// What stands where a part of a name could be that of several people.
const SOMEONE: &str = "someone";

/// How names are hidden.
#[derive(Clone, Default)]
pub struct Veil {
    /// Whether teams, meetings, mappings and projects get other names as well.
    pub all: bool,
    /// A secret; without one, whoever has a list of the ids can work the pseudonyms out.
    pub key: Vec<u8>,
}

impl fmt::Debug for Veil {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Veil")
            .field("all", &self.all)
            .finish_non_exhaustive()
    }
}

/// The pseudonyms of one organization.
#[derive(Clone, Default)]
pub struct Pseudonyms {
    veil: Veil,
    /// Pseudonym by what a person is called: id, e-mail, name, in lower case.
    exact: BTreeMap<String, String>,
    /// The same for finding within texts, by first word: lower case, longest first.
    phrases: BTreeMap<String, Vec<(String, String)>>,
    /// Parts of names, in their own case.
    words: BTreeMap<String, String>,
    /// Names that stay as they are.
    kept: BTreeSet<String>,
    taken: BTreeMap<String, String>,
    /// People of groups under [`SMALLEST_GROUP`].
    pub(crate) few: BTreeSet<PersonId>,
}

impl fmt::Debug for Pseudonyms {
    /// Says no name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pseudonyms({})", self.exact.len())
    }
}

impl Pseudonyms {
    /// None yet.
    pub fn new(veil: &Veil) -> Self {
        Self {
            veil: veil.clone(),
            ..Self::default()
        }
    }

    /// Whether teams and all else have other names as well.
    pub fn is_all(&self) -> bool {
        self.veil.all
    }

    /// Whether a person's group is so small that figures about the person are left out.
    pub fn is_few(&self, person: PersonId) -> bool {
        self.few.contains(&person)
    }

    /// Gives a record that is called by these texts one pseudonym, that of the first text not blank or of
    /// a text that has one already.
    pub fn add(&mut self, kind: char, called: &[&str]) -> Option<String> {
        let forms: Vec<String> = called
            .iter()
            .map(|text| fold(text))
            .filter(|form| !form.is_empty())
            .collect();
        let first = forms.first()?;
        let known = forms.iter().find_map(|form| self.exact.get(form)).cloned();
        let pseudonym = known.unwrap_or_else(|| self.unique(kind, first));
        for form in forms {
            let is_word = form.chars().any(char::is_alphabetic) && form.chars().count() >= 3;
            let inner = form.trim_start_matches(|c: char| !c.is_alphanumeric());
            if is_word && !self.exact.contains_key(&form) {
                let list = self.phrases.entry(first_word(inner)).or_default();
                let at = list.partition_point(|(other, _)| other.len() > inner.len());
                list.insert(at, (inner.to_owned(), pseudonym.clone()));
            }
            self.exact.entry(form).or_insert_with(|| pseudonym.clone());
        }
        Some(pseudonym)
    }

    /// Hides the parts of a name, too, unless they are words of other things.
    pub fn add_parts(&mut self, name: &str, pseudonym: &str, common: &BTreeSet<String>) {
        let parts = name.split(|c: char| !c.is_alphanumeric());
        for part in parts.filter(|part| part.chars().count() >= 3 && !common.contains(&fold(part)))
        {
            if part.chars().all(|c| c.is_lowercase() || c.is_numeric()) {
                continue;
            }
            let known = self
                .words
                .entry(part.to_owned())
                .or_insert_with(|| pseudonym.to_owned());
            if known != pseudonym {
                SOMEONE.clone_into(known);
            }
        }
    }

    /// A name that need not be hidden.
    pub fn keep(&mut self, name: &str) {
        self.kept.insert(fold(name));
    }

    /// The pseudonym of whoever is called so; of a stranger one that says nothing but is always the same.
    pub fn person(&self, called: &str) -> String {
        self.exact
            .get(&fold(called))
            .cloned()
            .unwrap_or_else(|| self.code('x', &fold(called), 0))
    }

    /// The pseudonym of what is called so, if it has one.
    pub fn known(&self, called: &str) -> Option<&str> {
        self.exact.get(&fold(called)).map(String::as_str)
    }

    /// A text in which every name that is known is replaced.
    pub fn text(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let mut inside = false;
        while let Some(c) = rest.chars().next() {
            let begins = c.is_alphanumeric() && !inside;
            if begins && let Some((end, pseudonym)) = self.find(rest) {
                out.push_str(pseudonym);
                rest = &rest[end..];
                inside = false;
                continue;
            }
            inside = c.is_alphanumeric();
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
        out
    }

    /// The name at the beginning of a text: where it ends and what stands for it.
    fn find(&self, text: &str) -> Option<(usize, &str)> {
        let word = first_word(text);
        let mut phrases = self.phrases.get(&word).into_iter().flatten();
        let found = phrases
            .find_map(|(phrase, pseudonym)| Some((prefix(text, phrase)?, pseudonym.as_str())));
        found.or_else(|| {
            let end = text
                .find(|c: char| !c.is_alphanumeric())
                .unwrap_or(text.len());
            Some((end, self.words.get(&text[..end])?.as_str()))
        })
    }

    /// A sentence of ours about a cell, whose quotes stand in backticks: what is quoted and no known name is
    /// replaced whole, because it may be the name of somebody unknown.
    pub fn quoted(&self, sentence: &str) -> String {
        let parts: Vec<&str> = sentence.split('`').collect();
        if parts.len().is_multiple_of(2) {
            return "what the cell says is withheld".to_owned();
        }
        let mut out = String::with_capacity(sentence.len());
        for (at, part) in parts.iter().enumerate() {
            if at % 2 == 0 {
                out.push_str(&self.text(part));
                continue;
            }
            // What we guess is a word of ours, or a name that is known.
            let guess = parts[at - 1].ends_with("did you mean ");
            let shown = match self.known(part) {
                Some(pseudonym) => pseudonym.to_owned(),
                None if guess || self.kept.contains(&fold(part)) => self.text(part),
                None => self.code('x', &fold(part), 0),
            };
            out.push('`');
            out.push_str(&shown);
            out.push('`');
        }
        out
    }

    /// The key of a subject, or a pattern of such keys that ends in `*`.
    pub fn subject(&self, subject: &str) -> String {
        let (body, star) = subject
            .strip_suffix('*')
            .map_or((subject, ""), |body| (body, "*"));
        let Some((kind, key)) = body.split_once(':') else {
            return subject.to_owned();
        };
        let hidden = match (kind, key.split_once('>')) {
            (_, _) if key.is_empty() => String::new(),
            ("person", _) => self.person(key),
            ("liaison", Some((who, to))) => format!("{}>{}", self.person(who), self.whole(to)),
            ("dependency", Some((from, to))) => format!("{}>{}", self.whole(from), self.whole(to)),
            ("file", _) => key.to_owned(),
            _ => self.whole(key),
        };
        format!("{kind}:{hidden}{star}")
    }

    fn whole(&self, text: &str) -> String {
        if self.veil.all
            && let Some(pseudonym) = self.known(text)
        {
            return pseudonym.to_owned();
        }
        self.text(text)
    }

    /// A pseudonym that no other record has.
    fn unique(&mut self, kind: char, form: &str) -> String {
        let mut turn = 0;
        loop {
            let code = self.code(kind, form, turn);
            match self.taken.get(&code) {
                Some(owner) if owner != form => turn += 1,
                Some(_) => return code,
                None => {
                    self.taken.insert(code.clone(), form.to_owned());
                    return code;
                }
            }
        }
    }

    /// `p-lusab-babad`: 32 bits of a keyed hash in syllables that can be read aloud.
    fn code(&self, kind: char, form: &str, turn: u8) -> String {
        let secret = (
            siphash((0, 0), &self.veil.key),
            siphash((0, 1), &self.veil.key),
        );
        let mut bytes = form.as_bytes().to_vec();
        bytes.extend([0xff, turn]);
        let bits = siphash(secret, &bytes);
        let (a, b) = ((bits >> 16) as u16, bits as u16);
        format!("{kind}-{}-{}", syllables(a), syllables(b))
    }
}

/// Sixteen bits as five letters (proquints, after Wilkerson 2009).
fn syllables(bits: u16) -> String {
    const CONSONANTS: &[u8; 16] = b"bdfghjklmnprstvz";
    const VOWELS: &[u8; 4] = b"aiou";
    let consonant = |shift: u16| char::from(CONSONANTS[usize::from(bits >> shift & 15)]);
    let vowel = |shift: u16| char::from(VOWELS[usize::from(bits >> shift & 3)]);
    [
        consonant(12),
        vowel(10),
        consonant(6),
        vowel(4),
        consonant(0),
    ]
    .iter()
    .collect()
}

/// Lower case, single blanks.
fn fold(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

fn first_word(text: &str) -> String {
    let word = text.chars().take_while(|c| c.is_alphanumeric());
    word.flat_map(char::to_lowercase).collect()
}

/// Where a phrase in lower case ends at the beginning of a text, if it stands there as whole words.
fn prefix(text: &str, phrase: &str) -> Option<usize> {
    let mut wanted = phrase.chars();
    for (at, c) in text.char_indices() {
        for lower in c.to_lowercase() {
            if wanted.next() != Some(lower) {
                return None;
            }
        }
        if wanted.as_str().is_empty() {
            let end = at + c.len_utf8();
            let next = text[end..].chars().next();
            return (!next.is_some_and(char::is_alphanumeric)).then_some(end);
        }
    }
    None
}

/// SipHash-2-4 (Aumasson and Bernstein 2012): keyed, so that a guess cannot be tried without the key.
fn siphash((k0, k1): (u64, u64), bytes: &[u8]) -> u64 {
    let mut v = [
        k0 ^ 0x736f_6d65_7073_6575,
        k1 ^ 0x646f_7261_6e64_6f6d,
        k0 ^ 0x6c79_6765_6e65_7261,
        k1 ^ 0x7465_6462_7974_6573,
    ];
    let mut chunks = bytes.chunks_exact(8);
    let take = |word: u64, v: &mut [u64; 4]| {
        v[3] ^= word;
        rounds(v, 2);
        v[0] ^= word;
    };
    for chunk in &mut chunks {
        let word = chunk
            .iter()
            .rev()
            .fold(0, |word, b| word << 8 | u64::from(*b));
        take(word, &mut v);
    }
    let rest = chunks.remainder().iter().rev();
    let rest = rest.fold(0, |word, b| word << 8 | u64::from(*b));
    take((bytes.len() as u64) << 56 | rest, &mut v);
    v[2] ^= 0xff;
    rounds(&mut v, 4);
    v[0] ^ v[1] ^ v[2] ^ v[3]
}

fn rounds(v: &mut [u64; 4], many: usize) {
    for _ in 0..many {
        v[0] = v[0].wrapping_add(v[1]);
        v[2] = v[2].wrapping_add(v[3]);
        v[1] = v[1].rotate_left(13) ^ v[0];
        v[3] = v[3].rotate_left(16) ^ v[2];
        v[0] = v[0].rotate_left(32);
        v[2] = v[2].wrapping_add(v[1]);
        v[0] = v[0].wrapping_add(v[3]);
        v[1] = v[1].rotate_left(17) ^ v[2];
        v[3] = v[3].rotate_left(21) ^ v[0];
        v[2] = v[2].rotate_left(32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> (Pseudonyms, String, String) {
        let mut all = Pseudonyms::new(&Veil::default());
        let ana = all
            .add('p', &["ana-lind", "Ana Lind", "ana@x.org"])
            .unwrap();
        let bo = all.add('p', &["7", "Bo Ek"]).unwrap();
        let common = BTreeSet::from(["ana".to_owned()]);
        all.add_parts("Ana Lind", &ana, &common);
        all.keep("Web");
        (all, ana, bo)
    }

    #[test]
    fn the_hash_is_the_published_one() {
        let key = (0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908);
        let input: Vec<u8> = (0..15).collect();
        assert_eq!(siphash(key, &[]), 0x726f_db47_dd0e_0e31);
        assert_eq!(siphash(key, &input), 0xa129_ca61_49be_45e5);
        // 127.0.0.1 of the proposal.
        assert_eq!(
            (syllables(0x7f00), syllables(1)),
            ("lusab".to_owned(), "babad".to_owned())
        );
    }

    #[test]
    fn every_name_of_a_person_is_the_same_pseudonym() {
        let (all, ana, bo) = known();
        for called in ["ana-lind", "ANA LIND", "ana@x.org", " Ana  Lind "] {
            assert_eq!(all.person(called), ana);
        }
        assert_eq!(all.person("7"), bo);
        assert!(ana.starts_with("p-") && ana.len() == 13 && ana != bo);
        assert!(all.person("nobody known").starts_with("x-"));
        let keyed = Pseudonyms::new(&Veil {
            all: false,
            key: b"secret".to_vec(),
        });
        assert_ne!(keyed.code('p', "ana-lind", 0), ana);
    }

    #[test]
    fn names_within_texts_are_replaced_as_whole_words() {
        let (all, ana, bo) = known();
        let shown = all.text("1:1 Ana Lind / bo ek, Lindgren, Lind, 7 ana and lind ANA@X.ORG");
        assert_eq!(
            shown,
            format!("1:1 {ana} / {bo}, Lindgren, {ana}, 7 ana and lind {ana}")
        );
    }

    #[test]
    fn what_a_sentence_quotes_is_hidden_unless_it_is_known_to_be_harmless() {
        let (all, ana, _) = known();
        let shown = all.quoted(
            "`Zed` in column x of `Web`: none; did you mean `Ana Lind`? `7` did you mean `daily`?",
        );
        let zed = all.person("Zed");
        let seven = all.person("7");
        assert_eq!(
            shown,
            format!(
                "`{zed}` in column x of `Web`: none; did you mean `{ana}`? `{seven}` did you mean `daily`?"
            )
        );
        assert_eq!(all.quoted("a `b"), "what the cell says is withheld");
    }

    #[test]
    fn subjects_and_patterns_follow() {
        let (all, ana, _) = known();
        assert_eq!(all.subject("person:ana-lind"), format!("person:{ana}"));
        assert_eq!(
            all.subject("liaison:ana-lind>web"),
            format!("liaison:{ana}>web")
        );
        assert_eq!(all.subject("team:web*"), "team:web*");
        assert_eq!(all.subject("person:*"), "person:*");
        assert_eq!(all.subject("*"), "*");
        assert!(!all.subject("person:zed*").contains("zed"));
    }
}
