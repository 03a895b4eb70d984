//! Measurements: the periods of a YAML file and the rows of a table brought together into one series.

use super::convert::{number_fault, parse_date, wrong_period};
use super::fault::{Faults, Spot};
use super::raw_periods::{RawKey, RawPeriods, Word};
use super::slots::{MapSlot, Role, Slots};
use super::table::Table;
use crate::model::field::{FieldId, FieldTable, Kind};
use crate::model::period::Granularity;
use crate::model::series::Lists;
use crate::model::{Period, Series};
use crate::problem::{Problem, Severity};
use std::collections::BTreeMap;

/// A value of a table.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the variants say it")]
pub enum Value {
    Number(f64),
    Text(Box<str>),
}

/// Whether every name of the periods is known and has a value of its kind.
pub fn fits(raw: &RawPeriods, slots: &Slots) -> bool {
    let roles = roles(raw, slots);
    let role = |name: u32| roles.get(name as usize).copied().flatten();
    roles.iter().all(Option::is_some)
        && raw.cells.iter().all(|cell| matches!(role(cell.0), Some(Role::Field(..) | Role::Entry(_))))
        && raw.words.iter().all(|cell| match role(cell.0) {
            Some(Role::PolicyItem) => true,
            Some(Role::LastItemDate | Role::Currency) => matches!(cell.2, Word::Text(_)),
            _ => false,
        })
        && raw.lists.iter().all(|cell| matches!(role(cell.0), Some(Role::List(_))))
        && raw.tenure.iter().all(|cell| role(cell.0) == Some(Role::Tenure))
        && raw.events.iter().all(|cell| role(cell.0) == Some(Role::Events))
        && raw.maps.iter().all(|cell| slots.takes_map(&raw.path(cell.0)))
}

pub(super) fn roles(raw: &RawPeriods, slots: &Slots) -> Vec<Option<Role>> {
    (0..raw.names.len() as u32).map(|name| slots.role(&raw.path(name))).collect()
}

/// What a group or place has measured, on the way to its series.
pub struct Measured<'a> {
    pub(super) slots: &'a Slots,
    fields: &'a FieldTable,
    table: Option<&'a Table<'a>>,
    /// Faults in the YAML.
    pub faults: &'a mut Faults,
    /// Problems in the table.
    pub problems: &'a mut Vec<Problem>,
    pub(super) periods: Vec<Period>,
    cells: Vec<(FieldId, u32, f64)>,
    pub(super) lists: Vec<Option<Box<Lists>>>,
}

impl<'a> Measured<'a> {
    /// Checks every value and builds the series. `policy` are the items of the policy checklist.
    pub fn series(
        raw: Option<&RawPeriods>,
        table: Option<&'a Table<'a>>,
        (slots, fields): (&'a Slots, &'a FieldTable),
        policy: &[&str],
        (faults, problems): (&'a mut Faults, &'a mut Vec<Problem>),
    ) -> (Series, Self) {
        let (periods, cells, lists) = (Vec::new(), Vec::new(), Vec::new());
        let mut this = Self { slots, fields, table, faults, problems, periods, cells, lists };
        let nothing = RawPeriods::default();
        let raw = raw.unwrap_or(&nothing);
        let rows = this.calendar(raw);
        this.lists.resize_with(this.periods.len(), || None);
        this.numbers(raw, &rows);
        this.parts(raw, &rows, policy);
        this.add_table(raw, &rows);
        let lists = std::mem::take(&mut this.lists);
        let lists = lists.into_iter().enumerate().filter_map(|(row, lists)| Some((row as u32, lists?))).collect();
        let series = Series::new(std::mem::take(&mut this.periods), std::mem::take(&mut this.cells), lists);
        (series, this)
    }

