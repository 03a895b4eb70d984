//! `report.json`: everything the data files say, nested, with the texts in every language once.
//!
//! Written as a stream: [`head`], then [`group`] for each, [`middle`], then [`place`] for each, [`tail`].

use super::rows::{grade, status};
use super::{Subject, rows};
use crate::disclose::Published;
use crate::judge::{Judged, Outcome};
use crate::model::quantity::Estimate;
use crate::model::{Lang, Localized};
use crate::playbook::test::Subject as Measured;
use crate::report::{Frame, GroupReport, PlaceReport};
use crate::score::Scored;
use crate::words::{Words, number};
use serde_json::{Map, Value, json};

/// The beginning: site, method and texts, and the opening of the list of groups.
pub fn head(frame: &Frame, words: &[Words]) -> String {
    let site = &frame.site;
    let publisher = &site.publisher;
    let value = json!({
        "title": localized(&site.title),
        "summary": localized(&site.summary),
        "publisher": {"name": localized(&publisher.name), "url": publisher.url, "email": publisher.email},
        "languages": site.languages.iter().map(Lang::tag).collect::<Vec<_>>(),
        "licence": site.licence,
        "as_of": frame.as_of.map(|period| period.to_string()),
        "disclosure": {
            "minimum_count": site.disclosure.minimum_count,
            "reason": localized(&site.disclosure.reason),
        },
        "fictional": site.fictional,
    });
    format!("{{\"format\":1,\"site\":{value},\"method\":{},\n\"groups\":[\n", method(frame, words))
}

/// Between the groups and the places.
pub fn middle() -> &'static str {
    "\n],\n\"places\":[\n"
}

/// The end.
pub fn tail() -> &'static str {
    "\n]}\n"
}

/// One group; `first` leaves the comma out.
pub fn group(frame: &Frame, report: &GroupReport, first: bool) -> String {
    let profile = &report.profile;
    let subject = Subject::group(frame, report);
    let state = report.scores.now(report.row).map(|scores| scores.state.id());
    let about = json!({
        "path": profile.path.as_str(),
        "place": subject.place,
        "name": localized(&profile.name),
        "type": profile.kind.id(),
        "platform": profile.platform.id(),
        "founded": profile.founded.map(|period| period.to_string()),
        "state": state,
        "last_measured": report.last_measured,
        "unfinished": report.unfinished.map(|period| period.to_string()),
    });
    entry(frame, &subject, &about, first)
}

/// One place; `first` leaves the comma out.
pub fn place(frame: &Frame, report: &PlaceReport, first: bool) -> String {
    let about = json!({
        "path": report.link.path.as_str(),
        "name": localized(&report.link.name),
        "kind": report.link.kind.id(),
        "last_measured": report.last_measured,
        "unfinished": report.unfinished.map(|period| period.to_string()),
    });
    entry(frame, &Subject::place(report), &about, first)
}

fn entry(frame: &Frame, subject: &Subject, about: &Value, first: bool) -> String {
    let mut out = String::with_capacity(8 * 1024);
    if !first {
        out.push_str(",\n");
    }
    let about = about.to_string();
    out.push_str(about.strip_suffix('}').unwrap_or(&about));
    let period = subject.row.and_then(|row| Some((row, *subject.facts.periods.get(row)?)));
    if let Some((row, period)) = period {
        out.push_str(&format!(",\"period\":\"{period}\",\"fields\":{{"));
        fields(frame, subject, row, &mut out);
        out.push_str("},\"indicators\":{");
        indicators(frame, subject, row, &mut out);
        out.push_str("},\"scores\":{");
        scores(frame, subject, row, &mut out);
        out.push_str("},\"findings\":[");
        findings(frame, &subject.assessment.findings, &mut out);
        out.push_str("],\"advice\":[");
        advice(frame, subject, &mut out);
        out.push(']');
        for (key, ids) in [("remarks", remarks(frame, subject)), ("context", context(frame, subject))] {
            out.push_str(&format!(",\"{key}\":{}", json!(ids)));
        }
    }
    out.push('}');
    out
}

