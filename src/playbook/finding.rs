//! Findings: rules that read evidence.

use super::indicator::Level;
use super::test::{Subject, Test};
use crate::model::Localized;
use crate::model::group::GroupType;

/// Kind of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// A cause.
    Cause,
    /// An effect, linked to causes within a lag.
    Effect,
    /// A function or meaning delivered: a strength.
    Value,
    /// One of the six facets of operation.
    Facet,
    /// A group type with its items.
    Type,
    /// A remark that aggravates.
    Remark,
}

impl FindingKind {
    /// Whether it says what may be wrong, so that groups are counted and listed by it. Values, facets and types are strengths
    /// and states.
    pub fn is_fault(self) -> bool {
        matches!(self, Self::Cause | Self::Effect | Self::Remark)
    }
}

/// One item of evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The test.
    pub test: Test,
    /// Weight.
    pub weight: f64,
    /// Defining (★): enough alone when established.
    pub defining: bool,
}

/// What a facet's score is the mean of.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facet {
    /// Indicators by index.
    pub of: Vec<usize>,
    /// A whole dimension by index.
    pub dimension: Option<usize>,
    /// Weak below this score.
    pub weak_below: f64,
}

/// A rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Id, such as `s2.c2b`.
    pub id: Box<str>,
    /// Kind.
    pub kind: FindingKind,
    /// Of groups or of places.
    pub level: Level,
    /// Number of the article that gives the term; `None` for a site's own.
    pub seed: Option<u8>,
    /// Evidence.
    pub evidence: Vec<Item>,
    /// Counter-evidence, printed when it holds.
    pub counter: Vec<Test>,
    /// Where the rule does not apply.
    pub not_for: Vec<Test>,
    /// At least this many items at a hint or above, for "two of three" rules; 0 when not asked.
    pub needs: usize,
    /// Effects: indices of the linked causes.
    pub follows: Vec<usize>,
    /// Effects: periods between cause and effect, least and most.
    pub lag: (usize, usize),
    /// Advice by index.
    pub advice: Vec<usize>,
    /// Printed beside the evidence, never judged; for a place an indicator of groups is the median over its groups.
    pub shows: Vec<Subject>,
    /// Facets.
    pub facet: Option<Facet>,
    /// Types: the type.
    pub group_type: Option<GroupType>,
    /// Types: the items of the checklist `type_fit` for such a group, three services, then three strategies.
    pub items: Vec<Box<str>>,
    /// Name and claim given in a site's own playbook; built-in ones live in the texts.
    pub name: Localized,
    /// Claim given in a site's own playbook.
    pub claim: Localized,
    /// Caution given in a site's own playbook.
    pub caution: Localized,
}

impl Finding {
    /// Whether all its evidence weighs nothing: a row of context, printed without a result.
    pub fn is_context(&self) -> bool {
        self.facet.is_none() && self.evidence.iter().all(|item| item.weight == 0.0)
    }

    /// The indicators it looks at, each once: those of the evidence, of the counter-evidence, of a facet.
    pub fn indicators(&self) -> Vec<usize> {
        let tests = self.evidence.iter().map(|item| &item.test).chain(&self.counter).chain(&self.not_for);
        let facet = self.facet.iter().flat_map(|facet| &facet.of);
        let mut once = Vec::new();
        for index in tests.flat_map(Test::indicators).chain(facet.copied()) {
            if !once.contains(&index) {
                once.push(index);
            }
        }
        once
    }
}
