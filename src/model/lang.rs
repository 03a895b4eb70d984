//! Languages and text in several of them.

use std::fmt;

/// A BCP 47 language tag as the site writes it, such as `zh-Hans`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(Box<str>);

impl Lang {
    /// A tag that has been checked to be letters, digits and hyphens.
    pub fn new(tag: &str) -> Self {
        Self(tag.into())
    }

    /// The tag.
    pub fn tag(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text in one or more languages; the first entry is the fallback.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Localized(Vec<(Lang, Box<str>)>);

impl Localized {
    /// From pairs in the site's order of languages.
    pub fn new(entries: Vec<(Lang, Box<str>)>) -> Self {
        Self(entries)
    }

    /// A text in one language.
    pub fn one(lang: &Lang, text: &str) -> Self {
        Self(vec![(lang.clone(), text.into())])
    }

    /// The text in `lang`, or the first one there is, with the language it is really in.
    /// An empty `Localized` gives the empty string in `lang`.
    pub fn get<'a>(&'a self, lang: &'a Lang) -> (&'a str, &'a Lang) {
        self.0
            .iter()
            .find(|(have, _)| have == lang)
            .or_else(|| self.0.first())
            .map_or(("", lang), |(have, text)| (text, have))
    }

    /// Whether there is a text in exactly this language.
    pub fn has(&self, lang: &Lang) -> bool {
        self.0.iter().any(|(have, _)| have == lang)
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All texts with their languages.
    pub fn entries(&self) -> impl Iterator<Item = (&Lang, &str)> {
        self.0.iter().map(|(lang, text)| (lang, &**text))
    }
}
