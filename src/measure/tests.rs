//! What a reader of the figures would notice.

#![allow(clippy::print_stdout, reason = "what a measurement by hand prints")]

use super::*;
use crate::model::field::FieldTable;
use crate::model::group::{Answer, Checklist, Goal, GroupType, Lifespan, NotApplicable, Platform};
use crate::model::place::{PlaceKind, PlaceNode};
use crate::model::quantity::{Basis, Tier};
use crate::model::series::{Event, Lists, Tenure};
use crate::model::site::{Disclosure, Profile, Publisher, Scoring};
use crate::model::{Group, Lang, Localized, Site, SitePath};
use crate::playbook::{IntervalMethod, Playbook};
use jiff::civil::date;

/// A site with the built-in playbook and nothing in it.
pub fn site() -> Community {
    let mut fields = FieldTable::default();
    let playbook = crate::playbook::read::builtin(&mut fields).unwrap();
    let disclosure = Disclosure { profile: Profile::Open, minimum_count: 0, reason: Localized::default() };
    let site = Site {
        title: Localized::default(),
        summary: Localized::default(),
        publisher: Publisher::default(),
        base_url: None,
        languages: vec![Lang::new("en")],
        licence: None,
        as_of: None,
        disclosure,
        scoring: Scoring::default(),
        history: true,
        hant_terms: Default::default(),
        cards: Default::default(),
        fictional: false,
    };
    Community {
        site,
        playbook,
        fields,
        places: Vec::new(),
        groups: Vec::new(),
        notes: Vec::new(),
        statics: Vec::new(),
        texts: Vec::new(),
        templates: Vec::new(),
        as_of: None,
    }
}

/// Rows of a series in words: a period with its scalar fields and lists.
pub type Row<'a> = (&'a str, &'a [(&'a str, f64)], Lists);

pub fn series(fields: &FieldTable, rows: &[Row]) -> Series {
    let (mut periods, mut cells, mut lists) = (Vec::new(), Vec::new(), Vec::new());
    for (at, (period, values, list)) in rows.iter().enumerate() {
        periods.push(Period::parse(period).unwrap());
        let value = |(name, value): &(&str, f64)| (fields.id(name).unwrap(), at as u32, *value);
        cells.extend(values.iter().map(value));
        if *list != Lists::default() {
            lists.push((at as u32, Box::new(list.clone())));
        }
    }
    Series::new(periods, cells, lists)
}

pub fn a_group(path: &str, series: Series) -> Group {
    Group {
        path: SitePath::new(path),
        place: None,
        name: Localized::default(),
        kind: GroupType::Interest,
        platform: Platform::Chat,
        channels: Vec::new(),
        lifespan: Lifespan::Ongoing,
        founded: None,
        capacity: None,
        operators: None,
        operators_trained: None,
        moderators: None,
        last_evaluation: None,
        goals: Vec::new(),
        checklists: Vec::new(),
        not_applicable: Vec::new(),
        renewals: Vec::new(),
        actions: Vec::new(),
        series,
        unfinished: None,
        notes: Vec::new(),
    }
}

fn a_place(path: &str, series: Series) -> PlaceNode {
    PlaceNode {
        path: SitePath::new(path),
        parent: None,
        name: Localized::default(),
        kind: PlaceKind::City,
        peers: Vec::new(),
        not_applicable: Vec::new(),
        actions: Vec::new(),
        series,
        unfinished: None,
        moves: Vec::new(),
        notes: Vec::new(),
    }
}

/// A site with one group that has these rows.
fn one(rows: &[Row]) -> Community {
    let mut community = site();
    let series = series(&community.fields, rows);
    community.groups.push(a_group("runners", series));
    community
}

fn column(community: &Community, readings: &Readings, id: &str) -> Vec<Reading> {
    readings.indicators[community.playbook.indicator(id).unwrap()].clone()
}

/// The readings of one indicator of the first group.
fn of_group(community: &Community, id: &str) -> Vec<Reading> {
    column(community, &group(community, 0), id)
}

fn of_place(community: &Community, id: &str) -> Vec<Reading> {
    let town = community.places.iter().position(|place| place.path.as_str() == "town").unwrap();
    column(community, &place(community, town), id)
}

fn measured(reading: &Reading) -> &Estimate {
    match reading {
        Reading::Measured(estimate) => estimate,
        other => panic!("not measured: {other:?}"),
    }
}

