//! How wide a text is: a table of advance widths instead of a font, so that drawings are the same bytes everywhere.
//!
//! Each width is the larger one of Arial's and Noto Sans's, so that a text takes at most the room it was given in
//! any face of the stylesheet's stack.

/// Advance widths of U+0020 to U+007E in hundredths of an em.
const ASCII: [u8; 95] = [
    28, 28, 41, 65, 58, 89, 74, 23, 34, 34, 56, 59, 28, 34, 28, 38, 58, 58, 58, 58, 58, 58, 58, 58, 58, 58, 28, 28, 59,
    59, 59, 56, 102, 67, 67, 73, 73, 67, 62, 78, 75, 34, 50, 67, 56, 91, 76, 79, 67, 79, 73, 67, 62, 74, 67, 95, 67,
    67, 62, 33, 38, 33, 58, 56, 34, 57, 62, 50, 62, 57, 35, 62, 62, 26, 26, 54, 26, 94, 62, 61, 62, 62, 42, 50, 37, 62,
    51, 79, 53, 51, 50, 39, 56, 39, 59,
];

/// Width of a character in hundredths of an em.
fn advance(c: char) -> i32 {
    let code = c as u32;
    if let Some(width) = code.checked_sub(0x20).and_then(|at| ASCII.get(at as usize)) {
        return i32::from(*width);
    }
    match code {
        // Combining marks, zero-width and direction characters, variation selectors.
        0..=0x1F | 0x7F..=0x9F | 0x300..=0x36F | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F => 0,
        0xFE00..=0xFE0F | 0xFE20..=0xFE2F | 0x1AB0..=0x1AFF | 0x20D0..=0x20FF => 0,
        // Latin with marks, punctuation, minus and the like.
        0xA0..=0x17F => 72,
        0x2018 | 0x2019 | 0x201C | 0x201D => 42,
        0x2010..=0x2013 | 0x2212 | 0x2248 => 60,
        0x180..=0x10FF => 80,
        // Han, kana, hangul and full-width forms take an em.
        0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFF60 => {
            100
        }
        0xFFE0..=0xFFE6 | 0x2_0000..=0x3_FFFF | 0x2000..=0x2BFF => 100,
        // Pictographs.
        0x1_F000..=0x1_FFFF => 140,
        _ => 100,
    }
}

/// Width of a text in tenths of a unit at a font size in tenths of a unit.
pub fn width(text: &str, size: i32, bold: bool) -> i32 {
    let mut before = ' ';
    let mut hundredths = 0;
    for c in text.chars() {
        hundredths += air(before, c) + advance(c);
        before = c;
    }
    // Bold faces run up to 7 % wider.
    let hundredths = if bold { hundredths * 107 / 100 } else { hundredths };
    (hundredths.saturating_mul(size) + 99) / 100
}

/// The eighth of an em that browsers put between Han and letters or digits (`text-autospace`).
fn air(before: char, c: char) -> i32 {
    let han = |c: char| matches!(c as u32, 0x3041..=0x30FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF);
    if (han(before) && c.is_ascii_alphanumeric()) || (before.is_ascii_alphanumeric() && han(c)) { 13 } else { 0 }
}

/// Whether a text is of Han, kana or hangul throughout, so that it may run downward.
pub fn is_wide(text: &str) -> bool {
    text.chars().all(|c| c as u32 >= 0x2E80 && advance(c) == 100)
}

/// Cuts a name into at most `lines` lines no wider than `room` (tenths of a unit), at spaces or between Han.
/// Only a name that does not fit even then loses its end to an ellipsis; the data table has it whole.
pub fn wrap(text: &str, size: i32, room: i32, lines: usize) -> Vec<String> {
    if width(text, size, false) <= room {
        return vec![text.to_owned()];
    }
    let mut out: Vec<String> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if out.len() + 1 == lines {
            out.push(cut(rest, size, room));
            break;
        }
        let at = company(rest, break_at(rest, size, room));
        let (line, tail) = rest.split_at(at);
        out.push(line.trim_end().to_owned());
        rest = tail.trim_start();
    }
    out
}

/// A last line of a single Han takes another one down from the line before.
fn company(text: &str, at: usize) -> usize {
    let (line, tail) = text.split_at(at);
    match line.char_indices().next_back() {
        Some((last, _)) if is_wide(line) && is_wide(tail) && tail.chars().count() == 1 && last > 2 * 3 => last,
        _ => at,
    }
}

/// The byte at which the first line ends: after the last space or Han that fits, else after what fits, at least one.
fn break_at(text: &str, size: i32, room: i32) -> usize {
    let mut used = 0;
    let (mut soft, mut hard) = (0, 0);
    let mut previous_wide = false;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let wide = advance(c) == 100 && c as u32 >= 0x2E80;
        if at > 0 && (c.is_whitespace() || ((wide || previous_wide) && !closes(c))) {
            soft = at;
        }
        used += (air(before, c) + advance(c)) * size;
        before = c;
        if used > room * 100 && at > 0 {
            return if soft > 0 { soft } else { hard };
        }
        hard = at + c.len_utf8();
        previous_wide = wide;
    }
    text.len()
}

/// Punctuation that may not begin a line.
fn closes(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '”'
            | '’'
            | '》'
            | '」'
            | '』'
            | ')'
            | ','
            | '.'
            | '…'
    )
}

/// The whole text where it fits, else its beginning and an ellipsis.
fn cut(text: &str, size: i32, room: i32) -> String {
    if width(text, size, false) <= room {
        return text.to_owned();
    }
    let room = room * 100 - advance('…') * size;
    let mut used = 0;
    let mut out = String::new();
    for c in text.chars() {
        used += advance(c) * size;
        if used > room {
            break;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_takes_an_em_and_marks_take_nothing() {
        assert_eq!(width("社群", 120, false), 240);
        assert_eq!(width("加入9", 100, false), 271);
        assert_eq!(width("e\u{301}", 100, false), 57);
        assert!(width("Active", 120, true) > width("Active", 120, false));
    }

    #[test]
    fn names_wrap_at_spaces_and_between_han() {
        assert_eq!(wrap("Old Town Neighbours", 120, 600, 2), ["Old Town", "Neighb…"]);
        assert_eq!(wrap("Old Town Neighbours", 120, 800, 2), ["Old Town", "Neighbours"]);
        assert_eq!(wrap("河湾市旧城邻里互助会", 120, 720, 2), ["河湾市旧城邻", "里互助会"]);
        assert_eq!(wrap("short", 120, 800, 2), ["short"]);
    }
}
