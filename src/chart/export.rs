//! Turns a scene into a file's text or bytes: the only place that names the two backends.
//!
//! The same scene and options give the same bytes on every run. It must not know layouts.

use super::ChartError;
use super::backend_raster::Raster;
use super::backend_svg::{Svg, escape};
use super::paint::paint;
use super::palette::indexed;
use super::scene::{Scene, Shape};
use super::text::{self, Weight};
use super::theme::Theme;
use std::fmt::Write;
use tiny_skia::{Color, Pixmap};

/// The fonts of a picture in the order of preference; browsers fall back along it.
pub const FONT_FAMILY: &str =
    "Inter,'Inter Variable','Segoe UI',Roboto,'Helvetica Neue',Arial,'Noto Sans',sans-serif";

/// Longest side in output pixels.
const MOST: i64 = 16_384;
/// Largest area in output pixels: 256 MB while drawing.
const MOST_PIXELS: i64 = 1 << 26;

/// How a picture is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Light or dark.
    pub theme: Theme,
    /// Output pixels per scene pixel: 2 for slides and dense screens.
    pub scale: u32,
    /// SVG only: carries the fonts along (about 50 KB per weight used). A page with many pictures embeds [`font_css`] once instead.
    pub embed_font: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            theme: Theme::Light,
            scale: 1,
            embed_font: false,
        }
    }
}

/// Output width and height, checked.
fn size(scene: &Scene, options: Options) -> Result<(u32, u32), ChartError> {
    let scale = i64::from(options.scale);
    let (width, height) = (
        i64::from(scene.width) * scale,
        i64::from(scene.height) * scale,
    );
    let fits = |side: i64| (1..=MOST).contains(&side);
    if fits(width) && fits(height) && width * height <= MOST_PIXELS {
        Ok((width as u32, height as u32))
    } else {
        Err(ChartError::Size {
            width,
            height,
            most: MOST,
            most_pixels: MOST_PIXELS,
        })
    }
}

/// The scene as an SVG document, with title and description for screen readers.
///
/// # Errors
/// When the size is not drawable.
pub fn svg(scene: &Scene, options: &Options) -> Result<String, ChartError> {
    let (width, height) = size(scene, *options)?;
    let id = identity(scene);
    let mut out = String::with_capacity(256 + 120 * scene.marks.len());
    let (w, h) = (scene.width, scene.height);
    // Contextual forms are off and figures tabular as in the embedded font, should the viewer have its own Inter.
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {w} {h}\" \
         role=\"img\" aria-labelledby=\"t{id} d{id}\" font-family=\"{FONT_FAMILY}\" \
         style=\"font-feature-settings:'calt' 0,'liga' 0,'tnum' 1\">\n<title id=\"t{id}\">{}</title>\n<desc id=\"d{id}\">{}</desc>",
        escape(&scene.title),
        escape(&told(scene)),
    );
    if options.embed_font {
        let _ = write!(out, "\n<style>{}</style>", font_faces(&weights(scene)));
    }
    paint(
        scene,
        options.theme,
        Svg::new(&mut out, (scene.width as u32, scene.height as u32)),
    )?;
    out.push_str("\n</svg>\n");
    Ok(out)
}

/// What a screen reader says after the title.
fn told(scene: &Scene) -> String {
    [&*scene.subtitle, &*scene.description]
        .into_iter()
        .filter(|s| !s.is_empty())
        .collect::<Vec<_>>()
        .join(". ")
}

/// Tells apart the ids of several pictures on one page (FNV-1a of what they say).
fn identity(scene: &Scene) -> String {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in scene
        .title
        .bytes()
        .chain([0])
        .chain(scene.subtitle.bytes())
        .chain([0])
        .chain(scene.description.bytes())
    {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    format!("{hash:08x}")
}

fn weights(scene: &Scene) -> Vec<Weight> {
    let uses = |weight: &Weight| {
        scene
            .marks
            .iter()
            .any(|m| matches!(&m.shape, Shape::Text(t) if t.style.weight == *weight))
    };
    [Weight::Regular, Weight::SemiBold]
        .into_iter()
        .filter(uses)
        .collect()
}

/// The style sheet that carries both weights of the font, for a page that shows pictures inline.
pub fn font_css() -> String {
    font_faces(&[Weight::Regular, Weight::SemiBold])
}

fn font_faces(weights: &[Weight]) -> String {
    let mut out = String::new();
    for &weight in weights {
        let number = if weight == Weight::SemiBold { 600 } else { 400 };
        let data = base64(text::woff2(weight));
        let _ = write!(
            out,
            "@font-face{{font-family:Inter;font-weight:{number};src:url(data:font/woff2;base64,{data}) format('woff2')}}"
        );
    }
    out
}

pub(crate) fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= group.len() {
                char::from(sign)
            } else {
                '='
            });
        }
    }
    out
}

