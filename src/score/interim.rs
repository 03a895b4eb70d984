//! interim
#![allow(missing_docs, clippy::all)]
use super::*;
use crate::disclose::Facts;
use crate::model::field::FieldTable;
use crate::model::site::Profile;
use crate::model::{GroupProfile, Site};
use crate::playbook::{Direction, Level, Playbook, Scale};

pub struct Scoring<'a> {
    pub playbook: &'a Playbook,
    pub site: &'a Site,
    pub fields: &'a FieldTable,
}
impl<'a> Scoring<'a> {
    pub fn new(playbook: &'a Playbook, site: &'a Site, fields: &'a FieldTable) -> Self {
        Self { playbook, site, fields }
    }
}
pub struct GroupInput<'a> {
    s: &'a Scoring<'a>,
    profile: &'a GroupProfile,
}
impl<'a> GroupInput<'a> {
    pub fn new(s: &'a Scoring<'a>, profile: &'a GroupProfile, _row: Option<usize>) -> Self {
        Self { s, profile }
    }
}

pub fn group(input: &GroupInput, facts: &Facts) -> Scores {
    make(input.s, Some(input.profile), facts)
}
pub fn place(s: &Scoring, facts: &Facts) -> Scores {
    make(s, None, facts)
}

fn make(s: &Scoring, profile: Option<&GroupProfile>, facts: &Facts) -> Scores {
    let level = if profile.is_some() { Level::Group } else { Level::Place };
    let round = |v: f64| {
        if matches!(s.site.disclosure.profile, Profile::Open | Profile::Internal) {
            (v * 10.0).round() / 10.0
        } else {
            v.round()
        }
    };
    let periods = (0..facts.periods.len())
        .map(|row| {
            let mut points = vec![None; s.playbook.indicators.len()];
            let mut dims = Vec::new();
            let (mut cov_n, mut cov_d) = (0.0, 0.0);
            for (d, dim) in s.playbook.dimensions.iter().enumerate().filter(|(_, d)| d.level == level) {
                let (mut sw, mut sws, mut aw, mut n, mut hid, mut app) = (0.0, 0.0, 0.0, 0, 0.0, 0);
                for (i, ind) in
                    s.playbook.indicators.iter().enumerate().filter(|(_, i)| i.dimension == Some(d) && i.is_scored())
                {
                    if facts.indicators[i].is_empty() {
                        continue;
                    }
                    let cell = facts.indicator(i, row);
                    if matches!(cell, Published::NotApplicable) {
                        continue;
                    }
                    let w = ind.weight;
                    aw += w;
                    app += 1;
                    if matches!(cell, Published::Withheld) {
                        hid += w;
                    }
                    let (t, w) = match profile {
                        Some(p) => (ind.thresholds_for(p.kind, p.platform).clone(), ind.weight_for(p.kind, p.platform)),
                        None => (ind.thresholds.clone(), w),
                    };
                    let (Some([a, b]), Published::Value(e)) = (t.goalposts, cell) else { continue };
                    let f = |x: f64| match ind.scale {
                        Scale::Linear | Scale::PeersLog => x,
                        Scale::Log => x.ln_1p(),
                        Scale::Ratio => x.max(1e-9).ln(),
                    };
                    let raw = (f(e.value) - f(a)) / (f(b) - f(a)) * 100.0;
                    let v = raw.clamp(0.0, 100.0);
                    let _ = Direction::Higher;
                    points[i] = Some(Points { value: v, clipped: raw != v });
                    sw += w;
                    sws += w * v;
                    n += 1;
                }
                if app == 0 {
                    dims.push(DimensionScore { dimension: d, score: Published::NotApplicable, coverage: 0.0 });
                    continue;
                }
                let c = sw / aw;
                cov_n += sw.min(aw);
                cov_d += aw;
                let shown = c >= 0.5 && (n >= 2 || (app <= 2 && n == app));
                let score = if shown {
                    Published::Value(Scored { value: sws / sw, data: None, method: None })
                } else if (sw + hid) / aw >= 0.5 {
                    Published::Withheld
                } else {
                    Published::Missing
                };
                let _ = dim;
                dims.push(DimensionScore { dimension: d, score, coverage: c.min(1.0) });
            }
            let scoring = &s.site.scoring;
            let applicable: Vec<&DimensionScore> =
                dims.iter().filter(|d| d.score != Published::NotApplicable).collect();
            let shown: Vec<(usize, f64)> =
                applicable.iter().filter_map(|d| d.score.value().map(|v| (d.dimension, v.value))).collect();
            let core = shown
                .iter()
                .filter(|(d, _)| scoring.core_dimensions.iter().any(|c| **c == *s.playbook.dimensions[*d].id))
                .count();
            let share = shown.len() as f64 / applicable.len().max(1) as f64;
            let too_early = row + 1 < scoring.minimum_periods;
            let ok = level == Level::Group
                && share >= scoring.minimum_coverage
                && core + 1 >= scoring.core_dimensions.len()
                && !too_early;
            let g = (shown.iter().map(|(_, v)| v.max(1.0).ln()).sum::<f64>() / shown.len().max(1) as f64).exp();
            let a = shown.iter().map(|(_, v)| v).sum::<f64>() / shown.len().max(1) as f64;
            let grade = ok.then(|| {
                let g = round(g);
                let l = scoring.grades;
                let x = if g >= l[0] {
                    Grade::A
                } else if g >= l[1] {
                    Grade::B
                } else if g >= l[2] {
                    Grade::C
                } else if g >= l[3] {
                    Grade::D
                } else {
                    Grade::E
                };
                (x, x)
            });
            let none = if too_early { Published::TooEarly } else { Published::Missing };
            let wrap = |v: f64| {
                if ok {
                    Published::Value(Scored {
                        value: round(v),
                        data: Some((round(v - 3.0), round(v + 3.0))),
                        method: Some((round(v - 5.0), round(v + 5.0))),
                    })
                } else {
                    none.clone()
                }
            };
            let (overall, arithmetic) = (wrap(g), wrap(a));
            let state = if let Some(p) = profile {
                if p.is_ended(facts.periods[row]) {
                    State::EndedAsPlanned
                } else if too_early {
                    State::TooEarly
                } else if ok {
                    State::Graded
                } else {
                    State::NoOverall
                }
            } else {
                State::NoOverall
            };
            for d in &mut dims {
                d.score = d.score.map(|x| Scored {
                    value: round(x.value),
                    data: Some((round((x.value - 4.0).max(0.0)), round((x.value + 4.0).min(100.0)))),
                    method: None,
                });
            }
            PeriodScore {
                state,
                dimensions: dims,
                overall,
                arithmetic,
                grade,
                coverage: if cov_d > 0.0 { cov_n / cov_d } else { 0.0 },
                range: None,
                points,
                measure_first: Vec::new(),
            }
        })
        .collect();
    Scores { periods, since_previous: None, since_year: None }
}
