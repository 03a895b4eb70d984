//! The page of a group: how it is going, why we think so, who should do what, how we will see it worked,
//! how sure we are, where the numbers are.

use super::advice::{AdviceView, RemarkView, cards, remarks};
use super::brief::{BriefView, brief};
use super::chain::Chain;
use super::compare::{self, ChangeView, Move};
use super::context::Context;
use super::figure::{Gallery, Room};
use super::finding::{FindingsView, findings};
use super::follow::{FollowView, GoalView, follow_up, goals};
use super::history::{self, Past};
use super::html::localized;
use super::note::{self, NoteView, Read, Whose};
use super::operating::{OperatingView, operating};
use super::shell::{Head, Shell};
use super::sure::{self, SureView};
use super::template::Html;
use super::value::{ValuesView, values};
use super::verdict::{VerdictView, standfirst, verdict};
use super::{flow, known, table};
use crate::chart::{self, Scope, Subject};
use crate::disclose::Published;
use crate::model::group::Lifespan;
use crate::playbook::Level;
use crate::report::GroupReport;
use crate::score::PeriodScore;
use serde::Serialize;

/// Everything `group.html` shows.
#[derive(Debug, Serialize)]
pub struct GroupView<'a> {
    page: Shell<'a>,
    name: Html,
    /// What the group is: parts of one line.
    kind: Vec<Html>,
    stand: Html,
    verdict: VerdictView,
    /// Where the figures end elsewhere than the rest, and a period that is not over yet.
    last_measured: Option<String>,
    has_data: bool,
    near: Html,
    brief: BriefView,

    strip: Option<Html>,
    dimensions: Option<Html>,
    change: Vec<ChangeView>,
    change_since: String,
    trend: Option<Html>,

    findings: FindingsView,
    values: ValuesView,
    operating: OperatingView,
    multiples: Option<Html>,
    stock: Option<Html>,
    lorenz: Option<Html>,
    survival: Option<Html>,
    formats: Option<Html>,
    checklists: Option<Html>,

    advice: Vec<AdviceView>,
    more_advice: Option<String>,
    remarks: Vec<RemarkView>,
    too_early: bool,

    follow: Vec<FollowView>,
    goals: Vec<GoalView>,
    flows: Option<Html>,
    flow_table: Html,
    reasons: Option<Html>,
    reason_table: Html,

    notes: Vec<NoteView>,
    sure: SureView,
    table: Html,
    history: Html,
}

impl GroupView<'_> {
    /// The notes on the page.
    pub fn notes(&self) -> &[NoteView] {
        &self.notes
    }
}

/// The view of a group's page.
pub fn view<'a>(context: &Context, shell: Shell<'a>, report: &GroupReport, read: Read) -> GroupView<'a> {
    let tongue = context.tongue;
    let kit = &tongue.kit;
    let mut gallery = Gallery::default();
    let rows = report.row.and_then(|row| Some((compare::year_before(&report.facts, row)?, row)));
    let moves = rows.map_or_else(Vec::new, |rows| moves(context, report, rows));
    let telling = super::telling::telling(context, report, &moves);
    let subject = Subject::group(report);
    let score = report.scores.now(report.row);
    let half =
        |gallery: &mut Gallery, draw: &dyn Fn(usize) -> Option<chart::Figure>| gallery.add(tongue, Room::Half, draw);
    let dimensions = half(&mut gallery, &|n| chart::dimensions(kit, report, n));
    let strip = half(&mut gallery, &|n| chart::score_strip(kit, report, n));
    let trend = telling.first().zip(subject);
    let trend = trend.and_then(|(i, s)| gallery.add(tongue, Room::Full, |n| chart::trend(kit, s, *i, n)));
    let rest = telling.get(1..).unwrap_or_default();
    let multiples = subject.filter(|_| !rest.is_empty());
    let multiples = multiples.and_then(|s| gallery.add(tongue, Room::Full, |n| chart::multiples(kit, s, rest, n)));
    let stock = half(&mut gallery, &|n| chart::stock_and_flow(kit, report, n));
    let lorenz = half(&mut gallery, &|n| chart::lorenz(kit, report, n));
    let checklists = gallery.add(tongue, Room::Full, |n| chart::checklists(kit, report, n));
    let formats = half(&mut gallery, &|n| subject.and_then(|s| chart::formats(kit, s, n)));
    let survival = half(&mut gallery, &|n| chart::survival(kit, report, n));
    let scope = Scope::Group(report.index);
    let flows = gallery.add(tongue, Room::Full, |n| chart::flows(kit, scope, &report.flows, n));
    let reasons = half(&mut gallery, &|n| subject.and_then(|s| chart::reasons(kit, s, n)));
    let left = |flow: &crate::report::Flow| flow.from == Some(report.index);
    let assessment = &report.assessment;
    let chain = Chain::new(context, assessment);
    GroupView {
        page: shell,
        name: tongue.html(&report.profile.name),
        kind: kind(context, report),
        stand: standfirst(context, report, &moves, rows),
        verdict: verdict(context, report),
        last_measured: known::of_group(context, report),
        has_data: report.row.is_some(),
        near: history::near(context, report.profile.path.as_str(), &past(report)),
        brief: brief(context, &chain, assessment),
        strip,
        dimensions,
        change: rows.map_or_else(Vec::new, |rows| compare::lines(context, &report.facts, rows, &moves)),
        change_since: since(context, report, rows),
        trend,
        findings: findings(context, assessment, &report.facts.periods),
        values: values(context, &chain, assessment),
        operating: operating(context, &chain, report),
        multiples,
        stock,
        lorenz,
        survival,
        formats,
        checklists,
        advice: cards(context, &chain, assessment),
        more_advice: more(context, assessment.advice.iter().filter(|advice| !advice.shown).count()),
        remarks: remarks(context, assessment),
        too_early: assessment.too_early,
        follow: follow_up(context, &chain, assessment, &report.profile.actions),
        goals: goals(context, assessment, &report.profile.goals),
        flows,
        flow_table: flow::of_group(context, report.index, &report.flows),
        reasons,
        reason_table: flow::reasons(context, &report.flows, left),
        notes: note::views(context, &report.profile.notes, read, Whose::Group(report), &mut gallery),
        sure: sure::group(context, report, score),
        table: numbers(context, report, rows.map(|rows| rows.0), score),
        history: if report.facts.fields.is_empty() { Html::default() } else { table::history(context, &report.facts) },
    }
}

