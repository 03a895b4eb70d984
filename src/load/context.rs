//! What every file of a site is checked against.

use super::rules::Rules;
use super::slots::{Owner, Slots};
use super::source::Source;
use super::tree::{Entry, Tree};
use crate::model::Lang;
use crate::model::field::FieldTable;
use crate::model::period::Granularity;
use crate::playbook::Playbook;
use crate::problem::Problem;

/// The site so far: its tree, its languages, its playbook and the fields that it brings.
pub struct Context<'a> {
    /// The files.
    pub tree: &'a dyn Tree,
    /// Languages of the site.
    pub languages: &'a [Lang],
    /// Whether drafts are part of the site.
    pub drafts: bool,
    /// Length of period that groups are expected to report.
    pub granularity: Option<Granularity>,
    /// The playbook.
    pub playbook: &'a Playbook,
    /// The fields.
    pub fields: &'a FieldTable,
    /// Names in a period of a group.
    pub group_slots: Slots,
    /// Names in a period of a place.
    pub place_slots: Slots,
    /// What cannot be.
    pub rules: Rules,
}

impl<'a> Context<'a> {
    /// A context for the files of places and groups.
    pub fn new(
        tree: &'a dyn Tree,
        (languages, granularity, drafts): (&'a [Lang], Option<Granularity>, bool),
        (playbook, fields): (&'a Playbook, &'a FieldTable),
    ) -> Self {
        let group_slots = Slots::new(fields, Owner::Group);
        let place_slots = Slots::new(fields, Owner::Place);
        let rules = Rules::new(fields, playbook);
        Self { tree, languages, drafts, granularity, playbook, fields, group_slots, place_slots, rules }
    }

    /// Names in a period.
    pub fn slots(&self, owner: Owner) -> &Slots {
        match owner {
            Owner::Group => &self.group_slots,
            Owner::Place => &self.place_slots,
        }
    }

    /// The text of a file, or `None` with its problem reported.
    pub fn source(&self, entry: Option<&Entry>, problems: &mut Vec<Problem>) -> Option<Source> {
        let read = Source::read(self.tree, entry?);
        match read {
            Ok(source) => Some(source),
            Err(problem) => {
                problems.push(problem);
                None
            }
        }
    }
}
