//! The method page and the page of every indicator, in every language: nothing that was applied is left unsaid.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]

mod kit;

use commonweal::model::Lang;
use commonweal::playbook::indicator::{Direction, Indicator, Scale};
use commonweal::playbook::{Playbook, read};
use commonweal::words::Words;
use kit::{Scratch, copy, repository, text};

/// Folder and tag of each language of the demonstration.
const LANGUAGES: [(&str, &str); 3] = [("", "zh-Hans"), ("en/", "en"), ("zh-Hant/", "zh-Hant")];

fn playbook() -> Playbook {
    read::builtin(&mut commonweal::model::field::FieldTable::default()).unwrap()
}

fn words(tag: &str) -> Words {
    Words::load(&Lang::new(tag), Default::default()).unwrap().unwrap()
}

/// The definition that stands under a label, without markup; empty where the label is not there.
fn under<'a>(page: &'a str, label: &str) -> &'a str {
    let Some(at) = page.find(&format!("<dt>{label}</dt>")) else { return "" };
    let rest = &page[at..];
    let from = rest.find("<dd>").unwrap() + 4;
    &rest[from..rest.find("</dd>").unwrap()]
}

/// What must stand on the page of an indicator and does not.
fn unsaid(indicator: &Indicator, page: &str, words: &Words) -> Vec<String> {
    let mut missing = Vec::new();
    let mut need = |holds: bool, what: &str| {
        if !holds {
            missing.push(format!("{}: {what}", indicator.id));
        }
    };
    for key in ["formula", "unit", "direction", "thresholds", "goalposts", "minimum", "interval", "period"] {
        need(!under(page, words.ui(&format!("page.indicator.{key}"))).trim().is_empty(), key);
    }
    let thresholds = under(page, words.ui("page.indicator.thresholds"));
    let has_mark = |text: &str| [">S<", ">P<", ">C<"].iter().any(|mark| text.contains(mark));
    let at = &indicator.thresholds;
    let judged = at.watch.or(at.act).or(at.watch_above).is_some() || indicator.scale == Scale::PeersLog;
    need(has_mark(thresholds) == judged, "thresholds with their mark");
    let scored = matches!(indicator.direction, Direction::Higher | Direction::Lower) && indicator.dimension.is_some();
    need(has_mark(under(page, words.ui("page.indicator.goalposts"))) == scored, "goalposts with their mark");
    let least = under(page, words.ui("page.indicator.minimum"));
    let number = indicator.minimum_n.map_or(String::new(), |n| words.number(n, 0));
    need(least.contains(&number), "its own least sample");
    let conditions =
        indicator.act_when.len() + indicator.watch_when.len() + indicator.suspend_when.len() + indicator.not_for.len();
    need(under(page, words.ui("page.indicator.also")).is_empty() == (conditions == 0), "its other conditions");
    // A source, or the sentence that there is none.
    let sources = page.matches("<li id=\"src-").count();
    need(sources == indicator.sources.len(), "its sources");
    need(sources > 0 || page.contains(words.ui("page.indicator.no_source")), "that it has no source");
    missing
}

#[test]
fn every_indicator_says_all_of_itself_in_every_language() {
    let files = whole();
    let mut missing = Vec::new();
    for (folder, tag) in LANGUAGES {
        let words = words(tag);
        for indicator in &playbook().indicators {
            let page = text(&files, &format!("{folder}method/{}/index.html", indicator.id));
            missing.extend(unsaid(indicator, &page, &words).into_iter().map(|what| format!("{tag} {what}")));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

fn whole() -> kit::Files {
    let site = Scratch::site(&[]);
    copy(&repository().join("content"), &site.path("site"));
    site.build("public", &[])
}

#[test]
fn the_method_page_prints_every_constant_in_every_language() {
    let files = whole();
    for (folder, tag) in LANGUAGES {
        let page = text(&files, &format!("{folder}method/index.html"));
        let section = |id: &str| {
            let from = page.find(&format!("<h2 id=\"{id}\"")).unwrap_or_else(|| panic!("{tag} has no {id}"));
            let rest = &page[from..];
            rest[..rest.find("</section>").unwrap()].to_owned()
        };
        // Coverage of two thirds, 4 core dimensions, 3 periods, floor 1, weights and goalposts of the method interval,
        // 80 % of the draws for a grade, 90 % for a difference and for a tier, dormant under 10 %, 5 peers, factor 1.5.
        let score = section("score");
        for constant in ["67%", "4", "3", "1", "±", "25%", "10%", "80%", "90%", "5", "1.5", "0.5"] {
            assert!(score.contains(constant), "{tag}: {constant} in {score}");
        }
        for bound in ["80", "65", "50", "35"] {
            assert!(score.contains(bound), "{tag}: the grade from {bound}");
        }
        let sure = section("sure");
        for constant in ["20", "0.175", "68", "30", "20%"] {
            assert!(sure.contains(constant), "{tag}: {constant} in {sure}");
        }
        let sensitivity = section("sensitivity");
        assert!(sensitivity.contains("COINr") && sensitivity.matches("<tr>").count() >= 6, "{tag}: {sensitivity}");
    }
}
