//! YAML in three lanes.
//!
//! The plain lane reads what nearly every file is made of, and passes on what it does not know. The general lane reads
//! all of YAML straight into typed values. Only where it refuses, or where a value has something to report,
//! is the text parsed again with the place of every key: that lane names everything that is wrong, leaves it out,
//! and reads the rest, so that one wrong key hides no other fault. Nothing is lost: what the slow lane cannot
//! explain is reported in the words of the general one.

pub mod node;
pub mod plain;
pub mod pruned;
pub mod scalar;
pub mod syntax;
pub mod typed;
pub mod unclosed;
pub mod walk;

use super::fault::Yaml;
use super::shape::Shape;
use super::slots::Slots;
use crate::problem::Problem;
use node::{Document, Fault};
use pruned::NodeReader;
use serde::Deserialize;
use std::collections::BTreeSet;
use typed::Strict;
use walk::Walk;

/// From this size on, limits are checked before anything else.
const LARGE: usize = 256 << 10;

/// Words of the fast lane that are passed on, in bytes.
const LONGEST_WORDS: usize = 160;

/// Reads a document. The value is there whenever it could be read, if need be without what is wrong in it; `fits`
/// says whether names that the types leave open are known.
pub fn read<T>(yaml: &Yaml<'_>, shape: Shape, slots: &Slots, fits: impl Fn(&T) -> bool) -> (Option<T>, Vec<Problem>)
where
    T: for<'a> Deserialize<'a>,
{
    // What the plain lane takes keeps every limit: it follows no alias and no deep nesting.
    if let Some(value) = plain::read(yaml.text).filter(|value| fits(value)) {
        return (Some(value), Vec::new());
    }
    if let Err(problem) = limits(yaml) {
        return (None, vec![problem]);
    }
    match T::deserialize(Strict(serde_yaml::Deserializer::from_str(yaml.text))) {
        Ok(value) if fits(&value) => (Some(value), Vec::new()),
        Ok(_) => slow(yaml, shape, slots, None),
        Err(error) => slow(yaml, shape, slots, Some(&error)),
    }
}

/// Checks that a text stays within the limits of nesting and aliases, and that its lines end in the same places for
/// every reader: versions of YAML differ over two separators that nobody sees.
///
/// # Errors
/// The limit it passes, or the separator.
pub fn limits(yaml: &Yaml<'_>) -> Result<(), Problem> {
    if let Some((at, c)) = yaml.text.char_indices().find(|(_, c)| matches!(c, '\u{2028}' | '\u{2029}')) {
        let before = yaml.text.get(..at).unwrap_or_default();
        let (line, column) = super::source::end(before);
        let message = format!("there is an invisible line separator (U+{:04X}) here", u32::from(c));
        let help = "delete it, or begin a new line".to_owned();
        return Err(yaml.places().problem(node::Mark { line, column, width: 1 }, "control-character", message, help));
    }
    match is_risky(yaml.text).then(|| Document::parse(yaml.text)) {
        Some(Err(fault)) if !matches!(fault, Fault::Syntax(..)) => Err(explain(yaml, &fault)),
        _ => Ok(()),
    }
}

/// What keeps a text from being read as YAML by the reader that knows places.
///
/// # Errors
/// A limit that it passes, or a fault of its YAML.
pub fn sound(yaml: &Yaml<'_>) -> Result<(), Problem> {
    limits(yaml)?;
    Document::parse(yaml.text).map(|_| ()).map_err(|fault| explain(yaml, &fault))
}

/// What is wrong with a text that another reader has refused as YAML.
pub fn broken(yaml: &Yaml<'_>) -> Vec<Problem> {
    let document = match Document::parse(yaml.text) {
        Ok(document) => document,
        Err(fault) => return vec![explain(yaml, &fault)],
    };
    let slots = Slots::default();
    let mut walk = Walk::new(&document, &slots, yaml.lines_before);
    if let Some(root) = document.root() {
        walk.check(root, Shape::Any, "");
    }
    if walk.misfits.is_empty() {
        let error = serde_yaml::from_str::<serde_yaml::Value>(yaml.text).err();
        return vec![unexplained(yaml, error.as_ref())];
    }
    let places = yaml.places();
    walk.misfits.into_iter().map(|m| places.problem(m.mark, m.code, m.message, m.help)).collect()
}

/// Reads what can be read of a document and names what is wrong with its structure.
fn slow<T>(yaml: &Yaml<'_>, shape: Shape, slots: &Slots, error: Option<&serde_yaml::Error>) -> (Option<T>, Vec<Problem>)
where
    T: for<'a> Deserialize<'a>,
{
    let document = match Document::parse(yaml.text) {
        Ok(document) => document,
        Err(fault) => return (None, vec![explain(yaml, &fault)]),
    };
    let Some(root) = document.root() else {
        let help = "write at least one key, or delete the file".to_owned();
        return (None, vec![Problem::error(&yaml.source.path, "empty-file", "the file is empty".to_owned(), help)]);
    };
    let mut walk = Walk::new(&document, slots, yaml.lines_before);
    let fits = walk.check(root, shape, "");
    if walk.misfits.is_empty() {
        return (None, vec![unexplained(yaml, error)]);
    }
    let places = yaml.places();
    let misfits: BTreeSet<_> = walk.misfits.into_iter().collect();
    let problems = misfits.into_iter().map(|m| places.problem(m.mark, m.code, m.message, m.help)).collect();
    let reader = NodeReader { document: &document, pruned: &walk.pruned, id: root };
    let value = if fits { T::deserialize(Strict(reader)).ok() } else { None };
    (value, problems)
}

/// Whether a text could cost more than it seems: aliases, deep nesting, or sheer size.
fn is_risky(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() > LARGE {
        return true;
    }
    if bytes.contains(&b'&') && bytes.contains(&b'*') {
        return true;
    }
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in bytes {
        match byte {
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest > node::DEEPEST
}

/// The problem of a text that is not YAML, or passes a limit.
pub fn explain(yaml: &Yaml<'_>, fault: &Fault) -> Problem {
    let line = match fault {
        Fault::Syntax(mark, _) => super::source::lines(yaml.text).nth(mark.line.saturating_sub(1)).unwrap_or_default(),
        _ => "",
    };
    let open = match fault {
        Fault::Syntax(mark, _) => unclosed::bracket(yaml.text, *mark).map(|open| (open, mark.line)),
        _ => None,
    };
    let (mark, code, message, help) = match open {
        Some((open, by)) => syntax::unclosed(open, by, line),
        None => syntax::explain(fault, line),
    };
    yaml.places().problem(mark, code, message, help)
}

/// What the fast lane refuses and the slow lane finds nothing wrong with.
fn unexplained(yaml: &Yaml<'_>, error: Option<&serde_yaml::Error>) -> Problem {
    let help = "check indentation, colons and quotes here and on the line before".to_owned();
    // The other reader names the whole way to the value, whatever stands in its keys: only short words are passed on.
    let words = error.map(ToString::to_string).filter(|words| words.len() <= LONGEST_WORDS);
    let message = words.map_or_else(|| "this is not YAML".to_owned(), |words| format!("this is not YAML ({words})"));
    let (line, column) = error.and_then(serde_yaml::Error::location).map_or((1, 1), |at| (at.line(), at.column()));
    yaml.places().problem(node::Mark { line, column, width: 1 }, "yaml", message, help)
}
