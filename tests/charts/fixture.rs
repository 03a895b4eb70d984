//! An invented group, a place and a list of groups, as the charts meet them: published values only.

use commonweal::disclose::{Facts, Published};
use commonweal::judge::Assessment;
use commonweal::measure::{Lorenz, Survival, SurvivalStep};
use commonweal::model::field::FieldTable;
use commonweal::model::group::{Answer, Checklist, GroupType, Lifespan, Platform, Renewal};
use commonweal::model::place::PlaceKind;
use commonweal::model::quantity::{Estimate, Spread, Tier};
use commonweal::model::site::{Disclosure, HantTerms, Profile, Publisher, Scoring};
use commonweal::model::{Lang, Localized, Period, Site, SitePath};
use commonweal::playbook::read::builtin;
use commonweal::report::{
    Flow, Frame, GroupLink, GroupProfile, GroupReport, GroupSummary, Kept, PlaceLink, PlaceReport,
};
use commonweal::score::{DimensionScore, Grade, PeriodScore, Scored, Scores, State};
use commonweal::words::Words;
use jiff::civil::date;

pub const LANGUAGES: [&str; 3] = ["en", "zh-Hans", "zh-Hant"];

pub fn words(tag: &str) -> Words {
    Words::load(&Lang::new(tag), HantTerms::Taiwan).unwrap().unwrap()
}

fn text(en: &str, hans: &str) -> Localized {
    Localized::new(vec![(Lang::new("en"), en.into()), (Lang::new("zh-Hans"), hans.into())])
}

/// Small numbers that look like data and are the same on every run.
pub struct Noise(pub u64);

impl Noise {
    /// From 0 up to 1.
    pub fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as f64 / (1u64 << 31) as f64
    }
}

/// Wilson's interval.
pub fn share(k: f64, n: f64) -> Estimate {
    let (p, z) = (k / n, 1.959964);
    let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let tier = if n <= 20.0 { Tier::Few } else { Tier::Normal };
    Estimate {
        value: p,
        lower: Some((middle - half).max(0.0)),
        upper: Some((middle + half).min(1.0)),
        k: Some(k),
        n: Some(n),
        tier,
        spread: Spread::Beta { k, n },
        ..Estimate::exact(p)
    }
}

pub fn with(value: f64, lower: f64, upper: f64) -> Estimate {
    Estimate { lower: Some(lower), upper: Some(upper), ..Estimate::exact(value) }
}

pub const GROUPS: [(&str, &str, &str); 9] = [
    ("riverbend/gardeners", "Riverside Gardeners", "河岸园艺组"),
    ("riverbend/trail-runners", "Trail Runners", "越野跑团"),
    ("riverbend/night-runners", "Night Runners", "河湾夜跑团"),
    ("riverbend/bakers", "Bakers’ Exchange", "烘焙交流群"),
    ("riverbend/readers", "Evening Readers", "夜读会"),
    ("riverbend/neighbours", "Old Town Neighbours", "旧城邻里互助会"),
    ("riverbend/makers", "Makers’ Workshop", "创客工坊"),
    ("riverbend/choir", "Willowford Choir of the Third Age and Friends", "柳滩老年合唱团与朋友们"),
    ("riverbend/flood", "Flood Watch 2026", "2026防汛群"),
];

pub fn frame() -> Frame {
    let mut fields = FieldTable::default();
    let playbook = builtin(&mut fields).unwrap();
    let site = Site {
        title: text("Riverbend", "河湾市"),
        summary: Localized::default(),
        publisher: Publisher::default(),
        base_url: None,
        languages: LANGUAGES.map(Lang::new).to_vec(),
        licence: None,
        as_of: None,
        disclosure: Disclosure { profile: Profile::Standard, minimum_count: 5, reason: Localized::default() },
        scoring: Scoring::default(),
        history: true,
        hant_terms: HantTerms::Taiwan,
        cards: Default::default(),
        fictional: true,
    };
    let place = |path: &str, en: &str, hans: &str| PlaceLink {
        path: SitePath::new(path),
        name: text(en, hans),
        kind: PlaceKind::City,
        parent: None,
    };
    Frame {
        site,
        playbook,
        fields,
        as_of: Some(Period::Month(2026, 10)),
        notes: vec![],
        places: (0..16)
            .map(|i| {
                if i == 0 {
                    place("riverbend", "Riverbend", "河湾市")
                } else {
                    place(&format!("peer-{i:02}"), "Peer", "同类")
                }
            })
            .collect(),
        groups: GROUPS
            .iter()
            .map(|(path, en, hans)| GroupLink { path: SitePath::new(path), name: text(en, hans), place: Some(0) })
            .collect(),
    }
}

