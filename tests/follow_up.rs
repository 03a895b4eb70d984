//! What became of an action, read from the pages of a site in three languages: the effect indicator over three periods
//! before and after, the difference with its interval, and no claim beyond that.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]

mod kit;

use kit::{Files, Scratch, text};
use std::fmt::Write;

const SITE: &str = "title: {en: Follow-up, zh-Hans: 跟进, zh-Hant: 跟進}
languages: [en, zh-Hans, zh-Hant]
as_of: 2026-06
";

/// Months from July 2025 to June 2026.
const MONTHS: usize = 12;

/// Advice whose first effect is the share of threads answered in time, two months later at the soonest: with an action
/// of January, October to December stand against March to May.
const ACTION: &str = "actions: [{advice: s3.a3, status: running, started: 2026-01}]\n";

/// A group that answers so many of 100 threads each month; `None` where it did not count.
fn group(more: &str, answered: impl Fn(usize) -> Option<u32>) -> String {
    let mut out = format!("name: Walkers\nfounded: 2020-01\n{more}periods:\n");
    for at in 0..MONTHS {
        let (year, month) = (2025 + (at + 6) / 12, (at + 6) % 12 + 1);
        let threads = answered(at).map_or(String::new(), |n| format!(", threads: 100, threads_replied_in_target: {n}"));
        writeln!(
            out,
            "  {year}-{month:02}: {{members_start: 200, members_end: 200, joined: 10, left: 10, removed: 0, active: 90{threads}}}"
        )
        .unwrap();
    }
    out
}

/// Half before the action of January, then 85 of 100.
fn rising(at: usize) -> Option<u32> {
    Some(if at < 6 { 50 } else { 85 })
}

