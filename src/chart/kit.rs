//! What every drawing of a language needs, resolved once, and whom a drawing is about.

use super::svg::escape;
use crate::disclose::{Facts, Published};
use crate::model::group::{GroupType, Platform, Renewal};
use crate::model::{Localized, Period};
use crate::playbook::Unit;
use crate::playbook::indicator::Thresholds;
use crate::report::{Frame, GroupReport, PlaceReport};
use crate::score::Grade;
use crate::words::{Arg, Digits, Words};
use std::fmt::Write;

/// Frame and words, and the texts that every drawing of a language needs. Make one a language, not one a page.
pub struct Kit<'a> {
    /// What every page shares.
    pub frame: &'a Frame,
    /// Texts of the language.
    pub words: &'a Words,
    names: Vec<Named<'a>>,
    dimensions: Vec<&'a str>,
    states: [String; 4],
    joint: &'a str,
}

/// Full and short name of an indicator.
struct Named<'a> {
    full: &'a str,
    short: &'a str,
}

impl<'a> Kit<'a> {
    /// For the drawings of one language.
    pub fn new(frame: &'a Frame, words: &'a Words) -> Self {
        let state = |key: &str, letter: &str| {
            let mut cell = String::from("<td><abbr title=\"");
            escape(&mut cell, words.term("messages", key));
            let _ = write!(cell, "\">[{letter}]</abbr>");
            cell
        };
        Self {
            frame,
            words,
            names: frame.playbook.indicators.iter().map(|i| named(words, &i.name, &i.id)).collect(),
            dimensions: frame.playbook.dimensions.iter().map(|d| short(words, &d.name, "dimensions", &d.id)).collect(),
            states: [state("key.c", "c"), state("key.x", "x"), state("key.z", "z"), state("key.e", "e")],
            joint: words.ui("chart.joint"),
        }
    }

    /// Full name of an indicator.
    pub fn name(&self, indicator: usize) -> &'a str {
        self.names.get(indicator).map_or("", |named| named.full)
    }

    /// Short name of an indicator, for labels.
    pub fn short(&self, indicator: usize) -> &'a str {
        self.names.get(indicator).map_or("", |named| named.short)
    }

    /// Short name of a dimension.
    pub fn dimension(&self, dimension: usize) -> &'a str {
        self.dimensions.get(dimension).copied().unwrap_or("")
    }

    /// Name of a field.
    pub fn field(&self, field: crate::model::field::FieldId) -> &str {
        let id = self.frame.fields.name(field);
        let text = self.words.term("fields", id);
        if text.is_empty() { id } else { text }
    }

    /// Name of a group and, where it is not in the page's language, the language it is in.
    pub fn group(&self, index: usize) -> (&'a str, Option<&'a str>) {
        self.frame.groups.get(index).map_or(("", None), |link| self.localized(&link.name))
    }

    /// A text of the site and, where it is not in the page's language, the language it is in.
    pub fn localized(&self, text: &'a Localized) -> (&'a str, Option<&'a str>) {
        let (text, lang) = text.get(self.words.lang());
        (text, (lang != self.words.lang()).then(|| lang.tag()))
    }

    /// A message of the charts.
    pub fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.words.say(key, args)
    }

    /// A text of the charts without places.
    pub fn ui<'k>(&'k self, key: &'k str) -> &'k str {
        self.words.ui(key)
    }

    /// A value with its unit.
    pub fn value(&self, unit: Unit, value: f64, digits: impl Into<Digits>) -> String {
        self.words.value(unit, value, digits)
    }

    /// An interval with its unit said once: `26 to 35%`.
    pub fn interval(&self, unit: Unit, lower: f64, upper: f64, digits: impl Into<Digits>) -> String {
        let digits = digits.into();
        let (low, high) = (self.words.bare(unit, lower, digits), self.words.bare(unit, upper, digits));
        if upper.is_infinite() {
            return self.say("chart.interval_open", &[("low", self.value(unit, lower, digits).into())]);
        }
        let ends = [("low", low.into()), ("high", high.into())];
        // Whether one percent sign does for both ends is for the language to say.
        if unit == Unit::Percent {
            return self.say("format.interval_percent", &ends);
        }
        let range = self.say("format.interval", &ends);
        self.say(crate::words::text::unit_message(unit), &[("v", range.into()), ("n", Arg::Count(2))])
    }

    /// A line that values are held against, with so many decimals more: `75%` beside `74.6%`.
    pub fn line(&self, unit: Unit, line: f64, n: Option<f64>, more: usize) -> String {
        self.words.value(unit, line, Digits::finer(n, more).plain(unit, line))
    }

    /// A score.
    pub fn score(&self, score: f64) -> String {
        self.words.number(score, super::table::score_digits(score))
    }

    /// An interval of scores, without the unit.
    pub fn points_range(&self, (low, high): (f64, f64)) -> String {
        let args = [("low", self.score(low).into()), ("high", self.score(high).into())];
        self.say("format.interval", &args)
    }

    /// The word of a grade.
    pub fn grade(&self, grade: Grade) -> &str {
        self.ui(match grade {
            Grade::A => "grade.A",
            Grade::B => "grade.B",
            Grade::C => "grade.C",
            Grade::D => "grade.D",
            Grade::E => "grade.E",
        })
    }

    /// A period in words.
    pub fn period(&self, period: Period) -> String {
        let mut out = String::with_capacity(24);
        self.put_period(&mut out, period);
        out
    }

    /// Appends a period in words.
    pub fn put_period(&self, out: &mut String, period: Period) {
        self.words.put_period(out, period);
    }

    /// A period in few letters: `Oct 2026`.
    pub fn period_short(&self, period: Period) -> String {
        self.words.period_short(period)
    }

    /// Short name of a month, from 1.
    pub fn month_short(&self, month: i8) -> &'a str {
        self.words.month_short(month)
    }

    /// A year in the digits of the language.
    pub fn year(&self, year: i16) -> String {
        self.words.year(year)
    }

    /// The table cell of a state without a number.
    pub fn state_cell<T>(&self, state: &Published<T>) -> &str {
        match state {
            Published::Value(_) => "<td>",
            Published::Withheld => &self.states[0],
            Published::Missing => &self.states[1],
            Published::NotApplicable => &self.states[2],
            Published::TooEarly => &self.states[3],
        }
    }

    /// Whole sentences in the order of reading.
    pub fn sentences(&self, sentences: &[String]) -> String {
        let mut out = String::new();
        for sentence in sentences.iter().filter(|sentence| !sentence.is_empty()) {
            if !out.is_empty() {
                out.push_str(self.joint);
            }
            out.push_str(sentence);
        }
        out
    }
}

