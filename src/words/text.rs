//! The texts of one language, read from the embedded YAML once.

use super::message::{Arg, Category, Message, Pattern};
use super::number;
use crate::model::site::HantTerms;
use crate::model::{Lang, Localized, Period};
use crate::playbook::Unit;
use icu_plurals::{PluralCategory, PluralRules};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Name of a language, and its text files: words, indicators, rules, charts, pages.
pub struct Entry {
    /// BCP 47 tag.
    pub tag: &'static str,
    /// YAML files; later ones may not repeat keys of earlier ones.
    pub files: &'static [(&'static str, &'static str)],
}

macro_rules! language {
    ($tag:literal) => {
        Entry {
            tag: $tag,
            files: &[
                ("core", include_str!(concat!("../playbook/text/", $tag, ".core.yaml"))),
                ("indicators", include_str!(concat!("../playbook/text/", $tag, ".indicators.yaml"))),
                ("rules", include_str!(concat!("../playbook/text/", $tag, ".rules.yaml"))),
                ("charts", include_str!(concat!("../playbook/text/", $tag, ".charts.yaml"))),
                ("pages", include_str!(concat!("../playbook/text/", $tag, ".pages.yaml"))),
            ],
        }
    };
}

/// The languages the program speaks. Adding one is adding its files and a line here.
pub const LANGUAGES: &[Entry] = &[language!("en"), language!("zh-Hans"), language!("zh-Hant")];

/// All texts of one language. Keys are paths such as `indicators/churn_rate/name` or `messages/overview.title`.
pub struct Words {
    lang: Lang,
    entries: BTreeMap<Box<str>, Message>,
    plural: Option<PluralRules>,
    /// Decimal point and group separator, looked up once: every number needs them.
    decimal: Box<str>,
    group: Box<str>,
}

impl Words {
    /// The texts of a built-in language; `None` for a language the program does not speak.
    ///
    /// # Errors
    /// An embedded file that is not a map of texts; tests keep this from happening.
    pub fn load(lang: &Lang, terms: HantTerms) -> Option<Result<Self, String>> {
        let entry = LANGUAGES.iter().find(|entry| entry.tag == lang.tag())?;
        Some(Self::read(lang, entry, terms))
    }

    fn read(lang: &Lang, entry: &Entry, terms: HantTerms) -> Result<Self, String> {
        let mut entries = BTreeMap::new();
        for (name, yaml) in entry.files {
            let value: serde_yaml::Value =
                serde_yaml::from_str(yaml).map_err(|error| format!("{}.{name}.yaml: {error}", entry.tag))?;
            flatten("", &value, &mut entries)?;
        }
        let replace = term_list(&entries, terms);
        let entries = entries
            .into_iter()
            .filter(|(key, _)| !key.starts_with("terms/"))
            .map(|(key, form)| (key, form.into_message(&replace)))
            .collect();
        let plural = lang
            .tag()
            .parse()
            .ok()
            .and_then(|locale: icu_locale_core::Locale| PluralRules::try_new_cardinal(locale.into()).ok());
        let mut words = Self { lang: lang.clone(), entries, plural, decimal: Box::default(), group: Box::default() };
        (words.decimal, words.group) = (words.ui("format.decimal").into(), words.ui("format.group").into());
        Ok(words)
    }

    /// The language.
    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    /// Whether a text exists under this path.
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// All paths, for the completeness check.
    pub fn keys(&self) -> impl Iterator<Item = (&str, &Message)> {
        self.entries.iter().map(|(key, message)| (&**key, message))
    }

    /// A text without places of `messages`; the key itself where it is missing, so that a gap is seen.
    pub fn ui<'a>(&'a self, key: &'a str) -> &'a str {
        self.plain(&format!("messages/{key}")).unwrap_or(key)
    }

