//! What the search knows of a page: names, what it is, where it lies, what was found, and its prose. Never the cells
//! of tables, never a drawing: words that the page itself shows.

use super::context::Context;
use super::group::trail;
use super::note::NoteView;
use super::shell::Head;
use crate::judge::{Assessment, Outcome};
use crate::model::Localized;
use crate::report::{GroupReport, PlaceReport};

/// A page as the search knows it, in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Folder below that of the language; empty for the overview.
    pub path: String,
    /// Name.
    pub name: String,
    /// Its names in other languages.
    pub others: String,
    /// What it is: type and platform, kind of place; empty for a page of the site itself.
    pub kind: String,
    /// The places it lies in, outermost first.
    pub place: String,
    /// Names of findings and of advice on the page.
    pub labels: Vec<String>,
    /// Prose.
    pub text: String,
}

/// Takes an entry with the position of its language in the site.
pub type Found<'a> = &'a mut dyn FnMut(usize, Entry);

/// The entry of a group's page.
pub fn group(context: &Context, report: &GroupReport, notes: &[NoteView]) -> Entry {
    let (profile, words) = (&report.profile, context.tongue.words);
    let part = |key: &str, id: &str| words.ui(&format!("{key}.{id}")).to_owned();
    let kind = [part("type", profile.kind.id()), part("platform", profile.platform.id())].join(words.ui("list.clause"));
    let mut entry = named(context, &profile.name, profile.place, &report.assessment, notes);
    entry.path = profile.path.to_string();
    entry.kind = kind;
    entry
}

/// The entry of a place's page.
pub fn place(context: &Context, report: &PlaceReport, notes: &[NoteView]) -> Entry {
    let mut entry = named(context, &report.link.name, report.link.parent, &report.assessment, notes);
    entry.path = report.link.path.to_string();
    entry.kind = context.tongue.words.ui(&format!("place_kind.{}", report.link.kind.id())).to_owned();
    entry
}

/// The entry of a page of the site itself, by its head; `None` for the page of the search.
pub fn named_by(context: &Context, template: &str, head: &Head) -> Option<Entry> {
    let words = context.tongue.words;
    let name = match template {
        "search.html" => return None,
        "overview.html" => context.frame.site.title.get(context.tongue.lang()).0.to_owned(),
        _ => head.title.clone(),
    };
    let kind = if template == "indicator.html" { words.ui("page.nav.method") } else { "" };
    // The page of all rules is found by each of their names.
    let labels: Vec<String> = match template {
        "rules.html" => context.tongue.findings.iter().chain(&context.tongue.advice).map(|n| n.plain.clone()).collect(),
        _ => Vec::new(),
    };
    let path = context.here.folder().to_owned();
    // An indicator is found by its id, too.
    let id = if template == "indicator.html" { path.rsplit('/').next().unwrap_or_default() } else { "" };
    let (kind, others) = (kind.to_owned(), id.to_owned());
    Some(Entry { path, name, others, kind, labels, text: head.description.clone(), ..Entry::default() })
}

/// Gives an entry the prose of its written page. Pages that are mostly names of groups and advice are found by their
/// description: each group's own page says more.
pub fn with_prose(mut entry: Entry, template: &str, html: &[u8]) -> Entry {
    if matches!(template, "advice.html" | "switching.html" | "rules.html") {
        return entry;
    }
    let html = String::from_utf8_lossy(html);
    let main = html.split_once("<main").and_then(|(_, main)| main.split_once('>')).map_or("", |(_, main)| main);
    let main = main.split_once("</main>").map_or(main, |(main, _)| main);
    // Behind the name, which the entry has, and the line that says what the page is.
    let main = main.split_once("</h1>").map_or(main, |(_, main)| main);
    let main = match main.trim_start().strip_prefix("<ul class=\"kind") {
        Some(line) => line.split_once("</ul>").map_or(main, |(_, main)| main),
        None => main,
    };
    // The key to the letters stands on many pages.
    let key = main.split_once("<ul class=\"key\">").map_or(main.len(), |(before, _)| before.len());
    let behind = main[key..].split_once("</ul>").map_or("", |(_, behind)| behind);
    // Of the overview the introduction only, for the same reason.
    let until = if template == "overview.html" { "<section class=\"q\"" } else { "</main>" };
    entry.text.clear();
    let introduction = main[..key].split_once(until).map(|(introduction, _)| introduction);
    plain(&mut entry.text, introduction.unwrap_or(&main[..key]));
    if introduction.is_none() {
        plain(&mut entry.text, behind);
    }
    entry
}

fn named(
    context: &Context,
    name: &Localized,
    place: Option<usize>,
    assessment: &Assessment,
    notes: &[NoteView],
) -> Entry {
    let shown = name.get(context.tongue.lang()).0;
    let mut others: Vec<&str> = name.entries().map(|(_, text)| text).filter(|text| *text != shown).collect();
    others.dedup();
    let places: Vec<String> = trail(context, place).into_iter().map(|(_, name)| text_of(&name)).collect();
    let mut text = String::new();
    for note in notes {
        note.words(&mut text);
    }
    Entry {
        name: shown.to_owned(),
        others: others.join(" / "),
        place: places.join(" / "),
        labels: labels(context, assessment),
        text,
        ..Entry::default()
    }
}

