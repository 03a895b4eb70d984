//! Cards: the picture that stands for a page where its link is shared, 1200 by 630 pixels, as PNG.
//!
//! Made of what the page publishes and of its own drawing, with a font that comes with the program: the same report
//! gives the same bytes on every machine. A character the font does not have is drawn as an empty box; the card's
//! text beside it (`og:image:alt`) says all in words.

mod drawing;
mod font;
mod plate;

use crate::chart::{Kit, dimensions};
use crate::model::Localized;
use crate::report::{GroupReport, GroupSummary};
use crate::score::{Grade, State};
use font::Fonts;
use plate::{Ink, Plate};
use std::collections::BTreeMap;

/// Width and height in pixels: what the large previews show whole.
const SIZE: (u32, u32) = (1200, 630);
const LEFT: f32 = 64.0;
/// Width of the left column, and where the right one begins.
const COLUMN: f32 = 500.0;
const RIGHT: f32 = 612.0;

/// What a card says in words: its name with the period, and the verdict.
pub struct Said {
    name: String,
    period: String,
    letters: String,
    verdict: String,
}

/// The card of a group: its verdict beside the drawing of its dimensions. `None` where nothing can be drawn.
pub fn group(kit: &Kit, report: &GroupReport) -> Option<Vec<u8>> {
    let fonts = fonts(kit);
    let mut plate = Plate::new(SIZE.0, SIZE.1)?;
    frame(&mut plate, kit, &fonts, &of_group(kit, report), true);
    if let Some(figure) = dimensions(kit, report, 1) {
        let (width, height) = drawing::size(&figure.narrow);
        let scale = (524.0 / width).min(440.0 / height);
        let top = 96.0 + (440.0 - height * scale) / 2.0;
        drawing::draw(&mut plate, &fonts, &figure.narrow, (RIGHT, top), scale);
    }
    plate.png()
}

/// The text beside the card of a group.
pub fn group_alt(kit: &Kit, report: &GroupReport) -> String {
    let Said { name, period, verdict, .. } = of_group(kit, report);
    kit.say("page.card.alt_group", &[("name", name.into()), ("period", period.into()), ("verdict", verdict.into())])
}

/// The card of many groups, those of a place or of the site (`site`): how many stand where.
pub fn groups(kit: &Kit, name: &Localized, groups: &[GroupSummary], site: bool) -> Option<Vec<u8>> {
    let fonts = fonts(kit);
    let mut plate = Plate::new(SIZE.0, SIZE.1)?;
    let said = of_groups(kit, name, groups, site);
    frame(&mut plate, kit, &fonts, &said, !site);
    tally(&mut plate, kit, &fonts, &rows(kit, groups));
    plate.png()
}

/// The text beside the card of many groups.
pub fn groups_alt(kit: &Kit, name: &Localized, groups: &[GroupSummary]) -> String {
    let period = kit.frame.as_of.map(|period| kit.period(period)).unwrap_or_default();
    let rows: Vec<String> = rows(kit, groups)
        .into_iter()
        .map(|row| kit.say("page.card.row", &[("label", row.label.into()), ("n", row.count.into())]))
        .collect();
    let tally =
        if rows.is_empty() { kit.say("page.card.groups", &[("n", 0usize.into())]) } else { kit.words.list(&rows) };
    let name = kit.localized(name).0;
    kit.say("page.card.alt", &[("name", name.into()), ("period", period.into()), ("tally", tally.into())])
}

fn fonts(kit: &Kit) -> Fonts {
    Fonts::new(kit.words.lang().tag().starts_with("zh-Hant"))
}

fn of_group(kit: &Kit, report: &GroupReport) -> Said {
    let name = kit.localized(&report.profile.name).0.to_owned();
    let at = report.row.and_then(|row| Some((report.facts.periods.get(row)?, report.scores.now(Some(row))?)));
    let Some((period, scores)) = at else {
        let verdict = kit.ui("page.verdict.no_data").to_owned();
        return Said { name, period: String::new(), letters: String::new(), verdict };
    };
    let period = kit.period(*period);
    match scores.grade.filter(|_| scores.state == State::Graded).zip(scores.overall.value()) {
        Some((grades, overall)) => {
            let args = [("score", kit.score(overall.value).into()), ("grade", word(kit, grades).into())];
            Said { name, period, letters: letters(grades), verdict: kit.say("page.verdict.graded", &args) }
        }
        None => {
            let verdict = kit.ui(&format!("page.state_head.{}", scores.state.id())).to_owned();
            Said { name, period, letters: String::new(), verdict }
        }
    }
}

/// How many do well of those that have a grade; how many there are at all.
fn of_groups(kit: &Kit, name: &Localized, groups: &[GroupSummary], site: bool) -> Said {
    let graded = groups.iter().filter_map(GroupSummary::graded);
    let (total, good) =
        graded.fold((0, 0), |(total, good), (_, worst)| (total + 1, good + usize::from(worst <= Grade::B)));
    let count = kit.say("page.card.groups", &[("n", groups.len().into())]);
    let mut period = kit.frame.as_of.map(|period| kit.period(period)).unwrap_or_default();
    let verdict = match (total, groups.is_empty()) {
        (0, true) => kit.ui(if site { "page.overview.no_groups" } else { "page.place.no_groups" }).to_owned(),
        (0, false) => count,
        _ => {
            period = [count, period].join(kit.ui("list.clause"));
            let total = kit.words.number(f64::from(total), 0);
            kit.say("page.overview.good", &[("n", good.into()), ("total", total.into())])
        }
    };
    Said { name: kit.localized(name).0.to_owned(), period, letters: String::new(), verdict }
}

