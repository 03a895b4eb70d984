//! The report: all that charts, pages and data files may know. Built once a group, a place and the site
//! have been judged; holds published values only.

pub mod leaving;
pub mod summary;

use crate::disclose::{Facts, Published};
use crate::judge::{Assessment, FollowUp, Outcome};
use crate::model::field::FieldTable;
use crate::model::group::{Action, GroupType, NotApplicable, Platform};
use crate::model::note::Note;
use crate::model::place::PlaceKind;
use crate::model::quantity::Estimate;
use crate::model::{Lang, Localized, Period, Site, SitePath};
use crate::playbook::Playbook;
use crate::score::{Grade, Scores, State};
use std::ops::Deref;
use std::sync::Arc;

pub use crate::disclose::published::Flow;
pub use crate::model::profile::GroupProfile;

/// What every page shares.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The site.
    pub site: Site,
    /// The playbook in force.
    pub playbook: Playbook,
    /// Known fields.
    pub fields: FieldTable,
    /// Last period reported; `None` for a site without data.
    pub as_of: Option<Period>,
    /// Notes of the site itself.
    pub notes: Vec<Note>,
    /// Every place, in order of path: index as in `PlaceSummary`.
    pub places: Vec<PlaceLink>,
    /// Every group, in order of path: index as in `GroupSummary`.
    pub groups: Vec<GroupLink>,
}

/// A place as other pages name it.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceLink {
    /// Path.
    pub path: SitePath,
    /// Name.
    pub name: Localized,
    /// Kind.
    pub kind: PlaceKind,
    /// Index of the place above.
    pub parent: Option<usize>,
}

/// A group as other pages name it.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupLink {
    /// Path.
    pub path: SitePath,
    /// Name.
    pub name: Localized,
    /// Index of its place.
    pub place: Option<usize>,
}

/// Everything about one group.
#[derive(Debug, Clone)]
pub struct GroupReport {
    /// Index in [`Frame::groups`].
    pub index: usize,
    /// What it says of itself.
    pub profile: GroupProfile,
    /// Row of `facts.periods` that is reported; `None` for a group without data.
    pub row: Option<usize>,
    /// Whether its data ends before the reported period of the site.
    pub last_measured: bool,
    /// A period that it has measurements of and that is not over yet, so that it is not assessed.
    pub unfinished: Option<Period>,
    /// Numbers.
    pub facts: Facts,
    /// Scores.
    pub scores: Scores,
    /// Findings, advice, follow-up.
    pub assessment: Assessment,
    /// Known moves in and out, last twelve months.
    pub flows: Vec<Flow>,
}

/// Everything about one place.
#[derive(Debug, Clone)]
pub struct PlaceReport {
    /// Index in [`Frame::places`].
    pub index: usize,
    /// Name, kind and parent.
    pub link: PlaceLink,
    /// Row of `facts.periods` that is reported.
    pub row: Option<usize>,
    /// Whether its data ends before the reported period of the site.
    pub last_measured: bool,
    /// A period that it has measurements of and that is not over yet, so that it is not assessed.
    pub unfinished: Option<Period>,
    /// Numbers.
    pub facts: Facts,
    /// Scores of the enabling dimension; the state says nothing for a place.
    pub scores: Scores,
    /// Findings, advice, follow-up.
    pub assessment: Assessment,
    /// Not applicable, with reasons.
    pub not_applicable: Vec<NotApplicable>,
    /// Actions.
    pub actions: Vec<Action>,
    /// Notes.
    pub notes: Vec<Note>,
    /// Peers: index in [`Frame::places`] with their published values by indicator index, at their own last period.
    /// Shared: a place may have hundreds of peers, each of which has as many.
    pub peers: Vec<(usize, Arc<[Published<Estimate>]>)>,
    /// Moves within the place and to and from outside, last twelve months.
    pub flows: Vec<Flow>,
    /// The best published groups of places of like size, with their overall scores, the best first.
    pub peer_groups: Vec<(usize, f32)>,
    /// Places directly below, index in [`Frame::places`].
    pub children: Vec<usize>,
    /// Its groups (with those of places below), in order of path.
    pub groups: Vec<GroupSummary>,
}

impl GroupSummary {
    /// Its grade, or the two it lies between, where it is graded.
    pub fn graded(&self) -> Option<(Grade, Grade)> {
        self.grade.filter(|_| self.state == Some(State::Graded))
    }

