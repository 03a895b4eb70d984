//! Ways in which a file of a site can go wrong.

use super::Files;

/// A small generator (SplitMix64) of the same numbers everywhere.
pub struct Random(u64);

impl Random {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`; 0 where there is none.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % (n.max(1) as u64)) as usize
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Numbers at and beyond the edges.
const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "-1",
    "1",
    "2",
    "4",
    "5",
    "0.5",
    "1.5",
    "-0.0",
    "1e0",
    "0x10",
    "0o7",
    "1_000",
    "1,000",
    "１２",
    "12%",
    "99999",
    "2147483647",
    "2147483648",
    "4294967295",
    "4294967296",
    "9007199254740993",
    "18446744073709551615",
    "18446744073709551616",
    "99999999999999999999999",
    "1e15",
    "1e16",
    "1e308",
    "1e309",
    "-1e309",
    "1e-320",
    "4.9e-324",
    ".nan",
    ".inf",
    "-.inf",
    "0.1e",
    "1e",
    "--1",
    "+3",
    "0.30000000000000004",
    "123456789.123456789",
    "",
    "null",
    "~",
    "true",
    "yes",
];

/// Days and periods in and out of the calendar.
const MOMENTS: &[&str] = &[
    "2026",
    "2026-10",
    "2026-13",
    "2026-00",
    "2026-Q3",
    "2026-Q5",
    "2026-W41",
    "2026-W53",
    "2020-W53",
    "2026-W54",
    "2026-10-31",
    "2026-02-29",
    "2024-02-29",
    "2026-10-32",
    "0000",
    "0000-01",
    "0001-01-01",
    "9999-12",
    "9999-12-31",
    "9999",
    "-001-01",
    "10000-01",
    "1969-12-31",
    "2026-1",
    "26-10",
    "2026/10",
    "2026-10-31T10:00:00Z",
    "unknown",
    "https://example.org/x",
    "2262-04",
    "1677-09",
];

/// Pieces of text with a meaning to YAML, Markdown, HTML, terminals or spreadsheets.
const PIECES: &[&str] = &[
    "\0",
    "\u{7}",
    "\u{1b}[2J",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{200d}",
    "\u{2028}",
    "\u{2029}",
    "\u{202e}",
    "\u{2066}",
    "\u{feff}",
    "\u{fffe}",
    "\u{fffd}",
    "\u{301}",
    "e\u{301}\u{301}\u{301}",
    "😀",
    "👩‍👩‍👧",
    "河湾",
    "ﷺ",
    "İ",
    "ß",
    "\t",
    "  ",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    ":",
    ": ",
    " #",
    "- ",
    "? ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "&a ",
    "*a",
    "*a ",
    "!x ",
    "!!int ",
    "!!str ",
    "|",
    ">",
    "|2",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "@",
    "`",
    "\"",
    "'",
    "''",
    "\\",
    "\\u0000",
    "<<: *a",
    "<script>alert(1)</script>",
    "</script>",
    "</style>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<!--",
    "-->",
    "]]>",
    "&lt;",
    "&#0;",
    "&",
    "{{ 1 }}",
    "{% raw %}",
    "{# x #}",
    "$x$",
    "=1+1",
    "@SUM(A1)",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "![x](chart:active_member_rate)",
    "[](value:active_member_rate)",
    "![](chart:score)",
    "[](value:no_such)",
    "![x](data:text/html,x)",
    "[x](../../../etc/passwd)",
    "[x](<a b.md>)",
    "[^1]",
    "[^1]: [^1]",
    "| a | b |\n|---|---|\n| 1 |",
    "# ",
    "###### ",
    "> ",
    "* ",
    "1. ",
    "9999999999. ",
    "- [x] ",
    "~~",
    "**",
    "__",
    "```\n",
    "    ",
    "<",
    "<a href=\"x",
    "<https://x>",
    "<x@y.z>",
    "[x]: y\n",
    "[x][x]",
    "\\\n",
    "&#x1F600;",
];

/// The last place before `at` where a character begins.
pub fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// Changes one file, or which files there are.
pub fn mutate(files: &mut Files, gentle: bool, random: &mut Random) {
    let names: Vec<String> = files.keys().cloned().collect();
    let Some(name) = names.get(random.below(names.len())).cloned() else { return };
    let Some(mut bytes) = files.get(&name).cloned() else { return };
    if gentle {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        bytes = match random.below(6) {
            0 => token(&text, random, NUMBERS, |word| word.starts_with(|c: char| c.is_ascii_digit())),
            1 => swap_numbers(&text, random),
            2 => lines(&text, random),
            3 if name.ends_with(".md") => insert(&text, random),
            _ => nudged(&text, random),
        }
        .into_bytes();
        files.insert(name, bytes);
        return;
    }
    match random.below(14) {
        0 => {
            files.remove(&name);
            return;
        }
        1 => {
            let other = random.of(&names).clone();
            bytes = files.get(&other).cloned().unwrap_or_default();
        }
        2 => {
            let parent = name.rsplit_once('/').map_or("", |(parent, _)| parent);
            let odd = random.of(&[
                "group.yaml",
                "place.yaml",
                "a b.md",
                "é.md",
                "e\u{301}.md",
                "x.en.md",
                "x.zh-Hant.md",
                "data/group.yaml",
                "EN/place.yaml",
                "periods.csv",
                "moves.yaml",
                "-x/group.yaml",
                "😀/group.yaml",
                "plan.md",
                "index.md",
                "about.md",
                "playbook.yaml",
            ]);
            files.insert(format!("{parent}/{odd}").trim_start_matches('/').to_owned(), bytes);
            return;
        }
        3 => bytes.truncate(random.below(bytes.len() + 1)),
        4 => bytes = raw(bytes, random),
        5 => bytes = endings(&bytes, random),
        6 => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            bytes = token(&text, random, NUMBERS, |word| word.starts_with(|c: char| c.is_ascii_digit())).into_bytes();
        }
        7 => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            bytes = token(&text, random, MOMENTS, |word| word.starts_with("20")).into_bytes();
        }
        8 => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            bytes = indented(&text, random).into_bytes();
        }
        9 => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            bytes = long(&text, random).into_bytes();
        }
        10 => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let words: Vec<&str> =
                text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
            let list: Vec<&str> = words.iter().take(400).copied().chain(["x"]).collect();
            bytes = token(&text, random, &list, |_| true).into_bytes();
        }
        11 => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            bytes = lines(&text, random).into_bytes();
        }
        _ => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            bytes = insert(&text, random).into_bytes();
        }
    }
    files.insert(name, bytes);
}

