//! How a language writes numbers, dates and lists, asked of ICU4X (CLDR) once a language.
//!
//! A page holds thousands of numbers and dates. What can be learnt from a sample is learnt once (separators, sizes of
//! digit groups, digits, what stands around a year) and put together by hand; a test compares with ICU4X itself.

use super::message::Category;
use super::number;
use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{M, Y, YM, YMD};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::GroupingStrategy;
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use jiff::civil;

type Days = FixedCalendarDateTimeFormatter<Gregorian, YMD>;

/// What stands before and behind a year.
pub type Around = (Box<str>, Box<str>);

/// The year of the samples: no month, day or separator looks like it.
const YEAR: i16 = 3456;

/// How a language writes.
pub struct Writing {
    plural: Option<PluralRules>,
    list: Option<ListFormatter>,
    day: Option<Days>,
    decimal: Box<str>,
    group: Box<str>,
    minus: Box<str>,
    /// Digits in the group next to the decimal point, and in those further left.
    sizes: (usize, usize),
    /// Digits that are not those of ASCII.
    digits: Option<[char; 10]>,
    /// Around a year on its own.
    pub year: Around,
    /// Around the year of a month, by month, the month's name in full.
    pub months: Vec<Around>,
    /// Around the year of a month, by month, in few letters.
    pub months_short: Vec<Around>,
    /// Names of the months in few letters.
    pub month_names: Vec<Box<str>>,
}

impl Writing {
    /// Of a locale. Data that the library lacks (it has none for invented languages) falls back to plain writing.
    pub fn new(locale: &str) -> Self {
        let locale: Locale = locale.parse().unwrap_or(Locale::UNKNOWN);
        let mut writing = Self {
            plural: PluralRules::try_new_cardinal(locale.clone().into()).ok(),
            list: ListFormatter::try_new_and(locale.clone().into(), ListFormatterOptions::default()).ok(),
            day: Days::try_new(locale.clone().into(), YMD::long()).ok(),
            decimal: ".".into(),
            group: ",".into(),
            minus: "\u{2212}".into(),
            sizes: (3, 3),
            digits: None,
            year: Around::default(),
            months: Vec::new(),
            months_short: Vec::new(),
            month_names: Vec::new(),
        };
        if let Ok(numbers) = DecimalFormatter::try_new(locale.clone().into(), GroupingStrategy::Always.into()) {
            writing.learn_numbers(&numbers);
        }
        writing.learn_dates(&locale);
        writing
    }

