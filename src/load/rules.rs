//! What cannot be: a part above its whole, a numerator above its denominator, more days than the calendar has.

use super::measured::Measured;
use crate::model::field::{FieldId, Kind};
use crate::model::{Period, Series};
use crate::playbook::{Measure, Playbook};
use crate::problem::Severity;

/// `(part, whole)`: the part is counted among the whole.
const PARTS: &[(&str, &str)] = &[
    ("joined_by_referral", "joined"),
    ("moved_in", "joined"),
    ("dau_mean", "active"),
    ("dau_mean", "wau_mean"),
    ("wau_mean", "active"),
    ("active_last7", "active"),
    ("posters", "active"),
    ("active", "members_end"),
    ("posters", "members_end"),
    ("threads_replied_in_target", "threads"),
    ("threads_unanswered", "threads"),
    ("first_reply.n", "threads"),
    ("first_reply.p50", "first_reply.p90"),
    ("replies_by_members", "replies"),
    ("help_solved", "help_asked"),
    ("posters", "messages"),
    ("contrib.n", "contrib.total"),
    ("contrib.top1", "contrib.total"),
    ("contrib.top10pct", "contrib.total"),
    ("contrib.top1", "contrib.top10pct"),
    ("contrib.half_count", "contrib.n"),
    ("newcomers_activated", "newcomers"),
    ("new_first_posts_replied", "new_first_posts"),
    ("new_posters_again", "new_posters"),
    ("prev_posters_again", "prev_posters"),
    ("items_original", "items"),
    ("items_duplicate", "items"),
    ("items_rated", "items"),
    ("items_on_topic", "items_rated"),
    ("items_responded", "items"),
    ("weeks_with_item", "weeks"),
    ("survey.trust.yes", "survey.trust.n"),
    ("survey.belonging.yes", "survey.belonging.n"),
    ("survey.pressure.yes", "survey.pressure.n"),
    ("survey.satisfaction.yes", "survey.satisfaction.n"),
    ("rewarded", "contributors"),
    ("needs_matched", "needs_posted"),
    ("feedback_answered", "feedback_received"),
    ("internet_share.yes", "internet_share.n"),
    ("transport_share.yes", "transport_share.n"),
    ("awareness.yes", "awareness.n"),
    ("members_unique", "population"),
];

/// Parts that together are at most their whole.
const SUMS: &[(&[&str], &[&str])] = &[
    (&["threads_replied_in_target", "threads_unanswered"], &["threads"]),
    (&["first_reply.n", "threads_unanswered"], &["threads"]),
    (
        &[
            "leave_reasons.need",
            "leave_reasons.management",
            "leave_reasons.content",
            "leave_reasons.pressure",
            "leave_reasons.other",
            "leave_reasons.unknown",
        ],
        &["left"],
    ),
    (&["moved_out"], &["left", "removed"]),
];

/// A share given ready made, or as two counts, but not both.
const EITHER: &[(&str, &str)] = &[("internet_share", "internet_share.n"), ("transport_share", "transport_share.n")];

/// Counts that say nothing without each other.
const HALVES: &[(&str, &str)] = &[
    ("survey.trust.yes", "survey.trust.n"),
    ("survey.belonging.yes", "survey.belonging.n"),
    ("survey.pressure.yes", "survey.pressure.n"),
    ("survey.satisfaction.yes", "survey.satisfaction.n"),
    ("internet_share.yes", "internet_share.n"),
    ("transport_share.yes", "transport_share.n"),
    ("awareness.yes", "awareness.n"),
];

/// The rules of a site: those of the format and those of its own proportions.
pub struct Rules {
    parts: Vec<(FieldId, FieldId)>,
    sums: Vec<(Vec<FieldId>, Vec<FieldId>)>,
    either: Vec<(FieldId, FieldId)>,
    halves: Vec<(FieldId, FieldId)>,
    /// Numbers that a list of their own would give once more: of contributions, of first replies.
    summed: [Vec<FieldId>; 2],
    days: Option<FieldId>,
    /// `joined`, `items`, `threads_unanswered`.
    wholes: [Option<FieldId>; 3],
}

