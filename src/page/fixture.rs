//! Small reports made by hand, for the tests of the pages.

use crate::disclose::{Facts, Published};
use crate::judge::{
    About, Assessment, Brief, Evidence, Expected, History, Judged, Line, Needed, Outcome, Recommended, Seen,
};
use crate::model::field::FieldTable;
use crate::model::group::{Action, ActionStatus, Answer, Checklist, Goal, GroupType, Lifespan, Platform, Renewal};
use crate::model::note::{Note, NoteKind};
use crate::model::place::PlaceKind;
use crate::model::quantity::{Estimate, Tier};
use crate::model::site::{Disclosure, Profile, Publisher, Scoring};
use crate::model::{Lang, Localized, Period, Site, SitePath};
use crate::playbook::read::builtin;
use crate::playbook::test::{Bound, Subject};
use crate::playbook::{FindingKind, Level, Mark, Unit};
use crate::report::{Flow, Frame, GroupLink, GroupProfile, GroupReport, PlaceLink, PlaceReport};
use crate::score::{Change, DimensionScore, Grade, PeriodScore, Points, Scored, Scores, State};

/// Periods of every series here.
pub const PERIODS: usize = 18;

/// A text in two languages.
pub fn text(en: &str, zh: &str) -> Localized {
    Localized::new(vec![(Lang::new("en"), en.into()), (Lang::new("zh-Hans"), zh.into())])
}

/// A site with two places and `groups` groups.
pub fn frame(languages: &[&str], groups: usize) -> Frame {
    let mut fields = FieldTable::default();
    let playbook = builtin(&mut fields).expect("the built-in playbook reads");
    let place = |path: &str, name, parent| PlaceLink { path: SitePath::new(path), name, kind: PlaceKind::City, parent };
    Frame {
        site: site(languages),
        playbook,
        fields,
        as_of: Some(Period::Month(2026, 10)),
        notes: Vec::new(),
        places: vec![
            place("riverbend", text("Riverbend", "河湾市"), None),
            place("riverbend/old-town", Localized::one(&Lang::new("zh-Hans"), "老城"), Some(0)),
        ],
        groups: (0..groups)
            .map(|index| GroupLink {
                path: SitePath::new(&format!("riverbend/group-{index}")),
                name: name(index),
                place: Some(0),
            })
            .collect(),
    }
}

fn name(index: usize) -> Localized {
    match index {
        0 => text("Night Runners", "河湾夜跑团"),
        1 => Localized::one(&Lang::new("zh-Hans"), "旧单车交流群"),
        _ => text(&format!("Group {index}"), &format!("第{index}群")),
    }
}

fn site(languages: &[&str]) -> Site {
    Site {
        title: text("Riverbend community health report", "河湾市社群健康报告"),
        summary: text("Community groups in Riverbend.", "河湾市的社群。"),
        publisher: Publisher {
            name: text("Riverbend community office", "河湾市社区服务中心"),
            url: Some("https://example.org/".into()),
            email: Some("data@example.org".into()),
        },
        base_url: None,
        languages: languages.iter().map(|tag| Lang::new(tag)).collect(),
        licence: Some("CC-BY-4.0".into()),
        as_of: None,
        disclosure: Disclosure { profile: Profile::Standard, minimum_count: 5, reason: Localized::default() },
        scoring: Scoring::default(),
        history: true,
        hant_terms: Default::default(),
        cards: Default::default(),
        fictional: true,
    }
}

