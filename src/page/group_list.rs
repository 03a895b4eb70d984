//! The table of groups that several pages show.

use super::context::Context;
use super::figure::scroll;
use super::html::Pen;
use super::mark;
use super::template::Html;
use super::verdict::{grade_word, letters, marks};
use crate::chart;
use crate::disclose::Published;
use crate::report::GroupSummary;
use crate::score::{Grade, State};
use std::cmp::Ordering;

/// Groups on one page of the list.
pub const ON_A_PAGE: usize = 100;

/// What comes first `by` an order, in the order of the groups it is `of`, and how many are left out: a table of thousands is
/// not read, and each group's own page says the same of it.
pub fn foremost<T>(mut items: Vec<T>, by: impl Fn(&T, &T) -> Ordering, of: impl Fn(&T) -> usize) -> (Vec<T>, usize) {
    let more = items.len().saturating_sub(ON_A_PAGE);
    if more > 0 {
        // A stable sort: equals keep the order of paths.
        items.sort_by(by);
        items.truncate(ON_A_PAGE);
        items.sort_by_key(of);
    }
    (items, more)
}

/// Says below a table how many groups it leaves out, or tells apart; nothing where there are none.
pub fn left_out(context: &Context, out: &mut Pen, key: &str, n: usize) {
    if n > 0 {
        out.raw("<p class=\"small\">").raw(&context.tongue.say(key, &[("n", n.into())])).raw("</p>");
    }
}

/// A table of groups in the order of their paths: no rank is meant.
pub fn table<'a>(context: &Context, groups: impl Iterator<Item = &'a GroupSummary>, with_place: bool) -> Html {
    rows(context, groups, with_place, Anchors::None)
}

/// Whether rows can be linked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchors {
    /// They cannot.
    None,
    /// The first row of every place carries the path of its group.
    Places,
}

/// The table, with or without spots to link to.
pub fn rows<'a>(
    context: &Context,
    groups: impl Iterator<Item = &'a GroupSummary>,
    with_place: bool,
    anchors: Anchors,
) -> Html {
    let words = context.tongue.words;
    let mut out = Pen::new();
    out.raw("<table class=\"wide grp\" data-sortable><caption>").raw(words.ui("page.groups.caption"));
    out.raw("</caption><thead><tr>");
    let head =
        ["page.groups.group", "page.groups.grade", "page.groups.score", "page.groups.line", "page.groups.members"];
    for key in head {
        out.raw(match key {
            "page.groups.members" => "<th scope=\"col\" class=\"r\" data-first=\"down\">",
            // The best grade comes first.
            "page.groups.grade" => "<th scope=\"col\" data-first=\"up\">",
            "page.groups.score" => "<th scope=\"col\" data-first=\"down\">",
            _ => "<th scope=\"col\">",
        });
        out.raw(words.ui(key)).raw("</th>");
    }
    if with_place {
        out.raw("<th scope=\"col\">").raw(words.ui("page.groups.place")).raw("</th>");
    }
    out.raw("<th scope=\"col\">").raw(words.ui("page.groups.kind")).raw("</th></tr></thead><tbody>");
    let mut before = None;
    for group in groups {
        let link = context.frame.groups.get(group.index);
        let place = link.map(|link| link.place);
        let begins = anchors == Anchors::Places && before != Some(place);
        before = Some(place);
        let spot = link.filter(|_| begins).map(|link| link.path.as_str());
        let facets = if anchors == Anchors::Places { facets(context, group) } else { String::new() };
        row(context, &mut out, group, with_place, (&facets, spot));
    }
    out.raw("</tbody></table>");
    let mut region = Pen::new();
    scroll(&mut region, words.ui("page.groups.label"), &out.done());
    Html(region.done())
}

