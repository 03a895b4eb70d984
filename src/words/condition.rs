//! Conditions of the playbook in words.

use super::{Arg, Words};
use crate::model::group::{GroupType, Platform};
use crate::playbook::indicator::{Direction, Scale};
use crate::playbook::test::{AtLeast, Bound, PeerQuantile, Span, Subject, is_share};
use crate::playbook::{Indicator, Mark, Playbook, Test, Unit};

/// Says what a test asks.
pub struct Speaker<'a> {
    /// Playbook in force.
    pub playbook: &'a Playbook,
    /// Words of the language.
    pub words: &'a Words,
}

/// The meaning of a mark.
pub fn mark_of(words: &Words, mark: Mark) -> String {
    let letter = match mark {
        Mark::S => "S",
        Mark::P => "P",
        Mark::C => "C",
    };
    words.ui(&format!("mark.{letter}")).to_owned()
}

/// A value in the unit of an indicator.
pub fn unit_value(words: &Words, indicator: &Indicator, value: f64) -> String {
    words.value(indicator.unit, value, None)
}

impl Speaker<'_> {
    /// The test in words.
    pub fn test(&self, test: &Test) -> String {
        match test {
            Test::Any(tests) => self.join("explain.any", tests),
            Test::All(tests) => self.join("explain.all", tests),
            Test::AtLeast { count, of } => {
                let parts: Vec<String> = of.iter().map(|test| self.test(test)).collect();
                let places = [("count", count.to_string().into()), ("parts", parts.join(self.semicolon()).into())];
                self.words.say("explain.some_of", &places)
            }
            Test::Not(inner) => self.not(inner),
            Test::Persistent { test, periods } => self.words.say(
                "explain.persistent",
                &[("what", self.test(test).into()), ("periods", periods.to_string().into())],
            ),
            _ => self.leaf(test),
        }
    }

    fn leaf(&self, test: &Test) -> String {
        match test {
            Test::Indicator { indicator } => self.judged(*indicator),
            Test::Threshold { indicator, act, watch } => self.threshold(*indicator, *act, *watch),
            Test::GroupsMedian { indicator, bound, watch } => {
                self.say("explain.groups_median", self.threshold(*indicator, *bound, *watch))
            }
            Test::Points { indicator, bound } => self.points(&self.indicator(*indicator), *bound),
            Test::Dimension { dimension, bound } => {
                let name = self.playbook.dimensions.get(*dimension);
                let name = name.map(|d| self.words.own_or(&d.name, "dimensions", &d.id, "name").0.to_owned());
                self.points(&name.unwrap_or_default(), *bound)
            }
            Test::Facet { facet, bound } => self.points(&self.finding_name(*facet), *bound),
            Test::Peers { indicator, quantile, below } => {
                let key = match (quantile, below) {
                    (PeerQuantile::P25, true) => "explain.peers_p25_below",
                    (PeerQuantile::P25, false) => "explain.peers_p25_above",
                    (PeerQuantile::Median, true) => "explain.peers_median_below",
                    (PeerQuantile::Median, false) => "explain.peers_median_above",
                };
                self.say(key, self.indicator(*indicator))
            }
            Test::Change { indicator, down, over } => {
                let key = match over {
                    Span::Year => "explain.change_year",
                    Span::Previous => "explain.change_previous",
                    Span::ThreePeriods => "explain.change_three",
                };
                self.say(key, self.way(&self.indicator(*indicator), *down))
            }
            Test::Trend { subject, down, periods } => {
                let what = match subject {
                    Subject::Indicator(indicator) => self.indicator(*indicator),
                    Subject::Field(field) => self.field(field),
                };
                let places = [("what", self.way(&what, *down).into()), ("periods", periods.to_string().into())];
                self.words.say("explain.trend", &places)
            }
            _ => self.circumstance(test),
        }
    }

    fn circumstance(&self, test: &Test) -> String {
        let words = self.words;
        match test {
            Test::ReasonLeads { reason } => {
                self.say("explain.reason", words.ui(&format!("reason.{}", reason.id())).to_owned())
            }
            Test::Finding { finding, at_least } => {
                let key = if *at_least == AtLeast::Likely { "explain.likely" } else { "explain.possible" };
                self.say(key, self.finding_name(*finding))
            }
            Test::GroupsShare { finding, share, .. } => words.say(
                "explain.groups_share",
                &[
                    ("what", self.finding_name(*finding).into()),
                    ("share", words.value(Unit::Percent, *share, None).into()),
                ],
            ),
            Test::Item { checklist, item, is } => {
                let key = match is {
                    Some(true) => "explain.item_yes",
                    Some(false) => "explain.item_no",
                    None => "explain.item_unknown",
                };
                self.say(key, self.item(checklist, item))
            }
            Test::ItemOlder { checklist, item, months } => words.say(
                "explain.item_older",
                &[("what", self.item(checklist, item).into()), ("months", months.to_string().into())],
            ),
            Test::AnyItemNo { checklist, items } => {
                let items: Vec<String> = items.iter().map(|item| self.item(checklist, item)).collect();
                self.say("explain.any_item_no", items.join(self.semicolon()))
            }
            Test::Field { field, bound } => self.of_field(field, *bound),
            Test::FieldEquals { field, value } => {
                let places =
                    [("what", self.field(field).into()), ("value", words.number(*value, digits(*value)).into())];
                words.say("explain.equals", &places)
            }
            Test::IsType(kind) => self.say("explain.type", words.ui(&format!("type.{}", kind_id(*kind))).to_owned()),
            Test::IsPlatform(platform) => {
                self.say("explain.type", words.ui(&format!("platform.{}", platform.id())).to_owned())
            }
            Test::Measured { indicator, is } => {
                let key = if *is { "explain.measured" } else { "explain.not_measured" };
                self.say(key, self.indicator(*indicator))
            }
            Test::OwnMedian { indicator, over, factor } => words.say(
                "explain.own_median",
                &[
                    ("what", self.indicator(*indicator).into()),
                    ("over", over.to_string().into()),
                    ("factor", words.number(factor.limit(), digits(factor.limit())).into()),
                ],
            ),
            Test::PeerGroup { points } => self.say("explain.peer_group", words.number(*points, 0)),
            Test::NotCollected { key } => self.say("explain.not_collected", words.term("uncollected", key).to_owned()),
            Test::IsTimeBoxed => words.ui("explain.time_boxed").to_owned(),
            Test::IsEnded => words.ui("explain.ended").to_owned(),
            Test::RenewalDeclared => words.ui("explain.renewal_declared").to_owned(),
            Test::RenewalRunning => words.ui("explain.renewal_running").to_owned(),
            Test::RenewalConsidered => words.ui("explain.renewal_considered").to_owned(),
            _ => words.ui("explain.always").to_owned(),
        }
    }

    /// An indicator with the lines that are judged, on every side it is bad on.
    fn judged(&self, at: usize) -> String {
        let Some(indicator) = self.playbook.indicators.get(at) else { return String::new() };
        let lines = self.thresholds(indicator);
        let places = [("what", self.indicator(at).into()), ("lines", lines.join(self.semicolon()).into())];
        self.words.say("explain.judged", &places)
    }

    /// Everything an indicator is judged against where neither type nor platform says otherwise.
    pub fn thresholds(&self, indicator: &Indicator) -> Vec<String> {
        let mut lines = self.lines(indicator, GroupType::Other, Platform::Mixed);
        if indicator.scale == Scale::PeersLog {
            lines.push(self.words.ui("explain.peers_lines").to_owned());
        }
        for (key, tests) in [
            ("explain.suspended", &indicator.suspend_when),
            ("explain.act_also", &indicator.act_when),
            ("explain.watch_also", &indicator.watch_when),
        ] {
            lines.extend(tests.iter().map(|test| self.say(key, self.test(test))));
        }
        lines
    }

    /// The action and watch lines of an indicator for such a group, each with its mark.
    pub fn lines(&self, indicator: &Indicator, kind: GroupType, platform: Platform) -> Vec<String> {
        let mut lines = Vec::new();
        for side in indicator.sides(kind, platform) {
            for (key, bound, mark) in
                [("act", side.act, indicator.act_mark), ("watch", side.watch, indicator.watch_mark)]
            {
                let Some(bound) = bound else { continue };
                let side = match bound {
                    Bound::Below(_) => "below",
                    Bound::Above(_) => "above",
                    Bound::AtMost(_) => "at_most",
                    Bound::AtLeast(_) => "at_least",
                };
                let value = unit_value(self.words, indicator, bound.limit());
                let places = [("value", value.into()), ("mark", mark_of(self.words, mark).into())];
                lines.push(self.words.say(&format!("explain.{key}.{side}"), &places));
            }
        }
        lines
    }

    fn threshold(&self, at: usize, act: Bound, watch: Option<Bound>) -> String {
        let Some(indicator) = self.playbook.indicators.get(at) else { return String::new() };
        let marked = |v: f64| {
            let own = indicator.thresholds_for(GroupType::Other, Platform::Mixed);
            let is = |threshold: Option<f64>| threshold == Some(v);
            let mark = match (is(own.act) || is(own.act_above), is(own.watch) || is(own.watch_above)) {
                (true, _) => indicator.act_mark,
                (_, true) => indicator.watch_mark,
                _ => Mark::C,
            };
            self.marked(unit_value(self.words, indicator, v), mark)
        };
        let value = marked;
        let act = self.bound(&self.indicator(at), act, value);
        match watch {
            Some(watch) => {
                self.words.say("explain.milder", &[("what", act.into()), ("value", value(watch.limit()).into())])
            }
            None => act,
        }
    }

    fn points(&self, name: &str, bound: Bound) -> String {
        self.bound(name, bound, |v| self.marked(self.words.value(Unit::Points, v, None), Mark::C))
    }

    /// A bound on a field, with the meaning of its mark.
    fn of_field(&self, field: &str, bound: Bound) -> String {
        let mark = self.field_mark(field);
        self.bound(&self.field(field), bound, |v| {
            let plain = || self.words.number(v, digits(v));
            self.marked(if is_share(field) { self.words.value(Unit::Percent, v, None) } else { plain() }, mark)
        })
    }

    /// A threshold with the meaning of its mark.
    fn marked(&self, value: String, mark: Mark) -> String {
        self.words.say("explain.marked", &[("value", value.into()), ("mark", mark_of(self.words, mark).into())])
    }

    /// The mark of a bound on a field: that of the source which the context indicator of the same name cites.
    fn field_mark(&self, field: &str) -> Mark {
        let named = self.playbook.indicators.iter().find(|i| &*i.id == field && i.direction == Direction::Context);
        let sources = named.into_iter().flat_map(|indicator| &indicator.sources);
        sources.filter_map(|at| self.playbook.sources.get(*at)).map(|source| source.mark).min().unwrap_or(Mark::C)
    }

    fn bound(&self, name: &str, bound: Bound, value: impl Fn(f64) -> String) -> String {
        let key = match bound {
            Bound::Below(_) => "explain.below",
            Bound::Above(_) => "explain.above",
            Bound::AtMost(_) => "explain.at_most",
            Bound::AtLeast(_) => "explain.at_least",
        };
        self.words.say(key, &[("what", name.to_owned().into()), ("value", value(bound.limit()).into())])
    }

    fn way(&self, what: &str, down: bool) -> String {
        self.say(if down { "explain.falling" } else { "explain.rising" }, what.to_owned())
    }

    fn join(&self, key: &str, tests: &[Test]) -> String {
        let parts: Vec<String> = tests.iter().map(|test| self.test(test)).collect();
        match parts.as_slice() {
            [one] => one.clone(),
            _ => self.words.say(key, &[("parts", parts.join(self.semicolon()).into())]),
        }
    }

    fn say(&self, key: &str, what: String) -> String {
        self.words.say(key, &[("what", Arg::from(what))])
    }

    /// What stands between parts.
    pub fn semicolon(&self) -> &str {
        self.words.ui("list.semicolon")
    }

    /// The name of an indicator.
    pub fn indicator(&self, at: usize) -> String {
        let indicator = self.playbook.indicators.get(at);
        indicator.map(|i| self.words.own_or(&i.name, "indicators", &i.id, "name").0.to_owned()).unwrap_or_default()
    }

    /// The name of a finding.
    pub fn finding_name(&self, at: usize) -> String {
        let finding = self.playbook.findings.get(at);
        finding.map(|f| self.words.own_or(&f.name, "findings", &f.id, "name").0.to_owned()).unwrap_or_default()
    }

    /// A finding by id and name.
    pub fn finding(&self, at: usize) -> String {
        let id = self.playbook.findings.get(at).map_or("", |finding| &*finding.id);
        format!("{id} {}", self.finding_name(at))
    }

    /// The name of an indicator or a number, as it is shown or aimed at.
    pub fn subject(&self, subject: &Subject) -> String {
        match subject {
            Subject::Indicator(at) => self.indicator(*at),
            Subject::Field(name) => self.field(name),
        }
    }

    /// Words with the id they go by in files.
    pub fn with_id(&self, what: &str, id: &str) -> String {
        self.words.say("explain.with_id", &[("what", what.to_owned().into()), ("id", id.to_owned().into())])
    }

    /// The words for what an indicator needs: a field, a list, or a checklist.
    pub fn named(&self, name: &str) -> String {
        let list = self.words.of("checklists", name, "name");
        if list.is_empty() { self.field(name) } else { list.to_owned() }
    }

    /// A row of advice by id and name.
    pub fn advice(&self, at: usize) -> String {
        let advice = self.playbook.advice.get(at);
        advice
            .map(|a| format!("{} {}", a.id, self.words.own_or(&a.name, "advice", &a.id, "name").0))
            .unwrap_or_default()
    }

    /// The name of a field.
    pub fn field(&self, name: &str) -> String {
        let known = self.words.term("fields", name);
        if known.is_empty() { name.to_owned() } else { known.to_owned() }
    }

    /// The words of an item of a checklist.
    pub fn item(&self, checklist: &str, item: &str) -> String {
        let known = self.words.term("checklists", &format!("{checklist}/items/{item}"));
        if known.is_empty() { item.to_owned() } else { known.to_owned() }
    }
}

/// Decimals that a number of the playbook needs.
pub fn digits(value: f64) -> usize {
    if value.fract() == 0.0 {
        0
    } else if (value * 10.0).fract() == 0.0 {
        1
    } else {
        2
    }
}

fn kind_id(kind: GroupType) -> &'static str {
    kind.id()
}
