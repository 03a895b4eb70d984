//! Groups: from raw data to pages and rows, many at once, written in order.

use super::stream::ordered;
use super::{Failure, House};
use crate::disclose;
use crate::judge::{self, Trace};
use crate::measure;
use crate::page::Entry;
use crate::report::summary::summary;
use crate::report::{GroupReport, GroupSummary};
use crate::score;
use crate::site::history::{self, Years};
use crate::site::search::Index;
use crate::site::{Rows, Subject, Written, beside, json, own, rows};

/// What is left of a group once its pages are written.
struct Done {
    rows: Rows,
    years: Years,
    json: String,
    summary: GroupSummary,
    trace: Option<Trace>,
    pages: Vec<String>,
    found: Vec<(usize, Entry)>,
}

/// What is kept of all groups, in order of path.
#[derive(Default)]
pub struct Groups {
    /// What other pages need of each.
    pub summaries: Vec<GroupSummary>,
    /// What the rules of places need of each; `None` for a group without data.
    pub traces: Vec<Option<Trace>>,
    /// Paths of the pages written.
    pub pages: Vec<String>,
    /// Years whose history files have their header.
    pub years: Years,
    /// The search index of each language.
    pub search: Vec<Index>,
    /// What the search is told last: the pages of the indicators, by language.
    pub indicators: Vec<(usize, Entry)>,
}

/// Writes every group; and, because they need no group, the pages of the indicators beside them.
///
/// # Errors
/// A template that asks for what is not there; the disk.
pub fn groups(house: &House) -> Result<Groups, Failure> {
    std::thread::scope(|scope| {
        let beside = scope.spawn(|| super::whole::indicators(house));
        let mut kept = Groups { search: super::whole::indexes(house), ..Groups::default() };
        ordered(
            house.community.groups.len(),
            house.options.jobs,
            |index| group(house, index),
            |done| {
                append(house, &done, &mut kept.years)?;
                super::whole::index(house, &mut kept.search, &done.found)?;
                kept.summaries.push(done.summary);
                kept.traces.push(done.trace);
                kept.pages.extend(done.pages);
                Ok(())
            },
        )?;
        let (pages, found) = beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        kept.pages.extend(pages);
        kept.indicators = found;
        Ok(kept)
    })
}

/// Everything about one group, and what the rules of its places need of it.
pub fn report(house: &House, index: usize) -> (GroupReport, Option<Trace>) {
    let community = house.community;
    let group = &community.groups[index];
    let profile = disclose::profile::profile(group);
    let facts = disclose::group(community, index, measure::group(community, index));
    // What was not over by the reported period has been forgotten: the last row is the reported one.
    let row = facts.periods.len().checked_sub(1);
    let last_measured = house.is_late(facts.periods.last());
    let input = score::GroupInput::new(&house.scoring, &profile, row).as_of(house.frame.as_of);
    let scores = score::group(&input, &facts);
    let mut trace = None;
    let assessment = match row {
        Some(row) => {
            let input = judge::GroupInput {
                rules: &house.rules,
                playbook: &house.frame.playbook,
                fields: &house.frame.fields,
                minimum_periods: house.frame.site.scoring.minimum_periods,
                profile: &profile,
                facts: &facts,
                scores: &scores,
                row,
                place: profile.place.and_then(|place| house.regions.view(place)),
            };
            let assessment = judge::group(&input);
            trace = Some(Trace::new(&input, &assessment, house.regions.asked(profile.place)));
            assessment
        }
        None => judge::Assessment::default(),
    };
    let flows = house.flows.of_group(index);
    let unfinished = group.unfinished;
    (GroupReport { index, profile, row, last_measured, unfinished, facts, scores, assessment, flows }, trace)
}

fn group(house: &House, index: usize) -> Result<Done, Failure> {
    let (report, trace) = report(house, index);
    let frame = house.frame;
    let mut refused = None;
    let mut pages = Vec::new();
    let mut write = |path: String, html: Vec<u8>| {
        house.write(&path, &html, &mut refused);
        pages.push(path);
    };
    let mut found = Vec::new();
    house.pages.group(&report, &|note| house.note(note), &mut write, &mut |lang, entry| found.push((lang, entry)))?;
    let subject = Subject::group(frame, &report);
    let written = Written::new(&subject);
    house.write(
        &beside(&report.profile.path, "data.csv"),
        own::data(frame, &subject, &written).as_bytes(),
        &mut refused,
    );
    if let Some(fault) = refused {
        return Err(fault.into());
    }
    let mut years = Years::new();
    if frame.site.history {
        history::append(frame, &subject, &written, &mut years);
    }
    let done = Done {
        rows: rows::of_group(frame, &report, &written),
        years,
        json: json::group(frame, &report, index == 0),
        summary: summary(frame, &report),
        trace,
        pages,
        found,
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
