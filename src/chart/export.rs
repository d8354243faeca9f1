//! Turns a scene into a file's text or bytes: the only place that names the two backends.
//!
//! The same scene and options give the same bytes on every run. It must not know layouts.

use super::ChartError;
use super::backend_raster::Raster;
use super::backend_svg::{Svg, escape};
use super::paint::paint;
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
fn size(scene: &Scene, options: &Options) -> Result<(u32, u32), ChartError> {
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
    let (width, height) = size(scene, options)?;
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

fn base64(bytes: &[u8]) -> String {
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
    let (width, height) = size(scene, options)?;
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
    let data = if let Some((palette, indices)) = indexed(pixmap.data()) {
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(palette);
        encoder.set_filter(png::Filter::NoFilter);
        indices
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

/// Palette and indices, when 256 colours suffice.
fn indexed(rgba: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut palette: Vec<u32> = Vec::new();
    let mut slots = [u16::MAX; 1024];
    let mut indices = Vec::with_capacity(rgba.len() / 4);
    let (mut last, mut last_index) = (u32::MAX, 0);
    for p in rgba.chunks_exact(4) {
        let color = u32::from(p[0]) << 16 | u32::from(p[1]) << 8 | u32::from(p[2]);
        if color != last {
            last = color;
            last_index = slot(color, &mut slots, &mut palette)?;
        }
        indices.push(last_index);
    }
    Some((
        palette
            .iter()
            .flat_map(|c| [(c >> 16) as u8, (c >> 8) as u8, *c as u8])
            .collect(),
        indices,
    ))
}

/// The index of a colour in the palette, entered if new; none when the palette is full.
fn slot(color: u32, slots: &mut [u16; 1024], palette: &mut Vec<u32>) -> Option<u8> {
    let mut at = (color.wrapping_mul(0x9e37_79b1) >> 22) as usize;
    loop {
        match slots[at] {
            u16::MAX if palette.len() == 256 => return None,
            u16::MAX => {
                slots[at] = palette.len() as u16;
                palette.push(color);
            }
            index if palette[usize::from(index)] == color => return Some(index as u8),
            _ => at = (at + 1) % slots.len(),
        }
    }
}
