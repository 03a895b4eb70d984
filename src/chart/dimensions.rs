//! Dot plot of the dimension scores with the data and the method interval.

use super::{Figure, Kit};
use crate::report::GroupReport;

/// Scores of the dimensions at the reported period; `None` where none is shown.
pub fn dimensions(_kit: &Kit, _report: &GroupReport, _number: usize) -> Option<Figure> {
    None
}
