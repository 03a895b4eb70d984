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
    let newest = newest(groups, places);
    let wanted = options.as_of.or(file.site.as_of);
    if let Some((message, help)) = wanted.and_then(|wanted| out_of_data(wanted, newest, all(groups, places))) {
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

/// The newest period of the groups; of the places, where no group has one.
pub fn newest(groups: &[Option<Group>], places: &[Option<PlaceFile>]) -> Option<Period> {
    let of_groups = groups.iter().flatten().filter_map(|group| group.series.periods().last()).max();
    let of_places = places.iter().flatten().filter_map(|file| file.place.series.periods().last());
    of_groups.or_else(|| of_places.max()).copied()
}

fn all<'a>(groups: &'a [Option<Group>], places: &'a [Option<PlaceFile>]) -> impl Iterator<Item = &'a Series> + Clone {
    let of_places = places.iter().flatten().map(|file| &file.place.series);
    groups.iter().flatten().map(|group| &group.series).chain(of_places)
}

/// What is wrong with a period before all data, or so late that another period of the data could be over.
fn out_of_data<'a>(
    wanted: Period,
    newest: Option<Period>,
    mut series: impl Iterator<Item = &'a Series> + Clone,
) -> Option<(String, String)> {
    let first = series.clone().filter_map(|series| series.periods().first()).min()?;
    if !first.has_ended_by(wanted) {
        let message = format!("there is no data up to {wanted}: the oldest is of {first}");
        return Some((message, "report a later period with `as_of` or `--as-of`".to_owned()));
    }
    let newest = newest?;
    // The newest period of groups and the longer one of a place may differ: each must have had its turn.
    let late = series.all(|series| series.periods().last().is_none_or(|last| last.next().has_ended_by(wanted)));
    late.then(|| {
        let message = format!("there is no data of {wanted}: the newest is of {newest}");
        let help = format!("add what was measured since, or report `{newest}`; without `as_of` the newest is reported");
        (message, help)
    })
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
    let mut faults = Faults::default();
    faults.warn(Spot::key("periods").then(&period.to_string()).itself(), "not-over", message, help);
    located(tree, folder, faults)
}

/// Faults where they stand in the file of a group or place, which is read again: only a fault costs that.
pub fn located(tree: &dyn Tree, folder: &Folder, faults: Faults) -> Vec<Problem> {
    let source = folder.main.as_ref().and_then(|entry| Source::read(tree, entry).ok());
    source.map_or(Vec::new(), |source| Yaml::file(&source).locate(faults.0))
}

/// Whether a record of a table is of this period.
fn begins(line: &str, period: Period) -> bool {
    line.split(',').any(|cell| cell.trim().trim_matches('"') == period.to_string())
}
