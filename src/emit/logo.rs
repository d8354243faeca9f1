//! A logo from a file, written anew from a list of shapes and attributes that can neither run nor load
//! anything. What is not on the list is left out; it knows no page.

use crate::lint::words::list;
use roxmltree::{Document, Node};
use std::collections::BTreeSet;
use std::fmt::Write;
use thiserror::Error;

/// Largest file in bytes.
const MOST: usize = 256 * 1024;
/// Deepest nesting.
const DEEPEST: usize = 48;
/// Before every id, so that none is one of the page's.
const PREFIX: &str = "logo-";

const ELEMENTS: &[&str] = &[
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "text",
    "tspan",
    "title",
    "desc",
];

const ATTRIBUTES: &[&str] = &[
    "id",
    "d",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "fx",
    "fy",
    "width",
    "height",
    "points",
    "transform",
    "viewBox",
    "preserveAspectRatio",
    "offset",
    "gradientUnits",
    "gradientTransform",
    "spreadMethod",
    "clipPathUnits",
    "maskUnits",
    "maskContentUnits",
    "dx",
    "dy",
];

/// Attributes that may also stand in a `style`.
const PROPERTIES: &[&str] = &[
    "fill",
    "fill-opacity",
    "fill-rule",
    "clip-rule",
    "clip-path",
    "mask",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-dasharray",
    "stroke-dashoffset",
    "opacity",
    "stop-color",
    "stop-opacity",
    "font-family",
    "font-size",
    "font-weight",
    "letter-spacing",
    "text-anchor",
    "color",
    "display",
];

/// Why a logo cannot be used.
#[derive(Debug, Error)]
pub enum LogoError {
    /// Too many bytes.
    #[error("has {0} bytes, more than {MOST}; simplify it")]
    Large(usize),
    /// Not well-formed.
    #[error("is no SVG: {0}")]
    Xml(#[from] roxmltree::Error),
    /// Well-formed, but something else.
    #[error("is no SVG: it begins with <{0}>")]
    Other(String),
    /// It would be invisible or without shape.
    #[error("states neither a viewBox nor width and height")]
    Size,
    /// Elements nest too deeply.
    #[error("nests deeper than {DEEPEST} elements; simplify it")]
    Deep,
    /// Its colours are in a style sheet, which would reach the page around it.
    #[error(
        "colours its shapes by a <style> element; save it with presentation attributes instead"
    )]
    Sheet,
    /// Nothing that can be drawn is left.
    #[error("holds no shape that is allowed; {0} is not")]
    Empty(String),
}

/// A logo that is safe inside a page.
#[derive(Clone, Debug)]
pub struct Logo(String);

impl Logo {
    /// Reads an SVG file and writes it anew.
    ///
    /// # Errors
    /// When it is no SVG, or cannot be shown without what is not allowed.
    pub fn read(text: &str) -> Result<Self, LogoError> {
        if text.len() > MOST {
            return Err(LogoError::Large(text.len()));
        }
        let document = Document::parse(text.trim_start_matches('\u{feff}'))?;
        let root = document.root_element();
        if root.tag_name().name() != "svg" {
            return Err(LogoError::Other(root.tag_name().name().to_owned()));
        }
        let mut writer = Writer {
            out: String::new(),
            left_out: BTreeSet::new(),
            shapes: 0,
        };
        let view = view_box(root).ok_or(LogoError::Size)?;
        let _ = write!(
            writer.out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" aria-hidden=\"true\" viewBox=\"{view}\""
        ); // writing to a String cannot fail
        for property in PROPERTIES {
            if let Some(value) = root.attribute(*property) {
                writer.attribute(property, value);
            }
        }
        writer.out.push('>');
        for child in root.children() {
            writer.node(child, 1)?;
        }
        writer.out.push_str("</svg>");
        if writer.shapes == 0 {
            let left_out = list(writer.left_out, 3);
            let what = if left_out.is_empty() {
                "an empty file".to_owned()
            } else {
                left_out
            };
            return Err(LogoError::Empty(what));
        }
        Ok(Self(writer.out))
    }

