//! Notes: what their front matter and their names say. Their text is read when their page is made.

use super::convert::{self, known_language, language_meant};
use super::fault::{Faults, Spot, Yaml};
use super::front_matter;
use super::raw::RawFrontMatter;
use super::shape::{FileKind, NOTE_KINDS};
use super::slots::Slots;
use super::slug;
use super::source::Source;
use super::tree::{Entry, Tree};
use super::yaml;
use super::yaml::typed::TextOrBool;
use crate::model::Lang;
use crate::model::note::{Note, NoteKind};
use crate::problem::Problem;

/// The notes of one folder.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    /// Those that could be read, without drafts unless they are wanted.
    pub notes: Vec<Note>,
    /// Those whose front matter has faults: their links are checked all the same.
    pub faulty: Vec<Note>,
    /// Slugs of those that could not be read: they are there, so a link to one of them is not broken.
    pub unread: Vec<Box<str>>,
}

/// Reads the notes of one folder. Drafts are checked, but left out unless `drafts`.
pub fn notes(tree: &dyn Tree, files: &[Entry], languages: &[Lang], drafts: bool, problems: &mut Vec<Problem>) -> Shelf {
    let mut shelf = Shelf::default();
    for entry in files {
        let before = problems.len();
        let read = Source::read(tree, entry).map_err(|problem| problems.push(problem)).ok();
        let Some((note, Fitness { draft, sound })) = read.and_then(|source| note(&source, languages, problems)) else {
            // A note in a language that the site does not have is only warned of, and is not there.
            if problems[before..].iter().any(Problem::is_error) {
                shelf.unread.push(slug_of(&entry.path).into());
            }
            continue;
        };
        if !sound {
            shelf.faulty.push(note);
            continue;
        }
        let notes = &mut shelf.notes;
        if let Some(other) = notes.iter().find(|other| other.slug == note.slug && other.lang == note.lang) {
            let message = format!("`{}` is the same note in the same language (`{}`)", other.source, note.lang);
            let help = "give one of them another name, or its own language by `lang:`".to_owned();
            problems.push(Problem::error(&entry.path, "duplicate-note", message, help));
        } else if drafts || !draft {
            notes.push(note);
        }
    }
    shelf
}

/// The slug that a note would have in a site of every language.
fn slug_of(path: &str) -> &str {
    let stem = stem(path);
    stem.rsplit_once('.').filter(|(_, tag)| language_meant(tag).is_some()).map_or(stem, |(slug, _)| slug)
}

/// The file name without `.md`.
fn stem(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.strip_suffix(".md").unwrap_or(file)
}

/// Whether a note can be printed.
struct Fitness {
    draft: bool,
    /// Its front matter has no fault.
    sound: bool,
}

/// A note as far as it could be read.
fn note(source: &Source, languages: &[Lang], problems: &mut Vec<Problem>) -> Option<(Note, Fitness)> {
    let parts = match front_matter::parts(source) {
        Ok(parts) => parts,
        Err(problem) => {
            problems.push(problem);
            return None;
        }
    };
    let (slug, named) = name(&source.path, languages, problems)?;
    let before = problems.len();
    let mut raw = RawFrontMatter::default();
    let text = parts
        .front
        .filter(|text| text.lines().any(|line| !line.trim_start().is_empty() && !line.trim_start().starts_with('#')));
    let yaml = Yaml { source, text: text.unwrap_or_default(), lines_before: 1 };
    if text.is_some() {
        let (read, found) = yaml::read(&yaml, FileKind::FrontMatter.shape(), &Slots::default(), |_| true);
        problems.extend(found);
        raw = read.unwrap_or_default();
    }
    let mut faults = Faults::default();
    let (fields, draft) = checked(raw, languages, &mut faults);
    problems.extend(yaml.locate(faults.0));
    let sound = !problems[before..].iter().any(Problem::is_error);
    let lang = fields.lang.or(named).or_else(|| languages.first().cloned())?;
    let body_at = u32::try_from(source.skipped + parts.body_at).ok()?;
    let body_line = u32::try_from(parts.body_line).ok()?;
    let Fields { title, date, period, author, kind, .. } = fields;
    let may_link =
        source.text.get(parts.body_at..).is_some_and(|body| body.bytes().any(|byte| byte == b'[' || byte == b'<'));
    let source = source.path.clone();
    let note = Note { source, slug, lang, title, date, period, author, kind, body_at, body_line, may_link };
    Some((note, Fitness { draft, sound }))
}

