//! A framework of one's own: `extend: none` computes any two-level index of ready-made indicators.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]

mod kit;

use kit::{Files, Scratch, text};

const SITE: &str = "title: Connected and sustainable\nlanguages: [en]\n\
    disclosure: {profile: open, reason: official statistics}\n\
    scoring: {minimum_periods: 1, core_dimensions: [connected, sustainable]}\n";

/// Goalposts are the smallest and the largest value, as a min–max index has them.
const PLAYBOOK: &str = "extend: none
dimensions:
  - {id: connected, name: {en: Connectivity}, weight: 1, core: true}
  - {id: sustainable, name: {en: Sustainability}, weight: 1, core: true}
indicators:
  - {id: logistics, dimension: connected, name: {en: Logistics}, measure: {given: lpi}, direction: higher, goalposts: [2, 4.5]}
  - {id: flights, dimension: connected, name: {en: Flights}, measure: {given: flights}, direction: higher, goalposts: [0, 200]}
  - {id: emissions, dimension: sustainable, name: {en: Emissions}, measure: {given: co2}, direction: lower, goalposts: [20, 2]}
  - {id: rights, dimension: sustainable, name: {en: Rights}, measure: {given: rights}, direction: higher, goalposts: [0, 50]}
";

fn index(units: &[(&str, &str)], site: &str, playbook: &str) -> Files {
    let scratch = Scratch::site(&[("site.yaml", site), ("playbook.yaml", playbook)]);
    for (unit, values) in units {
        scratch.write(&format!("{unit}/group.yaml"), &format!("name: {unit}\nperiods:\n  2026: {{{values}}}\n"));
    }
    scratch.build("public", &[])
}

/// Status and score of a dimension of a unit.
fn score(files: &Files, unit: &str, dimension: &str) -> (String, Option<f64>) {
    let lead = format!(",{unit},2026,{dimension},");
    let scores = text(files, "data/scores.csv");
    let line = scores.lines().find(|line| line.starts_with(&lead)).unwrap_or_else(|| panic!("{lead} in {scores}"));
    let mut cells = line[lead.len()..].split(',');
    (cells.next().unwrap().to_owned(), cells.next().unwrap().parse().ok())
}

#[test]
fn min_max_arithmetic_and_geometric_by_hand() {
    let units = [
        ("alba", "lpi: 4.25, flights: 30, co2: 6.5, rights: 40"),
        ("bora", "lpi: 2, flights: 200, co2: 20, rights: 0"),
        ("cora", "lpi: 3.5, co2: 11, rights: 25"),
    ];
    let files = index(&units, SITE, PLAYBOOK);
    let measured = |unit: &str, dimension: &str| score(&files, unit, dimension).1.unwrap();
    // 90 and 15; 75 and 80.
    assert_eq!((measured("alba", "connected"), measured("alba", "sustainable")), (52.5, 77.5));
    assert_eq!(measured("alba", "overall_arithmetic"), 65.0);
    // √(52.5 · 77.5) = 63.787
    assert_eq!(measured("alba", "overall"), 63.8);
    // A dimension at 0 counts as 1: √50 = 7.07.
    assert_eq!((measured("bora", "connected"), measured("bora", "sustainable")), (50.0, 0.0));
    assert_eq!((measured("bora", "overall"), measured("bora", "overall_arithmetic")), (7.1, 25.0));
    // One of two is not enough, and nothing is filled in.
    assert_eq!(score(&files, "cora", "connected"), ("missing".to_owned(), None));
    assert_eq!(score(&files, "cora", "overall"), ("missing".to_owned(), None));
    assert_eq!(measured("cora", "sustainable"), 50.0);
}

#[test]
fn weights_go_down_both_levels() {
    let weighted = PLAYBOOK
        .replace("id: flights, dimension: connected,", "id: flights, dimension: connected, weight: 3,")
        .replace("{en: Connectivity}, weight: 1", "{en: Connectivity}, weight: 2");
    let files = index(&[("alba", "lpi: 4.25, flights: 30, co2: 6.5, rights: 40")], SITE, &weighted);
    let measured = |dimension: &str| score(&files, "alba", dimension).1.unwrap();
    // (90 + 3 · 15)/4 = 33.75; (2 · 33.75 + 77.5)/3 = 48.33; exp((2 ln 33.75 + ln 77.5)/3) = 44.53.
    assert_eq!((measured("connected"), measured("overall_arithmetic"), measured("overall")), (33.8, 48.3, 44.5));
}

#[test]
fn another_unit_moves_no_score() {
    let alba = ("alba", "lpi: 4.25, flights: 30, co2: 6.5, rights: 40");
    let alone = index(&[alba], SITE, PLAYBOOK);
    let beside = index(&[alba, ("zeta", "lpi: 4.5, flights: 900, co2: 0.1, rights: 50")], SITE, PLAYBOOK);
    for dimension in ["connected", "sustainable", "overall", "overall_arithmetic"] {
        assert_eq!(score(&alone, "alba", dimension), score(&beside, "alba", dimension));
    }
}

#[test]
fn an_indicator_of_a_built_in_kind_is_told_by_it() {
    let own = "indicators:\n  - {id: still_there_6m, dimension: renewal, name: {en: Still there}, \
               measure: {survival: {list: tenure, at: 6}}, direction: higher, goalposts: [0.2, 0.8]}\n";
    let files = index(&[("alba", "members_end: 80")], "title: Clubs\nlanguages: [en]\n", own);
    let method = text(&files, "method/index.html");
    let (_, row) = method.split_once(">Still there</a>").unwrap();
    let (cells, _) = row.split_once("</tr>").unwrap();
    assert!(cells.contains("as for <a") && cells.contains("survival_12m"), "{cells}");
}
