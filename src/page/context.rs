//! Where a piece of a page stands: frame, language and address, and the names as links from here.

use super::html::Pen;
use super::link::{Here, RULES};
use super::tongue::Tongue;
use crate::judge::Needed;
use crate::playbook::Unit;
use crate::report::Frame;

/// How a link begins.
const LINK: &str = "<a href=\"";

/// The page being written.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// What every page shares.
    pub frame: &'a Frame,
    /// Its language.
    pub tongue: &'a Tongue<'a>,
    /// Its address.
    pub here: &'a Here,
}

impl<'a> Context<'a> {
    /// The name of an indicator, linked to its definition.
    pub fn indicator(&self, index: usize) -> String {
        let mut out = String::new();
        self.push_indicator(&mut out, index);
        out
    }

    /// Appends the name of an indicator, linked to its definition.
    pub fn push_indicator(&self, out: &mut String, index: usize) {
        self.push_link(out, self.tongue.definitions.get(index));
    }

    /// Appends a link that is ready from the way home on.
    fn push_link(&self, out: &mut String, link: Option<&String>) {
        let Some(link) = link else { return };
        let home = self.here.home();
        out.reserve(LINK.len() + home.len() + link.len());
        out.push_str(LINK);
        out.push_str(home);
        out.push_str(link);
    }

    /// The unit of an indicator.
    pub fn unit(&self, index: usize) -> Unit {
        self.frame.playbook.indicators.get(index).map_or(Unit::Count, |indicator| indicator.unit)
    }

    /// The name of a dimension.
    pub fn dimension(&self, index: usize) -> String {
        self.tongue.dimensions.get(index).map(|name| name.html.clone()).unwrap_or_default()
    }

    /// The name of a finding.
    pub fn finding(&self, index: usize) -> String {
        self.tongue.findings.get(index).map(|name| name.html.clone()).unwrap_or_default()
    }

    /// The name of a finding, linked to its rule.
    pub fn rule(&self, index: usize) -> String {
        let mut out = String::new();
        self.push_rule(&mut out, index);
        out
    }

    /// The name of an indicator, ready.
    pub fn indicator_name(&self, index: usize) -> &str {
        self.tongue.indicators.get(index).map_or("", |name| &name.html)
    }

    /// The name of a finding, ready.
    pub fn rule_name(&self, index: usize) -> &str {
        self.tongue.findings.get(index).map_or("", |name| &name.html)
    }

    /// Appends the name of a finding, linked to its rule.
    pub fn push_rule(&self, out: &mut String, index: usize) {
        self.push_link(out, self.tongue.rules.get(index));
    }

    /// The name of a row of advice.
    pub fn advice(&self, index: usize) -> String {
        self.tongue.advice.get(index).map(|name| name.html.clone()).unwrap_or_default()
    }

    /// The name of a row of advice, linked to its rule.
    pub fn advice_rule(&self, index: usize) -> String {
        let Some(advice) = self.frame.playbook.advice.get(index) else { return String::new() };
        self.linked_at(RULES, &format!("a-{}", advice.id), &self.advice(index))
    }

    /// A name in quotation marks, for running text.
    pub fn quoted(&self, name: &str) -> String {
        self.tongue.say("page.quoted", &[("name", name.into())])
    }

    /// The name of a measurement field or attribute.
    pub fn field(&self, name: &str) -> String {
        let text = self.tongue.words.term("fields", name);
        super::html::escaped(if text.is_empty() { name } else { text })
    }

    /// The text of an item of a checklist.
    pub fn item(&self, checklist: &str, item: &str) -> String {
        let text = self.tongue.words.term(&format!("checklists/{checklist}/items"), item);
        super::html::escaped(if text.is_empty() { item } else { text })
    }

    /// What would have to be measured for a result.
    pub fn needed(&self, needed: &Needed) -> String {
        match needed {
            Needed::Indicator(index) => self.indicator(*index),
            Needed::Field(name) => self.field(name),
            Needed::Item(checklist, item) => {
                let list = self.tongue.words.of("checklists", checklist, "name").to_owned();
                self.tongue
                    .say("page.needed.item", &[("item", self.item(checklist, item).into()), ("list", list.into())])
            }
        }
    }

    /// What the format does not collect.
    pub fn not_collected(&self, key: &str) -> String {
        let text = self.tongue.words.term("uncollected", key);
        super::html::escaped(if text.is_empty() { key } else { text })
    }

    /// The name of a group, linked to its page.
    pub fn group(&self, index: usize) -> String {
        let Some(link) = self.frame.groups.get(index) else { return String::new() };
        self.linked(link.path.as_str(), &super::html::localized(&link.name, self.tongue.lang()))
    }

    /// The name of a place, linked to its page.
    pub fn place(&self, index: usize) -> String {
        let (Some(link), Some(name)) = (self.frame.places.get(index), self.tongue.places.get(index)) else {
            return String::new();
        };
        self.linked(link.path.as_str(), &name.html)
    }

    /// Ready content linked to the page in `folder`.
    pub fn linked(&self, folder: &str, content: &str) -> String {
        let mut out = Pen::with_capacity(64 + folder.len() + content.len());
        out.raw(LINK).with(|out| self.here.push(out, folder)).raw("\">").raw(content).raw("</a>");
        out.done()
    }

    /// Ready content linked to a spot on the page in `folder`.
    pub fn linked_at(&self, folder: &str, spot: &str, content: &str) -> String {
        let mut out = Pen::with_capacity(64 + folder.len() + spot.len() + content.len());
        out.raw(LINK).with(|out| self.here.push(out, folder)).raw("#").text(spot).raw("\">").raw(content).raw("</a>");
        out.done()
    }

    /// Ready content linked to the list of groups, which a script narrows by these where they are not empty.
    pub fn linked_to_list(&self, narrowed: &[(&str, &str)], content: &str) -> String {
        let mut out = Pen::new();
        out.raw("<a href=\"").raw(&self.here.to("groups"));
        for (at, (key, value)) in narrowed.iter().filter(|(_, value)| !value.is_empty()).enumerate() {
            out.raw(if at == 0 { "?" } else { "&amp;" }).raw(key).raw("=").raw(&super::percent(value));
        }
        out.raw("\">").raw(content).raw("</a>");
        out.done()
    }

    /// Sources of a piece of the playbook, cited and linked.
    pub fn sources(&self, sources: &[usize]) -> String {
        let cited: Vec<String> = sources
            .iter()
            .filter_map(|index| self.frame.playbook.sources.get(*index))
            .map(|source| {
                let local = self.tongue.words.term("sources", &source.key);
                let cite = super::html::escaped(if local.is_empty() { &source.cite } else { local });
                match source.url.as_deref().filter(|url| super::link::is_web(url)) {
                    Some(url) => {
                        let url = super::html::escaped(url);
                        format!("<a href=\"{url}\" rel=\"noopener noreferrer\">{cite}</a>")
                    }
                    None => cite,
                }
            })
            .collect();
        cited.join(self.tongue.words.ui("list.semicolon"))
    }
}
