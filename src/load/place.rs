//! `place.yaml` with its notes: one place. Its peers and moves are resolved when all places and groups are known.

use super::context::Context;
use super::continuity;
use super::convert;
use super::fault::{Faults, Spot, Yaml};
use super::governance::Known;
use super::group::needed_name;
use super::layout::{Folder, Layout};
use super::lists;
use super::measured::{self, Measured};
use super::notes::{self, Shelf};
use super::raw::RawPlace;
use super::shape::{FileKind, PLACE_KINDS};
use super::slots::Owner;
use super::source::Source;
use super::yaml;
use super::yaml::typed::Text;
use crate::model::place::{PlaceKind, PlaceNode};
use crate::model::{Series, SitePath};
use crate::problem::Problem;
use crate::problem::nearest::nearest;
use std::collections::BTreeMap;

/// A place, and the peers it names.
pub struct PlaceFile {
    /// The place, so far without peers, moves and notes.
    pub place: PlaceNode,
    /// `peers`; `None` where it is not given.
    pub peers: Option<Vec<Text>>,
    /// The file it was read from.
    pub source: Source,
}

/// Reads one place.
pub fn place(folder: &Folder, context: &Context<'_>) -> (Option<PlaceFile>, Shelf, Vec<Problem>) {
    let mut problems = Vec::new();
    let file = read(folder, context, &mut problems);
    let shelf = notes::notes(context.tree, &folder.notes, context.languages, context.drafts, &mut problems);
    (file, shelf, problems)
}

fn read(folder: &Folder, context: &Context<'_>, problems: &mut Vec<Problem>) -> Option<PlaceFile> {
    let source = context.source(folder.main.as_ref(), problems)?;
    let slots = &context.place_slots;
    let yaml = Yaml::file(&source);
    let (raw, found) = yaml::read(&yaml, FileKind::Place.shape(), slots, |raw: &RawPlace| {
        raw.periods.as_ref().is_none_or(|periods| measured::fits(periods, slots))
    });
    problems.extend(found);
    let RawPlace { name, kind, peers, not_applicable, actions, periods } = raw?;
    let mut faults = Faults::default();
    let known = Known { playbook: context.playbook, languages: context.languages, owner: Owner::Place };
    let policy: Vec<&str> = context
        .playbook
        .checklist("policy_items")
        .map(|list| list.items.iter().map(|(item, _)| &**item).collect())
        .unwrap_or_default();
    let series = series(periods.as_ref(), &policy, context, (&mut faults, problems));
    let kind = kind.map_or(PlaceKind::Other, |raw| place_kind(&raw, &mut faults));
    let place = PlaceNode {
        path: SitePath::new(&folder.path),
        parent: folder.place,
        name: needed_name(name.as_ref(), context, &mut faults),
        kind,
        peers: Vec::new(),
        not_applicable: known.not_applicable(not_applicable, &mut faults),
        actions: known.actions(actions, &mut faults),
        series,
        unfinished: None,
        moves: Vec::new(),
        notes: Vec::new(),
    };
    problems.extend(yaml.locate(faults.0));
    Some(PlaceFile { place, peers: peers.map(|list| list.0), source })
}

fn series(
    raw: Option<&super::raw_periods::RawPeriods>,
    policy: &[&str],
    context: &Context<'_>,
    sinks: (&mut Faults, &mut Vec<Problem>),
) -> Series {
    let with = (&context.place_slots, context.fields);
    let (series, mut measured) = Measured::series(raw, None, with, policy, sinks);
    context.rules.check(&series, &mut measured);
    continuity::jumps(&series, context.fields, &mut measured);
    lists::money(&series, context.fields, &mut measured);
    series
}

fn place_kind(raw: &Text, faults: &mut Faults) -> PlaceKind {
    const KINDS: [PlaceKind; 8] = [
        PlaceKind::Province,
        PlaceKind::City,
        PlaceKind::County,
        PlaceKind::District,
        PlaceKind::Township,
        PlaceKind::Village,
        PlaceKind::Campus,
        PlaceKind::Other,
    ];
    let at = convert::word(&raw.0, PLACE_KINDS, "kind of place", Spot::key("kind"), faults);
    at.and_then(|at| KINDS.get(at).copied()).unwrap_or(PlaceKind::Other)
}

/// Resolves the peers of every place: those it names, else every other place of its kind. The places stand beside
/// the folders of `layout`.
pub fn peers(files: &mut [Option<PlaceFile>], layout: &Layout, problems: &mut Vec<Problem>) {
    let index: BTreeMap<&str, usize> =
        layout.places.iter().enumerate().map(|(at, folder)| (&*folder.path, at)).collect();
    let kinds: Vec<_> = files.iter().map(|file| file.as_ref().map(|file| file.place.kind)).collect();
    for (at, file) in files.iter_mut().enumerate() {
        let Some(file) = file else { continue };
        let Some(named) = &file.peers else {
            let alike =
                kinds.iter().enumerate().filter(|(other, kind)| *other != at && **kind == Some(file.place.kind));
            file.place.peers = alike.map(|(other, _)| other).collect();
            continue;
        };
        let mut faults = Faults::default();
        file.place.peers = named_peers(named, (at, file.place.path.as_str()), &index, &mut faults);
        problems.extend(Yaml::file(&file.source).locate(faults.0));
    }
}

fn named_peers(
    named: &[Text],
    (own, path): (usize, &str),
    index: &BTreeMap<&str, usize>,
    faults: &mut Faults,
) -> Vec<usize> {
    let mut peers = Vec::new();
    for (item, Text(text)) in named.iter().enumerate() {
        let spot = Spot::key("peers").item(item);
        let wanted = resolve(path, text);
        match wanted.as_deref().and_then(|wanted| index.get(wanted)) {
            Some(peer) if *peer == own => {
                faults.error(spot, "self", "a place is not a peer of itself", "delete this entry");
            }
            Some(peer) if peers.contains(peer) => {
                faults.error(spot, "duplicate", format!("`{text}` is listed twice"), "delete one of the two");
            }
            Some(peer) => peers.push(*peer),
            None => {
                let known = index.keys().copied();
                let help = match nearest(wanted.as_deref().unwrap_or(text), known) {
                    Some(meant) => format!("write `/{meant}`, the path from the site folder"),
                    None => "write the path of a folder with a `place.yaml`, such as `../elsewhere`".to_owned(),
                };
                faults.error(spot, "unknown-place", format!("there is no place at `{text}`"), help);
            }
        }
    }
    peers.sort_unstable();
    peers
}

/// The path from the site folder of a path written in a place: relative to the place, or from the site with `/`.
fn resolve(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = if path.starts_with('/') { Vec::new() } else { from.split('/').collect() };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
