//! `commonweal check`: everything `build` checks, nothing written.

use super::{CheckArguments, DONE, MACHINE, PROBLEMS, USAGE, output};
use commonweal::disk::Folder;
use commonweal::load::FolderTree;

/// Runs the command; gives the exit status.
pub fn run(arguments: &CheckArguments) -> u8 {
    let read = &arguments.read;
    let folder = match Folder::open(&read.site) {
        Ok(folder) => folder,
        Err(fault) => {
            output::fault(&fault);
            return if read.site.exists() { MACHINE } else { USAGE };
        }
    };
    let tree = FolderTree::new(folder);
    let (community, problems) = commonweal::check(&tree, &read.options());
    output::problems(&problems, read.message_format, read.quiet);
    match community {
        Some(community) => {
            let (places, groups) = (community.places.len(), community.groups.len());
            output::say(read, &format!("Checked {places} places and {groups} groups: the site can be built."));
            DONE
        }
        None => PROBLEMS,
    }
}
