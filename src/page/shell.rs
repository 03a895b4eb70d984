//! What frames every page: head, notices, masthead, way marks, foot.

use super::dataset::licence_address;
use super::html::{Pen, escaped, localized};
use super::link::{Here, is_web, percent};
use super::template::{Html, Shared};
use super::tongue::Tongue;
use crate::model::Lang;
use crate::model::site::Profile;
use crate::report::Frame;
use crate::words::Words;
use serde::Serialize;

/// What a page says to its frame.
#[derive(Debug, Serialize)]
pub struct Shell<'a> {
    /// Constant texts.
    t: &'a Shared,
    /// What is the same on all pages of the language.
    site: &'a Shared,
    /// Language tag.
    lang: &'a str,
    /// The way to the root of the site: empty or `../` …
    root: String,
    /// The way to the folder that holds the data files of this page: that of the language at the root.
    beside: String,
    /// The way to the root of the language.
    home: String,
    /// Title of the page, without that of the site; empty on the overview.
    title: String,
    /// Description for search engines and link previews.
    description: String,
    /// Which entry of the navigation is this page; empty for none.
    at: &'static str,
    /// Languages other than that of the page.
    languages: Vec<Language<'a>>,
    /// Absolute address; only with a base address.
    canonical: Option<String>,
    /// The page for readers of no listed language: that of the first.
    default: String,
    /// Picture for shared links.
    card: Option<Card>,
    /// Whether the language has a feed.
    feed: bool,
    /// Where the page lies below the overview.
    crumbs: Html,
}

/// The same page in a language.
#[derive(Debug, Serialize)]
struct Language<'a> {
    tag: &'a str,
    name: &'a str,
    /// Relative.
    href: String,
    /// Absolute with a base address, else relative.
    alternate: String,
    current: bool,
}

/// The picture that stands for a page where its link is shared.
#[derive(Debug, Serialize)]
struct Card {
    /// Absolute address.
    address: String,
    /// What it shows.
    alt: String,
}

/// Title, description and way marks of a page.
pub struct Head {
    /// Title without that of the site; empty on the overview.
    pub title: String,
    /// One or two sentences.
    pub description: String,
    /// Entry of the navigation.
    pub at: &'static str,
    /// Way marks between the overview and the page: address folder and ready name.
    pub trail: Vec<(String, String)>,
    /// Ready name of the page itself, the last of the way marks; empty for none at all.
    pub here: String,
}

impl<'a> Shell<'a> {
    /// The frame of a page.
    pub fn new(frame: &Frame, tongues: &'a [Tongue], tongue: &'a Tongue, here: &Here, head: Head) -> Self {
        let base = frame.site.base_url.as_deref();
        let absolute = |prefix: &str| {
            let slash = if here.folder().is_empty() { "" } else { "/" };
            base.map(|base| format!("{base}{prefix}{}{slash}", percent(here.folder())))
        };
        let languages = tongues.iter().map(|other| {
            let href = here.to_language(&other.prefix);
            Language {
                tag: other.lang().tag(),
                name: match other.words.term("language", "self") {
                    "" => other.lang().tag(),
                    name => name,
                },
                alternate: absolute(&other.prefix).unwrap_or_else(|| href.clone()),
                href,
                current: std::ptr::eq(other, tongue),
            }
        });
        Self {
            t: &tongue.texts,
            site: &tongue.site,
            lang: tongue.lang().tag(),
            root: here.to_file(""),
            beside: here.to_file(&format!("{}/", here.folder())),
            home: here.home().to_owned(),
            crumbs: crumbs(tongue, here, &head),
            title: head.title,
            description: head.description,
            at: head.at,
            languages: if tongues.len() > 1 { languages.collect() } else { Vec::new() },
            canonical: absolute(&tongue.prefix),
            default: absolute("").unwrap_or_else(|| here.to_language("")),
            card: None,
            feed: base.is_some() && frame.site.disclosure.profile != Profile::Internal,
        }
    }
}

impl Shell<'_> {
    /// The same frame for a page with a card beside it, which shows what `alt` says.
    pub fn with_card(mut self, alt: String) -> Self {
        self.card = self.canonical.as_ref().map(|page| Card { address: format!("{page}card.png"), alt });
        self
    }

    /// The same frame for a page that stands under no address of its own.
    pub fn unlisted(mut self) -> Self {
        self.languages.clear();
        (self.canonical, self.feed) = (None, false);
        self
    }
}

fn crumbs(tongue: &Tongue, here: &Here, head: &Head) -> Html {
    let mut out = Pen::new();
    if head.here.is_empty() {
        return Html::default();
    }
    out.raw("<nav class=\"crumb\" aria-label=\"").text(tongue.words.ui("page.crumbs")).raw("\"><ol>");
    let home = (String::new(), escaped(tongue.words.ui("page.nav.overview")));
    for (folder, name) in std::iter::once(&home).chain(&head.trail) {
        out.raw("<li><a href=\"").text(&here.to(folder)).raw("\">").raw(name).raw("</a></li>");
    }
    out.raw("<li aria-current=\"page\">").raw(&head.here).raw("</li></ol></nav>");
    Html(out.done())
}

