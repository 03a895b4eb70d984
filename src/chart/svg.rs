//! A compact SVG writer: classes instead of colours, relative coordinates, neighbouring marks of one class in one path.
//!
//! All coordinates are tenths of a unit; a drawing is 320 or 720 units wide. The writer remembers where text stands,
//! so that nothing is written over it or outside the drawing.

pub use super::ink::{Anchor, Ink, Type};
use super::tenths::number;

/// A rectangle taken by text: left, top, right, bottom.
type Taken = (i32, i32, i32, i32);

/// The writer.
#[derive(Debug)]
pub struct Pen {
    /// Text, as bytes: most of it are numbers, which are copied at a fixed length and cut.
    out: Vec<u8>,
    size: (i32, i32),
    open: Option<Ink>,
    at: (i32, i32),
    start: (i32, i32),
    /// The last command was a relative line.
    in_line: bool,
    taken: Vec<Taken>,
}

impl Pen {
    /// A drawing of this size in tenths of a unit; `class` is that of the `svg` element.
    pub fn new(width: i32, height: i32, class: &str) -> Self {
        let mut out = Vec::with_capacity(4096);
        out.extend_from_slice(b"<svg class=\"ch ");
        out.extend_from_slice(class.as_bytes());
        out.extend_from_slice(b"\" viewBox=\"0 0 ");
        number(&mut out, width, false);
        number(&mut out, height, true);
        out.extend_from_slice(b"\" width=\"");
        number(&mut out, width, false);
        out.extend_from_slice(b"\" height=\"");
        number(&mut out, height, false);
        out.extend_from_slice(b"\" aria-hidden=\"true\">");
        Self {
            out,
            size: (width, height),
            open: None,
            at: (0, 0),
            start: (0, 0),
            in_line: false,
            taken: Vec::with_capacity(48),
        }
    }

    /// Width and height in tenths of a unit.
    pub fn size(&self) -> (i32, i32) {
        self.size
    }

    /// The finished drawing; the pen is empty afterwards.
    pub fn finish(&mut self) -> String {
        self.close();
        self.out.extend_from_slice(b"</svg>");
        // Nothing but texts was put into it.
        String::from_utf8(std::mem::take(&mut self.out)).unwrap_or_default()
    }

    /// Begins a line of `ink` at a point.
    pub fn move_to(&mut self, ink: Ink, to: (i32, i32)) {
        self.in_line = false;
        if self.open == Some(ink) {
            self.out.push(b'm');
            self.numbers(to.0 - self.at.0, to.1 - self.at.1, false);
        } else {
            self.close();
            self.out.extend_from_slice(b"<path class=\"");
            self.out.extend_from_slice(ink.class().as_bytes());
            self.out.extend_from_slice(b"\" d=\"M");
            self.numbers(to.0, to.1, false);
            self.open = Some(ink);
        }
        (self.at, self.start) = (to, to);
    }

    /// Draws on to a point.
    pub fn line_to(&mut self, to: (i32, i32)) {
        let (dx, dy) = (to.0 - self.at.0, to.1 - self.at.1);
        match (dx, dy) {
            (0, 0) => return,
            (_, 0) => self.one(b'h', dx),
            (0, _) => self.one(b'v', dy),
            // After a line, a number with a sign needs no letter.
            _ if dx < 0 && self.in_line => self.numbers(dx, dy, false),
            _ => {
                self.out.push(b'l');
                self.numbers(dx, dy, false);
                self.in_line = true;
            }
        }
        self.at = to;
    }

    /// Draws a curve that leaves and arrives level, as ribbons between two columns do.
    pub fn level_curve_to(&mut self, to: (i32, i32)) {
        let (dx, dy) = (to.0 - self.at.0, to.1 - self.at.1);
        self.in_line = false;
        self.out.push(b'c');
        self.numbers(dx / 2, 0, false);
        self.numbers(dx / 2, dy, true);
        self.numbers(dx, dy, true);
        self.at = to;
    }

    /// Closes the line to where it began.
    pub fn close_line(&mut self) {
        self.in_line = false;
        self.out.push(b'z');
        self.at = self.start;
    }

    /// A straight line.
    pub fn segment(&mut self, ink: Ink, from: (i32, i32), to: (i32, i32)) {
        self.move_to(ink, from);
        self.line_to(to);
    }

