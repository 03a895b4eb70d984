//! What each file of the folder is: places, groups, notes, files to copy, and files nobody would find again.

use super::slug;
use super::texts;
use super::tree::{Entry, Tree};
use crate::model::community::StaticFile;
use crate::problem::Problem;
use crate::problem::nearest::nearest;
use std::collections::BTreeMap;

/// A folder that is a place or a group, or the site itself.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    /// Path from the site folder; empty for the site itself.
    pub path: Box<str>,
    /// `site.yaml`, `place.yaml` or `group.yaml`.
    pub main: Option<Entry>,
    /// `periods.csv`.
    pub table: Option<Entry>,
    /// `moves.yaml`.
    pub moves: Option<Entry>,
    /// Markdown files, sorted.
    pub notes: Vec<Entry>,
    /// Index of the nearest place above.
    pub place: Option<usize>,
}

/// The folder sorted out.
#[derive(Debug, Default)]
pub struct Layout {
    /// The site itself.
    pub site: Folder,
    /// `playbook.yaml`.
    pub playbook: Option<Entry>,
    /// Places, sorted by path; a parent stands before its children.
    pub places: Vec<Folder>,
    /// Groups, sorted by path.
    pub groups: Vec<Folder>,
    /// Files copied as they are.
    pub statics: Vec<StaticFile>,
    /// Templates.
    pub templates: Vec<StaticFile>,
    /// Texts of the site's own, sorted by path.
    pub texts: Vec<Entry>,
}

/// What a folder's main file says it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Place,
    Group,
}

/// Sorts out the files of a tree.
pub fn layout(tree: &dyn Tree, problems: &mut Vec<Problem>) -> Layout {
    let mut layout = Layout::default();
    let mut folders: BTreeMap<&str, (Option<Kind>, Folder)> = BTreeMap::new();
    for entry in tree.files() {
        let path = &*entry.path;
        if path.split('/').any(|part| part.starts_with(['.', '_'])) || path == "disclosure.lock" {
            continue;
        }
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if path.starts_with(texts::FOLDER) {
            layout.texts.push(entry.clone());
            continue;
        }
        if let Some(target) = path.strip_prefix("static/").or_else(|| path.strip_prefix("templates/")) {
            let file = StaticFile { source: path.into(), target: target.into() };
            // Other files are read when they are copied.
            if entry.leads_out || entry.unreadable {
                problems.extend(super::source::Source::read(tree, entry).err());
            } else if path.starts_with("static/") {
                layout.statics.push(file);
            } else {
                layout.templates.push(file);
            }
            continue;
        }
        match (folder, name) {
            ("", "site.yaml") => layout.site.main = Some(entry.clone()),
            ("", "playbook.yaml") => layout.playbook = Some(entry.clone()),
            _ => {
                let (kind, found) = folders.entry(folder).or_default();
                sort_in(tree, entry, kind, found, problems);
            }
        }
    }
    gather(folders, &mut layout, problems);
    layout
}

/// Files a file in a folder under its role.
fn sort_in(tree: &dyn Tree, entry: &Entry, kind: &mut Option<Kind>, folder: &mut Folder, problems: &mut Vec<Problem>) {
    let name = entry.path.rsplit('/').next().unwrap_or_default();
    match name {
        "place.yaml" | "group.yaml" => {
            if kind.is_some() {
                let message = "this folder holds both a `group.yaml` and a `place.yaml`".to_owned();
                let help = "give the group a folder of its own inside the place".to_owned();
                problems.push(Problem::error(&entry.path, "group-and-place", message, help));
                return;
            }
            *kind = Some(if name == "place.yaml" { Kind::Place } else { Kind::Group });
            folder.main = Some(entry.clone());
        }
        "periods.csv" => folder.table = Some(entry.clone()),
        "moves.yaml" => folder.moves = Some(entry.clone()),
        name if name.ends_with(".md") => folder.notes.push(entry.clone()),
        // A folder that cannot be listed stands here too: who knows what is in it.
        _ if entry.leads_out || entry.unreadable => {
            problems.extend(super::source::Source::read(tree, entry).err());
        }
        name => problems.push(stray(&entry.path, name)),
    }
}

