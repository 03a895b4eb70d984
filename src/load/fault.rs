//! What a check finds wrong with a value, before its place in the file is known.

use super::source::{Source, place_on};
use super::yaml::node::{Content, Document, Mark, NodeId};
use crate::problem::{Place, Problem, Severity};

/// A step into a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// To the value under a key.
    Key(Box<str>),
    /// To an item of a list, from 0.
    Item(usize),
}

/// A value or a key in a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spot {
    steps: Vec<Step>,
    key: bool,
    absent: bool,
}

impl Spot {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// The value under a key of the outermost map.
    pub fn key(key: &str) -> Self {
        Self::root().then(key)
    }

    /// The document that lacks a key. Where it has the key after all, its value has been reported as wrong already.
    pub fn lacking(key: &str) -> Self {
        Self { absent: true, ..Self::key(key) }
    }

    /// The value under a key of this value.
    pub fn then(mut self, key: &str) -> Self {
        self.steps.push(Step::Key(key.into()));
        self
    }

    /// An item of this list, from 0.
    pub fn item(mut self, at: usize) -> Self {
        self.steps.push(Step::Item(at));
        self
    }

    /// The key itself instead of its value.
    pub fn itself(mut self) -> Self {
        self.key = true;
        self
    }

    /// The key of the outermost map it lies under.
    fn first(&self) -> Option<&str> {
        match self.steps.first() {
            Some(Step::Key(key)) => Some(key),
            _ => None,
        }
    }

    /// Whether the document has what this spot says it lacks.
    fn is_there(&self, document: &Document) -> bool {
        let mut at = document.root();
        for step in &self.steps {
            at = at.and_then(|id| step_into(document, id, step)).map(|(_, value)| value);
        }
        self.absent && at.is_some()
    }

    /// Where it stands; as near as the document has it.
    fn mark(&self, document: &Document) -> Option<Mark> {
        let mut id = document.root()?;
        let mut mark = document.node(id).mark;
        for (i, step) in self.steps.iter().enumerate() {
            let Some((key, value)) = step_into(document, id, step) else { return Some(mark) };
            let found = document.node(value).mark;
            let last = i + 1 == self.steps.len();
            mark = match key {
                Some(key) if (last && self.key) || found.width == 0 => document.node(key).mark,
                _ => found,
            };
            id = value;
        }
        Some(mark)
    }
}

fn step_into(document: &Document, id: NodeId, step: &Step) -> Option<(Option<NodeId>, NodeId)> {
    match (&document.node(id).content, step) {
        (Content::Map(entries), Step::Key(wanted)) => {
            entries.iter().find(|(key, _)| document.text(*key) == Some(wanted)).map(|(key, value)| (Some(*key), *value))
        }
        (Content::List(items), Step::Item(at)) => items.get(*at).map(|item| (None, *item)),
        (Content::List(items), Step::Key(at)) => items.get(at.parse::<usize>().ok()?).map(|item| (None, *item)),
        _ => None,
    }
}

/// What is wrong with a value of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// Which value.
    pub spot: Spot,
    /// How serious.
    pub severity: Severity,
    /// Code.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Collects the faults of one file.
#[derive(Debug, Clone, Default)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// Adds an error.
    pub fn error(&mut self, spot: Spot, code: &'static str, message: impl Into<String>, help: impl Into<String>) {
        let (message, help) = (message.into(), help.into());
        self.0.push(Fault { spot, severity: Severity::Error, code, message, help });
    }

    /// Adds a warning.
    pub fn warn(&mut self, spot: Spot, code: &'static str, message: impl Into<String>, help: impl Into<String>) {
        let (message, help) = (message.into(), help.into());
        self.0.push(Fault { spot, severity: Severity::Warning, code, message, help });
    }
}

/// A YAML text inside a file: the whole of it, or the front matter of a note.
#[derive(Debug, Clone, Copy)]
pub struct Yaml<'a> {
    /// The file.
    pub source: &'a Source,
    /// The YAML.
    pub text: &'a str,
    /// Lines of the file before it.
    pub lines_before: usize,
}

impl<'a> Yaml<'a> {
    /// A whole file.
    pub fn file(source: &'a Source) -> Self {
        Self { source, text: &source.text, lines_before: 0 }
    }

    /// Its lines, for making places.
    pub fn places(&self) -> Places<'a> {
        Places { yaml: *self, lines: super::source::lines(self.text).collect() }
    }

    /// The faults as problems with their places. The file is read again for them, only as far as it takes.
    pub fn locate(&self, faults: Vec<Fault>) -> Vec<Problem> {
        if faults.is_empty() {
            return Vec::new();
        }
        // The fast reader is more lenient than the one that knows places: where they part, that is the fault.
        let document = match self.read_for(&faults) {
            Ok(document) => document,
            Err(broken) => return vec![super::yaml::explain(self, &broken)],
        };
        let places = self.places();
        let problem = |fault: Fault| {
            let mark = fault.spot.mark(&document);
            let at = match mark {
                Some(mark) => places.place(mark),
                None => Place { path: self.source.path.to_string(), ..Place::default() },
            };
            Problem { at, severity: fault.severity, code: fault.code, message: fault.message, help: fault.help }
        };
        faults.into_iter().filter(|fault| !fault.spot.is_there(&document)).map(problem).collect()
    }

    fn read_for(&self, faults: &[Fault]) -> Result<Document, super::yaml::node::Fault> {
        let mut wanted: Vec<&str> = Vec::new();
        let mut all = false;
        for fault in faults {
            match fault.spot.first() {
                Some(key) => wanted.push(key),
                None => all = true,
            }
        }
        wanted.sort_unstable();
        wanted.dedup();
        let enough = |key: &str| {
            if let Ok(at) = wanted.binary_search(&key) {
                wanted.remove(at);
            }
            wanted.is_empty() && !all
        };
        Document::parse_until(self.text, enough)
    }
}

/// Makes places of marks.
pub struct Places<'a> {
    yaml: Yaml<'a>,
    lines: Vec<&'a str>,
}

impl Places<'_> {
    /// A mark as a place of the file.
    pub fn place(&self, mark: Mark) -> Place {
        // What is missed at the end of the file is missed behind its last line.
        let line = mark.line.clamp(1, self.lines.len().max(1));
        let excerpt = self.lines.get(line - 1).copied().unwrap_or_default();
        let length = excerpt.chars().count();
        let column = if line < mark.line { length + 1 } else { mark.column.clamp(1, length + 1) };
        let width = mark.width.min((length + 1).saturating_sub(column)).max(1);
        place_on(&self.yaml.source.path, line + self.yaml.lines_before, column, width, excerpt)
    }

    /// A problem at a mark.
    pub fn problem(&self, mark: Mark, code: &'static str, message: String, help: String) -> Problem {
        self.yaml.source.error(self.place(mark), code, message, help)
    }
}
