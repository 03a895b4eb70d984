//! Groups: from raw data to pages and rows, many at once, written in order.

use super::kept::{self, Done, Held, Kept, Told};
use super::stream::ordered;
use super::{Failure, House, whole};
use crate::disclose::{self, Facts};
use crate::judge::{self, Trace};
use crate::measure;
use crate::model::GroupProfile;
use crate::report::summary::summary;
use crate::report::{GroupReport, GroupSummary};
use crate::score::{self, Scores};
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
            house.community.groups.len().div_ceil(BATCH),
            house.options.jobs,
            |number| batch(house, number * BATCH),
            |done| {
                for (done, summary, trace) in done {
                    kept.take(house, done)?;
                    summaries.push(summary);
                    traces.push(trace);
                }
                Ok(())
            },
        )?;
        let indicators = beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        Ok(Groups { summaries, traces, kept, indicators })
    })
}

/// A group on its way through the stages: what was published of its numbers.
struct Measured {
    index: usize,
    profile: GroupProfile,
    facts: Facts,
    row: Option<usize>,
}

fn measured(house: &House, index: usize) -> Measured {
    let community = house.community;
    let profile = disclose::profile::profile(&community.groups[index]);
    let facts = disclose::group(community, index, measure::group(community, index));
    // What was not over by the reported period has been forgotten: the last row is the reported one.
    let row = facts.periods.len().checked_sub(1);
    Measured { index, profile, facts, row }
}

fn scored(house: &House, group: &Measured) -> Scores {
    let input = score::GroupInput::new(&house.scoring, &group.profile, group.row).as_of(house.frame.as_of);
    score::group(&input, &group.facts)
}

/// Everything about the group, and what the rules of its places need of it.
fn judged(house: &House, group: Measured, scores: Scores) -> (GroupReport, Option<Trace>) {
    let Measured { index, profile, facts, row } = group;
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
    let last_measured = house.is_late(facts.periods.last());
    let flows = house.flows.of_group(index);
    let unfinished = house.community.groups[index].unfinished;
    (GroupReport { index, profile, row, last_measured, unfinished, facts, scores, assessment, flows }, trace)
}

/// What is left of a group, for the site and for its places.
type Finished = (Done, GroupSummary, Option<Trace>);

/// Groups that go through the stages together: the code of a stage is then at hand for the second, and each large page
/// has another beside which it is hashed. More of them would push each other's numbers out of the processor's memory.
const BATCH: usize = 4;

fn batch(house: &House, first: usize) -> Result<Vec<Finished>, Failure> {
    let indices = first..(first + BATCH).min(house.community.groups.len());
    let groups: Vec<_> = indices.map(|index| measured(house, index)).collect();
    let scores: Vec<_> = groups.iter().map(|group| scored(house, group)).collect();
    let reports: Vec<_> = groups.into_iter().zip(scores).map(|(group, scores)| judged(house, group, scores)).collect();
    let mut held = Held::new(house);
    let report = |(report, _): &(GroupReport, _)| {
        held.write(|out, found| house.pages.group(report, &|note| house.note(note), out, found))
    };
    let mut told = reports.iter().map(report).collect::<Result<Vec<_>, _>>()?;
    for ((report, _), told) in reports.iter().zip(&mut told) {
        told.pages.extend(held.write(|out, _| house.pages.beside_group(report, out))?.pages);
    }
    let rows = |((report, trace), told)| {
        (house.options.progress)();
        (rows(house, &report, told, &mut held), summary(house.frame, &report), trace)
    };
    let written = reports.into_iter().zip(told).map(rows).collect();
    held.end()?;
    Ok(written)
}

fn rows(house: &House, report: &GroupReport, told: Told, held: &mut Held) -> Done {
    let frame = house.frame;
    let subject = Subject::group(frame, report);
    let cells = Written::new(&subject);
    held.file(beside(&report.profile.path, "data.csv"), own::data(frame, &subject, &cells).into_bytes());
    Done {
        rows: rows::of_group(frame, report, &cells),
        years: kept::years(house, &subject, &cells),
        json: json::group(frame, report, report.index == 0),
        told,
    }
}
