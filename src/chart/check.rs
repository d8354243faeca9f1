//! Finds what a reader could not read: text outside the picture, over other text, or without contrast.
//!
//! It knows scenes, measures with the text engine, and must not know backends. Every layout's test calls
//! [`Scene::problems`](super::scene::Scene::problems) and expects none.

use super::scene::{Anchor, Area, Level, Mark, Scene, Shape, Text};
use super::text::{self, ASCENT, CAP_HEIGHT, DESCENT};
use super::theme::{Theme, Tone, contrast};

/// The four corners of a line of text.
type Corners = [(f32, f32); 4];

/// What boxes may share before it counts as an overlap, in pixels: measured widths are fractions.
const SLACK: f32 = 0.5;
/// Contrast of letters to their ground (WCAG 2.2, level AA).
const CONTRAST: f64 = 4.5;

impl Scene {
    /// One line for everything a reader could not read; empty for a good picture.
    ///
    /// Checked: every mark lies in the picture, no two texts meet, and each text keeps a contrast of 4.5 to the
    /// last filled rectangle or circle below it, in both themes.
    pub fn problems(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut texts: Vec<(&Text, Corners)> = Vec::new();
        for (at, mark) in self.marks.iter().enumerate() {
            if let Shape::Text(t) = &mark.shape {
                if text::readable(&t.content).is_empty() {
                    continue;
                }
                let corners = corners(t);
                self.note_outside(&format!("text {:?}", t.content), &corners, &mut found);
                self.note_contrast(t, &corners, at, &mut found);
                texts.push((t, corners));
            } else {
                self.note_outside(&format!("mark {at}"), &outer_points(mark), &mut found);
            }
        }
        note_overlaps(&mut texts, &mut found);
        found
    }

    fn note_outside(&self, what: &str, points: &[(f32, f32)], found: &mut Vec<String>) {
        let (width, height) = (self.width as f32, self.height as f32);
        let outside = |&&(x, y): &&(f32, f32)| {
            x < -SLACK || y < -SLACK || x > width + SLACK || y > height + SLACK
        };
        if let Some((x, y)) = points.iter().find(outside) {
            found.push(format!(
                "{what} reaches {x:.0},{y:.0}, outside {}x{}",
                self.width, self.height
            ));
        }
    }

    fn note_contrast(&self, text: &Text, corners: &Corners, at: usize, found: &mut Vec<String>) {
        let middle = (mean(corners.map(|c| c.0)), mean(corners.map(|c| c.1)));
        let below = self.marks[..at]
            .iter()
            .rev()
            .find_map(|m| m.fill.filter(|_| covers(&m.shape, middle)));
        let ground = below.unwrap_or(Tone::Paper);
        for theme in [Theme::Light, Theme::Dark] {
            let ratio = contrast(theme.ink(text.ink), theme.color(ground));
            if ratio < CONTRAST {
                let (content, ink) = (&text.content, text.ink.name());
                found.push(format!(
                    "text {content:?}: {ink} on {} has contrast {ratio:.1} ({theme:?})",
                    ground.name()
                ));
            }
        }
    }
}

fn mean(values: [f32; 4]) -> f32 {
    values.iter().sum::<f32>() / 4.0
}

fn covers(shape: &Shape, (x, y): (f32, f32)) -> bool {
    match shape {
        Shape::Rect { area: a, .. } => {
            (a.x as f32..a.right() as f32).contains(&x)
                && (a.y as f32..a.bottom() as f32).contains(&y)
        }
        Shape::Circle { center, radius } => {
            let (dx, dy) = (x - center.0 as f32, y - center.1 as f32);
            dx * dx + dy * dy <= (radius * radius) as f32
        }
        _ => false,
    }
}

fn outer_points(mark: &Mark) -> Vec<(f32, f32)> {
    let float = |(x, y): (i32, i32)| (x as f32, y as f32);
    match &mark.shape {
        Shape::Rect { area: a, .. } => vec![float((a.x, a.y)), float((a.right(), a.bottom()))],
        Shape::Line { points } | Shape::Polygon { points } => {
            points.iter().copied().map(float).collect()
        }
        // A curve stays within its control points; its ends are what must be inside.
        Shape::Curve {
            points: [from, _, _, to],
        } => vec![float(*from), float(*to)],
        Shape::Circle {
            center: (x, y),
            radius: r,
        } => vec![float((x - r, y - r)), float((x + r, y + r))],
        Shape::Text(_) => Vec::new(),
    }
}

/// The box of a line of text, turned as the text is.
fn corners(t: &Text) -> Corners {
    let size = t.style.size as f32;
    let width = text::width(&t.content, t.style.size, t.style.weight);
    let left = match t.anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => -width / 2.0,
        Anchor::End => -width,
    };
    let baseline = match t.level {
        Level::Baseline => 0.0,
        Level::Middle => CAP_HEIGHT / 2.0 * size,
    };
    let (top, bottom) = (baseline - ASCENT * size, baseline + DESCENT * size);
    let (cos, sin) = t.turn.cos_sin();
    let turn = |(x, y): (f32, f32)| {
        (
            t.at.0 as f32 + x * cos + y * sin,
            t.at.1 as f32 - x * sin + y * cos,
        )
    };
    [
        (left, top),
        (left + width, top),
        (left + width, bottom),
        (left, bottom),
    ]
    .map(turn)
}

