//! The site as a whole.

use super::{Lang, Localized, Period};

/// How much is withheld. Values in `domain` order of strictness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Profile {
    /// No control; the output carries a banner and `noindex`, and `--publish` refuses it.
    Internal,
    /// Nothing withheld: the counts are public already, for a printed reason.
    Open,
    /// Counts of 1 to 4 persons withheld.
    Standard,
    /// Counts of 1 to 9 persons withheld, others rounded to 5.
    Strict,
    /// Counts of 1 to 7 withheld, others rounded to 5.
    UkHealth,
}

/// Disclosure control of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// The profile.
    pub profile: Profile,
    /// The smallest count of persons that is published.
    pub minimum_count: u32,
    /// Why nothing needs to be withheld, for the profile `open`.
    pub reason: Localized,
}

/// Who publishes the site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Publisher {
    /// Name.
    pub name: Localized,
    /// Home page.
    pub url: Option<String>,
    /// Contact address.
    pub email: Option<String>,
}

/// How the score is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Scoring {
    /// Lower bounds of the grades A, B, C and D.
    pub grades: [f64; 4],
    /// Weights of dimensions by id, where the site changes them.
    pub weights: Vec<(String, f64)>,
    /// Measured periods before a group is judged.
    pub minimum_periods: usize,
    /// Share of the dimension weights that must be shown for an overall score.
    pub minimum_coverage: f64,
    /// Core dimensions by id; all but one of them must be shown.
    pub core_dimensions: Vec<String>,
    /// Whether scores carry intervals. They always do; only the benchmark leaves them out, to say what they cost.
    pub intervals: bool,
}

impl Default for Scoring {
    fn default() -> Self {
        Self {
            grades: [80.0, 65.0, 50.0, 35.0],
            weights: Vec::new(),
            minimum_periods: 3,
            minimum_coverage: 2.0 / 3.0,
            core_dimensions: ["activity", "interaction", "renewal", "content", "governance"].map(String::from).to_vec(),
            intervals: true,
        }
    }
}

/// Term list for Traditional Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HantTerms {
    /// Taiwan terms (社群營運、使用者).
    #[default]
    Taiwan,
    /// Mainland terms in traditional characters (社群運營、用戶).
    Mainland,
}

/// Which pages have a card: the picture that stands for a page where its link is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Cards {
    /// None.
    None,
    /// The overview and the places.
    #[default]
    Places,
    /// These and the groups: a card costs more than a page.
    All,
}

/// What `site.yaml` says, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// Title.
    pub title: Localized,
    /// One or two sentences.
    pub summary: Localized,
    /// Publisher.
    pub publisher: Publisher,
    /// Absolute address of the published site, ending in `/`; only for what needs absolute URLs.
    pub base_url: Option<String>,
    /// Languages; the first lives at the root. Never empty.
    pub languages: Vec<Lang>,
    /// SPDX id of the data's licence.
    pub licence: Option<String>,
    /// Last period reported.
    pub as_of: Option<Period>,
    /// Disclosure control.
    pub disclosure: Disclosure,
    /// Scoring.
    pub scoring: Scoring,
    /// Whether `/data/history/` is written.
    pub history: bool,
    /// Term list for Traditional Chinese.
    pub hant_terms: HantTerms,
    /// Which pages have a card.
    pub cards: Cards,
    /// Whether everything on the site is invented.
    pub fictional: bool,
}

impl Site {
    /// The language at the root.
    pub fn default_language(&self) -> &Lang {
        // `languages` is never empty: the reader puts `en` where nothing is given.
        &self.languages[0]
    }
}
