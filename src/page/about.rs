//! Who publishes the site, how to reach them, accessibility, corrections; and the page for what is not there.

use super::Whole;
use super::context::Context;
use super::figure::Gallery;
use super::html::escaped;
use super::link::Here;
use super::note::{self, NoteView, Whose};
use super::shell::{Head, Shell};
use super::template::{Html, Shared};
use crate::problem::Problem;
use crate::words::Words;
use serde::Serialize;
use serde_json::Value;

/// Everything `about.html` shows.
#[derive(Debug, Serialize)]
pub struct AboutView<'a> {
    page: Shell<'a>,
    about: Option<NoteView>,
    publisher: Html,
    contact: Option<Html>,
    licence: Option<Html>,
    disclosure: String,
    /// What the program's own tests check, a sentence each.
    checks: Vec<String>,
}

/// Head of the page.
pub fn head(context: &Context, _: &Whole) -> Head {
    let words = context.tongue.words;
    let title = words.ui("page.about.title").to_owned();
    Head {
        description: words.ui("page.about.stand").to_owned(),
        here: title.clone(),
        title,
        at: "about",
        trail: Vec::new(),
    }
}

/// The view of the page.
pub fn view<'a>(context: &Context, shell: Shell<'a>, whole: &Whole) -> AboutView<'a> {
    let frame = context.frame;
    let mut gallery = Gallery::default();
    let about = note::chosen(&frame.notes, context.tongue.lang(), &frame.site.languages)
        .into_iter()
        .find(|note| &*note.slug == "about")
        .map(|about| note::view(context, about, whole.notes, Whose::Site, &mut gallery, 2));
    AboutView {
        page: shell,
        about,
        publisher: Html(super::shell::publisher(frame, context.tongue.lang())),
        contact: frame.site.publisher.email.as_deref().map(|email| {
            let email = escaped(email);
            Html(format!("<a href=\"mailto:{email}\">{email}</a>"))
        }),
        licence: frame.site.licence.as_deref().map(|id| Html(super::shell::licence(id))),
        disclosure: super::shell::disclosure(frame, context.tongue.words),
        checks: checks(context.tongue.words),
    }
}

/// The record of the checks. The tests in `tests/browser` run exactly these, and fail where the record says otherwise.
const CHECKS: &str = include_str!("checks.json");

/// The checks of the record in words, each with the tool that makes it.
fn checks(words: &Words) -> Vec<String> {
    let record: Value = serde_json::from_str(CHECKS).unwrap_or_default();
    let checks = record.get("checks").and_then(Value::as_array).into_iter().flatten();
    checks
        .filter_map(|check| {
            let text = |key: &str| check.get(key).and_then(Value::as_str);
            let what = words.ui(&format!("page.about.check.{}", text("id")?)).to_owned();
            Some(match text("name") {
                Some(tool) => words.say("page.about.check_tool", &[("what", what.into()), ("tool", tool.into())]),
                None => what,
            })
        })
        .collect()
}

/// Everything `not_found.html` shows.
#[derive(Debug, Serialize)]
struct NotFoundView<'a> {
    page: Shell<'a>,
    /// Address of the language's root; a host shows this page under any address, so that only an absolute one leads on.
    base: Option<String>,
    /// The same in the other languages of the site: a host has one such page for all of them.
    others: Vec<Other<'a>>,
}

/// The texts of another language.
#[derive(Debug, Serialize)]
struct Other<'a> {
    tag: &'a str,
    /// The way to the root of that language: empty, or ending in `/`.
    home: String,
    t: &'a Shared,
}

/// Writes `404.html` of the language.
pub fn not_found(whole: &Whole, out: super::Out) -> Result<(), Problem> {
    let here = Here::new(&whole.tongue.prefix, "");
    let title = whole.tongue.words.ui("page.not_found.title").to_owned();
    let head = Head { description: String::new(), here: String::new(), title, at: "", trail: Vec::new() };
    let base = whole.pages.frame.site.base_url.as_deref();
    let others = whole.pages.tongues.iter().filter(|other| !std::ptr::eq(*other, whole.tongue));
    let others =
        others.map(|other| Other { tag: other.lang().tag(), home: here.to_file(&other.prefix), t: &other.texts });
    let view = NotFoundView {
        others: others.collect(),
        page: whole.pages.shell(whole.tongue, &here, head).unlisted(),
        base: base.map(|base| format!("{base}{}", whole.tongue.prefix)),
    };
    out(format!("{}404.html", whole.tongue.prefix), whole.templates.render("not_found.html", &view)?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use crate::model::site::HantTerms;

    #[test]
    fn every_check_of_the_record_has_words() {
        for entry in crate::words::languages::LANGUAGES {
            let words = Words::load(&Lang::new(entry.tag), HantTerms::Taiwan).unwrap().unwrap();
            let said = checks(&words);
            assert!(said.len() >= 8, "{said:?}");
            assert!(said.iter().all(|text| !text.contains("page.about") && !text.contains('{')), "{said:?}");
        }
    }
}
