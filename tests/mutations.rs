//! Files as no author would write them: real sites with lines lost, doubled and swapped, numbers at their extremes,
//! odd characters, cut files. Whatever comes in, a check ends, names a place that exists for everything it says, and
//! what it lets through can be built without a script or a number that is none.
//!
//! `MUTATIONS_SEED=7 MUTATIONS_SECONDS=600 cargo test --test mutations` looks further than the seed of every day.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a test stops at the first fault and says where it is; it watches the time it takes"
)]

mod kit;
#[path = "mutations/mutate.rs"]
mod mutate;

use commonweal::disk::{Fault, Sink};
use commonweal::load::{MemoryTree, Options, Tree};
use commonweal::problem::Problem;
use commonweal::{BuildOptions, Failure};
use kit::{Files, read, repository};
use mutate::{Random, boundary, mutate};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Sites checked in a run of every day, and every how many a site is built where it can be.
const CHECKS: u64 = 90;
const BUILD_EVERY: u64 = 6;

/// A check or build that takes longer hangs.
const LONGEST: Duration = Duration::from_secs(60);

/// A written site in memory.
#[derive(Default)]
struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Sink for Memory {
    fn file(&self, path: &str, bytes: &[u8]) -> Result<(), Fault> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn append(&self, path: &str, bytes: &[u8]) -> Result<(), Fault> {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.entry(path.to_owned()).or_default().extend(bytes);
        Ok(())
    }
}

/// Small whole sites to start from: the small one of the golden files, and cuts of the demonstration and the examples.
fn sites() -> Vec<Files> {
    let mut sites = vec![read(&repository().join("tests/golden/site"))];
    let cut = |folder: &str, wanted: &[&str]| {
        let mut files = read(&repository().join(folder));
        files.retain(|path, _| {
            let own = !path.contains('/') || path.starts_with("static/");
            own || wanted.iter().any(|name| path.contains(name))
                || path.matches('/').count() == 1 && path.ends_with("place.yaml")
        });
        files
    };
    sites.push(cut("content", &["night-runners", "moves.yaml", "parents", "bakers-guild"]));
    sites.push(cut("content", &["machinists-forum", "riverside-gardeners", "small-grants"]));
    sites.push(cut("content", &["ferry-choir", "parents", "tea-growers", "weekend-makers"]));
    sites.push(cut("examples/open-source", &["apache-orc", "casey-just"]));
    sites.push(cut("examples/towns", &["bristol", "taipei"]));
    sites.into_iter().map(mended).collect()
}

/// The site without the notes and moves that name what has been cut away.
fn mended(mut site: Files) -> Files {
    let (_, problems) = commonweal::check(&tree(&site), &Options::default());
    let broken = problems.iter().filter(|problem| problem.is_error()).map(|problem| &problem.at.path);
    broken.for_each(|path| {
        site.remove(path);
    });
    let (community, problems) = commonweal::check(&tree(&site), &Options::default());
    assert!(community.is_some(), "{problems:#?}");
    site
}

fn tree(files: &Files) -> MemoryTree {
    MemoryTree::new(files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())))
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn no_file_makes_the_program_fall() {
    let sites = sites();
    let seed = number("MUTATIONS_SEED").unwrap_or(1);
    let until = number("MUTATIONS_SECONDS").map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let (mut clean, mut built, mut refused) = (0, 0, 0);
    let mut faults = Vec::new();
    let mut at = 0;
    while faults.len() < 20 && until.map_or(at < CHECKS, |until| Instant::now() < until) {
        at += 1;
        let mut random = Random::new(seed.wrapping_mul(1_000_003).wrapping_add(at));
        let mut files = sites[random.below(sites.len())].clone();
        // Every other site is changed gently, so that many of them can still be built.
        let gentle = at % 2 == 0;
        for _ in 0..1 + random.below(if gentle { 3 } else { 6 }) {
            mutate(&mut files, gentle, &mut random);
        }
        let site = Site { seed, at, files: &files };
        let wanted = at % if until.is_some() { 2 } else { BUILD_EVERY } == 0;
        match site.play(wanted) {
            Ok(Outcome::Refused) => refused += 1,
            Ok(Outcome::Clean) => clean += 1,
            Ok(Outcome::Built) => built += 1,
            Err(why) => faults.push(site.keep(&why)),
        }
    }
    println!("{at} sites: {refused} refused, {clean} could be built, {built} were built");
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    assert!(refused > at / 5 && clean + built > at / 5 && built > 0, "the changes are neither too wild nor too tame");
}

/// What became of a site.
enum Outcome {
    Refused,
    Clean,
    Built,
}

/// A changed site, and which one it is.
struct Site<'a> {
    seed: u64,
    at: u64,
    files: &'a Files,
}

