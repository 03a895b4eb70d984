//! Pages: what a reader meets. View structs in Rust, templates around them, one page at a time.
//!
//! [`Pages`] is made once a site; [`Pages::group`], [`Pages::place`] and [`Pages::site`] write the pages of a group,
//! of a place and of the rest in every language. Texts come from [`crate::words`], figures from [`crate::chart`];
//! nothing here can name a value that is not published.

mod about;
mod advice;
mod advice_page;
mod brief;
mod chain;
mod check;
#[cfg(test)]
mod claims;
mod compare;
mod context;
mod data;
mod dataset;
mod desk;
mod emphasis;
mod entry;
mod evidence;
mod feed;
mod figure;
mod finding;
#[cfg(test)]
mod fixture;
mod flow;
mod follow;
mod formula;
mod glance;
mod group;
mod group_list;
mod history;
mod html;
mod indicator;
mod known;
mod leaving;
mod link;
mod listing;
mod mark;
mod markdown;
mod method;
mod note;
mod note_opening;
mod operating;
mod overview;
mod phrase;
mod place;
mod plan;
mod pool;
mod reference;
mod renewal;
mod rules;
mod search;
mod shell;
mod soundness;
mod summary;
mod sure;
mod switching;
mod table;
mod telling;
mod template;
#[cfg(test)]
mod tests;
mod thresholds;
mod tiers;
mod tongue;
mod town;
mod tree;
mod updates;
mod value;
mod verdict;

pub use check::{Checks, FIGURES, check_links};
pub use dataset::{licence_address, licence_ids};
pub use entry::{Entry, Found};
pub use link::percent;
pub use reference::Targets;

use crate::card;
use crate::model::note::Note;
use crate::model::site::{Cards, Profile};
use crate::model::{Localized, Period};
use crate::problem::Problem;
use crate::report::{Flow, Frame, GroupReport, GroupSummary, PlaceReport};
use crate::score::Sensitivity;
use crate::words::Words;
use context::Context;
use link::Here;
use plan::Whose;
use shell::{Head, Shell};
use std::cell::RefCell;
use std::collections::BTreeMap;
use template::Templates;
use tongue::Tongue;

/// Name of the card beside a page.
const CARD: &str = "card.png";

/// Takes a written page, or the card beside it: its path in the site, and its bytes.
pub type Out<'a> = &'a mut dyn FnMut(String, Vec<u8>);

/// Reads the Markdown of a note, without its front matter.
pub type Notes<'a> = &'a dyn Fn(&Note) -> String;

/// What is kept of all groups and places for the pages that speak of the whole site.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// Every group, in the order of the frame.
    pub groups: &'a [GroupSummary],
    /// Every place, in the order of the frame.
    pub places: &'a [PlaceReport],
    /// Moves over the whole site in the last twelve months.
    pub flows: &'a [Flow],
    /// Of [`Pages::sensitivity`].
    pub sensitivity: Option<&'a Sensitivity>,
}

/// Writes one kind of page.
type Part = fn(&Whole, Out) -> Result<(), Problem>;

/// The pieces in which the pages that speak of the whole site are written, in the order in which the search is told of
/// them.
const PARTS: [Part; 12] = [
    |whole, out| whole.overview(out),
    listing::write,
    |whole, out| whole.write("switching.html", "switching", switching::head, switching::view, out),
    |whole, out| whole.write("advice.html", "advice", advice_page::head, advice_page::view, out),
    |whole, out| whole.write("method.html", "method", method::head, method::view, out),
    rules::write,
    |whole, out| whole.write("data.html", "data", data::head, data::view, out),
    |whole, out| whole.write("updates.html", "updates", updates::head, updates::view, out),
    |whole, out| whole.write("about.html", "about", about::head, about::view, out),
    |whole, out| whole.write("search.html", "search", search::head, search::view, out),
    about::not_found,
    feed::write,
];

/// Everything that writes pages: templates, and the words of every language.
pub struct Pages<'a> {
    frame: &'a Frame,
    tongues: Vec<Tongue<'a>>,
    /// By language.
    templates: Vec<Templates>,
    assets: BTreeMap<&'static str, String>,
}

impl<'a> Pages<'a> {
    /// For a site. `words` are those of the site's languages in its order; `overrides` are the files of the site's
    /// `templates/` by their path below it.
    ///
    /// # Errors
    /// One problem for each template of the site that cannot be used.
    pub fn new(
        frame: &'a Frame,
        words: &'a [Words],
        overrides: &BTreeMap<String, String>,
    ) -> Result<Self, Vec<Problem>> {
        let templates = words.iter().map(|words| Templates::in_words(words, overrides)).collect::<Result<_, _>>()?;
        let tongues = words.iter().enumerate().map(|(index, words)| Tongue::new(frame, words, index)).collect();
        Ok(Self { frame, tongues, templates, assets: template::assets(overrides) })
    }

