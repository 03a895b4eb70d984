//! What a period holds besides single numbers: lists, events, answers, days, currencies.

use super::convert::{self, number_fault, parse_date, wrong_date};
use super::fault::Spot;
use super::governance::known_item;
use super::measured::{Measured, roles};
use super::raw::{RawEvent, RawTenure};
use super::raw_periods::{RawPeriods, Word};
use super::shape::EVENT_KINDS;
use super::slots::{ListSlot, MapSlot, Role};
use super::yaml::typed::{Number, TextOrBool};
use crate::model::group::Answer;
use crate::model::series::{Event, Tenure};
use crate::problem::Severity;
use jiff::civil::Date;

impl Measured<'_> {
    /// Everything that is not a number: lists, maps without entries, days, currencies, answers.
    pub fn parts(&mut self, raw: &RawPeriods, rows: &[Option<u32>], policy: &[&str]) {
        let roles = roles(raw, self.slots);
        let role = |name: u32| roles.get(name as usize).copied().flatten();
        let row = |row: u32| rows.get(row as usize).copied().flatten();
        for (name, at, ()) in &raw.maps {
            let Some(row) = row(*at) else { continue };
            let lists = &mut self.lists[row as usize];
            match role(*name) {
                Some(Role::Map(MapSlot::JoinedByChannel)) => {
                    lists.get_or_insert_default().joined_by_channel.get_or_insert_default();
                }
                Some(Role::Map(MapSlot::ItemsByFormat)) => {
                    lists.get_or_insert_default().items_by_format.get_or_insert_default();
                }
                _ => {}
            }
        }
        for (name, at, values) in &raw.lists {
            if let (Some(row), Some(Role::List(list))) = (row(*at), role(*name)) {
                self.list(list, row, values, &raw.names[*name as usize].key);
            }
        }
        for (_, at, entries) in &raw.tenure {
            if let Some(row) = row(*at) {
                self.tenure(row, entries);
            }
        }
        for (_, at, entries) in &raw.events {
            if let Some(row) = row(*at) {
                self.events(row, entries);
            }
        }
        for (name, at, word) in &raw.words {
            if let (Some(row), Some(role)) = (row(*at), role(*name)) {
                self.word(role, row, &raw.names[*name as usize].key, word, policy);
            }
        }
    }

    fn spot(&self, row: u32, name: &str) -> Spot {
        Spot::key("periods").then(&self.periods[row as usize].to_string()).then(name)
    }

    fn list(&mut self, list: ListSlot, row: u32, values: &[f64], name: &str) {
        let counts = list == ListSlot::ContribCounts;
        for (at, value) in values.iter().enumerate() {
            let spot = || self.spot(row, name).item(at);
            if let Some((code, message, help)) = number_fault(*value, name, counts) {
                let spot = spot();
                self.faults.error(spot, code, message, help);
            } else if counts && *value == 0.0 {
                let help = "list only people who contributed something";
                let spot = spot();
                self.faults.warn(spot, "zero-contributor", "this contributor has no contributions", help);
            }
        }
        let lists = self.lists[row as usize].get_or_insert_default();
        let slot = match list {
            ListSlot::FirstReplyHours => &mut lists.first_reply_hours,
            ListSlot::OpenThreadHours => &mut lists.open_thread_hours,
            ListSlot::ContribCounts => &mut lists.contrib_counts,
            ListSlot::IncidentHours => &mut lists.incident_hours,
            ListSlot::OpenIncidentHours => &mut lists.open_incident_hours,
        };
        *slot = Some(values.to_vec());
    }

    fn tenure(&mut self, row: u32, entries: &[RawTenure]) {
        let mut list = Vec::with_capacity(entries.len());
        for (at, entry) in entries.iter().enumerate() {
            if let Some((code, message, help)) = number_fault(entry.months.0, "months", false) {
                let spot = self.spot(row, "tenure").item(at).then("months");
                self.faults.error(spot, code, message, help);
            }
            list.push(Tenure { months: entry.months.0, left: entry.left });
        }
        self.lists[row as usize].get_or_insert_default().tenure = Some(list);
    }

    fn events(&mut self, row: u32, entries: &[RawEvent]) {
        let mut list = Vec::with_capacity(entries.len());
        let period = self.periods[row as usize];
        for (at, entry) in entries.iter().enumerate() {
            let spot = self.spot(row, "events").item(at);
            let date =
                entry.date.as_ref().and_then(|raw| convert::date(&raw.0, spot.clone().then("date"), self.faults));
            if let Some(date) = date.filter(|date| *date < period.first_day() || *date > period.last_day()) {
                let message = format!("the event of {date} does not lie in {period}");
                let help = "move it to the period of its day, or correct the day";
                self.faults.warn(spot.clone().then("date"), "outside-period", message, help);
            }
            let kind =
                convert::word(&entry.kind.0, EVENT_KINDS, "kind of event", spot.clone().then("kind"), self.faults);
            let mut count = |raw: Option<Number>, name: &str| {
                raw.and_then(|raw| convert::count(raw, name, spot.clone().then(name), self.faults))
            };
            let (registered, attended) = (count(entry.registered, "registered"), count(entry.attended, "attended"));
            if let (Some(registered), Some(attended)) = (registered, attended)
                && attended > registered
            {
                let message = format!("{attended} came, but only {registered} were registered");
                let help = "check the two numbers; leave them if people came without registering";
                self.faults.warn(spot.then("attended"), "more-than-whole", message, help);
            }
            list.push(Event { date, online: kind == Some(0), registered, attended });
        }
        self.lists[row as usize].get_or_insert_default().events = Some(list);
    }

    fn word(&mut self, role: Role, row: u32, key: &str, word: &Word, policy: &[&str]) {
        match (role, word) {
            (Role::PolicyItem, word) => {
                let spot = self.spot(row, "policy_items").then(key);
                let raw = match word {
                    Word::Text(text) => TextOrBool::Text(text.clone()),
                    Word::Bool(value) => TextOrBool::Bool(*value),
                };
                let known = known_item("policy_items", key, policy, spot.clone().itself(), self.faults);
                if let (true, Some(answer)) = (known, convert::answer(&raw, spot.clone(), self.faults)) {
                    self.known_later(row, &answer, spot);
                    self.answer(row, key, answer);
                }
            }
            (Role::LastItemDate, Word::Text(text)) => match parse_date(text) {
                Some(date) => self.last_item(row, date),
                None => {
                    let (message, help) = wrong_date(text);
                    let spot = self.spot(row, "last_item_date");
                    self.faults.error(spot, "wrong-date", message, help);
                }
            },
            (Role::Currency, Word::Text(text)) => self.currency(row, text),
            _ => {}
        }
    }

    /// Warns of evidence that is younger than the period it stands in.
    fn known_later(&mut self, row: u32, answer: &Answer, spot: Spot) {
        let period = self.periods[row as usize];
        if let Answer::Dated(day) = answer
            && *day > period.last_day()
        {
            let message = format!("evidence of {day} was not known in {period}, so this answer does not count in it");
            let help = "write it under the period of that day, or correct the day";
            self.faults.warn(spot, "outside-period", message, help);
        }
    }

    fn answer(&mut self, row: u32, item: &str, answer: Answer) {
        let lists = self.lists[row as usize].get_or_insert_default();
        lists.policy_items.get_or_insert_default().push((item.into(), answer));
    }

    /// The day of the last item, which lies before the period's end.
    pub fn last_item(&mut self, row: u32, date: Date) {
        let period = self.periods[row as usize];
        if date > period.last_day() {
            let message = format!("the last item of {period} cannot be of {date}, after its end");
            let help = format!("write the day of the last item up to {}", period.last_day());
            self.report(Severity::Error, period, "last_item_date", ("outside-period", message, help));
            return;
        }
        self.lists[row as usize].get_or_insert_default().last_item_date = Some(date);
    }

    /// The currency of the money fields.
    pub fn currency(&mut self, row: u32, text: &str) {
        if text.len() != 3 || !text.bytes().all(|b| b.is_ascii_uppercase()) {
            let message = format!("`{text}` is not the code of a currency");
            let help = "write three capital letters (ISO 4217), such as `CNY` or `EUR`".to_owned();
            self.report(Severity::Error, self.periods[row as usize], "currency", ("wrong-currency", message, help));
        }
        self.lists[row as usize].get_or_insert_default().currency = Some(text.into());
    }
}
