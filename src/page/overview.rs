//! The overview: one sentence in words, groups by grade, what changed, the most urgent advice, all groups.

use super::Whole;
use super::context::Context;
use super::figure::{Gallery, Room};
use super::group_list::{ON_A_PAGE, graded_as, stated_as, table};
use super::html::Pen;
use super::note::{self, NoteView, Whose};
use super::pool::{self, Pooled};
use super::shell::{Head, Shell};
use super::template::Html;
use super::verdict::{grade_word, letters, marks};
use super::{advice, html, mark};
use crate::chart;
use crate::playbook::{Actor, Advice};
use crate::report::GroupSummary;
use crate::score::{Grade, State};
use serde::Serialize;
use std::collections::BTreeMap;

/// Names in one cell before "and more".
const NAMES: usize = 12;
/// Groups in one drawing: more would not be read.
const DRAWN: usize = 40;

/// Everything `overview.html` shows.
#[derive(Debug, Serialize)]
pub struct OverviewView<'a> {
    page: Shell<'a>,
    title: Html,
    summary: Html,
    kind: Vec<String>,
    stand: Html,
    index: Option<NoteView>,
    glance: [Html; 6],
    stems: Html,
    change: Option<Html>,
    changed: Vec<Changed>,
    heat_map: Option<Html>,
    dimensions: Html,
    recurring: Html,
    actors: Vec<ActorView>,
    actions: Html,
    places: Html,
    table: Html,
    /// Groups that cannot be told apart, together; empty with too few or too many of them.
    tiers: Html,
    many: Option<Html>,
    withheld_note: String,
    /// The data as search engines of data read it.
    dataset: Html,
}

/// One line of what changed.
#[derive(Debug, Serialize)]
struct Changed {
    label: String,
    text: Html,
}

/// The most urgent advice of one actor.
#[derive(Debug, Serialize)]
struct ActorView {
    name: String,
    advice: Vec<Urgent>,
}

/// One piece of advice over all groups.
#[derive(Debug, Serialize)]
struct Urgent {
    name: Html,
    first_step: Html,
    effort: String,
    who: Html,
}

/// Head of the page.
pub fn head(context: &Context, _: &Whole) -> Head {
    let (frame, lang) = (context.frame, context.tongue.lang());
    Head {
        title: String::new(),
        description: frame.site.summary.get(lang).0.to_owned(),
        at: "overview",
        trail: Vec::new(),
        here: String::new(),
    }
}

/// The view of the page.
pub fn view<'a>(context: &Context, shell: Shell<'a>, whole: &Whole) -> OverviewView<'a> {
    let (tongue, groups) = (context.tongue, whole.groups);
    let mut gallery = Gallery::default();
    let graded: Vec<GroupSummary> = groups.iter().filter(|g| g.state == Some(State::Graded)).cloned().collect();
    let few = |list: &[GroupSummary]| list.len() <= DRAWN;
    let change = few(&graded).then(|| gallery.add(tongue, Room::Half, |n| chart::change(&tongue.kit, &graded, n)));
    let heat = few(groups).then(|| gallery.add(tongue, Room::Full, |n| chart::heat_map(&tongue.kit, groups, n)));
    let pooled = pool::advice(groups, whole.places);
    let lang = tongue.lang();
    let index = note::chosen(&context.frame.notes, lang, &context.frame.site.languages)
        .into_iter()
        .find(|note| &*note.slug == "index")
        .map(|index| note::view(context, index, whole.notes, Whose::Site, &mut gallery, 2));
    OverviewView {
        page: shell,
        title: tongue.html(&context.frame.site.title),
        summary: tongue.html(&context.frame.site.summary),
        kind: kind(context, whole, graded.len()),
        stand: Html(stand(context, groups, &graded)),
        index,
        glance: super::glance::answers(context, whole, &pooled),
        stems: Html(stems(context, groups)),
        change: change.flatten(),
        changed: changed(context, groups),
        heat_map: heat.flatten(),
        dimensions: Html(super::summary::dimensions(context, groups)),
        recurring: Html(super::summary::findings(context, groups, None, 8)),
        actors: actors(context, &pooled),
        actions: Html(super::summary::actions(context, groups, whole.places)),
        places: Html(super::summary::places(context, whole)),
        table: if groups.len() <= ON_A_PAGE && !groups.is_empty() {
            table(context, groups.iter(), !context.frame.places.is_empty())
        } else {
            Html::default()
        },
        tiers: super::tiers::section(context, groups),
        many: (groups.len() > ON_A_PAGE).then(|| {
            let list = tongue.say("page.overview.many", &[("n", groups.len().into())]);
            Html(context.linked("groups", &list))
        }),
        dataset: super::dataset::dataset(context),
        withheld_note: super::shell::disclosure(context.frame, tongue.words),
    }
}

