//! The texts of one language, read from the embedded files once.

use super::digits::Digits;
use super::forms::{self, Fault, Forms};
use super::languages::LANGUAGES;
use super::message::{Arg, Category, Message};
use super::writing::{Around, Writing};
use crate::model::site::HantTerms;
use crate::model::{Lang, Localized, Period};
use crate::playbook::{Actor, Unit};
use ahash::AHashMap;
use jiff::civil::Date;

/// All texts of one language. Keys are paths such as `indicators/churn_rate/name` or `messages/overview.title`.
pub struct Words {
    lang: Lang,
    /// Every path with its message, sorted.
    entries: Vec<(Box<str>, Message)>,
    /// Where a path stands in `entries`. Pages look up hundreds of texts each; nothing is ever listed from a map.
    index: AHashMap<Box<str>, usize>,
    /// The same for `messages`, by what follows `messages/`.
    messages: AHashMap<Box<str>, usize>,
    writing: Writing,
    quarters: Vec<Around>,
    weeks: Vec<Around>,
    /// What stands before and behind a number, by unit: for one, for others.
    units: Vec<[Around; 2]>,
}

impl Words {
    /// The texts of a built-in language; `None` for a language the program does not speak.
    ///
    /// # Errors
    /// An embedded file that is not a map of texts; tests keep this from happening.
    pub fn load(lang: &Lang, terms: HantTerms) -> Option<Result<Self, String>> {
        files(lang.tag())?;
        Some(Self::with(lang, &[], terms).map_err(|fault| format!("{}: {}", fault.file, fault.message)))
    }

    /// The built-in texts of a language, if there are any, with those of `own` files (name and YAML) laid over them.
    ///
    /// # Errors
    /// The first file that is not a map of texts.
    pub fn with(lang: &Lang, own: &[(&str, &str)], terms: HantTerms) -> Result<Self, Fault> {
        let mut forms = forms::embedded(files(lang.tag()).unwrap_or_default())?;
        forms.extend(forms::read(own)?);
        Ok(Self::made(lang, forms, terms))
    }

    /// The same for the pages of a site: what a language of the site's own lacks is said in English.
    ///
    /// # Errors
    /// The first file that is not a map of texts.
    pub fn of_site(lang: &Lang, own: &[(&str, &str)], terms: HantTerms) -> Result<Self, Fault> {
        if files(lang.tag()).is_some() {
            return Self::with(lang, own, terms);
        }
        let mut forms = forms::embedded(files("en").unwrap_or_default())?;
        forms.retain(|key, _| !key.starts_with("language/"));
        forms.extend(forms::read(own)?);
        Ok(Self::made(lang, forms, terms))
    }

    fn made(lang: &Lang, forms: Forms, terms: HantTerms) -> Self {
        let replace = forms::term_list(&forms, terms);
        let entries: Vec<(Box<str>, Message)> = forms
            .into_iter()
            .filter(|(key, _)| !key.starts_with("terms/"))
            .map(|(key, form)| (key, form.into_message(&replace)))
            .collect();
        let writes = entries.iter().find(|(key, _)| &**key == "language/writes");
        let writes = writes.and_then(|(_, message)| message.form(Category::Other).plain());
        let writing = Writing::new(writes.unwrap_or(lang.tag()));
        let index = entries.iter().enumerate().map(|(at, (key, _))| (key.clone(), at)).collect();
        let message = |(at, (key, _)): (usize, &(Box<str>, _))| Some((key.strip_prefix("messages/")?.into(), at));
        let messages = entries.iter().enumerate().filter_map(message).collect();
        let (lang, quarters, weeks, units) = (lang.clone(), Vec::new(), Vec::new(), Vec::new());
        let mut words = Self { lang, entries, index, messages, writing, quarters, weeks, units };
        let cut = |text: String| {
            text.split_once(HOLE).map_or_else(|| (Box::default(), text.as_str().into()), |(a, b)| (a.into(), b.into()))
        };
        let around = |key: &str, place: &str, n: usize| {
            cut(words.say(key, &[("year", HOLE.into()), (place, words.number(n as f64, 0).into())]))
        };
        let unit = |unit: Unit, n| cut(words.say(unit_message(unit), &[("v", HOLE.into()), ("n", Arg::Count(n))]));
        let units = Unit::ALL.iter().map(|of| [1, 2].map(|n| unit(*of, n))).collect();
        let quarters = (1..=4).map(|quarter| around("period.quarter", "quarter", quarter)).collect();
        let weeks = (1..=53).map(|week| around("period.week", "week", week)).collect();
        (words.quarters, words.weeks, words.units) = (quarters, weeks, units);
        words
    }

