//! Rows of the files under `/data/` for the reported period, in the columns of the contract.

use super::written::Written;
use super::{Subject, csv};
use crate::disclose::Published;
use crate::judge::Judged;
use crate::model::Period;
use crate::model::quantity::{Estimate, Tier};
use crate::report::{Frame, GroupReport};
use crate::score::{Grade, PeriodScore, Scored};
use crate::words::text::unit_key;

/// Name and header of each file.
pub const FILES: [(&str, &str); 6] = [
    ("groups", "place,group,name,type,platform,founded,members_end,period,grade,score"),
    ("periods", "place,group,period,field,status,value"),
    ("indicators", "place,group,period,indicator,status,value,lower,upper,n,unit"),
    ("scores", "place,group,period,dimension,status,score,lower,upper,coverage,grade"),
    ("findings", "place,group,period,finding,result,strength,coverage"),
    ("advice", "place,group,period,advice,priority,actor,effort,status"),
];

/// Rows to append to each file, in the order of [`FILES`].
pub type Rows = [String; 6];

/// The rows of a group.
pub fn of_group(frame: &Frame, report: &GroupReport, written: &Written) -> Rows {
    let subject = Subject::group(frame, report);
    let mut rows = of_subject(frame, &subject, written);
    group_row(frame, report, &mut rows[0]);
    rows
}

/// The rows of a group or place but for the list of groups.
pub fn of_subject(frame: &Frame, subject: &Subject, written: &Written) -> Rows {
    let mut rows = Rows::default();
    let Some(row) = subject.row else { return rows };
    let Some(period) = subject.facts.periods.get(row).copied() else { return rows };
    let lead = lead(subject, period);
    fields(frame, subject, row, &lead, true, &mut rows[1]);
    indicators(frame, (subject, written), row, &lead, true, &mut rows[2]);
    scores(frame, subject, row, &lead, true, &mut rows[3]);
    findings(frame, &subject.assessment.findings, &lead, &mut rows[4]);
    advice(frame, subject, &lead, &mut rows[5]);
    rows
}

/// `place,group,period,` of a row.
pub fn lead(subject: &Subject, period: Period) -> String {
    let mut out = String::new();
    csv::text(&mut out, subject.place);
    out.push(',');
    csv::text(&mut out, subject.group);
    out.push_str(&format!(",{period},"));
    out
}

fn group_row(frame: &Frame, report: &GroupReport, out: &mut String) {
    let subject = Subject::group(frame, report);
    let profile = &report.profile;
    for cell in [subject.place, subject.group, profile.name.get(frame.site.default_language()).0] {
        csv::text(out, cell);
        out.push(',');
    }
    out.push_str(&format!("{},{},", profile.kind.id(), profile.platform.id()));
    if let Some(founded) = profile.founded {
        out.push_str(&founded.to_string());
    }
    out.push(',');
    let at = report.row.and_then(|row| Some((row, report.facts.periods.get(row)?)));
    if let Some((row, period)) = at {
        let members = frame.fields.id("members_end").map(|field| report.facts.cell(field, row));
        csv::option(out, members.and_then(|cell| cell.value().copied()));
        out.push_str(&format!(",{period},"));
        if let Some(scores) = report.scores.now(Some(row)) {
            grade(scores.grade, out);
            out.push(',');
            csv::option(out, scores.overall.value().map(|score| score.value));
        } else {
            out.push(',');
        }
    } else {
        out.push_str(",,,");
    }
    csv::end(out);
}

/// Rows of `periods.csv`. With `all`, a field that was not measured in this period has a row that says so.
pub fn fields(frame: &Frame, subject: &Subject, row: usize, lead: &str, all: bool, out: &mut String) {
    for (field, cells) in &subject.facts.fields {
        let Some(cell) = cells.get(row) else { continue };
        if !all && *cell == Published::Missing {
            continue;
        }
        out.push_str(lead);
        out.push_str(frame.fields.name(*field));
        out.push(',');
        out.push_str(cell.state().unwrap_or("measured"));
        out.push(',');
        csv::option(out, cell.value().copied());
        csv::end(out);
    }
}

