//! The languages the program speaks: whatever lies in `src/playbook/text/`. No other file lists them.

/// A language with its text files.
pub struct Entry {
    /// BCP 47 tag.
    pub tag: &'static str,
    /// Its files, `<tag>.yaml` or `<tag>.<part>.yaml` for each part: the name, and the content as JSON. A key stands in
    /// one only.
    pub files: &'static [(&'static str, &'static str)],
}

/// Every language, in order of its tag. Adding one is adding its file.
pub const LANGUAGES: &[Entry] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// The tag of the language that a text file belongs to: what stands before the first dot of `fr.yaml` or
/// `fr.charts.yaml`. `None` for another kind of file.
pub fn tag_of(file: &str) -> Option<&str> {
    let tag = file.strip_suffix(".yaml")?.split('.').next()?;
    let plain = !tag.is_empty() && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    plain.then_some(tag)
}

/// The tags of all languages, for messages: `` `en`, `zh-Hans`, `zh-Hant` ``.
pub fn listed() -> String {
    LANGUAGES.iter().map(|entry| format!("`{}`", entry.tag)).collect::<Vec<_>>().join(", ")
}