    /// The language.
    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    /// Whether a text exists under this path.
    pub fn has(&self, key: &str) -> bool {
        self.index.contains_key(key)
    }

    /// The message under a path.
    pub fn get(&self, key: &str) -> Option<&Message> {
        self.index.get(key).and_then(|at| self.entries.get(*at)).map(|(_, message)| message)
    }

    /// All paths, for the completeness check.
    pub fn keys(&self) -> impl Iterator<Item = (&str, &Message)> {
        self.entries.iter().map(|(key, message)| (&**key, message))
    }

    fn message(&self, key: &str) -> Option<&Message> {
        self.messages.get(key).and_then(|at| self.entries.get(*at)).map(|(_, message)| message)
    }

    /// A text without places of `messages`; the key itself where it is missing, so that a gap is seen.
    pub fn ui<'a>(&'a self, key: &'a str) -> &'a str {
        self.message(key).and_then(|message| message.form(Category::Other).plain()).unwrap_or(key)
    }

    /// A message of `messages` with its places filled.
    pub fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        match self.message(key) {
            Some(message) => self.fill(message, args),
            None => key.to_owned(),
        }
    }

    /// A text of the playbook: `of("indicators", "churn_rate", "name")`; empty where there is none.
    pub fn of(&self, section: &str, id: &str, attribute: &str) -> &str {
        self.plain(&[section, id, attribute].join("/")).unwrap_or_default()
    }

    /// A text of a flat section: `term("fields", "members_end")`; empty where there is none.
    pub fn term(&self, section: &str, id: &str) -> &str {
        self.plain(&[section, id].join("/")).unwrap_or_default()
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
        self.writing.put(out, value, digits);
    }

    /// A value in its unit, with the digits that its sample carries or a claim needs: `31%`, `2.4 hours`.
    pub fn value(&self, unit: Unit, value: f64, digits: impl Into<Digits>) -> String {
        let mut out = String::with_capacity(16);
        self.put_value(&mut out, unit, value, digits);
        out
    }

    /// Appends what [`Words::value`] gives.
    pub fn put_value(&self, out: &mut String, unit: Unit, value: f64, digits: impl Into<Digits>) {
        let Some([one, others]) = self.units.get(unit as usize) else { return };
        let start = out.len();
        out.push_str(&others.0);
        let number = out.len();
        self.put_bare(out, unit, value, digits);
        if value == 1.0 && &out[number..] == "1" {
            out.truncate(start);
            out.push_str(&one.0);
            out.push('1');
            out.push_str(&one.1);
        } else {
            out.push_str(&others.1);
        }
    }

    /// What stands before and behind a number of a unit that is not one.
    pub fn around(&self, unit: Unit) -> (&str, &str) {
        self.units.get(unit as usize).map_or(("", ""), |[_, others]| (&others.0, &others.1))
    }

    /// The number of [`Words::value`] without its unit (percent as a number out of 100).
    pub fn bare(&self, unit: Unit, value: f64, digits: impl Into<Digits>) -> String {
        let mut out = String::new();
        self.put_bare(&mut out, unit, value, digits);
        out
    }

    /// Appends what [`Words::bare`] gives.
    pub fn put_bare(&self, out: &mut String, unit: Unit, value: f64, digits: impl Into<Digits>) {
        let (value, digits) = digits.into().of(unit, value);
        self.put_number(out, value, digits);
    }

    /// A period in words: `October 2026`, `2026年10月`.
    pub fn period(&self, period: Period) -> String {
        let mut out = String::with_capacity(24);
        self.put_period(&mut out, period);
        out
    }

    /// Appends what [`Words::period`] gives.
    pub fn put_period(&self, out: &mut String, period: Period) {
        let (list, at) = match period {
            Period::Year(_) => (std::slice::from_ref(&self.writing.year), 1),
            Period::Quarter(_, quarter) => (self.quarters.as_slice(), quarter),
            Period::Month(_, month) => (self.writing.months.as_slice(), month),
            Period::Week(_, week) => (self.weeks.as_slice(), week),
        };
        self.put_around(out, usize::try_from(at - 1).ok().and_then(|at| list.get(at)), period);
    }

    /// A period in few letters: `Oct 2026`.
    pub fn period_short(&self, period: Period) -> String {
        let mut out = String::with_capacity(16);
        let (key, place, n) = match period {
            Period::Year(_) => return self.period(period),
            Period::Month(_, month) => {
                let list = &self.writing.months_short;
                self.put_around(&mut out, usize::try_from(month - 1).ok().and_then(|at| list.get(at)), period);
                return out;
            }
            Period::Quarter(_, quarter) => ("chart.short.quarter", "quarter", quarter),
            Period::Week(_, week) => ("chart.short.week", "week", week),
        };
        self.writing.put_year(&mut out, period.year());
        self.say(key, &[("year", out.into()), (place, self.number(f64::from(n), 0).into())])
    }

    /// Short name of a month, from 1.
    pub fn month_short(&self, month: i8) -> &str {
        usize::try_from(month - 1).ok().and_then(|at| self.writing.month_names.get(at)).map_or("", |name| name)
    }

    /// A year in the digits of the language, on its own and without the word for it.
    pub fn year(&self, year: i16) -> String {
        let mut out = String::new();
        self.writing.put_year(&mut out, year);
        out
    }

    fn put_around(&self, out: &mut String, around: Option<&Around>, period: Period) {
        match around {
            Some((before, behind)) => {
                out.push_str(before);
                self.writing.put_year(out, period.year());
                out.push_str(behind);
            }
            // Only a locale without any calendar data comes here.
            None => out.push_str(&period.to_string()),
        }
    }

    /// A day in words.
    pub fn date(&self, date: Date) -> String {
        self.writing.date(date)
    }

    /// Who acts, in words: `Government and operators`.
    pub fn actors(&self, actors: &[Actor]) -> String {
        let named = actors.iter().enumerate().map(|(at, actor)| {
            // Behind the first a name stands as inside a sentence.
            let key = if at == 0 { "actor" } else { "actor_and" };
            self.ui(&format!("{key}.{}", actor.id())).to_owned()
        });
        self.list(&named.collect::<Vec<_>>())
    }

    /// A list in words: `a, b and c`, `a、b和c`.
    pub fn list(&self, items: &[String]) -> String {
        self.writing.list(items)
    }

    fn plain(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(|message| message.form(Category::Other).plain())
    }

    fn fill(&self, message: &Message, args: &[(&str, Arg<'_>)]) -> String {
        let category = args.iter().find_map(|(key, arg)| match arg {
            Arg::Count(n) if *key == "n" => Some(self.writing.category(*n)),
            _ => None,
        });
        message.form(category.unwrap_or(Category::Other)).fill(args, |n| self.number(n as f64, 0))
    }
}

/// The built-in files of a language.
fn files(tag: &str) -> Option<&'static [(&'static str, &'static str)]> {
    LANGUAGES.iter().find(|entry| entry.tag == tag).map(|entry| entry.files)
}