    /// Style sheet, icon and script, the site's own versions first.
    pub fn assets(&self, out: Out) {
        for (name, text) in &self.assets {
            out(format!("assets/{name}"), text.clone().into_bytes());
        }
    }

    /// The page of a group in every language.
    ///
    /// # Errors
    /// A template of the site that asks for what the page does not have.
    pub fn group(&self, report: &GroupReport, notes: Notes, out: Out, found: Found) -> Result<(), Problem> {
        for (index, (tongue, templates)) in self.languages() {
            let here = Here::new(&tongue.prefix, report.profile.path.as_str());
            let context = Context { frame: self.frame, tongue, here: &here };
            let mut shell = self.shell(tongue, &here, group::head(&context, report));
            if self.has_card(Cards::All)
                && let Some(png) = card::group(&tongue.kit, report)
            {
                shell = shell.with_card(card::group_alt(&tongue.kit, report));
                out(here.beside(CARD), png);
            }
            let view = group::view(&context, shell, report, notes);
            found(index, entry::group(&context, report, view.notes()));
            out(here.path(), templates.render("group.html", &view)?);
        }
        Ok(())
    }

    /// The pages that belong to the page of a group, in every language.
    ///
    /// # Errors
    /// A template of the site that asks for what the page does not have.
    pub fn beside_group(&self, report: &GroupReport, out: Out) -> Result<(), Problem> {
        let beside = Beside {
            name: &report.profile.name,
            folder: report.profile.path.as_str(),
            period: report.row.and_then(|row| report.facts.periods.get(row)).copied().or(self.frame.as_of),
            above: report.profile.place,
            past: group::past(report),
        };
        self.languages().try_for_each(|(_, language)| self.beside(language, &beside, out))
    }

    /// The page of a place in every language.
    ///
    /// # Errors
    /// A template of the site that asks for what the page does not have.
    pub fn place(&self, report: &PlaceReport, notes: Notes, out: Out, found: Found) -> Result<(), Problem> {
        for (index, (tongue, templates)) in self.languages() {
            let here = Here::new(&tongue.prefix, report.link.path.as_str());
            let context = Context { frame: self.frame, tongue, here: &here };
            let mut shell = self.shell(tongue, &here, place::head(&context, report));
            let (name, groups) = (&report.link.name, report.groups.as_slice());
            if self.has_card(Cards::Places)
                && let Some(png) = card::groups(&tongue.kit, name, groups, false)
            {
                shell = shell.with_card(card::groups_alt(&tongue.kit, name, groups));
                out(here.beside(CARD), png);
            }
            let view = place::view(&context, shell, report, notes);
            found(index, entry::place(&context, report, view.notes()));
            out(here.path(), templates.render("place.html", &view)?);
            let beside = Beside {
                name: &report.link.name,
                folder: report.link.path.as_str(),
                period: report.row.and_then(|row| report.facts.periods.get(row)).copied().or(self.frame.as_of),
                above: report.link.parent,
                past: place::past(report),
            };
            self.beside((tongue, templates), &beside, out)?;
        }
        Ok(())
    }

    /// The two pages that belong to the page of a group or place: its action plan, and its results period by period.
    fn beside(&self, (tongue, templates): (&Tongue, &Templates), beside: &Beside, out: Out) -> Result<(), Problem> {
        let whose = || Whose {
            name: html::localized(beside.name, tongue.lang()),
            folder: beside.folder,
            period: beside.period.map(|period| tongue.words.period(period)).unwrap_or_default(),
        };
        let plain = beside.name.get(tongue.lang()).0;
        let here = Here::new(&tongue.prefix, &plan::folder(beside.folder));
        let context = Context { frame: self.frame, tongue, here: &here };
        let head = plan::head(&context, &whose(), plain, group::trail(&context, beside.above));
        let view = plan::view(&context, self.shell(tongue, &here, head), beside.past.assessment, whose());
        out(here.path(), templates.render("plan.html", &view)?);
        let here = Here::new(&tongue.prefix, &history::folder(beside.folder));
        let context = Context { frame: self.frame, tongue, here: &here };
        let head = history::head(&context, &whose(), plain, group::trail(&context, beside.above));
        let view = history::view(&context, self.shell(tongue, &here, head), beside.past, whose());
        out(here.path(), templates.render("history.html", &view)?);
        Ok(())
    }

    /// The pages of the indicators in every language. They need nothing of groups and places: a thread can write them
    /// while others write those.
    ///
    /// # Errors
    /// A template of the site that asks for what the page does not have.
    pub fn indicators(&self, out: Out, found: Found) -> Result<(), Problem> {
        for (index, language) in self.languages() {
            indicator::write(self, language, out, &mut |entry| found(index, entry))?;
        }
        Ok(())
    }

    /// How many pieces the other pages of the site are written in.
    pub fn parts(&self) -> usize {
        self.tongues.len() * PARTS.len()
    }

