//! A plotters backend that writes SVG elements.
//!
//! It writes the marks alone; the document around them is made in [`export`](super::export). Text stays text: each line
//! carries its measured width, so a viewer without the font squeezes its own letters into the same room. It knows the
//! drawing grid and colours already chosen; it must not know scenes or themes.

use super::backend_raster::{turn_of, weight_of};
use super::scene::{Dash, Turn};
use super::surface::{GRID, Surface};
use super::text::{self, Weight};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use std::convert::Infallible;
use std::fmt::Write;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// Appends elements to a string.
#[derive(Debug)]
pub(super) struct Svg<'a> {
    out: &'a mut String,
    /// Grid units.
    size: (u32, u32),
    dash: Dash,
    tilt: Turn,
}

impl<'a> Svg<'a> {
    /// A backend for a picture of this size in scene pixels.
    pub(super) fn new(out: &'a mut String, (width, height): (u32, u32)) -> Svg<'a> {
        let size = (width * GRID as u32, height * GRID as u32);
        Svg {
            out,
            size,
            dash: Dash::Solid,
            tilt: Turn::None,
        }
    }

    /// Opens an element: a line of its own keeps differences between pictures readable.
    fn element(&mut self, name: &str) -> Element<'_> {
        self.out.push_str("\n<");
        self.out.push_str(name);
        Element { out: self.out }
    }

    fn pen<S: BackendStyle>(dash: Dash, element: Element<'_>, style: &S) {
        let width = style.stroke_width() as i32;
        let dashes = match dash {
            Dash::Solid => String::new(),
            Dash::Dashed => format!("{} {}", number(4 * width), number(3 * width)),
            Dash::Dotted => format!("{} {}", number(width), number(2 * width)),
        };
        let element = element
            .raw("fill", "none")
            .raw("stroke", &hex(style.color()));
        let element = if width == GRID {
            element
        } else {
            element.length("stroke-width", width)
        };
        if dashes.is_empty() {
            element
        } else {
            element.raw("stroke-dasharray", &dashes)
        }
        .end();
    }

    fn look<S: BackendStyle>(dash: Dash, element: Element<'_>, style: &S, fill: bool) {
        if fill {
            element.raw("fill", &hex(style.color())).end();
        } else {
            Self::pen(dash, element, style);
        }
    }

    fn path<S: BackendStyle>(&mut self, commands: &str, style: &S, fill: bool) {
        let dash = self.dash;
        let element = self.element("path").raw("d", commands);
        let element = if fill {
            element
        } else {
            element.raw("stroke-linejoin", "round")
        };
        Self::look(dash, element, style, fill);
    }
}

/// An element whose attributes are being written.
struct Element<'a> {
    out: &'a mut String,
}

impl Element<'_> {
    /// An attribute whose value needs no escape.
    fn raw(self, name: &str, value: &str) -> Self {
        let _ = write!(self.out, " {name}=\"{value}\""); // writing to a String cannot fail
        self
    }

    fn length(self, name: &str, units: i32) -> Self {
        self.raw(name, &number(units))
    }

    fn end(self) {
        self.out.push_str("/>");
    }
}

/// Grid units as pixels: at most two decimals, no trailing zeros, the same on every machine.
pub(super) fn number(units: i32) -> String {
    hundredths(i64::from(units) * (100 / i64::from(GRID)))
}

/// A hundredth of a pixel as the unit: `1250` as `12.5`.
fn hundredths(n: i64) -> String {
    let sign = if n < 0 { "-" } else { "" };
    let (whole, part) = (n.unsigned_abs() / 100, n.unsigned_abs() % 100);
    match part {
        0 => format!("{sign}{whole}"),
        _ if part % 10 == 0 => format!("{sign}{whole}.{}", part / 10),
        _ => format!("{sign}{whole}.{part:02}"),
    }
}

/// `#rrggbb`, or `#rgb` when that says the same.
pub(super) fn hex(color: BackendColor) -> String {
    let (r, g, b) = color.rgb;
    if [r, g, b].iter().all(|c| c >> 4 == c & 15) {
        format!("#{:x}{:x}{:x}", r & 15, g & 15, b & 15)
    } else {
        format!("#{r:02x}{g:02x}{b:02x}")
    }
}

/// Text for XML content and attributes; characters that XML forbids are left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(' '),
            // Direction marks could make a tooltip read as another name.
            '\u{200e}'
            | '\u{200f}'
            | '\u{61c}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => {}
            c if is_forbidden(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// Controls and the code points that are no characters.
fn is_forbidden(c: char) -> bool {
    c.is_control() || u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}')
}

