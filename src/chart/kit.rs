//! What every drawing of a language needs, resolved once, and whom a drawing is about.

use crate::disclose::Facts;
use crate::model::group::{GroupType, Platform, Renewal};
use crate::report::{Frame, GroupReport, PlaceReport};
use crate::words::Words;

/// Frame and words, and the texts that every drawing of a language needs. Make one a language, not one a page.
pub struct Kit<'a> {
    /// What every page shares.
    pub frame: &'a Frame,
    /// Texts of the language.
    pub words: &'a Words,
}

impl<'a> Kit<'a> {
    /// For the drawings of one language.
    pub fn new(frame: &'a Frame, words: &'a Words) -> Self {
        Self { frame, words }
    }
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
}
