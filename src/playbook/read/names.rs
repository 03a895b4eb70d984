//! Everything that entries may name, gathered before any entry is read, so that they may stand in any order.

use super::node::{Faults, Map, Node, one_of};
use crate::model::Lang;
use crate::model::field::FieldTable;
use crate::playbook::test::DERIVED;

/// Ids by section in the order of the merged playbook.
#[derive(Debug, Default)]
pub struct Names {
    /// Dimensions.
    pub dimensions: Vec<String>,
    /// Which of the dimensions belong to places.
    pub of_places: Vec<bool>,
    /// Indicators.
    pub indicators: Vec<String>,
    /// Findings.
    pub findings: Vec<String>,
    /// Advice.
    pub advice: Vec<String>,
    /// Keys of sources.
    pub sources: Vec<String>,
    /// Checklists with their items.
    pub checklists: Vec<(String, Vec<String>)>,
}

impl Names {
    /// Gathers ids; an id given twice or missing is a fault.
    pub fn gather(root: &Map<'_>, faults: &mut Faults) -> Self {
        let mut names = Self::default();
        for (section, list) in [
            ("dimensions", &mut names.dimensions),
            ("indicators", &mut names.indicators),
            ("findings", &mut names.findings),
            ("advice", &mut names.advice),
        ] {
            let Some(node) = root.get(section) else { continue };
            for item in node.items() {
                let id = item.map(faults).and_then(|map| {
                    let node = map.need("id", faults)?;
                    let id = node.text(faults)?;
                    sound(&node, id, faults);
                    Some(id)
                });
                let id = id.unwrap_or_default();
                if list.iter().any(|have| have == id) {
                    let help = "give each entry an id of its own".to_owned();
                    faults.add(&item, "duplicate-id", format!("`{id}` is given twice"), help);
                }
                // The page of all rules stands among those of the indicators.
                if section == "indicators" && id == "rules" {
                    let help = "rename it, for example to `rules_1`".to_owned();
                    faults.add(&item, "reserved-name", format!("`{id}` is an address the site itself uses"), help);
                }
                list.push(id.to_owned());
            }
        }
        if let Some(node) = root.get("dimensions") {
            let level = |item: &Node<'_>| item.value.get("level").and_then(|level| level.as_str()) == Some("place");
            names.of_places = node.items().iter().map(level).collect();
        }
        if let Some(map) = root.get("sources").as_ref().and_then(|node| node.map(faults)) {
            names.sources = map.entries().map(|(key, _)| key.to_owned()).collect();
            map.entries().for_each(|(key, node)| sound(&node, key, faults));
        }
        if let Some(map) = root.get("checklists").as_ref().and_then(|node| node.map(faults)) {
            for (id, node) in map.entries() {
                let items = node.map(faults).and_then(|list| list.need("items", faults));
                let items = items.as_ref().map(item_ids).unwrap_or_default();
                std::iter::once(id).chain(items.iter().map(String::as_str)).for_each(|id| sound(&node, id, faults));
                names.checklists.push((id.to_owned(), items));
            }
        }
        names
    }
}

/// An id becomes an address and an anchor: letters and digits of any script, and `_`, `-` and `.` between them.
pub fn sound(node: &Node<'_>, id: &str, faults: &mut Faults) {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let ends = id.starts_with(char::is_alphanumeric) && id.ends_with(char::is_alphanumeric);
    if !ends || !id.chars().all(inner) || id.contains("..") {
        let shown: String = id.chars().map(|c| if c.is_control() { '·' } else { c }).collect();
        let help = "use letters and digits, with `_`, `-` or `.` between them".to_owned();
        faults.add(node, "wrong-id", format!("`{shown}` cannot be an id"), help);
    }
}

/// Items are a list of ids, or a map from id to name.
fn item_ids(node: &Node<'_>) -> Vec<String> {
    let mut ignored = Faults::default();
    match node.map(&mut ignored) {
        Some(map) => map.entries().map(|(id, _)| id.to_owned()).collect(),
        None => node.items().iter().filter_map(|item| item.value.as_str().map(str::to_owned)).collect(),
    }
}

