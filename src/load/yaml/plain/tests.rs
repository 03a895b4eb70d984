//! The plain lane against the general reader: whatever it takes, it reads in the same way.

use super::super::typed::{KeySeed, Strict};
use super::read;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Any value, keys as they stand in the file.
#[derive(Debug, PartialEq)]
enum Tree {
    Null,
    Bool(bool),
    Number(u64),
    Text(String),
    List(Vec<Tree>),
    Map(Vec<(Box<str>, Tree)>),
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Tree, E> {
        self.visit_f64(value as f64)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Tree, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Tree, E> {
        self.visit_f64(value as f64)
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Tree, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Number(value.to_bits()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key_seed(KeySeed)? {
            entries.push((key, map.next_value()?));
        }
        Ok(Tree::Map(entries))
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        Strict(source).deserialize_any(Any)
    }
}

/// Whether the plain lane takes a text; if so, it must agree with the general reader.
fn agrees(text: &str) -> bool {
    let Some(plain) = read::<Tree>(text) else { return false };
    match Tree::deserialize(serde_yaml::Deserializer::from_str(text)) {
        Ok(general) => assert_eq!(plain, general, "{text:?}"),
        Err(error) => panic!("{text:?} is refused: {error}"),
    }
    true
}

#[test]
fn files_as_they_are_written_take_the_plain_lane() {
    let files = [
        "name: River bend\ntype: regional\nchannels: [web, street]\nperiods:\n  2026-09: {joined: 8, left: 3}\n",
        "# A place\n名: \"河湾\"  # quoted\nperiods:\n  2025:\n    population: 312400\n    share: 0.41\n",
        "actions:\n- advice: welcome\n  started: 2026-01\n- advice: rota\n  started: 2026-02\nname: x\n",
        "actions:\n  - {advice: welcome, at: 2026-01}\n  - advice: rota\n    inner:\n      deep: [1, -2, .5]\n\nname: 'x'\n",
        "a: 1\r\nb: {}\r\nc: []\r\n",
    ];
    for file in files {
        assert!(agrees(file), "{file:?}");
    }
}

#[test]
fn what_it_does_not_know_is_left_to_the_general_reader() {
    let files = [
        "",
        "a",
        "a:",
        "a: &x 1",
        "a: |\n  text",
        "a: one\n  two",
        "a: \"x\\n\"",
        "a: 'it''s'",
        "a: {b: 1,\n c: 2}",
        "a:\tb",
        "---\na: 1",
        "a: 1\n---\nb: 2",
        "a: b: c",
        "a: 1\n  b: 2",
        "a: !t x",
        "? a\n: b",
        "a: x\u{85}y",
        "<<: {a: 1}",
        "\"a\": 1",
        "a: {b}",
        "a: [b: c]",
        "a: \"x\"#c",
        "- - a",
    ];
    for file in files {
        assert!(read::<Tree>(file).is_none(), "{file:?}");
    }
}

/// Small numbers from a seed: the same texts on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn one_of(&mut self, all: &[&'static str]) -> &'static str {
        all[self.below(all.len())]
    }
}

const KEYS: &[&str] = &["a: ", "b: ", "c:", "名: ", "2026-10: ", "x.y: ", "d : ", "1: ", "no: "];
const VALUES: &[&str] = &[
    "1",
    "0",
    "007",
    "-4",
    "+4",
    ".5",
    "1e3",
    "0x1F",
    "12:30",
    "true",
    "no",
    "null",
    "~",
    "x",
    "x y",
    "x  y ",
    "a#b",
    "a: b",
    "名字",
    "2026-10-01",
    "\"q\"",
    "\"q: # r\"",
    "'s'",
    "''",
    "\"\"",
    "{}",
    "[]",
    "{a: 1}",
    "{a: 1, b: x y}",
    "{a: [1, 2], b: {c: 3}}",
    "[a, b c , -1]",
    "[a, 1.5 ]",
    "{ a: 1 }",
    "{a: 1,}",
    "[,]",
    "{a}",
    "{a:1}",
    "[a: b]",
    "...",
    "---",
    "-",
    "- x",
    "&a x",
    "*a",
    "!t x",
    "|",
    ">",
    "%",
    "@",
    "`",
    "inf",
    ".inf",
    ".nan",
    "http://x.org/a",
    "a,b",
    "a]",
    "{a: b:c}",
    "{a: http://x}",
    "[\"a\", 'b']",
    "{a: \"b\"}",
    "\"a\" b",
    "x\\y",
    "\"x\\ty\"",
    "?",
    "? x",
    "(x)",
    "=",
    "<<",
    "a\u{2028}b",
    "18446744073709551616",
    "-9223372036854775809",
    "1_000",
    "٣",
    "",
    "",
    "",
];
const ENDS: &[&str] =
    &["\n", "\n", "\n", "\n", "\r\n", " # c\n", "# c\n", "  \n", "\n\n", "\n# c\n", "\n   # c\n", "\t\n", "\r", ""];

#[test]
fn whatever_it_takes_it_reads_as_the_general_reader_does() {
    let mut dice = Dice(7);
    let mut taken = 0;
    for _ in 0..60_000 {
        let mut text = String::new();
        for _ in 0..1 + dice.below(5) {
            text.push_str(dice.one_of(&["", "", "", "  ", "  ", "    ", " "]));
            text.push_str(dice.one_of(&["", "", "", "- ", "-   ", "-"]));
            text.push_str(dice.one_of(KEYS));
            text.push_str(dice.one_of(VALUES));
            text.push_str(dice.one_of(ENDS));
        }
        taken += usize::from(agrees(&text));
    }
    assert!(taken > 1_500, "only {taken} texts were plain");
}
