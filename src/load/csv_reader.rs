//! Tables of comma-separated values (RFC 4180), cell by cell with their places.

use super::source::{Source, place_on};
use crate::problem::{Place, Problem};
use std::borrow::Cow;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell<'a> {
    /// Its text without quotes and the spaces around it.
    pub text: Cow<'a, str>,
    /// Line, from 1.
    pub line: usize,
    /// Byte at which its line begins.
    line_start: usize,
    /// Bytes at which it begins and ends.
    span: (usize, usize),
}

impl Cell<'_> {
    /// Where it stands.
    pub fn place(&self, source: &Source) -> Place {
        let text = &source.text;
        let rest = text.get(self.line_start..).unwrap_or_default();
        let excerpt = rest.split(['\n', '\r']).next().unwrap_or_default();
        let column = text.get(self.line_start..self.span.0).unwrap_or_default().chars().count() + 1;
        let marked = text.get(self.span.0..self.span.1).unwrap_or_default();
        let width = marked.split(['\n', '\r']).next().unwrap_or_default().chars().count();
        place_on(&source.path, self.line, column, width, excerpt)
    }
}

/// Reads a table record by record; empty lines are passed over.
pub struct Records<'a> {
    source: &'a Source,
    at: usize,
    line: usize,
    line_start: usize,
}

impl<'a> Records<'a> {
    /// From the beginning of a file.
    pub fn new(source: &'a Source) -> Self {
        Self { source, at: 0, line: 1, line_start: 0 }
    }

    /// The next record; `None` at the end.
    ///
    /// # Errors
    /// A quote that is not closed, or text behind a closing quote. Reading goes on with the next line.
    #[allow(clippy::should_implement_trait, reason = "a lending name reads better here than an iterator")]
    pub fn next(&mut self) -> Option<Result<Vec<Cell<'a>>, Problem>> {
        let text = &*self.source.text;
        loop {
            if self.at >= text.len() {
                return None;
            }
            let mut cells = Vec::new();
            loop {
                match self.cell() {
                    Ok(cell) => cells.push(cell),
                    Err(problem) => {
                        self.skip_line();
                        return Some(Err(*problem));
                    }
                }
                if text.as_bytes().get(self.at) == Some(&b',') {
                    self.at += 1;
                } else {
                    self.line_break();
                    break;
                }
            }
            if cells.len() > 1 || cells.first().is_some_and(|cell| !cell.text.is_empty()) {
                return Some(Ok(cells));
            }
        }
    }

    /// One cell; ends at a comma, a line break or the end.
    fn cell(&mut self) -> Result<Cell<'a>, Box<Problem>> {
        let text = &*self.source.text;
        let start = self.at;
        let (line, line_start) = (self.line, self.line_start);
        let rest = text.get(start..).unwrap_or_default();
        let indent = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if rest[indent..].starts_with('"') {
            self.at += indent;
            return self.quoted(line, line_start);
        }
        let end = rest.find([',', '\n', '\r']).unwrap_or(rest.len());
        self.at = start + end;
        let bare = rest[..end].trim();
        let from = start + (bare.as_ptr() as usize - rest.as_ptr() as usize);
        Ok(Cell { text: Cow::Borrowed(bare), line, line_start, span: (from, from + bare.len()) })
    }

    fn quoted(&mut self, line: usize, line_start: usize) -> Result<Cell<'a>, Box<Problem>> {
        let source = self.source;
        let text = &*source.text;
        let start = self.at;
        let mut content = String::new();
        let mut at = start + 1;
        loop {
            let rest = text.get(at..).unwrap_or_default();
            let Some(quote) = rest.find('"') else {
                let cell = Cell { text: "".into(), line, line_start, span: (start, start + 1) };
                let message = "this quote is not closed".to_owned();
                let help = "add the closing `\"`; write a quote inside a cell twice".to_owned();
                return Err(Box::new(source.error(cell.place(source), "csv-quote", message, help)));
            };
            content.push_str(&rest[..quote]);
            at += quote + 1;
            if text.as_bytes().get(at) == Some(&b'"') {
                content.push('"');
                at += 1;
            } else {
                break;
            }
        }
        self.pass_lines(start, at);
        let rest = text.get(at..).unwrap_or_default();
        let gap = rest.find([',', '\n', '\r']).unwrap_or(rest.len());
        self.at = at + gap;
        let cell = Cell { text: Cow::Owned(content.trim().to_owned()), line, line_start, span: (start, at) };
        if rest[..gap].trim().is_empty() {
            return Ok(cell);
        }
        let message = "there is text behind the closing quote".to_owned();
        let help = "put the whole cell in one pair of quotes, and write a quote inside it twice".to_owned();
        Err(Box::new(source.error(cell.place(source), "csv-quote", message, help)))
    }

    /// Counts the line breaks between two bytes.
    fn pass_lines(&mut self, from: usize, to: usize) {
        let part = self.source.text.get(from..to).unwrap_or_default();
        for (at, _) in part.match_indices('\n') {
            self.line += 1;
            self.line_start = from + at + 1;
        }
    }

    fn line_break(&mut self) {
        let rest = self.source.text.get(self.at..).unwrap_or_default();
        if rest.is_empty() {
            return;
        }
        self.at += if rest.starts_with("\r\n") { 2 } else { 1 };
        self.line += 1;
        self.line_start = self.at;
    }

    fn skip_line(&mut self) {
        let rest = self.source.text.get(self.at..).unwrap_or_default();
        self.at += rest.find(['\n', '\r']).unwrap_or(rest.len());
        self.line_break();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Vec<String>> {
        let source = Source { path: "t.csv".into(), text: text.to_owned(), skipped: 0 };
        let mut records = Records::new(&source);
        let mut all = Vec::new();
        while let Some(record) = records.next() {
            all.push(
                record
                    .map_or_else(|p| vec![p.code.to_owned()], |r| r.into_iter().map(|c| c.text.into_owned()).collect()),
            );
        }
        all
    }

    #[test]
    fn cells_with_quotes_commas_and_breaks_are_read() {
        assert_eq!(read("a,b\r\n1, 2 \r\n\r\n3,"), [vec!["a", "b"], vec!["1", "2"], vec!["3", ""]]);
        assert_eq!(read("\"a,\"\"b\"\"\n c\", d\n1,2"), [vec!["a,\"b\"\n c", "d"], vec!["1", "2"]]);
        assert_eq!(read("a\n\"b\nc"), [vec!["a"], vec!["csv-quote"], vec!["c"]]);
        assert_eq!(read("\"a\"b,c\nd"), [vec!["csv-quote"], vec!["d"]]);
    }

    #[test]
    fn cells_know_their_place() {
        let source = Source { path: "t.csv".into(), text: "名,b\n1,\"x\ny\"\n3, bad".to_owned(), skipped: 0 };
        let mut records = Records::new(&source);
        let mut last = None;
        while let Some(Ok(record)) = records.next() {
            last = record.into_iter().next_back();
        }
        let place = last.unwrap().place(&source);
        assert_eq!((place.line, place.column, place.width, &*place.excerpt), (4, 4, 3, "3, bad"));
    }
}
