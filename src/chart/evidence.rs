//! Evidence line: interval, value and thresholds, small enough to stand beside a sentence.

use super::Kit;
use crate::judge::Line;

/// An SVG of 132 by 18 units; `None` where the line carries no number that could be drawn.
pub fn evidence(_kit: &Kit, _line: &Line) -> Option<String> {
    None
}
