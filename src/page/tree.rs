//! Places as a tree that folds: a site may have thousands.

use super::Whole;
use super::context::Context;
use super::html::Pen;
use super::template::Html;
use crate::report::PlaceLink;

/// Places up to which the whole tree stands open.
const OPEN: usize = 30;
/// Places in one tree, the outermost first: those further in stand on the pages of the places they lie in.
const MOST: usize = 1_000;

/// The places of the site, nested, each with the number of its groups; empty where there is none.
pub fn places(context: &Context, whole: &Whole) -> Html {
    let places = &context.frame.places;
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); places.len()];
    let mut top = Vec::new();
    for (index, place) in places.iter().enumerate() {
        match place.parent.and_then(|parent| below.get_mut(parent)) {
            Some(children) => children.push(index),
            None => top.push(index),
        }
    }
    let mut groups = vec![0; places.len()];
    for report in whole.places {
        if let Some(count) = groups.get_mut(report.index) {
            *count = report.groups.len();
        }
    }
    let depths = depths(places);
    let within = level(&depths, MOST).unwrap_or(0);
    let tree = Tree { context, below, groups, depths, within, open: places.len() <= OPEN };
    let mut out = Pen::new();
    if !top.is_empty() {
        tree.list(&mut out, &top, "tree");
    }
    Html(out.done())
}

struct Tree<'a> {
    context: &'a Context<'a>,
    /// Places directly below each place.
    below: Vec<Vec<usize>>,
    /// Groups of each place and of those below it.
    groups: Vec<usize>,
    /// How many places each lies in.
    depths: Vec<usize>,
    /// The deepest level that is shown.
    within: usize,
    open: bool,
}

impl Tree<'_> {
    fn list(&self, out: &mut Pen, places: &[usize], class: &str) {
        out.raw("<ul class=\"").raw(class).raw("\">");
        for place in places {
            self.item(out, *place);
        }
        out.raw("</ul>");
    }

    fn item(&self, out: &mut Pen, place: usize) {
        let tongue = self.context.tongue;
        out.raw("<li>").raw(&self.context.place(place)).raw(" <span class=\"small\">");
        if let Some(kind) = self.context.frame.places.get(place).and_then(|place| tongue.kind(place)) {
            out.raw(&kind).raw(tongue.words.ui("list.clause"));
        }
        let groups = self.groups.get(place).copied().unwrap_or_default();
        out.raw(&tongue.say("page.overview.groups", &[("n", groups.into())])).raw("</span>");
        let below = self.below.get(place).map(Vec::as_slice).unwrap_or_default();
        let deeper = self.depths.get(place).is_some_and(|depth| *depth < self.within);
        if !below.is_empty() && !deeper {
            out.raw(" <span class=\"small\">· ").raw(&tongue.say("page.tree.inside", &[("n", below.len().into())]));
            out.raw("</span>");
        } else if !below.is_empty() {
            let inside = tongue.say("page.tree.inside", &[("n", below.len().into())]);
            out.raw(if self.open { "<details open><summary>" } else { "<details><summary>" });
            out.raw(&inside).raw("</summary>");
            self.list(out, below, "tree");
            out.raw("</details>");
        }
        out.raw("</li>\n");
    }
}

/// How many places each place lies in. A parent stands before its children.
pub fn depths(places: &[PlaceLink]) -> Vec<usize> {
    let mut depths: Vec<usize> = Vec::with_capacity(places.len());
    for place in places {
        let above = place.parent.and_then(|parent| depths.get(parent).copied());
        depths.push(above.map_or(0, |depth| depth + 1));
    }
    depths
}

/// The deepest level down to which there are no more than `most` places; `None` where the outermost are more.
pub fn level(depths: &[usize], most: usize) -> Option<usize> {
    let deepest = depths.iter().copied().max().unwrap_or_default();
    (0..=deepest).rev().find(|level| depths.iter().filter(|depth| *depth <= level).count() <= most)
}

#[cfg(test)]
mod tests {
    use super::level;

    #[test]
    fn as_many_levels_are_shown_as_there_is_room_for() {
        let depths = [0, 1, 2, 2, 2, 1, 2, 2, 0];
        assert_eq!(level(&depths, 9), Some(2));
        assert_eq!(level(&depths, 8), Some(1));
        assert_eq!(level(&depths, 2), Some(0));
        assert_eq!(level(&depths, 1), None);
        assert_eq!(level(&[], 1), Some(0));
    }
}
