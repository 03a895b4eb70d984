//! Updates and corrections: those of the site in full, those of places and groups as links, the newest first.

use super::Whole;
use super::context::Context;
use super::figure::Gallery;
use super::html::{Pen, escaped};
use super::note::{self, NoteView, Whose};
use super::reference::note_id;
use super::shell::{Head, Shell};
use super::template::Html;
use crate::model::note::{Note, NoteKind};
use serde::Serialize;

/// Everything `updates.html` shows.
#[derive(Debug, Serialize)]
pub struct UpdatesView<'a> {
    page: Shell<'a>,
    notes: Vec<NoteView>,
    /// List items.
    elsewhere: Html,
}

/// Head of the page.
pub fn head(context: &Context, _: &Whole) -> Head {
    let words = context.tongue.words;
    let title = words.ui("page.updates.title").to_owned();
    Head {
        description: words.ui("page.updates.stand").to_owned(),
        here: title.clone(),
        title,
        at: "updates",
        trail: Vec::new(),
    }
}

/// The view of the page.
pub fn view<'a>(context: &Context, shell: Shell<'a>, whole: &Whole) -> UpdatesView<'a> {
    let mut gallery = Gallery::default();
    let own = note::chosen(&context.frame.notes, context.tongue.lang(), &context.frame.site.languages);
    let own = own.into_iter().filter(|note| !matches!(&*note.slug, "index" | "about"));
    UpdatesView {
        page: shell,
        notes: own.map(|note| note::view(context, note, whole.notes, Whose::Site, &mut gallery, 3)).collect(),
        elsewhere: Html(elsewhere(context, whole)),
    }
}

/// A piece of news: a dated note of the site, or an update, correction or story of a place or group.
pub struct News<'a> {
    /// The note.
    pub note: &'a Note,
    /// Folder of the page it stands on.
    pub folder: String,
    /// Name of the place or group; `None` for the site itself.
    pub owner: Option<String>,
    /// The same as a link from this page.
    link: String,
}

/// All news: those of the site, then of places and groups in their order.
pub fn news<'a>(context: &'a Context, whole: &'a Whole) -> Vec<News<'a>> {
    let (lang, languages) = (context.tongue.lang(), &context.frame.site.languages);
    let mut all: Vec<News> = note::chosen(&context.frame.notes, lang, languages)
        .into_iter()
        .filter(|note| !matches!(&*note.slug, "index" | "about"))
        .map(|note| News { note, folder: "updates".into(), owner: None, link: String::new() })
        .collect();
    for report in whole.places {
        for note in note::chosen(&report.notes, lang, languages) {
            let owner = Some(report.link.name.get(lang).0.to_owned());
            all.push(News { note, folder: report.link.path.to_string(), owner, link: context.place(report.index) });
        }
    }
    for group in whole.groups {
        let Some(link) = context.frame.groups.get(group.index) else { continue };
        for note in note::chosen(&group.news, lang, languages) {
            let owner = Some(link.name.get(lang).0.to_owned());
            all.push(News { note, folder: link.path.to_string(), owner, link: context.group(group.index) });
        }
    }
    all.retain(|news| news.owner.is_none() || news.note.kind != NoteKind::Note);
    all
}

/// Entries of places and groups in one list: older ones stand on their own pages.
const NEWEST: usize = 200;

/// Updates, corrections and stories of places and groups, linked to where they stand.
fn elsewhere(context: &Context, whole: &Whole) -> String {
    let lang = context.tongue.lang();
    let mut entries = news(context, whole);
    entries.retain(|news| news.owner.is_some());
    // A stable sort: notes of one day stay in the order of places and groups.
    entries.sort_by_key(|news| std::cmp::Reverse(news.note.date.or(news.note.period.map(|period| period.last_day()))));
    let mut out = Pen::new();
    let more = entries.len().saturating_sub(NEWEST);
    for News { note, folder, link: owner, .. } in entries.into_iter().take(NEWEST) {
        let words = context.tongue.words;
        let mut title = Pen::new();
        if note.lang != *lang {
            title
                .raw("<span lang=\"")
                .text(note.lang.tag())
                .raw("\">")
                .text(&note::title(context, note))
                .raw("</span>");
        } else {
            title.raw(&escaped(&note::title(context, note)));
        }
        let args = [
            ("kind", words.ui(&format!("note_kind.{}", note.kind.id())).to_owned().into()),
            ("date", note.date.map(|date| words.date(date)).unwrap_or_default().into()),
            ("title", context.linked_at(&folder, &note_id(&note.slug), &title.done()).into()),
            ("owner", owner.into()),
        ];
        let key = if note.date.is_some() { "page.updates.entry_dated" } else { "page.updates.entry" };
        out.raw("<li>").raw(&context.tongue.say(key, &args)).raw("</li>\n");
    }
    if more > 0 {
        out.raw("<li>").raw(&context.tongue.say("page.updates.more", &[("n", more.into())])).raw("</li>\n");
    }
    out.done()
}