/// Facts of a group over `months` months until October 2026, with a gap and withheld cells.
pub fn facts(frame: &Frame, months: usize) -> Facts {
    let last = Period::Month(2026, 10);
    let periods: Vec<Period> = (0..months).map(|i| last.shift(i as i32 + 1 - months as i32)).collect();
    let mut noise = Noise(7);
    let renewal = periods.iter().position(|p| *p == Period::Month(2026, 3));
    let gap = periods.iter().position(|p| *p == Period::Month(2026, 2));
    let mut columns: Vec<Vec<Published<f64>>> = vec![Vec::new(); 8];
    let mut indicators: Vec<Vec<Published<Estimate>>> = vec![Vec::new(); frame.playbook.indicators.len()];
    let mut members = 455.0;
    for at in 0..months {
        let age = (months - 1 - at) as f64;
        let joined = 9.0 + (noise.next() * 14.0).floor();
        let left = 6.0 + (noise.next() * 9.0).floor();
        let removed = if Some(at) == renewal { 76.0 } else { 0.0 };
        let start = members;
        members += joined - left - removed;
        let missing = Some(at) == gap;
        let active = (members * (0.30 + 0.0075 * age.min(12.0) + 0.02 * noise.next())).round();
        let posters = (members * (0.13 + 0.03 * noise.next())).round();
        let hide = at + 2 == months;
        let v = |x: f64| if missing { Published::Missing } else { Published::Value(x) };
        let c = |x: f64| if hide { Published::Withheld } else { Published::Value(x) };
        for (column, cell) in columns.iter_mut().zip([
            Published::Value(start),
            Published::Value(members),
            Published::Value(joined),
            c(left),
            c(removed),
            v(active),
            v(posters),
            v(2000.0),
        ]) {
            column.push(cell);
        }
        let e = |x: Estimate| if missing { Published::Missing } else { Published::Value(x) };
        let hours = 15.0 + 14.0 * (12.0 - age.min(12.0)) / 12.0 + noise.next() * 3.0;
        let first_posts = 12.0 + (noise.next() * 12.0).floor();
        let cells = [
            ("active_member_rate", e(share(active, members))),
            ("reply_coverage", e(share((84.0 * (0.65 + 0.01 * age.min(12.0))).round(), 84.0))),
            (
                "first_response_median",
                e(with(hours, hours * 0.75, if at % 7 == 3 { f64::INFINITY } else { hours * 1.4 })),
            ),
            ("posting_rate", e(share(posters, members))),
            ("content_cadence", e(Estimate::exact([0.5, 0.5, 0.25, 0.75, 1.0][(at * 3 + 1) % 5]))),
            ("churn_rate", e(share(left + removed, start))),
            (
                "newcomer_reply_rate",
                if at % 5 == 2 { Published::Withheld } else { e(share((first_posts * 0.5).round(), first_posts)) },
            ),
            (
                "net_sentiment",
                Published::Value(with(
                    0.25 - 0.012 * (12.0 - age),
                    0.1 - 0.012 * (12.0 - age),
                    0.4 - 0.012 * (12.0 - age),
                )),
            ),
        ];
        for list in &mut indicators {
            list.push(Published::Missing);
        }
        for (id, cell) in cells {
            let at = frame.playbook.indicator(id).unwrap();
            *indicators[at].last_mut().unwrap() = cell;
        }
    }
    let names = ["members_start", "members_end", "joined", "left", "removed", "active", "posters", "messages"];
    let reasons = [("content", 31.0), ("need", 24.0), ("other", 19.0), ("management", 9.0), ("unknown", 129.0)];
    let mut fields: Vec<_> =
        names.iter().zip(columns).map(|(name, column)| (frame.fields.id(name).unwrap(), column)).collect();
    for (reason, count) in reasons {
        let field = frame.fields.id(&format!("leave_reasons.{reason}")).unwrap();
        let cell = |at: usize| match (reason, at) {
            ("management", 0) => Published::Withheld,
            _ if at + 1 == months => Published::Value(count),
            _ => Published::Value(0.0),
        };
        fields.push((field, (0..months).map(cell).collect()));
    }
    fields.sort_by_key(|(id, _)| *id);
    Facts {
        lorenz: vec![Published::Missing; months],
        survival: vec![Published::Missing; months],
        joined_by_channel: vec![vec![]; months],
        items_by_format: vec![
            [("text", 31.0), ("image", 18.0), ("video", 4.0), ("zine", 2.0)]
                .map(|(name, count)| (name.into(), Published::Value(count)))
                .to_vec();
            months
        ],
        primary: 3,
        derived: 2,
        periods,
        fields,
        indicators,
    }
}

