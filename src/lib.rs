//! `commonweal`: honest, publishable reports on how communities are doing.
//!
//! One way through the house, each folder a stage:
//!
//! `load` reads and checks the author's files into the `model`; `measure` makes readings of indicators with
//! intervals; `disclose` is the wall: behind it only published values can be named; `score` and `judge` make
//! scores, findings and advice of what may be known; `report` gathers; `chart`, `card`, `page` and `site` draw,
//! write and list; `assemble` leads groups and places through the stages; `disk` is the one door to the file system.
//! `playbook` and `words` hold thresholds and texts as data.

pub mod assemble;
pub mod card;
pub mod chart;
pub mod disclose;
pub mod disk;
pub mod judge;
pub mod load;
pub mod measure;
pub mod model;
pub mod page;
pub mod playbook;
pub mod problem;
pub mod report;
pub mod score;
pub mod site;
pub mod words;

pub use assemble::explain;
pub use assemble::{BuildOptions, Failure};

use disk::Sink;
use load::Tree;
use model::Community;
use problem::Problem;
use site::manifest::Origin;
use std::sync::OnceLock;

/// Changes with every change of the program's sources.
pub const FINGERPRINT: &str = env!("COMMONWEAL_FINGERPRINT");

/// Reads and checks a site: the files, and the links of its notes. Without a `Community` there is at least one error.
pub fn check(tree: &dyn Tree, options: &load::Options) -> (Option<Community>, Vec<Problem>) {
    let loaded = load::community(tree, options);
    assemble::check::links(tree, loaded, options.jobs)
}

/// Writes the pages and files of a checked site to `sink`. Counts that its profile rounds are rounded afterwards.
///
/// # Errors
/// Problems of the content that only show when pages are made (a template of the site's own), or a refusal of the
/// machine. Nothing is published then: that is the sink's last step, and the caller's.
pub fn build(
    community: &mut Community,
    tree: &dyn Tree,
    sink: &dyn Sink,
    options: &BuildOptions,
) -> Result<(), Failure> {
    disclose::coarsen(community);
    let community = &*community;
    let frame = assemble::frame::frame(community);
    let words = OnceLock::new();
    let house = assemble::house(community, &frame, &words, tree, sink, options)?;
    assemble::whole::open(&house)?;
    let mut groups = assemble::group::groups(&house)?;
    let places = assemble::place::places(&house, &mut groups)?;
    assemble::whole::close(&house, groups, &places)
}

/// What the manifest says of a site's making: versions of program and method, hash of the input, count of warnings.
pub fn origin(community: &Community, input: String, warnings: usize) -> Origin {
    let method = community.playbook.method_version.clone();
    Origin { program: env!("CARGO_PKG_VERSION"), method, input, warnings }
}
