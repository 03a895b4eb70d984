//! The page of a place: conditions against peers, supply and variety of groups, moves, findings and advice.
//! Never a grade.

use super::advice::{AdviceView, RemarkView, cards, remarks};
use super::brief::{BriefView, brief};
use super::chain::Chain;
use super::compare::{self, ChangeView};
use super::context::Context;
use super::figure::{Gallery, Room};
use super::finding::{FindingsView, findings};
use super::follow::{FollowView, follow_up};
use super::group::{more, trail};
use super::history::{self, Past};
use super::html::localized;
use super::leaving::Beside;
use super::note::{self, NoteView, Read, Whose};
use super::shell::{Head, Shell};
use super::sure::{self, SureView};
use super::template::Html;
use super::{flow, group_list, known, listing, overview, summary, table, verdict};
use crate::chart::{self, Scope};
use crate::disclose::Published;
use crate::model::group::GroupType;
use crate::playbook::Level;
use crate::report::{Flow, GroupSummary, PlaceReport};
use crate::score::State;
use serde::Serialize;
use std::collections::BTreeSet;

/// Groups in one drawing: more would not be read.
const DRAWN: usize = 40;

/// Everything `place.html` shows.
#[derive(Debug, Serialize)]
pub struct PlaceView<'a> {
    page: Shell<'a>,
    name: Html,
    kind: Vec<Html>,
    stand: Html,
    /// Where the figures end elsewhere than the rest, and a period that is not over yet.
    last_measured: Option<String>,
    has_data: bool,
    near: Html,
    brief: BriefView,
    /// The place above, and the places within.
    tree: Html,

    conditions: Option<Html>,
    supply: Option<Html>,
    types: Html,
    change: Vec<ChangeView>,
    change_since: String,

    findings: FindingsView,
    /// Causes and effects in one table, and what they rest on.
    causes: Html,
    /// The public advice with its state.
    public: Html,
    /// Medians of the dimensions over the groups.
    activity: Html,
    heat_map: Option<Html>,
    recurring: Html,
    flows: Option<Html>,
    flow_sums: Html,
    nets: Html,
    /// Groups that members left, of which no move is known.
    unlisted: Option<Html>,
    reasons: Html,
    renewal: Html,

    advice: Vec<AdviceView>,
    more_advice: Option<String>,
    remarks: Vec<RemarkView>,
    /// The best groups of places of like size, as a list in one line.
    peer_groups: Html,
    too_early: bool,

    follow: Vec<FollowView>,
    actions: Html,
    notes: Vec<NoteView>,
    sure: SureView,

    groups: Html,
    /// Groups that cannot be told apart, together; empty with too few or too many of them.
    tiers: Html,
    many: Option<Html>,
    table: Html,
    history: Html,
}

impl PlaceView<'_> {
    /// The notes on the page.
    pub fn notes(&self) -> &[NoteView] {
        &self.notes
    }
}

