//! One row of the mapping strip: cells, their colours and labels, and the verdict in words.
//!
//! Knows one mapping and the columns it is drawn over; knows no frame and no other mapping.

use super::columns::Columns;
use super::flags;
use super::strip_labels::{codes, short, tones};
use crate::chart::plot::{self, Key};
use crate::chart::scale::Band;
use crate::chart::scene::{Area, Canvas};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Tone};
use crate::facts::{Divergence, Facts, TeamMapping};
use crate::lint::{Level, words};
use crate::model::TeamId;
use std::collections::BTreeMap;

/// What one column holds.
#[derive(Debug, Default)]
struct Content {
    /// Teams by label, the label by number; a team with several labels counts for each.
    teams: Vec<(u32, usize)>,
    /// Teams without a label.
    blank: usize,
    /// Whether some team in it would move.
    moves: bool,
    /// The label that it would move to where it holds one team.
    to: Option<u32>,
}

/// A mapping with its place under the tree.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// The mapping.
    pub(super) mapping: &'a TeamMapping,
    divergence: &'a Divergence,
    /// Of the finding about it.
    level: Option<Level>,
    /// Whether most labelled teams stand at the top or directly below: there is no tree to follow.
    pub(super) flat: bool,
    names: Vec<String>,
    codes: Vec<String>,
    tones: Vec<Tone>,
    contents: Vec<Content>,
    /// Per label whether it stands in some run.
    named: Vec<bool>,
}

impl<'a> Row<'a> {
    /// A row without its place.
    pub(super) fn new(
        facts: &'a Facts<'_>,
        index: usize,
        mapping: &'a TeamMapping,
        level: Option<Level>,
    ) -> Option<Self> {
        let names: Vec<String> = mapping
            .labels
            .iter()
            .map(|label| short(label, mapping.origin))
            .collect();
        let forest = facts.tree().units();
        let high = mapping
            .leaves
            .iter()
            .filter(|(leaf, _)| forest.depth(*leaf) < 2);
        Some(Self {
            flat: high.count() * 2 > mapping.leaves.len(),
            divergence: facts.mappings().divergence(facts, index)?,
            level,
            codes: codes(&names),
            tones: tones(mapping),
            named: vec![false; names.len()],
            names,
            contents: Vec::new(),
            mapping,
        })
    }

    /// Whether each label is one connected region of the tree.
    pub(super) fn follows(&self) -> bool {
        !self.divergence.diverges()
    }

    /// Retention index: 1 follows the tree, 0 could not follow it less.
    pub(super) fn retention(&self) -> f64 {
        self.divergence.retention
    }

    /// The verdict in a few words.
    pub(super) fn words(&self) -> String {
        if self.follows() {
            return if self.flat {
                "flat hierarchy: nothing to follow"
            } else {
                "follows the tree"
            }
            .to_owned();
        }
        let moves = self.divergence.moves.len();
        format!("{} to move", words::count(moves, "team", "teams"))
    }

    /// What else is worth knowing, in small print.
    pub(super) fn detail(&self) -> String {
        if self.follows() {
            return String::new();
        }
        let exact = if self.divergence.exact {
            ""
        } else {
            ", at most"
        };
        let teams = words::count(self.divergence.leaves, "labelled team", "labelled teams");
        format!("of {teams}{exact}")
    }

    /// Mark and ink: what was found decides, so that configured levels and options show.
    pub(super) fn look(&self) -> (&'static str, Ink) {
        if self.flat && self.follows() {
            ("", Ink::Soft)
        } else if self.follows() {
            ("✓", Ink::Good)
        } else {
            let (_, ink, mark) = flags::look(self.level);
            (mark, ink)
        }
    }

    /// Sorts the labels into columns and finds out which get their name into a run.
    pub(super) fn place(&mut self, facts: &Facts<'_>, columns: &Columns, band: &Band) {
        self.contents = contents(facts, columns, self.mapping, self.divergence);
        for (label, from, to) in self.runs() {
            let label = label as usize;
            self.named[label] |= fits(&self.names[label], run_width(band, from, to));
        }
    }

