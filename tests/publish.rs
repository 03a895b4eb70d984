//! Publishing: all or nothing, the same bytes every time, nothing lost, nothing leaked.

mod kit;

use kit::{Scratch, difference, read, text};
use std::fs;

#[test]
fn any_number_of_jobs_and_any_folder_give_the_same_bytes() {
    let (one, other) = (Scratch::small(), Scratch::small());
    let a = one.build("public", &["--jobs", "1"]);
    let b = other.build("elsewhere/deep/out", &["--jobs", "5"]);
    assert_eq!(difference(&a, &b), None);
    assert!(a.contains_key("index.html") && a.contains_key("site-manifest.json"));
}

#[test]
fn a_second_build_with_nothing_changed_writes_nothing() {
    let site = Scratch::small();
    site.build("public", &[]);
    let before = fs::metadata(site.path("public/index.html")).unwrap().modified().unwrap();
    let run = site.run(&["build", "site", "--out", "public"]);
    assert_eq!(run.status(), 0);
    assert!(run.err().contains("Nothing changed"), "{}", run.err());
    assert_eq!(fs::metadata(site.path("public/index.html")).unwrap().modified().unwrap(), before);
}

#[test]
fn a_site_with_an_error_leaves_the_old_one_standing() {
    let site = Scratch::small();
    let before = site.build("public", &[]);
    site.change("riverside/runners/group.yaml", "members_end:", "memebrs_end:");
    let run = site.run(&["build", "site", "--out", "public"]);
    assert_eq!(run.status(), 1);
    assert!(run.err().contains("memebrs_end") && run.err().contains("members_end"), "{}", run.err());
    assert_eq!(difference(&before, &read(&site.path("public"))), None);
    assert_eq!(fs::read_dir(site.path("")).unwrap().count(), 2, "only the site and the written site are there");
}

#[test]
fn a_page_that_goes_is_removed_and_a_file_of_mine_is_kept() {
    let site = Scratch::small();
    site.build("public", &[]);
    fs::write(site.path("public/CNAME"), "example.org").unwrap();
    fs::write(site.path("public/riverside/readers/mine.txt"), "mine").unwrap();
    fs::remove_dir_all(site.path("site/riverside/readers")).unwrap();
    let files = site.build("public", &[]);
    assert!(!files.contains_key("riverside/readers/index.html"));
    assert_eq!(text(&files, "CNAME"), "example.org");
    assert_eq!(text(&files, "riverside/readers/mine.txt"), "mine");
}

#[test]
fn a_killed_build_leaves_the_old_site_and_the_next_one_cleans_up() {
    let site = Scratch::small();
    let before = site.build("public", &[]);
    // What a kill leaves: a stage half written beside the site.
    let stage = site.path(".public.commonweal-stage");
    fs::create_dir_all(stage.join("riverside")).unwrap();
    fs::write(stage.join("index.html"), "half").unwrap();
    assert_eq!(difference(&before, &read(&site.path("public"))), None);
    site.change("site.yaml", "Small", "Tiny");
    let files = site.build("public", &[]);
    assert!(text(&files, "index.html").contains("Tiny"));
    assert!(!stage.exists());
}

#[test]
fn output_inside_input_and_input_inside_output_are_refused() {
    let site = Scratch::small();
    let run = site.run(&["build", "site", "--out", "site/public"]);
    assert_eq!(run.status(), 1);
    assert!(run.err().contains("inside the site folder"), "{}", run.err());
    let run = site.run(&["build", "site", "--out", "."]);
    assert_eq!(run.status(), 1);
    assert!(run.err().contains("inside the output folder"), "{}", run.err());
}

#[test]
fn a_link_out_of_the_site_is_a_problem() {
    let site = Scratch::small();
    fs::write(site.path("secret.md"), "secret").unwrap();
    std::os::unix::fs::symlink(site.path("secret.md"), site.path("site/riverside/secret.md")).unwrap();
    let run = site.run(&["check", "site"]);
    assert_eq!(run.status(), 1);
    assert!(run.err().contains("riverside/secret.md"), "{}", run.err());
}

/// A withheld count may be any of 1 to 4: no byte of the site may depend on which.
#[test]
fn no_byte_depends_on_a_withheld_value() {
    let built = |left: u32| {
        let site = Scratch::small();
        // the July row of the readers, 12 joined, `left` left, none removed.
        site.change("riverside/readers/group.yaml", "left: 3,", &format!("left: {left},"));
        site.change("riverside/readers/group.yaml", "joined: 12,", &format!("joined: {},", 9 + left));
        // Cards, feeds and the site map too.
        site.append("site.yaml", "cards: all\n");
        let mut files = site.build("public", &[]);
        // The manifest names the input by its hash, as it must.
        files.remove("site-manifest.json");
        files
    };
    let three = built(3);
    for left in [1, 2, 4] {
        assert_eq!(difference(&three, &built(left)), None, "left: {left}");
    }
    assert_ne!(difference(&three, &built(9)), None, "a count that may be published changes the site");
}

#[test]
fn wrong_usage_and_missing_folders_have_their_exit_status() {
    let site = Scratch::small();
    assert_eq!(site.run(&["build", "nowhere"]).status(), 2);
    assert_eq!(site.run(&["build", "site", "--as-of", "2026-13"]).status(), 2);
    assert_eq!(site.run(&["bake"]).status(), 2);
    assert_eq!(site.run(&["explain", "no_such_thing"]).status(), 2);
}

#[test]
fn problems_come_as_json_lines_and_as_annotations() {
    let site = Scratch::small();
    site.change("riverside/runners/group.yaml", "members_end:", "memebrs_end:");
    let json = site.run(&["check", "site", "--message-format", "json"]);
    let first: serde_json::Value = serde_json::from_str(json.err().lines().next().unwrap()).unwrap();
    for key in ["severity", "code", "message", "path", "line", "column", "help"] {
        assert!(first.get(key).is_some(), "{key} in {first}");
    }
    let github = site.run(&["check", "site", "--message-format", "github"]);
    assert!(github.err().starts_with("::error file="), "{}", github.err());
}

#[test]
fn warnings_are_given_again_when_nothing_changed() {
    let site = Scratch::small();
    // Groups report by the month: a warning, and the site is published all the same.
    let settings = fs::read_to_string(site.path("site/site.yaml")).unwrap();
    fs::write(site.path("site/site.yaml"), format!("{settings}\nperiod: quarter\n")).unwrap();
    let first = site.run(&["build", "site", "--out", "public"]);
    let warned = |text: &str| text.matches("warning: ").count();
    assert!(first.status() == 0 && warned(&first.err()) > 0, "{}", first.err());
    let again = site.run(&["build", "site", "--out", "public"]);
    assert!(again.err().contains("Nothing changed"), "{}", again.err());
    assert_eq!(warned(&first.err()), warned(&again.err()));
    // In another form they are not at hand, nor without what was kept: the build then works as if for the first time.
    let json = site.run(&["build", "site", "--out", "public", "--message-format", "json"]);
    assert_eq!(json.err().matches("\"warning\"").count(), warned(&first.err()));
    fs::remove_file(site.path(".public.commonweal-printed")).unwrap();
    let rebuilt = site.run(&["build", "site", "--out", "public"]);
    assert!(rebuilt.err().contains("Published") && warned(&rebuilt.err()) == warned(&first.err()), "{}", rebuilt.err());
}
