//! Addresses that two things would share.

use super::layout::{Folder, Layout};
use super::slug::{BESIDE, RESERVED};
use crate::model::Lang;
use crate::model::note::Note;
use crate::problem::Problem;
use crate::words::languages::LANGUAGES;
use std::collections::BTreeMap;

/// Files the program writes at the root of the site.
const ROOT_FILES: [&str; 6] = ["index.html", "404.html", "site-manifest.json", "sitemap.xml", "feed.xml", "card.png"];

/// Reports places, groups and copied files whose address belongs to something else.
pub fn folders(layout: &Layout, languages: &[Lang], problems: &mut Vec<Problem>) {
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    let all: Vec<&Folder> = layout.places.iter().chain(&layout.groups).collect();
    for folder in &all {
        let file = folder.main.as_ref().map_or(&*folder.path, |entry| &*entry.path);
        let first = folder.path.split('/').next().unwrap_or_default();
        if is_reserved(first, languages) && !all.iter().any(|above| &*above.path == first && above.path != folder.path)
        {
            problems.push(reserved(file, first));
        }
        if let Some((above, name)) = folder.path.rsplit_once('/')
            && BESIDE.contains(&&*name.to_lowercase())
            && all.iter().any(|other| &*other.path == above)
        {
            problems.push(reserved(file, name));
        }
        if let Some(other) = taken.insert(folder.path.to_lowercase(), &folder.path) {
            let message = format!("`{}` and `{other}` differ in capital letters only", folder.path);
            let help = "rename one of the two: many file systems and readers do not tell them apart".to_owned();
            problems.push(Problem::error(file, "same-address", message, help));
        }
    }
    for file in &layout.statics {
        let first = file.target.split('/').next().unwrap_or_default();
        let inside = file.target.contains('/');
        let own = file.target.rsplit_once('/').is_some_and(|(above, name)| {
            let above = above.to_lowercase();
            let beside = above.rsplit_once('/').filter(|(_, last)| name == "index.html" && BESIDE.contains(last));
            matches!(name, "index.html" | "data.csv" | "card.png") && taken.contains_key(&above)
                || beside.is_some_and(|(page, _)| taken.contains_key(page))
        });
        if (inside && is_reserved(first, languages)) || is_root_file(&file.target) || own {
            let message = format!("`{}` is an address the site itself uses", file.target);
            let help = "give the file another name or folder inside `static/`".to_owned();
            problems.push(Problem::error(&file.source, "reserved-name", message, help));
        }
    }
}

/// Whether the program writes a file of this name at the root: one of a fixed name, or a part of a large site map.
fn is_root_file(name: &str) -> bool {
    let part = name.strip_prefix("sitemap-").and_then(|rest| rest.strip_suffix(".xml"));
    ROOT_FILES.contains(&name) || part.is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Reports notes whose address belongs to something else. `folder` is empty for the site itself.
pub fn notes(notes: &[Note], folder: &str, layout: &Layout, languages: &[Lang], problems: &mut Vec<Problem>) {
    for note in notes.iter().filter(|note| &*note.slug != "index") {
        if folder.is_empty() && &*note.slug != "about" && is_reserved(&note.slug, languages) {
            problems.push(reserved(&note.source, &note.slug));
            continue;
        }
        let path = if folder.is_empty() { note.slug.to_string() } else { format!("{folder}/{}", note.slug) };
        let same = |folders: &[Folder]| folders.binary_search_by(|folder| (*folder.path).cmp(&*path)).is_ok();
        if same(&layout.places) || same(&layout.groups) {
            let message = format!("this note and the folder `{path}` beside it have the same address");
            let help = "rename the note, or move it into the folder".to_owned();
            problems.push(Problem::error(&note.source, "same-address", message, help));
        }
    }
}

/// Whether the site itself uses a name at its root.
fn is_reserved(name: &str, languages: &[Lang]) -> bool {
    let lower = name.to_lowercase();
    RESERVED.contains(&&*lower)
        || languages
            .iter()
            .map(Lang::tag)
            .chain(LANGUAGES.iter().map(|known| known.tag))
            .any(|tag| tag.to_lowercase() == lower)
}

fn reserved(file: &str, name: &str) -> Problem {
    let message = format!("`{name}` is an address the site itself uses");
    Problem::error(file, "reserved-name", message, format!("rename it, for example to `{name}-1`"))
}
