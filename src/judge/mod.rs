//! Why it is so, what to do, and what became of it: findings with evidence, advice with owner and follow-up.
//! Everything here reads published values only.
//!
//! [`Rules`] are compiled once for the site; [`group`] and [`place`] run them over every period, so that the history of
//! a finding comes with it, and build evidence in words' reach for the reported period alone. What the rules of a place
//! need of its groups is kept by [`Trace`].

mod advise;
mod asked;
mod assessment;
mod board;
mod case;
mod change;
mod compile;
mod findings;
mod follow_up;
mod grade;
mod leaf;
mod lines;
mod needs;
mod outcome;
mod peers;
mod source;
mod state;
mod steady;
mod trace;

pub use assessment::{
    About, Assessment, Brief, EffectSeen, Evidence, Expected, FollowUp, GoalState, History, Judged, Line, Needed,
    Outcome, Recommended, Remark, Seen, Standing,
};
pub use case::{GroupInput, PlaceInput};
pub use compile::Rules;
pub use peers::{PeerLines, PlaceView};
pub use trace::Trace;

use board::Board;
use case::Case;

/// Judges a group at its reported period, with the results of every period.
pub fn group(input: &GroupInput<'_>) -> Assessment {
    assess(&Case::group(input))
}

/// Judges a place at its reported period, with the results of every period.
pub fn place(input: &PlaceInput<'_>) -> Assessment {
    assess(&Case::place(input))
}

fn assess(case: &Case<'_>) -> Assessment {
    let board = Board::new(case);
    let findings = findings::all(case, &board);
    Assessment {
        advice: advise::recommended(case, &board),
        standing: advise::standing(case, &board),
        remarks: advise::remarks(case, &board),
        renewal_step: advise::renewal_step(case, &board),
        too_early: case.is_too_early(case.row),
        follow_up: follow_up::actions(case),
        goals: follow_up::goals(case),
        findings,
        history: board.into_history(),
    }
}
