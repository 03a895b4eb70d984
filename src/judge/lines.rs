//! Lines of evidence: every value a test looked at in the reported period, with its thresholds and their marks.

use super::board::{Board, points};
use super::case::Case;
use super::compile::Op;
use super::state::State;
use super::{About, Line, asked, leaf};
use crate::disclose::Published;
use crate::model::quantity::Estimate;
use crate::playbook::indicator::{Direction, Scale, Side};
use crate::playbook::test::{Bound, PeerQuantile, Subject};
use crate::playbook::{Level, Mark, Test};
use libm::{log, log1p};

/// A value with nothing said about it yet.
fn bare(about: About, value: Published<Estimate>) -> Line {
    Line {
        about,
        value,
        watch: None,
        act: None,
        seen: Published::Missing,
        persistent: false,
        unsure: false,
        negated: false,
    }
}

/// Appends the lines of all leaves under an operation.
pub fn all(case: &Case<'_>, board: &Board, op: usize, out: &mut Vec<Line>) {
    match case.program.ops.get(op) {
        Some(Op::Any(parts) | Op::All(parts) | Op::AtLeast(_, parts)) => {
            let from = out.len();
            for part in parts {
                all(case, board, *part, out);
                // One indicator against its own line and another one is one value, told once.
                if let [.., before, last] = out.as_slice()
                    && out.len() > from + 1
                    && matches!(last.about, About::Indicator(_))
                    && before.about == last.about
                {
                    out.pop();
                }
            }
        }
        Some(Op::Not(part)) => {
            let from = out.len();
            all(case, board, *part, out);
            out.iter_mut().skip(from).for_each(|line| line.negated = !line.negated);
        }
        Some(Op::Persistent(part, _)) => all(case, board, *part, out),
        Some(Op::Own { act_when, watch_when, suspend_when, .. }) => {
            out.push(line(case, board, op));
            let suspended = is_suspended(case, board, suspend_when);
            let holds = |part: &&usize| suspended || board.state(**part, case.row).holds();
            for part in act_when.iter().chain(watch_when).filter(holds) {
                all(case, board, *part, out);
            }
        }
        Some(_) => {
            let line = line(case, board, op);
            if !is_told(&line, out) {
                // How old a yes is says that it is one.
                if let About::ItemAge(checklist, item, Some(true), _) = &line.about {
                    out.retain(|have| !is_answer(have, checklist, item));
                }
                out.push(line);
            }
        }
        None => {}
    }
}

/// Whether what a line would say stands there already: an answer that has no date, a value without peers to set it
/// against.
fn is_told(line: &Line, lines: &[Line]) -> bool {
    match &line.about {
        About::ItemAge(checklist, item, None | Some(false), _) => {
            lines.iter().any(|have| is_answer(have, checklist, item))
        }
        About::Peers(_) if line.act.is_none() => {
            lines.iter().any(|have| have.about == line.about && have.act.is_none())
        }
        _ => false,
    }
}

fn is_answer(line: &Line, checklist: &str, item: &str) -> bool {
    matches!(&line.about, About::Item(list, known, _) if &**list == checklist && &**known == item)
}

/// Appends the lines that make an operation hold: of alternatives only those that do.
pub fn holding(case: &Case<'_>, board: &Board, op: usize, out: &mut Vec<Line>) {
    if !board.state(op, case.row).holds() {
        return;
    }
    match case.program.ops.get(op) {
        Some(Op::Any(parts) | Op::All(parts) | Op::AtLeast(_, parts)) => {
            parts.iter().for_each(|part| holding(case, board, *part, out));
        }
        Some(Op::Persistent(part, _)) => holding(case, board, *part, out),
        _ => all(case, board, op, out),
    }
}

