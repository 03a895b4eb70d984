//! `site.yaml`: the site as a whole.

use super::convert::{self, and, is_url, language_meant};
use super::fault::{Faults, Spot};
use super::raw::{RawDisclosure, RawPublisher, RawScoring, RawSite};
use super::shape::{CARDS, GRANULARITIES, HANT_TERMS, PROFILES};
use super::texts;
use super::yaml::typed::{List, Number, Text};
use crate::model::period::Granularity;
use crate::model::site::{Cards, Disclosure, HantTerms, Profile, Publisher, Scoring, Site};
use crate::model::{Lang, Localized};
use crate::playbook::Playbook;
use crate::problem::nearest::nearest;
use crate::words::languages::LANGUAGES;

/// The site, and the length of period its groups are expected to report.
pub struct SiteFile {
    /// The site.
    pub site: Site,
    /// `period`.
    pub granularity: Option<Granularity>,
    /// Whether `languages` is as the author meant it: else what is said about languages only follows from that.
    pub languages_known: bool,
}

impl SiteFile {
    /// Stands in for a file that could not be read: it may have had any language.
    pub fn unread() -> Self {
        let mut file = Self::default();
        file.site.languages = every_language();
        file.languages_known = false;
        file
    }
}

impl Default for SiteFile {
    fn default() -> Self {
        let site = Site {
            title: Localized::default(),
            summary: Localized::default(),
            publisher: Publisher::default(),
            base_url: None,
            languages: vec![Lang::new("en")],
            licence: None,
            as_of: None,
            disclosure: Disclosure { profile: Profile::Standard, minimum_count: 5, reason: Localized::default() },
            scoring: Scoring::default(),
            history: true,
            hant_terms: HantTerms::default(),
            cards: Cards::default(),
            fictional: false,
        };
        Self { site, granularity: None, languages_known: true }
    }
}

/// Checks `site.yaml`, but for what needs the playbook. `publish` refuses a profile that withholds nothing; `own` are
/// the languages whose texts the site brings.
pub fn site(raw: RawSite, publish: bool, own: &[&str], faults: &mut Faults) -> SiteFile {
    let RawSite {
        title,
        summary,
        publisher,
        base_url,
        languages,
        licence,
        as_of,
        period,
        disclosure,
        scoring,
        data,
        terms,
        cards,
        fictional,
    } = raw;
    let mut file = SiteFile::default();
    let site = &mut file.site;
    if let Some(languages) = languages {
        let before = faults.0.len();
        site.languages = checked_languages(&languages, own, faults);
        file.languages_known = faults.0.len() == before;
    }
    let languages = site.languages.clone();
    match title {
        Some(title) => site.title = convert::local(&title, &Spot::key("title"), &languages, faults),
        None => {
            let help = "add `title:` with the title of the site";
            faults.error(Spot::lacking("title"), "missing-key", "`title` is missing", help);
        }
    }
    if let Some(summary) = summary {
        site.summary = convert::local(&summary, &Spot::key("summary"), &languages, faults);
    }
    site.publisher = publisher.map(|raw| checked_publisher(raw, &languages, faults)).unwrap_or_default();
    site.base_url = base_url.and_then(|raw| checked_base(&raw, faults));
    site.licence = licence.and_then(|raw| checked_licence(&raw, faults));
    site.as_of = as_of.and_then(|raw| convert::period(&raw, Spot::key("as_of"), faults));
    file.granularity = period.and_then(|raw| granularity(&raw, faults));
    if let Some(raw) = disclosure {
        site.disclosure = checked_disclosure(raw, &languages, faults);
    }
    if publish && site.disclosure.profile == Profile::Internal {
        let help = "choose `standard`, or leave `--publish` out for a site that only insiders read";
        let spot = Spot::key("disclosure").then("profile");
        faults.error(
            spot,
            "not-for-publishing",
            "the profile `internal` withholds nothing, so it cannot be published",
            help,
        );
    }
    site.scoring = scoring.map(|raw| checked_scoring(raw, faults)).unwrap_or_default();
    site.history = data.and_then(|data| data.history).unwrap_or(true);
    if let Some(raw) = terms.and_then(|terms| terms.zh_hant) {
        let spot = Spot::key("terms").then("zh-Hant");
        if convert::word(&raw.0, HANT_TERMS, "term list", spot, faults) == Some(1) {
            site.hant_terms = HantTerms::Mainland;
        }
    }
    site.cards = cards.map(|raw| checked_cards(&raw, faults)).unwrap_or_default();
    site.fictional = fictional.unwrap_or(false);
    file
}

