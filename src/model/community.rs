//! Everything a site folder says, checked and resolved.

use super::field::FieldTable;
use super::note::Note;
use super::{Group, Lang, Period, PlaceNode, Site};
use crate::playbook::Playbook;

/// A file of `static/`, copied as it is, or any source file by path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StaticFile {
    /// Path from the site folder.
    pub source: Box<str>,
    /// Path in the written site.
    pub target: Box<str>,
}

/// A file of texts that the site brings: a language of its own, or other words for a built-in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFile {
    /// The language.
    pub lang: Lang,
    /// Path from the site folder.
    pub source: Box<str>,
    /// Its YAML.
    pub yaml: Box<str>,
}

/// The checked model of a whole site.
#[derive(Debug, Clone)]
pub struct Community {
    /// `site.yaml`.
    pub site: Site,
    /// Built-in playbook with the site's own entries.
    pub playbook: Playbook,
    /// Known scalar fields, own ones included.
    pub fields: FieldTable,
    /// Places, sorted by path; a parent stands before its children.
    pub places: Vec<PlaceNode>,
    /// Groups, sorted by path.
    pub groups: Vec<Group>,
    /// Notes of the site itself.
    pub notes: Vec<Note>,
    /// Files copied as they are.
    pub statics: Vec<StaticFile>,
    /// Templates that override the built-in ones; the target is the path of the template inside `templates/`.
    pub templates: Vec<StaticFile>,
    /// Texts of the site's own, for its languages.
    pub texts: Vec<TextFile>,
    /// Last period reported: `--as-of`, else `site.yaml`, else the newest in the data.
    pub as_of: Option<Period>,
}