impl Rules {
    /// Rules for the fields of a site.
    pub fn new(fields: &crate::model::field::FieldTable, playbook: &Playbook) -> Self {
        let id = |name: &str| fields.id(name);
        let pair = |(part, whole): &(&str, &str)| Some((id(part)?, id(whole)?));
        let ids = |names: &[&str]| names.iter().filter_map(|name| id(name)).collect::<Vec<_>>();
        let mut parts: Vec<_> = PARTS.iter().filter_map(pair).collect();
        let mut sums: Vec<_> = SUMS.iter().map(|(parts, whole)| (ids(parts), ids(whole))).collect();
        for indicator in &playbook.indicators {
            let Measure::Proportion { of, out_of } = &indicator.measure else { continue };
            match (of.as_slice(), out_of.as_slice()) {
                ([part], [whole]) if !parts.contains(&(*part, *whole)) => parts.push((*part, *whole)),
                ([_], [_]) => {}
                // A part of its own sum, such as removed of left and removed, cannot exceed it.
                _ if of.iter().all(|field| out_of.contains(field)) => {}
                _ => sums.push((of.clone(), out_of.clone())),
            }
        }
        let either = EITHER.iter().filter_map(pair).collect();
        let wholes = [id("joined"), id("items"), id("threads_unanswered")];
        let halves = HALVES.iter().filter_map(pair).collect();
        let contributions =
            ["n", "total", "top1", "top10pct", "half_count", "gini"].map(|key| format!("contrib.{key}"));
        let replies = ["p50", "p90", "n"].map(|key| format!("first_reply.{key}"));
        let summed =
            [contributions.as_slice(), &replies].map(|names| names.iter().filter_map(|name| id(name)).collect());
        Self { parts, sums, either, halves, summed, days: id("days"), wholes }
    }

    /// Reports everything in a series that cannot be.
    pub fn check(&self, series: &Series, measured: &mut Measured<'_>) {
        let periods = series.periods();
        for (part, whole) in self.parts.iter().filter(|(part, whole)| series.has(*part) && series.has(*whole)) {
            for (row, period) in periods.iter().enumerate() {
                if let (Some(a), Some(b)) = (series.get(*part, row), series.get(*whole, row))
                    && a > b
                {
                    let names = (measured.name(*part), measured.name(*whole));
                    above(names, (a, b), *period, measured);
                }
            }
        }
        for (parts, whole) in &self.sums {
            self.sum(series, parts, whole, measured);
        }
        for (share, counts) in self.either.iter().filter(|(share, counts)| series.has(*share) && series.has(*counts)) {
            for (row, period) in periods.iter().enumerate() {
                if series.get(*share, row).is_some() && series.get(*counts, row).is_some() {
                    let name = measured.name(*share);
                    let message = format!("`{name}` of {period} is given twice: as a share and as counts");
                    let help = "keep the counts `yes` and `n`; only they have an interval".to_owned();
                    measured.report(Severity::Error, *period, name, ("conflict", message, help));
                }
            }
        }
        self.halves(series, measured);
        self.days(series, measured);
        for (row, period) in periods.iter().enumerate() {
            self.twice(series, row, *period, measured);
            self.lists(series, row, *period, measured);
        }
    }

    fn sum(&self, series: &Series, parts: &[FieldId], whole: &[FieldId], measured: &mut Measured<'_>) {
        if !whole.iter().all(|field| series.has(*field)) || !parts.iter().any(|field| series.has(*field)) {
            return;
        }
        for (row, period) in series.periods().iter().enumerate() {
            let given: Vec<_> = parts.iter().filter_map(|field| Some((*field, series.get(*field, row)?))).collect();
            let total: f64 = given.iter().map(|(_, value)| value).sum();
            let limit: Option<f64> = whole.iter().map(|field| series.get(*field, row)).sum();
            let (Some(limit), Some((first, _))) = (limit, given.first()) else { continue };
            // One part alone above the whole has been reported as such.
            let alone = whole.len() == 1
                && given.iter().any(|(part, _)| {
                    self.parts.contains(&(*part, whole[0])) && total > limit && series.get(*part, row) > Some(limit)
                });
            if total > limit && !alone {
                let name = |fields: &[FieldId]| {
                    let names: Vec<String> =
                        fields.iter().map(|field| format!("`{}`", measured.name(*field))).collect();
                    super::convert::and(&names)
                };
                let fields: Vec<FieldId> = given.iter().map(|(field, _)| *field).collect();
                let verb = if fields.len() > 1 { "add up to" } else { "is" };
                let message =
                    format!("{} of {period} {verb} {total}, more than {} ({limit})", name(&fields), name(whole));
                let help = "correct the numbers: the parts are counted among the whole".to_owned();
                let block = measured.name(*first);
                let place = block.rsplit_once('.').map_or(block, |(outer, _)| outer);
                let place = if fields.len() > 1 && block.contains('.') { place } else { block };
                measured.report(Severity::Error, *period, place, ("more-than-whole", message, help));
            }
        }
    }

    fn days(&self, series: &Series, measured: &mut Measured<'_>) {
        let Some(days) = self.days.filter(|days| series.has(*days)) else { return };
        for (row, period) in series.periods().iter().enumerate() {
            let Some(given) = series.get(days, row) else { continue };
            let most = period.days();
            if given < 1.0 || given > f64::from(most) {
                let message = format!("{period} cannot have {given} days: the calendar gives it {most}");
                let help =
                    format!("write the days on which was counted, 1 to {most}, or leave `days` out for all of them");
                measured.report(Severity::Error, *period, "days", ("wrong-days", message, help));
            }
        }
    }