/// A row; with what it is narrowed by and a spot to link to, where the table has them.
fn row(context: &Context, out: &mut Pen, group: &GroupSummary, with_place: bool, (facets, spot): (&str, Option<&str>)) {
    let tongue = context.tongue;
    let words = tongue.words;
    out.raw("<tr");
    if !facets.is_empty() {
        out.raw(" data-f=\"").raw(facets).raw("\"");
    }
    if let Some(spot) = spot {
        out.raw(" id=\"").text(spot).raw("\"");
    }
    out.raw("><th scope=\"row\">").raw(&context.group(group.index));
    if group.last_measured
        && let Some(period) = group.period
    {
        let mark = tongue.say("page.groups.last_measured", &[("period", words.period(period).into())]);
        out.raw(" <span class=\"small\">").raw(&mark).raw("</span>");
    }
    out.raw("</th>").raw(&grade(context, group));
    out.raw("<td>").raw(&spark(group)).raw("</td><td class=\"num r\"");
    out.raw(&super::summary::label(words, "page.groups.members")).raw(">");
    match group.members {
        Published::Value(members) => out.raw(&words.number(members, 0)),
        other => out.raw(tongue.shorthand(&other)),
    };
    out.raw("</td>");
    if with_place {
        let place = context.frame.groups.get(group.index).and_then(|link| link.place);
        out.raw("<td>").raw(&place.map(|place| context.place(place)).unwrap_or_default()).raw("</td>");
    }
    let (kind, platform) = (format!("type.{}", group.kind.id()), format!("platform.{}", group.platform.id()));
    out.raw("<td>").raw(words.ui(&kind)).raw(words.ui("list.clause")).raw(words.ui(&platform)).raw("</td></tr>\n");
}

/// The causes and effects that a group has at least possibly, by row of the playbook.
pub fn findings_seen(context: &Context, group: &GroupSummary) -> impl Iterator<Item = usize> {
    let book = &context.frame.playbook;
    let seen = group.findings.iter().map(|(finding, _)| usize::from(*finding));
    seen.filter(|at| book.findings.get(*at).is_some_and(|finding| finding.kind.is_fault()))
}

/// The advice that the page of a group shows, by row of the playbook.
pub fn advice_shown(group: &GroupSummary) -> impl Iterator<Item = usize> {
    group.advice.iter().filter(|advice| advice.shown).map(|advice| usize::from(advice.advice))
}

/// What the list is narrowed by for a grade, or for the two it lies between: `B`, `BC`.
pub fn graded_as((best, worst): (Grade, Grade)) -> String {
    std::iter::once(best.letter()).chain((best != worst).then(|| worst.letter())).collect()
}

/// What the list is narrowed by for a state that stands in place of a grade.
pub fn stated_as(state: Option<State>) -> &'static str {
    state.map_or("no_data", State::id)
}

/// What a row is narrowed by: type, platform, grades or state, findings and advice.
fn facets(context: &Context, group: &GroupSummary) -> String {
    let mut out = format!("{} {}", group.kind.id(), group.platform.id());
    out.push(' ');
    match group.graded() {
        Some(grade) => out.push_str(&graded_as(grade)),
        None => out.push_str(stated_as(group.state)),
    }
    let book = &context.frame.playbook;
    let findings = findings_seen(context, group).filter_map(|at| book.findings.get(at)).map(|row| ("f", &row.id));
    let advice = advice_shown(group).filter_map(|at| book.advice.get(at)).map(|row| ("a", &row.id));
    for (kind, id) in findings.chain(advice) {
        out.push(' ');
        out.push_str(kind);
        out.push('-');
        out.push_str(id);
    }
    if group.is_low() {
        out.push_str(" low");
    }
    if group.last_measured {
        out.push_str(" late");
    }
    super::html::escaped(&out)
}

/// Grade and score, or the state in both cells.
fn grade(context: &Context, group: &GroupSummary) -> String {
    let tongue = context.tongue;
    let words = tongue.words;
    let mut out = Pen::new();
    if let (Some(grades), Some((score, interval))) = (group.graded(), group.overall) {
        let order = format!("{:.0}", (100.0 - score).max(0.0) * 10.0);
        out.raw("<td class=\"gr-c\" data-order=\"").raw(&order).raw("\">").raw(&marks(grades)).raw(" <b>");
        out.raw(&letters(grades)).raw("</b> ").raw(&grade_word(context, grades)).raw("</td><td class=\"num\">");
        out.raw(&tongue.points(f64::from(score)));
        if let Some((low, high)) = interval {
            let (low, high) = (tongue.points(f64::from(low)), tongue.points(f64::from(high)));
            let range = words.say("format.interval_short", &[("low", low.into()), ("high", high.into())]);
            out.raw(" <span class=\"small\">").raw(&range).raw("</span>");
        }
        out.raw("</td>");
        return out.done();
    }
    let state = group.state.unwrap_or(State::NoOverall);
    let key = if group.state.is_some() { mark::word(state) } else { "page.verdict.no_data" };
    out.raw("<td class=\"gr-c\" colspan=\"2\" data-order=\"\">").raw(mark::state(state)).raw(" ");
    out.raw(words.ui(key)).raw("</td>");
    out.done()
}

/// The line of a group with its last value; empty where nothing is published.
fn spark(group: &GroupSummary) -> String {
    chart::sparkline(&group.spark)
}
