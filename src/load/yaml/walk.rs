//! Compares a document with the shape it should have and names everything that does not fit: wrong keys, keys given
//! twice, keys that are missing, values of another kind.

use super::node::{Content, Document, Mark, NodeId};
use super::pruned::Pruned;
use super::scalar::{Meaning, meant_number};
use crate::load::shape::{EVENT, Key, Shape, TENURE};
use crate::load::slots::{Owner, Slot, Slots};
use crate::model::field::{GROUP_FIELDS, PLACE_FIELDS};
use crate::problem::nearest::nearest;
use std::collections::BTreeMap;

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "as of a problem")]
pub struct Misfit {
    pub mark: Mark,
    pub code: &'static str,
    pub message: String,
    pub help: String,
}

/// Walks a document.
pub struct Walk<'a> {
    document: &'a Document,
    slots: &'a Slots,
    /// Lines of the file above the document.
    lines_before: usize,
    /// What does not fit, in the order of the walk.
    pub misfits: Vec<Misfit>,
    /// What to leave out so that the rest fits.
    pub pruned: Pruned,
}

/// What is expected of a scalar.
struct Expected {
    fits: fn(Meaning) -> bool,
    message: &'static str,
    help: &'static str,
}

impl<'a> Walk<'a> {
    /// A walk over `document`, which begins below `lines_before` lines of its file; `slots` are the names that may
    /// stand in a period.
    pub fn new(document: &'a Document, slots: &'a Slots, lines_before: usize) -> Self {
        Self { document, slots, lines_before, misfits: Vec::new(), pruned: Pruned::new() }
    }

    /// Whether a node fits, once what has been pruned is left out. `name` is the key it stands under.
    pub fn check(&mut self, id: NodeId, shape: Shape, name: &str) -> bool {
        if self.document.node(id).own_tag {
            let help = "remove the word that begins with `!`".to_owned();
            return self.misfit(id, "unknown-tag", "this tag has no meaning here".to_owned(), help);
        }
        match shape {
            Shape::Text | Shape::Word(_) | Shape::Date => self.scalar(id, name, &TEXT),
            Shape::Period => self.scalar(id, name, &PERIOD),
            Shape::Count | Shape::Number => self.number(id, name),
            Shape::Bool => self.scalar(id, name, &BOOL),
            Shape::Answer => self.scalar(id, name, &ANSWER),
            Shape::Local => match self.document.node(id).content {
                Content::Map(_) => self.dict(id, Shape::Text),
                _ => self.scalar(id, name, &LOCAL),
            },
            Shape::WordOrMap(words, keys) => match self.document.node(id).content {
                Content::Map(_) => self.map(id, keys),
                _ => {
                    let _ = words;
                    self.scalar(id, name, &WORD_OR_MAP)
                }
            },
            Shape::Map(keys) => self.is_map(id, name) && self.map(id, keys),
            Shape::Dict(_, inner) => self.is_map(id, name) && self.dict(id, *inner),
            Shape::List(inner) => self.list(id, *inner, name),
            Shape::Periods(owner) => self.is_map(id, name) && self.periods(id, owner),
            Shape::Any => match &self.document.node(id).content {
                Content::Scalar { .. } => true,
                Content::List(_) => self.list(id, Shape::Any, name),
                Content::Map(_) => self.dict(id, Shape::Any),
            },
        }
    }

    fn misfit(&mut self, id: NodeId, code: &'static str, message: String, help: String) -> bool {
        let mark = self.document.node(id).mark;
        self.misfits.push(Misfit { mark, code, message, help });
        false
    }

