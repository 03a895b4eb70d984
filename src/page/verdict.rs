//! What can be said of a group as a whole: grade with both intervals, or the state that stands in its place,
//! and the standfirst, whole sentences chosen by the data.

use super::chain::{Chain, strongest};
use super::compare::{Move, Moved};
use super::context::Context;
use super::html::escaped;
use super::mark;
use super::template::Html;
use crate::disclose::Published;
use crate::judge::{Assessment, Outcome};
use crate::model::group::Lifespan;
use crate::model::profile::GroupProfile;
use crate::report::GroupReport;
use crate::score::{Grade, PeriodScore, Scored, State};
use serde::Serialize;

/// The verdict beside the title.
#[derive(Debug, Serialize)]
pub struct VerdictView {
    /// `graded`, `too_early` …: a class.
    state: &'static str,
    /// `B`, `B–C`; empty without a grade.
    letters: String,
    marks: Html,
    headline: String,
    intervals: String,
    /// Sentences below.
    sentences: Vec<Html>,
}

/// The verdict on a group at its reported row.
pub fn verdict(context: &Context, report: &GroupReport) -> VerdictView {
    let tongue = context.tongue;
    let words = tongue.words;
    let Some(score) = report.scores.now(report.row) else {
        return VerdictView {
            state: "no_data",
            letters: String::new(),
            marks: Html(mark::state(State::NoOverall).to_owned()),
            headline: words.ui("page.verdict.no_data").to_owned(),
            intervals: String::new(),
            sentences: Vec::new(),
        };
    };
    let graded = score.grade.filter(|_| score.state == State::Graded).zip(score.overall.value().copied());
    let Some((grades, overall)) = graded else {
        return VerdictView {
            state: score.state.id(),
            letters: String::new(),
            marks: Html(mark::state(score.state).to_owned()),
            headline: words.ui(mark::word(score.state)).to_owned(),
            intervals: String::new(),
            sentences: state_sentences(context, report, score).into_iter().map(Html).collect(),
        };
    };
    let args = [("score", tongue.points(overall.value).into()), ("grade", grade_word(context, grades).into())];
    VerdictView {
        state: score.state.id(),
        letters: letters(grades),
        marks: Html(marks(grades)),
        headline: tongue.say("page.verdict.graded", &args),
        intervals: intervals(context, &overall),
        sentences: graded_sentences(context, report, score).into_iter().map(Html).collect(),
    }
}

/// `B`, or `B–C` where the data do not settle on one.
pub fn letters((best, worst): (Grade, Grade)) -> String {
    if best == worst { best.letter().to_string() } else { format!("{}–{}", best.letter(), worst.letter()) }
}

/// The discs of a grade or of the two it lies between.
pub fn marks(grades: (Grade, Grade)) -> String {
    discs(grades).collect()
}

/// The same, one by one.
pub fn discs((best, worst): (Grade, Grade)) -> impl Iterator<Item = &'static str> {
    std::iter::once(best).chain((best != worst).then_some(worst)).map(mark::grade)
}

/// The grade in words: `good`, `good to mixed`.
pub fn grade_word(context: &Context, (best, worst): (Grade, Grade)) -> String {
    let words = context.tongue.words;
    let word = |grade: Grade| words.ui(&format!("grade.{}", grade.letter())).to_owned();
    if best == worst {
        return word(best);
    }
    words.say("page.verdict.between", &[("best", word(best).into()), ("worst", word(worst).into())])
}

/// Both intervals of a score in words.
pub fn intervals(context: &Context, score: &Scored) -> String {
    let tongue = context.tongue;
    let range = |(low, high): (f64, f64)| {
        let args = [("low", tongue.points(low).into()), ("high", tongue.points(high).into())];
        tongue.words.say("format.interval_short", &args)
    };
    match (score.data, score.method) {
        (Some(data), Some(method)) => {
            let args = [("data", range(data).into()), ("method", range(method).into())];
            tongue.say("page.verdict.both", &args)
        }
        (Some(data), None) => tongue.say("page.verdict.data", &[("data", range(data).into())]),
        (None, Some(method)) => tongue.say("page.verdict.method", &[("method", range(method).into())]),
        (None, None) => String::new(),
    }
}

