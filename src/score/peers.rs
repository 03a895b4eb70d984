//! Goalposts that the peers of a place set: small places are only compared with their like.

use super::posts::Posts;
use crate::disclose::{Facts, Published};
use crate::measure::interval::quantile;
use crate::model::Period;
use crate::playbook::{Direction, Indicator, Level, Playbook, Scale};

/// Fewest places with a value that set goalposts. A convention: below it "the tenth percentile" is one place.
pub const FEWEST: usize = 5;

/// Goalposts by row of the place and index of the playbook's indicators; `None` where they are not set by peers or there
/// are too few. Empty where no peer has a value in any period.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PeerPosts(Vec<Vec<Option<Posts>>>);

impl PeerPosts {
    /// From the published values of a place and its peers over all periods together that were over by the end of each
    /// period of the place: the 10th percentile scores 0, the 90th 100 (the other way round for lower-is-better), on a logarithmic
    /// scale. What a period is measured against is frozen with it: later data do not rewrite an earlier report. A site
    /// that wants one scale for all periods writes the two numbers into its playbook, with `scale: log`.
    pub fn new(playbook: &Playbook, own: &Facts, peers: &[&Facts]) -> Self {
        let all: Vec<&Facts> = std::iter::once(own).chain(peers.iter().copied()).collect();
        let set_by_peers = |indicator: &Indicator| {
            (indicator.scale == Scale::PeersLog && indicator.level == Level::Place)
                .then_some(indicator.direction == Direction::Lower)
        };
        let asked: Vec<Option<bool>> = playbook.indicators.iter().map(set_by_peers).collect();
        if all.len() < FEWEST || asked.iter().all(Option::is_none) {
            return Self::default();
        }
        let at = |period: &Period| {
            let posts = asked.iter().enumerate().map(|(index, lower)| {
                let lower = (*lower)?;
                let [low, high] = spread(index, &all, *period)?;
                Posts::new(Scale::PeersLog, if lower { [high, low] } else { [low, high] })
            });
            posts.collect()
        };
        Self(own.periods.iter().map(at).collect())
    }

    /// The goalposts in a row.
    pub fn at(&self, row: usize) -> &[Option<Posts>] {
        self.0.get(row).map(Vec::as_slice).unwrap_or_default()
    }
}

fn spread(indicator: usize, places: &[&Facts], period: Period) -> Option<[f64; 2]> {
    let published = |facts: &&Facts| -> Vec<f64> {
        let known = facts.periods.partition_point(|p| p.has_ended_by(period));
        let cells = facts.indicators.get(indicator).map(Vec::as_slice).unwrap_or_default();
        cells.iter().take(known).filter_map(Published::value).map(|estimate| estimate.value).collect()
    };
    let by_place: Vec<Vec<f64>> = places.iter().map(published).collect();
    if by_place.iter().filter(|values| !values.is_empty()).count() < FEWEST {
        return None;
    }
    let mut values: Vec<f64> = by_place.into_iter().flatten().collect();
    values.sort_unstable_by(f64::total_cmp);
    Some([quantile(&values, 0.1)?, quantile(&values, 0.9)?])
}
