//! A plotters backend that fills and strokes with tiny-skia and sets text with our own engine.
//!
//! It knows the drawing grid and colours already chosen; it must not know scenes, themes or file formats.
//! Letters are rasterised with exact coverage, because sampled edges look uneven at label sizes.

use super::scene::{Dash, Turn};
use super::surface::{GRID, Surface};
use super::text::{self, Weight};
use ab_glyph::{Glyph, OutlinedGlyph, PxScale, PxScaleFactor, point};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle, FontTransform,
};
use std::convert::Infallible;
use tiny_skia::{
    FillRule, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, StrokeDash, Transform,
};

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// Steps of coverage at the edge of a letter: more cannot be seen and cost colours in the PNG.
const COVERAGE: f32 = 32.0;

/// Draws on a pixmap that is opaque from the first shape on.
pub(super) struct Raster<'a> {
    pixmap: &'a mut Pixmap,
    /// Output pixels per grid unit.
    unit: f32,
    dash: Dash,
    tilt: Turn,
}

impl<'a> Raster<'a> {
    /// A backend for a pixmap of `scale` output pixels per scene pixel.
    pub(super) fn new(pixmap: &'a mut Pixmap, scale: u32) -> Raster<'a> {
        Raster {
            pixmap,
            unit: scale as f32 / GRID as f32,
            dash: Dash::Solid,
            tilt: Turn::None,
        }
    }

    fn fill(&mut self, path: Option<Path>, color: BackendColor) {
        if let Some(path) = path {
            let to_pixels = Transform::from_scale(self.unit, self.unit);
            self.pixmap
                .fill_path(&path, &paint(color), FillRule::Winding, to_pixels, None);
        }
    }

    fn stroke<S: BackendStyle>(&mut self, path: Option<Path>, style: &S, join: LineJoin) {
        let Some(path) = path else { return };
        let width = style.stroke_width() as f32;
        let pattern = match self.dash {
            Dash::Solid => None,
            Dash::Dashed => Some(vec![4.0 * width, 3.0 * width]),
            Dash::Dotted => Some(vec![width, 2.0 * width]),
        };
        let stroke = Stroke {
            width,
            line_join: join,
            dash: pattern.and_then(|p| StrokeDash::new(p, 0.0)),
            ..Stroke::default()
        };
        let to_pixels = Transform::from_scale(self.unit, self.unit);
        self.pixmap
            .stroke_path(&path, &paint(style.color()), &stroke, to_pixels, None);
    }

    fn shape<S: BackendStyle>(&mut self, path: Option<Path>, style: &S, fill: bool) {
        if fill {
            self.fill(path, style.color());
        } else {
            self.stroke(path, style, LineJoin::Miter);
        }
    }

    /// Lays coverage from 0 to 1 of a colour over one pixel.
    fn blend(&mut self, x: i32, y: i32, coverage: f32, over: [u8; 3]) {
        let (width, height) = (self.pixmap.width() as i32, self.pixmap.height() as i32);
        if x < 0 || y < 0 || x >= width || y >= height {
            return;
        }
        let alpha = (coverage.clamp(0.0, 1.0) * COVERAGE + 0.5).floor();
        let alpha = (alpha * 255.0 / COVERAGE) as u32;
        let at = (y as usize * width as usize + x as usize) * 4;
        let under = &mut self.pixmap.data_mut()[at..at + 3];
        for (channel, over) in under.iter_mut().zip(over) {
            let mixed = u32::from(over) * alpha + u32::from(*channel) * (255 - alpha);
            *channel = ((mixed + 127) / 255) as u8;
        }
    }
}

fn paint(color: BackendColor) -> Paint<'static> {
    let (r, g, b) = color.rgb;
    let mut paint = Paint::default();
    paint.set_color_rgba8(r, g, b, (color.alpha.clamp(0.0, 1.0) * 255.0).round() as u8);
    paint.anti_alias = true;
    paint
}

fn at((x, y): BackendCoord) -> (f32, f32) {
    (x as f32, y as f32)
}

fn poly(points: impl IntoIterator<Item = BackendCoord>, close: bool) -> Option<Path> {
    let mut points = points.into_iter().map(at);
    let mut builder = PathBuilder::new();
    let first = points.next()?;
    let mut last = first;
    builder.move_to(first.0, first.1);
    for (x, y) in points {
        builder.line_to(x, y);
        last = (x, y);
    }
    if close || last == first {
        builder.close();
    }
    builder.finish()
}

/// The turn of a text that asks for its own transform on top of the state of the backend.
pub(super) fn turn_of(transform: &FontTransform, tilt: Turn) -> Turn {
    match transform {
        FontTransform::Rotate270 => Turn::Upright,
        _ => tilt,
    }
}

/// The embedded weight for a plotters font style.
pub(super) fn weight_of(style: FontStyle) -> Weight {
    match style {
        FontStyle::Bold => Weight::SemiBold,
        _ => Weight::Regular,
    }
}

