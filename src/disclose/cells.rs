//! The scalar cells of a group or place, and which of them are withheld.

use super::published::Published;
use super::{Rules, splits};
use crate::measure::contribution::largest;
use crate::model::field::{FieldId, FieldTable, Kind};
use crate::model::series::Series;
use crate::playbook::{Measure, Playbook};

/// A proportion of persons whose complement is as telling as its numerator.
const PARTS: &[(&str, &str)] = &[
    ("active", "members_end"),
    ("posters", "members_end"),
    ("posters", "active"),
    ("newcomers_activated", "newcomers"),
    ("new_first_posts_replied", "new_first_posts"),
    ("new_posters_again", "new_posters"),
    ("prev_posters_again", "prev_posters"),
    ("rewarded", "contributors"),
    ("joined_by_referral", "joined"),
    ("moved_in", "joined"),
    ("moved_out", "left"),
];

/// Survey items: nobody and everybody are telling too (attribute of the whole group).
const SURVEYS: &[(&str, &str)] = &[
    ("survey.trust.yes", "survey.trust.n"),
    ("survey.belonging.yes", "survey.belonging.n"),
    ("survey.pressure.yes", "survey.pressure.n"),
    ("survey.satisfaction.yes", "survey.satisfaction.n"),
    ("awareness.yes", "awareness.n"),
];

/// The cells, column by column.
pub struct Cells {
    columns: Vec<Column>,
    rows: usize,
    start: Option<usize>,
    end: Option<usize>,
    joined: Option<usize>,
    left: Option<usize>,
    removed: Option<usize>,
    newcomers: Option<usize>,
    /// Cells withheld for their own size.
    pub primary: usize,
    /// Cells withheld because of another.
    pub derived: usize,
}

struct Column {
    field: FieldId,
    name: Box<str>,
    persons: bool,
    cells: Vec<Option<f64>>,
    hidden: Vec<bool>,
}

impl Cells {
    /// Reads the measured scalar fields of a series.
    pub fn read(series: &Series, fields: &FieldTable) -> Self {
        let rows = series.periods().len();
        let columns: Vec<Column> = series
            .fields()
            .map(|field| Column {
                field,
                name: fields.name(field).into(),
                persons: fields.kind(field) == Kind::Persons,
                cells: (0..rows).map(|row| series.get(field, row)).collect(),
                hidden: vec![false; rows],
            })
            .collect();
        let at = |name: &str| columns.iter().position(|column| &*column.name == name);
        Self {
            start: at("members_start"),
            end: at("members_end"),
            joined: at("joined"),
            left: at("left"),
            removed: at("removed"),
            newcomers: at("newcomers"),
            columns,
            rows,
            primary: 0,
            derived: 0,
        }
    }

    /// Own fields of a site that enter a proportion are taken for counts of persons: better one too many.
    pub fn own_persons(&mut self, playbook: &Playbook) {
        let known = |name: &str| crate::model::field::GROUP_FIELDS.iter().any(|(field, _)| *field == name);
        for column in self.columns.iter_mut().filter(|column| !column.persons && !known(&column.name)) {
            let enters = |measure: &Measure| match measure {
                Measure::Proportion { of, out_of } => of.contains(&column.field) || out_of.contains(&column.field),
                _ => false,
            };
            column.persons = playbook.indicators.iter().any(|indicator| enters(&indicator.measure))
                && column.cells.iter().flatten().all(|value| value.fract() == 0.0);
        }
    }

    /// Rule 1: counts of 1 to k−1 persons.
    pub fn primary(&mut self, rules: &Rules) {
        for column in self.columns.iter_mut().filter(|column| column.persons) {
            for (cell, hidden) in column.cells.iter().zip(&mut column.hidden) {
                if cell.is_some_and(|value| rules.small(value)) {
                    *hidden = true;
                    self.primary += 1;
                }
            }
        }
    }

    /// In a group of fewer than `least` members every measured cell of the period is withheld. So few members at
    /// its start are those at the end of the period before, and are withheld alone.
    pub fn small_group(&mut self, least: f64) {
        let Some(end) = self.end.or(self.start) else { return };
        for row in 0..self.rows {
            if let Some(start) = self.start
                && self.columns[start].cells[row].is_some_and(|members| members > 0.0 && members < least)
            {
                self.hide(start, row);
            }
            let members = self.columns[end].cells[row];
            if members.is_some_and(|members| members < least) {
                for column in 0..self.columns.len() {
                    self.hide(column, row);
                }
            }
        }
    }

    /// The complement of a proportion of persons: 118 active of 120 members says that 2 were not.
    pub fn complements(&mut self, rules: &Rules) {
        for (part, whole) in PARTS {
            self.complement(part, whole, rules, false);
        }
        for (part, whole) in SURVEYS {
            self.complement(part, whole, rules, true);
        }
    }

