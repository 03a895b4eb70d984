//! The numbers of a subject's indicators, put into digits once: the file beside its page and the yearly files say the
//! same ones.

use super::{Subject, csv};

/// `value,lower,upper` of every indicator in every row; empty where there is no number.
pub struct Written {
    text: String,
    /// Where each cell ends in `text`; by indicator, then by row.
    ends: Vec<u32>,
    rows: usize,
}

impl Written {
    /// Of all rows up to the reported one.
    pub fn new(subject: &Subject) -> Self {
        let rows = subject.row.map_or(0, |row| row + 1);
        let mut text = String::with_capacity(24 * 1024);
        let mut ends = Vec::with_capacity(subject.facts.indicators.len() * rows);
        for cells in &subject.facts.indicators {
            for row in 0..rows {
                if let Some(estimate) = cells.get(row).and_then(|cell| cell.value()) {
                    csv::number(&mut text, estimate.value);
                    text.push(',');
                    csv::option(&mut text, estimate.lower);
                    text.push(',');
                    csv::option(&mut text, estimate.upper);
                }
                ends.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
            }
        }
        Self { text, ends, rows }
    }

    /// `value,lower,upper` of an indicator in a row.
    pub fn cell(&self, indicator: usize, row: usize) -> &str {
        let at = indicator * self.rows + row;
        let end = self.ends.get(at).copied().unwrap_or_default() as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default() as usize;
        self.text.get(start..end).unwrap_or_default()
    }
}
