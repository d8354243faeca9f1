//! The little Markdown that rule documentation uses, as HTML: paragraphs, lists and code in backticks.

use crate::lint::RuleMeta;
use maud::{Markup, html};

/// A section of a rule's documentation, without its heading; nothing where there is none.
pub(super) fn section(rule: &RuleMeta, heading: &str) -> Markup {
    let markdown = rule.markdown();
    let blocks = blocks(&markdown, heading);
    html! {
        @for block in &blocks {
            @match block {
                Block::Paragraph(text) => p class="why" { (inline(text)) },
                Block::List(items) => ul class="why" { @for item in items { li { (inline(item)) } } },
            }
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Block {
    Paragraph(String),
    List(Vec<String>),
}

fn blocks(markdown: &str, heading: &str) -> Vec<Block> {
    let lines = markdown
        .lines()
        .skip_while(|line| line.strip_prefix("## ") != Some(heading))
        .skip(1)
        .take_while(|line| !line.starts_with("## "));
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for line in lines {
        let line = line.trim();
        if line.is_empty() {
            open = false;
        } else if let Some(item) = line.strip_prefix("- ") {
            match blocks.last_mut() {
                Some(Block::List(items)) => items.push(item.to_owned()),
                _ => blocks.push(Block::List(vec![item.to_owned()])),
            }
            open = true;
        } else if open {
            continue_with(&mut blocks, line);
        } else {
            blocks.push(Block::Paragraph(line.to_owned()));
            open = true;
        }
    }
    blocks
}

/// A line that goes on with the block before it.
fn continue_with(blocks: &mut [Block], line: &str) {
    let text = match blocks.last_mut() {
        Some(Block::Paragraph(text)) => text,
        Some(Block::List(items)) => match items.last_mut() {
            Some(item) => item,
            None => return,
        },
        None => return,
    };
    text.push(' ');
    text.push_str(line);
}

/// Text with code in backticks; a backtick without its pair is a backtick.
pub(super) fn inline(text: &str) -> Markup {
    let paired = text.matches('`').count().is_multiple_of(2);
    html! {
        @if paired {
            @for (at, part) in text.split('`').enumerate() {
                @if at % 2 == 1 { code { (part) } } @else { (part) }
            }
        } @else { (text) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, blocks, inline, section};
    use crate::emit::sample::LONG_NAME;

    #[test]
    fn paragraphs_and_lists_are_told_apart() {
        let found = blocks(&LONG_NAME.markdown(), "Why it matters");
        assert_eq!(
            found,
            [
                Block::Paragraph("Nobody reads them, and `nobody` says them.".to_owned()),
                Block::List(vec!["first | second".to_owned()]),
            ]
        );
        assert!(blocks(&LONG_NAME.markdown(), "Options").is_empty());
        assert_eq!(inline("a`b").into_string(), "a`b");
        let html = section(&LONG_NAME, "Why it matters").into_string();
        assert!(html.contains("and <code>nobody</code> says"), "{html}");
    }
}
