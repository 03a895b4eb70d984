//! Rows of the yearly files under `/data/history/`: the columns of `/data/`, every period.
//!
//! What was not measured has no row here (a row of the reported period says so under `/data/`): over years the
//! empty rows would outnumber the others many times over.

use super::rows::{finding_row, lead};
use super::written::Written;
use super::{Subject, rows};
use crate::judge::Outcome;
use crate::report::Frame;
use std::collections::BTreeMap;

/// Kinds of history files, with the index of their columns in [`rows::FILES`].
pub const KINDS: [(&str, usize); 4] = [("periods", 1), ("indicators", 2), ("scores", 3), ("findings", 4)];

/// Bytes that a year of months takes in each, about.
const ROOM: [usize; 4] = [12 << 10, 16 << 10, 8 << 10, 14 << 10];

/// Rows by year, in the order of [`KINDS`].
pub type Years = BTreeMap<i16, [String; 4]>;

/// Path of a history file.
pub fn path(kind: usize, year: i16) -> String {
    format!("data/history/{}-{year:04}.csv", KINDS[kind].0)
}

/// Header line of a history file.
pub fn header(kind: usize) -> String {
    format!("{}\r\n", rows::FILES[KINDS[kind].1].1)
}

/// Appends the rows of a group or place.
pub fn append(frame: &Frame, subject: &Subject, written: &Written, years: &mut Years) {
    let reported = subject.row.map_or(0, |row| row + 1);
    for (row, period) in subject.facts.periods.iter().copied().enumerate().take(reported) {
        let lead = lead(subject, period);
        let files = years.entry(period.year()).or_insert_with(|| ROOM.map(String::with_capacity));
        rows::fields(frame, subject, row, &lead, false, &mut files[0]);
        rows::indicators(frame, (subject, written), row, &lead, false, &mut files[1]);
        rows::scores(frame, subject, row, &lead, false, &mut files[2]);
        for (judged, brief) in subject.assessment.findings.iter().zip(subject.assessment.history.of(row)) {
            let Some(finding) = frame.playbook.findings.get(judged.finding) else { continue };
            if let Some(result) = brief.outcome.id().filter(|_| brief.outcome != Outcome::CannotAssess) {
                finding_row(&lead, &finding.id, result, brief.strength, brief.coverage, &mut files[3]);
            }
        }
    }
}
