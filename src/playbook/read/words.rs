//! The words of the playbook format and what they stand for.

use crate::playbook::indicator::{
    Direction, IntervalMethod, Level, ListField, MapField, Mark, Normalise, Scale, Staff, Unit,
};

/// Statistical kinds.
pub const KINDS: &[&str] = &[
    "proportion",
    "share",
    "rate",
    "ratio",
    "churn",
    "growth",
    "mean",
    "given",
    "count",
    "count_per_30_days",
    "median",
    "censored_median",
    "survival",
    "gini",
    "top_share",
    "absence_factor",
    "evenness",
    "type_evenness",
    "diversity",
    "checklist",
    "goals",
    "days_since",
    "months_since",
    "net_score",
    "balance",
    "channels",
    "largest_share",
    "events",
    "cost_ratio",
    "share_mean",
    "place_sum",
    "place_groups",
    "place_ratio",
    "place_operators",
    "data_coverage",
];

/// List fields.
pub const LISTS: &[(&str, ListField)] = &[
    ("first_reply_hours", ListField::FirstReplyHours),
    ("incident_hours", ListField::IncidentHours),
    ("contrib_counts", ListField::ContribCounts),
    ("tenure", ListField::Tenure),
];

/// Map fields.
pub const MAPS: &[(&str, MapField)] = &[
    ("joined_by_channel", MapField::JoinedByChannel),
    ("items_by_format", MapField::ItemsByFormat),
    ("culture_shares", MapField::CultureShares),
];

/// People that a group names about itself.
pub const STAFF: &[(&str, Staff)] = &[
    ("operators", Staff::Operators),
    ("operators_trained", Staff::OperatorsTrained),
    ("moderators", Staff::Moderators),
];

/// Names of the format that hold no single number, so that no own field may bear them.
pub const TAKEN: &[&str] = &[
    "name",
    "type",
    "platform",
    "channels",
    "lifespan",
    "founded",
    "capacity",
    "period",
    "periods",
    "goals",
    "checklists",
    "not_applicable",
    "renewals",
    "actions",
    "events",
    "leave_reasons",
    "first_reply",
    "contrib",
    "sentiment",
    "survey",
    "recommend",
    "open_thread_hours",
    "open_incident_hours",
    "last_item_date",
    "currency",
    "policy_items",
    "awareness",
];

/// Words for levels.
pub const LEVELS: &[(&str, Level)] = &[("group", Level::Group), ("place", Level::Place)];
/// Words of the key of this name.
pub const MARKS: &[(&str, Mark)] = &[("S", Mark::S), ("P", Mark::P), ("C", Mark::C)];
/// Words of the key of this name.
pub const DIRECTIONS: &[(&str, Direction)] = &[
    ("higher", Direction::Higher),
    ("lower", Direction::Lower),
    ("band", Direction::Band),
    ("context", Direction::Context),
];
/// Words of the key of this name.
pub const SCALES: &[(&str, Scale)] =
    &[("linear", Scale::Linear), ("log", Scale::Log), ("ratio", Scale::Ratio), ("peers_log", Scale::PeersLog)];
/// Words of the key of this name.
pub const NORMALISE: &[(&str, Normalise)] = &[
    ("none", Normalise::None),
    ("30d_flow", Normalise::Flow30),
    ("30d_count", Normalise::Count30),
    ("30d_reach", Normalise::Reach30),
];
/// Words of the key of this name.
pub const UNITS: &[(&str, Unit)] = &[
    ("percent", Unit::Percent),
    ("per_10k", Unit::Per10k),
    ("per_1k", Unit::Per1k),
    ("per_100", Unit::Per100),
    ("count", Unit::Count),
    ("persons", Unit::Persons),
    ("hours", Unit::Hours),
    ("days", Unit::Days),
    ("months", Unit::Months),
    ("ratio", Unit::Ratio),
    ("index", Unit::Index),
    ("points", Unit::Points),
    ("balance", Unit::Balance),
    ("net", Unit::Net),
    ("currency", Unit::Currency),
];
/// Words of the key of this name.
pub const INTERVALS: &[(&str, IntervalMethod)] = &[
    ("wilson", IntervalMethod::Wilson),
    ("wilson_fpc", IntervalMethod::WilsonFpc),
    ("poisson", IntervalMethod::Poisson),
    ("km", IntervalMethod::KaplanMeier),
    ("order", IntervalMethod::OrderStatistic),
    ("bootstrap", IntervalMethod::Bootstrap),
    ("normal", IntervalMethod::Normal),
    ("none", IntervalMethod::None),
];

/// Keys of an indicator.
pub const INDICATOR_KEYS: &[&str] = &[
    "id",
    "number",
    "dimension",
    "level",
    "name",
    "measure",
    "per",
    "unit",
    "direction",
    "goalposts",
    "scale",
    "watch",
    "act",
    "watch_above",
    "act_above",
    "watch_below",
    "act_below",
    "inclusive",
    "watch_when",
    "act_when",
    "suspend_when",
    "not_for",
    "mark",
    "watch_mark",
    "act_mark",
    "goal_mark",
    "minimum_n",
    "minimum_days",
    "minimum_at_risk",
    "minimum_response",
    "interval",
    "weight",
    "groups",
    "profiles",
    "cost",
    "needs",
    "source",
];

/// Keys that profiles may override.
pub const PROFILE_KEYS: &[&str] = &[
    "platform",
    "type",
    "goalposts",
    "watch",
    "act",
    "watch_above",
    "act_above",
    "watch_below",
    "act_below",
    "measure",
    "needs",
    "direction",
    "weight",
];
