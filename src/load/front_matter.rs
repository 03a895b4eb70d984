//! Where the front matter of a note ends and its Markdown begins.

use super::source::{Source, lines};
use crate::problem::Problem;

/// A note cut in two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts<'a> {
    /// The YAML between the `---` lines; `None` where the note has none.
    pub front: Option<&'a str>,
    /// Byte at which the Markdown begins.
    pub body_at: usize,
    /// Line on which the Markdown begins, from 1.
    pub body_line: usize,
}

/// Cuts the text of a note. `None` when front matter is opened and not closed.
pub fn split(text: &str) -> Option<Parts<'_>> {
    let mut lines = lines(text);
    let first = lines.next().unwrap_or_default();
    if first.trim_end() != "---" {
        return Some(Parts { front: None, body_at: 0, body_line: 1 });
    }
    let after = |line: &str| {
        let end = line.as_ptr() as usize - text.as_ptr() as usize + line.len();
        end + text.get(end..).map_or(0, |rest| if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) })
    };
    let start = after(first);
    for (at, line) in lines.enumerate() {
        if matches!(line.trim_end(), "---" | "...") {
            let end = line.as_ptr() as usize - text.as_ptr() as usize;
            return Some(Parts { front: text.get(start..end), body_at: after(line), body_line: at + 3 });
        }
    }
    None
}

/// Cuts a note, or says what is wrong with it.
///
/// # Errors
/// Front matter that is opened and not closed.
pub fn parts(source: &Source) -> Result<Parts<'_>, Problem> {
    split(&source.text).ok_or_else(|| {
        let message = "the front matter is opened with `---` and not closed".to_owned();
        let help = "write a second line `---` below its last key".to_owned();
        source.error(source.place(1, 1, 3), "front-matter", message, help)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_cut_off_whatever_the_line_ends() {
        let all = [("---\na: 1\n---\nText", 13), ("---\r\na: 1\r\n---\r\nText", 16), ("--- \na: 1\n...\nText", 14)];
        for (text, at) in all {
            let parts = split(text).unwrap();
            assert_eq!((parts.front.map(str::trim), parts.body_at, parts.body_line), (Some("a: 1"), at, 4), "{text:?}");
        }
        assert_eq!(split("Text\n---\n"), Some(Parts { front: None, body_at: 0, body_line: 1 }));
        assert_eq!(split("---\n---\n"), Some(Parts { front: Some(""), body_at: 8, body_line: 3 }));
        assert_eq!(split("---\n---"), Some(Parts { front: Some(""), body_at: 7, body_line: 3 }));
        assert_eq!(split("---\na: 1\n"), None);
        assert_eq!(split("").map(|parts| parts.body_at), Some(0));
    }
}