    /// The entries of a map whose keys are text and stand for the first time; others are reported.
    fn entries(&mut self, id: NodeId) -> Vec<(usize, NodeId, &'a str, NodeId)> {
        let Content::Map(entries) = &self.document.node(id).content else { return Vec::new() };
        let mut first: BTreeMap<&str, NodeId> = BTreeMap::new();
        let mut good = Vec::new();
        for (at, (key, value)) in entries.iter().enumerate() {
            let Some(text) = self.document.text(*key) else {
                let help = "write a word and a colon: `key: value`".to_owned();
                self.misfit(*key, "wrong-type", "a key must be a word".to_owned(), help);
                self.pruned.insert((id, at));
                continue;
            };
            if let Some(earlier) = first.get(text) {
                let line = self.document.node(*earlier).mark.line + self.lines_before;
                let message = format!("`{text}` is given twice; the first time on line {line}");
                self.misfit(*key, "duplicate-key", message, "keep one of the two and delete the other".to_owned());
                self.pruned.insert((id, at));
                continue;
            }
            first.insert(text, *key);
            good.push((at, *key, text, *value));
        }
        good
    }

    fn is_map(&mut self, id: NodeId, name: &str) -> bool {
        match &self.document.node(id).content {
            Content::Map(_) => true,
            Content::Scalar { meaning: Meaning::Null, .. } => self.empty(id, name),
            _ => {
                let message = format!("{} must be a map of keys and values", quoted(name));
                self.misfit(id, "wrong-type", message, "write `key: value` pairs, one a line, indented".to_owned())
            }
        }
    }

    fn map(&mut self, id: NodeId, keys: &'static [Key]) -> bool {
        let mut found = Vec::new();
        for (at, key, text, value) in self.entries(id) {
            match keys.iter().find(|known| known.name == text) {
                Some(known) => {
                    found.push(known.name);
                    if !self.check(value, known.shape, text) {
                        self.pruned.insert((id, at));
                    }
                }
                None => {
                    self.unknown_key(key, text, keys);
                    self.pruned.insert((id, at));
                }
            }
        }
        if Some(id) == self.document.root() {
            // Reported with the values: a file without a name can still be read and checked.
            return true;
        }
        let missing: Vec<_> = keys.iter().filter(|key| key.required && !found.contains(&key.name)).collect();
        for key in &missing {
            let message = format!("`{}` is missing", key.name);
            self.misfit(id, "missing-key", message, format!("add `{}:` ({})", key.name, lower_first(key.about)));
        }
        missing.is_empty()
    }

    fn unknown_key(&mut self, id: NodeId, text: &str, keys: &'static [Key]) {
        let measurement = GROUP_FIELDS.iter().chain(PLACE_FIELDS).any(|(name, _)| name.split('.').next() == Some(text))
            || self.slots.get(text).is_some();
        let help = if let Some(meant) = nearest(text, keys.iter().map(|key| key.name)) {
            format!("write `{meant}`")
        } else if measurement && keys.iter().any(|key| key.name == "periods") {
            format!("a measurement belongs to a period: under `periods:`, write `2026-10: {{{text}: …}}`")
        } else {
            let known: Vec<String> = keys.iter().map(|key| format!("`{}`", key.name)).collect();
            format!("use one of {}, or delete it", known.join(", "))
        };
        self.misfit(id, "unknown-key", format!("unknown key `{text}`"), help);
    }

    fn dict(&mut self, id: NodeId, inner: Shape) -> bool {
        for (at, _, text, value) in self.entries(id) {
            if !self.check(value, inner, text) {
                self.pruned.insert((id, at));
            }
        }
        true
    }

