//! `commonweal explain ID`: a definition with its thresholds and sources; without an id, the list of all.

use super::{DONE, ExplainArguments, MessageFormat, USAGE, output};
use commonweal::explain;
use commonweal::model::Lang;
use commonweal::problem::Problem;

/// Runs the command; gives the exit status.
pub fn run(arguments: &ExplainArguments) -> u8 {
    let language = Lang::new(&arguments.language);
    let text = match &arguments.id {
        Some(id) => explain::explain(id, &language),
        None => explain::list(&language),
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