impl DrawingBackend for Raster<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let units = |pixels: u32| (pixels as f32 / self.unit) as u32;
        (units(self.pixmap.width()), units(self.pixmap.height()))
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    /// A square of one grid unit: what a "pixel" of this backend is.
    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let ((left, top), (right, bottom)) = (at(from), at(to));
        let Some(rect) = Rect::from_ltrb(left, top, right, bottom) else {
            return Ok(());
        };
        let on_pixel = |v: i32| (v as f32 * self.unit).fract() == 0.0;
        if fill && [from.0, from.1, to.0, to.1].into_iter().all(on_pixel) {
            let mut paint = paint(style.color());
            paint.anti_alias = false;
            self.pixmap.fill_rect(
                rect,
                &paint,
                Transform::from_scale(self.unit, self.unit),
                None,
            );
        } else {
            self.shape(Some(PathBuilder::from_rect(rect)), style, fill);
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.stroke(poly(path, false), style, LineJoin::Round);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let (x, y) = at(center);
        self.shape(PathBuilder::from_circle(x, y, radius as f32), style, fill);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        self.fill(poly(vert, true), style.color());
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        content: &str,
        style: &T,
        pos: BackendCoord,
    ) -> Drawn {
        let weight = weight_of(style.style());
        let (cos, sin) = turn_of(&style.transform(), self.tilt).cos_sin();
        let size = style.size() as f32 * self.unit;
        let scale = text::pixels_per_unit(size);
        let (red, green, blue) = style.color().rgb;
        let (glyphs, width) = text::shape(content, weight);
        let start = match style.anchor().h_pos {
            HPos::Left => 0.0,
            HPos::Center => -width / 2.0,
            HPos::Right => -width,
        };
        let (x, y) = (pos.0 as f32 * self.unit, pos.1 as f32 * self.unit);
        for placed in glyphs {
            let Some(outline) = text::outline(placed.id, weight, (cos, sin)) else {
                continue;
            };
            let along = (start + placed.x) * size;
            let glyph = Glyph {
                id: placed.id,
                scale: PxScale::from(size),
                position: point(x + along * cos, y - along * sin),
            };
            let factor = PxScaleFactor {
                horizontal: scale,
                vertical: scale,
            };
            let drawn = OutlinedGlyph::new(glyph, outline, factor);
            let corner = drawn.px_bounds().min;
            let (left, top) = (corner.x as i32, corner.y as i32);
            drawn.draw(|dx, dy, coverage| {
                if coverage > 0.0 {
                    self.blend(
                        left + dx as i32,
                        top + dy as i32,
                        coverage,
                        [red, green, blue],
                    );
                }
            });
        }
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        content: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = text::shape(content, weight_of(style.style())).1 * style.size() as f32;
        Ok((width.ceil() as u32, style.size().ceil() as u32))
    }
}

/// How far the controls of a quarter circle stand from its ends, as a part of the radius.
const QUARTER: f32 = 0.552_284_8;

impl Surface for Raster<'_> {
    fn dash(&mut self, dash: Dash) {
        self.dash = dash;
    }

    fn tilt(&mut self, turn: Turn) {
        self.tilt = turn;
    }

    fn round_rect<T: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        radius: i32,
        style: &T,
        fill: bool,
    ) -> Drawn {
        let ((left, top), (right, bottom)) = (at(from), at(to));
        let radius = radius as f32;
        let pull = radius * (1.0 - QUARTER);
        let mut p = PathBuilder::new();
        p.move_to(left + radius, top);
        p.line_to(right - radius, top);
        p.cubic_to(right - pull, top, right, top + pull, right, top + radius);
        p.line_to(right, bottom - radius);
        p.cubic_to(
            right,
            bottom - pull,
            right - pull,
            bottom,
            right - radius,
            bottom,
        );
        p.line_to(left + radius, bottom);
        p.cubic_to(
            left + pull,
            bottom,
            left,
            bottom - pull,
            left,
            bottom - radius,
        );
        p.line_to(left, top + radius);
        p.cubic_to(left, top + pull, left + pull, top, left + radius, top);
        p.close();
        self.shape(p.finish(), style, fill);
        Ok(())
    }

    fn curve<T: BackendStyle>(&mut self, points: [BackendCoord; 4], style: &T) -> Drawn {
        let [a, b, c, d] = points.map(at);
        let mut builder = PathBuilder::new();
        builder.move_to(a.0, a.1);
        builder.cubic_to(b.0, b.1, c.0, c.1, d.0, d.1);
        self.stroke(builder.finish(), style, LineJoin::Round);
        Ok(())
    }

    fn segments<T: BackendStyle>(&mut self, ends: &[BackendCoord], style: &T) -> Drawn {
        let mut builder = PathBuilder::new();
        for pair in ends.chunks_exact(2) {
            let (from, to) = (at(pair[0]), at(pair[1]));
            builder.move_to(from.0, from.1);
            builder.line_to(to.0, to.1);
        }
        self.stroke(builder.finish(), style, LineJoin::Miter);
        Ok(())
    }
}
