//! Thresholds and goalposts in words, each with its mark.

use super::tongue::{Group, Tongue};
use crate::model::group::{GroupType, Platform};
use crate::playbook::indicator::Side;
use crate::playbook::test::Bound;
use crate::playbook::{Indicator, Mark, Scale, Unit};

/// The thresholds of an indicator as the cell of a table; for places those that hold without a profile.
pub fn cell(tongue: &Tongue, indicator: &Indicator, of: Option<Group>) -> String {
    // Places have no type: `other` and `mixed` are what no profile names.
    let (kind, platform) = of.unwrap_or((GroupType::Other, Platform::Mixed));
    let mut parts = Vec::new();
    for side in indicator.sides(kind, platform) {
        parts.extend(one_side(tongue, indicator, &side));
    }
    if parts.is_empty() && indicator.scale == Scale::PeersLog {
        let mark = tongue.mark(indicator.watch_mark);
        return tongue.say("page.threshold.peers", &[("mark", mark.into())]);
    }
    parts.join(tongue.words.ui("list.semicolon"))
}

fn one_side(tongue: &Tongue, indicator: &Indicator, side: &Side) -> Vec<String> {
    let mut parts = Vec::new();
    let mut add = |bound: Option<Bound>, mark: Mark, line: &str| {
        let Some(bound) = bound else { return };
        let sign = match bound {
            Bound::Below(_) => "<",
            Bound::Above(_) => ">",
            Bound::AtMost(_) => "≤",
            Bound::AtLeast(_) => "≥",
        };
        let mut at = String::new();
        super::html::escape(&mut at, sign);
        // A line does not end between a sign and its number.
        at.push('\u{202f}');
        // Points are whole on the page: two thirds of a checklist are 67.
        let limit = if indicator.unit == Unit::Points { bound.limit().round() } else { bound.limit() };
        tongue.put_value(&mut at, indicator.unit, limit, None);
        // Nor between a number and its unit.
        let at = at.replace(' ', "\u{a0}");
        let args = [("at", at.into()), ("mark", tongue.mark(mark).into())];
        parts.push(tongue.say(line, &args));
    };
    add(side.watch, indicator.watch_mark, "page.threshold.watch");
    add(side.act, indicator.act_mark, "page.threshold.act");
    parts
}
