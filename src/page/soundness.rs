//! How scores are made, how far figures can be trusted, and which choice of the method matters most: parts of the method
//! page. Every number comes from the code or the playbook that applied it.

use super::Whole;
use super::context::Context;
use super::figure::scroll;
use super::html::Pen;
use crate::measure::{bootstrap, tier};
use crate::playbook::{Indicator, Level};
use crate::report::{Frame, GroupSummary};
use crate::score::{Choice, Sensitivity, aggregate, change, draws, method, peers, plan, sensitivity};
use crate::words::condition::digits;

/// Arguments of a sentence.
type Arguments<'a> = Vec<(&'static str, crate::words::message::Arg<'a>)>;

/// Rules of the score as list items, with the numbers that hold for this site.
pub fn score(context: &Context) -> String {
    const KEYS: [&str; 13] = [
        "points",
        "factors",
        "dimension",
        "overall",
        "condition",
        "missing",
        "data",
        "method",
        "grade",
        "change",
        "rank",
        "states",
        "places",
    ];
    items(context, "score", &KEYS, &arguments(context))
}

/// Rules of reliability as list items.
pub fn sure(context: &Context) -> String {
    const KEYS: [&str; 8] = ["few", "imprecise", "none", "resamples", "period", "over", "surveys", "waiting"];
    items(context, "sure", &KEYS, &arguments(context))
}

/// How evidence is weighed, with the constants in force here, as list items.
pub fn seen(context: &Context) -> String {
    const KEYS: [&str; 6] = ["established", "indicated", "hint", "likely", "possible", "few"];
    let (words, judging) = (context.tongue.words, &context.frame.playbook.judging);
    let number = |value: f64| words.number(value, digits(value));
    let percent = |share: f64| words.number(share * 100.0, 0);
    let args = vec![
        ("hint", number(judging.strength[0]).into()),
        ("indicated", number(judging.strength[1]).into()),
        ("established", number(judging.strength[2]).into()),
        ("periods", number(judging.persistent_periods as f64).into()),
        ("least", percent(judging.least_change).into()),
        ("likely", number(judging.likely[0]).into()),
        ("most", percent(judging.likely[1]).into()),
        ("items", number(judging.items as f64).into()),
        ("possible", number(judging.possible[0]).into()),
        ("some", percent(judging.possible[1]).into()),
        ("few", number(tier::FEW).into()),
    ];
    items(context, "seen", &KEYS, &args)
}

/// Formulas of the intervals and of points as list items.
pub fn formulas(context: &Context) -> String {
    const KEYS: [&str; 8] = ["wilson", "newcombe", "poisson", "survival", "order", "spread", "net", "posts"];
    items(context, "interval", &KEYS, &Vec::new())
}

fn items(context: &Context, part: &str, keys: &[&str], args: &Arguments<'_>) -> String {
    let mut out = String::new();
    for key in keys {
        out.push_str("<li>");
        out.push_str(&context.tongue.say(&format!("page.method.{part}.{key}"), args));
        out.push_str("</li>\n");
    }
    out
}

fn arguments<'a>(context: &Context) -> Arguments<'a> {
    let words = context.tongue.words;
    let (book, scoring) = (&context.frame.playbook, &context.frame.site.scoring);
    // Names hold commas themselves.
    let quoted = |name: String| context.tongue.say("page.quoted", &[("name", name.into())]);
    let core = scoring.core_dimensions.iter().filter_map(|id| Some(quoted(context.dimension(book.dimension(id)?))));
    let core: Vec<String> = core.collect();
    let number = |value: f64| words.number(value, usize::from(value.fract() != 0.0));
    let percent = |share: f64| words.number(share * 100.0, 0);
    let response = book.indicators.iter().find_map(|indicator| indicator.minimum_response).unwrap_or_default();
    vec![
        ("coverage", percent(scoring.minimum_coverage).into()),
        ("needed", number(core.len().saturating_sub(1) as f64).into()),
        ("core", words.list(&core).into()),
        ("n", scoring.minimum_periods.into()),
        ("floor", number(aggregate::FLOOR).into()),
        ("weights", weights(context).into()),
        ("factor", number(factor(&book.indicators)).into()),
        ("weight", percent(method::WEIGHT).into()),
        ("post", percent(method::POST).into()),
        ("sure_grade", percent(draws::SURE_GRADE).into()),
        ("sure", percent(change::SURE).into()),
        ("dormant", percent(plan::DORMANT).into()),
        ("dormant_periods", number(plan::DORMANT_PERIODS as f64).into()),
        ("fewest", number(peers::FEWEST as f64).into()),
        ("few", number(tier::FEW).into()),
        ("rse", words.number(tier::IMPRECISE, 3).into()),
        ("resamples", number(bootstrap::DRAWS as f64).into()),
        ("longest", number(bootstrap::LONGEST as f64).into()),
        ("response", percent(response).into()),
    ]
}

/// Indicators whose weight is not 1, each with its weight.
fn weights(context: &Context) -> String {
    let words = context.tongue.words;
    let scored = |indicator: &Indicator| indicator.dimension.is_some() && indicator.weight != 1.0;
    let of = |(index, indicator): (usize, &Indicator)| {
        let args = [("name", context.indicator(index).into()), ("weight", words.number(indicator.weight, 1).into())];
        context.tongue.say("page.method.weight_of", &args)
    };
    let all = context.frame.playbook.indicators.iter().enumerate();
    let named: Vec<String> = all.filter(|(_, indicator)| scored(indicator)).map(of).collect();
    words.list(&named)
}

