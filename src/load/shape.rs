//! The shape of every file of the format: its keys, what stands under them, and what each is for.
//!
//! One table serves the messages about wrong keys and wrong types and the JSON Schema for editors.

use super::slots::Owner;

/// What may stand at a place.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A text.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A day, `2026-10-31`.
    Date,
    /// A period, `2026`, `2026-Q3`, `2026-10` or `2026-W41`.
    Period,
    /// A whole number of 0 or more.
    Count,
    /// Any finite number.
    Number,
    /// `true` or `false`.
    Bool,
    /// A text, or a map from language tag to text.
    Local,
    /// A date or address as evidence, `true`, `false` or `unknown`.
    Answer,
    /// A map with these keys.
    Map(&'static [Key]),
    /// One of these words, or a map with these keys.
    WordOrMap(&'static [&'static str], &'static [Key]),
    /// A map from free keys to values of one shape; the words say what a key is.
    Dict(&'static str, &'static Shape),
    /// A list of values of one shape.
    List(&'static Shape),
    /// A map from period to the measurements of a group or of a place.
    Periods(Owner),
    /// Anything that is well formed.
    Any,
}

/// A key of a map.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What stands under it.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// What it is for.
    pub about: &'static str,
}

/// The kinds of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are the files of the format")]
pub enum FileKind {
    Site,
    Place,
    Group,
    Moves,
    FrontMatter,
}

impl FileKind {
    /// The shape of the whole file.
    pub fn shape(self) -> Shape {
        match self {
            Self::Site => Shape::Map(SITE),
            Self::Place => Shape::Map(PLACE),
            Self::Group => Shape::Map(GROUP),
            Self::Moves => Shape::List(&Shape::Map(MOVE)),
            Self::FrontMatter => Shape::Map(FRONT_MATTER),
        }
    }
}

const fn must(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, shape, required: true, about }
}

const fn may(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, shape, required: false, about }
}

/// Types of groups.
pub const TYPES: &[&str] = &["industry", "interest", "regional", "other"];
/// Platforms.
pub const PLATFORMS: &[&str] = &["chat", "forum", "club", "mixed"];
/// Kinds of place.
pub const PLACE_KINDS: &[&str] = &["province", "city", "county", "district", "township", "village", "campus", "other"];
/// Disclosure profiles.
pub const PROFILES: &[&str] = &["internal", "open", "standard", "strict", "uk_health"];
/// States of an action.
pub const STATUSES: &[&str] = &["planned", "running", "done", "dropped"];
/// Kinds of a move.
pub const MOVE_KINDS: &[&str] = &["voluntary", "removed"];
/// Reasons for leaving.
pub const REASONS: &[&str] = &["need", "management", "content", "pressure", "other", "unknown"];
/// Kinds of an event.
pub const EVENT_KINDS: &[&str] = &["online", "offline"];
/// Kinds of a note.
pub const NOTE_KINDS: &[&str] = &["note", "update", "correction", "story"];
/// Lengths of period.
pub const GRANULARITIES: &[&str] = &["week", "month", "quarter", "year"];
/// Term lists for Traditional Chinese.
pub const HANT_TERMS: &[&str] = &["tw", "mainland"];
/// Pages with a card.
pub const CARDS: &[&str] = &["none", "places", "all"];
/// Words for a life without an end.
pub const LIFESPANS: &[&str] = &["ongoing"];

const SITE: &[Key] = &[
    must("title", Shape::Local, "Title of the site."),
    may("summary", Shape::Local, "One or two sentences about the site."),
    may("publisher", Shape::Map(PUBLISHER), "Who publishes the site."),
    may("base_url", Shape::Text, "Address of the published site, for what needs absolute addresses."),
    may("languages", Shape::List(&Shape::Text), "Languages of the site; the first lives at the root."),
    may("licence", Shape::Text, "SPDX id of the licence of the data, such as CC-BY-4.0."),
    may(
        "as_of",
        Shape::Period,
        "Last period reported; the newest in the data where it is not given. A period is assessed once it is over.",
    ),
    may("period", Shape::Word(GRANULARITIES), "Length of period that the groups report; others are warned about."),
    may("disclosure", Shape::Map(DISCLOSURE), "What is withheld to protect members."),
    may("scoring", Shape::Map(SCORING), "How scores and grades are made."),
    may("data", Shape::Map(DATA), "Which data files are written."),
    may("terms", Shape::Map(TERMS), "Which vocabulary a language uses."),
    may("cards", Shape::Word(CARDS), "Pages with a picture for shared links: none, the overview and places, or all."),
    may("fictional", Shape::Bool, "Whether everything on the site is invented: every page then says so."),
];

const PUBLISHER: &[Key] = &[
    may("name", Shape::Local, "Name."),
    may("url", Shape::Text, "Home page."),
    may("email", Shape::Text, "Contact address."),
];

const DISCLOSURE: &[Key] = &[
    may("profile", Shape::Word(PROFILES), "How much is withheld; standard where it is not given."),
    may(
        "minimum_count",
        Shape::Count,
        "Smallest count of persons that is published; may only raise the profile's own.",
    ),
    may(
        "reason",
        Shape::Local,
        "Why nothing needs to be withheld; asked for by the profile open, printed on the site.",
    ),
];

