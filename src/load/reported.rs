//! Which period a site reports, and what it therefore does not speak of yet: a period is assessed once it is over, so that
//! a report as of any day says of it what every later report says.

use super::Options;
use super::fault::{Faults, Spot, Yaml};
use super::layout::{Folder, Layout};
use super::place::PlaceFile;
use super::site::SiteFile;
use super::source::{Source, lines, place_on};
use super::tree::Tree;
use crate::model::{Group, Period, Series};
use crate::problem::Problem;

/// The last period reported: as asked for, as the site says, or the newest in the data.
pub fn as_of(
    (file, source): (&SiteFile, Option<&Source>),
    groups: &[Option<Group>],
    places: &[Option<PlaceFile>],
    options: &Options,
    problems: &mut Vec<Problem>,
) -> Option<Period> {
    let of_groups = || groups.iter().flatten().map(|group| &group.series);
    let of_places = || places.iter().flatten().map(|file| &file.place.series);
    let newest = of_groups().filter_map(|series| series.periods().last()).max();
    let newest = newest.or_else(|| of_places().filter_map(|series| series.periods().last()).max()).copied();
    let wanted = options.as_of.or(file.site.as_of);
    let first = of_groups().chain(of_places()).filter_map(|series| series.periods().first()).min();
    if let (Some(wanted), Some(first)) = (wanted, first)
        && !first.has_ended_by(wanted)
    {
        let message = format!("there is no data up to {wanted}: the oldest is of {first}");
        let help = "report a later period with `as_of` or `--as-of`".to_owned();
        match source.filter(|_| options.as_of.is_none()) {
            Some(source) => {
                let mut faults = Faults::default();
                faults.warn(Spot::key("as_of"), "no-data", message, help);
                problems.extend(Yaml::file(source).locate(faults.0));
            }
            None => problems.push(Problem::warning("site.yaml", "no-data", message, help)),
        }
    }
    wanted.or(newest)
}

/// Warns of places and groups of which nothing can be said: all they measured is a period that is not over at the end
/// of the reported one. Where others are over, their page says which is not.
pub fn nothing_yet(
    tree: &dyn Tree,
    (layout, groups, places): (&Layout, &[Option<Group>], &[Option<PlaceFile>]),
    as_of: Period,
    problems: &mut Vec<Problem>,
) {
    let places = places.iter().map(|file| file.as_ref().map(|file| &file.place.series));
    let groups = groups.iter().map(|group| group.as_ref().map(|group| &group.series));
    let folders = layout.places.iter().zip(places).chain(layout.groups.iter().zip(groups));
    for (folder, series) in folders {
        if let Some(period) = series.and_then(|series| only_begun(series, as_of)) {
            problems.extend(not_over(tree, folder, period, as_of));
        }
    }
}

/// The first period of a series, where it has begun by the end of the reported one and is not over.
fn only_begun(series: &Series, as_of: Period) -> Option<Period> {
    series
        .periods()
        .first()
        .copied()
        .filter(|first| first.first_day() <= as_of.last_day() && !first.has_ended_by(as_of))
}

fn not_over(tree: &dyn Tree, folder: &Folder, period: Period, as_of: Period) -> Vec<Problem> {
    let message = format!("{period} is not over at the end of {as_of}, so nothing of it is shown or judged yet");
    let help =
        "a period is assessed once it is over: add earlier ones, or report up to its end with `as_of`".to_owned();
    let read = |entry| Source::read(tree, entry).ok();
    if let Some(table) = folder.table.as_ref().and_then(read)
        && let Some((at, line)) = lines(&table.text).enumerate().find(|(_, line)| begins(line, period))
    {
        let place = place_on(&table.path, at + 1, 1, period.to_string().len(), line);
        return vec![Problem { at: place, ..Problem::warning(&table.path, "not-over", message, help) }];
    }
    let Some(source) = folder.main.as_ref().and_then(read) else { return Vec::new() };
    let mut faults = Faults::default();
    faults.warn(Spot::key("periods").then(&period.to_string()).itself(), "not-over", message, help);
    Yaml::file(&source).locate(faults.0)
}

/// Whether a record of a table is of this period.
fn begins(line: &str, period: Period) -> bool {
    line.split(',').any(|cell| cell.trim().trim_matches('"') == period.to_string())
}
