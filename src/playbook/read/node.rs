//! A YAML value that knows where it stands, and the list of what is wrong with it.

use crate::model::{Lang, Localized};
use crate::problem::nearest::choices;
use serde_yaml::{Mapping, Value};

/// One thing wrong with a playbook, at a path such as `["indicators", "3", "watch"]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Keys and positions from the top of the file; empty for the whole file.
    pub path: Vec<String>,
    /// Stable kebab-case code.
    pub code: &'static str,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// The faults found so far, then what is only to be warned of.
#[derive(Debug, Default)]
pub struct Faults(pub Vec<Fault>, pub Vec<Fault>);

impl Faults {
    /// Notes a fault at `node`.
    pub fn add(&mut self, node: &Node<'_>, code: &'static str, message: String, help: String) {
        self.0.push(Fault { path: node.path(), code, message, help });
    }

    /// Warns of something at `node`.
    pub fn warn(&mut self, node: &Node<'_>, code: &'static str, message: String, help: String) {
        self.1.push(Fault { path: node.path(), code, message, help });
    }
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

/// A value with the way to it.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    /// The value.
    pub value: &'a Value,
    step: Step<'a>,
    up: Option<&'a Node<'a>>,
}

impl<'a> Node<'a> {
    /// The top of a file.
    pub fn root(value: &'a Value) -> Self {
        Self { value, step: Step::Root, up: None }
    }

    /// Keys and positions from the top.
    pub fn path(&self) -> Vec<String> {
        let mut path = self.up.map(Node::path).unwrap_or_default();
        match self.step {
            Step::Root => {}
            Step::Key(key) => path.push(key.to_owned()),
            Step::Index(index) => path.push(index.to_string()),
        }
        path
    }

    /// The map here, or a fault.
    pub fn map(&'a self, faults: &mut Faults) -> Option<Map<'a>> {
        match self.value {
            Value::Mapping(entries) if entries.keys().all(Value::is_string) => Some(Map { node: self, entries }),
            _ => {
                faults.add(self, "not-a-map", "a map is needed here".into(), "write `key: value` pairs".into());
                None
            }
        }
    }

    /// The elements of the list here; a single value counts as a list of one.
    pub fn items(&'a self) -> Vec<Node<'a>> {
        match self.value {
            Value::Sequence(items) => items
                .iter()
                .enumerate()
                .map(|(index, value)| Node { value, step: Step::Index(index), up: Some(self) })
                .collect(),
            Value::Null => Vec::new(),
            _ => vec![*self],
        }
    }

    /// The text here, or a fault.
    pub fn text(&self, faults: &mut Faults) -> Option<&'a str> {
        let text = self.value.as_str();
        if text.is_none() {
            faults.add(self, "not-a-text", "a text is needed here".into(), "write a word or put it in quotes".into());
        }
        text
    }

    /// The finite number here, or a fault.
    pub fn number(&self, faults: &mut Faults) -> Option<f64> {
        let number = self.value.as_f64().filter(|number| number.is_finite());
        if number.is_none() {
            let help = "write a number such as 0.3".into();
            faults.add(self, "not-a-number", "a finite number is needed here".into(), help);
        }
        number
    }

    /// The whole number here within a range, or a fault.
    pub fn whole(&self, least: u32, most: u32, faults: &mut Faults) -> Option<u32> {
        let number = self.value.as_u64().and_then(|n| u32::try_from(n).ok()).filter(|n| (least..=most).contains(n));
        if number.is_none() {
            let message = format!("a whole number from {least} to {most} is needed here");
            faults.add(self, "not-a-number", message, format!("write a number such as {least}"));
        }
        number
    }

    /// `true` or `false`, or a fault.
    pub fn flag(&self, faults: &mut Faults) -> Option<bool> {
        let flag = self.value.as_bool();
        if flag.is_none() {
            let help = "write `true` or `false`".into();
            faults.add(self, "not-a-flag", "true or false is needed here".into(), help);
        }
        flag
    }

    /// The value of the word here by a table of words, or a fault that names them.
    pub fn choice<T: Copy>(&self, table: &[(&str, T)], faults: &mut Faults) -> Option<T> {
        let text = self.text(faults)?;
        let found = table.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let words: Vec<_> = table.iter().map(|(word, _)| *word).collect();
            faults.add(self, "unknown-word", format!("`{text}` is not known here"), one_of(text, &words));
        }
        found
    }

