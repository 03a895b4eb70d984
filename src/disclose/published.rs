//! Published values: a number, or the state that stands in its place.

use crate::measure::{Lorenz, Survival};
use crate::model::Period;
use crate::model::field::FieldId;
use crate::model::quantity::Estimate;

/// A value that may leave the machine, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
pub enum Published<T> {
    /// The value.
    Value(T),
    /// Withheld to protect members: `[c]`.
    Withheld,
    /// Not measured: `[x]`.
    Missing,
    /// Declared not applicable: `[z]`.
    NotApplicable,
    /// Fewer periods than a judgement needs.
    TooEarly,
}

impl<T> Published<T> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// The same state with the value mapped.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Published<U> {
        match self {
            Self::Value(value) => Published::Value(f(value)),
            Self::Withheld => Published::Withheld,
            Self::Missing => Published::Missing,
            Self::NotApplicable => Published::NotApplicable,
            Self::TooEarly => Published::TooEarly,
        }
    }

    /// The same state by reference.
    pub fn as_ref(&self) -> Published<&T> {
        match self {
            Self::Value(value) => Published::Value(value),
            Self::Withheld => Published::Withheld,
            Self::Missing => Published::Missing,
            Self::NotApplicable => Published::NotApplicable,
            Self::TooEarly => Published::TooEarly,
        }
    }

    /// The word of the `status` column for a state without a number; `None` for a value.
    pub fn state(&self) -> Option<&'static str> {
        match self {
            Self::Value(_) => None,
            Self::Withheld => Some("withheld"),
            Self::Missing => Some("missing"),
            Self::NotApplicable => Some("not_applicable"),
            Self::TooEarly => Some("too_early"),
        }
    }

    /// The shorthand of tables: `[c]`, `[x]`, `[z]`, `[e]`; `None` for a value.
    pub fn shorthand(&self) -> Option<&'static str> {
        match self {
            Self::Value(_) => None,
            Self::Withheld => Some("[c]"),
            Self::Missing => Some("[x]"),
            Self::NotApplicable => Some("[z]"),
            Self::TooEarly => Some("[e]"),
        }
    }
}

/// Joins, leaves or items by a named part, all published or withheld as a whole split.
pub type Split = Vec<(Box<str>, Published<f64>)>;

/// A flow of members to or from a group, over the last twelve months.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// From: index in the list of groups, or `None` for outside.
    pub from: Option<usize>,
    /// To.
    pub to: Option<usize>,
    /// Reason id.
    pub reason: &'static str,
    /// Removed rather than gone.
    pub removed: bool,
    /// Persons.
    pub count: Published<f64>,
}

/// Everything that may be known of the numbers of a group or place.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// Periods, ascending.
    pub periods: Vec<Period>,
    /// Scalar fields that were measured in any period, ascending, one cell a period.
    pub fields: Vec<(FieldId, Vec<Published<f64>>)>,
    /// By index of the playbook's indicators, then by period; empty where it does not apply at all.
    pub indicators: Vec<Vec<Published<Estimate>>>,
    /// Spread of contributions, one a period.
    pub lorenz: Vec<Published<Lorenz>>,
    /// Survival, one a period.
    pub survival: Vec<Published<Survival>>,
    /// Joins by channel, one split a period (empty: not measured).
    pub joined_by_channel: Vec<Split>,
    /// Items by format, one split a period (empty: not measured).
    pub items_by_format: Vec<Split>,
    /// How many cells were withheld for their own size.
    pub primary: usize,
    /// How many were withheld because of another.
    pub derived: usize,
}

impl Facts {
    /// The cells of a field; `None` when it was measured in no period.
    pub fn field(&self, field: FieldId) -> Option<&[Published<f64>]> {
        let at = self.fields.binary_search_by_key(&field, |(id, _)| *id).ok()?;
        Some(&self.fields[at].1)
    }

    /// The published cell of a field in a row; `Missing` when it was measured in no period.
    pub fn cell(&self, field: FieldId, row: usize) -> Published<f64> {
        self.field(field).and_then(|cells| cells.get(row).copied()).unwrap_or(Published::Missing)
    }

    /// The published estimate of an indicator in a row; `NotApplicable` where it does not apply at all.
    pub fn indicator(&self, indicator: usize, row: usize) -> Published<&Estimate> {
        self.indicators
            .get(indicator)
            .and_then(|cells| cells.get(row))
            .map_or(Published::NotApplicable, Published::as_ref)
    }
}
