//! What can only be filled in or checked once every entry has been read.

use super::node::{Faults, Map};
use crate::playbook::finding::FindingKind;
use crate::playbook::indicator::{Direction, Profile, Scale};
use crate::playbook::{Playbook, Test};

/// Fills in what follows from other entries: weights of types, advice of findings.
pub fn complete(playbook: &mut Playbook, weights: &[Vec<(usize, f64)>]) {
    for (finding, weights) in playbook.findings.iter().zip(weights) {
        let Some(kind) = finding.group_type.filter(|_| finding.kind == FindingKind::Type) else { continue };
        for (indicator, factor) in weights {
            let Some(indicator) = playbook.indicators.get_mut(*indicator) else { continue };
            let plain = Profile {
                platform: None,
                kind: None,
                thresholds: indicator.thresholds.clone(),
                measure: None,
                direction: None,
                needs: Vec::new(),
                weight: 1.0,
            };
            // The first profile that fits counts, so each one is repeated for the type, before the general ones.
            let fitting = |p: &&Profile| p.kind.is_none_or(|k| k == kind);
            let general: Vec<_> = indicator.profiles.iter().filter(fitting).cloned().chain([plain]).collect();
            let of_type = general.into_iter().map(|p| Profile { kind: Some(kind), weight: p.weight * factor, ..p });
            let rest = std::mem::take(&mut indicator.profiles);
            indicator.profiles = of_type.chain(rest).collect();
        }
    }
    for (index, advice) in playbook.advice.iter().enumerate() {
        for served in &advice.serves {
            let finding = playbook.findings.get_mut(*served).filter(|finding| !finding.advice.contains(&index));
            if let Some(finding) = finding {
                finding.advice.push(index);
            }
        }
    }
}

/// Checks what spans entries: tests need thresholds to test against, and findings may not rest on themselves.
pub fn whole(playbook: &Playbook, root: &Map<'_>, faults: &mut Faults) {
    let sections = [
        (
            "findings",
            playbook.findings.iter().map(|f| f.evidence.iter().map(|i| &i.test).chain(&f.counter).collect()).collect(),
        ),
        ("advice", playbook.advice.iter().map(|a| a.guard.iter().chain([&a.when]).chain(&a.gate).collect()).collect()),
    ];
    let sections: [(&str, Vec<Vec<&Test>>); 2] = sections;
    for (section, entries) in &sections {
        let Some(node) = root.get(section) else { continue };
        for (item, tests) in node.items().iter().zip(entries) {
            for indicator in tests.iter().flat_map(|test| untestable(test, playbook)) {
                let message = format!("`{indicator}` has no thresholds of its own to be tested against");
                faults.add(item, "no-threshold", message, "add `below:` or `above:` to the test".into());
            }
        }
    }
    let Some(node) = root.get("findings") else { return };
    for (index, item) in node.items().iter().enumerate() {
        if rests_on_itself(playbook, index) {
            let help = "leave out one of the `finding:` or `facet:` tests".to_owned();
            faults.add(item, "circular-finding", "this finding rests on itself".into(), help);
        }
        let finding = playbook.findings.get(index);
        if finding.is_some_and(|f| !f.follows.is_empty() && f.kind != FindingKind::Effect) {
            let help = "set `kind: effect`, or leave out `follows:`".to_owned();
            faults.add(item, "bad-follows", "only an effect follows a cause".into(), help);
        }
    }
}

/// Indicators that a test grades against their own thresholds although they have none.
fn untestable<'a>(test: &Test, playbook: &'a Playbook) -> Vec<&'a str> {
    match test {
        Test::Indicator { indicator } => playbook
            .indicators
            .get(*indicator)
            .filter(|i| {
                let t = &i.thresholds;
                let lines = [t.watch, t.act, t.watch_above, t.act_above].iter().any(Option::is_some);
                let asked = lines || !i.watch_when.is_empty() || !i.act_when.is_empty();
                i.direction == Direction::Context || (!asked && i.scale != Scale::PeersLog)
            })
            .map(|i| vec![&*i.id])
            .unwrap_or_default(),
        Test::Any(tests) | Test::All(tests) | Test::AtLeast { of: tests, .. } => {
            tests.iter().flat_map(|test| untestable(test, playbook)).collect()
        }
        Test::Not(test) | Test::Persistent { test, .. } => untestable(test, playbook),
        _ => Vec::new(),
    }
}

/// Whether a chain of `finding:` and `facet:` tests leads from a finding back to it.
fn rests_on_itself(playbook: &Playbook, start: usize) -> bool {
    let mut open = vec![start];
    let mut seen = vec![false; playbook.findings.len()];
    while let Some(at) = open.pop() {
        let Some(finding) = playbook.findings.get(at) else { continue };
        for next in finding.evidence.iter().flat_map(|item| item.test.findings()) {
            if next == start {
                return true;
            }
            if let Some(flag) = seen.get_mut(next).filter(|flag| !**flag) {
                *flag = true;
                open.push(next);
            }
        }
    }
    false
}
