//! Reporting periods: years, quarters, months, ISO weeks.

use jiff::civil::{Date, ISOWeekDate, Weekday, date};
use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;

/// How long the periods of a series are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Granularity {
    /// `2026-W41`
    Week,
    /// `2026-10`
    Month,
    /// `2026-Q3`
    Quarter,
    /// `2026`
    Year,
}

/// A calendar period. Ordered by its last day, then by its first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// A year.
    Year(i16),
    /// A quarter 1 to 4.
    Quarter(i16, i8),
    /// A month 1 to 12.
    Month(i16, i8),
    /// An ISO week 1 to 53 of an ISO year.
    Week(i16, i8),
}

impl Period {
    /// Reads `2026`, `2026-Q3`, `2026-10` or `2026-W41`; `None` for anything else and for dates that do not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, rest) = text.split_at_checked(4)?;
        let year = digits(year)?;
        if year < 1 {
            return None;
        }
        if rest.is_empty() {
            return Some(Self::Year(year));
        }
        let rest = rest.strip_prefix('-')?;
        if let Some(quarter) = rest.strip_prefix('Q') {
            let quarter = one_digit(quarter)?;
            return (1..=4).contains(&quarter).then_some(Self::Quarter(year, quarter));
        }
        if let Some(week) = rest.strip_prefix('W') {
            let week = two_digits(week)?;
            return ISOWeekDate::new(year, week, Weekday::Monday).ok().map(|_| Self::Week(year, week));
        }
        let month = two_digits(rest)?;
        (1..=12).contains(&month).then_some(Self::Month(year, month))
    }

    /// How long the period is.
    pub fn granularity(self) -> Granularity {
        match self {
            Self::Year(_) => Granularity::Year,
            Self::Quarter(..) => Granularity::Quarter,
            Self::Month(..) => Granularity::Month,
            Self::Week(..) => Granularity::Week,
        }
    }

    /// First day.
    pub fn first_day(self) -> Date {
        match self {
            Self::Year(y) => date(y, 1, 1),
            Self::Quarter(y, q) => date(y, q * 3 - 2, 1),
            Self::Month(y, m) => date(y, m, 1),
            Self::Week(y, w) => week_day(y, w, Weekday::Monday),
        }
    }

    /// Last day.
    pub fn last_day(self) -> Date {
        match self {
            Self::Year(y) => date(y, 12, 31),
            Self::Quarter(y, q) => date(y, q * 3, 1).last_of_month(),
            Self::Month(y, m) => date(y, m, 1).last_of_month(),
            Self::Week(y, w) => week_day(y, w, Weekday::Sunday),
        }
    }

    /// The twelve months that end with this period: the days after the first date, up to the second.
    pub fn twelve_months(self) -> (Date, Date) {
        let last = self.last_day();
        (Date::new(last.year() - 1, last.month(), 1).map_or(Date::MIN, Date::last_of_month), last)
    }

    /// Days from the calendar.
    pub fn days(self) -> u32 {
        days_between(self.first_day(), self.last_day()).unsigned_abs() + 1
    }

    /// Nominal months: 1 for a month whatever its length, 3 for a quarter, 12 for a year, 12/52.1775 for a week.
    pub fn months(self) -> f64 {
        match self {
            Self::Year(_) => 12.0,
            Self::Quarter(..) => 3.0,
            Self::Month(..) => 1.0,
            Self::Week(..) => 7.0 / 30.436_875,
        }
    }

    /// The year its last day lies in (for an ISO week the ISO year).
    pub fn year(self) -> i16 {
        match self {
            Self::Year(y) | Self::Quarter(y, _) | Self::Month(y, _) | Self::Week(y, _) => y,
        }
    }

    /// Whether it is over by the end of `other`: its last day is no later.
    pub fn has_ended_by(self, other: Self) -> bool {
        self.last_day() <= other.last_day()
    }

    /// The next period of the same length.
    pub fn next(self) -> Self {
        match self {
            Self::Year(y) => Self::Year(y + 1),
            Self::Quarter(y, 4) => Self::Quarter(y + 1, 1),
            Self::Quarter(y, q) => Self::Quarter(y, q + 1),
            Self::Month(y, 12) => Self::Month(y + 1, 1),
            Self::Month(y, m) => Self::Month(y, m + 1),
            Self::Week(y, w) => match ISOWeekDate::new(y, w + 1, Weekday::Monday) {
                Ok(_) => Self::Week(y, w + 1),
                Err(_) => Self::Week(y + 1, 1),
            },
        }
    }

    /// The period `steps` after this one (before it, when negative).
    pub fn shift(self, steps: i32) -> Self {
        match self {
            Self::Year(y) => Self::Year(y + steps as i16),
            Self::Quarter(y, q) => {
                let index = i32::from(y) * 4 + i32::from(q) - 1 + steps;
                Self::Quarter(index.div_euclid(4) as i16, index.rem_euclid(4) as i8 + 1)
            }
            Self::Month(y, m) => {
                let index = i32::from(y) * 12 + i32::from(m) - 1 + steps;
                Self::Month(index.div_euclid(12) as i16, index.rem_euclid(12) as i8 + 1)
            }
            Self::Week(..) => {
                let monday = self.first_day().saturating_add(jiff::Span::new().days(i64::from(steps) * 7));
                let iso = monday.iso_week_date();
                Self::Week(iso.year(), iso.week())
            }
        }
    }

    /// The same period a year before.
    pub fn year_before(self) -> Self {
        match self {
            Self::Year(y) => Self::Year(y - 1),
            Self::Quarter(y, q) => Self::Quarter(y - 1, q),
            Self::Month(y, m) => Self::Month(y - 1, m),
            Self::Week(y, w) => Self::Week(y - 1, w.min(52)),
        }
    }

    /// How many periods of this length lie between `earlier` and this one; `None` when the lengths differ.
    pub fn steps_since(self, earlier: Self) -> Option<i32> {
        if self.granularity() != earlier.granularity() {
            return None;
        }
        Some(match (self, earlier) {
            (Self::Year(a), Self::Year(b)) => i32::from(a) - i32::from(b),
            (Self::Quarter(a, p), Self::Quarter(b, q)) => {
                (i32::from(a) - i32::from(b)) * 4 + i32::from(p) - i32::from(q)
            }
            (Self::Month(a, p), Self::Month(b, q)) => (i32::from(a) - i32::from(b)) * 12 + i32::from(p) - i32::from(q),
            _ => days_between(earlier.first_day(), self.first_day()) / 7,
        })
    }

    /// Periods of this length in a year: 1, 4, 12 or 52.
    pub fn per_year(self) -> i32 {
        match self.granularity() {
            Granularity::Year => 1,
            Granularity::Quarter => 4,
            Granularity::Month => 12,
            Granularity::Week => 52,
        }
    }
}

