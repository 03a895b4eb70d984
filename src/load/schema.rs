//! The format as JSON Schema, for editors: from the tables that the reader itself checks against.

use super::playbook_file;
use super::shape::{EVENT, FileKind, Key, Shape, TENURE};
use super::slots::{ListSlot, MapSlot, Slot, Slots};
use super::source::Source;
use super::tree::Tree;
use crate::model::Lang;
use crate::model::field::{FieldTable, Kind};
use crate::model::site::HantTerms;
use crate::playbook::Playbook;
use crate::problem::Problem;
use crate::words::Words;
use crate::words::languages::LANGUAGES;
use serde_json::{Map, Value, json};

/// The version of JSON Schema that editors know best.
const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// What a period looks like; the reader checks the calendar besides.
const PERIOD: &str = "^[0-9]{4}(-Q[1-4]|-(0[1-9]|1[0-2])|-W(0[1-9]|[1-4][0-9]|5[0-3]))?$";

/// What a day looks like.
const DATE: &str = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

/// A playbook with the fields it brings, to make schemas of.
pub struct Format {
    playbook: Playbook,
    fields: FieldTable,
    words: Option<Words>,
}

impl Format {
    /// The format with the fields of the built-in playbook, or with those that the `playbook.yaml` of `site` adds.
    ///
    /// # Errors
    /// The problems of that `playbook.yaml`.
    pub fn new(site: Option<&dyn Tree>) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let entry =
            site.and_then(|tree| Some((tree, tree.files().iter().find(|file| &*file.path == "playbook.yaml")?)));
        let source =
            entry.and_then(|(tree, entry)| Source::read(tree, entry).map_err(|fault| problems.push(fault)).ok());
        let every: Vec<Lang> = LANGUAGES.iter().map(|known| Lang::new(known.tag)).collect();
        let (playbook, fields) = playbook_file::playbook(source.as_ref(), &every, &mut problems);
        problems.retain(Problem::is_error);
        if !problems.is_empty() {
            return Err(problems);
        }
        let words = Words::load(&Lang::new("en"), HantTerms::Taiwan).and_then(Result::ok);
        Ok(Self { playbook, fields, words })
    }

    /// The schema of one kind of file.
    pub fn schema(&self, kind: FileKind) -> Value {
        headed(self.shape(kind.shape()))
    }

    /// The schema of `playbook.yaml`.
    pub fn playbook() -> Value {
        headed(crate::playbook::read::schema::playbook(&local()))
    }

    /// The schemas of all files, as definitions of one.
    pub fn all(&self) -> Value {
        let kinds = [
            ("site", FileKind::Site),
            ("place", FileKind::Place),
            ("group", FileKind::Group),
            ("moves", FileKind::Moves),
            ("note", FileKind::FrontMatter),
        ];
        let mut definitions: Map<String, Value> =
            kinds.into_iter().map(|(name, kind)| (name.to_owned(), self.shape(kind.shape()))).collect();
        definitions.insert("playbook".to_owned(), crate::playbook::read::schema::playbook(&local()));
        json!({"$schema": DRAFT, "definitions": definitions})
    }

    fn shape(&self, shape: Shape) -> Value {
        match shape {
            Shape::Text => json!({"type": "string", "minLength": 1}),
            Shape::Word(words) => json!({"enum": words}),
            Shape::Date => json!({"type": "string", "pattern": DATE}),
            Shape::Period => json!({"anyOf": [{"type": "integer", "minimum": 1, "maximum": 9999},
                {"type": "string", "pattern": PERIOD}]}),
            Shape::Count => json!({"type": "integer", "minimum": 0}),
            Shape::Number => json!({"type": "number"}),
            Shape::Bool => json!({"type": "boolean"}),
            Shape::Local => local(),
            Shape::Answer => json!({"anyOf": [{"type": "boolean"}, {"const": "unknown"},
                {"type": "string", "pattern": DATE}, {"type": "string", "pattern": "^https?://"}]}),
            Shape::Map(keys) => self.map(keys),
            Shape::WordOrMap(words, keys) => json!({"anyOf": [{"enum": words}, self.map(keys)]}),
            Shape::Dict(what, inner) => self.dict(what, *inner),
            Shape::List(inner) => json!({"type": "array", "items": self.shape(*inner)}),
            Shape::Periods(owner) => {
                let measured = self.slots(&Slots::new(&self.fields, owner), "");
                json!({"type": "object", "patternProperties": {PERIOD: measured}, "additionalProperties": false})
            }
            Shape::Any => json!({}),
        }
    }

    fn map(&self, keys: &[Key]) -> Value {
        let mut properties = Map::new();
        for key in keys {
            let mut schema = self.shape(key.shape);
            if let Some(schema) = schema.as_object_mut() {
                schema.insert("description".to_owned(), json!(key.about));
            }
            properties.insert(key.name.to_owned(), schema);
        }
        let required: Vec<_> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
        closed(properties, &required)
    }

    /// A map with keys of the playbook, which editors can then offer.
    fn dict(&self, what: &str, inner: Shape) -> Value {
        let playbook = &self.playbook;
        let ids: Vec<&str> = match what {
            "dimension" => playbook.dimensions.iter().map(|dimension| &*dimension.id).collect(),
            "indicator" => playbook.indicators.iter().map(|indicator| &*indicator.id).collect(),
            "checklist" => {
                let lists = playbook.checklists.iter().map(|list| {
                    let items = list.items.iter().map(|(item, _)| (item.to_string(), self.shape(Shape::Answer)));
                    (list.id.to_string(), closed(items.collect(), &[]))
                });
                return closed(lists.collect(), &[]);
            }
            _ => return json!({"type": "object", "additionalProperties": self.shape(inner)}),
        };
        closed(ids.into_iter().map(|id| (id.to_owned(), self.shape(inner))).collect(), &[])
    }

    /// What may stand in a period, below `path` (empty, or ending in a dot).
    fn slots(&self, slots: &Slots, path: &str) -> Value {
        let properties = slots.iter().map(|(name, slot)| {
            let path = format!("{path}{name}");
            let mut schema = self.slot(slot, &path);
            let about = self.words.as_ref().map_or("", |words| words.term("fields", &path));
            if let (Some(schema), false) = (schema.as_object_mut(), about.is_empty()) {
                schema.insert("description".to_owned(), json!(about));
            }
            (name.to_owned(), schema)
        });
        closed(properties.collect(), &[])
    }

    fn slot(&self, slot: &Slot, path: &str) -> Value {
        let list = |keys: &[Key]| json!({"type": "array", "items": self.map(keys)});
        match slot {
            Slot::Number(_, kind) => number(*kind),
            Slot::Block { bare: None, inner } => self.slots(inner, &format!("{path}.")),
            Slot::Block { bare: Some((_, kind)), inner } => {
                json!({"anyOf": [number(*kind), self.slots(inner, &format!("{path}."))]})
            }
            Slot::List(ListSlot::ContribCounts) => json!({"type": "array", "items": number(Kind::Things)}),
            Slot::List(_) => json!({"type": "array", "items": number(Kind::Amount)}),
            Slot::Map(MapSlot::CultureShares) => json!({"type": "object", "additionalProperties": number(Kind::Share)}),
            Slot::Map(_) => json!({"type": "object", "additionalProperties": number(Kind::Things)}),
            Slot::Tenure => list(TENURE),
            Slot::Events => list(EVENT),
            Slot::Policy => {
                let items = self.playbook.checklist("policy_items").map(|list| &*list.items).unwrap_or_default();
                let items = items.iter().map(|(item, _)| (item.to_string(), self.shape(Shape::Answer)));
                closed(items.collect(), &[])
            }
            Slot::LastItemDate => self.shape(Shape::Date),
            Slot::Currency => json!({"type": "string", "pattern": "^[A-Z]{3}$"}),
        }
    }
}

/// A text, or texts by language.
fn local() -> Value {
    let text = || json!({"type": "string", "minLength": 1});
    let texts = LANGUAGES.iter().map(|known| (known.tag.to_owned(), text()));
    json!({"anyOf": [text(), closed(texts.collect(), &[])]})
}

fn number(kind: Kind) -> Value {
    match kind {
        Kind::Persons | Kind::Things => json!({"type": "integer", "minimum": 0}),
        Kind::Share => json!({"type": "number", "minimum": 0, "maximum": 1}),
        Kind::Amount | Kind::Money => json!({"type": "number", "minimum": 0}),
        Kind::Own => json!({"type": "number"}),
    }
}

/// A map of these keys and no others.
fn closed(properties: Map<String, Value>, required: &[&str]) -> Value {
    let mut schema = json!({"type": "object", "properties": properties, "additionalProperties": false});
    if let (Some(schema), false) = (schema.as_object_mut(), required.is_empty()) {
        schema.insert("required".to_owned(), json!(required));
    }
    schema
}

fn headed(mut schema: Value) -> Value {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("$schema".to_owned(), json!(DRAFT));
    }
    schema
}
