//! Findings in a page: result, claim, the chain they belong to, evidence for and against, and what was not measured.

use super::chain::{Chain, strongest};
use super::context::Context;
use super::evidence;
use super::html::{names, part};
use super::mark;
use super::template::Html;
use crate::disclose::Published;
use crate::judge::{About, Assessment, Judged, Line, Outcome, Seen};
use crate::playbook::advice::AdviceKind;
use serde::Serialize;

/// Findings whose evidence stands open: the rest is a click away.
const OPEN: usize = 2;

/// One finding that is at least possible.
#[derive(Debug, Serialize)]
pub struct FindingView {
    id: String,
    name: Html,
    mark: Html,
    /// Result, and since when.
    result: Html,
    claim: Html,
    caution: Option<Html>,
    /// Pieces of advice it leads to, as a list in one line.
    leads: Html,
    /// Causes seen with it or shortly before.
    causes: Html,
    /// Effects seen with it or shortly after.
    effects: Html,
    /// How much evidence speaks for and against.
    weighed: String,
    strength: String,
    /// Whether the evidence stands open.
    open: bool,
    /// List items.
    supports: Html,
    /// List items; empty where there is nothing.
    opposes: Html,
    /// List items of values shown beside the evidence; empty where there is none.
    shows: Html,
}

/// Findings of a group or place, sorted into what a reader needs of each.
#[derive(Debug, Serialize)]
pub struct FindingsView {
    /// Causes, effects and remarks that are at least possible, the strongest first.
    seen: Vec<FindingView>,
    /// What is said where no finding is even possible.
    none: String,
    /// One sentence: how many rules were tried, and what came of them; empty where none was.
    tried: String,
    /// What cannot be assessed, with what to measure first: list items.
    open: Html,
    /// What was looked for and not seen: a list in one line.
    not_seen: Html,
    /// Context, printed without a result: list items.
    context: Html,
}

/// The findings of an assessment.
pub fn findings(context: &Context, assessment: &Assessment, periods: &[crate::model::Period]) -> FindingsView {
    let chain = Chain::new(context, assessment);
    let seen = strongest(context, assessment);
    let faults = || {
        assessment.findings.iter().filter(|judged| {
            context.frame.playbook.findings.get(judged.finding).is_some_and(|finding| finding.kind.is_fault())
        })
    };
    // Before there are enough periods every rule waits: that is said once, not rule by rule.
    let early = assessment.too_early;
    FindingsView {
        none: none(context, assessment).to_owned(),
        seen: seen.iter().enumerate().map(|(at, judged)| view(context, &chain, judged, periods, at < OPEN)).collect(),
        tried: if early { String::new() } else { tried(context, faults()) },
        open: Html(if early { String::new() } else { open(context, faults()) }),
        not_seen: Html(not_seen(context, faults())),
        context: Html(shown(context, assessment.findings.iter())),
    }
}

/// What is said where no finding is even possible: that none was found, that none was looked for yet, or that too
/// little is known to look.
pub fn none<'a>(context: &'a Context, assessment: &Assessment) -> &'a str {
    let key = match assessment.too_early {
        true => "page.finding.too_early",
        false if !is_looked(context, assessment) => "page.finding.unassessed",
        false => "page.finding.none",
    };
    context.tongue.words.ui(key)
}

/// Whether any rule for a fault came to a result.
pub fn is_looked(context: &Context, assessment: &Assessment) -> bool {
    assessment.findings.iter().any(|judged| {
        let kind = context.frame.playbook.findings.get(judged.finding).map(|finding| finding.kind);
        judged.outcome >= Outcome::NotSeen && kind.is_some_and(crate::playbook::FindingKind::is_fault)
    })
}

/// Advice that is made for a finding and not recommended here yet, linked to its rule.
fn not_yet(context: &Context, finding: usize) -> String {
    let book = &context.frame.playbook;
    let leads = book.findings.get(finding).map(|finding| finding.advice.as_slice()).unwrap_or_default();
    let work = |row: &crate::playbook::Advice| row.kind != AdviceKind::Guard;
    let rows = book.advice.iter().enumerate().filter(|(_, row)| work(row));
    let rows = rows.filter(|(at, row)| leads.contains(at) || row.serves.contains(&finding));
    let rows = names(rows.map(|(at, _)| context.advice_rule(at)));
    if rows.is_empty() { rows } else { context.tongue.say("page.finding.not_yet", &[("advice", rows.into())]) }
}