/// A number from 0 to 1 that is the same on every run.
fn noise(a: usize, b: usize) -> f64 {
    let mixed = (a as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (b as u64 + 7).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (mixed.wrapping_mul(0x94D0_49BB_1331_11EB) >> 40) as f64 / f64::from(1 << 24)
}

/// A plausible estimate of an indicator of this unit.
fn estimate(unit: Unit, index: usize, row: usize) -> Estimate {
    let level = 0.3 + 0.4 * noise(index, 99) + 0.08 * (noise(index, row) - 0.5);
    let (value, half) = match unit {
        Unit::Percent | Unit::Index => (level, 0.06),
        Unit::Hours => (level * 48.0, 6.0),
        Unit::Balance => (level - 0.3, 0.1),
        Unit::Net => (level * 80.0 - 10.0, 14.0),
        Unit::Persons | Unit::Count => ((level * 9.0).round(), 1.0),
        _ => (level * 100.0, 8.0),
    };
    Estimate {
        lower: Some(value - half),
        upper: Some(if index.is_multiple_of(17) { f64::INFINITY } else { value + half }),
        n: Some(16.0 + 400.0 * noise(index, 3)),
        tier: if index.is_multiple_of(7) { Tier::Few } else { Tier::Normal },
        ..Estimate::exact(value)
    }
}

/// Facts of the indicators of a level and of some fields.
pub fn facts(frame: &Frame, level: Level, seed: usize) -> Facts {
    let periods: Vec<Period> = (0..PERIODS).map(|i| Period::Month(2025, 5).shift(i as i32)).collect();
    let cell = |index: usize, row: usize, unit: Unit| match (index + seed) % 11 {
        5 => Published::Missing,
        8 if row.is_multiple_of(3) => Published::Withheld,
        9 => Published::NotApplicable,
        _ if row == 9 => Published::Missing,
        _ => Published::Value(estimate(unit, index + seed, row)),
    };
    let indicators = frame.playbook.indicators.iter().enumerate();
    let indicators = indicators.map(|(index, indicator)| match indicator.level == level {
        true => (0..PERIODS).map(|row| cell(index, row, indicator.unit)).collect(),
        false => Vec::new(),
    });
    let names: &[&str] = match level {
        Level::Group => &[
            "members_start",
            "members_end",
            "joined",
            "left",
            "removed",
            "active",
            "posters",
            "messages",
            "threads",
            "replies",
            "newcomers",
            "items",
            "weeks_with_item",
            "incidents",
            "cost",
        ],
        Level::Place => &["population", "businesses", "funding"],
    };
    let mut fields: Vec<_> = names.iter().filter_map(|name| Some((frame.fields.id(name)?, *name))).collect();
    fields.sort();
    let fields = fields.into_iter().map(|(id, name)| {
        let value = |row: usize| match name {
            "members_start" | "members_end" => 400.0 + row as f64,
            "population" => 312_400.0,
            "messages" => 2_000.0 + (900.0 * noise(row, 5)).round(),
            _ => (10.0 + 40.0 * noise(usize::from(id.0), row)).round(),
        };
        let cell = |row: usize| match (name, row) {
            ("removed", 4) | ("left", 4) => Published::Withheld,
            ("active", 9) => Published::Missing,
            _ => Published::Value(value(row)),
        };
        (id, (0..PERIODS).map(cell).collect())
    });
    Facts {
        indicators: indicators.collect(),
        fields: fields.collect(),
        lorenz: vec![Published::Missing; PERIODS],
        survival: vec![Published::Missing; PERIODS],
        joined_by_channel: vec![Vec::new(); PERIODS],
        items_by_format: vec![Vec::new(); PERIODS],
        periods,
        primary: 3,
        derived: 2,
    }
}

/// Scores in a state.
pub fn scores(frame: &Frame, facts: &Facts, state: State, seed: usize) -> Scores {
    let scored =
        |value: f64| Scored { value, data: Some((value - 3.0, value + 2.0)), method: Some((value - 2.0, value + 4.0)) };
    let dimensions = frame.playbook.dimensions.iter().enumerate().filter(|(_, d)| d.level == Level::Group);
    let dimensions: Vec<DimensionScore> = dimensions
        .map(|(dimension, _)| DimensionScore {
            dimension,
            score: if dimension == 3 {
                Published::Missing
            } else {
                Published::Value(scored((90.0 - 40.0 * noise(dimension, seed)).round()))
            },
            coverage: 0.8,
        })
        .collect();
    let graded = state == State::Graded;
    let period = |row: usize| PeriodScore {
        state,
        dimensions: dimensions.clone(),
        overall: if graded { Published::Value(scored(67.0 + (row % 3) as f64)) } else { Published::Missing },
        arithmetic: if graded { Published::Value(scored(71.0)) } else { Published::Missing },
        grade: graded.then_some((Grade::B, if seed.is_multiple_of(2) { Grade::B } else { Grade::C })),
        coverage: 0.87,
        range: Some((42.0, 74.0)),
        points: facts
            .indicators
            .iter()
            .map(|cells| {
                let value = cells.get(row)?.value()?.value;
                Some(Points { value: (value.abs() * 100.0).rem_euclid(100.0), clipped: false })
            })
            .collect(),
        measure_first: vec![6, 9],
    };
    Scores {
        now: None,
        periods: (0..facts.periods.len()).map(period).collect(),
        since_previous: None,
        since_year: graded.then_some(Change {
            since: PERIODS - 13,
            difference: 2.0,
            interval: (-3.0, 6.0),
            alike: true,
            common: None,
            clear: seed % 3 == 1,
        }),
    }
}

fn line(facts: &Facts, indicator: usize, seen: Published<Seen>) -> Line {
    Line {
        about: About::Indicator(indicator),
        value: facts.indicators[indicator].last().cloned().unwrap_or(Published::Missing),
        watch: Some((Bound::Below(0.8), Mark::C)),
        act: Some((Bound::Below(0.61), Mark::S)),
        seen,
        persistent: false,
        unsure: false,
        negated: false,
    }
}

/// What is judged of a group or place: some rules likely, some possible, some open.
pub fn assessment(frame: &Frame, facts: &Facts, level: Level) -> Assessment {
    let measured: Vec<usize> = (0..facts.indicators.len())
        .filter(|i| facts.indicators[*i].last().is_some_and(|cell| cell.value().is_some()))
        .collect();
    let at = |i: usize| measured[i % measured.len()];
    let rules = frame.playbook.findings.iter().enumerate().filter(|(_, finding)| finding.level == level);
    let findings: Vec<Judged> = rules
        .map(|(finding, rule)| {
            let outcome = match (finding % 9, rule.kind) {
                (_, FindingKind::Type) => Outcome::NotApplicable,
                (2, _) => Outcome::Likely,
                (4, _) => Outcome::Possible,
                (6, _) => Outcome::CannotAssess,
                (7, _) => Outcome::Withheld,
                _ => Outcome::NotSeen,
            };
            let evidence = |item: usize, seen| Evidence {
                item,
                defining: item == 0,
                seen: Published::Value(seen),
                lines: vec![line(facts, at(finding + item), Published::Value(seen))],
            };
            Judged {
                finding,
                outcome,
                strength: 0.6,
                coverage: 0.75,
                evidence: vec![evidence(0, Seen::Established), evidence(1, Seen::Hint), evidence(2, Seen::NotSeen)],
                counter: vec![line(facts, at(finding + 5), Published::Value(Seen::Indicated))],
                shows: Vec::new(),
                facet_score: (rule.kind == FindingKind::Facet).then_some(30.0 + finding as f64 % 50.0),
                linked: if rule.kind == FindingKind::Effect { vec![finding - 1] } else { Vec::new() },
                measure_first: vec![Needed::Indicator(at(1)), Needed::Indicator(at(2))],
                since: (finding % 2 == 0).then_some(PERIODS - 3),
            }
        })
        .collect();
    let briefs = findings.iter().flat_map(|judged| (0..PERIODS).map(|row| brief(judged, row)));
    let history = History::new(PERIODS, briefs.collect());
    Assessment {
        findings,
        history,
        advice: advice(frame, facts, level, &measured),
        remarks: Vec::new(),
        standing: Vec::new(),
        renewal_step: None,
        too_early: false,
        follow_up: Vec::new(),
        goals: Vec::new(),
    }
}

/// The result of a finding in an earlier period: seen from its first period on, not before.
fn brief(judged: &Judged, row: usize) -> Brief {
    let outcome = if judged.since.is_none_or(|since| row >= since) { judged.outcome } else { Outcome::NotSeen };
    Brief { outcome, strength: judged.strength, coverage: judged.coverage }
}

fn advice(frame: &Frame, facts: &Facts, level: Level, measured: &[usize]) -> Vec<Recommended> {
    let wanted: &[&str] = match level {
        Level::Group => &["s3.a3", "s3.a1", "s4.g6", "s1.g2"],
        Level::Place => &["s0.a4", "s0.a1"],
    };
    let rows = wanted.iter().filter_map(|id| frame.playbook.advice(id));
    rows.enumerate()
        .map(|(rank, row)| {
            let indicator = measured[rank * 3 % measured.len()];
            Recommended {
                advice: vec![row],
                priority: 4.0 - rank as f64,
                findings: vec![rank + 5],
                because: vec![line(facts, indicator, Published::Value(Seen::Indicated))],
                expected: vec![Expected {
                    subject: Subject::Indicator(indicator),
                    now: facts.indicators[indicator].last().cloned().unwrap_or(Published::Missing),
                    target: Some(0.8),
                    up: Some(true),
                    from: Period::Month(2026, 11),
                    by: Period::Month(2026, 12),
                }],
                missing: if rank == 1 { vec![("goal_clarity".into(), "dated_goal".into())] } else { Vec::new() },
                shows: Vec::new(),
                status: (rank == 0).then_some(ActionStatus::Running),
                shown: true,
            }
        })
        .collect()
}

/// A group in a state.
pub fn group(frame: &Frame, index: usize, state: State) -> GroupReport {
    let facts = facts(frame, Level::Group, index);
    let scores = scores(frame, &facts, state, index);
    let assessment = assessment(frame, &facts, Level::Group);
    GroupReport {
        index,
        profile: profile(frame, index),
        row: Some(PERIODS - 1),
        last_measured: index == 2,
        unfinished: None,
        facts,
        scores,
        assessment,
        flows: flows(index, frame.groups.len()),
    }
}

fn flows(index: usize, groups: usize) -> Vec<Flow> {
    let other = (index + 1) % groups;
    let flow = |from, to, reason, count| Flow { from, to, reason, removed: false, count };
    vec![
        flow(Some(index), Some(other), "content", Published::Value(31.0)),
        flow(Some(index), None, "unknown", Published::Value(78.0)),
        flow(Some(index), None, "need", Published::Withheld),
        flow(Some(other), Some(index), "content", Published::Withheld),
    ]
}

fn profile(frame: &Frame, index: usize) -> GroupProfile {
    let date = |m: i8| jiff::civil::date(2026, m, 1);
    GroupProfile {
        path: frame.groups[index].path.clone(),
        place: Some(0),
        name: frame.groups[index].name.clone(),
        kind: GroupType::Interest,
        platform: Platform::Chat,
        channels: vec!["wechat".into(), "offline".into()],
        lifespan: if index % 5 == 4 { Lifespan::TimeBoxed(date(1), date(9)) } else { Lifespan::Ongoing },
        founded: Some(Period::Month(2021, 3)),
        capacity: Some(500),
        staff: [Some(4), Some(1), Some(2)],
        last_evaluation: None,
        goals: vec![Goal {
            indicator: 6,
            baseline: 0.2,
            target: 0.35,
            from: Period::Month(2026, 1),
            by: Period::Month(2026, 12),
        }],
        checklists: vec![Checklist {
            id: "goal_clarity".into(),
            items: vec![("purpose_written".into(), Answer::Dated(date(2))), ("dated_goal".into(), Answer::No)],
        }],
        not_applicable: Vec::new(),
        renewals: vec![Renewal {
            from: date(3), until: date(4), note: text("silent members asked", "请沉默成员确认")
        }],
        actions: vec![Action {
            advice: 3,
            status: ActionStatus::Running,
            started: Some(Period::Month(2026, 4)),
            note: text("two hosts greet newcomers", "两名主持人迎新"),
        }],
        notes: vec![note("riverbend/night-runners/2026-10.md", "2026-10", "zh-Hans")],
    }
}

/// A note.
pub fn note(source: &str, slug: &str, lang: &str) -> Note {
    Note {
        source: source.into(),
        slug: slug.into(),
        lang: Lang::new(lang),
        title: Some("十月札记".into()),
        date: Some(jiff::civil::date(2026, 10, 31)),
        period: Some(Period::Month(2026, 10)),
        author: Some("张三".into()),
        kind: NoteKind::Note,
        body_at: 0,
        body_line: 1,
        may_link: true,
    }
}

/// A place, with these groups.
pub fn place(frame: &Frame, index: usize, groups: &[GroupReport]) -> PlaceReport {
    let facts = facts(frame, Level::Place, 0);
    let assessment = assessment(frame, &facts, Level::Place);
    let row = facts.indicators.iter().map(|cells| cells.last().cloned().unwrap_or(Published::NotApplicable)).collect();
    PlaceReport {
        index,
        link: frame.places[index].clone(),
        row: Some(PERIODS - 1),
        last_measured: false,
        unfinished: None,
        scores: scores(frame, &facts, State::NoOverall, 0),
        facts,
        assessment,
        not_applicable: Vec::new(),
        actions: Vec::new(),
        notes: Vec::new(),
        peers: vec![(1 - index, row)],
        flows: flows(0, frame.groups.len()),
        peer_groups: if index == 0 { vec![(0, 71.0)] } else { Vec::new() },
        children: if index == 0 { vec![1] } else { Vec::new() },
        groups: groups.iter().map(|report| crate::report::summary::summary(frame, report)).collect(),
    }
}
