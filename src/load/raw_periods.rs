//! The map under `periods`, read straight into cells: a name is stored once a file, a number is three words, and no
//! text is allocated for a number. What a name means is looked up later, once a file.

use super::raw::{RawDays, RawEvent, RawLifespan, RawTenure};
use super::yaml::typed::{KeySeed, List, Number};
use crate::model::Period;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor, value};
use std::collections::BTreeMap;
use std::fmt;

/// A key of the outer map.
#[derive(Debug, Clone, PartialEq)]
pub enum RawKey {
    /// A period of the calendar.
    Period(Period),
    /// Anything else, as it is written.
    Other(Box<str>),
}

/// A name inside a period, with the name it stands under.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// Index of the name around it.
    pub parent: Option<u32>,
    /// As written.
    pub key: Box<str>,
}

/// A value with its name and its row.
pub type Cell<T> = (u32, u32, T);

/// A value that is a word: text, true or false.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the variants say it")]
pub enum Word {
    Text(Box<str>),
    Bool(bool),
}

/// All periods of a file, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawPeriods {
    /// Keys of the outer map.
    pub rows: Vec<RawKey>,
    /// Names, each once; a name stands after the name around it.
    pub names: Vec<Name>,
    /// Finite numbers.
    pub cells: Vec<Cell<f64>>,
    /// Texts and answers.
    pub words: Vec<Cell<Word>>,
    /// Lists of numbers.
    pub lists: Vec<Cell<Vec<f64>>>,
    /// Lists under the name `tenure`.
    pub tenure: Vec<Cell<Vec<RawTenure>>>,
    /// Lists under the name `events`.
    pub events: Vec<Cell<Vec<RawEvent>>>,
    /// Maps, with their name: to tell an empty map from none.
    pub maps: Vec<Cell<()>>,
}

impl RawPeriods {
    /// The keys of a name from the outermost in.
    pub fn path(&self, name: u32) -> Vec<&str> {
        let mut keys = Vec::new();
        let mut at = Some(name);
        while let Some(name) = at.and_then(|at| self.names.get(at as usize)) {
            keys.push(&*name.key);
            at = name.parent;
        }
        keys.reverse();
        keys
    }
}

/// What is being read, with what helps to read it fast.
#[derive(Default)]
struct Reader {
    out: RawPeriods,
    index: BTreeMap<(Option<u32>, Box<str>), u32>,
    /// Names in the order of the period before; the next period most likely has the same.
    order: Vec<u32>,
    at: usize,
    /// Row in which a name was last seen, plus 1.
    seen: Vec<u32>,
}

impl Reader {
    /// The number of a name, or `None` when it has been given in this row.
    fn name(&mut self, parent: Option<u32>, key: &str, row: u32) -> Option<u32> {
        let guess = self.order.get(self.at).copied();
        let known = guess.filter(|&id| {
            self.out.names.get(id as usize).is_some_and(|name| name.parent == parent && &*name.key == key)
        });
        let id = match known {
            Some(id) => id,
            None => self.look_up(parent, key),
        };
        if known.is_none() {
            self.order.truncate(self.at);
            self.order.push(id);
        }
        self.at += 1;
        let seen = self.seen.get_mut(id as usize)?;
        let fresh = *seen != row + 1;
        *seen = row + 1;
        fresh.then_some(id)
    }

    fn look_up(&mut self, parent: Option<u32>, key: &str) -> u32 {
        if let Some(id) = self.index.get(&(parent, key.into())) {
            return *id;
        }
        let id = self.out.names.len() as u32;
        self.out.names.push(Name { parent, key: key.into() });
        self.index.insert((parent, key.into()), id);
        self.seen.push(0);
        id
    }
}

impl<'de> Deserialize<'de> for RawPeriods {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let mut reader = Reader::default();
        source.deserialize_any(Rows(&mut reader))?;
        Ok(reader.out)
    }
}

struct Rows<'a>(&'a mut Reader);

