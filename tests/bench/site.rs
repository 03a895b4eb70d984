//! How fast a large site is built. Run by hand: `cargo bench --bench site -- [GROUPS ...]` (default 1000 10000).
//!
//! Makes its own workload on a RAM disk: groups of 36 months × 15 fields and a note of 500 words each. Prints wall
//! time, pages a second, CPU time and peak memory of a first build, of a build with nothing changed (once of a site
//! with a warning for every group, too), and of a build after one note changed; what the intervals of the scores cost;
//! the ratio to Zola or Hugo where one is on the PATH; and each figure that has a goal beside its goal.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints, and stops at the first fault")]

use commonweal::BuildOptions;
use commonweal::disk::{Folder, Publication, Standing};
use commonweal::load::FolderTree;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const MONTHS: usize = 36;
const WORDS: usize = 500;
const RUNS: usize = 5;

/// Goals: group pages a second, megabytes, seconds; growth of the cost of a group; what intervals may cost.
const PAGES: f64 = 2_000.0;
const PEAK: f64 = 100.0;
const UNCHANGED: f64 = 0.5;
const GROWTH: f64 = 1.10;
const INTERVALS: f64 = 2.0;

struct Cost {
    wall: Duration,
    cpu: Duration,
    peak_kb: u64,
}

/// What a size is compared with others by.
struct Size {
    groups: usize,
    first: Cost,
}

fn main() {
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|text| text.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 10_000] } else { sizes };
    let root = ram_disk().join(format!("commonweal-bench-{}", std::process::id()));
    let mut measured = Vec::new();
    for groups in sizes {
        for history in [false, true] {
            let _ = fs::remove_dir_all(&root);
            let size = measure(&root, groups, history);
            if history {
                measured.push(size);
            }
        }
    }
    let _ = fs::remove_dir_all(&root);
    growth(&measured);
}

fn measure(root: &Path, groups: usize, history: bool) -> Size {
    let (site, out) = (root.join("site"), root.join("public"));
    write_site(&site, groups, history);
    let what = if history { "with yearly history files" } else { "without yearly history files" };
    println!("\n{groups} groups x {MONTHS} months x 15 fields, {WORDS}-word note each, {what}");
    let first = median(|| {
        let _ = fs::remove_dir_all(&out);
        run(&site, &out)
    });
    report("first build", groups, &first);
    goal("group pages a second", groups as f64 / first.wall.as_secs_f64(), PAGES, false);
    goal("MB at most", first.peak_kb as f64 / 1024.0, PEAK, true);
    unchanged(&site, &out, groups, "nothing changed");
    let changed = median(|| {
        let note = site.join("town/group-00000/note.md");
        let text = fs::read_to_string(&note).unwrap();
        fs::write(&note, format!("{text}\nOne more line.\n")).unwrap();
        run(&site, &out)
    });
    report("one note changed", groups, &changed);
    if history {
        warned(&site, &out, groups);
        intervals(&site, &out);
    } else {
        peers(root, groups, &first);
    }
    Size { groups, first }
}

/// A build with nothing changed. The first run brings the site up to date.
fn unchanged(site: &Path, out: &Path, groups: usize, what: &str) {
    run(site, out);
    let cost = median(|| run(site, out));
    report(what, groups, &cost);
    goal("s with nothing changed", cost.wall.as_secs_f64(), UNCHANGED, true);
}

/// The same with one warning a group, each of which has to be given again.
fn warned(site: &Path, out: &Path, groups: usize) {
    let file = site.join("site.yaml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{text}period: quarter\n")).unwrap();
    unchanged(site, out, groups, "same, with warnings");
    fs::write(&file, text).unwrap();
}

/// What the intervals of the scores cost: the same builds in this process with and without them, in turn.
fn intervals(site: &Path, out: &Path) {
    let mut walls = [Vec::new(), Vec::new()];
    for round in 0..2 * RUNS {
        let with = round % 2 == 0;
        let _ = fs::remove_dir_all(out);
        walls[round % 2].push(build(site, out, with).as_secs_f64());
    }
    let [with, without] = walls.map(|mut walls| {
        walls.sort_by(f64::total_cmp);
        walls[RUNS / 2]
    });
    println!("  intervals of all scores of all periods: {with:.2} s, without {without:.2} s");
    goal("times the build without intervals", with / without, INTERVALS, true);
}

fn build(site: &Path, out: &Path, intervals: bool) -> Duration {
    let began = Instant::now();
    let tree = FolderTree::new(Folder::open(site).unwrap());
    let jobs = std::thread::available_parallelism().map_or(1, usize::from);
    let read = commonweal::load::Options { as_of: None, drafts: false, publish: false, jobs };
    let mut community = commonweal::check(&tree, &read).0.unwrap();
    community.site.scoring.intervals = intervals;
    let publication = Publication::begin(out, Standing::of(out)).unwrap();
    let origin = commonweal::origin(&community, String::new(), 0);
    let options = BuildOptions { jobs, progress: &|| () };
    commonweal::build(&mut community, &tree, &publication, &options).unwrap();
    publication.finish(|files| commonweal::site::manifest::manifest(&origin, files)).unwrap();
    began.elapsed()
}

