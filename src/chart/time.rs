//! The periods of a drawing on a calendar axis: one unit a period, a period's value in its middle.

use super::Kit;
use crate::model::Period;
use crate::model::group::Renewal;
use crate::model::period::Granularity;
use jiff::civil::Date;

/// The window of periods that a drawing shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// First period.
    pub first: Period,
    /// Last period.
    pub last: Period,
    /// Length in periods.
    pub span: f64,
    /// Row and place on the axis of each period that has a row.
    pub rows: Vec<(usize, f64)>,
}

impl Timeline {
    /// The window that ends with `row`: about three years of months, a year of weeks. `None` where there is no row.
    pub fn new(periods: &[Period], row: usize) -> Option<Self> {
        let last = *periods.get(row)?;
        let limit = match last.granularity() {
            Granularity::Week => 53,
            Granularity::Month => 37,
            Granularity::Quarter => 25,
            Granularity::Year => 30,
        };
        let mut rows: Vec<(usize, i32)> = Vec::with_capacity(limit as usize);
        for (at, period) in periods.iter().enumerate().take(row + 1).rev() {
            match last.steps_since(*period) {
                Some(back) if back < limit => rows.push((at, back)),
                _ => break,
            }
        }
        let longest = rows.last()?.1;
        let rows: Vec<(usize, f64)> =
            rows.iter().rev().map(|(at, back)| (*at, f64::from(longest - back) + 0.5)).collect();
        let first = *periods.get(rows.first()?.0)?;
        Some(Self { first, last, span: f64::from(longest + 1), rows })
    }

    /// Where a day stands; may lie outside the window.
    pub fn day(&self, day: Date) -> Option<f64> {
        let period = containing(day, self.first.granularity())?;
        let steps = period.steps_since(self.first)?;
        let gone = crate::model::period::days_between(period.first_day(), day);
        Some(f64::from(steps) + f64::from(gone) / f64::from(period.days()))
    }

    /// The parts of the window that renewals take, cut at its ends.
    pub fn renewals(&self, renewals: &[Renewal]) -> Vec<(f64, f64)> {
        renewals
            .iter()
            .filter_map(|renewal| {
                let from = self.day(renewal.from)?;
                let until = self.day(renewal.until.saturating_add(jiff::Span::new().days(1)))?;
                let (from, until) = (from.max(0.0), until.min(self.span));
                (from < until).then_some((from, until))
            })
            .collect()
    }

    /// Ticks at calendar points, at least `room` units apart when a period takes `unit` units.
    pub fn ticks(&self, kit: &Kit, unit: f64, room: f64) -> Vec<Tick> {
        match self.first.granularity() {
            Granularity::Year => self.year_ticks(kit, 1, unit, room),
            Granularity::Quarter if unit * 2.0 < room => self.year_ticks(kit, 4, unit, room),
            Granularity::Month if unit * 6.0 < room => self.year_ticks(kit, 12, unit, room),
            Granularity::Quarter => {
                let every = if unit < room { 2 } else { 1 };
                self.part_ticks(kit, every, |part| {
                    kit.say("chart.quarter_short", &[("quarter", part.to_string().into())])
                })
            }
            Granularity::Month => {
                let every = [1, 2, 3].into_iter().find(|n| unit * f64::from(*n) >= room).unwrap_or(6);
                self.part_ticks(kit, every, |part| kit.month_short(part).to_owned())
            }
            Granularity::Week => self.week_ticks(kit, unit, room),
        }
    }

    fn periods(&self) -> impl Iterator<Item = (Period, f64)> {
        let first = self.first;
        (0..self.span as i32).map(move |step| (first.shift(step), f64::from(step) + 0.5))
    }

    fn year_ticks(&self, kit: &Kit, per_year: i32, unit: f64, room: f64) -> Vec<Tick> {
        let year_width = unit * f64::from(per_year);
        let every = [1, 2, 5, 10, 20].into_iter().find(|n| year_width * f64::from(*n) >= room).unwrap_or(50);
        self.periods()
            .filter(|(period, _)| part(*period) == 1 && i32::from(period.year()) % every == 0)
            .map(|(period, x)| Tick { x, label: kit.year(period.year()), year: None })
            .collect()
    }

    fn part_ticks(&self, kit: &Kit, every: i8, label: impl Fn(i8) -> String) -> Vec<Tick> {
        let mut ticks: Vec<Tick> = Vec::new();
        for (period, x) in self.periods().filter(|(period, _)| (part(*period) - 1) % every == 0) {
            let part = part(period);
            let year = (ticks.is_empty() || part == 1).then(|| kit.year(period.year()));
            ticks.push(Tick { x, label: label(part), year });
        }
        ticks
    }

    fn week_ticks(&self, kit: &Kit, unit: f64, room: f64) -> Vec<Tick> {
        let every = [1, 2, 3].into_iter().find(|n| unit * 4.3 * f64::from(*n) >= room).unwrap_or(6);
        let mut ticks: Vec<Tick> = Vec::new();
        for (period, x) in self.periods() {
            // The week in which a month begins.
            let end = period.last_day();
            if end.day() <= 7 && (end.month() - 1) % every == 0 {
                let year = (ticks.is_empty() || end.month() == 1).then(|| kit.year(end.year()));
                ticks.push(Tick { x, label: kit.month_short(end.month()).to_owned(), year });
            }
        }
        ticks
    }
}

/// A tick of the calendar axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Place on the axis.
    pub x: f64,
    /// First line.
    pub label: String,
    /// Second line: the year where it begins.
    pub year: Option<String>,
}

/// The number of a period within its year, from 1.
fn part(period: Period) -> i8 {
    match period {
        Period::Year(_) => 1,
        Period::Quarter(_, part) | Period::Month(_, part) | Period::Week(_, part) => part,
    }
}

fn containing(day: Date, granularity: Granularity) -> Option<Period> {
    let week = day.iso_week_date();
    Some(match granularity {
        Granularity::Year => Period::Year(day.year()),
        Granularity::Quarter => Period::Quarter(day.year(), (day.month() - 1) / 3 + 1),
        Granularity::Month => Period::Month(day.year(), day.month()),
        Granularity::Week => Period::Week(week.year(), week.week()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn months(keys: &[&str]) -> Vec<Period> {
        keys.iter().filter_map(|key| Period::parse(key)).collect()
    }

    #[test]
    fn missing_periods_leave_room() {
        let line = Timeline::new(&months(&["2026-01", "2026-02", "2026-05"]), 2).unwrap();
        assert_eq!(line.rows, [(0, 0.5), (1, 1.5), (2, 4.5)]);
        assert_eq!(line.span, 5.0);
    }

    #[test]
    fn the_window_is_three_years_long() {
        let all: Vec<Period> = (0..60).map(|i| Period::Month(2020, 1).shift(i)).collect();
        let line = Timeline::new(&all, 59).unwrap();
        assert_eq!(line.rows.len(), 37);
        assert_eq!(line.first, Period::Month(2021, 12));
    }

    #[test]
    fn days_stand_within_their_period() {
        let line = Timeline::new(&months(&["2026-03", "2026-04"]), 1).unwrap();
        assert_eq!(line.day(date(2026, 3, 1)), Some(0.0));
        assert_eq!(line.day(date(2026, 4, 16)), Some(1.5));
    }
}
