//! Texts as they stand in YAML: keys as paths, one form each or several by plural category.

use super::message::{Category, Message, Pattern};
use crate::model::site::HantTerms;
use std::collections::BTreeMap;

/// What is wrong with a file of texts, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, as it was named to the reader.
    pub file: String,
    /// Path of the text, such as `messages/page.skip`; empty for the file as a whole.
    pub key: String,
    /// What is wrong.
    pub message: String,
    /// Line and column from 1; 0 where they are not known.
    pub at: (usize, usize),
}

/// Texts by their path.
pub type Forms = BTreeMap<Box<str>, Form>;

/// A text as read: one form, or several by plural category.
pub enum Form {
    /// One form.
    One(String),
    /// Several.
    Many(Vec<(Category, String)>),
}

impl Form {
    /// The message, with words replaced.
    pub fn into_message(self, replace: &[(String, String)]) -> Message {
        let pattern = |text: String| Pattern::new(&apply(text, replace));
        match self {
            Self::One(text) => Message::Plain(pattern(text)),
            Self::Many(forms) => {
                Message::Plural(forms.into_iter().map(|(category, text)| (category, pattern(text))).collect())
            }
        }
    }
}

fn apply(text: String, replace: &[(String, String)]) -> String {
    replace.iter().fold(text, |text, (from, to)| if text.contains(from) { text.replace(from, to) } else { text })
}

/// The replacements of the chosen term list, the longest first.
pub fn term_list(entries: &Forms, terms: HantTerms) -> Vec<(String, String)> {
    if terms == HantTerms::Taiwan {
        return Vec::new();
    }
    let mut list: Vec<_> = entries
        .iter()
        .filter_map(|(key, form)| match (key.strip_prefix("terms/mainland/"), form) {
            (Some(from), Form::One(to)) => Some((from.to_owned(), to.clone())),
            _ => None,
        })
        .collect();
    list.sort_by_key(|(from, _)| std::cmp::Reverse(from.chars().count()));
    list
}

/// Reads files of texts (name and YAML); a key may stand in one of them only.
///
/// # Errors
/// The first file that is not a map of texts.
pub fn read(files: &[(&str, &str)]) -> Result<Forms, Fault> {
    gather(files, |yaml| {
        serde_yaml::from_str(yaml).map_err(|error| {
            let at = error.location().map_or((0, 0), |place| (place.line(), place.column()));
            (error.to_string(), at)
        })
    })
}

/// The same for the program's own files, which the build script turned into JSON.
///
/// # Errors
/// The first file that is not a map of texts.
pub fn embedded(files: &[(&str, &str)]) -> Result<Forms, Fault> {
    gather(files, |json| {
        serde_json::from_str(json).map_err(|error| (error.to_string(), (error.line(), error.column())))
    })
}

/// What is wrong, with line and column.
type Broken = (String, (usize, usize));

fn gather(files: &[(&str, &str)], parse: impl Fn(&str) -> Result<serde_yaml::Value, Broken>) -> Result<Forms, Fault> {
    let mut out = Forms::new();
    for (file, text) in files {
        let fault = |key, message, at| Fault { file: (*file).to_owned(), key, message, at };
        let value = parse(text).map_err(|(message, at)| fault(String::new(), message, at))?;
        flatten("", &value, &mut out).map_err(|(key, message)| fault(key, message.to_owned(), (0, 0)))?;
    }
    Ok(out)
}

/// Adds the texts below a path; else the path that is at fault and what is wrong with it.
fn flatten(path: &str, value: &serde_yaml::Value, out: &mut Forms) -> Result<(), (String, &'static str)> {
    let form = match value {
        serde_yaml::Value::Mapping(map) => {
            let forms: Option<Vec<_>> = map
                .iter()
                .map(|(key, text)| Some((Category::parse(key.as_str()?)?, text.as_str()?.to_owned())))
                .collect();
            match forms {
                Some(forms) if forms.iter().any(|(category, _)| *category == Category::Other) => Form::Many(forms),
                _ => {
                    for (key, inner) in map {
                        let key = key.as_str().ok_or_else(|| (path.to_owned(), "a key is not text"))?;
                        let path = if path.is_empty() { key.to_owned() } else { format!("{path}/{key}") };
                        flatten(&path, inner, out)?;
                    }
                    return Ok(());
                }
            }
        }
        serde_yaml::Value::String(text) => Form::One(text.clone()),
        serde_yaml::Value::Null => return Ok(()),
        _ => return Err((path.to_owned(), "not a text")),
    };
    match out.insert(path.into(), form) {
        None => Ok(()),
        Some(_) => Err((path.to_owned(), "given twice")),
    }
}
