//! The `commonweal` command: reads arguments, runs the library, prints, sets the exit status.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
