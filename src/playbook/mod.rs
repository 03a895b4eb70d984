//! The playbook: dimensions, indicators, findings and advice with their thresholds and sources, as data.
//!
//! [`Playbook::builtin`] reads the embedded YAML; a site's own `playbook.yaml` is laid over it by
//! [`overlay::overlay`]. Words live in [`crate::words`].

pub mod advice;
pub mod finding;
pub mod indicator;
pub mod test;

pub use advice::{Actor, Advice, Effort};
pub use finding::{Finding, FindingKind};
pub use indicator::{Direction, Indicator, IntervalMethod, Level, Mark, Measure, Normalise, Scale, Unit};
pub use test::Test;

use crate::model::Localized;

/// A dimension of the score.
#[derive(Debug, Clone, PartialEq)]
pub struct Dimension {
    /// Id.
    pub id: Box<str>,
    /// Letter in the catalogue; `None` for a site's own.
    pub letter: Option<char>,
    /// Of groups or of places.
    pub level: Level,
    /// Weight in the overall score.
    pub weight: f64,
    /// Whether the overall score needs it (all but one of the core dimensions must be shown).
    pub core: bool,
    /// Name given in a site's own playbook; built-in names live in the texts.
    pub name: Localized,
}

/// Where a threshold comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Key.
    pub key: Box<str>,
    /// Short citation, such as `Joyce & Kraut 2006`.
    pub cite: Box<str>,
    /// Full title.
    pub title: Box<str>,
    /// Address.
    pub url: Option<Box<str>>,
    /// S, P or C.
    pub mark: Mark,
}

/// Everything the program measures, judges and advises. Indices into these vectors are stable for a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Playbook {
    /// Dimensions in order.
    pub dimensions: Vec<Dimension>,
    /// Indicators in order of the catalogue, then the site's own.
    pub indicators: Vec<Indicator>,
    /// Findings in order of the catalogue, then the site's own.
    pub findings: Vec<Finding>,
    /// Advice in order of the catalogue, then the site's own.
    pub advice: Vec<Advice>,
    /// Sources.
    pub sources: Vec<Source>,
    /// Identifies the method: 12 hex digits of the SHA-256 of the playbook in force.
    pub method_version: Box<str>,
}

impl Playbook {
    /// Index of an indicator.
    pub fn indicator(&self, id: &str) -> Option<usize> {
        self.indicators.iter().position(|entry| &*entry.id == id)
    }

    /// Index of a finding.
    pub fn finding(&self, id: &str) -> Option<usize> {
        self.findings.iter().position(|entry| &*entry.id == id)
    }

    /// Index of a piece of advice.
    pub fn advice(&self, id: &str) -> Option<usize> {
        self.advice.iter().position(|entry| &*entry.id == id)
    }

    /// Index of a dimension.
    pub fn dimension(&self, id: &str) -> Option<usize> {
        self.dimensions.iter().position(|entry| &*entry.id == id)
    }

    /// Index of a source.
    pub fn source(&self, key: &str) -> Option<usize> {
        self.sources.iter().position(|entry| &*entry.key == key)
    }
}
