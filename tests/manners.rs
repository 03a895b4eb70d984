//! What a published site owes to those who link it, follow it and read its data.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]

mod kit;

use kit::{Files, Scratch, difference, text};

/// The small site, with more in `site.yaml`.
fn built(more: &str) -> Files {
    let site = Scratch::small();
    site.append("site.yaml", more);
    site.build("public", &[])
}

fn cards(files: &Files) -> Vec<&str> {
    let first = |path: &&str| path.ends_with("card.png") && !path.starts_with("zh-");
    files.keys().map(String::as_str).filter(first).collect()
}

#[test]
fn cards_are_made_for_the_pages_that_the_site_chooses() {
    let places = built("");
    assert_eq!(cards(&places), ["card.png", "riverside/card.png"]);
    assert!(places.contains_key("zh-Hant/riverside/card.png"), "in every language");
    assert_eq!(cards(&built("cards: none\n")), [""; 0]);
    let all = built("cards: all\n");
    assert_eq!(
        cards(&all),
        ["card.png", "riverside/card.png", "riverside/readers/card.png", "riverside/runners/card.png"]
    );
    let page = text(&all, "riverside/runners/index.html");
    assert!(
        page.contains("<meta property=\"og:image\" content=\"https://example.org/report/riverside/runners/card.png\">")
    );
    let none = text(&places, "riverside/runners/index.html");
    assert!(!none.contains("og:image") && none.contains("content=\"summary\""));
    for path in cards(&all) {
        let png = &all[path];
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n", "{path}");
        assert_eq!(png[16..24], [0, 0, 4, 176, 0, 0, 2, 118], "{path} is 1200 by 630 pixels");
        assert!(png.len() < 120_000, "{path} has {} bytes", png.len());
    }
    assert_eq!(difference(&all, &built("cards: all\n")), None, "the same bytes every time");
}

#[test]
fn a_site_without_an_address_writes_nothing_that_needs_one() {
    let site = Scratch::small();
    site.change("site.yaml", "base_url: https://example.org/report/\n", "");
    let files = site.build("public", &[]);
    for path in ["sitemap.xml", "feed.xml", "card.png"] {
        assert!(!files.contains_key(path), "{path}");
    }
    let page = text(&files, "index.html");
    assert!(!page.contains("og:url") && !page.contains("og:image") && !page.contains("feed.xml"));
    assert_eq!(text(&files, "robots.txt"), "User-agent: *\nAllow: /\n");
}

#[test]
fn an_internal_site_asks_robots_to_stay_away_and_offers_nothing_to_share() {
    let files = built("disclosure: {profile: internal}\n");
    for path in ["sitemap.xml", "feed.xml", "card.png"] {
        assert!(!files.contains_key(path), "{path}");
    }
    assert_eq!(text(&files, "robots.txt"), "User-agent: *\nDisallow: /\n");
}

#[test]
fn my_own_file_for_robots_goes_first() {
    let site = Scratch::small();
    site.write("static/robots.txt", "User-agent: *\nDisallow: /drafts/\n");
    assert_eq!(text(&site.build("public", &[]), "robots.txt"), "User-agent: *\nDisallow: /drafts/\n");
}

#[test]
fn the_site_map_names_every_page_and_the_feed_every_piece_of_news() {
    let site = Scratch::small();
    site.write("hello.md", "---\ntitle: A & B\ndate: 2026-05-01\n---\nFirst <words>.\n");
    let files = site.build("public", &[]);
    let map = text(&files, "sitemap.xml");
    for path in files.keys().filter_map(|path| path.strip_suffix("index.html")) {
        assert!(map.contains(&format!("<loc>https://example.org/report/{path}</loc>")), "{path}");
    }
    let feed = text(&files, "feed.xml");
    assert!(feed.contains("<title>A &amp; B</title>\n<updated>2026-05-01T00:00:00Z</updated>"), "{feed}");
    assert!(
        feed.contains("<summary>First &lt;words&gt;.</summary>") || feed.contains("<summary>First .</summary>"),
        "{feed}"
    );
    assert!(feed.contains("<id>https://example.org/report/updates/#note-hello</id>"), "{feed}");
}

#[test]
fn the_data_package_knows_size_and_hash_of_every_file_it_names() {
    use sha2::{Digest, Sha256};
    let files = built("");
    let package: serde_json::Value = serde_json::from_str(&text(&files, "data/datapackage.json")).unwrap();
    let resources = package["resources"].as_array().unwrap();
    assert!(resources.len() > 7);
    for resource in resources {
        let bytes = &files[&format!("data/{}", resource["path"].as_str().unwrap())];
        assert_eq!(resource["bytes"].as_u64().unwrap(), bytes.len() as u64);
        let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(resource["hash"].as_str().unwrap(), format!("sha256:{hash}"));
    }
    assert_eq!(package["licenses"][0]["path"], "https://creativecommons.org/licenses/by/4.0/");
}
