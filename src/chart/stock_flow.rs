//! Stock and flow of members: how many there are, who came, who left.

use super::{Figure, Kit};
use crate::report::GroupReport;

/// Members at the end of each period, joins and departures; `None` where no member count is published.
pub fn stock_and_flow(_kit: &Kit, _report: &GroupReport, _number: usize) -> Option<Figure> {
    None
}