/// Remarks that hold: printed with their reason, no work to do.
fn remarks<'a>(frame: &'a Frame, subject: &Subject) -> Vec<&'a str> {
    subject
        .assessment
        .remarks
        .iter()
        .filter_map(|remark| Some(&*frame.playbook.advice.get(remark.advice)?.id))
        .collect()
}

/// Findings of context: values and words without a result.
fn context<'a>(frame: &'a Frame, subject: &Subject) -> Vec<&'a str> {
    let context = subject.assessment.findings.iter().filter(|judged| judged.outcome == Outcome::Context);
    context.filter_map(|judged| Some(&*frame.playbook.findings.get(judged.finding)?.id)).collect()
}

fn fields(frame: &Frame, subject: &Subject, row: usize, out: &mut String) {
    let mut first = true;
    for (field, cells) in &subject.facts.fields {
        let Some(cell) = cells.get(row) else { continue };
        key(frame.fields.name(*field), &mut first, out);
        state(cell.state().unwrap_or("measured"), out);
        member("value", cell.value().copied(), out);
        out.push('}');
    }
}

fn indicators(frame: &Frame, subject: &Subject, row: usize, out: &mut String) {
    let mut first = true;
    for (indicator, cells) in frame.playbook.indicators.iter().zip(&subject.facts.indicators) {
        let Some(cell) = cells.get(row) else { continue };
        key(&indicator.id, &mut first, out);
        state(status(cell), out);
        if let Some(Estimate { value, lower, upper, n, .. }) = cell.value() {
            member("value", Some(*value), out);
            member("lower", *lower, out);
            member("upper", *upper, out);
            member("n", *n, out);
        }
        out.push('}');
    }
}

fn scores(frame: &Frame, subject: &Subject, row: usize, out: &mut String) {
    let Some(scores) = subject.scores.periods.get(row) else { return };
    let mut first = true;
    for dimension in &scores.dimensions {
        let Some(known) = frame.playbook.dimensions.get(dimension.dimension) else { continue };
        score(&known.id, &dimension.score, &mut first, out);
        member("coverage", Some((dimension.coverage * 100.0).round() / 100.0), out);
        out.push('}');
    }
    if subject.scored {
        score("overall", &scores.overall, &mut first, out);
        member("coverage", Some((scores.coverage * 100.0).round() / 100.0), out);
        let mut letters = String::new();
        grade(scores.grade, &mut letters);
        if !letters.is_empty() {
            out.push_str(&format!(",\"grade\":\"{letters}\""));
        }
        out.push('}');
        score("overall_arithmetic", &scores.arithmetic, &mut first, out);
        out.push('}');
    }
}

/// Opens a score; the caller closes it.
fn score(id: &str, score: &Published<Scored>, first: &mut bool, out: &mut String) {
    key(id, first, out);
    state(score.state().unwrap_or("measured"), out);
    let Some(scored) = score.value() else { return };
    member("score", Some(scored.value), out);
    for (interval, [lower, upper]) in
        [(scored.data, ["lower", "upper"]), (scored.method, ["method_lower", "method_upper"])]
    {
        member(lower, interval.map(|(low, _)| low), out);
        member(upper, interval.map(|(_, high)| high), out);
    }
}

fn findings(frame: &Frame, findings: &[Judged], out: &mut String) {
    let mut first = true;
    for judged in findings {
        let (Some(finding), Some(result)) = (frame.playbook.findings.get(judged.finding), judged.outcome.id()) else {
            continue;
        };
        out.push_str(if first { "" } else { "," });
        first = false;
        for piece in ["{\"id\":\"", &finding.id, "\",\"result\":\"", result, "\""] {
            out.push_str(piece);
        }
        if !matches!(result, "cannot_assess" | "withheld") {
            member("strength", Some((judged.strength * 100.0).round() / 100.0), out);
        }
        member("coverage", Some((judged.coverage * 100.0).round() / 100.0), out);
        out.push('}');
    }
}

