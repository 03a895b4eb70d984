//! The links of a chain, walkable both ways: from a finding to the advice it leads to and to the causes and effects
//! connected with it; from advice back to its findings and on to what became of it. Where an end of a link does not
//! stand on the page, its rule does.

use super::context::Context;
use crate::judge::{Assessment, Judged, Outcome, Recommended};
use crate::playbook::FindingKind;

/// The chain of one page: of a group, of a place, or of the action plan that belongs to it.
pub struct Chain<'a> {
    context: Context<'a>,
    assessment: &'a Assessment,
    /// The way to the page that the findings stand on; empty on that page itself.
    page: String,
}

impl<'a> Chain<'a> {
    /// On the page that the findings and the advice stand on.
    pub fn new(context: &Context<'a>, assessment: &'a Assessment) -> Self {
        Self { context: *context, assessment, page: String::new() }
    }

    /// On another page: `folder` is that of the page with the findings.
    pub fn from_beside(context: &Context<'a>, assessment: &'a Assessment, folder: &str) -> Self {
        Self { context: *context, assessment, page: context.here.to(folder) }
    }

    /// The name of a finding, linked to where it is explained: on the page, or among the rules.
    pub fn finding(&self, finding: usize) -> String {
        let seen = self.assessment.findings.iter().find(|judged| judged.finding == finding);
        if !seen.is_some_and(|judged| stands(&self.context, judged)) {
            return self.context.rule(finding);
        }
        let id = self.context.frame.playbook.findings.get(finding).map(|rule| &*rule.id).unwrap_or_default();
        self.link("f-", id, &self.context.finding(finding))
    }

    /// The name of a row of advice, linked to its card on the page, or to its rule.
    pub fn advice(&self, row: usize) -> String {
        match self.card(row).and_then(|card| card.advice.first()) {
            Some(lead) => {
                let id = self.context.frame.playbook.advice.get(*lead).map(|row| &*row.id).unwrap_or_default();
                self.link("a-", id, &self.context.advice(*lead))
            }
            None => self.context.advice_rule(row),
        }
    }

    /// The card that holds a row of advice.
    pub fn card(&self, row: usize) -> Option<&'a Recommended> {
        self.assessment.advice.iter().find(|advice| advice.shown && advice.advice.contains(&row))
    }

    /// The advice that a finding leads to here, most urgent first.
    pub fn advice_for(&self, finding: usize) -> Vec<String> {
        let serving = self.assessment.advice.iter().filter(|advice| advice.findings.contains(&finding));
        serving.filter_map(|advice| advice.advice.first()).map(|lead| self.advice(*lead)).collect()
    }

    /// The effects that are seen at the same time as a cause or within the lag after it.
    pub fn effects_of(&self, finding: usize) -> Vec<String> {
        let effects = self.assessment.findings.iter().filter(|judged| judged.outcome >= Outcome::Possible);
        effects.filter(|judged| judged.linked.contains(&finding)).map(|judged| self.finding(judged.finding)).collect()
    }

    /// Where the page tells what became of one of these rows: the spot, or nothing.
    pub fn follow_up(&self, rows: &[usize]) -> Option<String> {
        let follow = self.assessment.follow_up.iter().find(|follow| rows.contains(&follow.advice))?;
        let id = &self.context.frame.playbook.advice.get(follow.advice)?.id;
        Some(format!("{}#u-{id}", self.page))
    }

    fn link(&self, kind: &str, id: &str, name: &str) -> String {
        let mut out = super::html::Pen::new();
        out.raw("<a href=\"").raw(&self.page).raw("#").raw(kind).text(id).raw("\">").raw(name).raw("</a>");
        out.done()
    }
}

/// Whether a finding has an entry of its own on the page of its group or place.
pub fn stands(context: &Context, judged: &Judged) -> bool {
    let kind = context.frame.playbook.findings.get(judged.finding).map(|finding| finding.kind);
    judged.outcome >= Outcome::Possible && kind.is_some_and(FindingKind::is_fault)
}

/// The findings that stand on the page, the strongest first. A stable sort: equal strength keeps the playbook's order.
pub fn strongest<'a>(context: &Context, assessment: &'a Assessment) -> Vec<&'a Judged> {
    let mut seen: Vec<&Judged> = assessment.findings.iter().filter(|judged| stands(context, judged)).collect();
    seen.sort_by(|a, b| b.outcome.cmp(&a.outcome).then(b.strength.total_cmp(&a.strength)));
    seen
}
