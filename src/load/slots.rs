//! What may stand inside a period: every measurement by name, with the kind of value it takes.

use crate::model::field::{FieldId, FieldTable, GROUP_FIELDS, Kind, PLACE_FIELDS};
use std::collections::BTreeMap;

/// Whether a period is one of a group or of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants say it")]
pub enum Owner {
    Group,
    Place,
}

/// A list of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are the fields of the format")]
pub enum ListSlot {
    FirstReplyHours,
    OpenThreadHours,
    ContribCounts,
    IncidentHours,
    OpenIncidentHours,
}

/// A map with free keys and numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are the fields of the format")]
pub enum MapSlot {
    JoinedByChannel,
    ItemsByFormat,
    CultureShares,
}

/// What a name stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Slot {
    /// A number.
    Number(FieldId, Kind),
    /// Names inside a name; `bare` where a number may stand in its place.
    Block {
        /// The number.
        bare: Option<(FieldId, Kind)>,
        /// The names inside.
        inner: Slots,
    },
    /// A list of numbers.
    List(ListSlot),
    /// A map from any name to a number.
    Map(MapSlot),
    /// A list of `{months, left}`.
    Tenure,
    /// A list of `{date, kind, registered, attended}`.
    Events,
    /// The checklist of public policy.
    Policy,
    /// A day.
    LastItemDate,
    /// A currency code.
    Currency,
}

/// What the value under a chain of names is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Role {
    /// A number.
    Field(FieldId, Kind),
    /// A number under a free name in a map.
    Entry(MapSlot),
    /// The map of such numbers.
    Map(MapSlot),
    /// A map of further names.
    Block,
    /// A list of numbers.
    List(ListSlot),
    /// A list of `{months, left}`.
    Tenure,
    /// A list of events.
    Events,
    /// The checklist of public policy.
    Policy,
    /// An answer in it.
    PolicyItem,
    /// A day.
    LastItemDate,
    /// A currency code.
    Currency,
}

/// The names that may stand in a map.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Slots(BTreeMap<Box<str>, Slot>);

/// Names of groups that are no single numbers.
const GROUP_PARTS: &[(&str, Slot)] = &[
    ("joined_by_channel", Slot::Map(MapSlot::JoinedByChannel)),
    ("first_reply_hours", Slot::List(ListSlot::FirstReplyHours)),
    ("open_thread_hours", Slot::List(ListSlot::OpenThreadHours)),
    ("contrib_counts", Slot::List(ListSlot::ContribCounts)),
    ("tenure", Slot::Tenure),
    ("last_item_date", Slot::LastItemDate),
    ("items_by_format", Slot::Map(MapSlot::ItemsByFormat)),
    ("incident_hours", Slot::List(ListSlot::IncidentHours)),
    ("open_incident_hours", Slot::List(ListSlot::OpenIncidentHours)),
    ("events", Slot::Events),
    ("currency", Slot::Currency),
];

/// Names of places that are no single numbers.
const PLACE_PARTS: &[(&str, Slot)] = &[
    ("currency", Slot::Currency),
    ("culture_shares", Slot::Map(MapSlot::CultureShares)),
    ("policy_items", Slot::Policy),
];

impl Slots {
    /// All names of a group or of a place, those of own indicators included.
    pub fn new(table: &FieldTable, owner: Owner) -> Self {
        let group = GROUP_FIELDS.len();
        let place = group + PLACE_FIELDS.len();
        let mut slots = Self::default();
        for (id, name, kind) in table.iter() {
            let at = usize::from(id.0);
            let fits = match owner {
                Owner::Group => at < group || at >= place,
                Owner::Place => at >= group,
            };
            if fits {
                let path: Vec<&str> = name.split('.').collect();
                slots.insert(&path, id, kind);
            }
        }
        let parts = if owner == Owner::Group { GROUP_PARTS } else { PLACE_PARTS };
        for (name, slot) in parts {
            slots.0.insert((*name).into(), slot.clone());
        }
        slots
    }

