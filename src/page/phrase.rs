//! Values in words: with their unit, interval, sample and mark, and the state where there is none.
//! Every text made here is safe as markup.

use super::tongue::Tongue;
use crate::disclose::Published;
use crate::model::quantity::{Basis, Estimate, Tier};
use crate::playbook::test::Bound;
use crate::playbook::{Mark, Unit};
use crate::words::{Arg, Digits};

impl Tongue<'_> {
    /// A message of the pages with its places filled; the arguments are markup already.
    pub fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.words.say(key, args)
    }

    /// An interval in the unit: `23–67%`, `21–41 hours`; open ends in words.
    pub fn interval(&self, unit: Unit, lower: f64, upper: f64, digits: impl Into<Digits>) -> String {
        let mut out = String::new();
        self.put_interval(&mut out, unit, lower, upper, digits.into());
        out
    }

    /// An estimate with everything that says how far it can be trusted: `44% (23–67%, n = 16, few cases)`.
    ///
    /// `more` is how many decimals it has beyond those that its sample carries: see
    /// [`apart`](crate::words::digits::apart).
    pub fn estimate(&self, unit: Unit, estimate: &Estimate, more: usize) -> String {
        let digits = Digits::finer(estimate.n, more);
        let value = self.amount_finer(unit, estimate, digits);
        let value = match estimate.basis {
            Basis::AtLeast => self.say("page.estimate.at_least", &[("value", value.into())]),
            _ => value,
        };
        let text = self.with_interval(unit, estimate, value, digits);
        match self.basis(estimate.basis) {
            "" => text,
            basis => self.say("page.estimate.basis", &[("estimate", text.into()), ("basis", basis.into())]),
        }
    }

    /// The value of an estimate in its unit; a band from end to end: `3–4 people`, `5 people or more`.
    pub fn amount(&self, unit: Unit, estimate: &Estimate) -> String {
        self.amount_finer(unit, estimate, estimate.n.into())
    }

    /// The same so finely.
    pub fn amount_finer(&self, unit: Unit, estimate: &Estimate, digits: Digits) -> String {
        match (estimate.basis, estimate.lower, estimate.upper) {
            (Basis::Band, Some(lower), Some(upper)) => self.interval(unit, lower, upper, estimate.n),
            _ => self.words.value(unit, estimate.value, digits),
        }
    }

    /// What limits an estimate, in words; empty where nothing does that its value does not say itself.
    pub fn basis(&self, basis: Basis) -> &str {
        match basis {
            Basis::Complete | Basis::AtLeast | Basis::Band => "",
            Basis::AnsweredOnly => self.words.ui("page.basis.answered_only"),
            Basis::Declared => self.words.ui("page.basis.declared"),
            Basis::Memberships => self.words.ui("page.basis.memberships"),
        }
    }

    fn with_interval(&self, unit: Unit, estimate: &Estimate, value: String, digits: Digits) -> String {
        let interval = match (estimate.lower, estimate.upper) {
            (Some(lower), Some(upper)) if estimate.basis != Basis::Band => {
                Some(self.interval(unit, lower, upper, digits))
            }
            _ => None,
        };
        let count = estimate.n.map(|n| self.words.number(n, 0));
        let key = match (&interval, &count, estimate.tier) {
            (Some(_), Some(_), Tier::Few) => "page.estimate.interval_few",
            (Some(_), Some(_), Tier::Imprecise) => "page.estimate.interval_imprecise",
            (Some(_), Some(_), Tier::Normal) => "page.estimate.interval_n",
            (Some(_), None, _) => "page.estimate.interval",
            (None, Some(_), Tier::Few) => "page.estimate.few",
            (None, Some(_), _) => "page.estimate.n",
            (None, None, _) => return value,
        };
        let (interval, count) = (interval.unwrap_or_default(), count.unwrap_or_default());
        self.say(key, &[("value", value.into()), ("interval", interval.into()), ("count", count.into())])
    }

    /// Two values to be compared, written with the same number of decimals: `66.7 points` and `80.0 points`.
    pub fn pair(&self, unit: Unit, then: &Estimate, now: &Estimate) -> (String, String) {
        let bare = |e: &Estimate| self.words.bare(unit, e.value, e.n);
        let (a, b) = (bare(then), bare(now));
        let decimals = |text: &str| text.rsplit_once('.').map_or(0, |(_, decimals)| decimals.len());
        let most = decimals(&a).max(decimals(&b));
        let alike = matches!(unit, Unit::Count | Unit::Persons | Unit::Days | Unit::Points | Unit::Net);
        if !alike || decimals(&a) == decimals(&b) {
            return (self.amount(unit, then), self.amount(unit, now));
        }
        let write = |e: &Estimate| {
            let bare = self.words.number(e.value, most);
            self.say(crate::words::text::unit_message(unit), &[("v", bare.into()), ("n", Arg::Count(2))])
        };
        (write(then), write(now))
    }

    /// A published estimate in words, or why there is none.
    pub fn spoken(&self, unit: Unit, cell: &Published<&Estimate>) -> String {
        self.spoken_finer(unit, cell, 0)
    }

    /// The same with so many decimals more.
    pub fn spoken_finer(&self, unit: Unit, cell: &Published<&Estimate>, more: usize) -> String {
        match cell {
            Published::Value(estimate) => self.estimate(unit, estimate, more),
            other => self.words.ui(&format!("status.{}", other.state().unwrap_or("missing"))).to_owned(),
        }
    }

    /// A line that values are held against, with so many decimals more: `75%` beside `74.6%`.
    pub fn line(&self, unit: Unit, line: f64, more: usize) -> String {
        self.words.value(unit, line, Digits::finer(None, more).plain(unit, line))
    }

    /// A threshold with its mark: `30% (C)`.
    pub fn threshold(&self, unit: Unit, bound: Bound, mark: Mark, more: usize) -> String {
        self.marked(self.line(unit, bound.limit(), more), mark)
    }

    /// A number with the mark of what it comes from.
    pub fn marked(&self, value: String, mark: Mark) -> String {
        self.say("page.threshold.at", &[("value", value.into()), ("mark", self.mark(mark).into())])
    }

    /// A score out of 100: whole, or with one decimal where the site's profile allows it.
    pub fn points(&self, score: f64) -> String {
        self.words.number(score, usize::from(score.fract() != 0.0))
    }

    /// A difference with its sign, in the unit, so finely; differences of shares are percentage points.
    pub fn difference(&self, unit: Unit, value: f64, more: usize) -> String {
        let bare = self.signed(unit, value, more);
        match unit {
            Unit::Percent => self.say("page.difference.percent", &[("v", bare.into()), ("n", plural(value * 100.0))]),
            _ => {
                let amount = self.words.value(unit, value.abs(), Digits::finer(None, more));
                let key = if value < 0.0 { "page.difference.less" } else { "page.difference.more" };
                self.say(key, &[("v", amount.into())])
            }
        }
    }

    /// A number with its sign, without its unit, so finely.
    pub fn signed(&self, unit: Unit, value: f64, more: usize) -> String {
        let digits = Digits::finer(None, more);
        let bare = self.words.bare(unit, value, digits);
        let (shown, decimals) = digits.of(unit, value);
        if crate::words::number::printed(shown, decimals) > 0.0 { format!("+{bare}") } else { bare }
    }
}

/// The plural form of a number that is already written out: `1` or another.
fn plural(value: f64) -> Arg<'static> {
    Arg::Count(if value.abs().round() == 1.0 { 1 } else { 2 })
}
