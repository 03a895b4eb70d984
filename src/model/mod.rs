//! The checked model of a site: places, groups, series and notes, with every reference resolved.
//! No file format is known here, and nothing here can be invalid.

pub mod community;
pub mod field;
pub mod group;
pub mod lang;
pub mod note;
pub mod period;
pub mod place;
pub mod profile;
pub mod quantity;
pub mod series;
pub mod site;
pub mod slug;

pub use community::Community;
pub use group::Group;
pub use lang::{Lang, Localized};
pub use period::Period;
pub use place::PlaceNode;
pub use profile::GroupProfile;
pub use series::Series;
pub use site::Site;
pub use slug::SitePath;
