//! Lays a site's `playbook.yaml` over the built-in data before either is read, entry by entry and key by key, and
//! remembers where each entry stands in the site's file.

use super::node::{Fault, Faults, Map};
use serde_yaml::{Mapping, Value};

/// Sections that are lists of entries with an id.
pub const LISTS: [&str; 4] = ["dimensions", "indicators", "findings", "advice"];
/// Sections that are maps.
pub const MAPS: [&str; 2] = ["sources", "checklists"];

/// A playbook as one value, with the way back to the site's file.
#[derive(Debug, Default)]
pub struct Merged {
    /// All sections.
    pub value: Value,
    /// By section of [`LISTS`]: for each entry its position in the site's list, and whether the site brought it anew.
    entries: [Vec<Option<(usize, bool)>>; 4],
}

impl Merged {
    /// A playbook that is all built in (or all of one file).
    pub fn plain(value: Value) -> Self {
        Self { value, ..Self::default() }
    }

    /// Whether an entry stands in the site's file at all, and whether it is new there.
    pub fn origin(&self, section: &str, index: usize) -> (bool, bool) {
        let at = LISTS.iter().position(|name| *name == section).and_then(|list| self.entries.get(list));
        match at.and_then(|list| list.get(index)) {
            Some(Some((_, new))) => (true, *new),
            _ => (false, false),
        }
    }

    /// A fault with its path in the site's file.
    pub fn locate(&self, mut fault: Fault) -> Fault {
        let Some(section) = fault.path.first().cloned() else { return fault };
        if let Some(list) = LISTS.iter().position(|name| *name == section) {
            let index = fault.path.get(1).and_then(|index| index.parse::<usize>().ok());
            let entry = index.and_then(|index| *self.entries.get(list)?.get(index)?);
            match entry {
                Some((position, _)) => {
                    if let Some(step) = fault.path.get_mut(1) {
                        *step = position.to_string();
                    }
                }
                None => fault.path.truncate(1),
            }
        }
        fault
    }
}

/// Lays the site's sections over `base`.
pub fn merge(mut base: Mapping, site: &Map<'_>, faults: &mut Faults) -> Merged {
    let mut entries: [Vec<Option<(usize, bool)>>; 4] = Default::default();
    for (section, origin) in LISTS.iter().zip(&mut entries) {
        let mut list = match base.remove(*section) {
            Some(Value::Sequence(list)) => list,
            _ => Vec::new(),
        };
        origin.resize(list.len(), None);
        if let Some(node) = site.get(section) {
            for (position, item) in node.items().iter().enumerate() {
                let Some(id) = item.map(faults).and_then(|map| map.need("id", faults)?.text(faults)) else { continue };
                let known = origin.iter().zip(&list).position(|(from, entry)| from.is_none() && has_id(entry, id));
                match (known.and_then(|at| Some((list.get_mut(at)?, origin.get_mut(at)?))), item.value) {
                    (Some((entry, from)), Value::Mapping(over)) => {
                        lay(entry, over, section);
                        *from = Some((position, false));
                    }
                    _ => {
                        list.push(item.value.clone());
                        origin.push(Some((position, true)));
                    }
                }
            }
        }
        base.insert((*section).into(), Value::Sequence(list));
    }
    if let (Some(base), Some(over)) = (base.get_mut("judging"), site.get("judging")) {
        deepen(base, over.value);
    }
    for section in MAPS {
        let mut map = match base.remove(section) {
            Some(Value::Mapping(map)) => map,
            _ => Mapping::new(),
        };
        if let Some(Value::Mapping(over)) = site.get(section).map(|node| node.value) {
            map.extend(over.iter().map(|(key, value)| (key.clone(), value.clone())));
        }
        base.insert(section.into(), Value::Mapping(map));
    }
    Merged { value: Value::Mapping(base), entries }
}

/// Lays a map of maps over another, number by number.
fn deepen(base: &mut Value, over: &Value) {
    match (base, over) {
        (Value::Mapping(base), Value::Mapping(over)) => {
            for (key, value) in over {
                match base.get_mut(key) {
                    Some(have) => deepen(have, value),
                    None => {
                        base.insert(key.clone(), value.clone());
                    }
                }
            }
        }
        (base, over) => *base = over.clone(),
    }
}

fn has_id(entry: &Value, id: &str) -> bool {
    entry.get("id").and_then(Value::as_str) == Some(id)
}

/// Every key of `over` replaces that of the entry. A threshold of the site carries the site's mark, never the one of
/// the study whose number it replaces, and holds on every platform.
fn lay(entry: &mut Value, over: &Mapping, section: &str) {
    let Value::Mapping(entry) = entry else { return };
    if section == "indicators" {
        for (keys, mark) in [
            (["watch", "watch_above", "watch_below"].as_slice(), "watch_mark"),
            (["act", "act_above", "act_below"].as_slice(), "act_mark"),
            (["goalposts"].as_slice(), "goal_mark"),
        ] {
            if over.contains_key("mark") || keys.iter().any(|key| over.contains_key(*key)) {
                let said = over.get("mark").cloned().unwrap_or_else(|| Value::from("C"));
                entry.insert(mark.into(), said);
            }
            for key in keys.iter().filter(|key| over.contains_key(**key)) {
                forget_in_profiles(entry, key);
            }
        }
    }
    entry.extend(over.iter().map(|(key, value)| (key.clone(), value.clone())));
}

fn forget_in_profiles(entry: &mut Mapping, key: &str) {
    let Some(Value::Sequence(profiles)) = entry.get_mut("profiles") else { return };
    for profile in profiles.iter_mut().filter_map(Value::as_mapping_mut) {
        profile.remove(key);
    }
}
