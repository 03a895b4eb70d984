//! Checklists of a group: filled, half and open squares, and the score of each.

use super::canvas::Canvas;
use super::svg::{Anchor, Ink, Type};
use super::table::Sheet;
use super::width::wrap;
use super::{Figure, Kit, Table};
use crate::model::Localized;
use crate::model::group::Answer;
use crate::report::GroupReport;

/// Height of a row in units.
const ROW: f64 = 30.0;

/// The answers of a group's checklists; `None` where there are none.
pub fn checklists(kit: &Kit, report: &GroupReport, number: usize) -> Option<Figure> {
    let lists: Vec<List> = report.profile.checklists.iter().map(|list| List::new(kit, report, &list.id)).collect();
    let lists: Vec<List> = lists.into_iter().filter(|list| !list.items.is_empty()).collect();
    if lists.is_empty() {
        return None;
    }
    let all: usize = lists.iter().map(|list| list.items.len()).sum();
    let yes: usize = lists.iter().map(|list| list.count(Some(true))).sum();
    Some(Figure {
        number,
        id: format!("fig-{number}"),
        kind: "checklists",
        headline: kit.say("chart.checks.head", &[("yes", yes.into()), ("n", all.into())]),
        subtitle: kit.ui("chart.checks.sub").to_owned(),
        narrow: draw(kit, &lists),
        wide: None,
        description: describe(kit, &lists),
        table: table(kit, &lists),
    })
}

/// One checklist with its items in the playbook's order; an item that was not answered is unknown.
struct List<'a> {
    name: &'a str,
    items: Vec<(&'a str, Answer)>,
}

impl<'a> List<'a> {
    fn new(kit: &Kit<'a>, report: &GroupReport, id: &str) -> Self {
        let playbook = &kit.frame.playbook;
        let known = playbook.checklist(id);
        let own = known.map(|list| &list.name);
        let name = text(kit, own, &format!("checklists/{id}"), "name");
        let given = report.profile.checklists.iter().find(|list| &*list.id == id);
        let answer = |item: &str| {
            let found = given.and_then(|list| list.items.iter().find(|(name, _)| &**name == item));
            found.map_or(Answer::Unknown, |(_, answer)| answer.clone())
        };
        let items = playbook.checklist_items(id, report.profile.kind);
        let section = format!("checklists/{id}/items");
        let item = |item: &str| {
            let own = known.and_then(|list| list.items.iter().find(|(name, _)| &**name == item)).map(|(_, own)| own);
            (text(kit, own, &section, item), answer(item))
        };
        Self { name, items: items.into_iter().map(item).collect() }
    }

    fn count(&self, wanted: Option<bool>) -> usize {
        self.items.iter().filter(|(_, answer)| answer.counts() == wanted).count()
    }

    /// 100 · yes / (yes + no); `None` where nothing is known.
    fn score(&self) -> Option<f64> {
        let (yes, no) = (self.count(Some(true)) as f64, self.count(Some(false)) as f64);
        (yes + no > 0.0).then(|| 100.0 * yes / (yes + no))
    }
}

/// The site's own name where it gives one, else the built-in text.
fn text<'a>(kit: &Kit<'a>, own: Option<&'a Localized>, section: &str, key: &str) -> &'a str {
    match own {
        Some(own) if !own.is_empty() => own.get(kit.words.lang()).0,
        _ => kit.words.term(section, key),
    }
}

