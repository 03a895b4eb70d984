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

/// The bars of the results that a history shows, drawn once for the whole page: [`shown_outcome`] shows them.
pub fn symbols() -> String {
    let mut out = String::from("<svg class=\"vh\" width=\"0\" height=\"0\" aria-hidden=\"true\">");
    for (at, id) in SYMBOLS {
        let drawing = outcome(at);
        let inner = drawing.split_once('>').and_then(|(_, rest)| rest.strip_suffix("</svg>")).unwrap_or_default();
        out.push_str(&format!("<symbol id=\"{id}\" viewBox=\"0 0 22 10\">{inner}</symbol>"));
    }
    out.push_str("</svg>\n");
    out
}

const SYMBOLS: [(Outcome, &str); 2] = [(Outcome::Likely, "m-likely"), (Outcome::Possible, "m-possible")];

/// The bars of a result on a page that begins with [`symbols`].
pub fn shown_outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Likely => {
            "<svg class=\"st\" width=\"22\" height=\"10\" aria-hidden=\"true\"><use href=\"#m-likely\"/></svg>"
        }
        Outcome::Possible => {
            "<svg class=\"st\" width=\"22\" height=\"10\" aria-hidden=\"true\"><use href=\"#m-possible\"/></svg>"
        }
        other => self::outcome(other),
    }
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
