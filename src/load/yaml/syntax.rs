//! What is wrong with a text that is not YAML, in words.

use super::node::{DEEPEST, Fault, Mark};

/// Place, code, message and help of a fault.
pub fn explain(fault: &Fault, line: &str) -> (Mark, &'static str, String, String) {
    let (mark, code, message, help) = match fault {
        Fault::Syntax(mark, info) => {
            let (code, message, help) = syntax(info, line);
            return (*mark, code, message, help.to_owned());
        }
        Fault::TooDeep(mark) => {
            let message = format!("the file is nested deeper than {DEEPEST} levels");
            return (
                *mark,
                "too-deep",
                message,
                "the format needs at most five: close brackets that are open".to_owned(),
            );
        }
        Fault::AliasBomb(mark) => {
            ("alias-bomb", "aliases (`*name`) repeat more than 4 MiB of text here", "write the values out").at(mark)
        }
        Fault::AliasLoop(mark) => {
            ("alias-loop", "this alias stands inside of what it stands for", "write the value out").at(mark)
        }
        Fault::SecondDocument(mark) => (
            "second-document",
            "a second document begins here",
            "keep one document in a file: delete the line `---`, or move what follows into a file of its own",
        )
            .at(mark),
    };
    (mark, code, message.to_owned(), help.to_owned())
}

/// The same for a bracket that is open where line `by` stops being YAML: `line`, empty at the end of the text.
pub fn unclosed((bracket, at): (char, Mark), by: usize, line: &str) -> (Mark, &'static str, String, String) {
    let (name, example) = if bracket == '{' { ("brace", "{a: 1, b: 2}") } else { ("bracket", "[a, b, c]") };
    let before = if line.is_empty() { String::new() } else { format!(" before line {by}") };
    let message = format!("the {name} `{bracket}` is not closed{before}, or a comma is missing");
    (at, "yaml", message, format!("write `{example}`"))
}

trait At {
    fn at(self, mark: &Mark) -> (Mark, &'static str, &'static str, &'static str);
}

impl At for (&'static str, &'static str, &'static str) {
    fn at(self, mark: &Mark) -> (Mark, &'static str, &'static str, &'static str) {
        (*mark, self.0, self.1, self.2)
    }
}

fn syntax(info: &str, line: &str) -> (&'static str, String, &'static str) {
    let indent = line.len() - line.trim_start().len();
    if info.contains("tab") || line[..indent].contains('\t') {
        return (
            "tab",
            "a tab cannot indent a line of YAML".to_owned(),
            "replace tabs at the start of lines by spaces",
        );
    }
    if info.contains("mapping values are not allowed") || info.contains("illegal placement of ':'") {
        let help = "put a text that contains a colon and a space in quotes; else check the indentation of this line";
        return ("yaml", "there is a second colon, or the indentation is wrong, here".to_owned(), help);
    }
    match KNOWN.iter().find(|(part, ..)| info.contains(part)) {
        Some((_, message, help)) => ("yaml", (*message).to_owned(), help),
        None => (
            "yaml",
            format!("this is not YAML ({info})"),
            "check indentation, colons and quotes here and on the line before",
        ),
    }
}

/// A part of the parser's words, what is wrong, and what to do.
const KNOWN: &[(&str, &str, &str)] = &[
    ("unknown anchor", "this alias (`*name`) stands for nothing", "put a text that begins with `*` in quotes"),
    ("anchor or alias", "`&` or `*` begins a name in YAML", "put a text that begins with `&` or `*` in quotes"),
    (
        "found unknown escape",
        "the backslash means nothing before this letter",
        "use single quotes, or write `\\\\` for a backslash",
    ),
    ("escape code", "this escape is no character", "write the character itself"),
    ("hexadecimal", "this escape is no character", "write the character itself"),
    ("quoted scalar", "a quote is opened and not closed", "close the quote with the same mark that opens it"),
    ("trailing content", "something follows a closing quote", "put the whole value in one pair of quotes"),
    ("flow sequence", "a bracket `[` is opened and not closed, or a comma is missing", "write `[a, b, c]`"),
    ("flow mapping", "a brace `{` is opened and not closed, or a comma is missing", "write `{a: 1, b: 2}`"),
    ("misplaced bracket", "a bracket is closed that was not opened", "delete it, or open it before"),
    (
        "invalid indentation",
        "this line is not indented like the lines it belongs to",
        "give all keys of one map the same spaces",
    ),
    (
        "wrongly indented",
        "this line is not indented like the lines it belongs to",
        "give all keys of one map the same spaces",
    ),
    (
        "expected key",
        "this line is not indented like the lines it belongs to",
        "give all keys of one map the same spaces",
    ),
    (
        "'-' indicator",
        "this line is not indented like the entries of its list",
        "give all entries of one list the same spaces",
    ),
    (
        "<document start>",
        "the document has come to its end before this line",
        "check the brackets, quotes and indentation of the line before, and delete `...` above it",
    ),
    ("comment or line break", "something follows `|` or `>` on its line", "put a text that begins with it in quotes"),
    ("only valid inside a block", "a `-` cannot stand here", "put a text that begins with `-` in quotes"),
    (
        "expected node content",
        "a value is missing, or a bracket is open, here",
        "write the value, or close the bracket",
    ),
    ("simple key", "a colon and a space are missing after the key", "write `key: value`"),
    ("unexpected character", "this character cannot begin a value", "put the value in quotes"),
    ("tag", "`!` begins a tag in YAML", "put a text that begins with `!` in quotes"),
    ("directive", "`%` begins a directive in YAML", "put a text that begins with `%` in quotes"),
    ("block sequence entries", "a `-` cannot stand here", "begin each entry of a list on a line of its own"),
];
