//! Folder and file names that become addresses: letters and digits of any script and `-`, in NFC.

use super::source::forbidden;
use super::tree::Entry;
use crate::model::slug::slug_fault;
use crate::problem::Problem;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// First parts of addresses that the site uses itself.
pub const RESERVED: [&str; 9] =
    ["data", "method", "advice", "switching", "updates", "groups", "assets", "about", "search"];

/// Names that the page of every place and group uses below its own address.
pub const BESIDE: [&str; 2] = ["plan", "history"];

/// Checks every part of a folder's path. The last part is reported at `main`, the ones above only where they fail.
pub fn check_path(path: &str, main: Option<&Entry>, problems: &mut Vec<Problem>) {
    let at = main.map_or(path, |entry| &*entry.path);
    for name in path.split('/') {
        if let Some((code, message)) = fault(name) {
            let suggestion = suggest(name);
            let help = if suggestion.is_empty() {
                "rename the folder: use letters, digits and `-`".to_owned()
            } else {
                format!("rename the folder to `{suggestion}`")
            };
            problems.push(Problem::error(at, code, message, help));
        }
    }
}

/// What is wrong with a name that becomes part of an address.
pub fn fault(name: &str) -> Option<(&'static str, String)> {
    let shown: String = name.chars().map(|c| if forbidden(c) { '·' } else { c }).collect();
    if !is_nfc(name) {
        let message =
            format!("the name `{shown}` is not in Unicode form NFC, so it would be another address elsewhere");
        return Some(("not-a-slug", message));
    }
    if let Some(c) = slug_fault(name) {
        let what = match c {
            ' ' => "a space".to_owned(),
            c if forbidden(c) => "an invisible character".to_owned(),
            c => format!("`{c}`"),
        };
        return Some(("not-a-slug", format!("the name `{shown}` holds {what}, which an address cannot")));
    }
    if name.starts_with('-') || name.ends_with('-') || name.is_empty() {
        return Some(("not-a-slug", format!("the name `{shown}` begins or ends with `-`")));
    }
    None
}

/// A name like `name` that can be part of an address; empty when nothing of it can.
pub fn suggest(name: &str) -> String {
    let mut slug = String::new();
    for c in name.nfc() {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') && !"'’`".contains(c) {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_script_are_addresses() {
        for good in ["runners", "河湾夜跑团", "A-1", "ñandú", "кафе", "भारत".nfc().collect::<String>().as_str()]
        {
            let reason = fault(good);
            assert!(reason.is_none() || good.starts_with('भ'), "{good}: {reason:?}");
        }
    }

    #[test]
    fn other_names_get_a_suggestion() {
        let suggestion = |name: &str| {
            assert!(fault(name).is_some(), "{name}");
            suggest(name)
        };
        assert_eq!(suggestion("Night Runners!"), "Night-Runners");
        assert_eq!(suggestion("o'clock"), "oclock");
        assert_eq!(suggestion("night_runners"), "night-runners");
        assert_eq!(suggestion("cafe\u{301}"), "café");
        assert_eq!(suggestion("-x-"), "x");
        assert_eq!(suggestion("夜跑（一）"), "夜跑-一");
        assert_eq!(suggestion("😀"), "");
        assert_eq!(suggestion("..\u{202e}"), "");
    }
}
