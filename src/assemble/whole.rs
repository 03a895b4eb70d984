//! Files of the whole site: those that grow with every group, and those written last.

use super::group::Groups;
use super::kept::{self, Kept, Told};
use super::stream::ordered;
use super::{Failure, House};
use crate::page::Site;
use crate::report::PlaceReport;
use crate::site::history::{self, Years};
use crate::site::{Rows, datapackage, json, rows, sitemap};

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

/// Appends to the files under `/data/`.
///
/// # Errors
/// The disk.
pub fn append_rows(house: &House, more: &Rows) -> Result<(), Failure> {
    for ((name, _), rows) in rows::FILES.iter().zip(more) {
        house.sink.append(&format!("data/{name}.csv"), rows.as_bytes())?;
    }
    Ok(())
}

/// Appends to the yearly files; `started` knows which have their header.
///
/// # Errors
/// The disk.
pub fn append_years(house: &House, more: &Years, started: &mut Years) -> Result<(), Failure> {
    for (year, files) in more {
        let fresh = started.insert(*year, Default::default()).is_none();
        for (kind, rows) in files.iter().enumerate() {
            let path = history::path(kind, *year);
            if fresh {
                house.sink.append(&path, history::header(kind).as_bytes())?;
            }
            house.sink.append(&path, rows.as_bytes())?;
        }
    }
    Ok(())
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
    let years: Vec<i16> = years.keys().copied().collect();
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