/// The value of one indicator in a single period.
fn value(rows: &[(&str, f64)], lists: Lists, id: &str) -> Estimate {
    measured(&of_group(&one(&[("2026-10", rows, lists)]), id)[0]).clone()
}

fn no_lists() -> Lists {
    Lists::default()
}

#[test]
fn a_share_is_what_anyone_can_divide_by_hand() {
    let share = value(&[("active", 131.0), ("members_end", 415.0)], no_lists(), "active_member_rate");
    assert_eq!(share.value, 131.0 / 415.0);
    assert_eq!((share.k, share.n, share.tier), (Some(131.0), Some(415.0), Tier::Normal));
    assert_eq!([share.lower.unwrap(), share.upper.unwrap()], interval::wilson(131.0, 415.0));
}

#[test]
fn few_and_imprecise_values_are_marked() {
    let tier = |k, n| value(&[("active", k), ("members_end", n)], no_lists(), "active_member_rate").tier;
    assert_eq!((tier(10.0, 20.0), tier(10.0, 21.0), tier(40.0, 80.0)), (Tier::Few, Tier::Imprecise, Tier::Normal));
    // Content cadence is no sample: four weeks are enough.
    let weeks = value(&[("weeks", 4.0), ("weeks_with_item", 3.0)], no_lists(), "content_cadence");
    assert_eq!((weeks.value, weeks.tier, weeks.lower), (0.75, Tier::Normal, None));
}

#[test]
fn absent_is_not_zero_and_nothing_divides_by_zero() {
    let community = one(&[
        ("2026-08", &[("active", 3.0)], no_lists()),
        ("2026-09", &[("active", 0.0), ("members_end", 0.0)], no_lists()),
        ("2026-10", &[("active", 0.0), ("members_end", 30.0)], no_lists()),
    ]);
    let readings = of_group(&community, "active_member_rate");
    assert_eq!(readings[..2], [Reading::Missing, Reading::Missing]);
    assert_eq!((measured(&readings[2]).value, measured(&readings[2]).lower), (0.0, Some(0.0)));
}

#[test]
fn longer_periods_are_carried_to_thirty_days_and_months_stay_months() {
    let cells: &[(&str, f64)] = &[("left", 10.0), ("removed", 2.0), ("members_start", 95.0), ("joined", 10.0)];
    let churn = |period, cells: &[(&str, f64)]| {
        measured(&of_group(&one(&[(period, cells, no_lists())]), "churn_rate")[0]).value
    };
    assert_eq!(churn("2026-10", cells), 0.12);
    assert_eq!(churn("2026-02", cells), 0.12);
    let quarter = churn("2026-Q1", cells);
    assert!((quarter - (1.0 - 0.88f64.powf(30.0 / 90.0))).abs() < 1e-15);
    let mut given = cells.to_vec();
    given.push(("days", 15.0));
    assert!((churn("2026-10", &given) - (1.0 - 0.88f64.powi(2))).abs() < 1e-12);
    // More left than there were on average: all of them.
    let all = [("left", 30.0), ("removed", 0.0), ("members_start", 0.0), ("joined", 40.0)];
    assert_eq!(churn("2026-10", &all), 1.0);
}

#[test]
fn declared_wrong_type_and_outside_the_planned_life_are_not_missing() {
    let rows: Vec<Row> = ["2026-01", "2026-04", "2026-09"]
        .map(|period| (period, &[("active", 30.0), ("members_end", 90.0)][..], no_lists()))
        .to_vec();
    let mut community = one(&rows);
    let active = community.playbook.indicator("active_member_rate").unwrap();
    community.groups[0].lifespan = Lifespan::TimeBoxed(date(2026, 3, 1), date(2026, 8, 31));
    let readings = of_group(&community, "active_member_rate");
    assert!(matches!(readings[..], [Reading::NotApplicable, Reading::Measured(_), Reading::NotApplicable]));
    community.groups[0].not_applicable = vec![NotApplicable { indicator: active, reason: Localized::default() }];
    assert_eq!(of_group(&community, "active_member_rate"), vec![Reading::NotApplicable; 3]);
    community.groups[0].kind = GroupType::Other;
    assert!(of_group(&community, "type_fit").is_empty() && of_group(&community, "business_density").is_empty());
}