/// Rows of `indicators.csv`. With `all`, an indicator that was not measured in this period has a row that says so.
pub fn indicators(
    frame: &Frame,
    (subject, written): (&Subject, &Written),
    row: usize,
    lead: &str,
    all: bool,
    out: &mut String,
) {
    for (at, (indicator, cells)) in frame.playbook.indicators.iter().zip(&subject.facts.indicators).enumerate() {
        let Some(cell) = cells.get(row) else { continue };
        if !all && *cell == Published::Missing {
            continue;
        }
        out.push_str(lead);
        out.push_str(&indicator.id);
        out.push(',');
        out.push_str(status(cell));
        out.push(',');
        match cell.value() {
            Some(estimate) => {
                out.push_str(written.cell(at, row));
                out.push(',');
                csv::option(out, estimate.n);
                out.push(',');
            }
            None => out.push_str(",,,,"),
        }
        out.push_str(unit_key(indicator.unit));
        csv::end(out);
    }
}

/// The word of the `status` column.
pub fn status(cell: &Published<Estimate>) -> &'static str {
    cell.state().unwrap_or_else(|| match cell.value().map(|estimate| estimate.tier) {
        Some(Tier::Few) => "few",
        Some(Tier::Imprecise) => "imprecise",
        _ => "measured",
    })
}

/// Rows of `scores.csv`. With `all`, a dimension of which nothing was measured in this period has a row that says so;
/// the overall score always has one.
pub fn scores(frame: &Frame, subject: &Subject, row: usize, lead: &str, all: bool, out: &mut String) {
    let Some(scores) = subject.scores.periods.get(row) else { return };
    for dimension in &scores.dimensions {
        if !all && dimension.coverage == 0.0 && dimension.score == Published::Missing {
            continue;
        }
        let Some(known) = frame.playbook.dimensions.get(dimension.dimension) else { continue };
        score_row(lead, &known.id, &dimension.score, dimension.coverage, None, out);
    }
    if subject.scored {
        overall(scores, lead, out);
    }
}

fn overall(scores: &PeriodScore, lead: &str, out: &mut String) {
    score_row(lead, "overall", &scores.overall, scores.coverage, scores.grade, out);
    score_row(lead, "overall_arithmetic", &scores.arithmetic, scores.coverage, None, out);
}

fn score_row(
    lead: &str,
    dimension: &str,
    score: &Published<Scored>,
    coverage: f64,
    graded: Option<(Grade, Grade)>,
    out: &mut String,
) {
    out.push_str(lead);
    out.push_str(dimension);
    out.push(',');
    out.push_str(score.state().unwrap_or("measured"));
    out.push(',');
    let value = score.value();
    csv::option(out, value.map(|score| score.value));
    let data = value.and_then(|score| score.data);
    for bound in [data.map(|(lower, _)| lower), data.map(|(_, upper)| upper)] {
        out.push(',');
        csv::option(out, bound);
    }
    out.push(',');
    csv::hundredths(out, coverage);
    out.push(',');
    grade(graded, out);
    csv::end(out);
}

/// A grade, or two where the draws do not agree: `B` or `B-C`.
pub fn grade(grade: Option<(Grade, Grade)>, out: &mut String) {
    if let Some((best, worst)) = grade {
        out.push(best.letter());
        if worst != best {
            out.push('-');
            out.push(worst.letter());
        }
    }
}

fn findings(frame: &Frame, findings: &[Judged], lead: &str, out: &mut String) {
    for judged in findings {
        let (Some(finding), Some(result)) = (frame.playbook.findings.get(judged.finding), judged.outcome.id()) else {
            continue;
        };
        finding_row(lead, &finding.id, result, judged.strength, judged.coverage, out);
    }
}

/// A row of `findings.csv`; strength and coverage with two decimals, and none where the result carries no number.
pub fn finding_row(lead: &str, id: &str, result: &str, strength: f64, coverage: f64, out: &mut String) {
    out.push_str(lead);
    out.push_str(id);
    out.push(',');
    out.push_str(result);
    out.push(',');
    if !matches!(result, "cannot_assess" | "withheld") {
        csv::hundredths(out, strength);
    }
    out.push(',');
    csv::hundredths(out, coverage);
    csv::end(out);
}

fn advice(frame: &Frame, subject: &Subject, lead: &str, out: &mut String) {
    for recommended in &subject.assessment.advice {
        let status = recommended.status.map_or("recommended", |status| status.id());
        for row in recommended.advice.iter().filter_map(|row| frame.playbook.advice.get(*row)) {
            out.push_str(lead);
            out.push_str(&row.id);
            out.push(',');
            csv::number(out, (recommended.priority * 1000.0).round() / 1000.0);
            out.push(',');
            for (i, actor) in row.actors.iter().enumerate() {
                out.push_str(if i == 0 { "" } else { ";" });
                out.push_str(actor.id());
            }
            out.push_str(&format!(",{},{status}", row.effort.id()));
            csv::end(out);
        }
    }
}
