//! Draws a scene through plotters, on any backend that is a [`Surface`].
//!
//! plotters counts in whole numbers, so the picture is drawn on a grid of [`GRID`] units per pixel: nothing
//! snaps to pixels that should not. What plotters has elements for (rectangles, paths, circles, polygons, text)
//! goes through them; the rest is one element of our own that calls the methods a `Surface` adds to a plotters backend. This file turns tones into colours; it must not know which backend draws.

use super::ChartError;
use super::area::{Area, Point};
use super::scene::{Anchor, Dash, Level, Mark, Scene, Shape, Stroke, Text, Turn};
use super::surface::{Cue, GRID, Order, Surface};
use super::text::{self, Weight};
use super::theme::{Rgb, Theme, Tone};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{
    Circle, Drawable, PathElement, PointCollection, Polygon, Rectangle, Text as Label,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    FontDesc, FontFamily, FontStyle, FontTransform, RGBColor, ShapeStyle, TextStyle,
};
use plotters_backend::BackendCoord;

/// Distance of hatch lines along x, in grid units.
const HATCH: i32 = 6 * GRID;
/// Length and half width of an arrow head, in grid units per pixel of stroke (from a stroke of two on).
const HEAD: (f32, f32) = (4.0 * GRID as f32, 1.8 * GRID as f32);

/// Draws the scene in a theme and presents it.
///
/// # Errors
/// When the backend cannot draw.
pub fn paint<S: Surface>(scene: &Scene, theme: Theme, surface: S) -> Result<(), ChartError> {
    let painter = Painter {
        area: surface.into_drawing_area(),
        theme,
    };
    let whole = Area::new(0, 0, scene.width, scene.height);
    painter.draw(&Rectangle::new(
        corners(whole),
        painter.style(Tone::Paper).filled(),
    ))?;
    for mark in &scene.marks {
        painter.mark(mark)?;
    }
    painter
        .area
        .present()
        .map_err(|e| ChartError::Draw(e.to_string()))
}

/// The corners of an area on the grid.
fn corners(area: Area) -> [BackendCoord; 2] {
    [
        on_grid((area.x, area.y)),
        on_grid((area.right(), area.bottom())),
    ]
}

/// The upper left corner of a pixel on the grid.
fn on_grid((x, y): Point) -> BackendCoord {
    (x.saturating_mul(GRID), y.saturating_mul(GRID))
}

struct Painter<S: Surface> {
    area: DrawingArea<S, Shift>,
    theme: Theme,
}