/// Names of the findings that are at least possible, and of the advice that is shown.
fn labels(context: &Context, assessment: &Assessment) -> Vec<String> {
    let book = &context.frame.playbook;
    let is_rule = |finding: usize| book.findings.get(finding).is_some_and(|finding| finding.kind.is_fault());
    let seen = assessment.findings.iter().filter(|judged| judged.outcome >= Outcome::Possible);
    let seen = seen.filter(|judged| is_rule(judged.finding)).filter_map(|j| context.tongue.findings.get(j.finding));
    let advice = assessment.advice.iter().filter(|advice| advice.shown).flat_map(|advice| &advice.advice);
    let advice = advice.filter_map(|row| context.tongue.advice.get(*row));
    let mut labels: Vec<String> = Vec::new();
    for name in seen.chain(advice) {
        if !labels.contains(&name.plain) {
            labels.push(name.plain.clone());
        }
    }
    labels
}

fn text_of(markup: &str) -> String {
    let mut out = String::new();
    plain(&mut out, markup);
    out
}

/// What already parts an item of a list from the text before; behind the wide ones no space stands.
const STOPS: [char; 6] = ['.', ':', ';', '!', '?', '…'];
const WIDE: [char; 5] = ['。', '：', '；', '！', '？'];

/// Tells the items of a list apart, and a term from what is said of it, as the language before them does.
fn part(out: &mut String, element: &str) {
    let (mark, wide) = match element {
        "dd" => (":", "："),
        "dt" | "li" => (";", "；"),
        _ => return,
    };
    out.truncate(out.trim_end().len());
    if out.is_empty() || out.ends_with(STOPS) || out.ends_with(WIDE) {
        return;
    }
    let is_wide = out.chars().rev().find(|c| c.is_alphabetic()).is_some_and(|c| c >= '\u{2e80}');
    out.push_str(if is_wide { wide } else { mark });
}

/// Elements whose content is no prose.
const SILENT: [&str; 7] = ["figure", "table", "svg", "sup", "nav", "button", "form"];
/// Elements inside a sentence: no space stands for them.
const INLINE: [&str; 10] = ["a", "abbr", "b", "bdi", "code", "del", "em", "i", "span", "strong"];

/// Appends the prose of markup that this program wrote: no tags, entities as characters, single spaces.
pub fn plain(out: &mut String, markup: &str) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        push(out, &rest[..at]);
        rest = &rest[at + 1..];
        let closing = rest.starts_with('/');
        let name = rest.trim_start_matches('/');
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if !INLINE.contains(&name) {
            if !closing {
                part(out, name);
            }
            if !out.ends_with(WIDE) {
                push(out, " ");
            }
        }
        if !closing && SILENT.contains(&name) {
            let end = format!("</{name}>");
            rest = rest.find(&end).map_or("", |at| &rest[at + end.len()..]);
        } else {
            rest = rest.find('>').map_or("", |at| &rest[at + 1..]);
        }
    }
    push(out, rest);
    out.truncate(out.trim_end().len());
}

fn push(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if at < from || !matches!(byte, b'&' | b' ' | b'\n' | b'\t' | b'\r') {
            continue;
        }
        // A single space between words stays where it is.
        let next = text.as_bytes().get(at + 1);
        if byte == b' ' && at > from && next.is_some_and(|next| !next.is_ascii_whitespace()) {
            continue;
        }
        out.push_str(&text[from..at]);
        from = at + 1;
        if byte == b'&' {
            let entity = &text[from..];
            let known = ENTITIES.iter().find(|(name, _)| entity.starts_with(name));
            out.push(known.map_or('&', |(_, c)| *c));
            from += known.map_or(0, |(name, _)| name.len());
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.push_str(&text[from..]);
}

/// The entities that this program writes.
const ENTITIES: [(&str, char); 5] = [("amp;", '&'), ("lt;", '<'), ("gt;", '>'), ("quot;", '"'), ("#39;", '\'')];

#[cfg(test)]
mod tests {
    use super::text_of;

    #[test]
    fn prose_is_kept_and_cells_and_drawings_are_not() {
        let markup = "<p>One <em>oven</em>,\n two&nbsp;trays &amp; a <a href=\"x\">link</a>.</p><table><tr><td>31</td></tr>\
                      </table><figure id=\"f\"><svg><text>9</text></svg></figure><ul><li>a</li><li>b</li></ul>";
        assert_eq!(text_of("<dl><dt>公式</dt><dd>甲÷乙</dd><dt>单位</dt><dd>%</dd></dl>"), "公式：甲÷乙；单位：%");
        assert_eq!(text_of(markup), "One oven, two&nbsp;trays & a link. a; b");
        assert_eq!(text_of("<h3>河湾</h3><p>夜<b>跑</b>团<sup><a href=\"#n\">1</a></sup></p>"), "河湾 夜跑团");
    }
}