/// Deletes, doubles, swaps or moves lines.
fn lines(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<&str> = text.split('\n').collect();
    let (a, b) = (random.below(lines.len()), random.below(lines.len()));
    match random.below(4) {
        0 => {
            lines.remove(a);
        }
        1 => lines.insert(a, lines[a]),
        2 => lines.swap(a, b),
        _ => {
            let line = lines.remove(a);
            lines.insert(b.min(lines.len()), line);
        }
    }
    lines.join("\n")
}

/// Replaces a word that `fits` by one of a list.
fn token(text: &str, random: &mut Random, list: &[&str], fits: impl Fn(&str) -> bool) -> String {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '+');
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, inside(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                if fits(&text[from..at]) {
                    found.push(from..at);
                }
                start = None;
            }
            _ => {}
        }
    }
    let Some(range) = found.get(random.below(found.len())) else { return text.to_owned() };
    format!("{}{}{}", &text[..range.start], random.of(list), &text[range.end..])
}

/// Counts a little more, a little less, or nothing.
fn nudged(text: &str, random: &mut Random) -> String {
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|word| word.len() < 4).collect();
    let Some(number) = random.of(&numbers).parse::<u32>().ok() else { return text.to_owned() };
    let by = 1 + random.below(3) as u32;
    let near = [number + by, number.saturating_sub(by), 0].map(|number| number.to_string());
    let list: Vec<&str> = near.iter().map(String::as_str).collect();
    token(text, random, &list, |word| word.parse() == Ok(number))
}

/// Puts one number where another stands.
fn swap_numbers(text: &str, random: &mut Random) -> String {
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|word| !word.is_empty()).collect();
    if numbers.is_empty() {
        return text.to_owned();
    }
    token(text, random, &numbers, |word| word.parse::<u32>().is_ok())
}

/// Puts a piece of text somewhere.
fn insert(text: &str, random: &mut Random) -> String {
    let at = boundary(text, random.below(text.len() + 1));
    format!("{}{}{}", &text[..at], random.of(PIECES), &text[at..])
}

/// Moves a line, or all from it on, to the right or left.
fn indented(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let from = random.below(lines.len());
    let to = if random.below(2) == 0 { from + 1 } else { (from + random.below(8)).min(lines.len()) };
    let by = *random.of(&[" ", "  ", "\t", "\u{a0}", "\u{3000}", "", "- ", "? "]);
    for line in lines.iter_mut().take(to.max(from + 1)).skip(from) {
        *line = match by {
            "" => line.trim_start().to_owned(),
            by => format!("{by}{line}"),
        };
    }
    lines.join("\n")
}

/// Repeats a piece until the line is very long, or nests very deep.
fn long(text: &str, random: &mut Random) -> String {
    let at = boundary(text, random.below(text.len() + 1));
    let piece = *random.of(&[
        "x", "[", "{a: ", "- ", "> ", "* ", "(", "[x](", "![", "😀", "a b ", "&a ", "*a ", "\\", "`", "_", "*", "~",
        "|", "<", "1", "\u{301}",
    ]);
    let times = *random.of(&[40, 70, 300, 5_000, 100_000]);
    format!("{}{}{}", &text[..at], piece.repeat(times), &text[at..])
}

/// Changes single bytes, so that the file may be no text any more.
fn raw(mut bytes: Vec<u8>, random: &mut Random) -> Vec<u8> {
    for _ in 0..1 + random.below(3) {
        let at = random.below(bytes.len());
        let byte = *random.of(&[0, 0xFF, 0xFE, 0x80, 0xC0, 0xED, 0x1A, b'\n', b'\r', b'\t', b' ', b'"', 0xB0]);
        if let Some(place) = bytes.get_mut(at) {
            *place = byte;
        }
    }
    bytes
}

/// Other ends of lines, byte order marks, other encodings.
fn endings(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    match random.below(6) {
        0 => text.replace('\n', "\r\n").into_bytes(),
        1 => text.replace('\n', "\r").into_bytes(),
        2 => format!("\u{feff}{text}").into_bytes(),
        3 => format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes(),
        4 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        _ => text.trim_end().as_bytes().to_vec(),
    }
}
