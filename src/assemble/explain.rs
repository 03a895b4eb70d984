//! The definition of an indicator, a finding, a piece of advice, a dimension or a checklist as text: what
//! `commonweal explain` prints.

mod advice;
mod finding;
mod indicator;
mod sheet;

use crate::load::Framework;
use crate::model::Lang;
use crate::model::field::FieldTable;
use crate::model::site::HantTerms;
use crate::playbook::Playbook;
use crate::problem::nearest::{choices, listed};
use crate::words::Words;
use crate::words::condition::Speaker;
use crate::words::languages::LANGUAGES;

/// Why nothing can be explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Explains an id of the playbook of a site, or of the built-in one.
///
/// # Errors
/// An unknown id, with the ids near to it; a language the program does not speak.
pub fn explain(id: &str, lang: &Lang, site: Option<Framework>) -> Result<String, Unknown> {
    let hint = if site.is_none() { "; a rule of your own site is found with `--site DIR`" } else { "" };
    let (playbook, words) = loaded(lang, site)?;
    let speaker = Speaker { playbook: &playbook, words: &words };
    of_id(&speaker, id).ok_or_else(|| {
        let kinds = ids(&playbook);
        let known: Vec<&str> = kinds.iter().flat_map(|(_, ids)| ids.iter().copied()).collect();
        let help = match choices(id, known.iter().copied()).or_else(|| listed(&named(&speaker, id, &known))) {
            Some(meant) => format!("did you mean {meant}?"),
            None => format!("`commonweal explain` without an id lists them all{hint}"),
        };
        Unknown { message: format!("there is no `{id}`"), help }
    })
}

/// The ids of those that have the words of `text` in their name: `retention`, 流失.
fn named<'a>(speaker: &Speaker<'_>, text: &str, known: &[&'a str]) -> Vec<&'a str> {
    let text = text.to_lowercase();
    // The first line of what is explained is the id and the name.
    let has = |id: &str| {
        of_id(speaker, id)
            .is_some_and(|sheet| sheet.lines().next().is_some_and(|line| line.to_lowercase().contains(&text)))
    };
    known.iter().copied().filter(|id| text.chars().count() > 1 && has(id)).collect()
}

/// Every id of the playbook of a site, or of the built-in one, that can be explained, with its name.
///
/// # Errors
/// A language the program does not speak.
pub fn list(lang: &Lang, site: Option<Framework>) -> Result<String, Unknown> {
    let (playbook, words) = loaded(lang, site)?;
    let speaker = Speaker { playbook: &playbook, words: &words };
    let line = |id: &&str| of_id(&speaker, id)?.lines().next().map(|line| format!("  {line}\n"));
    let kinds = ids(&playbook).map(|(title, ids)| {
        let lines: String = ids.iter().filter_map(line).collect();
        format!("{}\n{lines}", words.ui(title))
    });
    Ok(kinds.join("\n"))
}

fn loaded(lang: &Lang, site: Option<Framework>) -> Result<(Playbook, Words), Unknown> {
    let unknown = |message: String, help: String| Unknown { message, help };
    let broken = |reason: String| unknown(reason, "the program's own data are broken: report it".into());
    let site = match site {
        Some(site) => site,
        None => {
            let playbook = crate::playbook::builtin(&mut FieldTable::default()).map_err(broken)?;
            Framework { playbook, terms: HantTerms::Taiwan, texts: Vec::new() }
        }
    };
    let Framework { playbook, terms, texts } = site;
    let built_in = LANGUAGES.iter().any(|known| known.tag == lang.tag());
    if !built_in && texts.iter().all(|file| file.lang != *lang) {
        let message = format!("the program does not speak {lang}");
        return Err(unknown(message, format!("use one of {}", crate::words::languages::listed())));
    }
    Ok((playbook, super::words_in(lang, &texts, terms).map_err(broken)?))
}

/// All ids by kind, each kind with the key of its title. A checklist that is an indicator too is listed there.
fn ids(playbook: &Playbook) -> [(&'static str, Vec<&str>); 5] {
    let lists = playbook.checklists.iter().map(|list| &*list.id).filter(|id| playbook.indicator(id).is_none());
    [
        ("explain.dimensions", playbook.dimensions.iter().map(|dimension| &*dimension.id).collect()),
        ("explain.indicators", playbook.indicators.iter().map(|indicator| &*indicator.id).collect()),
        ("explain.checklists", lists.collect()),
        ("explain.findings", playbook.findings.iter().map(|finding| &*finding.id).collect()),
        ("explain.advice", playbook.advice.iter().map(|advice| &*advice.id).collect()),
    ]
}

/// The definition, whatever kind of thing bears the id.
fn of_id(speaker: &Speaker<'_>, id: &str) -> Option<String> {
    let playbook = speaker.playbook;
    if let Some((at, found)) = playbook.indicator(id).and_then(|at| Some((at, playbook.indicators.get(at)?))) {
        return Some(indicator::explain(speaker, at, found));
    }
    if let Some((at, found)) = playbook.finding(id).and_then(|at| Some((at, playbook.findings.get(at)?))) {
        return Some(finding::explain(speaker, at, found));
    }
    if let Some((at, found)) = playbook.advice(id).and_then(|at| Some((at, playbook.advice.get(at)?))) {
        return Some(advice::explain(speaker, at, found));
    }
    if let Some((at, found)) = playbook.dimension(id).and_then(|at| Some((at, playbook.dimensions.get(at)?))) {
        return Some(indicator::dimension(speaker, at, found));
    }
    playbook.checklist(id).map(|list| indicator::checklist(speaker, list))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::languages::LANGUAGES;

    #[test]
    fn every_id_is_explained_in_every_language_without_a_gap() {
        let mut fields = FieldTable::default();
        let playbook = crate::playbook::builtin(&mut fields).unwrap();
        let ids = playbook.indicators.iter().map(|i| i.id.clone());
        let ids: Vec<_> = ids
            .chain(playbook.findings.iter().map(|f| f.id.clone()))
            .chain(playbook.advice.iter().map(|a| a.id.clone()))
            .collect();
        // Loading the texts is most of the work: a few ids of each kind in each language, all of them in the first.
        for (at, language) in LANGUAGES.iter().enumerate() {
            let lang = Lang::new(language.tag);
            for id in ids.iter().step_by(if at == 0 { 5 } else { 17 }) {
                let text = explain(id, &lang, None).unwrap();
                assert!(text.lines().count() > 2, "{id}: {text}");
                assert!(!text.contains("explain.") && !text.contains('{'), "{id} in {lang}: {text}");
            }
        }
    }

    #[test]
    fn an_unknown_id_names_its_neighbours() {
        let help = |id: &str| explain(id, &Lang::new("en"), None).unwrap_err().help;
        assert_eq!(help("active_membr_rate"), "did you mean `active_member_rate`?");
        assert!(help("s2.c2z").starts_with("did you mean `s2.c2`"), "{}", help("s2.c2z"));
        assert!(help("nonsense").starts_with("`commonweal explain` without an id lists them all; "));
    }

    #[test]
    fn the_list_names_everything_that_can_be_explained() {
        for language in LANGUAGES {
            let list = list(&Lang::new(language.tag), None).unwrap();
            let lines: Vec<_> = list.lines().filter(|line| line.starts_with("  ")).collect();
            assert!(lines.len() > 150, "{list}");
            assert!(lines.iter().all(|line| line.trim_start().contains("  ")), "each id has its name: {list}");
        }
    }
}