    fn list(&mut self, id: NodeId, inner: Shape, name: &str) -> bool {
        let document = self.document;
        match &document.node(id).content {
            Content::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    if !self.check(*item, inner, name) {
                        self.pruned.insert((id, at));
                    }
                }
                true
            }
            Content::Scalar { meaning: Meaning::Null, .. } => self.empty(id, name),
            Content::Scalar { text, .. } => {
                let help = format!("put it in brackets: `[{text}]`");
                self.misfit(id, "wrong-type", format!("{} must be a list", quoted(name)), help)
            }
            Content::Map(_) => {
                let help = "begin each entry with `- `, even where there is only one".to_owned();
                self.misfit(id, "wrong-type", format!("{} must be a list", quoted(name)), help)
            }
        }
    }

    fn periods(&mut self, id: NodeId, owner: Owner) -> bool {
        let slots = self.slots;
        for (at, _, text, value) in self.entries(id) {
            if !(self.is_map(value, text) && self.level(value, slots, owner, true)) {
                self.pruned.insert((id, at));
            }
        }
        true
    }

    /// The names of a period, or of a block inside it.
    fn level(&mut self, id: NodeId, slots: &Slots, owner: Owner, top: bool) -> bool {
        if self.document.node(id).own_tag {
            return self.check(id, Shape::Text, "");
        }
        for (at, key, text, value) in self.entries(id) {
            let fits = match slots.get(text) {
                Some(slot) => self.slot(value, slot, owner, text),
                None => {
                    self.unknown_name(key, text, slots, owner, top);
                    false
                }
            };
            if !fits {
                self.pruned.insert((id, at));
            }
        }
        true
    }

    fn slot(&mut self, id: NodeId, slot: &Slot, owner: Owner, name: &str) -> bool {
        let is_map = matches!(self.document.node(id).content, Content::Map(_));
        match slot {
            Slot::Number(..) => self.number(id, name),
            Slot::Block { bare: Some(_), inner } if is_map => self.level(id, inner, owner, false),
            Slot::Block { bare: Some(_), .. } => self.number(id, name),
            Slot::Block { bare: None, inner } => self.is_map(id, name) && self.level(id, inner, owner, false),
            Slot::List(_) => self.check(id, Shape::List(&Shape::Number), name),
            Slot::Map(_) => self.check(id, Shape::Dict("name", &Shape::Number), name),
            Slot::Tenure => self.check(id, Shape::List(&Shape::Map(TENURE)), name),
            Slot::Events => self.check(id, Shape::List(&Shape::Map(EVENT)), name),
            Slot::Policy => self.check(id, Shape::Dict("item", &Shape::Answer), name),
            Slot::LastItemDate | Slot::Currency => self.check(id, Shape::Text, name),
        }
    }

    fn unknown_name(&mut self, id: NodeId, text: &str, slots: &Slots, owner: Owner, top: bool) {
        let attribute =
            ["capacity", "operators", "operators_trained", "moderators", "last_evaluation", "channels", "actions"];
        let first = |name: &str| name.split('.').next() == Some(text);
        let group = GROUP_FIELDS.iter().any(|(name, _)| first(name));
        let place = PLACE_FIELDS.iter().any(|(name, _)| first(name)) || text == "policy_items";
        let help = if top && owner == Owner::Group && attribute.contains(&text) {
            "this is said once of the whole group: move it out of `periods:`, beside `name:`".to_owned()
        } else if top && text.contains('.') && slots.get(text.split('.').next().unwrap_or_default()).is_some() {
            let (outer, inner) = text.split_once('.').unwrap_or_default();
            format!("write `{outer}: {{{inner}: …}}`; dots belong into `periods.csv` only")
        } else if let Some(meant) = nearest(text, slots.iter().map(|(name, _)| name)) {
            format!("write `{meant}`")
        } else if top && owner == Owner::Place && group {
            "this is measured in groups: write it into a `group.yaml`".to_owned()
        } else if top && owner == Owner::Group && place {
            "this is measured in places: write it into a `place.yaml`".to_owned()
        } else if top {
            let kind = if owner == Owner::Group { "group" } else { "place" };
            format!(
                "`commonweal schema {kind}` lists what is measured; an indicator of your own in `playbook.yaml` adds to it"
            )
        } else {
            let known: Vec<String> = slots.iter().map(|(name, _)| format!("`{name}`")).collect();
            format!("use one of {}", known.join(", "))
        };
        self.misfit(id, "unknown-key", format!("unknown measurement `{text}`"), help);
    }

    fn number(&mut self, id: NodeId, name: &str) -> bool {
        let document = self.document;
        let Content::Scalar { text, meaning, plain } = &document.node(id).content else {
            let help = "write one number such as `12`".to_owned();
            return self.misfit(id, "wrong-type", format!("{} must be a number", quoted(name)), help);
        };
        match meaning {
            Meaning::Whole(_) | Meaning::Negative(_) => true,
            Meaning::Real(value) if value.is_finite() => true,
            Meaning::Real(_) => {
                let help = "write the number; leave the key out where it was not measured".to_owned();
                self.misfit(id, "not-finite", format!("{} must be a finite number, not {text}", quoted(name)), help)
            }
            Meaning::Null => {
                let help = "write the number: `0` if it was measured and there was none; delete the key if it was not measured";
                self.misfit(id, "empty-value", format!("{} has no value", quoted(name)), help.to_owned())
            }
            _ => match meant_number(text) {
                Some(number) => {
                    let without = if *plain { "" } else { ", without quotes" };
                    let message = format!("{} is text here, not a number", quoted(name));
                    self.misfit(id, "quoted-number", message, format!("write `{number}`{without}"))
                }
                None => {
                    let help = "write a number such as `12`; leave the key out where it was not measured".to_owned();
                    self.misfit(id, "wrong-type", format!("{} must be a number, not `{text}`", quoted(name)), help)
                }
            },
        }
    }

    fn scalar(&mut self, id: NodeId, name: &str, expected: &Expected) -> bool {
        let document = self.document;
        match &document.node(id).content {
            Content::Scalar { meaning, .. } if (expected.fits)(*meaning) => true,
            Content::Scalar { meaning: Meaning::Null, .. } => self.empty(id, name),
            Content::Scalar { text, .. } => {
                let message = format!("{} must be {}, not `{text}`", quoted(name), expected.message);
                self.misfit(id, "wrong-type", message, expected.help.replace("{text}", text))
            }
            Content::List(_) | Content::Map(_) => {
                let message = format!("{} must be {}", quoted(name), expected.message);
                self.misfit(id, "wrong-type", message, "write one value, without brackets or braces".to_owned())
            }
        }
    }

    fn empty(&mut self, id: NodeId, name: &str) -> bool {
        let help = "write a value, or delete the key".to_owned();
        self.misfit(id, "empty-value", format!("{} has no value", quoted(name)), help)
    }
}

