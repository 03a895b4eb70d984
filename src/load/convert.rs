//! Raw values to checked ones: texts in languages, periods, days, words, counts.

use super::fault::{Faults, Spot};
use super::source::forbidden;
use super::yaml::typed::{LocalText, Moment, Number, Text, TextOrBool};
use crate::model::group::Answer;
use crate::model::{Lang, Localized, Period};
use crate::problem::nearest::nearest;
use crate::words::languages::LANGUAGES;
use crate::words::number::is_whole;
use jiff::civil::Date;

/// A text, checked to be there and free of control characters.
pub fn text(raw: &str, spot: Spot, faults: &mut Faults) -> Option<Box<str>> {
    let trimmed = raw.trim();
    if trimmed.is_empty() {
        faults.error(spot, "empty-value", "this text is empty", "write the text, or delete the key");
        return None;
    }
    if raw.chars().any(forbidden) {
        let help = "write the text without escapes such as `\\u0007`";
        faults.error(spot, "control-character", "this text holds an invisible control character", help);
        return None;
    }
    if let Some(c) = turned(trimmed) {
        let code = u32::from(c);
        let message =
            format!("this text holds an invisible character (U+{code:04X}) that turns the text behind it around");
        let help = "delete it, unless the language needs it: names can be made to read as other names by it";
        faults.warn(spot, "turned-text", message, help);
    }
    Some(trimmed.into())
}

/// The first character that turns the direction of the text behind it: an embedding or override, or an isolate that is
/// not closed. Sentences of the pages go on behind a name.
fn turned(text: &str) -> Option<char> {
    let mut open = Vec::new();
    for c in text.chars() {
        match c {
            '\u{202a}'..='\u{202e}' => return Some(c),
            '\u{2066}'..='\u{2068}' => open.push(c),
            '\u{2069}' => drop(open.pop()),
            _ => {}
        }
    }
    open.first().copied()
}

/// A text in the languages of the site, in their order. Languages that have none are warned about.
pub fn local(raw: &LocalText, spot: &Spot, languages: &[Lang], faults: &mut Faults) -> Localized {
    let mut entries: Vec<(Lang, Box<str>)> = Vec::new();
    match raw {
        LocalText::One(one) => {
            let Some(text) = text(one, spot.clone(), faults) else { return Localized::default() };
            entries.extend(languages.first().map(|lang| (lang.clone(), text)));
        }
        LocalText::Many(many) => {
            for (tag, one) in &many.0 {
                let place = spot.clone().then(tag);
                let lang = known_language(tag, languages, place.clone().itself(), faults);
                if let (Some(lang), Some(text)) = (lang, text(&one.0, place, faults)) {
                    entries.push((lang, text));
                }
            }
            if many.0.is_empty() {
                let help = "write the text, or delete the key";
                faults.error(spot.clone(), "empty-value", "this text has no language", help);
            }
        }
    }
    entries.sort_by_key(|(lang, _)| languages.iter().position(|known| known == lang));
    let missing: Vec<_> = languages.iter().filter(|lang| !entries.iter().any(|(have, _)| have == *lang)).collect();
    if !entries.is_empty() && !missing.is_empty() {
        missing_languages(&missing, &entries[0], spot, faults);
    }
    Localized::new(entries)
}

fn missing_languages(missing: &[&Lang], have: &(Lang, Box<str>), spot: &Spot, faults: &mut Faults) {
    let tags: Vec<String> = missing.iter().map(|lang| format!("`{lang}`")).collect();
    let example: Vec<String> = missing.iter().map(|lang| format!("{lang}: …")).collect();
    let message = format!("this text is missing in {}; readers will see it in `{}`", and(&tags), have.0);
    let help = format!("write `{{{}: …, {}}}`; repeat a name that is the same everywhere", have.0, example.join(", "));
    faults.warn(spot.clone(), "missing-language", message, help);
}

/// A language of the site. One that the program knows and the site does not use is a warning and left out.
pub fn known_language(tag: &str, languages: &[Lang], spot: Spot, faults: &mut Faults) -> Option<Lang> {
    if let Some(lang) = languages.iter().find(|lang| lang.tag() == tag) {
        return Some(lang.clone());
    }
    let tags = languages.iter().map(|lang| format!("`{lang}`")).collect::<Vec<_>>();
    if LANGUAGES.iter().any(|known| known.tag == tag) {
        let message = format!("`{tag}` is not among the languages of this site, so nobody will see this text");
        let help = format!("add `{tag}` to `languages` in `site.yaml`, or delete the text");
        faults.warn(spot, "unused-language", message, help);
        return None;
    }
    let help = match language_meant(tag).filter(|meant| languages.iter().any(|lang| lang.tag() == *meant)) {
        Some(meant) => format!("write `{meant}`"),
        None => format!("use a language of this site: {}", and(&tags)),
    };
    faults.error(spot, "unknown-language", format!("`{tag}` is not a language of this site"), help);
    None
}

