//! Reads typed values from a parsed document, leaving out what has been reported as wrong, so that one wrong key
//! does not hide what is wrong elsewhere in the file.

use super::node::{Content, Document, NodeId};
use serde::de::value::Error;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use std::collections::BTreeSet;

/// Entries to leave out: a list or map and the index in it.
pub type Pruned = BTreeSet<(NodeId, usize)>;

/// A node of a document as a source of typed values.
#[derive(Clone, Copy)]
pub struct NodeReader<'a> {
    /// The document.
    pub document: &'a Document,
    /// What to leave out.
    pub pruned: &'a Pruned,
    /// The node.
    pub id: NodeId,
}

impl<'de> Deserializer<'de> for NodeReader<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let node = self.document.node(self.id);
        if node.own_tag {
            return Err(Error::custom("unknown tag"));
        }
        match &node.content {
            Content::Scalar { text, meaning, .. } => meaning.visit(text, visitor),
            Content::List(items) => visitor.visit_seq(Items { reader: self, items, at: 0 }),
            Content::Map(entries) => visitor.visit_map(Entries { reader: self, entries, at: 0 }),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Items<'de> {
    reader: NodeReader<'de>,
    items: &'de [NodeId],
    at: usize,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        while let Some(&id) = self.items.get(self.at) {
            let at = self.at;
            self.at += 1;
            if !self.reader.pruned.contains(&(self.reader.id, at)) {
                return seed.deserialize(NodeReader { id, ..self.reader }).map(Some);
            }
        }
        Ok(None)
    }
}

struct Entries<'de> {
    reader: NodeReader<'de>,
    entries: &'de [(NodeId, NodeId)],
    at: usize,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        while let Some((key, _)) = self.entries.get(self.at) {
            if !self.reader.pruned.contains(&(self.reader.id, self.at)) {
                let text = self.reader.document.text(*key).ok_or_else(|| Error::custom("a key is not text"))?;
                return seed.deserialize(serde::de::value::BorrowedStrDeserializer::new(text)).map(Some);
            }
            self.at += 1;
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let (_, id) = self.entries.get(self.at).ok_or_else(|| Error::custom("a value without a key"))?;
        self.at += 1;
        seed.deserialize(NodeReader { id: *id, ..self.reader })
    }
}