/// Causes seen with an effect or shortly before; that there were none, where some were looked for.
fn causes(context: &Context, chain: &Chain, judged: &Judged) -> String {
    let follows = context.frame.playbook.findings.get(judged.finding).is_some_and(|rule| !rule.follows.is_empty());
    if judged.linked.is_empty() && follows {
        return context.tongue.words.ui("page.finding.no_cause").to_owned();
    }
    names(judged.linked.iter().map(|cause| chain.finding(*cause)))
}

fn view(
    context: &Context,
    chain: &Chain,
    judged: &Judged,
    periods: &[crate::model::Period],
    open: bool,
) -> FindingView {
    let tongue = context.tongue;
    let finding = context.frame.playbook.findings.get(judged.finding);
    let own = |attribute: &str| {
        let Some(finding) = finding else { return Html::default() };
        let own = if attribute == "claim" { &finding.claim } else { &finding.caution };
        let (text, lang) = tongue.words.own_or(own, "findings", &finding.id, attribute);
        let mut out = String::new();
        part(&mut out, text, lang, tongue.lang());
        Html(out)
    };
    let percent = |share: f64| tongue.words.number(share * 100.0, 0);
    let strength =
        [("strength", tongue.words.number(judged.strength, 2).into()), ("coverage", percent(judged.coverage).into())];
    let since = judged.since.and_then(|row| periods.get(row)).map(|period| tongue.words.period(*period));
    let result = judged.outcome.id().map(|id| tongue.words.ui(&format!("result.{id}")).to_owned()).unwrap_or_default();
    let leads = names(chain.advice_for(judged.finding));
    let leads = if leads.is_empty() { not_yet(context, judged.finding) } else { leads };
    let (supports, opposes, counts) = columns(context, judged);
    let number = |n: usize| tongue.words.number(n as f64, 0);
    FindingView {
        id: finding.map(|finding| finding.id.to_string()).unwrap_or_default(),
        name: Html(context.finding(judged.finding)),
        mark: Html(mark::outcome(judged.outcome).to_owned()),
        result: Html(match since {
            Some(since) => {
                tongue.say("page.finding.result_since", &[("result", result.into()), ("since", since.into())])
            }
            None => tongue.say("page.finding.result", &[("result", result.into())]),
        }),
        claim: own("claim"),
        caution: Some(own("caution"))
            .filter(|caution| !caution.0.is_empty())
            .map(|caution| Html(tongue.say("page.finding.caution", &[("text", caution.0.into())]))),
        leads: Html(leads),
        causes: Html(causes(context, chain, judged)),
        effects: Html(names(chain.effects_of(judged.finding))),
        weighed: tongue
            .say("page.finding.weighed", &[("for", number(counts.0).into()), ("against", number(counts.1).into())]),
        strength: tongue.say("page.finding.strength", &strength),
        open,
        supports: Html(supports),
        opposes: Html(opposes),
        shows: Html(judged.shows.iter().fold(String::new(), |mut out, line| {
            evidence::item(context, &mut out, line, false);
            out
        })),
    }
}

/// What speaks for a finding, and what speaks against it or could not be used, each with its number of lines.
fn columns(context: &Context, judged: &Judged) -> (String, String, (usize, usize)) {
    let (mut supports, mut opposes) = (String::new(), String::new());
    let mut counts = (0, 0);
    for item in &judged.evidence {
        let mut first = item.defining;
        let seen = item.seen.value().is_some_and(|seen| *seen > Seen::NotSeen);
        let open = !seen && item.lines.iter().any(|line| !line.supports());
        // A part weighs nothing for an item that as a whole is not seen, or could not be looked at. Told are the parts
        // that keep it from being seen.
        for line in item.lines.iter().filter(|line| !(open && line.supports())) {
            let hit = line.supports() && seen;
            let star = std::mem::take(&mut first);
            *(if hit { &mut counts.0 } else { &mut counts.1 }) += 1;
            evidence::item(context, if hit { &mut supports } else { &mut opposes }, line, star);
        }
    }
    for line in &judged.counter {
        counts.1 += 1;
        evidence::item(context, &mut opposes, line, false);
    }
    (supports, opposes, counts)
}

