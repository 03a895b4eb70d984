//! What was known then: a report as of an earlier period holds the figures that the history of a later one holds,
//! byte for byte, and nothing that came after changes them.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]

mod kit;

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

/// The rows of `earlier` are those that `later` has in its history; gives how many there were. The row of a year that
/// was still running is left out: it counts the groups up to the month that was reported, and a history has one row a
/// year, which goes on to the month that was reported later. The page of the place says that its year is running.
fn agree(earlier: &Files, later: &Files, running: &str) -> usize {
    let mut compared = 0;
    for kind in KINDS {
        let (then, now) = (reported(earlier, kind), history(later, kind));
        for (key, row) in then.iter().filter(|(key, _)| !is_running(key, running)) {
            match now.get(key) {
                Some(other) => assert_eq!(row, other, "{kind}"),
                None => assert!(is_gap(row), "{kind}: the history has no {row}"),
            }
            compared += 1;
        }
        let subjects: BTreeSet<String> = then.keys().map(|key| subject(key)).collect();
        let ended = |key: &&String| subjects.contains(&subject(key)) && !is_running(key, running);
        for key in now.keys().filter(ended) {
            assert!(then.contains_key(key), "{kind}: the report had no {key}");
        }
        for (key, row) in history(earlier, kind).into_iter().filter(|(key, _)| !is_running(key, running)) {
            assert_eq!(now.get(&key), Some(&row), "{kind}: the history of the earlier report");
        }
    }
    compared
}

/// Whether a row speaks of a whole year that was still running.
fn is_running(key: &str, year: &str) -> bool {
    !year.is_empty() && key.split(',').nth(2) == Some(year)
}

fn demonstration() -> Scratch {
    let scratch = Scratch::site(&[]);
    copy(&repository().join("content"), &scratch.path("site"));
    scratch
}

#[test]
fn a_report_as_of_an_earlier_period_is_what_the_history_says_of_it() {
    let site = demonstration();
    let later = site.build("later", &[]);
    for period in ["2026-08", "2025-11"] {
        let earlier = site.build("earlier", &["--as-of", period]);
        assert!(agree(&earlier, &later, &period[..4]) > 500, "{period}");
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
        agree(&earlier, &later, "");
    }
}