/// Values printed beside a finding or advice, never judged. In a place's row an indicator of groups is the median over
/// its groups.
pub fn shown(case: &Case<'_>, subject: &Subject) -> Line {
    let row = case.row;
    match subject {
        Subject::Indicator(index) => {
            let level = case.playbook.indicators.get(*index).map(|indicator| indicator.level);
            match (level, case.program.level) {
                (Some(Level::Group), Level::Place) => {
                    bare(About::GroupsMedian(*index), leaf::groups_median(case, *index, row))
                }
                (Some(Level::Place), Level::Group) => {
                    bare(About::Indicator(*index), leaf::of_place(case, *index, row).map(Clone::clone))
                }
                _ => bare(About::Indicator(*index), case.facts.indicator(*index, row).map(Clone::clone)),
            }
        }
        Subject::Field(name) => {
            let source = super::source::Source::find(name, case.playbook, case.fields);
            bare(About::Field(name.clone()), leaf::field(case, source, row))
        }
    }
}

/// The points of an indicator.
pub fn points_of(case: &Case<'_>, indicator: usize) -> Line {
    bare(About::PointsOf(indicator), point_estimate(case, indicator))
}

/// The score of a dimension.
pub fn dimension(case: &Case<'_>, dimension: usize) -> Line {
    bare(About::Dimension(dimension), leaf::dimension_score(case, dimension, case.row).map(Estimate::exact))
}

/// The line of a leaf with its state in the reported period.
fn line(case: &Case<'_>, board: &Board, op: usize) -> Line {
    let state = board.state(op, case.row);
    let line = match case.program.ops.get(op) {
        Some(Op::Own { indicator, suspend_when, .. }) => {
            let line = own(case, *indicator);
            // Thresholds that are not in force are not shown as if they were.
            if is_suspended(case, board, suspend_when) { Line { watch: None, act: None, ..line } } else { line }
        }
        Some(Op::Result(place, _)) => {
            let finding = case.program.rules.get(*place).map_or(0, |rule| rule.finding);
            bare(About::Finding(finding, board.brief(*place, case.row).outcome), Published::Missing)
        }
        Some(Op::Facet(place, bound)) => {
            let brief = board.brief(*place, case.row);
            let score = Estimate::exact(100.0 * (1.0 - brief.strength));
            let value = if state.is_measured() { Published::Value(score) } else { Published::Missing };
            let finding = case.program.rules.get(*place).map_or(0, |rule| rule.finding);
            Line { act: Some((*bound, Mark::C)), ..bare(About::Facet(finding), value) }
        }
        Some(Op::Leaf(test, source)) => of_values(case, test, *source),
        _ => bare(About::Always, Published::Missing),
    };
    let persistent = state == State::Indicated && is_hint(&line);
    Line { seen: state.seen(), persistent, unsure: state == State::Unsure, ..line }
}

/// Whether the thresholds of an indicator are out of force in the reported period.
fn is_suspended(case: &Case<'_>, board: &Board, suspend_when: &[usize]) -> bool {
    suspend_when.iter().any(|op| board.state(*op, case.row).holds())
}

/// Whether the value by itself is no more than a hint: beyond watch, not beyond act, and not with its whole interval.
fn is_hint(line: &Line) -> bool {
    let (Published::Value(value), Some((watch, _))) = (&line.value, line.watch) else { return false };
    let near = if watch.is_low() { value.upper } else { value.lower };
    watch.reached(value.value)
        && !near.is_some_and(|limit| watch.reached(limit))
        && !line.act.is_some_and(|(act, _)| act.reached(value.value))
}

/// An indicator with its own thresholds; of a band those of the side that the value lies on.
fn own(case: &Case<'_>, index: usize) -> Line {
    let value = case.facts.indicator(index, case.row).map(Clone::clone);
    let line = bare(About::Indicator(index), value);
    let Some(indicator) = case.playbook.indicators.get(index) else { return line };
    let [first, second] = if indicator.scale == Scale::PeersLog {
        leaf::peer_sides(case, index, indicator, case.row)
    } else {
        indicator.sides(case.kind(), case.platform())
    };
    let beyond = |side: &Side| {
        let mildest = side.watch.or(side.act);
        line.value.value().zip(mildest).is_some_and(|(value, bound)| bound.reached(value.value))
    };
    let side = if first.is_empty() || (beyond(&second) && !beyond(&first)) { second } else { first };
    Line {
        watch: side.watch.map(|bound| (bound, indicator.watch_mark)),
        act: side.act.map(|bound| (bound, indicator.act_mark)),
        ..line
    }
}

