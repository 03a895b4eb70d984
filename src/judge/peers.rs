//! A place among its peers: only places of like size are compared, and the lines they draw are their median and their
//! lower quarter.

use crate::disclose::{Facts, Published};
use crate::measure::interval::quantile;
use crate::model::Period;
use crate::model::field::FieldTable;
use crate::playbook::test::PeerQuantile;
use crate::playbook::{Level, Playbook};

/// A place with the lines its peers draw.
#[derive(Debug, Clone, Copy)]
pub struct PlaceView<'a> {
    /// Its numbers.
    pub facts: &'a Facts,
    /// The lines of its peers.
    pub peers: &'a PeerLines,
}

/// What the peers of a place draw: for each indicator of places and each period, lower quarter and median.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PeerLines {
    /// By index of the playbook's indicators (empty for those of groups), then by row of the place.
    lines: Vec<Vec<Option<[f64; 2]>>>,
    /// Positions of the peers of like size at the last row.
    alike: Vec<usize>,
}

impl PeerLines {
    /// The lines for a place, from its published numbers and those of the places it is compared with. In each period a
    /// peer stands with the last period it had published by then. Where fewer than three are of like size, all count.
    pub fn new(playbook: &Playbook, fields: &FieldTable, own: &Facts, peers: &[&Facts]) -> Self {
        let population = |facts: &Facts, period: Period| {
            let field = fields.id("population")?;
            last_by(&facts.periods, period).and_then(|row| facts.cell(field, row).value().copied())
        };
        let (like_size, fewest) = (playbook.judging.like_size, playbook.judging.fewest_peers);
        let mut lines = vec![Vec::new(); playbook.indicators.len()];
        let mut alike = Vec::new();
        for period in &own.periods {
            let size = population(own, *period);
            alike = (0..peers.len()).collect();
            if let Some(size) = size {
                let of_like_size = |at: &usize| {
                    let other = peers.get(*at).and_then(|peer| population(peer, *period));
                    other.is_some_and(|other| other <= size * like_size && other * like_size >= size)
                };
                let near: Vec<usize> = alike.iter().copied().filter(of_like_size).collect();
                if near.len() >= fewest {
                    alike = near;
                }
            }
            let rows: Vec<_> = alike
                .iter()
                .filter_map(|at| peers.get(*at))
                .filter_map(|peer| Some((*peer, last_by(&peer.periods, *period)?)))
                .collect();
            for ((index, indicator), column) in playbook.indicators.iter().enumerate().zip(&mut lines) {
                if indicator.level == Level::Place {
                    let values = rows.iter().filter_map(|(peer, row)| match peer.indicator(index, *row) {
                        Published::Value(estimate) => Some(estimate.value),
                        _ => None,
                    });
                    column.push(quarters(values.collect(), fewest));
                }
            }
        }
        Self { lines, alike }
    }

    /// A line at a row of the place; `None` where fewer than three peers have a value.
    pub fn line(&self, indicator: usize, row: usize, at: PeerQuantile) -> Option<f64> {
        let [low, median] = self.lines.get(indicator)?.get(row).copied()??;
        Some(match at {
            PeerQuantile::P25 => low,
            PeerQuantile::Median => median,
        })
    }

    /// Positions of the peers of like size, in the order they were given, at the last row.
    pub fn alike(&self) -> &[usize] {
        &self.alike
    }
}

fn quarters(mut values: Vec<f64>, fewest: usize) -> Option<[f64; 2]> {
    if values.len() < fewest {
        return None;
    }
    values.sort_unstable_by(f64::total_cmp);
    Some([quantile(&values, 0.25)?, quantile(&values, 0.5)?])
}

/// The last row whose period ended by the end of `period`.
fn last_by(periods: &[Period], period: Period) -> Option<usize> {
    let end = period.last_day();
    periods.partition_point(|p| p.last_day() <= end).checked_sub(1)
}
