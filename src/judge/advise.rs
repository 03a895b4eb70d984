//! Advice: what is recommended now, in which order, why, and how one will see that it worked.
//!
//! Priority = severity of the findings served (1 likely, 0.6 possible) × how many are served × share of the members the
//! evidence speaks of ÷ effort (S 1, M 2, L 4). A convention, and data: [`crate::playbook::judging`].

use super::board::Board;
use super::case::Case;
use super::compile::AdviceRule;
use super::state::State;
use super::{About, Expected, Line, Outcome, Recommended, Remark, Standing, asked, leaf, lines};
use crate::disclose::Published;
use crate::model::group::{Action, ActionStatus};
use crate::model::quantity::Estimate;
use crate::playbook::advice::{Advice, AdviceKind, Effect, Effort};
use crate::playbook::indicator::{Direction, Scale};
use crate::playbook::test::{PeerQuantile, Subject};
use crate::playbook::{FindingKind, Level, Measure};

/// Work recommended at the reported period, by priority. None for a group that is too young to be judged or that is
/// over as planned.
pub fn recommended(case: &Case<'_>, board: &Board) -> Vec<Recommended> {
    if case.is_over() || case.is_too_early(case.row) {
        return Vec::new();
    }
    let mut found: Vec<(Option<&str>, Candidate)> = Vec::new();
    for rule in &case.program.advice {
        let Some(advice) = case.playbook.advice.get(rule.advice) else { continue };
        if advice.kind == AdviceKind::Guard || !fires(case, board, rule) {
            continue;
        }
        let candidate = Candidate::new(case, board, rule, advice);
        let key = advice.merge.as_deref();
        match found.iter_mut().find(|(have, _)| key.is_some() && *have == key) {
            Some((_, first)) => first.merge(candidate),
            None => found.push((key, candidate)),
        }
    }
    let mut list: Vec<Recommended> = found.into_iter().map(|(_, candidate)| candidate.finish(case)).collect();
    // Stable: what is equally urgent stays in the order of the playbook.
    list.sort_by(|a, b| b.priority.total_cmp(&a.priority));
    let [group, place] = case.playbook.judging.shown;
    let shown = if case.program.level == Level::Group { group } else { place };
    for (place, recommended) in list.iter_mut().enumerate() {
        recommended.shown = place < shown;
    }
    list
}

/// Guards that hold, in the order of the playbook.
pub fn remarks(case: &Case<'_>, board: &Board) -> Vec<Remark> {
    let mut found = Vec::new();
    for rule in &case.program.advice {
        let Some(advice) = case.playbook.advice.get(rule.advice) else { continue };
        if advice.kind == AdviceKind::Guard && fires(case, board, rule) {
            let mut because = Vec::new();
            lines::holding(case, board, rule.when, &mut because);
            found.push(Remark { advice: rule.advice, because, shows: shows(case, advice) });
        }
    }
    found
}

/// Where each measure of management stands, part by part.
pub fn standing(case: &Case<'_>, board: &Board) -> Vec<Standing> {
    let measures = case.program.advice.iter().filter(|rule| !rule.in_place.is_empty());
    let standing = measures.map(|rule| {
        let mut parts = Vec::new();
        for op in &rule.in_place {
            lines::all(case, board, *op, &mut parts);
        }
        let whole = rule.in_place.iter().map(|op| board.state(*op, case.row)).reduce(State::all);
        let in_place = whole.filter(|whole| whole.is_measured()).map(State::holds);
        Standing { advice: rule.advice, in_place, parts }
    });
    standing.collect()
}

/// The step of the renewal procedure that comes next: the first whose gate is not passed, or 5 when all are. `None`
/// where no renewal is considered, that is where the condition of the first step does not hold.
pub fn renewal_step(case: &Case<'_>, board: &Board) -> Option<u8> {
    let mut steps: Vec<(u8, &AdviceRule)> = Vec::new();
    for rule in &case.program.advice {
        if let Some(AdviceKind::Step(step)) = case.playbook.advice.get(rule.advice).map(|advice| advice.kind) {
            steps.push((step, rule));
        }
    }
    steps.sort_by_key(|(step, _)| *step);
    let (_, first) = steps.first()?;
    if case.is_too_early(case.row) || !board.state(first.when, case.row).holds() {
        return None;
    }
    let passed = |rule: &AdviceRule| rule.gate.is_some_and(|gate| board.state(gate, case.row).holds());
    let next = steps.iter().find(|(_, rule)| !passed(rule)).map(|(step, _)| *step);
    Some(next.unwrap_or(5))
}

