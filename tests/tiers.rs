//! Tiers in the place of a league table, read from the pages and held against the scores of the data files.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]

mod kit;

use kit::{Files, Scratch, copy, repository, text};
use std::collections::BTreeMap;

/// What half of the width of a 90 % interval is divided by to give a standard deviation.
const Z90: f64 = 1.644_853_6;

/// Overall score with the spread below and above it, by the path of the group.
fn scores(files: &Files) -> BTreeMap<String, (f64, f64, f64)> {
    let rows = text(files, "data/scores.csv");
    let cells = rows.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    let overall = cells.filter(|cells| cells[3] == "overall" && cells[4] == "measured");
    overall
        .map(|cells| {
            let at = |i: usize| cells[i].parse::<f64>().unwrap();
            let (score, low, high) = (at(5), at(6), at(7));
            (cells[1].to_owned(), (score, (score - low) / Z90, (high - score) / Z90))
        })
        .collect()
}

/// The tiers of a page, each with the paths of its groups.
fn tiers(page: &str) -> Vec<Vec<String>> {
    let Some(from) = page.find("<details class=\"tiers\">") else { return Vec::new() };
    let part = &page[from..from + page[from..].find("</details>").unwrap()];
    let paths = |item: &str| -> Vec<String> {
        let links = item.split("href=\"").skip(1).map(|rest| &rest[..rest.find("/index.html").unwrap()]);
        links.map(|link| link.trim_start_matches("../").to_owned()).collect()
    };
    part.split("<li><b>").skip(1).map(paths).collect()
}

/// How many standard deviations one score stands above another.
fn above(a: (f64, f64, f64), b: (f64, f64, f64)) -> f64 {
    (a.0 - b.0) / (a.1 * a.1 + b.2 * b.2).sqrt().max(1e-9)
}

#[test]
fn only_groups_that_clearly_stand_below_all_others_open_a_tier() {
    let scratch = Scratch::site(&[]);
    copy(&repository().join("content"), &scratch.path("site"));
    let files = scratch.build("out", &[]);
    let scores = scores(&files);
    let page = text(&files, "en/index.html");
    let found = tiers(&page);
    assert!(found.len() > 1, "the demonstration has groups that can be told apart");
    let mut all: Vec<&String> = found.iter().flatten().collect();
    all.sort();
    assert_eq!(all, scores.keys().collect::<Vec<_>>(), "every group with a score stands in one tier");
    let of = |path: &String| scores[path];
    for pair in found.windows(2) {
        let best = pair[1].iter().map(of).fold((0.0, 0.0, 0.0), |a: (f64, f64, f64), b| if b.0 > a.0 { b } else { a });
        // Nine draws in ten are 1.28 standard deviations; the draws are laid out in 32 levels a side.
        assert!(pair[0].iter().all(|upper| above(of(upper), best) > 1.2), "{pair:?}");
    }
    for tier in &found {
        // Within a tier everyone but the best shares the level of at least one who stands higher.
        for path in tier {
            let higher: Vec<f64> =
                tier.iter().filter(|o| of(o).0 > of(path).0).map(|o| above(of(o), of(path))).collect();
            assert!(higher.is_empty() || higher.iter().any(|z| *z < 1.37), "{path} in {tier:?}");
        }
        assert!(tier.is_sorted(), "no rank is meant within a tier");
    }
}

#[test]
fn tiers_stand_on_every_list_of_groups_with_what_they_mean() {
    let scratch = Scratch::site(&[]);
    copy(&repository().join("content"), &scratch.path("site"));
    let files = scratch.build("out", &[]);
    let languages = [
        ("en/", "There is no ranking. A group opens a tier of its own only where"),
        ("", "这里不排名次。"),
        ("zh-Hant/", "這裡不排名次。"),
    ];
    for (prefix, meaning) in languages {
        for page in ["", "groups/", "riverbend/"] {
            let page = text(&files, &format!("{prefix}{page}index.html"));
            assert!(page.contains(meaning) && page.contains("90%"), "{prefix}{page}: {meaning}");
            assert!(!tiers(&page).is_empty());
        }
        let single = text(&files, &format!("{prefix}pinemouth/index.html"));
        assert!(tiers(&single).is_empty(), "a place without two scores has no tiers");
    }
}
