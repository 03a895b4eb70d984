//! Checks that need the whole site: the links, charts and values of its notes, and its own templates.

use super::overrides;
use crate::load::{Loaded, Tree};
use crate::model::Community;
use crate::model::note::Note;
use crate::page::{Checks, Targets, check_links};
use crate::playbook::Level;
use crate::problem::Problem;

/// Adds the problems of links to those of the files, in the order of the files. With an error there is no site.
pub fn links(tree: &dyn Tree, loaded: Loaded) -> (Option<Community>, Vec<Problem>) {
    let Loaded { community, mut problems } = loaded;
    let Some(community) = community else { return (None, problems) };
    let targets = targets(&community);
    let checks = Checks { playbook: &community.playbook, targets: &targets, languages: &community.site.languages };
    for (note, level) in notes(&community) {
        let Ok(bytes) = tree.read(&note.source) else { continue };
        let body = bytes.get(note.body_at as usize..).unwrap_or_default();
        problems.extend(check_links(note, &String::from_utf8_lossy(body), level, &checks));
    }
    let (templates, unread) = overrides(tree);
    problems.extend(unread);
    problems.extend(crate::page::check_templates(&templates));
    problems.sort();
    let refused = problems.iter().any(Problem::is_error);
    ((!refused).then_some(community), problems)
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

fn notes(community: &Community) -> impl Iterator<Item = (&Note, Option<Level>)> {
    let own = community.notes.iter().map(|note| (note, None));
    let places = community.places.iter().flat_map(|place| &place.notes).map(|note| (note, Some(Level::Place)));
    let groups = community.groups.iter().flat_map(|group| &group.notes).map(|note| (note, Some(Level::Group)));
    own.chain(places).chain(groups)
}
