//! Days so far after all the data that a digit has slipped: nothing on the pages would speak of them for years.

use super::fault::{Faults, Spot};
use super::layout::Layout;
use super::place::PlaceFile;
use super::reported;
use super::tree::Tree;
use crate::model::group::{Action, ActionStatus, Answer, Checklist};
use crate::model::period::days_between;
use crate::model::{Group, Period};
use crate::problem::Problem;
use jiff::civil::Date;

/// Data come late and evidence early: a year between the two is no slip.
const SLIP_DAYS: i32 = 366;

/// Warns of the days in groups and places that lie more than a year after the newest period of the site.
pub fn days(
    tree: &dyn Tree,
    (layout, groups, places): (&Layout, &[Option<Group>], &[Option<PlaceFile>]),
    newest: Period,
    problems: &mut Vec<Problem>,
) {
    let ahead = Ahead { newest };
    let groups = groups.iter().map(|group| group.as_ref().map(|group| ahead.of_group(group)));
    let places = places.iter().map(|file| file.as_ref().map(|file| ahead.actions(&file.place.actions)));
    let found = layout.groups.iter().zip(groups).chain(layout.places.iter().zip(places));
    for (folder, faults) in found {
        if let Some(faults) = faults.filter(|faults| !faults.0.is_empty()) {
            problems.extend(reported::located(tree, folder, faults));
        }
    }
}

struct Ahead {
    newest: Period,
}

impl Ahead {
    fn of_group(&self, group: &Group) -> Faults {
        let mut faults = self.actions(&group.actions);
        self.day(group.last_evaluation, || Spot::key("last_evaluation"), &mut faults);
        // A founding after the group's own data is told where the two meet.
        let founded = group.founded.filter(|_| group.series.periods().is_empty());
        self.day(founded.map(Period::first_day), || Spot::key("founded"), &mut faults);
        group.checklists.iter().for_each(|list| self.answers(list, &mut faults));
        faults
    }

    /// Actions that run or are done. One that is planned may lie as far ahead as it likes.
    fn actions(&self, actions: &[Action]) -> Faults {
        let mut faults = Faults::default();
        for (at, action) in actions.iter().enumerate() {
            let begun = matches!(action.status, ActionStatus::Running | ActionStatus::Done);
            let day = action.started.filter(|_| begun).map(Period::first_day);
            self.day(day, || Spot::key("actions").item(at).then("started"), &mut faults);
        }
        faults
    }

    fn answers(&self, list: &Checklist, faults: &mut Faults) {
        for (item, answer) in &list.items {
            if let Answer::Dated(day) = answer {
                self.day(Some(*day), || Spot::key("checklists").then(&list.id).then(item), faults);
            }
        }
    }

    fn day(&self, day: Option<Date>, spot: impl Fn() -> Spot, faults: &mut Faults) {
        if day.is_some_and(|day| days_between(self.newest.last_day(), day) > SLIP_DAYS) {
            let message = format!("this is more than a year after the newest data of the site, {}", self.newest);
            faults.warn(spot(), "after-the-data", message, "check the year");
        }
    }
}
