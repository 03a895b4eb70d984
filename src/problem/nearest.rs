//! The word an author may have meant.

/// The one of `known` that `word` most likely stands for: the same letters in other case or with other joints, or
/// a slip of the keyboard or two.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    near(word, known).first().copied()
}

/// All of `known` that `word` may stand for, the nearest first, else in their own order.
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
    found.sort_by_key(|(distance, _)| *distance);
    found.into_iter().map(|(_, candidate)| candidate).collect()
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
        assert_eq!(near("s2.c2z", ["s2.c2", "s2.c3", "s2.c2a", "s9.c2z1"])[..2], ["s2.c2", "s2.c2a"]);
        assert_eq!(guess("weather"), None);
        assert_eq!(guess("成员"), None);
        assert_eq!(guess(""), None);
    }
}
