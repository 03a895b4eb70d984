//! RFC 4180: comma, CRLF, quotes where needed, UTF-8 without a byte order mark.
//!
//! Texts are written as they are. A name that a spreadsheet would take for a formula is warned about where it is read;
//! changing it here would give every other reader of the file a wrong name.

use crate::words::number;

/// Appends a text cell, quoted where it holds a comma, a quote or a line break.
pub fn text(out: &mut String, cell: &str) {
    if cell.contains([',', '"', '\n', '\r']) {
        out.push('"');
        for part in cell.split_inclusive('"') {
            out.push_str(part);
            if part.ends_with('"') {
                out.push('"');
            }
        }
        out.push('"');
    } else {
        out.push_str(cell);
    }
}

/// Appends a number; nothing for a bound that is not reached.
pub fn number(out: &mut String, value: f64) {
    if value.is_finite() {
        number::data(out, value);
    }
}

/// Appends a number to the nearest hundredth.
pub fn hundredths(out: &mut String, value: f64) {
    if value.is_finite() {
        number::hundredths(out, value);
    }
}

/// Appends a number where there is one.
pub fn option(out: &mut String, value: Option<f64>) {
    if let Some(value) = value {
        number(out, value);
    }
}

/// Ends a row.
pub fn end(out: &mut String) {
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    #[test]
    fn quotes_are_doubled() {
        let mut out = String::new();
        super::text(&mut out, "a \"b\", c");
        assert_eq!(out, "\"a \"\"b\"\", c\"");
    }
}
