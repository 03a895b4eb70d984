//! The templates: built in, overridden file by file by the site, rendered. The only file that names tera.

use super::html;
use crate::problem::Problem;
use crate::problem::nearest::nearest;
use crate::words::Words;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use tera::{Context, ErrorKind, Tera, Value};

macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../templates/", $name)))),*]
    };
}

/// The built-in templates by name.
pub const BUILT_IN: &[(&str, &str)] = built_in![
    "about.html",
    "advice.html",
    "base.html",
    "data.html",
    "group.html",
    "groups.html",
    "history.html",
    "indicator.html",
    "method.html",
    "not_found.html",
    "overview.html",
    "place.html",
    "plan.html",
    "rules.html",
    "search.html",
    "switching.html",
    "updates.html",
    "partials/advice.html",
    "partials/brief.html",
    "partials/findings.html",
    "partials/follow.html",
    "partials/key.html",
    "partials/notes.html",
    "partials/sure.html",
    "partials/toc.html",
];

/// The built-in assets by name.
const ASSETS: &[(&str, &str)] = built_in![
    "assets/chart.css",
    "assets/style.css",
    "assets/print.css",
    "assets/icon.svg",
    "assets/list.js",
    "assets/search.js",
    "assets/site.js"
];

/// The assets of a site by their name in `assets/`: the built-in ones, each replaced by the site's own of that name.
/// `chart.css` is written in front of `style.css` and `print.css` behind it: a page asks for one sheet.
pub fn assets(overrides: &BTreeMap<String, String>) -> BTreeMap<&'static str, String> {
    let text = |name: &str, built_in: &'static str| overrides.get(name).map_or(built_in, |own| own.as_str()).to_owned();
    let mut out: BTreeMap<&str, String> = BTreeMap::new();
    for (path, built_in) in ASSETS {
        let name = path.trim_start_matches("assets/");
        match name {
            "chart.css" | "print.css" => out.entry("style.css").or_default().push_str(&text(path, built_in)),
            _ => out.entry(name).or_default().push_str(&text(path, built_in)),
        }
    }
    out
}

/// Warnings about files of a site's `templates/` that no page would ever use: their name is no built-in one, and no
/// template of the site names them.
pub fn unused(overrides: &BTreeMap<String, String>) -> Vec<Problem> {
    let known = || BUILT_IN.iter().chain(ASSETS).map(|(name, _)| *name);
    let named = |name: &str| {
        let (double, single) = (format!("\"{name}\""), format!("'{name}'"));
        overrides.values().any(|text| text.contains(&double) || text.contains(&single))
    };
    let strange = overrides.keys().filter(|name| known().all(|have| have != *name) && !named(name));
    let warning = |name: &String| {
        let message = format!("there is no built-in template `{name}`, and no template of yours uses it");
        let help = match meant(name, known()) {
            Some(meant) => format!("rename it to `{meant}`"),
            None => "use the name of a built-in template, include it from one, or move it under `static/`".to_owned(),
        };
        Problem::warning(&format!("{FOLDER}{name}"), "unused-template", message, help)
    };
    strange.map(warning).collect()
}

/// The name that was most likely meant, whatever folder the file lies in.
fn meant<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let file = |path: &'a str| path.rsplit('/').next().unwrap_or_default();
    nearest(name, known.clone()).or_else(|| {
        let meant = nearest(name.rsplit('/').next().unwrap_or_default(), known.clone().map(file))?;
        known.into_iter().find(|path| file(path) == meant)
    })
}

/// Where a site keeps its own templates.
const FOLDER: &str = "templates/";

/// Markup that is ready: it is not escaped again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(pub String);

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::safe_string(&self.0).serialize(serializer)
    }
}

impl From<String> for Html {
    fn from(html: String) -> Self {
        Self(html)
    }
}

/// What stays the same on every page of a language, turned into a template value once.
#[derive(Debug, Clone)]
pub struct Shared(Value);

impl Serialize for Shared {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// Dotted keys as a tree, so that a template writes `t.nav.overview`.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Node<'a> {
    Leaf(&'a str),
    Branch(BTreeMap<&'a str, Node<'a>>),
}

impl Shared {
    /// A view that many pages show.
    pub fn new(view: &impl Serialize) -> Self {
        Self(Value::from_serializable(view))
    }

    /// From flat dotted keys. A key that is also the beginning of others gives way to them.
    pub fn texts<'a>(entries: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut root = BTreeMap::new();
        for (key, text) in entries {
            let mut at = &mut root;
            let mut parts = key.split('.').peekable();
            while let Some(part) = parts.next() {
                if parts.peek().is_none() {
                    at.entry(part).or_insert(Node::Leaf(text));
                    break;
                }
                let node = at.entry(part).or_insert_with(|| Node::Branch(BTreeMap::new()));
                if let Node::Leaf(_) = node {
                    *node = Node::Branch(BTreeMap::new());
                }
                let Node::Branch(branch) = node else { break };
                at = branch;
            }
        }
        Self(Value::from_serializable(&root))
    }
}

/// All templates of a site.
pub struct Templates {
    tera: Tera,
    overrides: BTreeMap<String, String>,
}

impl Templates {
    /// The built-in templates with those of the site laid over them. Keys are paths below the site's `templates/`.
    ///
    /// # Errors
    /// One problem for each template that cannot be read.
    pub fn new(overrides: &BTreeMap<String, String>) -> Result<Self, Vec<Problem>> {
        Self::over(BUILT_IN.iter().copied().collect(), overrides)
    }

