//! All rules on one page: what each finding and each piece of advice asks for, in words, and the chain it stands in,
//! with the groups and places where it holds now. Every id has its spot here: `f-s2.c2b`, `a-s3.a3`.

use super::Whole;
use super::advice;
use super::context::Context;
use super::entry;
use super::html::{Pen, escaped, names, part};
use super::link::{Here, RULES, rule_spot};
use super::overview;
use super::pool::{self, Pooled};
use super::shell::{Head, Shell};
use super::template::Html;
use crate::judge::Outcome;
use crate::playbook::{Advice, Finding, FindingKind, Test};
use crate::problem::Problem;
use crate::words::condition::Speaker;
use crate::words::said::Said;
use serde::Serialize;
use std::collections::BTreeMap;

/// Everything `rules.html` shows.
#[derive(Debug, Serialize)]
struct RulesPageView<'a> {
    page: Shell<'a>,
    findings: Vec<PartView>,
    advice: PartView,
}

/// Rules of one kind.
#[derive(Debug, Serialize)]
struct PartView {
    id: &'static str,
    name: String,
    rules: Vec<RuleView>,
}

/// One rule.
#[derive(Debug, Serialize)]
struct RuleView {
    id: String,
    spot: String,
    name: Html,
    /// The term of the article it comes from, and its language.
    term: String,
    term_lang: &'static str,
    claim: Html,
    /// Label and ready content.
    rows: Vec<(String, Html)>,
}

/// Where findings hold now: groups and places by finding.
type Seen = BTreeMap<usize, (Vec<usize>, Vec<usize>)>;

/// Writes the page.
pub fn write(whole: &Whole, out: super::Out) -> Result<(), Problem> {
    let here = Here::new(&whole.tongue.prefix, RULES);
    let context = Context { frame: whole.pages.frame, tongue: whole.tongue, here: &here };
    let words = whole.tongue.words;
    let title = words.ui("page.rules.title").to_owned();
    let head = Head {
        description: words.ui("page.rules.stand").to_owned(),
        here: title.clone(),
        title,
        at: "method",
        trail: vec![("method".to_owned(), escaped(words.ui("page.nav.method")))],
    };
    let entry = entry::named_by(&context, "rules.html", &head);
    let view = view(&context, whole.pages.shell(whole.tongue, &here, head), whole);
    let html = whole.templates.render("rules.html", &view)?;
    whole.remember(entry, "rules.html", &html);
    out(here.path(), html);
    Ok(())
}

fn view<'a>(context: &Context, shell: Shell<'a>, whole: &Whole) -> RulesPageView<'a> {
    let words = context.tongue.words;
    let book = &context.frame.playbook;
    let kinds = [
        (FindingKind::Cause, "causes"),
        (FindingKind::Remark, "remarks"),
        (FindingKind::Effect, "effects"),
        (FindingKind::Value, "values"),
        (FindingKind::Facet, "facets"),
        (FindingKind::Type, "types"),
    ];
    let seen = seen(whole);
    let pooled = pool::advice(whole.groups, whole.places);
    let of_kind = |kind: FindingKind| {
        let all = book.findings.iter().enumerate().filter(move |(_, finding)| finding.kind == kind);
        all.map(|(index, finding)| self::finding(context, &seen, index, finding)).collect::<Vec<_>>()
    };
    let part = |(kind, id): (FindingKind, &'static str)| {
        let rules = of_kind(kind);
        (!rules.is_empty()).then(|| PartView { id, name: words.ui(&format!("page.method.{id}")).to_owned(), rules })
    };
    RulesPageView {
        page: shell,
        findings: kinds.into_iter().filter_map(part).collect(),
        advice: PartView {
            id: "advice",
            name: words.ui("page.method.advice").to_owned(),
            rules: book.advice.iter().enumerate().map(|(at, row)| self::advice(context, &pooled, at, row)).collect(),
        },
    }
}

/// Groups and places where each finding is at least possible at the reported period.
fn seen(whole: &Whole) -> Seen {
    let mut seen = Seen::new();
    for group in whole.groups {
        for (finding, _) in &group.findings {
            seen.entry(usize::from(*finding)).or_default().0.push(group.index);
        }
    }
    for place in whole.places {
        for judged in place.assessment.findings.iter().filter(|judged| judged.outcome >= Outcome::Possible) {
            seen.entry(judged.finding).or_default().1.push(place.index);
        }
    }
    seen
}

/// Rows of label and content; rows without content are left out.
struct Rows<'a> {
    context: &'a Context<'a>,
    rows: Vec<(String, Html)>,
}

impl Rows<'_> {
    fn add(&mut self, key: &str, content: String) {
        if !content.is_empty() {
            self.rows.push((self.context.tongue.words.ui(key).to_owned(), Html(content)));
        }
    }
}

