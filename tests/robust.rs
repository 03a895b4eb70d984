//! Publishing under attack: killed builds, full disks, other builds, and things that stand in the way. Whatever
//! happens, a reader sees the old site or the new one, whole.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test stops at the first fault, and says what it skips")]

mod kit;

use kit::{Files, Scratch, difference, read, text};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

fn command(site: &Scratch) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_commonweal"));
    command.current_dir(site.path("")).args(["build", "site", "--out", "public"]);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// What stands in the scratch folder beside the site and the written site.
fn left_over(site: &Scratch) -> Vec<String> {
    let names = fs::read_dir(site.path("")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name != "site" && name != "public").collect()
}

#[test]
fn a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one() {
    let site = Scratch::small();
    let titles = ["{en: Small example,", "{en: Tiny example,"];
    let mut versions: Vec<Files> = Vec::new();
    for at in [0, 1] {
        versions.push(site.build("public", &[]));
        site.change("site.yaml", titles[at], titles[1 - at]);
    }
    let (mut killed, mut swapped) = (0, 0);
    for step in 0..30 {
        site.change("site.yaml", titles[step % 2], titles[1 - step % 2]);
        let mut child = command(&site).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(step as u64 * 7));
        child.kill().unwrap();
        killed += usize::from(!child.wait().unwrap().success());
        let now = read(&site.path("public"));
        let same = |version: &Files| difference(version, &now);
        let (a, b) = (same(&versions[0]), same(&versions[1]));
        assert!(a.is_none() || b.is_none(), "killed after {} ms: {a:?} {b:?}", step * 7);
        swapped += usize::from(same(&versions[1 - step % 2]).is_none());
    }
    println!("{killed} of 30 builds were killed before their end; after {swapped} the new site stood");
    assert!(killed > 0, "at least one build was killed");
    let last = site.build("public", &[]);
    assert!(difference(&versions[0], &last).is_none(), "the next build is whole");
    assert_eq!(left_over(&site), [""; 0], "and cleans up");
}

#[test]
fn builds_at_the_same_time_do_not_mix() {
    let site = Scratch::small();
    let alone = site.build("elsewhere", &[]);
    let children: Vec<_> = (0..5).map(|_| command(&site).spawn().unwrap()).collect();
    let mut done = 0;
    for child in children {
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        match output.status.code() {
            Some(0) => done += 1,
            Some(3) => assert!(said.contains("another build"), "{said}"),
            code => panic!("{code:?}: {said}"),
        }
    }
    assert!(done > 0, "one of them wins");
    assert_eq!(difference(&alone, &read(&site.path("public"))), None);
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let site = Scratch::small();
    let disk = site.path("disk");
    fs::create_dir(&disk).unwrap();
    let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=24m", "tmpfs"]).arg(&disk).output();
    if !mount.is_ok_and(|output| output.status.success()) {
        println!("skipped: a small disk can be mounted by root only, on a system that has tmpfs");
        return;
    }
    /// Takes the disk down however the test ends.
    struct Mounted<'a>(&'a Path);
    impl Drop for Mounted<'_> {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg("-l").arg(self.0).output();
        }
    }
    let _mounted = Mounted(&disk);
    let old = site.build("disk/public", &[]);
    // Leaves room for a part of the second site.
    let mut ballast = 0;
    while fs::write(disk.join(format!("ballast-{ballast}")), vec![0; 64 << 10]).is_ok() {
        ballast += 1;
    }
    for last in 0..8 {
        let _ = fs::remove_file(disk.join(format!("ballast-{}", ballast - last)));
    }
    site.change("site.yaml", "{en: Small example,", "{en: Tiny example,");
    let run = site.run(&["build", "site", "--out", "disk/public"]);
    assert_eq!(run.status(), 3, "{}", run.err());
    assert!(run.err().contains("make room on the disk"), "{}", run.err());
    assert_eq!(difference(&old, &read(&site.path("disk/public"))), None);
    for at in 0..ballast {
        let _ = fs::remove_file(disk.join(format!("ballast-{at}")));
    }
    let new = site.build("disk/public", &[]);
    assert!(text(&new, "index.html").contains("Tiny example"));
}

#[test]
fn what_stands_in_the_way_is_named_and_kept() {
    let site = Scratch::small();
    let build = |out: &str| site.run(&["build", "site", "--out", out]);
    fs::write(site.path("file"), "mine").unwrap();
    for out in ["file", "file/public", "file/deep/public"] {
        let run = build(out);
        assert_eq!(run.status(), 3, "{out}: {}", run.err());
        assert!(run.err().starts_with("error: ") && run.err().contains("file"), "{}", run.err());
    }
    assert_eq!(fs::read_to_string(site.path("file")).unwrap(), "mine");
    // A page where somebody else's file is.
    fs::create_dir_all(site.path("public/riverside")).unwrap();
    fs::write(site.path("public/riverside/index.html"), "mine").unwrap();
    let run = build("public");
    assert_eq!(run.status(), 3);
    assert!(run.err().contains("riverside/index.html"), "{}", run.err());
    assert_eq!(fs::read_to_string(site.path("public/riverside/index.html")).unwrap(), "mine");
    // A folder where a page would be, a file where a folder would be.
    fs::remove_file(site.path("public/riverside/index.html")).unwrap();
    fs::create_dir_all(site.path("public/riverside/index.html/mine")).unwrap();
    assert_eq!(build("public").status(), 3);
    assert!(site.path("public/riverside/index.html/mine").is_dir());
    fs::remove_dir_all(site.path("public/riverside")).unwrap();
    fs::write(site.path("public/riverside"), "mine").unwrap();
    let run = build("public");
    assert_eq!(run.status(), 3, "{}", run.err());
    assert_eq!(fs::read_to_string(site.path("public/riverside")).unwrap(), "mine");
    assert_eq!(left_over(&site), ["file"]);
}

