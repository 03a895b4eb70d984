//! What judging yields: findings with evidence, advice, follow-up.

use crate::disclose::Published;
use crate::model::Period;
use crate::model::group::ActionStatus;
use crate::model::quantity::Estimate;
use crate::playbook::Mark;
use crate::playbook::test::{Bound, Subject};

/// State of an item of evidence that was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seen {
    /// Beyond no threshold.
    NotSeen,
    /// The value is beyond watch.
    Hint,
    /// The value is beyond act, or the whole interval beyond watch, or a hint three periods running.
    Indicated,
    /// The whole interval is beyond act.
    Established,
}

/// What a line of evidence speaks of.
#[derive(Debug, Clone, PartialEq)]
pub enum About {
    /// An indicator's value.
    Indicator(usize),
    /// A score of an indicator, dimension or facet (facet by index of its finding).
    PointsOf(usize),
    /// Score of a dimension.
    Dimension(usize),
    /// Score of a facet.
    Facet(usize),
    /// A change of an indicator since a period; the value is the difference.
    Change(usize, Period),
    /// A trend over a number of periods, down or up, of an indicator.
    Trend(usize, bool, usize),
    /// A trend of a field by name.
    FieldTrend(Box<str>, bool, usize),
    /// An indicator against its peers.
    Peers(usize),
    /// The share of a reason among the known ones.
    Reason(crate::model::place::Reason),
    /// Another finding, with its result.
    Finding(usize, Outcome),
    /// Share of a place's groups with a finding.
    GroupsShare(usize),
    /// Median of an indicator over a place's groups.
    GroupsMedian(usize),
    /// An item of a checklist and its answer.
    Item(Box<str>, Box<str>, Option<bool>),
    /// The same with the number of months: whether its date lies further back than that.
    ItemAge(Box<str>, Box<str>, Option<bool>, u32),
    /// A field or attribute by name.
    Field(Box<str>),
    /// Type, platform or lifespan of the group, by the id of what was asked.
    Attribute(&'static str),
    /// Whether an indicator was measured.
    Measured(usize),
    /// A renewal: `declared`, `running` or `considered`.
    Renewal(&'static str),
    /// Something the format does not collect, by text key.
    NotCollected(Box<str>),
    /// An indicator over the group's own median of a number of periods before; the value is the factor.
    OwnMedian(usize, usize),
    /// The best group of a place of like size; the value is its score.
    PeerGroup,
    /// Always.
    Always,
}

/// One line of evidence: a leaf of a test with the value it looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it speaks of.
    pub about: About,
    /// The value looked at, where it is a number.
    pub value: Published<Estimate>,
    /// Milder threshold, with its mark.
    pub watch: Option<(Bound, Mark)>,
    /// Harder threshold, with its mark.
    pub act: Option<(Bound, Mark)>,
    /// State; `Withheld`, `Missing` and the like when it could not be looked at.
    pub seen: Published<Seen>,
    /// Raised from a hint because it held for three periods running.
    pub persistent: bool,
    /// Not seen, but not refuted either: too few cases, or a difference that may be chance.
    pub unsure: bool,
    /// Stands under a `not`: what is asked for is that it is not seen.
    pub negated: bool,
}

impl Line {
    /// Whether it speaks for what was asked: it is seen or, under a `not`, surely not seen.
    pub fn supports(&self) -> bool {
        match self.seen {
            Published::Value(Seen::NotSeen) => self.negated && !self.unsure,
            Published::Value(_) => !self.negated,
            _ => false,
        }
    }
}

/// One item of evidence of a finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Index of the item in the finding.
    pub item: usize,
    /// Defining (★).
    pub defining: bool,
    /// State of the whole item.
    pub seen: Published<Seen>,
    /// Its leaves.
    pub lines: Vec<Line>,
}

