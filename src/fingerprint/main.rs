//! Build script: a hash of everything the program is made of, so that a site made by another state of the program
//! is never taken for current. The same sources give the same hash on every machine. And the playbook and the texts as
//! they are embedded, with the list of the languages the program speaks: whatever lies in the folder of texts.

#![allow(clippy::print_stdout, reason = "how a build script speaks to cargo")]

mod embedded;

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    let mut files = Vec::new();
    for root in ["src", "templates", "Cargo.toml", "Cargo.lock"] {
        println!("cargo:rerun-if-changed={root}");
        collect(Path::new(root), &mut files);
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.to_string_lossy().replace('\\', "/").hash(&mut hasher);
        fs::read(&file).unwrap_or_default().hash(&mut hasher);
    }
    println!("cargo:rustc-env=COMMONWEAL_FINGERPRINT={:016x}", hasher.finish());
    let out = std::env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    playbook(Path::new("src/playbook"), &out);
    languages(Path::new("src/playbook/text"), &out);
}

/// Writes every `<section>.yaml` of the folder itself as `<section>.json`.
fn playbook(folder: &Path, out: &Path) {
    let mut files = Vec::new();
    collect(folder, &mut files);
    for file in files.iter().filter(|file| file.parent() == Some(folder) && is_yaml(file)) {
        embedded::as_json(file, out);
    }
}

/// Writes `languages.rs`: every `<tag>.yaml` and `<tag>.<part>.yaml` of the folder, embedded as JSON, by language.
fn languages(folder: &Path, out: &Path) {
    let mut files = Vec::new();
    collect(folder, &mut files);
    files.sort();
    let mut languages: BTreeMap<String, String> = BTreeMap::new();
    for file in files.iter().filter(|file| is_yaml(file)) {
        let Some(name) = file.file_name().map(|name| name.to_string_lossy().into_owned()) else { continue };
        let tag = name.split('.').next().unwrap_or_default().to_owned();
        let json = embedded::as_json(file, out);
        let line = format!("({name:?}, include_str!({:?})),", json.to_string_lossy());
        languages.entry(tag).or_default().push_str(&line);
    }
    let mut list = String::from("&[");
    for (tag, files) in languages {
        list.push_str(&format!("Entry {{ tag: {tag:?}, files: &[{files}] }},"));
    }
    list.push(']');
    let target = out.join("languages.rs");
    if let Err(reason) = fs::write(&target, list) {
        panic!("{} cannot be written: {reason}", target.display());
    }
}

fn is_yaml(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "yaml")
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_file() {
        files.push(path.to_owned());
        return;
    }
    let Ok(entries) = fs::read_dir(path) else { return };
    for entry in entries.flatten() {
        collect(&entry.path(), files);
    }
}
