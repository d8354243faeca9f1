//! The page of a model's rule, put together while compiling from its doc comment and its
//! invariants, so that the two cannot drift apart. Knows no single model.

use super::contract::{Invariant, Model};

/// What a page is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page {
    /// The doc comment, each line with the space that follows `///`.
    pub(crate) prose: &'static str,
    /// The model.
    pub(crate) model: &'static Model,
}

/// Writes to an array, or only counts where the array is too short.
struct Pen<const N: usize> {
    bytes: [u8; N],
    at: usize,
}

impl<const N: usize> Pen<N> {
    const fn write(&mut self, text: &str) {
        let text = text.as_bytes();
        let mut index = 0;
        while index < text.len() {
            if self.at < N {
                self.bytes[self.at] = text[index];
            }
            self.at += 1;
            index += 1;
        }
    }

    const fn write_number(&mut self, number: u32) {
        if number >= 10 {
            self.write_number(number / 10);
        }
        let digit = [b'0' + (number % 10) as u8];
        self.write(text(&digit));
    }

    const fn write_page(&mut self, page: Page) {
        let invariants = page.model.invariants;
        self.write(" ## What it does\n Checks every declared row of the model. ");
        self.write(page.model.meaning);
        self.write(" What the files do not say is not held against a row. These must hold:\n\n");
        let mut index = 0;
        while index < invariants.len() {
            self.write_invariant(&invariants[index]);
            index += 1;
        }
        self.write("\n");
        self.write(page.prose);
        self.write("\n ## When it is the right choice\n ");
        self.write(page.model.recommend_when);
        self.write("\n");
        self.write_options(invariants);
    }

    const fn write_invariant(&mut self, invariant: &Invariant) {
        self.write(" - `");
        self.write(invariant.name);
        self.write("`: ");
        self.write(invariant.sentence);
        self.write(".\n");
    }

    const fn write_options(&mut self, invariants: &[Invariant]) {
        let (mut index, mut first) = (0, true);
        while index < invariants.len() {
            if let Some(number) = invariants[index].number {
                if first {
                    self.write("\n ## Options\n");
                }
                first = false;
                self.write(" - `");
                self.write(number.key);
                self.write("` (default ");
                self.write_number(number.default);
                self.write("): ");
                self.write(number.says);
                self.write(".\n");
            }
            index += 1;
        }
    }
}

impl Page {
    /// Bytes of the page.
    pub(crate) const fn length(self) -> usize {
        let mut pen = Pen::<0> { bytes: [], at: 0 };
        pen.write_page(self);
        pen.at
    }

    /// The page as bytes; `N` is its length.
    pub(crate) const fn bytes<const N: usize>(self) -> [u8; N] {
        let mut pen = Pen {
            bytes: [0; N],
            at: 0,
        };
        pen.write_page(self);
        pen.bytes
    }
}

/// Bytes as text; they are copies of texts, so nothing is lost.
pub(crate) const fn text(bytes: &[u8]) -> &str {
    match core::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
