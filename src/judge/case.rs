//! One group or place as it is judged: its published facts and what surrounds them.

use super::compile::{Program, Rules};
use super::peers::PlaceView;
use super::trace::Trace;
use crate::disclose::{Facts, Published};
use crate::model::GroupProfile;
use crate::model::Period;
use crate::model::field::{FieldId, FieldTable};
use crate::model::group::{Action, GroupType, Platform};
use crate::playbook::test::Circumstances;
use crate::playbook::{Indicator, Level, Playbook};
use crate::score::Scores;

/// What a group is judged from.
#[derive(Clone, Copy)]
pub struct GroupInput<'a> {
    /// Rules, compiled once for the site.
    pub rules: &'a Rules,
    /// Playbook in force.
    pub playbook: &'a Playbook,
    /// Known fields.
    pub fields: &'a FieldTable,
    /// Measured periods before anything is judged (`scoring.minimum_periods`).
    pub minimum_periods: usize,
    /// What the group says of itself.
    pub profile: &'a GroupProfile,
    /// Its numbers.
    pub facts: &'a Facts,
    /// Its scores, one a period of `facts`.
    pub scores: &'a Scores,
    /// Row that is reported.
    pub row: usize,
    /// The nearest place above it, with the peers of that place.
    pub place: Option<PlaceView<'a>>,
}

/// What a place is judged from.
#[derive(Clone, Copy)]
pub struct PlaceInput<'a> {
    /// Rules, compiled once for the site.
    pub rules: &'a Rules,
    /// Playbook in force.
    pub playbook: &'a Playbook,
    /// Known fields.
    pub fields: &'a FieldTable,
    /// Its numbers with those of its peers.
    pub view: PlaceView<'a>,
    /// Its scores, one a period of the facts.
    pub scores: &'a Scores,
    /// Row that is reported.
    pub row: usize,
    /// Its groups and those of places below it: what [`super::Trace`] kept of them.
    pub groups: &'a [&'a Trace],
    /// Best published overall score of each peer place's groups, by position among the peers; `None` without one.
    pub best_peer_group: &'a [Option<f64>],
    /// Actions of the place.
    pub actions: &'a [Action],
}

/// Either of them.
pub struct Case<'a> {
    pub program: &'a Program,
    pub rules: &'a Rules,
    pub playbook: &'a Playbook,
    pub fields: &'a FieldTable,
    pub facts: &'a Facts,
    pub scores: &'a Scores,
    pub row: usize,
    pub minimum_periods: usize,
    pub profile: Option<&'a GroupProfile>,
    pub actions: &'a [Action],
    pub place: Option<PlaceView<'a>>,
    pub groups: &'a [&'a Trace],
    pub best_peer_group: &'a [Option<f64>],
    /// Steps of each period from the first.
    steps: Vec<i32>,
    days: Option<FieldId>,
}

impl<'a> Case<'a> {
    /// A group.
    pub fn group(input: &GroupInput<'a>) -> Self {
        Self {
            program: input.rules.of(Level::Group),
            rules: input.rules,
            playbook: input.playbook,
            fields: input.fields,
            facts: input.facts,
            scores: input.scores,
            row: input.row,
            minimum_periods: input.minimum_periods,
            profile: Some(input.profile),
            actions: &input.profile.actions,
            place: input.place,
            groups: &[],
            best_peer_group: &[],
            steps: steps(&input.facts.periods),
            days: input.fields.id("days"),
        }
    }

    /// A place. It is judged from its first period on.
    pub fn place(input: &PlaceInput<'a>) -> Self {
        Self {
            program: input.rules.of(Level::Place),
            rules: input.rules,
            playbook: input.playbook,
            fields: input.fields,
            facts: input.view.facts,
            scores: input.scores,
            row: input.row,
            minimum_periods: 1,
            profile: None,
            actions: input.actions,
            place: Some(input.view),
            groups: input.groups,
            best_peer_group: input.best_peer_group,
            steps: steps(&input.view.facts.periods),
            days: input.fields.id("days"),
        }
    }