fn points(command: char, points: impl IntoIterator<Item = BackendCoord>) -> String {
    let mut out = String::new();
    for (at, (x, y)) in points.into_iter().enumerate() {
        let command = if at == 0 { 'M' } else { command };
        let _ = write!(out, "{command}{} {}", number(x), number(y)); // writing to a String cannot fail
    }
    out
}

impl DrawingBackend for Svg<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
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
        self.round_rect(from, to, 0, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let path: Vec<BackendCoord> = path.into_iter().collect();
        let closed = path.len() > 2 && path.first() == path.last();
        let (open, end) = if closed {
            (&path[..path.len() - 1], "Z")
        } else {
            (&path[..], "")
        };
        let commands = points('L', open.iter().copied()) + end;
        self.path(&commands, style, false);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let dash = self.dash;
        let element = self
            .element("circle")
            .length("cx", x)
            .length("cy", y)
            .length("r", radius as i32);
        Self::look(dash, element, style, fill);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        let commands = points('L', vert) + "Z";
        self.path(&commands, style, true);
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        content: &str,
        style: &T,
        (x, y): BackendCoord,
    ) -> Drawn {
        let weight = weight_of(style.style());
        let turn = turn_of(&style.transform(), self.tilt);
        let size = style.size() / f64::from(GRID);
        let width = f64::from(text::shape(content, weight).1) * size;
        let element = self.element("text").length("x", x).length("y", y);
        let element = match turn.degrees() {
            0 => element,
            degrees => element.raw(
                "transform",
                &format!("rotate(-{degrees} {} {})", number(x), number(y)),
            ),
        };
        let element = match style.anchor().h_pos {
            HPos::Left => element,
            HPos::Center => element.raw("text-anchor", "middle"),
            HPos::Right => element.raw("text-anchor", "end"),
        };
        let element = element.raw("font-size", &hundredths((size * 100.0).round() as i64));
        let element = match weight {
            Weight::Regular => element,
            Weight::SemiBold => element.raw("font-weight", "600"),
        };
        let element = element
            .raw("fill", &hex(style.color()))
            .raw("textLength", &hundredths((width * 100.0).round() as i64));
        // A single letter has no spaces to adjust, so glyphs are scaled as well.
        let element = element.raw("lengthAdjust", "spacingAndGlyphs");
        let _ = write!(element.out, ">{}</text>", escape(content)); // writing to a String cannot fail
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        content: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = f64::from(text::shape(content, weight_of(style.style())).1) * style.size();
        Ok((width.ceil() as u32, style.size().ceil() as u32))
    }
}

impl Surface for Svg<'_> {
    fn open(&mut self, title: &str, subject: &str) {
        self.out.push_str("\n<g");
        if !subject.is_empty() {
            let _ = write!(self.out, " data-subject=\"{}\"", escape(subject)); // writing to a String cannot fail
        }
        self.out.push('>');
        if !title.is_empty() {
            let _ = write!(self.out, "<title>{}</title>", escape(title));
        }
    }

    fn close(&mut self) {
        self.out.push_str("</g>");
    }

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
        let dash = self.dash;
        let element = self.element("rect").length("x", from.0).length("y", from.1);
        let element = element
            .length("width", to.0 - from.0)
            .length("height", to.1 - from.1);
        let element = if radius > 0 {
            element.length("rx", radius)
        } else {
            element
        };
        Self::look(dash, element, style, fill);
        Ok(())
    }

    fn curve<T: BackendStyle>(&mut self, [a, b, c, d]: [BackendCoord; 4], style: &T) -> Drawn {
        let xy = |(x, y): BackendCoord| format!("{} {}", number(x), number(y));
        let commands = format!("M{}C{} {} {}", xy(a), xy(b), xy(c), xy(d));
        self.path(&commands, style, false);
        Ok(())
    }

    fn segments<T: BackendStyle>(&mut self, ends: &[BackendCoord], style: &T) -> Drawn {
        let commands: String = ends
            .chunks_exact(2)
            .map(|pair| points('L', pair.iter().copied()))
            .collect();
        if !commands.is_empty() {
            self.path(&commands, style, false);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_one_spelling() {
        assert_eq!(
            [0, 4, 5, 6, 7, -6].map(number),
            ["0", "1", "1.25", "1.5", "1.75", "-1.5"]
        );
        assert_eq!([1200, 1205, 1250].map(hundredths), ["12", "12.05", "12.5"]);
    }

    #[test]
    fn nothing_of_a_name_becomes_markup() {
        let shown = escape("<script>&\"'\u{0}\u{b}\u{202e}\u{ffff}\n\u{85}é中");
        assert_eq!(shown, "&lt;script&gt;&amp;&quot;&#39; é中");
    }
}
