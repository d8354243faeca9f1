//! A picture as plain data: what a chart layout makes and what the backends draw.
//!
//! A layout is a function from facts to a [`Scene`]. It opens a [`Canvas`], puts marks on it in the order
//! in which they lie over each other, and takes the scene out:
//!
//! ```
//! use orglint::chart::scene::{Area, Canvas};
//! use orglint::chart::theme::{self, Ink, Tone};
//!
//! let mut canvas = Canvas::new(240, 80);
//! canvas.describe("Two teams share one liaison", "", "Bars of two teams, Web and Data.");
//! canvas.rect(Area::new(16, 16, 120, 24)).fill(Tone::Accent).radius(2).title("Web: 8 people").subject("team:web");
//! canvas.text(24, 28, "Web").style(theme::LABEL).ink(Ink::On(Tone::Accent)).middle();
//! canvas.line(&[(16, 48), (200, 48)]).stroke(Tone::Axis, 1).dashed();
//! let scene = canvas.finish();
//! assert_eq!(scene.problems(), Vec::<String>::new());
//! ```
//!
//! - Coordinates are whole pixels, x to the right, y down. A rectangle covers exactly its pixels and its
//!   stroke lies inside it; a straight line one pixel wide at `y = 10` fills pixel row 10, so nothing blurs.
//! - Colours are meanings ([`Tone`] for fills and lines, [`Ink`] for letters).
//! - A mark may carry a `title` (shown by a browser when pointing at it) and a `subject` such as `team:web`
//!   (the SVG attribute `data-subject`, by which a page links findings and marks).
//! - [`Scene::problems`] finds text that leaves the picture, meets other text or lacks contrast: every
//!   layout's test calls it. [`Scene::to_text`] is the snapshot.
//!
//! This file must not know backends, plotters or the organization.

pub use super::area::{Area, Point};
pub use super::canvas::Canvas;
use super::theme::{Ink, Style, Tone};
use std::fmt::Write;

/// Which point of the text its x means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Anchor {
    /// The text begins there.
    #[default]
    Start,
    /// The text is centred there.
    Middle,
    /// The text ends there.
    End,
}

/// Which height of the text its y means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Level {
    /// The line the letters stand on.
    #[default]
    Baseline,
    /// Half the height of a capital: for labels beside marks.
    Middle,
}

/// The direction of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Turn {
    /// Left to right.
    #[default]
    None,
    /// Rising at 45 degrees.
    Rising,
    /// Bottom to top.
    Upright,
}

impl Turn {
    /// Degrees counter-clockwise.
    pub const fn degrees(self) -> i32 {
        match self {
            Turn::None => 0,
            Turn::Rising => 45,
            Turn::Upright => 90,
        }
    }

    /// Cosine and sine of [`degrees`](Turn::degrees), written out so that no platform rounds them differently.
    pub const fn cos_sin(self) -> (f32, f32) {
        match self {
            Turn::None => (1.0, 0.0),
            Turn::Rising => (
                std::f32::consts::FRAC_1_SQRT_2,
                std::f32::consts::FRAC_1_SQRT_2,
            ),
            Turn::Upright => (0.0, 1.0),
        }
    }
}

/// One line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The anchor point.
    pub at: Point,
    /// What it says; drawn as [`readable`](super::text::readable).
    pub content: String,
    /// Size and weight.
    pub style: Style,
    /// Colour.
    pub ink: Ink,
    /// What x means.
    pub anchor: Anchor,
    /// What y means.
    pub level: Level,
    /// Direction, turning about `at`.
    pub turn: Turn,
}

/// The pattern of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dash {
    /// Unbroken.
    #[default]
    Solid,
    /// Four widths drawn, three left out.
    Dashed,
    /// One width drawn, two left out.
    Dotted,
}

/// How a line or an outline is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stroke {
    /// Colour.
    pub tone: Tone,
    /// Pixels.
    pub width: i32,
    /// Pattern.
    pub dash: Dash,
}

/// The geometry of a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A rectangle, with rounded corners when the radius is not zero.
    Rect {
        /// The pixels it covers.
        area: Area,
        /// Radius of the corners.
        radius: i32,
    },
    /// Straight pieces from point to point.
    Line {
        /// At least two.
        points: Vec<Point>,
    },
    /// A cubic Bézier curve: start, two controls, end.
    Curve {
        /// The four points.
        points: [Point; 4],
    },
    /// A circle.
    Circle {
        /// Where the pen of the compass stands.
        center: Point,
        /// Pixels.
        radius: i32,
    },
    /// A closed shape.
    Polygon {
        /// The corners, the last joined to the first.
        points: Vec<Point>,
    },
    /// Letters.
    Text(Text),
}

/// A shape with its look and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Where and what.
    pub shape: Shape,
    /// Filled with; lines, curves and text are never filled.
    pub fill: Option<Tone>,
    /// Rectangles only: oblique lines over the fill, a second carrier beside colour.
    pub hatch: Option<Tone>,
    /// Outline or line.
    pub stroke: Option<Stroke>,
    /// Lines and curves only: a head at the end.
    pub arrow: bool,
    /// Shown when pointing at the mark; empty for none.
    pub title: String,
    /// What the mark stands for, such as `team:web`; empty for none.
    pub subject: String,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scene {
    /// Pixels at scale 1.
    pub width: i32,
    /// Pixels at scale 1.
    pub height: i32,
    /// The finding the picture shows, one sentence.
    pub title: String,
    /// What is shown and in which unit.
    pub subtitle: String,
    /// For those who do not see the picture: what it shows and the numbers that matter.
    pub description: String,
    /// The marks, the later over the earlier.
    pub marks: Vec<Mark>,
}

