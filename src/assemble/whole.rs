//! Files of the whole site: those that grow with every group, and those written last.

use super::group::Groups;
use super::kept::{self, Kept, Told};
use super::stream::ordered;
use super::{Failure, House};
use crate::page::Site;
use crate::report::PlaceReport;
use crate::site::history::{self, Years};
use crate::site::{Rows, datapackage, json, rows, sitemap};
use std::collections::BTreeSet;

/// `report.json`.
pub const REPORT: &str = "data/report.json";

/// Opens the files that every group adds to.
///
/// # Errors
/// The disk.
pub fn open(house: &House) -> Result<(), Failure> {
    for (name, columns) in rows::FILES {
        house.sink.append(&format!("data/{name}.csv"), format!("{columns}\r\n").as_bytes())?;
    }
    house.sink.append(REPORT, json::head(house.frame, house.words).as_bytes())?;
    Ok(())
}

/// The pieces of a group or place for the files under `/data/`, with their paths.
pub fn pieces_of_rows(rows: &Rows) -> impl Iterator<Item = (String, &[u8])> {
    rows::FILES.iter().zip(rows).map(|((name, _), rows)| (format!("data/{name}.csv"), rows.as_bytes()))
}

/// Opens the yearly files that nothing was appended to yet; `started` knows which have their header.
///
/// # Errors
/// The disk.
pub fn open_years(house: &House, more: &Years, started: &mut BTreeSet<i16>) -> Result<(), Failure> {
    for year in more.keys().filter(|year| started.insert(**year)) {
        for kind in 0..history::KINDS.len() {
            house.sink.append(&history::path(kind, *year), history::header(kind).as_bytes())?;
        }
    }
    Ok(())
}

/// The pieces of a group or place for the yearly files, with their paths.
pub fn pieces_of_years(years: &Years) -> impl Iterator<Item = (String, &[u8])> {
    years.iter().flat_map(|(year, files)| {
        files.iter().enumerate().map(|(kind, rows)| (history::path(kind, *year), rows.as_bytes()))
    })
}

/// Writes the pages of the indicators.
///
/// # Errors
/// A template that asks for what is not there; the disk.
pub fn indicators(house: &House) -> Result<Told, Failure> {
    kept::write(house, |out, found| house.pages.indicators(out, found))
}

/// Writes the pages that speak of the whole site, each kind in each language a piece of work of its own.
fn pages(house: &House, whole: Site, kept: &mut Kept) -> Result<(), Failure> {
    let of =
        |part| kept::write(house, |out, found| house.pages.site(part, whole, &|note| house.note(note), out, found));
    ordered(house.pages.parts(), house.options.jobs, of, |told| kept.tell(house, told))
}

/// Writes the pages and files that need all groups and places.
///
/// # Errors
/// A template that asks for what is not there; a file to copy that has gone; the disk.
pub fn close(house: &House, groups: Groups, places: &[PlaceReport]) -> Result<(), Failure> {
    let Groups { summaries, traces, mut kept, indicators } = groups;
    // Nothing looks at these any more, and the largest pages are still to come.
    drop(traces);
    house.sink.append(REPORT, json::tail().as_bytes())?;
    let sensitivity = house.pages.sensitivity(&summaries);
    let whole = Site { groups: &summaries, places, flows: house.flows.all(), sensitivity: sensitivity.as_ref() };
    pages(house, whole, &mut kept)?;
    kept.tell(house, indicators)?;
    let Kept { mut pages, years, search } = kept;
    let mut refused = None;
    search.into_iter().for_each(|index| index.finish(&mut |path, bytes| house.write(path, bytes, &mut refused)));
    house.pages.assets(&mut |path, bytes| house.write(&path, &bytes, &mut refused));
    let years: Vec<i16> = years.into_iter().collect();
    // The first language's: a package speaks one.
    if let Some(words) = house.words.first() {
        let package = datapackage::datapackage(house.frame, words, &years, &|path| house.sink.appended(path));
        house.write("data/datapackage.json", package.as_bytes(), &mut refused);
    }
    pages.sort();
    for (path, map) in sitemap::sitemaps(house.frame, &pages) {
        house.write(&path, map.as_bytes(), &mut refused);
    }
    // An author's own file for robots goes first.
    if !house.community.statics.iter().any(|file| &*file.target == "robots.txt") {
        house.write("robots.txt", sitemap::robots(house.frame).as_bytes(), &mut refused);
    }
    for file in &house.community.statics {
        match house.tree.read(&file.source) {
            Ok(bytes) => house.write(&file.target, &bytes, &mut refused),
            Err(reason) => {
                let message = format!("the file cannot be read: {reason}");
                let help = "check its permissions, or take it out of static/".to_owned();
                return Err(crate::problem::Problem::error(&file.source, "unreadable", message, help).into());
            }
        }
    }
    refused.map_or(Ok(()), |fault| Err(fault.into()))
}
