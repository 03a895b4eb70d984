//! Advice: what to do, who does it, and how one will see it.

use super::test::{Subject, Test};
use crate::model::Localized;

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the variants say it")]
pub enum Actor {
    Government,
    Operator,
    Members,
    Firms,
}

impl Actor {
    /// All actors in the order of the advice page.
    pub const ALL: [Self; 4] = [Self::Government, Self::Operator, Self::Members, Self::Firms];

    /// The id used in files and texts.
    pub fn id(self) -> &'static str {
        match self {
            Self::Government => "government",
            Self::Operator => "operator",
            Self::Members => "members",
            Self::Firms => "firms",
        }
    }
}

/// Effort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effort {
    /// Under one person-day a month.
    S,
    /// One to five.
    M,
    /// More than five, or money, or a council decision.
    L,
}

impl Effort {
    /// The id used in files and texts.
    pub fn id(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::M => "M",
            Self::L => "L",
        }
    }
}

/// Kind of an advice row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdviceKind {
    /// Work to do.
    Advice,
    /// A step of the renewal procedure, 1 to 4.
    Step(u8),
    /// A remark that is printed, not work.
    Guard,
}

/// An expected effect.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// What is looked at: an indicator, or a field taken per 30 days.
    pub subject: Subject,
    /// Months until it may first move.
    pub first: u32,
    /// Months by which to look: the same, or the end of a range.
    pub months: u32,
    /// Value to reach; `None`: the indicator's watch threshold.
    pub to: Option<f64>,
    /// Which way is hoped for, where the indicator's direction does not say it.
    pub up: Option<bool>,
}

/// Items of a checklist that are printed under the first step while they are not met.
#[derive(Debug, Clone, PartialEq)]
pub struct MissingItems {
    /// Checklist.
    pub checklist: Box<str>,
    /// Items in the order of printing; empty: the whole checklist.
    pub items: Vec<Box<str>>,
}

/// Where advice applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants say it")]
pub enum AdviceLevel {
    Group,
    Place,
    Both,
}

/// A row of advice.
#[derive(Debug, Clone, PartialEq)]
pub struct Advice {
    /// Id, such as `s3.a3`.
    pub id: Box<str>,
    /// Kind.
    pub kind: AdviceKind,
    /// Where it applies.
    pub level: AdviceLevel,
    /// Number of the article that gives the term; `None` for a site's own.
    pub seed: Option<u8>,
    /// Recommended when.
    pub when: Test,
    /// Must not hold.
    pub guard: Vec<Test>,
    /// For steps: what must hold before the next.
    pub gate: Option<Test>,
    /// Measures: parts that are in place where each of them holds.
    pub in_place: Vec<Test>,
    /// Who acts.
    pub actors: Vec<Actor>,
    /// Effort.
    pub effort: Effort,
    /// Expected effects.
    pub effects: Vec<Effect>,
    /// Whether a source exists for the expected effect; otherwise "plausible, untested".
    pub tested: bool,
    /// Indices of the sources of the expected effect.
    pub sources: Vec<usize>,
    /// Rows with the same key ask for the same first step and are printed as one.
    pub merge: Option<Box<str>>,
    /// Findings it serves, by index.
    pub serves: Vec<usize>,
    /// Items not yet met are printed under the first step.
    pub missing: Option<MissingItems>,
    /// The best published groups of places of like size are printed under it.
    pub lists_peer_groups: bool,
    /// Indicators printed beside it, never judged.
    pub shows: Vec<usize>,
    /// Name given in a site's own playbook; built-in ones live in the texts.
    pub name: Localized,
    /// First step given in a site's own playbook.
    pub first_step: Localized,
    /// How to do it well, given in a site's own playbook.
    pub how: Localized,
    /// What is expected and on what ground, given in a site's own playbook.
    pub effect: Localized,
}
