//! The embedded data are whole, and a site's own playbook is read or refused as its author would expect.

use super::*;
use crate::model::field::FieldId;
use crate::model::group::{GroupType, Platform};
use crate::playbook::Test;
use crate::playbook::finding::FindingKind;
use crate::playbook::indicator::{Direction, Level, Mark, Measure};
use crate::playbook::test::Bound;

fn langs() -> Vec<Lang> {
    ["en", "zh-Hans"].map(Lang::new).to_vec()
}

fn laid(yaml: &str) -> Result<(Playbook, FieldTable), Vec<Fault>> {
    let mut fields = FieldTable::default();
    overlay(yaml, &langs(), &mut fields).map(|(playbook, _)| (playbook, fields))
}

fn faults(yaml: &str) -> Vec<(String, &'static str)> {
    let found = laid(yaml).err().unwrap_or_default();
    found.into_iter().map(|fault| (fault.path.join("."), fault.code)).collect()
}

#[test]
fn the_embedded_data_are_right() {
    let mut fields = FieldTable::default();
    let known = fields.iter().count();
    let playbook = builtin(&mut fields).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(fields.iter().count(), known, "built-in indicators use built-in fields");
    let numbered = playbook.indicators.iter().filter(|i| i.number.is_some()).count();
    assert_eq!(numbered, 60);
    assert_eq!(playbook.dimensions.len(), 11);
    for indicator in &playbook.indicators {
        assert!(!indicator.id.is_empty());
        assert!(indicator.dimension.is_some() || indicator.direction == Direction::Context, "{}", indicator.id);
    }
    assert_eq!(playbook.findings.iter().filter(|f| f.kind == FindingKind::Facet).count(), 6);
    assert_eq!(playbook.findings.iter().filter(|f| f.kind == FindingKind::Type).count(), 3);
    assert_eq!(playbook.method_version.len(), 12);
}

#[test]
fn marks_sides_and_profiles_are_as_the_data_say() {
    let mut fields = FieldTable::default();
    let playbook = builtin(&mut fields).unwrap();
    let get = |id: &str| &playbook.indicators[playbook.indicator(id).unwrap()];
    let reply = get("reply_coverage");
    assert_eq!((reply.watch_mark, reply.act_mark), (Mark::C, Mark::S));
    let channels = get("channel_breadth").sides(GroupType::Interest, Platform::Chat)[0];
    assert_eq!((channels.watch, channels.act), (Some(Bound::AtMost(2.0)), Some(Bound::AtMost(1.0))));
    let first = get("first_response_median");
    assert_eq!(first.thresholds_for(GroupType::Other, Platform::Chat).goalposts, Some([24.0, 1.0]));
    assert_eq!(first.thresholds_for(GroupType::Other, Platform::Chat).act, Some(48.0));
    let sticky = get("stickiness");
    assert_eq!(sticky.direction_for(GroupType::Other, Platform::Club), Direction::Context);
    assert!(!sticky.is_scored_for(GroupType::Other, Platform::Club));
    assert!(sticky.is_scored_for(GroupType::Other, Platform::Forum));
    assert_eq!(get("topic_fit_share").weight_for(GroupType::Industry, Platform::Forum), 1.5);
    assert_eq!(get("topic_fit_share").weight_for(GroupType::Other, Platform::Forum), 1.0);
    assert!(matches!(get("moderation_load").measure, Measure::StaffRatio { .. }));
    assert_eq!(get("population").level, Level::Place);
    assert_eq!(get("penetration_per_10k").level, Level::Place);
    assert_eq!(get("trust_score").level, Level::Group);
}

#[test]
fn type_items_are_those_of_the_type() {
    let playbook = builtin(&mut FieldTable::default()).unwrap();
    assert_eq!(playbook.checklist_items("type_fit", GroupType::Interest).len(), 6);
    assert_eq!(playbook.checklist_items("management_maturity", GroupType::Interest).len(), 10);
}

