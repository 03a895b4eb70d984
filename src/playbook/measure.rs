//! The statistical kinds an indicator may be made of, with their inputs.

use crate::model::field::FieldId;

/// A list field a statistic is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are field names of the format")]
pub enum ListField {
    FirstReplyHours,
    IncidentHours,
    ContribCounts,
    Tenure,
}

/// A map field a statistic is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are field names of the format")]
pub enum MapField {
    JoinedByChannel,
    ItemsByFormat,
    CultureShares,
}

/// Which part of the events counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants say it")]
pub enum EventKind {
    Any,
    Online,
    Offline,
}

/// What is computed of the events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventMeasure {
    /// Events per 30 days.
    Rate,
    /// Σ attended / (events · active).
    Attendance,
    /// Σ attended / Σ registered.
    Show,
}

/// People that a group names about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are field names of the format")]
pub enum Staff {
    Operators,
    OperatorsTrained,
    Moderators,
}

/// A statistical kind with its inputs; `of` is the numerator, `out_of` and `per` the denominator. Sums of fields are measured only where every part is.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "fields are named as in the playbook and explained at each variant")]
pub enum Measure {
    /// k of n.
    Proportion { of: Vec<FieldId>, out_of: Vec<FieldId> },
    /// A joined-by-channel or other map as denominator: `of` / Σ map.
    ProportionOfMap { of: FieldId, out_of: MapField },
    /// A share given ready made or as yes and n.
    Share { share: FieldId, yes: FieldId, n: FieldId },
    /// Count over exposure times a factor.
    Rate { of: Vec<FieldId>, per: Vec<FieldId>, times: f64 },
    /// Plain ratio.
    Ratio { of: Vec<FieldId>, out_of: Vec<FieldId> },
    /// Plain ratio to a number of people that the group names about itself.
    StaffRatio { of: Vec<FieldId>, staff: Staff },
    /// (of − minus) / (members_start + joined/2).
    Churn { of: Vec<FieldId>, minus: Vec<FieldId> },
    /// (to − from)/from.
    Growth { from: FieldId, to: FieldId },
    /// As given.
    Given(FieldId),
    /// A count.
    Count { of: FieldId },
    /// Mean: total over number.
    Mean { of: FieldId, out_of: FieldId },
    /// Median of a list with order-statistic interval.
    Median { list: ListField, summary: Option<FieldId> },
    /// Kaplan–Meier median, open cases censored.
    CensoredMedian { list: ListField },
    /// Kaplan–Meier survival at a number of months.
    Survival { at: f64 },
    /// Gini coefficient over contributors.
    Gini,
    /// Share of the largest part of the contributors.
    TopShare { share: f64 },
    /// Fewest contributors with this share of all contributions.
    AbsenceFactor { share: f64 },
    /// Pielou evenness over a map with a fixed number of categories.
    Evenness { map: MapField, categories: u32 },
    /// Pielou evenness over the group types of a place.
    TypeEvenness,
    /// Gini–Simpson diversity of shares.
    Diversity { map: MapField },
    /// 100·yes/(yes+no) of a checklist.
    Checklist { id: Box<str> },
    /// Goals on track over goals due.
    Goals,
    /// Days from the last item to the period's end.
    DaysSince,
    /// Months from the last evaluation to the period's end.
    MonthsSince,
    /// (plus − minus)/Σ · times.
    Net { plus: FieldId, minus: FieldId, out_of: Vec<FieldId>, times: f64 },
    /// Channels with an attributed join within 90 days, else declared channels.
    Channels,
    /// Largest share among known reasons, with the unknown share beside. A reason leads when the lower limit of its
    /// share lies above `leading`; none leads when more than `unknown_limit` is unknown.
    LargestShare { fields: Vec<FieldId>, unknown: FieldId, leading: f64, unknown_limit: f64 },
    /// Of the events.
    Events { measure: EventMeasure, kind: EventKind },
    /// (cost/acquired)/ad cost.
    CostRatio,
    /// Mean of the available shares of a place.
    ShareMean { of: Vec<[FieldId; 3]> },
    /// Place: Σ over its groups of a field, per inhabitants.
    PlaceSum { of: FieldId, per: FieldId, times: f64 },
    /// Place: active groups per inhabitants.
    PlaceGroups { per: FieldId, times: f64 },
    /// Place: own field over active groups.
    PlaceRatio { of: FieldId },
    /// Place: trained operators over operators of its groups.
    PlaceOperators,
    /// Measured weight over applicable weight.
    DataCoverage,
}