    /// The SVG element.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `viewBox`, else from width and height.
fn view_box(root: Node<'_, '_>) -> Option<String> {
    let numbers = |text: &str| -> Option<Vec<f64>> {
        let parts = text.split([' ', ',', '\n', '\t']).filter(|p| !p.is_empty());
        parts
            .map(|p| p.trim_end_matches("px").parse().ok())
            .collect()
    };
    let stated = root.attribute("viewBox").and_then(numbers);
    let sized = || {
        let side = |name| numbers(root.attribute(name)?)?.first().copied();
        Some(vec![0.0, 0.0, side("width")?, side("height")?])
    };
    let view = stated.or_else(sized)?;
    let shown: Vec<String> = view.iter().map(f64::to_string).collect();
    (view.len() == 4 && view.iter().all(|n| n.is_finite()) && view[2] > 0.0 && view[3] > 0.0)
        .then(|| shown.join(" "))
}

struct Writer {
    out: String,
    left_out: BTreeSet<String>,
    shapes: usize,
}

impl Writer {
    fn node(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), LogoError> {
        if node.is_text() {
            let within = node.parent().map(|p| p.tag_name().name());
            if matches!(within, Some("text" | "tspan" | "title" | "desc")) {
                self.escaped(node.text().unwrap_or(""));
            }
            return Ok(());
        }
        if !node.is_element() {
            return Ok(());
        }
        if depth > DEEPEST {
            return Err(LogoError::Deep);
        }
        let name = node.tag_name().name();
        if name == "style" {
            return Err(LogoError::Sheet);
        }
        let ours = matches!(
            node.tag_name().namespace(),
            None | Some("http://www.w3.org/2000/svg")
        );
        if !ours || !ELEMENTS.contains(&name) {
            self.left_out.insert(format!("<{name}>"));
            return Ok(());
        }
        let container = ["svg", "g", "defs", "symbol", "title", "desc", "stop"];
        self.shapes += usize::from(!container.contains(&name));
        self.out.push('<');
        self.out.push_str(name);
        for attribute in node.attributes() {
            match attribute.name() {
                "style" => self.style(attribute.value()),
                "href" => self.href(attribute.value()),
                name if ATTRIBUTES.contains(&name) || PROPERTIES.contains(&name) => {
                    self.attribute(name, attribute.value());
                }
                _ => {}
            }
        }
        self.out.push('>');
        for child in node.children() {
            self.node(child, depth + 1)?;
        }
        let _ = write!(self.out, "</{name}>"); // writing to a String cannot fail
        Ok(())
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let value = match name {
            "id" => Some(format!("{PREFIX}{value}")),
            _ => tame(value),
        };
        let Some(value) = value else { return };
        let _ = write!(self.out, " {name}=\""); // writing to a String cannot fail
        self.escaped(&value);
        self.out.push('"');
    }

    /// Declarations as attributes of their own.
    fn style(&mut self, style: &str) {
        for declaration in style.split(';') {
            if let Some((name, value)) = declaration.split_once(':')
                && PROPERTIES.contains(&name.trim())
            {
                self.attribute(name.trim(), value.trim());
            }
        }
    }

    /// A reference within the logo itself.
    fn href(&mut self, target: &str) {
        if let Some(id) = target.trim().strip_prefix('#') {
            self.attribute("href", &format!("#{PREFIX}{id}"));
        }
    }

    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                c if c.is_control() => self.out.push(' '),
                c => self.out.push(c),
            }
        }
    }
}

