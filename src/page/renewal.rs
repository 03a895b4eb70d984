//! Where groups stand in the renewal of a membership, and what switching goes with: two compact tables.

use super::context::Context;
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
    let mut rows = Pen::new();
    for group in groups {
        if group.renewal_step.is_none() && !group.actions.iter().any(|(advice, ..)| is_step(*advice)) {
            continue;
        }
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
    summary::framed(context, "wide ren", "page.renewal.caption", heads.get(..=steps.len()).unwrap_or(&heads), &rows)
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
    let (mut rows, mut others) = (Pen::new(), 0);
    for group in groups {
        if !group.switching.iter().any(|(_, outcome)| *outcome >= Outcome::Possible) {
            others += 1;
            continue;
        }
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
    (region.done(), others)
}