/// Stands where a year will be while a message is cut in two.
const HOLE: &str = "\u{1}";

/// The key of a unit in the texts.
pub fn unit_key(unit: Unit) -> &'static str {
    unit_keys(unit)[0]
}

/// The key of the message that puts a number in a unit.
pub fn unit_message(unit: Unit) -> &'static str {
    unit_keys(unit)[1]
}

/// The key of the text that names a unit.
pub fn unit_name(unit: Unit) -> &'static str {
    unit_keys(unit)[2]
}

/// A unit by itself, in the message that puts a number in it, and in the text that names it.
fn unit_keys(unit: Unit) -> [&'static str; 3] {
    macro_rules! keys {
        ($key:literal) => {
            [$key, concat!("unit.", $key), concat!("unit_name.", $key)]
        };
    }
    match unit {
        Unit::Percent => keys!("percent"),
        Unit::Per10k => keys!("per_10k"),
        Unit::Per1k => keys!("per_1k"),
        Unit::Per100 => keys!("per_100"),
        Unit::Count => keys!("count"),
        Unit::Persons => keys!("persons"),
        Unit::Hours => keys!("hours"),
        Unit::Days => keys!("days"),
        Unit::Months => keys!("months"),
        Unit::Ratio => keys!("ratio"),
        Unit::Index => keys!("index"),
        Unit::Points => keys!("points"),
        Unit::Balance => keys!("balance"),
        Unit::Net => keys!("net"),
        Unit::Currency => keys!("currency"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Words> {
        LANGUAGES.iter().map(|entry| Words::load(&Lang::new(entry.tag), HantTerms::Taiwan).unwrap().unwrap()).collect()
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
        assert_eq!(say(0, &|w| w.number(-1234.56, 1)), "\u{2212}1,234.6");
        assert_eq!(say(0, &|w| w.list(&["a".into(), "b".into(), "c".into()])), "a, b and c");
        assert_eq!(say(1, &|w| w.list(&["甲".into(), "乙".into(), "丙".into()])), "甲、乙和丙");
    }
}