/// Whether the dimensions that `scoring` names exist.
pub fn known_dimensions(site: &Site, playbook: &Playbook, faults: &mut Faults) {
    let scoring = Spot::key("scoring");
    let mut check = |id: &str, spot: Spot| {
        if playbook.dimension(id).is_some() {
            return;
        }
        let help = match nearest(id, playbook.dimensions.iter().map(|dimension| &*dimension.id)) {
            Some(meant) => format!("write `{meant}`"),
            None => {
                let known: Vec<_> = playbook.dimensions.iter().map(|dimension| format!("`{}`", dimension.id)).collect();
                format!("use one of {}", known.join(", "))
            }
        };
        faults.error(spot, "unknown-dimension", format!("there is no dimension `{id}`"), help);
    };
    for (id, _) in &site.scoring.weights {
        check(id, scoring.clone().then("weights").then(id).itself());
    }
    if site.scoring.core_dimensions != Scoring::default().core_dimensions {
        for (at, id) in site.scoring.core_dimensions.iter().enumerate() {
            check(id, scoring.clone().then("core_dimensions").item(at));
        }
    }
}

fn checked_languages(raw: &List<Text>, own: &[&str], faults: &mut Faults) -> Vec<Lang> {
    let spoken: Vec<&str> = LANGUAGES.iter().map(|known| known.tag).chain(own.iter().copied()).collect();
    let known: Vec<String> = LANGUAGES.iter().map(|known| format!("`{}`", known.tag)).collect();
    let mut languages: Vec<Lang> = Vec::new();
    for (at, Text(tag)) in raw.0.iter().enumerate() {
        let spot = Spot::key("languages").item(at);
        if !spoken.contains(&&**tag) {
            let meant = language_meant(tag);
            let help = match meant {
                Some(meant) => format!("write `{meant}`"),
                None => format!("choose among {}, or bring its texts as `{}{tag}.yaml`", and(&known), texts::FOLDER),
            };
            // Texts in the language that was meant are not called foreign as well.
            languages.extend(meant.map(Lang::new).filter(|meant| !languages.contains(meant)));
            faults.error(spot, "unknown-language", format!("this program does not speak `{tag}`"), help);
        } else if languages.iter().any(|lang| lang.tag() == &**tag) {
            faults.error(spot, "duplicate", format!("`{tag}` is listed twice"), "delete one of the two");
        } else {
            languages.push(Lang::new(tag));
        }
    }
    if languages.is_empty() {
        if raw.0.is_empty() {
            let help = format!("list at least one of {}, or delete the key", and(&known));
            faults.error(Spot::key("languages"), "empty-value", "there is no language here", help);
        }
        return every_language();
    }
    languages
}

fn every_language() -> Vec<Lang> {
    LANGUAGES.iter().map(|known| Lang::new(known.tag)).collect()
}

fn checked_publisher(raw: RawPublisher, languages: &[Lang], faults: &mut Faults) -> Publisher {
    let RawPublisher { name, url, email } = raw;
    let publisher = Spot::key("publisher");
    let at = |key: &str| publisher.clone().then(key);
    let email = email.and_then(|Text(email)| {
        let good = email.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
            && !email.contains(|c: char| c.is_whitespace() || "<>\"'?&,;:\\".contains(c));
        if !good {
            let help = "write it as `name@example.org`";
            faults.error(at("email"), "wrong-address", format!("`{email}` is not an e-mail address"), help);
        }
        good.then(|| email.to_string())
    });
    Publisher {
        name: name.map(|name| convert::local(&name, &at("name"), languages, faults)).unwrap_or_default(),
        url: url.and_then(|raw| convert::url(&raw, at("url"), faults)),
        email,
    }
}

/// An absolute address that ends in `/`.
fn checked_base(raw: &Text, faults: &mut Faults) -> Option<String> {
    let text = &*raw.0;
    if !is_url(text) || text.contains(['?', '#']) {
        let help = "write the whole address of the folder, as in `https://example.org/communities/`";
        let message = format!("`{text}` is not the address of a site");
        faults.error(Spot::key("base_url"), "wrong-address", message, help);
        return None;
    }
    Some(format!("{}/", text.trim_end_matches('/')))
}

