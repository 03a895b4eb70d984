//! Addresses of pages, and the relative way from one to another.

/// Where a page stands: all its links lead from here, so that the site works from any sub-path and from a file system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Here {
    /// The way up to the root of the site: empty, `../`, `../../` …
    root: String,
    /// The way up to the root of the language.
    home: String,
    /// Folder of the language with its `/`; empty for the language at the root.
    prefix: String,
    /// Folder of the page below that of its language, without slashes at its ends; empty for the overview.
    folder: String,
}

impl Here {
    /// The page in `folder` (no slash at either end) of the language whose folder is `prefix` (empty, or ending in `/`).
    pub fn new(prefix: &str, folder: &str) -> Self {
        let depth = if folder.is_empty() { 0 } else { folder.split('/').count() };
        let home = "../".repeat(depth);
        let root = if prefix.is_empty() { home.clone() } else { format!("../{home}") };
        Self { root, home, prefix: prefix.to_owned(), folder: folder.to_owned() }
    }

    /// The folder of the page below that of its language.
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// The path of the page in the written site.
    pub fn path(&self) -> String {
        let slash = if self.folder.is_empty() { "" } else { "/" };
        format!("{}{}{slash}index.html", self.prefix, self.folder)
    }

    /// The path in the written site of a file beside the page.
    pub fn beside(&self, file: &str) -> String {
        let slash = if self.folder.is_empty() { "" } else { "/" };
        format!("{}{}{slash}{file}", self.prefix, self.folder)
    }

    /// The way to the page in `folder` of the same language.
    pub fn to(&self, folder: &str) -> String {
        let mut out = String::new();
        self.push(&mut out, folder);
        out
    }

    /// Appends the way to the page in `folder` of the same language.
    pub fn push(&self, out: &mut String, folder: &str) {
        out.push_str(&self.home);
        out.push_str(folder);
        out.push_str(if folder.is_empty() { "index.html" } else { "/index.html" });
    }

    /// The way to the root of the language: empty, or ending in `/`.
    pub fn home(&self) -> &str {
        &self.home
    }

    /// The way to a file outside the language folders, such as `assets/style.css`.
    pub fn to_file(&self, path: &str) -> String {
        format!("{}{path}", self.root)
    }

    /// The way to this same page in another language.
    pub fn to_language(&self, prefix: &str) -> String {
        let slash = if self.folder.is_empty() { "" } else { "/" };
        format!("{}{prefix}{}{slash}index.html", self.root, self.folder)
    }
}

/// The folder of the page of all rules.
pub const RULES: &str = "method/rules";
/// The spot of a finding on the page of all rules.
pub fn rule_spot(finding: &str) -> String {
    format!("f-{finding}")
}

/// The folder of a group's or place's action plan, below its own.
pub const PLAN: &str = "plan";
/// The folder of a group's or place's results period by period, below its own.
pub const HISTORY: &str = "history";

/// A path with everything but unreserved characters and `/` percent-encoded (RFC 3986).
pub fn percent(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The folder of the method page of an indicator.
pub fn method_folder(indicator: &str) -> String {
    format!("method/{indicator}")
}

/// Whether an address may be linked: `http` or `https`, and nothing in it that a browser would read around.
pub fn is_web(url: &str) -> bool {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    (lower.starts_with("https://") || lower.starts_with("http://"))
        && !url.chars().any(|c| c.is_control() || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_up_and_down_again() {
        let here = Here::new("", "riverbend/night-runners");
        assert_eq!(here.path(), "riverbend/night-runners/index.html");
        assert_eq!(here.to("method/churn_rate"), "../../method/churn_rate/index.html");
        assert_eq!(here.to(""), "../../index.html");
        assert_eq!(here.to_file("assets/style.css"), "../../assets/style.css");
        assert_eq!(here.to_language("en/"), "../../en/riverbend/night-runners/index.html");
    }

    #[test]
    fn a_page_of_another_language_stays_in_its_folder() {
        let here = Here::new("en/", "");
        assert_eq!(here.path(), "en/index.html");
        assert_eq!(here.to("groups"), "groups/index.html");
        assert_eq!(here.to_file("assets/style.css"), "../assets/style.css");
        assert_eq!(here.to_language(""), "../index.html");
    }
}
