//! Runs compiled rules over all periods of a group or place: a column of states for each operation, and a result for
//! each rule and period. Each period sees only itself and those before it.

use super::assessment::History;
use super::case::Case;
use super::compile::{Op, Rule};
use super::outcome::{Weighed, facet};
use super::state::{State, at_least};
use super::{Brief, Outcome, leaf};
use crate::disclose::Published;
use crate::playbook::test::Bound;

/// States of operations and results of rules, by period.
pub struct Board {
    rows: usize,
    /// By operation, then by period.
    states: Vec<State>,
    /// By rule, then by period.
    briefs: Vec<Brief>,
}

const NO_RESULT: Brief = Brief { outcome: Outcome::CannotAssess, strength: 0.0, coverage: 0.0 };

impl Board {
    /// Runs all rules of the case's level.
    pub fn new(case: &Case<'_>) -> Self {
        let rows = case.rows();
        let program = case.program;
        let mut board = Self {
            rows,
            states: vec![State::Missing; program.ops.len() * rows],
            briefs: vec![NO_RESULT; program.rules.len() * rows],
        };
        if rows == 0 {
            return board;
        }
        let mut changed = Vec::with_capacity(rows);
        for (index, op) in program.ops.iter().enumerate() {
            let (done, rest) = board.states.split_at_mut(index * rows);
            let Some(out) = rest.get_mut(..rows) else { continue };
            let done = Columns { rows, states: done };
            match op {
                Op::Leaf(test, source) => leaf::column(case, test, *source, out),
                Op::Own { indicator, act_when, watch_when, suspend_when } => {
                    own(case, *indicator, [act_when, watch_when, suspend_when], done, out);
                }
                Op::Judge(place) => {
                    let briefs = board.briefs.get_mut(place * rows..(place + 1) * rows);
                    if let (Some(rule), Some(briefs)) = (program.rules.get(*place), briefs) {
                        changes(case, rule, done, &mut changed);
                        judge(case, rule, done, &changed, briefs);
                    }
                }
                Op::Result(place, least) => {
                    for (row, state) in out.iter_mut().enumerate() {
                        *state = of_result(case, brief(&board.briefs, rows, *place, row).outcome, row, |outcome| {
                            leaf::holds(outcome, *least)
                        });
                    }
                }
                Op::Facet(place, bound) => {
                    for (row, state) in out.iter_mut().enumerate() {
                        *state = of_facet(case, brief(&board.briefs, rows, *place, row), row, *bound);
                    }
                }
                _ => combine(case, op, done, out),
            }
        }
        board
    }

    /// State of an operation in a period.
    pub fn state(&self, op: usize, row: usize) -> State {
        self.states.get(op * self.rows + row).copied().unwrap_or(State::Missing)
    }

    /// Result of a rule in a period.
    pub fn brief(&self, place: usize, row: usize) -> Brief {
        brief(&self.briefs, self.rows, place, row)
    }

    /// The results of all rules in all periods.
    pub fn into_history(self) -> History {
        History::new(self.rows, self.briefs)
    }
}

/// The columns that are done.
#[derive(Clone, Copy)]
struct Columns<'a> {
    rows: usize,
    states: &'a [State],
}

impl Columns<'_> {
    fn state(&self, op: usize, row: usize) -> State {
        self.states.get(op * self.rows + row).copied().unwrap_or(State::Missing)
    }

    fn column(&self, op: usize) -> &[State] {
        self.states.get(op * self.rows..(op + 1) * self.rows).unwrap_or_default()
    }
}

fn brief(briefs: &[Brief], rows: usize, place: usize, row: usize) -> Brief {
    briefs.get(place * rows + row).copied().unwrap_or(NO_RESULT)
}

/// A finding as a test: its result is certain, whatever its own evidence was.
fn of_result(case: &Case<'_>, outcome: Outcome, row: usize, holds: impl Fn(Outcome) -> bool) -> State {
    match outcome {
        _ if case.is_too_early(row) => State::TooEarly,
        Outcome::NotApplicable | Outcome::Context => State::NotApplicable,
        Outcome::CannotAssess => State::Missing,
        Outcome::Withheld => State::Withheld,
        outcome => State::flag(holds(outcome)),
    }
}

/// The score of a facet lies in its strength, see [`facet`].
fn of_facet(case: &Case<'_>, brief: Brief, row: usize, bound: Bound) -> State {
    let score = 100.0 * (1.0 - brief.strength);
    of_result(case, brief.outcome, row, |_| bound.reached(score))
}

/// An indicator against its own thresholds, and the tests that reach them whatever its value or put them out of force:
/// `[act_when, watch_when, suspend_when]`.
fn own(case: &Case<'_>, indicator: usize, tests: [&Vec<usize>; 3], done: Columns<'_>, out: &mut [State]) {
    leaf::own(case, indicator, out);
    let [act_when, watch_when, suspend_when] = tests;
    if tests.iter().all(|tests| tests.is_empty()) {
        return;
    }
    for (row, state) in out.iter_mut().enumerate() {
        if *state == State::NotApplicable {
            continue;
        }
        if state.is_measured() && suspend_when.iter().any(|op| done.state(*op, row).holds()) {
            *state = State::NotSeen;
        }
        for op in act_when {
            let reached = done.state(*op, row);
            if reached.holds() {
                *state = (*state).max(reached);
            }
        }
        if watch_when.iter().any(|op| done.state(*op, row).holds()) {
            *state = (*state).max(State::Hint);
        }
    }
    leaf::persist(case, out);
}

