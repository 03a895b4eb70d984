//! The scanner of the plain lane: lines and their indentation, keys, scalars.

use super::Beyond;

/// Longest key that this lane takes, in bytes; YAML itself ends at 1024 characters.
const LONGEST_KEY: usize = 200;

/// What was read, or that this lane gives up.
pub type Read<T> = Result<T, Beyond>;

/// A text and how far it has been read.
pub struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// Byte that is read next.
    pub at: usize,
    /// Between two lines of a block: the indentation of the line that begins at `at`; `None` at the end.
    pub indent: Option<usize>,
}

impl<'a> Reader<'a> {
    /// A text from its beginning.
    pub fn new(text: &'a str) -> Self {
        Self { text, bytes: text.as_bytes(), at: 0, indent: None }
    }

    /// The next byte.
    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Leaves spaces behind.
    pub fn spaces(&mut self) {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    /// Leaves a line whose content has been read and finds the next that has any.
    pub fn next_line(&mut self) -> Read<()> {
        let mut from = self.at;
        loop {
            self.spaces();
            self.comment()?;
            match (self.peek(), self.bytes.get(self.at + 1)) {
                (None, _) => {
                    self.indent = None;
                    return Ok(());
                }
                (Some(b'\n'), _) => self.at += 1,
                (Some(b'\r'), Some(b'\n')) => self.at += 2,
                _ if self.starts_line(from) => {
                    self.indent = Some(self.at - from);
                    return Ok(());
                }
                // Something stands behind the value.
                _ => return Err(Beyond),
            }
            from = self.at;
        }
    }

    fn comment(&mut self) -> Read<()> {
        if self.peek() == Some(b'#') {
            if !self.starts_line(self.at) && self.bytes[self.at - 1] != b' ' {
                return Err(Beyond);
            }
            self.at += self.to_break(self.at)?;
        }
        Ok(())
    }

    fn starts_line(&self, at: usize) -> bool {
        at == 0 || self.bytes[at - 1] == b'\n'
    }

    /// Column of `at` on its line, from 0.
    pub fn column(&self) -> usize {
        self.bytes[..self.at].iter().rev().take_while(|b| **b != b'\n').count()
    }

    /// Bytes from `from` up to the end of its line.
    fn to_break(&self, from: usize) -> Read<usize> {
        let rest = &self.bytes[from..];
        let length = rest.iter().position(|b| *b < b' ').unwrap_or(rest.len());
        match rest.get(length) {
            None | Some(b'\n' | b'\r') => Ok(length),
            Some(_) => Err(Beyond),
        }
    }

    /// The key at `at`, without going on.
    pub fn key(&self) -> Option<&'a str> {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().take(LONGEST_KEY).position(|b| !OF_KEYS[usize::from(*b)])?;
        let ends = rest[length] == b':' && matches!(rest.get(length + 1), Some(b' ' | b'\n' | b'\r') | None);
        (ends && is_word(rest[0])).then(|| &self.text[self.at..self.at + length])
    }

    /// Reads the key at `at` and its colon.
    pub fn take_key(&mut self) -> Read<&'a str> {
        let key = self.key().ok_or(Beyond)?;
        self.at += key.len() + 1;
        Ok(key)
    }

    /// Whether a list item begins here.
    pub fn is_item(&self) -> bool {
        self.peek() == Some(b'-') && self.bytes.get(self.at + 1) == Some(&b' ')
    }

    /// A text in quotes without escapes, on one line.
    pub fn quoted(&mut self, quote: u8) -> Read<&'a str> {
        let start = self.at + 1;
        let rest = &self.bytes[start..];
        let length = rest.iter().position(|b| *b == quote || *b < b' ' || *b == b'\\').ok_or(Beyond)?;
        if rest[length] != quote || rest.get(length + 1) == Some(&quote) {
            return Err(Beyond);
        }
        self.at = start + length + 1;
        Ok(&self.text[start..start + length])
    }

    /// A plain scalar that ends with its line or before a comment.
    pub fn plain(&mut self) -> Read<&'a str> {
        let start = self.begin_plain()?;
        let line = &self.bytes[start..start + self.to_break(start)?];
        let mut length = line.len();
        for (i, byte) in line.iter().enumerate() {
            match byte {
                b':' if line.get(i + 1).is_none_or(|next| *next == b' ') => return Err(Beyond),
                b'#' if line[i - 1] == b' ' => {
                    length = i;
                    break;
                }
                _ => {}
            }
        }
        self.at = start + length;
        Ok(self.text[start..self.at].trim_end_matches(' '))
    }

    /// A plain scalar in brackets.
    pub fn flow_plain(&mut self) -> Read<&'a str> {
        let start = self.begin_plain()?;
        let rest = &self.bytes[start..];
        let length =
            rest.iter().position(|b| !(is_word(*b) || matches!(b, b'.' | b'-' | b'+' | b'/' | b' '))).ok_or(Beyond)?;
        if !matches!(rest[length], b',' | b'}' | b']') {
            return Err(Beyond);
        }
        self.at = start + length;
        Ok(self.text[start..self.at].trim_end_matches(' '))
    }

    fn begin_plain(&self) -> Read<usize> {
        let first = self.peek().ok_or(Beyond)?;
        let signed = matches!(first, b'-' | b'+') && self.bytes.get(self.at + 1).is_some_and(u8::is_ascii_digit);
        if is_word(first) || matches!(first, b'.' | b'/') || signed { Ok(self.at) } else { Err(Beyond) }
    }
}

/// What keys are made of: a table, for a file holds hundreds.
const OF_KEYS: [bool; 256] = {
    let mut of_keys = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        of_keys[byte] = is_word(byte as u8) || matches!(byte as u8, b'.' | b'-');
        byte += 1;
    }
    of_keys
};

/// Letters, digits, `_`, and every character outside of ASCII.
const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}
