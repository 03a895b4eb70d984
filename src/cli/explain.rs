//! `commonweal explain ID`: a definition with its thresholds and sources.

use super::{DONE, ExplainArguments, MessageFormat, USAGE, output};
use commonweal::model::Lang;
use commonweal::problem::Problem;

/// Runs the command; gives the exit status.
pub fn run(arguments: &ExplainArguments) -> u8 {
    match commonweal::explain(&arguments.id, &Lang::new(&arguments.language)) {
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
