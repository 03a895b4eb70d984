//! Places: measured before their groups, whose rules look at them; judged and written after, because they speak of
//! their groups.

use super::group::Groups;
use super::kept::{self, Done};
use super::stream::ordered;
use super::{Failure, House};
use crate::disclose::{self, Facts, Published};
use crate::judge::{self, PeerLines, PlaceView, Trace};
use crate::measure;
use crate::model::quantity::Estimate;
use crate::model::{Community, Period};
use crate::report::{Frame, GroupSummary, PlaceLink, PlaceReport};
use crate::score::{self, PeerPosts};
use crate::site::{Subject, Written, beside, json, own, rows};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The published numbers of all places, with the lines that their peers draw.
pub struct Regions {
    facts: Vec<Facts>,
    peers: Vec<PeerLines>,
    posts: Vec<PeerPosts>,
    /// The periods of a place and of those above it, ascending: at which their rules look at the groups in it.
    asked: Vec<Vec<Period>>,
}

impl Regions {
    /// Measures every place.
    pub fn new(community: &Community, frame: &Frame) -> Self {
        let count = community.places.len();
        let facts: Vec<Facts> =
            (0..count).map(|i| disclose::place(community, i, measure::place(community, i))).collect();
        let peers_of =
            |place: usize| -> Vec<&Facts> { community.places[place].peers.iter().map(|peer| &facts[*peer]).collect() };
        let lines = |place: usize| PeerLines::new(&frame.playbook, &frame.fields, &facts[place], &peers_of(place));
        let posts = (0..count).map(|place| PeerPosts::new(&frame.playbook, &facts[place], &peers_of(place))).collect();
        let peers = (0..count).map(lines).collect();
        let asked = asked(community);
        Self { facts, peers, posts, asked }
    }

    /// The periods at which the places that lie around something in this one look at it.
    pub fn asked(&self, place: Option<usize>) -> &[Period] {
        place.and_then(|place| self.asked.get(place)).map(Vec::as_slice).unwrap_or_default()
    }

    /// A place as the rules see it.
    pub fn view(&self, place: usize) -> Option<PlaceView<'_>> {
        Some(PlaceView { facts: self.facts.get(place)?, peers: self.peers.get(place)? })
    }
}

fn asked(community: &Community) -> Vec<Vec<Period>> {
    let mut asked: Vec<Vec<Period>> = Vec::with_capacity(community.places.len());
    for place in &community.places {
        // A place stands before those within it.
        let mut periods = place.parent.and_then(|parent| asked.get(parent)).cloned().unwrap_or_default();
        periods.extend(place.series.periods());
        periods.sort_unstable();
        periods.dedup();
        asked.push(periods);
    }
    asked
}

/// Writes every place; gives the reports, and adds to what is kept of the groups.
///
/// # Errors
/// A template that asks for what is not there; the disk.
pub fn places(house: &House, groups: &mut Groups) -> Result<Vec<PlaceReport>, Failure> {
    let Groups { summaries, traces, kept, .. } = groups;
    let count = house.community.places.len();
    let region = Region {
        last: (0..count).map(|place| last_values(house, place).into()).collect(),
        best: best(house, summaries),
        summaries,
        traces,
    };
    let mut reports = Vec::with_capacity(count);
    house.sink.append(super::whole::REPORT, json::middle().as_bytes())?;
    let one = |index| {
        let Some(report) = report(house, &region, index) else { return Ok(None) };
        Ok::<_, Failure>(Some((write(house, &report)?, report)))
    };
    ordered(count, house.options.jobs, one, |written| {
        let Some((done, report)) = written else { return Ok(()) };
        kept.take(house, done)?;
        reports.push(report);
        Ok(())
    })?;
    Ok(reports)
}

/// What every place is compared by, made once: a site may have thousands of places, each with as many peers.
struct Region<'a> {
    /// Published values at the last period, by indicator.
    last: Vec<Arc<[Published<Estimate>]>>,
    /// Best published overall score of the groups of a place and of those below it.
    best: Vec<Option<f64>>,
    /// Every group as other pages need it.
    summaries: &'a [GroupSummary],
    /// What the rules look at of every group.
    traces: &'a [Option<Trace>],
}

