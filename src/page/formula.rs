//! How an indicator is computed, in words: what the playbook says, or else what its measure says of itself.

use super::context::Context;
use super::html::escaped;
use crate::model::field::FieldId;
use crate::playbook::Indicator;
use crate::playbook::indicator::Measure;

/// The formula as markup. An indicator that a site brings has no text: most measures read as one all the same; of the
/// others, one that a built-in indicator shares is told in its words. Empty where neither holds.
pub fn formula(context: &Context, indicator: &Indicator) -> String {
    let words = context.tongue.words;
    let told = words.of("indicators", &indicator.id, "formula");
    if !told.is_empty() {
        return escaped(told);
    }
    if let Some(read) = read(context, &indicator.measure) {
        return read;
    }
    let like = context.frame.playbook.indicators.iter().filter(|other| other.measure == indicator.measure);
    let told = like.map(|other| words.of("indicators", &other.id, "formula"));
    escaped(told.into_iter().find(|told| !told.is_empty()).unwrap_or_default())
}

fn read(context: &Context, measure: &Measure) -> Option<String> {
    let tongue = context.tongue;
    let field = |field: &FieldId| tongue.field(*field).to_owned();
    let sum = |fields: &[FieldId]| match fields {
        [one] => field(one),
        many => format!("({})", many.iter().map(field).collect::<Vec<_>>().join(" + ")),
    };
    let times = |factor: f64| match factor {
        1.0 => String::new(),
        factor => format!(" × {}", tongue.words.number(factor, 0)),
    };
    let named = |name: &str| context.frame.fields.id(name).map_or_else(|| name.to_owned(), |id| field(&id));
    Some(match measure {
        Measure::Proportion { of, out_of } | Measure::Ratio { of, out_of } => format!("{} ÷ {}", sum(of), sum(out_of)),
        Measure::Mean { of, out_of } => format!("{} ÷ {}", field(of), field(out_of)),
        Measure::Share { yes, n, .. } => format!("{} ÷ {}", field(yes), field(n)),
        Measure::Rate { of, per, times: factor } => format!("{} ÷ {}{}", sum(of), sum(per), times(*factor)),
        Measure::Growth { from, to } => format!("({} − {}) ÷ {}", field(to), field(from), field(from)),
        Measure::Net { plus, minus, out_of, times: factor } => {
            format!("({} − {}) ÷ {}{}", field(plus), field(minus), sum(out_of), times(*factor))
        }
        Measure::Churn { of, minus } => {
            let less: String = minus.iter().map(|one| format!(" − {}", field(one))).collect();
            let base = format!("({} + {} ÷ 2)", named("members_start"), named("joined"));
            if less.is_empty() { format!("{} ÷ {base}", sum(of)) } else { format!("({}{less}) ÷ {base}", sum(of)) }
        }
        Measure::PlaceSum { of, per, times: factor } => format!("Σ {} ÷ {}{}", field(of), field(per), times(*factor)),
        Measure::Given(of) | Measure::Count { of } => tongue.say("page.method.as_given", &[("what", field(of).into())]),
        _ => return None,
    })
}