    /// Reports a fault of the value under `name` (with dots) in a period, where it stands: in the table or in the YAML.
    pub fn report(&mut self, severity: Severity, period: Period, name: &str, words: (&'static str, String, String)) {
        let (code, message, help) = words;
        if let Some(at) = self.table.and_then(|table| table.place(period, name)) {
            self.problems.push(Problem { at, severity, code, message, help });
            return;
        }
        let mut spot = Spot::key("periods").then(&period.to_string());
        for key in self.slots.split(name) {
            spot = spot.then(key);
        }
        match severity {
            Severity::Error => self.faults.error(spot, code, message, help),
            Severity::Warning => self.faults.warn(spot, code, message, help),
        }
    }

    /// The name of a field.
    pub fn name(&self, field: FieldId) -> &'a str {
        self.fields.name(field)
    }

    /// The id of a field.
    pub fn field(&self, name: &str) -> Option<FieldId> {
        self.fields.id(name)
    }

    /// The kind of a field.
    pub fn kind(&self, field: FieldId) -> Kind {
        self.fields.kind(field)
    }

    /// Brings the periods in order; for each row of the YAML the row of the series.
    fn calendar(&mut self, raw: &RawPeriods) -> Vec<Option<u32>> {
        let in_yaml = raw.rows.iter().filter_map(|key| match key {
            RawKey::Period(period) => Some(*period),
            RawKey::Other(_) => None,
        });
        let in_table = self.table.into_iter().flat_map(|table| table.rows.keys().copied());
        let mut all: Vec<Period> = in_yaml.chain(in_table).collect();
        all.sort_unstable();
        all.dedup();
        let usual = usual(&all);
        for period in all.iter().filter(|period| Some(period.granularity()) != usual) {
            let other = all.iter().find(|other| Some(other.granularity()) == usual);
            let message = format!(
                "`{period}` is of another length than {}",
                other.map_or_else(String::new, |o| format!("`{o}`"))
            );
            let help = "use years, quarters, months or weeks in one file, not a mixture; add up the shorter ones";
            let at = self
                .table
                .filter(|table| table.rows.contains_key(period))
                .and_then(|table| table.place_of_row(*period));
            match at {
                Some(at) => {
                    let severity = Severity::Error;
                    self.problems.push(Problem { at, severity, code: "mixed-periods", message, help: help.to_owned() });
                }
                None => {
                    let spot = Spot::key("periods").then(&period.to_string()).itself();
                    self.faults.error(spot, "mixed-periods", message, help);
                }
            }
        }
        all.retain(|period| Some(period.granularity()) == usual);
        self.periods = all;
        let rows = raw.rows.iter().map(|key| match key {
            RawKey::Period(period) => self.periods.binary_search(period).ok().map(|row| row as u32),
            RawKey::Other(text) => {
                let (message, help) = wrong_period(text);
                self.faults.error(Spot::key("periods").then(text).itself(), "wrong-period", message, help);
                None
            }
        });
        rows.collect()
    }

    /// Single numbers, and numbers in maps.
    fn numbers(&mut self, raw: &RawPeriods, rows: &[Option<u32>]) {
        let roles = roles(raw, self.slots);
        self.cells.reserve(raw.cells.len());
        for (name, row, value) in &raw.cells {
            let Some(Some(row)) = rows.get(*row as usize) else { continue };
            let key = || raw.names.get(*name as usize).map_or("", |name| &*name.key);
            self.number(roles.get(*name as usize).copied().flatten(), *row, *value, key);
        }
    }