    /// Whether some cell is hatched.
    pub(super) fn hatched(&self) -> bool {
        self.contents.iter().any(|content| content.moves)
    }

    /// Stretches of columns that hold one label alone: the label, the first column, the one after.
    fn runs(&self) -> Vec<(u32, usize, usize)> {
        let only = |content: &Content| match content.teams.as_slice() {
            [(label, _)] if content.blank == 0 && !content.moves => Some(*label),
            _ => None,
        };
        let mut runs: Vec<(u32, usize, usize)> = Vec::new();
        for (at, content) in self.contents.iter().enumerate() {
            let Some(label) = only(content) else { continue };
            match runs.last_mut() {
                Some((known, _, to)) if *known == label && *to == at => *to = at + 1,
                _ => runs.push((label, at, at + 1)),
            }
        }
        runs
    }

    /// Draws the cells at `(y, height)`.
    pub(super) fn draw(
        &self,
        canvas: &mut Canvas,
        facts: &Facts<'_>,
        columns: &Columns,
        band: &Band,
        (y, height): (i32, i32),
    ) {
        for (at, content) in self.contents.iter().enumerate() {
            let (left, width) = band.at(at);
            let joined = self
                .contents
                .get(at + 1)
                .is_some_and(|next| same(content, next));
            let width = (width - i32::from(!joined)).max(1);
            let team = facts.org().team(TeamId(columns.units[at]));
            let title = format!("{}: {}", team.label(), self.told(content));
            let subject = team.subject();
            let total = content.blank + content.teams.iter().map(|(_, n)| n).sum::<usize>();
            if content.teams.is_empty() {
                canvas
                    .rect(Area::new(left, y, width, height))
                    .stroke(Tone::Grid, 1)
                    .title(title)
                    .subject(subject.as_str());
                continue;
            }
            let (mut above, mut from) = (0, 0);
            for (label, teams) in &content.teams {
                above += teams;
                let to = (height as usize * above / total.max(1)) as i32;
                let gap = i32::from(above < total && to > from + 2);
                let area = Area::new(left, y + from, width, (to - from - gap).max(1));
                let tone = self.tones[*label as usize];
                let pen = canvas.rect(area).fill(tone).title(title.as_str());
                let pen = pen.subject(subject.as_str());
                if content.moves {
                    pen.hatch(Tone::Paper);
                }
                from = to;
            }
        }
        self.draw_labels(canvas, band, (y, height));
        self.draw_moves(canvas, band, (y, height));
    }

    fn draw_labels(&self, canvas: &mut Canvas, band: &Band, (y, height): (i32, i32)) {
        for (label, from, to) in self.runs() {
            let label = label as usize;
            let room = run_width(band, from, to);
            let text = [&self.names[label], &self.codes[label]]
                .into_iter()
                .find(|text| fits(text, room));
            if let Some(text) = text {
                canvas
                    .text(band.at(from).0 + room / 2, y + height / 2, text)
                    .style(theme::LABEL)
                    .ink(Ink::On(self.tones[label]))
                    .centred()
                    .middle();
            }
        }
    }

    /// In hatched cells the label that the team would move to.
    fn draw_moves(&self, canvas: &mut Canvas, band: &Band, (y, height): (i32, i32)) {
        for (at, content) in self.contents.iter().enumerate() {
            let Some(code) = content.to.and_then(|to| self.codes.get(to as usize)) else {
                continue;
            };
            let (words, (x, width)) = (format!("→{code}"), band.at(at));
            let wide = text::pixels(&words, theme::LABEL.size, theme::LABEL.weight);
            if wide + theme::GAP > width {
                continue;
            }
            let (x, middle) = (x + width / 2, y + height / 2);
            let (high, half) = (theme::LABEL.leading(), wide / 2 + 3);
            canvas
                .rect(Area::new(x - half, middle - high / 2, half * 2, high))
                .fill(Tone::Paper);
            canvas
                .text(x, middle, words)
                .style(theme::LABEL)
                .centred()
                .middle();
        }
    }

