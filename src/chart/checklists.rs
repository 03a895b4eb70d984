//! Checklists of a group: filled, half, open squares, and the score of each.

use super::{Figure, Kit};
use crate::report::GroupReport;

/// The answers of a group's checklists; `None` where there are none.
pub fn checklists(_kit: &Kit, _report: &GroupReport, _number: usize) -> Option<Figure> {
    None
}
