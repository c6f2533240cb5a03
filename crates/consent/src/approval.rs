use vocabulary::{Digest, Timestamp};

/// What `governance` hands over to say that one exact release is approved.
///
/// `governance` may use this crate and not the other way round, so the proof is a type of this crate that
/// `governance::Approved::proof` makes and nobody else: `cargo xtask tidy` fails on
/// `ApprovalProof::from_governance` in any other crate. It names the release it was given for, and
/// [`crate::decide`] compares that with the release asked for, so a proof of something else opens nothing.
#[derive(Debug, PartialEq, Eq)]
pub struct ApprovalProof {
    release_hash: Digest,
    approved_at: Timestamp,
}

impl ApprovalProof {
    /// Makes the proof. Only `governance::Approved` calls this.
    ///
    /// Units: `approved_at` is UTC, the moment of the last approval that was needed.
    pub fn from_governance(release_hash: Digest, approved_at: Timestamp) -> Self {
        Self { release_hash, approved_at }
    }

    /// The release that is approved.
    pub fn release_hash(&self) -> Digest {
        self.release_hash
    }

    /// When the approval was complete.
    pub fn approved_at(&self) -> Timestamp {
        self.approved_at
    }

    /// Whether this proof opens `release_hash` at `now`.
    pub(crate) fn opens(&self, release_hash: Digest, now: Timestamp) -> bool {
        self.release_hash == release_hash && self.approved_at <= now
    }
}
