//! Switching flows between groups, and to and from outside.

use super::flow_picture::Picture;
use super::table::Sheet;
use super::{Figure, Kit, Table};
use crate::disclose::Published;
use crate::report::Flow;

/// Whose flows are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// A group, by index in the frame.
    Group(usize),
    /// A place, by index in the frame.
    Place(usize),
    /// The whole site.
    Site,
}

/// An end of a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum End {
    Group(usize),
    /// Groups too small to be drawn one by one.
    Rest,
    Outside,
}

/// Members who moved from one end to another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moved {
    pub(super) from: End,
    pub(super) to: End,
    pub(super) count: f64,
    /// A part of it is withheld: the count is a lower bound.
    pub(super) bound: bool,
}

/// Moves of members over the last twelve months; `None` where no count is published.
pub fn flows(kit: &Kit, scope: Scope, flows: &[Flow], number: usize) -> Option<Figure> {
    let sums = Sums::new(scope, flows)?;
    let picture = Picture::new(&sums);
    let place = match scope {
        Scope::Group(at) => kit.group(at).0,
        Scope::Place(at) => kit.frame.places.get(at).map_or("", |place| kit.localized(&place.name).0),
        Scope::Site => kit.ui("chart.flows.all"),
    };
    Some(Figure {
        number,
        id: format!("fig-{number}"),
        kind: "flows",
        headline: sums.headline(kit, scope),
        subtitle: kit.say("chart.flows.sub", &[("name", place.into())]),
        narrow: picture.draw(kit, 320.0, "n"),
        wide: Some(picture.draw(kit, 720.0, "w")),
        description: sums.describe(kit),
        table: sums.table(kit),
    })
}

/// What is published of the flows, summed over reasons.
pub(super) struct Sums {
    pub(super) moved: Vec<Moved>,
    /// Persons removed, who are not drawn.
    removed: f64,
    /// Of these, known to have joined another group.
    removed_on: f64,
    /// Flows whose count is withheld.
    withheld: usize,
    /// The ends of those that would be drawn.
    pub(super) hidden: Vec<(End, End)>,
}

impl Sums {
    fn new(scope: Scope, flows: &[Flow]) -> Option<Self> {
        let mut sums = Self { moved: Vec::new(), removed: 0.0, removed_on: 0.0, withheld: 0, hidden: Vec::new() };
        let mut hidden = Vec::new();
        let end = |group: Option<usize>| group.map_or(End::Outside, End::Group);
        for flow in flows {
            let of_group = |at| flow.from == Some(at) || flow.to == Some(at);
            if matches!(scope, Scope::Group(at) if !of_group(at)) {
                continue;
            }
            match flow.count {
                Published::Value(count) if flow.removed => {
                    sums.removed += count;
                    sums.removed_on += if flow.to.is_some() { count } else { 0.0 };
                }
                Published::Value(count) if count > 0.0 => sums.add(end(flow.from), end(flow.to), count),
                Published::Withheld => {
                    sums.withheld += 1;
                    if !flow.removed {
                        hidden.push((end(flow.from), end(flow.to)));
                    }
                }
                _ => {}
            }
        }
        for moved in &mut sums.moved {
            moved.bound = hidden.contains(&(moved.from, moved.to));
        }
        sums.hidden = hidden;
        sums.moved.sort_by_key(|moved| (moved.from, moved.to));
        (!sums.moved.is_empty()).then_some(sums)
    }

    fn add(&mut self, from: End, to: End, count: f64) {
        match self.moved.iter_mut().find(|moved| moved.from == from && moved.to == to) {
            Some(moved) => moved.count += count,
            None => self.moved.push(Moved { from, to, count, bound: false }),
        }
    }

    fn sum(&self, wanted: impl Fn(&Moved) -> bool) -> f64 {
        self.moved.iter().filter(|moved| wanted(moved)).map(|moved| moved.count).sum()
    }

    fn headline(&self, kit: &Kit, scope: Scope) -> String {
        let count = |value: f64| kit.words.number(value, 0);
        if let Scope::Group(at) = scope {
            return self.of_group(kit, End::Group(at));
        }
        let gone = self.sum(|moved| moved.from != End::Outside);
        let stayed = self.sum(|moved| moved.from != End::Outside && moved.to != End::Outside);
        if gone <= 0.0 {
            let come = self.sum(|moved| moved.from == End::Outside);
            return kit.say("chart.flows.head.came", &[("in", count(come).into())]);
        }
        kit.say("chart.flows.head.stayed", &[("out", count(gone).into()), ("stayed", count(stayed).into())])
    }

