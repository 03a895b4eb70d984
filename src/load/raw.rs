//! The files as they are written, key by key. Unknown keys are refused; everything else is checked later.

use super::raw_periods::RawPeriods;
use super::yaml::typed::{Dict, List, LocalText, Moment, Number, Text, TextOrBool, given, needed};
use serde::Deserialize;

/// `site.yaml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "fields are named and explained in the input format")]
pub struct RawSite {
    #[serde(default, deserialize_with = "given")]
    pub title: Option<LocalText>,
    #[serde(default, deserialize_with = "given")]
    pub summary: Option<LocalText>,
    #[serde(default, deserialize_with = "given")]
    pub publisher: Option<RawPublisher>,
    #[serde(default, deserialize_with = "given")]
    pub base_url: Option<Text>,
    #[serde(default, deserialize_with = "given")]
    pub languages: Option<List<Text>>,
    #[serde(default, deserialize_with = "given")]
    pub licence: Option<Text>,
    #[serde(default, deserialize_with = "given")]
    pub as_of: Option<Moment>,
    #[serde(default, deserialize_with = "given")]
    pub period: Option<Text>,
    #[serde(default, deserialize_with = "given")]
    pub disclosure: Option<RawDisclosure>,
    #[serde(default, deserialize_with = "given")]
    pub scoring: Option<RawScoring>,
    #[serde(default, deserialize_with = "given")]
    pub data: Option<RawData>,
    #[serde(default, deserialize_with = "given")]
    pub terms: Option<RawTerms>,
    #[serde(default, deserialize_with = "given")]
    pub cards: Option<Text>,
    #[serde(default, deserialize_with = "given")]
    pub fictional: Option<bool>,
}

/// `publisher`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "fields are named and explained in the input format")]
pub struct RawPublisher {
    #[serde(default, deserialize_with = "given")]
    pub name: Option<LocalText>,
    #[serde(default, deserialize_with = "given")]
    pub url: Option<Text>,
    #[serde(default, deserialize_with = "given")]
    pub email: Option<Text>,
}

/// `disclosure`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "fields are named and explained in the input format")]
pub struct RawDisclosure {
    #[serde(default, deserialize_with = "given")]
    pub profile: Option<Text>,
    #[serde(default, deserialize_with = "given")]
    pub minimum_count: Option<Number>,
    #[serde(default, deserialize_with = "given")]
    pub reason: Option<LocalText>,
}

/// `scoring`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "fields are named and explained in the input format")]
pub struct RawScoring {
    #[serde(default, deserialize_with = "given")]
    pub grades: Option<RawGrades>,
    #[serde(default, deserialize_with = "given")]
    pub weights: Option<Dict<Number>>,
    #[serde(default, deserialize_with = "given")]
    pub minimum_periods: Option<Number>,
    #[serde(default, deserialize_with = "given")]
    pub minimum_coverage: Option<Number>,
    #[serde(default, deserialize_with = "given")]
    pub core_dimensions: Option<List<Text>>,
}

/// `scoring.grades`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, non_snake_case, reason = "the keys of the format are the grades")]
pub struct RawGrades {
    #[serde(deserialize_with = "needed")]
    pub A: Number,
    #[serde(deserialize_with = "needed")]
    pub B: Number,
    #[serde(deserialize_with = "needed")]
    pub C: Number,
    #[serde(deserialize_with = "needed")]
    pub D: Number,
}

/// `data`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "fields are named and explained in the input format")]
pub struct RawData {
    #[serde(default, deserialize_with = "given")]
    pub history: Option<bool>,
}

/// `terms`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "fields are named and explained in the input format")]
pub struct RawTerms {
    #[serde(default, rename = "zh-Hant", deserialize_with = "given")]
    pub zh_hant: Option<Text>,
}

/// `place.yaml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "fields are named and explained in the input format")]
pub struct RawPlace {
    #[serde(default, deserialize_with = "given")]
    pub name: Option<LocalText>,
    #[serde(default, deserialize_with = "given")]
    pub kind: Option<Text>,
    #[serde(default, deserialize_with = "given")]
    pub peers: Option<List<Text>>,
    #[serde(default, deserialize_with = "given")]
    pub not_applicable: Option<Dict<LocalText>>,
    #[serde(default, deserialize_with = "given")]
    pub actions: Option<List<RawAction>>,
    #[serde(default, deserialize_with = "given")]
    pub periods: Option<RawPeriods>,
}

