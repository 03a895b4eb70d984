//! A place: city, county, district, campus, with its own measurements and the moves between its groups.

use super::group::{Action, NotApplicable};
use super::note::Note;
use super::{Localized, Period, Series, SitePath};

/// Kind of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the variants are the administrative terms themselves")]
pub enum PlaceKind {
    Province,
    City,
    County,
    District,
    Township,
    Village,
    Campus,
    Other,
}

impl PlaceKind {
    /// The id used in files and texts.
    pub fn id(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::City => "city",
            Self::County => "county",
            Self::District => "district",
            Self::Township => "township",
            Self::Village => "village",
            Self::Campus => "campus",
            Self::Other => "other",
        }
    }
}

/// Where a member moved from or to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// A group, by index in [`super::Community::groups`].
    Group(usize),
    /// Nowhere that the data knows.
    Outside,
}

/// Why members left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the variants are the reasons of the format")]
pub enum Reason {
    Need,
    Management,
    Content,
    Pressure,
    Other,
    Unknown,
}

impl Reason {
    /// All reasons, in the order of the format.
    pub const ALL: [Self; 6] =
        [Self::Need, Self::Management, Self::Content, Self::Pressure, Self::Other, Self::Unknown];

    /// The id used in files and texts.
    pub fn id(self) -> &'static str {
        match self {
            Self::Need => "need",
            Self::Management => "management",
            Self::Content => "content",
            Self::Pressure => "pressure",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }
}

/// Members who moved between two groups in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// Period.
    pub period: Period,
    /// From.
    pub from: End,
    /// To.
    pub to: End,
    /// Persons.
    pub count: u32,
    /// Removed rather than gone of their own will.
    pub removed: bool,
    /// Reason, where known.
    pub reason: Reason,
}

/// A place.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceNode {
    /// Path from the site's root.
    pub path: SitePath,
    /// Index of the place above.
    pub parent: Option<usize>,
    /// Name.
    pub name: Localized,
    /// Kind.
    pub kind: PlaceKind,
    /// Places it is compared with, by index; itself not among them.
    pub peers: Vec<usize>,
    /// Indicators that do not apply.
    pub not_applicable: Vec<NotApplicable>,
    /// Actions.
    pub actions: Vec<Action>,
    /// Its own measurements of the periods that are over by the reported one.
    pub series: Series,
    /// A period it also has measurements of, which is not over by the reported one and so is not assessed yet.
    pub unfinished: Option<Period>,
    /// Known moves of members between groups.
    pub moves: Vec<Move>,
    /// Notes.
    pub notes: Vec<Note>,
}