fn draw(kit: &Kit, lists: &[List]) -> String {
    let most = lists.iter().map(|list| list.items.len()).max().unwrap_or(1) as f64;
    let pitch = (184.0 / most).min(18.0);
    let side = (pitch - 6.0).clamp(4.0, 12.0);
    let left = 284.0 - pitch * most;
    let canvas = Canvas::new(320.0, 18.0 + ROW * lists.len() as f64, "n");
    canvas.text(Type::Small, (320.0, 12.0), Anchor::End, kit.ui("chart.checks.score"));
    for (row, list) in lists.iter().enumerate() {
        let y = 18.0 + ROW * row as f64;
        canvas.segment(Ink::Grid, (0.0, y), (320.0, y));
        let name = wrap(list.name, 120, ((left - 8.0) * 10.0) as i32, 2);
        let first = y + 19.0 - 6.5 * (name.len() as f64 - 1.0);
        for (line, text) in name.iter().enumerate() {
            canvas.text(Type::Name, (0.0, first + 13.0 * line as f64), Anchor::Start, text);
        }
        let score = list.score().map_or_else(|| "–".to_owned(), |score| kit.words.number(score, 0));
        canvas.text(Type::Bold, (318.0, y + 19.0), Anchor::End, &score);
    }
    // Filled squares of all rows first, then outlines, then question marks: one path of each.
    for pass in [Ink::Yes, Ink::Open] {
        for (row, list) in lists.iter().enumerate() {
            let y = 18.0 + ROW * row as f64 + ROW / 2.0 - side / 2.0;
            for (at, (_, answer)) in list.items.iter().enumerate() {
                square(&canvas, pass, answer, (left + pitch * at as f64, y), side);
            }
        }
    }
    for (row, list) in lists.iter().enumerate() {
        for (at, _) in list.items.iter().enumerate().filter(|(_, (_, answer))| *answer == Answer::Unknown) {
            let at = (left + pitch * at as f64 + side / 2.0, 18.0 + ROW * row as f64 + 19.0);
            canvas.text(Type::Bold, at, Anchor::Middle, "?");
        }
    }
    canvas.finish()
}

/// Filled for a yes with evidence, half for one without, open for a no.
fn square(canvas: &Canvas, pass: Ink, answer: &Answer, (x, y): (f64, f64), side: f64) {
    let inset = 0.7;
    let (from, to) = ((x + inset, y + inset), (x + side - inset, y + side - inset));
    match (pass, answer) {
        (Ink::Yes, Answer::Dated(_) | Answer::Linked(_)) => canvas.rect(Ink::Yes, (x, y), (x + side, y + side)),
        (Ink::Open, Answer::No) => canvas.rect(Ink::Open, from, to),
        (Ink::Open, Answer::Unproven) => {
            canvas.rect(Ink::Open, from, to);
            canvas.shape(Ink::Yes, &[(from.0, to.1), (to.0, from.1), to]);
        }
        _ => {}
    }
}

fn describe(kit: &Kit, lists: &[List]) -> String {
    let mut all = Vec::new();
    for list in lists {
        let args = [
            ("name", list.name.into()),
            ("yes", list.count(Some(true)).into()),
            ("all", list.items.len().into()),
            ("n", list.count(None).into()),
        ];
        let key = if list.count(None) > 0 { "chart.checks.list_unknown" } else { "chart.checks.list" };
        all.push(kit.say(key, &args));
        let missing: Vec<&str> =
            list.items.iter().filter(|(_, answer)| *answer == Answer::No).map(|(name, _)| *name).collect();
        if !missing.is_empty() {
            let names = missing.join(kit.ui("list.semicolon"));
            all.push(kit.say("chart.checks.missing", &[("names", names.into())]));
        }
    }
    kit.sentences(&all)
}

fn table(kit: &Kit, lists: &[List]) -> Table {
    let heads =
        ["chart.checks.col.item", "chart.checks.col.list", "chart.checks.col.answer", "chart.checks.col.evidence"]
            .map(|key| kit.words.ui(key));
    let mut sheet = Sheet::new(kit, kit.ui("chart.checks.caption").to_owned(), &heads);
    for list in lists {
        for (item, answer) in &list.items {
            sheet.row(item);
            sheet.text(list.name);
            sheet.text(kit.ui(match answer {
                Answer::Dated(_) | Answer::Linked(_) => "answer.yes",
                Answer::Unproven => "answer.unproven",
                Answer::No => "answer.no",
                Answer::Unknown => "answer.unknown",
            }));
            match answer {
                Answer::Dated(date) => sheet.text(&kit.words.date(*date)),
                Answer::Linked(link) => sheet.text(link),
                _ => sheet.dash(),
            }
        }
    }
    sheet.finish()
}