    /// What went out of a group and came into it. Where all of one side is withheld, that is said instead of a nought.
    fn of_group(&self, kit: &Kit, group: End) -> String {
        let out = (self.sum(|moved| moved.from == group), self.hidden.iter().any(|(from, _)| *from == group));
        let into = (self.sum(|moved| moved.to == group), self.hidden.iter().any(|(_, to)| *to == group));
        let key = match (out, into) {
            ((0.0, true), _) => "chart.flows.head.group_in",
            (_, (0.0, true)) => "chart.flows.head.group_out",
            _ => "chart.flows.head.group",
        };
        let args = [("out", said(kit, out.0, out.1).into()), ("in", said(kit, into.0, into.1).into())];
        kit.say(key, &args)
    }

    fn describe(&self, kit: &Kit) -> String {
        let count = |value: f64| kit.words.number(value, 0);
        let mut largest = self.moved.clone();
        largest.sort_by(|a, b| b.count.total_cmp(&a.count));
        let named = |moved: &Moved| {
            let args = [
                ("from", name(kit, moved.from).0.into()),
                ("to", name(kit, moved.to).0.into()),
                ("count", said(kit, moved.count, moved.bound).into()),
            ];
            kit.say("chart.flows.one", &args)
        };
        let mut all = Vec::new();
        let list: Vec<String> = largest.iter().filter(|moved| moved.to != End::Outside).take(3).map(named).collect();
        if !list.is_empty() {
            all.push(kit.say("chart.flows.largest", &[("list", list.join(kit.ui("list.semicolon")).into())]));
        }
        let outside = self.sum(|moved| moved.to == End::Outside);
        if outside > 0.0 {
            let outside = said(kit, outside, self.hidden.iter().any(|(_, to)| *to == End::Outside));
            all.push(kit.say("chart.flows.outside", &[("count", outside.into())]));
        }
        if self.removed_on > 0.0 && self.removed_on == self.removed {
            all.push(kit.say("chart.flows.removed_all_on", &[("count", count(self.removed).into())]));
        } else if self.removed_on > 0.0 {
            let args = [("count", count(self.removed).into()), ("on", count(self.removed_on).into())];
            all.push(kit.say("chart.flows.removed_on", &args));
        } else if self.removed > 0.0 {
            all.push(kit.say("chart.flows.removed", &[("count", count(self.removed).into())]));
        }
        if self.withheld > 0 {
            all.push(kit.say("chart.flows.withheld", &[("n", self.withheld.into())]));
        }
        if !self.hidden.is_empty() {
            all.push(kit.ui("chart.flows.bound").to_owned());
        }
        all.push(kit.ui("chart.flows.no_loss").to_owned());
        kit.sentences(&all)
    }

    fn table(&self, kit: &Kit) -> Table {
        let heads =
            ["chart.flows.col.from", "chart.flows.col.to", "chart.flows.col.count"].map(|key| kit.words.ui(key));
        let mut sheet = Sheet::new(kit, kit.ui("chart.flows.caption").to_owned(), &heads);
        for moved in &self.moved {
            let (from, lang) = name(kit, moved.from);
            sheet.row_in(from, lang);
            sheet.text(name(kit, moved.to).0);
            sheet.text(&bounded(kit, moved.count, moved.bound));
        }
        sheet.finish()
    }
}

/// A count in a sentence: a lower bound is said, not drawn.
fn said(kit: &Kit, count: f64, bound: bool) -> String {
    counted(kit, count, bound.then_some("page.flow.at_least"))
}

/// A count, marked where it is a lower bound.
pub(super) fn bounded(kit: &Kit, count: f64, bound: bool) -> String {
    counted(kit, count, bound.then_some("chart.flows.at_least"))
}

/// A count, in the words for a lower bound where it is one.
fn counted(kit: &Kit, count: f64, bound: Option<&str>) -> String {
    let count = kit.words.number(count, 0);
    match bound {
        Some(key) => kit.say(key, &[("count", count.into())]),
        None => count,
    }
}

pub(super) fn name<'k>(kit: &'k Kit, end: End) -> (&'k str, Option<&'k str>) {
    match end {
        End::Group(at) => kit.group(at),
        End::Rest => (kit.ui("chart.flows.rest"), None),
        End::Outside => (kit.ui("chart.flows.out_of_sight"), None),
    }
}
