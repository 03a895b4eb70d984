//! The rules of a playbook, made once into a list of operations: every distinct test is one operation, however many
//! rules ask for it, and each comes after those it needs. Judging runs down the list, one column of periods at a time.

use super::Needed;
use super::source::Source;
use crate::model::field::FieldTable;
use crate::playbook::advice::{AdviceKind, AdviceLevel};
use crate::playbook::finding::Facet;
use crate::playbook::test::{AtLeast, Bound, Subject};
use crate::playbook::{FindingKind, Level, Playbook, Test};

/// Rules ready to be run on groups and places of a site.
#[derive(Debug, Clone)]
pub struct Rules {
    pub(super) group: Program,
    pub(super) place: Program,
    /// Indicators of groups that rules of places look at, ascending.
    pub(super) traced: Vec<usize>,
    /// Findings of groups that rules of places look at, ascending.
    pub(super) traced_findings: Vec<usize>,
}

/// The rules of one level.
#[derive(Debug, Clone)]
pub(super) struct Program {
    pub level: Level,
    pub ops: Vec<Op>,
    /// Findings of the level in the order of the playbook.
    pub rules: Vec<Rule>,
    /// Advice of the level in the order of the playbook.
    pub advice: Vec<AdviceRule>,
}

/// One operation; numbers are places of earlier operations.
#[derive(Debug, Clone)]
pub(super) enum Op {
    /// Looks at values. A field it names is resolved.
    Leaf(Test, Option<Source>),
    /// An indicator against its own thresholds, with the tests that reach act and watch whatever the value.
    Own {
        indicator: usize,
        act_when: Vec<usize>,
        watch_when: Vec<usize>,
        /// While one holds, the thresholds are not in force.
        suspend_when: Vec<usize>,
    },
    Any(Vec<usize>),
    All(Vec<usize>),
    AtLeast(usize, Vec<usize>),
    Not(usize),
    Persistent(usize, usize),
    /// Result of a rule, by its place in [`Program::rules`].
    Result(usize, AtLeast),
    /// Score of a facet, by its place in [`Program::rules`].
    Facet(usize, Bound),
    /// Decides a rule.
    Judge(usize),
}

/// A finding as it is judged.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    /// Index in the playbook.
    pub finding: usize,
    pub items: Vec<RuleItem>,
    pub counter: Vec<usize>,
    pub not_for: Vec<usize>,
    pub needs: usize,
    pub is_value: bool,
    pub is_context: bool,
    pub facet: Option<Facet>,
    /// Causes by place in [`Program::rules`].
    pub follows: Vec<usize>,
    pub lag: (usize, usize),
    /// What its evidence looks at, the cheapest to measure first.
    pub measures: Vec<(Needed, Option<Source>)>,
}

/// An item of evidence.
#[derive(Debug, Clone, Copy)]
pub(super) struct RuleItem {
    pub op: usize,
    pub weight: f64,
    pub defining: bool,
}

/// A row of advice as it is decided.
#[derive(Debug, Clone)]
pub(super) struct AdviceRule {
    /// Index in the playbook.
    pub advice: usize,
    pub when: usize,
    pub guard: Vec<usize>,
    pub gate: Option<usize>,
    /// Parts of a measure.
    pub in_place: Vec<usize>,
}

impl Rules {
    /// Compiles the rules of a playbook.
    pub fn new(playbook: &Playbook, fields: &FieldTable) -> Self {
        let group = Compiler::new(playbook, fields, Level::Group).program();
        let place = Compiler::new(playbook, fields, Level::Place).program();
        let (traced, traced_findings) = traced(playbook, &place);
        Self { group, place, traced, traced_findings }
    }

    pub(super) fn of(&self, level: Level) -> &Program {
        match level {
            Level::Group => &self.group,
            Level::Place => &self.place,
        }
    }
}

impl Program {
    /// Place of a finding among the rules of this level.
    pub fn rule(&self, finding: usize) -> Option<usize> {
        self.rules.binary_search_by_key(&finding, |rule| rule.finding).ok()
    }
}

