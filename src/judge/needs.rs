//! What the evidence of a finding looks at, in the order in which it is best measured: what can be answered at once, then
//! what is counted, then what has to be asked of members.

use super::Needed;
use super::source::Source;
use crate::model::field::FieldTable;
use crate::playbook::finding::Finding;
use crate::playbook::{Playbook, Test};

/// Cost of what no indicator speaks of, on the scale of the indicators' own (1 to 3).
const ANSWER: u8 = 1;
const COUNT: u8 = 2;
const SURVEY: u8 = 3;

/// Everything a finding needs, the cheapest first. What the format does not collect is left out: nobody can supply it.
pub fn of(finding: &Finding, playbook: &Playbook, fields: &FieldTable) -> Vec<(Needed, Option<Source>)> {
    let mut found = Vec::new();
    for item in &finding.evidence {
        gather(&item.test, playbook, &mut found);
    }
    for index in finding.facet.iter().flat_map(|facet| &facet.of) {
        add(&mut found, indicator(*index, playbook));
    }
    // Stable: what costs the same stays in the order of the evidence.
    found.sort_by_key(|(cost, _)| *cost);
    let resolved = found.into_iter().map(|(_, needed)| {
        let source = match &needed {
            Needed::Field(name) => Source::find(name, playbook, fields),
            _ => None,
        };
        (needed, source)
    });
    resolved.collect()
}

fn gather(test: &Test, playbook: &Playbook, found: &mut Vec<(u8, Needed)>) {
    match test {
        Test::Any(tests) | Test::All(tests) | Test::AtLeast { of: tests, .. } => {
            tests.iter().for_each(|test| gather(test, playbook, found));
        }
        Test::Not(test) | Test::Persistent { test, .. } => gather(test, playbook, found),
        Test::Item { checklist, item, .. } | Test::ItemOlder { checklist, item, .. } => {
            add(found, (ANSWER, Needed::Item(checklist.clone(), item.clone())));
        }
        Test::Field { field, .. } | Test::FieldEquals { field, .. } => {
            let cost = if field.starts_with("survey") { SURVEY } else { COUNT };
            add(found, (cost, Needed::Field(field.clone())));
        }
        Test::ReasonLeads { .. } => {
            if let Some(index) = playbook.reasons() {
                add(found, indicator(index, playbook));
            }
        }
        _ => test.indicators().into_iter().for_each(|index| add(found, indicator(index, playbook))),
    }
}

fn indicator(index: usize, playbook: &Playbook) -> (u8, Needed) {
    (playbook.indicators.get(index).map_or(u8::MAX, |indicator| indicator.cost), Needed::Indicator(index))
}

fn add(found: &mut Vec<(u8, Needed)>, new: (u8, Needed)) {
    if !found.contains(&new) {
        found.push(new);
    }
}
