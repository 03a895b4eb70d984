//! The word an author may have meant.

/// The one of `known` that `word` most likely stands for: the same letters in other case or with other joints, or
/// a slip of the keyboard or two.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    near(word, known).first().copied()
}

/// All of `known` that `word` stands for with the fewest slips, in their own order.
pub fn near<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let letters: Vec<char> = fold(word).chars().collect();
    if letters.is_empty() || word.len() > 100 {
        return Vec::new();
    }
    let most = (letters.len() / 3).clamp(1, 3);
    let mut found: Vec<(usize, &str)> = Vec::new();
    for candidate in known {
        let other: Vec<char> = fold(candidate).chars().collect();
        if letters.len().abs_diff(other.len()) > most {
            continue;
        }
        let distance = distance(&letters, &other);
        if distance <= most && distance < other.len() {
            found.push((distance, candidate));
        }
    }
    let least = found.iter().map(|(distance, _)| *distance).min();
    found.into_iter().filter(|(distance, _)| Some(*distance) == least).map(|(_, candidate)| candidate).collect()
}

/// What `word` may stand for, as a list to choose from (`` `a`, `b` or `c` ``): what a slip explains or, where nothing
/// does, what shares a telling word with it, as `trust` does with `trust_share`.
pub fn choices<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let known: Vec<&str> = known.into_iter().collect();
    let slips = near(word, known.iter().copied());
    listed(&if slips.is_empty() { sharing(word, &known) } else { slips })
}

/// At most three ids as a list to choose from.
pub fn listed(ids: &[&str]) -> Option<String> {
    let ids: Vec<String> = ids.iter().take(3).map(|id| format!("`{id}`")).collect();
    let (last, others) = ids.split_last()?;
    Some(if others.is_empty() { last.clone() } else { format!("{} or {last}", others.join(", ")) })
}

/// Those of `known` that share most words with `word`, in their own order. A word that many of them have (`rate`,
/// `share`) tells nothing, and neither does a short one.
fn sharing<'a>(word: &str, known: &[&'a str]) -> Vec<&'a str> {
    const MANY: usize = 6;
    let has = |id: &str, part: &str| parts(id).any(|other| other.starts_with(part) || part.starts_with(&*other));
    let telling: Vec<String> =
        parts(word).filter(|part| known.iter().filter(|id| has(id, part)).count() <= MANY).collect();
    let shared = |id: &str| telling.iter().filter(|part| has(id, part)).count();
    let most = known.iter().map(|id| shared(id)).max().unwrap_or(0);
    known.iter().copied().filter(|id| most > 0 && shared(id) == most).collect()
}

/// The words of an id that are long enough to tell something, in lower case.
fn parts(id: &str) -> impl Iterator<Item = String> {
    let words = id.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|part| part.chars().count() > 3)
}

/// Letters and digits in lower case.
fn fold(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replace = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replace.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_understood_and_strangers_are_not() {
        let known = ["members_end", "members_start", "left", "messages", "active"];
        let guess = |word| nearest(word, known);
        assert_eq!(guess("membersEnd"), Some("members_end"));
        assert_eq!(guess("Members End"), Some("members_end"));
        assert_eq!(guess("mebmers_end"), Some("members_end"));
        assert_eq!(guess("lfet"), Some("left"));
        assert_eq!(guess("acitve"), Some("active"));
        assert_eq!(near("lefts", ["theft", "left"]), ["left"]);
        assert_eq!(near("s2.c2z", ["s2.c2", "s2.c3", "s2.c2a", "s9.c2z1"]), ["s2.c2", "s2.c2a"]);
        assert_eq!(guess("weather"), None);
        assert_eq!(guess("成员"), None);
        assert_eq!(guess(""), None);
    }
    #[test]
    fn part_of_an_id_names_those_that_have_it() {
        let rates = ["join_rate", "churn_rate", "posting_rate", "reply_rate", "event_rate", "active_rate", "open_rate"];
        let known = rates.into_iter().chain(["trust_share", "newcomer_trust", "newcomer_retention"]);
        let guess = |word| choices(word, known.clone());
        assert_eq!(guess("churn").as_deref(), Some("`churn_rate`"));
        assert_eq!(guess("trust").as_deref(), Some("`trust_share` or `newcomer_trust`"));
        assert_eq!(guess("newcomers_trust").as_deref(), Some("`newcomer_trust`"));
        assert_eq!(guess("retentoin"), None);
        assert_eq!(guess("rate"), None, "a word that most of them have");
        assert_eq!(guess("of_the"), None);
    }
}
