//! The command line. One file a command; only here is anything printed.

mod alike;
mod build;
mod check;
mod explain;
mod init;
mod output;
mod schema;

use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;

/// Done.
pub const DONE: u8 = 0;
/// The content has problems; nothing was published.
pub const PROBLEMS: u8 = 1;
/// Wrong usage (clap itself exits with this too).
pub const USAGE: u8 = 2;
/// The machine failed: disk, permission.
pub const MACHINE: u8 = 3;

/// Honest, publishable reports on how communities are doing.
#[derive(Debug, Parser)]
#[command(name = "commonweal", version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read the site folder and write the static site
    Build(BuildArguments),
    /// Check everything that `build` checks, and write nothing
    Check(CheckArguments),
    /// Write a small site to start from, which builds without a warning
    Init(InitArguments),
    /// Print an indicator's, finding's or advice's definition, thresholds and sources
    Explain(ExplainArguments),
    /// Print the format as JSON Schema, for editors
    Schema(SchemaArguments),
}

/// How problems are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MessageFormat {
    /// Blocks with the line and a caret
    Human,
    /// One JSON object a line
    Json,
    /// Workflow annotations of GitHub
    Github,
}

#[derive(Debug, clap::Args)]
struct ReadArguments {
    /// The site folder
    #[arg(default_value = "content")]
    site: PathBuf,
    /// Last period reported, such as 2026-10; wins over site.yaml
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    as_of: Option<commonweal::model::Period>,
    /// Include notes marked as drafts
    #[arg(long)]
    drafts: bool,
    /// The site is for the public: refuse what may not leave the house
    #[arg(long)]
    publish: bool,
    /// Threads; default: all cores
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// How problems are printed
    #[arg(long, value_enum, default_value_t = MessageFormat::Human, value_name = "FORMAT")]
    message_format: MessageFormat,
    /// Print problems only
    #[arg(long, short, conflicts_with = "verbose")]
    quiet: bool,
    /// Print what is done, step by step, and each of many warnings alike
    #[arg(long, short)]
    verbose: bool,
}

#[derive(Debug, clap::Args)]
struct BuildArguments {
    #[command(flatten)]
    read: ReadArguments,
    /// The folder to write
    #[arg(long, default_value = "public", value_name = "DIR")]
    out: PathBuf,
    /// Absolute address of the published site; wins over site.yaml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
}

#[derive(Debug, clap::Args)]
struct CheckArguments {
    #[command(flatten)]
    read: ReadArguments,
}

#[derive(Debug, clap::Args)]
struct ExplainArguments {
    /// An id, such as active_member_rate or s2.c2b; without one, all ids are listed
    id: Option<String>,
    /// The folder of a site, whose own rules and thresholds then count
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
    /// Language of the text: en, zh-Hans, zh-Hant
    #[arg(long, default_value = "en", value_name = "TAG")]
    language: String,
}

#[derive(Debug, clap::Args)]
struct InitArguments {
    /// The folder to write; it is made, or empty
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Language of the site: en, zh-Hans, zh-Hant
    #[arg(long, default_value = "en", value_name = "TAG")]
    language: String,
    /// What the site is about
    #[arg(long, value_enum, default_value_t = init::Kind::Place, value_name = "KIND")]
    kind: init::Kind,
}

#[derive(Debug, clap::Args)]
struct SchemaArguments {
    /// One file of the format; without it, all of them as definitions
    #[arg(value_enum)]
    file: Option<schema::File>,
    /// A site whose playbook.yaml adds measurements of its own
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
}

/// Runs the command of this process.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let status = match arguments.command {
        Command::Build(arguments) => build::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
    };
    ExitCode::from(status)
}

impl ReadArguments {
    fn jobs(&self) -> usize {
        self.jobs.map(usize::from).or_else(|| std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1)
    }

    fn options(&self) -> commonweal::load::Options {
        commonweal::load::Options { as_of: self.as_of, drafts: self.drafts, publish: self.publish, jobs: self.jobs() }
    }
}

fn period(text: &str) -> Result<commonweal::model::Period, String> {
    commonweal::model::Period::parse(text)
        .ok_or_else(|| "give a year 2026, a quarter 2026-Q3, a month 2026-10 or a week 2026-W41".to_owned())
}

fn base_url(text: &str) -> Result<String, String> {
    let web = text.starts_with("https://") || text.starts_with("http://");
    if !web || text.contains(char::is_whitespace) {
        return Err("give an absolute address such as https://example.org/report/".to_owned());
    }
    Ok(if text.ends_with('/') { text.to_owned() } else { format!("{text}/") })
}
