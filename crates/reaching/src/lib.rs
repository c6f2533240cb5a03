//! Messages reach people: the steps target, create, review and release.
//!
//! Each uses what `engine` holds, none another: an approval that one gives is read by the next from the record.

pub mod create;
pub mod release;
pub mod review;
pub mod target;