impl Period {
    /// Appends the period as it is written in files: `2026`, `2026-Q3`, `2026-10`, `2026-W41`.
    pub fn put(self, out: &mut String) {
        let digit = |number: u32| char::from_digit(number % 10, 10).unwrap_or('0');
        let two = |number: u32| [digit(number / 10), digit(number)];
        let (year, mark, part) = match self {
            Self::Year(y) => (y, "", None),
            Self::Quarter(y, q) => (y, "-Q", Some((1, q))),
            Self::Month(y, m) => (y, "-", Some((2, m))),
            Self::Week(y, w) => (y, "-W", Some((2, w))),
        };
        let year = u32::from(year.unsigned_abs());
        out.extend(two(year / 100));
        out.extend(two(year % 100));
        out.push_str(mark);
        if let Some((digits, part)) = part {
            out.extend(two(u32::from(part.unsigned_abs())).into_iter().skip(2 - digits));
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(8);
        self.put(&mut text);
        f.write_str(&text)
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        match (*self, *other) {
            // Of one length: no calendar is needed.
            (Self::Month(a, m), Self::Month(b, n)) => (a, m).cmp(&(b, n)),
            (Self::Quarter(a, m), Self::Quarter(b, n)) => (a, m).cmp(&(b, n)),
            (Self::Week(a, m), Self::Week(b, n)) => (a, m).cmp(&(b, n)),
            (Self::Year(a), Self::Year(b)) => a.cmp(&b),
            _ => (self.last_day(), self.first_day()).cmp(&(other.last_day(), other.first_day())),
        }
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Which of these periods, ascending and of one length, speak of `period`: those that end in it; where they are longer, the
/// last one that ended by then and not more than its own length before.
pub fn speaking_of(periods: &[Period], period: Period) -> Range<usize> {
    let end = periods.partition_point(|own| own.has_ended_by(period));
    let Some(last) = end.checked_sub(1).and_then(|row| periods.get(row)) else { return 0..0 };
    if last.granularity() > period.granularity() {
        return if last.next().has_ended_by(period) { 0..0 } else { end - 1..end };
    }
    periods.partition_point(|own| own.last_day() < period.first_day())..end
}

/// Days from `from` to `to`, negative when `to` is earlier.
pub fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// Whole months from `from` to `to`, negative when `to` is earlier.
pub fn months_between(from: Date, to: Date) -> i32 {
    let whole = (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month()) - i32::from(from.month());
    whole - i32::from(to.day() < from.day() && to != to.last_of_month())
}

fn week_day(year: i16, week: i8, weekday: Weekday) -> Date {
    // A `Week` is only made from a week that exists; the end of the calendar is the one exception.
    ISOWeekDate::new(year, week, weekday).map_or(Date::MAX, ISOWeekDate::date)
}

fn digits(text: &str) -> Option<i16> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn one_digit(text: &str) -> Option<i8> {
    (text.len() == 1).then(|| digits(text)).flatten().and_then(|n| i8::try_from(n).ok())
}

fn two_digits(text: &str) -> Option<i8> {
    (text.len() == 2).then(|| digits(text)).flatten().and_then(|n| i8::try_from(n).ok())
}