/// Result of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// The rule does not apply here.
    NotApplicable,
    /// Context: values and words without a result.
    Context,
    /// Less than half of the evidence was measured.
    CannotAssess,
    /// It could not be assessed because evidence is withheld.
    Withheld,
    /// Not seen.
    NotSeen,
    /// Possible (for values and facets: partly).
    Possible,
    /// Likely (for values: delivered).
    Likely,
}

impl Outcome {
    /// The word of the `result` column; `None` where no row is written.
    pub fn id(self) -> Option<&'static str> {
        match self {
            Self::NotApplicable | Self::Context => None,
            Self::CannotAssess => Some("cannot_assess"),
            Self::Withheld => Some("withheld"),
            Self::NotSeen => Some("not_seen"),
            Self::Possible => Some("possible"),
            Self::Likely => Some("likely"),
        }
    }
}

/// A finding in a period, with everything it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// Index of the finding.
    pub finding: usize,
    /// Result.
    pub outcome: Outcome,
    /// Σ w·s / Σ w over measured evidence, 0 to 1.
    pub strength: f64,
    /// Measured weight over all weight, 0 to 1.
    pub coverage: f64,
    /// Evidence. Empty for a cause, an effect or a remark that is not seen, and for one that cannot be assessed of which
    /// it is known what to measure first.
    pub evidence: Vec<Evidence>,
    /// Counter-evidence that holds; empty with the evidence.
    pub counter: Vec<Line>,
    /// Values printed beside the evidence, never judged: their state says nothing. Empty with the evidence.
    pub shows: Vec<Line>,
    /// For facets: the score.
    pub facet_score: Option<f64>,
    /// Effects: causes by index that were at least possible within the lag.
    pub linked: Vec<usize>,
    /// Without a result: what to measure first, the cheapest first.
    pub measure_first: Vec<Needed>,
    /// Row since which the result has been at least possible without a break.
    pub since: Option<usize>,
}

/// What is missing and could be measured.
#[derive(Debug, Clone, PartialEq)]
pub enum Needed {
    /// An indicator.
    Indicator(usize),
    /// A number by name.
    Field(Box<str>),
    /// An item of a checklist that was not answered.
    Item(Box<str>, Box<str>),
}

/// Where a measure of management stands: each of its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Row of advice by index.
    pub advice: usize,
    /// Whether all parts are in place; `None` where one is not known and none is refuted.
    pub in_place: Option<bool>,
    /// Each part with the value it looks at; a part is in place where it is seen.
    pub parts: Vec<Line>,
}

/// The result of a finding in some period, for the history.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Brief {
    /// Result.
    pub outcome: Outcome,
    /// Strength.
    pub strength: f64,
    /// Coverage.
    pub coverage: f64,
}

/// The results of all rules in all periods; rules in the order of the findings.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    /// Periods.
    rows: usize,
    /// By rule, then by period.
    briefs: Vec<Brief>,
}

impl History {
    /// The results of `rows` periods: by rule, then by period.
    pub fn new(rows: usize, briefs: Vec<Brief>) -> Self {
        Self { rows, briefs }
    }

    /// The result of a rule in a period.
    pub fn at(&self, row: usize, rule: usize) -> Option<&Brief> {
        self.briefs.get(rule * self.rows..(rule + 1) * self.rows)?.get(row)
    }

    /// The results of a period, rule by rule; empty for a period that there is not.
    pub fn of(&self, row: usize) -> impl Iterator<Item = &Brief> {
        self.briefs.chunks_exact(self.rows.max(1)).filter_map(move |column| column.get(row))
    }
}

/// An expected effect of advice.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    /// An indicator, or a field per 30 days.
    pub subject: Subject,
    /// Its value now.
    pub now: Published<Estimate>,
    /// Value to reach; `None` where no threshold is known: it is reported, not aimed at.
    pub target: Option<f64>,
    /// Which way is hoped for; `None` where neither is better.
    pub up: Option<bool>,
    /// Period in which it may first have moved.
    pub from: Period,
    /// Period by which to look: the same, or the end of a range.
    pub by: Period,
}

