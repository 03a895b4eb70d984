//! Sparkline: a line from zero with its gaps, small enough for a table cell.

use super::canvas::Canvas;
use super::svg::Ink;
use crate::disclose::Published;

/// An SVG of 72 by 20 units, each line on its own scale from zero; empty where no value is published.
pub fn sparkline(values: &[Published<f32>]) -> String {
    let known = || values.iter().filter_map(|cell| cell.value().copied().map(f64::from));
    let (low, high) = known().fold((0.0f64, 0.0f64), |(low, high), value| (low.min(value), high.max(value)));
    let Some(last) = values.iter().rposition(|cell| cell.value().is_some()) else { return String::new() };
    let high = if high > low { high } else { low + 1.0 };
    let canvas = Canvas::new(72.0, 20.0, "sp");
    let ends = (values.len().saturating_sub(1)).max(1) as f64;
    let panel = canvas.panel(2.0..67.0, 2.5..17.5, 0.0..ends, low..high);
    canvas.segment(Ink::Grid, (0.0, panel.at(0.0, 0.0).1), (70.0, panel.at(0.0, 0.0).1));
    let mut run: Vec<(f64, f64)> = Vec::with_capacity(values.len());
    let mut lone = Vec::new();
    for (at, cell) in values.iter().map(Some).chain([None]).enumerate() {
        if let Some(value) = cell.and_then(Published::value) {
            run.push((at as f64, f64::from(*value)));
            continue;
        }
        match run.as_slice() {
            [] => {}
            [one] => lone.push(*one),
            _ => panel.line(Ink::LineThin, std::mem::take(&mut run)),
        }
        run.clear();
    }
    for at in lone.into_iter().filter(|(x, _)| *x != last as f64) {
        panel.dot(Ink::LineThin, at, 0.8);
    }
    if let Some(value) = values.get(last).and_then(Published::value) {
        panel.dot(Ink::DotSmall, (last as f64, f64::from(*value)), 2.4);
    }
    canvas.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_breaks_the_line_and_nothing_published_draws_nothing() {
        let v = |x: f32| Published::Value(x);
        assert_eq!(sparkline(&[Published::Withheld, Published::Missing]), "");
        let svg = sparkline(&[v(0.2), v(0.3), Published::Withheld, v(0.4), v(0.5)]);
        assert!(svg.contains(r#"<path class="ls" d="M2 11.5l16.2-3m32.5-3l16.3-3"/>"#), "{svg}");
        assert!(svg.len() < 400);
    }
}
