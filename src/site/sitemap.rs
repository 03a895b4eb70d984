//! What search engines read first: `sitemap.xml` with the translations of every page, and `robots.txt`.

use crate::model::Lang;
use crate::model::site::Profile;
use crate::page::percent;
use crate::report::Frame;
use std::collections::BTreeSet;

/// Addresses in one site map, and its size in bytes: both by the protocol (sitemaps.org: 50,000, 50 MB).
const MOST: (usize, usize) = (50_000, 50_000_000);

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SPACE: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

/// The site maps for the pages written (paths in the site, sorted), with absolute addresses: `sitemap.xml`, or, for
/// more pages than one may name, an index of that name and its parts. Empty without a base address and for a site that
/// is not meant for the public.
pub fn sitemaps(frame: &Frame, pages: &[String]) -> Vec<(String, String)> {
    sitemaps_of(frame, pages, MOST)
}

fn sitemaps_of(frame: &Frame, pages: &[String], most: (usize, usize)) -> Vec<(String, String)> {
    let Some(base) = frame.site.base_url.as_deref() else { return Vec::new() };
    if frame.site.disclosure.profile == Profile::Internal {
        return Vec::new();
    }
    let mut parts: Vec<String> = Vec::new();
    let (mut part, mut count) = (String::new(), 0);
    // Head and foot of a part are far below this.
    let room = most.1.saturating_sub(1024);
    let known: BTreeSet<&str> = pages.iter().map(String::as_str).collect();
    for page in pages {
        let entry = entry(base, &frame.site.languages, page, &known);
        if count == most.0 || (count > 0 && part.len() + entry.len() > room) {
            parts.push(std::mem::take(&mut part));
            count = 0;
        }
        part.push_str(&entry);
        count += 1;
    }
    parts.push(part);
    let open = format!("{HEAD}<urlset {SPACE} xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
    let whole = |part: &String| format!("{open}{part}</urlset>\n");
    if let [only] = parts.as_slice() {
        return vec![("sitemap.xml".into(), whole(only))];
    }
    let mut index = format!("{HEAD}<sitemapindex {SPACE}>\n");
    let mut files = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        let name = format!("sitemap-{}.xml", number + 1);
        index.push_str(&format!("<sitemap><loc>{}{name}</loc></sitemap>\n", xml(base)));
        files.push((name, whole(part)));
    }
    index.push_str("</sitemapindex>\n");
    files.push(("sitemap.xml".into(), index));
    files
}

/// One page with its translations.
fn entry(base: &str, languages: &[Lang], page: &str, known: &BTreeSet<&str>) -> String {
    let address = |page: &str| format!("{}{}", xml(base), percent(page.strip_suffix("index.html").unwrap_or(page)));
    let mut out = format!("<url><loc>{}</loc>", address(page));
    let others = languages.iter().skip(1);
    let plain = others.filter_map(|lang| page.strip_prefix(lang.tag())?.strip_prefix('/')).next().unwrap_or(page);
    let translated = |at: usize, lang: &Lang| if at == 0 { plain.to_owned() } else { format!("{lang}/{plain}") };
    let all: Vec<(&Lang, String)> = languages
        .iter()
        .enumerate()
        .map(|(at, lang)| (lang, translated(at, lang)))
        .filter(|(_, page)| known.contains(page.as_str()))
        .collect();
    if let (true, Some((_, first))) = (all.len() > 1, all.first()) {
        let link = |tag: &str, page: &str| {
            format!("<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{}\"/>", address(page))
        };
        for (lang, page) in &all {
            out.push_str(&link(lang.tag(), page));
        }
        out.push_str(&link("x-default", first));
    }
    out.push_str("</url>\n");
    out
}

/// `robots.txt`: everything is open, unless the site is internal.
pub fn robots(frame: &Frame) -> String {
    if frame.site.disclosure.profile == Profile::Internal {
        return "User-agent: *\nDisallow: /\n".into();
    }
    let sitemap = frame.site.base_url.as_deref().map(|base| format!("Sitemap: {base}sitemap.xml\n"));
    format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default())
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Community;

    fn frame() -> Frame {
        let tree = crate::load::MemoryTree::new([(
            "site.yaml",
            "title: {en: A, zh-Hans: B}\nbase_url: https://example.org/a&b/\nlanguages: [zh-Hans, en]\n",
        )]);
        let loaded = crate::load::community(&tree, &crate::load::Options::default());
        let community: Box<Community> = loaded.site.unwrap();
        crate::assemble::frame::frame(&community)
    }

    #[test]
    fn a_page_names_its_translations_and_many_pages_are_split() {
        let pages = ["en/index.html", "en/河/index.html", "index.html", "河/index.html"].map(String::from);
        let files = sitemaps_of(&frame(), &pages, (3, 50_000));
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
        assert!(files[2].1.contains("<loc>https://example.org/a&amp;b/sitemap-2.xml</loc>"), "{}", files[2].1);
        let river = "https://example.org/a&amp;b/%E6%B2%B3/";
        assert!(files[1].1.contains(&format!("<loc>{river}</loc>")), "{}", files[1].1);
        assert!(files[0].1.contains(&format!("hreflang=\"x-default\" href=\"{river}\"")), "{}", files[0].1);
        assert_eq!(sitemaps(&frame(), &pages).len(), 1);
        let small = sitemaps_of(&frame(), &pages, (50_000, 1024 + 700));
        assert!(small.len() > 2, "the size in bytes is kept too");
    }
}
