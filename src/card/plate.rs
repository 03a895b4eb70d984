//! The picture being drawn: shapes and texts in a few fixed tones. The only file that names tiny-skia.
//!
//! Built without SIMD: some of its shortcuts give other last bits on other processors.

use super::font::Fonts;
use tiny_skia::{FillRule, LineCap, Paint, PathBuilder, Pixmap, Rect, Stroke, StrokeDash, Transform};

pub use tiny_skia::Path;

/// The tones of the light pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Paper.
    Paper,
    /// Text.
    Text,
    /// Text of second rank.
    Second,
    /// Hairlines.
    Rule,
    /// Axes and what has no grade.
    Edge,
    /// The accent, and the first tone of the drawings.
    Accent,
    /// The softer first tone: bars of data intervals.
    Soft,
}

impl Ink {
    fn rgb(self) -> [u8; 3] {
        match self {
            Self::Paper => [0xfd, 0xfd, 0xfb],
            Self::Text => [0x19, 0x1d, 0x1c],
            Self::Second => [0x47, 0x4e, 0x4b],
            Self::Rule => [0xd3, 0xd8, 0xd3],
            Self::Edge => [0x7b, 0x83, 0x80],
            Self::Accent => [0x11, 0x3a, 0x5e],
            Self::Soft => [0x5f, 0x7b, 0x93],
        }
    }

    fn paint(self) -> Paint<'static> {
        let [r, g, b] = self.rgb();
        let mut paint = Paint::default();
        paint.set_color_rgba8(r, g, b, 255);
        paint
    }
}

/// The picture.
pub struct Plate(Pixmap);

impl Plate {
    /// Blank paper of this size in pixels; `None` for a size without pixels.
    pub fn new(width: u32, height: u32) -> Option<Self> {
        let mut plate = Self(Pixmap::new(width, height)?);
        plate.rect(Ink::Paper, (0.0, 0.0), (width as f32, height as f32));
        Some(plate)
    }

    /// A filled rectangle from its upper left to its lower right corner; one without area is left out.
    pub fn rect(&mut self, ink: Ink, from: (f32, f32), to: (f32, f32)) {
        if let Some(rect) = Rect::from_ltrb(from.0, from.1, to.0, to.1) {
            self.0.fill_rect(rect, &ink.paint(), Transform::identity(), None);
        }
    }

    /// A filled shape.
    pub fn fill(&mut self, ink: Ink, path: &Path) {
        self.0.fill_path(path, &ink.paint(), FillRule::Winding, Transform::identity(), None);
    }

    /// A line of this width, dashed where `dash` says how.
    pub fn stroke(&mut self, ink: Ink, path: &Path, width: f32, dash: Option<[f32; 2]>) {
        let stroke = Stroke {
            width,
            line_cap: LineCap::Butt,
            dash: dash.and_then(|dash| StrokeDash::new(dash.to_vec(), 0.0)),
            ..Stroke::default()
        };
        self.0.stroke_path(path, &ink.paint(), &stroke, Transform::identity(), None);
    }

    /// A filled circle.
    pub fn circle(&mut self, ink: Ink, center: (f32, f32), radius: f32) {
        if let Some(path) = PathBuilder::from_circle(center.0, center.1, radius) {
            self.fill(ink, &path);
        }
    }

    /// A text that begins on its baseline at a point. The font has one weight: bold is drawn with a wider outline.
    pub fn text(&mut self, fonts: &Fonts, text: &str, at: (f32, f32), size: f32, bold: bool, ink: Ink) {
        let Some(path) = fonts.outline(text, at, size) else { return };
        self.fill(ink, &path);
        if bold {
            self.stroke(ink, &path, size * 0.035, None);
        }
    }

    /// The picture as PNG; `None` where it cannot be encoded.
    pub fn png(&self) -> Option<Vec<u8>> {
        self.0.encode_png().ok()
    }
}
