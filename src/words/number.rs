//! The one number formatter: the same digits on every machine, in pages, charts and data files.

use std::fmt::Write;

/// Appends a number with at most `digits` decimals, rounding half away from zero as people do by hand;
/// trailing zeros are kept when `keep` is set. Never writes `-0`.
pub fn fixed(out: &mut String, value: f64, digits: usize, keep: bool) {
    let scale = SCALES.get(digits).copied().unwrap_or(1e6);
    // Adding the tiniest step before rounding keeps 0.285 from becoming 0.28 through its binary form.
    let scaled = (value * scale + value.signum() * 1e-9).round();
    if digits < SCALES.len() && scaled.abs() < 9e15 {
        return scaled_whole(out, scaled as i64, digits, keep);
    }
    let start = out.len();
    // Writing to a String cannot fail.
    let _ = write!(out, "{value:.digits$}");
    if !keep && digits > 0 {
        let cut = out[start..].trim_end_matches('0').trim_end_matches('.').len();
        out.truncate(start + cut);
    }
}

const SCALES: [f64; 7] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];

/// Appends `scaled` · 10^−`digits`. Tables hold thousands of numbers: no formatting machinery, no allocation.
fn scaled_whole(out: &mut String, scaled: i64, digits: usize, keep: bool) {
    if scaled < 0 {
        out.push('-');
    }
    let mut buffer = [b'0'; 24];
    let mut at = buffer.len();
    let mut rest = scaled.unsigned_abs();
    while rest > 0 || buffer.len() - at <= digits {
        at -= 1;
        buffer[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    let point = buffer.len() - digits;
    let mut end = buffer.len();
    if !keep {
        while end > point && buffer[end - 1] == b'0' {
            end -= 1;
        }
    }
    // Digits are ASCII.
    out.push_str(std::str::from_utf8(&buffer[at..point]).unwrap_or_default());
    if end > point {
        out.push('.');
        out.push_str(std::str::from_utf8(&buffer[point..end]).unwrap_or_default());
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
    }
}
