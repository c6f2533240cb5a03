//! Who is who, as it was ruled and merged, and where each can be reached.

mod reach;
mod redirects;
mod rulings;

pub use reach::{Address, People, Reachable};
pub use rulings::{NewRuling, Ruling};
