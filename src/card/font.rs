//! The bundled font: Noto Sans in the Simplified and the Traditional Chinese cut, reduced to the characters of GB 2312
//! and the common ones of Big5, with Latin, Greek and Cyrillic. See `font/README.md`. The only file that names
//! ttf-parser.

use tiny_skia::{Path, PathBuilder};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

const SIMPLIFIED: &[u8] = include_bytes!("font/NotoSansSC-subset.otf");
const TRADITIONAL: &[u8] = include_bytes!("font/NotoSansTC-subset.otf");

/// Width of the empty box for a character the font does not have, of its size.
const BOX: f32 = 0.9;

/// The cuts in the order in which a character is looked for.
pub struct Fonts(Vec<Face<'static>>);

impl Fonts {
    /// For a language that writes traditional characters, or any other.
    pub fn new(traditional: bool) -> Self {
        let order = if traditional { [TRADITIONAL, SIMPLIFIED] } else { [SIMPLIFIED, TRADITIONAL] };
        Self(order.into_iter().filter_map(|data| Face::parse(data, 0).ok()).collect())
    }

    fn glyph(&self, c: char) -> Option<(&Face<'static>, GlyphId)> {
        self.0.iter().find_map(|face| Some((face, face.glyph_index(c)?)))
    }

    /// Width of a character, in parts of the size.
    fn advance(&self, c: char) -> f32 {
        let width = self.glyph(c).map(|(face, glyph)| {
            f32::from(face.glyph_hor_advance(glyph).unwrap_or_default()) / f32::from(face.units_per_em())
        });
        width.unwrap_or(BOX)
    }

    /// Width of a text at a size.
    pub fn width(&self, text: &str, size: f32) -> f32 {
        shown(text).map(|c| self.advance(c)).sum::<f32>() * size
    }

    /// The outline of a text that begins on its baseline at a point; `None` for one without ink.
    pub fn outline(&self, text: &str, at: (f32, f32), size: f32) -> Option<Path> {
        let mut pen = Pen { path: PathBuilder::new(), at, scale: 1.0 };
        for c in shown(text) {
            match self.glyph(c) {
                Some((face, glyph)) => {
                    pen.scale = size / f32::from(face.units_per_em());
                    face.outline_glyph(glyph, &mut pen);
                }
                None => pen.missing(size),
            }
            pen.at.0 += self.advance(c) * size;
        }
        pen.path.finish()
    }

    /// A text in lines of at most `width`, at most `most` of them; one that is longer ends in `…`. Lines break at
    /// spaces and between Chinese characters, never before a closing mark.
    pub fn lines(&self, text: &str, size: f32, width: f32, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for piece in pieces(text) {
            let longer = format!("{line}{piece}");
            if line.is_empty() || self.width(longer.trim_end(), size) <= width {
                line = longer;
            } else {
                lines.push(line.trim_end().to_owned());
                line = piece.trim_start().to_owned();
            }
        }
        if !line.trim().is_empty() {
            lines.push(line.trim_end().to_owned());
        }
        let cut = lines.len() > most;
        lines.truncate(most);
        let last = lines.len().saturating_sub(1);
        for (at, line) in lines.iter_mut().enumerate() {
            let more = cut && at == last;
            if more || self.width(line, size) > width {
                while !line.is_empty() && self.width(line, size) + self.advance('…') * size > width {
                    line.pop();
                }
                line.push('…');
            }
        }
        lines
    }
}

/// The characters that take room: no control characters, no marks of direction.
fn shown(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| {
        !c.is_control()
            && !matches!(*c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    })
}

/// A text cut where a line may end.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        let wide = c >= '\u{2e80}';
        let closing = "，。、；：？！）」』》”’…".contains(c);
        match pieces.last_mut() {
            Some(last) if (open && !wide) || closing || last.ends_with(['（', '「', '『', '《']) => last.push(c),
            _ => pieces.push(c.to_string()),
        }
        open = !wide && c != ' ';
    }
    pieces
}

/// Draws glyphs, whose up is the picture's up, at a point and a scale.
struct Pen {
    path: PathBuilder,
    at: (f32, f32),
    scale: f32,
}

impl Pen {
    fn point(&self, x: f32, y: f32) -> (f32, f32) {
        (self.at.0 + x * self.scale, self.at.1 - y * self.scale)
    }

    /// The frame of a box: an outer way round, and an inner one the other way.
    fn missing(&mut self, size: f32) {
        let (x, y) = self.at;
        let corners = |inset: f32| {
            let (left, right) = (x + size * (0.08 + inset), x + size * (BOX - 0.08 - inset));
            let (top, bottom) = (y - size * (0.78 - inset), y + size * (0.04 - inset));
            [(left, top), (right, top), (right, bottom), (left, bottom)]
        };
        let mut inner = corners(0.05);
        inner.reverse();
        for way in [corners(0.0), inner] {
            self.path.move_to(way[0].0, way[0].1);
            way[1..].iter().for_each(|(x, y)| self.path.line_to(*x, *y));
            self.path.close();
        }
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.point(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.point(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.point(x1, y1), self.point(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.point(x1, y1), self.point(x2, y2), self.point(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Signs of the drawings, which stand on no card.
    fn is_sign(c: char) -> bool {
        ('\u{25a0}'..='\u{25ff}').contains(&c)
    }

    #[test]
    fn both_ways_of_writing_chinese_and_the_texts_of_the_program_have_glyphs() {
        for traditional in [false, true] {
            let fonts = Fonts::new(traditional);
            for entry in crate::words::languages::LANGUAGES {
                let texts: String = entry.files.iter().map(|(_, text)| *text).collect();
                let missing: std::collections::BTreeSet<char> =
                    shown(&texts).filter(|c| !c.is_whitespace() && !is_sign(*c) && fonts.glyph(*c).is_none()).collect();
                assert!(missing.is_empty(), "{}: {missing:?}", entry.tag);
            }
            assert!(fonts.glyph('\u{1F600}').is_none(), "no font has everything");
        }
    }

    #[test]
    fn a_character_without_a_glyph_takes_the_room_of_a_box() {
        let fonts = Fonts::new(false);
        assert_eq!(fonts.width("😀", 10.0), 9.0);
        let path = fonts.outline("😀", (0.0, 10.0), 10.0).unwrap();
        assert!(path.bounds().width() > 6.0);
        assert!(fonts.outline(" ", (0.0, 0.0), 10.0).is_none());
    }

    #[test]
    fn lines_keep_words_whole_and_marks_at_their_ends() {
        let fonts = Fonts::new(false);
        assert_eq!(fonts.lines("two words here", 10.0, 50.0, 3), ["two words", "here"]);
        assert_eq!(fonts.lines("河湾市，社群报告", 10.0, 45.0, 3), ["河湾市，", "社群报告"]);
        let cut = fonts.lines("河湾市社群健康报告河湾市社群健康报告", 10.0, 60.0, 2);
        assert_eq!(cut.len(), 2);
        assert!(cut[1].ends_with('…') && fonts.width(&cut[1], 10.0) <= 60.0);
        assert!(fonts.lines("", 10.0, 60.0, 2).is_empty());
    }
}