/// Cost of a group in the largest site over that in the smallest, by CPU time: wall time moves more from run to run.
fn growth(sizes: &[Size]) {
    let (Some(small), Some(large)) =
        (sizes.iter().min_by_key(|size| size.groups), sizes.iter().max_by_key(|size| size.groups))
    else {
        return;
    };
    if small.groups < large.groups {
        let each = |size: &Size| size.first.cpu.as_secs_f64() / size.groups as f64;
        let wall = |size: &Size| size.first.wall.as_secs_f64() / size.groups as f64;
        println!("\nCost of a group at {} groups over that at {}:", large.groups, small.groups);
        goal("in CPU time", each(large) / each(small), GROWTH, true);
        goal("in wall time", wall(large) / wall(small), GROWTH, true);
    }
}

fn goal(what: &str, value: f64, goal: f64, at_most: bool) {
    let met = if at_most { value <= goal } else { value >= goal };
    println!("    {} {value:.2} {what} (goal {goal})", if met { "met:    " } else { "not met:" });
}

fn median(mut run: impl FnMut() -> Cost) -> Cost {
    let mut costs: Vec<Cost> = (0..RUNS).map(|_| run()).collect();
    costs.sort_by_key(|cost| cost.wall);
    costs.swap_remove(RUNS / 2)
}

fn report(what: &str, groups: usize, cost: &Cost) {
    let wall = cost.wall.as_secs_f64();
    println!(
        "  {what:<20} {wall:>7.2} s wall  {:>7.2} s CPU  {:>6.1} MB peak  {:>8.0} group pages/s",
        cost.cpu.as_secs_f64(),
        cost.peak_kb as f64 / 1024.0,
        groups as f64 / wall,
    );
}

fn run(site: &Path, out: &Path) -> Cost {
    let mut command = Command::new(env!("CARGO_BIN_EXE_commonweal"));
    command.arg("build").arg(site).arg("--out").arg(out).arg("--quiet");
    cost(command)
}