/// The constant part of the frame in one language.
#[derive(Debug, Serialize)]
struct Constant {
    title: Html,
    title_text: String,
    /// Language and country as the Open Graph protocol writes them; empty where the texts name none.
    open_graph: String,
    feed_title: String,
    period: String,
    foot: Vec<Html>,
    /// Keys to the bracketed letters and to the marks.
    letters: Html,
    marks: Html,
    fictional: bool,
    internal: bool,
}

/// Makes the constant part of the frame.
pub fn site(frame: &Frame, words: &Words) -> Shared {
    let (site, lang) = (&frame.site, words.lang());
    Shared::new(&Constant {
        title: Html(localized(&site.title, lang)),
        title_text: site.title.get(lang).0.to_owned(),
        open_graph: words.term("language", "open_graph").to_owned(),
        feed_title: words.say("page.feed.title", &[("title", site.title.get(lang).0.into())]),
        period: frame.as_of.map(|period| words.period(period)).unwrap_or_default(),
        foot: foot(frame, words),
        letters: letters(words),
        marks: marks(words),
        fictional: site.fictional,
        internal: site.disclosure.profile == Profile::Internal,
    })
}

/// The sentences of the foot: publisher, contact, licence, what is withheld, version of the method.
fn foot(frame: &Frame, words: &Words) -> Vec<Html> {
    let (site, lang) = (&frame.site, words.lang());
    let mut sentences = Vec::new();
    let publisher = publisher(frame, lang);
    if !publisher.is_empty() {
        sentences.push(words.say("page.foot.publisher", &[("publisher", publisher.into())]));
    }
    if let Some(email) = &site.publisher.email {
        let email = escaped(email);
        let link = format!("<a href=\"mailto:{email}\">{email}</a>");
        sentences.push(words.say("page.foot.contact", &[("email", link.into())]));
    }
    if let Some(id) = &site.licence {
        sentences.push(words.say("page.foot.licence", &[("licence", licence(id).into())]));
    }
    sentences.push(disclosure(frame, words));
    if site.disclosure.profile == Profile::Open {
        sentences.push(localized(&site.disclosure.reason, lang));
    }
    let version = escaped(&frame.playbook.method_version);
    sentences.push(words.say("page.foot.version", &[("version", version.into())]));
    sentences.into_iter().map(Html).collect()
}

/// The publisher, linked to its home page where that is on the web.
pub fn publisher(frame: &Frame, lang: &Lang) -> String {
    let publisher = &frame.site.publisher;
    let name = localized(&publisher.name, lang);
    match publisher.url.as_deref().filter(|url| is_web(url)) {
        Some(url) if !name.is_empty() => {
            format!("<a href=\"{}\" rel=\"noopener noreferrer\">{name}</a>", escaped(url))
        }
        _ => name,
    }
}

/// The names of the licences in an SPDX expression, each linked to its text.
pub fn licence(expression: &str) -> String {
    let mut out = String::new();
    for part in expression.split_inclusive([' ', '(', ')']) {
        let id = part.trim_end_matches([' ', '(', ')']);
        let end = part.get(id.len()..).unwrap_or_default();
        match matches!(id, "" | "AND" | "OR" | "WITH") {
            true => out.push_str(id),
            false => out.push_str(&linked_licence(id)),
        }
        out.push_str(end);
    }
    out
}

fn linked_licence(id: &str) -> String {
    let name = match id.strip_prefix("CC-") {
        // `CC-BY-SA-4.0` is written `CC BY-SA 4.0`.
        Some(rest) => match rest.rsplit_once('-') {
            Some((kind, version)) => format!("CC {kind} {version}"),
            None => format!("CC {rest}"),
        },
        None => id.to_owned(),
    };
    let name = escaped(&name);
    match licence_address(id) {
        Some(address) => format!("<a href=\"{}\" rel=\"license noopener noreferrer\">{name}</a>", escaped(&address)),
        None => name,
    }
}

/// What is withheld, in one sentence.
pub fn disclosure(frame: &Frame, words: &Words) -> String {
    let rules = &frame.site.disclosure;
    let below = usize::try_from(rules.minimum_count).unwrap_or(usize::MAX);
    let key = match rules.profile {
        Profile::Internal => "page.disclosure.internal",
        Profile::Open => "page.disclosure.open",
        Profile::Standard => "page.disclosure.standard",
        Profile::Strict | Profile::UkHealth => "page.disclosure.rounded",
    };
    words.say(key, &[("n", below.into())])
}

/// The key to the bracketed letters, as list items.
fn letters(words: &Words) -> Html {
    let mut out = Pen::new();
    for letter in ["c", "x", "z", "e"] {
        out.raw("<li>[").raw(letter).raw("] ").text(words.ui(&format!("key.{letter}"))).raw("</li>");
    }
    Html(out.done())
}

/// The key to the marks of thresholds, as list items.
fn marks(words: &Words) -> Html {
    let mut out = Pen::new();
    for mark in ["S", "P", "C"] {
        out.raw("<li><b>").raw(mark).raw("</b> ").text(words.ui(&format!("mark.{mark}"))).raw("</li>");
    }
    Html(out.done())
}
