//! Where a number comes from that a test names as a field: a published cell, a count a group declares, or what is
//! derived from published values.

use super::case::Case;
use crate::disclose::Published;
use crate::measure::interval::wilson;
use crate::model::field::{FieldId, FieldTable, Kind};
use crate::model::group::{Action, ActionStatus, GroupType};
use crate::model::period::days_between;
use crate::model::quantity::{Estimate, Tier};
use crate::playbook::{Level, Playbook};

/// A named number, resolved once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Source {
    /// A measured field.
    Cell(FieldId),
    /// yes of n.
    Share(FieldId, FieldId),
    /// One field over another.
    Ratio(FieldId, FieldId),
    /// One field less another.
    Difference(FieldId, FieldId),
    /// Declared by the group: operators, trained, moderators.
    Staff(usize),
    /// Trained operators of operators.
    TrainedShare,
    /// members_end / capacity.
    CapacityUsed(FieldId),
    /// Unknown reasons out of all.
    UnknownReasons([FieldId; 6]),
    /// Measured indicators of the place's own dimensions.
    EnablingMeasured,
    /// Types without an active group in the place.
    MissingTypes,
    /// Active groups of the place.
    GroupsActive,
    /// Measured periods so far.
    AgePeriods,
    /// Days since the founding.
    AgeDays,
    /// Actions begun since the last evaluation.
    Changes,
    /// Exits over exposure, scaled to 7 days: left, removed, members_start, joined.
    Churn7([FieldId; 4]),
    /// Events in the last 90 days, from the event rate.
    Events90(usize),
    /// Events of a kind: index of its attendance, of the other kind's, and of the event rate.
    EventsOfKind([usize; 3]),
    /// newcomers · newcomer_retention_rate − left.
    KeptNet(FieldId, usize, FieldId),
    /// Joins through channels of these names, out of the joins where a field is named.
    Channels(&'static [&'static str], Option<FieldId>),
    /// 1 where a survey among members was held within 12 months: number of answers to each question.
    Surveyed([FieldId; 4]),
}

/// Channels by which people are added rather than asked.
const COMPULSORY: &[&str] = &["compulsory", "mass_invitation"];
/// Channels that lead through an event.
const EVENT: &[&str] = &["event", "offline_event", "online_event"];
/// Questions of the survey.
const QUESTIONS: [&str; 4] = ["trust", "belonging", "pressure", "satisfaction"];

impl Source {
    /// Resolves a name that the playbook's reader has let through; `None` where what it is derived from is unknown
    /// to this playbook.
    pub fn find(name: &str, playbook: &Playbook, fields: &FieldTable) -> Option<Self> {
        let id = |name: &str| fields.id(name);
        let event = |name: &str| playbook.indicator(name);
        Some(match name {
            "operators" => Self::Staff(0),
            "operators_trained" => Self::Staff(1),
            "moderators" => Self::Staff(2),
            "operators_trained_share" => Self::TrainedShare,
            "capacity_used" => Self::CapacityUsed(id("members_end")?),
            "unknown_reason_share" => {
                let [a, b, c, d, e, f] =
                    crate::model::place::Reason::ALL.map(|r| id(&format!("leave_reasons.{}", r.id())));
                Self::UnknownReasons([a?, b?, c?, d?, e?, f?])
            }
            "enabling_measured" => Self::EnablingMeasured,
            "missing_types" => Self::MissingTypes,
            "groups_active" => Self::GroupsActive,
            "age_periods" => Self::AgePeriods,
            "age_days" => Self::AgeDays,
            "changes_since_evaluation" => Self::Changes,
            "churn_7d" => Self::Churn7([id("left")?, id("removed")?, id("members_start")?, id("joined")?]),
            "events_90d" => Self::Events90(event("event_rate")?),
            "events_online" => Self::EventsOfKind([
                event("event_attendance_online")?,
                event("event_attendance_offline")?,
                event("event_rate")?,
            ]),
            "events_offline" => Self::EventsOfKind([
                event("event_attendance_offline")?,
                event("event_attendance_online")?,
                event("event_rate")?,
            ]),
            "moved_on_share" => Self::Share(id("moved_out")?, id("left")?),
            "net_moves" => Self::Difference(id("moved_in")?, id("moved_out")?),
            "shares_per_item" => Self::Ratio(id("item_shares")?, id("items")?),
            "cost_per_active" => Self::Ratio(id("cost")?, id("active")?),
            "newcomers_kept_net" => {
                Self::KeptNet(id("newcomers")?, playbook.indicator("newcomer_retention_rate")?, id("left")?)
            }
            "compulsory_join_share" => Self::Channels(COMPULSORY, Some(id("joined")?)),
            "event_joins" => Self::Channels(EVENT, None),
            "surveyed_12m" => {
                let [a, b, c, d] = QUESTIONS.map(|question| id(&format!("survey.{question}.n")));
                Self::Surveyed([a?, b?, c?, d?])
            }
            _ => match id(name) {
                Some(field) => Self::Cell(field),
                None => Self::Share(id(&format!("{name}.yes"))?, id(&format!("{name}.n"))?),
            },
        })
    }