    /// A message of `messages` with its places filled.
    pub fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        match self.entries.get(format!("messages/{key}").as_str()) {
            Some(message) => self.fill(message, args),
            None => key.to_owned(),
        }
    }

    /// A text of the playbook: `of("indicators", "churn_rate", "name")`; empty where there is none.
    pub fn of(&self, section: &str, id: &str, attribute: &str) -> &str {
        self.plain(&format!("{section}/{id}/{attribute}")).unwrap_or_default()
    }

    /// A text of a flat section: `term("fields", "members_end")`; empty where there is none.
    pub fn term(&self, section: &str, id: &str) -> &str {
        self.plain(&format!("{section}/{id}")).unwrap_or_default()
    }

    /// A text given by the site where there is one, else the built-in one; with the language it is in.
    pub fn own_or<'a>(&'a self, own: &'a Localized, section: &str, id: &str, attribute: &str) -> (&'a str, &'a Lang) {
        if own.is_empty() { (self.of(section, id, attribute), &self.lang) } else { own.get(&self.lang) }
    }

    /// A number with `digits` decimals in the writing of the language.
    pub fn number(&self, value: f64, digits: usize) -> String {
        let mut out = String::new();
        self.put_number(&mut out, value, digits);
        out
    }

    /// Appends what [`Words::number`] gives.
    pub fn put_number(&self, out: &mut String, value: f64, digits: usize) {
        if value.is_infinite() {
            out.push_str(self.ui(if value > 0.0 { "format.unbounded" } else { "format.unbounded_below" }));
            return;
        }
        let start = out.len();
        number::fixed(out, value, digits, true);
        if out[start..].starts_with('-') {
            out.replace_range(start..=start, "\u{2212}");
        }
        let end = out[start..].find('.').map_or(out.len(), |at| start + at);
        if end < out.len() && &*self.decimal != "." {
            out.replace_range(end..=end, &self.decimal);
        }
        // Whole numbers are grouped from 10,000 on, as `number::grouped` does.
        let digits_from = start + out[start..].find(|c: char| c.is_ascii_digit()).unwrap_or(0);
        if digits == 0 && end - digits_from > 4 {
            let mut at = end - 3;
            while at > digits_from {
                out.insert_str(at, &self.group);
                at = at.saturating_sub(3);
            }
        }
    }

    /// A value in its unit, with the digits that a sample of `n` carries: `31 %` reads `31%`, `2.4 hours`.
    pub fn value(&self, unit: Unit, value: f64, n: Option<f64>) -> String {
        let bare = self.bare(unit, value, n);
        let key = unit_key(unit);
        if value.is_finite() && value == 1.0 && bare == "1" {
            return self.say(&format!("unit.{key}"), &[("v", bare.into()), ("n", Arg::Count(1))]);
        }
        self.say(&format!("unit.{key}"), &[("v", bare.into()), ("n", Arg::Count(2))])
    }

    /// The number of [`Words::value`] without its unit (percent as a number out of 100).
    pub fn bare(&self, unit: Unit, value: f64, n: Option<f64>) -> String {
        let mut out = String::new();
        self.put_bare(&mut out, unit, value, n);
        out
    }

    /// Appends what [`Words::bare`] gives.
    pub fn put_bare(&self, out: &mut String, unit: Unit, value: f64, n: Option<f64>) {
        let (value, digits) = match unit {
            Unit::Percent => (value * 100.0, usize::from(n.is_some_and(|n| n >= 1000.0))),
            Unit::Count | Unit::Persons | Unit::Days | Unit::Points | Unit::Net => {
                (value, if value.fract() == 0.0 { 0 } else { 1 })
            }
            Unit::Ratio | Unit::Index | Unit::Balance => (value, 2),
            Unit::Currency => (value, 0),
            Unit::Per10k | Unit::Per1k | Unit::Per100 | Unit::Hours | Unit::Months => {
                (value, if value.abs() >= 10.0 || value == 0.0 { 0 } else { 1 })
            }
        };
        self.put_number(out, value, digits);
    }

    /// A period in words: `October 2026`, `2026 年 10 月`.
    pub fn period(&self, period: Period) -> String {
        let year = |y: i16| Arg::from(y.to_string());
        match period {
            Period::Year(y) => self.say("period.year", &[("year", year(y))]),
            Period::Quarter(y, q) => {
                self.say("period.quarter", &[("year", year(y)), ("quarter", q.to_string().into())])
            }
            Period::Month(y, m) => {
                let month = self.ui(&format!("month.{m}")).to_owned();
                self.say("period.month", &[("year", year(y)), ("month", month.into())])
            }
            Period::Week(y, w) => self.say("period.week", &[("year", year(y)), ("week", w.to_string().into())]),
        }
    }

    /// A day in words.
    pub fn date(&self, date: Date) -> String {
        let month = self.ui(&format!("month.{}", date.month())).to_owned();
        self.say(
            "period.day",
            &[
                ("year", date.year().to_string().into()),
                ("month", month.into()),
                ("day", date.day().to_string().into()),
            ],
        )
    }

    /// A list in words: `a, b and c`, `a、b和c`.
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [head @ .., last] => {
                let head = head.join(self.ui("list.comma"));
                self.say("list.and", &[("head", head.into()), ("last", last.into())])
            }
        }
    }

    fn plain(&self, key: &str) -> Option<&str> {
        self.entries.get(key).and_then(|message| message.form(Category::Other).plain())
    }

    fn fill(&self, message: &Message, args: &[(&str, Arg<'_>)]) -> String {
        let category = args.iter().find_map(|(key, arg)| match arg {
            Arg::Count(n) if *key == "n" => Some(self.category(*n)),
            _ => None,
        });
        message
            .form(category.unwrap_or(Category::Other))
            .fill(args, |n| number::grouped(i64::try_from(n).unwrap_or(i64::MAX), &self.group))
    }

    fn category(&self, n: u64) -> Category {
        match self.plural.as_ref().map(|rules| rules.category_for(n)) {
            Some(PluralCategory::Zero) => Category::Zero,
            Some(PluralCategory::One) => Category::One,
            Some(PluralCategory::Two) => Category::Two,
            Some(PluralCategory::Few) => Category::Few,
            Some(PluralCategory::Many) => Category::Many,
            _ => Category::Other,
        }
    }
}

/// The key of a unit in the texts.
pub fn unit_key(unit: Unit) -> &'static str {
    match unit {
        Unit::Percent => "percent",
        Unit::Per10k => "per_10k",
        Unit::Per1k => "per_1k",
        Unit::Per100 => "per_100",
        Unit::Count => "count",
        Unit::Persons => "persons",
        Unit::Hours => "hours",
        Unit::Days => "days",
        Unit::Months => "months",
        Unit::Ratio => "ratio",
        Unit::Index => "index",
        Unit::Points => "points",
        Unit::Balance => "balance",
        Unit::Net => "net",
        Unit::Currency => "currency",
    }
}

