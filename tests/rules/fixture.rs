//! The table of fixtures and the site that is made of it.

use serde_yaml::{Mapping, Value};
use std::path::Path;

/// All rows, and what every fixture starts from.
pub struct Table {
    /// Rows in the order of the files.
    pub rows: Vec<Row>,
    base: Value,
}

/// A row of the catalogue with its two cases.
pub struct Row {
    /// Its id.
    pub id: String,
    /// What makes it fire.
    pub fires: Case,
    /// What leaves it silent.
    pub silent: Case,
    of_place: bool,
}

/// What is different from the base.
pub struct Case {
    /// The result, where it is not the usual one.
    pub gives: Option<String>,
    over: Value,
}

impl Row {
    fn case(&self, side: &str) -> &Case {
        if side == "fires" { &self.fires } else { &self.silent }
    }
}

const FILES: [&str; 4] = ["causes", "effects", "values", "advice"];

impl Table {
    /// Reads `tests/rules/*.yaml`.
    pub fn read() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
        let read = |name: &str| -> Value {
            let text = std::fs::read_to_string(folder.join(format!("{name}.yaml"))).unwrap();
            serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{name}.yaml: {error}"))
        };
        let mut rows = Vec::new();
        for name in FILES {
            let file = read(name);
            for (id, row) in file.as_mapping().unwrap() {
                let case = |side: &str| {
                    let mut over = row.get(side).cloned().unwrap_or_default();
                    let gives = over.as_mapping_mut().and_then(|over| over.remove("gives"));
                    Case { gives: gives.as_ref().and_then(Value::as_str).map(str::to_owned), over }
                };
                let of_place = row.get("of").and_then(Value::as_str) == Some("place");
                let id = id.as_str().unwrap().to_owned();
                rows.push(Row { id, fires: case("fires"), silent: case("silent"), of_place });
            }
        }
        Self { rows, base: read("base") }
    }

    /// The path of a row's group or place in the site. Rows with the same fixture share one.
    pub fn subject(&self, row: &Row, side: &str) -> String {
        let over = &row.case(side).over;
        let same = |other: &Row| {
            let sides = ["fires", "silent"];
            let side = sides.into_iter().find(|side| other.case(side).over == *over)?;
            (other.of_place == row.of_place).then(|| format!("{side}/{}", other.id.replace('.', "-")))
        };
        let path = self.rows.iter().find_map(same).unwrap();
        if row.of_place { format!("of-places/{path}") } else { format!("of-groups/{path}") }
    }

    /// The files of the site.
    pub fn files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        let mut made = std::collections::BTreeSet::new();
        for row in &self.rows {
            for (side, case) in [("fires", &row.fires), ("silent", &row.silent)] {
                let path = self.subject(row, side);
                if !made.insert(path.clone()) {
                    continue;
                }
                if row.of_place {
                    self.place(&path, &case.over, &mut files);
                } else {
                    files.push((format!("{path}/group.yaml"), text(&self.group(&case.over))));
                }
            }
        }
        for (name, peer) in self.base["peers"].as_mapping().unwrap() {
            let path = format!("peers/{}", name.as_str().unwrap());
            let mut over = peer.clone();
            over["place"] = serde_yaml::from_str("{peers: []}").unwrap();
            self.place(&path, &over, &mut files);
            if peer.get("whole_group").is_some() {
                files.push((format!("{path}/whole/group.yaml"), text(&self.group(&Value::Null))));
            }
        }
        files
    }

    /// The file of a group that differs from the base by this.
    pub fn whole(&self, over: &str) -> String {
        text(&self.group(&serde_yaml::from_str(over).unwrap()))
    }

    fn group(&self, over: &Value) -> Value {
        let mut group = self.base["group"].clone();
        lay(&mut group, over.get("group"));
        let months: Vec<&str> =
            self.base["months"].as_sequence().unwrap().iter().map(|m| m.as_str().unwrap()).collect();
        let last = over.get("last").and_then(Value::as_u64).map_or(months.len(), |n| n as usize);
        let mut periods = Mapping::new();
        for (at, month) in months.iter().enumerate().skip(months.len() - last) {
            let mut cells = self.base["month"].clone();
            lay(&mut cells, over.get("every"));
            for (field, values) in over.get("series").and_then(Value::as_mapping).into_iter().flatten() {
                let Some(value) = values.get(at).filter(|value| !value.is_null()) else { continue };
                cells = put(cells, field.as_str().unwrap(), value.clone());
            }
            periods.insert((*month).into(), expanded(cells, month));
        }
        group["periods"] = Value::Mapping(periods);
        group
    }

    fn place(&self, path: &str, over: &Value, files: &mut Vec<(String, String)>) {
        let mut place = self.base["place"].clone();
        lay(&mut place, over.get("place"));
        if let Some(peers) = place["peers"].as_sequence_mut() {
            let up = "../".repeat(path.matches('/').count() + 1);
            peers.iter_mut().for_each(|peer| *peer = format!("{up}{}", peer.as_str().unwrap()).into());
        }
        let years: Vec<u64> = self.base["years"].as_sequence().unwrap().iter().filter_map(Value::as_u64).collect();
        let mut periods = Mapping::new();
        for (at, year) in years.iter().enumerate() {
            let mut cells = self.base["year"].clone();
            lay(&mut cells, over.get("year"));
            for (field, values) in over.get("series").and_then(Value::as_mapping).into_iter().flatten() {
                cells = put(cells, field.as_str().unwrap(), values[at].clone());
            }
            periods.insert((*year).into(), cells);
        }
        place["periods"] = Value::Mapping(periods);
        files.push((format!("{path}/place.yaml"), text(&place)));
        let types = over.get("types").unwrap_or(&self.base["types"]).as_sequence().unwrap();
        for (at, kind) in types.iter().enumerate() {
            let mut group = self.base["member"].clone();
            lay(&mut group, over.get("member"));
            group["type"] = kind.clone();
            let mut periods = Mapping::new();
            for month in ["2026-04", "2026-05", "2026-06"] {
                let mut cells = self.base["member_month"].clone();
                lay(&mut cells, over.get("member_month"));
                periods.insert(month.into(), expanded(cells, month));
            }
            group["periods"] = Value::Mapping(periods);
            files.push((format!("{path}/g{at}/group.yaml"), text(&group)));
        }
    }
}

