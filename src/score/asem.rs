//! The engine against COINr's worked index of 51 countries (`bluefoxr/COINr`, the ASEM example; numbers derived by running
//! its pipeline, in `tests/worked/asem.csv`).
//!
//! What can be held against it without its indicators: the step from two sub-indices to the index for every country, all
//! three levels for the two countries whose pillars are published, effective weights (in [`super::aggregate`]), a small
//! frame with a data threshold (there), sensitivity estimators (in [`super::sensitivity`]). The geometric and the z-score
//! index start from the indicators, which are not in this repository; of them the published movement of ranks is checked.

use super::aggregate::{arithmetic, effective_weights, geometric};

struct Country {
    rank: usize,
    /// Connectivity, sustainability, index, geometric index, index of z-scores.
    columns: [f64; 5],
}

fn countries() -> Vec<Country> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        Country { rank: cells[1].parse().unwrap(), columns: std::array::from_fn(|at| cells[at + 2].parse().unwrap()) }
    };
    include_str!("../../tests/worked/asem.csv").lines().skip(1).map(row).collect()
}

fn even(values: &[f64]) -> Vec<(f64, f64)> {
    values.iter().map(|value| (1.0, *value)).collect()
}

/// Ranks from the largest down; the published columns have no ties.
fn ranks(values: &[f64]) -> Vec<usize> {
    values.iter().map(|value| 1 + values.iter().filter(|other| *other > value).count()).collect()
}

#[test]
fn two_sub_indices_make_the_index_of_all_51_countries() {
    let countries = countries();
    assert_eq!(countries.len(), 51);
    let mut found = Vec::new();
    for country in &countries {
        let [connectivity, sustainability, index, ..] = country.columns;
        let ours = arithmetic(even(&[connectivity, sustainability])).unwrap();
        assert!((ours - index).abs() < 1e-4, "{ours} {index}");
        // A geometric mean of unequal parts lies below.
        assert!(geometric(even(&[connectivity, sustainability])).unwrap() <= ours);
        found.push(ours);
    }
    assert_eq!(ranks(&found), countries.iter().map(|country| country.rank).collect::<Vec<_>>());
}

#[test]
fn eight_pillars_make_two_sub_indices_and_an_index() {
    let switzerland = ([63.41, 32.87, 74.78, 85.94, 56.93], [77.21, 87.85, 56.88], [62.79, 73.98, 68.38]);
    let india = ([18.78, 6.38, 51.90, 59.84, 6.07], [75.34, 22.74, 54.88], [28.60, 50.99, 39.79]);
    for (connectivity, sustainability, published) in [switzerland, india] {
        let sub = [arithmetic(even(&connectivity)).unwrap(), arithmetic(even(&sustainability)).unwrap()];
        let index = arithmetic(even(&sub)).unwrap();
        for (ours, published) in [sub[0], sub[1], index].into_iter().zip(published) {
            assert!((ours - published).abs() < 0.0101, "{ours} {published}");
        }
        // The same in one step, with the weight that each pillar has in the whole.
        let weights = effective_weights(&[(1.0, vec![1.0; 5]), (1.0, vec![1.0; 3])]);
        let pillars = connectivity.iter().chain(&sustainability);
        let at_once = arithmetic(weights.iter().flatten().copied().zip(pillars.copied())).unwrap();
        assert!((at_once - index).abs() < 1e-12);
    }
}

#[test]
fn the_kind_of_mean_moves_ranks_as_published() {
    let countries = countries();
    let column = |at: usize| ranks(&countries.iter().map(|country| country.columns[at]).collect::<Vec<_>>());
    let (plain, geometric) = (column(2), column(3));
    let moved: Vec<f64> = plain.iter().zip(&geometric).map(|(a, b)| (*a as f64 - *b as f64).abs()).collect();
    let n = countries.len() as f64;
    let squares: f64 = moved.iter().map(|d| d * d).sum();
    let spearman = 1.0 - 6.0 * squares / (n * (n * n - 1.0));
    assert!((moved.iter().sum::<f64>() / n - 2.863).abs() < 5e-4);
    assert_eq!(moved.iter().copied().fold(0.0, f64::max), 18.0);
    assert!((spearman - 0.9578).abs() < 5e-5, "{spearman}");
}