#[test]
fn history_does_not_change_when_later_periods_are_added() {
    let mut community = one(&[
        ("2026-07", &[("active", 20.0), ("members_end", 60.0)], no_lists()),
        ("2026-08", &[("active", 25.0), ("members_end", 62.0)], no_lists()),
        ("2026-09", &[("active", 28.0), ("members_end", 70.0)], no_lists()),
    ]);
    let target = community.playbook.indicator("active_member_rate").unwrap();
    let group = &mut community.groups[0];
    group.last_evaluation = Some(date(2026, 8, 15));
    group.goals = vec![Goal {
        indicator: target,
        baseline: 0.30,
        target: 0.45,
        from: Period::Month(2026, 7),
        by: Period::Month(2026, 9),
    }];
    let items = [("a", Answer::Dated(date(2026, 8, 20))), ("b", Answer::No), ("c", Answer::Unproven)];
    let items = items.map(|(id, answer)| (id.into(), answer)).to_vec();
    group.checklists = vec![Checklist { id: "goal_clarity".into(), items }];
    let whole = super::group(&community, 0);
    for id in ["active_member_rate", "goal_clarity", "goal_attainment", "evaluation_recency", "data_coverage"] {
        let all = column(&community, &whole, id);
        for rows in 1..3 {
            let mut earlier = community.clone();
            earlier.groups[0].series = community.groups[0].series.until(rows);
            assert_eq!(of_group(&earlier, id), all[..rows], "{id}");
        }
    }
    let values = |id: &str| -> Vec<Option<f64>> {
        let value = |reading: &Reading| match reading {
            Reading::Measured(estimate) => Some(estimate.value),
            _ => None,
        };
        column(&community, &whole, id).iter().map(value).collect()
    };
    assert_eq!(values("goal_clarity"), [Some(0.0), Some(50.0), Some(50.0)]);
    assert_eq!(values("evaluation_recency"), [None, Some(0.0), Some(1.0)]);
    assert_eq!(values("goal_attainment"), [Some(1.0), Some(1.0), Some(0.0)]);
}

#[test]
fn ignored_threads_count_against_the_median() {
    let answered = Some(vec![1.0, 2.0, 3.0, 5.0, 8.0, 13.0]);
    let open = Some(vec![168.0, 170.0, 200.0, 300.0]);
    let id = "first_response_median";
    let lists = |open| Lists { first_reply_hours: answered.clone(), open_thread_hours: open, ..no_lists() };
    let censored = value(&[], lists(open), id);
    assert_eq!((censored.value, censored.lower, censored.n), (10.5, Some(3.0), Some(10.0)));
    assert_eq!((censored.upper, censored.basis), (Some(f64::INFINITY), Basis::Complete));
    let alone = value(&[], lists(None), id);
    assert_eq!((alone.value, alone.basis, alone.spread), (4.0, Basis::AnsweredOnly, Spread::Fixed));
    let complete = value(&[("threads_unanswered", 0.0)], lists(None), id);
    assert_eq!((complete.value, complete.basis), (4.0, Basis::Complete));
    let summary = value(&[("first_reply.p50", 6.0), ("first_reply.n", 30.0)], no_lists(), id);
    assert_eq!((summary.value, summary.basis, summary.n), (6.0, Basis::AnsweredOnly, Some(30.0)));
    let mostly_open =
        Lists { first_reply_hours: Some(vec![2.0]), open_thread_hours: Some(vec![50.0; 4]), ..no_lists() };
    let at_least = value(&[], mostly_open, id);
    assert_eq!((at_least.value, at_least.basis, at_least.upper), (50.0, Basis::AtLeast, Some(f64::INFINITY)));
}

#[test]
fn a_survey_of_everyone_leaves_nothing_to_estimate() {
    let trust = |members: f64| {
        let cells = [("survey.trust.yes", 30.0), ("survey.trust.n", 40.0), ("members_end", members)];
        value(&cells, no_lists(), "trust_score")
    };
    let (part, whole) = (trust(100.0), trust(40.0));
    assert_eq!([part.lower.unwrap(), part.upper.unwrap()], interval::wilson_fpc(30.0, 40.0, 100.0));
    assert_eq!((whole.lower, whole.upper, whole.spread), (Some(0.75), Some(0.75), Spread::Fixed));
}

