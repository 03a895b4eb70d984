//! The design system on one page, `target/design-system/index.html`: tokens with their measured contrast, type,
//! spacing, and every component in each state, cut from the pages of the demonstration, so that it cannot drift.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first fault")]

mod kit;

use kit::{Files, Scratch, copy, repository, text};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

/// Tokens of a scheme: name and colour.
type Tokens = BTreeMap<String, [u8; 3]>;

/// What stands on what, and how much contrast it needs: 4.5 for text, 3 for graphics (WCAG 2.2, 1.4.3 and 1.4.11).
const PAIRS: &[(&str, &str, f64)] = &[
    ("ink", "paper", 4.5),
    ("ink-2", "paper", 4.5),
    ("ink-3", "paper", 4.5),
    ("accent", "paper", 4.5),
    ("ink", "panel", 4.5),
    ("ink-2", "panel", 4.5),
    ("accent", "panel", 4.5),
    ("ink-2", "s1-band", 4.5),
    ("ink-2", "renew", 4.5),
    ("ink", "s1-band", 4.5),
    ("paper", "s1", 4.5),
    ("hm-ink", "hm-e", 4.5),
    ("hm-ink", "hm-d", 4.5),
    ("hm-ink", "hm-c", 4.5),
    ("hm-ink-2", "hm-b", 4.5),
    ("hm-ink-2", "hm-a", 4.5),
    ("edge", "paper", 3.0),
    ("s1", "paper", 3.0),
    ("s2", "paper", 3.0),
    ("s1", "s2", 3.0),
    ("s1-edge", "paper", 3.0),
    ("s1-edge", "s1-band", 3.0),
    ("s1", "s1-band", 3.0),
    ("edge", "renew", 3.0),
    ("s2", "s2-band", 3.0),
];

/// The sheets as a page gets them.
fn sheets() -> String {
    ["chart.css", "style.css", "print.css"]
        .map(|name| fs::read_to_string(repository().join("templates/assets").join(name)).unwrap())
        .concat()
}

/// The colours that `:root` sets, for light and dark. Dark ones stand in blocks for dark screens only.
fn tokens(sheet: &str) -> [Tokens; 2] {
    let (mut light, mut dark) = (Tokens::new(), Tokens::new());
    let mut scheme = 0;
    for line in sheet.lines() {
        match line {
            _ if line.starts_with("@media screen and (prefers-color-scheme: dark)") => scheme = 1,
            _ if line.starts_with("@media") => scheme = 2,
            "}" if !line.starts_with(' ') => scheme = 0,
            _ => {}
        }
        let Some((name, value)) = line.trim().strip_prefix("--").and_then(|line| line.split_once(": ")) else {
            continue;
        };
        let Some(hex) = value.trim_end_matches(';').strip_prefix('#').filter(|hex| hex.len() == 6) else { continue };
        let colour = [0, 2, 4].map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap());
        match scheme {
            0 => drop(light.insert(name.to_owned(), colour)),
            1 => drop(dark.insert(name.to_owned(), colour)),
            _ => {}
        }
    }
    [light, dark]
}

/// Contrast ratio of two colours (WCAG 2.2, relative luminance of sRGB).
fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let luminance = |colour: [u8; 3]| {
        let [red, green, blue] = colour.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_pair_of_tokens_has_the_contrast_it_needs() {
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
    let schemes = tokens(&sheets());
    for (scheme, tokens) in ["light", "dark"].iter().zip(&schemes) {
        for (front, back, least) in PAIRS {
            let ratio = contrast(tokens[*front], tokens[*back]);
            assert!(ratio >= *least, "{scheme}: {front} on {back} has {ratio:.2}, needs {least}");
        }
    }
}

#[test]
fn dark_sets_every_colour_that_light_has() {
    let [light, dark] = tokens(&sheets());
    assert!(light.len() > 15);
    assert_eq!(light.keys().collect::<Vec<_>>(), dark.keys().collect::<Vec<_>>());
}

/// The whole element that begins at `from`: to the end of the same nesting.
fn element(html: &str, from: usize) -> &str {
    let rest = &html[from..];
    let name: String = rest[1..].chars().take_while(char::is_ascii_alphanumeric).collect();
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let (mut depth, mut at) = (0, 0);
    loop {
        let next_open = rest[at..].find(&open).map(|found| at + found);
        let next_close = at + rest[at..].find(&close).expect("every element is closed");
        match next_open.filter(|open| *open < next_close) {
            Some(open) => (depth, at) = (depth + 1, open + 1),
            None => (depth, at) = (depth - 1, next_close + close.len()),
        }
        if depth == 0 {
            return &rest[..at];
        }
    }
}

/// The first element of each kind among pages, kinds told by what follows `opening` up to the next quote.
fn each_kind<'h>(pages: &[&'h str], opening: &str) -> BTreeMap<&'h str, &'h str> {
    let mut found = BTreeMap::new();
    for page in pages {
        for (at, _) in page.match_indices(opening) {
            let kind = page[at + opening.len()..].split('"').next().unwrap();
            found.entry(kind).or_insert_with(|| element(page, at));
        }
    }
    found
}