impl Scene {
    /// One line per mark, in drawing order: what snapshots of layouts hold.
    pub fn to_text(&self) -> String {
        let mut out = format!("scene {}x{}\n", self.width, self.height);
        for (name, text) in [
            ("title", &self.title),
            ("subtitle", &self.subtitle),
            ("description", &self.description),
        ] {
            if !text.is_empty() {
                let _ = writeln!(out, "{name} {text:?}"); // writing to a String cannot fail
            }
        }
        for mark in &self.marks {
            out.push_str(&mark.to_text());
            out.push('\n');
        }
        out
    }
}

fn path(points: &[Point]) -> String {
    let parts: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
    parts.join(" ")
}

impl Mark {
    pub(super) fn new(shape: Shape) -> Mark {
        Mark {
            shape,
            fill: None,
            hatch: None,
            stroke: None,
            arrow: false,
            title: String::new(),
            subject: String::new(),
        }
    }

    fn to_text(&self) -> String {
        let mut out = match &self.shape {
            Shape::Rect { area: a, radius } => {
                let round = if *radius > 0 {
                    format!(" radius={radius}")
                } else {
                    String::new()
                };
                format!("rect {},{} {}x{}{round}", a.x, a.y, a.width, a.height)
            }
            Shape::Line { points } => format!("line {}", path(points)),
            Shape::Curve { points } => format!("curve {}", path(points)),
            Shape::Circle {
                center: (x, y),
                radius,
            } => format!("circle {x},{y} r={radius}"),
            Shape::Polygon { points } => format!("polygon {}", path(points)),
            Shape::Text(t) => t.to_text(),
        };
        if let Some(fill) = self.fill {
            let _ = write!(out, " fill={}", fill.name());
        }
        if let Some(hatch) = self.hatch {
            let _ = write!(out, " hatch={}", hatch.name());
        }
        if let Some(stroke) = self.stroke {
            let _ = write!(out, " stroke={}/{}", stroke.tone.name(), stroke.width);
            if stroke.dash != Dash::Solid {
                let _ = write!(out, "/{}", format!("{:?}", stroke.dash).to_lowercase());
            }
        }
        out.push_str(if self.arrow { " arrow" } else { "" });
        if !self.subject.is_empty() {
            let _ = write!(out, " @{}", self.subject);
        }
        if !self.title.is_empty() {
            let _ = write!(out, " title={:?}", self.title);
        }
        out
    }
}

impl Text {
    fn to_text(&self) -> String {
        let anchor = match self.anchor {
            Anchor::Start => "",
            Anchor::Middle => " centred",
            Anchor::End => " ending",
        };
        let level = if self.level == Level::Middle {
            " middle"
        } else {
            ""
        };
        let turn = match self.turn.degrees() {
            0 => String::new(),
            degrees => format!(" turn={degrees}"),
        };
        let weight = if self.style.weight == super::text::Weight::SemiBold {
            " semibold"
        } else {
            ""
        };
        let (x, y) = self.at;
        format!(
            "text {x},{y} {:?} {}px{weight} {}{anchor}{level}{turn}",
            self.content,
            self.style.size,
            self.ink.name()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::theme;

    #[test]
    fn a_scene_reads_as_one_line_per_mark() {
        let mut canvas = Canvas::new(200, 100);
        canvas.describe("A finding", "", "Told");
        canvas
            .rect(Area::new(1, 2, 30, 40))
            .fill(Tone::Ramp(9))
            .hatch(Tone::Paper)
            .stroke(Tone::Bad, 2)
            .radius(3);
        canvas
            .line(&[(0, 0), (5, 6)])
            .stroke(Tone::Axis, 1)
            .dashed()
            .arrow()
            .subject("team:web");
        canvas
            .curve([(0, 0), (1, 1), (2, 2), (3, 3)])
            .stroke(Tone::Category(9), 1)
            .dotted();
        canvas
            .circle((9, 9), 4)
            .fill(Tone::Good)
            .title("a \"ring\"");
        canvas.polygon(&[(0, 0), (4, 0), (2, 3)]).fill(Tone::Rule);
        canvas
            .text(7, 8, "Web")
            .style(theme::STRONG)
            .ink(Ink::On(Tone::Accent))
            .ending()
            .middle()
            .turn(Turn::Rising);
        insta::assert_snapshot!(canvas.finish().to_text(), @r#"
        scene 200x100
        title "A finding"
        description "Told"
        rect 1,2 30x40 radius=3 fill=ramp-6 hatch=paper stroke=bad/2
        line 0,0 5,6 stroke=axis/1/dashed arrow @team:web
        curve 0,0 1,1 2,2 3,3 stroke=category-1/1/dotted
        circle 9,9 r=4 fill=good title="a \"ring\""
        polygon 0,0 4,0 2,3 fill=rule
        text 7,8 "Web" 13px semibold on-accent ending middle turn=45
        "#);
    }
}