/// A recommendation, perhaps merged from several rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Recommended {
    /// Rows of advice by index; the first one leads and gives the words.
    pub advice: Vec<usize>,
    /// Priority: larger is more urgent.
    pub priority: f64,
    /// Findings it serves that are at least possible here.
    pub findings: Vec<usize>,
    /// Lines of evidence of the condition that recommends it: "why now".
    pub because: Vec<Line>,
    /// Effects to look for.
    pub expected: Vec<Expected>,
    /// Items of a checklist not yet met, in the order of printing: checklist and item.
    pub missing: Vec<(Box<str>, Box<str>)>,
    /// Values printed beside it, never judged.
    pub shows: Vec<Line>,
    /// Where an action was already started, its state.
    pub status: Option<ActionStatus>,
    /// Among the few that are printed on the page (five a group, three a place).
    pub shown: bool,
}

/// A remark that is printed with its reason, not work.
#[derive(Debug, Clone, PartialEq)]
pub struct Remark {
    /// Row of advice by index.
    pub advice: usize,
    /// Why it is printed.
    pub because: Vec<Line>,
    /// Values printed beside it, never judged.
    pub shows: Vec<Line>,
}

/// What an effect indicator did after an action began.
#[derive(Debug, Clone, PartialEq)]
pub struct EffectSeen {
    /// An indicator, or a field per 30 days.
    pub subject: Subject,
    /// Which way is hoped for; `None` where neither is better.
    pub up: Option<bool>,
    /// Mean over up to three periods before, and how many there were; of a value published in bands the least of them.
    pub before: Option<(f64, usize)>,
    /// The same over up to three periods after.
    pub after: Option<(f64, usize)>,
    /// Difference after − before with its 95 % interval, where three periods stand on each side.
    pub difference: Option<(f64, f64, f64)>,
    /// `Some(true)` better beyond the interval, `Some(false)` worse, `None` not distinguishable or not yet known.
    pub better: Option<bool>,
    /// It is published in bands: no difference is worked out.
    pub banded: bool,
    /// It began beyond its watch threshold: some of a rise may be mere return to the usual.
    pub from_extreme: bool,
}

/// What became of an action.
#[derive(Debug, Clone, PartialEq)]
pub struct FollowUp {
    /// Index of the action in the group's or place's list.
    pub action: usize,
    /// Index of the advice.
    pub advice: usize,
    /// State.
    pub status: ActionStatus,
    /// Period it began in.
    pub started: Option<Period>,
    /// Its effects.
    pub effects: Vec<EffectSeen>,
    /// A renewal lies in between: per-member rates rise mechanically.
    pub survivorship: bool,
    /// An effect began beyond its watch threshold: part of a recovery may be mere return to the usual.
    pub regression: bool,
}

/// A goal and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalState {
    /// Index of the goal in the group's list.
    pub goal: usize,
    /// Value now.
    pub now: Published<Estimate>,
    /// Value of the straight line now; `None` before its start.
    pub line: Option<f64>,
    /// Whether it is on track.
    pub on_track: Option<bool>,
}

/// Findings, advice and follow-up of a group or place at its reported period, and the results of all periods.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Assessment {
    /// Every rule of this level in the order of the playbook, at the reported period.
    pub findings: Vec<Judged>,
    /// Results of all periods.
    pub history: History,
    /// By priority.
    pub advice: Vec<Recommended>,
    /// Guards and other remarks that hold, in the order of the playbook.
    pub remarks: Vec<Remark>,
    /// Measures of management in the order of the playbook, whether or not advice is due.
    pub standing: Vec<Standing>,
    /// Step of the renewal procedure that comes next, 1 to 4; 5 when all its gates are passed; `None` where no
    /// renewal is considered.
    pub renewal_step: Option<u8>,
    /// Fewer periods than a judgement needs: nothing is graded, no work recommended.
    pub too_early: bool,
    /// In the order of the actions.
    pub follow_up: Vec<FollowUp>,
    /// Goals.
    pub goals: Vec<GoalState>,
}
