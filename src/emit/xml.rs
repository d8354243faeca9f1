//! XML documents for the emitters: indented, escaped, and only characters that XML 1.0 allows.

use super::plain;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io::{self, Write};

/// Writes elements one after the other.
pub(super) struct Xml<'a> {
    writer: quick_xml::Writer<&'a mut dyn Write>,
    open: Vec<&'static str>,
}

/// Name and value of an attribute.
pub(super) type Attribute<'a> = (&'static str, &'a str);

impl<'a> Xml<'a> {
    /// Begins a document.
    pub(super) fn new(out: &'a mut dyn Write) -> io::Result<Self> {
        let mut writer = quick_xml::Writer::new_with_indent(out, b' ', 2);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(Self {
            writer,
            open: Vec::new(),
        })
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: &[Attribute]) -> io::Result<()> {
        self.open.push(name);
        self.writer
            .write_event(Event::Start(element(name, attributes)))
    }

    /// Closes the element opened last.
    pub(super) fn close(&mut self) -> io::Result<()> {
        match self.open.pop() {
            Some(name) => self.writer.write_event(Event::End(BytesEnd::new(name))),
            None => Ok(()),
        }
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &'static str, attributes: &[Attribute]) -> io::Result<()> {
        self.writer
            .write_event(Event::Empty(element(name, attributes)))
    }

    /// An element with text.
    pub(super) fn text(
        &mut self,
        name: &'static str,
        attributes: &[Attribute],
        text: &str,
    ) -> io::Result<()> {
        self.writer
            .write_event(Event::Start(element(name, attributes)))?;
        let text = allowed(text);
        self.writer
            .write_event(Event::Text(BytesText::new(&text)))?;
        self.writer.write_event(Event::End(BytesEnd::new(name)))
    }

    /// Closes what is open and ends the last line.
    pub(super) fn end(mut self) -> io::Result<()> {
        while !self.open.is_empty() {
            self.close()?;
        }
        self.writer.get_mut().write_all(b"\n")
    }
}

fn element(name: &'static str, attributes: &[Attribute]) -> BytesStart<'static> {
    let mut element = BytesStart::new(name);
    for (key, value) in attributes {
        element.push_attribute((*key, allowed(value).as_str()));
    }
    element
}

/// The text without what XML 1.0 forbids even when escaped; control characters are spelled out.
fn allowed(text: &str) -> String {
    plain(text)
        .chars()
        .map(|c| {
            if matches!(c, '\u{fffe}' | '\u{ffff}') {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Xml;

    #[test]
    fn names_stay_text() {
        let mut out = Vec::new();
        let mut xml = Xml::new(&mut out).unwrap();
        xml.open("a", &[("b", "\"<&'\u{0}\u{ffff}")]).unwrap();
        xml.text("c", &[], "]]><d/>\n\u{202e}").unwrap();
        xml.empty("e", &[("f", "1")]).unwrap();
        xml.end().unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap(), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <a b="&quot;&lt;&amp;&apos;\u{0}�">
          <c>]]&gt;&lt;d/&gt; \u{202e}</c>
          <e f="1"/>
        </a>
        "#);
    }
}
