//! The pages of all groups, a hundred on each, with the ways between them and the form that narrows the list where a
//! script runs.

use super::Whole;
use super::context::Context;
use super::entry::Entry;
use super::group_list::{Anchors, ON_A_PAGE, advice_shown, findings_seen, graded_as, rows};
use super::html::Pen;
use super::link::Here;
use super::mark;
use super::shell::{Head, Shell};
use super::template::Html;
use super::tree;
use super::verdict::{grade_word, letters};
use crate::model::group::{GroupType, Platform};
use crate::problem::Problem;
use crate::report::{GroupSummary, PlaceReport};
use crate::score::State;
use serde::Serialize;
use std::collections::BTreeSet;

/// Places that a reader may choose from, the outermost first: those further in are found by name.
const CHOICES: usize = 300;
/// Neighbours of a page that its ways name.
const NEIGHBOURS: usize = 2;

/// Everything `groups.html` shows.
#[derive(Debug, Serialize)]
struct ListView<'a> {
    page: Shell<'a>,
    intro: String,
    /// Which groups stand on this page; empty with one page.
    range: String,
    table: Html,
    /// Groups that cannot be told apart, together; empty with too few or too many of them.
    tiers: Html,
    /// Number of the page, and of pages.
    number: usize,
    count: usize,
    /// Links to the pages of the list; empty with one page.
    pages: Html,
    /// Options of type, platform, grade or state, finding, advice, and place.
    types: Html,
    platforms: Html,
    grades: Html,
    findings: Html,
    advice: Html,
    places: Html,
    /// Whether there are places, to choose from or to come to by a link.
    placed: bool,
    /// Places as a tree, on the first page; empty without any.
    tree: Html,
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
        let intro = words.say("page.groups.description", &[("n", whole.groups.len().into())]);
        if number == 1 {
            let entry = Entry { path: folder(1), name: name.clone(), text: intro.clone(), ..Entry::default() };
            whole.entries.borrow_mut().push(entry);
        }
        let head =
            Head { title: name.clone(), description: intro.clone(), at: "groups", trail: Vec::new(), here: name };
        let shown = whole.groups.iter().skip((number - 1) * ON_A_PAGE).take(ON_A_PAGE);
        let with_place = !whole.pages.frame.places.is_empty();
        let view = ListView {
            page: whole.pages.shell(whole.tongue, &here, head),
            intro,
            range: if count > 1 { range(&context, number, whole.groups.len()) } else { String::new() },
            table: rows(&context, shown, with_place, Anchors::Places),
            tiers: super::tiers::section(&context, whole.groups),
            number,
            count,
            pages: pages(&context, number, count),
            types: options(&context, "type", &kinds(whole.groups)),
            platforms: options(&context, "platform", &platforms(whole.groups)),
            grades: grades(&context, whole.groups),
            findings: findings(&context, whole.groups),
            advice: advice(&context, whole.groups),
            places: places(&context),
            placed: with_place,
            tree: if number == 1 { tree::places(&context, whole) } else { Html::default() },
        };
        out(here.path(), whole.templates.render("groups.html", &view)?);
    }
    Ok(())
}

/// Which groups stand on a page.
fn range(context: &Context, number: usize, total: usize) -> String {
    let (first, last) = ((number - 1) * ON_A_PAGE + 1, (number * ON_A_PAGE).min(total));
    let number = |n: usize| label(context, n).into();
    context
        .tongue
        .say("page.groups.range", &[("first", number(first)), ("last", number(last)), ("total", number(total))])
}

/// The way to where the groups of a place begin in the list: folder and spot.
pub fn beginning(context: &Context, report: &PlaceReport) -> Option<(String, String)> {
    let first = report.groups.first()?.index;
    let path = context.frame.groups.get(first)?.path.to_string();
    Some((folder(first / ON_A_PAGE + 1), path))
}

fn folder(number: usize) -> String {
    if number == 1 { "groups".to_owned() } else { format!("groups/{number}") }
}

/// The page before, the first, the neighbours, the last, and the page behind.
fn pages(context: &Context, at: usize, count: usize) -> Html {
    if count < 2 {
        return Html::default();
    }
    let words = context.tongue.words;
    let mut out = Pen::new();
    out.raw("<nav class=\"pages\" id=\"pages\" aria-label=\"").text(words.ui("page.groups.pages")).raw("\"><ol>");
    let step = |out: &mut Pen, number: usize, rel: &str, key: &str| {
        out.raw("<li><a rel=\"").raw(rel).raw("\" href=\"").raw(&context.here.to(&folder(number))).raw("\">");
        out.raw(words.ui(key)).raw("</a></li>");
    };
    if at > 1 {
        step(&mut out, at - 1, "prev", "page.groups.previous");
    }
    let mut before = 0;
    for number in (1..=count).filter(|n| *n == 1 || *n == count || n.abs_diff(at) <= NEIGHBOURS) {
        // A gap of one page is named rather than skipped.
        if number == before + 2 {
            out.raw("<li>").raw(&context.linked(&folder(number - 1), &label(context, number - 1))).raw("</li>");
        } else if number > before + 1 {
            out.raw("<li><span>…</span></li>");
        }
        before = number;
        if number == at {
            out.raw("<li><span aria-current=\"page\">").raw(&label(context, number)).raw("</span></li>");
        } else {
            out.raw("<li>").raw(&context.linked(&folder(number), &label(context, number))).raw("</li>");
        }
    }
    if at < count {
        step(&mut out, at + 1, "next", "page.groups.next");
    }
    out.raw("</ol></nav>");
    Html(out.done())
}

