//! Scores and grades, made from published values only: a score can never give a withheld value away,
//! because it never saw it.
//!
//! [`Scoring`] is worked out once for a site; [`group`] and [`place`] score one of them. [`posts`] turns a value into points,
//! [`aggregate`] points into dimensions and the overall score; [`row`] and [`state`] say what can be shown; [`draws`] (with
//! [`spread`] and [`sum`]) and [`method`] make the two intervals, which are never mixed; [`change`] compares two scores,
//! [`peers`] sets the goalposts of places, [`mod@sensitivity`] says which choice of the method matters.

pub mod aggregate;
pub mod change;
pub mod draws;
pub mod method;
pub mod peers;
pub mod plan;
pub mod posts;
pub mod row;
pub mod sensitivity;
pub mod spread;
pub mod state;
pub mod sum;
pub mod types;

#[cfg(test)]
mod asem;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod states;
#[cfg(test)]
mod tests;

pub use change::{Likely, tiers};
pub use peers::PeerPosts;
pub use plan::Scoring;
pub use sensitivity::{Choice, Sensitivity, sensitivity};
pub use types::*;

use crate::disclose::{Facts, Published};
use crate::model::Period;
use crate::model::group::Lifespan;
use crate::model::profile::GroupProfile;
use crate::playbook::test::Circumstances;
use draws::{Limits, Overall};
use plan::Plan;
use row::{Ask, Row, Shown};
use state::Enough;

/// The grade of a published score, given the lower bounds of A, B, C and D.
pub fn grade(score: f64, bounds: &[f64; 4]) -> Grade {
    let at = bounds.iter().position(|bound| score >= *bound).unwrap_or(4);
    Grade::ALL.get(at).copied().unwrap_or(Grade::E)
}

/// A group to be scored.
#[derive(Debug, Clone, Copy)]
pub struct GroupInput<'a> {
    /// How scores are made here.
    pub scoring: &'a Scoring<'a>,
    /// What the group says of itself.
    pub profile: &'a GroupProfile,
    /// The reported row; `None` for a group without data.
    pub row: Option<usize>,
    /// The last period reported of the site: a time-boxed group whose own data end before may have ended since.
    pub as_of: Option<Period>,
}

impl<'a> GroupInput<'a> {
    /// With the group's own last period as the last one reported.
    pub fn new(scoring: &'a Scoring<'a>, profile: &'a GroupProfile, row: Option<usize>) -> Self {
        Self { scoring, profile, row, as_of: None }
    }

    /// With the last period that the site reports.
    pub fn as_of(self, period: Option<Period>) -> Self {
        Self { as_of: period, ..self }
    }
}

/// A place to be scored.
#[derive(Debug, Clone, Copy)]
pub struct PlaceInput<'a> {
    /// How scores are made here.
    pub scoring: &'a Scoring<'a>,
    /// Goalposts that its peers set.
    pub peers: &'a PeerPosts,
}