    fn complement(&mut self, part: &str, whole: &str, rules: &Rules, certain: bool) {
        let (Some(part), Some(whole)) = (self.column(part), self.column(whole)) else { return };
        for row in 0..self.rows {
            let (Some(k), Some(n)) = (self.columns[part].cells[row], self.columns[whole].cells[row]) else { continue };
            if rules.small(n - k) || (certain && n > 0.0 && (k == 0.0 || k == n)) {
                self.hide(part, row);
            }
        }
    }

    /// Means of daily and weekly counts lie below the count of active members: they go where it goes.
    pub fn means(&mut self) {
        let Some(active) = self.column("active") else { return };
        for name in ["dau_mean", "wau_mean", "active_last7"] {
            if let Some(column) = self.column(name) {
                for row in 0..self.rows {
                    if self.columns[active].hidden[row] {
                        self.hide(column, row);
                    }
                }
            }
        }
    }

    /// members_end = members_start + joined − left − removed: where one of them is withheld, an inflow and an
    /// outflow are withheld together, so that neither is bounded by the other.
    pub fn stock_and_flow(&mut self) {
        for row in 0..self.rows {
            let parts = [self.start, self.end, self.joined, self.left, self.removed];
            if !parts.into_iter().flatten().any(|column| self.columns[column].hidden[row]) {
                continue;
            }
            for column in [self.joined, self.newcomers].into_iter().flatten() {
                self.hide(column, row);
            }
            let out = [self.left, self.removed];
            let outflow_hidden = out.into_iter().flatten().any(|column| self.columns[column].hidden[row]);
            if !outflow_hidden && let Some(column) = out.into_iter().flatten().next() {
                self.hide(column, row);
            }
        }
    }

    /// Splits held in scalar fields: reasons for leaving, recommendation. A split with one withheld part, or with
    /// all answers in one part, is withheld whole, and so is one whose total is withheld.
    pub fn splits(&mut self, rules: &Rules) {
        let total = self.left;
        self.split(splits::REASONS, total, rules);
        self.split(splits::RECOMMEND, None, rules);
    }

    fn split(&mut self, names: &[&str], total: Option<usize>, rules: &Rules) {
        let parts: Vec<usize> = names.iter().filter_map(|name| self.column(name)).collect();
        for row in 0..self.rows {
            let values: Vec<f64> = parts.iter().filter_map(|part| self.columns[*part].cells[row]).collect();
            let hidden_total = total.is_some_and(|total| self.columns[total].hidden[row]);
            if !values.is_empty() && (hidden_total || splits::telling(&values, rules)) {
                for part in &parts {
                    self.hide(*part, row);
                }
            }
        }
    }

    /// What says how much a single person contributed. The largest tenth of ten or fewer is one person.
    pub fn persons_named(&mut self) {
        for name in ["contrib.top1", "contrib.half_count"] {
            if let Some(column) = self.column(name) {
                for row in 0..self.rows {
                    self.hide(column, row);
                }
            }
        }
        let Some(tenth) = self.column("contrib.top10pct") else { return };
        let count = self.column("contrib.n");
        for row in 0..self.rows {
            if count
                .and_then(|count| self.columns[count].cells[row])
                .is_none_or(|count| largest(0.1, count as usize) == 1)
            {
                self.hide(tenth, row);
            }
        }
    }

    /// Whether nothing at all is withheld.
    pub fn all_shown(&self) -> bool {
        self.primary + self.derived == 0
    }

    /// Whether any of these fields is withheld in this row.
    pub fn any_hidden(&self, fields: &[FieldId], row: usize) -> bool {
        if self.all_shown() {
            return false;
        }
        self.columns.iter().any(|c| fields.contains(&c.field) && c.hidden.get(row).copied().unwrap_or(false))
            || self.row_hidden(row)
    }

    /// Whether the members of the row are withheld, and with them everything about persons.
    pub fn row_hidden(&self, row: usize) -> bool {
        self.end.or(self.start).is_some_and(|c| self.columns[c].hidden.get(row).copied().unwrap_or(false))
    }

    /// Whether the contributors of the row are withheld.
    pub fn contributions_hidden(&self, row: usize) -> bool {
        let hidden = |name| self.column(name).is_some_and(|c| self.columns[c].hidden[row]);
        self.row_hidden(row) || hidden("contrib.n")
    }

    /// Whether the joins of the row are withheld.
    pub fn joins_hidden(&self, row: usize) -> bool {
        self.row_hidden(row) || self.joined.is_some_and(|c| self.columns[c].hidden[row])
    }

    /// The columns as they may be published.
    pub fn publish(self) -> Vec<(FieldId, Vec<Published<f64>>)> {
        let cell = |(value, hidden): (Option<f64>, bool)| match value {
            Some(_) if hidden => Published::Withheld,
            Some(value) => Published::Value(value),
            None => Published::Missing,
        };
        self.columns.into_iter().map(|c| (c.field, c.cells.into_iter().zip(c.hidden).map(cell).collect())).collect()
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| &*column.name == name)
    }

    fn hide(&mut self, column: usize, row: usize) {
        let column = &mut self.columns[column];
        if column.cells[row].is_some() && !column.hidden[row] {
            column.hidden[row] = true;
            self.derived += 1;
        }
    }
}
