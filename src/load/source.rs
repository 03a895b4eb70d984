//! A file as text, and the places in it.

use super::tree::{Entry, Tree};
use crate::problem::{Place, Problem};

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 16 << 20;

/// The longest line that a problem carries along, in bytes.
const LONGEST_EXCERPT: usize = 4096;

/// A file that is UTF-8 text without control characters. A byte order mark is taken off.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path from the site folder.
    pub path: Box<str>,
    /// The text.
    pub text: String,
    /// Bytes taken off at its beginning: a byte order mark.
    pub skipped: usize,
}

impl Source {
    /// Reads one file.
    ///
    /// # Errors
    /// One problem: too large, unreadable, leading out of the site, or not text.
    pub fn read(tree: &dyn Tree, entry: &Entry) -> Result<Self, Problem> {
        let path = &*entry.path;
        if entry.leads_out {
            let message = "this is a link to a file outside the site folder".to_owned();
            let help = "put a copy of the file here: a site is built from its own folder alone".to_owned();
            return Err(Problem::error(path, "outside-link", message, help));
        }
        let bytes = tree.read_at_most(path, LARGEST).map_err(|reason| {
            let help = "see that the file is there and that you may read it".to_owned();
            Problem::error(path, "unreadable", format!("the file cannot be read: {reason}"), help)
        })?;
        Self::decode(path, bytes.ok_or_else(|| too_large(path))?)
    }

    /// Text from bytes.
    ///
    /// # Errors
    /// One problem: too large, not UTF-8, or holding control characters.
    pub fn decode(path: &str, mut bytes: Vec<u8>) -> Result<Self, Problem> {
        if bytes.len() as u64 > LARGEST {
            return Err(too_large(path));
        }
        if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            let help = "save it again as UTF-8".to_owned();
            return Err(Problem::error(path, "not-utf8", "the file is UTF-16, not UTF-8".to_owned(), help));
        }
        let skipped = if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) { 3 } else { 0 };
        bytes.drain(..skipped);
        let text = String::from_utf8(bytes).map_err(|error| not_utf8(path, error.as_bytes(), error.utf8_error()))?;
        let source = Self { path: path.into(), text, skipped };
        // Without a way out in the middle, the look at all bytes runs many at a time.
        let any = source.text.bytes().fold(false, |any, byte| any | suspicious(byte));
        match any.then(|| source.text.char_indices().find(|(_, c)| forbidden(*c))) {
            Some(Some((at, c))) => Err(source.control_character(at, c)),
            _ => Ok(source),
        }
    }

    /// A problem at a place of this file.
    pub fn error(&self, at: Place, code: &'static str, message: String, help: String) -> Problem {
        Problem { at, ..Problem::error(&self.path, code, message, help) }
    }

    /// The place of `width` characters from `line` and `column`, both from 1.
    pub fn place(&self, line: usize, column: usize, width: usize) -> Place {
        let excerpt = lines(&self.text).nth(line.saturating_sub(1)).unwrap_or_default();
        place_on(&self.path, line, column, width, excerpt)
    }

    /// The place of the byte at `offset`.
    pub fn place_of(&self, offset: usize, width: usize) -> Place {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let (line, column) = end(before);
        self.place(line, column, width)
    }

    fn control_character(&self, at: usize, c: char) -> Problem {
        let message = format!("there is an invisible control character (U+{:04X}) here", u32::from(c));
        let help = "delete it; an editor that shows invisible characters helps to find it".to_owned();
        self.error(self.place_of(at, 1), "control-character", message, help)
    }
}

/// A place on a line that is at hand.
pub fn place_on(path: &str, line: usize, column: usize, width: usize, excerpt: &str) -> Place {
    let excerpt = if excerpt.len() > LONGEST_EXCERPT { "" } else { excerpt };
    Place { path: path.to_owned(), line, column, width: width.max(1), excerpt: excerpt.to_owned() }
}

/// The lines of a text, ended by `\n`, `\r\n` or `\r`.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        match text.find(['\n', '\r']) {
            Some(at) => {
                let end = if text[at..].starts_with("\r\n") { at + 2 } else { at + 1 };
                rest = Some(&text[end..]).filter(|tail| !tail.is_empty());
                Some(&text[..at])
            }
            None => {
                rest = None;
                Some(text)
            }
        }
    })
}

/// Line and column, from 1, of what follows a text.
pub fn end(text: &str) -> (usize, usize) {
    let start = text.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let ends = text.matches(['\n', '\r']).count() - text.matches("\r\n").count();
    (ends + 1, text[start..].chars().count() + 1)
}

fn suspicious(byte: u8) -> bool {
    (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7F || byte == 0xC2
}

/// Characters that YAML, XML and terminals forbid.
pub fn forbidden(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r')
}

fn too_large(path: &str) -> Problem {
    let help = "split it: long tables belong into `periods.csv`, other files under `static/`".to_owned();
    Problem::error(path, "too-large", "the file is larger than 16 MiB".to_owned(), help)
}

fn not_utf8(path: &str, bytes: &[u8], error: std::str::Utf8Error) -> Problem {
    let good = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
    let (line, column) = end(good);
    let help = "save it again as UTF-8 (files from Windows programs are often GBK, Big5 or Windows-1252)".to_owned();
    let problem = Problem::error(path, "not-utf8", "the file is not UTF-8 text".to_owned(), help);
    Problem { at: place_on(path, line, column, 1, ""), ..problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_every_way() {
        assert_eq!(lines("a\r\nb\nc\rd").collect::<Vec<_>>(), ["a", "b", "c", "d"]);
        assert_eq!(["", "a", "a\r", "a\r\n", "a\n\rbc"].map(end), [(1, 1), (1, 2), (2, 1), (2, 1), (3, 3)]);
        assert_eq!(lines("a\n\nb\n").collect::<Vec<_>>(), ["a", "", "b"]);
    }

    #[test]
    fn bytes_that_are_no_text_are_placed() {
        let problem = Source::decode("a.yaml", b"name: x\nb: \xB0\xA1".to_vec()).unwrap_err();
        assert_eq!((problem.code, problem.at.line, problem.at.column), ("not-utf8", 2, 4));
        let problem = Source::decode("a.yaml", b"name: x\nb: \x07".to_vec()).unwrap_err();
        assert_eq!((problem.code, problem.at.line, problem.at.column), ("control-character", 2, 4));
        assert_eq!(Source::decode("a.yaml", b"\xEF\xBB\xBFname: \xC2\xA9".to_vec()).unwrap().text, "name: ©");
        assert_eq!(Source::decode("a.yaml", b"\xFF\xFEa\0".to_vec()).unwrap_err().code, "not-utf8");
    }
}
