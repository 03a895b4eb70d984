//! Goalposts that the peers of a place set: small places are only compared with their like.

use super::posts::Posts;
use crate::disclose::{Facts, Published};
use crate::measure::interval::quantile;
use crate::playbook::{Level, Playbook, Scale};

/// Fewest places with a value that set goalposts. A convention: below it "the tenth percentile" is one place.
pub const FEWEST: usize = 5;

/// Goalposts by index of the playbook's indicators; `None` where they are not set by peers or there are too few.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PeerPosts(pub(super) Vec<Option<Posts>>);

impl PeerPosts {
    /// From the published values of a place and its peers over all periods together: the 10th percentile scores 0, the
    /// 90th 100 (the other way round for lower-is-better), on a logarithmic scale.
    pub fn new(playbook: &Playbook, own: &Facts, peers: &[&Facts]) -> Self {
        let all: Vec<&Facts> = std::iter::once(own).chain(peers.iter().copied()).collect();
        let posts = playbook.indicators.iter().enumerate().map(|(index, indicator)| {
            if indicator.scale != Scale::PeersLog || indicator.level != Level::Place {
                return None;
            }
            let [low, high] = spread(index, &all)?;
            let lower = indicator.direction == crate::playbook::Direction::Lower;
            Posts::new(Scale::PeersLog, if lower { [high, low] } else { [low, high] })
        });
        Self(posts.collect())
    }
}

fn spread(indicator: usize, places: &[&Facts]) -> Option<[f64; 2]> {
    let published = |facts: &&Facts| -> Vec<f64> {
        let cells = facts.indicators.get(indicator).map(Vec::as_slice).unwrap_or_default();
        cells.iter().filter_map(Published::value).map(|estimate| estimate.value).collect()
    };
    let by_place: Vec<Vec<f64>> = places.iter().map(published).collect();
    if by_place.iter().filter(|values| !values.is_empty()).count() < FEWEST {
        return None;
    }
    let mut values: Vec<f64> = by_place.into_iter().flatten().collect();
    values.sort_unstable_by(f64::total_cmp);
    Some([quantile(&values, 0.1)?, quantile(&values, 0.9)?])
}
