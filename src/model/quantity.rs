//! A measured quantity with its interval, and how far it can be trusted.

/// How reliable an estimate is (section "reliability tiers" of the method).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Enough cases.
    Normal,
    /// A proportion whose relative standard error of −ln p is above 0.175.
    Imprecise,
    /// 20 cases or fewer in the denominator, or fewer than the indicator's minimum.
    Few,
}

/// What a draw from the data's uncertainty looks like.
#[derive(Debug, Clone, PartialEq)]
pub enum Spread {
    /// No sampling uncertainty is known: held fixed.
    Fixed,
    /// A proportion: Beta(k+½, n−k+½).
    Beta {
        /// Cases.
        k: f64,
        /// Denominator.
        n: f64,
    },
    /// A proportion carried to 30 days: 1 − (1 − p)^`power` with p ~ Beta(k+½, n−k+½).
    Carried {
        /// Cases.
        k: f64,
        /// Denominator.
        n: f64,
        /// 30 over the days of the period.
        power: f64,
    },
    /// A rate: Gamma(k+½) · `per_count`.
    Gamma {
        /// Count.
        k: f64,
        /// Value of one count.
        per_count: f64,
    },
    /// An amount over a count: `total` / Gamma(k+½).
    Inverse {
        /// Count.
        k: f64,
        /// What is divided by the count.
        total: f64,
    },
    /// Normal with this standard error, cut at the value's range.
    Normal {
        /// Standard error in the unit of the value.
        se: f64,
    },
    /// Quantiles at [`Spread::level`] 0 to 20: of resamples, or of where a median or a share may lie.
    Quantiles(Box<[f64; 21]>),
}

impl Spread {
    /// Probability of the `at`-th of 21 quantiles: 0, 5, …, 100 %, but for the ends. Between two quantiles values are taken
    /// to lie evenly, and so the ends stand where this gives the outermost twentieth of a normal distribution its own mean
    /// (twice 2.063 standard deviations less 1.645: the 99.34 % point). The least and the greatest value there can be say
    /// nothing of where the rest lies: the longest wait of a list may be a hundred times its median.
    pub fn level(at: usize) -> f64 {
        const END: f64 = 0.0066;
        (at as f64 / 20.0).clamp(END, 1.0 - END)
    }
}

/// What an estimate rests on, where that limits what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Basis {
    /// Everything the formula asks for.
    #[default]
    Complete,
    /// Only the cases that were answered; the unanswered ones are not known. Shown, never scored.
    AnsweredOnly,
    /// Half of the cases are still open: the median is at least this. Scored only where it is beyond the worst
    /// goalpost already.
    AtLeast,
    /// Declared, not counted: weaker evidence.
    Declared,
    /// Memberships, not persons: people in two groups are counted twice.
    Memberships,
    /// Published as a band to protect members: from `lower` (which is `value`) to `upper`, both included.
    Band,
}

/// An estimate of an indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// Value in the unit of the indicator; shares are fractions. Always finite.
    pub value: f64,
    /// Lower 95 % limit, where there is an interval.
    pub lower: Option<f64>,
    /// Upper 95 % limit; may be infinite when a median was not reached.
    pub upper: Option<f64>,
    /// Numerator, where the value is a count over a count.
    pub k: Option<f64>,
    /// Denominator or number of cases.
    pub n: Option<f64>,
    /// Reliability.
    pub tier: Tier,
    /// For the uncertainty of scores.
    pub spread: Spread,
    /// What it rests on.
    pub basis: Basis,
}

impl Estimate {
    /// A value without sampling uncertainty: checklists, dates, register counts.
    pub fn exact(value: f64) -> Self {
        Self {
            value,
            lower: None,
            upper: None,
            k: None,
            n: None,
            tier: Tier::Normal,
            spread: Spread::Fixed,
            basis: Basis::Complete,
        }
    }
}
