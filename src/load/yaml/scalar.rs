//! What a scalar means: the same rules as those of the fast reader, so that both readers agree.

use serde::de::{Error, Visitor};

/// The meaning of a scalar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Meaning {
    /// Nothing: empty, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number of 0 or more.
    Whole(u64),
    /// A whole number below 0.
    Negative(i64),
    /// Any other number.
    Real(f64),
    /// Text.
    Text,
    /// A tag that the format does not know, or a tag that the text does not fit.
    Foreign,
}

impl Meaning {
    /// Hands the scalar that is written as `text` to a reader of typed values.
    ///
    /// # Errors
    /// Those of the reader; a foreign tag.
    #[inline]
    pub fn visit<'de, V: Visitor<'de>, E: Error>(self, text: &'de str, visitor: V) -> Result<V::Value, E> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(value) => visitor.visit_bool(value),
            Self::Whole(value) => visitor.visit_u64(value),
            Self::Negative(value) => visitor.visit_i64(value),
            Self::Real(value) => visitor.visit_f64(value),
            Self::Text => visitor.visit_borrowed_str(text),
            Self::Foreign => Err(E::custom("unknown tag")),
        }
    }
}

/// A tag in front of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "named after the tags of the core schema")]
pub enum Tag {
    Bool,
    Int,
    Float,
    Null,
    /// Any other tag of a schema: a scalar with it is text.
    Other,
    /// A tag of the author's own, `!like-this`.
    Own,
}

/// The meaning of `text`, written plain or in quotes, with or without a tag.
pub fn meaning(text: &str, plain: bool, tag: Option<Tag>) -> Meaning {
    match tag {
        None if plain => untagged(text),
        None | Some(Tag::Other) => Meaning::Text,
        Some(Tag::Own) => Meaning::Foreign,
        Some(Tag::Bool) => boolean(text).map_or(Meaning::Foreign, Meaning::Bool),
        Some(Tag::Int) => integer(text).unwrap_or(Meaning::Foreign),
        Some(Tag::Float) => float(text).map_or(Meaning::Foreign, Meaning::Real),
        Some(Tag::Null) => {
            if null(text) {
                Meaning::Null
            } else {
                Meaning::Foreign
            }
        }
    }
}

/// A number as an author may have meant it, written as text: `"12"`, `1,200`, `12%`, `１２`, `0012`.
pub fn meant_number(text: &str) -> Option<String> {
    let narrow: String = text
        .trim()
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
            '．' => '.',
            '，' => ',',
            '％' => '%',
            '－' | '−' => '-',
            c => c,
        })
        .collect();
    let percent = narrow.ends_with('%');
    let digits = narrow.trim_end_matches('%').trim_end();
    let plain = if grouped(digits) {
        digits.replace([',', ' ', '\'', '_', '\u{a0}', '\u{202f}'], "")
    } else {
        digits.to_owned()
    };
    let stripped = plain.trim_start_matches('0');
    let plain = if plain.len() > 1 && plain.bytes().all(|b| b.is_ascii_digit()) {
        if stripped.is_empty() { "0".to_owned() } else { stripped.to_owned() }
    } else {
        plain
    };
    let value: f64 = plain
        .parse()
        .ok()
        .filter(|v: &f64| v.is_finite() && plain.starts_with(|c: char| c.is_ascii_digit() || "-+.".contains(c)))?;
    if percent { Some(format!("{}", (value * 1e6).round() / 1e8)) } else { Some(plain) }
}

/// Whether digits stand in groups of three, as in `1,200` or `12 000`.
fn grouped(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or_default().trim_start_matches(['-', '+']);
    let groups: Vec<&str> = whole.split([',', ' ', '\'', '_', '\u{a0}', '\u{202f}']).collect();
    groups.len() > 1
        && groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_digit()))
        && (1..=3).contains(&groups[0].len())
        && groups[1..].iter().all(|group| group.len() == 3)
}

fn untagged(text: &str) -> Meaning {
    if text.is_empty() || null(text) {
        return Meaning::Null;
    }
    if let Some(answer) = boolean(text) {
        return Meaning::Bool(answer);
    }
    if let Some(number) = integer(text) {
        return number;
    }
    if digits_but_no_number(text) {
        return Meaning::Text;
    }
    float(text).map_or(Meaning::Text, Meaning::Real)
}