struct Compiler<'a> {
    playbook: &'a Playbook,
    fields: &'a FieldTable,
    level: Level,
    /// Findings of the level by index in the playbook, ascending.
    members: Vec<usize>,
    ops: Vec<Op>,
    /// Tests already compiled, with their operation.
    known: Vec<(Test, usize)>,
    rules: Vec<Option<Rule>>,
    /// Rules being compiled: a circle, which the reader refuses, would lead back to one.
    open: Vec<usize>,
}

impl<'a> Compiler<'a> {
    fn new(playbook: &'a Playbook, fields: &'a FieldTable, level: Level) -> Self {
        let members: Vec<_> = (0..playbook.findings.len())
            .filter(|index| playbook.findings.get(*index).is_some_and(|finding| finding.level == level))
            .collect();
        let rules = vec![None; members.len()];
        Self { playbook, fields, level, members, ops: Vec::new(), known: Vec::new(), rules, open: Vec::new() }
    }

    fn program(mut self) -> Program {
        for place in 0..self.members.len() {
            self.rule(place);
        }
        let mut advice = Vec::new();
        for (index, row) in self.playbook.advice.iter().enumerate() {
            let here = match row.level {
                AdviceLevel::Group => self.level == Level::Group,
                AdviceLevel::Place => self.level == Level::Place,
                AdviceLevel::Both => true,
            };
            if here {
                let when = self.test(&row.when);
                let guard = row.guard.iter().map(|test| self.test(test)).collect();
                let gate = row.gate.as_ref().map(|test| self.test(test));
                let in_place = row.in_place.iter().map(|test| self.test(test)).collect();
                advice.push(AdviceRule { advice: index, when, guard, gate, in_place });
            }
        }
        Program { level: self.level, ops: self.ops, rules: self.rules.into_iter().flatten().collect(), advice }
    }

    /// Compiles a rule with the operation that decides it.
    fn rule(&mut self, place: usize) {
        let Some(finding) = self.members.get(place).and_then(|index| self.playbook.findings.get(*index)) else {
            return;
        };
        if self.rules.get(place).is_none_or(Option::is_some) || self.open.contains(&place) {
            return;
        }
        self.open.push(place);
        let items = finding.evidence.iter().map(|item| RuleItem {
            op: self.test(&item.test),
            weight: item.weight,
            defining: item.defining,
        });
        let items: Vec<_> = items.collect();
        let counter = finding.counter.iter().map(|test| self.test(test)).collect();
        let not_for = finding.not_for.iter().map(|test| self.test(test)).collect();
        let measures = super::needs::of(finding, self.playbook, self.fields);
        let rule = Rule {
            finding: self.members.get(place).copied().unwrap_or_default(),
            items,
            counter,
            not_for,
            needs: finding.needs,
            is_value: finding.kind == FindingKind::Value,
            is_context: finding.is_context(),
            facet: finding.facet.clone(),
            follows: finding.follows.iter().filter_map(|cause| self.members.binary_search(cause).ok()).collect(),
            lag: finding.lag,
            measures,
        };
        if let Some(slot) = self.rules.get_mut(place) {
            *slot = Some(rule);
        }
        self.open.pop();
        self.ops.push(Op::Judge(place));
    }

    /// The operation of a test, made now if it is new.
    fn test(&mut self, test: &Test) -> usize {
        if let Some((_, op)) = self.known.iter().find(|(known, _)| known == test) {
            return *op;
        }
        let op = self.op(test);
        self.ops.push(op);
        let at = self.ops.len() - 1;
        self.known.push((test.clone(), at));
        at
    }

    /// Whether the thresholds of an indicator may be out of force.
    fn is_suspended(&self, indicator: usize) -> bool {
        self.playbook.indicators.get(indicator).is_some_and(|indicator| !indicator.suspend_when.is_empty())
    }

