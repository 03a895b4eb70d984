//! Lorenz curve of contributions by deciles: no person can be read off.

use super::{Figure, Kit};
use crate::report::GroupReport;

/// Spread of contributions at the reported period; `None` where it is not published.
pub fn lorenz(_kit: &Kit, _report: &GroupReport, _number: usize) -> Option<Figure> {
    None
}
