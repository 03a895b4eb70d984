//! Notes: what is needed to order and link them. Their text is read when their page is made.

use super::{Lang, Period};
use jiff::civil::Date;

/// Kind of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteKind {
    /// Part of the page it belongs to.
    Note,
    /// News, listed under updates and in the feeds.
    Update,
    /// A correction of something published.
    Correction,
    /// A member's story; needs consent.
    Story,
}

impl NoteKind {
    /// The id used in files and texts.
    pub fn id(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Update => "update",
            Self::Correction => "correction",
            Self::Story => "story",
        }
    }
}

/// One Markdown file.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Path of the source file from the site folder.
    pub source: Box<str>,
    /// File name without language suffix and `.md`; the same for all translations of a note.
    pub slug: Box<str>,
    /// Language.
    pub lang: Lang,
    /// Title from the front matter.
    pub title: Option<Box<str>>,
    /// Day from the front matter.
    pub date: Option<Date>,
    /// Period it speaks of.
    pub period: Option<Period>,
    /// Author.
    pub author: Option<Box<str>>,
    /// Kind.
    pub kind: NoteKind,
    /// Where the Markdown begins: byte offset in the file, behind a byte order mark and the front matter.
    pub body_at: u32,
    /// Line in the file on which the Markdown begins, from 1.
    pub body_line: u32,
    /// Whether the Markdown holds a character that links and pictures begin with: most notes need no second look.
    pub may_link: bool,
}
