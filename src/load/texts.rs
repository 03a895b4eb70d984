//! `templates/text/`: a language of the site's own, one file, or other words for one of the program's.

use super::fault::{Fault, Faults, Spot, Yaml};
use super::source::Source;
use super::tree::{Entry, Tree};
use crate::model::community::TextFile;
use crate::model::site::HantTerms;
use crate::model::{Lang, Site};
use crate::problem::Problem;
use crate::problem::nearest::nearest;
use crate::words::complete::{Gaps, gaps};
use crate::words::languages::tag_of;
use crate::words::{Words, forms};
use std::collections::{BTreeMap, BTreeSet};

/// The folder of the files.
pub const FOLDER: &str = "templates/text/";

/// Missing texts that one problem names: the others are counted.
const NAMED: usize = 12;

/// A file of texts that could be read.
pub struct OwnTexts {
    tag: String,
    source: Source,
    /// The paths of its texts.
    keys: BTreeSet<Box<str>>,
}

/// Reads the files of texts, each by itself.
pub fn read(tree: &dyn Tree, entries: &[Entry], problems: &mut Vec<Problem>) -> Vec<OwnTexts> {
    let mut texts = Vec::new();
    for entry in entries {
        let Some(tag) = entry.path.strip_prefix(FOLDER).and_then(tag_of) else {
            let message = format!("`{}` is not a file of texts, so it is not read", entry.path);
            let help = "name it after its language, as in `fr.yaml`".to_owned();
            problems.push(Problem::warning(&entry.path, "not-read", message, help));
            continue;
        };
        match Source::read(tree, entry) {
            Ok(source) => match forms::read(&[(&source.path, &source.text)]) {
                Ok(forms) => texts.push(OwnTexts { tag: tag.to_owned(), keys: forms.into_keys().collect(), source }),
                Err(fault) => problems.extend(unreadable(&source, fault)),
            },
            Err(problem) => problems.push(problem),
        }
    }
    texts
}

/// The languages that have files.
pub fn languages(texts: &[OwnTexts]) -> Vec<&str> {
    let mut tags: Vec<&str> = texts.iter().map(|file| &*file.tag).collect();
    tags.dedup();
    tags
}

/// Holds the texts of every language against those of English. What is missing is a warning: the page says it in
/// English.
pub fn check(texts: &[OwnTexts], site: &Site, problems: &mut Vec<Problem>) {
    if texts.is_empty() {
        return;
    }
    let words = |tag: &str, own: &[(&str, &str)]| Words::with(&Lang::new(tag), own, HantTerms::Taiwan);
    let Ok(complete) = words("en", &[]) else { return };
    let mut by_language: BTreeMap<&str, Vec<&OwnTexts>> = BTreeMap::new();
    for file in texts {
        by_language.entry(&file.tag).or_default().push(file);
    }
    for (tag, files) in by_language {
        if !site.languages.iter().any(|lang| lang.tag() == tag) {
            let message = format!("`{tag}` is not among the languages of this site, so nobody will see these texts");
            let help = format!("add `{tag}` to `languages` in `site.yaml`");
            problems.extend(
                files
                    .iter()
                    .map(|file| Problem::warning(&file.source.path, "unused-language", message.clone(), help.clone())),
            );
            continue;
        }
        let own: Vec<(&str, &str)> = files.iter().map(|file| (&*file.source.path, &*file.source.text)).collect();
        match words(tag, &own) {
            Ok(words) => compare(tag, &files, &gaps(&words, &complete), &complete, problems),
            Err(fault) => {
                let file = files.iter().find(|file| *file.source.path == *fault.file);
                problems.extend(file.into_iter().flat_map(|file| unreadable(&file.source, fault.clone())));
            }
        }
    }
}