/// How many rules were tried and what came of them.
fn tried<'a>(context: &Context, faults: impl Iterator<Item = &'a Judged>) -> String {
    let mut counts = [0_usize; 5];
    for judged in faults {
        match judged.outcome {
            Outcome::Likely => counts[0] += 1,
            Outcome::Possible => counts[1] += 1,
            Outcome::NotSeen => counts[2] += 1,
            Outcome::CannotAssess => counts[3] += 1,
            Outcome::Withheld => counts[4] += 1,
            Outcome::NotApplicable | Outcome::Context => {}
        }
    }
    let number = |n: usize| context.tongue.words.number(n as f64, 0);
    let args = [
        ("n", counts.iter().sum::<usize>().into()),
        ("items", number(context.frame.playbook.judging.items).into()),
        ("likely", number(counts[0]).into()),
        ("possible", number(counts[1]).into()),
        ("not_seen", number(counts[2]).into()),
        ("open", number(counts[3]).into()),
        ("withheld", number(counts[4]).into()),
    ];
    context.tongue.say("page.finding.tried", &args)
}

/// What cannot be assessed, with what to measure first.
fn open<'a>(context: &Context, judged: impl Iterator<Item = &'a Judged>) -> String {
    let mut out = String::new();
    for judged in judged {
        let Some(line) = unjudged(context, judged) else { continue };
        out.push_str("<li>");
        out.push_str(&line);
        out.push_str("</li>\n");
    }
    out
}

/// Why a finding has no result, and what to measure first; `None` for one that has.
pub fn unjudged(context: &Context, judged: &Judged) -> Option<String> {
    let reason = reason(context, judged)?;
    let args = [("name", context.rule(judged.finding).into()), ("reason", reason.into())];
    Some(context.tongue.say("page.finding.open", &args))
}

/// The reason alone.
pub fn reason(context: &Context, judged: &Judged) -> Option<String> {
    let (tongue, judging) = (context.tongue, &context.frame.playbook.judging);
    if judged.outcome == Outcome::Withheld {
        return Some(tongue.words.ui("page.reason.withheld").to_owned());
    }
    if judged.outcome != Outcome::CannotAssess {
        return None;
    }
    if !judged.measure_first.is_empty() {
        let first: Vec<String> = judged.measure_first.iter().take(3).map(|needed| context.needed(needed)).collect();
        return Some(tongue.say("page.reason.measure", &[("measure", tongue.words.list(&first).into())]));
    }
    // Nothing is missing here that one could measure: it is the others that are too few.
    let lines = || judged.evidence.iter().flat_map(|item| &item.lines);
    let alone =
        |line: &Line| matches!(line.about, About::Peers(_)) && line.value.value().is_some() && line.act.is_none();
    let small = |line: &Line| matches!((&line.about, &line.value), (About::GroupsMedian(_), Published::Missing));
    if lines().any(alone) {
        return Some(tongue.say("page.reason.peers", &[("n", judging.fewest_peers.into())]));
    }
    if lines().any(small) {
        return Some(tongue.say("page.reason.groups", &[("n", judging.fewest_groups.into())]));
    }
    Some(tongue.words.ui("page.reason.little").to_owned())
}

/// Names of what was looked for and not seen.
fn not_seen<'a>(context: &Context, judged: impl Iterator<Item = &'a Judged>) -> String {
    names(judged.filter(|judged| judged.outcome == Outcome::NotSeen).map(|judged| context.rule(judged.finding)))
}

/// Rows of context: values and words without a result.
fn shown<'a>(context: &Context, judged: impl Iterator<Item = &'a Judged>) -> String {
    let mut out = String::new();
    for judged in judged.filter(|judged| judged.outcome == Outcome::Context) {
        let lines = judged.evidence.iter().flat_map(|item| &item.lines).chain(&judged.shows);
        let lines: Vec<String> =
            lines.filter(|line| line.value.value().is_some()).map(|line| evidence::sentence(context, line)).collect();
        if lines.is_empty() {
            continue;
        }
        let lines = lines.join(context.tongue.words.ui("list.semicolon"));
        let args = [("name", context.rule(judged.finding).into()), ("values", lines.into())];
        out.push_str("<li>");
        out.push_str(&context.tongue.say("page.finding.context", &args));
        out.push_str("</li>\n");
    }
    out
}