fn combine(case: &Case<'_>, op: &Op, done: Columns<'_>, out: &mut [State]) {
    match op {
        Op::Any(parts) | Op::All(parts) => {
            let join = if matches!(op, Op::Any(_)) { State::any } else { State::all };
            for (at, part) in parts.iter().enumerate() {
                for (state, part) in out.iter_mut().zip(done.column(*part)) {
                    *state = if at == 0 { *part } else { join(*state, *part) };
                }
            }
        }
        Op::Not(part) => {
            for (state, part) in out.iter_mut().zip(done.column(*part)) {
                *state = part.not();
            }
        }
        Op::AtLeast(count, parts) => {
            let mut states = Vec::with_capacity(parts.len());
            for (row, state) in out.iter_mut().enumerate() {
                states.clear();
                states.extend(parts.iter().map(|part| done.state(*part, row)));
                *state = at_least(*count, &mut states);
            }
        }
        Op::Persistent(part, periods) => {
            for (row, state) in out.iter_mut().enumerate() {
                *state = persistent(case, done.column(*part), *periods, row);
            }
        }
        _ => {}
    }
}

/// The weakest state of several periods running; a hint that lasts counts as indicated.
fn persistent(case: &Case<'_>, column: &[State], periods: usize, row: usize) -> State {
    let Some(first) = (row + 1).checked_sub(periods) else { return State::Missing };
    let mut whole = State::Established;
    for at in first..=row {
        if at > first && !case.follows(at) {
            return State::Missing;
        }
        whole = whole.all(column.get(at).copied().unwrap_or(State::Missing));
    }
    if whole == State::Hint && periods >= case.playbook.judging.persistent_periods { State::Indicated } else { whole }
}

/// Marks the periods in which anything that a rule looks at differs from the period before. States change seldom.
fn changes(case: &Case<'_>, rule: &Rule, done: Columns<'_>, changed: &mut Vec<bool>) {
    changed.clear();
    // The score of a facet is not among the states.
    changed.resize(done.rows, rule.facet.is_some());
    for op in rule.not_for.iter().copied().chain(rule.items.iter().map(|item| item.op)) {
        let column = done.column(op);
        let (later, now) = (changed.get_mut(1..).unwrap_or_default(), column.get(1..).unwrap_or_default());
        for ((changed, now), before) in later.iter_mut().zip(now).zip(column) {
            *changed |= now != before;
        }
    }
    for (row, changed) in changed.iter_mut().enumerate() {
        *changed |= row == 0 || case.is_too_early(row - 1) != case.is_too_early(row);
    }
}

/// Decides a rule in every period.
fn judge(case: &Case<'_>, rule: &Rule, done: Columns<'_>, changed: &[bool], briefs: &mut [Brief]) {
    for (row, changed) in changed.iter().enumerate() {
        if let Some(before) = row.checked_sub(1).filter(|_| !changed) {
            briefs[row] = briefs[before];
            continue;
        }
        let Some(brief) = briefs.get_mut(row) else { return };
        if rule.not_for.iter().any(|op| done.state(*op, row).holds()) {
            brief.outcome = Outcome::NotApplicable;
        } else if case.is_too_early(row) {
            brief.outcome = Outcome::CannotAssess;
        } else if rule.is_context {
            brief.outcome = Outcome::Context;
        } else {
            let mut weighed = Weighed::new(&case.playbook.judging);
            for item in &rule.items {
                weighed.add(done.state(item.op, row), item.weight, item.defining);
            }
            *brief = match &rule.facet {
                None => weighed.result(rule.needs, rule.is_value),
                Some(of) => {
                    let score = facet_score(case, rule, row, &mut weighed);
                    facet(&weighed, score, of.weak_below)
                }
            };
        }
    }
}

/// The score of a facet in a period: the mean of what was measured of it, or the dimension's. Each part is added to the
/// evidence, for its coverage.
pub fn facet_score(case: &Case<'_>, rule: &Rule, row: usize, weighed: &mut Weighed<'_>) -> Option<f64> {
    let of = rule.facet.as_ref()?;
    let (mut sum, mut parts) = (0.0, 0u32);
    let mut add = |score: Published<f64>| {
        weighed.add(State::of_gap(&score), 1.0, false);
        if let Published::Value(score) = score {
            sum += score;
            parts += 1;
        }
    };
    if let Some(dimension) = of.dimension {
        add(leaf::dimension_score(case, dimension, row));
    }
    for index in &of.of {
        add(points(case, *index, row));
    }
    (parts > 0).then(|| sum / f64::from(parts))
}

/// The published points of an indicator; where it is not scored, why.
pub fn points(case: &Case<'_>, index: usize, row: usize) -> Published<f64> {
    let scored = case.scores.periods.get(row).and_then(|scores| scores.points.get(index).copied().flatten());
    match (scored, case.facts.indicator(index, row)) {
        (Some(points), Published::Value(_)) => Published::Value(points.value),
        (_, Published::Value(_)) => Published::Missing,
        (_, gap) => gap.map(|_| 0.0),
    }
}
