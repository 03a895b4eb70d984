//! Places as a tree that folds: a site may have thousands.

use super::Whole;
use super::context::Context;
use super::html::Pen;
use super::template::Html;

/// Places up to which the whole tree stands open.
const OPEN: usize = 30;

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
    let tree = Tree { context, below, groups, open: places.len() <= OPEN };
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
        let kind = self.context.frame.places.get(place).map_or("other", |place| place.kind.id());
        out.raw("<li>").raw(&self.context.place(place)).raw(" <span class=\"small\">");
        out.raw(tongue.words.ui(&format!("place_kind.{kind}"))).raw(tongue.words.ui("list.clause"));
        let groups = self.groups.get(place).copied().unwrap_or_default();
        out.raw(&tongue.say("page.overview.groups", &[("n", groups.into())])).raw("</span>");
        let below = self.below.get(place).map(Vec::as_slice).unwrap_or_default();
        if !below.is_empty() {
            let inside = tongue.say("page.tree.inside", &[("n", below.len().into())]);
            out.raw(if self.open { "<details open><summary>" } else { "<details><summary>" });
            out.raw(&inside).raw("</summary>");
            self.list(out, below, "tree");
            out.raw("</details>");
        }
        out.raw("</li>\n");
    }
}
