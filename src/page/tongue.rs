//! One language of the site: its words, and everything that reads the same on all its pages, made once.

use super::html::{self, Pen};
use super::link::{RULES, method_folder, rule_spot};
use super::template::{Html, Shared};
use super::thresholds;
use crate::chart::Kit;
use crate::disclose::Published;
use crate::model::field::FieldId;
use crate::model::group::{GroupType, Platform};
use crate::model::{Lang, Localized, Period};
use crate::playbook::{Mark, Unit};
use crate::report::{Frame, PlaceLink};
use crate::words::{Digits, Words};
use std::sync::OnceLock;

/// A name in the language of the page, or in its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    /// As text: for titles, attributes and places in messages that are escaped later.
    pub plain: String,
    /// As markup, marked with its language where it is another.
    pub html: String,
}

impl Name {
    fn new(text: &str, lang: &Lang, page: &Lang) -> Self {
        let mut html = String::new();
        html::part(&mut html, text, lang, page);
        Self { plain: text.to_owned(), html }
    }

    /// A localised text as a name.
    pub fn of(text: &Localized, page: &Lang) -> Self {
        let (text, lang) = text.get(page);
        Self::new(text, lang, page)
    }
}

/// A language with what is the same on all its pages.
pub struct Tongue<'a> {
    /// Words.
    pub words: &'a Words,
    /// For the drawings.
    pub kit: Kit<'a>,
    /// Folder of the language with `/`; empty for the first.
    pub prefix: String,
    /// Constant texts for the templates, as `t`.
    pub texts: Shared,
    /// What the frame of every page says of the site, as `site`.
    pub site: Shared,
    /// Names of the indicators, by index.
    pub indicators: Vec<Name>,
    /// Names of the dimensions, by index.
    pub dimensions: Vec<Name>,
    /// Names of the findings, by index.
    pub findings: Vec<Name>,
    /// Names of the pieces of advice, by index.
    pub advice: Vec<Name>,
    /// Names of the places, by index.
    pub places: Vec<Name>,
    /// Links to the rules of the findings, by index, from the way home on: a page holds dozens.
    pub rules: Vec<String>,
    /// Links to the definitions of the indicators, in the same way.
    pub definitions: Vec<String>,
    /// Behind a number of cases: few.
    pub few: String,
    /// Behind a number of cases: an imprecise share.
    pub imprecise: String,
    /// Names of the measurement fields, by index, ready.
    fields: Vec<String>,
    /// `[c]`, `[x]`, `[z]`, `[e]`, each with its meaning.
    abbreviations: [String; 4],
    /// `S`, `P`, `C`, each with its meaning.
    marks: [String; 3],
    /// What stands around the two ends of an interval, of one of shares, around a lower end without an upper one, and of an
    /// interval that reaches below zero, where a dash would read as a sign.
    ends: [(String, String, String); 4],
    /// Cells of the table of thresholds: by type and platform, then for places.
    thresholds: [OnceLock<Vec<String>>; 17],
}

/// Type and platform of a group: they choose its thresholds.
pub type Group = (GroupType, Platform);

impl<'a> Tongue<'a> {
    /// Gathers the language at position `index` of the site.
    pub fn new(frame: &'a Frame, words: &'a Words, index: usize) -> Self {
        let lang = words.lang().clone();
        let book = &frame.playbook;
        let own = |name, section, id: &str| {
            let (text, in_lang) = words.own_or(name, section, id, "name");
            Name::new(if text.is_empty() { id } else { text }, in_lang, &lang)
        };
        let abbreviation = |key: &str| {
            let mut out = Pen::new();
            out.raw("<abbr title=\"").text(words.ui(&format!("key.{key}"))).raw("\">[").raw(key).raw("]</abbr>");
            out.done()
        };
        let mark = |key: &str| {
            let mut out = Pen::new();
            out.raw("<abbr title=\"").text(words.ui(&format!("mark.{key}"))).raw("\">").raw(key).raw("</abbr>");
            out.done()
        };
        let link = |folder: &str, spot: &str, name: &Name| {
            let mut out = Pen::new();
            out.raw(folder).raw("/index.html").text(spot).raw("\">").raw(&name.html).raw("</a>");
            out.done()
        };
        let findings: Vec<_> = book.findings.iter().map(|f| own(&f.name, "findings", &f.id)).collect();
        let indicators: Vec<_> = book.indicators.iter().map(|i| own(&i.name, "indicators", &i.id)).collect();
        let status = |key: &str| format!(" <span class=\"tier\">{}</span>", html::escaped(words.ui(key)));
        Self {
            few: status("page.table.few"),
            imprecise: status("page.table.imprecise"),
            fields: frame.fields.iter().map(|(_, name, _)| field(words, name)).collect(),
            ends: ["format.interval_short", "format.interval_percent_short", "page.interval.open", "format.interval"]
                .map(|key| ends(words, key)),
            thresholds: std::array::from_fn(|_| OnceLock::new()),
            prefix: if index == 0 { String::new() } else { format!("{}/", lang.tag()) },
            kit: Kit::new(frame, words),
            texts: texts(words),
            site: super::shell::site(frame, words),
            rules: book
                .findings
                .iter()
                .zip(&findings)
                .map(|(f, name)| link(RULES, &format!("#{}", rule_spot(&f.id)), name))
                .collect(),
            definitions: book
                .indicators
                .iter()
                .zip(&indicators)
                .map(|(i, name)| link(&method_folder(&i.id), "", name))
                .collect(),
            indicators,
            dimensions: book.dimensions.iter().map(|d| own(&d.name, "dimensions", &d.id)).collect(),
            findings,
            advice: book.advice.iter().map(|a| own(&a.name, "advice", &a.id)).collect(),
            places: frame.places.iter().map(|p| Name::of(&p.name, &lang)).collect(),
            abbreviations: [abbreviation("c"), abbreviation("x"), abbreviation("z"), abbreviation("e")],
            marks: [mark("S"), mark("P"), mark("C")],
            words,
        }
    }