    /// A text in several languages: a plain text is in the first language of the site.
    pub fn localized(&'a self, languages: &[Lang], faults: &mut Faults) -> Localized {
        if self.value.is_string() {
            self.whole_in_every_language(languages, |lang| languages.first() == Some(lang), faults);
        }
        if let Some(text) = self.value.as_str() {
            return languages.first().map(|lang| Localized::one(lang, text)).unwrap_or_default();
        }
        let Some(map) = self.map(faults) else { return Localized::default() };
        for (tag, node) in map.entries() {
            if !languages.iter().any(|lang| lang.tag() == tag) {
                let tags: Vec<_> = languages.iter().map(Lang::tag).collect();
                let message = format!("`{tag}` is not a language of this site");
                faults.add(&node, "unknown-language", message, one_of(tag, &tags));
            }
        }
        self.whole_in_every_language(languages, |lang| map.get(lang.tag()).is_some(), faults);
        let text = |lang: &Lang, faults: &mut Faults| Some((lang.clone(), map.get(lang.tag())?.text(faults)?.into()));
        Localized::new(languages.iter().filter_map(|lang| text(lang, faults)).collect())
    }
}

impl Node<'_> {
    /// Warns of languages in which a text is missing: readers would see it in another one.
    fn whole_in_every_language(&self, languages: &[Lang], has: impl Fn(&Lang) -> bool, faults: &mut Faults) {
        let Some(shown) = languages.iter().find(|lang| has(lang)) else { return };
        let missing: Vec<&str> = languages.iter().filter(|lang| !has(lang)).map(Lang::tag).collect();
        if missing.is_empty() {
            return;
        }
        let named: Vec<String> = missing.iter().map(|tag| format!("`{tag}`")).collect();
        let named = named.join(" and ");
        let message = format!("this text is missing in {named}; readers will see it in `{shown}`");
        let more: Vec<String> = missing.iter().map(|tag| format!("{tag}: …")).collect();
        let help = format!("write `{{{shown}: …, {}}}`", more.join(", "));
        faults.warn(self, "missing-language", message, help);
    }
}

/// A map with the way to it.
#[derive(Clone, Copy)]
pub struct Map<'a> {
    /// The map as a node.
    pub node: &'a Node<'a>,
    entries: &'a Mapping,
}

impl<'a> Map<'a> {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<Node<'a>> {
        let (key, value) = self.entries.iter().find(|(have, _)| have.as_str() == Some(key))?;
        Some(Node { value, step: Step::Key(key.as_str()?), up: Some(self.node) })
    }

    /// Whether there is such a key.
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// All keys with their values.
    pub fn entries(&self) -> impl Iterator<Item = (&'a str, Node<'a>)> {
        let node = self.node;
        self.entries.iter().filter_map(move |(key, value)| {
            let key = key.as_str()?;
            Some((key, Node { value, step: Step::Key(key), up: Some(node) }))
        })
    }

    /// Faults for keys that are not among `known`.
    pub fn only(&self, known: &[&str], faults: &mut Faults) {
        for (key, node) in self.entries().filter(|(key, _)| !known.contains(key)) {
            faults.add(&node, "unknown-key", format!("`{key}` is not known here"), one_of(key, known));
        }
    }

    /// The value of a key that must be there, or a fault.
    pub fn need(&self, key: &'static str, faults: &mut Faults) -> Option<Node<'a>> {
        let found = self.get(key);
        if found.is_none() {
            faults.add(self.node, "missing-key", format!("`{key}` is missing"), format!("add `{key}:`"));
        }
        found
    }
}

/// Help that names the nearest of `known`, or all of them where none is near.
pub fn one_of(word: &str, known: &[&str]) -> String {
    match choices(word, known.iter().copied()) {
        Some(meant) => format!("did you mean {meant}?"),
        None if known.len() <= 24 => format!("known here: {}", known.join(", ")),
        None => "`commonweal explain` lists all ids, `commonweal schema group` what is measured".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_knows_its_way() {
        let value: Value = serde_yaml::from_str("indicators: [{id: a}, {watch: x}]").unwrap();
        let root = Node::root(&value);
        let mut faults = Faults::default();
        let map = root.map(&mut faults).unwrap();
        let list = map.get("indicators").unwrap();
        let items = list.items();
        let entry = items[1].map(&mut faults).unwrap();
        entry.get("watch").unwrap().number(&mut faults);
        assert_eq!(faults.0[0].path, ["indicators", "1", "watch"]);
    }
}
