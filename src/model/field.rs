//! The measurement fields: names, what they count, and where own fields of a site are registered.

use std::collections::BTreeMap;

/// A scalar measurement field, an index into a [`FieldTable`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub u16);

/// What a field counts: decides what disclosure control does with it and how it may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A count of persons: whole, protected when small.
    Persons,
    /// A whole count of other things (messages, threads, events).
    Things,
    /// A share 0 to 1 given as such.
    Share,
    /// Hours, days, means: any non-negative number.
    Amount,
    /// Money.
    Money,
    /// Any finite number, of an own indicator.
    Own,
}

/// Name and kind of every built-in scalar field of a group, in the order of the contract.
/// Nested fields are written with a dot.
pub const GROUP_FIELDS: &[(&str, Kind)] = &[
    ("days", Kind::Things),
    ("members_start", Kind::Persons),
    ("members_end", Kind::Persons),
    ("joined", Kind::Persons),
    ("left", Kind::Persons),
    ("removed", Kind::Persons),
    ("moved_in", Kind::Persons),
    ("moved_out", Kind::Persons),
    ("joined_by_referral", Kind::Persons),
    ("leave_reasons.need", Kind::Persons),
    ("leave_reasons.management", Kind::Persons),
    ("leave_reasons.content", Kind::Persons),
    ("leave_reasons.pressure", Kind::Persons),
    ("leave_reasons.other", Kind::Persons),
    ("leave_reasons.unknown", Kind::Persons),
    ("dau_mean", Kind::Amount),
    ("wau_mean", Kind::Amount),
    ("active", Kind::Persons),
    ("posters", Kind::Persons),
    ("messages", Kind::Things),
    ("active_last7", Kind::Persons),
    ("threads", Kind::Things),
    ("threads_replied_in_target", Kind::Things),
    ("threads_unanswered", Kind::Things),
    ("first_reply.p50", Kind::Amount),
    ("first_reply.p90", Kind::Amount),
    ("first_reply.n", Kind::Things),
    ("replies", Kind::Things),
    ("replies_by_members", Kind::Things),
    ("help_asked", Kind::Things),
    ("help_solved", Kind::Things),
    ("contrib.n", Kind::Persons),
    ("contrib.total", Kind::Things),
    ("contrib.top1", Kind::Things),
    ("contrib.top10pct", Kind::Things),
    ("contrib.half_count", Kind::Persons),
    ("contrib.gini", Kind::Share),
    ("newcomers", Kind::Persons),
    ("newcomers_activated", Kind::Persons),
    ("new_first_posts", Kind::Persons),
    ("new_first_posts_replied", Kind::Persons),
    ("new_posters", Kind::Persons),
    ("new_posters_again", Kind::Persons),
    ("prev_posters", Kind::Persons),
    ("prev_posters_again", Kind::Persons),
    ("items", Kind::Things),
    ("items_original", Kind::Things),
    ("items_duplicate", Kind::Things),
    ("items_rated", Kind::Things),
    ("items_on_topic", Kind::Things),
    ("items_responded", Kind::Things),
    ("weeks_with_item", Kind::Things),
    ("weeks", Kind::Things),
    ("item_shares", Kind::Things),
    ("visits", Kind::Things),
    ("incidents", Kind::Things),
    ("sentiment.pos", Kind::Things),
    ("sentiment.neu", Kind::Things),
    ("sentiment.neg", Kind::Things),
    ("survey.trust.yes", Kind::Persons),
    ("survey.trust.n", Kind::Persons),
    ("survey.belonging.yes", Kind::Persons),
    ("survey.belonging.n", Kind::Persons),
    ("survey.pressure.yes", Kind::Persons),
    ("survey.pressure.n", Kind::Persons),
    ("survey.satisfaction.yes", Kind::Persons),
    ("survey.satisfaction.n", Kind::Persons),
    ("rewarded", Kind::Persons),
    ("contributors", Kind::Persons),
    ("reward_cost", Kind::Money),
    ("cost", Kind::Money),
    ("acquired", Kind::Persons),
    ("ad_cost_per_acquired", Kind::Money),
    ("insights", Kind::Things),
    ("recommend.promoter", Kind::Persons),
    ("recommend.passive", Kind::Persons),
    ("recommend.detractor", Kind::Persons),
    ("needs_posted", Kind::Things),
    ("needs_matched", Kind::Things),
    ("feedback_received", Kind::Things),
    ("feedback_answered", Kind::Things),
];

/// Name and kind of every built-in scalar field of a place.
pub const PLACE_FIELDS: &[(&str, Kind)] = &[
    ("population", Kind::Persons),
    ("gdp_per_capita", Kind::Money),
    ("internet_share", Kind::Share),
    ("internet_share.yes", Kind::Persons),
    ("internet_share.n", Kind::Persons),
    ("transport_share", Kind::Share),
    ("transport_share.yes", Kind::Persons),
    ("transport_share.n", Kind::Persons),
    ("businesses", Kind::Things),
    ("groups_sponsored", Kind::Things),
    ("funding", Kind::Money),
    ("awareness.yes", Kind::Persons),
    ("awareness.n", Kind::Persons),
    // The formula of penetration names it: persons in any group of the place, each counted once.
    ("members_unique", Kind::Persons),
];

/// All scalar fields a site knows: the built-in ones of groups, then of places, then its own.
#[derive(Debug, Clone)]
pub struct FieldTable {
    names: Vec<Box<str>>,
    kinds: Vec<Kind>,
    index: BTreeMap<Box<str>, FieldId>,
}

impl Default for FieldTable {
    fn default() -> Self {
        let mut table = Self { names: Vec::new(), kinds: Vec::new(), index: BTreeMap::new() };
        for (name, kind) in GROUP_FIELDS.iter().chain(PLACE_FIELDS) {
            table.register(name, *kind);
        }
        table
    }
}

impl FieldTable {
    /// The id of `name`, registered now if it is new.
    pub fn register(&mut self, name: &str, kind: Kind) -> FieldId {
        if let Some(&id) = self.index.get(name) {
            return id;
        }
        // More than 65,535 fields cannot come from a playbook of at most 16 MiB that passes its checks.
        let id = FieldId(u16::try_from(self.names.len()).unwrap_or(u16::MAX));
        self.names.push(name.into());
        self.kinds.push(kind);
        self.index.insert(name.into(), id);
        id
    }

    /// The id of a known field.
    pub fn id(&self, name: &str) -> Option<FieldId> {
        self.index.get(name).copied()
    }

    /// The name of a field.
    pub fn name(&self, id: FieldId) -> &str {
        &self.names[usize::from(id.0)]
    }

    /// What a field counts.
    pub fn kind(&self, id: FieldId) -> Kind {
        self.kinds[usize::from(id.0)]
    }

    /// All fields in order.
    pub fn iter(&self) -> impl Iterator<Item = (FieldId, &str, Kind)> {
        self.names.iter().zip(&self.kinds).enumerate().map(|(i, (name, kind))| (FieldId(i as u16), &**name, *kind))
    }
}