pub fn profile() -> GroupProfile {
    let answers = |id: &str, items: &[(&str, Answer)]| Checklist {
        id: id.into(),
        items: items.iter().map(|(name, answer)| ((*name).into(), answer.clone())).collect(),
    };
    let yes = || Answer::Dated(date(2026, 1, 1));
    GroupProfile {
        path: SitePath::new(GROUPS[2].0),
        place: Some(0),
        name: text(GROUPS[2].1, GROUPS[2].2),
        kind: GroupType::Interest,
        platform: Platform::Chat,
        channels: vec![],
        lifespan: Lifespan::Ongoing,
        founded: None,
        capacity: Some(500),
        staff: [Some(4), Some(1), Some(2)],
        last_evaluation: None,
        goals: vec![],
        checklists: vec![
            answers(
                "goal_clarity",
                &[
                    ("purpose_written", yes()),
                    ("audience_described", Answer::Unproven),
                    ("topic_and_limits", Answer::No),
                    ("success_defined", Answer::Unknown),
                    ("dated_goal", yes()),
                    ("shown_to_newcomers", Answer::No),
                ],
            ),
            answers("culture_index", &[("values_written", yes()), ("motto", Answer::No)]),
        ],
        not_applicable: vec![],
        renewals: vec![Renewal {
            from: date(2026, 3, 1),
            until: date(2026, 3, 20),
            note: text("silent members asked to opt in", "请沉默成员确认去留"),
        }],
        actions: vec![],
        notes: vec![],
    }
}

fn scored(value: f64, data: (f64, f64), method: (f64, f64)) -> Scored {
    Scored { value, data: Some(data), method: Some(method) }
}

/// Scores of a period with this overall score; two dimensions have none.
pub fn scores(overall: f64) -> PeriodScore {
    let list = [81.0, 67.0, 53.0, 59.0, 68.0, 83.0, 80.0, 69.0, 90.0, 54.0];
    let dimension = |(at, value): (usize, &f64)| DimensionScore {
        dimension: at,
        score: match at {
            3 => Published::Withheld,
            6 => Published::Missing,
            _ => Published::Value(scored(*value, (value - 9.0, (value + 6.0).min(100.0)), (value - 4.0, value + 5.0))),
        },
        coverage: 0.75,
    };
    let grades = [(80.0, Grade::A), (65.0, Grade::B), (50.0, Grade::C), (35.0, Grade::D)];
    let grade = grades.iter().find(|(bound, _)| overall >= *bound).map_or(Grade::E, |(_, grade)| *grade);
    PeriodScore {
        state: State::Graded,
        dimensions: list.iter().enumerate().map(dimension).collect(),
        overall: Published::Value(scored(
            overall,
            ((overall - 3.0).max(0.0), (overall + 2.0).min(100.0)),
            ((overall - 2.0).max(0.0), (overall + 4.0).min(100.0)),
        )),
        arithmetic: Published::Value(scored(overall + 1.0, (overall - 1.0, overall + 3.0), (overall, overall + 2.0))),
        grade: Some((grade, grade)),
        coverage: 0.87,
        range: Some((overall - 12.0, overall + 6.0)),
        points: vec![],
        measure_first: vec![],
    }
}

pub fn lorenz() -> Lorenz {
    // Of 58 people the tenths from the top, rounded up to whole people: 6, 12, 18, 24, 29, 35, 41, 47, 53, 58.
    let people = [0.0, 5.0, 11.0, 17.0, 23.0, 29.0, 34.0, 40.0, 46.0, 52.0, 58.0].map(|people| people / 58.0);
    let made = [0.0, 0.003, 0.01, 0.02, 0.035, 0.062, 0.097, 0.157, 0.218, 0.381, 1.0];
    Lorenz { n: 58.0, total: 2118.0, points: people.into_iter().zip(made).collect(), top: 0.619, bottom: 0.062 }
}

pub fn survival() -> Survival {
    let mut steps = Vec::new();
    let mut share = 1.0;
    for month in 1..=24 {
        share *= if month < 14 { 0.953 } else { 0.985 };
        let half = 0.012 + 0.005 * f64::from(month);
        steps.push(SurvivalStep {
            months: f64::from(month),
            share,
            lower: share - half,
            upper: (share + half).min(1.0),
            at_risk: (431.0 - 15.5 * f64::from(month)).round(),
        });
    }
    Survival { n: 431.0, steps }
}

/// A group with `months` months of data and this overall score.
pub fn report(frame: &Frame, months: usize, overall: f64) -> GroupReport {
    let mut facts = facts(frame, months);
    *facts.lorenz.last_mut().unwrap() = Published::Value(lorenz());
    *facts.survival.last_mut().unwrap() = Published::Value(survival());
    GroupReport {
        index: 2,
        profile: profile(),
        row: Some(months - 1),
        last_measured: false,
        unfinished: None,
        facts,
        scores: Scores { periods: vec![scores(overall); months], ..Scores::default() },
        assessment: Assessment::default(),
        flows: vec![],
    }
}

