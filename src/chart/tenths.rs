//! Coordinates of drawings as text: tenths, most of them written from a table.

/// Whether a number with a decimal ends the text: a second point then begins the next number by itself (`1.5.5`).
fn ends_in_tenth(out: &[u8]) -> bool {
    matches!(out, [.., b'.', last] if last.is_ascii_digit())
}

/// A number that is written often: its text, and in the last byte the length of it.
type Written = [u8; 8];

/// Tenths up to the width of a drawing, as they are written.
static WRITTEN: [Written; 7_300] = {
    let mut out = [[0; 8]; 7_300];
    let mut tenths = 0;
    while tenths < out.len() {
        out[tenths] = written(tenths);
        tenths += 1;
    }
    out
};

/// Tenths below a thousand units as a number with at most one decimal; no zero before the point.
const fn written(tenths: usize) -> Written {
    let (mut out, mut length) = ([0; 8], 0);
    let (whole, tenth) = (tenths / 10, tenths % 10);
    let mut power = 100;
    while power > 0 {
        if whole >= power || (power == 1 && tenths == 0) {
            out[length] = b'0' + (whole / power % 10) as u8;
            length += 1;
        }
        power /= 10;
    }
    if tenth > 0 {
        out[length] = b'.';
        out[length + 1] = b'0' + tenth as u8;
        length += 2;
    }
    out[7] = length as u8;
    out
}

/// Appends tenths as a number with at most one decimal, after a space where `spaced` and no sign separates it.
pub fn number(out: &mut Vec<u8>, tenths: i32, spaced: bool) {
    let magnitude = tenths.unsigned_abs();
    if tenths < 0 {
        out.push(b'-');
    } else if spaced && !((1..10).contains(&magnitude) && ends_in_tenth(out)) {
        out.push(b' ');
    }
    // A drawing has hundreds of numbers, nearly all of them below the width of one.
    if let Some(written) = WRITTEN.get(magnitude as usize) {
        out.extend_from_slice(written);
        out.truncate(out.len() - written.len() + usize::from(written[7]));
        return;
    }
    out.extend_from_slice(itoa::Buffer::new().format(magnitude / 10).as_bytes());
    if !magnitude.is_multiple_of(10) {
        out.extend_from_slice(&[b'.', b'0' + (magnitude % 10) as u8]);
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_have_one_decimal_at_most_and_no_needless_zero() {
        let mut out = Vec::new();
        for tenths in [0, 7, 10, 105, -3, -1000, 7299, 7300, 12_345, 70_000] {
            number(&mut out, tenths, true);
        }
        assert_eq!(String::from_utf8_lossy(&out), " 0 .7 1 10.5-.3-100 729.9 730 1234.5 7000");
    }
}
