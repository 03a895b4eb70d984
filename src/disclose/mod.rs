//! The wall: what may be published. Nothing right of here can name a raw value.
//!
//! [`published::Facts`] is all that later stages know of a group's or a place's numbers.

pub mod published;

pub use published::{Facts, Published};