    /// One piece of the other pages: overview, list of groups, switching, advice, method, data, updates, about, search, the
    /// page for an address that is not there, or the feed, in one language. Threads can write them side by side. Past
    /// the last, nothing.
    ///
    /// # Errors
    /// A template of the site that asks for what the page does not have.
    pub fn site(&self, part: usize, whole: Site, notes: Notes, out: Out, found: Found) -> Result<(), Problem> {
        let (index, kind) = (part / PARTS.len(), part % PARTS.len());
        let Some((_, (tongue, templates))) = self.languages().nth(index) else { return Ok(()) };
        let Site { groups, places, flows, sensitivity } = whole;
        let entries = RefCell::default();
        let whole = Whole { pages: self, tongue, templates, groups, places, flows, sensitivity, notes, entries };
        PARTS[kind](&whole, out)?;
        whole.entries.take().into_iter().for_each(|entry| found(index, entry));
        Ok(())
    }

    /// Sensitivity of the site's overall scores to the choices of the method, from what was published of them.
    pub fn sensitivity(&self, groups: &[GroupSummary]) -> Option<Sensitivity> {
        soundness::of_site(self.frame, groups)
    }

    /// Every language with its position and its templates.
    fn languages(&self) -> impl Iterator<Item = (usize, (&Tongue<'a>, &Templates))> {
        self.tongues.iter().zip(&self.templates).enumerate()
    }

    /// Whether pages of this kind have a card. An address that is not absolute could not be shared.
    fn has_card(&self, kind: Cards) -> bool {
        let site = &self.frame.site;
        site.cards >= kind && site.base_url.is_some() && site.disclosure.profile != Profile::Internal
    }

    fn shell<'b>(&'b self, tongue: &'b Tongue<'b>, here: &Here, head: Head) -> Shell<'b> {
        Shell::new(self.frame, &self.tongues, tongue, here, head)
    }
}

/// What the pages beside that of a group or place are made of.
struct Beside<'a> {
    name: &'a Localized,
    folder: &'a str,
    period: Option<Period>,
    above: Option<usize>,
    past: history::Past<'a>,
}

/// Checks the templates of a site without writing anything: an error for each that cannot be used, a warning for each
/// that no page would use.
pub fn check_templates(overrides: &BTreeMap<String, String>) -> Vec<Problem> {
    // The built-in templates by themselves are whole: every test that writes a page sees to that.
    if overrides.is_empty() {
        return Vec::new();
    }
    let mut problems = template::unused(overrides);
    problems.extend(Templates::new(overrides).err().into_iter().flatten());
    problems
}

/// The site as a whole in one language.
struct Whole<'a> {
    pages: &'a Pages<'a>,
    tongue: &'a Tongue<'a>,
    templates: &'a Templates,
    groups: &'a [GroupSummary],
    places: &'a [PlaceReport],
    flows: &'a [Flow],
    sensitivity: Option<&'a Sensitivity>,
    notes: Notes<'a>,
    /// What the search knows of the pages written.
    entries: RefCell<Vec<Entry>>,
}

impl<'a> Whole<'a> {
    /// Writes the overview and its card.
    fn overview(&self, out: Out) -> Result<(), Problem> {
        let here = Here::new(&self.tongue.prefix, "");
        let context = Context { frame: self.pages.frame, tongue: self.tongue, here: &here };
        let head = overview::head(&context, self);
        let entry = entry::named_by(&context, "overview.html", &head);
        let mut shell = self.pages.shell(self.tongue, &here, head);
        let (kit, title) = (&self.tongue.kit, &self.pages.frame.site.title);
        if self.pages.has_card(Cards::Places)
            && let Some(png) = card::groups(kit, title, self.groups, true)
        {
            shell = shell.with_card(card::groups_alt(kit, title, self.groups));
            out(here.beside(CARD), png);
        }
        let view = overview::view(&context, shell, self);
        let html = self.templates.render("overview.html", &view)?;
        self.remember(entry, "overview.html", &html);
        out(here.path(), html);
        Ok(())
    }

    /// Writes one page.
    fn write<V: serde::Serialize>(
        &self,
        template: &str,
        folder: &str,
        head: impl FnOnce(&Context, &Self) -> Head,
        view: impl FnOnce(&Context, Shell<'a>, &Self) -> V,
        out: Out,
    ) -> Result<(), Problem> {
        let here = Here::new(&self.tongue.prefix, folder);
        let context = Context { frame: self.pages.frame, tongue: self.tongue, here: &here };
        let head = head(&context, self);
        let entry = entry::named_by(&context, template, &head);
        let shell = self.pages.shell(self.tongue, &here, head);
        let view = view(&context, shell, self);
        let html = self.templates.render(template, &view)?;
        self.remember(entry, template, &html);
        out(here.path(), html);
        Ok(())
    }

    /// Keeps for the search what a written page says.
    fn remember(&self, entry: Option<Entry>, template: &str, html: &[u8]) {
        self.entries.borrow_mut().extend(entry.map(|entry| entry::with_prose(entry, template, html)));
    }
}