    /// The same for the pages of one language: its constant texts are written into the built-in templates once, where
    /// each page would look up a hundred of them.
    ///
    /// # Errors
    /// One problem for each template that cannot be read.
    pub fn in_words(words: &Words, overrides: &BTreeMap<String, String>) -> Result<Self, Vec<Problem>> {
        let told: Vec<_> = BUILT_IN.iter().map(|(name, text)| (*name, told(text, words))).collect();
        Self::over(told.iter().map(|(name, text)| (*name, text.as_str())).collect(), overrides)
    }

    fn over<'a>(
        mut files: BTreeMap<&'a str, &'a str>,
        overrides: &'a BTreeMap<String, String>,
    ) -> Result<Self, Vec<Problem>> {
        let own = overrides.iter().filter(|(name, _)| name.ends_with(".html"));
        files.extend(own.map(|(name, text)| (name.as_str(), text.as_str())));
        let mut problems = Vec::new();
        loop {
            let mut tera = Tera::new();
            match tera.add_raw_templates(files.iter()) {
                Ok(()) if problems.is_empty() => return Ok(Self { tera, overrides: overrides.clone() }),
                Ok(()) => return Err(problems),
                Err(error) => {
                    let mut gone = false;
                    for (name, problem) in faults(&error, overrides) {
                        problems.push(problem);
                        // The broken file gives way to the built-in one, so that the next run finds the next fault.
                        gone |= match BUILT_IN.iter().find(|(have, _)| *have == name) {
                            Some((name, text)) => files.insert(name, text).is_some_and(|old| old != *text),
                            None => files.remove(name.as_str()).is_some(),
                        };
                    }
                    if !gone {
                        return Err(problems);
                    }
                }
            }
        }
    }

    /// One page.
    ///
    /// # Errors
    /// A template that asks for something the view does not have.
    pub fn render(&self, name: &str, view: &impl Serialize) -> Result<Vec<u8>, Problem> {
        let mut page = Vec::with_capacity(128 * 1024);
        Context::from_serialize(view)
            .and_then(|context| self.tera.render_to(name, &context, &mut page))
            .map_err(|error| describe(&error, &self.overrides).1)?;
        Ok(page)
    }
}

/// A template with the constant texts of a language in place of `{{ page.t.… }}`.
fn told(template: &str, words: &Words) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, place)) = rest.split_once(TEXT) {
        let Some((key, behind)) = place.split_once(" }}") else { break };
        out.push_str(before);
        match words.term("messages", &format!("page.{key}")) {
            // What would read as a place of the template itself is left for the page to look up.
            text if text.is_empty() || text.contains('{') => out.extend([TEXT, key, " }}"]),
            text => html::escape(&mut out, text),
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// What begins a place for a constant text.
const TEXT: &str = "{{ page.t.";

/// The templates at fault, each with its problem: what tera finds when it puts them together comes as one text of
/// reports, each with `error: what` and `--> file:line:column` below it.
fn faults(error: &tera::Error, overrides: &BTreeMap<String, String>) -> Vec<(String, Problem)> {
    let ErrorKind::Msg(text) = error.kind() else { return vec![describe(error, overrides)] };
    let lines: Vec<&str> = text.lines().collect();
    let report = |pair: &[&str]| {
        let message = pair.first()?.strip_prefix("error: ")?;
        let mut place = pair.get(1)?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
        let (column, line) = (place.next()?.parse().ok()?, place.next()?.parse().ok()?);
        let name = place.next()?.to_owned();
        let problem = placed(&name, message.to_owned(), (line, column), overrides);
        Some((name, problem))
    };
    let found: Vec<_> = lines.windows(2).filter_map(report).collect();
    if found.is_empty() { vec![describe(error, overrides)] } else { found }
}

/// The name of the template at fault, and the problem with file, line and column where tera gives them.
fn describe(error: &tera::Error, overrides: &BTreeMap<String, String>) -> (String, Problem) {
    let (name, message, line, column) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            (report.filename().to_owned(), report.message().to_owned(), span.start_line, span.start_col + 1)
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            (tpl.clone(), "the template includes or extends itself".to_owned(), 0, 0)
        }
        ErrorKind::MissingParent { current, parent } => {
            (current.clone(), format!("there is no template `{parent}` to extend"), 0, 0)
        }
        ErrorKind::TemplateNotFound(name) => (name.clone(), format!("there is no template `{name}`"), 0, 0),
        other => {
            // Whatever else it is, one of the site's own files brought it: the one that is named, else the first.
            let message = other.to_string();
            let name =
                overrides.keys().find(|name| message.contains(name.as_str())).or_else(|| overrides.keys().next());
            (name.cloned().unwrap_or_default(), message, 0, 0)
        }
    };
    let problem = placed(&name, message, (line, column), overrides);
    (name, problem)
}

fn placed(
    name: &str,
    message: String,
    (line, column): (usize, usize),
    overrides: &BTreeMap<String, String>,
) -> Problem {
    let help = "compare the file with the built-in template of the same name, or remove it to use that one";
    let mut problem = Problem::error(&format!("{FOLDER}{name}"), "broken-template", message, help.to_owned());
    problem.at.line = line;
    problem.at.column = column;
    problem.at.width = 1;
    if let Some(text) = overrides.get(name).and_then(|text| text.lines().nth(line.wrapping_sub(1))) {
        problem.at.excerpt = text.to_owned();
    }
    problem
}