#[test]
fn an_overridden_threshold_keeps_the_rest_and_becomes_a_convention() {
    let (playbook, _) = laid("indicators: [{id: reply_coverage, act: 0.5}]").unwrap();
    let reply = &playbook.indicators[playbook.indicator("reply_coverage").unwrap()];
    assert_eq!((reply.thresholds.watch, reply.thresholds.act), (Some(0.8), Some(0.5)));
    assert_eq!(reply.act_mark, Mark::C, "the study did not say 0.5");
    let builtin = builtin(&mut FieldTable::default()).unwrap();
    assert_ne!(playbook.method_version, builtin.method_version);
    let (same, _) = laid("extend: builtin").unwrap();
    assert_eq!(same.method_version, builtin.method_version);
    let (renamed, _) = laid("indicators: [{id: reply_coverage, name: Replies}]").unwrap();
    assert_eq!(renamed.method_version, builtin.method_version, "words are no method");
}

#[test]
fn a_threshold_of_the_site_holds_on_every_platform() {
    let (playbook, _) = laid("indicators: [{id: first_response_median, goalposts: [100, 2]}]").unwrap();
    let first = &playbook.indicators[playbook.indicator("first_response_median").unwrap()];
    assert_eq!(first.thresholds_for(GroupType::Other, Platform::Chat).goalposts, Some([100.0, 2.0]));
}

#[test]
fn an_own_indicator_brings_own_fields_that_count_persons() {
    let yaml = "dimensions: [{id: environment, name: {en: Environment}}]
indicators:
  - id: recycling_share
    dimension: environment
    name: {en: Members who recycle, zh-Hans: 参与回收的成员}
    measure: {proportion: {of: recyclers, out_of: members_end}}
    direction: higher
    goalposts: [0.1, 0.6]
    watch: 0.3
    act: 0.2
    source: {en: set by the environment board}
  - id: bins
    dimension: environment
    name: Bins
    measure: {given: bins}
    direction: context
";
    let (playbook, fields) = laid(yaml).unwrap();
    let own = &playbook.indicators[playbook.indicator("recycling_share").unwrap()];
    let recyclers = fields.id("recyclers").unwrap();
    assert_eq!(
        own.measure,
        Measure::Proportion { of: vec![recyclers], out_of: vec![fields.id("members_end").unwrap()] }
    );
    assert_eq!(fields.kind(recyclers), Kind::Persons);
    assert_eq!(fields.kind(fields.id("bins").unwrap()), Kind::Own);
    assert_eq!(own.own_source.get(&Lang::new("en")).0, "set by the environment board");
    assert_eq!(fields.id("members_end"), Some(FieldId(2)));
}

#[test]
fn a_framework_of_its_own_needs_nothing_built_in() {
    let yaml = "extend: none
dimensions: [{id: connectivity, name: Connectivity}, {id: sustainability, name: Sustainability}]
indicators:
  - {id: goods, dimension: connectivity, name: Goods, measure: {given: goods}, direction: higher, goalposts: [0, 10]}
  - {id: co2, dimension: sustainability, name: CO2, measure: {given: co2}, direction: lower, goalposts: [20, 0]}
";
    let (playbook, fields) = laid(yaml).unwrap();
    assert_eq!(playbook.indicators.len(), 2);
    assert!(playbook.findings.is_empty() && playbook.advice.is_empty() && playbook.sources.is_empty());
    assert_eq!(playbook.indicators[1].measure, Measure::Given(fields.id("co2").unwrap()));
}