fn advice(frame: &Frame, subject: &Subject, out: &mut String) {
    for (i, recommended) in subject.assessment.advice.iter().enumerate() {
        let ids: Vec<&str> =
            recommended.advice.iter().filter_map(|row| Some(&*frame.playbook.advice.get(*row)?.id)).collect();
        let expected: Vec<Value> = recommended
            .expected
            .iter()
            .filter_map(|effect| {
                let (kind, id) = match &effect.subject {
                    Measured::Indicator(i) => ("indicator", &*frame.playbook.indicators.get(*i)?.id),
                    Measured::Field(name) => ("field", &**name),
                };
                Some(json!({kind: id, "target": effect.target, "by": effect.by.to_string()}))
            })
            .collect();
        let value = json!({
            "ids": ids,
            "priority": (recommended.priority * 1000.0).round() / 1000.0,
            "status": recommended.status.map_or("recommended", |status| status.id()),
            "expected": expected,
        });
        out.push_str(if i == 0 { "" } else { "," });
        out.push_str(&value.to_string());
    }
}

fn method(frame: &Frame, words: &[Words]) -> Value {
    let playbook = &frame.playbook;
    let dimensions: Vec<Value> = playbook
        .dimensions
        .iter()
        .map(|d| {
            let name = texts(words, |w| w.own_or(&d.name, "dimensions", &d.id, "name").0.to_owned());
            json!({"id": &*d.id, "weight": d.weight, "core": d.core, "name": name})
        })
        .collect();
    let indicators: Vec<Value> = playbook
        .indicators
        .iter()
        .map(|i| {
            let name = texts(words, |w| w.own_or(&i.name, "indicators", &i.id, "name").0.to_owned());
            json!({
                "id": &*i.id,
                "dimension": i.dimension.and_then(|d| playbook.dimensions.get(d)).map(|d| &*d.id),
                "unit": crate::words::text::unit_key(i.unit),
                "goalposts": i.thresholds.goalposts,
                "watch": i.thresholds.watch,
                "act": i.thresholds.act,
                "name": name,
            })
        })
        .collect();
    let findings: Vec<Value> = playbook
        .findings
        .iter()
        .map(|f| {
            let name = texts(words, |w| w.own_or(&f.name, "findings", &f.id, "name").0.to_owned());
            let claim = texts(words, |w| w.own_or(&f.claim, "findings", &f.id, "claim").0.to_owned());
            json!({"id": &*f.id, "name": name, "claim": claim})
        })
        .collect();
    let advice: Vec<Value> = playbook
        .advice
        .iter()
        .map(|a| {
            let name = texts(words, |w| w.own_or(&a.name, "advice", &a.id, "name").0.to_owned());
            let first_step = texts(words, |w| w.own_or(&a.first_step, "advice", &a.id, "first_step").0.to_owned());
            let actors: Vec<_> = a.actors.iter().map(|actor| actor.id()).collect();
            json!({"id": &*a.id, "actors": actors, "effort": a.effort.id(), "name": name, "first_step": first_step})
        })
        .collect();
    json!({
        "version": &*playbook.method_version,
        "dimensions": dimensions,
        "indicators": indicators,
        "findings": findings,
        "advice": advice,
        "files": rows::FILES.map(|(name, columns)| json!({"name": format!("{name}.csv"), "columns": columns})),
    })
}

fn texts(words: &[Words], text: impl Fn(&Words) -> String) -> Value {
    let map: Map<_, _> = words.iter().map(|w| (w.lang().tag().to_owned(), Value::String(text(w)))).collect();
    Value::Object(map)
}

fn localized(text: &Localized) -> Value {
    let map: Map<_, _> =
        text.entries().map(|(lang, text)| (lang.tag().to_owned(), Value::String(text.to_owned()))).collect();
    Value::Object(map)
}

fn key(name: &str, first: &mut bool, out: &mut String) {
    if !*first {
        out.push(',');
    }
    *first = false;
    // Field and indicator names are identifiers: letters, digits, `_`, `.`, `-`; own ones are checked to be so.
    out.push('"');
    out.push_str(name);
    out.push_str("\":{");
}

fn state(status: &str, out: &mut String) {
    out.push_str("\"status\":\"");
    out.push_str(status);
    out.push('"');
}

fn member(name: &str, value: Option<f64>, out: &mut String) {
    if let Some(value) = value.filter(|value| value.is_finite()) {
        out.push_str(",\"");
        out.push_str(name);
        out.push_str("\":");
        number::data(out, value);
    }
}
