//! Data tables of figures, written straight into one string: a page has many of them. The end tags of rows and cells,
//! which HTML lets one leave out, are left out.

use super::svg::escape;
use super::{Kit, Table};
use crate::disclose::Published;
use crate::model::Period;
use crate::playbook::Unit;
use crate::words::Digits;

/// Decimals of a score: none where the profile rounds scores to whole points.
pub fn score_digits(score: f64) -> usize {
    usize::from(score.fract() != 0.0)
}

/// A table in the making: the first cell of each row is its head.
pub struct Sheet<'k, 'a> {
    kit: &'k Kit<'a>,
    caption: String,
    html: String,
}

impl<'k, 'a> Sheet<'k, 'a> {
    /// A table with a caption and the heads of its columns (plain text).
    pub fn new(kit: &'k Kit<'a>, caption: String, heads: &[&str]) -> Self {
        let mut html = String::with_capacity(2048);
        html.push_str("<table class=\"data\"><caption>");
        escape(&mut html, &caption);
        html.push_str("</caption><thead><tr>");
        for head in heads {
            html.push_str("<th scope=\"col\">");
            escape(&mut html, head);
        }
        html.push_str("</thead><tbody>");
        Self { kit, caption, html }
    }

    /// Begins a row with a text as its head.
    pub fn row(&mut self, head: &str) {
        self.html.push_str("<tr><th scope=\"row\">");
        escape(&mut self.html, head);
    }

    /// Begins a row with a name that may be in another language than the page.
    pub fn row_in(&mut self, head: &str, lang: Option<&str>) {
        let Some(lang) = lang else { return self.row(head) };
        self.html.push_str("<tr><th scope=\"row\" lang=\"");
        escape(&mut self.html, lang);
        self.html.push_str("\">");
        escape(&mut self.html, head);
    }

    /// Begins a row with a period as its head.
    pub fn row_period(&mut self, period: Period) {
        self.html.push_str("<tr><th scope=\"row\">");
        self.kit.put_period(&mut self.html, period);
    }

    /// A cell with a value without its unit, or the state in its place.
    pub fn value(&mut self, unit: Unit, value: Published<f64>, digits: impl Into<Digits>) {
        match value {
            Published::Value(value) => {
                self.html.push_str("<td>");
                self.kit.words.put_bare(&mut self.html, unit, value, digits);
            }
            state => self.state(&state),
        }
    }

    /// A cell with a number of `digits` decimals, or the state in its place.
    pub fn number(&mut self, value: Published<f64>, digits: usize) {
        match value {
            Published::Value(value) => {
                self.html.push_str("<td>");
                self.kit.words.put_number(&mut self.html, value, digits);
            }
            state => self.state(&state),
        }
    }

    /// A cell with a limit: a dash where there is no interval.
    pub fn limit(&mut self, unit: Unit, value: Option<f64>, digits: impl Into<Digits>) {
        match value {
            Some(value) => self.value(unit, Published::Value(value), digits),
            None => self.dash(),
        }
    }

    /// A cell with a score, or the state in its place.
    pub fn score(&mut self, score: Published<f64>) {
        let digits = score.value().map_or(0, |score| score_digits(*score));
        self.number(score, digits);
    }

    /// Two cells with the limits of a score: dashes where there is no interval.
    pub fn span(&mut self, span: Option<(f64, f64)>) {
        let Some((low, high)) = span else {
            self.dash();
            return self.dash();
        };
        self.score(Published::Value(low));
        self.score(Published::Value(high));
    }

    /// A cell with text.
    pub fn text(&mut self, text: &str) {
        self.html.push_str("<td>");
        escape(&mut self.html, text);
    }

    /// A cell in which nothing can stand.
    pub fn dash(&mut self) {
        self.html.push_str("<td>–");
    }

    /// A cell with the bracketed letter of a state, its meaning beside it for those who hear it.
    pub fn state<T>(&mut self, state: &Published<T>) {
        self.html.push_str(self.kit.state_cell(state));
    }

    /// The finished table.
    pub fn finish(mut self) -> Table {
        self.html.push_str("</tbody></table>");
        Table { caption: self.caption, html: self.html }
    }
}