/// A fragment without what only holds on its own page: ids and the addresses of other pages.
fn loose(fragment: &str) -> String {
    let mut out = fragment.to_owned();
    for name in [" id=\"", " aria-labelledby=\""] {
        while let Some(at) = out.find(name) {
            let end = at + name.len() + out[at + name.len()..].find('"').unwrap() + 1;
            out.replace_range(at..end, "");
        }
    }
    let mut done = String::new();
    for (at, part) in out.split("href=\"").enumerate() {
        if at > 0 {
            done.push_str("href=\"#main\"");
            done.push_str(&part[part.find('"').unwrap() + 1..]);
        } else {
            done.push_str(part);
        }
    }
    done
}

/// The page: in English, with the parts that differ in Chinese beside them.
struct Page(String);

impl Page {
    fn section(&mut self, title: &str) {
        let _ = writeln!(self.0, "<h2>{title}</h2>");
    }

    fn part(&mut self, name: &str, lang: &str, fragment: &str) {
        let foreign = if lang == "en" { String::new() } else { format!(" lang=\"{lang}\"") };
        let _ = write!(
            self.0,
            "<h3 class=\"ds-name\">{name}</h3>\n<div{foreign}>{}</div>\n",
            loose(fragment).replace("aria-label=\"", &format!("aria-label=\"{name}, {lang}: "))
        );
    }

    fn tokens(&mut self, schemes: &[Tokens; 2]) {
        self.section("Colour");
        self.0.push_str("<ul class=\"ds-swatches\">");
        for name in schemes[0].keys() {
            let hex = |tokens: &Tokens| tokens[name].map(|part| format!("{part:02x}")).concat();
            let (light, dark) = (hex(&schemes[0]), hex(&schemes[1]));
            let _ = write!(self.0, "<li><span class=\"ds-sw ds-{name}\"></span> {name}<br>#{light} #{dark}</li>");
        }
        self.0.push_str("</ul>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Contrast\"><table><caption>Contrast as measured</caption><thead><tr><th scope=\"col\">What</th><th scope=\"col\">on</th><th scope=\"col\">needs</th><th scope=\"col\">light</th><th scope=\"col\">dark</th></tr></thead><tbody>");
        for (front, back, least) in PAIRS {
            let [light, dark] = [0, 1].map(|at| contrast(schemes[at][*front], schemes[at][*back]));
            let _ = write!(
                self.0,
                "<tr><th scope=\"row\">{front}</th><td>{back}</td><td>{least}</td><td>{light:.1}</td><td>{dark:.1}</td></tr>"
            );
        }
        self.0.push_str("</tbody></table></div>\n");
    }

    fn scales(&mut self, sheet: &str) {
        let values = |prefix: &str| -> Vec<(String, String)> {
            let rules = sheet
                .lines()
                .filter_map(|line| line.trim().strip_prefix(prefix)?.trim_end_matches(';').split_once(": "));
            let mut out: Vec<(String, String)> = Vec::new();
            for (name, value) in rules {
                if !out.iter().any(|(have, _)| have == name) {
                    out.push((name.to_owned(), value.to_owned()));
                }
            }
            out
        };
        self.section("Type");
        for (name, value) in values("--t") {
            let _ = writeln!(
                self.0,
                "<p class=\"ds-t{name}\">Why people stay <span lang=\"zh-Hans\">人为什么留下</span> <small>t{name} {value}</small></p>"
            );
        }
        for (lang, sample) in [
            ("zh-Hans", "成员说“没有时间”，多半不是真正的原因；2026年10月有451人，其中30%在场。——社群观察（第3期）"),
            ("zh-Hant", "成員說「沒有時間」，多半不是真正的原因；2026年10月有451人，其中30%在場。——社群觀察（第3期）"),
            (
                "en",
                "“No time” is seldom the reason people give to themselves; in October 2026, 137 of 451 members were there.",
            ),
        ] {
            let _ = writeln!(self.0, "<p lang=\"{lang}\">{sample}</p>");
        }
        self.section("Space");
        self.0.push_str("<ul class=\"ds-space\">");
        for (name, value) in values("--p").into_iter().filter(|(name, _)| name.len() == 1) {
            let _ = write!(self.0, "<li><span class=\"ds-p{name}\"></span> p{name} {value}</li>");
        }
        self.0.push_str("</ul>\n");
    }
}

