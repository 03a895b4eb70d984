//! A site's own templates: every file of the built-in theme can be replaced by itself, and a broken one is named with
//! its line and column.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]

mod kit;

use commonweal::disk::{Fault, Sink};
use commonweal::load::{MemoryTree, Options};
use commonweal::problem::Problem;
use commonweal::{BuildOptions, Failure};
use kit::{read, repository};
use std::collections::BTreeMap;
use std::sync::Mutex;

/// A site that shows something of every template.
const SITE: &[(&str, &str)] = &[
    ("site.yaml", "title: A\nbase_url: https://example.org/\ncards: none\n"),
    ("news.md", "---\ntitle: News\nkind: update\ndate: 2026-10-01\n---\nText.\n"),
    ("town/place.yaml", "name: B\nperiods:\n  2025: {population: 9000}\n"),
    ("town/news.md", "Text.\n"),
    (
        "town/club/group.yaml",
        "name: C\nactions:\n  - {advice: s3.a3, status: running, started: 2026-08}\nperiods:\n\
         \x20 2026-08: {members_start: 100, members_end: 100, active: 5, messages: 400}\n\
         \x20 2026-09: {members_start: 100, members_end: 100, active: 6, messages: 300}\n\
         \x20 2026-10: {members_start: 100, members_end: 100, active: 6, messages: 200}\n",
    ),
    ("town/club/news.md", "Text.\n"),
];

/// A written site in memory.
#[derive(Default)]
struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Sink for Memory {
    fn file(&self, path: &str, bytes: &[u8]) -> Result<(), Fault> {
        self.0.lock().unwrap().insert(path.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn append(&self, path: &str, bytes: &[u8]) -> Result<(), Fault> {
        self.0.lock().unwrap().entry(path.to_owned()).or_default().extend(bytes);
        Ok(())
    }
}

/// Builds the site with one template of its own.
fn build(name: &str, text: &str) -> Result<BTreeMap<String, Vec<u8>>, Vec<Problem>> {
    let tree = MemoryTree::new(SITE.iter().copied()).with(&format!("templates/{name}"), text);
    let (community, problems) = commonweal::check(&tree, &Options::default());
    let Some(mut community) = community else { return Err(problems) };
    assert!(problems.is_empty(), "{problems:#?}");
    let memory = Memory::default();
    match commonweal::build(&mut community, &tree, &memory, &BuildOptions { jobs: 2, progress: &|| () }) {
        Ok(()) => Ok(memory.0.into_inner().unwrap()),
        Err(Failure::Problems(problems)) => Err(problems),
        Err(Failure::Machine(fault)) => panic!("{fault}"),
    }
}

/// The built-in theme.
fn theme() -> BTreeMap<String, String> {
    let files = read(&repository().join("templates"));
    files.into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

/// The template with something put where it shows on the page, and the byte where it stands.
fn with(name: &str, text: &str, what: &str) -> (String, usize) {
    let at = match name {
        "base.html" => text.find("</body>").unwrap(),
        _ if text.contains("{% block main %}") => text.find("{% block main %}").unwrap() + "{% block main %}".len(),
        _ => 0,
    };
    (format!("{}{what}{}", &text[..at], &text[at..]), at)
}

#[test]
fn every_file_of_the_theme_can_be_replaced_by_itself() {
    let plain = build("unused.html", "{% include \"unused.html\" %}").err();
    assert!(plain.is_some(), "a template that includes itself is refused");
    let theme = theme();
    assert!(theme.len() > 30, "the theme is read");
    for (name, text) in &theme {
        let mark = format!("mark of {name}");
        let changed = match name.rsplit('.').next().unwrap() {
            "html" => with(name, text, &format!("<p>{mark}</p>")).0,
            "css" => format!("{text}\n/* {mark} */\n"),
            "js" => format!("{text}\n// {mark}\n"),
            "svg" => text.replace("</svg>", &format!("<!-- {mark} --></svg>")),
            other => panic!("a file of an unknown kind: {other}"),
        };
        let files = build(name, &changed).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
        let shown = files.iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains(&mark)).count();
        assert!(shown > 0, "{name}: the change is seen");
        let pages = files.keys().filter(|path| path.ends_with(".html")).count();
        assert!(name != "base.html" || shown == pages, "every page stands on base.html: {shown} of {pages}");
    }
}

#[test]
fn a_template_that_is_broken_is_named_with_its_line_and_column() {
    for (name, text) in theme().iter().filter(|(name, _)| name.ends_with(".html")) {
        // What cannot be read at all.
        let cut = format!("{}\n {{{{ page.\n", text.trim_end());
        let problems = build(name, &cut).unwrap_err();
        let [problem] = &*problems else { panic!("{name}: one problem for one fault: {problems:#?}") };
        let last = cut.lines().count();
        assert_eq!(problem.at.path, format!("templates/{name}"));
        assert!((last..=last + 1).contains(&problem.at.line) && problem.at.column > 0, "{name}: {problem:#?}");
        // What is only seen when a page is written.
        let (asking, at) = with(name, text, "{{ page.no_such_thing }}");
        let problems = build(name, &asking).unwrap_err();
        let [problem] = &*problems else { panic!("{name}: {problems:#?}") };
        let before = &asking[..at];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
        assert_eq!((&*problem.at.path, problem.at.line), (&*format!("templates/{name}"), line), "{problem:#?}");
        assert!(
            (column..column + "{{ page.no_such_thing }}".len()).contains(&problem.at.column),
            "{name}: {problem:#?}"
        );
        assert!(
            problem.message.contains("no_such_thing") && problem.at.excerpt.contains("no_such_thing"),
            "{problem:#?}"
        );
    }
}

#[test]
fn other_faults_of_templates_are_named_with_their_file() {
    for (text, said) in [
        (
            "{% extends \"base.html\" %}{% block main %}{{ site_title | no_such_filter }}{% endblock %}",
            "no_such_filter",
        ),
        ("{% extends \"base.html\" %}{% block main %}{{ no_such_function() }}{% endblock %}", "no_such_function"),
        ("{% extends \"base.html\" %}{% block main %}{% include \"nowhere.html\" %}{% endblock %}", "nowhere.html"),
        ("{% extends \"nowhere.html\" %}", "nowhere.html"),
        ("{% extends \"about.html\" %}", "itself"),
        ("{% extends \"base.html\" %}{% block main %}{% if %}{% endblock %}", ""),
        ("{% extends \"base.html\" %}{% block main %}", ""),
        ("{% extends \"base.html\" %}{% block main %}{{ 1 / 0 }}{{ page.t | upper }}{% endblock %}", ""),
        ("{% extends \"base.html\" %}{% block main %}{% include \"about.html\" %}{% endblock %}", ""),
    ] {
        let problems = build("about.html", text).err().unwrap_or_else(|| panic!("{text} is refused"));
        for problem in &problems {
            assert_eq!(problem.at.path, "templates/about.html", "{text}: {problem:#?}");
            assert!(problem.message.contains(said) && !problem.help.is_empty(), "{text}: {problem:#?}");
        }
    }
}