/// A row is recommended when its condition holds and none of its guards does; a step of the renewal only while it is
/// the next one.
fn fires(case: &Case<'_>, board: &Board, rule: &AdviceRule) -> bool {
    let holds = |op: usize| board.state(op, case.row).holds();
    let due = match case.playbook.advice.get(rule.advice).map(|advice| advice.kind) {
        Some(AdviceKind::Step(step)) => renewal_step(case, board) == Some(step),
        _ => true,
    };
    holds(rule.when) && !rule.guard.iter().any(|guard| holds(*guard)) && due
}

/// A row of advice, or several that ask for the same first step.
struct Candidate {
    rows: Vec<usize>,
    /// Findings served, with the severity of each.
    served: Vec<(usize, f64)>,
    /// Severity where no finding is served.
    state: State,
    affected: f64,
    effort: f64,
    because: Vec<Line>,
}

impl Candidate {
    fn new(case: &Case<'_>, board: &Board, rule: &AdviceRule, advice: &Advice) -> Self {
        let mut because = Vec::new();
        lines::holding(case, board, rule.when, &mut because);
        // One indicator against its own line and another one is one reason, told once.
        let mut told: Vec<About> = Vec::new();
        because.retain(|line| {
            let new = !matches!(line.about, About::Indicator(_)) || !told.contains(&line.about);
            told.push(line.about.clone());
            new
        });
        let served = advice.serves.iter().filter_map(|finding| Some((*finding, severity(case, board, *finding)?)));
        let [small, middling, large] = case.playbook.judging.effort;
        let effort = match advice.effort {
            Effort::S => small,
            Effort::M => middling,
            Effort::L => large,
        };
        Self {
            rows: vec![rule.advice],
            served: served.collect(),
            state: board.state(rule.when, case.row),
            affected: affected(case, board, &because),
            effort,
            because,
        }
    }

    /// Takes in a row with the same first step; the first one keeps the words and the effort.
    fn merge(&mut self, other: Self) {
        self.rows.extend(other.rows);
        for (finding, severity) in other.served {
            if !self.served.iter().any(|(have, _)| *have == finding) {
                self.served.push((finding, severity));
            }
        }
        self.state = self.state.max(other.state);
        self.affected = self.affected.max(other.affected);
        for line in other.because {
            if !self.because.iter().any(|have| have.about == line.about) {
                self.because.push(line);
            }
        }
    }

    fn finish(self, case: &Case<'_>) -> Recommended {
        // A row that fires on its own indicator before any finding does is as urgent as its evidence, but never more
        // than a possible finding.
        let bare = self.state.strength(&case.playbook.judging).min(case.playbook.judging.severity[1]);
        let severity = self.served.iter().map(|(_, severity)| *severity).fold(f64::NAN, f64::max);
        let severity = if severity.is_nan() { bare } else { severity };
        let count = self.served.len().max(1) as f64;
        let rows = || self.rows.iter().filter_map(|row| case.playbook.advice.get(*row));
        let mut expected: Vec<Expected> = Vec::new();
        let (mut missing, mut shown) = (Vec::new(), Vec::new());
        for advice in rows() {
            for effect in &advice.effects {
                if !expected.iter().any(|have| have.subject == effect.subject) {
                    expected.extend(expect(case, effect));
                }
            }
            for item in missing_items(case, advice) {
                if !missing.contains(&item) {
                    missing.push(item);
                }
            }
            shown.extend(shows(case, advice));
        }
        Recommended {
            priority: severity * count * self.affected / self.effort,
            findings: self.served.into_iter().map(|(finding, _)| finding).collect(),
            status: status(case.actions, &self.rows),
            advice: self.rows,
            because: self.because,
            expected,
            missing,
            shows: shown,
            shown: false,
        }
    }
}

/// How severe a finding is here: 1 likely, 0.6 possible. A value is severe where it is not delivered.
fn severity(case: &Case<'_>, board: &Board, finding: usize) -> Option<f64> {
    let place = case.program.rule(finding)?;
    let outcome = board.brief(place, case.row).outcome;
    let kind = case.playbook.findings.get(finding)?.kind;
    let [likely, possible] = case.playbook.judging.severity;
    match (kind == FindingKind::Value, outcome) {
        (false, Outcome::Likely) | (true, Outcome::NotSeen) => Some(likely),
        (_, Outcome::Possible) => Some(possible),
        _ => None,
    }
}

/// The share of members that the evidence speaks of: newcomers out of members for an indicator of newcomers, all of them
/// for what concerns everybody. The largest over the lines.
fn affected(case: &Case<'_>, board: &Board, because: &[Line]) -> f64 {
    let members = case.fields.id("members_end").map(|field| case.facts.cell(field, case.row));
    let Some(Published::Value(members)) = members else { return 1.0 };
    let share = because.iter().map(|line| affected_by(case, board, &line.about, members));
    share.fold(f64::NAN, f64::max).clamp(case.playbook.judging.least_share, 1.0)
}

