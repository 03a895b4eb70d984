//! Measurements over periods, held column by column so that ten thousand groups fit in memory.

use super::Period;
use super::field::FieldId;
use super::period::speaking_of;
use jiff::civil::Date;
use std::ops::Range;

/// The values of one field, one cell a period.
#[derive(Debug, Clone, PartialEq)]
enum Cells {
    /// Whole numbers below `u16::MAX`, which marks a cell that was not measured: nearly all counts of nearly all groups.
    Small(Box<[u16]>),
    /// Whole numbers below `u32::MAX`, which marks a cell that was not measured.
    Whole(Box<[u32]>),
    /// Other numbers; NaN marks a cell that was not measured.
    Real(Box<[f64]>),
}

/// One field over all periods of a series: see [`Series::column`].
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    field: FieldId,
    cells: Cells,
}

/// An event of the programme.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Day, where given.
    pub date: Option<Date>,
    /// Online rather than at a place.
    pub online: bool,
    /// Registered, where counted.
    pub registered: Option<u32>,
    /// Attended, where counted.
    pub attended: Option<u32>,
}

/// How long one member has been here, in months, and whether the member has left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tenure {
    /// Months since joining, until leaving or until the period's end.
    pub months: f64,
    /// Whether the member left; otherwise the time is censored.
    pub left: bool,
}

/// What a period holds besides scalars. `None` is "not measured"; an empty list is a measured nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lists {
    /// Hours to the first reply of each answered thread.
    pub first_reply_hours: Option<Vec<f64>>,
    /// Age in hours of each unanswered thread.
    pub open_thread_hours: Option<Vec<f64>>,
    /// Contributions of each contributor, without identity.
    pub contrib_counts: Option<Vec<f64>>,
    /// Hours to settle each settled incident.
    pub incident_hours: Option<Vec<f64>>,
    /// Age in hours of each open incident.
    pub open_incident_hours: Option<Vec<f64>>,
    /// Tenure of members, present and past.
    pub tenure: Option<Vec<Tenure>>,
    /// Events.
    pub events: Option<Vec<Event>>,
    /// Joins by channel.
    pub joined_by_channel: Option<Vec<(Box<str>, u32)>>,
    /// Items by format.
    pub items_by_format: Option<Vec<(Box<str>, u32)>>,
    /// Shares of cultural categories (places).
    pub culture_shares: Option<Vec<(Box<str>, f64)>>,
    /// Policy checklist of the period (places).
    pub policy_items: Option<Vec<(Box<str>, super::group::Answer)>>,
    /// Day of the last item.
    pub last_item_date: Option<Date>,
    /// Currency of the money fields.
    pub currency: Option<Box<str>>,
}

/// Measurements over periods in ascending order, all of one length.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Series {
    periods: Box<[Period]>,
    columns: Box<[Column]>,
    lists: Vec<(u32, Box<Lists>)>,
}

impl Series {
    /// From rows of cells. `periods` ascending; cells are `(field, row, value)` with finite values.
    pub fn new(periods: Vec<Period>, cells: Vec<(FieldId, u32, f64)>, mut lists: Vec<(u32, Box<Lists>)>) -> Self {
        lists.sort_by_key(|(row, _)| *row);
        let mut fields: Vec<FieldId> = Vec::new();
        // Files name their fields in the same order in every period: the place of the last one is near.
        let mut columns: Vec<Vec<(u32, f64)>> = Vec::new();
        let mut near = 0;
        for (field, row, value) in cells {
            let at = match fields.get(near) {
                Some(found) if *found == field => near,
                _ => fields.iter().position(|found| *found == field).unwrap_or(fields.len()),
            };
            if at == fields.len() {
                fields.push(field);
                columns.push(Vec::with_capacity(periods.len()));
            }
            columns[at].push((row, value));
            near = if at + 1 < fields.len() { at + 1 } else { 0 };
        }
        let mut columns: Vec<Column> =
            fields.iter().zip(&columns).map(|(field, cells)| column(*field, cells, periods.len())).collect();
        columns.sort_unstable_by_key(|column| column.field);
        Self { periods: periods.into(), columns: columns.into(), lists }
    }

    /// The periods, ascending.
    pub fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// The row of a period.
    pub fn row(&self, period: Period) -> Option<usize> {
        self.periods.binary_search(&period).ok()
    }

    /// The value of a field in a row; `None` when it was not measured.
    pub fn get(&self, field: FieldId, row: usize) -> Option<f64> {
        let at = self.columns.binary_search_by_key(&field, |column| column.field).ok()?;
        self.columns[at].get(row)
    }

    /// A field over all periods, found once; `None` when it was measured in no period.
    pub fn column(&self, field: FieldId) -> Option<&Column> {
        let at = self.columns.binary_search_by_key(&field, |column| column.field).ok()?;
        self.columns.get(at)
    }

