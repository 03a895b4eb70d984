//! What was known then: a report as of an earlier period holds the figures that the history of a later one holds,
//! byte for byte, and nothing that came after changes them.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]

mod kit;

use commonweal::model::Period;
use kit::{Files, Scratch, copy, repository, text};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Rows by place, group, period and what they are of.
type Rows = BTreeMap<String, String>;

const KINDS: [&str; 4] = ["indicators", "scores", "findings", "periods"];

/// Rows that the history does not keep: what was not measured or could not be assessed.
fn is_gap(row: &str) -> bool {
    [",missing,", ",cannot_assess,"].iter().any(|gap| row.contains(gap))
}

fn rows(files: &Files, path: &str) -> Rows {
    let key = |line: &str| line.splitn(5, ',').take(4).collect::<Vec<_>>().join(",");
    text(files, path).lines().skip(1).map(|line| (key(line), line.to_owned())).collect()
}

/// The reported rows, but for gaps.
fn reported(files: &Files, kind: &str) -> Rows {
    rows(files, &format!("data/{kind}.csv"))
}

fn history(files: &Files, kind: &str) -> Rows {
    let of = |path: &&String| path.starts_with(&format!("data/history/{kind}-"));
    files.keys().filter(of).flat_map(|path| rows(files, path)).collect()
}

/// Place, group and period of a key.
fn subject(key: &str) -> String {
    key.rsplit_once(',').unwrap().0.to_owned()
}

/// The rows of `earlier` are those that `later` has in its history; gives how many there were.
fn agree(earlier: &Files, later: &Files, as_of: &str) -> usize {
    let mut compared = 0;
    for kind in KINDS {
        let (then, now) = (reported(earlier, kind), history(later, kind));
        for (key, row) in &then {
            match now.get(key) {
                Some(other) => assert_eq!(row, other, "{as_of} {kind}"),
                None => assert!(is_gap(row), "{as_of} {kind}: the history has no {row}"),
            }
            compared += 1;
        }
        let subjects: BTreeSet<String> = then.keys().map(|key| subject(key)).collect();
        for key in now.keys().filter(|key| subjects.contains(&subject(key))) {
            assert!(then.contains_key(key), "{as_of} {kind}: the report had no {key}");
        }
        // The history of the earlier report is that of the later one up to the same day, nothing more and nothing less.
        let by_then: Rows = now.into_iter().filter(|(key, _)| period(key).has_ended_by(at(as_of))).collect();
        let past = history(earlier, kind);
        let differs = by_then.iter().find(|(key, row)| past.get(*key) != Some(row));
        assert_eq!(differs.map(|(key, row)| (row, past.get(key))), None, "{as_of} {kind}");
        let extra = past.keys().find(|key| !by_then.contains_key(*key));
        assert_eq!(extra, None, "{as_of} {kind}: the earlier history has more rows");
    }
    compared
}

/// The period of a row.
fn period(key: &str) -> Period {
    at(key.split(',').nth(2).unwrap())
}

fn at(text: &str) -> Period {
    Period::parse(text).unwrap()
}

fn demonstration() -> Scratch {
    let scratch = Scratch::site(&[]);
    copy(&repository().join("content"), &scratch.path("site"));
    scratch
}

/// Period ends, days in the middle of a year, and every way to write them.
const DATES: [&str; 9] =
    ["2026-09", "2026-08", "2026-W30", "2026-Q2", "2026-06", "2026-01", "2025-12", "2025", "2025-11"];

#[test]
fn a_report_as_of_an_earlier_period_is_what_the_history_says_of_it() {
    let site = demonstration();
    let later = site.build("later", &[]);
    for period in DATES {
        let earlier = site.build("earlier", &["--as-of", period]);
        assert!(agree(&earlier, &later, period) > 500, "{period}");
    }
}

/// Takes every period after `last` out of the files of groups.
fn forget(folder: &Path, last: &str) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            forget(&path, last);
        } else if path.ends_with("group.yaml") {
            let mut kept = periods_until(&fs::read_to_string(&path).unwrap(), last);
            if !kept.iter().any(|line| line.starts_with("  2")) {
                // The group had not begun.
                kept.retain(|line| !line.starts_with("periods:"));
            }
            fs::write(&path, kept.join("\n") + "\n").unwrap();
        }
    }
}

