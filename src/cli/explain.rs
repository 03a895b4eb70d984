//! `commonweal explain ID`: a definition with its thresholds and sources; without an id, the list of all.

use super::{DONE, ExplainArguments, MACHINE, MessageFormat, PROBLEMS, USAGE, output};
use commonweal::disk::Folder;
use commonweal::explain;
use commonweal::load::{FolderTree, Framework};
use commonweal::model::Lang;
use commonweal::problem::Problem;
use std::path::Path;

/// Runs the command; gives the exit status.
pub fn run(arguments: &ExplainArguments) -> u8 {
    let language = Lang::new(&arguments.language);
    let site = match arguments.site.as_deref().map(framework).transpose() {
        Ok(site) => site,
        Err(status) => return status,
    };
    let text = match &arguments.id {
        Some(id) => explain::explain(id, &language, site),
        None => explain::list(&language, site),
    };
    match text {
        Ok(text) => {
            output::print(&text);
            DONE
        }
        Err(unknown) => {
            let problem = Problem::error("", "unknown-id", unknown.message, unknown.help);
            output::complain(&problem, MessageFormat::Human);
            USAGE
        }
    }
}

/// The rules in force in a site, or the exit status where they cannot be read.
fn framework(site: &Path) -> Result<Framework, u8> {
    let folder = Folder::open(site).map_err(|fault| {
        output::fault(&fault, MessageFormat::Human);
        if site.is_dir() { MACHINE } else { USAGE }
    })?;
    let (framework, problems) = commonweal::load::framework(&FolderTree::new(folder));
    if problems.iter().any(Problem::is_error) {
        output::problems(&problems, output::Manner::HUMAN);
        return Err(PROBLEMS);
    }
    Ok(framework)
}
