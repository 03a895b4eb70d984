//! What a group says of itself: everything but its series.

use super::group::{Action, Answer, Checklist, Goal, GroupType, Lifespan, NotApplicable, Platform, Renewal};
use super::note::Note;
use super::period::Period;
use super::{Localized, SitePath};
use jiff::civil::Date;

/// What a group says of itself, none of it a measured number of members.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupProfile {
    /// Path.
    pub path: SitePath,
    /// Index of its place in the list of places.
    pub place: Option<usize>,
    /// Name.
    pub name: Localized,
    /// Type.
    pub kind: GroupType,
    /// Platform.
    pub platform: Platform,
    /// Channels.
    pub channels: Vec<Box<str>>,
    /// Planned life.
    pub lifespan: Lifespan,
    /// Founded.
    pub founded: Option<Period>,
    /// Member cap of the platform.
    pub capacity: Option<u32>,
    /// Operators, of these trained, moderators.
    pub staff: [Option<u32>; 3],
    /// Last evaluation.
    pub last_evaluation: Option<Date>,
    /// Goals.
    pub goals: Vec<Goal>,
    /// Checklists.
    pub checklists: Vec<Checklist>,
    /// Not applicable, with reasons.
    pub not_applicable: Vec<NotApplicable>,
    /// Renewals.
    pub renewals: Vec<Renewal>,
    /// Actions.
    pub actions: Vec<Action>,
    /// Notes.
    pub notes: Vec<Note>,
}

impl GroupProfile {
    /// Whether its planned end lies before the last day of `period`.
    pub fn is_ended(&self, period: Period) -> bool {
        matches!(self.lifespan, Lifespan::TimeBoxed(_, until) if until < period.last_day())
    }

    /// Whether a renewal was declared in `period` or before.
    pub fn renewal_declared(&self, period: Period) -> bool {
        self.renewals.iter().any(|renewal| renewal.from <= period.last_day())
    }

    /// Whether a renewal lies in `period`.
    pub fn renewal_running(&self, period: Period) -> bool {
        self.renewals.iter().any(|r| r.from <= period.last_day() && r.until >= period.first_day())
    }

    /// The answer to an item of a checklist; `None` where it was not asked.
    pub fn answer(&self, checklist: &str, item: &str) -> Option<&Answer> {
        let list = self.checklists.iter().find(|list| &*list.id == checklist)?;
        list.items.iter().find(|(id, _)| &**id == item).map(|(_, answer)| answer)
    }
}