fn of_values(case: &Case<'_>, test: &Test, source: Option<super::source::Source>) -> Line {
    let row = case.row;
    match test {
        Test::Threshold { indicator, act, watch } => {
            let value = case.facts.indicator(*indicator, row).map(Clone::clone);
            let marked = |bound: Bound| (bound, mark(case, *indicator, bound));
            let line = bare(About::Indicator(*indicator), value);
            Line { act: Some(marked(*act)), watch: watch.map(marked), ..line }
        }
        Test::Points { indicator, bound } => Line { act: Some((*bound, Mark::C)), ..points_of(case, *indicator) },
        Test::Dimension { dimension: index, bound } => Line { act: Some((*bound, Mark::C)), ..dimension(case, *index) },
        Test::Peers { indicator, quantile, below } => {
            let value = leaf::of_place(case, *indicator, row).map(Clone::clone);
            let act =
                peer_line(case, *indicator, *quantile).map(|x| if *below { Bound::Below(x) } else { Bound::Above(x) });
            Line { act: act.map(|bound| (bound, Mark::C)), ..bare(About::Peers(*indicator), value) }
        }
        Test::GroupsMedian { indicator, bound, watch } => {
            let marked = |bound: Bound| (bound, mark(case, *indicator, bound));
            let line = bare(About::GroupsMedian(*indicator), leaf::groups_median(case, *indicator, row));
            Line { act: Some(marked(*bound)), watch: watch.map(marked), ..line }
        }
        Test::GroupsShare { finding, at_least, share } => {
            let line = bare(About::GroupsShare(*finding), leaf::groups_share(case, *finding, *at_least, row));
            Line { act: Some((Bound::AtLeast(*share), Mark::C)), ..line }
        }
        Test::Field { field, bound } => {
            let line = bare(About::Field(field.clone()), leaf::field(case, source, row));
            Line { act: Some((*bound, field_mark(case, field))), ..line }
        }
        Test::FieldEquals { field, .. } => bare(About::Field(field.clone()), leaf::field(case, source, row)),
        _ => of_time_and_answers(case, test, source),
    }
}

fn of_time_and_answers(case: &Case<'_>, test: &Test, source: Option<super::source::Source>) -> Line {
    let row = case.row;
    match test {
        Test::Change { indicator, over, .. } => match leaf::change(case, *indicator, *over, row) {
            Published::Value((since, difference)) => {
                let since = case.period(since).or(case.period(row));
                let about = since.map_or(About::Indicator(*indicator), |since| About::Change(*indicator, since));
                bare(about, Published::Value(difference.estimate()))
            }
            gap => bare(About::Indicator(*indicator), gap.map(|(_, difference)| difference.estimate())),
        },
        Test::Trend { subject, down, periods } => {
            let value = leaf::subject_at(case, subject, source, row);
            let about = match subject {
                Subject::Indicator(index) => About::Trend(*index, *down, *periods),
                Subject::Field(name) => About::FieldTrend(name.clone(), *down, *periods),
            };
            bare(about, value)
        }
        Test::OwnMedian { indicator, over, factor } => {
            let line = bare(About::OwnMedian(*indicator, *over), leaf::own_median(case, *indicator, *over, row));
            Line { act: Some((*factor, Mark::C)), ..line }
        }
        Test::ReasonLeads { reason } => match asked::reason_share(case, *reason, row) {
            Published::Value((share, leading)) => {
                let line = bare(About::Reason(*reason), Published::Value(share));
                Line { act: Some((Bound::Above(leading), Mark::C)), ..line }
            }
            gap => bare(About::Reason(*reason), gap.map(|(share, _)| share)),
        },
        Test::Item { checklist, item, .. } => {
            let answer = asked::answer(case, checklist, item, row).flatten();
            bare(About::Item(checklist.clone(), item.clone(), answer), Published::Missing)
        }
        Test::ItemOlder { checklist, item, months } => {
            let answer = asked::answer(case, checklist, item, row).flatten();
            bare(About::ItemAge(checklist.clone(), item.clone(), answer, *months), Published::Missing)
        }
        Test::AnyItemNo { checklist, items } => {
            let no = items.iter().find(|item| asked::answer(case, checklist, item, row) == Some(Some(false)));
            let item = no.or(items.first()).cloned().unwrap_or_default();
            let answer = asked::answer(case, checklist, &item, row).flatten();
            bare(About::Item(checklist.clone(), item, answer), Published::Missing)
        }
        Test::PeerGroup { points } => {
            let value = asked::best_peer_group(case, row).map(Estimate::exact);
            Line { act: Some((Bound::AtLeast(*points), Mark::C)), ..bare(About::PeerGroup, value) }
        }
        Test::Measured { indicator, .. } => {
            bare(About::Measured(*indicator), case.facts.indicator(*indicator, row).map(Clone::clone))
        }
        Test::IsType(kind) => bare(About::Attribute(kind.id()), Published::Missing),
        Test::IsPlatform(platform) => bare(About::Attribute(platform.id()), Published::Missing),
        Test::IsTimeBoxed => bare(About::Attribute("time_boxed"), Published::Missing),
        Test::IsEnded => bare(About::Attribute("ended"), Published::Missing),
        Test::RenewalDeclared => bare(About::Renewal("declared"), Published::Missing),
        Test::RenewalRunning => bare(About::Renewal("running"), Published::Missing),
        Test::RenewalConsidered => bare(About::Renewal("considered"), Published::Missing),
        Test::NotCollected { key } => bare(About::NotCollected(key.clone()), Published::Missing),
        _ => bare(About::Always, Published::Missing),
    }
}

