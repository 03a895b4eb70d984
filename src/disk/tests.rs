//! What a publisher would notice: nothing lost, nothing half written.

use super::publish::Publication;
use super::written::{Current, Entry, MANIFEST, Standing};
use super::{Fault, Sink};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn manifest(files: &BTreeMap<Box<str>, Entry>) -> Vec<u8> {
    let files: serde_json::Map<_, _> = files
        .iter()
        .map(|(path, entry)| {
            (path.to_string(), serde_json::json!({"size": entry.size, "sha256": super::written::hex(&entry.sha256)}))
        })
        .collect();
    serde_json::to_vec(&serde_json::json!({"input": "i", "files": files})).unwrap()
}

fn begin(out: &Path) -> Result<Publication, Fault> {
    Publication::begin(out, Standing::of(out))
}

fn publish(out: &Path, files: &[(&str, &str)]) {
    let site = begin(out).unwrap();
    for (path, text) in files {
        site.file(path, text.as_bytes()).unwrap();
    }
    site.finish(manifest).unwrap();
}

#[test]
fn files_of_others_stay_and_old_pages_go() {
    let scratch = tempfile::tempdir().unwrap();
    let out = scratch.path().join("public");
    publish(&out, &[("index.html", "1"), ("old/index.html", "2")]);
    fs::write(out.join("CNAME"), "example.org").unwrap();
    fs::create_dir_all(out.join("old/kept")).unwrap();
    fs::write(out.join("old/kept/mine.txt"), "mine").unwrap();
    publish(&out, &[("index.html", "3")]);
    assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "3");
    assert_eq!(fs::read_to_string(out.join("CNAME")).unwrap(), "example.org");
    assert_eq!(fs::read_to_string(out.join("old/kept/mine.txt")).unwrap(), "mine");
    assert!(!out.join("old/index.html").exists());
    assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 1, "no stage is left");
}

#[test]
fn an_abandoned_build_leaves_the_old_site() {
    let scratch = tempfile::tempdir().unwrap();
    let out = scratch.path().join("public");
    publish(&out, &[("index.html", "old")]);
    let site = begin(&out).unwrap();
    site.file("index.html", b"new").unwrap();
    drop(site); // as when the program is killed: the stage stays behind
    assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "old");
    publish(&out, &[("index.html", "newer")]);
    assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "newer");
    assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 1);
}

#[test]
fn a_file_in_the_way_is_not_overwritten() {
    let scratch = tempfile::tempdir().unwrap();
    let out = scratch.path().join("public");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("index.html"), "mine").unwrap();
    let site = begin(&out).unwrap();
    assert!(site.file("index.html", b"new").is_err());
    site.abandon();
    assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "mine");
}

#[test]
fn only_a_site_that_stands_as_written_is_current() {
    let scratch = tempfile::tempdir().unwrap();
    let out = scratch.path().join("public");
    publish(&out, &[("index.html", "1"), ("a/index.html", "2")]);
    assert_eq!(Standing::of(&out).current("i", 2), Some(Current { files: 3, warnings: 0 }));
    assert_eq!(Standing::of(&out).current("other", 2), None);
    fs::remove_file(out.join("a/index.html")).unwrap();
    assert_eq!(Standing::of(&out).current("i", 2), None);
    assert!(out.join(MANIFEST).exists());
}

#[test]
fn two_builds_do_not_write_one_site() {
    let scratch = tempfile::tempdir().unwrap();
    let out = scratch.path().join("public");
    let first = begin(&out).unwrap();
    assert!(begin(&out).is_err());
    first.abandon();
}

#[test]
fn what_another_build_wrote_meanwhile_is_known() {
    let scratch = tempfile::tempdir().unwrap();
    let out = scratch.path().join("public");
    publish(&out, &[("index.html", "1")]);
    let early = Standing::of(&out);
    publish(&out, &[("index.html", "2"), ("other/index.html", "3")]);
    let site = Publication::begin(&out, early).unwrap();
    site.file("index.html", b"4").unwrap();
    site.finish(manifest).unwrap();
    assert!(!out.join("other").exists(), "an old page, not a file of somebody else");
}
