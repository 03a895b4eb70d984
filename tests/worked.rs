//! Every indicator worked out once by hand or by a script apart from the program (`tests/worked/vectors.py`), and through
//! the whole program: from the fields of a site's files to value, limits, number of cases and status in `indicators.csv`.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]

mod kit;

use kit::{Scratch, copy, repository, text};
use std::collections::BTreeSet;
use std::fs;

/// A row of `expected.csv`.
struct Worked {
    subject: String,
    indicator: String,
    status: String,
    /// Value, lower, upper, n; `None` where there is none.
    numbers: [Option<f64>; 4],
    tolerance: f64,
}

fn expected() -> Vec<Worked> {
    let file = fs::read_to_string(repository().join("tests/worked/expected.csv")).unwrap();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        Worked {
            subject: cells[0].to_owned(),
            indicator: cells[1].to_owned(),
            status: cells[2].to_owned(),
            numbers: [3, 4, 5, 6].map(|at| cells[at].parse().ok()),
            tolerance: cells[7].parse().unwrap(),
        }
    };
    file.lines().skip(1).map(row).collect()
}

#[test]
fn every_indicator_comes_out_as_worked_by_hand() {
    let site = Scratch::site(&[]);
    copy(&repository().join("tests/worked/site"), &site.path("site"));
    let files = site.build("public", &[]);
    let indicators = text(&files, "data/indicators.csv");
    let mut wrong = Vec::new();
    for worked in expected() {
        let (place, group) = match worked.subject.split_once('/') {
            Some((place, _)) => (place, worked.subject.as_str()),
            None => (worked.subject.as_str(), ""),
        };
        let found = indicators.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let mut found = found.filter(|c| c[0] == place && c[1] == group && c[3] == worked.indicator);
        let Some(cells) = found.next() else {
            wrong.push(format!("{} of {} is not there", worked.indicator, worked.subject));
            continue;
        };
        let numbers: [Option<f64>; 4] = [5, 6, 7, 8].map(|at| cells[at].parse().ok());
        let limits = [1, 2].map(|at| (worked.numbers[at], numbers[at], worked.tolerance));
        // Only limits are resampled: a value is a value, to the six digits that are written.
        let exact = [0, 3].map(|at| (worked.numbers[at], numbers[at], 1e-6));
        let near = |(a, b, by): &(Option<f64>, Option<f64>, f64)| match (a, b) {
            (Some(a), Some(b)) => (a - b).abs() <= by * a.abs().max(1.0),
            (None, None) => true,
            _ => false,
        };
        if cells[4] != worked.status || !limits.iter().chain(&exact).all(near) {
            let worked = (&worked.subject, &worked.indicator, &worked.status, worked.numbers);
            wrong.push(format!("{worked:?} is {}", cells[4..].join(",")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Dimension scores, and limits that a script apart from the program drew a hundred thousand times (`tests/worked/scores.py`).
#[test]
fn dimension_scores_and_their_data_intervals_come_out_as_drawn() {
    let site = Scratch::site(&[]);
    copy(&repository().join("tests/worked/site"), &site.path("site"));
    let scores = text(&site.build("public", &[]), "data/scores.csv");
    let worked = fs::read_to_string(repository().join("tests/worked/scores.csv")).unwrap();
    let mut compared = 0;
    for line in worked.lines().skip(1) {
        let (dimension, rest) = line.split_once(',').unwrap();
        let lead = format!("town,town/alpha,2026-10,{dimension},measured,");
        let found = scores.lines().find_map(|row| row.strip_prefix(&lead)).unwrap_or_else(|| panic!("no {lead}"));
        let numbers = |text: &str| -> Vec<f64> { text.split(',').take(3).map(|cell| cell.parse().unwrap()).collect() };
        for ((worked, found), by) in numbers(rest).iter().zip(numbers(found)).zip([0.051, 0.5, 0.5]) {
            assert!((worked - found).abs() < by, "{dimension}: {found}, not {worked}");
            compared += 1;
        }
    }
    assert_eq!(compared, 21);
}

#[test]
fn no_indicator_is_left_out() {
    let mut fields = commonweal::model::field::FieldTable::default();
    let playbook = commonweal::playbook::read::builtin(&mut fields).unwrap();
    let worked: BTreeSet<String> = expected().into_iter().map(|worked| worked.indicator).collect();
    let missing: Vec<&str> =
        playbook.indicators.iter().map(|indicator| &*indicator.id).filter(|id| !worked.contains(*id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(playbook.indicators.iter().filter(|indicator| indicator.number.is_some()).count(), 60);
}

#[test]
fn known_moves_stand_in_where_a_group_did_not_count() {
    let site = Scratch::site(&[
        ("site.yaml", "title: T\nlanguages: [en]\ndisclosure: {profile: open, reason: invented}\n"),
        ("town/place.yaml", "name: Town\nkind: city\n"),
        (
            "town/a/group.yaml",
            "name: A\nperiods:\n  2026-10: {members_start: 100, members_end: 85, joined: 20, left: 30, removed: 5}\n",
        ),
        (
            "town/b/group.yaml",
            "name: B\nperiods:\n  2026-10: {members_start: 50, joined: 10, moved_in: 3, moved_out: 1}\n",
        ),
        (
            "town/moves.yaml",
            "- {period: 2026-10, from: a, to: b, count: 6, kind: voluntary, reason: content}\n\
             - {period: 2026-10, from: a, to: b, count: 2, kind: removed}\n\
             - {period: 2026-10, from: a, to: outside, count: 10, kind: voluntary, reason: need}\n",
        ),
    ]);
    let files = site.build("public", &[]);
    let indicators = text(&files, "data/indicators.csv");
    let of = |group: &str, indicator: &str| -> String {
        let lead = format!("town,town/{group},2026-10,{indicator},");
        let line = indicators.lines().find(|line| line.starts_with(&lead)).unwrap();
        line[lead.len()..].split(',').take(2).collect::<Vec<_>>().join(",")
    };
    // 8 of 110; of 16 known reasons 10 are need, and 14 of the 30 who left gave none.
    assert_eq!(of("a", "switch_out_rate"), "measured,0.072727");
    assert_eq!(of("a", "switch_reason_share"), "few,0.625");
    // What a group counted itself stays: 1 of 55.
    assert_eq!(of("b", "switch_out_rate").split(',').nth(1), Some("0.018182"));
    let periods = text(&files, "data/periods.csv");
    for row in [
        "a,2026-10,moved_out,measured,8",
        "a,2026-10,leave_reasons.unknown,measured,14",
        "b,2026-10,moved_in,measured,3",
    ] {
        assert!(periods.contains(&format!("town/{row}")), "{row}");
    }
}

#[test]
fn known_moves_fill_in_no_month_where_small_numbers_are_withheld() {
    // Eleven months of six and one of three: the sum over twelve months is published, and would give the withheld month
    // away beside the eleven others.
    let month = |m: i32| format!("2025-{m:02}");
    let measured = "members_start: 100, members_end: 100, joined: 10, left: 10, removed: 0";
    let periods: String = (1..=12).map(|m| format!("  {}: {{{measured}}}\n", month(m))).collect();
    let count = |m: i32| if m == 7 { 3 } else { 6 };
    let one = |m: i32| {
        format!("- {{period: {}, from: a, to: b, count: {}, kind: voluntary, reason: content}}\n", month(m), count(m))
    };
    let moves: String = (1..=12).map(one).collect();
    let build = |profile: &str| {
        let site = Scratch::site(&[
            ("site.yaml", &format!("title: T\nlanguages: [en]\ndisclosure: {profile}\n")),
            ("town/place.yaml", "name: Town\nkind: city\n"),
            ("town/a/group.yaml", &format!("name: A\nperiods:\n{periods}")),
            ("town/b/group.yaml", &format!("name: B\nperiods:\n{periods}")),
            ("town/moves.yaml", &moves),
        ]);
        site.build("public", &[])
    };
    let status = |files: &kit::Files, group: &str| -> String {
        let lead = format!("town,town/{group},2025-12,switch_out_rate,");
        let rows = text(files, "data/indicators.csv");
        let line = rows.lines().find(|line| line.starts_with(&lead)).unwrap().to_owned();
        line[lead.len()..].split(',').next().unwrap().to_owned()
    };
    let (guarded, open) = (build("{profile: standard}"), build("{profile: open, reason: invented}"));
    assert_eq!((status(&guarded, "a"), status(&open, "a")), ("missing".to_owned(), "measured".to_owned()));
    let page = text(&guarded, "switching/index.html");
    assert!(page.contains("69"), "the sum over twelve months is published");
}

/// Type 7 quantile, as spreadsheets have it.
fn quantile(values: &mut [f64], p: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = p * (values.len() - 1) as f64;
    let (low, high) = (values[at.floor() as usize], values[at.ceil() as usize]);
    low + (high - low) * at.fract()
}

/// Conditions of five towns over three years: businesses, and the share of people with internet and with a stop nearby.
fn conditions(town: u32, year: u32) -> (f64, f64) {
    let (town, gone) = (f64::from(town), f64::from(year - 2022));
    (300.0 * town + 17.0 * gone * town, 0.5 + 0.04 * town + 0.01 * gone)
}

#[test]
fn goalposts_that_peers_set_come_out_as_worked_by_hand() {
    let site = Scratch::site(&[("site.yaml", "title: T\ndisclosure: {profile: open, reason: invented figures}\n")]);
    for town in 1..=5 {
        let year = |year: u32| {
            let (businesses, share) = conditions(town, year);
            format!(
                "  {year}: {{population: 20000, businesses: {businesses}, internet_share: {share}, transport_share: {share}, \
                 awareness: {{yes: {}, n: 60}}, policy_items: {{fund: 2020-01-01, meeting_space: false}}}}\n",
                10 + 3 * town
            )
        };
        let years: String = (2023..=2025).map(year).collect();
        site.write(&format!("t{town}/place.yaml"), &format!("name: T{town}\nkind: city\nperiods:\n{years}"));
    }
    let files = site.build("public", &[]);
    for year in 2023..=2025 {
        // All values of all towns that were known by the end of the year, the places' own with them.
        let known = |of: fn((f64, f64)) -> f64| -> [f64; 2] {
            let all = (1..=5).flat_map(|town| (2023..=year).map(move |year| (town, year)));
            let mut all: Vec<f64> = all.map(|(town, year)| of(conditions(town, year))).collect();
            [0.1, 0.9].map(|p| quantile(&mut all, p))
        };
        let points = |x: f64, [low, high]: [f64; 2]| {
            100.0 * ((x.ln_1p() - low.ln_1p()) / (high.ln_1p() - low.ln_1p())).clamp(0.0, 1.0)
        };
        let (density, access) = (known(|(businesses, _)| businesses / 20.0), known(|(_, share)| share));
        for town in 1..=5 {
            let (businesses, share) = conditions(town, year);
            let aware = 100.0 * ((f64::from(10 + 3 * town) / 60.0 - 0.1) / 0.6);
            let due = (points(businesses / 20.0, density) + points(share, access) + aware + 50.0) / 4.0;
            let scores = text(&files, &format!("data/history/scores-{year}.csv"));
            let lead = format!("t{town},,{year},enabling,measured,");
            let row = scores.lines().find_map(|row| row.strip_prefix(&lead)).unwrap_or_else(|| panic!("no {lead}"));
            let found: f64 = row.split(',').next().unwrap().parse().unwrap();
            assert!((found - due).abs() < 0.051, "{lead} {found}, not {due}");
        }
    }
}