/// Compares each text with those that begin before it ends, from left to right.
fn note_overlaps(texts: &mut [(&Text, Corners)], found: &mut Vec<String>) {
    let left = |c: &Corners| c.iter().map(|p| p.0).fold(f32::MAX, f32::min);
    let right = |c: &Corners| c.iter().map(|p| p.0).fold(f32::MIN, f32::max);
    texts.sort_by(|a, b| left(&a.1).total_cmp(&left(&b.1)));
    for (i, (a, a_box)) in texts.iter().enumerate() {
        let end = right(a_box);
        for (b, b_box) in texts[i + 1..].iter().take_while(|(_, c)| left(c) < end) {
            if overlap(a_box, b_box) {
                found.push(format!(
                    "text {:?} at {:?} meets text {:?} at {:?}",
                    a.content, a.at, b.content, b.at
                ));
            }
        }
    }
}

/// Whether two rectangles, each turned in its own way, share more than the slack: no side of either parts them.
fn overlap(a: &Corners, b: &Corners) -> bool {
    let parts = |quad: &Corners, side: usize| {
        let (from, to) = (quad[side], quad[(side + 1) % 4]);
        let (nx, ny) = (to.1 - from.1, from.0 - to.0);
        let length = (nx * nx + ny * ny).sqrt();
        let reach = |c: &Corners| {
            let along = c.map(|(x, y)| (x * nx + y * ny) / length.max(f32::MIN_POSITIVE));
            (
                along.iter().copied().fold(f32::MAX, f32::min),
                along.iter().copied().fold(f32::MIN, f32::max),
            )
        };
        let ((a_low, a_high), (b_low, b_high)) = (reach(a), reach(b));
        a_high - SLACK <= b_low || b_high - SLACK <= a_low
    };
    !(0..2).any(|side| parts(a, side) || parts(b, side))
}

/// The room a line of text takes, for layouts that place labels themselves; turned text gets the box around it.
pub fn room(t: &Text) -> Area {
    let corners = corners(t);
    let low = |get: fn(&(f32, f32)) -> f32| {
        corners.iter().map(get).fold(f32::MAX, f32::min).floor() as i32
    };
    let high = |get: fn(&(f32, f32)) -> f32| {
        corners.iter().map(get).fold(f32::MIN, f32::max).ceil() as i32
    };
    let (x, y) = (low(|c| c.0), low(|c| c.1));
    Area::new(x, y, high(|c| c.0) - x, high(|c| c.1) - y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::scene::{Canvas, Turn};
    use crate::chart::theme::Ink;

    fn problems(draw: impl FnOnce(&mut Canvas)) -> Vec<String> {
        let mut canvas = Canvas::new(200, 100);
        draw(&mut canvas);
        canvas.finish().problems()
    }

    #[test]
    fn good_text_passes_and_bad_text_is_named() {
        assert!(
            problems(|c| {
                c.text(10, 20, "Web");
                c.text(10, 36, "Data");
                c.text(60, 20, "Ops");
            })
            .is_empty()
        );
        let outside = problems(|c| {
            c.text(180, 20, "Payments");
        });
        assert!(
            outside.len() == 1 && outside[0].contains("outside"),
            "{outside:?}"
        );
        let meet = problems(|c| {
            c.text(10, 20, "Payments");
            c.text(40, 24, "Data");
        });
        assert!(meet.len() == 1 && meet[0].contains("meets"), "{meet:?}");
        let off = problems(|c| {
            c.circle((198, 50), 5).fill(Tone::Bad);
        });
        assert!(off.len() == 1 && off[0].contains("mark 0"), "{off:?}");
    }

    #[test]
    fn text_needs_contrast_to_what_lies_below_it() {
        let on = |ink| {
            problems(|c| {
                c.rect(Area::new(0, 0, 100, 50)).fill(Tone::Accent);
                c.text(10, 20, "Web").ink(ink);
            })
        };
        assert!(on(Ink::On(Tone::Accent)).is_empty());
        assert!(!on(Ink::Faint).is_empty());
    }

    #[test]
    fn rising_labels_side_by_side_do_not_meet() {
        let rising = |step: i32| {
            problems(|c| {
                for n in 0..3 {
                    c.text(20 + n * step, 90, "Team name").turn(Turn::Rising);
                }
            })
        };
        assert!(rising(24).is_empty(), "{:?}", rising(24));
        assert_eq!(rising(8).len(), 3);
        let upright = problems(|c| {
            c.text(20, 90, "One").turn(Turn::Upright);
            c.text(40, 90, "Two").turn(Turn::Upright);
        });
        assert!(upright.is_empty(), "{upright:?}");
    }
}