fn letters((best, worst): (Grade, Grade)) -> String {
    if best == worst { best.letter().to_string() } else { format!("{}–{}", best.letter(), worst.letter()) }
}

fn word(kit: &Kit, (best, worst): (Grade, Grade)) -> String {
    if best == worst {
        return kit.grade(best).to_owned();
    }
    kit.say("page.verdict.between", &[("best", kit.grade(best).into()), ("worst", kit.grade(worst).into())])
}

/// The left column and the foot: site, name, verdict, period, and who publishes it or that it is invented.
fn frame(plate: &mut Plate, kit: &Kit, fonts: &Fonts, said: &Said, with_site: bool) {
    let site = &kit.frame.site;
    plate.rect(Ink::Accent, (0.0, 0.0), (SIZE.0 as f32, 14.0));
    let text = |text: &Localized| kit.localized(text).0.to_owned();
    let publisher = text(&site.publisher.name);
    let above = if with_site { text(&site.title) } else { publisher.clone() };
    for line in fonts.lines(&above, 27.0, COLUMN, 1) {
        plate.text(fonts, &line, (LEFT, 84.0), 27.0, false, Ink::Second);
    }
    let mut size = 64.0;
    let mut lines = fonts.lines(&said.name, size, COLUMN, 4);
    if lines.len() > 2 {
        size = 50.0;
        lines = fonts.lines(&said.name, size, COLUMN, 3);
    }
    // Lines of like length: the narrowest column that takes no more of them.
    let (count, mut width) = (lines.len(), COLUMN);
    while width > size {
        let narrower = fonts.lines(&said.name, size, width - 16.0, count + 1);
        if narrower.len() > count || narrower.iter().any(|line| line.ends_with('…')) {
            break;
        }
        (lines, width) = (narrower, width - 16.0);
    }
    let mut y = 104.0;
    for line in lines {
        y += size * 1.22;
        plate.text(fonts, &line, (LEFT, y), size, true, Ink::Text);
    }
    if !said.letters.is_empty() {
        y += 120.0;
        plate.text(fonts, &said.letters, (LEFT, y), 104.0, true, Ink::Accent);
    }
    y += 12.0;
    let size = if fonts.lines(&said.verdict, 36.0, COLUMN, 3).len() > 2 { 32.0 } else { 36.0 };
    for line in fonts.lines(&said.verdict, size, COLUMN, 3) {
        y += size + 10.0;
        plate.text(fonts, &line, (LEFT, y), size, false, Ink::Text);
    }
    plate.text(fonts, &said.period, (LEFT, y + 48.0), 27.0, false, Ink::Second);
    let foot = if site.fictional { kit.ui("page.notice.fictional").to_owned() } else { publisher };
    plate.rect(Ink::Rule, (LEFT, 556.0), (SIZE.0 as f32 - LEFT, 557.5));
    for line in fonts.lines(&foot, 23.0, SIZE.0 as f32 - 2.0 * LEFT, 1) {
        plate.text(fonts, &line, (LEFT, 594.0), 23.0, false, Ink::Second);
    }
}

/// One line of the tally.
struct Row {
    label: String,
    count: usize,
    graded: bool,
}

/// Groups by grade, the best first, then by what stands in the place of a grade: as the page lists them.
fn rows(kit: &Kit, groups: &[GroupSummary]) -> Vec<Row> {
    let mut by_grade: BTreeMap<(Grade, Grade), usize> = BTreeMap::new();
    let mut by_state: BTreeMap<Option<State>, usize> = BTreeMap::new();
    for group in groups {
        match group.graded() {
            Some(grade) => *by_grade.entry(grade).or_default() += 1,
            None => *by_state.entry(group.state).or_default() += 1,
        }
    }
    let graded = by_grade.into_iter().map(|(grade, count)| Row {
        label: format!("{} {}", letters(grade), word(kit, grade)),
        count,
        graded: true,
    });
    let others = by_state.into_iter().map(|(state, count)| {
        let label = match state {
            Some(state) => kit.ui(&format!("page.state_head.{}", state.id())).to_owned(),
            None => kit.ui("page.verdict.no_data").to_owned(),
        };
        Row { label, count, graded: false }
    });
    graded.chain(others).collect()
}

fn tally(plate: &mut Plate, kit: &Kit, fonts: &Fonts, rows: &[Row]) {
    if rows.is_empty() {
        return;
    }
    plate.text(fonts, kit.ui("page.card.tally"), (RIGHT, 128.0), 27.0, true, Ink::Text);
    let most = rows.iter().map(|row| row.count).max().unwrap_or(1).max(1) as f32;
    let step = (390.0 / rows.len() as f32).min(62.0);
    let size = (step * 0.5).min(28.0);
    for (at, row) in rows.iter().enumerate() {
        let y = 148.0 + step * (at as f32 + 0.5);
        for line in fonts.lines(&row.label, size, 280.0, 1) {
            plate.text(fonts, &line, (RIGHT, y + size * 0.36), size, false, Ink::Text);
        }
        let (from, width) = (RIGHT + 296.0, 170.0 * row.count as f32 / most);
        let ink = if row.graded { Ink::Accent } else { Ink::Edge };
        plate.rect(ink, (from, y - step * 0.3), (from + width, y + step * 0.3));
        let count = kit.words.number(row.count as f64, 0);
        plate.text(fonts, &count, (from + width + 12.0, y + size * 0.36), size, true, Ink::Text);
    }
}
