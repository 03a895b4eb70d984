//! Marks that carry order without colour: a disc filled by quarters for a grade, bars for the strength of a finding.
//! Each is drawn where it stands and hidden from screen readers; the word is always beside it.

use crate::judge::Outcome;
use crate::score::{Grade, State};

macro_rules! disc {
    ($inner:literal) => {
        concat!(
            "<svg class=\"g\" viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\">",
            $inner,
            "</svg>"
        )
    };
}

macro_rules! bars {
    ($inner:literal) => {
        concat!(
            "<svg class=\"st\" viewBox=\"0 0 22 10\" width=\"22\" height=\"10\" aria-hidden=\"true\">",
            $inner,
            "</svg>"
        )
    };
}

/// The disc of a grade.
pub fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::A => disc!("<circle class=\"gd-f\" cx=\"8\" cy=\"8\" r=\"7\"/>"),
        Grade::B => {
            disc!(
                "<path class=\"gd-f\" d=\"M8 8V1.5A6.5 6.5 0 1 1 1.5 8Z\"/><circle class=\"gd-o\" cx=\"8\" cy=\"8\" r=\"6.5\"/>"
            )
        }
        Grade::C => {
            disc!(
                "<path class=\"gd-f\" d=\"M8 1.5A6.5 6.5 0 0 1 8 14.5Z\"/><circle class=\"gd-o\" cx=\"8\" cy=\"8\" r=\"6.5\"/>"
            )
        }
        Grade::D => {
            disc!(
                "<path class=\"gd-f\" d=\"M8 8V1.5A6.5 6.5 0 0 1 14.5 8Z\"/><circle class=\"gd-o\" cx=\"8\" cy=\"8\" r=\"6.5\"/>"
            )
        }
        Grade::E => disc!("<circle class=\"gd-o\" cx=\"8\" cy=\"8\" r=\"6.5\"/>"),
    }
}

/// The mark of a state without a grade; empty for a graded group.
pub fn state(state: State) -> &'static str {
    match state {
        State::Graded => "",
        State::TooEarly => disc!("<circle class=\"gd-dash\" cx=\"8\" cy=\"8\" r=\"6.5\"/>"),
        State::NoOverall => {
            disc!("<circle class=\"gd-dash\" cx=\"8\" cy=\"8\" r=\"6.5\"/><path class=\"gd-o\" d=\"M4.5 8H11.5\"/>")
        }
        State::Dormant => disc!("<path class=\"gd-o\" d=\"M1.5 8H14.5M4 11.5H12\"/>"),
        State::EndedAsPlanned => disc!("<rect class=\"gd-o\" x=\"2.5\" y=\"2.5\" width=\"11\" height=\"11\"/>"),
        State::Withheld => disc!("<path class=\"gd-o\" d=\"M5 2H2.5V14H5M11 2H13.5V14H11M6 8H10\"/>"),
    }
}

/// The bars of a result.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Likely => bars!("<path class=\"gd-f\" d=\"M0 0H6V10H0ZM8 0H14V10H8ZM16 0H22V10H16Z\"/>"),
        Outcome::Possible => {
            bars!(
                "<path class=\"gd-f\" d=\"M0 0H6V10H0ZM8 0H14V10H8Z\"/><path class=\"gd-o\" d=\"M16.6 .6H21.4V9.4H16.6Z\"/>"
            )
        }
        Outcome::NotSeen => {
            bars!("<path class=\"gd-o\" d=\"M.6 .6H5.4V9.4H.6ZM8.6 .6H13.4V9.4H8.6ZM16.6 .6H21.4V9.4H16.6Z\"/>")
        }
        _ => bars!("<path class=\"gd-dash\" d=\"M.6 .6H21.4V9.4H.6Z\"/>"),
    }
}

/// The key of what is said of a state, the word beside its mark.
pub fn word(state: State) -> &'static str {
    match state {
        State::Graded => "page.state_head.graded",
        State::TooEarly => "page.state_head.too_early",
        State::NoOverall => "page.state_head.no_overall",
        State::Dormant => "page.state_head.dormant",
        State::EndedAsPlanned => "page.state_head.ended",
        State::Withheld => "page.state_head.withheld",
    }
}

/// Marks of a page that repeats them period by period: each is drawn once, and shown again by reference.
#[derive(Default)]
pub struct Repeated {
    drawn: Vec<&'static str>,
}

