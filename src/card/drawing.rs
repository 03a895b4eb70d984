//! A drawing of `chart` on a card: the same marks and texts, read from its SVG and drawn larger.
//!
//! Reads what [`crate::chart`] writes and no more: paths of relative steps, circles, texts with a class.

use super::font::Fonts;
use super::plate::{Ink, Path, Plate};
use tiny_skia::PathBuilder;

/// Width and height of a drawing in its units.
pub fn size(svg: &str) -> (f32, f32) {
    let number = |name: &str| attribute(svg, name).and_then(|text| text.parse().ok()).unwrap_or(1.0);
    (number("width"), number("height"))
}

/// Draws it with its upper left corner at a point.
pub fn draw(plate: &mut Plate, fonts: &Fonts, svg: &str, at: (f32, f32), scale: f32) {
    let mut rest = svg;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let Some(end) = rest.find('>') else { return };
        let (tag, behind) = (&rest[..end], &rest[end + 1..]);
        let class = attribute(tag, "class").unwrap_or_default();
        let number = |name: &str| attribute(tag, name).and_then(|text| text.parse::<f32>().ok()).unwrap_or(0.0);
        let place = |x: f32, y: f32| (at.0 + x * scale, at.1 + y * scale);
        match tag.split([' ', '/']).next() {
            Some("path") => {
                let path = attribute(tag, "d").and_then(|d| path(d, at, scale));
                if let Some(path) = path {
                    mark(plate, class, &path, scale);
                }
            }
            Some("circle") => {
                let (center, radius) = (place(number("cx"), number("cy")), number("r") * scale);
                let (rim, inner) = if class == "po" { (Ink::Accent, Ink::Paper) } else { (Ink::Paper, Ink::Accent) };
                plate.circle(rim, center, radius + 0.75 * scale);
                plate.circle(inner, center, radius - 0.75 * scale);
            }
            Some("text") => {
                let content = &behind[..behind.find("</text>").unwrap_or(0)];
                write(plate, fonts, class, place(number("x"), number("y")), scale, &plain(content));
            }
            _ => {}
        }
        rest = behind;
    }
}

/// A path in the look of its class in `chart.css`.
fn mark(plate: &mut Plate, class: &str, path: &Path, scale: f32) {
    let (ink, width, dash) = match class {
        "gr" => (Ink::Rule, 1.0, None),
        "iv" => (Ink::Soft, 6.0, None),
        "im" => (Ink::Second, 1.0, None),
        "is" => (Ink::Accent, 1.0, None),
        "tw" => (Ink::Second, 1.0, Some([2.0 * scale, 3.0 * scale])),
        _ => (Ink::Edge, 1.0, None),
    };
    plate.stroke(ink, path, width * scale, dash);
}

fn write(plate: &mut Plate, fonts: &Fonts, class: &str, at: (f32, f32), scale: f32, text: &str) {
    let has = |name: &str| class.split(' ').any(|one| one == name);
    let size = scale
        * if has("n") {
            22.0
        } else if has("k") || has("b") || has("w") {
            12.0
        } else {
            11.5
        };
    let bold = has("b") || has("n");
    let ink = if has("k") || bold { Ink::Text } else { Ink::Second };
    let width = fonts.width(text, size);
    let left = if has("m") {
        at.0 - width / 2.0
    } else if has("e") {
        at.0 - width
    } else {
        at.0
    };
    plate.text(fonts, text, (left, at.1), size, bold, ink);
}

/// The value of an attribute, with its entities.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let key = format!(" {name}=\"");
    let from = tag.find(&key)? + key.len();
    let rest = &tag[from..];
    Some(&rest[..rest.find('"')?])
}

/// Text without the elements in it, its entities written out.
fn plain(content: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in content.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    entities.iter().fold(out, |text, (entity, c)| text.replace(entity, c))
}

/// A path of `M`, `m`, `l`, `h`, `v`, `c` and `z`.
fn path(d: &str, origin: (f32, f32), scale: f32) -> Option<Path> {
    let mut out = PathBuilder::new();
    let (mut at, mut start) = ((0.0f32, 0.0f32), (0.0f32, 0.0f32));
    let place = |(x, y): (f32, f32)| (origin.0 + x * scale, origin.1 + y * scale);
    let mut rest = d;
    while let Some(letter) = rest.chars().next() {
        let end = rest[1..].find(|c: char| c.is_ascii_alphabetic()).map_or(rest.len(), |end| end + 1);
        let n = numbers(&rest[1..end]);
        rest = &rest[end..];
        let by = |i: usize| (at.0 + n.get(i).unwrap_or(&0.0), at.1 + n.get(i + 1).unwrap_or(&0.0));
        let to = match letter {
            'M' => (*n.first()?, *n.get(1)?),
            'h' => (at.0 + n.first()?, at.1),
            'v' => (at.0, at.1 + n.first()?),
            'c' => by(4),
            'z' => start,
            _ => by(0),
        };
        let (x, y) = place(to);
        match letter {
            'M' | 'm' => {
                out.move_to(x, y);
                start = to;
            }
            'c' => {
                let ((x1, y1), (x2, y2)) = (place(by(0)), place(by(2)));
                out.cubic_to(x1, y1, x2, y2, x, y);
            }
            'z' => out.close(),
            _ => out.line_to(x, y),
        }
        at = to;
    }
    out.finish()
}

/// Numbers that a space or a sign parts.
fn numbers(text: &str) -> Vec<f32> {
    let spaced = text.replace('-', " -");
    spaced.split_whitespace().filter_map(|number| number.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_as_the_charts_write_them() {
        let path = path("M0 10.5h320m-320 10h320", (0.0, 0.0), 2.0).unwrap();
        let bounds = path.bounds();
        assert_eq!((bounds.left(), bounds.top(), bounds.right(), bounds.bottom()), (0.0, 21.0, 640.0, 41.0));
        assert_eq!(numbers("50-25.5 .5"), [50.0, -25.5, 0.5]);
    }

    #[test]
    fn texts_lose_their_markup_only() {
        assert_eq!(plain("R&amp;D<tspan class=\"b\" dx=\"5\">&lt;5</tspan>"), "R&D<5");
        assert_eq!(size("<svg class=\"ch n\" viewBox=\"0 0 320 100\" width=\"320\" height=\"100\">"), (320.0, 100.0));
    }
}
