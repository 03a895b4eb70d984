//! The playbook: dimensions, indicators, findings and advice with their thresholds and sources, as data.
//!
//! [`builtin`] reads the embedded YAML; [`overlay`] lays a site's own `playbook.yaml` over it. Words live in
//! [`crate::words`].

pub mod advice;
pub mod finding;
pub mod indicator;
pub mod judging;
pub mod measure;
pub mod read;
pub mod test;

pub use advice::{Actor, Advice, Effort};
pub use finding::{Finding, FindingKind};
pub use indicator::{Direction, Indicator, IntervalMethod, Level, Mark, Measure, Normalise, Scale, Unit};
pub use read::{Fault, builtin, overlay};
pub use test::Test;

use crate::model::Localized;
use crate::model::group::GroupType;

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

/// A checklist and its items in the order of printing.
#[derive(Debug, Clone, PartialEq)]
pub struct ChecklistItems {
    /// Id, such as `goal_clarity`.
    pub id: Box<str>,
    /// Name given in a site's own playbook; built-in names live in the texts.
    pub name: Localized,
    /// Items with the name given in a site's own playbook. Those of `type_fit` are of all types: which belong to a
    /// type stands in the finding of that type.
    pub items: Vec<(Box<str>, Localized)>,
}

/// Everything the program measures, judges and advises. Indices into these vectors are stable for a run.
#[derive(Debug, Clone, Default, PartialEq)]
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
    /// Checklists.
    pub checklists: Vec<ChecklistItems>,
    /// Constants of judging.
    pub judging: judging::Judging,
    /// Identifies the method: 12 hex digits of the SHA-256 of the playbook in force.
    pub method_version: Box<str>,
}

impl Playbook {
    /// Index of an indicator.
    pub fn indicator(&self, id: &str) -> Option<usize> {
        self.indicators.iter().position(|entry| &*entry.id == id)
    }

    /// Index of the indicator that asks which reason for leaving leads, a [`Measure::LargestShare`].
    pub fn reasons(&self) -> Option<usize> {
        self.indicators.iter().position(|entry| matches!(entry.measure, Measure::LargestShare { .. }))
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

    /// A checklist.
    pub fn checklist(&self, id: &str) -> Option<&ChecklistItems> {
        self.checklists.iter().find(|list| &*list.id == id)
    }

    /// The items of a checklist that concern a group of this type: for `type_fit` those of the type.
    pub fn checklist_items(&self, id: &str, kind: GroupType) -> Vec<&str> {
        let of_type = self.findings.iter().find(|f| f.kind == FindingKind::Type && f.group_type == Some(kind));
        match of_type.filter(|_| id == "type_fit") {
            Some(finding) => finding.items.iter().map(|item| &**item).collect(),
            None => {
                self.checklist(id).map(|list| list.items.iter().map(|(item, _)| &**item).collect()).unwrap_or_default()
            }
        }
    }

    /// Index of a source.
    pub fn source(&self, key: &str) -> Option<usize> {
        self.sources.iter().position(|entry| &*entry.key == key)
    }
}
