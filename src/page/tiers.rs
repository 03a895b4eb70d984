//! Tiers in the place of a league table: groups whose overall scores cannot be told apart stand together.

use super::context::Context;
use super::group_list::ON_A_PAGE;
use super::html::{Pen, behind, names};
use super::template::Html;
use super::verdict::letters;
use crate::report::GroupSummary;
use crate::score::{Likely, State, change, tiers};

/// The tiers of these groups with what a tier means. Made from published scores and limits alone, so that readers can
/// work it out and nothing withheld can be read from it. Empty with fewer than two overall scores, and with more groups
/// than a page lists: so many would not be read.
pub fn section(context: &Context, groups: &[GroupSummary]) -> Html {
    if groups.len() > ON_A_PAGE {
        return Html::default();
    }
    let graded = groups.iter().filter(|group| group.state == Some(State::Graded));
    let scored: Vec<_> = graded.filter_map(|group| Some((group, group.overall?))).collect();
    if scored.len() < 2 {
        return Html::default();
    }
    let likely = scored.iter().map(|(_, (score, limits))| {
        Likely::from_limits(f64::from(*score), limits.map(|(low, high)| (f64::from(low), f64::from(high))))
    });
    let found = tiers(&likely.collect::<Vec<_>>(), change::SURE);
    let (tongue, words) = (context.tongue, context.tongue.words);
    let sure = words.number(change::SURE * 100.0, 0);
    let mut out = Pen::new();
    out.raw("<details class=\"tiers\"><summary>")
        .raw(words.ui("page.tiers.title"))
        .raw("</summary><p class=\"small\">");
    out.raw(&tongue.say("page.tiers.meaning", &[("sure", sure.into())])).raw("</p>");
    if found.len() == 1 {
        let all = tongue.say("page.tiers.one", &[("n", scored.len().into())]);
        out.raw("<p>").raw(&all).raw("</p></details>\n");
        return Html(out.done());
    }
    out.raw("<ol class=\"rows\">");
    for (number, mut tier) in found.into_iter().enumerate() {
        // No rank within a tier: the order is that of every list of groups.
        tier.sort_unstable();
        let members = tier.iter().map(|at| {
            let (group, _) = scored[*at];
            let grade = group.grade.map(|grades| format!(" {}", letters(grades))).unwrap_or_default();
            format!("{}{grade}", context.group(group.index))
        });
        let spread = tier.iter().filter_map(|at| scored[*at].0.overall).map(|(score, _)| f64::from(score));
        let (low, high) = spread.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), s| (l.min(s), h.max(s)));
        let args = [
            ("tier", words.number((number + 1) as f64, 0).into()),
            ("low", tongue.points(low).into()),
            ("high", tongue.points(high).into()),
        ];
        let key = if low < high { "page.tiers.tier" } else { "page.tiers.tier_of_one" };
        let tier = tongue.say(key, &args);
        out.raw("<li><b>").raw(&tier).raw("</b>").raw(behind(&tier)).raw(&names(members)).raw("</li>\n");
    }
    out.raw("</ol></details>\n");
    Html(out.done())
}
