//! Groups: from raw data to pages and rows, many at once, written in order.

use super::stream::ordered;
use super::{Failure, House};
use crate::disclose;
use crate::judge;
use crate::measure;
use crate::report::summary::summary;
use crate::report::{GroupReport, GroupSummary};
use crate::score;
use crate::site::history::{self, Years};
use crate::site::{Rows, Subject, beside, json, own, rows};

/// What is left of a group once its pages are written.
struct Done {
    rows: Rows,
    years: Years,
    json: String,
    summary: GroupSummary,
    pages: Vec<String>,
}

/// Writes every group; gives the summaries, and the paths of the pages.
///
/// # Errors
/// A template that asks for what is not there; the disk.
pub fn groups(house: &House, started: &mut Years) -> Result<(Vec<GroupSummary>, Vec<String>), Failure> {
    let mut summaries = Vec::with_capacity(house.community.groups.len());
    let mut pages = Vec::new();
    ordered(
        house.community.groups.len(),
        house.options.jobs,
        |index| group(house, index),
        |done| {
            append(house, &done, started)?;
            summaries.push(done.summary);
            pages.extend(done.pages);
            Ok(())
        },
    )?;
    Ok((summaries, pages))
}

/// Everything about one group.
pub fn report(house: &House, index: usize) -> GroupReport {
    let community = house.community;
    let group = &community.groups[index];
    let profile = disclose::profile::profile(group);
    let facts = disclose::group(community, index, measure::group(community, index));
    let row = last_row(house, &facts.periods);
    let last_measured = row.is_some_and(|row| house.frame.as_of.is_some_and(|as_of| facts.periods[row] < as_of));
    let scores = score::group(&score_input(house, &profile), &facts);
    let assessment = judge::group(&judge_input(house, &profile, row, &facts, &scores));
    let flows = disclose::flows::of_group(community, index);
    GroupReport { index, profile, row, last_measured, facts, scores, assessment, flows }
}

fn group(house: &House, index: usize) -> Result<Done, Failure> {
    let report = report(house, index);
    let frame = house.frame;
    let mut refused = None;
    let mut pages = Vec::new();
    let mut write = |path: String, html: Vec<u8>| {
        house.write(&path, &html, &mut refused);
        pages.push(path);
    };
    house.pages.group(&report, &|note| house.note(note), &mut write)?;
    let subject = Subject::group(frame, &report);
    house.write(&beside(&report.profile.path, "data.csv"), own::data(frame, &subject).as_bytes(), &mut refused);
    if let Some(fault) = refused {
        return Err(fault.into());
    }
    let mut years = Years::new();
    if frame.site.history {
        history::append(frame, &subject, &mut years);
    }
    let done = Done {
        rows: rows::of_group(frame, &report),
        years,
        json: json::group(frame, &report, index == 0),
        summary: summary(frame, &report),
        pages,
    };
    (house.options.progress)();
    Ok(done)
}

fn append(house: &House, done: &Done, started: &mut Years) -> Result<(), Failure> {
    super::whole::append_rows(house, &done.rows)?;
    super::whole::append_years(house, &done.years, started)?;
    house.sink.append(super::whole::REPORT, done.json.as_bytes())?;
    Ok(())
}

fn last_row(house: &House, periods: &[crate::model::Period]) -> Option<usize> {
    let known = periods.partition_point(|period| house.frame.as_of.is_none_or(|as_of| *period <= as_of));
    known.checked_sub(1)
}
