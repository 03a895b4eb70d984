//! What each group itself counted of leaving: sums over twelve months, of what is published.

use super::{Frame, GroupReport};
use crate::disclose::Published;
use crate::model::place::Reason;

/// A sum of published counts, and whether a part of it is withheld: then the sum is a lower bound.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Sum {
    /// Sum of what is published.
    pub known: f64,
    /// Whether anything was counted at all.
    pub any: bool,
    /// Whether a part is withheld.
    pub hidden: bool,
}

impl Sum {
    /// Adds a count.
    pub fn add(&mut self, count: &Published<f64>) {
        match count {
            Published::Value(value) => {
                self.any = true;
                self.known += value;
            }
            Published::Withheld => {
                self.any = true;
                self.hidden = true;
            }
            _ => {}
        }
    }
}

/// Members who left a group, as it counted them month by month, in the twelve months that end with the reported period.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Leaving {
    /// Left of their own accord.
    pub left: Sum,
    /// Were removed.
    pub removed: Sum,
    /// Of those who left, by reason, in the order of [`Reason::ALL`].
    pub reasons: [Sum; 6],
    /// The group says that reasons do not apply to it.
    pub no_reasons: bool,
}

impl Leaving {
    /// Of a report.
    pub fn of(frame: &Frame, report: &GroupReport) -> Self {
        let Some((after, last)) = frame.as_of.map(crate::model::Period::twelve_months) else { return Self::default() };
        let rows = report.facts.periods.iter().enumerate();
        let rows: Vec<usize> = rows
            .filter(|(_, period)| period.first_day() > after && period.last_day() <= last)
            .map(|(row, _)| row)
            .collect();
        let sum = |name: &str| {
            let mut sum = Sum::default();
            if let Some(field) = frame.fields.id(name) {
                rows.iter().for_each(|row| sum.add(&report.facts.cell(field, *row)));
            }
            sum
        };
        let share = frame.playbook.indicator("switch_reason_share");
        Self {
            left: sum("left"),
            removed: sum("removed"),
            reasons: Reason::ALL.map(|reason| sum(&format!("leave_reasons.{}", reason.id()))),
            no_reasons: report.profile.not_applicable.iter().any(|not| Some(not.indicator) == share),
        }
    }

    /// Whether it is known that anybody left.
    pub fn is_known(&self) -> bool {
        self.left.known > 0.0 || self.left.hidden || self.removed.known > 0.0 || self.removed.hidden
    }
}