    /// Whether its grade is, or may be, D or E.
    pub fn is_low(&self) -> bool {
        self.graded().is_some_and(|(_, worst)| worst >= Grade::D)
    }
}

/// What other pages keep of a group once its own page is written. Places at every level hold those of their groups: a
/// copy is another handle on the same [`Kept`].
#[derive(Debug, Clone, PartialEq)]
pub struct GroupSummary(Arc<Kept>);

impl From<Kept> for GroupSummary {
    fn from(kept: Kept) -> Self {
        Self(Arc::new(kept))
    }
}

impl Deref for GroupSummary {
    type Target = Kept;

    fn deref(&self) -> &Kept {
        &self.0
    }
}

/// What is kept of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Index in [`Frame::groups`].
    pub index: usize,
    /// Type.
    pub kind: GroupType,
    /// Platform.
    pub platform: Platform,
    /// Reported period.
    pub period: Option<Period>,
    /// Whether its data ends before the reported period of the site.
    pub last_measured: bool,
    /// State.
    pub state: Option<State>,
    /// Grade.
    pub grade: Option<(Grade, Grade)>,
    /// Overall score with data interval.
    pub overall: Option<(f32, Option<(f32, f32)>)>,
    /// Difference to a year before, its interval, and whether it is clear; `None` where other indicators were measured
    /// then.
    pub since_year: Option<(f32, (f32, f32), bool)>,
    /// Whether there is a score of a year before that rests on other indicators.
    pub unalike: bool,
    /// Score of each group-level dimension, in order of the playbook; NaN-free.
    pub dimensions: Vec<Published<f32>>,
    /// Members at the end.
    pub members: Published<f64>,
    /// Active members' rate over the last twelve periods, for the sparkline.
    pub spark: Vec<Published<f32>>,
    /// Findings at least possible: index and whether likely.
    pub findings: Vec<(u16, bool)>,
    /// Shown advice: lead row, priority, status, number of merged rows and the expected effect that leads.
    pub advice: Vec<AdviceSummary>,
    /// Actions and what became of them: advice, status, started.
    pub actions: Vec<(u16, crate::model::group::ActionStatus, Option<Period>)>,
    /// What the effect indicators of each action did since, in the order of [`Kept::actions`]; `None` where the
    /// group's page does not follow the action up, because nothing was measured at all.
    pub follow: Vec<Option<Followed>>,
    /// Effects that go with switching between groups: index and result, whatever it is.
    pub switching: Vec<(u16, Outcome)>,
    /// What it counted itself of leaving.
    pub leaving: leaving::Leaving,
    /// Next step of a renewal of the membership, 1 to 4; 5 when all is done; `None` where none is considered.
    pub renewal_step: Option<u8>,
    /// Its updates, corrections and stories, for the list of updates.
    pub news: Vec<Note>,
}

/// What became of an action, over its effect indicators together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Followed {
    /// At least one is clearly better, none clearly worse.
    Better,
    /// At least one is clearly worse, none clearly better.
    Worse,
    /// Some better, some worse.
    Mixed,
    /// Measured on both sides, within the error.
    Same,
    /// Not measured before or after, or too few periods.
    Early,
}

impl Followed {
    /// Of an action.
    pub fn of(follow: &FollowUp) -> Self {
        let any = |better: bool| follow.effects.iter().any(|effect| effect.better == Some(better));
        match (any(true), any(false)) {
            (true, true) => Self::Mixed,
            (true, false) => Self::Better,
            (false, true) => Self::Worse,
            (false, false) if follow.effects.iter().any(|effect| effect.difference.is_some()) => Self::Same,
            (false, false) => Self::Early,
        }
    }

    /// The id used in texts.
    pub fn id(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Mixed => "mixed",
            Self::Same => "same",
            Self::Early => "early",
        }
    }
}

/// A piece of advice as the advice page and the overview need it.
#[derive(Debug, Clone, PartialEq)]
pub struct AdviceSummary {
    /// Row of advice that leads.
    pub advice: u16,
    /// Priority.
    pub priority: f32,
    /// State of an action.
    pub status: Option<crate::model::group::ActionStatus>,
    /// Among the few printed on the group's page.
    pub shown: bool,
}

/// A language of the site with its index, 0 for the one at the root.
#[derive(Debug, Clone, PartialEq)]
pub struct PageLang {
    /// Language.
    pub lang: Lang,
    /// Position in the site's list.
    pub index: usize,
}
