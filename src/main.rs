//! The `commonweal` command: reads arguments, runs the library, prints, sets the exit status.

mod cli;

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// Every page is thousands of small texts that come and go, on several threads at once.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