#[test]
fn own_findings_and_advice_are_read() {
    let yaml = "findings:
  - id: own.quiet
    kind: cause
    name: Too quiet
    claim: The figures are consistent with a quiet group.
    evidence: [{test: {indicator: posting_rate}, defining: true}]
advice:
  - id: own.talk
    name: Talk
    first_step: Say hello.
    when: {finding: own.quiet, at_least: possible}
    actors: operator
    effort: S
    effect: [{indicator: posting_rate, months: 2}]
    serves: [own.quiet]
";
    let (playbook, _) = laid(yaml).unwrap();
    let finding = playbook.finding("own.quiet").unwrap();
    let advice = playbook.advice("own.talk").unwrap();
    assert_eq!(playbook.findings[finding].advice, [advice]);
    assert_eq!(playbook.advice[advice].first_step.get(&Lang::new("en")).0, "Say hello.");
}

#[test]
fn faults_stand_where_the_author_wrote_them() {
    assert_eq!(
        faults("indicators: [{id: churn_rate}, {id: trust_score, wacht: 0.5}]"),
        [("indicators.1.wacht".to_owned(), "unknown-key")]
    );
    assert_eq!(
        faults("indicators: [{id: trust_score, watch: high}]"),
        [("indicators.0.watch".to_owned(), "not-a-number")]
    );
    assert_eq!(
        faults("indicators: [{id: trust_score, act: 0.7}]"),
        [("indicators.0.act".to_owned(), "thresholds-crossed")]
    );
    assert_eq!(
        faults("indicators: [{id: a, name: {fr: A}, measure: {given: a}, direction: context}]"),
        [("indicators.0.name.fr".to_owned(), "unknown-language")]
    );
    assert_eq!(
        faults("findings: [{id: s3.cA2, evidence: [{test: {indicator: postin_rate}}]}]"),
        [("findings.0.evidence.0.test.indicator".to_owned(), "unknown-reference")]
    );
    assert_eq!(faults("extent: none"), [("extent".to_owned(), "unknown-key")]);
    assert_eq!(faults("- a"), [(String::new(), "not-a-map")]);
}

#[test]
fn a_finding_may_not_rest_on_itself() {
    let yaml = "findings:
  - {id: a, kind: cause, name: A, claim: A., evidence: [{test: {finding: b, at_least: likely}}]}
  - {id: b, kind: cause, name: B, claim: B., evidence: [{test: {finding: a, at_least: likely}}]}
";
    assert_eq!(
        faults(yaml),
        [("findings.0".to_owned(), "circular-finding"), ("findings.1".to_owned(), "circular-finding")]
    );
}

#[test]
fn a_list_of_the_format_is_no_own_number() {
    let yaml = "indicators: [{id: a, name: A, measure: {given: tenure}, direction: context}]";
    assert_eq!(faults(yaml), [("indicators.0.measure.given".to_owned(), "unknown-field")]);
}

/// What the built-in row says is replaced part by part; what the site leaves out stays.
#[test]
fn every_part_of_a_finding_can_be_overridden() {
    let builtin = builtin(&mut FieldTable::default()).unwrap();
    let id = |playbook: &Playbook| playbook.findings[playbook.finding("s2.e1").unwrap()].clone();
    let before = id(&builtin);
    let after = |yaml: &str| id(&laid(&format!("findings: [{{id: s2.e1, {yaml}}}]")).unwrap().0);
    assert_eq!(after("evidence: [{test: {indicator: churn_rate}, weight: 2, defining: true}]").evidence.len(), 1);
    assert_eq!(after("counter: [{indicator: churn_rate}]").counter.len(), 1);
    assert_eq!(after("not_for: [{attribute: platform, is: club}]").not_for.len(), 1);
    assert_eq!(after("needs_two: true").needs, 2);
    assert_eq!(after("follows: [s3.cA1]").follows, [builtin.finding("s3.cA1").unwrap()]);
    assert_eq!(after("lag: [1, 4]").lag, (1, 4));
    assert_eq!(after("shows: [churn_rate]").shows.len(), 1);
    assert_eq!(after("advice: [s4.g5]").advice, [builtin.advice("s4.g5").unwrap()]);
    assert_eq!(after("level: place, follows: []").level, Level::Place);
    let words = after("name: A, claim: B., caution: C.");
    assert_eq!(words.claim.get(&Lang::new("en")).0, "B.");
    assert_eq!(words.caution.get(&Lang::new("en")).0, "C.");
    assert_eq!((&words.evidence, words.lag), (&before.evidence, before.lag), "the rest is as it was");
}