#[test]
fn rates_nets_costs_and_shares_of_reasons() {
    let incidents = value(&[("incidents", 5.0), ("messages", 1000.0)], no_lists(), "incident_rate");
    assert_eq!((incidents.value, incidents.k, incidents.n), (5.0, Some(5.0), Some(1000.0)));
    assert_eq!(incidents.upper, Some(interval::poisson(5.0)[1]));
    let people = [("recommend.promoter", 20.0), ("recommend.passive", 12.0), ("recommend.detractor", 8.0)];
    let net = value(&people, no_lists(), "recommend_score");
    assert!((net.value - 30.0).abs() < 1e-12 && (net.lower.unwrap() - 5.796).abs() < 5e-4);
    assert!((net.upper.unwrap() - 54.204).abs() < 5e-4);
    let cost = [("cost", 600.0), ("acquired", 20.0), ("ad_cost_per_acquired", 60.0)];
    let ratio = value(&cost, no_lists(), "cost_vs_ads_ratio");
    assert!((ratio.value - 0.5).abs() < 1e-12 && ratio.lower.unwrap() < 0.5 && ratio.upper.unwrap() > 0.5);
    let reasons = [("leave_reasons.need", 12.0), ("leave_reasons.content", 8.0), ("leave_reasons.unknown", 30.0)];
    let reason = value(&reasons, no_lists(), "switch_reason_share");
    assert_eq!((reason.value, reason.n), (0.6, Some(20.0)));
    let growth = one(&[("2026-10", &[("members_start", 0.0), ("members_end", 30.0)], no_lists())]);
    assert_eq!(of_group(&growth, "member_growth_rate"), [Reading::Missing]);
}

#[test]
fn contributions_from_the_list_and_from_its_summary() {
    let counts =
        Lists { contrib_counts: Some(vec![1000.0, 433.0, 343.0, 332.0, 202.0, 90.0, 42.0, 33.0]), ..no_lists() };
    let gini = value(&[], counts.clone(), "contribution_gini");
    assert!((gini.value - 0.554862914863).abs() < 1e-12 && gini.lower.unwrap() < gini.value);
    assert_eq!((gini.n, gini.tier), (Some(8.0), Tier::Few));
    let factor = value(&[], counts.clone(), "contributor_absence_factor");
    assert_eq!((factor.value, factor.tier, factor.lower), (2.0, Tier::Normal, None));
    assert!((value(&[], counts.clone(), "top10_share").value - 0.404040404040).abs() < 1e-12);
    let summary = [("contrib.n", 40.0), ("contrib.total", 500.0), ("contrib.top10pct", 300.0), ("contrib.gini", 0.7)];
    let share = value(&summary, no_lists(), "top10_share");
    assert_eq!((share.value, share.lower, share.n), (0.6, None, Some(40.0)));
    assert_eq!(value(&summary, no_lists(), "contribution_gini").value, 0.7);
    let community = one(&[("2026-10", &[], counts)]);
    assert_eq!(
        super::group(&community, 0).lorenz[0].as_ref().map(|l| (l.n, l.points.last().copied())),
        Some((8.0, Some((1.0, 1.0))))
    );
}

#[test]
fn survival_needs_people_observed_that_long() {
    let stay = |months: f64, left: bool| Tenure { months, left };
    let mut tenure: Vec<Tenure> = (0..36).map(|i| stay(f64::from(i) / 2.0 + 0.5, i % 3 == 0)).collect();
    let survival = value(&[], Lists { tenure: Some(tenure.clone()), ..no_lists() }, "survival_12m");
    assert!(survival.value > 0.4 && survival.value < 0.8 && survival.lower.unwrap() < survival.value);
    assert_eq!(survival.tier, Tier::Normal);
    tenure.iter_mut().for_each(|member| member.months /= 2.0);
    let community = one(&[("2026-10", &[], Lists { tenure: Some(tenure), ..no_lists() })]);
    assert_eq!(of_group(&community, "survival_12m"), [Reading::Missing]);
    assert!(super::group(&community, 0).survival[0].as_ref().is_some_and(|curve| curve.n == 36.0));
}

