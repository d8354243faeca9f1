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
    pub fn rect(&mut self, area: Area) -> &mut Mark {
        self.put(Shape::Rect { area, radius: 0 })
    }

    /// A line through these points; give it a stroke.
    pub fn line(&mut self, points: &[Point]) -> &mut Mark {
        self.put(Shape::Line {
            points: points.to_vec(),
        })
    }

    /// A cubic Bézier curve from the first to the last point; give it a stroke.
    pub fn curve(&mut self, points: [Point; 4]) -> &mut Mark {
        self.put(Shape::Curve { points })
    }

    /// A circle; a ring when it has a stroke and no fill.
    pub fn circle(&mut self, center: Point, radius: i32) -> &mut Mark {
        self.put(Shape::Circle { center, radius })
    }

    /// A closed shape with these corners.
    pub fn polygon(&mut self, points: &[Point]) -> &mut Mark {
        self.put(Shape::Polygon {
            points: points.to_vec(),
        })
    }

    /// A line of text: [`BODY`], [`Ink::Strong`], beginning at x and standing on y unless told otherwise.
    pub fn text(&mut self, x: i32, y: i32, content: impl Into<String>) -> &mut Mark {
        self.put(Shape::Text(Text {
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

    fn put(&mut self, shape: Shape) -> &mut Mark {
        let at = self.scene.marks.len();
        self.scene.marks.push(Mark::new(shape));
        &mut self.scene.marks[at]
    }
}

/// The look of a mark, given right after it is put on a [`Canvas`]; what a shape does not have (the anchor of a
/// circle) changes nothing.
impl Mark {
    /// Fills the shape.
    pub fn fill(&mut self, tone: Tone) -> &mut Self {
        self.fill = Some(tone);
        self
    }

    /// Oblique lines over the fill of a rectangle.
    pub fn hatch(&mut self, tone: Tone) -> &mut Self {
        self.hatch = Some(tone);
        self
    }

    /// Draws the line or outline, `width` pixels wide.
    pub fn stroke(&mut self, tone: Tone, width: i32) -> &mut Self {
        let dash = self.stroke.map_or(Dash::Solid, |s| s.dash);
        self.stroke = Some(Stroke { tone, width, dash });
        self
    }

    /// Breaks the stroke into dashes; call it after [`stroke`](Mark::stroke).
    pub fn dashed(&mut self) -> &mut Self {
        self.dash(Dash::Dashed)
    }

    /// Breaks the stroke into dots; call it after [`stroke`](Mark::stroke).
    pub fn dotted(&mut self) -> &mut Self {
        self.dash(Dash::Dotted)
    }

    fn dash(&mut self, dash: Dash) -> &mut Self {
        if let Some(stroke) = &mut self.stroke {
            stroke.dash = dash;
        }
        self
    }

    /// Puts a head on the end of a line or curve.
    pub fn arrow(&mut self) -> &mut Self {
        self.arrow = true;
        self
    }

    /// Rounds the corners of a rectangle.
    pub fn radius(&mut self, pixels: i32) -> &mut Self {
        if let Shape::Rect { radius, .. } = &mut self.shape {
            *radius = pixels;
        }
        self
    }

    /// Shown when pointing at the mark.
    pub fn title(&mut self, text: impl Into<String>) -> &mut Self {
        self.title = text.into();
        self
    }

    /// What the mark stands for, such as `team:web`.
    pub fn subject(&mut self, key: impl Into<String>) -> &mut Self {
        self.subject = key.into();
        self
    }

    /// Size and weight of text.
    pub fn style(&mut self, style: Style) -> &mut Self {
        self.letter(|t| t.style = style)
    }

    /// Colour of text.
    pub fn ink(&mut self, ink: Ink) -> &mut Self {
        self.letter(|t| t.ink = ink)
    }

    /// Centres text on x.
    pub fn centred(&mut self) -> &mut Self {
        self.letter(|t| t.anchor = Anchor::Middle)
    }

    /// Ends text at x.
    pub fn ending(&mut self) -> &mut Self {
        self.letter(|t| t.anchor = Anchor::End)
    }

    /// Centres the capitals of text on y.
    pub fn middle(&mut self) -> &mut Self {
        self.letter(|t| t.level = Level::Middle)
    }

    /// Turns text about its anchor.
    pub fn turn(&mut self, turn: Turn) -> &mut Self {
        self.letter(|t| t.turn = turn)
    }

    fn letter(&mut self, change: impl FnOnce(&mut Text)) -> &mut Self {
        if let Shape::Text(text) = &mut self.shape {
            change(text);
        }
        self
    }
}