#[test]
fn an_output_that_is_a_link_stays_one() {
    let site = Scratch::small();
    fs::create_dir_all(site.path("disk/www")).unwrap();
    symlink(site.path("disk/www"), site.path("public")).unwrap();
    let first = site.build("public", &[]);
    assert!(site.path("public").is_symlink() && site.path("disk/www/index.html").is_file());
    site.change("site.yaml", "{en: Small example,", "{en: Tiny example,");
    let second = site.build("public", &[]);
    assert!(site.path("public").is_symlink());
    assert!(difference(&first, &second).is_some());
    assert_eq!(difference(&second, &read(&site.path("disk/www"))), None);
    // A link into the site folder would publish the data.
    fs::remove_file(site.path("public")).unwrap();
    symlink(site.path("site/riverside"), site.path("public")).unwrap();
    assert_eq!(site.run(&["build", "site", "--out", "public"]).status(), 1);
    // A link to nothing is a folder that is not there yet.
    fs::remove_file(site.path("public")).unwrap();
    symlink(site.path("nowhere"), site.path("public")).unwrap();
    let run = site.run(&["build", "site", "--out", "public"]);
    assert!(run.status() == 3 && run.err().contains("public"), "{} {}", run.status(), run.err());
}

#[test]
fn links_inside_static_are_copied_and_links_out_of_it_are_refused() {
    let site = Scratch::small();
    site.write("static/report.txt", "words");
    site.write("static/more/notes.txt", "notes");
    symlink("report.txt", site.path("site/static/same.txt")).unwrap();
    symlink("more", site.path("site/static/again")).unwrap();
    let files = site.build("public", &[]);
    assert_eq!(text(&files, "same.txt"), "words");
    assert_eq!(text(&files, "again/notes.txt"), "notes");
    assert!(!site.path("public/same.txt").is_symlink());
    for (name, target) in [("out.txt", "/etc/hostname"), ("up", "../.."), ("loop", "loop"), ("lost.txt", "nothing")] {
        let link = site.path("site/static").join(name);
        symlink(target, &link).unwrap();
        let run = site.run(&["check", "site"]);
        assert_eq!(run.status(), 1, "{name}: {}", run.err());
        assert!(run.err().contains(&format!("static/{name}")), "{}", run.err());
        fs::remove_file(link).unwrap();
    }
}

#[test]
fn a_spoilt_manifest_never_costs_a_file() {
    let site = Scratch::small();
    site.build("public", &[]);
    fs::write(site.path("mine.txt"), "mine").unwrap();
    let manifest =
        r#"{"input":"x","files":{"../mine.txt":{"sha256":"0","size":4},"/etc/hostname":{"sha256":"0","size":4}}}"#;
    for spoilt in [manifest, "", "{", "[]", r#"{"files":[]}"#] {
        fs::write(site.path("public/site-manifest.json"), spoilt).unwrap();
        let run = site.run(&["build", "site", "--out", "public"]);
        assert_eq!(run.status(), 3, "{spoilt}: {}", run.err());
        assert!(run.err().contains("the program did not write it"), "{}", run.err());
        assert_eq!(fs::read_to_string(site.path("mine.txt")).unwrap(), "mine");
    }
}

#[test]
fn what_cannot_be_listed_is_an_error_and_not_left_out() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let site = Scratch::small();
    let odd = site.path("site/riverside").join(OsStr::from_bytes(b"r\xFFwers"));
    fs::create_dir(&odd).unwrap();
    fs::write(odd.join("group.yaml"), "name: Rowers\n").unwrap();
    let run = site.run(&["check", "site"]);
    assert_eq!(run.status(), 1, "{}", run.err());
    assert!(run.err().contains("its name is not UTF-8"), "{}", run.err());
    fs::remove_dir_all(&odd).unwrap();
    // A folder that nobody may enter; whoever runs this as root may all the same.
    use std::os::unix::fs::PermissionsExt;
    let closed = site.path("site/riverside/closed");
    fs::create_dir(&closed).unwrap();
    fs::write(closed.join("group.yaml"), "name: Closed\n").unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let seen = fs::read_dir(&closed).is_ok();
    let run = site.run(&["check", "site"]);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(run.status(), i32::from(!seen), "{}", run.err());
    assert!(seen || run.err().contains("riverside/closed"), "{}", run.err());
}