/// An SPDX id, or several joined as SPDX joins them (`CC-BY-4.0 OR ODbL-1.0`); `LicenseRef-…` names one of its own.
fn checked_licence(raw: &Text, faults: &mut Faults) -> Option<String> {
    let text = raw.0.trim();
    let Err(error) = spdx::Expression::parse(text) else { return Some(text.to_owned()) };
    // The licences that data are given out under come first where two names are as near.
    let common = ["CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "ODbL-1.0", "ODC-By-1.0", "PDDL-1.0", "OGL-UK-3.0"];
    let known = || common.into_iter().chain(spdx::identifiers::LICENSES.iter().map(|licence| licence.name));
    let part = text.get(error.span).unwrap_or_default();
    let help = match (nearest(text, known()), nearest(part, known())) {
        (Some(meant), _) => format!("write `{meant}`"),
        (None, Some(meant)) => format!("write `{meant}` for `{part}`"),
        _ => "write its SPDX id, such as `CC-BY-4.0`, `CC0-1.0` or `ODbL-1.0` (https://spdx.org/licenses/)".to_owned(),
    };
    faults.error(Spot::key("licence"), "wrong-licence", format!("`{text}` is not the SPDX id of a licence"), help);
    None
}

fn checked_cards(raw: &Text, faults: &mut Faults) -> Cards {
    match convert::word(&raw.0, CARDS, "choice of cards", Spot::key("cards"), faults) {
        Some(0) => Cards::None,
        Some(2) => Cards::All,
        _ => Cards::Places,
    }
}

fn granularity(raw: &Text, faults: &mut Faults) -> Option<Granularity> {
    let at = convert::word(&raw.0, GRANULARITIES, "length of period", Spot::key("period"), faults)?;
    [Granularity::Week, Granularity::Month, Granularity::Quarter, Granularity::Year].get(at).copied()
}

fn checked_disclosure(raw: RawDisclosure, languages: &[Lang], faults: &mut Faults) -> Disclosure {
    let RawDisclosure { profile, minimum_count, reason } = raw;
    let spot = Spot::key("disclosure");
    let chosen = profile
        .and_then(|raw| convert::word(&raw.0, PROFILES, "disclosure profile", spot.clone().then("profile"), faults));
    let (profile, least) = match chosen {
        Some(0) => (Profile::Internal, 0),
        Some(1) => (Profile::Open, 0),
        Some(3) => (Profile::Strict, 10),
        Some(4) => (Profile::UkHealth, 8),
        _ => (Profile::Standard, 5),
    };
    let reason =
        reason.map(|raw| convert::local(&raw, &spot.clone().then("reason"), languages, faults)).unwrap_or_default();
    if profile == Profile::Open && reason.is_empty() {
        let help = "add `reason:`, such as `reason: every count here is public already`; the site prints it";
        faults.error(spot.clone().then("profile"), "missing-key", "the profile `open` needs a reason", help);
    }
    let mut minimum = least;
    if let Some(raw) = minimum_count {
        let at = spot.then("minimum_count");
        if let Some(count) = convert::count(raw, "minimum_count", at.clone(), faults) {
            if count < least {
                let id = PROFILES.get(chosen.unwrap_or(2)).copied().unwrap_or_default();
                let message = format!(
                    "`minimum_count` may only raise the {least} of the profile `{id}`, not lower it to {count}"
                );
                faults.error(at, "too-low", message, format!("write {least} or more, or delete the key"));
            } else {
                minimum = count;
            }
        }
    }
    Disclosure { profile, minimum_count: minimum, reason }
}

fn checked_scoring(raw: RawScoring, faults: &mut Faults) -> Scoring {
    let RawScoring { grades, weights, minimum_periods, minimum_coverage, core_dimensions } = raw;
    let spot = Spot::key("scoring");
    let at = |key: &str| spot.clone().then(key);
    let mut scoring = Scoring::default();
    if let Some(grades) = grades {
        let bounds = [grades.A.0, grades.B.0, grades.C.0, grades.D.0];
        if bounds.windows(2).all(|pair| pair[0] > pair[1]) && bounds[0] <= 100.0 && bounds[3] >= 0.0 {
            scoring.grades = bounds;
        } else {
            let help = "write four scores from 100 down to 0, as in `{A: 80, B: 65, C: 50, D: 35}`";
            faults.error(at("grades"), "wrong-grades", "the grades do not go down from A to D within 100 and 0", help);
        }
    }
    for (id, Number(weight)) in weights.unwrap_or_default().0 {
        if weight < 0.0 {
            let help = "write 0 to leave a dimension out, or a weight above 0";
            faults.error(at("weights").then(&id), "negative", format!("the weight of `{id}` is negative"), help);
        }
        scoring.weights.push((id.to_string(), weight));
    }
    if let Some(raw) = minimum_periods
        && let Some(count) = convert::count(raw, "minimum_periods", at("minimum_periods"), faults)
    {
        if count == 0 {
            let help = "write 1 or more: a group without a measured period cannot be judged";
            faults.error(at("minimum_periods"), "too-low", "`minimum_periods` is 0", help);
        }
        scoring.minimum_periods = count.max(1) as usize;
    }
    if let Some(Number(share)) = minimum_coverage {
        if (0.0..=1.0).contains(&share) {
            scoring.minimum_coverage = share;
        } else {
            let help = "write a share between 0 and 1, such as `0.67`";
            faults.error(at("minimum_coverage"), "not-a-share", format!("{share} is not a share"), help);
        }
    }
    if let Some(list) = core_dimensions {
        scoring.core_dimensions = list.0.into_iter().map(|Text(id)| id.to_string()).collect();
    }
    scoring
}
