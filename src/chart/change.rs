//! Overall scores of groups a year ago and now, open and filled dots.

use super::canvas::Canvas;
use super::describe::signed;
use super::dimensions::grades;
use super::svg::{Anchor, Ink, Type};
use super::table::{Sheet, score_digits};
use super::width::wrap;
use super::{Figure, Kit, Table};
use crate::disclose::Published;
use crate::report::GroupSummary;

/// Height of a row in units, and of one whose name takes two lines.
const ROWS: [f64; 2] = [25.0, 33.0];

/// Rows beyond which only clear changes are drawn; the table has all.
const MOST: usize = 40;

/// One group.
struct Row<'a> {
    name: &'a str,
    lang: Option<&'a str>,
    now: f64,
    before: f64,
    interval: (f64, f64),
    clear: bool,
}

impl Row<'_> {
    fn difference(&self) -> f64 {
        self.now - self.before
    }
}

/// Overall scores of groups a year ago (open) and now (filled); `None` where no group can be compared.
pub fn change(kit: &Kit, groups: &[GroupSummary], number: usize) -> Option<Figure> {
    let mut rows: Vec<Row> = groups.iter().filter_map(|group| row(kit, group)).collect();
    if rows.is_empty() {
        return None;
    }
    rows.sort_by(|a, b| b.now.total_cmp(&a.now));
    let mut drawn: Vec<&Row> = rows.iter().collect();
    if drawn.len() > MOST {
        drawn.retain(|row| row.clear);
        drawn.sort_by(|a, b| b.difference().abs().total_cmp(&a.difference().abs()));
        drawn.truncate(MOST);
        drawn.sort_by(|a, b| b.now.total_cmp(&a.now));
    }
    let (up, down, same) = counts(&rows);
    let args = [("up", up.into()), ("down", down.into()), ("same", same.into())];
    let key = match (up, down) {
        (0, 0) => "chart.change.head.none",
        (_, 0) => "chart.change.head.up",
        (0, _) => "chart.change.head.down",
        _ => "chart.change.head.both",
    };
    let sub = if drawn.len() < rows.len() { "chart.change.sub_some" } else { "chart.change.sub" };
    Some(Figure {
        number,
        id: format!("fig-{number}"),
        kind: "change",
        headline: kit.say(key, &args),
        subtitle: kit.say(sub, &[("n", drawn.len().into()), ("all", rows.len().into())]),
        narrow: draw(kit, &drawn),
        wide: None,
        description: describe(kit, &rows),
        table: table(kit, &rows),
    })
}

fn row<'a>(kit: &Kit<'a>, group: &GroupSummary) -> Option<Row<'a>> {
    let now = f64::from(group.overall?.0);
    let (difference, (low, high), clear) = group.since_year?;
    let (name, lang) = kit.group(group.index);
    let before = now - f64::from(difference);
    Some(Row { name, lang, now, before, interval: (f64::from(low), f64::from(high)), clear })
}

/// Clearly up, clearly down, neither.
fn counts(rows: &[Row]) -> (usize, usize, usize) {
    let up = rows.iter().filter(|row| row.clear && row.difference() > 0.0).count();
    let down = rows.iter().filter(|row| row.clear && row.difference() < 0.0).count();
    (up, down, rows.len() - up - down)
}

fn draw(kit: &Kit, rows: &[&Row]) -> String {
    let names: Vec<Vec<String>> = rows.iter().map(|row| wrap(row.name, 120, 1240, 2)).collect();
    let widest = names.iter().flatten().map(|line| Type::Name.width(line)).max().unwrap_or(0);
    let left = f64::from(widest) / 10.0 + 10.0;
    let top = 20.0;
    let height = |name: &Vec<String>| ROWS[usize::from(name.len() > 1)];
    let bottom = top + 6.0 + names.iter().map(height).sum::<f64>();
    let canvas = Canvas::new(320.0, bottom + 24.0, "n");
    let panel = canvas.panel(left..284.0, top..bottom, 0.0..100.0, 0.0..1.0);
    let x = |score: f64| panel.at(score, 0.0).0;
    grades(kit, &canvas, x, top, bottom);
    let mut above = top + 3.0;
    for (row, name) in rows.iter().zip(&names) {
        let y = above + height(name) / 2.0;
        above += height(name);
        let first = y + 4.0 - 6.5 * (name.len() as f64 - 1.0);
        for (line, text) in name.iter().enumerate() {
            canvas.text(Type::Name, (left - 8.0, first + 13.0 * line as f64), Anchor::End, text);
        }
        canvas.segment(Ink::Stem, (x(row.before), y), (x(row.now), y));
        canvas.circle(Ink::PointOpen, (x(row.before), y), 4.0);
        canvas.circle(Ink::Point, (x(row.now), y), 4.5);
        let digits = score_digits(row.difference());
        let label = if row.clear { signed(kit, row.difference(), digits) } else { "≈".to_owned() };
        canvas.text(Type::Bold, (320.0, y + 4.0), Anchor::End, &label);
    }
    canvas.finish()
}

fn describe(kit: &Kit, rows: &[Row]) -> String {
    let mut clear: Vec<&Row> = rows.iter().filter(|row| row.clear).collect();
    clear.sort_by(|a, b| b.difference().abs().total_cmp(&a.difference().abs()));
    let named = |up: bool| -> Vec<String> {
        let on_side = clear.iter().filter(|row| (row.difference() > 0.0) == up).take(5);
        on_side
            .map(|row| {
                let d = signed(kit, row.difference(), score_digits(row.difference()));
                kit.say("chart.name_value", &[("name", row.name.into()), ("value", d.into())])
            })
            .collect()
    };
    let mut all = Vec::new();
    for (up, key) in [(true, "chart.change.up"), (false, "chart.change.down")] {
        let names = named(up);
        if !names.is_empty() {
            all.push(kit.say(key, &[("names", kit.words.list(&names).into())]));
        }
    }
    let same = rows.len() - clear.len();
    if same > 0 {
        all.push(kit.say("chart.change.same", &[("n", same.into())]));
    }
    all.push(kit.ui("chart.change.method").to_owned());
    kit.sentences(&all)
}

fn table(kit: &Kit, rows: &[Row]) -> Table {
    let heads = [
        "chart.col.group",
        "chart.col.year_ago",
        "chart.col.now",
        "chart.col.difference",
        "chart.col.lower_90",
        "chart.col.upper_90",
    ]
    .map(|key| kit.words.ui(key));
    let mut sheet = Sheet::new(kit, kit.ui("chart.change.caption").to_owned(), &heads);
    for row in rows {
        sheet.row_in(row.name, row.lang);
        sheet.score(Published::Value(row.before));
        sheet.score(Published::Value(row.now));
        if row.clear {
            sheet.text(&signed(kit, row.difference(), score_digits(row.difference())));
        } else {
            sheet.text(kit.ui("chart.change.unclear"));
        }
        sheet.span(Some(row.interval));
    }
    sheet.finish()
}
