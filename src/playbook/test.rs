//! Tests: the one condition language of findings and advice.

use crate::model::group::{GroupType, Platform};
use crate::model::place::Reason;

/// A bound on one side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// Bad (or true) below this value.
    Below(f64),
    /// Bad (or true) above this value.
    Above(f64),
}

/// A quantile of the peers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants say it")]
pub enum PeerQuantile {
    P25,
    Median,
}

/// Over which span a change is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants say it")]
pub enum Span {
    Year,
    Previous,
    ThreePeriods,
}

/// What a trend or field test looks at.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    /// An indicator, by index.
    Indicator(usize),
    /// A scalar field, by name (published values).
    Field(Box<str>),
}

/// How strong a finding must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the variants say it")]
pub enum AtLeast {
    Possible,
    Likely,
}

/// A condition, graded in four states: established, indicated, hint, not seen; or not measured.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "each variant is described in the schema of the playbook")]
pub enum Test {
    /// Against the indicator's own watch and act thresholds on its bad side.
    Indicator { indicator: usize },
    /// Against explicit thresholds.
    Threshold { indicator: usize, act: Bound, watch: Option<Bound> },
    /// On the indicator's 0..100 score. `Below(50)`, or `Above(60)` for "at least 60".
    Points { indicator: usize, bound: Bound },
    /// On the score of a dimension.
    Dimension { dimension: usize, bound: Bound },
    /// On the score of a facet (index of the finding that defines it).
    Facet { facet: usize, bound: Bound },
    /// Of a place against peers of like size.
    Peers { indicator: usize, quantile: PeerQuantile, below: bool },
    /// A change with its interval.
    Change { indicator: usize, down: bool, over: Span },
    /// Monotone over a number of periods.
    Trend { subject: Subject, down: bool, periods: usize },
    /// At least a hint in a number of periods running.
    Persistent { test: Box<Test>, periods: usize },
    /// A reason for leaving leads: lower Wilson bound above 25 % of the known reasons.
    ReasonLeads { reason: Reason },
    /// Another finding's result.
    Finding { finding: usize, at_least: AtLeast },
    /// Of a place: share of its groups with a finding.
    GroupsShare { finding: usize, at_least: AtLeast, share: f64 },
    /// Of a place: median over its groups.
    GroupsMedian { indicator: usize, bound: Bound, watch: Option<Bound> },
    /// An item of a checklist: `Some(true)` yes, `Some(false)` no, `None` unknown.
    Item { checklist: Box<str>, item: Box<str>, is: Option<bool> },
    /// Any of these items is answered no.
    AnyItemNo { checklist: Box<str>, items: Vec<Box<str>> },
    /// A published field or attribute by name against a bound.
    Field { field: Box<str>, bound: Bound },
    /// A published field or attribute equals a value.
    FieldEquals { field: Box<str>, value: f64 },
    /// Type of the group.
    IsType(GroupType),
    /// Platform of the group.
    IsPlatform(Platform),
    /// Time-boxed group.
    IsTimeBoxed,
    /// Whether an indicator was measured.
    Measured { indicator: usize, is: bool },
    /// A renewal was declared in this period or before.
    RenewalDeclared,
    /// Not collected by the format: always "not measured", printed with its text key.
    NotCollected { key: Box<str> },
    /// The strongest of.
    Any(Vec<Test>),
    /// The weakest of.
    All(Vec<Test>),
    /// Established when the inner one is not seen.
    Not(Box<Test>),
    /// At least this many at a hint or above.
    AtLeast { count: usize, of: Vec<Test> },
    /// Always (established).
    Always,
}