fn null(text: &str) -> bool {
    matches!(text, "null" | "Null" | "NULL" | "~")
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

fn integer(text: &str) -> Option<Meaning> {
    if let Some(n) = unsigned(text) {
        return Some(u64::try_from(n).map_or(Meaning::Real(n as f64), Meaning::Whole));
    }
    let n = negative(text)?;
    Some(i64::try_from(n).map_or(Meaning::Real(n as f64), Meaning::Negative))
}

fn unsigned(text: &str) -> Option<u128> {
    let plain = text.strip_prefix('+').unwrap_or(text);
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(rest) = plain.strip_prefix(prefix) {
            if rest.starts_with(['+', '-']) {
                return None;
            }
            if let Ok(n) = u128::from_str_radix(rest, radix) {
                return Some(n);
            }
        }
    }
    if plain.starts_with(['+', '-']) || digits_but_no_number(text) {
        return None;
    }
    plain.parse().ok()
}

fn negative(text: &str) -> Option<i128> {
    for (prefix, radix) in [("-0x", 16), ("-0o", 8), ("-0b", 2)] {
        if let Some(rest) = text.strip_prefix(prefix)
            && let Ok(n) = i128::from_str_radix(&format!("-{rest}"), radix)
        {
            return Some(n);
        }
    }
    if digits_but_no_number(text) { None } else { text.parse().ok() }
}

fn float(text: &str) -> Option<f64> {
    let plain = text.strip_prefix('+').unwrap_or(text);
    if plain.len() < text.len() && plain.starts_with(['+', '-']) {
        return None;
    }
    match (plain, text) {
        (".inf" | ".Inf" | ".INF", _) => Some(f64::INFINITY),
        (_, "-.inf" | "-.Inf" | "-.INF") => Some(f64::NEG_INFINITY),
        (_, ".nan" | ".NaN" | ".NAN") => Some(f64::NAN),
        _ => plain.parse().ok().filter(|v: &f64| v.is_finite()),
    }
}

/// `007` is text in YAML 1.2.
fn digits_but_no_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_yaml::Value;

    #[test]
    fn scalars_mean_what_the_fast_reader_says() {
        let texts = [
            "",
            "~",
            "null",
            "Null",
            "nULL",
            "true",
            "tRUE",
            "yes",
            "no",
            "on",
            "0",
            "-0",
            "00",
            "007",
            "-007",
            "12",
            "+12",
            "-12",
            "+-1",
            "--1",
            "0x1F",
            "-0x1F",
            "0o17",
            "0b101",
            "0x",
            "1e3",
            "1E-3",
            "-1.5",
            ".5",
            "5.",
            "1_000",
            "1,000",
            ".inf",
            "-.inf",
            "+.INF",
            ".nan",
            "inf",
            "nan",
            "NaN",
            "1e999",
            "18446744073709551615",
            "18446744073709551616",
            "-9223372036854775809",
            "2026-10",
            "2026-10-01",
            "12:30",
            "1 2",
            "０",
            "0.1",
            "00.1",
            "340282366920938463463374607431768211456",
        ];
        for text in texts {
            let fast: Value = serde_yaml::from_str(text).unwrap_or(Value::Null);
            let slow = meaning(text, true, None);
            let same = match (&fast, slow) {
                (Value::Null, Meaning::Null) | (Value::String(_), Meaning::Text) => true,
                (Value::Bool(a), Meaning::Bool(b)) => *a == b,
                (Value::Number(n), Meaning::Whole(m)) => n.as_u64() == Some(m),
                (Value::Number(n), Meaning::Negative(m)) => n.as_i64() == Some(m),
                (Value::Number(n), Meaning::Real(m)) => {
                    n.as_f64().is_some_and(|n| n == m || (n.is_nan() && m.is_nan()))
                }
                _ => false,
            };
            assert!(same || text.len() > 18, "{text}: {fast:?} {slow:?}");
        }
    }

    #[test]
    fn numbers_written_as_text_are_recognised() {
        let meant = |text| meant_number(text).unwrap_or_default();
        assert_eq!(meant("12"), "12");
        assert_eq!(meant("1,200"), "1200");
        assert_eq!(meant("12 000.5"), "12000.5");
        assert_eq!(meant("12%"), "0.12");
        assert_eq!(meant("１２"), "12");
        assert_eq!(meant("0012"), "12");
        assert_eq!(meant("1,2"), "");
        assert_eq!(meant("about 12"), "");
        assert_eq!(meant("inf"), "");
    }
}
