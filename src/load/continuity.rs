//! What may be honest and is worth a look: stocks and flows that do not add up, a jump of more than ten times.

use super::measured::Measured;
use super::rules::can_jump;
use crate::model::Series;
use crate::model::field::FieldTable;
use crate::problem::Severity;

/// A jump counts from this size of the larger number on: 1 after 12 is no slip of the keyboard.
const LEAST_JUMP: f64 = 20.0;

/// Reports stocks and flows of members that do not add up, within a period and from one to the next.
pub fn stock_and_flow(series: &Series, fields: &FieldTable, measured: &mut Measured<'_>) {
    let names = ["members_start", "members_end", "joined", "left", "removed"];
    let ids = names.map(|name| fields.id(name).filter(|id| series.has(*id)));
    let value = |at: usize, row: usize| ids[at].and_then(|id| series.get(id, row));
    for (row, period) in series.periods().iter().enumerate() {
        let [start, end, joined, left, removed] = std::array::from_fn(|at| value(at, row));
        if let (Some(start), Some(end), Some(joined), Some(left), Some(removed)) = (start, end, joined, left, removed)
            && start + joined - left - removed != end
        {
            let due = start + joined - left - removed;
            let message = format!(
                "members of {period} do not add up: {start} + {joined} joined − {left} left − {removed} removed is {due}, not {end}"
            );
            let help = "check the five numbers; members who moved in or out count among `joined` and `left`".to_owned();
            measured.report(Severity::Warning, *period, "members_end", ("stock-and-flow", message, help));
        }
        let Some(before) = row.checked_sub(1) else { continue };
        if series.periods().get(before).is_none_or(|earlier| earlier.next() != *period) {
            continue;
        }
        if let (Some(start), Some(end)) = (start, value(1, before))
            && start != end
        {
            let message = format!("{period} begins with {start} members, but the period before ended with {end}");
            let help = "let both be the same number, or say in a note what happened in between".to_owned();
            measured.report(Severity::Warning, *period, "members_start", ("stock-and-flow", message, help));
        }
    }
}

/// Reports numbers that are more than ten times as large or as small as in the measured period before.
pub fn jumps(series: &Series, fields: &FieldTable, measured: &mut Measured<'_>) {
    for field in series.fields().filter(|field| can_jump(fields.kind(*field))) {
        let mut last: Option<f64> = None;
        for (row, period) in series.periods().iter().enumerate() {
            let Some(value) = series.get(field, row) else { continue };
            if let Some(last) = last.filter(|last| is_jump(*last, value)) {
                let name = fields.name(field);
                let (what, size) = if value > last { ("more", value / last) } else { ("less", last / value) };
                let message = format!("`{name}` went from {last} to {value} in {period}: {size:.0} times {what}");
                let help = "check for a slip of the keyboard; leave it if it is true".to_owned();
                measured.report(Severity::Warning, *period, name, ("jump", message, help));
            }
            last = Some(value);
        }
    }
}

fn is_jump(before: f64, now: f64) -> bool {
    let (small, large) = if before < now { (before, now) } else { (now, before) };
    small > 0.0 && large > 10.0 * small && large >= LEAST_JUMP
}
