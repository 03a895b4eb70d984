//! What a note's Markdown needs to know of the page it stands on.

use crate::model::Lang;

/// What a note needs to know of the page it stands on.
pub struct Desk<'a> {
    /// Path of the note from the site folder.
    pub source: &'a str,
    /// Languages of the site: a file's suffix may be one.
    pub languages: &'a [Lang],
    /// Level of the note's highest headings, 2 to 6.
    pub heading: u8,
    /// Begins every id of the note.
    pub id: &'a str,
    /// Words for done and open tasks, tables, code, and footnotes.
    pub labels: Labels<'a>,
    /// The way to a page of this site: folder and fragment.
    pub page: &'a dyn Fn(&str, Option<&str>) -> String,
    /// The way to a file of this site.
    pub file: &'a dyn Fn(&str) -> String,
    /// The published value of an indicator in words, as markup; `None` for an unknown one.
    pub value: &'a dyn Fn(&str) -> Option<String>,
}

/// Words that a note's markup needs.
#[derive(Debug, Clone, Copy)]
pub struct Labels<'a> {
    /// Of a task that is done.
    pub done: &'a str,
    /// Of one that is not.
    pub open: &'a str,
    /// Of a table's scrolling region.
    pub table: &'a str,
    /// Of a block of code.
    pub code: &'a str,
    /// Of the way back from a footnote.
    pub back: &'a str,
}
