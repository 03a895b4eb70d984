//! Heat map of groups by dimension; the number stands in every cell. Many groups are counted by grade instead.

use super::canvas::Canvas;
use super::svg::{Anchor, Ink, Type};
use super::table::Sheet;
use super::width::{is_wide, width as text_width, wrap};
use super::{Figure, Kit, Table};
use crate::disclose::Published;
use crate::playbook::Level;
use crate::report::GroupSummary;

/// Height of a row in units.
const ROW: f64 = 26.0;

/// Size of names and numbers in the narrow drawing, in tenths of a unit, as the stylesheet has it.
const NARROW_TEXT: i32 = 110;

/// Width of a column in units, at most.
const WIDEST: f64 = 64.0;

/// Groups beyond which they are counted by grade: a map of hundreds of rows is a table, not a drawing.
const MOST: usize = 40;

/// Dimension scores of groups; `None` where no group has one.
pub fn heat_map(kit: &Kit, groups: &[GroupSummary], number: usize) -> Option<Figure> {
    let map = Map::new(kit, groups)?;
    let many = map.rows.len() > MOST;
    let n = map.rows.len();
    let sub = if many { "chart.heat.sub_many" } else { "chart.heat.sub" };
    Some(Figure {
        number,
        id: format!("fig-{number}"),
        kind: "heat-map",
        headline: map.headline(),
        subtitle: kit.say(sub, &[("n", n.into())]),
        narrow: if many { map.draw_counts(320.0, "n") } else { map.draw(320.0, "n") },
        wide: Some(if many { map.draw_counts(720.0, "w") } else { map.draw(720.0, "w") }),
        description: map.describe(),
        table: map.table(),
    })
}

struct Row<'a> {
    name: &'a str,
    lang: Option<&'a str>,
    overall: Option<f64>,
    /// By drawn dimension.
    cells: Vec<&'a Published<f32>>,
}

struct Map<'k, 'a> {
    kit: &'k Kit<'a>,
    /// Group-level dimensions in which a group has a score, in order.
    dimensions: Vec<&'a str>,
    /// The others: no column, but a sentence.
    nowhere: Vec<String>,
    /// Highest overall score first, those without one last.
    rows: Vec<Row<'k>>,
    /// Median over the groups, where at least three have a score.
    medians: Vec<Option<f64>>,
}

