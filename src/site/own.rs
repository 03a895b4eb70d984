//! `data.csv` beside a page: the full history of one group or place, a row a period, a column a figure.

use super::written::Written;
use super::{Subject, csv};
use crate::disclose::Published;
use crate::model::field::FieldId;
use crate::report::Frame;

/// A field with its published values, one a period.
type Column = (FieldId, Vec<Published<f64>>);

/// The file. A cell without a number holds its shorthand: `[c]` withheld, `[x]` missing, `[z]` not applicable.
pub fn data(frame: &Frame, subject: &Subject, written: &Written) -> String {
    let shown: Vec<usize> = (0..subject.facts.indicators.len())
        .filter(|i| subject.facts.indicators[*i].iter().any(|cell| *cell != Published::Missing))
        .collect();
    // A field that is an indicator as it stands, such as the population, has one column and not two of one name.
    let of_indicator =
        |field: FieldId| shown.iter().any(|i| frame.playbook.indicators[*i].id.as_ref() == frame.fields.name(field));
    let fields: Vec<_> = subject.facts.fields.iter().filter(|(field, _)| !of_indicator(*field)).collect();
    let mut out = String::with_capacity(16 * 1024);
    head(frame, subject, &fields, &shown, &mut out);
    let reported = subject.row.map_or(0, |row| row + 1);
    for (row, period) in subject.facts.periods.iter().enumerate().take(reported) {
        period.put(&mut out);
        for (_, cells) in &fields {
            out.push(',');
            cell(cells.get(row).copied().unwrap_or(Published::Missing), &mut out);
        }
        for indicator in &shown {
            out.push(',');
            match subject.facts.indicator(*indicator, row).shorthand() {
                None => out.push_str(written.cell(*indicator, row)),
                Some(shorthand) => {
                    out.push_str(shorthand);
                    out.push_str(",,");
                }
            }
        }
        scores(subject, row, &mut out);
        csv::end(&mut out);
    }
    out
}

fn head(frame: &Frame, subject: &Subject, fields: &[&Column], shown: &[usize], out: &mut String) {
    out.push_str("period");
    for (field, _) in fields {
        out.push(',');
        csv::text(out, frame.fields.name(*field));
    }
    for indicator in shown.iter().filter_map(|i| frame.playbook.indicators.get(*i)) {
        for behind in ["", "_lower", "_upper"] {
            out.push(',');
            out.push_str(&indicator.id);
            out.push_str(behind);
        }
    }
    if let Some(first) = subject.scores.periods.first() {
        for dimension in first.dimensions.iter().filter_map(|d| frame.playbook.dimensions.get(d.dimension)) {
            out.push_str(",score_");
            out.push_str(&dimension.id);
        }
        if subject.scored {
            out.push_str(",score_overall,score_overall_arithmetic");
        }
    }
    csv::end(out);
}

fn scores(subject: &Subject, row: usize, out: &mut String) {
    let Some(scores) = subject.scores.periods.get(row) else { return };
    for dimension in &scores.dimensions {
        out.push(',');
        cell(dimension.score.map(|score| score.value), out);
    }
    if subject.scored {
        for score in [scores.overall, scores.arithmetic] {
            out.push(',');
            cell(score.map(|score| score.value), out);
        }
    }
}

fn cell(cell: Published<f64>, out: &mut String) {
    match cell.value() {
        Some(value) => csv::number(out, *value),
        None => out.push_str(cell.shorthand().unwrap_or_default()),
    }
}
