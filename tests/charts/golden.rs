//! Drawings that a person can look at: `tests/charts/golden/CASE-LANGUAGE.svg` opens in a browser, with the stylesheet
//! of the site. One case a kind and a difficulty: gaps, withheld cells, one period, zeros, extreme values, long names.
//!
//! After a change that is meant: `BLESS=1 cargo test --test charts`, then look at what changed.

use crate::fixture;
use commonweal::chart::{self, Figure, Kit, Scope, Subject};
use commonweal::disclose::{Facts, Published};
use commonweal::judge::{About, Line};
use commonweal::model::quantity::Estimate;
use commonweal::playbook::Mark;
use commonweal::playbook::test::Bound;
use commonweal::report::Frame;
use std::fs;
use std::path::Path;

/// A case and its drawing.
type Case = (String, String);

/// All cases of a language.
fn cases(tag: &str) -> Vec<Case> {
    let frame = fixture::frame();
    let words = fixture::words(tag);
    let kit = Kit::new(&frame, &words);
    let mut out: Vec<Case> = Vec::new();
    overview(&kit, &mut out);
    group(&kit, &frame, &mut out);
    trends(&kit, &frame, &mut out);
    out.push(("sparkline".into(), sparkline()));
    out.extend(evidence(&kit).map(|drawing| ("evidence".into(), drawing)));
    out
}

/// The narrow drawing of a figure, and the wide one where there is one.
fn both(out: &mut Vec<Case>, name: &str, figure: Option<Figure>) {
    let figure = figure.unwrap();
    out.push((name.to_owned(), figure.narrow));
    out.extend(figure.wide.map(|wide| (format!("{name}-wide"), wide)));
}

/// The kinds of places and overviews, with long names, marks of states and a full score.
fn overview(kit: &Kit, out: &mut Vec<Case>) {
    let place = fixture::place(kit.frame);
    let groups = fixture::summaries();
    let many: Vec<_> = (0..20).flat_map(|_| fixture::summaries()).collect();
    let indicators = fixture::PEERS.map(|id| kit.frame.playbook.indicator(id).unwrap());
    both(out, "peers", chart::peers(kit, &place, &indicators, 1));
    both(out, "change", chart::change(kit, &groups, 1));
    both(out, "heat-map", chart::heat_map(kit, &groups, 1));
    both(out, "heat-map-many", chart::heat_map(kit, &many, 1));
    both(out, "flows", chart::flows(kit, Scope::Place(0), &place.flows, 1));
    both(out, "flows-one", chart::flows(kit, Scope::Group(4), &place.flows, 1));
}

/// An interval and both thresholds of a piece of evidence.
fn evidence(kit: &Kit) -> Option<String> {
    let line = Line {
        about: About::Indicator(kit.frame.playbook.indicator("active_member_rate").unwrap()),
        value: Published::Value(fixture::share(21.0, 80.0)),
        watch: Some((Bound::Below(0.3), Mark::C)),
        act: Some((Bound::Below(0.1), Mark::C)),
        seen: Published::Missing,
        persistent: false,
        unsure: false,
        negated: false,
    };
    chart::evidence(kit, &line)
}

/// Every kind of a group: thirteen months with a gap, withheld cells and a renewal.
fn group(kit: &Kit, frame: &Frame, out: &mut Vec<Case>) {
    let report = fixture::report(frame, 13, 69.0);
    let subject = Subject::group(&report).unwrap();
    let indicators = crate::TRENDS.map(|id| frame.playbook.indicator(id).unwrap());
    both(out, "score", chart::score_strip(kit, &report, 1));
    both(out, "dimensions", chart::dimensions(kit, &report, 1));
    both(out, "stock-flow", chart::stock_and_flow(kit, &report, 1));
    both(out, "lorenz", chart::lorenz(kit, &report, 1));
    both(out, "survival", chart::survival(kit, &report, 1));
    both(out, "multiples", chart::multiples(kit, subject, &indicators, 1));
    both(out, "reasons", chart::reasons(kit, subject, 1));
    both(out, "formats", chart::formats(kit, subject, 1));
    both(out, "checklists", chart::checklists(kit, &report, 1));
    both(out, "score-lowest", chart::score_strip(kit, &fixture::report(frame, 1, 4.0), 1));
    both(out, "stock-flow-one", chart::stock_and_flow(kit, &fixture::report(frame, 1, 4.0), 1));
}