    fn insert(&mut self, path: &[&str], id: FieldId, kind: Kind) {
        let Some((key, rest)) = path.split_first() else { return };
        if rest.is_empty() {
            match self.0.get_mut(*key) {
                Some(Slot::Block { bare, .. }) => *bare = Some((id, kind)),
                _ => {
                    self.0.insert((*key).into(), Slot::Number(id, kind));
                }
            }
            return;
        }
        let slot = self.0.entry((*key).into()).or_insert(Slot::Block { bare: None, inner: Self::default() });
        if let Slot::Number(id, kind) = *slot {
            *slot = Slot::Block { bare: Some((id, kind)), inner: Self::default() };
        }
        if let Slot::Block { inner, .. } = slot {
            inner.insert(rest, id, kind);
        }
    }

    /// What a name stands for.
    pub fn get(&self, name: &str) -> Option<&Slot> {
        self.0.get(name)
    }

    /// The role of a number, text or list under a chain of names. A name that takes a number as well as further
    /// names is a number here.
    pub fn role(&self, path: &[&str]) -> Option<Role> {
        let (key, rest) = path.split_first()?;
        match (self.get(key)?, rest) {
            (Slot::Number(id, kind) | Slot::Block { bare: Some((id, kind)), .. }, []) => Some(Role::Field(*id, *kind)),
            (Slot::Block { .. }, []) => Some(Role::Block),
            (Slot::Block { inner, .. }, _) => inner.role(rest),
            (Slot::Map(map), []) => Some(Role::Map(*map)),
            (Slot::Map(map), [_]) => Some(Role::Entry(*map)),
            (Slot::List(list), []) => Some(Role::List(*list)),
            (Slot::Tenure, []) => Some(Role::Tenure),
            (Slot::Events, []) => Some(Role::Events),
            (Slot::Policy, []) => Some(Role::Policy),
            (Slot::Policy, [_]) => Some(Role::PolicyItem),
            (Slot::LastItemDate, []) => Some(Role::LastItemDate),
            (Slot::Currency, []) => Some(Role::Currency),
            _ => None,
        }
    }

    /// Whether a map of further names may stand under a chain of names.
    pub fn takes_map(&self, path: &[&str]) -> bool {
        match path.split_first() {
            None => true,
            Some((key, rest)) => match self.get(key) {
                Some(Slot::Block { inner, .. }) => inner.takes_map(rest),
                Some(Slot::Map(_) | Slot::Policy) => rest.is_empty(),
                _ => false,
            },
        }
    }

    /// The names of a column: split at the dots, but for the free name of a map, which may hold dots itself.
    pub fn split<'n>(&self, column: &'n str) -> Vec<&'n str> {
        match column.split_once('.') {
            Some((outer, rest)) if matches!(self.get(outer), Some(Slot::Map(_))) => vec![outer, rest],
            _ => column.split('.').collect(),
        }
    }

    /// All names in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Slot)> {
        self.0.iter().map(|(name, slot)| (&**name, slot))
    }

    /// Every name a column of a table may have, with a dot before each inner name; `*` stands for a free one.
    pub fn columns(&self) -> Vec<String> {
        let mut columns = Vec::new();
        for (name, slot) in self.iter() {
            match slot {
                Slot::Number(..) | Slot::LastItemDate | Slot::Currency => columns.push(name.to_owned()),
                Slot::Block { bare, inner } => {
                    columns.extend(bare.map(|_| name.to_owned()));
                    columns.extend(inner.columns().into_iter().map(|column| format!("{name}.{column}")));
                }
                Slot::Map(_) => columns.push(format!("{name}.*")),
                Slot::List(_) | Slot::Tenure | Slot::Events | Slot::Policy => {}
            }
        }
        columns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_belong_to_groups_or_places_and_own_ones_to_both() {
        let mut table = FieldTable::default();
        table.register("recyclers", Kind::Own);
        let group = Slots::new(&table, Owner::Group);
        let place = Slots::new(&table, Owner::Place);
        assert!(matches!(group.get("members_end"), Some(Slot::Number(..))));
        assert!(group.get("population").is_none() && place.get("members_end").is_none());
        assert!(group.get("recyclers").is_some() && place.get("recyclers").is_some());
        assert!(matches!(place.get("internet_share"), Some(Slot::Block { bare: Some(_), .. })));
        assert!(matches!(place.get("awareness"), Some(Slot::Block { bare: None, .. })));
        assert!(group.columns().contains(&"survey.trust.yes".to_owned()));
    }
}