#[test]
fn every_part_of_advice_can_be_overridden() {
    use crate::playbook::advice::{Actor, Effort};
    let builtin = builtin(&mut FieldTable::default()).unwrap();
    let row = |playbook: &Playbook| playbook.advice[playbook.advice("s3.a3").unwrap()].clone();
    let before = row(&builtin);
    let after = |yaml: &str| row(&laid(&format!("advice: [{{id: s3.a3, {yaml}}}]")).unwrap().0);
    assert_eq!(
        after("when: {indicator: churn_rate}").when,
        Test::Indicator { indicator: builtin.indicator("churn_rate").unwrap() }
    );
    assert_eq!(after("guard: [{indicator: churn_rate}]").guard.len(), 1);
    assert_eq!(after("in_place: [{indicator: churn_rate}]").in_place.len(), 1);
    assert_eq!(after("actors: [firms]").actors, [Actor::Firms]);
    assert_eq!(after("effort: L").effort, Effort::L);
    let effects = after("effect: [{indicator: churn_rate, months: [4, 9], to: 0.03}]").effects;
    assert_eq!((effects[0].first, effects[0].months, effects[0].to), (4, 9, Some(0.03)));
    assert!(!after("basis: plausible").tested);
    assert_eq!(after("source: []").sources.len(), 0);
    assert_eq!(after("merge: other").merge.as_deref(), Some("other"));
    assert_eq!(after("serves: [s3.cA1]").serves, [builtin.finding("s3.cA1").unwrap()]);
    assert!(after("missing: {checklist: culture_index}").missing.is_some());
    assert!(after("list: peer_groups").lists_peer_groups);
    assert_eq!(after("shows: [churn_rate]").shows.len(), 1);
    let words = after("name: A, first_step: B., how: C., effect_text: D.");
    assert_eq!(words.effect.get(&Lang::new("en")).0, "D.");
    assert_eq!((words.when, words.effects), (before.when, before.effects), "the rest is as it was");
}

#[test]
fn constants_of_judging_are_moved_one_by_one() {
    let (playbook, _) = laid("judging: {likely: {items: 3}, effort: {L: 8}}").unwrap();
    let builtin = builtin(&mut FieldTable::default()).unwrap().judging;
    assert_eq!((builtin.strength, builtin.likely, builtin.items), ([0.3, 0.6, 1.0], [0.6, 0.5], 2));
    assert_eq!((builtin.possible, builtin.not_seen, builtin.persistent_periods), ([0.3, 0.34], 0.5, 3));
    assert_eq!((builtin.severity, builtin.effort, builtin.shown), ([1.0, 0.6], [1.0, 2.0, 4.0], [5, 3]));
    assert_eq!((playbook.judging.items, playbook.judging.likely), (3, builtin.likely));
    assert_eq!(playbook.judging.effort, [1.0, 2.0, 8.0]);
}

#[test]
fn a_text_that_is_missing_in_a_language_is_warned_of() {
    let mut fields = FieldTable::default();
    let yaml =
        "findings: [{id: s2.e1, claim: {en: A.}}, {id: s2.e2, claim: {en: A., zh-Hans: 甲。}}, {id: s2.e3, name: B}]";
    let (_, warnings) = overlay(yaml, &langs(), &mut fields).unwrap();
    let places: Vec<_> = warnings.iter().map(|fault| (fault.path.join("."), fault.code)).collect();
    assert_eq!(
        places,
        [("findings.0.claim".to_owned(), "missing-language"), ("findings.2.name".to_owned(), "missing-language")]
    );
}