fn kind(context: &Context, whole: &Whole, graded: usize) -> Vec<String> {
    let tongue = context.tongue;
    let mut parts = vec![tongue.say("page.overview.groups", &[("n", whole.groups.len().into())])];
    if !context.frame.places.is_empty() {
        parts.push(tongue.say("page.overview.places", &[("n", context.frame.places.len().into())]));
    }
    parts.extend(context.frame.as_of.map(|period| tongue.words.period(period)));
    parts.push(tongue.say("page.overview.graded", &[("n", graded.into())]));
    parts
}

/// How the groups do, in one or two sentences.
fn stand(context: &Context, groups: &[GroupSummary], graded: &[GroupSummary]) -> String {
    let tongue = context.tongue;
    let mut sentences = Vec::new();
    if graded.is_empty() {
        sentences.push(tongue.words.ui("page.overview.none_graded").to_owned());
    } else {
        // A group on the border of two grades counts with the lower one.
        let good = graded.iter().filter(|g| g.grade.is_some_and(|(_, worst)| worst <= Grade::B)).count();
        let total = tongue.words.number(graded.len() as f64, 0);
        sentences.push(tongue.say("page.overview.good", &[("n", good.into()), ("total", total.into())]));
    }
    if let Some((finding, count)) = super::summary::most_frequent(context, groups) {
        let args = [("n", count.into()), ("finding", context.quoted(&context.rule(finding)).into())];
        sentences.push(tongue.say("page.overview.recurs", &args));
    }
    sentences.join(tongue.words.ui("page.stand.join"))
}

/// Groups by grade and by the states that stand in place of one.
fn stems(context: &Context, groups: &[GroupSummary]) -> String {
    if groups.is_empty() {
        return String::new();
    }
    let words = context.tongue.words;
    let mut by_grade: BTreeMap<(Grade, Grade), Vec<usize>> = BTreeMap::new();
    let mut by_state: BTreeMap<Option<State>, Vec<usize>> = BTreeMap::new();
    for group in groups {
        match group.graded() {
            Some(grade) => by_grade.entry(grade).or_default().push(group.index),
            None => by_state.entry(group.state).or_default().push(group.index),
        }
    }
    let mut out = Pen::new();
    out.raw("<table class=\"stems\"><caption>").raw(words.ui("page.overview.stems")).raw("</caption><thead><tr>");
    out.raw("<th scope=\"col\">").raw(words.ui("page.groups.grade")).raw("</th><th scope=\"col\" class=\"r\">");
    out.raw(words.ui("page.overview.count")).raw("</th><th scope=\"col\">").raw(words.ui("page.overview.names"));
    out.raw("</th></tr></thead><tbody>");
    for (grade, members) in by_grade {
        let label = format!("{} <b>{}</b> {}", marks(grade), letters(grade), grade_word(context, grade));
        stem(context, &mut out, &label, &members, &graded_as(grade));
    }
    for (state, members) in by_state {
        let label = match state {
            Some(state) => format!("{} {}", mark::state(state), words.ui(mark::word(state))),
            None => format!("{} {}", mark::state(State::NoOverall), words.ui("page.verdict.no_data")),
        };
        stem(context, &mut out, &label, &members, stated_as(state));
    }
    out.raw("</tbody></table>");
    out.done()
}

fn stem(context: &Context, out: &mut Pen, label: &str, groups: &[usize], grade: &str) {
    out.raw("<tr><th scope=\"row\">").raw(label).raw("</th><td class=\"num r\">");
    out.raw(&context.tongue.words.number(groups.len() as f64, 0)).raw("</td><td>");
    out.raw(&names(context, groups, &[("grade", grade)])).raw("</td></tr>");
}

/// The names of groups as links, the first few of many; the others stand in the list, narrowed by these.
pub fn names(context: &Context, groups: &[usize], narrowed: &[(&str, &str)]) -> String {
    who(context, groups, &[], narrowed)
}

