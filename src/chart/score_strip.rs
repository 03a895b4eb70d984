//! Score strip: the overall score on the scale of grades with both intervals.

use super::{Figure, Kit};
use crate::report::GroupReport;

/// The overall score at the reported period; `None` where there is none.
pub fn score_strip(_kit: &Kit, _report: &GroupReport, _number: usize) -> Option<Figure> {
    None
}
