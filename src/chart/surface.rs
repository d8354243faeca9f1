//! What our pictures need beyond a plotters backend, and the plotters element that asks for it.
//!
//! It knows plotters and shapes of lines; it must not know scenes as a whole, themes or a certain backend.

use super::scene::{Dash, Turn};
use plotters::element::{Drawable, PointCollection};
use plotters::style::ShapeStyle;
use plotters_backend::{BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind};

/// Units of the drawing grid per pixel; even, so that half a pixel exists.
pub const GRID: i32 = 4;
type Drawn<S> = Result<(), DrawingErrorKind<<S as DrawingBackend>::ErrorType>>;

/// What our pictures need beyond a plotters backend.
///
/// Every method has a plain fallback, so any plotters backend becomes one by an empty `impl`; its pictures
/// then lack dashes, tooltips and text at 45 degrees. All lengths are grid units. A text's anchor height
/// `VPos::Bottom` means the baseline.
pub trait Surface: DrawingBackend {
    /// What follows, until [`close`](Surface::close), carries this title and stands for this subject.
    fn open(&mut self, _title: &str, _subject: &str) {}

    /// Ends what [`open`](Surface::open) began.
    fn close(&mut self) {}

    /// Lines from now on are drawn in this pattern.
    fn dash(&mut self, _dash: Dash) {}

    /// Text from now on rises by this many degrees in addition to its own transform.
    fn tilt(&mut self, _turn: Turn) {}

    /// A rectangle with round corners.
    ///
    /// # Errors
    /// When the backend cannot draw.
    fn round_rect<T: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        _radius: i32,
        style: &T,
        fill: bool,
    ) -> Drawn<Self> {
        self.draw_rect(from, to, style, fill)
    }

    /// A cubic Bézier curve.
    ///
    /// # Errors
    /// When the backend cannot draw.
    fn curve<T: BackendStyle>(&mut self, points: [BackendCoord; 4], style: &T) -> Drawn<Self> {
        let between = |a: i32, b: i32, c: i32, d: i32, t: i32| {
            let s = 16 - t;
            (s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d) / 4096
        };
        let [a, b, c, d] = points;
        let pieces = (0..=16).map(|t| {
            (
                between(a.0, b.0, c.0, d.0, t),
                between(a.1, b.1, c.1, d.1, t),
            )
        });
        self.draw_path(pieces.collect::<Vec<_>>(), style)
    }

    /// Separate straight lines, two points each.
    ///
    /// # Errors
    /// When the backend cannot draw.
    fn segments<T: BackendStyle>(&mut self, ends: &[BackendCoord], style: &T) -> Drawn<Self> {
        for pair in ends.chunks_exact(2) {
            self.draw_line(pair[0], pair[1], style)?;
        }
        Ok(())
    }
}

/// A plotters element that speaks to the [`Surface`] behind a drawing area.
pub(super) struct Cue<'a> {
    pub(super) points: Vec<BackendCoord>,
    pub(super) order: Order<'a>,
}

pub(super) enum Order<'a> {
    Open(&'a str, &'a str),
    Close,
    Dash(Dash),
    Tilt(Turn),
    RoundRect(i32, ShapeStyle),
    Curve(ShapeStyle),
    Segments(ShapeStyle),
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Cue<'_> {
    type Point = &'a BackendCoord;
    type IntoIter = &'a [BackendCoord];

    fn point_iter(self) -> &'a [BackendCoord] {
        &self.points
    }
}

impl<S: Surface> Drawable<S> for Cue<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        pos: I,
        backend: &mut S,
        _: (u32, u32),
    ) -> Drawn<S> {
        let points: Vec<BackendCoord> = pos.collect();
        match (&self.order, &points[..]) {
            (Order::Open(title, subject), _) => backend.open(title, subject),
            (Order::Close, _) => backend.close(),
            (Order::Dash(dash), _) => backend.dash(*dash),
            (Order::Tilt(turn), _) => backend.tilt(*turn),
            (Order::RoundRect(radius, style), &[from, to]) => {
                return backend.round_rect(from, to, *radius, style, style.filled);
            }
            (Order::Curve(style), &[a, b, c, d]) => return backend.curve([a, b, c, d], style),
            (Order::Segments(style), ends) => return backend.segments(ends, style),
            (Order::RoundRect(..) | Order::Curve(_), _) => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::paint::paint;
    use crate::chart::scene::{Area, Canvas};
    use crate::chart::theme::{Theme, Tone};
    use plotters_backend::{BackendColor, BackendTextStyle};
    use std::collections::BTreeSet;
    use std::convert::Infallible;

    /// A plotters backend that can do no more than pixels and text.
    struct Plain<'a> {
        inked: &'a mut BTreeSet<BackendCoord>,
        texts: &'a mut Vec<String>,
    }

    impl DrawingBackend for Plain<'_> {
        type ErrorType = Infallible;

        fn get_size(&self) -> (u32, u32) {
            (100 * GRID as u32, 50 * GRID as u32)
        }

        fn ensure_prepared(&mut self) -> Drawn<Self> {
            Ok(())
        }

        fn present(&mut self) -> Drawn<Self> {
            Ok(())
        }

        fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn<Self> {
            if color.rgb != (255, 255, 255) {
                self.inked.insert(point);
            }
            Ok(())
        }

        fn draw_text<T: BackendTextStyle>(
            &mut self,
            text: &str,
            _: &T,
            _: BackendCoord,
        ) -> Drawn<Self> {
            self.texts.push(text.to_owned());
            Ok(())
        }
    }

    impl Surface for Plain<'_> {}

    /// The pixels that a mark leaves on the plain backend.
    fn inked(draw: impl FnOnce(&mut Canvas)) -> BTreeSet<BackendCoord> {
        let (mut inked, mut texts) = (BTreeSet::new(), Vec::new());
        let mut canvas = Canvas::new(100, 50);
        draw(&mut canvas);
        canvas.text(2, 40, "Web");
        let surface = Plain {
            inked: &mut inked,
            texts: &mut texts,
        };
        paint(&canvas.finish(), Theme::Light, surface).unwrap();
        assert_eq!(texts, ["Web"]);
        inked
    }

    #[test]
    fn any_plotters_backend_can_draw_a_scene() {
        let square = inked(|c| {
            c.rect(Area::new(10, 10, 20, 20))
                .fill(Tone::Accent)
                .radius(4)
                .title("shown")
                .subject("team:web");
        });
        assert!(square.contains(&(80, 80)) && !square.contains(&(130, 80)));
        let curve = inked(|c| {
            c.curve([(10, 10), (40, 10), (60, 10), (90, 10)])
                .stroke(Tone::Rule, 1)
                .dotted();
        });
        assert!((41..359).all(|x| (36..=44).any(|y| curve.contains(&(x, y)))));
        let hatch = inked(|c| {
            c.rect(Area::new(10, 10, 20, 20)).hatch(Tone::Rule);
        });
        assert!(
            !hatch.is_empty()
                && hatch
                    .iter()
                    .all(|(x, y)| (36..=124).contains(x) && (36..=124).contains(y))
        );
    }
}
