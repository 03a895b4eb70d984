//! `commonweal explain ID`: a definition with its thresholds and sources.

use super::{DONE, ExplainArguments, PROBLEMS, USAGE, output};
use commonweal::model::Lang;
use commonweal::problem::Problem;

/// Runs the command; gives the exit status.
pub fn run(arguments: &ExplainArguments) -> u8 {
    let lang = Lang::new(&arguments.language);
    match commonweal::explain(&arguments.id, &lang, arguments.site.as_deref()) {
        Ok(text) => {
            output::print(&text);
            DONE
        }
        Err(commonweal::ExplainFault::Usage { message, help }) => {
            let problem = Problem::error("", "unknown-id", message, help);
            output::complain(&problem, super::MessageFormat::Human);
            USAGE
        }
        Err(commonweal::ExplainFault::Problems(problems)) => {
            output::problems(&problems, super::MessageFormat::Human, false);
            PROBLEMS
        }
    }
}
