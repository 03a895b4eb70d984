//! Indicators: what is measured, how, and how it is judged.

use super::test::{Bound, Circumstances, Test};
use crate::model::Localized;
use crate::model::group::{GroupType, Platform};

pub use super::measure::{EventKind, EventMeasure, ListField, MapField, Measure, Staff};

/// Of a group or of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the variants say it")]
pub enum Level {
    Group,
    Place,
}

/// Where a threshold comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Study, statistic, standard or guidance.
    S,
    /// Practice: a habit someone else also has.
    P,
    /// Convention of this project or of the site.
    C,
}

/// Unit of an indicator. Shares are held as fractions and written as percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the variants are the units of the playbook files")]
pub enum Unit {
    Percent,
    Per10k,
    Per1k,
    Per100,
    Count,
    Persons,
    Hours,
    Days,
    Months,
    Ratio,
    Index,
    Points,
    Balance,
    Net,
    Currency,
}

impl Unit {
    /// Every unit, in order.
    pub const ALL: [Self; 15] = [
        Self::Percent,
        Self::Per10k,
        Self::Per1k,
        Self::Per100,
        Self::Count,
        Self::Persons,
        Self::Hours,
        Self::Days,
        Self::Months,
        Self::Ratio,
        Self::Index,
        Self::Points,
        Self::Balance,
        Self::Net,
        Self::Currency,
    ];
}

/// Which side is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Higher is better.
    Higher,
    /// Lower is better.
    Lower,
    /// A band is good; thresholds on one side or both, never scored.
    Band,
    /// Context, never scored, never judged alone.
    Context,
}

/// Scale on which goalposts are linear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// x
    Linear,
    /// ln(1+x)
    Log,
    /// ln x
    Ratio,
    /// ln(1+x) between the 10th and 90th percentile of the peers over all periods.
    PeersLog,
}

/// How the length of the period enters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Normalise {
    /// Not at all.
    None,
    /// A share of flow: r30 = 1 − (1 − r)^(30/days).
    Flow30,
    /// A count: count · 30 / days.
    Count30,
    /// A share of distinct people: as `Flow30` for periods other than a month, untouched for a month.
    Reach30,
}

/// How the 95 % interval is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "named after the method; formulas live in `measure::interval`")]
pub enum IntervalMethod {
    Wilson,
    WilsonFpc,
    Poisson,
    KaplanMeier,
    OrderStatistic,
    Bootstrap,
    Normal,
    None,
}

/// Thresholds and goalposts that hold for one platform or one type.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Thresholds {
    /// Values that score 0 and 100; `None` when not scored.
    pub goalposts: Option<[f64; 2]>,
    /// Milder threshold on the bad side.
    pub watch: Option<f64>,
    /// Harder threshold on the bad side.
    pub act: Option<f64>,
    /// For bands: the thresholds above the good band.
    pub watch_above: Option<f64>,
    /// For bands.
    pub act_above: Option<f64>,
}

/// The thresholds of one side, mild and hard.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Side {
    /// Milder.
    pub watch: Option<Bound>,
    /// Harder.
    pub act: Option<Bound>,
}

impl Side {
    /// Whether there is no threshold at all.
    pub fn is_empty(&self) -> bool {
        self.watch.is_none() && self.act.is_none()
    }
}

/// A profile: what is different for a platform or a type.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Only for this platform.
    pub platform: Option<Platform>,
    /// Only for this type.
    pub kind: Option<GroupType>,
    /// What holds there, in full (already laid over the indicator's own).
    pub thresholds: Thresholds,
    /// Another formula, where the profile has one.
    pub measure: Option<Measure>,
    /// Another direction, where the profile has one.
    pub direction: Option<Direction>,
    /// Other input fields, where the profile names any.
    pub needs: Vec<Box<str>>,
    /// Factor on the weight.
    pub weight: f64,
}

/// An indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// Id.
    pub id: Box<str>,
    /// Number in the catalogue; `None` for context variables and a site's own.
    pub number: Option<u32>,
    /// Index of its dimension; `None` for context.
    pub dimension: Option<usize>,
    /// Of groups or of places.
    pub level: Level,
    /// Formula.
    pub measure: Measure,
    /// Normalisation to 30 days.
    pub normalise: Normalise,
    /// Unit.
    pub unit: Unit,
    /// Direction.
    pub direction: Direction,
    /// Scale of the goalposts.
    pub scale: Scale,
    /// Thresholds where no profile fits.
    pub thresholds: Thresholds,
    /// A value equal to the watch threshold has reached it.
    pub watch_inclusive: bool,
    /// A value equal to the act threshold has reached it.
    pub act_inclusive: bool,
    /// Any that holds reaches the watch threshold, whatever the value.
    pub watch_when: Vec<Test>,
    /// Any that holds reaches the act threshold, whatever the value.
    pub act_when: Vec<Test>,
    /// While one holds, the watch and the act threshold are not in force: `watch_when` and `act_when` speak alone.
    pub suspend_when: Vec<Test>,
    /// While one holds, the value is shown but neither judged nor scored; all are answered by [`Circumstances`].
    pub not_for: Vec<Test>,
    /// Mark of the watch threshold.
    pub watch_mark: Mark,
    /// Mark of the act threshold.
    pub act_mark: Mark,
    /// Mark of the goalposts.
    pub goal_mark: Mark,
    /// Smallest denominator of a normal value.
    pub minimum_n: Option<f64>,
    /// Shorter periods, in days, give no value.
    pub minimum_days: Option<f64>,
    /// Survival: fewest members still observed at the time asked for.
    pub minimum_at_risk: Option<f64>,
    /// Surveys: answers over members at the end below this share are shown, but not scored.
    pub minimum_response: Option<f64>,
    /// Interval method.
    pub interval: IntervalMethod,
    /// Weight in its dimension.
    pub weight: f64,
    /// Only for groups of these types; empty: all.
    pub types: Vec<GroupType>,
    /// Only for groups on these platforms; empty: all.
    pub platforms: Vec<Platform>,
    /// Profiles, the first that fits counts.
    pub profiles: Vec<Profile>,
    /// Effort to collect its inputs: 1 a count, 2 an export, 3 a survey or rating.
    pub cost: u8,
    /// Names of its input fields, for "what it needs".
    pub needs: Vec<Box<str>>,
    /// Indices of its sources.
    pub sources: Vec<usize>,
    /// Name given in a site's own playbook; built-in names live in the texts.
    pub name: Localized,
    /// Source given in a site's own playbook.
    pub own_source: Localized,
}