fn text(value: &Value) -> String {
    serde_yaml::to_string(value).unwrap()
}

/// Lays one value over another: maps key by key, null takes a key away.
fn lay(base: &mut Value, over: Option<&Value>) {
    match (base, over) {
        (Value::Mapping(base), Some(Value::Mapping(over))) => {
            for (key, value) in over {
                if value.is_null() {
                    base.remove(key);
                } else if let Some(have) = base.get_mut(key).filter(|have| have.is_mapping() && value.is_mapping()) {
                    lay(have, Some(value));
                } else {
                    base.insert(key.clone(), value.clone());
                }
            }
        }
        (base, Some(over)) if !over.is_null() => *base = over.clone(),
        _ => {}
    }
}

/// Sets a field by its dotted name.
fn put(mut cells: Value, field: &str, value: Value) -> Value {
    let over =
        field.rsplit('.').fold(value, |inner, step| Value::Mapping([(step.into(), inner)].into_iter().collect()));
    lay(&mut cells, Some(&over));
    cells
}

/// Writes out what the table says in short.
fn expanded(mut cells: Value, month: &str) -> Value {
    let map = cells.as_mapping_mut().unwrap();
    if let Some(days) = map.remove("last_item_days").and_then(|days| days.as_i64()) {
        let end = match month {
            "2026-02" => 28,
            "2026-04" | "2026-06" => 30,
            _ => 31,
        };
        map.insert("last_item_date".into(), format!("{month}-{:02}", end - days).into());
    }
    if let Some(groups) = map.remove("tenure_of") {
        let mut all = Vec::new();
        for group in groups.as_sequence().unwrap() {
            let one: Mapping =
                [("months".into(), group[1].clone()), ("left".into(), group[2].clone())].into_iter().collect();
            all.extend(vec![Value::Mapping(one); group[0].as_u64().unwrap() as usize]);
        }
        map.insert("tenure".into(), all.into());
    }
    for event in map.get_mut("events").and_then(Value::as_sequence_mut).into_iter().flatten() {
        let event = event.as_mapping_mut().unwrap();
        let day = event.remove("day").and_then(|day| day.as_u64()).unwrap();
        event.insert("date".into(), format!("{month}-{day:02}").into());
    }
    cells
}
