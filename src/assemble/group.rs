//! Groups: from raw data to pages and rows, many at once, written in order.

use super::kept::{self, Done, Kept, Told};
use super::stream::ordered;
use super::{Failure, House, whole};
use crate::disclose;
use crate::judge::{self, Trace};
use crate::measure;
use crate::report::summary::summary;
use crate::report::{GroupReport, GroupSummary};
use crate::score;
use crate::site::{Subject, Written, beside, json, own, rows};

/// What is kept of all groups, in order of path.
pub struct Groups {
    /// What other pages need of each.
    pub summaries: Vec<GroupSummary>,
    /// What the rules of places need of each; `None` for a group without data.
    pub traces: Vec<Option<Trace>>,
    /// What the site gathers.
    pub kept: Kept,
    /// The pages of the indicators: the search is told of them last.
    pub indicators: Told,
}

/// Writes every group; and, because they need no group, the pages of the indicators beside them.
///
/// # Errors
/// A template that asks for what is not there; the disk.
pub fn groups(house: &House) -> Result<Groups, Failure> {
    std::thread::scope(|scope| {
        let beside = scope.spawn(|| whole::indicators(house));
        let (mut kept, mut summaries, mut traces) = (Kept::new(house), Vec::new(), Vec::new());
        ordered(
            house.community.groups.len(),
            house.options.jobs,
            |index| group(house, index),
            |(done, summary, trace)| {
                kept.take(house, done)?;
                summaries.push(summary);
                traces.push(trace);
                Ok(())
            },
        )?;
        let indicators = beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        Ok(Groups { summaries, traces, kept, indicators })
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

fn group(house: &House, index: usize) -> Result<(Done, GroupSummary, Option<Trace>), Failure> {
    let (report, trace) = report(house, index);
    let frame = house.frame;
    let told = kept::write(house, |out, found| house.pages.group(&report, &|note| house.note(note), out, found))?;
    let subject = Subject::group(frame, &report);
    let written = Written::new(&subject);
    house.sink.file(&beside(&report.profile.path, "data.csv"), own::data(frame, &subject, &written).as_bytes())?;
    let done = Done {
        rows: rows::of_group(frame, &report, &written),
        years: kept::years(house, &subject, &written),
        json: json::group(frame, &report, index == 0),
        told,
    };
    (house.options.progress)();
    Ok((done, summary(frame, &report), trace))
}
