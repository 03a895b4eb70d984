//! Places: after their groups, because they speak of them.

use super::{Failure, House};
use crate::disclose::{self, Facts, Published};
use crate::judge;
use crate::measure;
use crate::model::quantity::Estimate;
use crate::report::{GroupSummary, PlaceLink, PlaceReport};
use crate::score;
use crate::site::history::{self, Years};
use crate::site::{Subject, beside, json, own, rows};

/// Writes every place; gives the reports, and adds to the paths of the pages.
///
/// # Errors
/// A template that asks for what is not there; the disk.
pub fn places(
    house: &House,
    groups: &[GroupSummary],
    started: &mut Years,
    pages: &mut Vec<String>,
) -> Result<Vec<PlaceReport>, Failure> {
    let count = house.community.places.len();
    let facts: Vec<Facts> =
        (0..count).map(|i| disclose::place(house.community, i, measure::place(house.community, i))).collect();
    let reports = reports(house, groups, facts);
    house.sink.append(super::whole::REPORT, json::middle().as_bytes())?;
    for report in &reports {
        place(house, report, started, pages)?;
    }
    Ok(reports)
}

fn place(house: &House, report: &PlaceReport, started: &mut Years, pages: &mut Vec<String>) -> Result<(), Failure> {
    let frame = house.frame;
    let mut refused = None;
    house.pages.place(report, &|note| house.note(note), &mut |path, html| {
        house.write(&path, &html, &mut refused);
        pages.push(path);
    })?;
    let subject = Subject::place(report);
    house.write(&beside(&report.link.path, "data.csv"), own::data(frame, &subject).as_bytes(), &mut refused);
    if let Some(fault) = refused {
        return Err(fault.into());
    }
    super::whole::append_rows(house, &rows::of_subject(frame, &subject))?;
    if frame.site.history {
        let mut years = Years::new();
        history::append(frame, &subject, &mut years);
        super::whole::append_years(house, &years, started)?;
    }
    house.sink.append(super::whole::REPORT, json::place(frame, report, report.index == 0).as_bytes())?;
    Ok(())
}
