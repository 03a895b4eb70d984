//! Charts: figures drawn of published numbers, each with a headline, a description and its data table.
//!
//! One file per kind, each a pure function of what may be published. Colours never stand in a drawing: it carries
//! classes, and `chart.css` themes them (light, dark, forced colours, paper). Drawings are hidden from screen
//! readers; the description is visible text written from the same numbers.

mod axes;
mod canvas;
pub(crate) mod describe;
mod figure;
mod ink;
mod kit;
mod scale;
pub(crate) mod series;
mod svg;
mod table;
mod tenths;
mod time;
mod width;

pub mod change;
pub mod checklists;
pub mod dimensions;
pub mod evidence;
mod flow_picture;
pub mod flows;
pub mod heat_map;
pub mod lorenz;
pub mod multiples;
pub mod peers;
pub mod score_strip;
pub mod shares;
pub mod sparkline;
pub mod stock_flow;
pub mod survival;
pub mod trend;

pub use change::change;
pub use checklists::checklists;
pub use dimensions::dimensions;
pub use evidence::evidence;
pub use figure::{Figure, Table};
pub use flows::{Scope, flows};
pub use heat_map::heat_map;
pub use kit::{Kit, Subject};
pub use lorenz::lorenz;
pub use multiples::multiples;
pub use peers::peers;
pub use score_strip::score_strip;
pub use series::usual;
pub use shares::{formats, reasons};
pub use sparkline::sparkline;
pub use stock_flow::stock_and_flow;
pub use survival::survival;
pub use trend::trend;
