//! The definition of an indicator, a finding, a piece of advice, a dimension or a checklist as text: what
//! `commonweal explain` prints.

mod advice;
mod finding;
mod indicator;
mod sheet;

use crate::model::Lang;
use crate::model::field::FieldTable;
use crate::model::site::HantTerms;
use crate::playbook::Playbook;
use crate::words::Words;
use crate::words::condition::Speaker;

/// Why nothing can be explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Explains an id of the built-in playbook.
///
/// # Errors
/// An unknown id, with the ids nearest to it; a language the program does not speak.
pub fn explain(id: &str, lang: &Lang) -> Result<String, Unknown> {
    let unknown = |message: String, help: String| Unknown { message, help };
    let broken = |reason: String| unknown(reason, "the program's own data are broken: report it".into());
    let mut fields = FieldTable::default();
    let playbook = crate::playbook::builtin(&mut fields).map_err(broken)?;
    let words = match Words::load(lang, HantTerms::Taiwan) {
        Some(words) => words.map_err(broken)?,
        None => {
            let message = format!("the program does not speak {lang}");
            return Err(unknown(message, format!("use one of {}", crate::words::languages::listed())));
        }
    };
    let speaker = Speaker { playbook: &playbook, words: &words };
    of_id(&speaker, id).ok_or_else(|| {
        let near = nearest(&playbook, id);
        unknown(format!("there is no `{id}`"), format!("did you mean {}?", near.join(", ")))
    })
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

/// The three ids that share most pairs of letters with `id`.
fn nearest(playbook: &Playbook, id: &str) -> Vec<String> {
    let pairs = |text: &str| -> Vec<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let wanted = pairs(id);
    let ids = playbook.indicators.iter().map(|i| &i.id);
    let ids = ids.chain(playbook.findings.iter().map(|f| &f.id)).chain(playbook.advice.iter().map(|a| &a.id));
    let ids = ids.chain(playbook.dimensions.iter().map(|d| &d.id)).chain(playbook.checklists.iter().map(|c| &c.id));
    let mut scored: Vec<(usize, &str)> = ids
        .map(|known| {
            let shared = pairs(known).iter().filter(|pair| wanted.contains(pair)).count();
            (200 * shared / (wanted.len() + known.len()).max(1), &**known)
        })
        .collect();
    scored.sort_by_key(|(score, known)| (std::cmp::Reverse(*score), *known));
    scored.iter().take(3).map(|(_, known)| format!("`{known}`")).collect()
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
                let text = explain(id, &lang).unwrap();
                assert!(text.lines().count() > 2, "{id}: {text}");
                assert!(!text.contains("explain.") && !text.contains('{'), "{id} in {lang}: {text}");
            }
        }
    }

    #[test]
    fn an_unknown_id_names_its_neighbours() {
        let fault = explain("active_membr_rate", &Lang::new("en")).unwrap_err();
        assert!(fault.help.contains("active_member_rate"), "{}", fault.help);
    }
}