/// The view of a place's page.
pub fn view<'a>(context: &Context, shell: Shell<'a>, report: &PlaceReport, read: Read) -> PlaceView<'a> {
    let tongue = context.tongue;
    let kit = &tongue.kit;
    let mut gallery = Gallery::default();
    let rows = report.row.and_then(|row| Some((compare::year_before(&report.facts, row)?, row)));
    let moves = rows.map_or_else(Vec::new, |rows| {
        compare::moves(&report.facts, &context.frame.playbook.indicators, rows, |indicator| {
            (indicator.level == Level::Place && indicator.dimension.is_some()).then_some(indicator.direction)
        })
    });
    let (conditions, supply) = sides(context);
    let conditions = gallery.add(tongue, Room::Half, |n| chart::peers(kit, report, &conditions, n));
    let supply = gallery.add(tongue, Room::Half, |n| chart::peers(kit, report, &supply, n));
    let heat = report.groups.len() <= DRAWN;
    let heat_map = gallery.add(tongue, Room::Full, |n| heat.then(|| chart::heat_map(kit, &report.groups, n)).flatten());
    let scope = Scope::Place(report.index);
    let flows = gallery.add(tongue, Room::Full, |n| chart::flows(kit, scope, &report.flows, n));
    let assessment = &report.assessment;
    let chain = Chain::new(context, assessment);
    let few = report.groups.len() <= group_list::ON_A_PAGE;
    PlaceView {
        page: shell,
        name: tongue.html(&report.link.name),
        kind: kind(context, report),
        stand: Html(stand(context, report)),
        last_measured: known::of_place(context, report),
        has_data: report.row.is_some(),
        near: history::near(context, report.link.path.as_str(), &past(report)),
        brief: brief(context, &chain, assessment),
        tree: Html(super::town::tree(context, report)),
        conditions,
        supply,
        types: Html(types(context, report)),
        change: rows.map_or_else(Vec::new, |rows| compare::lines(context, &report.facts, rows, &moves)),
        change_since: rows.and_then(|(then, _)| report.facts.periods.get(then)).map_or_else(String::new, |period| {
            tongue.say("page.change.since", &[("period", tongue.words.period(*period).into())])
        }),
        findings: findings(context, assessment, &report.facts.periods),
        causes: Html(super::town::causes(context, &chain, report)),
        public: Html(super::town::public(context, &chain, report)),
        activity: Html(summary::dimensions(context, &report.groups)),
        heat_map,
        recurring: Html(summary::findings(context, &report.groups, Some(report.link.path.as_str()), 6)),
        flows,
        flow_sums: Html(flow::within(context, report)),
        nets: Html(super::switching::nets(context, &report.flows, Some(&report.groups))),
        unlisted: super::leaving::unlisted(context, &report.flows, &report.groups, Beside::No).map(Html),
        renewal: Html(super::renewal::matrix(context, &report.groups)),
        reasons: flow::reasons(context, &report.flows, |flow: &Flow| flow.from.is_some()),
        advice: cards(context, &chain, assessment),
        more_advice: more(context, assessment.advice.iter().filter(|advice| !advice.shown).count()),
        remarks: remarks(context, assessment),
        peer_groups: Html(super::town::peer_groups(context, report)),
        too_early: assessment.too_early,
        follow: follow_up(context, &chain, assessment, &report.actions),
        actions: Html(summary::actions(context, &report.groups, &[])),
        notes: note::views(context, &report.notes, read, Whose::Place(report), &mut gallery),
        sure: sure::place(context, report),
        tiers: super::tiers::section(context, &report.groups),
        groups: match few && !report.groups.is_empty() {
            true => group_list::table(context, report.groups.iter(), !report.children.is_empty()),
            false => Html::default(),
        },
        many: (!few).then(|| in_the_list(context, report)),
        table: report.row.map_or_else(Html::default, |row| {
            table::indicators(context, &report.facts, (row, rows.map(|rows| rows.0)), Level::Place, None, None)
        }),
        history: if report.facts.fields.is_empty() { Html::default() } else { table::history(context, &report.facts) },
    }
}

/// What happened in the place, period by period.
pub fn past(report: &PlaceReport) -> Past<'_> {
    Past { periods: &report.facts.periods, row: report.row, scores: None, assessment: &report.assessment }
}

/// Head and way marks of the page.
pub fn head(context: &Context, report: &PlaceReport) -> Head {
    let lang = context.tongue.lang();
    let name = report.link.name.get(lang).0.to_owned();
    let period = context.frame.as_of.map(|period| context.tongue.words.period(period)).unwrap_or_default();
    Head {
        description: context.tongue.say("page.place.description", &[("name", name.as_str().into())]),
        title: if period.is_empty() {
            name
        } else {
            context.tongue.say("page.title_period", &[("name", name.into()), ("period", period.into())])
        },
        at: "",
        trail: trail(context, report.link.parent),
        here: localized(&report.link.name, lang),
    }
}