/// The scene as a PNG file.
///
/// # Errors
/// When the size is not drawable or the encoder fails.
pub fn png(scene: &Scene, options: &Options) -> Result<Vec<u8>, ChartError> {
    let (width, height) = size(scene, *options)?;
    let mut pixmap = Pixmap::new(width, height)
        .ok_or_else(|| ChartError::Draw("no memory for the picture".to_owned()))?;
    pixmap.fill(Color::WHITE);
    paint(
        scene,
        options.theme,
        Raster::new(&mut pixmap, options.scale),
    )?;
    encode(&pixmap, options.scale).map_err(|e| ChartError::Encode(e.to_string()))
}

fn encode(pixmap: &Pixmap, scale: u32) -> Result<Vec<u8>, png::EncodingError> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, pixmap.width(), pixmap.height());
    encoder.set_depth(png::BitDepth::Eight);
    // 96 pixels per inch at scale 1, so that a picture at scale 2 has the same size on a page.
    let per_metre = 3780 * scale;
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: per_metre,
        yppu: per_metre,
        unit: png::Unit::Meter,
    }));
    encoder.set_compression(png::Compression::Balanced);
    let data = if let Some(found) = indexed(pixmap.data()) {
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(found.palette);
        encoder.set_filter(png::Filter::NoFilter);
        found.pixels
    } else {
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_filter(png::Filter::Up);
        pixmap
            .data()
            .chunks_exact(4)
            .flat_map(|p| [p[0], p[1], p[2]])
            .collect()
    };
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::scene::{Area, Canvas};
    use crate::chart::theme::{self, Tone};

    fn small() -> Scene {
        let mut canvas = Canvas::new(60, 40);
        canvas.describe("A & B < \"C\"", "sub", "told\u{7}");
        canvas
            .rect(Area::new(4, 4, 20, 10))
            .fill(Tone::Accent)
            .title("x<y")
            .subject("team:\"web\"");
        canvas.text(4, 30, "Web").style(theme::LABEL);
        canvas.finish()
    }

    #[test]
    fn the_document_is_described_and_escaped() {
        insta::assert_snapshot!(svg(&small(), &Options::default()).unwrap());
    }

    #[test]
    fn only_the_weights_in_use_are_embedded() {
        let options = Options {
            embed_font: true,
            ..Options::default()
        };
        let with = svg(&small(), &options).unwrap();
        assert!(with.contains("font-weight:400;src:url(data:font/woff2;base64,d09GMg"));
        assert!(!with.contains("font-weight:600;"));
        assert!(font_css().contains("font-weight:600;") && !font_css().contains('<'));
    }

    #[test]
    fn base64_pads_its_end() {
        let written = ["", "f", "fo", "foo", "foob"].map(|s| base64(s.as_bytes()));
        assert_eq!(written, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]);
    }

    #[test]
    fn a_png_has_the_scaled_size_and_the_colours_of_the_theme() {
        let options = Options {
            theme: Theme::Dark,
            scale: 2,
            embed_font: false,
        };
        let bytes = png(&small(), &options).unwrap();
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut data = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut data).unwrap();
        assert_eq!((reader.info().width, reader.info().height), (120, 80));
        let pixel = |x: usize, y: usize| {
            let at = (y * 120 + x) * 3;
            theme::Rgb(data[at], data[at + 1], data[at + 2])
        };
        assert_eq!(pixel(0, 0), Theme::Dark.color(Tone::Paper));
        assert_eq!(
            [pixel(8, 8), pixel(47, 27)],
            [Theme::Dark.color(Tone::Accent); 2]
        );
        assert_eq!(pixel(48, 28), Theme::Dark.color(Tone::Paper));
    }

    #[test]
    fn impossible_sizes_are_errors_that_say_so() {
        for (width, height, scale) in [
            (0, 10, 1),
            (10, -1, 1),
            (20_000, 10, 1),
            (9000, 9000, 1),
            (10, 10, 0),
        ] {
            let options = Options {
                scale,
                ..Options::default()
            };
            let scene = Canvas::new(width, height).finish();
            assert!(
                matches!(svg(&scene, &options), Err(ChartError::Size { .. })),
                "{width}x{height}"
            );
            assert!(
                png(&scene, &options)
                    .unwrap_err()
                    .to_string()
                    .contains("each side must be")
            );
        }
    }
}
