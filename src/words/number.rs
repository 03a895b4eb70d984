//! The one number formatter: the same digits on every machine, in pages, charts and data files.

use std::fmt::Write;

/// Appends a number with at most `digits` decimals, rounding half away from zero as people do by hand;
/// trailing zeros are kept when `keep` is set. Never writes `-0`.
pub fn fixed(out: &mut String, value: f64, digits: usize, keep: bool) {
    let start = out.len();
    // Adding the tiniest step before rounding keeps 0.285 from becoming 0.28 through its binary form.
    let scale = 10f64.powi(digits as i32);
    let rounded = (value * scale + value.signum() * 1e-9).round() / scale;
    let rounded = if rounded == 0.0 { 0.0 } else { rounded };
    // Writing to a String cannot fail.
    let _ = write!(out, "{rounded:.digits$}");
    if !keep && digits > 0 {
        let cut = out[start..].trim_end_matches('0').trim_end_matches('.').len();
        out.truncate(start + cut);
    }
}

/// A number for data files: up to 6 decimals, `.` as decimal point, no grouping, trailing zeros dropped.
pub fn data(out: &mut String, value: f64) {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        let _ = write!(out, "{}", value as i64);
    } else {
        fixed(out, value, 6, false);
    }
}

/// A whole number with a separator between groups of three digits from 10,000 on upward
/// (four digits stand better ungrouped in every language of the program).
pub fn grouped(value: i64, separator: &str) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + 6);
    if value < 0 {
        out.push('\u{2212}');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && digits.len() > 4 && (digits.len() - i).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    out
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
        assert_eq!(grouped(1234567, ","), "1,234,567");
        assert_eq!(grouped(-1234, ","), "\u{2212}1234");
    }
}
