//! What is wrong with the author's files: where, what, and what to do about it.

pub mod nearest;

use std::fmt;

/// How serious a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site is not published.
    Error,
    /// The site is published; the author should look.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// A place in one of the author's files. Line and column count from 1; a column counts characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// Path from the site folder, with `/`; empty for what lies in no file.
    pub path: String,
    /// Line, from 1; 0 when the problem is the whole file.
    pub line: usize,
    /// Column in characters, from 1; 0 when the problem is the whole line or file.
    pub column: usize,
    /// Length in characters of what the caret line marks, at least 1.
    pub width: usize,
    /// The line itself, as it stands in the file.
    pub excerpt: String,
}

/// One problem of one file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Problem {
    /// Where; sorted first, so that all problems of a run come in the order of the files.
    pub at: Place,
    /// Error or warning.
    pub severity: Severity,
    /// Stable kebab-case code, such as `unknown-key`.
    pub code: &'static str,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Problem {
    /// An error about a whole file.
    pub fn error(path: &str, code: &'static str, message: String, help: String) -> Self {
        let at = Place { path: path.to_owned(), ..Place::default() };
        Self { at, severity: Severity::Error, code, message, help }
    }

    /// A warning about a whole file.
    pub fn warning(path: &str, code: &'static str, message: String, help: String) -> Self {
        Self { severity: Severity::Warning, ..Self::error(path, code, message, help) }
    }

    /// Whether this keeps the site from being published.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// The block a person reads in a terminal:
///
/// ```text
/// error: unknown key `mebers_end`
///   --> river/runners/group.yaml:12:13
/// 12 |   2026-10: {mebers_end: 402}
///    |             ^^^^^^^^^^
///   help: write `members_end`
/// ```
///
/// Control characters of the file are shown as `·`, so that a file cannot drive the terminal. With `color`
/// the severity and the marks carry ANSI colours. Ends with a line break.
pub fn human(problem: &Problem, color: bool) -> String {
    human_alike(problem, &[], 0, color)
}

/// The same block for a problem that other places have as well: each of `others` has a line, and `more` are counted.
pub fn human_alike(problem: &Problem, others: &[&Place], more: usize, color: bool) -> String {
    let paint = |code: &str, text: &str| if color { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() };
    let tone = if problem.is_error() { "1;31" } else { "1;33" };
    let at = &problem.at;
    let mut out = format!("{}: {}\n", paint(tone, &problem.severity.to_string()), visible(&problem.message));
    let arrow = paint("1;34", "-->");
    if !at.path.is_empty() {
        out.push_str(&format!("  {arrow} {}\n", spot(at)));
    }
    if at.line > 0 && at.column > 0 && !at.excerpt.is_empty() {
        let (line, before, marked) = window(at);
        let number = at.line.to_string();
        let gutter = " ".repeat(number.len());
        let (blank, carets) = (" ".repeat(before), "^".repeat(marked));
        out.push_str(&format!("{} {}\n", paint("1;34", &format!("{number} |")), line));
        out.push_str(&format!("{} {blank}{}\n", paint("1;34", &format!("{gutter} |")), paint(tone, &carets)));
    }
    for other in others {
        out.push_str(&format!("  {arrow} {}\n", spot(other)));
    }
    if more > 0 {
        out.push_str(&format!("  … and {more} more, which `--verbose` prints\n"));
    }
    out.push_str(&format!("  {}: {}\n", paint("1;36", "help"), visible(&problem.help)));
    out
}

/// `path:line:column`, as far as they are known.
fn spot(at: &Place) -> String {
    let mut out = visible(&at.path);
    if at.line > 0 {
        out.push_str(&format!(":{}", at.line));
        if at.column > 0 {
            out.push_str(&format!(":{}", at.column));
        }
    }
    out
}

/// One JSON object on one line, ending in a line break. `line` and `column` are null where the problem is the
/// whole file or line.
pub fn json(problem: &Problem) -> String {
    let count = |n: usize| (n > 0).then_some(n);
    let mut out = serde_json::json!({
        "severity": problem.severity.to_string(),
        "code": problem.code,
        "message": problem.message,
        "path": problem.at.path,
        "line": count(problem.at.line),
        "column": count(problem.at.column),
        "help": problem.help,
    })
    .to_string();
    out.push('\n');
    out
}

/// A workflow command of GitHub Actions, which shows the problem beside the line; ends in a line break.
pub fn github(problem: &Problem) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let at = &problem.at;
    let mut out = format!("::{} ", problem.severity);
    if !at.path.is_empty() {
        out.push_str(&format!("file={},", property(&at.path)));
    }
    if at.line > 0 {
        out.push_str(&format!("line={},", at.line));
        if at.column > 0 {
            out.push_str(&format!("col={},endColumn={},", at.column, at.column + at.width.max(1)));
        }
    }
    let text = format!("{}\n{}", problem.message, problem.help);
    out.push_str(&format!("title={}::{}\n", property(problem.code), data(&text)));
    out
}

