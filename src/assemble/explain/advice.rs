//! A piece of advice in words: what to do first, when it is due, who does it, and how one will see that it worked.

use super::sheet::{Sheet, flat};
use crate::model::group::{GroupType, Platform};
use crate::playbook::advice::{AdviceKind, AdviceLevel, Effect};
use crate::playbook::indicator::Level;
use crate::playbook::test::Subject;
use crate::playbook::{Advice, Test};
use crate::words::condition::Speaker;
use crate::words::said::begun;

/// The row of advice.
pub fn explain(speaker: &Speaker<'_>, at: usize, advice: &Advice) -> String {
    let words = speaker.words;
    let text = |own, attribute| words.own_or(own, "advice", &advice.id, attribute).0.to_owned();
    let mut sheet = Sheet::new(speaker, &advice.id, &text(&advice.name, "name"), &about(speaker, advice));
    sheet.under("explain.first_step", &text(&advice.first_step, "first_step"));
    sheet.under("explain.how", &text(&advice.how, "how"));
    if let Some(missing) = &advice.missing {
        let items: Vec<String> = missing.items.iter().map(|item| speaker.item(&missing.checklist, item)).collect();
        let list = words.of("checklists", &missing.checklist, "name");
        let heading = if items.is_empty() { vec![speaker.with_id(list, &missing.checklist)] } else { items };
        sheet.list("explain.missing", heading);
    }
    match &advice.when {
        Test::Any(tests) => sheet.list("explain.when_any", each(speaker, tests)),
        Test::All(tests) => sheet.list("explain.when_all", each(speaker, tests)),
        test => sheet.under("explain.when", &flat(&speaker.said(test))),
    }
    sheet.list("explain.guard", each(speaker, &advice.guard));
    sheet.under("explain.gate", &advice.gate.as_ref().map(|test| flat(&speaker.said(test))).unwrap_or_default());
    sheet.list("explain.in_place", each(speaker, &advice.in_place));
    let shown = advice.effects.iter().map(|effect| seen(speaker, advice, effect));
    sheet.list("explain.seen", shown.collect::<Vec<_>>());
    sheet.under("explain.ground", &text(&advice.effect, "effect"));
    sheet.sources(&advice.sources);
    let shows: Vec<String> = advice.shows.iter().map(|at| speaker.indicator(*at)).collect();
    sheet.list("explain.shows", shows);
    sheet.list("explain.serves", advice.serves.iter().map(|finding| speaker.finding(*finding)).collect::<Vec<_>>());
    let same = |other: &&(usize, &Advice)| other.0 != at && advice.merge.is_some() && other.1.merge == advice.merge;
    let all: Vec<(usize, &Advice)> = speaker.playbook.advice.iter().enumerate().collect();
    sheet.list("explain.merged", all.iter().filter(same).map(|(at, _)| speaker.advice(*at)).collect::<Vec<_>>());
    let tests: Vec<&Test> =
        [&advice.when].into_iter().chain(&advice.guard).chain(&advice.gate).chain(&advice.in_place).collect();
    let aims = advice.effects.iter().filter_map(|effect| effect.subject.indicator());
    let looked_at = tests.iter().flat_map(|test| test.indicators());
    // What it serves stands above with its id.
    let findings = tests.iter().flat_map(|test| test.findings()).filter(|finding| !advice.serves.contains(finding));
    sheet.named(findings, looked_at.chain(aims).chain(advice.shows.iter().copied()));
    sheet.done()
}

fn each(speaker: &Speaker<'_>, tests: &[Test]) -> Vec<String> {
    tests.iter().map(|test| flat(&speaker.said(test))).collect()
}

/// Kind, level, actors and effort.
fn about(speaker: &Speaker<'_>, advice: &Advice) -> Vec<String> {
    let words = speaker.words;
    let kind = match advice.kind {
        AdviceKind::Advice => words.ui("explain.kind.advice").to_owned(),
        AdviceKind::Step(step) => words.say("explain.kind.step", &[("value", step.to_string().into())]),
        AdviceKind::Guard => words.ui("explain.kind.guard").to_owned(),
    };
    let mut about = vec![kind];
    let levels = match advice.level {
        AdviceLevel::Group => vec![Level::Group],
        AdviceLevel::Place => vec![Level::Place],
        AdviceLevel::Both => vec![Level::Group, Level::Place],
    };
    about.extend(levels.into_iter().map(|level| words.ui(super::finding::level(level)).to_owned()));
    if advice.kind != AdviceKind::Guard {
        about.push(words.say("explain.who", &[("value", words.actors(&advice.actors).into())]));
        let effort = words.ui(&format!("effort.{}", advice.effort.id())).to_owned();
        about.push(words.say("explain.effort", &[("value", effort.into())]));
    }
    about
}

/// An effect to look for: what, up to where, and when.
fn seen(speaker: &Speaker<'_>, advice: &Advice, effect: &Effect) -> String {
    let words = speaker.words;
    let level = if advice.level == AdviceLevel::Place { Level::Place } else { Level::Group };
    let what = match &effect.subject {
        Subject::Indicator(at) => {
            let indicator = speaker.playbook.indicators.get(*at);
            let to = indicator.and_then(|i| Some((i, effect.to.or(i.aim(GroupType::Other, Platform::Mixed))?)));
            let name = speaker.subject(&effect.subject);
            let name = match indicator {
                Some(i) if i.level == Level::Group && level == Level::Place => {
                    words.say("explain.groups_median", &[("what", name.into())])
                }
                _ => name,
            };
            match to {
                Some((indicator, to)) => {
                    let to = words.value(indicator.unit, to, None);
                    words.say("explain.toward", &[("what", name.into()), ("value", to.into())])
                }
                None => name,
            }
        }
        Subject::Field(_) => {
            let key = if effect.up == Some(false) { "explain.falling" } else { "explain.rising" };
            words.say(key, &[("what", speaker.subject(&effect.subject).into())])
        }
    };
    let key = if effect.first == effect.months { "explain.within" } else { "explain.within_range" };
    let places =
        [("what", what.into()), ("first", effect.first.to_string().into()), ("n", (effect.months as usize).into())];
    begun(&words.say(key, &places))
}
