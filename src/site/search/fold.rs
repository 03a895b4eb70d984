//! Words of a text as the search compares them. The script of the search page cuts and folds what a reader types in
//! the same way: a change here is a change there.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest word kept, in characters: what is longer is a link or a key, and its beginning finds it.
const LONGEST: usize = 24;

/// A piece of a text that can be looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Letters and digits, folded.
    Word(&'a str),
    /// Two neighbours in a script without spaces, or the last of a run.
    Pair(char, Option<char>),
}

/// Calls `take` for every word: runs of letters and digits, folded, and for scripts written without spaces every
/// pair of neighbours and the last character of each run, so that any part of two characters or more is found.
pub fn words(text: &str, mut take: impl FnMut(Piece)) {
    let mut word = String::with_capacity(LONGEST * 4);
    let mut length = 0;
    let mut before: Option<char> = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let (next, after) = rest.split_at(plain.max(c.len_utf8()));
        rest = after;
        if plain == 0 && is_dense(c) {
            flush(&mut word, &mut length, &mut take);
            if let Some(first) = before {
                take(Piece::Pair(first, Some(c)));
            }
            before = Some(c);
            continue;
        }
        if let Some(last) = before.take() {
            take(Piece::Pair(last, None));
        }
        if plain > 0 {
            plain_run(next, &mut word, &mut length);
        } else if !c.is_ascii() {
            other(c, &mut word, &mut length, &mut take);
        } else if c != '\'' {
            flush(&mut word, &mut length, &mut take);
        }
    }
    if let Some(last) = before {
        take(Piece::Pair(last, None));
    }
    flush(&mut word, &mut length, &mut take);
}

/// ASCII letters and digits: most of most texts, taken together.
fn plain_run(run: &str, word: &mut String, length: &mut usize) {
    let taken = run.len().min(LONGEST - *length);
    let start = word.len();
    word.push_str(&run[..taken]);
    word[start..].make_ascii_lowercase();
    *length += taken;
}

/// A character outside ASCII and the dense scripts: letters lose their marks, the apostrophe of print joins.
fn other(c: char, word: &mut String, length: &mut usize, take: &mut impl FnMut(Piece)) {
    if c == '\u{2019}' || is_combining_mark(c) {
        return;
    }
    if !c.is_alphanumeric() {
        return flush(word, length, take);
    }
    for base in std::iter::once(c).nfkd().filter(|base| !is_combining_mark(*base)) {
        for lower in base.to_lowercase() {
            push(word, length, lower);
        }
    }
}

fn push(word: &mut String, length: &mut usize, c: char) {
    if *length < LONGEST {
        word.push(c);
        *length += 1;
    }
}

fn flush(word: &mut String, length: &mut usize, take: &mut impl FnMut(Piece)) {
    if !word.is_empty() {
        take(Piece::Word(word));
        word.clear();
        *length = 0;
    }
}

/// Whether a character belongs to a script that sets no spaces between words: Han, kana, hangul.
pub fn is_dense(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::{Piece, words};

    fn cut(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        words(text, |piece| {
            out.push(match piece {
                Piece::Word(word) => word.to_owned(),
                Piece::Pair(first, second) => std::iter::once(first).chain(second).collect(),
            });
        });
        out
    }

    #[test]
    fn words_are_folded() {
        assert_eq!(cut("Café Zürich, the gardeners’ 2026!"), ["cafe", "zurich", "the", "gardeners", "2026"]);
        assert_eq!(cut("ＡＢＣ"), ["abc"]);
        assert_eq!(cut("don't ... Naïve-ish x1Y"), ["dont", "naive", "ish", "x1y"]);
        assert_eq!(cut("abcdefghijklmnopqrstuvwxyzé ab"), ["abcdefghijklmnopqrstuvwx", "ab"]);
    }

    #[test]
    fn chinese_is_cut_into_pairs_and_ends() {
        assert_eq!(cut("河湾夜跑，2026年"), ["河湾", "湾夜", "夜跑", "跑", "2026", "年"]);
        assert_eq!(cut("夜跑团 runs 夜"), ["夜跑", "跑团", "团", "runs", "夜"]);
    }
}
