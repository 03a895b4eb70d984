//! What every statistical kind reads: columns found once, lengths of periods, planned life.

use super::Reading;
use super::contribution::{Contributions, Shared};
use super::survival::Curve;
use crate::model::community::Community;
use crate::model::field::FieldId;
use crate::model::group::{Group, Lifespan};
use crate::model::quantity::Estimate;
use crate::model::series::{Column, Lists};
use crate::model::{Period, Series};
use crate::playbook::{Indicator, Measure, Normalise};
use std::ops::Range;

/// Whose measurements they are.
#[derive(Debug, Clone)]
pub enum Subject<'a> {
    /// A group.
    Group(&'a Group),
    /// A place, with the range of its groups (and those of places below) in [`Community::groups`].
    Place(Range<usize>),
}

/// A series with everything that is looked up once for all indicators.
#[derive(Debug)]
pub struct Frame<'a> {
    /// The site.
    pub community: &'a Community,
    /// Whose series it is.
    pub subject: Subject<'a>,
    /// The series.
    pub series: &'a Series,
    /// Spread of contributions, one a period; empty where no period has lists.
    pub contributions: Vec<Option<Shared>>,
    /// Survival, one a period; empty where no period has lists.
    pub curves: Vec<Option<Tenures>>,
    rows: Vec<Row>,
}

/// Survival of members, with how long each was observed.
#[derive(Debug, Clone)]
pub struct Tenures {
    /// The curve.
    pub curve: Curve,
    /// Months and whether the member left.
    pub cases: Vec<(f64, bool)>,
}

/// Length and standing of a period.
#[derive(Debug, Clone, Copy)]
struct Row {
    days: f64,
    /// 30 over the days, 1 for a calendar month whose days are not given.
    flow: f64,
    /// The same, 1 for every calendar month.
    reach: f64,
    /// Within the planned life of a time-boxed group.
    alive: bool,
}

/// The sum of fields, measured where every part is.
#[derive(Debug, Clone)]
pub enum Sum<'a> {
    /// One field, as most are.
    One(&'a Column),
    /// Several.
    Many(Vec<&'a Column>),
}

impl Sum<'_> {
    /// The sum in a row.
    pub fn get(&self, row: usize) -> Option<f64> {
        match self {
            Self::One(column) => column.get(row),
            Self::Many(columns) => columns.iter().map(|column| column.get(row)).sum(),
        }
    }
}

impl<'a> Frame<'a> {
    /// Of a series and its subject.
    pub fn new(community: &'a Community, series: &'a Series, subject: Subject<'a>) -> Self {
        let lifespan = match &subject {
            Subject::Group(group) => group.lifespan,
            Subject::Place(_) => Lifespan::Ongoing,
        };
        let days = community.fields.id("days").and_then(|id| series.column(id));
        let row = |(row, period): (usize, &Period)| length(*period, days.and_then(|column| column.get(row)), lifespan);
        let rows = series.periods().iter().enumerate().map(row).collect();
        let (contributions, curves) = match series.has_lists() {
            true => (contributions(community, series), curves(series)),
            false => (Vec::new(), Vec::new()),
        };
        Self { community, subject, series, contributions, curves, rows }
    }

    /// How many periods.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The period of a row.
    pub fn period(&self, row: usize) -> Period {
        self.series.periods()[row]
    }

    /// The column of a built-in field.
    pub fn field(&self, name: &str) -> Option<&'a Column> {
        self.community.fields.id(name).and_then(|id| self.series.column(id))
    }

    /// The columns whose sum is asked for; `None` where one of them was measured in no period.
    pub fn sum(&self, fields: &[FieldId]) -> Option<Sum<'a>> {
        match fields {
            [] => None,
            [field] => self.series.column(*field).map(Sum::One),
            _ => fields.iter().map(|field| self.series.column(*field)).collect::<Option<Vec<_>>>().map(Sum::Many),
        }
    }

    /// The lists of a row.
    pub fn lists(&self, row: usize) -> Option<&'a Lists> {
        self.series.lists(row)
    }

    /// The group; `None` for a place.
    pub fn group(&self) -> Option<&'a Group> {
        match self.subject {
            Subject::Group(group) => Some(group),
            Subject::Place(_) => None,
        }
    }

    /// By what the indicator's exponent or factor carries a row to 30 days.
    pub fn carry(&self, indicator: &Indicator, row: usize) -> f64 {
        match indicator.normalise {
            Normalise::None => 1.0,
            Normalise::Flow30 | Normalise::Count30 => self.rows[row].flow,
            Normalise::Reach30 => self.rows[row].reach,
        }
    }

    /// A column of readings from an estimate per row: outside the planned life not applicable, in too short periods
    /// and where there is no finite value missing.
    pub fn readings(&self, indicator: &Indicator, estimate: impl Fn(usize) -> Option<Estimate>) -> Vec<Reading> {
        let shortest = indicator.minimum_days.unwrap_or(0.0);
        let reading = |(at, row): (usize, &Row)| {
            if !row.alive {
                return Reading::NotApplicable;
            }
            let estimate = if row.days < shortest { None } else { estimate(at) };
            match estimate {
                Some(estimate) if estimate.value.is_finite() => Reading::Measured(estimate),
                _ => Reading::Missing,
            }
        };
        self.rows.iter().enumerate().map(reading).collect()
    }

    /// A column without a value in any row.
    pub fn missing(&self) -> Vec<Reading> {
        self.rows.iter().map(|row| if row.alive { Reading::Missing } else { Reading::NotApplicable }).collect()
    }
}

/// A calendar month counts as one month whatever its length, so that anyone can recompute `active / members_end` by
/// hand; other periods, and months with `days` given, are converted to 30 days.
fn length(period: Period, given: Option<f64>, lifespan: Lifespan) -> Row {
    let given = given.filter(|days| *days > 0.0);
    let days = given.unwrap_or_else(|| f64::from(period.days()));
    let month = matches!(period, Period::Month(..));
    let flow = if month && given.is_none() { 1.0 } else { 30.0 / days };
    let alive = match lifespan {
        Lifespan::Ongoing => true,
        Lifespan::TimeBoxed(from, until) => period.last_day() >= from && period.first_day() <= until,
    };
    Row { days, flow, reach: if month { 1.0 } else { flow }, alive }
}

fn contributions(community: &Community, series: &Series) -> Vec<Option<Shared>> {
    let top = community.playbook.indicators.iter().find_map(|indicator| match indicator.measure {
        Measure::TopShare { share } => Some(share),
        _ => None,
    });
    let shared = |row| {
        let counts = series.lists(row)?.contrib_counts.as_ref()?;
        Contributions::new(counts).map(|counts| Shared::new(counts, top.unwrap_or(0.1)))
    };
    (0..series.periods().len()).map(shared).collect()
}

fn curves(series: &Series) -> Vec<Option<Tenures>> {
    let curve = |row| {
        let tenure = series.lists(row)?.tenure.as_ref()?;
        let mut cases: Vec<(f64, bool)> = tenure.iter().map(|member| (member.months, member.left)).collect();
        Curve::new(&mut cases).map(|curve| Tenures { curve, cases })
    };
    (0..series.periods().len()).map(curve).collect()
}
