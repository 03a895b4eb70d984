//! The fastest lane: YAML as nearly every file has it, read in one pass without a token or a copy.
//!
//! It knows maps and lists in blocks and in brackets on one line, plain words and numbers, quotes without escapes,
//! and comments. Whatever else it meets (anchors, tags, texts over several lines, tabs, escapes, anything it is not
//! sure of) it gives up on, and the general reader reads the file from its beginning. So it need not name a fault,
//! and must never read anything in another way than the general reader does; a property test holds it to that.

mod reader;

use super::scalar::meaning;
use super::typed::Strict;
use reader::{Read, Reader};
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use std::fmt;

/// Deepest nesting that this lane follows.
const DEEPEST: u8 = 24;

/// Reads a document; `None` where another lane has to.
pub fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Option<T> {
    if !text.is_ascii() && text.chars().any(unusual) {
        return None;
    }
    let mut reader = Reader::new(text);
    reader.next_line().ok()?;
    let value = match reader.indent {
        Some(0) => T::deserialize(Strict(Value { reader: &mut reader, place: Place::Start, depth: 0 })).ok()?,
        _ => return None,
    };
    reader.indent.is_none().then_some(value)
}

/// Characters that YAML takes for a line break or does not take at all.
fn unusual(c: char) -> bool {
    matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Gives up on the file.
#[derive(Debug)]
pub struct Beyond;

impl fmt::Display for Beyond {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("more than plain YAML")
    }
}

impl std::error::Error for Beyond {}

impl de::Error for Beyond {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Where a value stands.
#[derive(Clone, Copy)]
enum Place {
    /// At the beginning of the document.
    Start,
    /// After a key of a map at this column.
    Key(usize),
    /// After the dash of a list at this column.
    Item(usize),
    /// In brackets.
    Flow,
}

struct Value<'r, 'a> {
    reader: &'r mut Reader<'a>,
    place: Place,
    depth: u8,
}

impl<'a> Value<'_, 'a> {
    fn scalar<V: Visitor<'a>>(text: &'a str, visitor: V) -> Read<V::Value> {
        if let Some(number) = small(text) {
            return visitor.visit_u64(number);
        }
        meaning(text, true, None).visit(text, visitor)
    }

    /// A map or list that begins at `at`, in this column.
    fn block<V: Visitor<'a>>(self, column: usize, visitor: V) -> Read<V::Value> {
        let depth = self.depth + 1;
        if self.reader.is_item() {
            visitor.visit_seq(Items { reader: self.reader, column, depth })
        } else {
            visitor.visit_map(Entries { reader: self.reader, column, depth })
        }
    }

    /// A map or list that begins on the next line.
    fn below<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        self.reader.next_line()?;
        let column = self.reader.indent.ok_or(Beyond)?;
        let inside = match self.place {
            // A list may stand as far left as the key it belongs to.
            Place::Key(outer) => column > outer || (column == outer && self.reader.is_item()),
            _ => false,
        };
        if inside { self.block(column, visitor) } else { Err(Beyond) }
    }

    /// A value on this line.
    fn beside<V: Visitor<'a>>(self, first: u8, visitor: V) -> Read<V::Value> {
        let flow = matches!(self.place, Place::Flow);
        let depth = self.depth + 1;
        let reader = self.reader;
        match first {
            b'{' | b'[' => {
                reader.at += 1;
                if first == b'{' {
                    visitor.visit_map(FlowEntries(Flow { reader, first: true, depth }))
                } else {
                    visitor.visit_seq(FlowItems(Flow { reader, first: true, depth }))
                }
            }
            b'"' | b'\'' => visitor.visit_borrowed_str(reader.quoted(first)?),
            _ => {
                let text = if flow { reader.flow_plain()? } else { reader.plain()? };
                Self::scalar(text, visitor)
            }
        }
    }
}