impl<'k, 'a> Map<'k, 'a> {
    fn new(kit: &'k Kit<'a>, groups: &'k [GroupSummary]) -> Option<Self> {
        let all = kit.frame.playbook.dimensions.iter().enumerate();
        let names: Vec<_> = all.filter(|(_, d)| d.level == Level::Group).map(|(at, _)| kit.dimension(at)).collect();
        let scored =
            |at: &usize| groups.iter().any(|group| group.dimensions.get(*at).is_some_and(|c| c.value().is_some()));
        let (columns, empty): (Vec<usize>, Vec<usize>) = (0..names.len()).partition(scored);
        if columns.is_empty() {
            return None;
        }
        let named = |at: &usize| names.get(*at).copied();
        let dimensions: Vec<_> = columns.iter().filter_map(named).collect();
        let nowhere = empty.iter().filter_map(named).map(str::to_owned).collect();
        let row = |group: &'k GroupSummary| {
            let (name, lang) = kit.group(group.index);
            let cells = columns.iter().filter_map(|at| group.dimensions.get(*at)).collect();
            Row { name, lang, overall: group.overall.map(|(score, _)| f64::from(score)), cells }
        };
        let mut rows: Vec<Row> = groups.iter().map(row).collect();
        rows.sort_by(|a, b| b.overall.unwrap_or(-1.0).total_cmp(&a.overall.unwrap_or(-1.0)));
        let medians = (0..dimensions.len()).map(|at| median(&rows, at)).collect();
        Some(Self { kit, dimensions, nowhere, rows, medians })
    }

    fn grade(&self, score: f64) -> (Ink, Type) {
        let [a, b, c, d] = self.kit.frame.site.scoring.grades;
        if score >= a {
            (Ink::HeatA, Type::OnHeat)
        } else if score >= b {
            (Ink::HeatB, Type::OnHeat)
        } else if score >= c {
            (Ink::HeatC, Type::Name)
        } else if score >= d {
            (Ink::HeatD, Type::Name)
        } else {
            (Ink::HeatE, Type::Name)
        }
    }

    fn draw(&self, width: f64, class: &str) -> String {
        let narrow = width < 500.0;
        // Names take what their longest word needs, on up to four lines: the cells are narrow for three digits.
        let size = if narrow { NARROW_TEXT } else { Type::Name.size() };
        let words = self.rows.iter().flat_map(|row| row.name.split(' ')).filter(|word| !is_wide(word));
        let word = words.map(|word| text_width(word, size, false)).max().unwrap_or(0);
        let (room, lines) = if narrow { (word.clamp(620, 800), 4) } else { (1750, 3) };
        let names: Vec<Vec<String>> = self.rows.iter().map(|row| wrap(row.name, size, room, lines)).collect();
        let longest = names.iter().flatten().map(|line| text_width(line, size, false)).max().unwrap_or(room);
        let left = f64::from(longest.min(room)) / 10.0 + 5.0;
        let last = if narrow { 22.0 } else { 52.0 };
        let columns = self.dimensions.len().max(1) as f64;
        let cell = ((width - left - last) / columns).min(WIDEST);
        // Few columns do not fill the width.
        let width = left + cell * columns + last;
        let top = if narrow { self.head_room() } else { 46.0 };
        let tops = tops(&names, top);
        let canvas = Canvas::new(if narrow { 320.0 } else { 720.0 }, tops.last().copied().unwrap_or(top) + 2.0, class);
        self.heads(&canvas, narrow, left, cell, top, width);
        for (name, ends) in names.iter().zip(tops.windows(2)) {
            let (from, until) = (ends[0], ends[1]);
            canvas.segment(Ink::Grid, (0.0, until - 1.0), (left - 4.0, until - 1.0));
            let first = (from + until) / 2.0 + 3.0 - 6.0 * (name.len() as f64 - 1.0);
            for (line, text) in name.iter().enumerate() {
                canvas.text(Type::Name, (0.0, first + 12.0 * line as f64), Anchor::Start, text);
            }
        }
        self.cells(&canvas, left, cell, &tops);
        for (row, ends) in self.rows.iter().zip(tops.windows(2)) {
            let text = row.overall.map_or_else(|| "–".to_owned(), |score| self.kit.score(score));
            let y = (ends[0] + ends[1]) / 2.0 + 3.0;
            canvas.text(Type::Bold, (width - last / 2.0, y), Anchor::Middle, &text);
        }
        canvas.finish()
    }

    /// All cells of a tint together, so that each tint is one path; then the numbers.
    fn cells(&self, canvas: &Canvas, left: f64, cell: f64, tops: &[f64]) {
        let all = || {
            let rows = self.rows.iter().zip(tops.windows(2));
            rows.flat_map(|(row, ends)| {
                let columns = row.cells.iter().enumerate();
                columns.map(move |(at, &value)| (left + cell * at as f64, (ends[0], ends[1]), value))
            })
        };
        for ink in [Ink::HeatE, Ink::HeatD, Ink::HeatC, Ink::HeatB, Ink::HeatA, Ink::HeatNone] {
            for (x, (from, until), value) in all() {
                if value.value().map_or(Ink::HeatNone, |score| self.grade(f64::from(*score)).0) == ink {
                    // Outlines stand inside the cell, so that all cells are of one size.
                    let inset = if matches!(ink, Ink::HeatE | Ink::HeatNone) { 0.4 } else { 0.0 };
                    canvas.rect(ink, (x + inset, from + inset), (x + cell - 2.0 - inset, until - 2.0 - inset));
                }
            }
        }
        for (x, (from, until), value) in all() {
            let middle = (x + cell / 2.0 - 1.0, (from + until) / 2.0 + 3.0);
            match value {
                Published::Value(score) => {
                    let score = f64::from(*score);
                    canvas.text(self.grade(score).1, middle, Anchor::Middle, &self.kit.words.number(score, 0));
                }
                state => {
                    let letter = super::series::letter(state).unwrap_or('–').to_string();
                    canvas.text(Type::Small, middle, Anchor::Middle, &letter);
                }
            }
        }
    }

    /// How high the upright heads of the narrow drawing stand.
    fn head_room(&self) -> f64 {
        let height = |name: &str| {
            if is_wide(name) { 13.0 * name.chars().count() as f64 } else { f64::from(Type::Small.width(name)) / 10.0 }
        };
        let heads = self.dimensions.iter().copied().chain([self.kit.ui("chart.heat.overall")]);
        heads.map(height).fold(0.0, f64::max) + 8.0
    }

    /// Heads: upright in the narrow drawing (Han one under the other), two staggered lines in the wide one.
    fn heads(&self, canvas: &Canvas, narrow: bool, left: f64, cell: f64, top: f64, width: f64) {
        let overall = self.kit.ui("chart.heat.overall");
        for (at, name) in self.dimensions.iter().enumerate() {
            let x = left + cell * (at as f64 + 0.5) - 1.0;
            if narrow {
                upright(canvas, x, top - 6.0, name);
            } else if at % 2 == 0 {
                canvas.text(Type::Small, (x, 19.0), Anchor::Middle, name);
                canvas.segment(Ink::Grid, (x, 24.0), (x, 43.0));
            } else {
                canvas.text(Type::Small, (x, 36.0), Anchor::Middle, name);
            }
        }
        if narrow {
            upright(canvas, width - 11.0, top - 6.0, overall);
        } else {
            canvas.text(Type::Bold, (width - 26.0, 36.0), Anchor::Middle, overall);
        }
    }

    /// How many groups lie in each grade, dimension by dimension: E, D, C, B, A, and those without a score.
    fn counts(&self, dimension: usize) -> [usize; 6] {
        let mut counts = [0; 6];
        for row in &self.rows {
            let at = match row.cells.get(dimension).and_then(|cell| cell.value()) {
                Some(score) => match self.grade(f64::from(*score)).0 {
                    Ink::HeatE => 0,
                    Ink::HeatD => 1,
                    Ink::HeatC => 2,
                    Ink::HeatB => 3,
                    _ => 4,
                },
                None => 5,
            };
            if let Some(count) = counts.get_mut(at) {
                *count += 1;
            }
        }
        counts
    }

    fn draw_counts(&self, width: f64, class: &str) -> String {
        let widest = self.dimensions.iter().map(|name| Type::Name.width(name)).max().unwrap_or(0);
        let left = f64::from(widest.min(1200)) / 10.0 + 8.0;
        let cell = (width - left) / 6.0;
        let top = 24.0;
        let canvas = Canvas::new(width, top + ROW * self.dimensions.len() as f64 + 2.0, class);
        let none = self.kit.ui("chart.heat.none");
        for (at, head) in ["E", "D", "C", "B", "A", none].iter().enumerate() {
            canvas.text(Type::Small, (left + cell * (at as f64 + 0.5), 16.0), Anchor::Middle, head);
        }
        let most =
            (0..self.dimensions.len()).flat_map(|at| self.counts(at).into_iter().take(5)).max().unwrap_or(1).max(1);
        // The tint says how many of the groups, whatever the grade: that is in the column.
        let tints = [Ink::HeatE, Ink::HeatD, Ink::HeatC, Ink::HeatB, Ink::HeatA];
        for (row, name) in self.dimensions.iter().enumerate() {
            let y = top + ROW * row as f64;
            let name = wrap(name, 120, 1200, 1);
            canvas.text(Type::Name, (0.0, y + 16.0), Anchor::Start, name.first().map_or("", String::as_str));
            for (at, count) in self.counts(row).into_iter().enumerate() {
                let x = left + cell * at as f64;
                let step = if at == 5 { None } else { tints.get((count * 4).div_ceil(most).min(4)) };
                let ink = step.copied().unwrap_or(Ink::HeatNone);
                canvas.rect(ink, (x + 0.4, y + 0.4), (x + cell - 2.4, y + ROW - 2.4));
                let kind = if matches!(ink, Ink::HeatB | Ink::HeatA) { Type::OnHeat } else { Type::Name };
                let text = self.kit.words.number(count as f64, 0);
                canvas.text(kind, (x + cell / 2.0 - 1.0, y + 16.0), Anchor::Middle, &text);
            }
        }
        canvas.finish()
    }

    /// The dimensions with the highest and the lowest median, where more than five points lie between them.
    fn ends(&self) -> Option<[(&'a str, f64); 2]> {
        let known = || self.dimensions.iter().zip(&self.medians).filter_map(|(name, median)| Some((*name, (*median)?)));
        let best = known().fold(None::<(&str, f64)>, |best, one| match best {
            Some(best) if best.1 >= one.1 => Some(best),
            _ => Some(one),
        })?;
        let worst = known().fold(None::<(&str, f64)>, |worst, one| match worst {
            Some(worst) if worst.1 <= one.1 => Some(worst),
            _ => Some(one),
        })?;
        (best.1 - worst.1 > 5.0).then_some([best, worst])
    }

    fn headline(&self) -> String {
        let Some([(best, _), (worst, _)]) = self.ends() else { return self.kit.ui("chart.heat.head.level").to_owned() };
        self.kit.say("chart.heat.head.ends", &[("best", best.into()), ("worst", worst.into())])
    }

    fn describe(&self) -> String {
        let kit = self.kit;
        let mut all = Vec::new();
        if let Some([(best, high), (worst, low)]) = self.ends() {
            let args = [
                ("best", best.into()),
                ("high", kit.words.number(high, 0).into()),
                ("worst", worst.into()),
                ("low", kit.words.number(low, 0).into()),
            ];
            all.push(kit.say("chart.heat.medians", &args));
        }
        all.extend(self.below());
        let without = self.rows.iter().filter(|row| row.overall.is_none()).count();
        if without > 0 {
            all.push(kit.say("chart.heat.without", &[("n", without.into())]));
        }
        if !self.nowhere.is_empty() {
            all.push(kit.say("chart.heat.nowhere", &[("names", kit.words.list(&self.nowhere).into())]));
        }
        if self.rows.len() <= MOST {
            all.push(kit.ui("chart.heat.key").to_owned());
        }
        kit.sentences(&all)
    }

    /// In which dimensions half the groups or more lie below the bound of C; those with like counts in one sentence.
    fn below(&self) -> Vec<String> {
        let kit = self.kit;
        let bound = kit.frame.site.scoring.grades[2];
        let mut alike: Vec<((usize, usize), Vec<String>)> = Vec::new();
        for (at, name) in self.dimensions.iter().enumerate() {
            let scored = || self.rows.iter().filter_map(|row| row.cells.get(at).and_then(|cell| cell.value()));
            let below = scored().filter(|score| f64::from(**score) < bound).count();
            let counts = (below, scored().count());
            if below == 0 || below * 2 < counts.1 {
                continue;
            }
            match alike.iter_mut().find(|(have, _)| *have == counts) {
                Some((_, names)) => names.push((*name).to_owned()),
                None => alike.push((counts, vec![(*name).to_owned()])),
            }
        }
        let sentence = |((below, of), names): &((usize, usize), Vec<String>)| {
            let args = [
                ("name", kit.words.list(names).into()),
                ("n", (*below).into()),
                ("all", (*of).into()),
                ("bound", kit.score(bound).into()),
            ];
            let key = match (below == of, *of) {
                (true, 1) => "chart.heat.below_only",
                (true, 2) => "chart.heat.below_both",
                (true, _) => "chart.heat.below_all",
                _ => "chart.heat.below",
            };
            kit.say(key, &args)
        };
        alike.iter().map(sentence).collect()
    }

    fn table(&self) -> Table {
        let kit = self.kit;
        let mut heads = vec![kit.ui("chart.col.group")];
        heads.extend(&self.dimensions);
        heads.push(kit.ui("chart.heat.overall"));
        let mut sheet = Sheet::new(kit, kit.ui("chart.dims.caption").to_owned(), &heads);
        for row in &self.rows {
            sheet.row_in(row.name, row.lang);
            for cell in &row.cells {
                sheet.score(cell.map(f64::from));
            }
            match row.overall {
                Some(score) => sheet.score(Published::Value(score)),
                None => sheet.dash(),
            }
        }
        sheet.finish()
    }
}