/// The files of the languages that the site uses.
pub fn used(texts: Vec<OwnTexts>, site: &Site) -> Vec<TextFile> {
    let used = texts.into_iter().filter(|file| site.languages.iter().any(|lang| lang.tag() == file.tag));
    let file = |OwnTexts { tag, source, .. }| {
        let Source { path, text, .. } = source;
        TextFile { lang: Lang::new(&tag), source: path, yaml: text.into() }
    };
    used.map(file).collect()
}

fn unreadable(source: &Source, fault: forms::Fault) -> Vec<Problem> {
    let help = "write texts under their keys, as in `messages: {page.skip: Aller au contenu}`";
    let mut faults = Faults::default();
    faults.error(spot(&fault.key), "wrong-text", fault.message.clone(), help);
    let found = Yaml::file(source).locate(faults.0);
    match fault.at {
        // A broken document is explained by the reader that knows places; where it sees nothing, by what was said.
        (line, column) if line > 0 && found.iter().all(|problem| problem.code == "wrong-text") => {
            vec![source.error(source.place(line, column.max(1), 1), "bad-yaml", fault.message, help.to_owned())]
        }
        _ => found,
    }
}

/// Names what the texts of a language lack, what nobody asks for, and texts whose places are not the right ones.
fn compare(tag: &str, files: &[&OwnTexts], gaps: &Gaps, complete: &Words, problems: &mut Vec<Problem>) {
    let mut faults: Vec<Faults> = vec![Faults::default(); files.len()];
    let holder = |key: &str| files.iter().position(|file| file.keys.contains(key)).unwrap_or(0);
    for (section, missing) in by_section(&gaps.missing) {
        let begins = |file: &&OwnTexts| file.keys.iter().any(|key| in_section(key, section));
        let at = files.iter().position(begins).unwrap_or(0);
        faults[at].0.push(lacks(tag, section, &missing));
    }
    for key in &gaps.unknown {
        let (section, name) = key.split_once('/').unwrap_or((key, ""));
        let known = complete.keys().filter_map(|(other, _)| other.strip_prefix(section)?.strip_prefix('/'));
        let help = match nearest(name, known) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "delete it".to_owned(),
        };
        let message = format!("no page asks for the text `{key}`");
        faults[holder(key)].error(spot(key).itself(), "unknown-key", message, help);
    }
    for (key, places) in &gaps.places {
        let (message, help) = match places.is_empty() {
            true => ("nothing is filled into this text".to_owned(), "write `{{` for a brace".to_owned()),
            false => (format!("into this text come {places}"), format!("write each of {places} where it belongs")),
        };
        faults[holder(key)].error(spot(key), "wrong-places", message, help);
    }
    for (file, faults) in files.iter().zip(faults) {
        problems.extend(Yaml::file(&file.source).locate(faults.0));
    }
}

fn lacks(tag: &str, section: &str, missing: &[&str]) -> Fault {
    let named: Vec<String> = missing.iter().take(NAMED).map(|key| format!("`{key}`")).collect();
    let more = match missing.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let texts = if missing.len() == 1 { "text is" } else { "texts are" };
    let message = format!("{} {texts} missing under `{section}`: {}{more}", missing.len(), named.join(", "));
    let help = format!(
        "translate the English of the program's `src/playbook/text/`; until then pages in `{tag}` say it in English"
    );
    let mut faults = Faults::default();
    faults.warn(Spot::key(section).itself(), "missing-text", message, help);
    faults.0.remove(0)
}

/// Keys without their section, by section.
fn by_section(keys: &[String]) -> BTreeMap<&str, Vec<&str>> {
    let mut sections: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (section, key) in keys.iter().filter_map(|key| key.split_once('/')) {
        sections.entry(section).or_default().push(key);
    }
    sections
}

fn in_section(key: &str, section: &str) -> bool {
    key.strip_prefix(section).is_some_and(|rest| rest.starts_with('/'))
}

fn spot(key: &str) -> Spot {
    key.split('/').filter(|part| !part.is_empty()).fold(Spot::root(), Spot::then)
}
