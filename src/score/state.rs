//! Whether there is an overall score, what stands in its place, and what to measure first.

use super::State;
use super::plan::{DORMANT, DORMANT_PERIODS, Item, Scoring};
use super::row::{Ask, PartRow, Row, Shown, look};
use crate::disclose::{Facts, Published};
use crate::model::site;

/// Whether enough dimensions are shown: their weight, and all but one of the core ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enough {
    /// There is an overall score.
    Yes,
    /// There would be with what is withheld.
    Withheld,
    /// Too little was measured.
    No,
}

/// Applies the coverage rule (health catalogue C.2, point 4) to a period.
pub fn enough(row: &Row, rules: &site::Scoring) -> Enough {
    let counted = |counts: fn(Shown) -> bool| {
        let standing = Standing::of(row, |part| counts(part.shown));
        standing.missing_weight(rules) <= 0.0 && standing.missing_core() == 0
    };
    if counted(|shown| shown == Shown::Yes) {
        Enough::Yes
    } else if counted(|shown| matches!(shown, Shown::Yes | Shown::Withheld)) {
        Enough::Withheld
    } else {
        Enough::No
    }
}

/// How far the dimensions go.
#[derive(Debug, Clone, Copy, Default)]
struct Standing {
    weight: f64,
    applicable: f64,
    core: usize,
    cores: usize,
    any: bool,
}

impl Standing {
    fn of(row: &Row, counts: impl Fn(&PartRow) -> bool) -> Self {
        let mut standing = Self::default();
        for part in row.parts.iter().filter(|part| part.shown != Shown::NotApplicable) {
            standing.applicable += part.part.weight;
            standing.cores += usize::from(part.part.core);
            if counts(part) {
                standing.any = true;
                standing.weight += part.part.weight;
                standing.core += usize::from(part.part.core);
            }
        }
        standing
    }

    /// Weight that is still wanting; not above 0 when there is enough.
    fn missing_weight(&self, rules: &site::Scoring) -> f64 {
        let wanting = rules.minimum_coverage * self.applicable * (1.0 - 1e-9) - self.weight;
        // Nothing at all is never enough.
        if self.any { wanting } else { wanting.max(f64::MIN_POSITIVE) }
    }

    /// Core dimensions that are still wanting: all but one are needed.
    fn missing_core(&self) -> usize {
        self.cores.saturating_sub(1).saturating_sub(self.core)
    }
}

/// The indicators to measure first for an overall score, the cheapest first: for each dimension the fewest and cheapest
/// that would show it; core dimensions as far as they are needed, then others until the weight is enough.
pub fn measure_first(row: &Row, ask: &Ask, rules: &site::Scoring) -> Vec<usize> {
    let mut wanted: Vec<(&PartRow, Vec<(u8, usize)>)> = row
        .parts
        .iter()
        .filter(|part| matches!(part.shown, Shown::Missing))
        .filter_map(|part| Some((part, cheapest(part, ask)?)))
        .collect();
    let price = |items: &[(u8, usize)]| items.iter().map(|(cost, _)| usize::from(*cost)).sum::<usize>();
    // Sorting is stable: of equal price the order of the catalogue decides.
    wanted.sort_by_key(|(part, items)| (!part.part.core, price(items)));
    let mut standing = Standing::of(row, |part| part.shown == Shown::Yes);
    let mut first: Vec<(u8, usize)> = Vec::new();
    let mut rest = Vec::new();
    for (part, items) in wanted {
        if part.part.core && standing.missing_core() > 0 {
            standing.core += 1;
            standing.any = true;
            standing.weight += part.part.weight;
            first.extend(items);
        } else {
            rest.push((part, items));
        }
    }
    rest.sort_by_key(|(_, items)| price(items));
    for (part, items) in rest {
        if standing.missing_weight(rules) <= 0.0 {
            break;
        }
        standing.any = true;
        standing.weight += part.part.weight;
        first.extend(items);
    }
    first.sort_unstable();
    first.into_iter().map(|(_, indicator)| indicator).collect()
}

/// The cheapest missing indicators of a dimension that would show it, with their cost; `None` where even all would not,
/// because some are withheld.
fn cheapest(part: &PartRow, ask: &Ask) -> Option<Vec<(u8, usize)>> {
    let missing = part.part.items.iter().filter(|item| matches!(look(item, ask), Published::Missing));
    let mut missing: Vec<_> = missing.collect();
    missing.sort_by_key(|item| item.cost);
    let mut weight = 0.0;
    let mut items = Vec::new();
    for item in &missing {
        weight += item.weight;
        items.push((item.cost, item.indicator));
        if part.would_show(weight, items.len()) {
            return Some(needed(part, &missing, items));
        }
    }
    None
}

/// Of indicators that are enough together, those that are needed: a heavier one may have made an earlier one idle. The most
/// expensive idle one goes first.
fn needed(part: &PartRow, missing: &[&Item], mut items: Vec<(u8, usize)>) -> Vec<(u8, usize)> {
    let weight = |indicator: usize| missing.iter().find(|item| item.indicator == indicator).map_or(0.0, |i| i.weight);
    for at in (0..items.len()).rev() {
        let rest: f64 = items.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, item)| weight(item.1)).sum();
        if part.would_show(rest, items.len() - 1) {
            items.remove(at);
        }
    }
    items
}

/// For every row, how many periods up to and with it were measured at all.
pub fn measured_until(facts: &Facts, counts: impl Fn(usize) -> bool) -> Vec<usize> {
    let there = |row: usize| {
        let said = |cells: &[Published<f64>]| matches!(cells.get(row), Some(Published::Value(_) | Published::Withheld));
        facts.fields.iter().any(|(_, cells)| said(cells))
            || facts.indicators.iter().enumerate().any(|(i, cells)| {
                matches!(cells.get(row), Some(Published::Value(_) | Published::Withheld)) && counts(i)
            })
    };
    let mut measured = 0;
    let rows = 0..facts.periods.len();
    rows.map(|row| {
        measured += usize::from(there(row));
        measured
    })
    .collect()
}

/// Fewer than one member in ten active, for three periods running: asleep, which is a state and not a low score.
pub fn is_dormant(scoring: &Scoring, facts: &Facts, row: usize) -> bool {
    let Some(active) = scoring.active else { return false };
    let Some(first) = (row + 1).checked_sub(DORMANT_PERIODS) else { return false };
    (first..=row).all(|row| facts.indicator(active, row).value().is_some_and(|e| e.value < DORMANT))
}

/// What can be said of a group as a whole, before the coverage rule is asked; `None` where that decides.
pub fn before_coverage(
    scoring: &Scoring,
    facts: &Facts,
    row: usize,
    members: &Published<f64>,
    measured: usize,
) -> Option<State> {
    if *members == Published::Withheld {
        Some(State::Withheld)
    } else if measured < scoring.rules.minimum_periods {
        Some(State::TooEarly)
    } else if is_dormant(scoring, facts, row) {
        Some(State::Dormant)
    } else if members.value().map_or(scoring.protects, |members| *members <= 0.0) {
        Some(State::NoOverall)
    } else {
        None
    }
}
