//! Small multiples: several indicators, each on its own scale.

use super::{Figure, Kit, Subject};

/// Trends of several indicators; those without a published value are left out. `None` where none remains.
pub fn multiples(_kit: &Kit, _subject: Subject, _indicators: &[usize], _number: usize) -> Option<Figure> {
    None
}
