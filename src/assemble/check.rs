//! Checks that need the whole site: the links, charts and values of its notes, and its own templates.

use super::overrides;
use crate::load::reach::Reach;
use crate::load::{Loaded, Tree, parallel};
use crate::model::Community;
use crate::model::note::Note;
use crate::page::{Checks, Targets, check_links};
use crate::playbook::Level;
use crate::problem::Problem;

/// Adds the problems of links and templates to those of the files, in the order of the files. With an error there is
/// no site; the notes that could be read are checked all the same.
pub fn links(tree: &dyn Tree, loaded: Loaded, jobs: usize) -> (Option<Community>, Vec<Problem>) {
    let Loaded { site, mut problems } = loaded;
    match &site {
        Ok(community) => {
            let languages = &community.site.languages;
            let targets = targets(community);
            let checks = Checks { playbook: Some(&community.playbook), targets: &targets, languages };
            check(tree, &notes(community).collect::<Vec<_>>(), &checks, jobs, &mut problems);
        }
        Err(reach) => {
            let targets = known(reach);
            let checks = Checks { playbook: reach.playbook.as_ref(), targets: &targets, languages: &reach.languages };
            let notes: Vec<_> = reach.notes.iter().map(|(note, level)| (note, *level)).collect();
            check(tree, &notes, &checks, jobs, &mut problems);
        }
    }
    let (templates, unread) = overrides(tree);
    problems.extend(unread);
    problems.extend(crate::page::check_templates(&templates));
    problems.sort();
    let refused = problems.iter().any(Problem::is_error);
    (site.ok().filter(|_| !refused).map(|community| *community), problems)
}

fn check(
    tree: &dyn Tree,
    notes: &[(&Note, Option<Level>)],
    checks: &Checks<'_>,
    jobs: usize,
    problems: &mut Vec<Problem>,
) {
    let of_note = |at: usize| {
        let (note, level) = notes.get(at).filter(|(note, _)| note.may_link)?;
        let bytes = tree.read(&note.source).ok()?;
        let body = String::from_utf8_lossy(bytes.get(note.body_at as usize..).unwrap_or_default());
        Some(check_links(note, &body, *level, checks))
    };
    problems.extend(parallel::map(notes.len(), jobs, of_note).into_iter().flatten().flatten());
}

fn targets(community: &Community) -> Targets {
    let places = community.places.iter().map(|place| place.path.as_str());
    let groups = community.groups.iter().map(|group| group.path.as_str());
    let own = community.notes.iter().map(|note| ("", &*note.slug));
    let of_places =
        community.places.iter().flat_map(|place| place.notes.iter().map(|note| (place.path.as_str(), &*note.slug)));
    let of_groups =
        community.groups.iter().flat_map(|group| group.notes.iter().map(|note| (group.path.as_str(), &*note.slug)));
    let files = community.statics.iter().map(|file| &*file.target);
    Targets::new(places.chain(groups), own.chain(of_places).chain(of_groups), files)
}

/// What is there of a site with errors.
fn known(reach: &Reach) -> Targets {
    let folders = reach.folders.iter().map(|path| &**path);
    let notes = reach.slugs.iter().map(|(folder, slug)| (&**folder, &**slug));
    Targets::new(folders, notes, reach.statics.iter().map(|file| &*file.target))
}

fn notes(community: &Community) -> impl Iterator<Item = (&Note, Option<Level>)> {
    let own = community.notes.iter().map(|note| (note, None));
    let places = community.places.iter().flat_map(|place| &place.notes).map(|note| (note, Some(Level::Place)));
    let groups = community.groups.iter().flat_map(|group| &group.notes).map(|note| (note, Some(Level::Group)));
    own.chain(places).chain(groups)
}
