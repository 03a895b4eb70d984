//! `commonweal`: honest, publishable reports on how communities are doing.
//!
//! One way through the house, each folder a stage:
//!
//! `load` reads and checks the author's files into the `model`; `measure` makes readings of indicators with
//! intervals; `disclose` is the wall: behind it only published values can be named; `score` and `judge` make
//! scores, findings and advice of what may be known; `report` gathers; `chart`, `page` and `site` draw, write
//! and list; `disk` is the one door to the file system. `playbook` and `words` hold thresholds and texts as data.

pub mod assemble;
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
