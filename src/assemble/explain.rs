//! The definition of an indicator, a finding or a piece of advice as text: what `commonweal explain` prints.

use crate::model::Lang;
use crate::model::field::FieldTable;
use crate::model::site::HantTerms;
use crate::playbook::{Advice, Finding, Indicator, Playbook};
use crate::words::Words;
use crate::words::condition::{Speaker, mark_of, unit_value};

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
    if let Some(at) = playbook.indicator(id) {
        return Ok(indicator(&speaker, &playbook.indicators[at]));
    }
    if let Some(at) = playbook.finding(id) {
        return Ok(finding(&speaker, &playbook.findings[at]));
    }
    if let Some(at) = playbook.advice(id) {
        return Ok(advice(&speaker, &playbook.advice[at]));
    }
    let near = nearest(&playbook, id);
    Err(unknown(format!("there is no `{id}`"), format!("did you mean {}?", near.join(", "))))
}

fn indicator(speaker: &Speaker, indicator: &Indicator) -> String {
    let words = speaker.words;
    let text = |attribute: &str| words.own_or(&indicator.name, "indicators", &indicator.id, attribute).0.to_owned();
    let own = |attribute: &str| words.of("indicators", &indicator.id, attribute).to_owned();
    let mut out = title(&indicator.id, &text("name"));
    paragraph(&mut out, &own("what"));
    let formula = own("formula");
    line(&mut out, words, "explain.formula", &formula);
    line(
        &mut out,
        words,
        "explain.unit",
        words.ui(&format!("unit_name.{}", crate::words::text::unit_key(indicator.unit))),
    );
    if let Some([zero, full]) = indicator.thresholds.goalposts {
        let places = [
            ("zero", unit_value(words, indicator, zero).into()),
            ("full", unit_value(words, indicator, full).into()),
            ("mark", mark_of(words, indicator.goal_mark).into()),
        ];
        out.push_str(&format!("  {}\n", words.say("explain.goalposts", &places)));
    }
    for (key, bound, mark) in [
        ("explain.watch", indicator.thresholds.watch, indicator.watch_mark),
        ("explain.act", indicator.thresholds.act, indicator.act_mark),
    ] {
        if let Some(value) = bound {
            let places = [("value", unit_value(words, indicator, value).into()), ("mark", mark_of(words, mark).into())];
            out.push_str(&format!("  {}\n", words.say(key, &places)));
        }
    }
    if let Some(n) = indicator.minimum_n {
        line(&mut out, words, "explain.minimum", &words.number(n, 0));
    }
    let needs: Vec<String> = indicator.needs.iter().map(ToString::to_string).collect();
    line(&mut out, words, "explain.needs", &needs.join(", "));
    sources(&mut out, speaker, &indicator.sources);
    paragraph(&mut out, &own("note"));
    out
}

fn finding(speaker: &Speaker, finding: &Finding) -> String {
    let words = speaker.words;
    let (name, claim) = (
        words.own_or(&finding.name, "findings", &finding.id, "name").0,
        words.own_or(&finding.claim, "findings", &finding.id, "claim").0,
    );
    let mut out = title(&finding.id, name);
    paragraph(&mut out, claim);
    if !finding.evidence.is_empty() {
        out.push_str(&format!("  {}\n", words.ui("explain.evidence")));
        for item in &finding.evidence {
            let star = if item.defining { "★ " } else { "- " };
            out.push_str(&format!("    {star}{}\n", speaker.test(&item.test)));
        }
    }
    for (key, tests) in [("explain.counter", &finding.counter), ("explain.not_for", &finding.not_for)] {
        if !tests.is_empty() {
            out.push_str(&format!("  {}\n", words.ui(key)));
            for test in tests {
                out.push_str(&format!("    - {}\n", speaker.test(test)));
            }
        }
    }
    let advice: Vec<String> = finding
        .advice
        .iter()
        .filter_map(|at| speaker.playbook.advice.get(*at))
        .map(|advice| format!("{} {}", advice.id, words.own_or(&advice.name, "advice", &advice.id, "name").0))
        .collect();
    if !advice.is_empty() {
        out.push_str(&format!("  {}\n", words.ui("explain.advice")));
        for row in advice {
            out.push_str(&format!("    - {row}\n"));
        }
    }
    paragraph(&mut out, words.of("findings", &finding.id, "caution"));
    out
}

fn advice(speaker: &Speaker, advice: &Advice) -> String {
    let words = speaker.words;
    let text = |own, attribute| words.own_or(own, "advice", &advice.id, attribute).0.to_owned();
    let mut out = title(&advice.id, &text(&advice.name, "name"));
    paragraph(&mut out, &text(&advice.first_step, "first_step"));
    paragraph(&mut out, &text(&advice.how, "how"));
    line(&mut out, words, "explain.when", &speaker.test(&advice.when));
    let actors: Vec<String> =
        advice.actors.iter().map(|actor| words.ui(&format!("actor.{}", actor.id())).to_owned()).collect();
    line(&mut out, words, "explain.who", &words.list(&actors));
    line(&mut out, words, "explain.effort", words.ui(&format!("effort.{}", advice.effort.id())));
    paragraph(&mut out, &text(&advice.effect, "effect"));
    sources(&mut out, speaker, &advice.sources);
    out
}

fn title(id: &str, name: &str) -> String {
    format!("{id}: {name}\n")
}

fn paragraph(out: &mut String, text: &str) {
    if !text.is_empty() {
        out.push_str(&format!("  {text}\n"));
    }
}

fn line(out: &mut String, words: &Words, key: &str, value: &str) {
    if !value.is_empty() {
        out.push_str(&format!("  {}\n", words.say(key, &[("value", value.into())])));
    }
}

fn sources(out: &mut String, speaker: &Speaker, sources: &[usize]) {
    let known = sources.iter().filter_map(|at| speaker.playbook.sources.get(*at));
    for source in known {
        let url = source.url.as_deref().unwrap_or_default();
        let cite = format!("{} · {} {url}", source.cite, source.title);
        line(out, speaker.words, "explain.source", cite.trim_end());
    }
}

/// The three ids that share most pairs of letters with `id`.
fn nearest(playbook: &Playbook, id: &str) -> Vec<String> {
    let pairs = |text: &str| -> Vec<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let wanted = pairs(id);
    let ids = playbook.indicators.iter().map(|i| &i.id);
    let ids = ids.chain(playbook.findings.iter().map(|f| &f.id)).chain(playbook.advice.iter().map(|a| &a.id));
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
