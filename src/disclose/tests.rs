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
    cells.persons_named();
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

/// What events leave unpublished of a group with so many active members: those who registered, and those who came.
fn few(active: f64, events: &[(Option<u32>, u32)]) -> events::Few {
    let fields = FieldTable::default();
    let event = |(registered, attended): &(Option<u32>, u32)| crate::model::series::Event {
        date: None,
        online: false,
        registered: *registered,
        attended: Some(*attended),
    };
    let lists = crate::model::series::Lists { events: Some(events.iter().map(event).collect()), ..Default::default() };
    let cells = vec![(fields.id("active").unwrap(), 0, active)];
    let series = Series::new(vec![Period::Month(2026, 10)], cells, vec![(0, Box::new(lists))]);
    events::few(&series, &fields, &rules())[0]
}

#[test]
fn a_few_who_came_or_stayed_away_cannot_be_worked_out_from_the_active() {
    use events::Few;
    assert_eq!(few(60.0, &[(Some(30), 22), (None, 18)]), Few::None);
    assert_eq!(few(60.0, &[(None, 0)]), Few::None, "nobody came: zero is published");
    assert_eq!(few(60.0, &[(None, 2)]), Few::Came, "two came");
    assert_eq!(few(60.0, &[(None, 22), (None, 2)]), Few::None, "how many of the 24 came to which is not told");
    assert_eq!(few(24.0, &[(None, 22)]), Few::Came, "two stayed away");
    assert_eq!(few(60.0, &[(Some(23), 20)]), Few::Registered, "three who had registered stayed away");
    assert_eq!(few(60.0, &[(Some(23), 20), (Some(30), 24)]), Few::None, "nine stayed away");
    assert_eq!(few(60.0, &[(Some(4), 0)]), Few::Registered, "four had registered");
}

#[test]
fn the_share_of_the_largest_is_never_that_of_one_person() {
    let share = |n: f64| Estimate { n: Some(n), ..Estimate::exact(0.4) };
    let hidden = |n: f64| small_sample(&Measure::TopShare { share: 0.1 }, &share(n), &rules());
    assert!(hidden(5.0) && hidden(10.0) && !hidden(11.0));
    assert!(rules().few_for_tenths(19.0) && !rules().few_for_tenths(20.0));
    let open = Rules { k: 0.0, protects: false, wide_bands: false };
    assert!(!open.few_for_tenths(6.0) && !small_sample(&Measure::TopShare { share: 0.1 }, &share(6.0), &open));
}

#[test]
fn the_sum_of_the_largest_tenth_is_never_that_of_one_person() {
    let of = |n: f64| withheld(&[("members_end", 90.0), ("contrib.n", n), ("contrib.top10pct", 30.0)]);
    assert_eq!(of(10.0), ["contrib.top10pct"]);
    assert!(of(11.0).is_empty());
}