/// A value that loads nothing: the one function that could, `url`, may name an id of the logo only. A
/// backslash could hide the word, so no value with one is kept.
fn tame(value: &str) -> Option<String> {
    let lower = value.to_ascii_lowercase();
    if value.contains(['\\', '@', '{', '}', ';'])
        || lower.contains("/*")
        || lower.contains("script:")
    {
        return None;
    }
    let bare = value.trim();
    if !lower.contains("url") {
        let loads = ["image(", "image-set(", "src(", "element(", "var(", "attr("];
        return (!loads.iter().any(|f| lower.contains(f))).then(|| bare.to_owned());
    }
    let id = bare
        .strip_prefix("url(")?
        .strip_suffix(')')?
        .trim()
        .trim_matches(['"', '\''])
        .strip_prefix('#')?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    id.chars().all(plain).then(|| format!("url(#{PREFIX}{id})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> String {
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"20px\" height=\"10\" onload=\"x()\">{body}</svg>"
        );
        match Logo::read(&text) {
            Ok(logo) => logo.0,
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn shapes_colours_and_inner_references_stay() {
        let found = read(
            "<defs><linearGradient id=\"a\"><stop offset=\"0\" style=\"stop-color:#fff;behavior:url(x)\"/></linearGradient></defs>\
             <path id=\"p\" d=\"M0 0h9\" fill=\"url(#a)\"/><use xlink:href=\"#p\"/><text x=\"1\">A &amp; B</text>",
        );
        assert_eq!(
            found,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" aria-hidden=\"true\" viewBox=\"0 0 20 10\"><defs>\
             <linearGradient id=\"logo-a\"><stop offset=\"0\" stop-color=\"#fff\"></stop></linearGradient></defs>\
             <path id=\"logo-p\" d=\"M0 0h9\" fill=\"url(#logo-a)\"></path><use href=\"#logo-p\"></use>\
             <text x=\"1\">A &amp; B</text></svg>"
        );
    }

    #[test]
    fn nothing_runs_and_nothing_is_loaded() {
        let shape = "<rect width=\"1\" height=\"1\"";
        for hostile in [
            "<script>x()</script>",
            "<foreignObject><b/></foreignObject>",
            "<image href=\"https://e.vil/a.png\"/>",
            "<a href=\"javascript:x()\"/>",
            "<use href=\"https://e.vil/a.svg#b\"/>",
            "<animate attributeName=\"href\" values=\"javascript:x()\"/>",
            "<g onclick=\"x()\"/>",
            "<g fill=\"url(https://e.vil/a)\"/>",
            "<g fill=\"u\\72l(https://e.vil/a)\"/>",
            "<g style=\"fill:url(//e.vil)\"/>",
            "<g style=\"background:image-set('https://e.vil')\"/>",
            "<h:script xmlns:h=\"http://www.w3.org/1999/xhtml\">x()</h:script>",
        ] {
            let found = read(&format!("{hostile}{shape}/>"));
            assert!(found.starts_with("<svg "), "{found}");
            for word in [
                "e.vil", "script", "onclick", "onload", "x()", "foreign", "image", "animate",
            ] {
                assert!(!found.contains(word), "{hostile} gave {found}");
            }
        }
    }

    #[test]
    fn what_cannot_be_used_says_why() {
        assert!(read("<style>.a{fill:red}</style><path/>").contains("presentation attributes"));
        assert!(read("<script>x()</script>").contains("<script> is not"));
        assert!(read("").contains("an empty file is not"));
        let deep = format!("{}{}", "<g>".repeat(60), "</g>".repeat(60));
        assert!(read(&deep).contains("nests deeper"));
        let error = |text: &str| Logo::read(text).unwrap_err().to_string();
        assert!(error("<html/>").contains("begins with <html>"));
        assert!(error("<svg><path/></svg>").contains("viewBox"));
        assert!(error("no").contains("is no SVG"));
        assert!(
            error("<!DOCTYPE svg [<!ENTITY a \"b\">]><svg width=\"1\" height=\"1\"/>")
                .contains("is no SVG")
        );
        assert!(error(&" ".repeat(MOST + 1)).contains("simplify"));
    }
}
