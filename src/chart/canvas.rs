//! The canvas: the one file that knows plotters. Charts draw through its cartesian coordinates and elements onto a
//! backend that writes [`super::svg`]; the colour of a style carries the ink, for colours are the stylesheet's.

use super::svg::{Anchor, Ink, Pen, Type};
use crate::words::number::rounded;
use plotters::coord::Shift;
use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting};
use plotters::prelude::{
    Cartesian2d, Circle, DrawingArea, PathElement, Polygon, RGBAColor, Ranged, Rectangle, ShapeStyle,
};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind};
use std::cell::RefCell;
use std::convert::Infallible;
use std::ops::Range;
use std::rc::Rc;

/// plotters' view of a pen: one pixel is a tenth of a unit.
struct Backend(Pen);

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

fn ink(color: BackendColor) -> Ink {
    Ink::at(color.rgb.2)
}

fn style(ink: Ink) -> ShapeStyle {
    ShapeStyle { color: RGBAColor(0, 0, ink as u8, 1.0), filled: true, stroke_width: 1 }
}

impl DrawingBackend for Backend {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let (width, height) = self.0.size();
        (width.unsigned_abs(), height.unsigned_abs())
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.0.rect(ink(color), point, (point.0 + 1, point.1 + 1));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.0.segment(ink(style.color()), from, to);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, _: bool) -> Drawn {
        self.0.rect(ink(style.color()), from, to);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let mut points = path.into_iter();
        if let Some(first) = points.next() {
            self.0.move_to(ink(style.color()), first);
            points.for_each(|point| self.0.line_to(point));
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, _: bool) -> Drawn {
        self.0.circle(ink(style.color()), center, i32::try_from(radius).unwrap_or(0));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, vert: I, style: &S) -> Drawn {
        let mut points = vert.into_iter();
        if let Some(first) = points.next() {
            self.0.move_to(ink(style.color()), first);
            points.for_each(|point| self.0.line_to(point));
            self.0.close_line();
        }
        Ok(())
    }
}

/// The values along one side of a panel. They stand where plotters' own coordinates would put them, which ask the
/// system's library to round: a page has two thousand points.
struct Side(Range<f64>);

impl Ranged for Side {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (start, end): (i32, i32)) -> i32 {
        let Range { start: from, end: to } = self.0;
        if to == from {
            return (end - start) / 2;
        }
        match (value - from) / (to - from) {
            f64::INFINITY => end,
            f64::NEG_INFINITY => start,
            share => {
                let length = end - start;
                start + length.signum() * floor(f64::from(length.abs()) * share + 1e-3)
            }
        }
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        Vec::new()
    }

    fn range(&self) -> Range<f64> {
        self.0.clone()
    }
}

fn floor(value: f64) -> i32 {
    let whole = value as i32;
    whole.saturating_sub(i32::from(f64::from(whole) > value))
}

/// A drawing in the making. Positions are units of the drawing, from its upper left corner.
pub struct Canvas {
    backend: Rc<RefCell<Backend>>,
    root: DrawingArea<Backend, Shift>,
}

/// Tenths of a unit.
pub fn tenths(units: f64) -> i32 {
    i32::try_from(rounded(units * 10.0)).unwrap_or(i32::MAX)
}

fn point(at: (f64, f64)) -> (i32, i32) {
    (tenths(at.0), tenths(at.1))
}

impl Canvas {
    /// A drawing of this size in units; `class` is `n` (narrow), `w` (wide), `sp` or `ev`.
    pub fn new(width: f64, height: f64, class: &str) -> Self {
        let backend = Rc::new(RefCell::new(Backend(Pen::new(tenths(width), tenths(height), class))));
        let root = (&backend).into();
        Self { backend, root }
    }

    /// The finished SVG.
    pub fn finish(self) -> String {
        self.backend.borrow_mut().0.finish()
    }

    /// A panel with cartesian coordinates: `x` over `across` (units from the left), `y` over `down` (units from the
    /// top, the upper end first). Values outside are drawn at the edge.
    pub fn panel(&self, across: Range<f64>, down: Range<f64>, x: Range<f64>, y: Range<f64>) -> Panel {
        let (left, top) = point((across.start, down.start));
        let (right, bottom) = point((across.end, down.end));
        let area = self.root.clone().shrink((left, top), (right - left, bottom - top));
        let coordinates: Cartesian2d<Side, Side> = Cartesian2d::new(Side(x), Side(y), (left..right, bottom..top));
        Panel { area: area.apply_coord_spec(coordinates) }
    }

    /// A straight line.
    pub fn segment(&self, ink: Ink, from: (f64, f64), to: (f64, f64)) {
        self.backend.borrow_mut().0.segment(ink, point(from), point(to));
    }

    /// A rectangle from its upper left to its lower right corner.
    pub fn rect(&self, ink: Ink, from: (f64, f64), to: (f64, f64)) {
        self.backend.borrow_mut().0.rect(ink, point(from), point(to));
    }

    /// A circle.
    pub fn circle(&self, ink: Ink, center: (f64, f64), radius: f64) {
        self.backend.borrow_mut().0.circle(ink, point(center), tenths(radius));
    }

