//! Makes a scene mark by mark; the examples are in [`scene`](super::scene).
//!
//! It knows the data of a scene and the default look of text, and must not know backends.

use super::area::{Area, Point};
use super::scene::{Anchor, Dash, Level, Mark, Scene, Shape, Stroke, Text, Turn};
use super::theme::{BODY, Ink, Style, Tone};

/// A scene in the making.
#[derive(Debug)]
pub struct Canvas {
    scene: Scene,
}

impl Canvas {
    /// An empty picture of this size in pixels.
    pub fn new(width: i32, height: i32) -> Canvas {
        let (title, subtitle, description) = Default::default();
        Canvas {
            scene: Scene {
                width,
                height,
                title,
                subtitle,
                description,
                marks: Vec::new(),
            },
        }
    }

    /// Says what the picture shows; draws nothing (a [`Frame`](super::plot::Frame) does).
    pub fn describe(&mut self, title: &str, subtitle: &str, description: &str) {
        title.clone_into(&mut self.scene.title);
        subtitle.clone_into(&mut self.scene.subtitle);
        description.clone_into(&mut self.scene.description);
    }

    /// The whole picture.
    pub fn area(&self) -> Area {
        Area::new(0, 0, self.scene.width, self.scene.height)
    }

    /// A rectangle; give it a fill, a stroke or both.
    pub fn rect(&mut self, area: Area) -> Pen<'_> {
        self.mark(Shape::Rect { area, radius: 0 })
    }

    /// A line through these points; give it a stroke.
    pub fn line(&mut self, points: &[Point]) -> Pen<'_> {
        self.mark(Shape::Line {
            points: points.to_vec(),
        })
    }

    /// A cubic Bézier curve from the first to the last point; give it a stroke.
    pub fn curve(&mut self, points: [Point; 4]) -> Pen<'_> {
        self.mark(Shape::Curve { points })
    }

    /// A circle; a ring when it has a stroke and no fill.
    pub fn circle(&mut self, center: Point, radius: i32) -> Pen<'_> {
        self.mark(Shape::Circle { center, radius })
    }

    /// A closed shape with these corners.
    pub fn polygon(&mut self, points: &[Point]) -> Pen<'_> {
        self.mark(Shape::Polygon {
            points: points.to_vec(),
        })
    }

    /// A line of text: [`BODY`], [`Ink::Strong`], beginning at x and standing on y unless told otherwise.
    pub fn text(&mut self, x: i32, y: i32, content: impl Into<String>) -> Pen<'_> {
        self.mark(Shape::Text(Text {
            at: (x, y),
            content: content.into(),
            style: BODY,
            ink: Ink::Strong,
            anchor: Anchor::Start,
            level: Level::Baseline,
            turn: Turn::None,
        }))
    }

    /// The finished picture.
    pub fn finish(self) -> Scene {
        self.scene
    }

    fn mark(&mut self, shape: Shape) -> Pen<'_> {
        let at = self.scene.marks.len();
        self.scene.marks.push(Mark::new(shape));
        Pen {
            mark: &mut self.scene.marks[at],
        }
    }
}

/// Gives the mark just made its look; what a shape does not have (the anchor of a circle) changes nothing.
#[derive(Debug)]
pub struct Pen<'a> {
    mark: &'a mut Mark,
}

impl Pen<'_> {
    /// Fills the shape.
    pub fn fill(self, tone: Tone) -> Self {
        self.mark.fill = Some(tone);
        self
    }

    /// Oblique lines over the fill of a rectangle.
    pub fn hatch(self, tone: Tone) -> Self {
        self.mark.hatch = Some(tone);
        self
    }

    /// Draws the line or outline, `width` pixels wide.
    pub fn stroke(self, tone: Tone, width: i32) -> Self {
        let dash = self.mark.stroke.map_or(Dash::Solid, |s| s.dash);
        self.mark.stroke = Some(Stroke { tone, width, dash });
        self
    }

    /// Breaks the stroke into dashes; call it after [`stroke`](Pen::stroke).
    pub fn dashed(self) -> Self {
        self.dash(Dash::Dashed)
    }

    /// Breaks the stroke into dots; call it after [`stroke`](Pen::stroke).
    pub fn dotted(self) -> Self {
        self.dash(Dash::Dotted)
    }

    fn dash(self, dash: Dash) -> Self {
        if let Some(stroke) = &mut self.mark.stroke {
            stroke.dash = dash;
        }
        self
    }

    /// Puts a head on the end of a line or curve.
    pub fn arrow(self) -> Self {
        self.mark.arrow = true;
        self
    }

    /// Rounds the corners of a rectangle.
    pub fn radius(self, pixels: i32) -> Self {
        if let Shape::Rect { radius, .. } = &mut self.mark.shape {
            *radius = pixels;
        }
        self
    }

    /// Shown when pointing at the mark.
    pub fn title(self, text: impl Into<String>) -> Self {
        self.mark.title = text.into();
        self
    }

    /// What the mark stands for, such as `team:web`.
    pub fn subject(self, key: impl Into<String>) -> Self {
        self.mark.subject = key.into();
        self
    }

    /// Size and weight of text.
    pub fn style(self, style: Style) -> Self {
        self.letter(|t| t.style = style)
    }

    /// Colour of text.
    pub fn ink(self, ink: Ink) -> Self {
        self.letter(|t| t.ink = ink)
    }

    /// Centres text on x.
    pub fn centred(self) -> Self {
        self.letter(|t| t.anchor = Anchor::Middle)
    }

    /// Ends text at x.
    pub fn ending(self) -> Self {
        self.letter(|t| t.anchor = Anchor::End)
    }

    /// Centres the capitals of text on y.
    pub fn middle(self) -> Self {
        self.letter(|t| t.level = Level::Middle)
    }

    /// Turns text about its anchor.
    pub fn turn(self, turn: Turn) -> Self {
        self.letter(|t| t.turn = turn)
    }

    fn letter(self, change: impl FnOnce(&mut Text)) -> Self {
        if let Shape::Text(text) = &mut self.mark.shape {
            change(text);
        }
        self
    }
}