fn gather(folders: BTreeMap<&str, (Option<Kind>, Folder)>, layout: &mut Layout, problems: &mut Vec<Problem>) {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (path, (kind, folder)) in folders {
        let mut folder = Folder { path: path.into(), ..folder };
        if path.is_empty() {
            problems.extend(folder.table.iter().chain(&folder.moves).map(misplaced));
            if kind.is_some() {
                problems.extend(folder.main.iter().map(at_the_root));
            }
            layout.site.notes = folder.notes;
            continue;
        }
        let Some(kind) = kind else {
            let lost = folder.table.iter().chain(&folder.moves).chain(&folder.notes);
            problems.extend(lost.map(|entry| homeless(entry, path)));
            continue;
        };
        let parts = path.match_indices('/').map(|(at, _)| &path[..at]);
        folder.place = parts.filter_map(|above| places.get(above).copied()).next_back();
        slug::check_path(path, folder.main.as_ref(), problems);
        if kind == Kind::Place {
            problems.extend(folder.table.iter().map(misplaced));
            places.insert(path, layout.places.len());
            layout.places.push(folder);
        } else {
            problems.extend(folder.moves.iter().map(misplaced));
            layout.groups.push(folder);
        }
    }
}

fn misplaced(entry: &Entry) -> Problem {
    let (message, help) = if entry.path.ends_with("moves.yaml") {
        ("`moves.yaml` is read in the folder of a place only", "move it beside the `place.yaml` of the groups it names")
    } else {
        (
            "`periods.csv` is read in the folder of a group only",
            "move it beside a `group.yaml`; a place has `periods:` in its `place.yaml`",
        )
    };
    Problem::warning(&entry.path, "not-read", message.to_owned(), help.to_owned())
}

fn at_the_root(entry: &Entry) -> Problem {
    let message = format!("`{}` stands in the site folder itself", entry.path);
    let help = "move it into a folder of its own, whose name becomes its address".to_owned();
    Problem::error(&entry.path, "at-the-root", message, help)
}

fn homeless(entry: &Entry, folder: &str) -> Problem {
    let message = format!("the folder `{folder}` has no `group.yaml` and no `place.yaml`, so this file is not read");
    let help = "add one of the two, or move the file into the folder of its group or place".to_owned();
    Problem::warning(&entry.path, "not-read", message, help)
}

/// A file the program does not know.
fn stray(path: &str, name: &str) -> Problem {
    const KNOWN: [&str; 7] =
        ["site.yaml", "playbook.yaml", "place.yaml", "group.yaml", "moves.yaml", "periods.csv", "disclosure.lock"];
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let lower = name.to_lowercase();
    let data = [".yaml", ".yml", ".csv", ".json", ".toml"].iter().any(|end| lower.ends_with(end));
    let meant = KNOWN
        .into_iter()
        .find(|known| known.split('.').next() == Some(&*stem.to_lowercase()))
        .or_else(|| nearest(name, KNOWN))
        .filter(|_| data);
    let help = match meant {
        Some(meant) if !path.contains('/') || !matches!(meant, "site.yaml" | "playbook.yaml" | "disclosure.lock") => {
            format!("rename it to `{meant}`")
        }
        Some(meant) => format!("`{meant}` is read in the site folder itself: move it there"),
        None if [".md", ".markdown", ".mdown"].iter().any(|end| lower.ends_with(end)) => {
            format!("rename it to `{stem}.md`")
        }
        None => "move it under `static/` if the site should offer it; begin its name with `_` if not".to_owned(),
    };
    Problem::warning(path, "not-read", format!("`{name}` is not a file of this format, so it is not read"), help)
}