/// The language of the program that a tag most likely stands for.
pub fn language_meant(tag: &str) -> Option<&'static str> {
    let folded = tag.to_ascii_lowercase().replace('_', "-");
    let meant = match folded.as_str() {
        "zh" | "zh-cn" | "zh-sg" | "cn" | "chs" | "zh-hans-cn" | "zh-chs" => "zh-Hans",
        "zh-tw" | "zh-hk" | "zh-mo" | "tw" | "cht" | "zh-hant-tw" | "zh-cht" => "zh-Hant",
        other if other.starts_with("en-") => "en",
        other => nearest(other, LANGUAGES.iter().map(|known| known.tag))?,
    };
    LANGUAGES.iter().map(|known| known.tag).find(|known| *known == meant)
}

/// A period of the calendar.
pub fn period(raw: &Moment, spot: Spot, faults: &mut Faults) -> Option<Period> {
    let period = Period::parse(&raw.0);
    if period.is_none() {
        let (message, help) = wrong_period(&raw.0);
        faults.error(spot, "wrong-period", message, help);
    }
    period
}

/// What is wrong with a text that is no period, and what to write.
pub fn wrong_period(text: &str) -> (String, String) {
    if text.trim().is_empty() {
        return ("there is no period here".to_owned(), "write one such as `2026-10`, or delete the row".to_owned());
    }
    let help = match meant_period(text) {
        Some(meant) => format!("write `{meant}`"),
        None => "write a year `2026`, a quarter `2026-Q3`, a month `2026-10` or a week `2026-W41`".to_owned(),
    };
    (format!("`{text}` is not a period of the calendar"), help)
}

/// A day of the calendar.
pub fn date(raw: &str, spot: Spot, faults: &mut Faults) -> Option<Date> {
    let date = parse_date(raw);
    if date.is_none() {
        let (message, help) = wrong_date(raw);
        faults.error(spot, "wrong-date", message, help);
    }
    date
}

/// Reads `2026-10-31` and nothing else.
pub fn parse_date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let digits =
        |range: std::ops::Range<usize>| bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit));
    let shape =
        bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-' && digits(0..4) && digits(5..7) && digits(8..10);
    shape.then(|| text.parse().ok()).flatten().filter(|date: &Date| date.year() >= 1)
}

/// What is wrong with a text that is no day, and what to write.
pub fn wrong_date(text: &str) -> (String, String) {
    let numbers = numbers(text);
    let meant = match numbers.as_slice() {
        [y, m, d] if *y > 31 => parse_date(&format!("{y:04}-{m:02}-{d:02}")),
        _ => None,
    };
    let help = match meant {
        Some(date) => format!("write `{date}`"),
        None => "write year, month and day, as in `2026-10-31`".to_owned(),
    };
    (format!("`{text}` is not a day of the calendar"), help)
}

/// The place in `words` of a word.
pub fn word(raw: &str, words: &[&str], what: &str, spot: Spot, faults: &mut Faults) -> Option<usize> {
    let at = words.iter().position(|word| *word == raw);
    if at.is_none() {
        let known: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        let help = match nearest(raw, words.iter().copied()) {
            Some(meant) => format!("write `{meant}`"),
            None => format!("write one of {}", known.join(", ")),
        };
        faults.error(spot, "unknown-word", format!("`{raw}` is not a {what}"), help);
    }
    at
}

/// A whole number of 0 or more.
pub fn count(raw: Number, name: &str, spot: Spot, faults: &mut Faults) -> Option<u32> {
    let fault = number_fault(raw.0, name, true);
    match fault {
        None => Some(raw.0 as u32),
        Some((code, message, help)) => {
            faults.error(spot, code, message, help);
            None
        }
    }
}

/// What is wrong with a number that must be 0 or more, and whole where `whole`.
pub fn number_fault(value: f64, name: &str, whole: bool) -> Option<(&'static str, String, String)> {
    if value < 0.0 {
        let help = "write how many there were; leave the key out where it was not measured".to_owned();
        return Some(("negative", format!("`{name}` is negative"), help));
    }
    if whole && !is_whole(value) {
        let help = format!("write a whole number such as `{}`", value.round());
        return Some(("not-whole", format!("`{name}` counts things one by one, so {value} cannot be right"), help));
    }
    if whole && value > f64::from(u32::MAX - 1) {
        let help = "check the number: nothing this program counts is larger than four thousand million".to_owned();
        return Some(("too-many", format!("`{name}` is too large"), help));
    }
    None
}

