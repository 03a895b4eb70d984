//! What a chart hands to a page.

/// A drawing with all that belongs to it. Texts are plain (escape them for HTML); the drawings and the table are
/// ready markup.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Number on its page, from 1.
    pub number: usize,
    /// Id on its page: `fig-` and the number.
    pub id: String,
    /// Kind, usable as a class: `trend`, `dimensions`, `stock-flow` …
    pub kind: &'static str,
    /// Headline: the finding, no more than the interval bears.
    pub headline: String,
    /// What, unit, period.
    pub subtitle: String,
    /// SVG, 320 units wide, class `n`.
    pub narrow: String,
    /// SVG, 720 units wide, class `w`, where the kind gains from room.
    pub wide: Option<String>,
    /// Description in whole sentences, written from the same numbers.
    pub description: String,
    /// Data table.
    pub table: Table,
}

/// The numbers behind a drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Caption as plain text.
    pub caption: String,
    /// A whole `<table class="data">` with caption, head and `scope` attributes, all cells escaped.
    pub html: String,
}