fn periods_until(yaml: &str, last: &str) -> Vec<String> {
    let (mut keep, mut inside, mut kept) = (true, false, Vec::new());
    for line in yaml.lines() {
        if !line.starts_with(' ') && !line.starts_with('#') {
            inside = line.starts_with("periods:");
            keep = true;
        }
        if inside && line.starts_with("  2") {
            let period = line.trim().split(':').next().unwrap();
            // What is of another length stays: which of it was known is for the program to say.
            keep = period <= last || period.contains(['Q', 'W']);
        }
        if keep {
            kept.push(line.to_owned());
        }
    }
    kept
}

#[test]
fn what_comes_later_changes_no_figure() {
    let site = demonstration();
    let whole = site.build("whole", &["--as-of", "2026-06"]);
    forget(&site.path("site"), "2026-06");
    let run = site.run(&["build", "site", "--out", "cut", "--as-of", "2026-06", "--quiet"]);
    assert_eq!(run.status(), 0, "{}", run.err());
    let cut = kit::read(&site.path("cut"));
    for kind in KINDS {
        for (cut, whole) in
            [(reported(&cut, kind), reported(&whole, kind)), (history(&cut, kind), history(&whole, kind))]
        {
            let differs = whole.iter().find(|(key, row)| cut.get(*key) != Some(row));
            assert_eq!(differs.map(|(key, row)| (row, cut.get(key))), None, "{kind}");
            assert_eq!(cut.len(), whole.len(), "{kind}");
        }
    }
}

/// Six towns whose businesses grow at their own pace: enough to set goalposts for one another.
fn towns() -> Scratch {
    let scratch = Scratch::site(&[(
        "site.yaml",
        "title: Towns\nlanguages: [en]\ndisclosure: {profile: open, reason: register counts}\n",
    )]);
    for town in 1..=6u32 {
        let year = |year: u32| {
            let (grown, at) = (year - 2020, f64::from(town));
            let businesses = 300 * town + 40 * grown * town * town;
            let more = "awareness: {yes: 21, n: 60}, policy_items: {fund: 2020-01-01, meeting_space: false}";
            let funding = 1000.0 * at + 500.0 * f64::from(grown);
            format!(
                "  {year}: {{population: 20000, businesses: {businesses}, funding: {funding}, currency: EUR, {more}}}\n"
            )
        };
        let years: String = (2021..=2025).map(year).collect();
        let place = format!("name: Town {town}\nkind: city\nperiods:\n{years}");
        scratch.write(&format!("town-{town}/place.yaml"), &place);
        let month = |m: u32| format!("  2025-{m:02}: {{members_start: 100, members_end: 100, posters: 30}}\n");
        let months: String = (1..=12).map(month).collect();
        scratch.write(&format!("town-{town}/walkers/group.yaml"), &format!("name: Walkers\nperiods:\n{months}"));
    }
    scratch
}

#[test]
fn goalposts_that_peers_set_are_those_known_by_then() {
    let site = towns();
    let later = site.build("later", &[]);
    let row = |files: &Files, year: u32| -> String {
        let key = format!("town-3,,{year},enabling");
        history(files, "scores").remove(&key).unwrap_or_default()
    };
    assert!(row(&later, 2025).contains(",measured,"), "{}", row(&later, 2025));
    for year in [2022, 2024] {
        let as_of = format!("{year}-12");
        let earlier = site.build("earlier", &["--as-of", &as_of]);
        assert_eq!(row(&earlier, year), row(&later, year));
        agree(&earlier, &later, &as_of);
    }
}

/// Numbers that wander, the same every time: 0 to 1 for a seed and a step.
fn wander(seed: u32, step: u32) -> f64 {
    let hash = (seed.wrapping_mul(2_654_435_761) ^ step.wrapping_mul(40_503)).wrapping_mul(2_246_822_519) >> 8;
    f64::from(hash % 1000) / 1000.0
}

