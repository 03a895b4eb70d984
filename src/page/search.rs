//! The page where a reader searches: a form that works with the script of the site, and without it the ways to
//! every page.

use super::Whole;
use super::context::Context;
use super::shell::{Head, Shell};
use super::template::Html;
use serde::Serialize;

/// Everything `search.html` shows.
#[derive(Debug, Serialize)]
pub struct SearchView<'a> {
    page: Shell<'a>,
    /// The way to the folder of the index.
    index: String,
    /// Places as a tree; empty without any.
    places: Html,
    /// Link to the list of groups.
    groups: Html,
}

/// Head of the page.
pub fn head(context: &Context, _: &Whole) -> Head {
    let words = context.tongue.words;
    let title = words.ui("page.search.title").to_owned();
    Head {
        description: words.ui("page.search.stand").to_owned(),
        here: title.clone(),
        title,
        at: "search",
        trail: Vec::new(),
    }
}

/// The view of the page.
pub fn view<'a>(context: &Context, shell: Shell<'a>, whole: &Whole) -> SearchView<'a> {
    let list = context.tongue.say("page.search.all_groups", &[("n", whole.groups.len().into())]);
    SearchView {
        page: shell,
        index: context.here.to_file(&format!("assets/search/{}/", context.tongue.lang().tag())),
        places: super::tree::places(context, whole),
        groups: Html(context.linked("groups", &list)),
    }
}
