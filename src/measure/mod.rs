//! From checked data to readings: every indicator, for every period, with its interval and reliability.
//!
//! [`group`] and [`place`] are pure functions of the model. Nothing here knows about disclosure.

pub mod bootstrap;
pub mod contribution;
pub mod distribution;
pub mod interval;
pub mod survival;
pub mod tier;

use crate::model::Period;
use crate::model::quantity::Estimate;

/// What an indicator says in a period, before disclosure control.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// Measured.
    Measured(Estimate),
    /// An input is missing.
    Missing,
    /// Declared not applicable, or outside the planned life of a time-boxed group.
    NotApplicable,
}

/// Spread of contributions at one period: cumulated shares at the deciles, never persons.
#[derive(Debug, Clone, PartialEq)]
pub struct Lorenz {
    /// Number of contributors.
    pub n: f64,
    /// Total of contributions.
    pub total: f64,
    /// Cumulated share of the contributions at 0, 10, …, 100 % of the contributors, ascending.
    pub deciles: [f64; 11],
}

/// One step of a survival curve.
#[derive(Debug, Clone, PartialEq)]
pub struct SurvivalStep {
    /// Months since joining.
    pub months: f64,
    /// Share still there just after.
    pub share: f64,
    /// Lower 95 % limit (log–log), where defined.
    pub lower: f64,
    /// Upper 95 % limit.
    pub upper: f64,
    /// At risk just before.
    pub at_risk: f64,
}

/// Survival curve at one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Survival {
    /// Members in the list.
    pub n: f64,
    /// Steps, ascending in months.
    pub steps: Vec<SurvivalStep>,
}

/// Readings of one group or place.
#[derive(Debug, Clone, PartialEq)]
pub struct Readings {
    /// Periods, ascending.
    pub periods: Vec<Period>,
    /// By index of the playbook's indicators, then by period; empty where the indicator is of the other level
    /// or does not apply to this type or platform.
    pub indicators: Vec<Vec<Reading>>,
    /// Spread of contributions, one a period.
    pub lorenz: Vec<Option<Lorenz>>,
    /// Survival, one a period.
    pub survival: Vec<Option<Survival>>,
}
