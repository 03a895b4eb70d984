//! Scores as a reader meets them.

#![allow(clippy::print_stdout, reason = "what a measurement by hand prints")]

use super::*;
use crate::disclose;
use crate::measure::bootstrap::Generator;
use crate::measure::interval::quantile;
use crate::measure::tests::site;
use crate::model::Community;
use crate::model::quantity::{Estimate, Spread, Tier};

/// A site to score on; scores with one decimal.
pub(super) struct Bench {
    pub(super) community: Community,
    pub(super) profile: GroupProfile,
}

/// What a test gives of an indicator: a share of so many, or points without sampling error.
#[derive(Debug, Clone, Copy)]
pub(super) enum Given {
    Share(f64, f64),
    Exact(f64),
}

impl Bench {
    pub(super) fn new() -> Self {
        let community = site();
        let group = crate::measure::tests::a_group("runners", Default::default());
        Self { profile: disclose::profile::profile(&group), community }
    }

    pub(super) fn index(&self, id: &str) -> usize {
        self.community.playbook.indicator(id).unwrap()
    }

    /// Published numbers of as many months as there are lists, all with 120 members.
    pub(super) fn facts(&self, months: &[Vec<(&str, Given)>]) -> Facts {
        let rows = months.len();
        let periods = (0..rows).map(|at| Period::Month(2024, 1).shift(at as i32)).collect();
        let plan = self.plan();
        let mut indicators: Vec<Vec<Published<Estimate>>> =
            self.community.playbook.indicators.iter().map(|_| Vec::new()).collect();
        for item in plan.parts.iter().flat_map(|part| &part.items) {
            indicators[item.indicator] = vec![Published::Missing; rows];
        }
        for (row, month) in months.iter().enumerate() {
            for (id, given) in month {
                let estimate = match given {
                    Given::Share(k, n) => share(*k, *n),
                    Given::Exact(value) => Estimate::exact(*value),
                };
                indicators[self.index(id)][row] = Published::Value(estimate);
            }
        }
        let members = self.community.fields.id("members_end").unwrap();
        Facts {
            periods,
            fields: vec![(members, vec![Published::Value(120.0); rows])],
            indicators,
            lorenz: vec![Published::Missing; rows],
            survival: vec![Published::Missing; rows],
            joined_by_channel: vec![Vec::new(); rows],
            items_by_format: vec![Vec::new(); rows],
            primary: 0,
            derived: 0,
        }
    }

    pub(super) fn plan(&self) -> Plan {
        self.scoring().plan(self.profile.kind, self.profile.platform).clone()
    }

    fn scoring(&self) -> Scoring<'_> {
        Scoring::new(&self.community.playbook, &self.community.site, &self.community.fields)
    }

    pub(super) fn score(&self, facts: &Facts) -> Scores {
        let scoring = self.scoring();
        group(&GroupInput::new(&scoring, &self.profile, facts.periods.len().checked_sub(1)), facts)
    }

    pub(super) fn last(&self, facts: &Facts) -> PeriodScore {
        self.score(facts).periods.pop().unwrap()
    }
}

fn share(k: f64, n: f64) -> Estimate {
    Estimate { k: Some(k), n: Some(n), spread: Spread::Beta { k, n }, tier: Tier::Normal, ..Estimate::exact(k / n) }
}

/// A month in which every dimension is shown, most of it from shares of `n`.
pub(super) fn full(n: f64, active: f64) -> Vec<(&'static str, Given)> {
    let of = |part: f64| Given::Share((part * n).round(), n);
    vec![
        ("channel_breadth", Given::Exact(3.0)),
        ("referral_join_share", of(0.15)),
        ("active_member_rate", of(active)),
        ("posting_rate", of(0.09)),
        ("stickiness", Given::Exact(0.12)),
        ("reply_coverage", of(0.75)),
        ("peer_answer_share", of(0.45)),
        ("top10_share", Given::Exact(0.6)),
        ("contributor_absence_factor", Given::Exact(4.0)),
        ("newcomer_activation_rate", of(0.2)),
        ("newcomer_retention_rate", of(0.42)),
        ("returning_contributor_rate", of(0.5)),
        ("churn_rate", of(0.05)),
        ("content_cadence", Given::Exact(0.8)),
        ("originality_share", of(0.3)),
        ("content_response_rate", of(0.4)),
        ("trust_score", of(0.7)),
        ("belonging_score", of(0.65)),
        ("net_sentiment", Given::Exact(0.2)),
        ("incident_resolution_hours", Given::Exact(40.0)),
        ("goal_clarity", Given::Exact(66.0)),
        ("management_maturity", Given::Exact(70.0)),
        ("type_fit", Given::Exact(50.0)),
        ("goal_attainment", Given::Exact(0.6)),
        ("event_rate", Given::Exact(1.0)),
        ("culture_index", Given::Exact(40.0)),
        ("resource_match_rate", of(0.25)),
        ("crisis_readiness", Given::Exact(50.0)),
        ("insight_yield", Given::Exact(3.0)),
    ]
}