/// Summaries of the invented groups, some without a score.
pub fn summaries() -> Vec<GroupSummary> {
    let mut noise = Noise(11);
    let overall = [84.0, 79.0, 69.0, 69.0, 65.0, 56.0, 41.0, 30.0, -1.0];
    let changes = [(6.0, true), (11.0, true), (-2.0, false), (-1.0, false), (-1.0, false), (-8.0, true), (-3.0, false)];
    let summary = |(at, score): (usize, &f32)| Kept {
        index: at,
        kind: GroupType::Interest,
        platform: Platform::Chat,
        period: Some(Period::Month(2026, 10)),
        last_measured: false,
        state: Some(if *score < 0.0 { State::TooEarly } else { State::Graded }),
        grade: None,
        overall: (*score >= 0.0).then_some((*score, Some((score - 3.0, score + 3.0)))),
        since_year: changes.get(at).map(|(d, clear)| (*d, (d - 4.0, d + 4.0), *clear)),
        unalike: false,
        dimensions: (0..10)
            .map(|dimension| match (at, dimension) {
                (8, _) => Published::TooEarly,
                (7, 2) => Published::Withheld,
                (5, 9) => Published::NotApplicable,
                (0, 8) => Published::Value(100.0),
                _ if dimension == 2 => Published::Value((score - 16.0).round()),
                _ => Published::Value((score + 20.0 * noise.next() as f32 - 10.0).clamp(1.0, 100.0).round()),
            })
            .collect(),
        members: Published::Value(100.0),
        spark: vec![],
        findings: vec![],
        advice: vec![],
        actions: vec![],
        follow: vec![],
        switching: vec![],
        leaving: Default::default(),
        renewal_step: None,
        news: vec![],
    };
    overall.iter().enumerate().map(summary).map(GroupSummary::from).collect()
}

pub fn flows() -> Vec<Flow> {
    let flow = |from: Option<usize>, to: Option<usize>, count: f64| Flow {
        from,
        to,
        reason: "content",
        removed: false,
        count: if count < 5.0 { Published::Withheld } else { Published::Value(count) },
    };
    vec![
        flow(Some(2), Some(1), 31.0),
        flow(Some(2), None, 78.0),
        flow(Some(3), Some(1), 14.0),
        flow(Some(3), Some(2), 11.0),
        flow(Some(3), None, 22.0),
        flow(Some(4), Some(5), 8.0),
        flow(Some(4), None, 19.0),
        flow(Some(5), Some(0), 12.0),
        flow(Some(5), None, 17.0),
        flow(Some(7), Some(2), 6.0),
        flow(None, Some(2), 25.0),
        flow(Some(6), Some(0), 3.0),
        Flow { removed: true, ..flow(Some(2), None, 76.0) },
    ]
}

/// A place with fifteen peers.
pub fn place(frame: &Frame) -> PlaceReport {
    let mut noise = Noise(3);
    let at = |id: &str| frame.playbook.indicator(id).unwrap();
    let own = [
        ("infrastructure_access", with(0.79, 0.74, 0.83)),
        ("business_density", Estimate::exact(29.2)),
        ("funding_per_group", Estimate::exact(2250.0)),
        ("trained_operator_share", share(6.0, 27.0)),
        ("awareness_share", share(21.0, 60.0)),
    ];
    let mut facts = facts(frame, 1);
    let count = frame.playbook.indicators.len();
    facts.indicators = vec![vec![Published::Missing]; count];
    let mut peers: Vec<(usize, Vec<Published<Estimate>>)> =
        (1..16).map(|i| (i, vec![Published::Missing; count])).collect();
    for (id, estimate) in own {
        for (_, cells) in &mut peers {
            let value = estimate.value * (0.8 + 0.7 * noise.next());
            cells[at(id)] = Published::Value(Estimate::exact(value));
        }
        facts.indicators[at(id)] = vec![Published::Value(estimate)];
    }
    PlaceReport {
        index: 0,
        link: frame.places[0].clone(),
        row: Some(0),
        last_measured: false,
        unfinished: None,
        facts,
        scores: Scores { periods: vec![], ..Scores::default() },
        assessment: Assessment::default(),
        not_applicable: vec![],
        actions: vec![],
        notes: vec![],
        peers: peers.into_iter().map(|(at, cells)| (at, cells.into())).collect(),
        flows: flows(),
        peer_groups: vec![],
        children: vec![],
        groups: summaries(),
    }
}

pub const PEERS: [&str; 5] =
    ["infrastructure_access", "business_density", "funding_per_group", "trained_operator_share", "awareness_share"];
