//! Warnings that say the same of many places: one block for people, which names the places.

use commonweal::problem::{self, Place, Problem};
use std::collections::BTreeMap;

/// So many blocks that say the same are still read one by one.
const FEW: usize = 3;

/// Further places that a block names.
const NAMED: usize = 10;

/// Problems as people read them, a blank line after each. Errors are never put together: each must be mended.
pub fn human(problems: &[Problem], color: bool) -> String {
    let mut alike: BTreeMap<(&str, &str), Vec<&Place>> = BTreeMap::new();
    for problem in problems.iter().filter(|problem| !problem.is_error()) {
        alike.entry(key(problem)).or_default().push(&problem.at);
    }
    alike.retain(|_, places| places.len() > FEW);
    let mut out = String::new();
    for problem in problems {
        let block = match alike.get_mut(&key(problem)).filter(|_| !problem.is_error()) {
            None => problem::human(problem, color),
            // Told with the first of them.
            Some(places) if places.is_empty() => continue,
            Some(places) => {
                let others = std::mem::take(places).split_off(1);
                let (named, more) = others.split_at(others.len().min(NAMED));
                problem::human_alike(problem, named, more.len(), color)
            }
        };
        out.push_str(&block);
        out.push('\n');
    }
    out
}

fn key(problem: &Problem) -> (&str, &str) {
    (&problem.message, &problem.help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warnings(count: usize) -> Vec<Problem> {
        let one = |i: usize| Problem::warning(&format!("{i:02}.md"), "c", "same".into(), "mend it".into());
        (0..count).map(one).collect()
    }

    #[test]
    fn many_warnings_alike_are_one_block_that_names_the_places() {
        let mut all = warnings(14);
        all.insert(1, Problem::error("01.md", "c", "same".into(), "mend it".into()));
        let text = human(&all, false);
        assert_eq!(text.matches("warning: same").count(), 1, "{text}");
        assert_eq!(text.matches("error: same").count(), 1, "{text}");
        assert!(text.starts_with("warning: same\n  --> 00.md\n  --> 01.md\n"), "{text}");
        assert!(text.contains("  --> 10.md\n  … and 3 more, which `--verbose` prints\n  help: mend it\n\n"), "{text}");
    }

    #[test]
    fn a_few_are_told_one_by_one() {
        let text = human(&warnings(3), false);
        assert_eq!(text.matches("warning: same").count(), 3, "{text}");
        assert!(!text.contains("more"), "{text}");
    }
}