/// Rows of a group over periods of any length.
fn measured(seed: u32, periods: &[String]) -> String {
    let row = |(step, period): (usize, &String)| {
        let of = |part: u32, most: f64| (wander(seed + part, step as u32) * most) as u32;
        let (active, threads) = (20 + of(1, 90.0), 20 + of(2, 60.0));
        let replied = of(3, f64::from(threads));
        let trust = 60 + of(9, 60.0);
        format!(
            "  {period}: {{members_start: 120, members_end: 120, joined: {0}, left: {0}, removed: 0, active: {active}, \
             posters: {1}, messages: {2}, threads: {threads}, threads_replied_in_target: {replied}, items: {3}, \
             items_original: {4}, survey: {{trust: {{yes: {5}, n: {trust}}}}}, contrib_counts: [{6}, 9, 7, 5, 4, 4, 3, 2, 1, 1, 1]}}\n",
            6 + of(4, 9.0),
            4 + of(5, 16.0),
            300 + of(6, 900.0),
            40 + of(7, 40.0),
            of(8, 40.0),
            of(10, f64::from(trust)),
            10 + of(11, 60.0),
        )
    };
    format!("periods:\n{}", periods.iter().enumerate().map(row).collect::<String>())
}

/// Every period of a length in 2024 and 2025.
fn every(length: &str) -> Vec<String> {
    let (name, count): (fn(u32, u32) -> String, u32) = match length {
        "week" => (|year, n| format!("{year}-W{n:02}"), 52),
        "month" => (|year, n| format!("{year}-{n:02}"), 12),
        "quarter" => (|year, n| format!("{year}-Q{n}"), 4),
        _ => (|year, _| year.to_string(), 1),
    };
    (2024..=2025).flat_map(|year| (1..=count).map(move |n| name(year, n))).collect()
}

/// Six places of like size, whose own figures are by the year, the quarter and the month, with groups by every length;
/// groups that ended, that sleep, that were renewed, that follow an action and a goal up.
fn mixed() -> Scratch {
    let scratch = Scratch::site(&[(
        "site.yaml",
        "title: Mixed\nlanguages: [en]\ndisclosure: {profile: open, reason: invented}\n",
    )]);
    let more = [
        "lifespan: {from: 2024-02-01, until: 2025-05-15}\n",
        "renewals: [{from: 2025-03-01, until: 2025-03-20, note: x}]\nfounded: 2024-03\n",
        "actions: [{advice: s3.a3, status: running, started: 2025-02}]\nlast_evaluation: 2025-04-10\n",
        "goals: [{indicator: active_member_rate, baseline: 0.2, target: 0.5, from: 2024-06, by: 2025-09}]\n",
        "checklists: {goal_clarity: {purpose_written: 2025-01-10, topic_and_limits: false, dated_goal: 2024-05-05}}\n",
    ];
    for town in 0..6u32 {
        let length = ["year", "year", "year", "year", "quarter", "month"][town as usize];
        let row = |(step, period): (usize, &String)| {
            let of = |part: u32, most: f64| (wander(1000 + town * 50 + part, step as u32) * most) as u32;
            format!(
                "  {period}: {{population: {}, businesses: {}, funding: {}, currency: EUR, groups_sponsored: 1, \
                 awareness: {{yes: {}, n: 60}}, policy_items: {{fund: 2024-08-01, meeting_space: false}}}}\n",
                20_000 + of(1, 4000.0),
                500 + of(2, 900.0),
                1000 + of(3, 9000.0),
                of(4, 60.0)
            )
        };
        let rows: String = every(length).iter().enumerate().map(row).collect();
        scratch.write(&format!("t{town}/place.yaml"), &format!("name: T{town}\nkind: city\nperiods:\n{rows}"));
        let lengths = [["month", "week"], ["month", "quarter"], ["month", "year"]][town as usize % 3];
        for (at, length) in lengths.iter().chain(["month"].iter()).enumerate() {
            let seed = town * 1000 + at as u32 * 100;
            let kind = ["industry", "interest", "regional"][(town as usize + at) % 3];
            let mut periods = every(length);
            if at == 2 {
                // Its figures end early; it is shown at its own last period from then on.
                periods.truncate(14 + town as usize);
            }
            let about = more[(town as usize + at) % more.len()];
            let group = format!("name: G{town}{at}\ntype: {kind}\n{about}{}", measured(seed, &periods));
            scratch.write(&format!("t{town}/g{at}/group.yaml"), &group);
        }
        let moves = "- {period: 2025-03, from: g0, to: g2, count: 3, kind: voluntary, reason: content}\n\
                     - {period: 2024-11, from: g0, to: outside, count: 4, kind: voluntary, reason: need}\n";
        scratch.write(&format!("t{town}/moves.yaml"), moves);
    }
    scratch
}