    fn learn_numbers(&mut self, numbers: &DecimalFormatter) {
        let say = |text: &str| text.parse::<Decimal>().map(|n| numbers.format(&n).to_string()).unwrap_or_default();
        let digits: Vec<char> = (0..10).filter_map(|digit| say(&digit.to_string()).chars().next()).collect();
        let Ok(digits) = <[char; 10]>::try_from(digits) else { return };
        let plain: String = say("-1111222233334.5").chars().map(|c| ascii(c, &digits)).collect();
        let numerals: Vec<&str> = plain.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
        let marks: Vec<&str> = plain.split(|c: char| c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
        if let ([minus, group, .., decimal], [.., second, first, _]) = (marks.as_slice(), numerals.as_slice()) {
            // A hyphen is what typists had; where the CLDR has no more than that, a minus sign stands.
            self.minus = if *minus == "-" { "\u{2212}".into() } else { (*minus).into() };
            (self.group, self.decimal) = ((*group).into(), (*decimal).into());
            self.sizes = (first.len(), second.len());
        }
        self.digits = (digits[0] != '0').then_some(digits);
    }

    fn learn_dates(&mut self, locale: &Locale) {
        let mut year = String::new();
        self.put_year(&mut year, YEAR);
        let cut = |text: String| match text.split_once(&*year) {
            Some((before, behind)) => (before.into(), behind.into()),
            None => (Box::default(), format!(" {text}").into()),
        };
        if let Ok(years) = FixedCalendarDateTimeFormatter::<Gregorian, Y>::try_new(locale.into(), Y::long()) {
            self.year = sample(1).map(|date| cut(years.format(&date).to_string())).unwrap_or_default();
        }
        let months = |fields| FixedCalendarDateTimeFormatter::<Gregorian, YM>::try_new(locale.into(), fields).ok();
        let each = |formatter: Option<FixedCalendarDateTimeFormatter<Gregorian, YM>>| -> Vec<Around> {
            let Some(formatter) = formatter else { return Vec::new() };
            (1..=12).filter_map(sample).map(|date| cut(formatter.format(&date).to_string())).collect()
        };
        self.months = each(months(YM::long()));
        self.months_short = each(months(YM::medium()));
        if let Ok(names) = FixedCalendarDateTimeFormatter::<Gregorian, M>::try_new(locale.into(), M::medium()) {
            self.month_names = (1..=12).filter_map(sample).map(|d| names.format(&d).to_string().into()).collect();
        }
    }

    /// Appends a finite number with `digits` decimals, its whole part in groups from four digits on: in every language, for some have
    /// it so and none reads `1234` beside `12,345` in one column with ease.
    pub fn put(&self, out: &mut String, value: f64, digits: usize) {
        let start = out.len();
        number::fixed(out, value, digits, true);
        let negative = out[start..].starts_with('-');
        let from = start + usize::from(negative);
        let point = if digits == 0 { out.len() } else { out.len() - digits - 1 };
        if point < out.len() && &*self.decimal != "." {
            out.replace_range(point..=point, &self.decimal);
        }
        let (first, further) = self.sizes;
        if point - from > first {
            let mut at = point - first;
            loop {
                out.insert_str(at, &self.group);
                if at - from <= further {
                    break;
                }
                at -= further;
            }
        }
        if negative {
            out.replace_range(start..=start, &self.minus);
        }
        if let Some(digits) = &self.digits {
            let own: String = out[start..].chars().map(|c| native(c, digits)).collect();
            out.replace_range(start.., &own);
        }
    }

    /// Appends a year, which is never grouped.
    pub fn put_year(&self, out: &mut String, year: i16) {
        let start = out.len();
        number::fixed(out, f64::from(year), 0, false);
        if let Some(digits) = &self.digits {
            let own: String = out[start..].chars().map(|c| native(c, digits)).collect();
            out.replace_range(start.., &own);
        }
    }

    /// A day in words.
    pub fn date(&self, date: civil::Date) -> String {
        let parts = (i32::from(date.year()), date.month().unsigned_abs(), date.day().unsigned_abs());
        match (&self.day, Date::try_new_gregorian(parts.0, parts.1, parts.2)) {
            (Some(day), Ok(date)) => day.format(&date).to_string(),
            _ => date.to_string(),
        }
    }

    /// A list in words.
    pub fn list(&self, items: &[String]) -> String {
        if let [one] = items {
            return one.clone();
        }
        match &self.list {
            Some(list) => list.format(items.iter()).to_string(),
            None => items.join(", "),
        }
    }

    /// The plural category of a number.
    pub fn category(&self, n: u64) -> Category {
        match self.plural.as_ref().map(|rules| rules.category_for(n)) {
            Some(PluralCategory::Zero) => Category::Zero,
            Some(PluralCategory::One) => Category::One,
            Some(PluralCategory::Two) => Category::Two,
            Some(PluralCategory::Few) => Category::Few,
            Some(PluralCategory::Many) => Category::Many,
            _ => Category::Other,
        }
    }
}

/// The first day of a month in the year of the samples.
fn sample(month: u8) -> Option<Date<Gregorian>> {
    Date::try_new_gregorian(i32::from(YEAR), month, 1).ok()
}

fn ascii(c: char, digits: &[char; 10]) -> char {
    digits.iter().zip('0'..='9').find(|(own, _)| **own == c).map_or(c, |(_, ascii)| ascii)
}

fn native(c: char, digits: &[char; 10]) -> char {
    c.to_digit(10).and_then(|digit| digits.get(digit as usize)).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LOCALES: [&str; 12] =
        ["en-001", "en", "zh-Hans", "zh-Hant", "de", "fr", "es", "pl", "hi", "bn", "ar-EG", "fa"];

    proptest! {
        #[test]
        fn numbers_read_as_icu_writes_them(value in -2_000_000_000i64..2_000_000_000, decimals in 0usize..4) {
            for tag in LOCALES {
                let locale: Locale = tag.parse().unwrap();
                let numbers = DecimalFormatter::try_new(locale.into(), GroupingStrategy::Always.into()).unwrap();
                let mut decimal = Decimal::from(value);
                decimal.multiply_pow10(-i16::try_from(decimals).unwrap());
                let mut ours = String::new();
                Writing::new(tag).put(&mut ours, value as f64 / 10f64.powi(decimals as i32), decimals);
                let theirs = numbers.format(&decimal).to_string();
                let [ours, theirs] = [ours, theirs].map(|text| text.replace('\u{2212}', "-"));
                // Four digits stand in groups here in every language; in some ICU4X begins with the fifth.
                let four = (1000..10_000).contains(&(value.abs() / 10i64.pow(decimals as u32)));
                let alone = if four { ours.replacen(&*Writing::new(tag).group, "", 1) } else { ours.clone() };
                prop_assert!(ours == theirs || alone == theirs, "{}: {}, not {}", tag, ours, theirs);
            }
        }
    }

    #[test]
    fn dates_and_lists_read_as_the_language_writes_them() {
        let day = civil::date(2026, 10, 31);
        let [en, hans, hant, de, hi] = ["en-001", "zh-Hans", "zh-Hant", "de", "hi"].map(Writing::new);
        assert_eq!(en.date(day), "31 October 2026");
        assert_eq!(hans.date(day), "2026年10月31日");
        assert_eq!(hant.date(day), "2026年10月31日");
        assert_eq!(de.date(day), "31. Oktober 2026");
        assert_eq!((&*en.months[9].0, &*en.months[9].1), ("October ", ""));
        assert_eq!((&*hant.months[9].0, &*hant.months[9].1), ("", "年10月"));
        assert_eq!((&*hans.year.0, &*hans.year.1), ("", "年"));
        assert_eq!(&*en.month_names[8], "Sept");
        let items = ["a", "b", "c"].map(String::from);
        assert_eq!([&en, &hans, &de].map(|w| w.list(&items)), ["a, b and c", "a、b和c", "a, b und c"]);
        let mut out = String::new();
        hi.put(&mut out, -1_234_567.5, 1);
        assert_eq!(out.trim_start_matches(['-', '\u{2212}']), "12,34,567.5");
    }

    #[test]
    fn an_unknown_locale_still_writes() {
        let writing = Writing::new("not a locale");
        let mut out = String::new();
        writing.put(&mut out, 12_345.5, 1);
        assert_eq!(out, "12,345.5");
        assert!(writing.date(civil::date(2026, 1, 2)).contains("2026"));
    }
}
