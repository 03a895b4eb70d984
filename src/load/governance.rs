//! What groups and places say of themselves beside numbers: goals, checklists, renewals, actions, what does not apply.

use super::convert;
use super::fault::{Faults, Spot};
use super::raw::{RawAction, RawGoal, RawRenewal};
use super::shape::STATUSES;
use super::slots::Owner;
use super::yaml::typed::{Dict, List, LocalText, TextOrBool};
use crate::model::Lang;
use crate::model::group::{Action, ActionStatus, Checklist, Goal, GroupType, NotApplicable, Renewal};
use crate::playbook::advice::AdviceLevel;
use crate::playbook::{Level, Playbook};
use crate::problem::nearest::{choices, nearest};

/// What the checks need to know of the site.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The playbook.
    pub playbook: &'a Playbook,
    /// Languages of the site.
    pub languages: &'a [Lang],
    /// Whether these are things of a group or of a place.
    pub owner: Owner,
}

impl Known<'_> {
    /// The index of an indicator.
    fn indicator(&self, id: &str, spot: Spot, faults: &mut Faults) -> Option<usize> {
        let found = self.playbook.indicator(id);
        let Some(at) = found else {
            let known = self.playbook.indicators.iter().map(|indicator| &*indicator.id);
            let help = match choices(id, known) {
                Some(meant) => format!("write {meant}"),
                None => "`commonweal explain` lists all indicators; add your own to `playbook.yaml`".to_owned(),
            };
            faults.error(spot, "unknown-indicator", format!("there is no indicator `{id}`"), help);
            return None;
        };
        let level = if self.owner == Owner::Group { Level::Group } else { Level::Place };
        if self.playbook.indicators.get(at).is_some_and(|indicator| indicator.level != level) {
            let (is, here) = if self.owner == Owner::Group { ("places", "a group") } else { ("groups", "a place") };
            let help = "move this to where the indicator is measured, or delete it";
            faults.warn(
                spot,
                "wrong-level",
                format!("`{id}` is an indicator of {is}; it says nothing in {here}"),
                help,
            );
        }
        found
    }

    /// `goals`.
    pub fn goals(&self, raw: Option<List<RawGoal>>, faults: &mut Faults) -> Vec<Goal> {
        let mut goals = Vec::new();
        for (at, goal) in raw.unwrap_or_default().0.into_iter().enumerate() {
            let RawGoal { indicator, baseline, target, from, by } = goal;
            let spot = |key: &str| Spot::key("goals").item(at).then(key);
            let indicator = self.indicator(&indicator.0, spot("indicator"), faults);
            let from = convert::period(&from, spot("from"), faults);
            let by = convert::period(&by, spot("by"), faults);
            let (Some(indicator), Some(from), Some(by)) = (indicator, from, by) else { continue };
            if by.last_day() <= from.last_day() {
                let message = format!("the goal is due in {by}, not after it begins in {from}");
                faults.error(spot("by"), "wrong-order", message, "let `by` be later than `from`");
                continue;
            }
            goals.push(Goal { indicator, baseline: baseline.0, target: target.0, from, by });
        }
        goals
    }

    /// `checklists`, for a group of this type.
    pub fn checklists(
        &self,
        raw: Option<Dict<Dict<TextOrBool>>>,
        kind: GroupType,
        faults: &mut Faults,
    ) -> Vec<Checklist> {
        let mut lists = Vec::new();
        for (id, answers) in raw.unwrap_or_default().0 {
            let spot = Spot::key("checklists").then(&id);
            if self.playbook.checklist(&id).is_none() || &*id == "policy_items" {
                self.unknown_checklist(&id, spot, faults);
                continue;
            }
            let known = self.playbook.checklist_items(&id, kind);
            let mut items = Vec::new();
            for (item, raw) in answers.0 {
                let spot = spot.clone().then(&item);
                let good = if known.is_empty() && &*id == "type_fit" {
                    let help = "set `type` to industry, interest or regional, or delete `type_fit`";
                    let message = "a group of the type `other` has no `type_fit` items";
                    faults.error(spot.clone().itself(), "unknown-key", message, help);
                    false
                } else {
                    known_item(&id, &item, &known, spot.clone().itself(), faults)
                };
                if let (true, Some(answer)) = (good, convert::answer(&raw, spot, faults)) {
                    items.push((item, answer));
                }
            }
            lists.push(Checklist { id, items });
        }
        lists
    }

    fn unknown_checklist(&self, id: &str, spot: Spot, faults: &mut Faults) {
        let known: Vec<&str> =
            self.playbook.checklists.iter().map(|list| &*list.id).filter(|id| *id != "policy_items").collect();
        let help = match nearest(id, known.iter().copied()) {
            _ if id == "policy_items" => {
                "this checklist belongs to a place: write it under a period of `place.yaml`".to_owned()
            }
            Some(meant) => format!("write `{meant}`"),
            None => format!("use one of {}", known.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")),
        };
        faults.error(spot.itself(), "unknown-key", format!("there is no checklist `{id}`"), help);
    }

    /// `not_applicable`.
    pub fn not_applicable(&self, raw: Option<Dict<LocalText>>, faults: &mut Faults) -> Vec<NotApplicable> {
        let mut list = Vec::new();
        for (id, reason) in raw.unwrap_or_default().0 {
            let spot = Spot::key("not_applicable").then(&id);
            let indicator = self.indicator(&id, spot.clone().itself(), faults);
            let reason = convert::local(&reason, &spot, self.languages, faults);
            list.extend(indicator.map(|indicator| NotApplicable { indicator, reason }));
        }
        list
    }

    /// `renewals`.
    pub fn renewals(&self, raw: Option<List<RawRenewal>>, faults: &mut Faults) -> Vec<Renewal> {
        let mut list = Vec::new();
        for (at, renewal) in raw.unwrap_or_default().0.into_iter().enumerate() {
            let RawRenewal { from, until, note } = renewal;
            let spot = |key: &str| Spot::key("renewals").item(at).then(key);
            let from = convert::date(&from.0, spot("from"), faults);
            let until = convert::date(&until.0, spot("until"), faults);
            let note =
                note.map(|note| convert::local(&note, &spot("note"), self.languages, faults)).unwrap_or_default();
            let (Some(from), Some(until)) = (from, until) else { continue };
            if until < from {
                let message = format!("the renewal ends on {until}, before it begins on {from}");
                faults.error(spot("until"), "wrong-order", message, "swap the two days, or correct one");
                continue;
            }
            list.push(Renewal { from, until, note });
        }
        list
    }

    /// `actions`.
    pub fn actions(&self, raw: Option<List<RawAction>>, faults: &mut Faults) -> Vec<Action> {
        let mut list = Vec::new();
        for (at, action) in raw.unwrap_or_default().0.into_iter().enumerate() {
            let RawAction { advice, status, started, note } = action;
            let spot = |key: &str| Spot::key("actions").item(at).then(key);
            let advice = self.advice(&advice.0, spot("advice"), faults);
            let status = match convert::word(&status.0, STATUSES, "state of an action", spot("status"), faults) {
                Some(0) => Some(ActionStatus::Planned),
                Some(1) => Some(ActionStatus::Running),
                Some(2) => Some(ActionStatus::Done),
                Some(_) => Some(ActionStatus::Dropped),
                None => None,
            };
            let started = started.and_then(|raw| convert::period(&raw, spot("started"), faults));
            let note =
                note.map(|note| convert::local(&note, &spot("note"), self.languages, faults)).unwrap_or_default();
            if let (Some(advice), Some(status)) = (advice, status) {
                list.push(Action { advice, status, started, note });
            }
        }
        list
    }

    fn advice(&self, id: &str, spot: Spot, faults: &mut Faults) -> Option<usize> {
        let found = self.playbook.advice(id);
        let Some(at) = found else {
            let help = match nearest(id, self.playbook.advice.iter().map(|advice| &*advice.id)) {
                Some(meant) => format!("write `{meant}`"),
                None => "use the id printed beside the advice, such as `s3.a3`; `commonweal explain` lists them all"
                    .to_owned(),
            };
            faults.error(spot, "unknown-advice", format!("there is no advice `{id}`"), help);
            return None;
        };
        let level = self.playbook.advice.get(at).map(|advice| advice.level);
        let other = if self.owner == Owner::Group { AdviceLevel::Place } else { AdviceLevel::Group };
        if level == Some(other) {
            let (is, here) = if self.owner == Owner::Group { ("places", "a group") } else { ("groups", "a place") };
            let help = "move the action to where the advice is given, or delete it";
            faults.warn(spot, "wrong-level", format!("`{id}` is advice for {is}; it is never given to {here}"), help);
        }
        found
    }
}

/// Whether a checklist has an item.
pub fn known_item(list: &str, item: &str, known: &[&str], spot: Spot, faults: &mut Faults) -> bool {
    if known.contains(&item) {
        return true;
    }
    let help = match nearest(item, known.iter().copied()) {
        Some(meant) => format!("write `{meant}`"),
        None => format!("use one of {}", known.iter().map(|item| format!("`{item}`")).collect::<Vec<_>>().join(", ")),
    };
    faults.error(spot, "unknown-key", format!("`{list}` has no item `{item}`"), help);
    false
}
