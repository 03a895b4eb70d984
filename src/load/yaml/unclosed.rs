//! The bracket that is still open where a text stops being YAML: the fault lies there, however far down it shows.

use super::node::Mark;

/// The innermost bracket opened on a line before `fault` and not closed by then.
pub fn bracket(text: &str, fault: Mark) -> Option<(char, Mark)> {
    let mut open: Vec<(char, Mark)> = Vec::new();
    let mut quote = None;
    for (line, content) in (1..fault.line).zip(super::super::source::lines(text)) {
        // What stands before a character: brackets and quotes begin a value only where one can begin.
        let mut before = ':';
        let mut spaced = true;
        for (column, c) in (1..).zip(content.chars()) {
            match (quote, c) {
                (Some(mark), c) if c == mark && before != '\\' => quote = None,
                (Some(_), _) => {}
                (None, '#') if spaced => break,
                (None, '"' | '\'') if begins_value(before, spaced) => quote = Some(c),
                (None, '{' | '[') if begins_value(before, spaced) => open.push((c, Mark { line, column, width: 1 })),
                (None, '}' | ']') => {
                    open.pop();
                }
                _ => {}
            }
            spaced = c.is_whitespace();
            if !spaced {
                before = c;
            }
        }
    }
    open.pop().filter(|_| quote.is_none())
}

fn begins_value(before: char, spaced: bool) -> bool {
    matches!(before, ',' | '{' | '[') || (spaced && matches!(before, ':' | '-' | '?'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, line: usize) -> Option<(char, usize, usize)> {
        let (mark, at) = bracket(text, Mark { line, column: 1, width: 1 })?;
        Some((mark, at.line, at.column))
    }

    #[test]
    fn the_innermost_open_bracket_is_found() {
        assert_eq!(found("a:\n  b: {c: [1, 2], d: 3\n  e: 4\n", 3), Some(('{', 2, 6)));
        assert_eq!(found("a: {b: [1, 2\nc: 3\n", 2), Some(('[', 1, 8)));
    }

    #[test]
    fn brackets_in_texts_and_remarks_open_nothing() {
        assert_eq!(found("a: \"{\" # [\nb: c-{d {e\nc: '['\nd: {e: 1}\n", 5), None);
    }
}