// ------------------------------------------------------------------ plain draws, thrown rather than laid out

const SIZES: [f64; 6] = [5.0, 10.0, 20.0, 50.0, 100.0, 300.0];

struct Dice(Generator);

impl Dice {
    fn normal(&mut self) -> f64 {
        let (u, v) = (1.0 - self.0.uniform(), self.0.uniform());
        (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
    }

    /// Marsaglia & Tsang 2000; below shape 1 by the usual power of a uniform number.
    fn gamma(&mut self, a: f64) -> f64 {
        if a < 1.0 {
            return self.gamma(a + 1.0) * (1.0 - self.0.uniform()).powf(1.0 / a);
        }
        let d = a - 1.0 / 3.0;
        loop {
            let x = self.normal();
            let v = (1.0 + x / (9.0 * d).sqrt()).powi(3);
            let u = 1.0 - self.0.uniform();
            if v > 0.0 && u.ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }

    fn draw(&mut self, estimate: &Estimate) -> f64 {
        match &estimate.spread {
            Spread::Beta { k, n } => {
                let (a, b) = (self.gamma(k + 0.5), self.gamma(n - k + 0.5));
                a / (a + b)
            }
            Spread::Gamma { k, per_count } => self.gamma(k + 0.5) * per_count,
            Spread::Normal { se } => estimate.value + se * self.normal(),
            _ => estimate.value,
        }
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.0.uniform()
    }
}

fn limits(mut draws: Vec<f64>) -> (f64, f64) {
    draws.sort_unstable_by(f64::total_cmp);
    (quantile(&draws, 0.05).unwrap(), quantile(&draws, 0.95).unwrap())
}

/// 5 % and 95 % limits of each shown dimension and of the overall score, from a hundred thousand plain draws.
fn thrown(row: &Row, dice: &mut Dice) -> (Vec<(f64, f64)>, (f64, f64)) {
    const DRAWS: usize = 100_000;
    let shown: Vec<_> = row.shown().collect();
    let mut dimensions = vec![Vec::with_capacity(DRAWS); shown.len()];
    let mut overall = Vec::with_capacity(DRAWS);
    for _ in 0..DRAWS {
        let mut scores = Vec::with_capacity(shown.len());
        for (part, draws) in shown.iter().zip(&mut dimensions) {
            let points = row.of(part).iter().map(|t| (t.item.weight, t.posts.points(dice.draw(t.estimate)).value));
            let score = aggregate::arithmetic(points).unwrap();
            draws.push(score);
            scores.push((part.part.weight, score));
        }
        overall.push(aggregate::geometric(scores).unwrap());
    }
    (dimensions.into_iter().map(limits).collect(), limits(overall))
}

fn row_of<'a>(plan: &'a Plan, facts: &'a Facts, at: usize) -> Row<'a> {
    let mut row = Row::default();
    row.fill(plan, &Ask { facts, row: at, members: Some(120.0), exempt: &|_| false, peers: &[], only: None });
    row
}

fn errors(laid: (f64, f64), thrown: (f64, f64)) -> [f64; 2] {
    [(laid.0 - thrown.0).abs(), (laid.1 - thrown.1).abs()]
}

/// A month with its shares moved about.
fn moved(n: f64, dice: &mut Dice) -> Vec<(&'static str, Given)> {
    let of = |(id, given)| match given {
        Given::Share(k, n) => (id, Given::Share((k * dice.between(0.4, 1.3)).round().min(n), n)),
        exact => (id, exact),
    };
    full(n, 0.3).into_iter().map(of).collect()
}

#[test]
fn the_data_interval_is_that_of_a_hundred_thousand_plain_draws() {
    let bench = Bench::new();
    let plan = bench.plan();
    let mut dice = Dice(Generator::new(20_261_031));
    for n in SIZES {
        let facts = bench.facts(&[moved(n, &mut dice)]);
        let row = row_of(&plan, &facts, 0);
        let value = aggregate::geometric(row.shown().map(|p| (p.part.weight, p.mean)));
        let (laid, overall) = draws::draw(&row, value);
        let (plain, plain_overall) = thrown(&row, &mut dice);
        let shown = row.parts.iter().zip(laid).filter(|(p, _)| p.shown == Shown::Yes);
        for ((part, laid), plain) in shown.zip(plain) {
            let worst = laid.into_iter().flat_map(|laid| errors(laid, plain)).fold(0.0, f64::max);
            assert!(worst < 0.5, "n = {n}, dimension {}: {laid:?} and {plain:?}", part.part.dimension);
        }
        let laid = overall.unwrap().limits().unwrap();
        let worst = errors(laid, plain_overall).into_iter().fold(0.0, f64::max);
        assert!(worst < 0.5, "n = {n}, overall: {laid:?} and {plain_overall:?}");
    }
}

/// Limits under other choices of the method, thrown: of each shown dimension, and of the overall score.
fn chosen(row: &Row, dice: &mut Dice) -> (Vec<(f64, f64)>, (f64, f64)) {
    const DRAWS: usize = 40_000;
    let shown: Vec<_> = row.shown().collect();
    let mut dimensions = vec![Vec::with_capacity(DRAWS); shown.len()];
    let mut overall = Vec::with_capacity(DRAWS);
    for _ in 0..DRAWS {
        let mut scores = Vec::with_capacity(shown.len());
        for (part, draws) in shown.iter().zip(&mut dimensions) {
            let points: Vec<_> = row
                .of(part)
                .iter()
                .map(|t| {
                    let (u, v) = (dice.between(-0.1, 0.1), dice.between(-0.1, 0.1));
                    let position = (t.posts.position(t.estimate.value) - u) / (1.0 + v - u);
                    (t.item.weight * dice.between(0.75, 1.25), 100.0 * position.clamp(0.0, 1.0))
                })
                .collect();
            let score = aggregate::arithmetic(points).unwrap();
            draws.push(score);
            scores.push((part.part.weight * dice.between(0.75, 1.25), score));
        }
        let left_out = (dice.0.uniform() * (scores.len() as f64 + 1.0)) as usize;
        if left_out < scores.len() {
            scores.remove(left_out);
        }
        let geometric = dice.0.uniform() < 0.5;
        overall.push(if geometric { aggregate::geometric(scores) } else { aggregate::arithmetic(scores) }.unwrap());
    }
    (dimensions.into_iter().map(limits).collect(), limits(overall))
}

#[test]
fn the_method_interval_is_that_of_plain_draws() {
    let bench = Bench::new();
    let plan = bench.plan();
    let mut dice = Dice(Generator::new(7));
    for n in [30.0, 100.0, 300.0] {
        let facts = bench.facts(&[moved(n, &mut dice)]);
        let row = row_of(&plan, &facts, 0);
        let (laid, overall) = method::limits(&row);
        let (plain, plain_overall) = chosen(&row, &mut dice);
        let worst = errors(overall.unwrap(), plain_overall).into_iter().fold(0.0, f64::max);
        assert!(worst < 0.5, "overall {overall:?} and {plain_overall:?}");
        for (laid, plain) in laid.iter().zip(&plain) {
            let worst = errors(*laid, *plain).into_iter().fold(0.0, f64::max);
            assert!(worst < 0.5, "{laid:?} and {plain:?}");
        }
    }
}

#[test]
#[ignore = "a stopwatch"]
fn speed() {
    let bench = Bench::new();
    let months: Vec<_> = (0..36).map(|i| full(100.0 + f64::from(i), 0.3)).collect();
    let facts = bench.facts(&months);
    let mut community = crate::measure::tests::usual();
    community.groups[0].checklists = Vec::new();
    let usual = disclose::group(&community, 0, crate::measure::group(&community, 0));
    for facts in [&usual, &facts] {
        let scoring = bench.scoring();
        let input = GroupInput::new(&scoring, &bench.profile, Some(35));
        let mut best = std::time::Duration::MAX;
        for _ in 0..300 {
            let start = std::time::Instant::now();
            std::hint::black_box(group(&input, facts));
            best = best.min(start.elapsed());
        }
        println!("score::group {best:?}");
    }
}
