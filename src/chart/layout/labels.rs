//! Names beside marks that stand anywhere: each is put where it meets neither marks nor other names,
//! or left out. Knows places, no chart.

use super::shorten::shorten;
use crate::chart::scene::{Area, Canvas};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Style};

/// Places that are taken.
#[derive(Debug)]
pub(super) struct Labels {
    within: Area,
    taken: Vec<Area>,
}

/// A name and how it is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label<'a> {
    /// What it says.
    pub(super) words: &'a str,
    /// Size and weight.
    pub(super) style: Style,
    /// Colour.
    pub(super) ink: Ink,
    /// Widest it may be.
    pub(super) most: i32,
    /// Shown when pointing at it.
    pub(super) title: &'a str,
    /// What it stands for.
    pub(super) subject: &'a str,
}

impl Labels {
    /// Nothing taken in an area that names must not leave.
    pub(super) fn new(within: Area) -> Self {
        Self {
            within,
            taken: Vec::new(),
        }
    }

    /// Takes the place of a mark.
    pub(super) fn take(&mut self, area: Area) {
        self.taken.push(area);
    }

    /// Takes a place if it is free; whether it was.
    pub(super) fn claim(&mut self, area: Area) -> bool {
        let free = self.is_free(area);
        if free {
            self.taken.push(area);
        }
        free
    }

    /// Sets a name beside the mark in `mark`, at the first free place of right, left, above and below;
    /// whether there was one.
    pub(super) fn put(&mut self, canvas: &mut Canvas, mark: Area, label: &Label<'_>) -> bool {
        const NEAR: i32 = theme::GAP / 2;
        let words = shorten(label.words, label.style, label.most);
        if words.is_empty() {
            return true;
        }
        let width = text::pixels(&words, label.style.size, label.style.weight);
        let height = label.style.leading();
        let (x, y) = mark.center();
        let (left, level) = (x - width / 2, y - height / 2);
        let places = [
            (mark.right() + NEAR, level),
            (mark.x - NEAR - width, level),
            (left, mark.y - height),
            (left, mark.bottom()),
            (mark.right(), mark.y - height),
            (mark.right(), mark.bottom()),
            (mark.right() - width, mark.y - height),
            (mark.right() - width, mark.bottom()),
        ];
        let areas = places.map(|(x, y)| Area::new(x, y, width, height));
        let Some(free) = areas.into_iter().find(|area| self.is_free(*area)) else {
            return false;
        };
        canvas
            .text(free.x, free.y + height / 2, words)
            .style(label.style)
            .ink(label.ink)
            .middle()
            .title(label.title)
            .subject(label.subject);
        self.taken.push(free);
        true
    }

    fn is_free(&self, area: Area) -> bool {
        let all = self.within;
        let inside = area.x >= all.x
            && area.y >= all.y
            && area.right() <= all.right()
            && area.bottom() <= all.bottom();
        inside && !self.taken.iter().any(|taken| meet(*taken, area))
    }
}

fn meet(a: Area, b: Area) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_take_the_first_free_side_or_none() {
        let mut canvas = Canvas::new(200, 100);
        let mut labels = Labels::new(Area::new(0, 0, 200, 100));
        let mark = Area::new(90, 40, 20, 20);
        labels.take(mark);
        let label = Label {
            words: "Payments",
            style: theme::LABEL,
            ink: Ink::Soft,
            most: 80,
            title: "",
            subject: "",
        };
        let put = (0..10)
            .filter(|_| labels.put(&mut canvas, mark, &label))
            .count();
        assert!((4..10).contains(&put), "{put}");
        assert_eq!(canvas.finish().problems(), Vec::<String>::new());
    }
}