#[test]
fn events_channels_and_days_since_the_last_item() {
    let event = |attended, online| Event { date: None, online, registered: Some(40), attended: Some(attended) };
    let events = Some(vec![event(10, true), event(30, false), event(20, false)]);
    let joins = Some(vec![("wechat".into(), 4), ("offline".into(), 0)]);
    let lists = Lists { events, joined_by_channel: joins, last_item_date: Some(date(2026, 10, 21)), ..no_lists() };
    let earlier = Lists { joined_by_channel: Some(vec![("poster".into(), 2)]), ..no_lists() };
    let cells: &[(&str, f64)] = &[("active", 100.0), ("joined_by_referral", 1.0)];
    let community = one(&[("2026-05", cells, earlier.clone()), ("2026-08", cells, earlier), ("2026-10", cells, lists)]);
    let last = |id: &str| measured(&of_group(&community, id)[2]).clone();
    assert_eq!(last("event_rate").value, 3.0);
    let attendance = last("event_attendance_rate");
    assert!((attendance.value - 0.2).abs() < 1e-12 && attendance.lower.unwrap() < 0.2 && attendance.n == Some(3.0));
    assert_eq!(last("channel_breadth").value, 2.0);
    assert_eq!(last("content_freshness_days").value, 10.0);
    assert_eq!(last("referral_join_share").value, 0.25);
    let mut declared = one(&[("2026-10", cells, no_lists())]);
    declared.groups[0].channels = vec!["wechat".into(), "offline".into()];
    let channels = measured(&of_group(&declared, "channel_breadth")[0]).clone();
    assert_eq!((channels.value, channels.basis), (2.0, Basis::Declared));
}

#[test]
fn stickiness_is_daily_over_monthly_and_for_a_club_weekly() {
    let cells: &[(&str, f64)] = &[("dau_mean", 12.0), ("wau_mean", 30.0), ("active", 60.0)];
    assert_eq!(value(cells, no_lists(), "stickiness").value, 0.2);
    let mut club = one(&[("2026-10", cells, no_lists()), ("2026-W45", cells, no_lists())]);
    club.groups[0].platform = Platform::Club;
    let readings = of_group(&club, "stickiness");
    assert_eq!(measured(&readings[0]).value, 0.5);
    // A week is shorter than the 28 days it takes.
    assert_eq!(readings[1], Reading::Missing);
}

#[test]
fn coverage_is_measured_weight_over_applicable_weight() {
    let community = one(&[("2026-10", &[("active", 30.0), ("members_end", 90.0)], no_lists())]);
    let group = &community.groups[0];
    let scored =
        |indicator: &&Indicator| indicator.level == Level::Group && indicator.is_scored_for(group.kind, group.platform);
    let weight = |indicator: &Indicator| indicator.weight_for(group.kind, group.platform);
    let all: f64 = community.playbook.indicators.iter().filter(scored).map(weight).sum();
    let coverage = measured(&of_group(&community, "data_coverage")[0]).value;
    assert!((coverage - 1.0 / all).abs() < 1e-12, "{coverage} of {all}");
}

fn town() -> Community {
    let mut community = site();
    let policy = [("fund", Answer::No), ("meeting_space", Answer::Dated(date(2025, 2, 1)))];
    let lists = Lists {
        culture_shares: Some(vec![("a".into(), 0.5), ("b".into(), 0.5)]),
        policy_items: Some(policy.map(|(id, answer)| (id.into(), answer)).to_vec()),
        ..no_lists()
    };
    let own: &[(&str, f64)] = &[
        ("population", 10_000.0),
        ("businesses", 250.0),
        ("groups_sponsored", 1.0),
        ("funding", 9_000.0),
        ("internet_share", 0.8),
        ("transport_share.yes", 60.0),
        ("transport_share.n", 100.0),
        ("awareness.yes", 12.0),
        ("awareness.n", 40.0),
    ];
    let rows = series(&community.fields, &[("2025", own, lists)]);
    community.places.push(a_place("town", rows));
    let months = |posters: f64, members: f64| {
        let early = [("posters", posters), ("members_end", members - 1.0)];
        let late = [("posters", 0.0), ("members_end", members)];
        series(&community.fields, &[("2025-03", &early, no_lists()), ("2025-11", &late, no_lists())])
    };
    let stale = series(&community.fields, &[("2024-11", &[("posters", 9.0), ("members_end", 500.0)], no_lists())]);
    let (a, b, c) = (months(5.0, 40.0), months(7.0, 60.0), months(0.0, 30.0));
    let mut groups = vec![a_group("town/a", a), a_group("town/b", b), a_group("town/c", c), a_group("town/d", stale)];
    groups[1].kind = GroupType::Regional;
    groups[0].operators = Some(4);
    groups[0].operators_trained = Some(1);
    // A neighbour whose name begins alike is not in the town.
    groups.push(a_group("town-hall/x", groups[0].series.clone()));
    groups.sort_by(|a, b| a.path.cmp(&b.path));
    community.groups = groups;
    community
}

