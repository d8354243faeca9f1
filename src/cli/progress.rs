//! A progress bar for people who wait: on a terminal only, and only after half a second.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

/// Shorter waits need no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// Counts steps; may be shared by threads. Gone from the screen when dropped.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    began: Instant,
    on_terminal: bool,
}

impl Progress {
    /// A bar that waits to be needed.
    pub(super) fn new(steps: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
            bar.set_style(style);
        }
        Self {
            bar,
            began: Instant::now(),
            on_terminal: io::stderr().is_terminal(),
        }
    }

    /// Says what is done next.
    pub(super) fn say(&self, what: &str) {
        self.bar.set_message(what.to_owned());
        self.show();
    }

    /// One step is done.
    pub(super) fn step(&self) {
        self.bar.inc(1);
        self.show();
    }

    fn show(&self) {
        if self.on_terminal && self.bar.is_hidden() && self.began.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