/// The sheet of the page itself: nothing but swatches and samples.
fn own_sheet(schemes: &[Tokens; 2]) -> String {
    let mut out = String::from(
        ".ds-name { font-size: var(--t-1); color: var(--ink-2); border-top: 1px solid var(--rule); margin-top: var(--p6); padding-top: var(--p1); }\n\
         .plainpage > .ds-name + div { margin-top: var(--p2); }\n\
         .ds-swatches, .ds-space { list-style: none; display: flex; flex-wrap: wrap; gap: 1rem; font-size: var(--t-1); }\n\
         .ds-sw { display: inline-block; width: 3rem; height: 1.5rem; border: 1px solid var(--edge); }\n\
         .ds-space span { display: inline-block; height: 1rem; background: var(--s1); }\n",
    );
    for name in schemes[0].keys() {
        let _ = writeln!(out, ".ds-{name} {{ background: var(--{name}); }}");
    }
    for step in ["-1", "0", "1", "2", "3", "4"] {
        let _ = writeln!(out, ".ds-t{step} {{ font-size: var(--t{step}); line-height: 1.3; }}");
    }
    for step in 1..=7 {
        let _ = writeln!(out, ".ds-p{step} {{ width: var(--p{step}); }}");
    }
    out
}

/// Pages of a kind in a language: the groups, by the class of their body.
fn pages<'f>(files: &'f Files, folder: &str, kind: &str) -> Vec<&'f str> {
    let ours = files.iter().filter(|(path, _)| path.starts_with(folder) && path.ends_with(".html"));
    ours.filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok()).filter(|page| page.contains(kind)).collect()
}

#[test]
fn the_design_system_is_written_from_real_pages() {
    let scratch = Scratch::site(&[]);
    copy(&repository().join("content"), &scratch.path("site"));
    let files = scratch.build("public", &[]);
    let sheet = sheets();
    let schemes = tokens(&sheet);
    let mut page = Page(String::new());
    page.tokens(&schemes);
    page.scales(&sheet);
    for (lang, folder) in [("en", "en/"), ("zh-Hant", "zh-Hant/")] {
        let groups = pages(&files, folder, "class=\"p-group\"");
        let verdicts = each_kind(&groups, "<div class=\"verdict ");
        for state in ["v-graded", "v-too_early", "v-no_overall", "v-dormant", "v-ended", "v-withheld"] {
            assert!(verdicts.contains_key(state), "no group of the demonstration is {state}: {:?}", verdicts.keys());
        }
        page.section("Grade badge and states");
        verdicts.iter().for_each(|(state, fragment)| page.part(state, lang, fragment));
        page.section("Figures");
        let figures = each_kind(&groups, "<figure id=\"fig-1\" class=\"");
        assert!(!figures.is_empty());
        let all = each_figure(&groups);
        for kind in [
            "score",
            "dimensions",
            "trend",
            "multiples",
            "stock-flow",
            "lorenz",
            "survival",
            "reasons",
            "formats",
            "checklists",
            "flows",
        ] {
            page.part(kind, lang, all.get(kind).unwrap_or_else(|| panic!("no figure of kind {kind}")));
        }
        page.section("Finding, advice, follow-up, key to letters, data table");
        for (name, opening) in [
            ("finding", "<ol class=\"fnd"),
            ("advice", "<ol class=\"adv"),
            ("follow-up", "<ol class=\"foll"),
            ("notice of a state", "<p class=\"state-note"),
            ("key", "<ul class=\"key"),
        ] {
            let found = each_kind(&groups, opening);
            page.part(name, lang, found.values().next().unwrap_or_else(|| panic!("no {name} in the demonstration")));
        }
    }
    write(&page, &schemes, &text(&files, "assets/style.css"));
}

/// The fullest figure of each kind: one that leaves parts out shows less of the system.
fn each_figure<'h>(pages: &[&'h str]) -> BTreeMap<&'h str, &'h str> {
    let mut found = BTreeMap::new();
    for page in pages {
        for (at, _) in page.match_indices("<figure id=\"") {
            let kind =
                page[at..].split("class=\"fig k-").nth(1).and_then(|rest| rest.split([' ', '"']).next()).unwrap();
            let figure = element(page, at);
            let best = found.entry(kind).or_insert(figure);
            if figure.len() > best.len() {
                *best = figure;
            }
        }
    }
    found
}

fn write(page: &Page, schemes: &[Tokens; 2], sheet: &str) {
    let folder = repository().join("target/design-system");
    fs::create_dir_all(folder.join("assets")).unwrap();
    fs::write(folder.join("assets/style.css"), format!("{sheet}{}", own_sheet(schemes))).unwrap();
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Design system</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">\n\
         <link rel=\"stylesheet\" href=\"assets/style.css\"></head>\n<body><div class=\"wrap\"><main id=\"main\"><h1>Design system</h1>\n\
         <div class=\"plainpage\">{}</div></main></div></body></html>\n",
        page.0
    );
    fs::write(folder.join("index.html"), html).unwrap();
}
