//! Notes on a page: one of the translations each, with title, day and author, in a fixed order.

use super::context::Context;
use super::entry::plain;
use super::figure::Gallery;
use super::html::{Pen, escape, escaped};
use super::markdown::{Desk, Labels, render};
use super::reference::note_id;
use super::template::Html;
use crate::chart::{self, Figure, Subject};
use crate::model::note::{Note, NoteKind};
use crate::model::{Lang, Period};
use crate::report::{GroupReport, PlaceReport};
use serde::Serialize;

/// Reads the Markdown of a note, without its front matter.
pub type Read<'a> = &'a dyn Fn(&Note) -> String;

/// A note, rendered.
#[derive(Debug, Serialize)]
pub struct NoteView {
    id: String,
    kind: &'static str,
    /// Language, where it is not that of the page.
    lang: Option<String>,
    title: Html,
    meta: String,
    body: Html,
}

impl NoteView {
    /// Appends the title and the prose of the note.
    pub fn words(&self, out: &mut String) {
        plain(out, &self.title.0);
        plain(out, &self.body.0);
    }
}

/// Whose numbers the charts and values of a note show.
#[derive(Clone, Copy)]
pub enum Whose<'a> {
    /// The site's: it has none.
    Site,
    /// A group's.
    Group(&'a GroupReport),
    /// A place's.
    Place(&'a PlaceReport),
}

impl<'a> Whose<'a> {
    fn subject(self) -> Option<Subject<'a>> {
        match self {
            Whose::Site => None,
            Whose::Group(report) => Subject::group(report),
            Whose::Place(report) => Subject::place(report),
        }
    }
}

/// One translation of every note, those without a day first, then the newest first.
pub fn chosen<'a>(notes: &'a [Note], page: &Lang, languages: &[Lang]) -> Vec<&'a Note> {
    // Smaller is better: the page's language, then the site's order, then any.
    let rank = |note: &Note| {
        if note.lang == *page {
            0
        } else {
            1 + languages.iter().position(|lang| *lang == note.lang).unwrap_or(usize::MAX - 1)
        }
    };
    let mut chosen: Vec<&Note> = Vec::new();
    for note in notes {
        match chosen.iter_mut().find(|have| have.slug == note.slug) {
            Some(have) if rank(note) < rank(have) => *have = note,
            Some(_) => {}
            None => chosen.push(note),
        }
    }
    let day = |note: &Note| note.date.or(note.period.map(Period::last_day));
    chosen.sort_by(|a, b| match (day(a), day(b)) {
        (None, None) => a.slug.cmp(&b.slug),
        (None, Some(_)) => std::cmp::Ordering::Less,
        (Some(_), None) => std::cmp::Ordering::Greater,
        (Some(x), Some(y)) => y.cmp(&x).then_with(|| a.slug.cmp(&b.slug)),
    });
    chosen
}

/// The notes of a group or place as they stand on its page.
pub fn views(context: &Context, notes: &[Note], read: Read, whose: Whose, gallery: &mut Gallery) -> Vec<NoteView> {
    chosen(notes, context.tongue.lang(), &context.frame.site.languages)
        .into_iter()
        .map(|note| view(context, note, read, whose, gallery, 4))
        .collect()
}

/// One note whose own headings begin at `heading`.
pub fn view(context: &Context, note: &Note, read: Read, whose: Whose, gallery: &mut Gallery, heading: u8) -> NoteView {
    let foreign = note.lang != *context.tongue.lang();
    let id = note_id(&note.slug);
    NoteView {
        kind: note.kind.id(),
        lang: foreign.then(|| note.lang.tag().to_owned()),
        title: Html(escaped(&title(context, note))),
        meta: meta(context, note),
        body: Html(body(context, note, &read(note), whose, gallery, heading, &id)),
        id,
    }
}

/// The title of a note; one without is named by its period, its day or its kind.
pub fn title(context: &Context, note: &Note) -> String {
    let words = context.tongue.words;
    match (&note.title, note.period, note.date) {
        (Some(title), _, _) => title.to_string(),
        (None, Some(period), _) => words.period(period),
        (None, None, Some(date)) => words.date(date),
        (None, None, None) => words.ui(&format!("note_kind.{}", note.kind.id())).to_owned(),
    }
}

