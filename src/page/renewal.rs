//! Where groups stand in the renewal of a membership, and what switching goes with: two compact tables.

use super::context::Context;
use super::group_list::{foremost, left_out};
use super::html::Pen;
use super::{mark, summary};
use crate::judge::Outcome;
use crate::playbook::advice::AdviceKind;
use crate::report::GroupSummary;

/// Groups by step: done, under way, planned, gate passed, next, or waiting. Empty where no group is at it.
pub fn matrix(context: &Context, groups: &[GroupSummary]) -> String {
    let words = context.tongue.words;
    let steps = steps(context);
    let is_step = |advice: u16| steps.iter().any(|(_, row)| *row == usize::from(advice));
    let acts = |group: &GroupSummary| group.actions.iter().any(|(advice, ..)| is_step(*advice));
    let at_it = groups.iter().filter(|group| group.renewal_step.is_some() || acts(group)).collect();
    // Where something is done there is something to see.
    let rank = |group: &&GroupSummary| (acts(group), group.renewal_step);
    let (shown, more) = foremost(at_it, |a, b| rank(b).cmp(&rank(a)), |group| group.index);
    let mut rows = Pen::new();
    for group in shown {
        rows.raw("<tr><th scope=\"row\">").raw(&context.group(group.index)).raw("</th>");
        for (number, row) in &steps {
            let action = group.actions.iter().rev().find(|(advice, ..)| usize::from(*advice) == *row);
            let done = action.map(|(_, status, _)| words.ui(&format!("action.{}", status.id())).to_owned());
            let (class, text) = match (&done, group.renewal_step) {
                (Some(status), _) => ("r-act", status.as_str()),
                (None, Some(next)) if *number < next => ("r-past", words.ui("page.renewal.passed")),
                (None, Some(next)) if *number == next => ("r-next", words.ui("page.renewal.next")),
                (None, Some(_)) => ("r-wait", words.ui("page.renewal.waits")),
                (None, None) => ("r-wait", "–"),
            };
            rows.raw("<td class=\"").raw(class).raw("\">").raw(text).raw("</td>");
        }
        rows.raw("</tr>");
    }
    let rows = rows.done();
    if rows.is_empty() {
        return rows;
    }
    let heads = ["page.groups.group", "page.renewal.1", "page.renewal.2", "page.renewal.3", "page.renewal.4"];
    let heads = heads.get(..=steps.len()).unwrap_or(&heads);
    let mut region = Pen::new();
    region.raw(&summary::framed(context, "wide ren", "page.renewal.caption", heads, &rows));
    left_out(context, &mut region, "page.renewal.more", more);
    region.done()
}

/// The steps of the procedure with their rows of advice, in order; at most four.
pub fn steps(context: &Context) -> Vec<(u8, usize)> {
    let rows = context.frame.playbook.advice.iter().enumerate();
    let mut steps: Vec<(u8, usize)> = rows
        .filter_map(|(row, advice)| match advice.kind {
            AdviceKind::Step(number) => Some((number, row)),
            _ => None,
        })
        .collect();
    steps.sort_unstable();
    steps.truncate(4);
    steps
}

