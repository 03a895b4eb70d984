//! The Atom feed of a language (RFC 4287): the reported period, and every note with a day, the newest first.
//!
//! Built from what the pages hold, never from a clock: a note is as old as its day, the report as its period.

use super::Whole;
use super::context::Context;
use super::html::{Pen, escaped};
use super::link::{Here, percent};
use super::note;
use super::note_opening::opening;
use super::reference::note_id;
use super::updates::{News, news};
use crate::model::site::Profile;
use crate::problem::Problem;
use jiff::civil::Date;

/// Entries of a feed.
const MOST: usize = 100;

/// Writes `feed.xml` of the language; none without a base address and for a site that is not meant for the public.
pub fn write(whole: &Whole, out: super::Out) -> Result<(), Problem> {
    let frame = whole.pages.frame;
    let Some(base) = frame.site.base_url.as_deref() else { return Ok(()) };
    if frame.site.disclosure.profile == Profile::Internal {
        return Ok(());
    }
    let here = Here::new(&whole.tongue.prefix, "");
    let context = Context { frame, tongue: whole.tongue, here: &here };
    let root = format!("{base}{}", whole.tongue.prefix);
    let mut entries = entries(&context, whole, &root);
    // A stable sort: entries of one day stay in the order of the pages.
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.day));
    entries.truncate(MOST);
    out(format!("{}feed.xml", whole.tongue.prefix), feed(&context, &root, &entries).into_bytes());
    Ok(())
}

/// One entry; texts are plain.
struct Entry {
    day: Date,
    address: String,
    title: String,
    lang: Option<String>,
    kind: Option<&'static str>,
    author: Option<String>,
    summary: String,
}

fn entries(context: &Context, whole: &Whole, root: &str) -> Vec<Entry> {
    let (frame, words) = (context.frame, context.tongue.words);
    let mut entries = Vec::new();
    if let Some(period) = frame.as_of {
        entries.push(Entry {
            day: period.last_day(),
            address: format!("{root}#{period}"),
            title: words.say("page.feed.report", &[("period", words.period(period).into())]),
            lang: None,
            kind: None,
            author: None,
            summary: frame.site.summary.get(words.lang()).0.to_owned(),
        });
    }
    for News { note, folder, owner, .. } in news(context, whole) {
        let Some(day) = note.date.or(note.period.map(|period| period.last_day())) else { continue };
        let title = note::title(context, note);
        let title = match owner {
            Some(owner) => words.say("page.feed.entry", &[("owner", owner.into()), ("title", title.into())]),
            None => title,
        };
        let slash = if folder.is_empty() { "" } else { "/" };
        entries.push(Entry {
            day,
            address: format!("{root}{}{slash}#{}", percent(&folder), percent(&note_id(&note.slug))),
            title,
            lang: (note.lang != *words.lang()).then(|| note.lang.tag().to_owned()),
            kind: Some(note.kind.id()),
            author: note.author.as_deref().map(str::to_owned),
            summary: opening(&(whole.notes)(note)),
        });
    }
    entries
}

fn feed(context: &Context, root: &str, entries: &[Entry]) -> String {
    let (site, words) = (&context.frame.site, context.tongue.words);
    let lang = words.lang();
    let newest = entries.iter().map(|entry| entry.day).max();
    let mut out = Pen::new();
    out.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
    out.raw(lang.tag()).raw("\">\n<id>").text(root).raw("feed.xml</id>\n");
    element(&mut out, "title", site.title.get(lang).0);
    if !site.summary.is_empty() {
        element(&mut out, "subtitle", site.summary.get(lang).0);
    }
    // A feed needs a day; one without entries takes the first that the calendar of feeds knows.
    out.raw("<updated>")
        .raw(&stamp(newest))
        .raw("</updated>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"");
    out.text(root).raw("feed.xml\"/>\n<link rel=\"alternate\" type=\"text/html\" hreflang=\"").raw(lang.tag());
    out.raw("\" href=\"").text(root).raw("updates/\"/>\n<author>\n");
    let publisher = site.publisher.name.get(lang).0;
    element(&mut out, "name", if publisher.is_empty() { site.title.get(lang).0 } else { publisher });
    if let Some(url) = &site.publisher.url {
        element(&mut out, "uri", url);
    }
    if let Some(email) = &site.publisher.email {
        element(&mut out, "email", email);
    }
    out.raw("</author>\n");
    if let Some(licence) = &site.licence {
        element(&mut out, "rights", licence);
    }
    out.raw("<generator>commonweal</generator>\n");
    for entry in entries {
        one(&mut out, entry);
    }
    out.raw("</feed>\n");
    out.done()
}

fn one(out: &mut Pen, entry: &Entry) {
    out.raw("<entry");
    if let Some(lang) = &entry.lang {
        out.raw(" xml:lang=\"").text(lang).raw("\"");
    }
    out.raw(">\n");
    element(out, "id", &entry.address);
    element(out, "title", &entry.title);
    let stamp = stamp(Some(entry.day));
    out.raw("<updated>").raw(&stamp).raw("</updated>\n<published>").raw(&stamp).raw("</published>\n");
    out.raw("<link rel=\"alternate\" type=\"text/html\" href=\"").text(&entry.address).raw("\"/>\n");
    if let Some(author) = &entry.author {
        out.raw("<author><name>").raw(&plain(author)).raw("</name></author>\n");
    }
    if let Some(kind) = entry.kind {
        out.raw("<category term=\"").raw(kind).raw("\"/>\n");
    }
    // An entry without content must have a summary where its link is no more than a place on a page.
    let summary = if entry.summary.is_empty() { &entry.title } else { &entry.summary };
    element(out, "summary", summary);
    out.raw("</entry>\n");
}

fn element(out: &mut Pen, name: &str, text: &str) {
    out.raw("<").raw(name).raw(">").raw(&plain(text)).raw("</").raw(name).raw(">\n");
}

/// Text for XML, which knows no control characters but white space.
fn plain(text: &str) -> String {
    escaped(&text.replace(|c: char| c.is_control() && !c.is_whitespace(), ""))
}

/// Midnight in world time: a report knows days, not hours.
fn stamp(day: Option<Date>) -> String {
    format!("{}T00:00:00Z", day.unwrap_or(jiff::civil::date(1970, 1, 1)))
}
