//! Stacked shares: reasons for leaving, formats of content.

use super::canvas::Canvas;
use super::stock_flow::hatch;
use super::svg::{Anchor, Ink};
use super::table::Sheet;
use super::time::Timeline;
use super::{Figure, Kit, Subject, Table};
use crate::disclose::Published;
use crate::model::place::Reason;
use crate::playbook::Unit;

/// A part of a whole.
struct Part {
    name: String,
    count: f64,
    /// Some of it is withheld, so that the count is a lower bound.
    partly: bool,
}

/// All parts, the largest first, the unknown one apart.
struct Whole {
    parts: Vec<Part>,
    unknown: Option<Part>,
    withheld: bool,
}

impl Whole {
    fn total(&self) -> f64 {
        self.known() + self.unknown.as_ref().map_or(0.0, |part| part.count)
    }

    fn known(&self) -> f64 {
        self.parts.iter().map(|part| part.count).sum()
    }

    fn all(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().chain(&self.unknown)
    }
}

/// Rows of the last twelve months up to the reported one, and the window in words.
fn year(kit: &Kit, subject: &Subject) -> Option<(Vec<usize>, String, String)> {
    let time = Timeline::new(&subject.facts.periods, subject.row)?;
    let length = f64::from(time.last.per_year());
    let rows: Vec<usize> = time.rows.iter().filter(|(_, x)| *x > time.span - length).map(|(row, _)| *row).collect();
    let first = subject.facts.periods.get(*rows.first()?)?;
    Some((rows, kit.period(*first), kit.period(time.last)))
}

/// The sum of a field's published cells over rows, and whether any cell is withheld; `None` where none is published.
fn sum<'c>(cells: impl Iterator<Item = &'c Published<f64>>) -> (Option<f64>, bool) {
    let (mut sum, mut withheld) = (None, false);
    for cell in cells {
        match cell {
            Published::Value(value) => sum = Some(sum.unwrap_or(0.0) + value),
            Published::Withheld => withheld = true,
            _ => {}
        }
    }
    (sum, withheld)
}

/// Reasons for leaving over the last twelve months, the unknown ones last; `None` where none is published.
pub fn reasons(kit: &Kit, subject: Subject, number: usize) -> Option<Figure> {
    let (rows, from, to) = year(kit, &subject)?;
    let mut whole = Whole { parts: Vec::new(), unknown: None, withheld: false };
    for reason in Reason::ALL {
        let Some(field) = kit.frame.fields.id(&format!("leave_reasons.{}", reason.id())) else { continue };
        let Some(cells) = subject.facts.field(field) else { continue };
        let (count, withheld) = sum(rows.iter().filter_map(|row| cells.get(*row)));
        whole.withheld |= withheld;
        let Some(count) = count.filter(|count| *count > 0.0) else { continue };
        let name = kit.words.ui(reason_key(reason)).to_owned();
        let part = Part { name, count, partly: withheld };
        match reason {
            Reason::Unknown => whole.unknown = Some(part),
            _ => whole.parts.push(part),
        }
    }
    figure(kit, whole, (&from, &to), number, &REASONS)
}

/// Formats of the items over the last twelve months; `None` where none is published.
pub fn formats(kit: &Kit, subject: Subject, number: usize) -> Option<Figure> {
    let (rows, from, to) = year(kit, &subject)?;
    let splits: Vec<_> = rows.iter().filter_map(|row| subject.facts.items_by_format.get(*row)).collect();
    let mut names: Vec<&str> = splits.iter().flat_map(|split| split.iter().map(|(name, _)| &**name)).collect();
    names.sort_unstable();
    names.dedup();
    let mut whole = Whole { parts: Vec::new(), unknown: None, withheld: false };
    for id in names {
        let cells =
            splits.iter().filter_map(|split| split.iter().find(|(name, _)| &**name == id)).map(|(_, cell)| cell);
        let (count, withheld) = sum(cells);
        whole.withheld |= withheld;
        if let Some(count) = count.filter(|count| *count > 0.0) {
            let known = kit.words.term("messages", &format!("chart.format.{id}"));
            let name = if known.is_empty() { id } else { known }.to_owned();
            whole.parts.push(Part { name, count, partly: withheld });
        }
    }
    figure(kit, whole, (&from, &to), number, &FORMATS)
}

/// The words of a kind of whole.
struct Keys {
    kind: &'static str,
    leads: &'static str,
    level: &'static str,
    mostly_unknown: &'static str,
    sub: &'static str,
    caption: &'static str,
}

const REASONS: Keys = Keys {
    kind: "reasons",
    leads: "chart.reasons.head.leads",
    level: "chart.reasons.head.level",
    mostly_unknown: "chart.reasons.head.unknown",
    sub: "chart.reasons.sub",
    caption: "chart.reasons.caption",
};

const FORMATS: Keys = Keys {
    kind: "formats",
    leads: "chart.formats.head.leads",
    level: "chart.formats.head.level",
    mostly_unknown: "chart.formats.head.level",
    sub: "chart.formats.sub",
    caption: "chart.formats.caption",
};