/// Effects that go with switching, for every group where at least one is possible; and how many groups show none.
pub fn effects(context: &Context, groups: &[GroupSummary]) -> (String, usize) {
    let words = context.tongue.words;
    let effects: Vec<u16> = groups.iter().flat_map(|group| &group.switching).map(|(finding, _)| *finding).collect();
    let mut kinds: Vec<u16> = effects;
    kinds.sort_unstable();
    kinds.dedup();
    let seen = |group: &GroupSummary, least| group.switching.iter().filter(|(_, outcome)| *outcome >= least).count();
    let with_any: Vec<_> = groups.iter().filter(|group| seen(group, Outcome::Possible) > 0).collect();
    let others = groups.len() - with_any.len();
    let rank = |group: &&GroupSummary| (seen(group, Outcome::Likely), seen(group, Outcome::Possible));
    let (shown, more) = foremost(with_any, |a, b| rank(b).cmp(&rank(a)), |group| group.index);
    let mut rows = Pen::new();
    for group in shown {
        rows.raw("<tr><th scope=\"row\">").raw(&context.group(group.index)).raw("</th>");
        for kind in &kinds {
            let outcome = group.switching.iter().find(|(finding, _)| finding == kind).map(|(_, outcome)| *outcome);
            rows.raw("<td>");
            match outcome.and_then(|outcome| Some((outcome, outcome.id()?))) {
                Some((outcome, id)) if outcome >= Outcome::Possible => {
                    let rule = context.frame.playbook.findings.get(usize::from(*kind));
                    let spot = format!("f-{}", rule.map(|rule| &*rule.id).unwrap_or_default());
                    let folder = context.frame.groups.get(group.index).map_or("", |link| link.path.as_str());
                    rows.raw(mark::outcome(outcome)).raw(" ");
                    rows.raw(&context.linked_at(folder, &spot, words.ui(&format!("result.{id}"))));
                }
                Some((outcome, id)) => {
                    rows.raw(mark::outcome(outcome)).raw(" ").raw(words.ui(&format!("result.{id}")));
                }
                None => {
                    rows.raw("–");
                }
            }
            rows.raw("</td>");
        }
        rows.raw("</tr>");
    }
    let rows = rows.done();
    if rows.is_empty() {
        return (rows, others);
    }
    let mut table = Pen::new();
    table.raw("<table class=\"wide ren\"><caption>").raw(words.ui("page.switching.effects_caption"));
    table.raw("</caption><thead><tr><th scope=\"col\">").raw(words.ui("page.groups.group")).raw("</th>");
    for kind in &kinds {
        table.raw("<th scope=\"col\">").raw(&context.rule(usize::from(*kind))).raw("</th>");
    }
    table.raw("</tr></thead><tbody>").raw(&rows).raw("</tbody></table>");
    let mut region = Pen::new();
    super::figure::scroll(&mut region, words.ui("page.switching.effects_caption"), &table.done());
    left_out(context, &mut region, "page.switching.effects_more", more);
    (region.done(), others)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use crate::model::site::HantTerms;
    use crate::page::fixture;
    use crate::page::group_list::ON_A_PAGE;
    use crate::page::link::Here;
    use crate::page::tongue::Tongue;
    use crate::report::Kept;
    use crate::report::summary::summary;
    use crate::score::State;
    use crate::words::Words;

    #[test]
    fn a_long_table_shows_the_clearest_groups_and_counts_the_others() {
        let frame = fixture::frame(&["en"], 150);
        let words = Words::load(&Lang::new("en"), HantTerms::Taiwan).unwrap().unwrap();
        let tongue = Tongue::new(&frame, &words, 0);
        let context = Context { frame: &frame, tongue: &tongue, here: &Here::new("", "switching") };
        let group = |index: usize| {
            let last = index == 149;
            let outcome = if last { Outcome::Likely } else { Outcome::Possible };
            let kept = Kept::clone(&summary(&frame, &fixture::group(&frame, index, State::Graded)));
            let renewal_step = Some(if last { 3 } else { 1 });
            GroupSummary::from(Kept { switching: vec![(0, outcome)], renewal_step, actions: Vec::new(), ..kept })
        };
        let groups: Vec<GroupSummary> = (0..150).map(group).collect();
        let (effects, others) = effects(&context, &groups);
        for table in [effects, matrix(&context, &groups)] {
            assert_eq!(table.matches("<th scope=\"row\">").count(), ON_A_PAGE);
            assert!(table.contains(&context.group(149)) && table.contains(&context.group(98)));
            assert!(!table.contains(&context.group(99)), "the first of equals");
            assert!(table.contains("<p class=\"small\">50 more groups"), "{table}");
        }
        assert_eq!(others, 0);
        assert!(!matrix(&context, &groups[..100]).contains("more group"));
    }
}