/// A text as read: one form, or several by plural category.
enum Form {
    One(String),
    Many(Vec<(Category, String)>),
}

impl Form {
    fn into_message(self, replace: &[(String, String)]) -> Message {
        let pattern = |text: String| Pattern::new(&apply(text, replace));
        match self {
            Self::One(text) => Message::Plain(pattern(text)),
            Self::Many(forms) => {
                Message::Plural(forms.into_iter().map(|(category, text)| (category, pattern(text))).collect())
            }
        }
    }
}

fn apply(text: String, replace: &[(String, String)]) -> String {
    replace.iter().fold(text, |text, (from, to)| if text.contains(from) { text.replace(from, to) } else { text })
}

/// The replacements of the chosen term list, the longest first.
fn term_list(entries: &BTreeMap<Box<str>, Form>, terms: HantTerms) -> Vec<(String, String)> {
    if terms == HantTerms::Taiwan {
        return Vec::new();
    }
    let mut list: Vec<_> = entries
        .iter()
        .filter_map(|(key, form)| match (key.strip_prefix("terms/mainland/"), form) {
            (Some(from), Form::One(to)) => Some((from.to_owned(), to.clone())),
            _ => None,
        })
        .collect();
    list.sort_by_key(|(from, _)| std::cmp::Reverse(from.chars().count()));
    list
}

fn flatten(path: &str, value: &serde_yaml::Value, out: &mut BTreeMap<Box<str>, Form>) -> Result<(), String> {
    let form = match value {
        serde_yaml::Value::Mapping(map) => {
            let forms: Option<Vec<_>> = map
                .iter()
                .map(|(key, text)| Some((Category::parse(key.as_str()?)?, text.as_str()?.to_owned())))
                .collect();
            match forms {
                Some(forms) if forms.iter().any(|(category, _)| *category == Category::Other) => Form::Many(forms),
                _ => {
                    for (key, inner) in map {
                        let key = key.as_str().ok_or_else(|| format!("{path}: a key is not text"))?;
                        let path = if path.is_empty() { key.to_owned() } else { format!("{path}/{key}") };
                        flatten(&path, inner, out)?;
                    }
                    return Ok(());
                }
            }
        }
        serde_yaml::Value::String(text) => Form::One(text.clone()),
        serde_yaml::Value::Null => return Ok(()),
        _ => return Err(format!("{path}: not a text")),
    };
    match out.insert(path.into(), form) {
        None => Ok(()),
        Some(_) => Err(format!("{path}: given twice")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Words> {
        LANGUAGES.iter().map(|entry| Words::load(&Lang::new(entry.tag), HantTerms::Taiwan).unwrap().unwrap()).collect()
    }

    #[test]
    fn every_language_has_every_text_with_the_same_places() {
        let all = all();
        let mut faults = Vec::new();
        for words in &all[1..] {
            for (key, message) in all[0].keys() {
                let Some(other) = words.entries.get(key) else {
                    faults.push(format!("{}: {key} is missing", words.lang()));
                    continue;
                };
                let places = |m: &Message| {
                    let mut places: Vec<_> = m.form(Category::Other).places().map(str::to_owned).collect();
                    places.sort();
                    places
                };
                if places(message) != places(other) {
                    faults.push(format!("{}: {key} has other places", words.lang()));
                }
            }
            for (key, _) in words.keys().filter(|(key, _)| !all[0].has(key)) {
                faults.push(format!("{}: {key} is not in {}", words.lang(), all[0].lang()));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn numbers_and_periods_read_well() {
        let all = all();
        let say = |i: usize, f: &dyn Fn(&Words) -> String| f(&all[i]);
        assert_eq!(say(0, &|w| w.period(Period::Month(2026, 10))), "October 2026");
        assert_eq!(say(1, &|w| w.period(Period::Month(2026, 10))), "2026年10月");
        assert_eq!(say(0, &|w| w.value(Unit::Percent, 0.305, Some(40.0))), "31%");
        assert_eq!(say(0, &|w| w.value(Unit::Hours, 1.0, None)), "1.0 hours");
        assert_eq!(say(0, &|w| w.number(-1234567.0, 0)), "\u{2212}1,234,567");
        assert_eq!(say(0, &|w| w.number(-1234.56, 1)), "\u{2212}1234.6");
        assert_eq!(say(0, &|w| w.list(&["a".into(), "b".into(), "c".into()])), "a, b and c");
        assert_eq!(say(1, &|w| w.list(&["甲".into(), "乙".into(), "丙".into()])), "甲、乙和丙");
    }
}
