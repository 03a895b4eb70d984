//! What the command prints: problems to standard error, progress on a terminal, results.

use super::{MessageFormat, ReadArguments, alike};
use commonweal::model::Community;
use commonweal::problem::{Problem, Severity};
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How problems are printed.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// For whom.
    pub format: MessageFormat,
    /// Without a closing count.
    pub quiet: bool,
    /// Each of many warnings alike.
    pub verbose: bool,
}

impl Manner {
    /// As the command line asks for.
    pub fn of(arguments: &ReadArguments) -> Self {
        Self { format: arguments.message_format, quiet: arguments.quiet, verbose: arguments.verbose }
    }

    /// For people, where there is no choice.
    pub const HUMAN: Self = Self { format: MessageFormat::Human, quiet: false, verbose: false };

    /// What decides how problems look.
    pub fn style(self) -> String {
        let colors = if colored() { "colored" } else { "plain" };
        format!("{:?} {colors}{}", self.format, if self.verbose { " each" } else { "" })
    }
}

/// Problems as they are printed.
pub fn rendered(problems: &[Problem], manner: Manner) -> String {
    let each = |line: fn(&Problem) -> String| problems.iter().map(line).collect();
    match manner.format {
        MessageFormat::Human if manner.verbose => {
            let color = colored();
            problems.iter().map(|problem| commonweal::problem::human(problem, color) + "\n").collect()
        }
        MessageFormat::Human => alike::human(problems, colored()),
        MessageFormat::Json => each(commonweal::problem::json),
        MessageFormat::Github => each(commonweal::problem::github),
    }
}

/// Prints problems that are [`rendered`] already, and a closing count for people.
pub fn print_problems(text: &str, (errors, warnings): (usize, usize), manner: Manner) {
    let mut err = std::io::stderr().lock();
    // Standard error may be closed; there is nobody to tell then.
    let _ = err.write_all(text.as_bytes());
    if manner.format == MessageFormat::Human && !manner.quiet && errors + warnings > 0 {
        let _ = writeln!(err, "{}, {}", plural(errors, "error"), plural(warnings, "warning"));
    }
}

/// Prints problems, and a closing count for people.
pub fn problems(problems: &[Problem], manner: Manner) {
    print_problems(&rendered(problems, manner), count(problems), manner);
}

/// Errors and warnings.
pub fn count(problems: &[Problem]) -> (usize, usize) {
    let of = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
    (of(Severity::Error), of(Severity::Warning))
}

/// A problem that lies in no file.
pub fn complain(problem: &Problem, format: MessageFormat) {
    problems(std::slice::from_ref(problem), Manner { format, quiet: true, ..Manner::HUMAN });
}

/// A line for people, left out when quiet.
pub fn say(arguments: &ReadArguments, text: &str) {
    if !arguments.quiet && arguments.message_format == MessageFormat::Human {
        let _ = writeln!(std::io::stderr(), "{text}");
    }
}

/// A line for people who want to know each step.
pub fn tell(arguments: &ReadArguments, text: &str) {
    if arguments.verbose {
        say(arguments, text);
    }
}

/// A failure of the machine, or a folder that is not there: a problem that lies in no file of the site.
pub fn fault(fault: &commonweal::disk::Fault, format: MessageFormat) {
    complain(&Problem::error("", "machine", fault.message.clone(), fault.help.clone()), format);
}

/// How large a site is, in words.
pub fn extent(community: &Community) -> String {
    let (places, groups) = (community.places.len(), community.groups.len());
    format!("{} and {}", plural(places, "place"), plural(groups, "group"))
}

/// Results on standard output; a closed pipe ends quietly.
pub fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

fn colored() -> bool {
    #[allow(clippy::disallowed_methods, reason = "the command line is where the environment is read")]
    let plain = std::env::var("NO_COLOR").is_ok_and(|value| !value.is_empty());
    !plain && std::io::stderr().is_terminal()
}

fn plural(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// How long the work takes before a progress line shows: what is done at once needs none.
const PATIENCE: Duration = Duration::from_millis(500);

/// Groups between two looks at the clock.
const STRIDE: usize = 64;

/// A progress line on a terminal, once the work has taken half a second.
pub struct Progress {
    shown: bool,
    began: Instant,
    done: AtomicUsize,
    total: usize,
}

impl Progress {
    /// For this many steps; silent when quiet or not on a terminal.
    pub fn new(arguments: &ReadArguments, total: usize) -> Self {
        let shown =
            !arguments.quiet && arguments.message_format == MessageFormat::Human && std::io::stderr().is_terminal();
        Self { shown, began: Instant::now(), done: AtomicUsize::new(0), total }
    }

    /// One step more.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.shown && done.is_multiple_of(STRIDE) && self.began.elapsed() > PATIENCE {
            let _ = write!(std::io::stderr(), "\r{}", bar(done, self.total));
        }
    }

    /// Wipes the line.
    pub fn end(&self) {
        if self.shown && self.done.load(Ordering::Relaxed) >= STRIDE && self.began.elapsed() > PATIENCE {
            let width = bar(self.total, self.total).len();
            let _ = write!(std::io::stderr(), "\r{:width$}\r", "");
        }
    }
}

/// How far the work has come, in one line.
fn bar(done: usize, total: usize) -> String {
    const CELLS: usize = 20;
    let full = (done * CELLS / total.max(1)).min(CELLS);
    format!("[{}{}] {done} of {}", "#".repeat(full), ".".repeat(CELLS - full), plural(total, "group"))
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn a_bar_fills_from_left_to_right() {
        assert_eq!(bar(0, 1), "[....................] 0 of 1 group");
        assert_eq!(bar(64, 128), "[##########..........] 64 of 128 groups");
        assert_eq!(bar(127, 128), "[###################.] 127 of 128 groups");
        assert_eq!(bar(128, 128), "[####################] 128 of 128 groups");
        assert_eq!(bar(3, 0), "[####################] 3 of 0 groups");
    }
}
