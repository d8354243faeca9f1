//! Pictures: from plain scenes to SVG and PNG.
//!
//! From the ground up: [`text`] measures, [`theme`] is the design system, [`area`] and [`scene`] are
//! pictures as data made on a [`canvas`], [`check`] finds what a reader could not read, [`scale`] and [`plot`] help layouts,
//! [`paint`] draws a scene through plotters on a [`surface`], and [`export`] alone names the two backends. Layouts stop at
//! scenes; they must not know `paint` and `export`.

pub mod area;
mod backend_raster;
mod backend_svg;
pub mod canvas;
pub mod check;
pub mod export;
#[cfg(test)]
mod golden;
pub mod layout;
pub mod legend;
pub mod page_svg;
pub mod paint;
mod palette;
pub mod plot;
pub mod scale;
pub mod scene;
pub mod surface;
pub mod text;
pub mod theme;

/// Why a picture could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChartError {
    /// The picture has no area or more pixels than an image should have.
    #[error(
        "a picture of {width} by {height} pixels cannot be drawn; each side must be 1 to {most}, and the whole at most {most_pixels} pixels"
    )]
    Size {
        /// Pixels asked for.
        width: i64,
        /// Pixels asked for.
        height: i64,
        /// Longest side allowed.
        most: i64,
        /// Largest number of pixels allowed.
        most_pixels: i64,
    },
    /// The drawing library gave up.
    #[error("drawing failed: {0}")]
    Draw(String),
    /// The PNG encoder gave up.
    #[error("encoding the picture failed: {0}")]
    Encode(String),
}