/// The largest factor that a type of group puts on a weight.
fn factor(indicators: &[Indicator]) -> f64 {
    indicators.iter().flat_map(|i| &i.profiles).map(|profile| profile.weight).fold(1.0, f64::max)
}

/// Sensitivity of the site's overall scores, from what was published of them.
pub fn of_site(frame: &Frame, groups: &[GroupSummary]) -> Option<Sensitivity> {
    let graded = groups.iter().filter(|group| group.overall.is_some());
    let scores =
        graded.map(|group| group.dimensions.iter().map(|score| score.value().map(|s| f64::from(*s))).collect());
    let scores: Vec<Vec<Option<f64>>> = scores.collect();
    let own = |id: &str| frame.site.scoring.weights.iter().find(|(name, _)| **name == *id).map(|(_, weight)| *weight);
    let of_groups = frame.playbook.dimensions.iter().filter(|dimension| dimension.level == Level::Group);
    let weights: Vec<f64> = of_groups.map(|dimension| own(&dimension.id).unwrap_or(dimension.weight)).collect();
    sensitivity::sensitivity(&scores, &weights)
}

/// Which choice moves the results most, in words and in two tables.
pub fn choices(context: &Context, whole: &Whole) -> String {
    let (tongue, words) = (context.tongue, context.tongue.words);
    let Some(found) = whole.sensitivity else {
        return format!("<p>{}</p>", words.ui("page.method.sensitivity.none"));
    };
    let name = |choice: Choice| words.ui(&format!("page.method.sensitivity.of.{}", choice.id())).to_owned();
    let percent = |share: f64| words.number(share * 100.0, 0);
    let moved: Vec<(usize, f64)> =
        of_groups(context).zip(&found.left_out).filter_map(|(d, m)| Some((d, (*m)?))).collect();
    let [(choice, total), (second, second_total), ..] = found.ranked();
    let key = match total - second_total < sensitivity::NEAR {
        _ if found.change.1 < STILL => "page.method.sensitivity.still",
        true => "page.method.sensitivity.lead_two",
        false => "page.method.sensitivity.lead",
    };
    let mut args: Arguments = vec![
        ("choice", name(choice).into()),
        ("total", percent(total).into()),
        ("second", name(second).into()),
        ("second_total", percent(second_total).into()),
        ("groups", words.number(found.groups as f64, 0).into()),
        ("runs", words.number((sensitivity::RUNS * 6) as f64, 0).into()),
        ("median", words.number(found.change.0, 1).into()),
        ("most", words.number(found.change.1, 1).into()),
        ("weight", percent(method::WEIGHT).into()),
        ("post", percent(method::POST).into()),
    ];
    let mut out = Pen::new();
    out.raw("<p>").raw(&tongue.say(key, &args)).raw("</p><p>").raw(&tongue.say("page.method.sensitivity.size", &args));
    if let Some((dimension, points)) = moved.iter().copied().reduce(|a, b| if b.1 > a.1 { b } else { a }) {
        args.extend([("dimension", context.dimension(dimension).into()), ("points", words.number(points, 1).into())]);
        out.raw(words.ui("list.sentence")).raw(&tongue.say("page.method.sensitivity.without", &args));
    }
    out.raw("</p><p class=\"small\">").raw(&tongue.say("page.method.sensitivity.about", &args)).raw("</p>");
    let rows = Choice::ALL.into_iter().zip(found.choices).map(|(choice, share)| {
        // An index is a share of a variance; an estimate a little below 0 is 0.
        vec![name(choice), words.number(share.first.max(0.0), 2), words.number(share.total.max(0.0), 2)]
    });
    table(&mut out, context, &["choice", "first", "total"], rows);
    let moved = moved.into_iter().map(|(index, moved)| vec![context.dimension(index), words.number(moved, 1)]);
    table(&mut out, context, &["dimension", "points"], moved);
    out.done()
}

/// Movement in points that prints as none.
const STILL: f64 = 0.05;

/// The dimensions of groups by index.
fn of_groups<'a>(context: &'a Context) -> impl Iterator<Item = usize> + 'a {
    context
        .frame
        .playbook
        .dimensions
        .iter()
        .enumerate()
        .filter(|(_, d)| d.level == Level::Group)
        .map(|(index, _)| index)
}

fn table(out: &mut Pen, context: &Context, columns: &[&str], rows: impl Iterator<Item = Vec<String>>) {
    let words = context.tongue.words;
    let label = |column: &str| words.ui(&format!("page.method.sensitivity.{column}")).to_owned();
    let mut table = Pen::new();
    table.raw("<table><thead><tr>");
    for (at, column) in columns.iter().enumerate() {
        table.raw(if at == 0 { "<th scope=\"col\">" } else { "<th scope=\"col\" class=\"r\">" });
        table.raw(&label(column)).raw("</th>");
    }
    table.raw("</tr></thead><tbody>");
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            let (open, close) =
                if at == 0 { ("<tr><th scope=\"row\">", "</th>") } else { ("<td class=\"num r\">", "</td>") };
            table.raw(open).raw(cell).raw(close);
        }
        table.raw("</tr>\n");
    }
    table.raw("</tbody></table>");
    scroll(out, &label(columns[0]), &table.done());
}