    /// Whether the field was measured in any period.
    pub fn has(&self, field: FieldId) -> bool {
        self.columns.binary_search_by_key(&field, |column| column.field).is_ok()
    }

    /// The fields measured in any period, ascending.
    pub fn fields(&self) -> impl Iterator<Item = FieldId> {
        self.columns.iter().map(|column| column.field)
    }

    /// The rows that speak of `period`: see [`speaking_of`].
    pub fn rows_in(&self, period: Period) -> Range<usize> {
        speaking_of(self.periods(), period)
    }

    /// The last value of a field in the rows that speak of `period`.
    pub fn last_in(&self, field: FieldId, period: Period) -> Option<f64> {
        let column = self.column(field)?;
        self.rows_in(period).rev().find_map(|row| column.get(row))
    }

    /// Whether any period holds lists or dates.
    pub fn has_lists(&self) -> bool {
        !self.lists.is_empty()
    }

    /// Lists and dates of a row, where there are any.
    pub fn lists(&self, row: usize) -> Option<&Lists> {
        let at = self.lists.binary_search_by_key(&(row as u32), |(at, _)| *at).ok()?;
        Some(&self.lists[at].1)
    }

    /// The same series with every measured scalar changed.
    pub fn map(&self, change: impl Fn(FieldId, f64) -> f64) -> Self {
        let mut cells = Vec::new();
        for column in &self.columns {
            let value = |row| column.get(row).map(|v| (column.field, row as u32, change(column.field, v)));
            cells.extend((0..self.periods.len()).filter_map(value));
        }
        Self::new(self.periods.to_vec(), cells, self.lists.clone())
    }

    /// The same series with more cells, of which none was measured before.
    pub fn with(&self, more: Vec<(FieldId, u32, f64)>) -> Self {
        let mut cells = more;
        for column in &self.columns {
            let cell = |row| column.get(row).map(|value| (column.field, row as u32, value));
            cells.extend((0..self.periods.len()).filter_map(cell));
        }
        Self::new(self.periods.to_vec(), cells, self.lists.clone())
    }

    /// Forgets the periods that are not over by the end of `as_of`: a report does not know what came after it, and a
    /// period is assessed once it is over. Gives the one that had begun by then, where there is one.
    pub fn forget_after(&mut self, as_of: Period) -> Option<Period> {
        let rows = self.periods.partition_point(|period| period.has_ended_by(as_of));
        let begun = self.periods.get(rows).copied().filter(|period| period.first_day() <= as_of.last_day());
        if rows < self.periods.len() {
            *self = self.until(rows);
        }
        begun
    }

    /// The first `rows` periods only: what was known then.
    pub fn until(&self, rows: usize) -> Self {
        let mut cells = Vec::new();
        for column in &self.columns {
            cells.extend((0..rows).filter_map(|row| column.get(row).map(|value| (column.field, row as u32, value))));
        }
        let lists = self.lists.iter().filter(|(row, _)| (*row as usize) < rows).cloned().collect();
        Self::new(self.periods[..rows].to_vec(), cells, lists)
    }
}

impl Column {
    /// The value in a row; `None` when it was not measured.
    pub fn get(&self, row: usize) -> Option<f64> {
        match &self.cells {
            Cells::Small(cells) => cells.get(row).filter(|cell| **cell != u16::MAX).map(|cell| f64::from(*cell)),
            Cells::Whole(cells) => cells.get(row).filter(|cell| **cell != u32::MAX).map(|cell| f64::from(*cell)),
            Cells::Real(cells) => cells.get(row).copied().filter(|cell| !cell.is_nan()),
        }
    }
}

fn column(field: FieldId, cells: &[(u32, f64)], rows: usize) -> Column {
    let whole = |value: f64| value == f64::from(value as u32);
    let most = cells.iter().try_fold(0.0f64, |most, (_, v)| whole(*v).then_some(most.max(*v)));
    let cells = match most {
        Some(most) if most < f64::from(u16::MAX) => Cells::Small(spread(cells, rows, u16::MAX, |value| value as u16)),
        Some(most) if most < f64::from(u32::MAX) => Cells::Whole(spread(cells, rows, u32::MAX, |value| value as u32)),
        _ => Cells::Real(spread(cells, rows, f64::NAN, |value| value)),
    };
    Column { field, cells }
}

/// A cell for each row, `absent` where there is no value.
fn spread<T: Copy>(given: &[(u32, f64)], rows: usize, absent: T, of: impl Fn(f64) -> T) -> Box<[T]> {
    let mut cells = vec![absent; rows].into_boxed_slice();
    for (row, value) in given {
        cells[*row as usize] = of(*value);
    }
    cells
}