    fn number<'k>(&mut self, role: Option<Role>, row: u32, value: f64, key: impl FnOnce() -> &'k str) {
        match role {
            Some(Role::Field(field, kind)) => {
                if let Some(words) = value_fault(value, self.fields.name(field), kind) {
                    self.report(Severity::Error, self.periods[row as usize], self.fields.name(field), words);
                } else {
                    self.cells.push((field, row, value));
                }
            }
            Some(Role::Entry(map)) => {
                let key = key();
                let (name, kind) = match map {
                    MapSlot::JoinedByChannel => ("joined_by_channel", Kind::Persons),
                    MapSlot::ItemsByFormat => ("items_by_format", Kind::Things),
                    MapSlot::CultureShares => ("culture_shares", Kind::Share),
                };
                if let Some(words) = value_fault(value, key, kind) {
                    self.report(Severity::Error, self.periods[row as usize], &format!("{name}.{key}"), words);
                    return;
                }
                let lists = self.lists[row as usize].get_or_insert_default();
                match map {
                    MapSlot::JoinedByChannel => {
                        lists.joined_by_channel.get_or_insert_default().push((key.into(), value as u32))
                    }
                    MapSlot::ItemsByFormat => {
                        lists.items_by_format.get_or_insert_default().push((key.into(), value as u32))
                    }
                    MapSlot::CultureShares => lists.culture_shares.get_or_insert_default().push((key.into(), value)),
                }
            }
            _ => {}
        }
    }

    /// The rows of the table, but for what the YAML says too.
    fn add_table(&mut self, raw: &RawPeriods, rows: &[Option<u32>]) {
        let Some(table) = self.table else { return };
        let said = said(raw, rows);
        for (period, filled) in &table.rows {
            let Ok(row) = self.periods.binary_search(period) else { continue };
            for cell in filled {
                let Some(column) = table.columns.get(cell.column) else { continue };
                if let Some(other) = said.get(&(row as u32, column.clone())) {
                    if *other != cell.value {
                        self.conflict(*period, column, &cell.value, other, &table.place_of(cell));
                    }
                    continue;
                }
                match &cell.value {
                    Value::Number(value) => {
                        let path = self.slots.split(column);
                        let role = self.slots.role(&path);
                        self.number(role, row as u32, *value, || path.last().copied().unwrap_or_default());
                    }
                    Value::Text(text) => match (column.as_str(), parse_date(text)) {
                        ("last_item_date", Some(date)) => self.last_item(row as u32, date),
                        ("currency", _) => self.currency(row as u32, text),
                        _ => {}
                    },
                }
            }
        }
    }

    fn conflict(&mut self, period: Period, name: &str, here: &Value, there: &Value, at: &crate::problem::Place) {
        let show = |value: &Value| match value {
            Value::Number(number) => number.to_string(),
            Value::Text(text) => text.to_string(),
        };
        let (here, there) = (show(here), show(there));
        let message = format!(
            "`{name}` of {period} is {there} here, but {here} in `{}`, line {}, column {}",
            at.path, at.line, at.column
        );
        let mut spot = Spot::key("periods").then(&period.to_string());
        for key in self.slots.split(name) {
            spot = spot.then(key);
        }
        self.faults.error(spot, "conflict", message, "correct one of the two, or delete it");
    }
}

/// The length that most periods have; the longer one where two are as frequent.
fn usual(periods: &[Period]) -> Option<Granularity> {
    [Granularity::Week, Granularity::Month, Granularity::Quarter, Granularity::Year]
        .into_iter()
        .map(|length| (periods.iter().filter(|period| period.granularity() == length).count(), length))
        .filter(|(count, _)| *count > 0)
        .max()
        .map(|(_, length)| length)
}

/// What the YAML says, by row and name with dots.
fn said(raw: &RawPeriods, rows: &[Option<u32>]) -> BTreeMap<(u32, String), Value> {
    let row = |at: u32| rows.get(at as usize).copied().flatten();
    let numbers = raw.cells.iter().filter_map(|(name, at, value)| Some((*name, row(*at)?, Value::Number(*value))));
    let words = raw.words.iter().filter_map(|(name, at, word)| match word {
        Word::Text(text) => Some((*name, row(*at)?, Value::Text(text.clone()))),
        Word::Bool(_) => None,
    });
    numbers.chain(words).map(|(name, row, value)| ((row, raw.path(name).join(".")), value)).collect()
}

/// What is wrong with a number of this kind.
fn value_fault(value: f64, name: &str, kind: Kind) -> Option<(&'static str, String, String)> {
    match kind {
        Kind::Persons | Kind::Things => number_fault(value, name, true),
        Kind::Amount | Kind::Money => number_fault(value, name, false),
        Kind::Share if !(0.0..=1.0).contains(&value) => {
            let help = if (1.0..=100.0).contains(&value) {
                format!("write it out of 1: `{}`", value / 100.0)
            } else {
                "write a share between 0 and 1, such as `0.41`".to_owned()
            };
            Some(("not-a-share", format!("`{name}` is a share, so it cannot be {value}"), help))
        }
        Kind::Share | Kind::Own => None,
    }
}
