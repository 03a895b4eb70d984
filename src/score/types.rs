//! What a score is: points, dimensions, grades, states, changes.

use crate::disclose::Published;

/// A score from 0 to 100, already rounded as the site's profile allows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scored {
    /// Score.
    pub value: f64,
    /// 5 % and 95 % limits from the data's uncertainty, where computed.
    pub data: Option<(f64, f64)>,
    /// 5 % and 95 % limits from the choices of the method, where computed.
    pub method: Option<(f64, f64)>,
}

/// The score of one indicator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Points {
    /// 0 to 100, linear between the goalposts.
    pub value: f64,
    /// At or beyond a goalpost.
    pub clipped: bool,
}

/// A grade, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "letters")]
pub enum Grade {
    A,
    B,
    C,
    D,
    E,
}

impl Grade {
    /// All grades, best first.
    pub const ALL: [Self; 5] = [Self::A, Self::B, Self::C, Self::D, Self::E];

    /// The letter.
    pub fn letter(self) -> char {
        match self {
            Self::A => 'A',
            Self::B => 'B',
            Self::C => 'C',
            Self::D => 'D',
            Self::E => 'E',
        }
    }
}

/// What can be said of a group as a whole in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Has an overall score and a grade.
    Graded,
    /// Fewer periods than a judgement needs.
    TooEarly,
    /// Too little was measured for an overall score.
    NoOverall,
    /// Under 10 % active for three periods.
    Dormant,
    /// Time-boxed and over.
    EndedAsPlanned,
    /// Too few members to publish a score.
    Withheld,
}

impl State {
    /// The id used in files and texts.
    pub fn id(self) -> &'static str {
        match self {
            Self::Graded => "graded",
            Self::TooEarly => "too_early",
            Self::NoOverall => "no_overall",
            Self::Dormant => "dormant",
            Self::EndedAsPlanned => "ended",
            Self::Withheld => "withheld",
        }
    }
}

/// Score of a dimension in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct DimensionScore {
    /// Index of the dimension.
    pub dimension: usize,
    /// Score.
    pub score: Published<Scored>,
    /// Measured weight over applicable weight, 0 to 1.
    pub coverage: f64,
}

/// All scores of a group (or place) in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct PeriodScore {
    /// What can be said as a whole.
    pub state: State,
    /// Dimensions of this level, in order.
    pub dimensions: Vec<DimensionScore>,
    /// Geometric mean of the shown dimensions.
    pub overall: Published<Scored>,
    /// Its arithmetic twin.
    pub arithmetic: Published<Scored>,
    /// Best and worst grade that the draws support; equal when one grade is safe.
    pub grade: Option<(Grade, Grade)>,
    /// Measured weight over applicable weight over all dimensions, 0 to 1.
    pub coverage: f64,
    /// Range of the overall score were every missing dimension at 1 or at 100; `None` when none is missing.
    pub range: Option<(f64, f64)>,
    /// Points by index of the playbook's indicators; `None` where not scored or not published.
    pub points: Vec<Option<Points>>,
    /// Without an overall score: indices of the indicators to measure first, the cheapest first.
    pub measure_first: Vec<usize>,
}

/// A comparison of two overall scores by paired draws.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// Row of the earlier period.
    pub since: usize,
    /// Difference, later minus earlier.
    pub difference: f64,
    /// 5 % and 95 % limits of the difference.
    pub interval: (f64, f64),
    /// Whether both rest on the same set of indicators: otherwise nothing is said of the difference.
    pub alike: bool,
    /// Whether they do, and the interval excludes 0.
    pub clear: bool,
    /// Where both scores were worked out anew by the indicators they share: how many these are.
    pub common: Option<usize>,
}

/// Scores of a group or place over its periods.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scores {
    /// One a period, with what was known by its end.
    pub periods: Vec<PeriodScore>,
    /// What is said now, where that is not what was said of the reported period: a time-boxed group that ended since.
    pub now: Option<Box<PeriodScore>>,
    /// Against the previous period, at the reported row.
    pub since_previous: Option<Change>,
    /// Against the same period a year before, at the reported row.
    pub since_year: Option<Change>,
}

impl Scores {
    /// What is said of the group or place now, given its reported row.
    pub fn now(&self, row: Option<usize>) -> Option<&PeriodScore> {
        let period = self.periods.get(row?)?;
        Some(self.now.as_deref().unwrap_or(period))
    }
}