    /// Whether its cells count what happened in a period, so that periods of unlike length are compared per 30 days.
    pub fn is_flow(self, fields: &FieldTable) -> bool {
        const STOCKS: [&str; 7] = [
            "members_start",
            "members_end",
            "active_last7",
            "population",
            "members_unique",
            "businesses",
            "groups_sponsored",
        ];
        match self {
            Self::Cell(field) => {
                matches!(fields.kind(field), Kind::Persons | Kind::Things | Kind::Money)
                    && !STOCKS.contains(&fields.name(field))
                    && !fields.name(field).contains('.')
            }
            Self::Difference(..) => true,
            _ => false,
        }
    }

    /// The number in a row.
    pub fn at(self, case: &Case<'_>, row: usize) -> Published<Estimate> {
        let cell = |field: FieldId| case.facts.cell(field, row);
        match self {
            Self::Cell(field) => cell(field).map(Estimate::exact),
            Self::Ratio(above, below) => both(cell(above), cell(below), |a, b| (b > 0.0).then(|| a / b)),
            Self::Difference(from, less) => both(cell(from), cell(less), |a, b| Some(a - b)),
            Self::Share(yes, n) => match (cell(yes), cell(n)) {
                (Published::Value(k), Published::Value(n)) if n > 0.0 => Published::Value(share(k.min(n), n)),
                (k, n) => gap(&[k, n]),
            },
            Self::UnknownReasons(reasons) => unknown_reasons(reasons.map(cell)),
            Self::Churn7(fields) => churn_7d(case, row, fields.map(cell)),
            Self::KeptNet(newcomers, kept, left) => kept_net(case, row, kept, cell(newcomers), cell(left)),
            Self::Channels(names, out_of) => channels(case, row, names, out_of.map(cell)),
            Self::Surveyed(questions) => surveyed(case, row, &questions),
            Self::Events90(rate) => events_90d(case, row, rate),
            Self::EventsOfKind(indices) => events_of_kind(case, row, indices),
            Self::EnablingMeasured => enabling(case, row),
            Self::MissingTypes | Self::GroupsActive => self.of_groups(case, row),
            _ => self.declared(case, row),
        }
    }

    /// What a group says of itself.
    fn declared(self, case: &Case<'_>, row: usize) -> Published<Estimate> {
        let of =
            |value: Option<f64>| value.map_or(Published::Missing, |value| Published::Value(Estimate::exact(value)));
        if self == Self::AgePeriods {
            return of(Some(row as f64 + 1.0));
        }
        let Some(profile) = case.profile else { return Published::Missing };
        let [operators, trained, moderators] = profile.staff.map(|staff| staff.map(f64::from));
        match self {
            Self::Staff(0) => of(operators),
            Self::Staff(1) => of(trained),
            Self::Staff(_) => of(moderators),
            Self::TrainedShare => {
                of(operators.filter(|n| *n > 0.0).zip(trained).map(|(operators, trained)| trained / operators))
            }
            Self::CapacityUsed(members) => {
                let capacity = profile.capacity.filter(|capacity| *capacity > 0).map(f64::from);
                match (case.facts.cell(members, row), capacity) {
                    (Published::Value(members), Some(capacity)) => of(Some(members / capacity)),
                    (Published::Value(_), None) => Published::Missing,
                    (missing, _) => missing.map(Estimate::exact),
                }
            }
            Self::AgeDays => {
                let end = case.facts.periods.get(row).map(|period| period.last_day());
                let founded = profile.founded.map(|founded| founded.first_day());
                of(end.zip(founded).map(|(end, founded)| f64::from(days_between(founded, end))))
            }
            Self::Changes => {
                let end = case.facts.periods.get(row).map(|period| period.last_day());
                of(end.zip(profile.last_evaluation.filter(|day| Some(*day) <= end)).map(|(end, since)| {
                    let begun = |action: &&Action| {
                        let done = matches!(action.status, ActionStatus::Running | ActionStatus::Done);
                        done && action.started.is_some_and(|at| at.last_day() >= since && at.first_day() <= end)
                    };
                    profile.actions.iter().filter(begun).count() as f64
                }))
            }
            _ => Published::Missing,
        }
    }