fn peer_line(case: &Case<'_>, indicator: usize, quantile: PeerQuantile) -> Option<f64> {
    case.place?.peers.line(indicator, case.place_row(case.row)?, quantile)
}

/// The points of an indicator with the interval of its value carried over to points.
fn point_estimate(case: &Case<'_>, index: usize) -> Published<Estimate> {
    let value = case.facts.indicator(index, case.row);
    points(case, index, case.row).map(|points| {
        let exact = Estimate::exact(points);
        let (Published::Value(value), Some(indicator)) = (value, case.playbook.indicators.get(index)) else {
            return exact;
        };
        let Some([a, b]) = indicator.thresholds_for(case.kind(), case.platform()).goalposts else { return exact };
        let of = |x: f64| {
            let share = match indicator.scale {
                Scale::Log => (log1p(x) - log1p(a)) / (log1p(b) - log1p(a)),
                Scale::Ratio => (log(x) - log(a)) / (log(b) - log(a)),
                Scale::Linear | Scale::PeersLog => (x - a) / (b - a),
            };
            (100.0 * share).clamp(0.0, 100.0)
        };
        let (worst, best) = if a < b { (value.lower, value.upper) } else { (value.upper, value.lower) };
        Estimate { lower: worst.map(of), upper: best.map(of), n: value.n, tier: value.tier, ..exact }
    })
}

/// The mark of a threshold that a rule states: the indicator's own where the number is the same, else a convention.
fn mark(case: &Case<'_>, index: usize, bound: Bound) -> Mark {
    let Some(indicator) = case.playbook.indicators.get(index) else { return Mark::C };
    let own = indicator.thresholds_for(case.kind(), case.platform());
    let is = |threshold: Option<f64>| threshold == Some(bound.limit());
    if is(own.act) || is(own.act_above) {
        indicator.act_mark
    } else if is(own.watch) || is(own.watch_above) {
        indicator.watch_mark
    } else {
        Mark::C
    }
}

/// The mark of a bound on a field: that of the source which the context indicator of the same name cites, for context
/// has no other threshold the source could speak of.
fn field_mark(case: &Case<'_>, field: &str) -> Mark {
    let named = case.playbook.indicators.iter().find(|i| &*i.id == field && i.direction == Direction::Context);
    let sources = named.into_iter().flat_map(|indicator| &indicator.sources);
    sources.filter_map(|at| case.playbook.sources.get(*at)).map(|source| source.mark).min().unwrap_or(Mark::C)
}