/// The names of places and groups as links, the first few of many; the other groups stand in the list, narrowed by
/// these.
pub fn who(context: &Context, groups: &[usize], places: &[usize], narrowed: &[(&str, &str)]) -> String {
    let mut items: Vec<String> = places.iter().take(NAMES).map(|place| context.place(*place)).collect();
    items.extend(groups.iter().take(NAMES).map(|group| context.group(*group)));
    let more = groups.len().saturating_sub(NAMES) + places.len().saturating_sub(NAMES);
    if more > 0 {
        let more = context.tongue.say("page.overview.more", &[("n", more.into())]);
        // The tree of all places stands on the overview.
        items.push(match groups.len() > NAMES {
            true => context.linked_to_list(narrowed, &more),
            false => context.linked_at("", "places", &more),
        });
    }
    html::names(items)
}

/// Who is clearly better or worse than a year ago, who is new, who ended.
fn changed(context: &Context, groups: &[GroupSummary]) -> Vec<Changed> {
    let tongue = context.tongue;
    let clear = |up: bool| {
        let mut of: Vec<(usize, f64)> = groups
            .iter()
            .filter_map(|g| g.since_year.map(|(d, _, clear)| (g.index, f64::from(d), clear)))
            .filter(|(_, difference, clear)| *clear && (*difference > 0.0) == up)
            .map(|(index, difference, _)| (index, difference))
            .collect();
        of.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        of
    };
    let mut lines = Vec::new();
    let mut push = |key: &str, text: String| {
        if !text.is_empty() {
            lines.push(Changed { label: tongue.words.ui(key).to_owned(), text: Html(text) });
        }
    };
    for (key, up) in [("page.change.better", true), ("page.change.worse", false)] {
        let of = clear(up);
        let parts: Vec<String> = of
            .iter()
            .take(NAMES)
            .map(|(index, difference)| {
                let difference = tongue.signed(crate::playbook::Unit::Count, difference.round(), 0);
                let args = [("name", context.group(*index).into()), ("difference", difference.into())];
                tongue.say("page.overview.by", &args)
            })
            .collect();
        push(key, html::names(parts));
    }
    let same = groups.iter().filter(|g| g.since_year.is_some_and(|(.., clear)| !clear)).count();
    if same > 0 {
        push("page.change.same", tongue.say("page.overview.same", &[("n", same.into())]));
    }
    let unalike = groups.iter().filter(|group| group.unalike).count();
    if unalike > 0 {
        push("page.change.unknown", tongue.say("page.overview.unalike", &[("n", unalike.into())]));
    }
    let in_state = |state: State| -> Vec<usize> {
        groups.iter().filter(|group| group.state == Some(state)).map(|group| group.index).collect()
    };
    push("page.overview.new", names(context, &in_state(State::TooEarly), &[("grade", State::TooEarly.id())]));
    push(
        "page.overview.ended",
        names(context, &in_state(State::EndedAsPlanned), &[("grade", State::EndedAsPlanned.id())]),
    );
    let late: Vec<usize> = groups.iter().filter(|group| group.last_measured).map(|group| group.index).collect();
    push("page.overview.late", names(context, &late, &[("grade", "late")]));
    lines
}

/// The two most urgent pieces of advice of every actor.
fn actors(context: &Context, pooled: &[Pooled]) -> Vec<ActorView> {
    let book = &context.frame.playbook;
    let words = context.tongue.words;
    let effort = |advice: &Advice| words.ui(&format!("effort_short.{}", advice.effort.id())).to_owned();
    let urgent = |row: &Pooled| {
        let advice = book.advice.get(row.advice)?;
        Some(Urgent {
            name: Html(context.linked_at("advice", &format!("a-{}", advice.id), &context.advice(row.advice))),
            first_step: Html(advice::own(context, advice, &advice.first_step, "first_step")),
            effort: context.tongue.say("page.brief.effort", &[("effort", effort(advice).into())]),
            who: Html(whom(context, row)),
        })
    };
    Actor::ALL
        .iter()
        .map(|actor| ActorView {
            name: words.ui(&format!("actor.{}", actor.id())).to_owned(),
            advice: pool::led_by(pooled, book, *actor).take(2).filter_map(urgent).collect(),
        })
        .filter(|actor| !actor.advice.is_empty())
        .collect()
}

/// The places and groups a row is for, by name.
pub fn whom(context: &Context, row: &Pooled) -> String {
    let id = context.frame.playbook.advice.get(row.advice).map(|advice| &*advice.id).unwrap_or_default();
    who(context, &row.groups, &row.places, &[("rule", &format!("a-{id}"))])
}