    /// What a place knows of its groups.
    fn of_groups(self, case: &Case<'_>, row: usize) -> Published<Estimate> {
        let Some(period) = case.facts.periods.get(row) else { return Published::Missing };
        let mut active = [Some(0u32); 3];
        let (mut all, mut known) = (0.0, false);
        for trace in case.groups {
            let at = match trace.kind {
                GroupType::Industry => 0,
                GroupType::Interest => 1,
                GroupType::Regional => 2,
                GroupType::Other => 3,
            };
            let Some(found) = trace.active_in(*period) else {
                // A group that may have been active leaves its type open, unless another one was.
                if let Some(count) = active.get_mut(at).filter(|count| **count == Some(0)) {
                    *count = None;
                }
                continue;
            };
            known = true;
            if found {
                all += 1.0;
                if let Some(count) = active.get_mut(at) {
                    *count = Some(count.unwrap_or(0) + 1);
                }
            }
        }
        if !known || (self == Self::MissingTypes && active.contains(&None)) {
            return Published::Missing;
        }
        let missing = active.iter().filter(|count| **count == Some(0)).count() as f64;
        Published::Value(Estimate::exact(if self == Self::MissingTypes { missing } else { all }))
    }
}

fn share(k: f64, n: f64) -> Estimate {
    let [lower, upper] = wilson(k, n);
    // The reliability tiers of the method: 20 cases or fewer are few.
    let tier = if n <= 20.0 { Tier::Few } else { Tier::Normal };
    Estimate { lower: Some(lower), upper: Some(upper), k: Some(k), n: Some(n), tier, ..Estimate::exact(k / n) }
}

/// Why there is no number: withheld if anything is.
fn gap<T, U>(parts: &[Published<T>]) -> Published<U> {
    if parts.iter().any(|part| matches!(part, Published::Withheld)) { Published::Withheld } else { Published::Missing }
}

fn both(a: Published<f64>, b: Published<f64>, f: impl Fn(f64, f64) -> Option<f64>) -> Published<Estimate> {
    match (a, b) {
        (Published::Value(a), Published::Value(b)) => {
            f(a, b).map_or(Published::Missing, |value| Published::Value(Estimate::exact(value)))
        }
        (a, b) => gap(&[a, b]),
    }
}

fn unknown_reasons(cells: [Published<f64>; 6]) -> Published<Estimate> {
    let [.., unknown] = cells;
    let Published::Value(unknown) = unknown else { return gap(&cells) };
    if cells.contains(&Published::Withheld) {
        return Published::Withheld;
    }
    let all: f64 = cells.iter().filter_map(|cell| cell.value()).sum();
    if all > 0.0 { Published::Value(share(unknown, all)) } else { Published::Missing }
}

fn churn_7d(case: &Case<'_>, row: usize, cells: [Published<f64>; 4]) -> Published<Estimate> {
    let [Published::Value(left), Published::Value(removed), Published::Value(start), Published::Value(joined)] = cells
    else {
        return gap(&cells);
    };
    let exposure = start + joined / 2.0;
    if exposure <= 0.0 {
        return Published::Missing;
    }
    let out = ((left + removed) / exposure).min(1.0);
    let days = case.days(row);
    let scaled = |rate: f64| 1.0 - libm::pow(1.0 - rate, 7.0 / days);
    let raw = share((left + removed).min(exposure), exposure);
    Published::Value(Estimate { lower: raw.lower.map(scaled), upper: raw.upper.map(scaled), value: scaled(out), ..raw })
}

