//! Checks the addresses of a note when it is read: a broken one keeps the site from being published.

use super::html::without_comments;
use super::markdown::options;
use super::reference::{Reference, Targets, resolve};
use crate::load::source::{end, lines};
use crate::model::Lang;
use crate::model::note::Note;
use crate::playbook::{Level, Playbook};
use crate::problem::nearest::choices;
use crate::problem::{Place, Problem, Severity};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// Figures a note may place besides the trend of an indicator, by the id in `chart:ID`.
pub const FIGURES: [&str; 8] =
    ["score", "dimensions", "stock-flow", "lorenz", "survival", "reasons", "formats", "checklists"];

/// What the notes of a site are checked against.
pub struct Checks<'a> {
    /// Known indicators; `None` where the site's own could not be read, so that none can be called unknown.
    pub playbook: Option<&'a Playbook>,
    /// Pages, notes and files of the site.
    pub targets: &'a Targets,
    /// Languages of the site.
    pub languages: &'a [Lang],
}

/// Checks every link, picture, chart and value of a note. `markdown` is the text behind the front matter;
/// `level` says whose indicators it may show: `None` for a note of the site itself.
pub fn check_links(note: &Note, markdown: &str, level: Option<Level>, checks: &Checks) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut open: Vec<(usize, bool)> = Vec::new();
    let (mut html, mut in_comment) = (false, false);
    for (event, range) in Parser::new_ext(markdown, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                let reference = resolve(&dest_url, &note.source, checks.languages);
                let is_value = matches!(reference, Reference::Value(_));
                problems
                    .extend(fault(&reference, false, (note, level), checks).map(|f| f.at(note, markdown, range.start)));
                open.push((range.start, is_value));
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let reference = resolve(&dest_url, &note.source, checks.languages);
                problems
                    .extend(fault(&reference, true, (note, level), checks).map(|f| f.at(note, markdown, range.start)));
                if let Some(last) = open.last_mut() {
                    last.1 = true;
                }
            }
            Event::Text(text) | Event::Code(text) if !text.trim().is_empty() => {
                if let Some(last) = open.last_mut() {
                    last.1 = true;
                }
            }
            Event::Html(text) | Event::InlineHtml(text) => {
                let found = without_comments(&text, &mut in_comment).into_iter().any(is_markup);
                // Once a note: what follows is of the same hand.
                if found && !std::mem::replace(&mut html, true) {
                    problems
                        .push(Problem { severity: Severity::Warning, ..raw_html().at(note, markdown, range.start) });
                }
            }
            Event::End(TagEnd::HtmlBlock) => in_comment = false,
            Event::End(TagEnd::Link) => {
                if let Some((start, false)) = open.pop() {
                    problems.push(empty().at(note, markdown, start));
                }
            }
            _ => {}
        }
    }
    problems
}

/// What is wrong, before it is known where.
struct Fault {
    code: &'static str,
    message: String,
    help: String,
}

impl Fault {
    fn new(code: &'static str, message: String, help: &str) -> Self {
        Self { code, message, help: help.to_owned() }
    }

    fn at(self, note: &Note, markdown: &str, offset: usize) -> Problem {
        let before = markdown.get(..offset).unwrap_or(markdown);
        let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let (line, column) = end(before);
        let excerpt = markdown.get(start..).and_then(|rest| lines(rest).next()).unwrap_or_default();
        let marked = markdown.get(offset..).and_then(|rest| rest.find([')', '>', '\n', '\r']).map(|end| &rest[..=end]));
        let place = Place {
            path: note.source.to_string(),
            line: line - 1 + note.body_line as usize,
            column,
            width: marked.map_or(1, |text| text.trim_end().chars().count()).max(1),
            excerpt: excerpt.to_owned(),
        };
        Problem { at: place, severity: Severity::Error, code: self.code, message: self.message, help: self.help }
    }
}

fn empty() -> Fault {
    Fault::new("empty-link", "the link has no text".into(), "write between the brackets where the link leads")
}

/// Whether a piece of HTML outside of comments begins or ends an element.
fn is_markup(html: &str) -> bool {
    let tag = |c: char| c.is_ascii_alphabetic() || c == '/';
    html.match_indices('<').any(|(at, _)| html[at + 1..].starts_with(tag))
}

fn raw_html() -> Fault {
    let help = "write Markdown, such as `**bold**` or `[text](address)`; put what is meant to be seen in backquotes";
    Fault::new("raw-html", "HTML does nothing here: readers see it as it is written".into(), help)
}

fn fault(
    reference: &Reference,
    is_image: bool,
    (note, level): (&Note, Option<Level>),
    checks: &Checks,
) -> Option<Fault> {
    match reference {
        Reference::Unsafe => Some(Fault::new(
            "unsafe-link",
            "an address of this kind is not linked".into(),
            "use an address that begins with https:// or mailto:, or a path to a file of this site",
        )),
        Reference::Chart(id) if !is_image => Some(Fault::new(
            "chart-as-link",
            format!("`chart:{id}` is placed as a link"),
            "write `![caption](chart:ID)`",
        )),
        Reference::Value(id) if is_image => {
            Some(Fault::new("value-as-image", format!("`value:{id}` is placed as a picture"), "write `[](value:ID)`"))
        }
        Reference::Chart(id) if level.is_some() && FIGURES.contains(&id.as_str()) => None,
        Reference::Chart(id) | Reference::Value(id) => indicator(id, level, checks),
        Reference::Page { .. } if is_image => Some(Fault::new(
            "broken-link",
            "a page is placed as a picture".into(),
            "put pictures into static/ and link them from there, or remove the exclamation mark",
        )),
        reference if checks.targets.has(reference) => None,
        _ => {
            let help = match checks.targets.nearest(reference, &note.source) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => {
                    "link to a note, a group.yaml, a place.yaml or a file in static/ by its path from this file".into()
                }
            };
            Some(Fault::new("broken-link", "the link leads to no file of this site".into(), &help))
        }
    }
}

/// An indicator that is not known, or belongs to another level.
fn indicator(id: &str, level: Option<Level>, checks: &Checks) -> Option<Fault> {
    let Some(level) = level else {
        return Some(Fault::new(
            "value-without-subject",
            format!("a note of the site itself has no `{id}` of its own"),
            "place it in a note of a group or place",
        ));
    };
    let known = checks.playbook?.indicators.iter().filter(|indicator| indicator.level == level);
    let mut known = known.map(|indicator| &*indicator.id);
    if known.clone().any(|known| known == id) {
        return None;
    }
    let elsewhere = checks.playbook?.indicator(id).is_some();
    let help = match choices(id, known.by_ref().chain(FIGURES)) {
        _ if elsewhere && level == Level::Group => {
            "it is measured in places: show it in a note of the place".to_owned()
        }
        _ if elsewhere => "it is measured in groups: show it in a note of the group".to_owned(),
        Some(meant) => format!("did you mean {meant}?"),
        None => "`commonweal explain` lists all indicators".to_owned(),
    };
    Some(Fault::new("unknown-indicator", format!("there is no indicator `{id}` here"), &help))
}