    /// A closed shape.
    pub fn shape(&self, ink: Ink, points: &[(f64, f64)]) {
        let pen = &mut self.backend.borrow_mut().0;
        let mut points = points.iter().map(|at| point(*at));
        if let Some(first) = points.next() {
            pen.move_to(ink, first);
            points.for_each(|to| pen.line_to(to));
            pen.close_line();
        }
    }

    /// A ribbon between two upright edges, each given by its x, top and bottom.
    pub fn ribbon(&self, ink: Ink, from: (f64, f64, f64), to: (f64, f64, f64)) {
        let pen = &mut self.backend.borrow_mut().0;
        pen.move_to(ink, point((from.0, from.1)));
        pen.level_curve_to(point((to.0, to.1)));
        pen.line_to(point((to.0, to.2)));
        pen.level_curve_to(point((from.0, from.2)));
        pen.close_line();
    }

    /// A text on its baseline.
    pub fn text(&self, kind: Type, at: (f64, f64), anchor: Anchor, text: &str) {
        self.backend.borrow_mut().0.text(kind, point(at), anchor, text);
    }

    /// A text on its baseline unless another one stands there; tells whether it was written.
    pub fn try_text(&self, kind: Type, at: (f64, f64), anchor: Anchor, text: &str) -> bool {
        self.backend.borrow_mut().0.try_text(kind, point(at), anchor, text)
    }

    /// Whether a text would have its room free.
    pub fn is_free(&self, kind: Type, at: (f64, f64), anchor: Anchor, text: &str) -> bool {
        let pen = &self.backend.borrow().0;
        pen.is_free(pen.room(kind, point(at), anchor, text))
    }

    /// A name and a bold value after it, in one line, unless another text stands there; tells whether it was written.
    pub fn try_pair(&self, at: (f64, f64), anchor: Anchor, name: &str, value: &str) -> bool {
        self.backend.borrow_mut().0.try_pair(point(at), anchor, (Type::Name, name), (Type::Bold, value))
    }

    /// A bold title and a small remark after it, in one line.
    pub fn title(&self, at: (f64, f64), title: &str, remark: &str) {
        self.backend.borrow_mut().0.try_pair(point(at), Anchor::Start, (Type::Bold, title), (Type::Small, remark));
    }

    /// A small text turned upward by `angle` degrees.
    pub fn turned(&self, at: (f64, f64), angle: i32, anchor: Anchor, text: &str) {
        self.backend.borrow_mut().0.turned(point(at), angle, anchor, text);
    }
}

/// A part of a drawing with cartesian coordinates of its own.
pub struct Panel {
    area: DrawingArea<Backend, Cartesian2d<Side, Side>>,
}

impl Panel {
    /// Where a value stands, in units of the drawing.
    pub fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let (across, down) = self.area.map_coordinate(&(x, y));
        (f64::from(across) / 10.0, f64::from(down) / 10.0)
    }

    /// A line through the points.
    pub fn line(&self, ink: Ink, points: Vec<(f64, f64)>) {
        // Drawing onto a pen cannot fail.
        let _ = self.area.draw(&PathElement::new(points, style(ink)));
    }

    /// A closed shape through the points.
    pub fn shape(&self, ink: Ink, points: Vec<(f64, f64)>) {
        let _ = self.area.draw(&Polygon::new(points, style(ink)));
    }

    /// A bar between two corners.
    pub fn bar(&self, ink: Ink, from: (f64, f64), to: (f64, f64)) {
        let _ = self.area.draw(&Rectangle::new([from, to], style(ink)));
    }

    /// A dot; inks that the stylesheet sizes ignore the radius.
    pub fn dot(&self, ink: Ink, at: (f64, f64), radius: f64) {
        let _ = self.area.draw(&Circle::new(at, tenths(radius), style(ink)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_where_the_coordinates_of_plotters_put_them() {
        use plotters::coord::types::RangedCoordf64;
        for (from, to) in [(0.0, 10.0), (-3.7, 0.21), (5.0, 1.0), (2.0, 2.0)] {
            let (side, theirs) = (Side(from..to), RangedCoordf64::from(from..to));
            for limit in [(0, 7200), (3040, 160), (70, 70)] {
                for step in -300..=1300 {
                    let value = from + (to - from) * f64::from(step) / 1000.0;
                    assert_eq!(side.map(&value, limit), theirs.map(&value, limit), "{value} of {from} to {to}");
                }
                assert_eq!(side.map(&f64::INFINITY, limit), theirs.map(&f64::INFINITY, limit));
            }
        }
    }

    #[test]
    fn plotters_coordinates_reach_the_pen_in_tenths() {
        let canvas = Canvas::new(320.0, 100.0, "n");
        let panel = canvas.panel(20.0..120.0, 10.0..60.0, 0.0..10.0, 0.0..5.0);
        panel.line(Ink::Line, vec![(0.0, 0.0), (5.0, 2.5), (10.0, 50.0)]);
        assert_eq!(panel.at(5.0, 2.5), (70.0, 35.0));
        let svg = canvas.finish();
        assert!(svg.contains(r#"<path class="l1" d="M20 60l50-25l50-25"/>"#), "{svg}");
    }
}