fn graded_sentences(context: &Context, report: &GroupReport, score: &PeriodScore) -> Vec<String> {
    let tongue = context.tongue;
    let mut sentences = Vec::new();
    if let Some(change) = report.scores.since_year {
        let then = report.scores.periods.get(change.since).and_then(|then| then.overall.value());
        let period = report.facts.periods.get(change.since);
        if let (Some(then), Some(period)) = (then, period) {
            let key = match (change.clear, change.difference > 0.0, change.common.is_some()) {
                (false, ..) if !change.alike => "page.verdict.unalike",
                (false, _, false) => "page.verdict.same",
                (true, true, false) => "page.verdict.up",
                (true, false, false) => "page.verdict.down",
                (false, _, true) => "page.verdict.same_common",
                (true, true, true) => "page.verdict.up_common",
                (true, false, true) => "page.verdict.down_common",
            };
            let difference = change.difference.abs();
            let args = [
                ("period", tongue.words.period(*period).into()),
                ("then", tongue.points(then.value).into()),
                ("difference", tongue.points(difference).into()),
                ("n", change.common.unwrap_or_default().into()),
                ("low", tongue.words.number(change.interval.0, 0).into()),
                ("high", tongue.words.number(change.interval.1, 0).into()),
            ];
            sentences.push(tongue.say(key, &args));
        }
    }
    sentences.push(coverage(context, report, score));
    sentences
}

/// How much of what applies was measured. What is withheld does not count here, though it does in the indicator of
/// how much was measured: where there is such, the sentence says so.
pub fn coverage(context: &Context, report: &GroupReport, score: &PeriodScore) -> String {
    let share = context.tongue.words.number(score.coverage * 100.0, 0);
    let GroupProfile { kind, platform, .. } = report.profile;
    let scored = context.frame.playbook.indicators.iter().zip(&report.facts.indicators);
    let withheld = scored.filter(|(indicator, _)| indicator.is_scored_for(kind, platform)).any(|(_, cells)| {
        report.row.and_then(|row| cells.get(row)).is_some_and(|cell| matches!(cell, Published::Withheld))
    });
    let key = if withheld { "page.verdict.coverage_shown" } else { "page.verdict.coverage" };
    context.tongue.say(key, &[("share", share.into())])
}

fn state_sentences(context: &Context, report: &GroupReport, score: &PeriodScore) -> Vec<String> {
    let tongue = context.tongue;
    let words = tongue.words;
    let sentence = match score.state {
        State::TooEarly => {
            let have = report.row.map_or(0, |row| row + 1);
            let need = context.frame.site.scoring.minimum_periods;
            let args = [("n", have.into()), ("need", words.number(need as f64, 0).into())];
            tongue.say("page.verdict.too_early", &args)
        }
        State::NoOverall => {
            let first: Vec<String> = score.measure_first.iter().take(4).map(|i| context.indicator(*i)).collect();
            if first.is_empty() {
                return vec![words.ui("page.verdict.no_overall").to_owned(), coverage(context, report, score)];
            }
            let measure = tongue.say("page.verdict.measure", &[("measure", words.list(&first).into())]);
            return vec![measure, coverage(context, report, score)];
        }
        State::EndedAsPlanned => match report.profile.lifespan {
            Lifespan::TimeBoxed(_, until) => tongue.say("page.verdict.ended", &[("date", words.date(until).into())]),
            Lifespan::Ongoing => String::new(),
        },
        State::Dormant => words.ui("page.verdict.dormant").to_owned(),
        State::Withheld => words.ui(withheld(context, report)).to_owned(),
        State::Graded => coverage(context, report, score),
    };
    vec![sentence]
}

/// Why there is no overall score to see: the group is so small that little of it is shown, or parts of the score are.
fn withheld(context: &Context, report: &GroupReport) -> &'static str {
    let members = context.frame.fields.id("members_end").zip(report.row);
    let members = members.map(|(field, row)| report.facts.cell(field, row));
    if members == Some(Published::Withheld) { "page.verdict.withheld" } else { "page.verdict.withheld_parts" }
}