#[test]
fn a_place_is_measured_over_its_own_groups_of_the_same_year() {
    let community = town();
    let value = |id: &str| measured(&of_place(&community, id)[0]).value;
    assert_eq!(value("penetration_per_10k"), 130.0);
    assert_eq!(value("groups_per_10k"), 2.0);
    assert_eq!(value("business_density"), 25.0);
    assert_eq!(value("sponsor_coverage"), 0.5);
    assert_eq!(value("funding_per_group"), 4_500.0);
    assert_eq!(value("trained_operator_share"), 0.25);
    assert_eq!(value("policy_support"), 50.0);
    assert_eq!(value("cultural_diversity"), 0.5);
    assert_eq!(value("awareness_share"), 0.3);
    assert!((value("infrastructure_access") - 0.7).abs() < 1e-12);
    assert!((value("type_diversity") - 2f64.ln() / 3f64.ln()).abs() < 1e-12);
    let members = measured(&of_place(&community, "penetration_per_10k")[0]).clone();
    assert_eq!((members.basis, members.k, members.n), (Basis::Memberships, Some(130.0), Some(10_000.0)));
    assert!(place(&community, 0).indicators.iter().flatten().count() > 10);
}

#[test]
fn every_indicator_of_the_playbook_has_a_column_of_finite_values() {
    let community = town();
    let Playbook { indicators, .. } = &community.playbook;
    for (of, level) in [(group(&community, 0), Level::Group), (place(&community, 0), Level::Place)] {
        for (indicator, column) in indicators.iter().zip(&of.indicators) {
            assert_eq!(column.len(), if indicator.level == level { of.periods.len() } else { 0 }, "{}", indicator.id);
            let estimates = column.iter().filter_map(|reading| match reading {
                Reading::Measured(estimate) => Some(estimate),
                _ => None,
            });
            for estimate in estimates {
                let (low, high) = (estimate.lower.unwrap_or(estimate.value), estimate.upper.unwrap_or(estimate.value));
                assert!(estimate.value.is_finite() && low <= estimate.value && estimate.value <= high);
                assert!(indicator.interval != IntervalMethod::None || estimate.lower.is_none());
            }
        }
    }
    assert_eq!(group(&community, 99).periods.len(), 0);
}

/// 36 months of fifteen fields, as the usual group has.
pub fn usual() -> Community {
    let names = [
        "members_start",
        "members_end",
        "joined",
        "left",
        "removed",
        "active",
        "posters",
        "messages",
        "threads",
        "threads_replied_in_target",
        "replies",
        "replies_by_members",
        "newcomers",
        "newcomers_activated",
        "dau_mean",
    ];
    let mut rows = Vec::new();
    for at in 0..36i32 {
        let x = f64::from(at * 7919 % 31);
        let values = [
            400.0 + x,
            405.0 + x,
            20.0 + x,
            9.0 + x / 4.0,
            1.0,
            130.0 + x,
            60.0 + x,
            2300.0 + x,
            80.0 + x,
            60.0 + x,
            300.0 + x,
            100.0 + x,
            22.0,
            6.0 + (x / 4.0).floor(),
            31.5,
        ];
        rows.push((Period::Month(2023, 11).shift(at), values));
    }
    let mut community = site();
    let cells = rows
        .iter()
        .enumerate()
        .flat_map(|(at, (_, values))| names.iter().zip(values).map(move |(n, v)| (*n, at as u32, v.floor())));
    let cells = cells.map(|(n, at, v)| (community.fields.id(n).unwrap(), at, v)).collect();
    let series = Series::new(rows.iter().map(|r| r.0).collect(), cells, Vec::new());
    community.groups.push(a_group("runners", series));
    community
}

#[test]
#[ignore = "a stopwatch"]
fn speed() {
    let community = usual();
    for _ in 0..3 {
        let start = std::time::Instant::now();
        for _ in 0..1000 {
            std::hint::black_box(group(&community, 0));
        }
        println!("measure::group {:?}", start.elapsed() / 1000);
    }
}