impl<S: Surface> Painter<S> {
    fn draw<'a, E>(&self, element: &'a E) -> Result<(), ChartError>
    where
        &'a E: PointCollection<'a, BackendCoord>,
        E: Drawable<S>,
    {
        self.area
            .draw(element)
            .map_err(|e| ChartError::Draw(e.to_string()))
    }

    fn cue(&self, order: Order<'_>) -> Result<(), ChartError> {
        self.draw(&Cue {
            points: Vec::new(),
            order,
        })
    }

    fn style(&self, tone: Tone) -> ShapeStyle {
        ShapeStyle::from(rgb(self.theme.color(tone)))
    }

    fn pen(&self, stroke: Stroke) -> ShapeStyle {
        self.style(stroke.tone)
            .stroke_width((stroke.width.max(1) * GRID) as u32)
    }

    fn mark(&self, mark: &Mark) -> Result<(), ChartError> {
        let altered = match &mark.shape {
            // Where letters had to be replaced, pointing at the text shows the name as it was written.
            Shape::Text(t)
                if mark.title.is_empty() && text::readable(&t.content) != t.content.trim() =>
            {
                &t.content
            }
            _ => &mark.title,
        };
        let noted = !altered.is_empty() || !mark.subject.is_empty();
        if noted {
            self.cue(Order::Open(altered, &mark.subject))?;
        }
        match &mark.shape {
            Shape::Rect { area, radius } => self.rect(mark, *area, *radius)?,
            Shape::Circle { center, radius } => self.circle(mark, *center, *radius)?,
            Shape::Polygon { points } => self.polygon(mark, points)?,
            Shape::Line { points } => self.line(mark, points)?,
            Shape::Curve { points } => self.curve(mark, *points)?,
            Shape::Text(text) => self.text(text)?,
        }
        if noted {
            self.cue(Order::Close)?;
        }
        Ok(())
    }

    fn rect(&self, mark: &Mark, area: Area, radius: i32) -> Result<(), ChartError> {
        let [from, to] = corners(area);
        if from.0 >= to.0 || from.1 >= to.1 {
            return Ok(());
        }
        let radius = (radius * GRID).clamp(0, (to.0 - from.0).min(to.1 - from.1) / 2);
        if let Some(tone) = mark.fill {
            self.rectangle([from, to], radius, self.style(tone).filled())?;
        }
        if let Some(tone) = mark.hatch {
            let inner = Area::new(from.0, from.1, to.0 - from.0, to.1 - from.1);
            let style = self.style(tone).stroke_width(GRID as u32);
            self.draw(&Cue {
                points: hatch_lines(inner, radius),
                order: Order::Segments(style),
            })?;
        }
        let Some(stroke) = mark.stroke else {
            return Ok(());
        };
        let half = stroke.width.max(1) * GRID / 2;
        let inner = [(from.0 + half, from.1 + half), (to.0 - half, to.1 - half)];
        self.dashed(stroke, || {
            self.rectangle(inner, (radius - half).max(0), self.pen(stroke))
        })
    }

    fn rectangle(
        &self,
        corners: [BackendCoord; 2],
        radius: i32,
        style: ShapeStyle,
    ) -> Result<(), ChartError> {
        if radius == 0 {
            self.draw(&Rectangle::new(corners, style))
        } else {
            self.draw(&Cue {
                points: corners.to_vec(),
                order: Order::RoundRect(radius, style),
            })
        }
    }

    fn circle(&self, mark: &Mark, center: Point, radius: i32) -> Result<(), ChartError> {
        let (center, radius) = (on_grid(center), radius * GRID);
        if let Some(tone) = mark.fill {
            self.draw(&Circle::new(center, radius, self.style(tone).filled()))?;
        }
        let Some(stroke) = mark.stroke else {
            return Ok(());
        };
        let inner = radius - stroke.width.max(1) * GRID / 2;
        self.dashed(stroke, || {
            self.draw(&Circle::new(center, inner, self.pen(stroke)))
        })
    }

    fn polygon(&self, mark: &Mark, points: &[Point]) -> Result<(), ChartError> {
        let mut points: Vec<BackendCoord> = points.iter().copied().map(on_grid).collect();
        if let Some(tone) = mark.fill {
            self.draw(&Polygon::new(points.clone(), self.style(tone)))?;
        }
        let (Some(stroke), Some(first)) = (mark.stroke, points.first().copied()) else {
            return Ok(());
        };
        points.push(first);
        self.dashed(stroke, || {
            self.draw(&PathElement::new(points, self.pen(stroke)))
        })
    }

    fn line(&self, mark: &Mark, points: &[Point]) -> Result<(), ChartError> {
        let Some(stroke) = mark.stroke else {
            return Ok(());
        };
        let mut points = crisp(points, stroke.width);
        if mark.arrow
            && let [.., before, end] = &mut points[..]
        {
            self.arrow(*before, end, stroke)?;
        }
        self.dashed(stroke, || {
            self.draw(&PathElement::new(points, self.pen(stroke)))
        })
    }

    fn curve(&self, mark: &Mark, points: [Point; 4]) -> Result<(), ChartError> {
        let Some(stroke) = mark.stroke else {
            return Ok(());
        };
        let mut points = points.map(on_grid);
        if mark.arrow {
            let [_, _, before, end] = &mut points;
            self.arrow(*before, end, stroke)?;
        }
        let curve = Cue {
            points: points.to_vec(),
            order: Order::Curve(self.pen(stroke)),
        };
        self.dashed(stroke, || self.draw(&curve))
    }

    /// Draws the head and moves the end of the line to its base, so that the line does not blunt the tip.
    fn arrow(
        &self,
        before: BackendCoord,
        end: &mut BackendCoord,
        stroke: Stroke,
    ) -> Result<(), ChartError> {
        let (dx, dy) = ((end.0 - before.0) as f32, (end.1 - before.1) as f32);
        let length = (dx * dx + dy * dy).sqrt();
        if length == 0.0 {
            return Ok(());
        }
        let (ux, uy) = (dx / length, dy / length);
        let times = stroke.width.max(2) as f32;
        let (long, half) = (HEAD.0 * times, HEAD.1 * times);
        let from_tip = |back: f32, side: f32| {
            let x = end.0 as f32 - ux * back - uy * side;
            let y = end.1 as f32 - uy * back + ux * side;
            (x.round() as i32, y.round() as i32)
        };
        let head = vec![*end, from_tip(long, half), from_tip(long, -half)];
        let base = from_tip(long * 0.9, 0.0);
        *end = base;
        self.draw(&Polygon::new(head, self.style(stroke.tone)))
    }

    fn dashed(
        &self,
        stroke: Stroke,
        draw: impl FnOnce() -> Result<(), ChartError>,
    ) -> Result<(), ChartError> {
        if stroke.dash == Dash::Solid {
            return draw();
        }
        self.cue(Order::Dash(stroke.dash))?;
        draw()?;
        self.cue(Order::Dash(Dash::Solid))
    }

    fn text(&self, text: &Text) -> Result<(), ChartError> {
        let content = text::readable(&text.content);
        if content.is_empty() {
            return Ok(());
        }
        let style = match text.style.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::SemiBold => FontStyle::Bold,
        };
        let font = FontDesc::new(
            FontFamily::Name("Inter"),
            f64::from(text.style.size * GRID),
            style,
        );
        let font = if text.turn == Turn::Upright {
            font.transform(FontTransform::Rotate270)
        } else {
            font
        };
        let h = match text.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let ink = rgb(self.theme.ink(text.ink));
        let style = TextStyle::from(font)
            .color(&ink)
            .pos(Pos::new(h, VPos::Bottom));
        let label = Label::new(content, baseline(text), style);
        if text.turn != Turn::Rising {
            return self.draw(&label);
        }
        self.cue(Order::Tilt(text.turn))?;
        self.draw(&label)?;
        self.cue(Order::Tilt(Turn::None))
    }
}

