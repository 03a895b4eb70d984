//! Survival steps: how many are still members after so many months.

use super::{Figure, Kit};
use crate::report::GroupReport;

/// Kaplan-Meier curve at the reported period; `None` where it is not published.
pub fn survival(_kit: &Kit, _report: &GroupReport, _number: usize) -> Option<Figure> {
    None
}
