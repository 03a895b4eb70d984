//! The kinds of value the format is made of, as strict readers: an empty value is never a text, a number in quotes
//! never a number, a list never a single value, a key never given twice.

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

/// Asks a source for whatever it has, so that it cannot bend a value into what is asked for.
pub struct Strict<D>(pub D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Strict<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(Keyed(visitor))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// A struct is a map: a list of its values in the right order is not, although serde would take it.
struct Keyed<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Keyed<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map of keys and values")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(map)
    }
}

/// Reads a value that must not be empty where its key stands (`#[serde(default, deserialize_with = "given")]`).
///
/// # Errors
/// Whatever the value is not.
pub fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(source: D) -> Result<Option<T>, D::Error> {
    T::deserialize(Strict(source)).map(Some)
}

/// As [`given`], for a key that must be there.
///
/// # Errors
/// Whatever the value is not.
pub fn needed<'de, D: Deserializer<'de>, T: Deserialize<'de>>(source: D) -> Result<T, D::Error> {
    T::deserialize(Strict(source))
}

/// Seed of a strict value.
struct StrictSeed<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for StrictSeed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<T, D::Error> {
        T::deserialize(Strict(source))
    }
}

/// A text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(pub Box<str>);

/// A period: text, or the bare number of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment(pub Box<str>);

/// A finite number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number(pub f64);

/// A text in one language (no tag) or in several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LocalText {
    /// One text in the site's first language.
    One(Box<str>),
    /// Texts by language tag.
    Many(Dict<Text>),
}

/// A text, or true or false.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants say it")]
pub enum TextOrBool {
    Text(Box<str>),
    Bool(bool),
}

/// A list.
#[derive(Debug, Clone, PartialEq)]
pub struct List<T>(pub Vec<T>);

/// A map with free keys, in the order of the file, each key once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dict<T>(pub Vec<(Box<str>, T)>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Default for Dict<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Box<str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Box<str>, E> {
        Ok(text.into())
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(TextVisitor).map(Self)
    }
}

struct MomentVisitor;

impl Visitor<'_> for MomentVisitor {
    type Value = Moment;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a period")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Moment, E> {
        Ok(Moment(text.into()))
    }

    fn visit_u64<E: Error>(self, year: u64) -> Result<Moment, E> {
        Ok(Moment(year.to_string().into()))
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(MomentVisitor)
    }
}

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_u64<E: Error>(self, n: u64) -> Result<Number, E> {
        Ok(Number(n as f64))
    }

    fn visit_i64<E: Error>(self, n: i64) -> Result<Number, E> {
        Ok(Number(n as f64))
    }

    fn visit_u128<E: Error>(self, n: u128) -> Result<Number, E> {
        Ok(Number(n as f64))
    }

    fn visit_i128<E: Error>(self, n: i128) -> Result<Number, E> {
        Ok(Number(n as f64))
    }

    fn visit_f64<E: Error>(self, n: f64) -> Result<Number, E> {
        if n.is_finite() { Ok(Number(n)) } else { Err(E::custom("not a finite number")) }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(NumberVisitor)
    }
}

struct LocalVisitor;

impl<'de> Visitor<'de> for LocalVisitor {
    type Value = LocalText;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, or a map from language to text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<LocalText, E> {
        Ok(LocalText::One(text.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<LocalText, A::Error> {
        DictVisitor(PhantomData).visit_map(map).map(LocalText::Many)
    }
}

impl<'de> Deserialize<'de> for LocalText {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(LocalVisitor)
    }
}

struct TextOrBoolVisitor;

impl Visitor<'_> for TextOrBoolVisitor {
    type Value = TextOrBool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, true or false")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<TextOrBool, E> {
        Ok(TextOrBool::Text(text.into()))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<TextOrBool, E> {
        Ok(TextOrBool::Bool(value))
    }
}

impl<'de> Deserialize<'de> for TextOrBool {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(TextOrBoolVisitor)
    }
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = List<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<List<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(StrictSeed(PhantomData))? {
            list.push(item);
        }
        Ok(List(list))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(ListVisitor(PhantomData))
    }
}

struct DictVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for DictVisitor<T> {
    type Value = Dict<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Dict<T>, A::Error> {
        let mut entries: Vec<(Box<str>, T)> = Vec::new();
        let mut seen: BTreeSet<Box<str>> = BTreeSet::new();
        while let Some(key) = map.next_key_seed(KeySeed)? {
            if !seen.insert(key.clone()) {
                return Err(A::Error::custom(format_args!("key `{key}` is given twice")));
            }
            entries.push((key, map.next_value_seed(StrictSeed(PhantomData))?));
        }
        Ok(Dict(entries))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Dict<T> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(DictVisitor(PhantomData))
    }
}

/// Reads a key as the text that stands in the file, numbers included.
pub struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Box<str>;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Box<str>, D::Error> {
        source.deserialize_str(TextVisitor)
    }
}