/// The item of a group's page that follows up its action, by language: its text without tags.
fn told(files: &Files, prefix: &str, group: &str) -> String {
    let page = text(files, &format!("{prefix}{group}/index.html"));
    let from = page.find("<ol class=\"foll\">").unwrap();
    let until = page[from..].find("</ol>").unwrap() + from;
    let mut out = String::new();
    let mut inside = false;
    for c in page[from..until].chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

const LANGUAGES: [&str; 3] = ["", "zh-Hans/", "zh-Hant/"];

fn all(files: &Files, group: &str) -> [String; 3] {
    LANGUAGES.map(|prefix| told(files, prefix, group))
}

fn says(told: &[String; 3], parts: [&str; 3]) {
    for (told, part) in told.iter().zip(parts) {
        assert!(told.contains(part), "{part:?} in {told}");
    }
}

fn silent(told: &[String; 3], parts: [&str; 3]) {
    for (told, part) in told.iter().zip(parts) {
        assert!(!told.contains(part), "{part:?} not in {told}");
    }
}

const EARLY: [&str; 3] = ["too early to judge.", "为时尚早。", "為時尚早。"];
const CONSISTENT: [&str; 3] =
    ["consistent with the advice having helped", "与建议起了作用的情形相符", "與建議起了作用的情形相符"];
const SURVIVORS: [&str; 3] = [
    "removing silent members raises every rate",
    "移出沉默成员之后，一切按人头计算的比例自然会升高",
    "移出沉默成員之後，一切以人頭計算的比例自然會升高",
];

#[test]
fn three_periods_on_each_side_are_compared_with_their_interval() {
    let site = Scratch::site(&[
        ("site.yaml", SITE),
        ("better/group.yaml", &group(ACTION, rising)),
        ("worse/group.yaml", &group(ACTION, |at| Some(if at < 6 { 85 } else { 50 }))),
        ("same/group.yaml", &group(ACTION, |at| Some(if at < 6 { 70 } else { 72 }))),
    ]);
    let files = site.build("out", &[]);
    // Each side is the mean of three shares of 100; limits by square-and-add over their Wilson intervals:
    // 0.35 − √(3·(0.85 − 0.76720)² + 3·(0.59617 − 0.5)²)/3 and 0.35 + √(3·(0.90694 − 0.85)² + 3·(0.5 − 0.40383)²)/3.
    let better = all(&files, "better");
    says(
        &better,
        [
            "went from 50% (mean of 3 periods) to 85% (mean of 3 periods): +35 percentage points (+28 to +41), outside the error",
            "由50%（此前3期平均）到85%（此后3期平均）：+35个百分点（+28至+41），变化超出误差",
            "由50%（此前3期平均）到85%（此後3期平均）：+35個百分點（+28至+41），變化超出誤差",
        ],
    );
    says(&better, CONSISTENT);
    // It began below the line from which one acts: that is said too.
    says(&better, ["may be a return to the usual", "可能只是回到常态", "可能只是回到常態"]);
    silent(&better, EARLY);
    silent(&better, SURVIVORS);
    let worse = all(&files, "worse");
    says(&worse, ["−35 percentage points", "−35个百分点", "−35個百分點"]);
    says(&worse, ["but the wrong way", "但方向相反", "但方向相反"]);
    silent(&worse, CONSISTENT);
    let same = all(&files, "same");
    says(
        &same,
        [
            "stood at 70% (mean of 3 periods) before and at 72%",
            "此前70%（3期平均），此后72%",
            "此前70%（3期平均），此後72%",
        ],
    );
    says(&same, ["within the error", "在误差之内", "在誤差之內"]);
    silent(&same, CONSISTENT);
}

#[test]
fn fewer_than_three_periods_claim_nothing() {
    let last = ACTION.replace("2026-01", "2026-06");
    let recent = ACTION.replace("2026-01", "2026-03");
    let ended = format!("{ACTION}lifespan: {{from: 2024-01-01, until: 2026-04-30}}\n");
    let site = Scratch::site(&[
        ("site.yaml", SITE),
        ("young/group.yaml", &group(ACTION, |at| rising(at).filter(|_| at >= 4))),
        ("recent/group.yaml", &group(&recent, rising)),
        ("last/group.yaml", &group(&last, rising)),
        ("ended/group.yaml", &group(&ended, rising)),
        ("unasked/group.yaml", &group(ACTION, |_| None)),
        ("begun/group.yaml", &group(ACTION, |at| rising(at).filter(|_| at > 6))),
    ]);
    let files = site.build("out", &[]);
    let young = all(&files, "young");
    says(
        &young,
        [
            "from 50% (mean of 2 periods) to 85% (mean of 3 periods)",
            "（此前2期平均）到85%（此后3期平均）",
            "（此前2期平均）到85%（此後3期平均）",
        ],
    );
    let recent = all(&files, "recent");
    says(&recent, ["(mean of 3 periods) to 85% (mean of 2 periods)", "（此后2期平均）", "（此後2期平均）"]);
    // Nothing is measured of a group past its planned end.
    let ended = all(&files, "ended");
    says(&ended, ["(mean of 3 periods) to 85% (mean of 2 periods)", "（此后2期平均）", "（此後2期平均）"]);
    for told in [&young, &recent, &ended] {
        says(told, EARLY);
        silent(told, CONSISTENT);
    }
    let last = all(&files, "last");
    says(
        &last,
        ["nothing that could be shown has been measured since", "此后还没有可以公布的测量", "此後還沒有可以公布的測量"],
    );
    let begun = all(&files, "begun");
    says(
        &begun,
        ["nothing that could be shown was measured before", "此前没有可以公布的测量", "此前沒有可以公布的測量"],
    );
    let unasked = all(&files, "unasked");
    says(&unasked, ["measured before or since", "前后都没有可以公布的测量", "前後都沒有可以公布的測量"]);
    for told in [&last, &begun, &unasked] {
        silent(told, CONSISTENT);
    }
}

#[test]
fn a_withheld_effect_is_told_like_one_that_was_not_measured() {
    // Three of 100 threads are events, not persons; three people who came back are withheld.
    let counts = |at: usize| if at < 6 { 12 } else { 3 };
    let action = ACTION.replace("s3.a3", "s2.a0");
    let yaml = group(&action, |_| None);
    let mut lines: Vec<String> = yaml.lines().map(str::to_owned).collect();
    let first = lines.iter().position(|line| line == "periods:").unwrap() + 1;
    for (at, line) in lines[first..].iter_mut().enumerate() {
        *line = line.replace('}', &format!(", new_posters: 40, new_posters_again: {}}}", counts(at)));
    }
    let site = Scratch::site(&[("site.yaml", SITE), ("few/group.yaml", &(lines.join("\n") + "\n"))]);
    let files = site.build("out", &[]);
    let told = all(&files, "few");
    says(&told, ["stood at 30% before", "此前为30%", "此前為30%"]);
    says(
        &told,
        ["nothing that could be shown has been measured since", "此后还没有可以公布的测量", "此後還沒有可以公布的測量"],
    );
    silent(&told, ["7.5%", "7.5%", "7.5%"]);
    silent(&told, ["8%", "8%", "8%"]);
}

#[test]
fn a_renewal_in_between_is_warned_of() {
    let with = |from: &str, until: &str| {
        format!("{ACTION}renewals: [{{from: {from}, until: {until}, note: asked to opt in}}]\n")
    };
    let site = Scratch::site(&[
        ("site.yaml", SITE),
        ("between/group.yaml", &group(&with("2026-02-01", "2026-02-20"), rising)),
        ("before/group.yaml", &group(&with("2025-11-03", "2025-11-20"), rising)),
        ("long-ago/group.yaml", &group(&with("2025-07-01", "2025-07-20"), rising)),
        ("unseen/group.yaml", &group(&with("2026-02-01", "2026-02-20"), |_| None)),
    ]);
    let files = site.build("out", &[]);
    for name in ["between", "before"] {
        says(&all(&files, name), SURVIVORS);
    }
    // Before the periods compared, or without anything compared, there is nothing to warn of.
    for name in ["long-ago", "unseen"] {
        silent(&all(&files, name), SURVIVORS);
    }
}
