//! Conditions as people write them: one sentence, or a heading with its parts under it. What is asked not to be so is
//! said as what then is so.

use super::Arg;
use super::condition::{Speaker, digits};
use crate::playbook::Test;
use crate::playbook::finding::Item;
use crate::playbook::test::{Bound, PeerQuantile, Subject};

/// A condition in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The sentence, or what is asked of the parts.
    pub text: String,
    /// What stands under it; empty for a plain sentence.
    pub parts: Vec<Said>,
}

impl Said {
    fn line(text: String) -> Self {
        Self { text, parts: Vec::new() }
    }

    /// The sentence as a list begins it: with a capital, where the script has them.
    pub fn begun(&self) -> String {
        begun(&self.text)
    }
}

/// A text as a line of its own begins it: with a capital, where the script has them.
pub fn begun(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

impl Speaker<'_> {
    /// The test with its parts.
    pub fn said(&self, test: &Test) -> Said {
        match test {
            Test::Any(tests) | Test::All(tests) if tests.len() == 1 => {
                tests.first().map_or_else(|| Said::line(String::new()), |one| self.said(one))
            }
            Test::Any(tests) => self.headed("explain.any_of", tests),
            Test::All(_) => self.headed("explain.all_of", &every(test)),
            Test::AtLeast { count, of } => {
                let text = self.words.say("explain.at_least_of", &[("count", Arg::from(count.to_string()))]);
                Said { text, parts: of.iter().map(|part| self.said(part)).collect() }
            }
            Test::Persistent { test: inner, periods } if is_composite(inner) => {
                let said = self.said(inner);
                let places = [("what", said.text.into()), ("periods", periods.to_string().into())];
                Said { text: self.words.say("explain.persistent_of", &places), parts: said.parts }
            }
            Test::Not(inner) => match &**inner {
                Test::Any(tests) if tests.len() > 1 => self.headed("explain.none_of", tests),
                Test::All(tests) if tests.len() > 1 => self.headed("explain.not_all_of", tests),
                Test::Any(tests) | Test::All(tests) => {
                    tests.first().map_or_else(|| Said::line(String::new()), |one| Said::line(self.not(one)))
                }
                inner => Said::line(self.not(inner)),
            },
            leaf => Said::line(self.test(leaf)),
        }
    }

    /// An item of evidence with its weight, where that is not the usual one.
    pub fn weighed(&self, item: &Item) -> Said {
        let mut said = self.said(&item.test);
        if item.weight == 1.0 {
            return said;
        }
        // The weight stands before the colon of a heading.
        let bare = said.text.trim_end_matches([':', '：']);
        let colon = said.text.get(bare.len()..).unwrap_or_default().to_owned();
        let text = if item.weight == 0.0 {
            self.words.say("explain.unweighted", &[("value", Arg::from(bare.to_owned()))])
        } else {
            let weight = self.words.number(item.weight, digits(item.weight));
            self.words.say("explain.weighted", &[("what", Arg::from(bare.to_owned())), ("weight", weight.into())])
        };
        said.text = text + &colon;
        said
    }

    fn headed(&self, key: &str, tests: &[impl std::borrow::Borrow<Test>]) -> Said {
        let parts = tests.iter().map(|test| self.said(test.borrow())).collect();
        Said { text: self.words.ui(key).to_owned(), parts }
    }

    /// What holds where a test surely does not.
    pub fn not(&self, test: &Test) -> String {
        match test {
            Test::Indicator { indicator } => self.one("explain.within_lines", self.indicator(*indicator)),
            Test::Threshold { indicator, act, watch } => {
                let bound = turned(watch.unwrap_or(*act));
                self.test(&Test::Threshold { indicator: *indicator, act: bound, watch: None })
            }
            Test::GroupsMedian { indicator, bound, watch } => {
                let bound = turned(watch.unwrap_or(*bound));
                self.test(&Test::GroupsMedian { indicator: *indicator, bound, watch: None })
            }
            Test::Peers { indicator, quantile, below } => {
                let key = match (quantile, below) {
                    (PeerQuantile::P25, true) => "explain.peers_p25_above",
                    (PeerQuantile::P25, false) => "explain.peers_p25_below",
                    (PeerQuantile::Median, true) => "explain.peers_median_above",
                    (PeerQuantile::Median, false) => "explain.peers_median_below",
                };
                self.one(key, self.indicator(*indicator))
            }
            Test::Trend { subject, down, periods } => {
                let what = match subject {
                    Subject::Indicator(indicator) => self.indicator(*indicator),
                    Subject::Field(field) => self.field(field),
                };
                let key = if *down { "explain.no_fall" } else { "explain.no_rise" };
                self.words.say(key, &[("what", what.into()), ("periods", periods.to_string().into())])
            }
            Test::Field { field, bound } => self.test(&Test::Field { field: field.clone(), bound: turned(*bound) }),
            Test::Measured { indicator, is } => self.test(&Test::Measured { indicator: *indicator, is: !is }),
            Test::Not(inner) => self.test(inner),
            other => self.one("explain.not", self.test(other)),
        }
    }

    fn one(&self, key: &str, what: String) -> String {
        self.words.say(key, &[("what", Arg::from(what))])
    }
}

/// The parts of a conjunction, those of conjunctions within it among them.
fn every(test: &Test) -> Vec<&Test> {
    match test {
        Test::All(tests) => tests.iter().flat_map(every).collect(),
        other => vec![other],
    }
}

fn is_composite(test: &Test) -> bool {
    matches!(test, Test::Any(_) | Test::All(_) | Test::AtLeast { .. })
}

/// The other side of a bound.
fn turned(bound: Bound) -> Bound {
    match bound {
        Bound::Below(limit) => Bound::AtLeast(limit),
        Bound::Above(limit) => Bound::AtMost(limit),
        Bound::AtMost(limit) => Bound::Above(limit),
        Bound::AtLeast(limit) => Bound::Below(limit),
    }
}
