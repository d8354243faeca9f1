//! `[metrics]` of the configuration: how much is drawn, with which seed, and the bands of spans. Knows
//! no file.

use serde::{Deserialize, Serialize};

/// Choices that metrics depend on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Options {
    /// Random arrangements of a permutation test; where fewer exist all of them are taken.
    pub permutations: u32,
    /// Equal seeds draw alike.
    pub seed: u64,
    /// Betweenness counts the paths from every node up to so many nodes.
    pub exact_nodes: usize,
    /// Beyond, it counts the paths from so many of them.
    pub samples: usize,
    /// Subjects in a short list on the terminal.
    pub top: usize,
    /// Smallest group of people whose meeting figures are shown.
    pub min_group: usize,
    /// Most direct reports of each archetype of manager.
    pub bands: Bands,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            permutations: 999,
            seed: 1,
            exact_nodes: 2_000,
            samples: 256,
            top: 5,
            min_group: 5,
            bands: Bands::default(),
        }
    }
}

/// The most direct reports of each archetype; a coordinator has more. Acharya and others, `McKinsey`
/// 2017.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Bands {
    /// From 3 up to this: does much of the work.
    pub player_coach: usize,
    /// Up to this: little own work, much teaching.
    pub coach: usize,
    /// Up to this: reports do like work.
    pub supervisor: usize,
    /// Up to this: reports run themselves on known lines.
    pub facilitator: usize,
}

impl Default for Bands {
    fn default() -> Self {
        Self {
            player_coach: 5,
            coach: 7,
            supervisor: 10,
            facilitator: 15,
        }
    }
}

impl Options {
    /// What serde cannot check.
    ///
    /// # Errors
    /// What is wrong, as a sentence.
    pub fn check(&self) -> Result<(), String> {
        const MOST: u32 = 1_000_000;
        let ends = [
            2,
            self.bands.player_coach,
            self.bands.coach,
            self.bands.supervisor,
            self.bands.facilitator,
        ];
        if !(19..=MOST).contains(&self.permutations) {
            return Err(format!(
                "`permutations` is between 19, which can show 1 in 20, and {MOST}"
            ));
        }
        if self.samples == 0 {
            return Err("`samples` is at least 1".to_owned());
        }
        if !ends.is_sorted_by(|a, b| a < b) {
            return Err(
                "`bands` rise from `player-coach`, at least 3, over `coach` and `supervisor` to \
                 `facilitator`"
                    .to_owned(),
            );
        }
        Ok(())
    }
}
