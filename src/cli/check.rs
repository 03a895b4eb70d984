//! `commonweal check`: everything `build` checks, nothing written.

use super::output::{self, Manner};
use super::{CheckArguments, DONE, MACHINE, PROBLEMS, USAGE};
use commonweal::disk::{Discard, Folder};
use commonweal::load::FolderTree;
use commonweal::model::Community;
use commonweal::{BuildOptions, Failure};

/// Runs the command; gives the exit status.
pub fn run(arguments: &CheckArguments) -> u8 {
    let read = &arguments.read;
    let folder = match Folder::open(&read.site) {
        Ok(folder) => folder,
        Err(fault) => {
            output::fault(&fault, read.message_format);
            return if read.site.is_dir() { MACHINE } else { USAGE };
        }
    };
    let tree = FolderTree::new(folder);
    let (community, problems) = commonweal::check(&tree, &read.options());
    let Some(community) = community else {
        output::problems(&problems, Manner::of(read));
        return PROBLEMS;
    };
    let extent = output::extent(&community);
    if let Some(failure) = rehearse(community, &tree, read.jobs()) {
        return match failure {
            Failure::Problems(more) => {
                output::problems(&[problems, more].concat(), Manner::of(read));
                PROBLEMS
            }
            Failure::Machine(fault) => {
                output::fault(&fault, read.message_format);
                MACHINE
            }
        };
    }
    output::problems(&problems, Manner::of(read));
    output::say(read, &format!("Checked {extent}: the site can be built."));
    DONE
}

/// What only shows when pages are made: a template of the site's own that asks for something that is not there. The
/// built-in templates need no such rehearsal.
fn rehearse(mut community: Community, tree: &FolderTree, jobs: usize) -> Option<Failure> {
    if community.templates.is_empty() {
        return None;
    }
    let options = BuildOptions { jobs, progress: &|| () };
    commonweal::build(&mut community, tree, &Discard, &options).err()
}
