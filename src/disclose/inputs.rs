//! Which fields an indicator is made of: it is withheld where one of them is.

use super::{Rules, SMALL_GROUP};
use crate::model::Period;
use crate::model::community::Community;
use crate::model::field::{FieldId, FieldTable};
use crate::playbook::indicator::ListField;
use crate::playbook::{Measure, Playbook};
use std::sync::LazyLock;

/// The scalar fields that indicator `index` is computed from.
pub fn inputs(playbook: &Playbook, index: usize) -> Vec<FieldId> {
    let indicator = &playbook.indicators[index];
    let mut fields = of_measure(&indicator.measure);
    // `needs` names what the formula reads without a field of its own in the measure: stock and flow, currency.
    fields.extend(indicator.needs.iter().filter_map(|name| builtin(name)));
    fields.sort_unstable();
    fields.dedup();
    fields
}

fn of_measure(measure: &Measure) -> Vec<FieldId> {
    match measure {
        Measure::Proportion { of, out_of } | Measure::Ratio { of, out_of } => joined(of, out_of),
        // The sum over the channels is, as a rule, the number of joins: its n would give that away.
        Measure::ProportionOfMap { of, .. } => std::iter::once(*of).chain(builtin("joined")).collect(),
        Measure::StaffRatio { of, .. } => of.clone(),
        Measure::Share { share, yes, n } => vec![*share, *yes, *n],
        Measure::Rate { of, per, .. } => joined(of, per),
        Measure::Churn { of, minus } => {
            let mut fields = joined(of, minus);
            fields.extend(["members_start", "joined"].iter().filter_map(|name| builtin(name)));
            fields
        }
        Measure::Growth { from, to } => vec![*from, *to],
        Measure::Given(field) | Measure::Count { of: field } => vec![*field],
        Measure::Mean { of, out_of } => vec![*of, *out_of],
        Measure::Net { plus, minus, out_of, .. } => {
            let mut fields = out_of.clone();
            fields.extend([*plus, *minus]);
            fields
        }
        Measure::LargestShare { fields, unknown, .. } => {
            let mut fields = fields.clone();
            fields.push(*unknown);
            fields
        }
        Measure::Median { list: ListField::ContribCounts, .. }
        | Measure::Gini
        | Measure::TopShare { .. }
        | Measure::AbsenceFactor { .. } => builtin("contrib.n").into_iter().collect(),
        Measure::Events { .. } => builtin("active").into_iter().collect(),
        Measure::CostRatio => builtin("acquired").into_iter().collect(),
        Measure::ShareMean { of } => of.iter().flatten().copied().collect(),
        Measure::PlaceSum { per, .. } => [*per].into_iter().chain(builtin("members_unique")).collect(),
        Measure::PlaceGroups { per, .. } => vec![*per],
        Measure::PlaceRatio { of } => vec![*of],
        Measure::Median { .. }
        | Measure::CensoredMedian { .. }
        | Measure::Survival { .. }
        | Measure::Evenness { .. }
        | Measure::TypeEvenness
        | Measure::Diversity { .. }
        | Measure::Checklist { .. }
        | Measure::Goals
        | Measure::DaysSince
        | Measure::MonthsSince
        | Measure::Channels
        | Measure::PlaceOperators
        | Measure::DataCoverage => Vec::new(),
    }
}

/// How many groups of the place (with the places below it) have a member count that is withheld at the last
/// period they measured until `period`.
pub fn hidden_groups(community: &Community, place: usize, period: Period, rules: &Rules) -> usize {
    let Some(end) = community.fields.id("members_end") else { return 0 };
    let below = |mut at: Option<usize>| {
        while let Some(index) = at {
            if index == place {
                return true;
            }
            at = community.places[index].parent;
        }
        false
    };
    community
        .groups
        .iter()
        .filter(|group| below(group.place))
        .filter(|group| {
            let rows = group.series.periods().partition_point(|p| p.last_day() <= period.last_day());
            let members = (0..rows).rev().find_map(|row| group.series.get(end, row));
            members.is_some_and(|members| rules.small(members) || (members > 0.0 && members < SMALL_GROUP))
        })
        .count()
}

fn joined(a: &[FieldId], b: &[FieldId]) -> Vec<FieldId> {
    a.iter().chain(b).copied().collect()
}

/// Built-in fields have the same id in every table: they are registered first, in order.
fn builtin(name: &str) -> Option<FieldId> {
    static BUILTIN: LazyLock<FieldTable> = LazyLock::new(FieldTable::default);
    BUILTIN.id(name)
}