    fn op(&mut self, test: &Test) -> Op {
        match test {
            Test::Indicator { indicator } => {
                let playbook = self.playbook;
                let found = playbook.indicators.get(*indicator);
                let mut list = |tests: Option<&Vec<Test>>| tests.into_iter().flatten().map(|t| self.test(t)).collect();
                let act_when = list(found.map(|i| &i.act_when));
                let watch_when = list(found.map(|i| &i.watch_when));
                let suspend_when = list(found.map(|i| &i.suspend_when));
                Op::Own { indicator: *indicator, act_when, watch_when, suspend_when }
            }
            // While the lines of an indicator are out of force, a rule that draws one of its own follows suit.
            Test::Threshold { indicator, .. } if self.is_suspended(*indicator) => {
                let own = self.test(&Test::Indicator { indicator: *indicator });
                self.ops.push(Op::Leaf(test.clone(), None));
                Op::All(vec![own, self.ops.len() - 1])
            }
            Test::Any(tests) => Op::Any(tests.iter().map(|test| self.test(test)).collect()),
            Test::All(tests) => Op::All(tests.iter().map(|test| self.test(test)).collect()),
            Test::AtLeast { count, of } => Op::AtLeast(*count, of.iter().map(|test| self.test(test)).collect()),
            Test::Not(inner) => Op::Not(self.test(inner)),
            Test::Persistent { test, periods } => Op::Persistent(self.test(test), *periods),
            Test::Finding { finding, at_least } => match self.needed(*finding) {
                Some(place) => Op::Result(place, *at_least),
                None => Op::Leaf(test.clone(), None),
            },
            Test::Facet { facet, bound } => match self.needed(*facet) {
                Some(place) => Op::Facet(place, *bound),
                None => Op::Leaf(test.clone(), None),
            },
            Test::RenewalConsidered => {
                let playbook = self.playbook;
                match playbook.advice.iter().find(|advice| advice.kind == AdviceKind::Step(1)) {
                    Some(first) => Op::Any(vec![self.test(&first.when)]),
                    None => Op::Leaf(test.clone(), None),
                }
            }
            _ => Op::Leaf(test.clone(), self.source(test)),
        }
    }

    /// The place of another rule of this level, compiled by now.
    fn needed(&mut self, finding: usize) -> Option<usize> {
        let place = self.members.binary_search(&finding).ok()?;
        self.rule(place);
        self.rules.get(place)?.as_ref().map(|_| place)
    }

    fn source(&self, test: &Test) -> Option<Source> {
        match test {
            Test::Field { field, .. } | Test::FieldEquals { field, .. } => {
                Source::find(field, self.playbook, self.fields)
            }
            Test::Trend { subject: Subject::Field(field), .. } => Source::find(field, self.playbook, self.fields),
            _ => None,
        }
    }
}

/// Indicators and findings of groups that the rules, effects and printed values of places look at.
fn traced(playbook: &Playbook, place: &Program) -> (Vec<usize>, Vec<usize>) {
    let (mut indicators, mut findings) = (Vec::new(), Vec::new());
    for op in &place.ops {
        match op {
            Op::Leaf(Test::GroupsMedian { indicator, .. }, _) => indicators.push(*indicator),
            Op::Leaf(Test::GroupsShare { finding, .. }, _) => findings.push(*finding),
            _ => {}
        }
    }
    let shown = place.rules.iter().filter_map(|rule| playbook.findings.get(rule.finding)).flat_map(|f| &f.shows);
    let rows = || place.advice.iter().filter_map(|row| playbook.advice.get(row.advice));
    let aimed = rows().flat_map(|advice| advice.effects.iter().map(|effect| &effect.subject));
    indicators.extend(shown.chain(aimed).filter_map(|subject| match subject {
        Subject::Indicator(indicator) => Some(*indicator),
        Subject::Field(_) => None,
    }));
    indicators.extend(rows().flat_map(|advice| advice.shows.iter().copied()));
    indicators.retain(|index| playbook.indicators.get(*index).is_some_and(|i| i.level == Level::Group));
    for list in [&mut indicators, &mut findings] {
        list.sort_unstable();
        list.dedup();
    }
    (indicators, findings)
}
