//! A YAML document with the place of every key and value, read only where a file has something to report.

use super::scalar::{Meaning, Tag, meaning};
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};
use std::collections::BTreeMap;

/// Deepest nesting, aliases included.
pub const DEEPEST: usize = 64;
/// Most bytes and nodes that aliases may stand for in a document.
const MOST_REPEATED: usize = 4 << 20;

/// Where a node stands: line and column from 1 in characters, and characters on that line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
#[allow(missing_docs, reason = "said above")]
pub struct Mark {
    pub line: usize,
    pub column: usize,
    pub width: usize,
}

/// A node: its index in a [`Document`].
pub type NodeId = usize;

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A scalar.
    Scalar {
        /// Its text, quotes and escapes resolved.
        text: Box<str>,
        /// Its meaning.
        meaning: Meaning,
        /// Whether it was written without quotes.
        plain: bool,
    },
    /// A list.
    List(Vec<NodeId>),
    /// Keys and values in the order of the file, duplicates included.
    Map(Vec<(NodeId, NodeId)>),
}

/// A node with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where.
    pub mark: Mark,
    /// What.
    pub content: Content,
    /// Whether it carries a tag of the author's own.
    pub own_tag: bool,
}

/// A parsed document.
#[derive(Debug, Clone)]
pub struct Document {
    nodes: Vec<Node>,
    root: Option<NodeId>,
}

/// Why a document could not be parsed.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// Not YAML.
    Syntax(Mark, String),
    /// Nested deeper than [`DEEPEST`].
    TooDeep(Mark),
    /// Aliases that stand for too much.
    AliasBomb(Mark),
    /// An alias inside of what it stands for.
    AliasLoop(Mark),
    /// A second document.
    SecondDocument(Mark),
}

impl Document {
    /// Parses the whole text.
    ///
    /// # Errors
    /// The first fault of syntax or the first limit passed.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        Self::parse_until(text, |_| false)
    }

    /// Parses until `enough` says so of a key of the outermost map whose value has been read: to find a place near
    /// the top of a long file.
    ///
    /// # Errors
    /// As [`Document::parse`].
    pub fn parse_until(text: &str, enough: impl FnMut(&str) -> bool) -> Result<Self, Fault> {
        Builder::new(enough).run(text)
    }

    /// The outermost node; `None` when the file is empty.
    pub fn root(&self) -> Option<NodeId> {
        self.root
    }

    /// A node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id]
    }

    /// The text of a scalar; `None` for lists and maps.
    pub fn text(&self, id: NodeId) -> Option<&str> {
        match &self.nodes[id].content {
            Content::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }
}

/// A list or map that is not yet closed.
struct Open {
    id: NodeId,
    anchor: usize,
    key: Option<NodeId>,
    weight: usize,
    height: usize,
}

/// What an anchor stands for.
#[derive(Clone, Copy)]
struct Anchor {
    id: NodeId,
    weight: usize,
    height: usize,
}

struct Builder<F> {
    nodes: Vec<Node>,
    open: Vec<Open>,
    anchors: BTreeMap<usize, Anchor>,
    root: Option<NodeId>,
    repeated: usize,
    documents: usize,
    enough: F,
    done: bool,
}

impl<F: FnMut(&str) -> bool> Builder<F> {
    fn new(enough: F) -> Self {
        let (nodes, open, anchors) = (Vec::new(), Vec::new(), BTreeMap::new());
        Self { nodes, open, anchors, root: None, repeated: 0, documents: 0, enough, done: false }
    }

    fn run(mut self, text: &str) -> Result<Document, Fault> {
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            let (event, span) = event.map_err(|error| syntax(&error))?;
            self.event(event, span)?;
            if self.done {
                break;
            }
        }
        Ok(Document { nodes: self.nodes, root: self.root })
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Fault> {
        let mark = mark(span);
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(Fault::SecondDocument(mark));
                }
            }
            Event::Alias(anchor) => return self.alias(anchor, mark),
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain;
                let text = if plain && span.is_empty() { "" } else { &*text };
                let tag = tag.map(|tag| known_tag(&tag));
                let content = Content::Scalar { text: text.into(), meaning: meaning(text, plain, tag), plain };
                let id = self.push(Node { mark, content, own_tag: tag == Some(Tag::Own) });
                let weight = 1 + text.len();
                self.anchor(anchor, Anchor { id, weight, height: 0 });
                self.place(id, weight, 0);
            }
            Event::SequenceStart(anchor, tag) => self.open(Content::List(Vec::new()), anchor, tag.as_deref(), mark)?,
            Event::MappingStart(anchor, tag) => self.open(Content::Map(Vec::new()), anchor, tag.as_deref(), mark)?,
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn open(
        &mut self,
        content: Content,
        anchor: usize,
        tag: Option<&saphyr_parser::Tag>,
        mark: Mark,
    ) -> Result<(), Fault> {
        if self.open.len() >= DEEPEST {
            return Err(Fault::TooDeep(mark));
        }
        let own_tag = tag.is_some_and(|tag| known_tag(tag) == Tag::Own);
        let id = self.push(Node { mark, content, own_tag });
        self.open.push(Open { id, anchor, key: None, weight: 1, height: 1 });
        Ok(())
    }

    fn close(&mut self) {
        if let Some(Open { id, anchor, weight, height, .. }) = self.open.pop() {
            self.anchor(anchor, Anchor { id, weight, height });
            self.place(id, weight, height);
        }
    }

    fn alias(&mut self, anchor: usize, mark: Mark) -> Result<(), Fault> {
        let Some(&Anchor { id, weight, height }) = self.anchors.get(&anchor) else {
            return Err(Fault::AliasLoop(mark));
        };
        if self.open.len() + height > DEEPEST {
            return Err(Fault::TooDeep(mark));
        }
        self.repeated = self.repeated.saturating_add(weight);
        if self.repeated > MOST_REPEATED {
            return Err(Fault::AliasBomb(mark));
        }
        self.place(id, weight, height);
        Ok(())
    }

    fn push(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn anchor(&mut self, anchor: usize, what: Anchor) {
        if anchor > 0 {
            self.anchors.insert(anchor, what);
        }
    }

    /// Puts a finished node into what is open around it.
    fn place(&mut self, id: NodeId, weight: usize, height: usize) {
        let depth = self.open.len();
        let Some(open) = self.open.last_mut() else {
            self.root.get_or_insert(id);
            return;
        };
        open.weight = open.weight.saturating_add(weight);
        open.height = open.height.max(height + 1);
        match &mut self.nodes[open.id].content {
            Content::List(items) => items.push(id),
            Content::Map(entries) => match open.key.take() {
                None => open.key = Some(id),
                Some(key) => {
                    entries.push((key, id));
                    if depth == 1 {
                        let root = open.id;
                        if let Content::Scalar { text, .. } = &self.nodes[key].content
                            && (self.enough)(text)
                        {
                            self.root = Some(root);
                            self.done = true;
                        }
                    }
                }
            },
            Content::Scalar { .. } => {}
        }
    }
}