/// The standfirst: what is strongest and weakest, the clearest finding, the clearest move within a year.
pub fn standfirst(context: &Context, report: &GroupReport, moves: &[Move], rows: Option<(usize, usize)>) -> Html {
    let mut sentences = Vec::new();
    if let Some(score) = report.scores.now(report.row) {
        sentences.extend(dimensions(context, score));
    }
    sentences.extend(clearest(context, &report.assessment));
    if let Some(rows) = rows {
        sentences.extend(moved(context, report, moves, rows));
    }
    Html(sentences.join(context.tongue.words.ui("page.stand.join")))
}

fn dimensions(context: &Context, score: &PeriodScore) -> Option<String> {
    let tongue = context.tongue;
    let mut shown: Vec<(usize, f64)> =
        score.dimensions.iter().filter_map(|d| Some((d.dimension, d.score.value()?.value))).collect();
    // A stable sort: equal scores keep the order of the playbook.
    shown.sort_by(|a, b| b.1.total_cmp(&a.1));
    let (best, worst) = (shown.first()?, shown.last()?);
    if shown.len() < 2 {
        return None;
    }
    if best.1 - worst.1 < 15.0 {
        let (low, high) = (tongue.points(worst.1), tongue.points(best.1));
        let key = if low == high { "page.stand.equal" } else { "page.stand.even" };
        let args = [("n", shown.len().into()), ("low", low.into()), ("high", high.into())];
        return Some(tongue.say(key, &args));
    }
    let name = |d: usize| short_dimension(context, d);
    let args = [
        ("best", name(best.0).into()),
        ("best_score", tongue.points(best.1).into()),
        ("worst", name(worst.0).into()),
        ("worst_score", tongue.points(worst.1).into()),
    ];
    Some(tongue.say("page.stand.dimensions", &args))
}

/// The short name of a dimension, for running text.
fn short_dimension(context: &Context, index: usize) -> String {
    let Some(dimension) = context.frame.playbook.dimensions.get(index) else { return String::new() };
    let short = context.tongue.words.of("dimensions", &dimension.id, "short");
    if short.is_empty() || !dimension.name.is_empty() { context.dimension(index) } else { escaped(short) }
}

/// The clearest finding in a sentence, or that there is none.
pub fn clearest(context: &Context, assessment: &Assessment) -> Option<String> {
    let Some(judged) = strongest(context, assessment).into_iter().next() else {
        let tried = super::finding::is_looked(context, assessment) && !assessment.too_early;
        return tried.then(|| context.tongue.words.ui("page.stand.no_finding").to_owned());
    };
    let key = if judged.outcome == Outcome::Likely { "page.stand.likely" } else { "page.stand.possible" };
    let name = Chain::new(context, assessment).finding(judged.finding);
    Some(context.tongue.say(key, &[("finding", context.quoted(&name).into())]))
}

fn moved(context: &Context, report: &GroupReport, moves: &[Move], (then, now): (usize, usize)) -> Option<String> {
    let tongue = context.tongue;
    let clear = moves.iter().filter(|entry| matches!(entry.moved, Moved::Better | Moved::Worse));
    let told = clear.filter_map(|entry| {
        let (a, b) = (report.facts.indicator(entry.indicator, then), report.facts.indicator(entry.indicator, now));
        let (a, b) = (a.value().copied()?, b.value().copied()?);
        // Checklists and other exact values have no interval to stand out of; what prints alike has not moved.
        b.lower?;
        let (from, to) = tongue.pair(context.unit(entry.indicator), a, b);
        (from != to).then_some((entry, b.value > a.value, from, to))
    });
    // The first of equals stands.
    let (entry, up, from, to) = told.reduce(|best, next| if next.0.size > best.0.size { next } else { best })?;
    let key = if up { "page.stand.rose" } else { "page.stand.fell" };
    let name = tongue.indicators.get(entry.indicator).map(|name| name.html.clone()).unwrap_or_default();
    Some(tongue.say(key, &[("name", name.into()), ("then", from.into()), ("now", to.into())]))
}
