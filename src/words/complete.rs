//! What a language lacks: its texts held against those of a complete one.

use super::Words;
use super::message::{Category, Message};

/// How the texts of a language differ from those of a complete one. Ids are paths such as `messages/page.nav.groups`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gaps {
    /// Texts that are missing.
    pub missing: Vec<String>,
    /// Texts that nothing asks for.
    pub unknown: Vec<String>,
    /// Texts whose `{places}` are not those of the complete language, with the places it has.
    pub places: Vec<(String, String)>,
}

impl Gaps {
    /// Whether the language is complete.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// Holds `words` against `complete`, a language that has every text.
pub fn gaps(words: &Words, complete: &Words) -> Gaps {
    let mut gaps = Gaps::default();
    for (key, message) in complete.keys().filter(|(key, _)| !optional(key)) {
        match words.get(key) {
            None => gaps.missing.push(key.to_owned()),
            Some(own) if places(own) != places(message) => {
                gaps.places.push((key.to_owned(), places(message).join(" ")));
            }
            Some(_) => {}
        }
    }
    let unknown = words.keys().filter(|(key, _)| !optional(key) && !complete.has(key));
    gaps.unknown = unknown.map(|(key, _)| key.to_owned()).collect();
    gaps
}

/// A language need not repeat its tag, nor say whose way of writing numbers it follows and what the Open Graph protocol
/// calls it.
fn optional(key: &str) -> bool {
    matches!(key, "language/tag" | "language/writes" | "language/open_graph")
}

fn places(message: &Message) -> Vec<String> {
    let mut places: Vec<String> = message.form(Category::Other).places().map(|name| format!("{{{name}}}")).collect();
    places.sort();
    places
}

#[cfg(test)]
mod tests {
    use super::super::languages::LANGUAGES;
    use super::*;
    use crate::model::Lang;
    use crate::model::site::HantTerms;

    #[test]
    fn every_language_has_every_text_with_the_same_places() {
        for terms in [HantTerms::Taiwan, HantTerms::Mainland] {
            let load = |tag: &str| Words::load(&Lang::new(tag), terms).unwrap().unwrap();
            let complete = load("en");
            let mut faults = String::new();
            for entry in LANGUAGES {
                let gaps = gaps(&load(entry.tag), &complete);
                if !gaps.is_none() {
                    faults.push_str(&format!("{}: {gaps:#?}\n", entry.tag));
                }
            }
            assert!(faults.is_empty(), "src/playbook/text/ is not complete:\n{faults}");
        }
    }

    #[test]
    fn a_gap_an_unknown_text_and_a_lost_place_are_named() {
        let load = |yaml: &str| Words::with(&Lang::new("xx"), &[("xx.yaml", yaml)], HantTerms::Taiwan).unwrap();
        let complete = load("{language: {self: X}, messages: {a: one, b: '{n} of {all}'}}");
        let other = load("{language: {self: Y, writes: de}, messages: {b: '{n}', c: more}}");
        let gaps = gaps(&other, &complete);
        assert_eq!(gaps.missing, ["messages/a"]);
        assert_eq!(gaps.unknown, ["messages/c"]);
        assert_eq!(gaps.places, [("messages/b".to_owned(), "{all} {n}".to_owned())]);
    }
}