fn report(house: &House, region: &Region, index: usize) -> Option<PlaceReport> {
    let place = house.community.places.get(index)?;
    let view = house.regions.view(index)?;
    let facts = view.facts;
    // What was not over by the reported period has been forgotten: the last row is the reported one.
    let row = facts.periods.len().checked_sub(1);
    let last_measured = house.is_late(facts.periods.last());
    let peers = house.regions.posts.get(index)?;
    let scores = score::place(&score::PlaceInput { scoring: &house.scoring, peers }, facts);
    let mine: Vec<usize> = (0..region.summaries.len()).filter(|group| house.lies_in(*group, index)).collect();
    let traces: Vec<&Trace> = mine.iter().filter_map(|group| region.traces[*group].as_ref()).collect();
    let best: Vec<Option<f64>> = place.peers.iter().map(|peer| region.best.get(*peer).copied().flatten()).collect();
    let assessment = row.map_or_else(judge::Assessment::default, |row| {
        judge::place(&judge::PlaceInput {
            rules: &house.rules,
            playbook: &house.frame.playbook,
            fields: &house.frame.fields,
            view,
            scores: &scores,
            row,
            groups: &traces,
            best_peer_group: &best,
            actions: &place.actions,
        })
    });
    Some(PlaceReport {
        index,
        link: house.frame.places[index].clone(),
        row,
        last_measured,
        unfinished: place.unfinished,
        facts: facts.clone(),
        scores,
        assessment,
        not_applicable: place.not_applicable.clone(),
        actions: place.actions.clone(),
        notes: place.notes.clone(),
        peers: place.peers.iter().filter_map(|peer| Some((*peer, region.last.get(*peer)?.clone()))).collect(),
        flows: house.flows.of_groups(&mine),
        peer_groups: peer_groups(house, region.summaries, index),
        children: children(&house.frame.places, index),
        groups: mine.into_iter().map(|group| region.summaries[group].clone()).collect(),
    })
}

/// Best published overall score of the groups of every place and of those below it.
fn best(house: &House, summaries: &[GroupSummary]) -> Vec<Option<f64>> {
    let mut best: Vec<Option<f64>> = vec![None; house.frame.places.len()];
    for group in summaries {
        let Some((score, _)) = group.overall else { continue };
        for place in house.places_of(group.index) {
            if let Some(have) = best.get_mut(place) {
                *have = Some(have.map_or(f64::from(score), |have| have.max(f64::from(score))));
            }
        }
    }
    best
}

/// Groups of places of like size that a place is shown beside its own.
const PEER_GROUPS: usize = 5;

/// The best published groups of the peers of like size, the best first; ties in the order of paths.
fn peer_groups(house: &House, summaries: &[GroupSummary], place: usize) -> Vec<(usize, f32)> {
    let peers = house.community.places.get(place).map(|place| place.peers.as_slice()).unwrap_or_default();
    let alike = house.regions.view(place).map(|view| view.peers.alike()).unwrap_or_default();
    let alike: BTreeSet<usize> = alike.iter().filter_map(|at| peers.get(*at).copied()).collect();
    let inside = |group: usize| house.places_of(group).any(|at| alike.contains(&at)) && !house.lies_in(group, place);
    let scored = summaries.iter().filter_map(|group| Some((group.index, group.overall?.0)));
    let mut groups: Vec<(usize, f32)> = scored.filter(|(group, _)| inside(*group)).collect();
    groups.sort_by(|a, b| b.1.total_cmp(&a.1));
    groups.truncate(PEER_GROUPS);
    groups
}

/// Published values of a place at its own last period, by indicator.
fn last_values(house: &House, place: usize) -> Vec<Published<Estimate>> {
    let Some(view) = house.regions.view(place) else { return Vec::new() };
    view.facts.indicators.iter().map(|cells| cells.last().cloned().unwrap_or(Published::Missing)).collect()
}

fn children(places: &[PlaceLink], parent: usize) -> Vec<usize> {
    (0..places.len()).filter(|place| places[*place].parent == Some(parent)).collect()
}

fn write(house: &House, report: &PlaceReport) -> Result<Done, Failure> {
    let frame = house.frame;
    let subject = Subject::place(report);
    let written = Written::new(&subject);
    let told = kept::write(house, |out, found| {
        house.pages.place(report, &|note| house.note(note), out, found)?;
        out(beside(&report.link.path, "data.csv"), own::data(frame, &subject, &written).into_bytes());
        Ok(())
    })?;
    Ok(Done {
        rows: rows::of_subject(frame, &subject, &written),
        years: kept::years(house, &subject, &written),
        json: json::place(frame, report, report.index == 0),
        told,
    })
}
