//! What a page shows of several steps at once.

pub mod overview;
pub mod person;
pub mod sources;
pub mod together;