    /// A rectangle from its upper left to its lower right corner.
    pub fn rect(&mut self, ink: Ink, from: (i32, i32), to: (i32, i32)) {
        self.move_to(ink, from);
        self.one(b'h', to.0 - from.0);
        self.one(b'v', to.1 - from.1);
        self.one(b'h', from.0 - to.0);
        self.close_line();
    }

    /// A circle; inks that the stylesheet sizes are drawn as dots, whatever the radius.
    pub fn circle(&mut self, ink: Ink, center: (i32, i32), radius: i32) {
        if ink.is_dot() {
            self.move_to(ink, center);
            self.out.extend_from_slice(b"h0");
            self.in_line = false;
            return;
        }
        self.close();
        self.out.extend_from_slice(b"<circle class=\"");
        self.out.extend_from_slice(ink.class().as_bytes());
        for (name, value) in [("\" cx=\"", center.0), ("\" cy=\"", center.1), ("\" r=\"", radius)] {
            self.out.extend_from_slice(name.as_bytes());
            number(&mut self.out, value, false);
        }
        self.out.extend_from_slice(b"\"/>");
    }

    /// Writes a text on its baseline, moved as far as the edges of the drawing ask for.
    pub fn text(&mut self, kind: Type, at: (i32, i32), anchor: Anchor, text: &str) {
        let taken = self.room(kind, at, anchor, text);
        self.put(kind, at, anchor, text, taken);
    }

    /// Writes a text unless it would stand on another one; tells whether it did.
    pub fn try_text(&mut self, kind: Type, at: (i32, i32), anchor: Anchor, text: &str) -> bool {
        let room = self.room(kind, at, anchor, text);
        let free = self.is_free(room);
        if free {
            self.put(kind, at, anchor, text, room);
        }
        free
    }

    /// Two texts in one line, each set in its way; `at` and `anchor` speak of both together. Written unless another
    /// text stands there; tells whether they were.
    pub fn try_pair(&mut self, at: (i32, i32), anchor: Anchor, first: (Type, &str), second: (Type, &str)) -> bool {
        let width = first.0.width(first.1) + 50 + second.0.width(second.1);
        let left = if anchor == Anchor::End { at.0 - width } else { at.0 };
        let left = left.min(self.size.0 - width).max(0);
        let top = (at.1 - 103).min(self.size.1 - 129).max(0);
        let taken = (left, top, left + width, top + 129);
        if !self.is_free(taken) {
            return false;
        }
        self.put(first.0, at, anchor, first.1, taken);
        // The second goes inside the text, so that both keep together in any font.
        self.out.truncate(self.out.len() - "</text>".len());
        self.out.extend_from_slice(b"<tspan");
        if !second.0.class().is_empty() {
            self.out.extend_from_slice(b" class=\"");
            self.out.extend_from_slice(second.0.class().as_bytes());
            self.out.push(b'"');
        }
        self.out.extend_from_slice(b" dx=\"5\">");
        self.escaped(second.1);
        self.out.extend_from_slice(b"</tspan></text>");
        true
    }

    /// A small text turned upward by `angle` degrees, its middle (or beginning) at a point; the caller sees to its
    /// room.
    pub fn turned(&mut self, at: (i32, i32), angle: i32, anchor: Anchor, text: &str) {
        self.close();
        self.out.extend_from_slice(if anchor == Anchor::Middle { b"<text class=\"m\"" } else { b"<text" });
        self.out.extend_from_slice(b" transform=\"translate(");
        number(&mut self.out, at.0, false);
        number(&mut self.out, at.1, true);
        self.out.extend_from_slice(b")rotate(");
        number(&mut self.out, -10 * angle, false);
        self.out.extend_from_slice(b")\">");
        self.escaped(text);
        self.out.extend_from_slice(b"</text>");
    }

    /// Whether no text stands in a rectangle given by left, top, right, bottom.
    pub fn is_free(&self, room: Taken) -> bool {
        // Two units of air between words of one line, none between lines.
        !self.taken.iter().any(|t| room.0 < t.2 + 30 && t.0 < room.2 + 30 && room.1 < t.3 && t.1 < room.3)
    }