struct Fields {
    title: Option<Box<str>>,
    date: Option<jiff::civil::Date>,
    period: Option<crate::model::Period>,
    author: Option<Box<str>>,
    kind: NoteKind,
    lang: Option<Lang>,
}

fn checked(raw: RawFrontMatter, languages: &[Lang], faults: &mut Faults) -> (Fields, bool) {
    let RawFrontMatter { title, date, period, author, kind, lang, draft, consent } = raw;
    let kind = kind.map_or(Some(0), |raw| convert::word(&raw.0, NOTE_KINDS, "kind of note", Spot::key("kind"), faults));
    let kind = match kind {
        Some(1) => NoteKind::Update,
        Some(2) => NoteKind::Correction,
        Some(3) => NoteKind::Story,
        _ => NoteKind::Note,
    };
    if kind == NoteKind::Story && !has_consent(consent.as_ref(), faults) {
        let message = "a story about a person needs the person's consent";
        let help = "ask, then write `consent: true` or the day of the answer; else leave the story out";
        faults.error(Spot::key("kind"), "no-consent", message, help);
    }
    let lang = lang.and_then(|raw| known_language(&raw.0, languages, Spot::key("lang"), faults));
    let fields = Fields {
        title: title.and_then(|raw| convert::text(&raw.0, Spot::key("title"), faults)),
        date: date.and_then(|raw| convert::date(&raw.0, Spot::key("date"), faults)),
        period: period.and_then(|raw| convert::period(&raw, Spot::key("period"), faults)),
        author: author.and_then(|raw| convert::text(&raw.0, Spot::key("author"), faults)),
        kind,
        lang,
    };
    (fields, draft.unwrap_or(false))
}

/// Whether a note says that those it quotes agreed: `true`, or the day or the address of the consent.
fn has_consent(raw: Option<&TextOrBool>, faults: &mut Faults) -> bool {
    match raw {
        None => false,
        Some(TextOrBool::Bool(answer)) => *answer,
        Some(TextOrBool::Text(text)) if &**text == "unknown" => false,
        Some(TextOrBool::Text(text)) if convert::evidence(text).is_some() => true,
        Some(TextOrBool::Text(text)) => {
            let help = "write the day (`2026-03-01`) or the address (`https://…`) of the consent, or `true`";
            faults.error(Spot::key("consent"), "wrong-answer", format!("`{text}` is not an answer"), help);
            // What is no answer has been reported as such.
            true
        }
    }
}

/// Slug and language of a file name such as `2026-10.en.md`.
fn name(path: &str, languages: &[Lang], problems: &mut Vec<Problem>) -> Option<(Box<str>, Option<Lang>)> {
    let stem = stem(path);
    let (slug, lang) = match stem.rsplit_once('.') {
        Some((slug, tag)) if languages.iter().any(|lang| lang.tag() == tag) => (slug, Some(Lang::new(tag))),
        Some((slug, tag)) if slug::fault(slug).is_none() && language_meant(tag).is_some() => {
            let mut faults = Faults::default();
            known_language(tag, languages, Spot::root(), &mut faults);
            let at = |fault: super::fault::Fault| Problem {
                severity: fault.severity,
                ..Problem::error(path, fault.code, fault.message, fault.help)
            };
            problems.extend(faults.0.into_iter().map(at));
            return None;
        }
        _ => (stem, None),
    };
    if let Some((code, message)) = slug::fault(slug) {
        let tag = lang.map(|lang| format!(".{lang}")).unwrap_or_default();
        let help = match slug::suggest(slug) {
            meant if meant.is_empty() => "rename the file: use letters, digits and `-`".to_owned(),
            meant => format!("rename the file to `{meant}{tag}.md`"),
        };
        problems.push(Problem::error(path, code, message, help));
        return None;
    }
    Some((slug.into(), lang))
}
