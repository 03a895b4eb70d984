//! `commonweal init`: a complete site to start from, which builds without a word.

use super::{DONE, InitArguments, MACHINE, MessageFormat, USAGE, output};
use clap::ValueEnum;
use commonweal::problem::Problem;
use commonweal::problem::nearest::nearest;

/// What the site is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// A place with the groups in it
    Place,
    /// Groups that belong to no place
    Groups,
}

macro_rules! starter {
    ($tag:literal) => {
        (
            $tag,
            &[
                ("site.yaml", include_str!(concat!("starter/", $tag, "/site.yaml"))),
                ("about.md", include_str!(concat!("starter/", $tag, "/about.md"))),
                ("our-town/place.yaml", include_str!(concat!("starter/", $tag, "/place.yaml"))),
                ("our-town/chess/group.yaml", include_str!(concat!("starter/", $tag, "/chess.yaml"))),
                ("our-town/chess/2026-10.md", include_str!(concat!("starter/", $tag, "/chess.md"))),
                ("our-town/readers/group.yaml", include_str!(concat!("starter/", $tag, "/readers.yaml"))),
                ("our-town/readers/periods.csv", include_str!("starter/readers.csv")),
            ],
        )
    };
}

/// Files of a site by language: their path below it, and what stands in them.
const STARTERS: [(&str, &[(&str, &str)]); 3] = [starter!("en"), starter!("zh-Hans"), starter!("zh-Hant")];

/// Runs the command; gives the exit status.
pub fn run(arguments: &InitArguments) -> u8 {
    let Some((_, files)) = STARTERS.iter().find(|(tag, _)| *tag == arguments.language) else {
        let tags = STARTERS.map(|(tag, _)| tag);
        let help = match nearest(&arguments.language, tags) {
            Some(meant) => format!("write `{meant}`"),
            None => format!("use one of {}", tags.map(|tag| format!("`{tag}`")).join(", ")),
        };
        let message = format!("there is no site to start from in `{}`", arguments.language);
        output::complain(&Problem::error("", "unknown-language", message, help), MessageFormat::Human);
        return USAGE;
    };
    let files = files.iter().filter_map(|(path, text)| Some((placed(path, arguments.kind)?, *text)));
    if let Err(fault) = commonweal::disk::create(&arguments.folder, files) {
        output::fault(&fault, MessageFormat::Human);
        return if arguments.folder.exists() { USAGE } else { MACHINE };
    }
    let folder = arguments.folder.display();
    output::print(&format!(
        "{folder} holds a site now. What next:\n\n  commonweal build {folder}\n\nthen open public/index.html; \
         change the files, and build again. `commonweal check {folder}` says what to mend.\n"
    ));
    DONE
}

/// Where a file goes: groups of no place stand in the site folder itself.
fn placed(path: &str, kind: Kind) -> Option<&str> {
    match (kind, path.strip_prefix("our-town/")) {
        (Kind::Groups, Some("place.yaml")) => None,
        (Kind::Groups, Some(path)) => Some(path),
        _ => Some(path),
    }
}
