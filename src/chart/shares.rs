//! Stacked shares: reasons for leaving, formats of content.

use super::{Figure, Kit, Subject};

/// Reasons for leaving over the last twelve months, the unknown ones last; `None` where none is published.
pub fn reasons(_kit: &Kit, _subject: Subject, _number: usize) -> Option<Figure> {
    None
}

/// Formats of the items over the last twelve months; `None` where none is published.
pub fn formats(_kit: &Kit, _subject: Subject, _number: usize) -> Option<Figure> {
    None
}
