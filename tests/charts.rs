//! Charts as a reader would look at them: every kind drawn of an invented group, in three languages.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]

#[path = "charts/fixture.rs"]
mod fixture;
#[path = "charts/golden.rs"]
mod golden;

use commonweal::chart::{self, Figure, Kit, Scope, Subject};
use commonweal::report::GroupReport;
use fixture::LANGUAGES;
use std::fmt::Write;

const TRENDS: [&str; 6] = [
    "active_member_rate",
    "first_response_median",
    "content_cadence",
    "churn_rate",
    "newcomer_reply_rate",
    "net_sentiment",
];

/// Every figure of the gallery in one language.
fn figures(tag: &str) -> Vec<Figure> {
    let frame = fixture::frame();
    let words = fixture::words(tag);
    let kit = Kit::new(&frame, &words);
    let mut out = Vec::new();
    overview(&kit, &mut out);
    for (months, overall) in [(13, 69.0), (37, 21.0), (4, 97.0), (1, 4.0)] {
        group(&kit, &fixture::report(&frame, months, overall), &mut out);
    }
    out
}

fn overview(kit: &Kit, out: &mut Vec<Figure>) {
    let place = fixture::place(kit.frame);
    let groups = fixture::summaries();
    let many: Vec<_> = (0..20).flat_map(|_| fixture::summaries()).collect();
    let indicators = fixture::PEERS.map(|id| kit.frame.playbook.indicator(id).unwrap());
    out.extend(chart::peers(kit, &place, &indicators, out.len() + 1));
    out.extend(chart::change(kit, &groups, out.len() + 1));
    out.extend(chart::heat_map(kit, &groups, out.len() + 1));
    out.extend(chart::heat_map(kit, &many, out.len() + 1));
    out.extend(chart::flows(kit, Scope::Place(0), &place.flows, out.len() + 1));
    out.extend(chart::flows(kit, Scope::Group(2), &place.flows, out.len() + 1));
}

fn group(kit: &Kit, report: &GroupReport, out: &mut Vec<Figure>) {
    let subject = Subject::group(report).unwrap();
    let indicators = TRENDS.map(|id| kit.frame.playbook.indicator(id).unwrap());
    out.extend(chart::score_strip(kit, report, out.len() + 1));
    out.extend(chart::stock_and_flow(kit, report, out.len() + 1));
    out.extend(chart::dimensions(kit, report, out.len() + 1));
    out.extend(chart::lorenz(kit, report, out.len() + 1));
    out.extend(chart::multiples(kit, subject, &indicators, out.len() + 1));
    out.extend(chart::survival(kit, report, out.len() + 1));
    out.extend(chart::reasons(kit, subject, out.len() + 1));
    out.extend(chart::formats(kit, subject, out.len() + 1));
    out.extend(chart::checklists(kit, report, out.len() + 1));
    for indicator in indicators {
        out.extend(chart::trend(kit, subject, indicator, out.len() + 1));
    }
}

fn gallery(tag: &str) -> String {
    let mut html = format!(
        "<!doctype html><html lang=\"{tag}\"><meta charset=\"utf-8\"><title>{tag}</title>\
         <link rel=\"stylesheet\" href=\"../../templates/assets/chart.css\"><link rel=\"stylesheet\" href=\"gallery.css\"><main>"
    );
    for figure in figures(tag) {
        let wide = figure.wide.as_deref().unwrap_or_default();
        let class = if wide.is_empty() { "fig" } else { "fig f2" };
        let _ = write!(
            html,
            "<figure class=\"{class}\" id=\"{}\"><figcaption><h3>{}</h3><p class=\"fs\">{}</p></figcaption>{wide}{}<p class=\"fd\">{}</p><details><summary>data</summary><div class=\"scroll\">{}</div></details></figure>",
            figure.id, figure.headline, figure.subtitle, figure.narrow, figure.description, figure.table.html
        );
    }
    html + "</main></html>\n"
}

/// Writes the gallery when asked to (`CHART_GALLERY=1 cargo test --test charts`); open `tests/charts/<tag>.html`.
#[test]
#[allow(clippy::disallowed_methods, reason = "asked for by whoever looks at the drawings")]
fn the_gallery_is_drawn() {
    for tag in LANGUAGES {
        let html = gallery(tag);
        // The one mention left is the stylesheet.
        assert_eq!(html.matches("chart.").count(), 1, "{tag}: a text is missing");
        if std::env::var("CHART_GALLERY").is_ok() {
            std::fs::write(format!("tests/charts/{tag}.html"), html).unwrap();
        }
    }
}