fn affected_by(case: &Case<'_>, board: &Board, about: &About, members: f64) -> f64 {
    let index = match about {
        About::Indicator(index) | About::PointsOf(index) | About::Change(index, _) | About::Trend(index, ..) => *index,
        About::Finding(finding, _) => {
            let Some(rule) = case.program.rule(*finding).and_then(|place| case.program.rules.get(place)) else {
                return 1.0;
            };
            let mut inner = Vec::new();
            for item in &rule.items {
                lines::holding(case, board, item.op, &mut inner);
            }
            // A finding may rest on another one, but the reader refuses circles.
            return inner.iter().map(|line| affected_by(case, board, &line.about, members)).fold(f64::NAN, f64::max);
        }
        _ => return 1.0,
    };
    let Some(indicator) = case.playbook.indicators.get(index) else { return 1.0 };
    let n = case.facts.indicator(index, case.row).value().and_then(|estimate| estimate.n);
    match (indicator.measure_for(case.kind(), case.platform()), n) {
        (Measure::Proportion { out_of, .. }, Some(n)) if members > 0.0 => {
            let cohort = ["newcomers", "new_first_posts", "new_posters", "prev_posters", "contributors"];
            let of_some = out_of.iter().any(|field| cohort.contains(&case.fields.name(*field)));
            if of_some { (n / members).min(1.0) } else { 1.0 }
        }
        _ => 1.0,
    }
}

/// An effect to look for. An indicator without a good side is reported, not aimed at.
fn expect(case: &Case<'_>, effect: &Effect) -> Option<Expected> {
    let period = case.period(case.row)?;
    let after = |months: u32| period.shift((f64::from(months) / period.months()).ceil().max(1.0) as i32);
    let (target, up) = aim(case, effect);
    let now = match &effect.subject {
        Subject::Indicator(_) => lines::shown(case, &effect.subject).value,
        Subject::Field(name) => {
            let source = super::source::Source::find(name, case.playbook, case.fields);
            leaf::subject_at(case, &effect.subject, source, case.row).map(|found| Estimate::exact(found.value))
        }
    };
    Some(Expected {
        subject: effect.subject.clone(),
        now,
        target,
        up,
        from: after(effect.first),
        by: after(effect.months),
    })
}

/// What an effect aims at, and which way.
pub fn aim(case: &Case<'_>, effect: &Effect) -> (Option<f64>, Option<bool>) {
    let Subject::Indicator(index) = effect.subject else { return (effect.to, effect.up) };
    let Some(indicator) = case.playbook.indicators.get(index) else { return (effect.to, effect.up) };
    let up = effect.up.or(match indicator.direction_for(case.kind(), case.platform()) {
        Direction::Higher => Some(true),
        Direction::Lower => Some(false),
        // A value that is to be reached is reached from where one stands.
        Direction::Band | Direction::Context => effect.to.map(|_| true),
    });
    let watch = match (indicator.scale, indicator.direction) {
        (_, Direction::Band | Direction::Context) => None,
        (Scale::PeersLog, _) => case
            .place
            .zip(case.place_row(case.row))
            .and_then(|(place, row)| place.peers.line(index, row, PeerQuantile::Median)),
        _ => indicator.aim(case.kind(), case.platform()),
    };
    (effect.to.or(watch), up)
}

/// Items of a checklist that are not yet met: answered no, or not known.
fn missing_items(case: &Case<'_>, advice: &Advice) -> Vec<(Box<str>, Box<str>)> {
    let Some(missing) = &advice.missing else { return Vec::new() };
    let whole;
    let items: Vec<&str> = if missing.items.is_empty() {
        whole = case.playbook.checklist_items(&missing.checklist, case.kind());
        whole
    } else {
        missing.items.iter().map(|item| &**item).collect()
    };
    let unmet =
        items.into_iter().filter(|item| asked::answer(case, &missing.checklist, item, case.row) != Some(Some(true)));
    unmet.map(|item| (missing.checklist.clone(), item.into())).collect()
}

fn shows(case: &Case<'_>, advice: &Advice) -> Vec<Line> {
    advice.shows.iter().map(|index| lines::shown(case, &Subject::Indicator(*index))).collect()
}

/// The state of the action that was begun last on any of these rows.
fn status(actions: &[Action], rows: &[usize]) -> Option<ActionStatus> {
    let ours = actions.iter().filter(|action| rows.contains(&action.advice));
    ours.max_by_key(|action| action.started).map(|action| action.status)
}
