//! The data files as their reader meets them: columns, words and cells as the contract of the outputs says.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]

mod kit;

use kit::{Files, Scratch, copy, repository, text};
use std::collections::{BTreeMap, BTreeSet};

/// Columns of each file under `/data/` (contract, version 1).
const COLUMNS: [(&str, &str); 6] = [
    ("groups", "place,group,name,type,platform,founded,members_end,period,grade,score"),
    ("periods", "place,group,period,field,status,value"),
    ("indicators", "place,group,period,indicator,status,value,lower,upper,n,unit"),
    ("scores", "place,group,period,dimension,status,score,lower,upper,coverage,grade"),
    ("findings", "place,group,period,finding,result,strength,coverage"),
    ("advice", "place,group,period,advice,priority,actor,effort,status"),
];

const WITH_NUMBER: [&str; 3] = ["measured", "few", "imprecise"];
const WITHOUT_NUMBER: [&str; 4] = ["withheld", "missing", "not_applicable", "too_early"];

/// A row by the names of its columns.
type Row = BTreeMap<String, String>;

/// Builds one of the golden sites.
fn built(name: &str) -> Files {
    let scratch = Scratch::site(&[]);
    copy(&repository().join("tests/golden").join(name), &scratch.path("site"));
    scratch.build("public", &[])
}

/// Reads a table by the rules of RFC 4180 and nothing else: CRLF, as many cells in every row, quotes only around whole
/// cells.
fn records(csv: &str) -> Vec<Vec<String>> {
    assert!(csv.ends_with("\r\n"), "the last row is ended");
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut rest = csv.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if cell.is_empty() => loop {
                match rest.next().unwrap() {
                    '"' if rest.peek() == Some(&'"') => cell.push(rest.next().unwrap()),
                    '"' => break assert!(matches!(rest.peek(), Some(',' | '\r')), "a quote ends its cell"),
                    c => cell.push(c),
                }
            },
            ',' => row.push(std::mem::take(&mut cell)),
            '\r' => {
                assert_eq!(rest.next(), Some('\n'), "rows end in CRLF");
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\n' | '"' => panic!("{c:?} outside of quotes in {row:?}"),
            c => cell.push(c),
        }
    }
    rows
}

fn table(files: &Files, path: &str, columns: &str) -> Vec<Row> {
    let text = text(files, path);
    let mut records = records(&text).into_iter();
    let header = records.next().unwrap();
    assert_eq!(header.join(","), columns, "{path}");
    records
        .map(|record| {
            assert_eq!(record.len(), header.len(), "{path}: {record:?}");
            header.iter().cloned().zip(record).collect()
        })
        .collect()
}

fn data(files: &Files, name: &str) -> Vec<Row> {
    let columns = COLUMNS.iter().find(|(known, _)| *known == name).unwrap().1;
    table(files, &format!("data/{name}.csv"), columns)
}

fn history(files: &Files, name: &str) -> Vec<Row> {
    let columns = COLUMNS.iter().find(|(known, _)| *known == name).unwrap().1;
    let prefix = format!("data/history/{name}-");
    files.keys().filter(|path| path.starts_with(&prefix)).flat_map(|path| table(files, path, columns)).collect()
}