/// What reading an entry needs besides the entry.
pub struct Context<'a> {
    /// What may be named.
    pub names: &'a Names,
    /// Known fields; own ones are added.
    pub fields: &'a mut FieldTable,
    /// Languages of the site, the first one being that of plain texts.
    pub languages: &'a [Lang],
    /// Faults found so far.
    pub faults: &'a mut Faults,
}

impl<'a> Context<'a> {
    /// Index of an indicator.
    pub fn indicator(&mut self, node: &Node<'_>) -> Option<usize> {
        let names = self.names;
        find(node, &names.indicators, "indicator", self.faults)
    }

    /// Index of a dimension.
    pub fn dimension(&mut self, node: &Node<'_>) -> Option<usize> {
        let names = self.names;
        find(node, &names.dimensions, "dimension", self.faults)
    }

    /// Index of a finding.
    pub fn finding(&mut self, node: &Node<'_>) -> Option<usize> {
        let names = self.names;
        find(node, &names.findings, "finding", self.faults)
    }

    /// Index of a row of advice.
    pub fn advice(&mut self, node: &Node<'_>) -> Option<usize> {
        let names = self.names;
        find(node, &names.advice, "advice", self.faults)
    }

    /// Index of a source.
    pub fn source(&mut self, node: &Node<'_>) -> Option<usize> {
        let names = self.names;
        find(node, &names.sources, "source", self.faults)
    }

    /// Indices of a list of names.
    pub fn all(&mut self, node: Option<Node<'_>>, one: impl Fn(&mut Self, &Node<'_>) -> Option<usize>) -> Vec<usize> {
        let Some(node) = node else { return Vec::new() };
        node.items().iter().filter_map(|item| one(self, item)).collect()
    }

    /// A checklist and one of its items, checked.
    pub fn checklist_item(&mut self, list: &Node<'_>, item: &Node<'_>) -> Option<(Box<str>, Box<str>)> {
        let (id, items) = self.checklist(list)?;
        let name = item.text(self.faults)?;
        if !items.iter().any(|have| have == name) {
            let known: Vec<_> = items.iter().map(String::as_str).collect();
            let message = format!("`{name}` is not an item of the checklist `{id}`");
            self.faults.add(item, "unknown-item", message, one_of(name, &known));
            return None;
        }
        Some((id.as_str().into(), name.into()))
    }

    /// A checklist with its items, checked.
    pub fn checklist(&mut self, node: &Node<'_>) -> Option<&'a (String, Vec<String>)> {
        let names = self.names;
        let id = node.text(self.faults)?;
        let found = names.checklists.iter().find(|(have, _)| have == id);
        if found.is_none() {
            let known: Vec<_> = names.checklists.iter().map(|(id, _)| id.as_str()).collect();
            let message = format!("`{id}` is not a checklist");
            self.faults.add(node, "unknown-checklist", message, one_of(id, &known));
        }
        found
    }

    /// The name of a field, of a number derived from fields, or of a share given as `NAME.yes` and `NAME.n`; checked.
    pub fn field_name(&mut self, node: &Node<'_>) -> Option<Box<str>> {
        let name = node.text(self.faults)?;
        if self.is_field(name) {
            return Some(name.into());
        }
        let fields = self.fields.iter().map(|(_, name, _)| name);
        let shares = self.fields.iter().filter_map(|(_, name, _)| name.strip_suffix(".yes"));
        let known: Vec<_> = shares.chain(fields).chain(DERIVED.iter().copied()).collect();
        let message = format!("`{name}` is not a field");
        self.faults.add(node, "unknown-field", message, one_of(name, &known));
        None
    }

    /// Whether a test may ask for this field.
    pub fn is_field(&self, name: &str) -> bool {
        let share =
            || self.fields.id(&format!("{name}.yes")).is_some() && self.fields.id(&format!("{name}.n")).is_some();
        self.fields.id(name).is_some() || DERIVED.contains(&name) || share()
    }
}

fn find(node: &Node<'_>, list: &[String], kind: &str, faults: &mut Faults) -> Option<usize> {
    let id = node.text(faults)?;
    let found = list.iter().position(|have| have == id);
    if found.is_none() {
        let known: Vec<_> = list.iter().map(String::as_str).collect();
        faults.add(node, "unknown-reference", format!("there is no {kind} `{id}`"), one_of(id, &known));
    }
    found
}
