//! What a page shows of several steps at once.

pub mod audiences;
pub mod home;
pub mod overview;
pub mod people;
pub mod person;
pub mod sources;
pub mod together;
