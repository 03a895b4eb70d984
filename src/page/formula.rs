//! How an indicator is computed, in words: what the playbook says, or else what its measure says of itself.

use super::context::Context;
use super::html::escaped;
use crate::model::field::FieldId;
use crate::playbook::Indicator;
use crate::playbook::indicator::Measure;
use std::mem::discriminant;

/// The formula as markup. An indicator that a site brings has no text: most measures read as one all the same; of the
/// others, one that a built-in indicator shares is told in its words, and one of a kind that a built-in indicator has by
/// that. Empty where nothing of the kind is built in.
pub fn formula(context: &Context, indicator: &Indicator) -> String {
    let words = context.tongue.words;
    let told = words.of("indicators", &indicator.id, "formula");
    if !told.is_empty() {
        return escaped(told);
    }
    if let Some(read) = read(context, &indicator.measure) {
        return read;
    }
    let told = |other: &&Indicator| !words.of("indicators", &other.id, "formula").is_empty();
    let others = || context.frame.playbook.indicators.iter().enumerate().filter(|(_, other)| told(other));
    if let Some((_, like)) = others().find(|(_, other)| other.measure == indicator.measure) {
        return escaped(words.of("indicators", &like.id, "formula"));
    }
    // The same kind of measure with other settings.
    let kind = discriminant(&indicator.measure);
    others().find(|(_, other)| discriminant(&other.measure) == kind).map_or_else(String::new, |(at, _)| {
        context.tongue.say("page.method.made_like", &[("name", context.indicator(at).into())])
    })
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
