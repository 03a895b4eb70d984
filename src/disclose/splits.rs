//! Splits of a total into named parts.

use super::Rules;
use super::cells::Cells;
use super::published::{Published, Split};
use crate::model::series::Series;

/// Reasons for leaving, as fields.
pub const REASONS: &[&str] = &[
    "leave_reasons.need",
    "leave_reasons.management",
    "leave_reasons.content",
    "leave_reasons.pressure",
    "leave_reasons.other",
    "leave_reasons.unknown",
];

/// Answers to the recommendation question, as fields.
pub const RECOMMEND: &[&str] = &["recommend.promoter", "recommend.passive", "recommend.detractor"];

/// Which map of the series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Joins by channel: persons.
    Channels,
    /// Items by format: things.
    Formats,
}

/// Whether a split of persons says too much: a part from 1 to k−1, or everybody in one part.
pub fn telling(parts: &[f64], rules: &Rules) -> bool {
    let classes = parts.iter().filter(|part| **part > 0.0).count();
    parts.iter().any(|part| rules.small(*part)) || (rules.protects && classes == 1)
}

/// A map of the series as it may be published: whole, or withheld whole; empty where it was not measured.
pub fn column(series: &Series, rules: &Rules, cells: &Cells, part: Part) -> Vec<Split> {
    (0..series.periods().len())
        .map(|row| {
            let map = series.lists(row).and_then(|lists| match part {
                Part::Channels => lists.joined_by_channel.as_ref(),
                Part::Formats => lists.items_by_format.as_ref(),
            });
            let Some(map) = map else { return Split::new() };
            let values: Vec<f64> = map.iter().map(|(_, count)| f64::from(*count)).collect();
            let hidden = match part {
                Part::Channels => cells.joins_hidden(row) || telling(&values, rules),
                Part::Formats => cells.row_hidden(row),
            };
            let cell = |value| if hidden { Published::Withheld } else { Published::Value(value) };
            map.iter().map(|(name, count)| (name.clone(), cell(f64::from(*count)))).collect()
        })
        .collect()
}