fn figure(kit: &Kit, mut whole: Whole, window: (&str, &str), number: usize, keys: &Keys) -> Option<Figure> {
    whole.parts.sort_by(|a, b| b.count.total_cmp(&a.count));
    if whole.total() <= 0.0 {
        return None;
    }
    let total = kit.words.number(whole.total(), 0);
    let args = [("count", total.into()), ("from", window.0.into()), ("to", window.1.into())];
    Some(Figure {
        number,
        id: format!("fig-{number}"),
        kind: keys.kind,
        headline: headline(kit, &whole, keys),
        subtitle: kit.say(keys.sub, &args),
        narrow: draw(kit, &whole),
        wide: None,
        description: describe(kit, &whole),
        table: table(kit, &whole, keys),
    })
}

/// A part leads only where half of the whole is known, nothing is withheld, and it outweighs the next by more than
/// chance would: the difference of two Poisson counts beyond twice its standard error.
fn headline(kit: &Kit, whole: &Whole, keys: &Keys) -> String {
    if whole.unknown.as_ref().is_some_and(|part| part.count > whole.total() / 2.0) {
        return kit.ui(keys.mostly_unknown).to_owned();
    }
    let second = whole.parts.get(1).map_or(0.0, |part| part.count);
    match whole.parts.first() {
        Some(first) if !whole.withheld && first.count - second > 2.0 * (first.count + second).sqrt() => {
            let share = kit.value(Unit::Percent, first.count / whole.known(), None);
            kit.say(keys.leads, &[("name", first.name.as_str().into()), ("share", share.into())])
        }
        _ => kit.ui(keys.level).to_owned(),
    }
}

fn draw(kit: &Kit, whole: &Whole) -> String {
    let inks = [Ink::ShareA, Ink::ShareB, Ink::ShareD, Ink::ShareC, Ink::ShareE];
    let canvas = Canvas::new(320.0, 90.0, "n");
    let gaps = 1.5 * (whole.all().count().saturating_sub(1)) as f64;
    let scale = (320.0 - gaps) / whole.total();
    let mut x = 0.0;
    let mut labels: Vec<(f64, f64, &Part)> = Vec::new();
    for (at, part) in whole.parts.iter().enumerate() {
        let right = x + part.count * scale;
        let ink = inks.get(at.min(inks.len() - 1)).copied().unwrap_or(Ink::ShareE);
        canvas.rect(ink, (x, 24.0), (right, 48.0));
        labels.push((x, right, part));
        x = right + 1.5;
    }
    if let Some(part) = &whole.unknown {
        canvas.rect(Ink::ShareUnknown, (x, 24.4), (319.6, 47.6));
        hatch(&canvas, Ink::HatchUnknown, (x, 24.4), (319.6, 47.6));
        labels.push((x, 320.0, part));
    }
    // Above, beneath, or beneath that, wherever there is room; a part without room is in the table.
    for (at, (from, until, part)) in labels.iter().enumerate() {
        let rows = if at % 2 == 0 { [16.0, 62.0, 77.0] } else { [62.0, 16.0, 77.0] };
        let count = kit.words.number(part.count, 0);
        let count = if part.partly { kit.say("chart.at_least_short", &[("v", count.into())]) } else { count };
        let last = at + 1 == labels.len() && from + 60.0 > 320.0 - 60.0;
        let (x, anchor) = if last { (*until, Anchor::End) } else { (*from, Anchor::Start) };
        for y in rows {
            if canvas.try_pair((x, y), anchor, &part.name, &count) {
                break;
            }
        }
    }
    canvas.finish()
}

fn describe(kit: &Kit, whole: &Whole) -> String {
    let mut all = Vec::new();
    let named = |part: &Part| {
        let count = kit.words.number(part.count, 0);
        kit.say("chart.name_value", &[("name", part.name.as_str().into()), ("value", count.into())])
    };
    let names: Vec<String> = whole.parts.iter().map(named).collect();
    if !names.is_empty() {
        let args = [("count", kit.words.number(whole.known(), 0).into()), ("names", kit.words.list(&names).into())];
        all.push(kit.say("chart.shares.known", &args));
    }
    if let Some(part) = &whole.unknown {
        let share = kit.value(Unit::Percent, part.count / whole.total(), None);
        let args = [("count", kit.words.number(part.count, 0).into()), ("share", share.into())];
        all.push(kit.say("chart.shares.unknown", &args));
    }
    if whole.withheld {
        all.push(kit.ui("chart.shares.withheld").to_owned());
    }
    kit.sentences(&all)
}

fn table(kit: &Kit, whole: &Whole, keys: &Keys) -> Table {
    let heads =
        ["chart.shares.col.part", "chart.shares.col.count", "chart.shares.col.share"].map(|key| kit.words.ui(key));
    let mut sheet = Sheet::new(kit, kit.ui(keys.caption).to_owned(), &heads);
    for part in whole.all() {
        sheet.row(&part.name);
        let count = kit.words.number(part.count, 0);
        if part.partly {
            sheet.text(&kit.say("chart.at_least_short", &[("v", count.into())]));
        } else {
            sheet.text(&count);
        }
        sheet.text(&kit.value(Unit::Percent, part.count / whole.total(), None));
    }
    sheet.finish()
}

fn reason_key(reason: Reason) -> &'static str {
    match reason {
        Reason::Need => "reason.need",
        Reason::Management => "reason.management",
        Reason::Content => "reason.content",
        Reason::Pressure => "reason.pressure",
        Reason::Other => "reason.other",
        Reason::Unknown => "reason.unknown",
    }
}