impl<'de> Visitor<'de> for Rows<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map from period to measurements")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = std::collections::BTreeSet::new();
        while let Some(key) = map.next_key_seed(KeySeed)? {
            if !seen.insert(key.clone()) {
                return Err(A::Error::custom(format_args!("period `{key}` is given twice")));
            }
            let row = self.0.out.rows.len() as u32;
            self.0.out.rows.push(Period::parse(&key).map_or(RawKey::Other(key), RawKey::Period));
            self.0.at = 0;
            map.next_value_seed(Level { reader: self.0, parent: None, row })?;
        }
        Ok(())
    }
}

/// A map of names: a period, or a block inside it.
struct Level<'a> {
    reader: &'a mut Reader,
    parent: Option<u32>,
    row: u32,
}

impl<'de> DeserializeSeed<'de> for Level<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Level<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map of measurements")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) =
            map.next_key_seed(NameSeed { reader: self.reader, parent: self.parent, row: self.row })?
        {
            map.next_value_seed(Leaf { reader: self.reader, name, row: self.row })?;
        }
        Ok(())
    }
}

struct NameSeed<'a> {
    reader: &'a mut Reader,
    parent: Option<u32>,
    row: u32,
}

impl<'de> DeserializeSeed<'de> for NameSeed<'_> {
    type Value = u32;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<u32, D::Error> {
        source.deserialize_str(self)
    }
}

impl Visitor<'_> for NameSeed<'_> {
    type Value = u32;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<u32, E> {
        self.reader
            .name(self.parent, key, self.row)
            .ok_or_else(|| E::custom(format_args!("key `{key}` is given twice")))
    }
}

/// A value under a name.
struct Leaf<'a> {
    reader: &'a mut Reader,
    name: u32,
    row: u32,
}

impl<'de> DeserializeSeed<'de> for Leaf<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        source.deserialize_any(self)
    }
}

impl Leaf<'_> {
    fn number<E>(self, value: f64) -> Result<(), E> {
        self.reader.out.cells.push((self.name, self.row, value));
        Ok(())
    }
}

impl<'de> Visitor<'de> for Leaf<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, a list, a map or a text")
    }

    fn visit_u64<E: Error>(self, n: u64) -> Result<(), E> {
        self.number(n as f64)
    }

    fn visit_i64<E: Error>(self, n: i64) -> Result<(), E> {
        self.number(n as f64)
    }

    fn visit_u128<E: Error>(self, n: u128) -> Result<(), E> {
        self.number(n as f64)
    }

    fn visit_i128<E: Error>(self, n: i128) -> Result<(), E> {
        self.number(n as f64)
    }

    fn visit_f64<E: Error>(self, n: f64) -> Result<(), E> {
        if n.is_finite() { self.number(n) } else { Err(E::custom("not a finite number")) }
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.reader.out.words.push((self.name, self.row, Word::Bool(value)));
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.reader.out.words.push((self.name, self.row, Word::Text(text.into())));
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<(), A::Error> {
        let source = value::SeqAccessDeserializer::new(items);
        let Leaf { reader, name, row } = self;
        let key = reader.out.names.get(name as usize).filter(|name| name.parent.is_none()).map(|name| &*name.key);
        match key {
            Some("tenure") => reader.out.tenure.push((name, row, List::deserialize(source)?.0)),
            Some("events") => reader.out.events.push((name, row, List::deserialize(source)?.0)),
            _ => {
                let list: List<Number> = List::deserialize(source)?;
                reader.out.lists.push((name, row, list.0.into_iter().map(|n| n.0).collect()));
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.reader.out.maps.push((self.name, self.row, ()));
        Level { reader: self.reader, parent: Some(self.name), row: self.row }.visit_map(map)
    }
}

struct LifespanVisitor;

impl<'de> Visitor<'de> for LifespanVisitor {
    type Value = RawLifespan;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`ongoing` or two days")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<RawLifespan, E> {
        Ok(RawLifespan::Word(text.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RawLifespan, A::Error> {
        RawDays::deserialize(value::MapAccessDeserializer::new(map)).map(RawLifespan::Days)
    }
}

impl<'de> Deserialize<'de> for RawLifespan {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(LifespanVisitor)
    }
}
