//! The opening of a note as plain text, for where no markup stands: feeds.

use super::emphasis;
use super::markdown::options;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::borrow::Cow;

/// Characters of an opening; a longer one is cut at the end of a word where words have ends.
const MOST: usize = 320;

/// The first paragraph of a note that stands without a figure or a published value: those belong to the page and its
/// language. Empty where there is none.
pub fn opening(text: &str) -> String {
    let (mut out, mut inside, mut whole) = (String::new(), false, true);
    let mut depth = 0usize;
    let eased = emphasis::eased(text);
    for event in Parser::new_ext(&eased, options()) {
        match event {
            Event::Start(Tag::Paragraph) if depth == 0 => (out, inside, whole) = (String::new(), true, true),
            Event::End(TagEnd::Paragraph) if depth == 0 => {
                if whole && !out.trim().is_empty() {
                    return cut(emphasis::plain(out, matches!(eased, Cow::Owned(_))).trim());
                }
                inside = false;
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
                if dest_url.starts_with("value:") || dest_url.starts_with("chart:") =>
            {
                whole = false;
            }
            Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::FootnoteDefinition(_) | Tag::Table(_)) => depth += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::FootnoteDefinition | TagEnd::Table) => {
                depth = depth.saturating_sub(1);
            }
            Event::Text(text) | Event::Code(text) if inside => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak if inside => out.push(' '),
            _ => {}
        }
    }
    String::new()
}

fn cut(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(MOST) else { return text.to_owned() };
    let head = &text[..end];
    let head = head.rfind(' ').filter(|at| *at > end / 2).map_or(head, |at| &head[..at]);
    format!("{}…", head.trim_end_matches([',', ' ', '，', '、']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_paragraph_without_a_value_is_the_opening() {
        let text =
            "# Title\n\nThe rate is [](value:active_member_rate) now.\n\nTwo *hosts*\ngreet `all`.[^1]\n\n[^1]: x\n";
        assert_eq!(opening(text), "Two hosts greet all.");
        assert_eq!(opening("> quoted\n\n- item\n"), "");
        assert_eq!(opening(&"word ".repeat(100)).chars().last(), Some('…'));
        assert_eq!(opening(&"河".repeat(400)).chars().count(), MOST + 1);
    }
}