/// Scores of a group in every period, each made with what was published of that period and those before.
pub fn group(input: &GroupInput, facts: &Facts) -> Scores {
    let scoring = input.scoring;
    let plan = scoring.plan(input.profile.kind, input.profile.platform);
    let impersonal: Vec<usize> =
        plan.parts.iter().flat_map(|p| &p.items).filter(|i| i.counts).map(|i| i.indicator).collect();
    let measured = state::measured_until(facts, |indicator| impersonal.contains(&indicator));
    let house = House { input, facts, plan, measured };
    let mut tools = Tools::default();
    let mut likely: Vec<Option<Likely>> = vec![None; facts.periods.len()];
    let wanted = input.row.map(|row| (row, row.checked_sub(1), year_before(facts, row)));
    let keeps = |row: usize| wanted.is_some_and(|(a, b, c)| a == row || b == Some(row) || c == Some(row));
    let mut used = vec![Vec::new(); facts.periods.len()];
    let periods: Vec<PeriodScore> = (0..facts.periods.len())
        .map(|row| {
            let (period, overall) = house.period(row, &mut tools);
            if let Some(overall) = overall.filter(|_| keeps(row)) {
                likely[row] = Some(Likely(overall.quantiles()));
                used[row] = tools.row.used();
            }
            period
        })
        .collect();
    let change = |since: Option<usize>| {
        let (row, since) = (input.row?, since?);
        let (now, then) = (periods.get(row)?.overall.value()?, periods.get(since)?.overall.value()?);
        let (a, b) = (likely.get(row)?.as_ref()?, likely.get(since)?.as_ref()?);
        let found = changed(scoring, since, (now.value, a), (then.value, b));
        if used.get(row) == used.get(since) {
            Some(found)
        } else {
            Some(Change { alike: false, clear: false, ..found })
        }
    };
    let over = input.row.filter(|row| house.over_since(*row));
    let (since_previous, mut since_year) = match wanted {
        Some((_, previous, year)) if over.is_none() => (change(previous), change(year)),
        _ => (None, None),
    };
    if let (Some(year), Some(row)) = (since_year.as_mut().filter(|year| !year.alike), input.row)
        && let (Some(now), Some(then)) = (used.get(row), used.get(year.since))
        && let Some(found) = house.by_common((row, now), (year.since, then), &mut tools)
    {
        *year = found;
    }
    let now = over.and_then(|row| periods.get(row)).map(|period| Box::new(closed(period)));
    Scores { periods, now, since_previous, since_year }
}

/// Scores of a place in every period: its dimensions alone. There is no overall score of a place, and the state says nothing.
pub fn place(input: &PlaceInput, facts: &Facts) -> Scores {
    let scoring = input.scoring;
    let mut tools = Tools::default();
    let period = |row: usize| {
        let ask = Ask { facts, row, members: None, exempt: &|_| false, peers: input.peers.at(row), only: None };
        tools.row.fill(&scoring.place, &ask);
        let (limits, _) = draws::draw(&tools.row, None);
        let (method, _) = method::limits(&tools.row);
        bare(scoring, &tools.row, facts, dimensions(scoring, &tools.row, &limits, &method))
    };
    Scores { periods: (0..facts.periods.len()).map(period).collect(), ..Scores::default() }
}

fn year_before(facts: &Facts, row: usize) -> Option<usize> {
    let before = facts.periods.get(row)?.year_before();
    facts.periods.binary_search(&before).ok()
}

/// What is used again for every period.
#[derive(Default)]
struct Tools<'a> {
    row: Row<'a>,
}

struct House<'a> {
    input: &'a GroupInput<'a>,
    facts: &'a Facts,
    plan: &'a Plan,
    measured: Vec<usize>,
}

impl<'a> House<'a> {
    /// A period, and the distribution of its overall score where there is one.
    fn period(&self, row: usize, tools: &mut Tools<'a>) -> (PeriodScore, Option<Overall>) {
        let (scoring, facts) = (self.input.scoring, self.facts);
        let (members, exempt) = (self.members(row), self.exempts(row));
        let ask = Ask { facts, row, members: members.value().copied(), exempt: &exempt, peers: &[], only: None };
        tools.row.fill(self.plan, &ask);
        let state = state::before_coverage(scoring, facts, row, &members, self.measured[row]);
        let enough = state::enough(&tools.row, scoring.rules);
        let state = state.unwrap_or(match enough {
            Enough::Yes => State::Graded,
            Enough::Withheld => State::Withheld,
            Enough::No => State::NoOverall,
        });
        let ended = self.ended(row);
        let scores = || tools.row.shown().map(|part| (part.part.weight, part.mean));
        let value = aggregate::geometric(scores()).filter(|_| state == State::Graded);
        let twin = aggregate::arithmetic(scores());
        let ((limits, overall), (method, method_overall)) = if scoring.rules.intervals {
            (draws::draw(&tools.row, value), method::limits(&tools.row))
        } else {
            (draws::certain(&tools.row, value), Default::default())
        };
        let mut period = bare(scoring, &tools.row, facts, dimensions(scoring, &tools.row, &limits, &method));
        period.state = if ended { State::EndedAsPlanned } else { state };
        if let (Some(value), Some(overall), Some(twin)) = (value, &overall, twin) {
            let score = scored(scoring, value, overall.limits(), method_overall);
            period.grade = (!ended).then(|| overall.grades(score.value, scoring));
            period.overall = Published::Value(score);
            period.arithmetic = Published::Value(scored(scoring, twin, None, None));
            period.range = range(scoring, &tools.row);
        } else {
            period.overall = absent(state, ended);
            period.arithmetic = absent(state, ended);
        }
        // Only the reported period's page asks for it.
        if state == State::NoOverall && !ended && self.input.row == Some(row) {
            period.measure_first = state::measure_first(&tools.row, &ask, scoring.rules);
        }
        (period, overall)
    }

