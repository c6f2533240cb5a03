//! Who may release what, and the proof of it afterwards: roles, risk tiers, approvals bound to a hash, and the
//! audit chain.
//!
//! Start at [`approve`] and [`Approved::check`] for promise P4, at [`audit::link`] and [`audit::verify`] for P7.
//! The crate is pure: the store keeps approvals and entries, time is an argument.
//!
//! Deliberately absent: any way for a model or the system itself to approve.
#![deny(missing_docs)]

mod approval;
mod approved;
pub mod audit;
mod member;
mod policy;
pub mod rows;
mod subject;

pub use approval::{Approval, ApprovalRequest, Refusal, approve};
pub use approved::{Approved, ChangesWanted, Objections, Stale};
pub use member::{Actor, RiskTier, Role};
pub use policy::Act;
pub use subject::{Part, Subject};

/// Why a text is not a word of this crate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GovernanceError {
    /// A text is not one of a closed list.
    #[error("`{input}` is not a {what}: use one of {allowed}")]
    Word {
        /// Which list.
        what: &'static str,
        /// What was given.
        input: String,
        /// The allowed words, comma-separated.
        allowed: &'static str,
    },
}
