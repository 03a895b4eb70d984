//! Findings of the reported period, with everything they rest on.

use super::board::{Board, facet_score};
use super::case::Case;
use super::compile::Rule;
use super::outcome::Weighed;
use super::source::Source;
use super::state::State;
use super::{Evidence, Judged, Line, Needed, Outcome, lines};
use crate::disclose::Published;
use crate::playbook::test::AtLeast;

/// Every rule of the level at the reported period.
pub fn all(case: &Case<'_>, board: &Board) -> Vec<Judged> {
    case.program.rules.iter().enumerate().map(|(place, rule)| judged(case, board, place, rule)).collect()
}

fn judged(case: &Case<'_>, board: &Board, place: usize, rule: &Rule) -> Judged {
    let row = case.row;
    let brief = board.brief(place, row);
    let applies = brief.outcome != Outcome::NotApplicable;
    let early = case.is_too_early(row);
    let measure_first = measure_first(case, rule, brief.outcome);
    let told = applies && is_told(case, rule, brief.outcome, &measure_first);
    let items = rule.items.iter().enumerate().filter(|_| told);
    let evidence = items.map(|(item, at)| {
        let mut found = Vec::new();
        lines::all(case, board, at.op, &mut found);
        let seen = if early { too_early(&mut found) } else { board.state(at.op, row).seen() };
        Evidence { item, defining: at.defining, seen, lines: found }
    });
    let evidence = evidence.collect();
    let mut counter = Vec::new();
    for op in rule.counter.iter().filter(|_| told && !early) {
        lines::holding(case, board, *op, &mut counter);
    }
    Judged {
        finding: rule.finding,
        outcome: brief.outcome,
        strength: brief.strength,
        coverage: brief.coverage,
        evidence,
        counter,
        shows: if told { shows(case, rule) } else { Vec::new() },
        facet_score: facet_score(case, rule, row, &mut Weighed::new(&case.playbook.judging))
            .filter(|_| applies && !early),
        linked: linked(case, board, rule, brief.outcome),
        measure_first,
        since: since(case, board, place),
    }
}

/// Whether the evidence is told: not of the many faults that were looked for and not seen, and not of those of which it is
/// said what to measure first.
fn is_told(case: &Case<'_>, rule: &Rule, outcome: Outcome, measure_first: &[Needed]) -> bool {
    let is_fault = case.playbook.findings.get(rule.finding).is_some_and(|finding| finding.kind.is_fault());
    let is_open = outcome == Outcome::Withheld || (outcome == Outcome::CannotAssess && !measure_first.is_empty());
    !is_fault || !(outcome == Outcome::NotSeen || is_open)
}

/// What is printed beside the evidence: the parts of a facet, then what the finding names.
fn shows(case: &Case<'_>, rule: &Rule) -> Vec<Line> {
    let mut found = Vec::new();
    if let Some(facet) = &rule.facet {
        found.extend(facet.dimension.map(|dimension| lines::dimension(case, dimension)));
        found.extend(facet.of.iter().map(|indicator| lines::points_of(case, *indicator)));
    }
    let subjects = case.playbook.findings.get(rule.finding).map(|finding| finding.shows.as_slice()).unwrap_or_default();
    found.extend(subjects.iter().map(|subject| lines::shown(case, subject)));
    found
}

/// Nothing is graded before there are enough periods.
fn too_early(lines: &mut [Line]) -> Published<super::Seen> {
    for line in lines {
        line.seen = State::TooEarly.seen();
        line.persistent = false;
        line.unsure = false;
    }
    Published::TooEarly
}

/// Causes that were at least possible within the lag before an effect that is itself at least possible.
fn linked(case: &Case<'_>, board: &Board, rule: &Rule, outcome: Outcome) -> Vec<usize> {
    if !super::leaf::holds(outcome, AtLeast::Possible) {
        return Vec::new();
    }
    let was_possible = |place: &&usize| {
        (rule.lag.0..=rule.lag.1).any(|lag| {
            let back = i32::try_from(lag).ok().and_then(|lag| case.back(case.row, lag));
            back.is_some_and(|row| super::leaf::holds(board.brief(**place, row).outcome, AtLeast::Possible))
        })
    };
    let causes = rule.follows.iter().filter(was_possible);
    causes.filter_map(|place| case.program.rules.get(*place)).map(|rule| rule.finding).collect()
}

/// What to measure first where there is no result: what is missing of the evidence, the cheapest first. Nothing in a
/// group that is over: nobody can measure it now.
fn measure_first(case: &Case<'_>, rule: &Rule, outcome: Outcome) -> Vec<Needed> {
    if outcome != Outcome::CannotAssess || case.is_too_early(case.row) || case.is_over() {
        return Vec::new();
    }
    let missing = |(needed, source): &&(Needed, Option<Source>)| match needed {
        Needed::Indicator(index) => matches!(case.facts.indicator(*index, case.row), Published::Missing),
        Needed::Field(_) => matches!(super::leaf::field(case, *source, case.row), Published::Missing),
        Needed::Item(checklist, item) => super::asked::answer(case, checklist, item, case.row).flatten().is_none(),
    };
    rule.measures.iter().filter(missing).map(|(needed, _)| needed.clone()).collect()
}

/// The row since which a finding has been at least possible without a break.
fn since(case: &Case<'_>, board: &Board, place: usize) -> Option<usize> {
    let possible = |row: usize| super::leaf::holds(board.brief(place, row).outcome, AtLeast::Possible);
    let mut since = possible(case.row).then_some(case.row)?;
    while since > 0 && case.follows(since) && possible(since - 1) {
        since -= 1;
    }
    Some(since)
}