impl Indicator {
    /// The thresholds for a group of this type on this platform.
    pub fn thresholds_for(&self, kind: GroupType, platform: Platform) -> &Thresholds {
        self.profile(kind, platform).map_or(&self.thresholds, |profile| &profile.thresholds)
    }

    /// The weight for a group of this type on this platform.
    pub fn weight_for(&self, kind: GroupType, platform: Platform) -> f64 {
        self.weight * self.profile(kind, platform).map_or(1.0, |profile| profile.weight)
    }

    /// Whether it applies to groups of this type on this platform.
    pub fn applies_to(&self, kind: GroupType, platform: Platform) -> bool {
        (self.types.is_empty() || self.types.contains(&kind))
            && (self.platforms.is_empty() || self.platforms.contains(&platform))
    }

    /// Whether it enters a score at all.
    pub fn is_scored(&self) -> bool {
        matches!(self.direction, Direction::Higher | Direction::Lower) && self.dimension.is_some()
    }

    /// Whether it enters the score of a group of this type on this platform: it applies there and has goalposts.
    pub fn is_scored_for(&self, kind: GroupType, platform: Platform) -> bool {
        self.dimension.is_some()
            && self.applies_to(kind, platform)
            && matches!(self.direction_for(kind, platform), Direction::Higher | Direction::Lower)
            && (self.scale == Scale::PeersLog || self.thresholds_for(kind, platform).goalposts.is_some())
    }

    /// The formula for a group of this type on this platform.
    pub fn measure_for(&self, kind: GroupType, platform: Platform) -> &Measure {
        self.profile(kind, platform).and_then(|profile| profile.measure.as_ref()).unwrap_or(&self.measure)
    }

    /// The direction for a group of this type on this platform.
    pub fn direction_for(&self, kind: GroupType, platform: Platform) -> Direction {
        self.profile(kind, platform).and_then(|profile| profile.direction).unwrap_or(self.direction)
    }

    /// The input fields for a group of this type on this platform.
    pub fn needs_for(&self, kind: GroupType, platform: Platform) -> &[Box<str>] {
        match self.profile(kind, platform) {
            Some(profile) if !profile.needs.is_empty() => &profile.needs,
            _ => &self.needs,
        }
    }

    /// Whether the value is only shown, neither judged nor scored.
    pub fn is_exempt(&self, at: &Circumstances) -> bool {
        self.not_for.iter().any(|test| test.holds_for(at))
    }

    /// What to aim at for such a group: the watch threshold, or the next whole number where the threshold itself is
    /// still watched and nothing lies between.
    pub fn aim(&self, kind: GroupType, platform: Platform) -> Option<f64> {
        let watch = self.thresholds_for(kind, platform).watch?;
        let step = match (self.unit, self.direction_for(kind, platform)) {
            (Unit::Count | Unit::Persons, Direction::Higher) if self.watch_inclusive => 1.0,
            (Unit::Count | Unit::Persons, Direction::Lower) if self.watch_inclusive => -1.0,
            _ => 0.0,
        };
        Some(watch + step)
    }

    /// The bad sides for a group of this type on this platform: one for most, two for a band, none for context.
    /// For a band `watch` and `act` of the thresholds bound it below, `watch_above` and `act_above` above.
    pub fn sides(&self, kind: GroupType, platform: Platform) -> [Side; 2] {
        let low = |x: f64, inclusive: bool| if inclusive { Bound::AtMost(x) } else { Bound::Below(x) };
        let high = |x: f64, inclusive: bool| if inclusive { Bound::AtLeast(x) } else { Bound::Above(x) };
        let at = self.thresholds_for(kind, platform);
        let below = Side {
            watch: at.watch.map(|x| low(x, self.watch_inclusive)),
            act: at.act.map(|x| low(x, self.act_inclusive)),
        };
        let above = |watch: Option<f64>, act: Option<f64>| Side {
            watch: watch.map(|x| high(x, self.watch_inclusive)),
            act: act.map(|x| high(x, self.act_inclusive)),
        };
        match self.direction_for(kind, platform) {
            Direction::Higher => [below, Side::default()],
            Direction::Lower => [above(at.watch, at.act), Side::default()],
            Direction::Band => [below, above(at.watch_above, at.act_above)],
            Direction::Context => [Side::default(); 2],
        }
    }

    fn profile(&self, kind: GroupType, platform: Platform) -> Option<&Profile> {
        self.profiles
            .iter()
            .find(|profile| profile.platform.is_none_or(|p| p == platform) && profile.kind.is_none_or(|k| k == kind))
    }
}