/// Runs a command to its end, reading its CPU time and peak memory from /proc until it is gone.
fn cost(mut command: Command) -> Cost {
    let began = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let (mut peak_kb, mut cpu) = (0, Duration::ZERO);
    let status = loop {
        if let Ok(status) = fs::read_to_string(format!("/proc/{}/status", child.id())) {
            let line = status.lines().find(|line| line.starts_with("VmHWM"));
            peak_kb = line.and_then(|l| l.split_whitespace().nth(1)).and_then(|n| n.parse().ok()).unwrap_or(peak_kb);
        }
        if let Ok(stat) = fs::read_to_string(format!("/proc/{}/stat", child.id())) {
            let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
            let ticks: u64 = fields.iter().skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum();
            cpu = cpu.max(Duration::from_millis(ticks * 10));
        }
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    assert!(status.success(), "{command:?} failed");
    Cost { wall: began.elapsed(), cpu, peak_kb }
}

fn write_site(site: &Path, groups: usize, history: bool) {
    let place = site.join("town");
    fs::create_dir_all(&place).unwrap();
    let head = format!("title: Bench\nlanguages: [en]\ndata: {{history: {history}}}\n");
    fs::write(site.join("site.yaml"), head).unwrap();
    fs::write(place.join("place.yaml"), "name: Town\nkind: city\nperiods:\n  2025: {population: 312400}\n").unwrap();
    for group in 0..groups {
        let folder = place.join(format!("group-{group:05}"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("group.yaml"), group_yaml(group)).unwrap();
        fs::write(folder.join("note.md"), note(group)).unwrap();
    }
}

/// A small generator: the same workload every time.
fn step(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

fn months() -> impl Iterator<Item = String> {
    (0..MONTHS).map(|i| format!("{}-{:02}", 2023 + (i + 10) / 12, (i + 10) % 12 + 1))
}

const FIELDS: [&str; 15] = [
    "members_start",
    "members_end",
    "joined",
    "left",
    "removed",
    "active",
    "posters",
    "messages",
    "threads",
    "threads_replied_in_target",
    "newcomers",
    "newcomers_activated",
    "items",
    "items_original",
    "items_responded",
];

fn rows(group: usize) -> Vec<[u64; 15]> {
    let mut seed = group as u64 + 1;
    let mut members = 150 + step(&mut seed) % 400;
    let mut rows = Vec::new();
    for _ in 0..MONTHS {
        let start = members;
        let joined = 20 + step(&mut seed) % 20;
        let left = if start < 140 { 6 } else { 15 + step(&mut seed) % 15 };
        let removed = 5 + step(&mut seed) % 3;
        let end = start + joined - left - removed;
        members = end;
        let active = end * (30 + step(&mut seed) % 20) / 100;
        let posters = active * (45 + step(&mut seed) % 20) / 100;
        let threads = 40 + step(&mut seed) % 60;
        let replied = threads * (50 + step(&mut seed) % 45) / 100;
        let activated = joined * (20 + step(&mut seed) % 50) / 100;
        let items = 30 + step(&mut seed) % 50;
        let messages = posters * (6 + step(&mut seed) % 6);
        // Shares vary by less than the reader takes for a slip of the pen.
        let original = items * (25 + step(&mut seed) % 35) / 100;
        let responded = items * (30 + step(&mut seed) % 50) / 100;
        rows.push([
            start, end, joined, left, removed, active, posters, messages, threads, replied, joined, activated, items,
            original, responded,
        ]);
    }
    rows
}

fn group_yaml(group: usize) -> String {
    let kind = ["industry", "interest", "regional"][group % 3];
    let mut out = format!(
        "name: Group number {group}\ntype: {kind}\nplatform: chat\nchannels: [web, street]\nlifespan: ongoing\n\
         founded: 2021-03\nperiods:\n"
    );
    for (month, row) in months().zip(rows(group)) {
        let cells: Vec<String> = FIELDS.iter().zip(row).map(|(name, value)| format!("{name}: {value}")).collect();
        let _ = writeln!(out, "  {month}: {{{}}}", cells.join(", "));
    }
    out
}

fn note(group: usize) -> String {
    const POOL: [&str; 16] = [
        "members",
        "evening",
        "question",
        "answer",
        "the",
        "meeting",
        "of",
        "river",
        "and",
        "a",
        "newcomer",
        "with",
        "photographs",
        "walked",
        "together",
        "again",
    ];
    let mut seed = group as u64 + 77;
    let mut out = String::from("---\ntitle: A note\n---\n\n");
    for word in 0..WORDS {
        out.push_str(POOL[(step(&mut seed) % 16) as usize]);
        out.push_str(match word % 80 {
            79 => ".\n\n## A heading\n\n",
            39 => ". *Then* ",
            _ => " ",
        });
    }
    out.push('\n');
    out
}

/// Builds the nearest thing the peers can do: the note and one table of the same figures, no chart, no judgement.
fn peers(root: &Path, groups: usize, ours: &Cost) {
    let compare = |name: &str, theirs: Cost| {
        report(name, groups, &theirs);
        println!("  ratio: {:.2} times the speed of {name}", theirs.wall.as_secs_f64() / ours.wall.as_secs_f64());
    };
    if on_path("zola") {
        let site = root.join("zola");
        peer_site(&site, groups, "+++\ntitle = \"", "\"\n+++\n");
        fs::write(site.join("config.toml"), "base_url = \"https://example.org\"\n").unwrap();
        fs::create_dir_all(site.join("templates")).unwrap();
        for name in ["page.html", "index.html"] {
            let body = if name == "page.html" { "{{ page.content | safe }}" } else { "bench" };
            fs::write(site.join("templates").join(name), format!("<!doctype html><title>b</title>{body}")).unwrap();
        }
        let mut command = Command::new("zola");
        command.current_dir(&site).args(["build", "--force"]);
        compare("zola", cost(command));
    }
    if on_path("hugo") {
        let site = root.join("hugo");
        peer_site(&site, groups, "---\ntitle: \"", "\"\n---\n");
        fs::write(site.join("hugo.toml"), "baseURL = \"https://example.org\"\n").unwrap();
        fs::create_dir_all(site.join("layouts/_default")).unwrap();
        for name in ["single.html", "list.html"] {
            let page = "<!doctype html><title>b</title>{{ .Content }}";
            fs::write(site.join("layouts/_default").join(name), page).unwrap();
        }
        let mut command = Command::new("hugo");
        command.current_dir(&site).arg("--quiet");
        compare("hugo", cost(command));
    }
    if !on_path("zola") && !on_path("hugo") {
        println!("  (neither zola nor hugo is on the PATH: no ratio)");
    }
}

fn peer_site(site: &Path, groups: usize, before: &str, after: &str) {
    let content = site.join("content");
    fs::create_dir_all(&content).unwrap();
    for group in 0..groups {
        let text = note(group);
        let text = text.splitn(3, "---").nth(2).unwrap_or(&text);
        let mut page = format!("{before}Group {group}{after}{text}\n\n| period | {} |\n|---|", FIELDS.join(" | "));
        page.push_str(&"---|".repeat(FIELDS.len()));
        page.push('\n');
        for (month, row) in months().zip(rows(group)) {
            let cells: Vec<String> = row.iter().map(u64::to_string).collect();
            let _ = writeln!(page, "| {month} | {} |", cells.join(" | "));
        }
        fs::write(content.join(format!("group-{group:05}.md")), page).unwrap();
    }
}

fn on_path(program: &str) -> bool {
    Command::new(program).arg("version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

fn ram_disk() -> PathBuf {
    let shm = PathBuf::from("/dev/shm");
    if shm.is_dir() { shm } else { std::env::temp_dir() }
}
