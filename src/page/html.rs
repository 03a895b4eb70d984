//! HTML written by hand: escaping, and the small pieces that stand in large tables.

use crate::model::{Lang, Localized};

/// Appends text with the five characters of HTML written as entities: safe in text and in quoted attributes.
pub fn escape(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// The text with its five special characters written as entities.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape(&mut out, text);
    out
}

/// The parts of HTML outside of its comments; `inside` says whether one is open, before and behind the text.
pub fn without_comments<'a>(text: &'a str, inside: &mut bool) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mark = if *inside { "-->" } else { "<!--" };
        let end = rest.find(mark);
        if !*inside {
            parts.push(&rest[..end.unwrap_or(rest.len())]);
        }
        let Some(end) = end else { break };
        *inside = !*inside;
        rest = &rest[end + mark.len()..];
    }
    parts
}

/// Appends a link that leads off the site.
pub fn foreign_link(out: &mut String, url: &str, text: &str) {
    out.push_str("<a href=\"");
    escape(out, url);
    out.push_str("\" rel=\"noopener noreferrer\">");
    escape(out, text);
    out.push_str("</a>");
}

/// Appends a text, marked with its language where that is not the language of the page.
pub fn part(out: &mut String, text: &str, lang: &Lang, page: &Lang) {
    if lang == page {
        escape(out, text);
    } else {
        out.push_str("<span lang=\"");
        escape(out, lang.tag());
        out.push_str("\">");
        escape(out, text);
        out.push_str("</span>");
    }
}

/// A localised text in the language of the page, or the fallback marked with its own.
pub fn localized(text: &Localized, page: &Lang) -> String {
    let (text, lang) = text.get(page);
    let mut out = String::with_capacity(text.len() + 8);
    part(&mut out, text, lang, page);
    out
}

/// Ready items as a list in one line; the style sheet puts the separators of the language between them. Empty without
/// items.
pub fn names(items: impl IntoIterator<Item = String>) -> String {
    let mut out = String::new();
    put_names(&mut out, items, |out, item| {
        // Room for two: most lists are no longer.
        out.reserve(2 * item.len() + 48);
        out.push_str(&item);
    });
    out
}

/// Appends the same list, each item as `put` writes it.
pub fn put_names<T>(out: &mut String, items: impl IntoIterator<Item = T>, mut put: impl FnMut(&mut String, T)) {
    let mut begun = false;
    for item in items {
        out.push_str(if begun { "</li><li>" } else { "<ul class=\"names\"><li>" });
        begun = true;
        put(out, item);
    }
    if begun {
        out.push_str("</li></ul>");
    }
}

/// What stands between a label and what it introduces: a full-width colon brings its own room.
pub fn behind(label: &str) -> &'static str {
    if label.ends_with('：') { "" } else { " " }
}

/// Writes markup piece by piece: `raw` is markup, `text` is escaped.
#[derive(Debug, Default)]
pub struct Pen(String);

impl Pen {
    /// An empty sheet.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty sheet with room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Markup as it is.
    pub fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text, escaped.
    pub fn text(&mut self, text: &str) -> &mut Self {
        escape(&mut self.0, text);
        self
    }

    /// What a function appends.
    pub fn with(&mut self, write: impl FnOnce(&mut String)) -> &mut Self {
        write(&mut self.0);
        self
    }

    /// What was written.
    pub fn done(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_can_become_markup() {
        assert_eq!(escaped("<a b=\"c\" d='e'>&amp;"), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;");
        assert_eq!(escaped("河湾夜跑团"), "河湾夜跑团");
    }

    #[test]
    fn a_fallback_says_its_language() {
        let name = Localized::one(&Lang::new("zh-Hans"), "河湾");
        assert_eq!(localized(&name, &Lang::new("en")), "<span lang=\"zh-Hans\">河湾</span>");
        assert_eq!(localized(&name, &Lang::new("zh-Hans")), "河湾");
    }

    #[test]
    fn comments_are_left_out_over_lines_too() {
        let mut inside = false;
        let mut shown = |text| without_comments(text, &mut inside).concat();
        assert_eq!(shown("<b>a<!-- b -->c</b>"), "<b>ac</b>");
        assert_eq!([shown("a <!-- b\n"), shown("c\n"), shown("d --> e <!---->f")].concat(), "a  e f");
    }
}
