//! The data files of the written site, its manifest and what describes them.
//!
//! Everything here is text appended in the order of groups; nothing is held for the whole site.

pub mod csv;
pub mod datapackage;
pub mod history;
pub mod json;
pub mod manifest;
pub mod own;
pub mod rows;
pub mod search;
pub mod sitemap;
pub mod written;

pub use rows::Rows;
pub use written::Written;

use crate::disclose::Facts;
use crate::judge::Assessment;
use crate::model::SitePath;
use crate::report::{Frame, GroupReport, PlaceReport};
use crate::score::Scores;

/// What the rows of a group and of a place have in common.
pub struct Subject<'a> {
    /// Path of the place, empty when a group lies in none.
    pub place: &'a str,
    /// Path of the group, empty for a place's own rows.
    pub group: &'a str,
    /// Row that is reported.
    pub row: Option<usize>,
    /// Numbers.
    pub facts: &'a Facts,
    /// Scores.
    pub scores: &'a Scores,
    /// Findings, advice, follow-up.
    pub assessment: &'a Assessment,
    /// Whether an overall score is made at all (groups).
    pub scored: bool,
}

impl<'a> Subject<'a> {
    /// A group.
    pub fn group(frame: &'a Frame, report: &'a GroupReport) -> Self {
        let place = report.profile.place.and_then(|at| frame.places.get(at)).map_or("", |place| place.path.as_str());
        Self {
            place,
            group: report.profile.path.as_str(),
            row: report.row,
            facts: &report.facts,
            scores: &report.scores,
            assessment: &report.assessment,
            scored: true,
        }
    }

    /// A place.
    pub fn place(report: &'a PlaceReport) -> Self {
        Self {
            place: report.link.path.as_str(),
            group: "",
            row: report.row,
            facts: &report.facts,
            scores: &report.scores,
            assessment: &report.assessment,
            scored: false,
        }
    }
}

/// Path of a file beside a page.
pub fn beside(path: &SitePath, file: &str) -> String {
    format!("{path}/{file}")
}
