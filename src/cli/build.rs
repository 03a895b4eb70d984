//! `commonweal build`: the site folder in, the static site out, all or nothing.

use super::output::{self, Manner};
use super::{BuildArguments, DONE, MACHINE, PROBLEMS, USAGE};
use commonweal::disk::{self, Folder, Publication, Standing};
use commonweal::load::FolderTree;
use commonweal::problem::Problem;
use commonweal::{BuildOptions, Failure};

/// Runs the command; gives the exit status.
pub fn run(arguments: &BuildArguments) -> u8 {
    let read = &arguments.read;
    if let Some(problem) = misplaced(arguments) {
        output::complain(&problem, read.message_format);
        return PROBLEMS;
    }
    // Beside the listing of the folder: both are done before anything else can be.
    std::thread::spawn(commonweal::playbook::read::standing);
    let folder = match Folder::open(&read.site) {
        Ok(folder) => folder,
        Err(fault) => {
            output::fault(&fault, read.message_format);
            return if read.site.is_dir() { MACHINE } else { USAGE };
        }
    };
    output::tell(read, &format!("Reading {} files in {}", folder.entries().len(), read.site.display()));
    let standing = Standing::of(&arguments.out);
    // Without an old site there is nothing that could be current: files are then read once, by the loader.
    if standing.is_there() && is_current(arguments, &standing, &folder.digest(&seed(arguments), read.jobs())) {
        return DONE;
    }
    let tree = FolderTree::new(folder);
    let (community, problems) = commonweal::check(&tree, &read.options());
    let (text, count) = (output::rendered(&problems, Manner::of(read)), output::count(&problems));
    // A large site can have many; what is said is not kept while pages are written.
    drop(problems);
    output::print_problems(&text, count, Manner::of(read));
    let Some(mut community) = community else {
        output::say(read, &format!("Nothing was published; {} is as it was.", arguments.out.display()));
        return PROBLEMS;
    };
    let input = tree.folder().digest(&seed(arguments), read.jobs());
    disk::printed::remember(&arguments.out, &printed_key(arguments, &input), &text);
    drop(text);
    if let Some(base_url) = &arguments.base_url {
        community.site.base_url = Some(base_url.clone());
    }
    write(arguments, standing, &tree, community, (input, count.1))
}

/// Whether the site stands as this input makes it; its warnings are then given again.
fn is_current(arguments: &BuildArguments, standing: &Standing, input: &str) -> bool {
    let read = &arguments.read;
    let Some(site) = standing.current(input, read.jobs()) else { return false };
    if site.warnings > 0 {
        let Some(text) = disk::printed::recall(&arguments.out, &printed_key(arguments, input)) else { return false };
        output::print_problems(&text, (0, site.warnings as usize), Manner::of(read));
    }
    output::say(read, &format!("Nothing changed: {} files stand in {}", site.files, arguments.out.display()));
    true
}

fn printed_key(arguments: &BuildArguments, input: &str) -> String {
    format!("{input} {}", Manner::of(&arguments.read).style())
}

fn write(
    arguments: &BuildArguments,
    standing: Standing,
    tree: &FolderTree,
    mut community: commonweal::model::Community,
    (input, warnings): (String, usize),
) -> u8 {
    let read = &arguments.read;
    let publication = match Publication::begin(&arguments.out, standing) {
        Ok(publication) => publication,
        Err(fault) => {
            output::fault(&fault, read.message_format);
            return MACHINE;
        }
    };
    let progress = output::Progress::new(read, community.groups.len());
    let options = BuildOptions { jobs: read.jobs(), progress: &|| progress.step() };
    output::tell(read, &format!("Writing {}", output::extent(&community)));
    let origin = commonweal::origin(&community, input, warnings);
    let outcome = commonweal::build(&mut community, tree, &publication, &options);
    progress.end();
    // The command is nearly over: the system takes this back at once, page by page it takes longer.
    std::mem::forget(community);
    match outcome {
        Ok(()) => match publication.finish(|files| commonweal::site::manifest::manifest(&origin, files)) {
            Ok(summary) => {
                let (files, written) = (summary.files, summary.written);
                let out = arguments.out.display();
                output::say(read, &format!("Published {files} files in {out}, {written} of them new or changed."));
                DONE
            }
            Err(fault) => {
                output::fault(&fault, read.message_format);
                MACHINE
            }
        },
        Err(failure) => {
            publication.abandon();
            match failure {
                Failure::Problems(problems) => {
                    output::problems(&problems, Manner::of(read));
                    output::say(read, &format!("Nothing was published; {} is as it was.", arguments.out.display()));
                    PROBLEMS
                }
                Failure::Machine(fault) => {
                    output::fault(&fault, read.message_format);
                    MACHINE
                }
            }
        }
    }
}

/// Everything besides the files that changes the output. Not the number of jobs.
fn seed(arguments: &BuildArguments) -> String {
    let read = &arguments.read;
    format!(
        "{}\n{}\n{}\n{}\n{}\n",
        commonweal::FINGERPRINT,
        read.as_of.map(|period| period.to_string()).unwrap_or_default(),
        read.drafts,
        read.publish,
        arguments.base_url.as_deref().unwrap_or_default(),
    )
}

fn misplaced(arguments: &BuildArguments) -> Option<Problem> {
    let (site, out) = (arguments.read.site.display(), arguments.out.display());
    let (code, message, help) = match disk::nested(&arguments.read.site, &arguments.out)? {
        disk::folder::Nesting::OutputInInput => (
            "output-in-input",
            format!("the output folder {out} lies inside the site folder {site}"),
            "the next build would read its own pages: choose an --out beside the site folder",
        ),
        disk::folder::Nesting::InputInOutput => (
            "input-in-output",
            format!("the site folder {site} lies inside the output folder {out}"),
            "the data would be published with the site: choose an --out beside the site folder",
        ),
    };
    Some(Problem::error("", code, message, help.to_owned()))
}
