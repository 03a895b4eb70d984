//! Messages with places for arguments and plural forms.

use std::borrow::Cow;

/// An argument of a message.
#[derive(Debug, Clone)]
pub enum Arg<'a> {
    /// Text put in as it is (already formatted for the language; not escaped for HTML).
    Text(Cow<'a, str>),
    /// A whole number; the argument named `n` chooses the plural form.
    Count(u64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<usize> for Arg<'_> {
    fn from(n: usize) -> Self {
        Self::Count(n as u64)
    }
}

/// A message, cut once into its pieces.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// One form.
    Plain(Pattern),
    /// Forms by CLDR plural category, `other` last.
    Plural(Vec<(Category, Pattern)>),
}

/// Plural categories that the languages of the program tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "CLDR names")]
pub enum Category {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Category {
    /// From its CLDR name.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "zero" => Self::Zero,
            "one" => Self::One,
            "two" => Self::Two,
            "few" => Self::Few,
            "many" => Self::Many,
            "other" => Self::Other,
            _ => return None,
        })
    }
}

/// Text and places in turn.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern(Vec<Piece>);

#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Text(Box<str>),
    Place(Box<str>),
}

impl Pattern {
    /// Cuts `text` at `{name}`; `{{` and `}}` stand for the braces. An unclosed brace is text.
    pub fn new(text: &str) -> Self {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            plain.push_str(&rest[..at]);
            let tail = &rest[at..];
            if tail.starts_with("{{") || tail.starts_with("}}") {
                plain.push_str(&tail[..1]);
                rest = &tail[2..];
            } else if let Some(end) = tail.starts_with('{').then(|| tail.find('}')).flatten() {
                if !plain.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut plain).into()));
                }
                pieces.push(Piece::Place(tail[1..end].into()));
                rest = &tail[end + 1..];
            } else {
                plain.push_str(&tail[..1]);
                rest = &tail[1..];
            }
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            pieces.push(Piece::Text(plain.into()));
        }
        Self(pieces)
    }

    /// The names of its places, in order.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Place(name) => Some(&**name),
            Piece::Text(_) => None,
        })
    }

    /// Whether it has no places, and then its text.
    pub fn plain(&self) -> Option<&str> {
        match self.0.as_slice() {
            [] => Some(""),
            [Piece::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// Fills the places; one without an argument stays visible as `{name}`.
    pub fn fill(&self, args: &[(&str, Arg<'_>)], grouped: impl Fn(u64) -> String) -> String {
        // Room for all of it, so that it grows in one piece of memory.
        let pieces = self.0.iter().map(|piece| if let Piece::Text(text) = piece { text.len() } else { 0 });
        let args_length = args.iter().map(|(_, arg)| if let Arg::Text(text) = arg { text.len() } else { 8 });
        let mut out = String::with_capacity(pieces.chain(args_length).sum());
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Place(name) => match args.iter().find(|(key, _)| *key == &**name) {
                    Some((_, Arg::Text(text))) => out.push_str(text),
                    Some((_, Arg::Count(n))) => out.push_str(&grouped(*n)),
                    None => {
                        out.push('{');
                        out.push_str(name);
                        out.push('}');
                    }
                },
            }
        }
        out
    }
}

impl Message {
    /// The form for this number.
    pub fn form(&self, category: Category) -> &Pattern {
        match self {
            Self::Plain(pattern) => pattern,
            Self::Plural(forms) => forms
                .iter()
                .find(|(have, _)| *have == category)
                .or_else(|| forms.last())
                .map_or(EMPTY, |(_, pattern)| pattern),
        }
    }
}

const EMPTY: &Pattern = &Pattern(Vec::new());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_braces_kept() {
        let pattern = Pattern::new("{a} of {b}, {{x}} {c}");
        let text = pattern.fill(&[("a", "1".into()), ("b", 2usize.into())], |n| n.to_string());
        assert_eq!(text, "1 of 2, {x} {c}");
    }
}
