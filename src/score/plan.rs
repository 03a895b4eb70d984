//! What is scored of whom, worked out once: dimensions with their indicators, weights and goalposts.

use super::posts::Posts;
use crate::model::field::{FieldId, FieldTable};
use crate::model::group::{GroupType, Platform};
use crate::model::site::{self, Profile, Site};
use crate::playbook::{Indicator, Level, Measure, Playbook, Scale};
use crate::words::number::rounded;

const TYPES: [GroupType; 4] = [GroupType::Industry, GroupType::Interest, GroupType::Regional, GroupType::Other];
const PLATFORMS: [Platform; 4] = [Platform::Chat, Platform::Forum, Platform::Club, Platform::Mixed];

/// Share of active members below which a group sleeps, when it is so for [`DORMANT_PERIODS`] periods running
/// (health catalogue, effect s3.e2; a convention).
pub const DORMANT: f64 = 0.10;

/// Periods running.
pub const DORMANT_PERIODS: usize = 3;

/// How scores are made on a site, worked out once for all groups and places.
#[derive(Debug, Clone)]
pub struct Scoring<'a> {
    /// Playbook in force.
    pub playbook: &'a Playbook,
    /// The site's choices.
    pub rules: &'a site::Scoring,
    /// Steps of a published score in a point: 1, or 10 where it has a decimal.
    pub(super) steps: f64,
    pub(super) members: Option<FieldId>,
    /// Whether a site protects persons: a score then needs a published number of members.
    pub(super) protects: bool,
    pub(super) active: Option<usize>,
    groups: Vec<Plan>,
    pub(super) place: Plan,
}

/// Dimensions of a level with what enters them.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub(super) parts: Vec<Part>,
}

/// A dimension.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    pub(super) dimension: usize,
    pub(super) weight: f64,
    pub(super) core: bool,
    pub(super) items: Vec<Item>,
}

/// A scored indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub(super) indicator: usize,
    pub(super) weight: f64,
    /// `None` where the peers of a place set them.
    pub(super) posts: Option<Posts>,
    pub(super) minimum_response: Option<f64>,
    pub(super) exempts: bool,
    pub(super) checklist: bool,
    /// Says something about the group in a period, rather than about its papers.
    pub(super) counts: bool,
    pub(super) cost: u8,
}

impl<'a> Scoring<'a> {
    /// For a site. Scores have one decimal where nothing is withheld, else none: a precise score is an equation about
    /// the values it is made of.
    pub fn new(playbook: &'a Playbook, site: &'a Site, fields: &FieldTable) -> Self {
        let rules = &site.scoring;
        let of = |kind: GroupType| PLATFORMS.map(|platform| plan(playbook, rules, Some((kind, platform))));
        let protects = !matches!(site.disclosure.profile, Profile::Internal | Profile::Open);
        Self {
            playbook,
            rules,
            steps: if protects { 1.0 } else { 10.0 },
            members: fields.id("members_end"),
            protects,
            active: playbook.indicator("active_member_rate"),
            groups: TYPES.into_iter().flat_map(of).collect(),
            place: plan(playbook, rules, None),
        }
    }

    /// What is scored of a group of this type on this platform.
    pub fn plan(&self, kind: GroupType, platform: Platform) -> &Plan {
        let at = TYPES.iter().position(|k| *k == kind).zip(PLATFORMS.iter().position(|p| *p == platform));
        at.and_then(|(kind, platform)| self.groups.get(kind * PLATFORMS.len() + platform)).unwrap_or(&self.place)
    }

    /// A score as it is published: halves are rounded away from zero.
    pub fn round(&self, score: f64) -> f64 {
        rounded(score * self.steps + 1e-9) as f64 / self.steps
    }
}

fn plan(playbook: &Playbook, rules: &site::Scoring, of: Option<(GroupType, Platform)>) -> Plan {
    let parts = playbook.dimensions.iter().enumerate().filter_map(|(at, dimension)| {
        let items = playbook.indicators.iter().enumerate().filter(|(_, i)| i.dimension == Some(at));
        let items: Vec<Item> = items.filter_map(|(index, indicator)| item(index, indicator, of)).collect();
        // A dimension of groups stays in their list even where nothing of it applies to this type.
        let own = of.is_some() && dimension.level == Level::Group && any_of_groups(playbook, at);
        let set = rules.weights.iter().find(|(id, _)| **id == *dimension.id).map(|(_, weight)| *weight);
        let core = rules.core_dimensions.iter().any(|id| **id == *dimension.id);
        let part = Part { dimension: at, weight: set.unwrap_or(dimension.weight), core, items };
        (own || !part.items.is_empty()).then_some(part)
    });
    Plan { parts: parts.collect() }
}

fn any_of_groups(playbook: &Playbook, dimension: usize) -> bool {
    playbook.indicators.iter().any(|i| i.dimension == Some(dimension) && i.level == Level::Group && i.is_scored())
}

fn item(index: usize, indicator: &Indicator, of: Option<(GroupType, Platform)>) -> Option<Item> {
    let (weight, thresholds) = match of {
        Some((kind, platform)) => {
            if indicator.level != Level::Group || !indicator.is_scored_for(kind, platform) {
                return None;
            }
            (indicator.weight_for(kind, platform), indicator.thresholds_for(kind, platform))
        }
        None => {
            if indicator.level != Level::Place || !indicator.is_scored() {
                return None;
            }
            (indicator.weight, &indicator.thresholds)
        }
    };
    let by_peers = indicator.scale == Scale::PeersLog && of.is_none();
    let posts = thresholds.goalposts.filter(|_| !by_peers).and_then(|posts| Posts::new(indicator.scale, posts));
    let papers = matches!(
        indicator.measure,
        Measure::Checklist { .. }
            | Measure::MonthsSince
            | Measure::Goals
            | Measure::Channels
            | Measure::StaffRatio { .. }
    );
    (by_peers || posts.is_some()).then_some(Item {
        indicator: index,
        weight,
        posts,
        minimum_response: indicator.minimum_response,
        exempts: !indicator.not_for.is_empty(),
        checklist: matches!(indicator.measure, Measure::Checklist { .. }),
        counts: !papers,
        cost: indicator.cost,
    })
}
