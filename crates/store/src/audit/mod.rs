//! The record: a chain of entries of who did what, and of what sums rows were found and left at.
//!
//! `covered` says which rows it tells of and `untold` what it does not; `telling` writes, `comparing` and `witness`
//! hold what is there against it, and `keeper` keeps its key and its end outside the database.

mod chain;
mod changes;
mod comparing;
pub(crate) mod covered;
mod keeper;
mod telling;
mod untold;
mod witness;

pub use chain::{AuditEntry, AuditReport, NewAudit};
pub(crate) use changes::Changes;
pub use covered::NOT_COVERED;
pub use keeper::AuditKeeper;
pub(crate) use telling::{COVERS, Covers};
pub use untold::{UNTOLD, Untold};
pub(crate) use witness::{Linked, record_of};