impl<'de> Deserializer<'de> for Value<'_, 'de> {
    type Error = Beyond;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self.depth > DEEPEST {
            return Err(Beyond);
        }
        if matches!(self.place, Place::Start) {
            return self.block(0, visitor);
        }
        self.reader.spaces();
        match (self.reader.peek().ok_or(Beyond)?, self.place) {
            (first, Place::Flow) => self.beside(first, visitor),
            (b'\n' | b'\r' | b'#', Place::Key(_)) => self.below(visitor),
            (_, Place::Item(column)) if self.reader.key().is_some() => {
                // The map of an item begins behind its dash; its other keys stand below the first.
                let inner = self.reader.column();
                self.reader.indent = Some(inner);
                if inner > column { self.block(inner, visitor) } else { Err(Beyond) }
            }
            (first, _) => {
                let Self { reader, place, depth } = self;
                let value = Value { reader: &mut *reader, place, depth }.beside(first, visitor)?;
                reader.next_line()?;
                Ok(value)
            }
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// A whole number as most files have it.
fn small(text: &str) -> Option<u64> {
    let bytes = text.as_bytes();
    if bytes.len() > 15 || (bytes.len() > 1 && bytes[0] == b'0') {
        return None;
    }
    bytes.iter().try_fold(0, |sum, b| b.is_ascii_digit().then(|| sum * 10 + u64::from(b - b'0')))
}

/// A map in a block.
struct Entries<'r, 'a> {
    reader: &'r mut Reader<'a>,
    column: usize,
    depth: u8,
}

/// Whether the next line belongs to a block at `column`: not when it lies further left, and further right is
/// beyond this lane.
fn goes_on(reader: &Reader<'_>, column: usize) -> Read<bool> {
    match reader.indent {
        Some(indent) if indent > column => Err(Beyond),
        indent => Ok(indent == Some(column)),
    }
}

impl<'a> MapAccess<'a> for Entries<'_, 'a> {
    type Error = Beyond;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        if !goes_on(self.reader, self.column)? {
            return Ok(None);
        }
        seed.deserialize(BorrowedStrDeserializer::new(self.reader.take_key()?)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Read<V::Value> {
        seed.deserialize(Value { reader: self.reader, place: Place::Key(self.column), depth: self.depth })
    }
}

/// A list in a block.
struct Items<'r, 'a> {
    reader: &'r mut Reader<'a>,
    column: usize,
    depth: u8,
}

impl<'a> SeqAccess<'a> for Items<'_, 'a> {
    type Error = Beyond;

    fn next_element_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        if !goes_on(self.reader, self.column)? || !self.reader.is_item() {
            return Ok(None);
        }
        self.reader.at += 1;
        seed.deserialize(Value { reader: self.reader, place: Place::Item(self.column), depth: self.depth }).map(Some)
    }
}

/// What maps and lists in brackets share.
struct Flow<'r, 'a> {
    reader: &'r mut Reader<'a>,
    first: bool,
    depth: u8,
}

impl<'a> Flow<'_, 'a> {
    /// Whether another entry follows; the closing bracket is taken.
    fn goes_on(&mut self, close: u8) -> Read<bool> {
        self.reader.spaces();
        let first = std::mem::replace(&mut self.first, false);
        match self.reader.peek() {
            Some(b) if b == close => {
                self.reader.at += 1;
                Ok(false)
            }
            Some(b',') if !first => {
                self.reader.at += 1;
                self.reader.spaces();
                if self.reader.peek() == Some(close) { Err(Beyond) } else { Ok(true) }
            }
            Some(_) if first => Ok(true),
            _ => Err(Beyond),
        }
    }

    fn value(&mut self) -> Value<'_, 'a> {
        Value { reader: self.reader, place: Place::Flow, depth: self.depth }
    }
}

struct FlowEntries<'r, 'a>(Flow<'r, 'a>);

impl<'a> MapAccess<'a> for FlowEntries<'_, 'a> {
    type Error = Beyond;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        if !self.0.goes_on(b'}')? {
            return Ok(None);
        }
        seed.deserialize(BorrowedStrDeserializer::new(self.0.reader.take_key()?)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Read<V::Value> {
        seed.deserialize(self.0.value())
    }
}

struct FlowItems<'r, 'a>(Flow<'r, 'a>);

impl<'a> SeqAccess<'a> for FlowItems<'_, 'a> {
    type Error = Beyond;

    fn next_element_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        if !self.0.goes_on(b']')? {
            return Ok(None);
        }
        seed.deserialize(self.0.value()).map(Some)
    }
}

#[cfg(test)]
mod tests;
