//! The words of Truelift as types: ids, time, money, channels, purposes, identifiers, hashes.
//!
//! Every other crate speaks in these. The crate does nothing: no clock, no randomness, no input or output.
#![deny(missing_docs)]

mod blank;
mod channel;
mod count;
mod hash;
mod id;
mod identifier;
mod item;
mod job;
mod literal;
mod money;
mod nearest;
mod redacted;
mod ruling;
mod time;
mod trust;

pub use blank::is_blank;
pub use channel::{Channel, Purpose};
pub use count::grouped;
pub use hash::{Digest, keyed_hash};
pub use id::{CampaignId, MemberId, PersonId, RecordId, WorkspaceId};
pub use identifier::{Identifier, IdentifierKind};
pub use item::item_key;
pub use job::{JobKind, JobState};
pub use literal::literal;
pub use money::{Currency, Money, Ratio};
pub use nearest::nearest;
pub use redacted::Redacted;
pub use ruling::{RulingKind, RulingOrigin};
pub use time::{DAY, HOUR, MINUTE, SECOND, Span, Timestamp};
pub use trust::{Assertion, KeyKind, Trust};

/// Why a text is not the word it claims to be.
///
/// Carries the offending input so that the edge can name it; inputs that may be personal data
/// (identifiers) are not carried.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VocabularyError {
    /// An id has characters outside `[A-Za-z0-9_.:@-]`, is empty or too long.
    #[error("`{input}` is not a valid {what}: use 1 to {max} letters, digits, `_`, `-`, `.`, `:` or `@`")]
    Id {
        /// Which id.
        what: &'static str,
        /// What was given.
        input: String,
        /// The longest length allowed.
        max: usize,
    },
    /// A time is not RFC 3339.
    #[error("`{input}` is not a time: write it as `2026-09-15T14:00:00Z`")]
    Time {
        /// What was given.
        input: String,
    },
    /// A word is not one of a closed list.
    #[error("`{input}` is not a {what}: use one of {allowed}")]
    Word {
        /// Which list.
        what: &'static str,
        /// What was given.
        input: String,
        /// The allowed words, comma-separated.
        allowed: &'static str,
    },
    /// A number lies outside its range.
    #[error("`{input}` is not a {what}: {rule}")]
    Number {
        /// Which number.
        what: &'static str,
        /// What was given.
        input: String,
        /// The rule it breaks.
        rule: &'static str,
    },
    /// A digest is not 64 hexadecimal digits.
    #[error("`{input}` is not a digest: expected 64 hexadecimal digits")]
    Digest {
        /// What was given.
        input: String,
    },
    /// An identifier key has no known kind in front of its colon, or no value.
    #[error("an identifier is written `kind:value` with kind email, phone, customer_id or anonymous_id")]
    Identifier,
}
