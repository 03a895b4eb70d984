//! Words: every text a reader sees, per language, as data; and the one number formatter.
//!
//! A message is a string with `{name}` places, or a map of CLDR plural categories chosen by the argument `n`.

//! Numbers, dates and lists are written as ICU4X says the language does ([`writing`]).

pub mod complete;
pub mod condition;
pub mod digits;
pub mod forms;
pub mod languages;
pub mod message;
pub mod number;
pub mod said;
pub mod text;
pub mod writing;

pub use digits::Digits;
pub use message::Arg;
pub use text::Words;
