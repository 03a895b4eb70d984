//! What every drawing of a language needs, resolved once, and whom a drawing is about.

use super::svg::escape;
use crate::disclose::{Facts, Published};
use crate::model::group::{GroupType, Platform, Renewal};
use crate::model::{Localized, Period};
use crate::playbook::Unit;
use crate::playbook::indicator::Thresholds;
use crate::report::{Frame, GroupReport, PlaceReport};
use crate::score::Grade;
use crate::words::{Arg, Words};
use std::fmt::Write;

/// Frame and words, and the texts that every drawing of a language needs. Make one a language, not one a page.
pub struct Kit<'a> {
    /// What every page shares.
    pub frame: &'a Frame,
    /// Texts of the language.
    pub words: &'a Words,
    names: Vec<Named<'a>>,
    dimensions: Vec<&'a str>,
    months_short: Vec<&'a str>,
    years: (String, String),
    quarters: Vec<(String, String)>,
    months: Vec<(String, String)>,
    weeks: Vec<(String, String)>,
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
        let period = |key: &str, args: &[(&str, String)]| {
            let mut all: Vec<(&str, Arg<'_>)> = vec![("year", "\u{0}".into())];
            all.extend(args.iter().map(|(name, text)| (*name, Arg::from(text.clone()))));
            let text = words.say(key, &all);
            text.split_once('\u{0}').map_or((text.clone(), String::new()), |(a, b)| (a.to_owned(), b.to_owned()))
        };
        let month = |m: usize| words.ui(MONTHS.get(m).copied().unwrap_or_default()).to_owned();
        let state = |key: &str, letter: &str| {
            let mut cell = String::from("<td><abbr title=\"");
            escape(&mut cell, words.term("messages", key));
            let _ = write!(cell, "\">[{letter}]</abbr></td>");
            cell
        };
        Self {
            frame,
            words,
            names: frame.playbook.indicators.iter().map(|i| named(words, &i.name, &i.id)).collect(),
            dimensions: frame.playbook.dimensions.iter().map(|d| short(words, &d.name, "dimensions", &d.id)).collect(),
            months_short: MONTHS_SHORT.iter().map(|key| words.ui(key)).collect(),
            years: period("period.year", &[]),
            quarters: (1..=4).map(|q| period("period.quarter", &[("quarter", q.to_string())])).collect(),
            months: (0..12).map(|m| period("period.month", &[("month", month(m))])).collect(),
            weeks: (1..=53).map(|w| period("period.week", &[("week", w.to_string())])).collect(),
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
    pub fn value(&self, unit: Unit, value: f64, n: Option<f64>) -> String {
        self.words.value(unit, value, n)
    }

    /// An interval with its unit said once: `26 to 35%`.
    pub fn interval(&self, unit: Unit, lower: f64, upper: f64, n: Option<f64>) -> String {
        let (low, high) = (self.words.bare(unit, lower, n), self.words.bare(unit, upper, n));
        if upper.is_infinite() {
            return self.say("chart.interval_open", &[("low", self.value(unit, lower, n).into())]);
        }
        let range = self.say("format.interval", &[("low", low.into()), ("high", high.into())]);
        self.say(unit_message(unit), &[("v", range.into()), ("n", Arg::Count(2))])
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
        let (list, at) = match period {
            Period::Year(_) => (std::slice::from_ref(&self.years), 1),
            Period::Quarter(_, q) => (self.quarters.as_slice(), q),
            Period::Month(_, m) => (self.months.as_slice(), m),
            Period::Week(_, w) => (self.weeks.as_slice(), w),
        };
        if let Some((before, after)) = usize::try_from(at - 1).ok().and_then(|at| list.get(at)) {
            out.push_str(before);
            crate::words::number::fixed(out, f64::from(period.year()), 0, true);
            out.push_str(after);
        }
    }

    /// A period in few letters: `Oct 2026`.
    pub fn period_short(&self, period: Period) -> String {
        let year = || Arg::from(period.year().to_string());
        match period {
            Period::Year(_) => self.period(period),
            Period::Quarter(_, q) => {
                self.say("chart.short.quarter", &[("year", year()), ("quarter", q.to_string().into())])
            }
            Period::Month(_, m) => {
                self.say("chart.short.month", &[("year", year()), ("month", self.month_short(m).into())])
            }
            Period::Week(_, w) => self.say("chart.short.week", &[("year", year()), ("week", w.to_string().into())]),
        }
    }

    /// Short name of a month, from 1.
    pub fn month_short(&self, month: i8) -> &'a str {
        usize::try_from(month - 1).ok().and_then(|at| self.months_short.get(at)).copied().unwrap_or("")
    }

    /// The table cell of a state without a number.
    pub fn state_cell<T>(&self, state: &Published<T>) -> &str {
        match state {
            Published::Value(_) => "<td></td>",
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

#[rustfmt::skip]
const MONTHS: [&str; 12] = [
    "month.1", "month.2", "month.3", "month.4", "month.5", "month.6",
    "month.7", "month.8", "month.9", "month.10", "month.11", "month.12",
];

const MONTHS_SHORT: [&str; 12] = [
    "month_short.1",
    "month_short.2",
    "month_short.3",
    "month_short.4",
    "month_short.5",
    "month_short.6",
    "month_short.7",
    "month_short.8",
    "month_short.9",
    "month_short.10",
    "month_short.11",
    "month_short.12",
];

/// The message that puts a number into its unit.
pub fn unit_message(unit: Unit) -> &'static str {
    match unit {
        Unit::Percent => "unit.percent",
        Unit::Per10k => "unit.per_10k",
        Unit::Per1k => "unit.per_1k",
        Unit::Per100 => "unit.per_100",
        Unit::Count => "unit.count",
        Unit::Persons => "unit.persons",
        Unit::Hours => "unit.hours",
        Unit::Days => "unit.days",
        Unit::Months => "unit.months",
        Unit::Ratio => "unit.ratio",
        Unit::Index => "unit.index",
        Unit::Points => "unit.points",
        Unit::Balance => "unit.balance",
        Unit::Net => "unit.net",
        Unit::Currency => "unit.currency",
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