impl Repeated {
    /// Appends a mark; nothing for an empty one.
    pub fn put(&mut self, out: &mut String, mark: &'static str) {
        let Some((head, drawing)) = mark.split_once('>') else { return };
        if let Some(number) = self.drawn.iter().position(|drawn| *drawn == mark) {
            // The stylesheet gives the size.
            let class = head.split_once(" viewBox").map_or(head, |(class, _)| class);
            out.extend([class, " aria-hidden=\"true\">"]);
            shown(out, number);
            return;
        }
        let number = self.drawn.len();
        self.drawn.push(mark);
        let view = head.split('"').nth(3).unwrap_or_default();
        out.extend([head, "><symbol id=\"m", itoa::Buffer::new().format(number), "\" viewBox=\"", view, "\">"]);
        out.extend([drawing.trim_end_matches("</svg>"), "</symbol>"]);
        shown(out, number);
    }
}

/// Shows a drawing by its number, and ends the mark.
fn shown(out: &mut String, number: usize) {
    out.extend(["<use href=\"#m", itoa::Buffer::new().format(number), "\"/></svg>"]);
}

/// Appends a bar over periods, the oldest on the left: thick where a finding was likely, thin where it was possible.
pub fn put_course(out: &mut String, periods: &[Option<Outcome>]) {
    let number = |out: &mut String, number: usize| out.push_str(itoa::Buffer::new().format(number));
    let width = periods.len() * 6;
    out.push_str("<svg class=\"co\" viewBox=\"0 0 ");
    number(out, width);
    out.push_str(" 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><path class=\"c0\" d=\"M0 5h");
    number(out, width);
    out.push_str("\"/>");
    for (outcome, begin) in
        [(Outcome::Possible, "<path class=\"c1\" d=\"M"), (Outcome::Likely, "<path class=\"c2\" d=\"M")]
    {
        let (mut at, mut pen) = (0, None);
        for run in periods.chunk_by(|a, b| a == b) {
            let (from, length) = (at * 6, run.len() * 6);
            at += run.len();
            if run.first() != Some(&Some(outcome)) {
                continue;
            }
            out.push_str(if pen.is_some() { "m" } else { begin });
            number(out, from - pen.unwrap_or(0));
            out.push_str(if pen.is_some() { " 0h" } else { " 5h" });
            number(out, length);
            pen = Some(from + length);
        }
        if pen.is_some() {
            out.push_str("\"/>");
        }
    }
    out.push_str("</svg>");
}

macro_rules! level {
    ($filled:literal, $empty:literal) => {
        concat!(
            "<svg class=\"lv\" viewBox=\"0 0 48 10\" width=\"48\" height=\"10\" aria-hidden=\"true\"><path class=\"gd-f\" d=\"",
            $filled,
            "\"/><path class=\"gd-o\" d=\"",
            $empty,
            "\"/></svg>"
        )
    };
}

/// Five blocks, one for each fifth of a score out of 100; the score itself stands beside them.
pub fn level(score: f64) -> &'static str {
    match (score / 20.0).round() {
        n if n < 1.0 => {
            level!(
                "",
                "M.6 .6H7.4V9.4H.6ZM10.6 .6H17.4V9.4H10.6ZM20.6 .6H27.4V9.4H20.6ZM30.6 .6H37.4V9.4H30.6ZM40.6 .6H47.4V9.4H40.6Z"
            )
        }
        1.0 => {
            level!(
                "M0 0H8V10H0Z",
                "M10.6 .6H17.4V9.4H10.6ZM20.6 .6H27.4V9.4H20.6ZM30.6 .6H37.4V9.4H30.6ZM40.6 .6H47.4V9.4H40.6Z"
            )
        }
        2.0 => level!(
            "M0 0H8V10H0ZM10 0H18V10H10Z",
            "M20.6 .6H27.4V9.4H20.6ZM30.6 .6H37.4V9.4H30.6ZM40.6 .6H47.4V9.4H40.6Z"
        ),
        3.0 => level!("M0 0H8V10H0ZM10 0H18V10H10ZM20 0H28V10H20Z", "M30.6 .6H37.4V9.4H30.6ZM40.6 .6H47.4V9.4H40.6Z"),
        4.0 => level!("M0 0H8V10H0ZM10 0H18V10H10ZM20 0H28V10H20ZM30 0H38V10H30Z", "M40.6 .6H47.4V9.4H40.6Z"),
        _ => level!("M0 0H8V10H0ZM10 0H18V10H10ZM20 0H28V10H20ZM30 0H38V10H30ZM40 0H48V10H40Z", ""),
    }
}

/// The blocks where there is no score.
pub fn no_level() -> &'static str {
    "<svg class=\"lv\" viewBox=\"0 0 48 10\" width=\"48\" height=\"10\" aria-hidden=\"true\"><path class=\"gd-dash\" d=\"M.6 .6H47.4V9.4H.6Z\"/></svg>"
}