/// Columns of a terminal that an excerpt may take.
const WINDOW: usize = 110;

/// The part of the line around the mark, the columns before the mark, and the columns the mark takes.
fn window(at: &Place) -> (String, usize, usize) {
    let chars: Vec<char> = visible(&at.excerpt).chars().collect();
    let column = (at.column - 1).min(chars.len());
    let total: usize = chars.iter().map(|c| columns(*c)).sum();
    let mut start = 0;
    if total > WINDOW {
        let mut room = WINDOW / 2;
        start = column;
        while start > 0 && room >= columns(chars[start - 1]) {
            start -= 1;
            room -= columns(chars[start]);
        }
    }
    let mut line = String::new();
    let (mut before, mut marked, mut used) = (0, 0, 0);
    if start > 0 {
        line.push('…');
        (before, used) = (1, 1);
    }
    for (i, c) in chars.iter().enumerate().skip(start) {
        if used + columns(*c) > WINDOW {
            line.push('…');
            break;
        }
        line.push(*c);
        used += columns(*c);
        match i {
            i if i < column => before += columns(*c),
            i if i < column + at.width.max(1) => marked += columns(*c),
            _ => {}
        }
    }
    (line.trim_end().to_owned(), before, marked.max(1))
}

/// Columns a character takes in a terminal: 2 for Han, Kana, Hangul, full-width forms and emoji, 0 for combining marks.
fn columns(c: char) -> usize {
    match u32::from(c) {
        0x300..=0x36F | 0x200B..=0x200D | 0xFE00..=0xFE0F | 0x20D0..=0x20FF => 0,
        0x1100..=0x115F | 0x2E80..=0x303E | 0x3041..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF => 2,
        0xFE30..=0xFE4F | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x1F300..=0x1FAFF | 0x20000..=0x3FFFD => 2,
        _ => 1,
    }
}

/// The text with tabs as spaces and everything that moves the cursor or turns the writing as `·`, character for character.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' => ' ',
            '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => '·',
            c if c.is_control() => '·',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem() -> Problem {
        Problem {
            at: Place {
                path: "河湾/group.yaml".into(),
                line: 12,
                column: 5,
                width: 4,
                excerpt: "名称: lfet: 3".into(),
            },
            ..Problem::error("", "unknown-key", "unknown key `lfet`".into(), "write `left`".into())
        }
    }

    #[test]
    fn a_person_sees_the_line_with_the_mark_below_the_fault() {
        let text = human(&problem(), false);
        let expected = "error: unknown key `lfet`\n  --> 河湾/group.yaml:12:5\n12 | 名称: lfet: 3\n   |       ^^^^\n  help: write `left`\n";
        assert_eq!(text, expected);
        assert!(human(&problem(), true).contains("\x1b[1;31merror\x1b[0m"));
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let mut long = problem();
        long.at.excerpt = format!("{}lfet: 3{}", "a: 1, ".repeat(100), " # x".repeat(100));
        long.at.column = 601;
        let text = human(&long, false);
        let lines: Vec<_> = text.lines().collect();
        assert!(lines[2].contains("lfet") && lines[2].chars().count() < 125, "{text}");
        let caret = lines[3].find('^').unwrap();
        assert_eq!(lines[2].chars().skip(caret).take(4).collect::<String>(), "lfet", "{text}");
    }

    #[test]
    fn a_file_cannot_drive_the_terminal() {
        let mut bad = problem();
        bad.at.excerpt = "a: \x1b[2J\u{202E}".into();
        bad.message = "\x1b[31m".into();
        assert!(!human(&bad, false).contains(['\x1b', '\u{202E}']));
    }

    #[test]
    fn machines_get_one_line_each() {
        let mut both = problem();
        both.help = "one\ntwo, 100%".into();
        let value: serde_json::Value = serde_json::from_str(&json(&both)).unwrap();
        assert_eq!(value["line"], 12);
        assert_eq!(value["help"], "one\ntwo, 100%");
        assert_eq!(
            github(&both),
            "::error file=河湾/group.yaml,line=12,col=5,endColumn=9,title=unknown-key::unknown key `lfet`%0Aone%0Atwo, 100%25\n"
        );
        let whole = Problem::warning("a,b.md", "x", "m".into(), "h".into());
        assert_eq!(github(&whole), "::warning file=a%2Cb.md,title=x::m%0Ah\n");
    }
}