/// All indicators at the reported period, beside a year before.
fn numbers(context: &Context, report: &GroupReport, before: Option<usize>, score: Option<&PeriodScore>) -> Html {
    let Some(row) = report.row else { return Html::default() };
    let of = Some((report.profile.kind, report.profile.platform));
    table::indicators(context, &report.facts, (row, before), Level::Group, of, score)
}

/// What happened to the group, period by period.
pub fn past(report: &GroupReport) -> Past<'_> {
    let (scores, assessment) = (Some(&report.scores), &report.assessment);
    Past { periods: &report.facts.periods, row: report.row, scores, assessment }
}

/// Head and way marks of the page.
pub fn head(context: &Context, report: &GroupReport) -> Head {
    let lang = context.tongue.lang();
    let name = report.profile.name.get(lang).0.to_owned();
    let period = report.row.and_then(|row| report.facts.periods.get(row)).copied().or(context.frame.as_of);
    let period = period.map(|period| context.tongue.words.period(period)).unwrap_or_default();
    Head {
        description: context
            .tongue
            .say("page.group.description", &[("name", name.as_str().into()), ("period", period.as_str().into())]),
        title: if period.is_empty() {
            name
        } else {
            context.tongue.say("page.title_period", &[("name", name.into()), ("period", period.into())])
        },
        at: "",
        trail: trail(context, report.profile.place),
        here: localized(&report.profile.name, lang),
    }
}

/// The places above, outermost first: folder and ready name.
pub fn trail(context: &Context, place: Option<usize>) -> Vec<(String, String)> {
    let mut trail = Vec::new();
    let mut at = place;
    // A parent stands before its children, so that this ends.
    while let Some((index, link)) = at.and_then(|index| Some((index, context.frame.places.get(index)?))) {
        let name = context.tongue.places.get(index).map(|name| name.html.clone()).unwrap_or_default();
        trail.push((link.path.to_string(), name));
        at = link.parent.filter(|parent| *parent < index);
    }
    trail.reverse();
    trail
}

fn moves(context: &Context, report: &GroupReport, rows: (usize, usize)) -> Vec<Move> {
    let (kind, platform) = (report.profile.kind, report.profile.platform);
    compare::moves(&report.facts, &context.frame.playbook.indicators, rows, |indicator| {
        let ours = indicator.level == Level::Group && indicator.applies_to(kind, platform);
        (ours && indicator.dimension.is_some()).then(|| indicator.direction_for(kind, platform))
    })
}

/// What the group is: type, platform, founding, members, planned life.
fn kind(context: &Context, report: &GroupReport) -> Vec<Html> {
    let (tongue, profile) = (context.tongue, &report.profile);
    let words = tongue.words;
    let mut parts = vec![
        words.ui(&format!("type.{}", profile.kind.id())).to_owned(),
        words.ui(&format!("platform.{}", profile.platform.id())).to_owned(),
    ];
    if let Some(founded) = profile.founded {
        parts.push(tongue.say("page.group.founded", &[("period", words.period(founded).into())]));
    }
    let members = context.frame.fields.id("members_end").zip(report.row);
    match members.map(|(field, row)| report.facts.cell(field, row)) {
        Some(Published::Value(n)) => {
            // A count of persons is whole and never negative.
            parts.push(tongue.say("page.group.members", &[("n", crate::words::Arg::Count(n as u64))]));
        }
        Some(other @ Published::Withheld) => {
            parts.push(tongue.say("page.group.members_unknown", &[("mark", tongue.shorthand(&other).into())]));
        }
        _ => {}
    }
    parts.push(match profile.lifespan {
        Lifespan::Ongoing => words.ui("page.group.ongoing").to_owned(),
        Lifespan::TimeBoxed(from, until) => {
            let args = [("from", words.date(from).into()), ("until", words.date(until).into())];
            tongue.say("page.group.time_boxed", &args)
        }
    });
    parts.into_iter().map(Html).collect()
}

fn since(context: &Context, report: &GroupReport, rows: Option<(usize, usize)>) -> String {
    let period = rows.and_then(|(then, _)| report.facts.periods.get(then));
    period.map_or_else(String::new, |period| {
        let period = context.tongue.words.period(*period);
        context.tongue.say("page.change.since", &[("period", period.into())])
    })
}

/// How many pieces of advice stand in the data only.
pub fn more(context: &Context, count: usize) -> Option<String> {
    (count > 0).then(|| context.tongue.say("page.advice.more", &[("n", count.into())]))
}
