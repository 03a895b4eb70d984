//! The page of an indicator: what it says, how it is made, its thresholds with their marks and sources.

use super::context::Context;
use super::entry::{self, Entry};
use super::html::{Pen, escaped, names, part};
use super::link::{Here, method_folder};
use super::shell::{Head, Shell};
use super::template::{Html, Templates};
use super::thresholds;
use super::tongue::Tongue;
use super::{Out, Pages};
use crate::model::group::{GroupType, Platform};
use crate::playbook::test::Subject;
use crate::playbook::{Direction, Indicator, IntervalMethod, Normalise, Scale};
use crate::problem::Problem;
use serde::Serialize;

/// Everything `indicator.html` shows.
#[derive(Debug, Serialize)]
struct IndicatorView<'a> {
    page: Shell<'a>,
    name: Html,
    id: String,
    what: Html,
    formula: Html,
    note: Html,
    dimension: Html,
    /// Rows of the table of properties: label and ready value.
    rows: Vec<(String, Html)>,
    profiles: Html,
    needs: Html,
    findings: Html,
    /// Advice that the indicator calls for.
    asks: Html,
    /// Advice whose effect it shows.
    advice: Html,
    sources: Html,
}

/// Writes the page of every indicator in a language; `found` takes what the search knows of each.
pub fn write(
    pages: &Pages,
    (tongue, templates): (&Tongue, &Templates),
    out: Out,
    found: &mut dyn FnMut(Entry),
) -> Result<(), Problem> {
    for (index, indicator) in pages.frame.playbook.indicators.iter().enumerate() {
        let here = Here::new(&tongue.prefix, &method_folder(&indicator.id));
        let context = Context { frame: pages.frame, tongue, here: &here };
        let name = &tongue.indicators[index];
        let words = tongue.words;
        let head = Head {
            title: name.plain.clone(),
            description: words.of("indicators", &indicator.id, "what").to_owned(),
            at: "method",
            trail: vec![("method".to_owned(), escaped(words.ui("page.nav.method")))],
            here: name.html.clone(),
        };
        let entry = entry::named_by(&context, "indicator.html", &head);
        let view = view(&context, pages.shell(tongue, &here, head), indicator, index);
        let html = templates.render("indicator.html", &view)?;
        if let Some(entry) = entry {
            found(entry::with_prose(entry, "indicator.html", &html));
        }
        out(here.path(), html);
    }
    Ok(())
}

fn view<'a>(context: &Context, shell: Shell<'a>, indicator: &Indicator, index: usize) -> IndicatorView<'a> {
    let tongue = context.tongue;
    let words = tongue.words;
    let text = |attribute: &str| Html(escaped(words.of("indicators", &indicator.id, attribute)));
    let mut sources = source_list(context, &indicator.sources);
    let (own, lang) = indicator.own_source.get(tongue.lang());
    if !own.is_empty() {
        sources.push_str("<li>");
        part(&mut sources, own, lang, tongue.lang());
        sources.push_str("</li>");
    }
    let needs = indicator.needs.iter().map(|field| context.field(field));
    IndicatorView {
        page: shell,
        name: Html(tongue.indicators[index].html.clone()),
        id: indicator.id.to_string(),
        what: text("what"),
        formula: Html(super::formula::formula(context, indicator)),
        note: text("note"),
        dimension: match indicator.dimension {
            Some(dimension) => Html(context.dimension(dimension)),
            None => Html(words.ui("page.table.context").to_owned()),
        },
        rows: rows(context, indicator),
        profiles: Html(profiles(context, indicator)),
        needs: Html(names(needs)),
        findings: Html(findings(context, index)),
        asks: Html(asks(context, index)),
        advice: Html(advice(context, index)),
        sources: Html(sources),
    }
}