/// Where each row begins, and the last one ends: a name of three lines makes its row higher.
fn tops(names: &[Vec<String>], top: f64) -> Vec<f64> {
    let mut at = top;
    let mut tops = vec![at];
    for name in names {
        at += ROW.max(12.0 * name.len() as f64 + 3.0);
        tops.push(at);
    }
    tops
}

fn median(rows: &[Row], dimension: usize) -> Option<f64> {
    let cells = rows.iter().filter_map(|row| row.cells.get(dimension).and_then(|cell| cell.value()));
    let mut values: Vec<f64> = cells.map(|score| f64::from(*score)).collect();
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    match values.len() {
        0..=2 => None,
        n if n % 2 == 1 => values.get(half).copied(),
        _ => Some((values.get(half - 1)? + values.get(half)?) / 2.0),
    }
}

/// A head above a narrow column, ending at `bottom`.
fn upright(canvas: &Canvas, x: f64, bottom: f64, name: &str) {
    if is_wide(name) {
        let count = name.chars().count();
        for (at, c) in name.chars().enumerate() {
            let y = bottom - 13.0 * (count - 1 - at) as f64;
            canvas.text(Type::Small, (x, y), Anchor::Middle, &c.to_string());
        }
    } else {
        canvas.turned((x + 4.0, bottom), 90, Anchor::Start, name);
    }
}
