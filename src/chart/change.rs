//! Overview: overall scores of groups a year ago and now, open and filled dots.

use super::{Figure, Kit};
use crate::report::GroupSummary;

/// Overall scores of groups a year ago (open) and now (filled); `None` where no group can be compared.
pub fn change(_kit: &Kit, _groups: &[GroupSummary], _number: usize) -> Option<Figure> {
    None
}
