//! Tests: the one condition language of findings and advice.

use crate::model::group::{GroupType, Platform};
use crate::model::place::Reason;

/// Numbers that tests may ask for besides the measurement fields: counts of a group's own declaration, and what is
/// derived from published values.
///
/// | name | is |
/// |---|---|
/// | `moderators`, `operators`, `operators_trained` | as the group declares them |
/// | `operators_trained_share` | operators_trained / operators |
/// | `capacity_used` | members_end / capacity of the platform |
/// | `unknown_reason_share` | leave_reasons.unknown / all leave_reasons |
/// | `enabling_measured` | how many indicators of the place's own dimensions are measured |
/// | `missing_types` | how many of the three types have no active group in the place |
/// | `groups_active` | groups of the place in which somebody posted |
/// | `age_periods` | measured periods so far |
/// | `age_days` | days from the founding to the period's end |
/// | `changes_since_evaluation` | actions that run or are done, begun since the last evaluation |
/// | `churn_7d` | exits over exposure, scaled to 7 days |
/// | `events_90d` | events in the periods that end within the last 90 days |
/// | `events_online`, `events_offline` | events of that kind in the period |
/// | `net_moves` | moved_in − moved_out |
/// | `moved_on_share` | moved_out / left: of those who left, known to have joined another group |
/// | `shares_per_item` | item_shares / items |
/// | `cost_per_active` | cost / active |
/// | `newcomers_kept_net` | newcomers · newcomer_retention_rate − left |
/// | `compulsory_join_share` | joined_by_channel.compulsory and .mass_invitation out of joined |
/// | `event_joins` | joined_by_channel.event, .online_event and .offline_event |
/// | `surveyed_12m` | 1 where members were surveyed within 12 months; never 0, for no data is no answer |
pub const DERIVED: &[&str] = &[
    "moderators",
    "operators",
    "operators_trained",
    "operators_trained_share",
    "capacity_used",
    "unknown_reason_share",
    "enabling_measured",
    "missing_types",
    "groups_active",
    "age_periods",
    "age_days",
    "changes_since_evaluation",
    "churn_7d",
    "events_90d",
    "events_online",
    "events_offline",
    "net_moves",
    "moved_on_share",
    "shares_per_item",
    "cost_per_active",
    "newcomers_kept_net",
    "compulsory_join_share",
    "event_joins",
    "surveyed_12m",
];

/// Whether a number that a test asks for by name is a share, printed in per cent.
pub fn is_share(name: &str) -> bool {
    const SHARES: [&str; 6] = [
        "operators_trained_share",
        "capacity_used",
        "unknown_reason_share",
        "churn_7d",
        "compulsory_join_share",
        "moved_on_share",
    ];
    SHARES.contains(&name) || name.strip_prefix("survey.").is_some_and(|rest| !rest.contains('.'))
}

/// A bound on one side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// Bad (or true) below this value.
    Below(f64),
    /// Bad (or true) above this value.
    Above(f64),
    /// Bad (or true) at this value and below.
    AtMost(f64),
    /// Bad (or true) at this value and above.
    AtLeast(f64),
}

impl Bound {
    /// The number of the bound.
    pub fn limit(self) -> f64 {
        match self {
            Self::Below(x) | Self::Above(x) | Self::AtMost(x) | Self::AtLeast(x) => x,
        }
    }

    /// Whether `value` lies beyond it.
    pub fn reached(self, value: f64) -> bool {
        match self {
            Self::Below(x) => value < x,
            Self::Above(x) => value > x,
            Self::AtMost(x) => value <= x,
            Self::AtLeast(x) => value >= x,
        }
    }

    /// Whether its far side is the lower one.
    pub fn is_low(self) -> bool {
        matches!(self, Self::Below(_) | Self::AtMost(_))
    }