    /// The change between two periods by the indicators that both scores rest on; `None` where they share too few.
    fn by_common(
        &self,
        (row, now): (usize, &[usize]),
        (since, then): (usize, &[usize]),
        tools: &mut Tools<'a>,
    ) -> Option<Change> {
        let scoring = self.input.scoring;
        let common: Vec<usize> = now.iter().filter(|indicator| then.contains(indicator)).copied().collect();
        if (common.len() as f64) < scoring.rules.minimum_coverage * now.len().max(then.len()) as f64 {
            return None;
        }
        let mut of = |row: usize| {
            let (members, exempt) = (self.members(row).value().copied(), self.exempts(row));
            let ask = Ask { facts: self.facts, row, members, exempt: &exempt, peers: &[], only: Some(&common) };
            tools.row.fill(self.plan, &ask);
            let value = aggregate::geometric(tools.row.shown().map(|part| (part.part.weight, part.mean)))?;
            let overall = match scoring.rules.intervals {
                true => draws::draw(&tools.row, Some(value)).1,
                false => draws::certain(&tools.row, Some(value)).1,
            };
            Some((value, Likely(overall?.quantiles())))
        };
        let ((a, likely_a), (b, likely_b)) = (of(row)?, of(since)?);
        let found = changed(scoring, since, (a, &likely_a), (b, &likely_b));
        Some(Change { common: Some(common.len()), ..found })
    }

    fn members(&self, row: usize) -> Published<f64> {
        self.input.scoring.members.map_or(Published::Missing, |field| self.facts.cell(field, row))
    }

    /// Which indicators do not count in a period, as things stand then.
    fn exempts(&self, row: usize) -> impl Fn(usize) -> bool + use<'a> {
        let (playbook, circumstances) = (self.input.scoring.playbook, self.circumstances(row));
        move |index| playbook.indicators.get(index).is_some_and(|indicator| indicator.is_exempt(&circumstances))
    }

    fn circumstances(&self, row: usize) -> Circumstances {
        let profile = self.input.profile;
        let of = |ask: fn(&GroupProfile, Period) -> bool| self.facts.periods.get(row).is_some_and(|p| ask(profile, *p));
        Circumstances {
            kind: profile.kind,
            platform: profile.platform,
            time_boxed: matches!(profile.lifespan, Lifespan::TimeBoxed(..)),
            ended: of(GroupProfile::is_ended),
            renewal_declared: of(GroupProfile::renewal_declared),
            renewal_running: of(GroupProfile::renewal_running),
        }
    }

    /// Whether its planned end had come by a period.
    fn ended(&self, row: usize) -> bool {
        self.facts.periods.get(row).is_some_and(|period| self.input.profile.is_ended(*period))
    }

    /// Whether its planned end came after the reported row, by the site's last period.
    fn over_since(&self, row: usize) -> bool {
        !self.ended(row) && self.input.as_of.is_some_and(|period| self.input.profile.is_ended(period))
    }
}

/// What is said of a group now whose planned end came after this period, its last. The period itself stays as it was.
fn closed(period: &PeriodScore) -> PeriodScore {
    PeriodScore {
        state: State::EndedAsPlanned,
        overall: Published::NotApplicable,
        arithmetic: Published::NotApplicable,
        grade: None,
        range: None,
        measure_first: Vec::new(),
        ..period.clone()
    }
}