    /// The rectangle a text would take, moved into the drawing.
    pub fn room(&self, kind: Type, at: (i32, i32), anchor: Anchor, text: &str) -> Taken {
        let width = kind.width(text);
        let left = match anchor {
            Anchor::Start => at.0,
            Anchor::Middle => at.0 - width / 2,
            Anchor::End => at.0 - width,
        };
        let left = left.min(self.size.0 - width).max(0);
        let (ascent, height) = (kind.size() * 86 / 100, kind.size() * 108 / 100);
        let top = (at.1 - ascent).min(self.size.1 - height).max(0);
        (left, top, left + width, top + height)
    }

    fn put(&mut self, kind: Type, at: (i32, i32), anchor: Anchor, text: &str, taken: Taken) {
        self.close();
        let x = match anchor {
            Anchor::Start => taken.0,
            // A middle that was not moved keeps its own tenth.
            Anchor::Middle if taken.0 == at.0 - (taken.2 - taken.0) / 2 => at.0,
            Anchor::Middle => (taken.0 + taken.2) / 2,
            Anchor::End => taken.2,
        };
        let highest = self.size.1 - kind.size() * 22 / 100;
        let y = at.1.min(highest).max(kind.size() * 86 / 100);
        self.out.extend_from_slice(b"<text");
        let (kind, anchor) = (kind.class(), ["", "m", "e"][anchor as usize]);
        if !kind.is_empty() || !anchor.is_empty() {
            self.out.extend_from_slice(b" class=\"");
            self.out.extend_from_slice(kind.as_bytes());
            if !kind.is_empty() && !anchor.is_empty() {
                self.out.push(b' ');
            }
            self.out.extend_from_slice(anchor.as_bytes());
            self.out.push(b'"');
        }
        self.out.extend_from_slice(b" x=\"");
        number(&mut self.out, x, false);
        self.out.extend_from_slice(b"\" y=\"");
        number(&mut self.out, y, false);
        self.out.extend_from_slice(b"\">");
        self.escaped(text);
        self.out.extend_from_slice(b"</text>");
        self.taken.push(taken);
    }

    fn one(&mut self, letter: u8, value: i32) {
        self.in_line = false;
        self.out.push(letter);
        number(&mut self.out, value, false);
    }

    fn escaped(&mut self, text: &str) {
        escape_to(text, |piece| self.out.extend_from_slice(piece.as_bytes()));
    }

    fn numbers(&mut self, x: i32, y: i32, spaced: bool) {
        number(&mut self.out, x, spaced);
        number(&mut self.out, y, true);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.out.extend_from_slice(b"\"/>");
        }
    }
}

/// Appends text with the characters that mean something in markup replaced; control characters are dropped, for XML
/// knows none but tab and line end.
pub fn escape(out: &mut String, text: &str) {
    escape_to(text, |piece| out.push_str(piece));
}

fn escape_to(text: &str, mut put: impl FnMut(&str)) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let replacement = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            0..=8 | 11 | 12 | 14..=31 | 127 => "",
            _ => continue,
        };
        put(&text[from..at]);
        put(replacement);
        from = at + 1;
    }
    put(&text[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_marks_of_one_class_share_a_path() {
        let mut pen = Pen::new(3200, 1000, "n");
        pen.segment(Ink::Grid, (0, 105), (3200, 105));
        pen.segment(Ink::Grid, (0, 205), (3200, 205));
        pen.circle(Ink::Dot, (10, 12), 26);
        let svg = pen.finish();
        assert!(svg.ends_with(r#"<path class="gr" d="M0 10.5h320m-320 10h320"/><path class="d" d="M1 1.2h0"/></svg>"#));
    }

    #[test]
    fn text_stays_inside_and_keeps_off_other_text() {
        let mut pen = Pen::new(3200, 1000, "n");
        pen.text(Type::Small, (3190, 500), Anchor::Start, "a long remark");
        let (left, _, right, _) = pen.taken[0];
        assert!(right <= 3200 && left > 0);
        assert!(!pen.try_text(Type::Small, (3100, 520), Anchor::Middle, "on it"));
        assert!(pen.try_text(Type::Small, (3100, 700), Anchor::Middle, "below"));
        assert!(pen.finish().contains(">below<"));
    }

    #[test]
    fn names_cannot_break_out() {
        let mut out = String::new();
        escape(&mut out, "</text><script>'\"&\u{1}");
        assert_eq!(out, "&lt;/text&gt;&lt;script&gt;&#39;&quot;&amp;");
    }
}
