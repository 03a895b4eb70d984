//! Switching flows between groups, and to and from outside.

use super::{Figure, Kit};
use crate::report::Flow;

/// Whose flows are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// A group, by index in the frame.
    Group(usize),
    /// A place, by index in the frame.
    Place(usize),
    /// The whole site.
    Site,
}

/// Moves of members over the last twelve months; `None` where no count is published.
pub fn flows(_kit: &Kit, _scope: Scope, _flows: &[Flow], _number: usize) -> Option<Figure> {
    None
}