/// The trend in its difficulties.
fn trends(kit: &Kit, frame: &Frame, out: &mut Vec<Case>) {
    let mut draw = |name: &str, id: &str, facts: Facts| {
        let mut report = fixture::report(frame, facts.periods.len(), 69.0);
        report.facts = facts;
        let figure = chart::trend(kit, Subject::group(&report).unwrap(), frame.playbook.indicator(id).unwrap(), 1);
        both(out, name, figure);
    };
    draw("trend", "active_member_rate", fixture::facts(frame, 37));
    draw("trend-withheld", "newcomer_reply_rate", fixture::facts(frame, 13));
    draw("trend-exact", "content_cadence", fixture::facts(frame, 13));
    draw("trend-one", "active_member_rate", fixture::facts(frame, 1));
    draw("trend-zeros", "active_member_rate", with(frame, "active_member_rate", |_| fixture::share(0.0, 40.0)));
    let extreme = |at: usize| match at {
        6 => fixture::with(9_800.0, 4_100.0, f64::INFINITY),
        _ => fixture::with(0.1, 0.02, 0.4),
    };
    draw("trend-extreme", "first_response_median", with(frame, "first_response_median", extreme));
}

/// Thirteen months in which one indicator has these values.
fn with(frame: &Frame, id: &str, value: impl Fn(usize) -> Estimate) -> Facts {
    let mut facts = fixture::facts(frame, 13);
    facts.indicators[frame.playbook.indicator(id).unwrap()] = (0..13).map(|at| Published::Value(value(at))).collect();
    facts
}

fn sparkline() -> String {
    let value = |at: u8| if at == 4 { Published::Missing } else { Published::Value(f32::from(at * at % 7) + 2.0) };
    chart::sparkline(&(0..13).map(value).collect::<Vec<_>>())
}

/// The drawing as a file of its own: with the stylesheet, in its language, one element a line.
fn file(tag: &str, drawing: &str) -> String {
    let root = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" lang=\"{tag}\" ");
    let drawing = drawing.replacen("<svg ", &root, 1).replace("><", ">\n<");
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <?xml-stylesheet type=\"text/css\" href=\"../../../templates/assets/chart.css\"?>\n{drawing}\n"
    )
}

#[test]
#[allow(clippy::disallowed_methods, reason = "the drawings are files to look at")]
fn every_kind_is_drawn_as_before() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/charts/golden");
    let mut expected: Vec<String> = Vec::new();
    let mut differ: Vec<String> = Vec::new();
    for tag in fixture::LANGUAGES {
        for (name, drawing) in cases(tag) {
            let name = format!("{name}-{tag}.svg");
            let drawing = file(tag, &drawing);
            if std::env::var_os("BLESS").is_some() {
                fs::create_dir_all(&folder).unwrap();
                fs::write(folder.join(&name), &drawing).unwrap();
            }
            if fs::read_to_string(folder.join(&name)).unwrap_or_default() != drawing {
                differ.push(name.clone());
            }
            expected.push(name);
        }
    }
    let kept = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    differ.extend(kept.filter(|name| !expected.contains(name)));
    assert_eq!(differ, [""; 0], "if that is meant: BLESS=1 cargo test --test charts, and look at them");
}

#[test]
fn a_line_of_36_points_takes_less_than_four_kilobytes() {
    let frame = fixture::frame();
    for tag in fixture::LANGUAGES {
        let words = fixture::words(tag);
        let kit = Kit::new(&frame, &words);
        let report = fixture::report(&frame, 36, 69.0);
        let subject = Subject::group(&report).unwrap();
        for id in crate::TRENDS {
            let figure = chart::trend(&kit, subject, frame.playbook.indicator(id).unwrap(), 1).unwrap();
            for drawing in [Some(&figure.narrow), figure.wide.as_ref()].into_iter().flatten() {
                assert!(drawing.len() < 4096, "{id} in {tag}: {} bytes", drawing.len());
            }
        }
    }
}