fn named<'a>(words: &'a Words, own: &'a Localized, id: &str) -> Named<'a> {
    let full = words.own_or(own, "indicators", id, "name").0;
    Named { full, short: short(words, own, "indicators", id) }
}

/// The short name where there is one, else the name.
fn short<'a>(words: &'a Words, own: &'a Localized, section: &str, id: &str) -> &'a str {
    if !own.is_empty() {
        return own.get(words.lang()).0;
    }
    let short = words.of(section, id, "short");
    if short.is_empty() { words.of(section, id, "name") } else { short }
}

/// A group or a place with data, as the subject of a figure.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// Its numbers.
    pub facts: &'a Facts,
    /// The reported row.
    pub row: usize,
    /// Declared renewals; empty for a place.
    pub renewals: &'a [Renewal],
    /// Type and platform of a group: they choose the thresholds.
    pub kind: Option<(GroupType, Platform)>,
}

impl<'a> Subject<'a> {
    /// A group; `None` where it has no data.
    pub fn group(report: &'a GroupReport) -> Option<Self> {
        let kind = Some((report.profile.kind, report.profile.platform));
        Some(Self { facts: &report.facts, row: report.row?, renewals: &report.profile.renewals, kind })
    }

    /// A place; `None` where it has no data.
    pub fn place(report: &'a PlaceReport) -> Option<Self> {
        Some(Self { facts: &report.facts, row: report.row?, renewals: &[], kind: None })
    }

    /// The thresholds of an indicator that hold for this subject.
    pub fn thresholds<'k>(&self, kit: &'k Kit, indicator: usize) -> Option<&'k Thresholds> {
        let indicator = kit.frame.playbook.indicators.get(indicator)?;
        Some(match self.kind {
            Some((kind, platform)) => indicator.thresholds_for(kind, platform),
            None => &indicator.thresholds,
        })
    }
}
