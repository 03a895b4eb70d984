//! What the command prints, word for word: each file of `tests/cli/` is a transcript, run on a copy of the small site.
//!
//! ```text
//! # A remark.
//! + PATH: FROM => TO     replaces text in a file of the site; without FROM, adds TO as its last line
//! $ commonweal check site
//! ? 1                    the exit status
//! > a line of standard output
//! ! a line of standard error
//! ```
//!
//! Standard error is no terminal here, so it carries no colour. `BLESS=1 cargo test --test cli` writes the last three
//! kinds of lines anew: read them aloud before they are committed.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test stops at the first fault, and says what it skips")]

mod kit;

use kit::{Scratch, repository};
use std::fs;

/// Runs a transcript; gives it as it is now.
fn play(transcript: &str) -> String {
    let site = Scratch::small();
    let mut now = String::new();
    for line in transcript.lines() {
        if let Some(edit) = line.strip_prefix("+ ") {
            let (path, edit) = edit.split_once(": ").unwrap();
            match edit.split_once("=> ").unwrap() {
                ("", added) => {
                    let file = site.path("site").join(path);
                    site.write(path, &format!("{}{added}\n", fs::read_to_string(file).unwrap_or_default()));
                }
                (from, to) => site.change(path, from.trim_end(), to),
            }
        } else if line.starts_with(['?', '>', '!']) {
            continue;
        }
        now.push_str(line);
        now.push('\n');
        let Some(command) = line.strip_prefix("$ commonweal ") else { continue };
        let arguments: Vec<&str> = command.split(' ').collect();
        let run = site.run(&arguments);
        now.push_str(&format!("? {}\n", run.status()));
        for (mark, text) in [('>', run.out()), ('!', run.err())] {
            let folder = format!("{}/", site.path("").display());
            for line in text.replace(&folder, "").replace(folder.trim_end_matches('/'), ".").lines() {
                now.push_str(format!("{mark} {}", counted(line)).trim_end());
                now.push('\n');
            }
        }
    }
    now
}

/// The line with counts of files as `N`: they change with every page that is added.
fn counted(line: &str) -> String {
    if !line.starts_with("Published ") && !line.starts_with("Nothing changed: ") {
        return line.to_owned();
    }
    let word = |word: &str| if word.parse::<usize>().is_ok_and(|n| n > 9) { "N".to_owned() } else { word.to_owned() };
    line.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_command_speaks_as_its_transcripts_say() {
    let mut cases: Vec<_> = fs::read_dir(repository().join("tests/cli")).unwrap().map(|e| e.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 10, "all transcripts are there");
    let mut wrong = Vec::new();
    for case in cases {
        let expected = fs::read_to_string(&case).unwrap();
        let now = play(&expected);
        if std::env::var_os("BLESS").is_some() {
            fs::write(&case, now).unwrap();
        } else if now != expected {
            let at = now.lines().zip(expected.lines()).position(|(a, b)| a != b).unwrap_or_default();
            let line = |text: &str| text.lines().nth(at).unwrap_or("(the end)").to_owned();
            let (name, was, is) = (case.display().to_string(), line(&expected), line(&now));
            wrong.push(format!("{name}:{}\n- {was}\n+ {is}", at + 1));
        }
    }
    assert!(wrong.is_empty(), "{}\nif that is meant: BLESS=1 cargo test --test cli", wrong.join("\n"));
}

/// What the program prints to a terminal; `None` where there is no `script` to play one.
fn on_terminal(site: &Scratch, environment: &[(&str, &str)], command: &str) -> Option<String> {
    let program = env!("CARGO_BIN_EXE_commonweal");
    let mut script = std::process::Command::new("script");
    script.current_dir(site.path("")).args(["-qec", &format!("{program} {command}"), "/dev/null"]);
    script.env_remove("NO_COLOR").env("TERM", "xterm");
    script.envs(environment.iter().copied());
    let said = script.output().ok().map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    if said.is_none() {
        println!("skipped: there is no `script` here to play a terminal");
    }
    said
}

#[test]
fn colours_are_for_terminals_only() {
    let site = Scratch::small();
    site.change("riverside/runners/group.yaml", "members_end:", "memebrs_end:");
    let Some(said) = on_terminal(&site, &[], "check site") else { return };
    assert!(said.contains("\u{1b}[1;31merror"), "{said}");
    let plain = on_terminal(&site, &[("NO_COLOR", "1")], "check site").unwrap();
    assert!(plain.contains("memebrs_end") && !plain.contains('\u{1b}'), "{plain}");
    let json = on_terminal(&site, &[], "check site --message-format json").unwrap();
    assert!(!json.contains('\u{1b}'), "{json}");
    assert!(!site.run(&["check", "site"]).err().contains('\u{1b}'), "a pipe is no terminal");
}

#[test]
fn progress_is_for_terminals_only_and_for_long_work() {
    let site = Scratch::site(&[("site.yaml", "title: Many\ncards: none\n")]);
    let months = (2025..=2026).flat_map(|year| (1..=12).map(move |month| format!("{year}-{month:02}")));
    let counts =
        "members_start: 60, members_end: 60, joined: 6, left: 6, removed: 0, active: 25, posters: 9, messages: 80";
    let periods: String = months.map(|month| format!("  {month}: {{{counts}}}\n")).collect();
    for at in 0..400 {
        site.write(&format!("g{at}/group.yaml"), &format!("name: Group {at}\nperiods:\n{periods}"));
    }
    let Some(said) = on_terminal(&site, &[], "build site --out public --jobs 1") else { return };
    let shown: Vec<&str> = said.split('\r').filter(|part| part.starts_with('[')).collect();
    assert!(shown.iter().any(|part| part.starts_with("[######") && part.ends_with(" of 400 groups")), "{said:?}");
    assert!(said.trim_end().ends_with(" of them new or changed."), "the line is wiped: {said:?}");
    let quiet = on_terminal(&site, &[], "build site --out other --jobs 1 --quiet").unwrap();
    assert!(!quiet.contains(" of 400 groups"), "{quiet:?}");
    let piped = site.run(&["build", "site", "--out", "third", "--jobs", "1"]).err();
    assert!(!piped.contains('\r') && !piped.contains(" of 400 groups"), "{piped:?}");
    // What is done in a moment needs no bar.
    let said = on_terminal(&Scratch::small(), &[], "build site --out public").unwrap();
    assert!(!said.contains('['), "{said:?}");
}

#[test]
fn a_closed_pipe_is_no_panic() {
    use std::process::{Command, Stdio};
    let site = Scratch::small();
    for arguments in [["explain", "active_member_rate"], ["check", "site"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_commonweal"))
            .current_dir(site.path(""))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn the_demonstration_has_nothing_to_mend() {
    let checked = std::process::Command::new(env!("CARGO_BIN_EXE_commonweal"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["check", "content"])
        .output()
        .unwrap();
    let said = [checked.stderr, checked.stdout].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(checked.status.success() && !said.contains("warning"), "{said}");
}
