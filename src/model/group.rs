//! A group: what it is, what it was asked, what it did.

use super::field::FieldTable;
use super::note::Note;
use super::period::days_between;
use super::{Localized, Period, Series, SitePath};
use jiff::civil::Date;

/// Type of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupType {
    /// 行业类
    Industry,
    /// 兴趣类
    Interest,
    /// 地域类
    Regional,
    /// Any other.
    Other,
}

/// Kind of platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Platform {
    /// Chat group.
    Chat,
    /// Forum or mailing list.
    Forum,
    /// Club or association that meets.
    Club,
    /// More than one.
    Mixed,
}

impl GroupType {
    /// The id used in files and texts.
    pub fn id(self) -> &'static str {
        match self {
            Self::Industry => "industry",
            Self::Interest => "interest",
            Self::Regional => "regional",
            Self::Other => "other",
        }
    }
}

impl Platform {
    /// The id used in files and texts.
    pub fn id(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::Forum => "forum",
            Self::Club => "club",
            Self::Mixed => "mixed",
        }
    }
}

/// How long a group is meant to last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifespan {
    /// Without an end.
    Ongoing,
    /// From a day until a day: its end is no failure.
    TimeBoxed(Date, Date),
}

/// The answer to one item of a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Yes, with its evidence: a date.
    Dated(Date),
    /// Yes, with its evidence: an address.
    Linked(Box<str>),
    /// Yes without evidence: counts as unknown.
    Unproven,
    /// No.
    No,
    /// Nobody knows.
    Unknown,
}

impl Answer {
    /// `Some(true)` for a yes with evidence, `Some(false)` for a no, `None` for what counts as unknown.
    pub fn counts(&self) -> Option<bool> {
        match self {
            Self::Dated(_) | Self::Linked(_) => Some(true),
            Self::No => Some(false),
            Self::Unproven | Self::Unknown => None,
        }
    }
}

/// A goal with its straight line from baseline to target.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// Index of the indicator in the playbook.
    pub indicator: usize,
    /// Value at `from`.
    pub baseline: f64,
    /// Value aimed at.
    pub target: f64,
    /// First period of the line.
    pub from: Period,
    /// Period by which the target is to be reached.
    pub by: Period,
}

impl Goal {
    /// Where the straight line from baseline to target stands at the end of `period`; level after the last day of
    /// `by`, `None` before `from`.
    pub fn line(&self, period: Period) -> Option<f64> {
        let (start, end, now) = (self.from.last_day(), self.by.last_day(), period.last_day());
        if now < start {
            return None;
        }
        let (gone, all) = (days_between(start, now), days_between(start, end));
        let share = if all > 0 { (f64::from(gone) / f64::from(all)).min(1.0) } else { 1.0 };
        Some(self.baseline + share * (self.target - self.baseline))
    }

    /// Whether a value is on track at the end of `period`: not on the wrong side of the line, whichever way the
    /// line goes. `None` before `from`.
    pub fn on_track(&self, period: Period, value: f64) -> Option<bool> {
        let line = self.line(period)?;
        // A value that equals the line up to the rounding of its decimals is on it.
        let slack = 1e-9 * line.abs().max(1.0);
        Some(if self.target >= self.baseline { value >= line - slack } else { value <= line + slack })
    }
}

/// A declared renewal of the membership.
#[derive(Debug, Clone, PartialEq)]
pub struct Renewal {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// What was done.
    pub note: Localized,
}

/// State of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionStatus {
    /// Not begun.
    Planned,
    /// Under way.
    Running,
    /// Finished.
    Done,
    /// Given up.
    Dropped,
}

impl ActionStatus {
    /// The id used in files and texts.
    pub fn id(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Running => "running",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }
}

/// What was done about a piece of advice.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// Index of the advice in the playbook.
    pub advice: usize,
    /// State.
    pub status: ActionStatus,
    /// Period in which it began.
    pub started: Option<Period>,
    /// What was done.
    pub note: Localized,
}

/// The answers to one checklist, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Checklist {
    /// Id, such as `goal_clarity`.
    pub id: Box<str>,
    /// Item and answer.
    pub items: Vec<(Box<str>, Answer)>,
}

/// An indicator that does not apply, with the reason.
#[derive(Debug, Clone, PartialEq)]
pub struct NotApplicable {
    /// Index of the indicator in the playbook.
    pub indicator: usize,
    /// Reason.
    pub reason: Localized,
}

/// A group of people.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Path from the site's root.
    pub path: SitePath,
    /// Index of the nearest place above it in [`super::Community::places`].
    pub place: Option<usize>,
    /// Name.
    pub name: Localized,
    /// Type.
    pub kind: GroupType,
    /// Platform.
    pub platform: Platform,
    /// Where it is found and recruits.
    pub channels: Vec<Box<str>>,
    /// Planned life.
    pub lifespan: Lifespan,
    /// First day of the founding month, quarter or year, with the precision given.
    pub founded: Option<Period>,
    /// Member cap of the platform.
    pub capacity: Option<u32>,
    /// Operators.
    pub operators: Option<u32>,
    /// Of these, trained.
    pub operators_trained: Option<u32>,
    /// Moderators.
    pub moderators: Option<u32>,
    /// Day of the last evaluation.
    pub last_evaluation: Option<Date>,
    /// Goals.
    pub goals: Vec<Goal>,
    /// Checklists.
    pub checklists: Vec<Checklist>,
    /// Indicators that do not apply.
    pub not_applicable: Vec<NotApplicable>,
    /// Renewals.
    pub renewals: Vec<Renewal>,
    /// Actions.
    pub actions: Vec<Action>,
    /// Measurements of the periods that are over by the reported one.
    pub series: Series,
    /// A period it also has measurements of, which is not over by the reported one and so is not assessed yet.
    pub unfinished: Option<Period>,
    /// Notes (only what is needed to find and order them; the text is read when the page is made).
    pub notes: Vec<Note>,
}

impl Group {
    /// Whether it was active in `period`: somebody posted; where posters were not counted, whether there were messages.
    /// `None` where neither was measured.
    pub fn active_in(&self, fields: &FieldTable, period: Period) -> Option<bool> {
        let rows = self.series.rows_in(period);
        let any = |name: &str| {
            let column = fields.id(name).and_then(|id| self.series.column(id))?;
            let values = rows.clone().filter_map(|row| column.get(row));
            values.fold(None, |any: Option<bool>, value| Some(any.unwrap_or(false) || value > 0.0))
        };
        any("posters").or_else(|| any("messages"))
    }
}