    /// What a place is, in a word; `None` where its name ends in that word and so says it itself.
    pub fn kind(&self, place: &PlaceLink) -> Option<String> {
        let kind = self.words.ui(&format!("place_kind.{}", place.kind.id())).to_owned();
        let before = place.name.get(self.lang()).0.strip_suffix(&*kind);
        // The end of a longer word of letters is no word: Velocity is no city.
        let is_word = |before: &str| !before.ends_with(|c: char| c.is_alphabetic() && c < '\u{2e80}');
        (!before.is_some_and(is_word)).then_some(kind)
    }

    /// The language.
    pub fn lang(&self) -> &Lang {
        self.words.lang()
    }

    /// The bracketed letter that stands for a value that is not there; empty for a value.
    pub fn shorthand<T>(&self, cell: &Published<T>) -> &str {
        match cell {
            Published::Value(_) => "",
            Published::Withheld => &self.abbreviations[0],
            Published::Missing => &self.abbreviations[1],
            Published::NotApplicable => &self.abbreviations[2],
            Published::TooEarly => &self.abbreviations[3],
        }
    }

    /// The bracketed letter alone, for tables with a key.
    pub fn letter<T>(&self, cell: &Published<T>) -> &'static str {
        cell.shorthand().unwrap_or_default()
    }

    /// The name of a measurement field.
    pub fn field(&self, field: FieldId) -> &str {
        self.fields.get(usize::from(field.0)).map_or("", |name| name)
    }

    /// Appends a value with its unit.
    pub fn put_value(&self, out: &mut String, unit: Unit, value: f64, digits: impl Into<Digits>) {
        self.words.put_value(out, unit, value, digits);
    }

    /// Appends an interval in a unit: `23–67%`; open above in words.
    pub fn put_interval(&self, out: &mut String, unit: Unit, lower: f64, upper: f64, digits: impl Into<Digits>) {
        let digits = digits.into();
        let kind = match unit {
            _ if upper.is_infinite() => 2,
            Unit::Percent => 1,
            _ if lower < 0.0 => 3,
            _ => 0,
        };
        let (before, between, behind) = &self.ends[kind];
        // What stands before a number in its unit stands before the whole interval; whether one percent sign does for
        // both ends is for the language to say: `23–67%`, `23%～67%`.
        let around = if matches!(kind, 0 | 3) { self.words.around(unit) } else { ("", "") };
        out.push_str(around.0);
        out.push_str(before);
        if kind == 2 {
            self.put_value(out, unit, lower, digits);
        } else {
            self.words.put_bare(out, unit, lower, digits);
            out.push_str(between);
            self.words.put_bare(out, unit, upper, digits);
        }
        out.push_str(behind);
        out.push_str(around.1);
    }

    /// Appends a period in words.
    pub fn put_period(&self, out: &mut String, period: Period) {
        self.words.put_period(out, period);
    }

    /// The cells of thresholds by indicator, for groups of a type and platform or for places.
    pub fn thresholds(&self, frame: &Frame, of: Option<Group>) -> &[String] {
        let at = of.map_or(16, |(kind, platform)| kind as usize * 4 + platform as usize);
        self.thresholds[at].get_or_init(|| {
            frame.playbook.indicators.iter().map(|indicator| thresholds::cell(self, indicator, of)).collect()
        })
    }

    /// The letter of a mark with its meaning.
    pub fn mark(&self, mark: Mark) -> &str {
        match mark {
            Mark::S => &self.marks[0],
            Mark::P => &self.marks[1],
            Mark::C => &self.marks[2],
        }
    }

    /// A localised text as markup.
    pub fn html(&self, text: &Localized) -> Html {
        Html(html::localized(text, self.lang()))
    }
}

/// Stands where the number will be while a message is cut in two.
const HOLE: &str = "\u{1}";

fn ends(words: &Words, key: &str) -> (String, String, String) {
    let text = words.say(key, &[("low", HOLE.into()), ("high", HOLE.into())]);
    let (before, rest) = cut(&text);
    match rest.split_once(HOLE) {
        Some((between, behind)) => (before, between.to_owned(), behind.to_owned()),
        None => (before, String::new(), rest),
    }
}

fn cut(text: &str) -> (String, String) {
    text.split_once(HOLE).map_or_else(|| (String::new(), text.to_owned()), |(a, b)| (a.to_owned(), b.to_owned()))
}

/// The name of a field; a site's own field is known by its name in the files.
fn field(words: &Words, name: &str) -> String {
    let text = words.term("fields", name);
    html::escaped(if text.is_empty() { name } else { text })
}

/// Every text of `messages/page.…` without places, as a tree.
fn texts(words: &Words) -> Shared {
    let plain = words.keys().filter_map(|(key, message)| {
        let key = key.strip_prefix("messages/page.")?;
        Some((key, message.form(crate::words::message::Category::Other).plain()?))
    });
    Shared::texts(plain)
}