impl Site<'_> {
    /// Checks the site and builds it where that is wanted and can be.
    fn play(&self, build: bool) -> Result<Outcome, String> {
        let tree = tree(self.files);
        let options = Options { jobs: 2, drafts: self.at.is_multiple_of(3), ..Options::default() };
        let (community, problems) = within("check", || commonweal::check(&tree, &options))?;
        places(&tree, &problems)?;
        let Some(mut community) = community else {
            let said = problems.iter().any(Problem::is_error);
            return said.then_some(Outcome::Refused).ok_or_else(|| "refused without a reason".to_owned());
        };
        if !build {
            return Ok(Outcome::Clean);
        }
        let memory = Memory::default();
        let options = BuildOptions { jobs: 2, progress: &|| () };
        match within("build", || commonweal::build(&mut community, &tree, &memory, &options))? {
            Ok(()) => self.output(&memory.0.into_inner().unwrap_or_else(PoisonError::into_inner))?,
            Err(Failure::Problems(problems)) => places(&tree, &problems)?,
            Err(Failure::Machine(fault)) => return Err(fault.to_string()),
        }
        Ok(Outcome::Built)
    }

    /// Leaves a site to look at, and says where.
    fn keep(&self, why: &str) -> String {
        let folder = repository().join(format!("target/mutations/{}-{}", self.seed, self.at));
        for (path, bytes) in self.files {
            let path = folder.join(path);
            let _ = std::fs::create_dir_all(path.parent().unwrap());
            let _ = std::fs::write(path, bytes);
        }
        format!("{}: {why}", folder.display())
    }

    /// No script but the program's own, no number that is none.
    fn output(&self, written: &BTreeMap<String, Vec<u8>>) -> Result<(), String> {
        for (path, bytes) in written.iter().filter(|(path, _)| !self.files.contains_key(&format!("static/{path}"))) {
            let data = [".html", ".csv", ".json", ".svg", ".xml"].iter().any(|end| path.ends_with(end));
            let Some(text) = data.then(|| String::from_utf8_lossy(bytes)) else { continue };
            for (start, _) in text.match_indices("<script").filter(|_| path.ends_with(".html")) {
                let rest = &text[start + "<script".len()..];
                let own = rest.trim_start_matches(" src=\"").trim_start_matches("../").starts_with("assets/");
                if !own && !rest.starts_with(" type=\"application/ld+json\">") {
                    return Err(format!("{path} holds a script: {}", rest.chars().take(80).collect::<String>()));
                }
            }
            for word in ["NaN", "inf", "-inf"] {
                let alone = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !"._-".contains(c));
                let found = text.match_indices(word).find(|(start, _)| {
                    alone(text[..*start].chars().next_back()) && alone(text[start + word.len()..].chars().next())
                });
                if let Some((start, _)) = found {
                    let (from, to) = (start.saturating_sub(80), (start + 40).min(text.len()));
                    let around = &text[boundary(&text, from)..boundary(&text, to)];
                    return Err(format!("{path} holds {word}: {around}"));
                }
            }
        }
        written.contains_key("index.html").then_some(()).ok_or_else(|| "there is no page".to_owned())
    }
}

/// Runs a step that may neither panic nor hang.
fn within<T>(step: &str, work: impl FnOnce() -> T) -> Result<T, String> {
    let began = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(work)).map_err(|_| format!("the {step} panicked"))?;
    let took = began.elapsed();
    if took < LONGEST { Ok(outcome) } else { Err(format!("the {step} took {took:?}")) }
}

/// Every problem lies in a file, on a line and in a column that are there, and says what to do.
fn places(tree: &MemoryTree, problems: &[Problem]) -> Result<(), String> {
    for problem in problems {
        let at = &problem.at;
        if problem.message.is_empty() || problem.help.is_empty() {
            return Err(format!("nothing is said: {problem:?}"));
        }
        let Ok(bytes) = tree.read(&at.path) else {
            if problem.code == "no-site" {
                continue;
            }
            return Err(format!("there is no such file: {problem:?}"));
        };
        let text = String::from_utf8_lossy(&bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n");
        let lines: Vec<&str> = text.split(['\n', '\r']).collect();
        let inside = match lines.get(at.line.wrapping_sub(1)) {
            Some(line) => at.column <= line.chars().count() + 1,
            None => at.line == 0 && at.column == 0,
        };
        if !inside {
            return Err(format!("there is no such place: {problem:?}"));
        }
        if std::env::var_os("MUTATIONS_SECONDS").is_some() && problem.message.starts_with("this is not YAML") {
            println!("vague: {} at {}", problem.message, problem.at.excerpt.chars().take(100).collect::<String>());
        }
    }
    Ok(())
}