/// The answer to an item of a checklist. A bare `true` counts as unknown, which its author would not guess: a warning.
pub fn answer(raw: &TextOrBool, spot: Spot, faults: &mut Faults) -> Option<Answer> {
    match raw {
        TextOrBool::Bool(true) => {
            let message = "`true` names no evidence, so this answer counts as unknown";
            let help = "write the day (`2026-03-01`) or the address (`https://…`) of the evidence in its place";
            faults.warn(spot, "no-evidence", message, help);
            Some(Answer::Unproven)
        }
        TextOrBool::Bool(false) => Some(Answer::No),
        TextOrBool::Text(text) if &**text == "unknown" => Some(Answer::Unknown),
        TextOrBool::Text(text) => {
            if let Some(evidence) = evidence(text) {
                return Some(evidence);
            }
            let help = match text.to_lowercase().as_str() {
                "yes" | "y" | "on" | "是" | "有" => {
                    "write the day (`2026-03-01`) or the address (`https://…`) of the evidence".to_owned()
                }
                "no" | "n" | "off" | "否" | "没有" | "沒有" => "write `false`".to_owned(),
                _ if text.starts_with(|c: char| c.is_ascii_digit()) => wrong_date(text).1,
                _ => {
                    "write the day (`2026-03-01`) or the address (`https://…`) of the evidence, or `false` or `unknown`"
                        .to_owned()
                }
            };
            faults.error(spot, "wrong-answer", format!("`{text}` is not an answer"), help);
            None
        }
    }
}

/// The yes that a text gives by the day or the address of its evidence.
pub fn evidence(text: &str) -> Option<Answer> {
    if is_url(text) { Some(Answer::Linked(text.into())) } else { parse_date(text).map(Answer::Dated) }
}

/// Whether a text is an address of the web that can be linked.
pub fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        !host.is_empty() && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"'`\\".contains(c))
    })
}

/// An address of the web, or a fault.
pub fn url(raw: &Text, spot: Spot, faults: &mut Faults) -> Option<String> {
    if is_url(&raw.0) {
        return Some(raw.0.to_string());
    }
    let help = "write the whole address, beginning with `https://`";
    faults.error(spot, "wrong-address", format!("`{}` is not an address of the web", raw.0), help);
    None
}

/// `a`, `a and b`, `a, b and c`.
pub fn and(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

fn meant_period(text: &str) -> Option<Period> {
    let numbers = numbers(text);
    let upper = text.to_uppercase();
    let written = match numbers.as_slice() {
        [year, n] if upper.contains('Q') || upper.contains('季') => format!("{year:04}-Q{n}"),
        [year, n] if upper.contains('W') || upper.contains('周') || upper.contains('週') => {
            format!("{year:04}-W{n:02}")
        }
        [year, month] | [year, month, _] => format!("{year:04}-{month:02}"),
        [year] if (100_000..1_000_000).contains(year) => format!("{:04}-{:02}", year / 100, year % 100),
        [year] => format!("{year:04}"),
        _ => return None,
    };
    Period::parse(&written)
}

/// The numbers in a text, at most four of them.
fn numbers(text: &str) -> Vec<u32> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).take(4).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_and_days_almost_right_are_put_right() {
        let period = |text: &str| wrong_period(text).1;
        assert_eq!(period("2026-9"), "write `2026-09`");
        assert_eq!(period("2026/10"), "write `2026-10`");
        assert_eq!(period("2026年10月"), "write `2026-10`");
        assert_eq!(period("202610"), "write `2026-10`");
        assert_eq!(period("2026Q3"), "write `2026-Q3`");
        assert_eq!(period("2026-w4"), "write `2026-W04`");
        assert_eq!(period("2026-10-31"), "write `2026-10`");
        assert!(period("2026-13").starts_with("write a year"));
        assert_eq!(wrong_date("2026/3/1").1, "write `2026-03-01`");
        assert!(wrong_date("2026-02-30").1.starts_with("write year"));
        assert!(parse_date("20260301").is_none() && parse_date("2026-03-01").is_some());
        assert!(parse_date("2026-03-01T10:00").is_none() && parse_date("２０２６-03-01").is_none());
    }

    #[test]
    fn languages_by_other_names_are_understood() {
        assert_eq!(language_meant("zh-CN"), Some("zh-Hans"));
        assert_eq!(language_meant("zh_TW"), Some("zh-Hant"));
        assert_eq!(language_meant("zh-hans"), Some("zh-Hans"));
        assert_eq!(language_meant("EN"), Some("en"));
        assert_eq!(language_meant("fr"), None);
    }

    #[test]
    fn only_whole_addresses_can_be_linked() {
        assert!(is_url("https://example.org/a?b#c") && is_url("http://例え.jp/"));
        assert!(!is_url("javascript:alert(1)") && !is_url("https://") && !is_url("https://a b") && !is_url("//x"));
    }
}