/// Everything that is set for an indicator, in words.
fn rows(context: &Context, indicator: &Indicator) -> Vec<(String, Html)> {
    let tongue = context.tongue;
    let words = tongue.words;
    let mut rows = Vec::new();
    let mut row = |key: &str, value: String| {
        if !value.is_empty() {
            rows.push((words.ui(key).to_owned(), Html(value)));
        }
    };
    row("page.indicator.unit", words.ui(crate::words::text::unit_name(indicator.unit)).into());
    row("page.indicator.direction", words.ui(direction(indicator.direction)).into());
    let thresholds = thresholds::cell(tongue, indicator, None);
    let none = || words.ui("page.indicator.no_threshold").to_owned();
    row("page.indicator.thresholds", if thresholds.is_empty() { none() } else { thresholds });
    row("page.indicator.also", escaped(words.of("indicators", &indicator.id, "also")));
    row("page.indicator.goalposts", goalposts(context, indicator));
    let least = match indicator.minimum_n {
        Some(n) => tongue.say("page.indicator.minimum_text", &[("count", words.number(n, 0).into())]),
        None => words.ui("page.indicator.no_minimum").to_owned(),
    };
    row("page.indicator.minimum", least);
    row("page.indicator.interval", words.ui(interval(indicator.interval)).into());
    row("page.indicator.period", words.ui(normalise(indicator.normalise)).into());
    if indicator.dimension.is_some() {
        row("page.indicator.weight", weight(context, indicator));
    }
    row("page.indicator.where", applies(context, indicator));
    rows
}

fn goalposts(context: &Context, indicator: &Indicator) -> String {
    let tongue = context.tongue;
    if indicator.scale == Scale::PeersLog {
        return tongue.say("page.indicator.goalposts_peers", &[("mark", tongue.mark(indicator.goal_mark).into())]);
    }
    let Some([zero, hundred]) = indicator.thresholds.goalposts else {
        return tongue.words.ui("page.indicator.not_scored").to_owned();
    };
    let key = match indicator.scale {
        Scale::Linear | Scale::PeersLog => "page.indicator.goalposts_linear",
        Scale::Log => "page.indicator.goalposts_log",
        Scale::Ratio => "page.indicator.goalposts_ratio",
    };
    let args = [
        ("zero", tongue.words.value(indicator.unit, zero, None).into()),
        ("hundred", tongue.words.value(indicator.unit, hundred, None).into()),
        ("mark", tongue.mark(indicator.goal_mark).into()),
    ];
    tongue.say(key, &args)
}

fn weight(context: &Context, indicator: &Indicator) -> String {
    let digits = usize::from(indicator.weight.fract() != 0.0);
    context.tongue.words.number(indicator.weight, digits)
}

fn applies(context: &Context, indicator: &Indicator) -> String {
    let words = context.tongue.words;
    let types = indicator.types.iter().map(|kind| words.ui(&format!("type.{}", kind.id())).to_owned());
    let platforms = indicator.platforms.iter().map(|p| words.ui(&format!("platform.{}", p.id())).to_owned());
    let names: Vec<String> = types.chain(platforms).collect();
    words.list(&names)
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Higher => "page.indicator.higher",
        Direction::Lower => "page.indicator.lower",
        Direction::Band => "page.indicator.band",
        Direction::Context => "page.indicator.context",
    }
}

fn interval(method: IntervalMethod) -> &'static str {
    match method {
        IntervalMethod::Wilson => "page.indicator.wilson",
        IntervalMethod::WilsonFpc => "page.indicator.wilson_fpc",
        IntervalMethod::Poisson => "page.indicator.poisson",
        IntervalMethod::KaplanMeier => "page.indicator.kaplan_meier",
        IntervalMethod::OrderStatistic => "page.indicator.order",
        IntervalMethod::Bootstrap => "page.indicator.bootstrap",
        IntervalMethod::Normal => "page.indicator.normal",
        IntervalMethod::None => "page.indicator.no_interval",
    }
}