/// The anchor of a text on its baseline, on the grid; whole pixels across the direction of reading, because
/// letters that stand on a pixel edge are sharper.
fn baseline(text: &Text) -> BackendCoord {
    let (x, y) = text.at;
    let down = match text.level {
        Level::Baseline => 0.0,
        Level::Middle => text::CAP_HEIGHT / 2.0 * text.style.size as f32,
    };
    match text.turn {
        Turn::None => on_grid((x, y + down.round() as i32)),
        Turn::Upright => on_grid((x + down.round() as i32, y)),
        Turn::Rising => {
            let along = (down * std::f32::consts::FRAC_1_SQRT_2 * GRID as f32).round() as i32;
            let (x, y) = on_grid((x, y));
            (x + along, y + along)
        }
    }
}

/// The points of a line on the grid, moved by half a pixel where a piece of odd width would straddle two rows.
fn crisp(points: &[Point], width: i32) -> Vec<BackendCoord> {
    let half = if width.max(1) % 2 == 1 { GRID / 2 } else { 0 };
    let same_x = points.windows(2).any(|w| w[0].0 == w[1].0);
    let same_y = points.windows(2).any(|w| w[0].1 == w[1].1);
    let (dx, dy) = (if same_x { half } else { 0 }, if same_y { half } else { 0 });
    points
        .iter()
        .map(|p| on_grid(*p))
        .map(|(x, y)| (x + dx, y + dy))
        .collect()
}

/// Lines rising at 45 degrees, clipped to the area, at the same places in every area of the picture.
fn hatch_lines(area: Area, radius: i32) -> Vec<BackendCoord> {
    // A third of the radius keeps the ends inside round corners (1 - 1/√2 of it would be exact).
    let area = area.inset(radius / 3);
    let (left, right, top, bottom) = (area.x, area.right(), area.y, area.bottom());
    let mut points = Vec::new();
    let mut sum = ((left + top).div_euclid(HATCH) + 1) * HATCH;
    while sum < right + bottom {
        // On the line x + y = sum.
        let low_x = left.max(sum - bottom);
        let high_x = right.min(sum - top);
        if low_x < high_x {
            points.extend([(low_x, sum - low_x), (high_x, sum - high_x)]);
        }
        sum += HATCH;
    }
    points
}

fn rgb(Rgb(r, g, b): Rgb) -> RGBColor {
    RGBColor(r, g, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hairline_lies_on_one_row_of_pixels() {
        assert_eq!(crisp(&[(0, 10), (50, 10)], 1), [(0, 42), (200, 42)]);
        assert_eq!(
            crisp(&[(5, 0), (5, 9), (8, 9)], 1),
            [(22, 2), (22, 38), (34, 38)]
        );
        assert_eq!(crisp(&[(0, 10), (50, 10)], 2), [(0, 40), (200, 40)]);
        assert_eq!(crisp(&[(0, 0), (5, 7)], 1), [(0, 0), (20, 28)]);
    }

    #[test]
    fn hatch_lines_stay_inside_and_meet_those_of_the_neighbour() {
        let (left, right) = Area::new(13, 7, 200, 90).split_left(71);
        let ends = |area: Area| hatch_lines(area, 0);
        for (area, points) in [(left, ends(left)), (right, ends(right))] {
            assert!(!points.is_empty() && points.len().is_multiple_of(2));
            for (x, y) in points {
                assert!(
                    (area.x..=area.right()).contains(&x) && (area.y..=area.bottom()).contains(&y)
                );
            }
        }
        let at_border: Vec<i32> = ends(left)
            .iter()
            .filter(|p| p.0 == left.right())
            .map(|p| p.1)
            .collect();
        let beyond: Vec<i32> = ends(right)
            .iter()
            .filter(|p| p.0 == right.x)
            .map(|p| p.1)
            .collect();
        assert!(!at_border.is_empty());
        assert_eq!(at_border, beyond);
    }
}
