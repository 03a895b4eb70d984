//! Lists against the counts they belong to, and counts that would have to be cut to be used: each is said, none is cut in
//! silence.

use super::measured::Measured;
use crate::model::field::{FieldId, FieldTable, Kind};
use crate::model::series::Lists;
use crate::model::{Period, Series};
use crate::problem::Severity;

/// Surveys of the members.
const SURVEYS: [&str; 4] = ["trust", "belonging", "pressure", "satisfaction"];

/// Reports what contradicts itself in the periods of a group.
pub fn check(series: &Series, fields: &FieldTable, measured: &mut Measured<'_>) {
    let id = |name: &str| fields.id(name).filter(|id| series.has(*id));
    let surveys = SURVEYS.map(|name| id(&format!("survey.{name}.n")));
    let [threads, unanswered, incidents, referral] =
        ["threads", "threads_unanswered", "incidents", "joined_by_referral"].map(id);
    let flow = ["members_start", "joined", "left", "removed", "moved_out"].map(id);
    let contributions = ["contrib.n", "contrib.total", "contrib.top1", "contrib.half_count"].map(id);
    let recommend = ["recommend.promoter", "recommend.passive", "recommend.detractor"].map(id);
    let members = id("members_end");
    for (row, period) in series.periods().iter().enumerate() {
        let get = |field: Option<FieldId>| field.and_then(|field| series.get(field, row));
        if let [Some(start), Some(joined), left, removed, moved_out] = flow.map(get) {
            let there = (start + joined / 2.0, start + joined);
            match left.zip(removed) {
                Some((left, removed)) => more_left_than_were_there(*period, "left", left + removed, there, measured),
                None => more_left_than_were_there(*period, "moved_out", moved_out.unwrap_or(0.0), there, measured),
            }
        }
        summary(*period, contributions.map(get), measured);
        let answers: Option<f64> = recommend.map(get).into_iter().sum();
        if let (Some(answers), Some(members)) = (answers, get(members))
            && answers > members
        {
            let message =
                format!("`recommend` of {period} holds {answers} answers, more than the {members} members there are");
            let help = "count each member once: more answers than members say less than they seem to";
            measured.report(Severity::Warning, *period, "recommend", ("more-than-whole", message, help.to_owned()));
        }
        for (name, answers) in SURVEYS.into_iter().zip(surveys.map(get)) {
            if let (Some(answers), Some(members)) = (answers, get(members))
                && answers > members
            {
                let field = format!("survey.{name}.n");
                let message = format!("`{field}` of {period} is {answers}, more than the {members} members there are");
                let help = "count each member once; with more answers than members no error of sampling is known";
                measured.report(Severity::Warning, *period, &field, ("more-than-whole", message, help.to_owned()));
            }
        }
        if let Some(lists) = series.lists(row) {
            threads_and_lists(*period, lists, get(threads), get(unanswered), measured);
            incidents_and_lists(*period, lists, get(incidents), measured);
            referrals(*period, lists, get(referral), measured);
        }
    }
}

/// Warns of the first amount of money that has no currency.
pub fn money(series: &Series, fields: &FieldTable, measured: &mut Measured<'_>) {
    let money: Vec<_> = fields.iter().filter(|(id, _, kind)| *kind == Kind::Money && series.has(*id)).collect();
    if money.is_empty() {
        return;
    }
    for (row, period) in series.periods().iter().enumerate() {
        let known = series.lists(row).is_some_and(|lists| lists.currency.is_some());
        let bare = money.iter().find(|(id, ..)| !known && series.get(*id, row).is_some());
        if let Some((_, name, _)) = bare {
            let message = format!("`{name}` of {period} is money, but nothing says in which currency");
            let help =
                "add `currency:` to each period, three capital letters (ISO 4217) such as `CNY` or `EUR`".to_owned();
            measured.report(Severity::Warning, *period, name, ("no-currency", message, help));
            return;
        }
    }
}

/// Churn is a share of the members there were on average; more than those cannot have left, and the share is cut at all.
///
/// So is switching. `there` is how many there were on average and in all.
fn more_left_than_were_there(period: Period, field: &str, gone: f64, there: (f64, f64), measured: &mut Measured<'_>) {
    let (average, most) = there;
    if gone > most {
        let message = format!("{gone} members left in {period}, but no more than {most} can have been there");
        let help = "correct the numbers of members and flows: nobody leaves who was not there".to_owned();
        measured.report(Severity::Error, period, field, ("more-than-whole", message, help));
    } else if gone > average {
        let message = format!("{gone} members left in {period}, more than the {average} there were on average");
        let help =
            "check the numbers; if they are true, the share that left in this period is given as all of the members";
        measured.report(Severity::Warning, period, field, ("stock-and-flow", message, help.to_owned()));
    }
}