/// The end of every month of a year, written in every way, with days in the middle of weeks, months, quarters and years.
const DAYS: [&str; 16] = [
    "2024", "2024-Q3", "2024-W50", "2025-01", "2025-02", "2025-Q1", "2025-W18", "2025-05", "2025-Q2", "2025-W33",
    "2025-08", "2025-Q3", "2025-10", "2025-11", "2025-12", "2025",
];

#[test]
fn every_report_of_a_site_with_periods_of_every_length_is_what_its_history_says() {
    let site = mixed();
    let later = site.build("later", &["--as-of", "2025"]);
    for date in DAYS {
        let earlier = site.build("earlier", &["--as-of", date]);
        assert!(agree(&earlier, &later, date) > 500, "{date}");
    }
}

#[test]
fn a_period_that_is_not_over_is_said_to_be_and_not_assessed() {
    let site = Scratch::small();
    site.write(
        "riverside/place.yaml",
        "name: Riverside\nkind: township\nperiods:\n  2025: {population: 31200, businesses: 912}\n  2026: {population: 31999, businesses: 777}\n",
    );
    site.write("young/place.yaml", "name: Young\nkind: township\nperiods:\n  2026: {population: 4321}\n");
    let quarters = "name: Quarters\nperiods:\n  2026-Q1: {members_end: 40, active: 12}\n  2026-Q2: {members_end: 44, active: 12}\n";
    site.write("riverside/quarters/group.yaml", quarters);
    site.write("riverside/table/group.yaml", "name: Table\n");
    site.write("riverside/table/periods.csv", "members_end,period\n31,2026-Q2\n");
    let check = site.run(&["check", "site", "--as-of", "2026-05"]);
    let said = check.err();
    for (place, text) in [
        ("young/place.yaml:4:3", "2026 is not over at the end of 2026-05"),
        ("riverside/table/periods.csv:2:1", "2026-Q2 is not over"),
    ] {
        assert!(said.contains(place) && said.contains(text), "{place}: {said}");
    }
    assert_eq!(said.matches("[not-over]").count() + said.matches("is not over").count(), 2, "{said}");

    let files = site.build("out", &["--as-of", "2026-05"]);
    let page = |path: &str| text(&files, &format!("{path}/index.html"));
    assert!(page("riverside").contains("This report goes up to May 2026, and 2026 was not over by then"));
    assert!(page("riverside").contains("The latest period assessed here is 2025."));
    assert!(
        page("riverside/quarters").contains("The latest period assessed here is quarter 1 of 2026."),
        "{}",
        page("riverside/quarters")
    );
    assert!(page("young").contains("the only period measured is not over"));
    assert!(page("riverside/table").contains("the only period measured is not over"));
    // The manifest holds hashes, in which any digits may stand by chance.
    for (path, bytes) in files.iter().filter(|(path, _)| *path != "site-manifest.json") {
        let text = String::from_utf8_lossy(bytes);
        assert!(
            !text.contains("31999") && !text.contains("31,999") && !text.contains("4321") && !text.contains("4,321"),
            "{path}"
        );
    }
    let report: serde_json::Value = serde_json::from_slice(&files["data/report.json"]).unwrap();
    let unfinished = |list: &str, at: &str| {
        let all = report[list].as_array().unwrap().clone();
        all.iter().find(|entry| entry["path"] == at).unwrap()["unfinished"].clone()
    };
    assert_eq!(unfinished("places", "riverside"), "2026");
    assert_eq!(unfinished("groups", "riverside/quarters"), "2026-Q2");

    // Once it is over it is assessed like any other.
    let files = site.build("whole", &["--as-of", "2026"]);
    for row in ["riverside,,2026,population,measured,31999", "young,,2026,population,measured,4321"] {
        assert!(text(&files, "data/periods.csv").contains(row), "{row}");
    }
}