const SCORING: &[Key] = &[
    may("grades", Shape::Map(GRADES), "Lowest scores of the grades A to D."),
    may("weights", Shape::Dict("dimension", &Shape::Number), "Weights of dimensions."),
    may("minimum_periods", Shape::Count, "Measured periods before a group is judged."),
    may("minimum_coverage", Shape::Number, "Share of the weights, 0 to 1, that must be known for an overall score."),
    may(
        "core_dimensions",
        Shape::List(&Shape::Text),
        "Dimensions of which at most one may be missing from an overall score.",
    ),
];

const GRADES: &[Key] = &[
    must("A", Shape::Number, "Lowest score of an A."),
    must("B", Shape::Number, "Lowest score of a B."),
    must("C", Shape::Number, "Lowest score of a C."),
    must("D", Shape::Number, "Lowest score of a D."),
];

const DATA: &[Key] = &[may("history", Shape::Bool, "Whether the data of all periods is written under /data/history/.")];

const TERMS: &[Key] = &[may("zh-Hant", Shape::Word(HANT_TERMS), "Vocabulary of Traditional Chinese.")];

const PLACE: &[Key] = &[
    must("name", Shape::Local, "Name of the place."),
    may("kind", Shape::Word(PLACE_KINDS), "Kind of place."),
    may(
        "peers",
        Shape::List(&Shape::Text),
        "Places it is compared with; every place of the same kind where it is not given.",
    ),
    may("not_applicable", Shape::Dict("indicator", &Shape::Local), "Indicators that do not apply, with the reason."),
    may("actions", Shape::List(&Shape::Map(ACTION)), "What was done about earlier advice."),
    may("periods", Shape::Periods(Owner::Place), "Measurements by period."),
];

const GROUP: &[Key] = &[
    must("name", Shape::Local, "Name of the group."),
    may("type", Shape::Word(TYPES), "Type of group."),
    may("platform", Shape::Word(PLATFORMS), "Where the group meets."),
    may("channels", Shape::List(&Shape::Text), "Where it is found and recruits."),
    may("lifespan", Shape::WordOrMap(LIFESPANS, DAYS), "Without an end, or from a day until a day."),
    may("founded", Shape::Period, "When it was founded."),
    may("capacity", Shape::Count, "Most members the platform allows."),
    may("operators", Shape::Count, "People who run it."),
    may("operators_trained", Shape::Count, "Of these, people with training."),
    may("moderators", Shape::Count, "People who moderate."),
    may("last_evaluation", Shape::Date, "Day of the last evaluation."),
    may("goals", Shape::List(&Shape::Map(GOAL)), "Goals with baseline, target and time."),
    may("checklists", Shape::Dict("checklist", &Shape::Dict("item", &Shape::Answer)), "Answers to the checklists."),
    may("not_applicable", Shape::Dict("indicator", &Shape::Local), "Indicators that do not apply, with the reason."),
    may("renewals", Shape::List(&Shape::Map(RENEWAL)), "Times in which the membership was renewed on purpose."),
    may("actions", Shape::List(&Shape::Map(ACTION)), "What was done about earlier advice."),
    may("periods", Shape::Periods(Owner::Group), "Measurements by period."),
];

const DAYS: &[Key] = &[must("from", Shape::Date, "First day."), must("until", Shape::Date, "Last day.")];

const GOAL: &[Key] = &[
    must("indicator", Shape::Text, "Id of the indicator."),
    must("baseline", Shape::Number, "Value at the start."),
    must("target", Shape::Number, "Value aimed at."),
    must("from", Shape::Period, "First period."),
    must("by", Shape::Period, "Period by which the target is to be reached."),
];

const RENEWAL: &[Key] = &[
    must("from", Shape::Date, "First day."),
    must("until", Shape::Date, "Last day."),
    may("note", Shape::Local, "What was done."),
];

const ACTION: &[Key] = &[
    must("advice", Shape::Text, "Id of the advice."),
    must("status", Shape::Word(STATUSES), "How far it has come."),
    may("started", Shape::Period, "Period in which it began."),
    may("note", Shape::Local, "What was done."),
];

const MOVE: &[Key] = &[
    must("period", Shape::Period, "When."),
    must("from", Shape::Text, "Group they left, or outside."),
    must("to", Shape::Text, "Group they joined, or outside."),
    must("count", Shape::Count, "How many members."),
    must("kind", Shape::Word(MOVE_KINDS), "Gone of their own will, or removed."),
    may("reason", Shape::Word(REASONS), "Why; unknown where it is not given."),
];

/// An entry of `tenure`.
pub const TENURE: &[Key] = &[
    must("months", Shape::Number, "Months since joining, until leaving or the period's end."),
    must("left", Shape::Bool, "Whether the member has left."),
];

/// An entry of `events`.
pub const EVENT: &[Key] = &[
    may("date", Shape::Date, "Day."),
    must("kind", Shape::Word(EVENT_KINDS), "Online, or at a place."),
    may("registered", Shape::Count, "Persons registered."),
    may("attended", Shape::Count, "Persons who came."),
];

const FRONT_MATTER: &[Key] = &[
    may("title", Shape::Text, "Title of the note."),
    may("date", Shape::Date, "Day of the note."),
    may("period", Shape::Period, "Period the note is about."),
    may("author", Shape::Text, "Who wrote it."),
    may("kind", Shape::Word(NOTE_KINDS), "Kind of note."),
    may("lang", Shape::Text, "Language of the note."),
    may("draft", Shape::Bool, "Whether it is left out of the site for now."),
    may(
        "consent",
        Shape::Answer,
        "That the person a story is about has agreed: true, or the day or address of the agreement.",
    ),
];
