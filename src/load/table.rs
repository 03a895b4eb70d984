//! `periods.csv`: measurements as a table, one row a period, one column a field.

use super::convert::{wrong_date, wrong_period};
use super::csv_reader::{Cell, Records};
use super::measured::Value;
use super::slots::{Slot, Slots};
use super::source::Source;
use super::yaml::scalar::meant_number;
use crate::model::Period;
use crate::problem::nearest::nearest;
use crate::problem::{Place, Problem};
use std::collections::BTreeMap;

/// A cell that holds something.
pub struct Filled<'a> {
    /// Index of its column in [`Table::columns`].
    pub column: usize,
    /// Value.
    pub value: Value,
    cell: Cell<'a>,
}

/// A table.
pub struct Table<'a> {
    source: &'a Source,
    /// Names of the columns, without `period`; dots stand before inner names.
    pub columns: Vec<String>,
    /// Rows by period.
    pub rows: BTreeMap<Period, Vec<Filled<'a>>>,
}

impl<'a> Table<'a> {
    /// Reads a table; what is wrong is reported and left out.
    pub fn read(source: &'a Source, slots: &Slots, problems: &mut Vec<Problem>) -> Self {
        let mut table = Self { source, columns: Vec::new(), rows: BTreeMap::new() };
        let mut records = Records::new(source);
        let header = match records.next() {
            Some(Ok(header)) => header,
            Some(Err(problem)) => {
                problems.push(problem);
                return table;
            }
            None => {
                let help =
                    "write a first line with `period` and the names of the measurements, or delete the file".to_owned();
                problems.push(Problem::error(&source.path, "empty-file", "the table is empty".to_owned(), help));
                return table;
            }
        };
        let Some(columns) = table.header(&header, slots, problems) else { return table };
        let mut lines: BTreeMap<Period, usize> = BTreeMap::new();
        while let Some(record) = records.next() {
            match record {
                Ok(record) => table.row(&record, &columns, &mut lines, problems),
                Err(problem) => problems.push(problem),
            }
        }
        table
    }

    /// The place of a cell, where the table has it.
    pub fn place(&self, period: Period, column: &str) -> Option<Place> {
        let cells = self.rows.get(&period)?;
        let filled = cells.iter().find(|filled| self.columns.get(filled.column).is_some_and(|name| name == column))?;
        Some(filled.cell.place(self.source))
    }

    /// The place of the first filled cell of a row.
    pub fn place_of_row(&self, period: Period) -> Option<Place> {
        self.rows.get(&period)?.first().map(|filled| filled.cell.place(self.source))
    }

    /// The place of a filled cell.
    pub fn place_of(&self, filled: &Filled<'_>) -> Place {
        filled.cell.place(self.source)
    }