    /// The same side with another number.
    #[must_use]
    pub fn at(self, x: f64) -> Self {
        match self {
            Self::Below(_) => Self::Below(x),
            Self::Above(_) => Self::Above(x),
            Self::AtMost(_) => Self::AtMost(x),
            Self::AtLeast(_) => Self::AtLeast(x),
        }
    }
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

impl Subject {
    /// The index of the indicator, where it is one.
    pub fn indicator(&self) -> Option<usize> {
        match self {
            Self::Indicator(index) => Some(*index),
            Self::Field(_) => None,
        }
    }
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
    /// An item of a checklist whose evidence is a date more than this many months before the period's end.
    ItemOlder { checklist: Box<str>, item: Box<str>, months: u32 },
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
    /// Time-boxed, and over before the period's end.
    IsEnded,
    /// A renewal was declared in this period or before.
    RenewalDeclared,
    /// A renewal lies in this period.
    RenewalRunning,
    /// A renewal is considered: what recommends the first step of its procedure holds.
    RenewalConsidered,
    /// The value over the group's own median of the `over` periods before, against `factor`.
    OwnMedian { indicator: usize, over: usize, factor: Bound },
    /// A place of like size has a published group with at least this score.
    PeerGroup { points: f64 },
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

/// What a group is, without its numbers: all that the exemptions of an indicator may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Circumstances {
    /// Type.
    pub kind: GroupType,
    /// Platform.
    pub platform: Platform,
    /// Has a planned end.
    pub time_boxed: bool,
    /// Its planned end lies before the end of the period.
    pub ended: bool,
    /// A renewal was declared in this period or before.
    pub renewal_declared: bool,
    /// A renewal lies in this period.
    pub renewal_running: bool,
}

impl Test {
    /// Whether the test can be answered from [`Circumstances`] alone.
    pub fn is_circumstance(&self) -> bool {
        match self {
            Self::IsType(_)
            | Self::IsPlatform(_)
            | Self::IsTimeBoxed
            | Self::IsEnded
            | Self::RenewalDeclared
            | Self::RenewalRunning
            | Self::Always => true,
            Self::Any(tests) | Self::All(tests) => tests.iter().all(Self::is_circumstance),
            Self::Not(test) => test.is_circumstance(),
            _ => false,
        }
    }

    /// The findings of the same level whose result the test needs.
    pub fn findings(&self) -> Vec<usize> {
        match self {
            Self::Finding { finding, .. } | Self::Facet { facet: finding, .. } => vec![*finding],
            Self::Any(tests) | Self::All(tests) | Self::AtLeast { of: tests, .. } => {
                tests.iter().flat_map(Self::findings).collect()
            }
            Self::Not(test) | Self::Persistent { test, .. } => test.findings(),
            _ => Vec::new(),
        }
    }

    /// The indicators whose values the test looks at.
    pub fn indicators(&self) -> Vec<usize> {
        match self {
            Self::Indicator { indicator }
            | Self::Threshold { indicator, .. }
            | Self::Points { indicator, .. }
            | Self::Peers { indicator, .. }
            | Self::Change { indicator, .. }
            | Self::OwnMedian { indicator, .. }
            | Self::GroupsMedian { indicator, .. }
            | Self::Trend { subject: Subject::Indicator(indicator), .. } => vec![*indicator],
            Self::Any(tests) | Self::All(tests) | Self::AtLeast { of: tests, .. } => {
                tests.iter().flat_map(Self::indicators).collect()
            }
            Self::Not(test) | Self::Persistent { test, .. } => test.indicators(),
            _ => Vec::new(),
        }
    }

    /// The answer where [`Test::is_circumstance`]; any other test does not hold.
    pub fn holds_for(&self, at: &Circumstances) -> bool {
        match self {
            Self::IsType(kind) => at.kind == *kind,
            Self::IsPlatform(platform) => at.platform == *platform,
            Self::IsTimeBoxed => at.time_boxed,
            Self::IsEnded => at.ended,
            Self::RenewalDeclared => at.renewal_declared,
            Self::RenewalRunning => at.renewal_running,
            Self::Always => true,
            Self::Any(tests) => tests.iter().any(|test| test.holds_for(at)),
            Self::All(tests) => tests.iter().all(|test| test.holds_for(at)),
            Self::Not(test) => !test.holds_for(at),
            _ => false,
        }
    }
}