fn normalise(normalise: Normalise) -> &'static str {
    match normalise {
        Normalise::None => "page.indicator.as_is",
        Normalise::Flow30 => "page.indicator.flow_30",
        Normalise::Count30 => "page.indicator.count_30",
        Normalise::Reach30 => "page.indicator.reach_30",
    }
}

/// Thresholds that differ by type or platform; empty where none does.
fn profiles(context: &Context, indicator: &Indicator) -> String {
    let (tongue, words) = (context.tongue, context.tongue.words);
    let mut out = Pen::new();
    for profile in &indicator.profiles {
        let mut whom = Vec::new();
        whom.extend(profile.kind.map(|kind| words.ui(&format!("type.{}", kind.id())).to_owned()));
        whom.extend(profile.platform.map(|platform| words.ui(&format!("platform.{}", platform.id())).to_owned()));
        let of = (profile.kind.unwrap_or(GroupType::Other), profile.platform.unwrap_or(Platform::Mixed));
        let mut what = vec![thresholds::cell(tongue, indicator, Some(of))];
        if let Some([zero, hundred]) = profile.thresholds.goalposts {
            let args = [
                ("zero", words.value(indicator.unit, zero, None).into()),
                ("hundred", words.value(indicator.unit, hundred, None).into()),
                ("mark", tongue.mark(indicator.goal_mark).into()),
            ];
            what.push(tongue.say("page.indicator.goalposts_linear", &args));
        }
        if profile.weight != 1.0 {
            let weight = words.number(profile.weight, 1);
            what.push(tongue.say("page.indicator.profile_weight", &[("weight", weight.into())]));
        }
        what.retain(|text| !text.is_empty());
        let args = [("whom", words.list(&whom).into()), ("what", what.join(words.ui("list.semicolon")).into())];
        out.raw("<li>").raw(&tongue.say("page.indicator.profile", &args)).raw("</li>");
    }
    out.done()
}

/// Findings whose evidence looks at the indicator.
fn findings(context: &Context, index: usize) -> String {
    let all = context.frame.playbook.findings.iter().enumerate();
    names(all.filter(|(_, finding)| finding.indicators().contains(&index)).map(|(at, _)| context.rule(at)))
}

/// Advice that is given when the indicator says so.
fn asks(context: &Context, index: usize) -> String {
    let all = context.frame.playbook.advice.iter().enumerate();
    names(all.filter(|(_, row)| row.when.indicators().contains(&index)).map(|(at, _)| context.advice_rule(at)))
}

/// Advice whose effect the indicator shows.
fn advice(context: &Context, index: usize) -> String {
    let shows = |advice: &crate::playbook::Advice| {
        advice.effects.iter().any(|effect| effect.subject == Subject::Indicator(index))
    };
    let rows = context.frame.playbook.advice.iter().enumerate().filter(|(_, advice)| shows(advice));
    names(rows.map(|(at, _)| context.advice_rule(at)))
}

/// Sources with title, link, mark and what they say.
pub fn source_list(context: &Context, sources: &[usize]) -> String {
    let tongue = context.tongue;
    let mut out = Pen::new();
    for index in sources {
        let Some(source) = context.frame.playbook.sources.get(*index) else { continue };
        out.raw("<li id=\"src-").text(&source.key).raw("\"><b>").raw(tongue.mark(source.mark)).raw("</b> ");
        out.raw(&context.sources(&[*index]));
        if !source.title.is_empty() {
            out.raw(". <cite lang=\"").raw(title_lang(&source.title)).raw("\">").text(&source.title).raw("</cite>");
        }
        let note = tongue.words.term("source_notes", &source.key);
        if !note.is_empty() {
            out.raw(" <span class=\"small\">").text(note).raw("</span>");
        }
        out.raw("</li>\n");
    }
    out.done()
}

/// Titles stay in their own language: Chinese where they carry Han characters.
fn title_lang(title: &str) -> &'static str {
    if title.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) { "zh-Hans" } else { "en" }
}