fn kept_net(
    case: &Case<'_>,
    row: usize,
    kept: usize,
    newcomers: Published<f64>,
    left: Published<f64>,
) -> Published<Estimate> {
    match (newcomers, case.facts.indicator(kept, row), left) {
        (Published::Value(newcomers), Published::Value(kept), Published::Value(left)) => {
            let net = |rate: f64| newcomers * rate - left;
            Published::Value(Estimate {
                lower: kept.lower.map(net),
                upper: kept.upper.map(net),
                tier: kept.tier,
                ..Estimate::exact(net(kept.value))
            })
        }
        (newcomers, kept, left) => gap(&[newcomers, kept.map(|kept| kept.value), left]),
    }
}

/// Events of the rows that end within the last 90 days, from events per 30 days. A row that is missing leaves it open.
fn events_90d(case: &Case<'_>, row: usize, rate: usize) -> Published<Estimate> {
    const REACH: f64 = 90.0;
    let (mut events, mut covered) = (0.0, 0.0);
    for at in (0..=row).rev() {
        match case.facts.indicator(rate, at) {
            Published::Value(found) => events += found.value * case.days(at) / 30.0,
            other => return other.map(Clone::clone),
        }
        covered += case.days(at);
        // Three months of 28 to 31 days are 90 days.
        if covered >= REACH - 2.0 {
            return Published::Value(Estimate::exact(events));
        }
        if at == 0 || !case.follows(at) {
            break;
        }
    }
    Published::Missing
}

/// Events of one kind: those whose attendance was counted; none where all events of the period are of the other kind.
fn events_of_kind(case: &Case<'_>, row: usize, [own, other, rate]: [usize; 3]) -> Published<Estimate> {
    let counted = |indicator: usize| match case.facts.indicator(indicator, row) {
        Published::Value(found) => found.n,
        _ => None,
    };
    if let Some(n) = counted(own) {
        return Published::Value(Estimate::exact(n));
    }
    let none = match case.facts.indicator(rate, row) {
        Published::Value(all) if all.value == 0.0 => true,
        Published::Value(all) => all.k.is_some() && all.k == counted(other),
        gap => return gap.map(Clone::clone),
    };
    if none { Published::Value(Estimate::exact(0.0)) } else { Published::Missing }
}

/// Joins through channels of these names; a channel that is not named brought nobody.
fn channels(case: &Case<'_>, row: usize, names: &[&str], out_of: Option<Published<f64>>) -> Published<Estimate> {
    let split = case.facts.joined_by_channel.get(row).map(Vec::as_slice).unwrap_or_default();
    if split.is_empty() {
        return Published::Missing;
    }
    if split.iter().any(|(_, count)| *count == Published::Withheld) {
        return Published::Withheld;
    }
    let ours = split.iter().filter(|(name, _)| names.contains(&&**name));
    let k: f64 = ours.filter_map(|(_, count)| count.value()).sum();
    match out_of {
        None => Published::Value(Estimate::exact(k)),
        Some(Published::Value(n)) if n > 0.0 => Published::Value(share(k.min(n), n)),
        Some(Published::Value(_)) => Published::Missing,
        Some(other) => gap(&[other]),
    }
}

/// Whether members were asked within the twelve months that end with a row. No survey in the data does not mean that
/// there was none, so that it is missing and not 0.
fn surveyed(case: &Case<'_>, row: usize, questions: &[FieldId]) -> Published<Estimate> {
    const YEAR: f64 = 365.0;
    let mut covered = 0.0;
    for at in (0..=row).rev() {
        let asked = |field: &FieldId| matches!(case.facts.cell(*field, at), Published::Value(_) | Published::Withheld);
        if questions.iter().any(asked) {
            return Published::Value(Estimate::exact(1.0));
        }
        covered += case.days(at);
        if covered >= YEAR || !case.follows(at) {
            break;
        }
    }
    Published::Missing
}

fn enabling(case: &Case<'_>, row: usize) -> Published<Estimate> {
    let own = |dimension: usize| case.playbook.dimensions.get(dimension).is_some_and(|d| d.level == Level::Place);
    let measured = case.playbook.indicators.iter().enumerate().filter(|(index, indicator)| {
        indicator.dimension.is_some_and(own) && case.facts.indicator(*index, row).value().is_some()
    });
    Published::Value(Estimate::exact(measured.count() as f64))
}