/// `group.yaml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "fields are named and explained in the input format")]
pub struct RawGroup {
    #[serde(default, deserialize_with = "given")]
    pub name: Option<LocalText>,
    #[serde(default, rename = "type", deserialize_with = "given")]
    pub kind: Option<Text>,
    #[serde(default, deserialize_with = "given")]
    pub platform: Option<Text>,
    #[serde(default, deserialize_with = "given")]
    pub channels: Option<List<Text>>,
    #[serde(default, deserialize_with = "given")]
    pub lifespan: Option<RawLifespan>,
    #[serde(default, deserialize_with = "given")]
    pub founded: Option<Moment>,
    #[serde(default, deserialize_with = "given")]
    pub capacity: Option<Number>,
    #[serde(default, deserialize_with = "given")]
    pub operators: Option<Number>,
    #[serde(default, deserialize_with = "given")]
    pub operators_trained: Option<Number>,
    #[serde(default, deserialize_with = "given")]
    pub moderators: Option<Number>,
    #[serde(default, deserialize_with = "given")]
    pub last_evaluation: Option<Text>,
    #[serde(default, deserialize_with = "given")]
    pub goals: Option<List<RawGoal>>,
    #[serde(default, deserialize_with = "given")]
    pub checklists: Option<Dict<Dict<TextOrBool>>>,
    #[serde(default, deserialize_with = "given")]
    pub not_applicable: Option<Dict<LocalText>>,
    #[serde(default, deserialize_with = "given")]
    pub renewals: Option<List<RawRenewal>>,
    #[serde(default, deserialize_with = "given")]
    pub actions: Option<List<RawAction>>,
    #[serde(default, deserialize_with = "given")]
    pub periods: Option<RawPeriods>,
}

/// `lifespan`: a word or two days.
#[derive(Debug, Clone, PartialEq)]
pub enum RawLifespan {
    /// `ongoing`.
    Word(Box<str>),
    /// From a day until a day.
    Days(RawDays),
}

/// Two days.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "fields are named and explained in the input format")]
pub struct RawDays {
    #[serde(deserialize_with = "needed")]
    pub from: Text,
    #[serde(deserialize_with = "needed")]
    pub until: Text,
}

/// An entry of `goals`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "fields are named and explained in the input format")]
pub struct RawGoal {
    #[serde(deserialize_with = "needed")]
    pub indicator: Text,
    #[serde(deserialize_with = "needed")]
    pub baseline: Number,
    #[serde(deserialize_with = "needed")]
    pub target: Number,
    #[serde(deserialize_with = "needed")]
    pub from: Moment,
    #[serde(deserialize_with = "needed")]
    pub by: Moment,
}

/// An entry of `renewals`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "fields are named and explained in the input format")]
pub struct RawRenewal {
    #[serde(deserialize_with = "needed")]
    pub from: Text,
    #[serde(deserialize_with = "needed")]
    pub until: Text,
    #[serde(default, deserialize_with = "given")]
    pub note: Option<LocalText>,
}

/// An entry of `actions`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "fields are named and explained in the input format")]
pub struct RawAction {
    #[serde(deserialize_with = "needed")]
    pub advice: Text,
    #[serde(deserialize_with = "needed")]
    pub status: Text,
    #[serde(default, deserialize_with = "given")]
    pub started: Option<Moment>,
    #[serde(default, deserialize_with = "given")]
    pub note: Option<LocalText>,
}

/// An entry of `moves.yaml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "fields are named and explained in the input format")]
pub struct RawMove {
    #[serde(deserialize_with = "needed")]
    pub period: Moment,
    #[serde(deserialize_with = "needed")]
    pub from: Text,
    #[serde(deserialize_with = "needed")]
    pub to: Text,
    #[serde(deserialize_with = "needed")]
    pub count: Number,
    #[serde(deserialize_with = "needed")]
    pub kind: Text,
    #[serde(default, deserialize_with = "given")]
    pub reason: Option<Text>,
}

/// An entry of `tenure`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "fields are named and explained in the input format")]
pub struct RawTenure {
    #[serde(deserialize_with = "needed")]
    pub months: Number,
    #[serde(deserialize_with = "needed")]
    pub left: bool,
}

/// An entry of `events`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "fields are named and explained in the input format")]
pub struct RawEvent {
    #[serde(default, deserialize_with = "given")]
    pub date: Option<Text>,
    #[serde(deserialize_with = "needed")]
    pub kind: Text,
    #[serde(default, deserialize_with = "given")]
    pub registered: Option<Number>,
    #[serde(default, deserialize_with = "given")]
    pub attended: Option<Number>,
}

/// The front matter of a note.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "fields are named and explained in the input format")]
pub struct RawFrontMatter {
    #[serde(default, deserialize_with = "given")]
    pub title: Option<Text>,
    #[serde(default, deserialize_with = "given")]
    pub date: Option<Text>,
    #[serde(default, deserialize_with = "given")]
    pub period: Option<Moment>,
    #[serde(default, deserialize_with = "given")]
    pub author: Option<Text>,
    #[serde(default, deserialize_with = "given")]
    pub kind: Option<Text>,
    #[serde(default, deserialize_with = "given")]
    pub lang: Option<Text>,
    #[serde(default, deserialize_with = "given")]
    pub draft: Option<bool>,
    #[serde(default, deserialize_with = "given")]
    pub consent: Option<TextOrBool>,
}
