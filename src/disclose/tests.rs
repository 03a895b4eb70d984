//! What the wall lets through.

use super::cells::Cells;
use super::*;
use crate::model::field::FieldTable;
use crate::model::{Period, Series};

fn rules() -> Rules {
    Rules { k: 5.0, protects: true, wide_bands: false }
}

fn published(cells: &[(&str, f64)]) -> Vec<(String, Published<f64>)> {
    let fields = FieldTable::default();
    let rows = cells.iter().map(|(name, value)| (fields.id(name).unwrap(), 0, *value)).collect();
    let series = Series::new(vec![Period::Month(2026, 10)], rows, Vec::new());
    let mut cells = Cells::read(&series, &fields);
    cells.primary(&rules());
    cells.small_group(SMALL_GROUP);
    cells.complements(&rules());
    cells.means();
    cells.stock_and_flow();
    cells.splits(&rules());
    cells.publish().into_iter().map(|(field, cells)| (fields.name(field).to_owned(), cells[0])).collect()
}

fn withheld(cells: &[(&str, f64)]) -> Vec<String> {
    let hidden = |(name, cell): (String, Published<f64>)| (cell == Published::Withheld).then_some(name);
    published(cells).into_iter().filter_map(hidden).collect()
}

#[test]
fn a_small_leaver_count_takes_an_inflow_with_it() {
    let cells = [("members_start", 120.0), ("members_end", 126.0), ("joined", 9.0), ("left", 3.0), ("removed", 0.0)];
    assert_eq!(withheld(&cells), ["joined", "left"]);
}

#[test]
fn zero_is_published() {
    assert!(withheld(&[("members_end", 126.0), ("joined", 0.0), ("left", 0.0)]).is_empty());
}

#[test]
fn a_small_complement_is_as_telling_as_a_small_count() {
    assert_eq!(withheld(&[("members_end", 120.0), ("active", 118.0)]), ["active"]);
}

#[test]
fn an_answer_that_everybody_gave_is_withheld() {
    assert_eq!(withheld(&[("survey.trust.yes", 30.0), ("survey.trust.n", 30.0)]), ["survey.trust.yes"]);
    assert_eq!(withheld(&[("survey.trust.yes", 0.0), ("survey.trust.n", 30.0)]), ["survey.trust.yes"]);
}

#[test]
fn reasons_are_withheld_as_a_whole() {
    let cells = [("left", 20.0), ("leave_reasons.need", 12.0), ("leave_reasons.content", 2.0)];
    assert_eq!(withheld(&cells), ["leave_reasons.need", "leave_reasons.content"]);
}

#[test]
fn of_a_tiny_group_no_number_is_published() {
    let all = published(&[("members_end", 12.0), ("active", 8.0), ("messages", 300.0)]);
    assert!(all.iter().all(|(_, cell)| *cell == Published::Withheld));
}

#[test]
fn a_share_of_the_joins_goes_where_the_joins_go() {
    let mut fields = FieldTable::default();
    let playbook = crate::playbook::builtin(&mut fields).unwrap();
    let share = playbook.indicators.iter().position(|entry| &*entry.id == "referral_join_share").unwrap();
    assert!(inputs::inputs(&playbook, share).contains(&fields.id("joined").unwrap()));
}

#[test]
fn few_members_at_the_start_are_those_of_the_period_before() {
    let cells = [("members_start", 15.0), ("members_end", 26.0), ("joined", 11.0), ("left", 0.0), ("removed", 0.0)];
    assert_eq!(withheld(&cells), ["members_start", "joined", "left"]);
}
