//! The order in which groups stand, and who else stands in the report, changes no figure of any of them.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]

mod kit;

use kit::{Files, Scratch, text};
use std::collections::BTreeMap;
use std::fmt::Write;

const SITE: &str = "title: Order\nlanguages: [en]\n";
const PLACE: &str = "name: Riverbend
kind: city
periods:
  2025: {population: 40000, groups_sponsored: 3, businesses: 900, funding: 9000, currency: EUR}
";

/// How many groups there are.
const MANY: usize = 9;

/// A year of a group, of its own size and pace.
fn group(number: usize) -> String {
    let kinds = ["industry", "interest", "regional"];
    let (n, kind) = (number as u32, kinds[number % 3]);
    let mut out = format!("name: Group {number}\ntype: {kind}\nplatform: chat\nfounded: 2020-01\nperiods:\n");
    for month in 1..=12u32 {
        let members = 120 + 30 * n;
        let active = members / (2 + n % 4) - month;
        let posters = active / 3;
        writeln!(
            out,
            "  2025-{month:02}: {{members_start: {members}, members_end: {members}, joined: {0}, left: {0}, removed: 0, \
             active: {active}, dau_mean: {1}, posters: {posters}, messages: {2}, threads: 80, \
             threads_replied_in_target: {3}, replies: 150, replies_by_members: {4}, newcomers: 30, \
             newcomers_activated: {5}, prev_posters: 40, prev_posters_again: {6}, items: 30, items_original: {7}, \
             items_duplicate: 2, items_responded: {8}, weeks: 4, weeks_with_item: {9}}}",
            6 + n,
            active / 7,
            posters * 9,
            80 - 5 * n,
            60 + 8 * n,
            8 + 2 * n,
            12 + 2 * n,
            6 + 2 * n,
            10 + n,
            1 + n % 4,
        )
        .unwrap();
    }
    out
}

/// A site in which the group of each number has the slug that `slug` gives it.
fn built(slug: impl Fn(usize) -> String, numbers: impl Iterator<Item = usize>) -> Files {
    let scratch = Scratch::site(&[("site.yaml", SITE), ("river/place.yaml", PLACE)]);
    for number in numbers {
        scratch.write(&format!("river/{}/group.yaml", slug(number)), &group(number));
    }
    scratch.build("out", &["--as-of", "2025-12"])
}

/// The rows of a data file by what they are of, with the slugs of groups taken back to their numbers.
fn rows(files: &Files, path: &str, slug: impl Fn(usize) -> String) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for line in text(files, path).lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let number = (0..MANY).find(|number| cells[1] == format!("river/{}", slug(*number)));
        let whose = number.map_or(cells[1].to_owned(), |number| number.to_string());
        out.insert(format!("{} {whose} {}", cells[0], cells[2..4].join(" ")), cells[2..].join(","));
    }
    out
}

const FILES: [&str; 5] =
    ["data/scores.csv", "data/indicators.csv", "data/findings.csv", "data/advice.csv", "data/history/scores-2025.csv"];

#[test]
fn permuting_the_groups_changes_nothing() {
    let forwards = |number: usize| format!("g{number}");
    let backwards = |number: usize| format!("g{}", MANY - 1 - number);
    let shuffled = |number: usize| format!("g{}", (number * 4 + 2) % MANY);
    let first = built(forwards, 0..MANY);
    for (name, slug) in [("backwards", &backwards as &dyn Fn(usize) -> String), ("shuffled", &shuffled)] {
        let other = built(slug, 0..MANY);
        for file in FILES {
            let (a, b) = (rows(&first, file, forwards), rows(&other, file, slug));
            assert!(a.len() > 20, "{file} has rows");
            let differs = a.iter().find(|(key, row)| b.get(*key) != Some(row));
            assert_eq!(differs.map(|(key, row)| (key, row, b.get(key))), None, "{name}: {file}");
            assert_eq!(a.len(), b.len(), "{name}: {file}");
        }
    }
}

#[test]
fn a_group_is_scored_alike_whoever_else_is_in_the_report() {
    let slug = |number: usize| format!("g{number}");
    let (all, few) = (built(slug, 0..MANY), built(slug, (0..MANY).filter(|number| number % 2 == 0)));
    for file in ["data/scores.csv", "data/indicators.csv", "data/history/scores-2025.csv"] {
        let (all, few) = (rows(&all, file, slug), rows(&few, file, slug));
        let of_groups: Vec<_> = few.iter().filter(|(key, _)| !key.starts_with("river  ")).collect();
        assert!(of_groups.len() > 20);
        for (key, row) in of_groups {
            assert_eq!(all.get(key), Some(row), "{file}: {key}");
        }
    }
}