/// A summary of contributions that no list can have.
fn summary(period: Period, [n, total, most, half]: [Option<f64>; 4], measured: &mut Measured<'_>) {
    if let (Some(n), Some(half)) = (n, half)
        && n > 0.0
        && half > (n / 2.0).ceil()
    {
        let message = format!(
            "`contrib.half_count` of {period} is {half}, but of {n} contributors the {} most active always make half of all",
            (n / 2.0).ceil()
        );
        let help = "count from the most active down how many made half of all contributions together".to_owned();
        measured.report(Severity::Error, period, "contrib.half_count", ("more-than-whole", message, help));
    }
    if let (Some(n), Some(total), Some(most)) = (n, total, most)
        && most * n < total
    {
        let message = format!(
            "`contrib.top1` of {period} is {most}, but {total} contributions of {n} people make {} each",
            total / n
        );
        let help = "correct one of the three: the most active contributor made at least the mean".to_owned();
        measured.report(Severity::Error, period, "contrib.top1", ("less-than-mean", message, help));
    }
}

fn threads_and_lists(
    period: Period,
    lists: &Lists,
    threads: Option<f64>,
    unanswered: Option<f64>,
    measured: &mut Measured<'_>,
) {
    let open = lists.open_thread_hours.as_ref().map(|list| list.len() as f64);
    if let (Some(open), Some(count)) = (open, unanswered)
        && open > count
    {
        let message =
            format!("`open_thread_hours` of {period} lists {open} threads, but `threads_unanswered` says {count}");
        let help = "list the unanswered threads only: every age in the list counts as still waiting".to_owned();
        measured.report(Severity::Warning, period, "open_thread_hours", ("long-list", message, help));
    }
    let answered = lists.first_reply_hours.as_ref().map(|list| list.len() as f64);
    let whole = answered.map(|answered| answered + open.unwrap_or(0.0));
    if let (Some(whole), Some(threads)) = (whole, threads)
        && whole > threads
    {
        let message = format!("the lists of {period} hold {whole} threads, more than `threads` ({threads})");
        let help = "list the first reply of each thread once, and the age of those without one".to_owned();
        measured.report(Severity::Error, period, "first_reply_hours", ("more-than-whole", message, help));
    }
    // With the open ones known, the median is taken to speak of all threads.
    let complete = open.is_some() || unanswered == Some(0.0);
    if let (Some(whole), Some(threads), true) = (whole, threads, complete)
        && whole < threads
    {
        let message = format!("the lists of {period} hold {whole} threads, but `threads` says {threads}");
        let help =
            "list the first reply of every answered thread and the age of every other: the median time to the first \
                    reply is of those in the lists"
                .to_owned();
        measured.report(Severity::Warning, period, "first_reply_hours", ("short-list", message, help));
    }
}

fn incidents_and_lists(period: Period, lists: &Lists, incidents: Option<f64>, measured: &mut Measured<'_>) {
    let Some(settled) = lists.incident_hours.as_ref() else { return };
    // Without a list of the open ones it is not known which are missing.
    let Some(open) = lists.open_incident_hours.as_ref() else { return };
    let listed = (settled.len() + open.len()) as f64;
    if let Some(count) = incidents.filter(|count| listed < *count) {
        let message = format!("the lists of {period} hold {listed} incidents, but `incidents` says {count}");
        let help = "list the hours of every settled incident and the age of every open one".to_owned();
        measured.report(Severity::Warning, period, "incident_hours", ("short-list", message, help));
    }
}

fn referrals(period: Period, lists: &Lists, referral: Option<f64>, measured: &mut Measured<'_>) {
    let channels = lists.joined_by_channel.as_ref();
    let counted = channels.map(|map| map.iter().map(|(_, n)| f64::from(*n)).sum::<f64>());
    if let (Some(referral), Some(counted)) = (referral, counted)
        && referral > counted
    {
        let message =
            format!("`joined_by_referral` of {period} is {referral}, more than all of `joined_by_channel` ({counted})");
        let help = "name the way of every counted join: those by referral are counted among them".to_owned();
        measured.report(Severity::Error, period, "joined_by_referral", ("more-than-whole", message, help));
    }
}