/// A number as the contract writes it: digits and one point; no exponent, no sign of infinity.
fn number(cell: &str) -> f64 {
    assert!(cell.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.')), "`{cell}` is a plain number");
    cell.parse().unwrap()
}

#[test]
fn every_status_says_whether_its_cells_hold_numbers() {
    for site in ["site", "broad"] {
        let files = built(site);
        let all = |name: &str| [data(&files, name), history(&files, name)].concat();
        let mut seen = BTreeSet::new();
        for (name, first) in [("periods", "value"), ("indicators", "value"), ("scores", "score")] {
            for row in all(name) {
                let status = row["status"].as_str();
                seen.insert(row["status"].clone());
                if WITH_NUMBER.contains(&status) {
                    let value = number(&row[first]);
                    for (bound, right) in [("lower", -1.0), ("upper", 1.0)] {
                        let cell = row.get(bound).map_or("", String::as_str);
                        assert!(cell.is_empty() || (number(cell) - value) * right >= -1e-9, "{site} {name} {row:?}");
                    }
                } else {
                    assert!(WITHOUT_NUMBER.contains(&status), "{site} {name} {row:?}");
                    for cell in [first, "lower", "upper", "n"].iter().filter_map(|column| row.get(*column)) {
                        assert_eq!(cell, "", "{site} {name} {row:?}");
                    }
                }
            }
        }
        assert!(seen.contains("measured") && seen.contains("missing"), "{site}: {seen:?}");
    }
}

#[test]
fn shares_are_fractions_and_scores_are_whole_numbers() {
    for site in ["site", "broad"] {
        let files = built(site);
        for row in data(&files, "indicators").iter().filter(|row| row["unit"] == "percent" && !row["value"].is_empty())
        {
            assert!(number(&row["value"]).abs() <= 1.0 || row["indicator"].ends_with("growth_rate"), "{row:?}");
        }
        for row in [data(&files, "scores"), history(&files, "scores")].concat() {
            for column in ["score", "lower", "upper"].iter().filter(|column| !row[**column].is_empty()) {
                let score = number(&row[*column]);
                assert!((0.0..=100.0).contains(&score) && score.fract() == 0.0, "{row:?}");
            }
            let coverage = number(&row["coverage"]);
            assert!((0.0..=1.0).contains(&coverage), "{row:?}");
            assert!(row["grade"].is_empty() || row["dimension"] == "overall", "{row:?}");
        }
    }
}

#[test]
fn findings_and_advice_use_the_words_of_the_contract() {
    let files = built("broad");
    for row in [data(&files, "findings"), history(&files, "findings")].concat() {
        match row["result"].as_str() {
            "likely" | "possible" | "not_seen" => assert!((0.0..=1.0).contains(&number(&row["strength"])), "{row:?}"),
            "cannot_assess" | "withheld" => assert_eq!(row["strength"], "", "{row:?}"),
            other => panic!("{other}: {row:?}"),
        }
    }
    let known = ["recommended", "planned", "running", "done", "dropped"];
    let advice = data(&files, "advice");
    assert!(!advice.is_empty());
    for row in advice {
        assert!(
            known.contains(&row["status"].as_str()) && ["S", "M", "L"].contains(&row["effort"].as_str()),
            "{row:?}"
        );
        number(&row["priority"]);
    }
}

#[test]
fn every_group_and_place_is_listed_under_its_path() {
    let files = built("broad");
    let groups = data(&files, "groups");
    let paths: Vec<(&str, &str)> = groups.iter().map(|row| (row["place"].as_str(), row["group"].as_str())).collect();
    let expected = [
        ("hill", "hill/exchange"),
        ("hill", "hill/newborn"),
        ("hill/valley", "hill/valley/choir"),
        ("hill/valley", "hill/valley/festival"),
        ("hill/valley", "hill/valley/menders"),
    ];
    assert_eq!(paths, expected);
    let indicators = data(&files, "indicators");
    for place in ["hill", "lake"] {
        assert!(indicators.iter().any(|row| row["place"] == place && row["group"].is_empty()), "{place}");
    }
    // A group that ended is shown at its own last period.
    let festival = groups.iter().find(|row| row["group"].ends_with("festival")).unwrap();
    assert_eq!(festival["period"], "2026-W25");
}

#[test]
fn the_history_holds_what_the_reported_period_holds_but_for_what_was_not_measured() {
    for site in ["site", "broad"] {
        let files = built(site);
        for name in ["periods", "indicators", "scores", "findings"] {
            let gap = |row: &Row| {
                let missing = row.get("status").is_some_and(|status| status == "missing");
                // A score that is missing for want of coverage tells how much was measured; the overall one always does.
                let told = row.get("coverage").is_some_and(|coverage| coverage != "0")
                    || row.get("dimension").is_some_and(|dimension| dimension.starts_with("overall"));
                (missing && !told) || row.get("result").is_some_and(|result| result == "cannot_assess")
            };
            let reported: BTreeSet<Row> = data(&files, name).into_iter().filter(|row| !gap(row)).collect();
            let all = history(&files, name);
            assert!(!all.iter().any(gap), "{site} {name}: what was not measured has no row");
            let all: BTreeSet<Row> = all.into_iter().collect();
            let lost: Vec<&Row> = reported.difference(&all).collect();
            assert!(lost.is_empty(), "{site} {name}: {lost:?}");
        }
    }
    let page = text(&built("site"), "data/index.html");
    assert!(page.contains("not measured") && page.contains("have no row"), "the data page says what is left out");
}

#[test]
fn the_file_beside_a_page_has_a_row_a_period_and_letters_for_gaps() {
    for site in ["site", "broad"] {
        let files = built(site);
        let own: Vec<&String> = files.keys().filter(|path| path.ends_with("/data.csv")).collect();
        assert!(own.len() >= 3, "{site}");
        let mut letters = BTreeSet::new();
        for path in own {
            let mut rows = records(&text(&files, path)).into_iter();
            let header = rows.next().unwrap();
            assert_eq!(header[0], "period", "{path}");
            let unique: BTreeSet<&String> = header.iter().collect();
            assert_eq!(unique.len(), header.len(), "{path}: no column twice");
            let mut last = String::new();
            for row in rows {
                assert_eq!(row.len(), header.len(), "{path}");
                assert!(row[0] > last, "{path}: periods in order");
                last.clone_from(&row[0]);
                for (column, cell) in header.iter().zip(&row).skip(1) {
                    let bound = column.ends_with("_lower") || column.ends_with("_upper");
                    match cell.as_str() {
                        "[c]" | "[x]" | "[z]" | "[e]" => {
                            letters.insert(cell.clone());
                        }
                        "" => assert!(bound, "{path} {column}: a figure is never blank"),
                        cell => {
                            number(cell);
                        }
                    }
                }
            }
        }
        assert!(letters.contains("[x]"), "{site}: {letters:?}");
        if site == "broad" {
            assert!(letters.contains("[c]") && letters.contains("[z]"), "{letters:?}");
        }
    }
}

#[test]
fn the_package_describes_every_table_with_its_columns() {
    let files = built("broad");
    let package: serde_json::Value = serde_json::from_str(&text(&files, "data/datapackage.json")).unwrap();
    let mut described = BTreeSet::new();
    for resource in package["resources"].as_array().unwrap() {
        let path = format!("data/{}", resource["path"].as_str().unwrap());
        assert!(files.contains_key(&path), "{path} is there");
        if let Some(fields) = resource["schema"]["fields"].as_array() {
            let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
            let rows = table(&files, &path, &names.join(","));
            for field in fields.iter().filter(|field| field["type"] == "number") {
                let name = field["name"].as_str().unwrap();
                for cell in rows.iter().map(|row| &row[name]).filter(|cell| !cell.is_empty()) {
                    number(cell);
                }
            }
            for field in fields.iter().filter(|field| field["constraints"]["enum"].is_array()) {
                let known = field["constraints"]["enum"].as_array().unwrap();
                let name = field["name"].as_str().unwrap();
                assert!(rows.iter().all(|row| known.iter().any(|word| *word == *row[name])), "{path} {name}");
            }
        }
        assert_eq!(path.contains("history/"), resource["description"].is_string(), "{path}: gaps are explained");
        described.insert(path);
    }
    let tables = files.keys().filter(|path| path.starts_with("data/") && path.ends_with(".csv"));
    assert!(tables.clone().count() > 6 && tables.into_iter().all(|path| described.contains(path)));
}

#[test]
fn the_report_says_the_same_as_the_tables() {
    let files = built("broad");
    let report: serde_json::Value = serde_json::from_str(&text(&files, "data/report.json")).unwrap();
    let subject = |row: &Row| {
        let (list, path) = if row["group"].is_empty() { ("places", &row["place"]) } else { ("groups", &row["group"]) };
        report[list].as_array().unwrap().iter().find(|entry| entry["path"] == **path).unwrap()
    };
    for (table, map, id, value) in [
        ("periods", "fields", "field", "value"),
        ("indicators", "indicators", "indicator", "value"),
        ("scores", "scores", "dimension", "score"),
    ] {
        for row in data(&files, table) {
            let entry = &subject(&row)[map][&row[id]];
            assert_eq!(entry["status"], *row["status"], "{table} {row:?}");
            match entry[value].as_f64() {
                Some(found) => assert_eq!(found, number(&row[value]), "{table} {row:?}"),
                None => assert_eq!(row[value], "", "{table} {row:?}"),
            }
        }
    }
}

#[test]
fn names_with_commas_quotes_and_signs_come_through_unchanged() {
    let name = "=1+1, \"the\" Readers";
    let site = Scratch::small();
    site.change("riverside/readers/group.yaml", "{en: Evening Readers,", "{en: '=1+1, \"the\" Readers',");
    let files = site.build("public", &[]);
    assert!(data(&files, "groups").iter().any(|row| row["name"] == name));
    let check = site.run(&["check", "site"]);
    assert!(check.err().contains("formula to spreadsheet programs"), "{}", check.err());
}

#[test]
fn a_site_without_history_has_no_yearly_files() {
    let site = Scratch::small();
    site.change("site.yaml", "licence:", "data: {history: false}\nlicence:");
    let files = site.build("public", &[]);
    assert!(!files.keys().any(|path| path.starts_with("data/history/")));
    assert!(!text(&files, "data/datapackage.json").contains("history/"));
    assert!(!text(&files, "data/index.html").contains("data/history"));
}
