//! The one number formatter: the same digits on every machine, in pages, charts and data files.

use std::fmt::Write;

/// Appends a number with at most `digits` decimals, rounding half away from zero as people do by hand;
/// trailing zeros are kept when `keep` is set. Never writes `-0`.
pub fn fixed(out: &mut String, value: f64, digits: usize, keep: bool) {
    if let Some((whole, _)) = whole_of(value, digits) {
        return scaled_whole(out, whole, digits, keep);
    }
    let start = out.len();
    // Writing to a String cannot fail.
    let _ = write!(out, "{value:.digits$}");
    if !keep && digits > 0 {
        let cut = out[start..].trim_end_matches('0').trim_end_matches('.').len();
        out.truncate(start + cut);
    }
}

/// The number that [`fixed`] writes.
pub fn printed(value: f64, digits: usize) -> f64 {
    match whole_of(value, digits) {
        Some((whole, scale)) => whole as f64 / scale,
        None => format!("{value:.digits$}").parse().unwrap_or(value),
    }
}

/// The number as so many of its last decimal, and how many of these make one; `None` where that is no exact whole number.
fn whole_of(value: f64, digits: usize) -> Option<(i64, f64)> {
    let scale = *SCALES.get(digits)?;
    // Adding the tiniest step before rounding keeps 0.285 from becoming 0.28 through its binary form.
    let scaled = value * scale + value.signum() * 1e-9;
    (scaled.abs() < MOST_WHOLE).then(|| (rounded(scaled), scale))
}

/// Below this every number is exact to less than one half.
const MOST_WHOLE: f64 = 4e15;

/// `f64::round` without a call into the system's library.
pub fn rounded(value: f64) -> i64 {
    let whole = value as i64;
    let rest = value - whole as f64;
    whole + i64::from(rest >= 0.5) - i64::from(rest <= -0.5)
}

const SCALES: [f64; 7] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];

/// Whether a number has no decimals, without a call into the system's library.
pub fn is_whole(value: f64) -> bool {
    value as i64 as f64 == value || value.abs() >= MOST_WHOLE
}

/// Appends `scaled` · 10^−`digits`. Tables hold thousands of numbers: no formatting machinery, no allocation, the digits
/// three by three from a table.
fn scaled_whole(out: &mut String, scaled: i64, digits: usize, keep: bool) {
    let (mut rest, mut digits) = (scaled.unsigned_abs(), digits);
    if !keep {
        while digits > 0 && rest.is_multiple_of(10) {
            rest /= 10;
            digits -= 1;
        }
    }
    if scaled < 0 {
        out.push('-');
    }
    let Some(power) = POWERS.get(digits).filter(|_| digits > 0) else { return whole(out, rest) };
    match rest / power {
        0 => out.push_str("0."),
        above => {
            whole(out, above);
            out.push('.');
        }
    }
    let fraction = rest % power;
    if digits > 3 {
        out.push_str(last_of_three(fraction / 1000, digits - 3));
        out.push_str(last_of_three(fraction % 1000, 3));
    } else {
        out.push_str(last_of_three(fraction, digits));
    }
}

/// Appends a whole number.
fn whole(out: &mut String, number: u64) {
    match number {
        0..10 => out.push_str(last_of_three(number, 1)),
        10..100 => out.push_str(last_of_three(number, 2)),
        100..1000 => out.push_str(last_of_three(number, 3)),
        _ => {
            whole(out, number / 1000);
            out.push_str(last_of_three(number % 1000, 3));
        }
    }
}

/// The last so many of the three digits of a number below 1000.
fn last_of_three(number: u64, digits: usize) -> &'static str {
    let end = 3 * number as usize + 3;
    &THREES[end - digits..end]
}

const POWERS: [u64; 7] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

/// `000` to `999`.
static THREES: &str = {
    const BYTES: [u8; 3000] = {
        let mut out = [b'0'; 3000];
        let mut at = 0;
        while at < out.len() {
            let number = at / 3;
            out[at] += (number / 100) as u8;
            out[at + 1] += (number / 10 % 10) as u8;
            out[at + 2] += (number % 10) as u8;
            at += 3;
        }
        out
    };
    match std::str::from_utf8(&BYTES) {
        Ok(text) => text,
        Err(_) => "",
    }
};

/// Appends a share or the like to the nearest hundredth.
pub fn hundredths(out: &mut String, value: f64) {
    scaled_whole(out, rounded(value * 100.0), 2, false);
}

/// A number for data files: up to 6 decimals, `.` as decimal point, no grouping, trailing zeros dropped.
pub fn data(out: &mut String, value: f64) {
    let whole = value as i64;
    if value == whole as f64 && value.abs() < 9e15 {
        scaled_whole(out, whole, 0, true);
    } else {
        fixed(out, value, 6, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_round_away_from_zero() {
        let mut out = String::new();
        fixed(&mut out, 0.285, 2, true);
        fixed(&mut out, -0.004, 2, true);
        assert_eq!(out, "0.290.00");
        out.clear();
        fixed(&mut out, 12.5, 3, false);
        out.push(' ');
        fixed(&mut out, -0.05, 1, true);
        out.push(' ');
        fixed(&mut out, 400.0, 2, false);
        assert_eq!(out, "12.5 -0.1 400");
        out.clear();
        for value in [0.0, -0.0, 7.0, 10.0, 99.5, 100.0, -1234.5, 0.000_001, 1e15, 4.5e15] {
            data(&mut out, value);
            out.push(' ');
        }
        assert_eq!(out, "0 0 7 10 99.5 100 -1234.5 0.000001 1000000000000000 4500000000000000 ");
        out.clear();
        for value in [0.0, 1.0, 0.5, 0.125, 0.666, -0.25] {
            hundredths(&mut out, value);
            out.push(' ');
        }
        assert_eq!(out, "0 1 0.5 0.13 0.67 -0.25 ");
        out.clear();
        for (value, digits) in [(7.0, 6), (1.000_5, 4), (-12.034, 3), (1_234_567.5, 1), (0.05, 2), (1_000.0, 0)] {
            fixed(&mut out, value, digits, true);
            out.push(' ');
        }
        assert_eq!(out, "7.000000 1.0005 -12.034 1234567.5 0.05 1000 ");
        assert_eq!((rounded(0.499_999_999_999_999_94), rounded(-0.5), rounded(2.5)), (0, -1, 3));
    }
}