fn mark(span: Span) -> Mark {
    let width =
        if span.end.line() == span.start.line() { span.end.col().saturating_sub(span.start.col()) } else { usize::MAX };
    Mark { line: span.start.line(), column: span.start.col() + 1, width }
}

fn syntax(error: &ScanError) -> Fault {
    let at = error.marker();
    let mark = Mark { line: at.line(), column: at.col() + 1, width: 1 };
    // The parser gives up on brackets inside brackets by itself, far deeper than we do.
    if error.info().contains("recursion limit") {
        return Fault::TooDeep(mark);
    }
    Fault::Syntax(mark, error.info().to_owned())
}

fn known_tag(tag: &saphyr_parser::Tag) -> Tag {
    let core = tag.is_yaml_core_schema() || tag.handle == "!!";
    match tag.suffix.as_str() {
        "bool" if core => Tag::Bool,
        "int" if core => Tag::Int,
        "float" if core => Tag::Float,
        "null" if core => Tag::Null,
        _ if tag.handle.starts_with('!') && !core || (tag.handle.is_empty() && tag.suffix.starts_with('!')) => Tag::Own,
        _ => Tag::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark_of(document: &Document, text: &str) -> (usize, usize, usize) {
        let node =
            document.nodes.iter().find(|node| matches!(&node.content, Content::Scalar { text: t, .. } if &**t == text));
        node.map_or((0, 0, 0), |node| (node.mark.line, node.mark.column, node.mark.width))
    }

    #[test]
    fn every_value_knows_its_place() {
        let text = "名: 河湾\nperiods:\n  2026-10: {left: 8, 好: \"a b\"}\r\n  2026-11: [x]\n";
        let document = Document::parse(text).unwrap();
        assert_eq!(mark_of(&document, "河湾"), (1, 4, 2));
        assert_eq!(mark_of(&document, "left"), (3, 13, 4));
        assert_eq!(mark_of(&document, "a b"), (3, 25, 5));
        assert_eq!(mark_of(&document, "2026-11"), (4, 3, 7));
    }

    #[test]
    fn limits_hold() {
        let fault = |text: &str| Document::parse(text).err();
        assert!(fault(&"[".repeat(64)).is_some_and(|f| matches!(f, Fault::Syntax(..))));
        assert!(fault(&"[".repeat(100_000)).is_some_and(|f| matches!(f, Fault::TooDeep(_))));
        assert!(fault(&"- ".repeat(100_000)).is_some_and(|f| matches!(f, Fault::TooDeep(_))));
        assert!(fault(&"? ".repeat(100_000)).is_some_and(|f| matches!(f, Fault::TooDeep(_))));
        assert!(fault(&"{a: ".repeat(100_000)).is_some_and(|f| matches!(f, Fault::TooDeep(_))));
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x]\n".to_owned();
        for i in 1..30 {
            let again = format!("*a{}, ", i - 1).repeat(8);
            bomb.push_str(&format!("a{i}: &a{i} [{again}]\n"));
        }
        assert!(fault(&bomb).is_some_and(|f| matches!(f, Fault::AliasBomb(_))));
        assert!(fault("a: &a [*a]").is_some_and(|f| matches!(f, Fault::AliasLoop(_))));
        assert!(fault("a: 1\n---\nb: 2\n").is_some_and(|f| matches!(f, Fault::SecondDocument(_))));
        assert!(fault("a: 1\n...\n").is_none());
    }

    #[test]
    fn reading_stops_when_enough_is_known() {
        let document = Document::parse_until("name: x\nrest: [", |key| key == "name").unwrap();
        assert!(
            document.root().is_some_and(|root| matches!(&document.node(root).content, Content::Map(m) if m.len() == 1))
        );
    }
}
