//! Lists of groups: the table that several pages show, and the pages of all groups, a hundred on each.

use super::Whole;
use super::context::Context;
use super::figure::scroll;
use super::html::Pen;
use super::link::Here;
use super::mark;
use super::shell::{Head, Shell};
use super::template::Html;
use super::verdict::{grade_word, letters, marks};
use crate::chart;
use crate::disclose::Published;
use crate::problem::Problem;
use crate::report::GroupSummary;
use crate::score::State;
use serde::Serialize;

/// Groups on one page of the list.
pub const ON_A_PAGE: usize = 100;

/// A table of groups in the order of their paths: no rank is meant.
pub fn table<'a>(context: &Context, groups: impl Iterator<Item = &'a GroupSummary>, with_place: bool) -> Html {
    let words = context.tongue.words;
    let mut out = Pen::new();
    out.raw("<table class=\"wide grp\" data-sortable><caption>").raw(words.ui("page.groups.caption"));
    out.raw("</caption><thead><tr>");
    let head =
        ["page.groups.group", "page.groups.grade", "page.groups.score", "page.groups.line", "page.groups.members"];
    for key in head {
        out.raw(if key.ends_with("members") { "<th scope=\"col\" class=\"r\">" } else { "<th scope=\"col\">" });
        out.raw(words.ui(key)).raw("</th>");
    }
    if with_place {
        out.raw("<th scope=\"col\">").raw(words.ui("page.groups.place")).raw("</th>");
    }
    out.raw("<th scope=\"col\">").raw(words.ui("page.groups.kind")).raw("</th></tr></thead><tbody>");
    for group in groups {
        row(context, &mut out, group, with_place);
    }
    out.raw("</tbody></table>");
    let mut region = Pen::new();
    scroll(&mut region, words.ui("page.groups.label"), &out.done());
    Html(region.done())
}

fn row(context: &Context, out: &mut Pen, group: &GroupSummary, with_place: bool) {
    let tongue = context.tongue;
    let words = tongue.words;
    out.raw("<tr><th scope=\"row\">").raw(&context.group(group.index));
    if group.last_measured
        && let Some(period) = group.period
    {
        let mark = tongue.say("page.groups.last_measured", &[("period", words.period(period).into())]);
        out.raw(" <span class=\"small\">").raw(&mark).raw("</span>");
    }
    out.raw("</th>").raw(&grade(context, group));
    out.raw("<td>").raw(&spark(group)).raw("</td><td class=\"num r\">");
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
    out.raw("<td>").raw(words.ui(&kind)).raw(" · ").raw(words.ui(&platform)).raw("</td></tr>\n");
}

/// Grade and score, or the state in both cells.
fn grade(context: &Context, group: &GroupSummary) -> String {
    let tongue = context.tongue;
    let words = tongue.words;
    let mut out = Pen::new();
    if let (Some(State::Graded), Some(grades), Some((score, interval))) = (group.state, group.grade, group.overall) {
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
    let key =
        if group.state.is_some() { format!("page.state_head.{}", state.id()) } else { "page.verdict.no_data".into() };
    out.raw("<td class=\"gr-c\" colspan=\"2\" data-order=\"9999\">").raw(mark::state(state)).raw(" ");
    out.raw(words.ui(&key)).raw("</td>");
    out.done()
}

/// The line of a group with its last value; empty where nothing is published.
fn spark(group: &GroupSummary) -> String {
    chart::sparkline(&group.spark)
}

/// Everything `groups.html` shows.
#[derive(Debug, Serialize)]
struct ListView<'a> {
    page: Shell<'a>,
    intro: String,
    table: Html,
    /// Links to the pages of the list; empty with one page.
    pages: Html,
}

/// Writes the list, a hundred groups a page: `groups/`, `groups/2/` …
pub fn write(whole: &Whole, out: super::Out) -> Result<(), Problem> {
    let count = whole.groups.len().div_ceil(ON_A_PAGE).max(1);
    for number in 1..=count {
        let here = Here::new(&whole.tongue.prefix, &folder(number));
        let context = Context { frame: whole.pages.frame, tongue: whole.tongue, here: &here };
        let words = whole.tongue.words;
        let name = match number {
            1 => words.ui("page.groups.title").to_owned(),
            _ => words.say("page.groups.title_page", &[("number", words.number(number as f64, 0).into())]),
        };
        let description = words.say("page.groups.description", &[("n", whole.groups.len().into())]);
        let head =
            Head { title: name.clone(), description: description.clone(), at: "groups", trail: Vec::new(), here: name };
        let shown = whole.groups.iter().skip((number - 1) * ON_A_PAGE).take(ON_A_PAGE);
        let view = ListView {
            page: whole.pages.shell(whole.tongue, &here, head),
            intro: description,
            table: table(&context, shown, !whole.pages.frame.places.is_empty()),
            pages: pages(&context, number, count),
        };
        out(here.path(), whole.pages.templates.render("groups.html", &view)?);
    }
    Ok(())
}

fn folder(number: usize) -> String {
    if number == 1 { "groups".to_owned() } else { format!("groups/{number}") }
}

fn pages(context: &Context, at: usize, count: usize) -> Html {
    if count < 2 {
        return Html::default();
    }
    let words = context.tongue.words;
    let mut out = Pen::new();
    out.raw("<nav class=\"pages\" aria-label=\"").text(words.ui("page.groups.pages")).raw("\"><ol>");
    for number in 1..=count {
        let label = words.number(number as f64, 0);
        if number == at {
            out.raw("<li><span aria-current=\"page\">").raw(&label).raw("</span></li>");
        } else {
            out.raw("<li>").raw(&context.linked(&folder(number), &label)).raw("</li>");
        }
    }
    out.raw("</ol></nav>");
    Html(out.done())
}