/// Indicators of the conditions of a place, and of the supply of groups in it.
fn sides(context: &Context) -> (Vec<usize>, Vec<usize>) {
    let book = &context.frame.playbook;
    let of_place = book.indicators.iter().enumerate().filter(|(_, i)| i.level == Level::Place && i.dimension.is_some());
    let enabling = |dimension: Option<usize>| {
        dimension.and_then(|index| book.dimensions.get(index)).is_some_and(|d| d.level == Level::Place)
    };
    let (conditions, supply): (Vec<_>, Vec<_>) = of_place.partition(|(_, indicator)| enabling(indicator.dimension));
    (conditions.into_iter().map(|(i, _)| i).collect(), supply.into_iter().map(|(i, _)| i).collect())
}

/// The way to where the groups of a place begin in the list of all groups.
fn in_the_list(context: &Context, report: &PlaceReport) -> Html {
    let text = context.tongue.say("page.place.many", &[("n", report.groups.len().into())]);
    let (folder, spot) = listing::beginning(context, report).unwrap_or_default();
    Html(context.linked_at(&folder, &spot, &text))
}

fn kind(context: &Context, report: &PlaceReport) -> Vec<Html> {
    let tongue = context.tongue;
    let mut parts: Vec<String> = tongue.kind(&report.link).into_iter().collect();
    let population = context.frame.fields.id("population").zip(report.row);
    if let Some(Published::Value(n)) = population.map(|(field, row)| report.facts.cell(field, row)) {
        let period = report.row.and_then(|row| report.facts.periods.get(row));
        let period = period.map(|period| tongue.words.period(*period)).unwrap_or_default();
        let args = [("n", crate::words::Arg::Count(n as u64)), ("period", period.into())];
        parts.push(tongue.say("page.place.population", &args));
    }
    parts.push(tongue.say("page.overview.groups", &[("n", report.groups.len().into())]));
    parts.into_iter().map(Html).collect()
}

/// Variety, and the clearest finding.
fn stand(context: &Context, report: &PlaceReport) -> String {
    let tongue = context.tongue;
    let alive = |group: &&GroupSummary| !matches!(group.state, Some(State::Dormant | State::EndedAsPlanned));
    let here: BTreeSet<GroupType> = report.groups.iter().filter(alive).map(|group| group.kind).collect();
    let wanted = [GroupType::Industry, GroupType::Interest, GroupType::Regional];
    let missing = wanted.iter().filter(|kind| !here.contains(kind));
    let missing: Vec<String> = missing.map(|kind| tongue.words.ui(&format!("type.{}", kind.id())).to_owned()).collect();
    let mut sentences = Vec::new();
    sentences.push(match (report.groups.is_empty(), missing.is_empty()) {
        (true, _) => tongue.words.ui("page.place.no_groups").to_owned(),
        (false, true) => tongue.words.ui("page.place.every_type").to_owned(),
        (false, false) => {
            let args = [("n", missing.len().into()), ("types", tongue.words.list(&missing).into())];
            tongue.say("page.place.missing_types", &args)
        }
    });
    sentences.extend(verdict::clearest(context, &report.assessment));
    sentences.join(tongue.words.ui("page.stand.join"))
}

/// How many groups of each type there are, with their names.
fn types(context: &Context, report: &PlaceReport) -> String {
    let words = context.tongue.words;
    let kinds = [GroupType::Industry, GroupType::Interest, GroupType::Regional, GroupType::Other];
    let mut rows = String::new();
    for kind in kinds {
        let of: Vec<usize> = report.groups.iter().filter(|group| group.kind == kind).map(|group| group.index).collect();
        if of.is_empty() && kind == GroupType::Other {
            continue;
        }
        rows.push_str("<tr><th scope=\"row\">");
        rows.push_str(words.ui(&format!("type.{}", kind.id())));
        rows.push_str("</th><td class=\"num r\">");
        rows.push_str(&words.number(of.len() as f64, 0));
        rows.push_str("</td><td>");
        rows.push_str(&overview::names(context, &of, &[("type", kind.id()), ("place", report.link.path.as_str())]));
        rows.push_str("</td></tr>");
    }
    let head = ["page.place.type", "page.overview.count", "page.overview.names"];
    summary::framed(context, "stems", "page.place.types", &head, &rows)
}