fn label(context: &Context, number: usize) -> String {
    context.tongue.words.number(number as f64, 0)
}

/// The types that occur.
fn kinds(groups: &[GroupSummary]) -> Vec<&'static str> {
    let all = [GroupType::Industry, GroupType::Interest, GroupType::Regional, GroupType::Other];
    all.into_iter().filter(|kind| groups.iter().any(|group| group.kind == *kind)).map(GroupType::id).collect()
}

/// The platforms that occur.
fn platforms(groups: &[GroupSummary]) -> Vec<&'static str> {
    let all = [Platform::Chat, Platform::Forum, Platform::Club, Platform::Mixed];
    all.into_iter().filter(|is| groups.iter().any(|group| group.platform == *is)).map(Platform::id).collect()
}

fn options(context: &Context, section: &str, ids: &[&str]) -> Html {
    let mut out = Pen::new();
    for id in ids {
        option(&mut out, id, context.tongue.words.ui(&format!("{section}.{id}")));
    }
    Html(out.done())
}

fn option(out: &mut Pen, value: &str, text: &str) {
    out.raw("<option value=\"").text(value).raw("\">").text(text).raw("</option>");
}

/// The grades, and the states that stand in place of one, that occur.
fn grades(context: &Context, groups: &[GroupSummary]) -> Html {
    let words = context.tongue.words;
    let mut out = Pen::new();
    for grade in groups.iter().filter_map(GroupSummary::graded).collect::<BTreeSet<_>>() {
        option(&mut out, &graded_as(grade), &format!("{} {}", letters(grade), grade_word(context, grade)));
    }
    if groups.iter().any(GroupSummary::is_low) {
        option(&mut out, "low", words.ui("page.groups.filter_low"));
    }
    let states = [State::NoOverall, State::TooEarly, State::Dormant, State::EndedAsPlanned, State::Withheld];
    for state in states.into_iter().filter(|state| groups.iter().any(|group| group.state == Some(*state))) {
        option(&mut out, state.id(), words.ui(mark::word(state)));
    }
    if groups.iter().any(|group| group.state.is_none()) {
        option(&mut out, "no_data", words.ui("page.verdict.no_data"));
    }
    if groups.iter().any(|group| group.last_measured) {
        option(&mut out, "late", words.ui("page.overview.late"));
    }
    Html(out.done())
}

/// The findings and the advice that groups have, by the name of their row.
fn findings(context: &Context, groups: &[GroupSummary]) -> Html {
    let have: BTreeSet<usize> = groups.iter().flat_map(|group| findings_seen(context, group)).collect();
    let mut out = Pen::new();
    for (at, name) in have.into_iter().filter_map(|at| Some((at, context.tongue.findings.get(at)?))) {
        let id = context.frame.playbook.findings.get(at).map(|finding| &*finding.id).unwrap_or_default();
        option(&mut out, &format!("f-{id}"), &name.plain);
    }
    Html(out.done())
}

fn advice(context: &Context, groups: &[GroupSummary]) -> Html {
    let have: BTreeSet<usize> = groups.iter().flat_map(advice_shown).collect();
    let mut out = Pen::new();
    for (at, name) in have.into_iter().filter_map(|at| Some((at, context.tongue.advice.get(at)?))) {
        let id = context.frame.playbook.advice.get(at).map(|advice| &*advice.id).unwrap_or_default();
        option(&mut out, &format!("a-{id}"), &name.plain);
    }
    Html(out.done())
}

/// The places, those inside others set in: as many levels as a reader may choose from.
fn places(context: &Context) -> Html {
    let places = &context.frame.places;
    let depths = tree::depths(places);
    let Some(level) = tree::level(&depths, CHOICES) else { return Html::default() };
    let mut out = Pen::new();
    for ((place, name), depth) in places.iter().zip(&context.tongue.places).zip(&depths) {
        if *depth <= level {
            option(&mut out, place.path.as_str(), &format!("{}{}", "\u{2003}".repeat(*depth), name.plain));
        }
    }
    Html(out.done())
}
