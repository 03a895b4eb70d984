//! What other pages keep of a group once its own page is written.

use super::{AdviceSummary, Followed, Frame, GroupReport, GroupSummary, Kept};
use crate::disclose::Published;
use crate::judge::Outcome;
use crate::model::note::NoteKind;
use crate::playbook::{FindingKind, Level};
use crate::score::PeriodScore;

/// Periods in the sparkline of a list.
const SPARK: usize = 12;

/// The summary of a group's report.
pub fn summary(frame: &Frame, report: &GroupReport) -> GroupSummary {
    let scores = report.scores.now(report.row);
    GroupSummary::from(Kept {
        index: report.index,
        kind: report.profile.kind,
        platform: report.profile.platform,
        period: report.row.and_then(|row| report.facts.periods.get(row).copied()),
        last_measured: report.last_measured,
        state: scores.map(|scores| scores.state),
        grade: scores.and_then(|scores| scores.grade),
        overall: scores.and_then(|scores| scores.overall.value()).map(|score| {
            let data = score.data.map(|(low, high)| (low as f32, high as f32));
            (score.value as f32, data)
        }),
        since_year: report.scores.since_year.as_ref().filter(|change| change.alike).map(|change| {
            let (low, high) = change.interval;
            (change.difference as f32, (low as f32, high as f32), change.clear)
        }),
        unalike: report.scores.since_year.as_ref().is_some_and(|change| !change.alike),
        dimensions: dimensions(frame, scores),
        members: members(frame, report),
        spark: spark(frame, report),
        findings: findings(frame, report),
        advice: report
            .assessment
            .advice
            .iter()
            .filter_map(|recommended| {
                Some(AdviceSummary {
                    advice: u16::try_from(*recommended.advice.first()?).ok()?,
                    priority: recommended.priority as f32,
                    status: recommended.status,
                    shown: recommended.shown,
                })
            })
            .collect(),
        actions: report
            .profile
            .actions
            .iter()
            .filter_map(|action| Some((u16::try_from(action.advice).ok()?, action.status, action.started)))
            .collect(),
        follow: follow(report),
        switching: switching(frame, report),
        leaving: super::leaving::Leaving::of(frame, report),
        renewal_step: report.assessment.renewal_step,
        news: report.profile.notes.iter().filter(|note| note.kind != NoteKind::Note).cloned().collect(),
    })
}

fn dimensions(frame: &Frame, scores: Option<&PeriodScore>) -> Vec<Published<f32>> {
    let known = frame.playbook.dimensions.iter().enumerate().filter(|(_, d)| d.level == Level::Group);
    known
        .map(|(index, _)| {
            let found = scores.and_then(|scores| scores.dimensions.iter().find(|d| d.dimension == index));
            found.map_or(Published::Missing, |found| found.score.map(|score| score.value as f32))
        })
        .collect()
}

fn members(frame: &Frame, report: &GroupReport) -> Published<f64> {
    match (frame.fields.id("members_end"), report.row) {
        (Some(field), Some(row)) => report.facts.cell(field, row),
        _ => Published::Missing,
    }
}

fn spark(frame: &Frame, report: &GroupReport) -> Vec<Published<f32>> {
    let (Some(active), Some(row)) = (frame.playbook.indicator("active_member_rate"), report.row) else {
        return Vec::new();
    };
    let first = (row + 1).saturating_sub(SPARK);
    (first..=row).map(|row| report.facts.indicator(active, row).map(|estimate| estimate.value as f32)).collect()
}

fn findings(frame: &Frame, report: &GroupReport) -> Vec<(u16, bool)> {
    let faults = |finding: usize| {
        let kind = frame.playbook.findings.get(finding).map(|finding| finding.kind);
        !matches!(kind, None | Some(FindingKind::Value | FindingKind::Facet | FindingKind::Type))
    };
    report
        .assessment
        .findings
        .iter()
        .filter(|judged| matches!(judged.outcome, Outcome::Possible | Outcome::Likely) && faults(judged.finding))
        .filter_map(|judged| Some((u16::try_from(judged.finding).ok()?, judged.outcome == Outcome::Likely)))
        .collect()
}

/// What became of each action, in the order of those that the playbook knows.
fn follow(report: &GroupReport) -> Vec<Option<Followed>> {
    let known = report.profile.actions.iter().enumerate().filter(|(_, action)| u16::try_from(action.advice).is_ok());
    let of = |at: usize| report.assessment.follow_up.iter().find(|follow| follow.action == at);
    known.map(|(at, _)| of(at).map(Followed::of)).collect()
}

/// Number of the article on switching between groups.
const SWITCHING: u8 = 2;

/// Effects of the article on switching, each with its result.
fn switching(frame: &Frame, report: &GroupReport) -> Vec<(u16, Outcome)> {
    let effect = |finding: usize| {
        let rule = frame.playbook.findings.get(finding);
        rule.is_some_and(|rule| rule.kind == FindingKind::Effect && rule.seed == Some(SWITCHING))
    };
    let judged = report.assessment.findings.iter().filter(|judged| effect(judged.finding));
    judged.filter_map(|judged| Some((u16::try_from(judged.finding).ok()?, judged.outcome))).collect()
}