    fn told(&self, content: &Content) -> String {
        if content.teams.is_empty() {
            return "no label".to_owned();
        }
        let labels = content.teams.iter().map(|(label, teams)| {
            let name = &self.mapping.labels[*label as usize];
            if *teams > 1 {
                format!("{name} ({teams})")
            } else {
                name.clone()
            }
        });
        words::list(labels, 6)
    }

    /// Labels whose name stands in no run, as keys of a legend; those without a colour of their own
    /// are one key.
    fn keys(&self) -> Vec<(Tone, String)> {
        let mut keys: Vec<(Tone, String)> = Vec::new();
        let mut others = 0;
        for (label, name) in self.names.iter().enumerate() {
            if self.tones[label] == OTHER {
                others += 1;
            } else if !self.named[label] {
                let code = &self.codes[label];
                let name = if code == name {
                    name.clone()
                } else {
                    format!("{code} {name}")
                };
                keys.push((self.tones[label], name));
            }
        }
        if others > 0 {
            keys.push((
                OTHER,
                words::count(others, "smaller label", "smaller labels"),
            ));
        }
        keys
    }

    /// The height of the names below the cells.
    pub(super) fn legend_height(&self, width: i32) -> i32 {
        let keys = self.keys();
        plot::legend_height(width, &as_keys(&keys))
    }

    /// Sets the names that found no room in a run.
    pub(super) fn draw_legend(&self, canvas: &mut Canvas, area: Area) {
        let keys = self.keys();
        plot::legend(canvas, area, &as_keys(&keys));
    }
}

/// The tone of labels beyond those with a colour of their own.
pub(super) const OTHER: Tone = Tone::Muted;

fn as_keys(keys: &[(Tone, String)]) -> Vec<Key<'_>> {
    keys.iter()
        .map(|(tone, name)| Key {
            tone: *tone,
            hatched: false,
            name,
        })
        .collect()
}

fn run_width(band: &Band, from: usize, to: usize) -> i32 {
    band.at(to).0 - band.at(from).0 - 1
}

fn fits(text: &str, room: i32) -> bool {
    text::pixels(text, theme::LABEL.size, theme::LABEL.weight) + theme::GAP / 2 <= room
}

/// Whether two neighbours read as one run.
fn same(a: &Content, b: &Content) -> bool {
    let single = |content: &Content| match content.teams.as_slice() {
        [(label, _)] if content.blank == 0 => Some((*label, content.moves)),
        _ => None,
    };
    single(a).is_some() && single(a) == single(b)
}

fn contents(
    facts: &Facts<'_>,
    columns: &Columns,
    mapping: &TeamMapping,
    divergence: &Divergence,
) -> Vec<Content> {
    let forest = facts.tree().units();
    let moves = &divergence.moves;
    let mut tallies: Vec<BTreeMap<u32, usize>> = vec![BTreeMap::new(); columns.units.len()];
    let mut contents: Vec<Content> = columns
        .units
        .iter()
        .map(|unit| Content {
            blank: forest.leaf_count(*unit),
            ..Content::default()
        })
        .collect();
    for (leaf, labels) in &mapping.leaves {
        let Some(at) = columns.of(*leaf) else {
            continue;
        };
        contents[at].blank = contents[at].blank.saturating_sub(1);
        if let Ok(found) = moves.binary_search_by_key(leaf, |m| m.leaf.0) {
            contents[at].moves = true;
            contents[at].to = Some(moves[found].to).filter(|_| columns.units[at] == *leaf);
        }
        for label in labels {
            *tallies[at].entry(*label).or_default() += 1;
        }
    }
    for (content, tally) in contents.iter_mut().zip(tallies) {
        content.teams = tally.into_iter().collect();
        // A column of many teams shows how those with a label share it; slivers would show nothing.
        if !content.teams.is_empty() {
            content.blank = 0;
        }
        content
            .teams
            .sort_by_key(|(_, teams)| std::cmp::Reverse(*teams));
    }
    contents
}
