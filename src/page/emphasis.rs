//! Stress in text without spaces between words. CommonMark lets `**` close only where white space or punctuation
//! follows a mark of punctuation, so that `**先看区间。**再看数字` would stay as it is written: Chinese and Japanese put
//! no space there. A mark of punctuation beside such a run, taken out again behind the parser, makes it close (or open).

use std::borrow::Cow;

/// Stands beside a run while the note is parsed. A word separator of old inscriptions: a note that has it is left alone.
const MARK: char = '\u{2E31}';

/// The note with marks where a run of `*` stands between punctuation and a Chinese, Japanese or Korean letter.
pub fn eased(text: &str) -> Cow<'_, str> {
    if !text.contains('*') || text.contains(MARK) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut from = 0;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'*' {
            at += 1;
            continue;
        }
        let end = bytes[at..].iter().position(|byte| *byte != b'*').map_or(bytes.len(), |run| at + run);
        let (before, after) = (text[..at].chars().next_back(), text[end..].chars().next());
        match (before, after) {
            (Some(before), Some(after)) if is_mark(before) && is_letter(after) => {
                out.push_str(&text[from..end]);
                out.push(MARK);
                from = end;
            }
            (Some(before), Some(after)) if is_letter(before) && is_mark(after) => {
                out.push_str(&text[from..at]);
                out.push(MARK);
                from = at;
            }
            _ => {}
        }
        at = end;
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// What was written from a note, without the marks that were put into it if it was eased.
pub fn plain(written: String, eased: bool) -> String {
    if eased { written.replace(MARK, "") } else { written }
}

/// Punctuation that stands beside words without a space in these languages, ASCII quotation marks and brackets among it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}' | '\u{FF01}'..='\u{FF0F}'
        | '\u{FF1A}'..='\u{FF20}' | '\u{2018}'..='\u{201F}' | '\u{2014}' | '\u{2026}' | '"' | '\'' | '(' | ')' | '%' | '`')
}

/// A letter of a script that is written without spaces, or Hangul.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3134F}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Parser, html};

    fn written(text: &str) -> String {
        let eased = eased(text);
        let mut out = String::new();
        html::push_html(&mut out, Parser::new(&eased));
        plain(out, matches!(eased, Cow::Owned(_)))
    }

    #[test]
    fn stress_closes_behind_chinese_punctuation_and_opens_before_it() {
        assert_eq!(written("**问卷。**十月的问卷"), "<p><strong>问卷。</strong>十月的问卷</p>\n");
        assert_eq!(written("这叫**“换群”**，不是流失"), "<p>这叫<strong>“换群”</strong>，不是流失</p>\n");
        assert_eq!(
            written("先看。**区间。**再看*（数）*字"),
            "<p>先看。<strong>区间。</strong>再看<em>（数）</em>字</p>\n"
        );
        assert_eq!(written("**甲。**乙。**丙**"), "<p><strong>甲。</strong>乙。<strong>丙</strong></p>\n");
    }

    #[test]
    fn other_text_stays_as_it_is() {
        assert!(matches!(eased("**Survey.** In October 2 * 3"), Cow::Borrowed(_)));
        assert_eq!(written("`问。**卷`"), "<p><code>问。**卷</code></p>\n");
    }
}