    /// Answers without the number of those asked, and the other way round.
    fn halves(&self, series: &Series, measured: &mut Measured<'_>) {
        for (yes, n) in self.halves.iter().filter(|(yes, n)| series.has(*yes) || series.has(*n)) {
            for (row, period) in series.periods().iter().enumerate() {
                let (given, lost) = match (series.get(*yes, row), series.get(*n, row)) {
                    (Some(_), None) => (*yes, *n),
                    (None, Some(_)) => (*n, *yes),
                    _ => continue,
                };
                let (given, lost) = (measured.name(given), measured.name(lost));
                let message = format!("`{given}` of {period} has no `{lost}` beside it");
                let help = format!("add `{lost}`, or delete `{given}`: one says nothing without the other");
                measured.report(Severity::Error, *period, given, ("missing-key", message, help));
            }
        }
    }

    /// A list and its sums for one period: which of them should count?
    fn twice(&self, series: &Series, row: usize, period: Period, measured: &mut Measured<'_>) {
        let Some(lists) = series.lists(row) else { return };
        let given = [
            ("contrib_counts", "contrib", lists.contrib_counts.is_some()),
            ("first_reply_hours", "first_reply", lists.first_reply_hours.is_some()),
        ];
        for ((list, block, listed), sums) in given.into_iter().zip(&self.summed) {
            if listed && sums.iter().any(|field| series.get(*field, row).is_some()) {
                let message = format!("`{list}` and `{block}` of {period} say the same thing twice");
                let help = format!("delete `{block}`: the program works it out from the list");
                measured.report(Severity::Error, period, block, ("conflict", message, help));
            }
        }
    }

    /// Lists and maps against the counts they belong to.
    fn lists(&self, series: &Series, row: usize, period: Period, measured: &mut Measured<'_>) {
        let Some(lists) = series.lists(row) else { return };
        let [joined, items, unanswered] = self.wholes.map(|field| field.and_then(|field| series.get(field, row)));
        let total = |map: &Option<Vec<(Box<str>, u32)>>| {
            map.as_ref().map(|map| map.iter().map(|(_, n)| f64::from(*n)).sum::<f64>())
        };
        let sums = [
            ("joined_by_channel", total(&lists.joined_by_channel), "joined", joined),
            ("items_by_format", total(&lists.items_by_format), "items", items),
        ];
        for (name, sum, whole, limit) in sums {
            if let (Some(sum), Some(limit)) = (sum, limit)
                && sum > limit
            {
                let message =
                    format!("the numbers of `{name}` of {period} add up to {sum}, more than `{whole}` ({limit})");
                let help = "count each one once, under one name".to_owned();
                measured.report(Severity::Error, period, name, ("more-than-whole", message, help));
            }
        }
        if let Some(shares) = &lists.culture_shares {
            let sum: f64 = shares.iter().map(|(_, share)| share).sum();
            if sum > 1.0 + 0.005 * shares.len().max(1) as f64 {
                let message = format!("the shares of {period} add up to {sum:.3}, more than 1");
                let help = "write shares of one whole, such as `{a: 0.71, b: 0.21, c: 0.08}`".to_owned();
                measured.report(Severity::Error, period, "culture_shares", ("more-than-whole", message, help));
            }
        }
        if let (Some(ages), Some(count)) = (&lists.open_thread_hours, unanswered)
            && (ages.len() as f64) < count
        {
            let message = format!(
                "`open_thread_hours` of {period} lists {} threads, but `threads_unanswered` says {count}",
                ages.len()
            );
            let help =
                "list the age of every unanswered thread: the median waiting time is wrong without them".to_owned();
            measured.report(Severity::Warning, period, "open_thread_hours", ("short-list", message, help));
        }
    }
}

/// A part above its whole.
fn above((part, whole): (&str, &str), (a, b): (f64, f64), period: Period, measured: &mut Measured<'_>) {
    let message = format!("`{part}` of {period} is {a}, more than `{whole}` ({b})");
    let help = match (part, whole) {
        ("active" | "posters", "members_end") => {
            "count only people who were still members at the end of the period, or correct `members_end`".to_owned()
        }
        ("first_reply.p50", _) => {
            "half of the replies came within `p50` hours, nine tenths within `p90`: swap or correct them".to_owned()
        }
        ("posters", "messages") => "correct one of them: whoever posted wrote at least one message".to_owned(),
        _ => format!("correct one of them: `{part}` is counted among `{whole}`"),
    };
    measured.report(Severity::Error, period, part, ("more-than-whole", message, help));
}

/// Kinds of field in which a jump is looked for.
pub fn can_jump(kind: Kind) -> bool {
    matches!(kind, Kind::Persons | Kind::Things | Kind::Amount | Kind::Money)
}
