//! Peers strip: a place among places of its kind, indicator by indicator.

use super::{Figure, Kit};
use crate::report::PlaceReport;

/// A place (dot) and its peers (ticks); indicators without a published value are left out.
pub fn peers(_kit: &Kit, _report: &PlaceReport, _indicators: &[usize], _number: usize) -> Option<Figure> {
    None
}
