//! Words: every text a reader sees, per language, as data; and the one number formatter.
//!
//! A message is a string with `{name}` places, or a map of CLDR plural categories chosen by the argument `n`.

pub mod message;
pub mod number;
pub mod text;

pub use message::Arg;
pub use text::{Entry, Words};