const TEXT: Expected =
    Expected { fits: |meaning| meaning == Meaning::Text, message: "text", help: "put it in quotes: `\"{text}\"`" };

const LOCAL: Expected = Expected {
    fits: |meaning| meaning == Meaning::Text,
    message: "text, or texts by language",
    help: "put it in quotes: `\"{text}\"`",
};

const PERIOD: Expected = Expected {
    fits: |meaning| matches!(meaning, Meaning::Text | Meaning::Whole(_)),
    message: "a period",
    help: "write a year `2026`, a quarter `2026-Q3`, a month `2026-10` or a week `2026-W41`",
};

const BOOL: Expected = Expected {
    fits: |meaning| matches!(meaning, Meaning::Bool(_)),
    message: "true or false",
    help: "write `true` or `false`, without quotes",
};

const ANSWER: Expected = Expected {
    fits: |meaning| matches!(meaning, Meaning::Text | Meaning::Bool(_)),
    message: "an answer",
    help: "write the day or the address of the evidence, or `false` or `unknown`",
};

const WORD_OR_MAP: Expected = Expected {
    fits: |meaning| meaning == Meaning::Text,
    message: "`ongoing` or two days",
    help: "write `ongoing`, or `{from: 2026-03-01, until: 2026-09-30}`",
};

fn quoted(name: &str) -> String {
    if name.is_empty() { "the file".to_owned() } else { format!("`{name}`") }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.trim_end_matches('.').chars();
    chars.next().map(|c| c.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
