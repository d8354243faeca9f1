//! Points and rectangles of whole pixels, and cutting them up.
//!
//! It must not know what is drawn in them.

/// x to the right and y down, in pixels.
pub type Point = (i32, i32);

/// A rectangle of whole pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Area {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width, never negative.
    pub width: i32,
    /// Height, never negative.
    pub height: i32,
}

impl Area {
    /// An area from its upper left corner; negative sizes count as zero.
    pub const fn new(x: i32, y: i32, width: i32, height: i32) -> Area {
        let width = if width < 0 { 0 } else { width };
        let height = if height < 0 { 0 } else { height };
        Area {
            x,
            y,
            width,
            height,
        }
    }

    /// The first column to the right of it.
    pub const fn right(self) -> i32 {
        self.x + self.width
    }

    /// The first row below it.
    pub const fn bottom(self) -> i32 {
        self.y + self.height
    }

    /// Its middle, rounded to the upper left.
    pub const fn center(self) -> Point {
        (self.x + self.width / 2, self.y + self.height / 2)
    }

    /// The area less `by` pixels on each side.
    #[must_use]
    pub const fn inset(self, by: i32) -> Area {
        Area::new(
            self.x + by,
            self.y + by,
            self.width - 2 * by,
            self.height - 2 * by,
        )
    }

    /// Cuts `width` pixels off the left: (the cut, the rest).
    pub const fn split_left(self, width: i32) -> (Area, Area) {
        let cut = clamped(width, self.width);
        let rest = Area::new(self.x + cut, self.y, self.width - cut, self.height);
        (Area::new(self.x, self.y, cut, self.height), rest)
    }

    /// Cuts `width` pixels off the right: (the rest, the cut).
    pub const fn split_right(self, width: i32) -> (Area, Area) {
        self.split_left(self.width - clamped(width, self.width))
    }

    /// Cuts `height` pixels off the top: (the cut, the rest).
    pub const fn split_top(self, height: i32) -> (Area, Area) {
        let cut = clamped(height, self.height);
        let rest = Area::new(self.x, self.y + cut, self.width, self.height - cut);
        (Area::new(self.x, self.y, self.width, cut), rest)
    }

    /// Cuts `height` pixels off the bottom: (the rest, the cut).
    pub const fn split_bottom(self, height: i32) -> (Area, Area) {
        self.split_top(self.height - clamped(height, self.height))
    }
}

const fn clamped(length: i32, most: i32) -> i32 {
    if length < 0 {
        0
    } else if length > most {
        most
    } else {
        length
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_split_without_losing_a_pixel() {
        let area = Area::new(10, 20, 100, 50);
        for cut in [-5, 0, 30, 100, 400] {
            let (left, right) = area.split_left(cut);
            assert_eq!(
                (left.width + right.width, left.right(), right.right()),
                (100, right.x, 110)
            );
            let (top, rest) = area.split_bottom(cut);
            assert_eq!(
                (top.height + rest.height, top.bottom(), rest.bottom()),
                (50, rest.y, 70)
            );
        }
        assert_eq!(area.split_right(30).1, Area::new(80, 20, 30, 50));
        assert_eq!(area.inset(30), Area::new(40, 50, 40, 0));
    }
}
