//! May this message be sent to this person now: the consent ledger folded, suppression, frequency cap and
//! quiet hours, decided in one place.
//!
//! Start at [`decide`]. A [`SendPermit`] is made nowhere else, and without one nothing is released (promise P3).
//! The crate is pure: the ledger comes in as values, time is an argument.
//!
//! Deliberately absent: the arm of the experiment. The gate is blind to it, so that the arms stay comparable.
#![deny(missing_docs)]

mod approval;
mod contact;
mod decide;
mod denial;
mod fold;
mod ledger;
mod policy;
mod statement;
mod told;

pub use approval::ApprovalProof;
pub use contact::{Contact, Request, everybody_at};
pub use decide::{Decision, SendPermit, decide, may};
pub use denial::Denial;
pub use fold::{ConsentState, ConsentStates, fold};
pub use ledger::{Action, ConsentEvent, Suppression, SuppressionReason};
pub use policy::{FrequencyCap, Policy, QuietHours};
pub use statement::{Statement, UNDATED};
pub use told::told;

/// Why a policy or a request cannot be used.
///
/// A denial is not an error: see [`Denial`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConsentError {
    /// A request names no purpose, so no consent could cover it.
    #[error("a send request names no purpose: list every purpose the message serves, as `marketing`")]
    NoPurpose,
    /// A number of a policy lies outside its range.
    #[error("`{input}` is not a valid `{field}`: {rule}")]
    PolicyNumber {
        /// The key in the policy file.
        field: &'static str,
        /// What was given.
        input: u32,
        /// The rule it breaks.
        rule: &'static str,
    },
    /// A policy names a time zone that does not exist.
    #[error("`{input}` is not a time zone: use an IANA name, as `America/New_York`")]
    TimeZone {
        /// What was given.
        input: String,
    },
    /// A text is neither an action nor a suppression reason.
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