    /// Number of periods.
    pub fn rows(&self) -> usize {
        self.facts.periods.len()
    }

    /// The period of a row.
    pub fn period(&self, row: usize) -> Option<Period> {
        self.facts.periods.get(row).copied()
    }

    /// Whether the group is over as planned: by the reported period, or since.
    pub fn is_over(&self) -> bool {
        let by_then = self.profile.zip(self.period(self.row)).is_some_and(|(profile, period)| profile.is_ended(period));
        by_then || self.scores.now.is_some()
    }

    /// Whether there were too few measured periods by this row.
    pub fn is_too_early(&self, row: usize) -> bool {
        row + 1 < self.minimum_periods
    }

    /// Type of the group.
    pub fn kind(&self) -> GroupType {
        self.profile.map_or(GroupType::Other, |profile| profile.kind)
    }

    /// Platform of the group.
    pub fn platform(&self) -> Platform {
        self.profile.map_or(Platform::Mixed, |profile| profile.platform)
    }

    /// Days of a row as rates count them: as given, else 30 for a month and the calendar for other lengths.
    pub fn days(&self, row: usize) -> f64 {
        let given = self.days.map(|field| self.facts.cell(field, row));
        match (given, self.period(row)) {
            (Some(Published::Value(days)), _) if days > 0.0 => days,
            (_, Some(Period::Month(..)) | None) => 30.0,
            (_, Some(period)) => f64::from(period.days()),
        }
    }

    /// Whether the period of this row directly follows the one before.
    pub fn follows(&self, row: usize) -> bool {
        row.checked_sub(1).and_then(|before| Some(self.steps.get(row)? - self.steps.get(before)? == 1)).unwrap_or(false)
    }

    /// The row `back` periods before, if it was measured.
    pub fn back(&self, row: usize, back: i32) -> Option<usize> {
        let target = self.steps.get(row)? - back;
        let near = row.checked_sub(usize::try_from(back).ok()?);
        if near.and_then(|near| self.steps.get(near)) == Some(&target) {
            return near;
        }
        self.steps.get(..row)?.binary_search(&target).ok()
    }

    /// The row of the same period a year before; where the data do not reach back so far, three periods before.
    pub fn year_before(&self, row: usize) -> Option<usize> {
        let period = self.period(row)?;
        let year = period.steps_since(period.year_before())?;
        if self.steps.get(row)? < &year { self.back(row, 3) } else { self.back(row, year) }
    }

    /// The circumstances of the group in a row; those of a place are without any.
    pub fn circumstances(&self, row: usize) -> Circumstances {
        let of = |ask: fn(&GroupProfile, Period) -> bool| {
            self.profile.zip(self.period(row)).is_some_and(|(profile, period)| ask(profile, period))
        };
        Circumstances {
            kind: self.kind(),
            platform: self.platform(),
            time_boxed: of(|profile, _| matches!(profile.lifespan, crate::model::group::Lifespan::TimeBoxed(..))),
            ended: of(GroupProfile::is_ended),
            renewal_declared: of(GroupProfile::renewal_declared),
            renewal_running: of(GroupProfile::renewal_running),
        }
    }

    /// Whether an indicator is only shown in this row, neither judged nor scored.
    pub fn is_exempt(&self, indicator: &Indicator, row: usize) -> bool {
        !indicator.not_for.is_empty() && indicator.is_exempt(&self.circumstances(row))
    }

    /// The row of the place above that was known by this row: for a place itself, the same one.
    pub fn place_row(&self, row: usize) -> Option<usize> {
        let place = self.place?;
        if self.program.level == Level::Place {
            return Some(row);
        }
        let end = self.period(row)?.last_day();
        place.facts.periods.partition_point(|period| period.last_day() <= end).checked_sub(1)
    }
}

/// Steps of each period from the first. Periods of one series have one length.
fn steps(periods: &[Period]) -> Vec<i32> {
    let Some(first) = periods.first() else { return Vec::new() };
    periods.iter().enumerate().map(|(row, period)| period.steps_since(*first).unwrap_or(row as i32)).collect()
}