fn finding(context: &Context, seen: &Seen, index: usize, finding: &Finding) -> RuleView {
    let (tongue, words) = (context.tongue, context.tongue.words);
    let book = &context.frame.playbook;
    let speaker = Speaker { playbook: book, words };
    let own = |own, attribute: &str| {
        let (text, lang) = words.own_or(own, "findings", &finding.id, attribute);
        let mut out = String::new();
        part(&mut out, text, lang, tongue.lang());
        out
    };
    let mut rows = Rows { context, rows: Vec::new() };
    let mut evidence = Pen::new();
    for item in &finding.evidence {
        evidence.raw("<li>");
        if item.defining {
            evidence.raw("<span class=\"star\">★<span class=\"vh\">").raw(words.ui("page.evidence.defining"));
            evidence.raw("</span></span> ");
        }
        put(&mut evidence, &speaker.weighed(item));
        evidence.raw("</li>");
    }
    rows.add("page.rules.evidence", listed(&evidence.done()));
    rows.add("page.rules.counter", tests(&speaker, &finding.counter));
    rows.add("page.rules.not_for", tests(&speaker, &finding.not_for));
    rows.add("page.rules.looks_at", names(finding.indicators().into_iter().map(|i| context.indicator(i))));
    rows.add("page.rules.follows", names(finding.follows.iter().map(|cause| context.rule(*cause))));
    let effects = book.findings.iter().enumerate().filter(|(_, other)| other.follows.contains(&index));
    rows.add("page.rules.effects", names(effects.map(|(effect, _)| context.rule(effect))));
    let leads = book.advice.iter().enumerate();
    let leads = leads.filter(|(at, advice)| finding.advice.contains(at) || advice.serves.contains(&index));
    rows.add("page.rules.leads", names(leads.map(|(at, _)| context.advice_rule(at))));
    if let Some((groups, places)) = seen.get(&index) {
        let key = if finding.kind.is_fault() { "page.rules.seen" } else { "page.rules.holds" };
        rows.add(key, overview::who(context, groups, places, &[("rule", &format!("f-{}", finding.id))]));
    }
    rows.add("page.finding.caution_label", own(&finding.caution, "caution"));
    RuleView {
        id: finding.id.to_string(),
        spot: rule_spot(&finding.id),
        name: Html(context.finding(index)),
        term: words.of("findings", &finding.id, "term").to_owned(),
        term_lang: if finding.seed == Some(4) { "zh-Hant" } else { "zh-Hans" },
        claim: Html(own(&finding.claim, "claim")),
        rows: rows.rows,
    }
}

fn advice(context: &Context, pooled: &[Pooled], index: usize, row: &Advice) -> RuleView {
    let words = context.tongue.words;
    let book = &context.frame.playbook;
    let speaker = Speaker { playbook: book, words };
    let mut rows = Rows { context, rows: Vec::new() };
    rows.add("page.rules.when", condition(&speaker, &row.when));
    rows.add("page.rules.unless", tests(&speaker, &row.guard));
    rows.add("page.rules.gate", row.gate.as_ref().map(|gate| condition(&speaker, gate)).unwrap_or_default());
    rows.add("page.advice.how", advice::own(context, row, &row.how, "how"));
    rows.add("page.advice.who", escaped(&context.tongue.words.actors(&row.actors)));
    if !row.actors.is_empty() {
        rows.add("page.advice.effort", words.ui(&format!("effort.{}", row.effort.id())).to_owned());
    }
    let serves = book.findings.iter().enumerate();
    let serves = serves.filter(|(at, finding)| row.serves.contains(at) || finding.advice.contains(&index));
    rows.add("page.rules.serves", names(serves.map(|(at, _)| context.rule(at))));
    rows.add("page.advice.see", names(row.effects.iter().map(|effect| advice::subject(context, &effect.subject).0)));
    rows.add("page.rules.basis", advice::basis(context, row));
    if let Some(pooled) = pooled.iter().find(|pooled| pooled.advice == index) {
        rows.add("page.rules.recommended", overview::whom(context, pooled));
    }
    RuleView {
        id: row.id.to_string(),
        spot: format!("a-{}", row.id),
        name: Html(context.advice(index)),
        term: String::new(),
        term_lang: "zh-Hans",
        claim: Html(advice::own(context, row, &row.first_step, "first_step")),
        rows: rows.rows,
    }
}

fn tests(speaker: &Speaker, tests: &[Test]) -> String {
    let mut out = Pen::new();
    for test in tests {
        out.raw("<li>");
        put(&mut out, &speaker.said(test));
        out.raw("</li>");
    }
    listed(&out.done())
}

/// A condition as a sentence, or as a heading with its parts in a list under it.
pub fn condition(speaker: &Speaker, test: &Test) -> String {
    let mut out = Pen::new();
    put(&mut out, &speaker.said(test));
    out.done()
}

fn put(out: &mut Pen, said: &Said) {
    out.text(&said.begun());
    if said.parts.is_empty() {
        return;
    }
    out.raw("<ul class=\"plain\">");
    for part in &said.parts {
        out.raw("<li>");
        put(out, part);
        out.raw("</li>");
    }
    out.raw("</ul>");
}

fn listed(items: &str) -> String {
    if items.is_empty() { String::new() } else { format!("<ul class=\"plain\">{items}</ul>") }
}