/// What stands in the place of an overall score. A group that sleeps or has ended has none: that is a state, not a low score.
fn absent<T>(state: State, ended: bool) -> Published<T> {
    match state {
        _ if ended => Published::NotApplicable,
        State::Withheld => Published::Withheld,
        State::TooEarly => Published::TooEarly,
        State::Dormant | State::EndedAsPlanned => Published::NotApplicable,
        State::NoOverall | State::Graded => Published::Missing,
    }
}

/// A period with its dimensions and points, without an overall score.
fn bare(scoring: &Scoring, row: &Row, facts: &Facts, dimensions: Vec<DimensionScore>) -> PeriodScore {
    let mut points = vec![None; facts.indicators.len()];
    for taken in &row.taken {
        if let Some(cell) = points.get_mut(taken.item.indicator) {
            *cell = Some(Points { value: scoring.round(taken.points), clipped: taken.clipped });
        }
    }
    let (measured, applicable) = row.parts.iter().fold((0.0, 0.0), |(m, a), p| (m + p.measured, a + p.applicable));
    PeriodScore {
        state: State::NoOverall,
        dimensions,
        overall: Published::NotApplicable,
        arithmetic: Published::NotApplicable,
        grade: None,
        coverage: if applicable > 0.0 { measured / applicable } else { 0.0 },
        range: None,
        points,
        measure_first: Vec::new(),
    }
}

fn dimensions(scoring: &Scoring, row: &Row, limits: &[Limits], method: &[(f64, f64)]) -> Vec<DimensionScore> {
    let mut method = method.iter().copied();
    let one = |(part, limits): (&row::PartRow, &Limits)| {
        let score = match part.shown {
            Shown::Yes => Published::Value(scored(scoring, part.mean, *limits, method.next())),
            Shown::Withheld => Published::Withheld,
            Shown::Missing => Published::Missing,
            Shown::NotApplicable => Published::NotApplicable,
        };
        DimensionScore { dimension: part.part.dimension, score, coverage: part.coverage() }
    };
    row.parts.iter().zip(limits).map(one).collect()
}

/// A score as it is published; its limits are widened to hold it where rounding or a skewed distribution left it out.
fn scored(scoring: &Scoring, value: f64, data: Limits, method: Limits) -> Scored {
    let value = scoring.round(value);
    let around =
        |limits: Limits| limits.map(|(low, high)| (scoring.round(low).min(value), scoring.round(high).max(value)));
    Scored { value, data: around(data), method: around(method) }
}

/// Range of the overall score were every dimension that is missing at 1 or at 100; `None` when none is missing.
fn range(scoring: &Scoring, row: &Row) -> Option<(f64, f64)> {
    let applicable = || row.parts.iter().filter(|part| part.shown != Shown::NotApplicable);
    if applicable().all(|part| part.shown == Shown::Yes) {
        return None;
    }
    let with = |missing: f64| {
        let score = |part: &row::PartRow| if part.shown == Shown::Yes { part.mean } else { missing };
        aggregate::geometric(applicable().map(|part| (part.part.weight, score(part))))
    };
    Some((scoring.round(with(aggregate::FLOOR)?), scoring.round(with(100.0)?)))
}

/// The difference of two scores with its 90 % interval, by the same indicators.
fn changed(scoring: &Scoring, since: usize, (now, a): (f64, &Likely), (then, b): (f64, &Likely)) -> Change {
    let difference = scoring.round(now) - scoring.round(then);
    let (low, high) = a.difference(b);
    let interval = (round(scoring, low).min(difference), round(scoring, high).max(difference));
    let clear = interval.0 > 0.0 || interval.1 < 0.0;
    Change { since, difference, interval, alike: true, clear, common: None }
}

/// A difference as it is published: halves away from zero on both sides.
fn round(scoring: &Scoring, difference: f64) -> f64 {
    difference.signum() * scoring.round(difference.abs())
}
