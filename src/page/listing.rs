//! The pages of all groups, a hundred on each, with the ways between them and the form that narrows the list where a
//! script runs.

use super::Whole;
use super::context::Context;
use super::entry::Entry;
use super::group_list::{Anchors, ON_A_PAGE, rows};
use super::html::Pen;
use super::link::Here;
use super::shell::{Head, Shell};
use super::template::Html;
use super::tree;
use crate::model::group::{GroupType, Platform};
use crate::problem::Problem;
use crate::report::{GroupSummary, PlaceReport};
use crate::score::{Grade, State};
use serde::Serialize;

/// Places up to which a reader may choose one from a list: more are found by name.
const CHOICES: usize = 300;
/// Neighbours of a page that its ways name.
const NEIGHBOURS: usize = 2;

/// Everything `groups.html` shows.
#[derive(Debug, Serialize)]
struct ListView<'a> {
    page: Shell<'a>,
    intro: String,
    table: Html,
    /// Number of the page, and of pages.
    number: usize,
    count: usize,
    /// Links to the pages of the list; empty with one page.
    pages: Html,
    /// Options of type, platform, grade or state, and place.
    types: Html,
    platforms: Html,
    grades: Html,
    places: Html,
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
            table: rows(&context, shown, with_place, Anchors::Places),
            number,
            count,
            pages: pages(&context, number, count),
            types: options(&context, "type", &kinds(whole.groups)),
            platforms: options(&context, "platform", &platforms(whole.groups)),
            grades: grades(&context, whole.groups),
            places: places(&context),
            tree: if number == 1 { tree::places(&context, whole) } else { Html::default() },
        };
        out(here.path(), whole.pages.templates.render("groups.html", &view)?);
    }
    Ok(())
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
    out.raw("<nav class=\"pages\" aria-label=\"").text(words.ui("page.groups.pages")).raw("\"><ol>");
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
    for grade in Grade::ALL {
        let is = |group: &GroupSummary| {
            group.state == Some(State::Graded)
                && group.grade.is_some_and(|(best, worst)| best <= grade && grade <= worst)
        };
        if groups.iter().any(is) {
            let letter = grade.letter().to_string();
            option(&mut out, &letter, &format!("{letter} {}", words.ui(&format!("grade.{letter}"))));
        }
    }
    let states = [State::NoOverall, State::TooEarly, State::Dormant, State::EndedAsPlanned, State::Withheld];
    for state in states.into_iter().filter(|state| groups.iter().any(|group| group.state == Some(*state))) {
        option(&mut out, state.id(), words.ui(&format!("page.state_head.{}", state.id())));
    }
    if groups.iter().any(|group| group.state.is_none()) {
        option(&mut out, "no_data", words.ui("page.verdict.no_data"));
    }
    Html(out.done())
}

/// The places, those inside others set in; empty without any, and with too many to choose from.
fn places(context: &Context) -> Html {
    let frame = context.frame;
    if frame.places.len() > CHOICES {
        return Html::default();
    }
    let mut out = Pen::new();
    for (index, place) in frame.places.iter().enumerate() {
        let mut text = String::new();
        let mut above = place.parent;
        while let Some(parent) = above.and_then(|parent| frame.places.get(parent)) {
            text.push('\u{2003}');
            above = parent.parent;
        }
        text.push_str(context.tongue.places.get(index).map_or("", |name| &name.plain));
        option(&mut out, place.path.as_str(), &text);
    }
    Html(out.done())
}