fn meta(context: &Context, note: &Note) -> String {
    let words = context.tongue.words;
    let mut parts = Vec::new();
    if note.kind != NoteKind::Note {
        parts.push(words.ui(&format!("note_kind.{}", note.kind.id())).to_owned());
    }
    parts.extend(note.date.map(|date| words.date(date)));
    if note.title.is_some() {
        parts.extend(
            note.period.map(|period| words.say("page.note.period", &[("period", words.period(period).into())])),
        );
    }
    parts.extend(note.author.as_deref().map(str::to_owned));
    parts.join(words.ui("list.clause"))
}

fn body(
    context: &Context,
    note: &Note,
    markdown: &str,
    whose: Whose,
    gallery: &mut Gallery,
    heading: u8,
    id: &str,
) -> String {
    let words = context.tongue.words;
    let foreign = note.lang != *context.tongue.lang();
    let page = |folder: &str, fragment: Option<&str>| {
        let mut href = context.here.to(folder);
        if let Some(fragment) = fragment {
            href.push('#');
            href.push_str(fragment);
        }
        href
    };
    // Words of the page inside a note of another language say which language they are in.
    let own = |markup: String| {
        if !foreign {
            return markup;
        }
        let mut out = Pen::new();
        out.raw("<span lang=\"").text(context.tongue.lang().tag()).raw("\">").raw(&markup).raw("</span>");
        out.done()
    };
    let value = |id: &str| Some(own(published(context, whose, id)?));
    let desk = Desk {
        source: &note.source,
        languages: &context.frame.site.languages,
        heading,
        id,
        labels: Labels {
            done: words.ui("page.note.done"),
            open: words.ui("page.note.open"),
            table: words.ui("page.note.table"),
            code: words.ui("page.note.code"),
            back: words.ui("page.note.back"),
        },
        page: &page,
        file: &|path| context.here.to_file(path),
        value: &value,
    };
    render(markdown, &desk, &mut |chart, caption| {
        let caption_lang = foreign.then_some(note.lang.tag());
        let figure = gallery.captioned(context.tongue, (caption, caption_lang), |n| draw(context, whose, chart, n));
        let markup = figure.unwrap_or_else(|| {
            let mut out = Pen::new();
            out.raw("<p class=\"nofig\">").raw(words.ui("page.note.no_figure")).raw("</p>");
            out.done()
        });
        Some(if foreign { format!("<div lang=\"{}\">{markup}</div>", context.tongue.lang()) } else { markup })
    })
}

/// The published value of an indicator in words, or that there is none and why; `None` for an unknown indicator.
fn published(context: &Context, whose: Whose, id: &str) -> Option<String> {
    let index = context.frame.playbook.indicator(id)?;
    let subject = whose.subject()?;
    let cell = subject.facts.indicator(index, subject.row);
    let unit = context.unit(index);
    let mut out = String::new();
    match cell.value() {
        Some(estimate) => context.tongue.put_value(&mut out, unit, estimate.value, estimate.n),
        None => escape(&mut out, &context.tongue.spoken(unit, &cell)),
    }
    Some(out)
}

/// The figure a note asks for.
fn draw(context: &Context, whose: Whose, id: &str, number: usize) -> Option<Figure> {
    let kit = &context.tongue.kit;
    if let Some(index) = context.frame.playbook.indicator(id) {
        return chart::trend(kit, whose.subject()?, index, number);
    }
    match (id, whose) {
        ("score", Whose::Group(report)) => chart::score_strip(kit, report, number),
        ("dimensions", Whose::Group(report)) => chart::dimensions(kit, report, number),
        ("stock-flow", Whose::Group(report)) => chart::stock_and_flow(kit, report, number),
        ("lorenz", Whose::Group(report)) => chart::lorenz(kit, report, number),
        ("survival", Whose::Group(report)) => chart::survival(kit, report, number),
        ("checklists", Whose::Group(report)) => chart::checklists(kit, report, number),
        ("reasons", whose) => chart::reasons(kit, whose.subject()?, number),
        ("formats", whose) => chart::formats(kit, whose.subject()?, number),
        _ => None,
    }
}