    /// For each column of the file its role; `None` when the table cannot be read at all.
    fn header(&mut self, header: &[Cell<'a>], slots: &Slots, problems: &mut Vec<Problem>) -> Option<Vec<Column>> {
        let first = header.first()?;
        if header.len() == 1 && first.text.contains([';', '\t', '|']) {
            let message = "the columns are not separated by commas".to_owned();
            let help = "save the table again as CSV with commas between the cells".to_owned();
            problems.push(self.source.error(first.place(self.source), "csv-separator", message, help));
            return None;
        }
        let mut columns = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        for cell in header {
            let column = if seen.contains(&&*cell.text) {
                let message = format!("there are two columns `{}`", cell.text);
                problems.push(self.fault(cell, "duplicate-key", message, "delete one of the two".to_owned()));
                Column::Unknown
            } else if cell.text == "period" {
                Column::Period
            } else {
                self.column(cell, slots, problems)
            };
            seen.push(&cell.text);
            columns.push(column);
        }
        if !columns.iter().any(|column| matches!(column, Column::Period)) {
            // A slip in its name has been reported as such.
            if !seen.iter().any(|name| nearest(name, ["period"]).is_some()) {
                let message = "there is no column `period`".to_owned();
                let help = "name the column that holds `2026-10` and the like `period`".to_owned();
                problems.push(self.fault(first, "missing-key", message, help));
            }
            return None;
        }
        Some(columns)
    }

    fn column(&mut self, cell: &Cell<'a>, slots: &Slots, problems: &mut Vec<Problem>) -> Column {
        let at = self.columns.len();
        let column = match find(slots, &cell.text) {
            Some(Slot::Number(..) | Slot::Block { bare: Some(_), .. }) => Column::Number(at),
            Some(Slot::LastItemDate) => Column::Date(at),
            Some(Slot::Currency) => Column::Text(at),
            _ if in_a_map(slots, &cell.text) => Column::Number(at),
            found => {
                let help = match found {
                    Some(Slot::Block { inner, .. }) => {
                        let known: Vec<_> =
                            inner.columns().iter().map(|name| format!("`{}.{name}`", cell.text)).collect();
                        format!("use a column for each part: {}", known.join(", "))
                    }
                    Some(_) => "a list cannot stand in a table: write it in `group.yaml`".to_owned(),
                    None => {
                        let known = slots.columns();
                        match nearest(&cell.text, known.iter().map(String::as_str).chain(["period"])) {
                            Some(meant) => format!("write `{meant}`"),
                            None => "delete the column, or add an indicator that uses it to `playbook.yaml`".to_owned(),
                        }
                    }
                };
                let message = match &*cell.text {
                    "" => "this column has no name".to_owned(),
                    name => format!("unknown column `{name}`"),
                };
                problems.push(self.fault(cell, "unknown-key", message, help));
                return Column::Unknown;
            }
        };
        self.columns.push(cell.text.to_string());
        column
    }

    fn row(
        &mut self,
        record: &[Cell<'a>],
        columns: &[Column],
        lines: &mut BTreeMap<Period, usize>,
        problems: &mut Vec<Problem>,
    ) {
        let Some(first) = record.first() else { return };
        if record.len() != columns.len() {
            let (have, want) = (record.len(), columns.len());
            let message = format!("this row has {have} cells, but the first row names {want} columns");
            let help =
                "leave a cell empty between two commas where nothing was measured; put a text with a comma in quotes";
            problems.push(self.fault(first, "csv-cells", message, help.to_owned()));
            return;
        }
        let Some(key) = columns.iter().zip(record).find(|(column, _)| matches!(column, Column::Period)) else { return };
        let Some(period) = Period::parse(&key.1.text) else {
            let (message, help) = wrong_period(&key.1.text);
            problems.push(self.fault(key.1, "wrong-period", message, help));
            return;
        };
        if let Some(line) = lines.insert(period, key.1.line) {
            let message = format!("`{period}` has two rows; the first is on line {line}");
            problems.push(self.fault(key.1, "duplicate-key", message, "keep one of the two rows".to_owned()));
            return;
        }
        let mut filled = Vec::new();
        for (column, cell) in columns.iter().zip(record).filter(|(_, cell)| !cell.text.is_empty()) {
            filled.extend(self.value(column, cell, problems));
        }
        self.rows.insert(period, filled);
    }

    fn value(&self, column: &Column, cell: &Cell<'a>, problems: &mut Vec<Problem>) -> Option<Filled<'a>> {
        let text = &*cell.text;
        let (at, value) = match *column {
            Column::Period | Column::Unknown => return None,
            Column::Text(at) => (at, Value::Text(text.into())),
            Column::Date(at) => match super::convert::parse_date(text) {
                Some(_) => (at, Value::Text(text.into())),
                None => {
                    let (message, help) = wrong_date(text);
                    problems.push(self.fault(cell, "wrong-date", message, help));
                    return None;
                }
            },
            Column::Number(at) => match number(text) {
                Some(value) => (at, Value::Number(value)),
                None => {
                    let name = self.columns.get(at).map_or("", String::as_str);
                    let help = match meant_number(text) {
                        Some(meant) => format!("write `{meant}`"),
                        None => "write a number; leave the cell empty where nothing was measured".to_owned(),
                    };
                    let message = format!("`{name}` must be a number, not `{text}`");
                    problems.push(self.fault(cell, "wrong-type", message, help));
                    return None;
                }
            },
        };
        Some(Filled { column: at, value, cell: cell.clone() })
    }

    fn fault(&self, cell: &Cell<'_>, code: &'static str, message: String, help: String) -> Problem {
        self.source.error(cell.place(self.source), code, message, help)
    }
}

/// What a column holds, with its index in [`Table::columns`].
enum Column {
    Period,
    Number(usize),
    Date(usize),
    Text(usize),
    Unknown,
}

/// The slot of a dotted name.
fn find<'s>(slots: &'s Slots, name: &str) -> Option<&'s Slot> {
    match name.split_once('.') {
        None => slots.get(name),
        Some((outer, rest)) => match slots.get(outer)? {
            Slot::Block { inner, .. } => find(inner, rest),
            _ => None,
        },
    }
}

fn in_a_map(slots: &Slots, name: &str) -> bool {
    name.split_once('.').is_some_and(|(outer, rest)| !rest.is_empty() && matches!(slots.get(outer), Some(Slot::Map(_))))
}

/// A number as tables write it: digits, one point, a sign, an exponent.
fn number(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
    plain.then(|| text.parse().ok()).flatten().filter(|value: &f64| value.is_finite())
}
