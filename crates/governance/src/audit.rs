//! The audit chain: every decision is an entry, and each entry's digest covers the one before it.
//!
//! The store appends an entry in the transaction of the decision (promise P7). Changing, removing, inserting
//! or reordering entries breaks the chain at a place that [`verify`] names. The digests are keyed ([`seal`]), so
//! whoever can write the table and has not the key cannot write a chain of their own. Cutting entries off the
//! end leaves a shorter chain that is sound in itself: an [`Anchor`] noted outside the table shows that.

use serde::{Deserialize, Serialize};
use std::fmt;
use vocabulary::{Digest, Redacted, Timestamp, WorkspaceId, keyed_hash};

/// One thing that happened, in words that can be read years later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Place in the workspace's chain: 1, 2, 3 …
    pub seq: u64,
    /// Whose chain.
    pub workspace: WorkspaceId,
    /// When, UTC.
    pub at: Timestamp,
    /// Who, as [`crate::Actor`] displays.
    pub actor: String,
    /// What was done, as `campaign.approved`.
    pub action: String,
    /// To what, as `campaign:ai-win-back`.
    pub subject: String,
    /// The particulars as JSON text. Text and not a value: the digest covers its exact bytes. No personal data:
    /// a person stands here by id only, so that erasure does not break the chain.
    pub body: String,
}

/// Computes the digest of `entry` after an entry whose digest is `prev`.
///
/// Returns: what the store writes next to the entry. `prev` is None for the first entry only.
pub fn link(prev: Option<Digest>, entry: &Entry) -> Digest {
    Digest::of(parts(b"truelift audit 1", prev, entry))
}

/// Returns the digest of `entry` under the chain's key: what every entry since the first sealed one has.
///
/// Source: RFC 2104 over the parts of [`link`], with a version of its own before them.
pub fn seal(key: &[u8], prev: Option<Digest>, entry: &Entry) -> Digest {
    keyed_hash(key, parts(b"truelift audit 2", prev, entry))
}

fn parts(version: &[u8], prev: Option<Digest>, entry: &Entry) -> [Vec<u8>; 9] {
    [
        version.to_vec(),
        prev.map(|digest| digest.as_bytes().to_vec()).unwrap_or_default(),
        entry.seq.to_be_bytes().to_vec(),
        entry.workspace.as_str().as_bytes().to_vec(),
        entry.at.micros().to_be_bytes().to_vec(),
        entry.actor.as_bytes().to_vec(),
        entry.action.as_bytes().to_vec(),
        entry.subject.as_bytes().to_vec(),
        entry.body.as_bytes().to_vec(),
    ]
}

/// A sound chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// How many entries.
    pub n_entries: u64,
    /// The digest of the last one; None for an empty chain.
    pub head: Option<Digest>,
}

/// A place in the chain that was noted elsewhere: a report, a printout, another machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Which entry.
    pub seq: u64,
    /// Its digest then.
    pub digest: Digest,
}

/// The first place where the chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("the audit chain breaks at entry {seq}: {why}")]
pub struct Broken {
    /// The entry at which it shows.
    pub seq: u64,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong with a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The digest is not that of the entry after its predecessor.
    Changed,
    /// A later number stands where this one should.
    Missing,
    /// An earlier number stands where a later one should: inserted, repeated or reordered.
    OutOfOrder,
    /// It belongs to another workspace.
    OtherWorkspace,
    /// It differs from what was noted elsewhere, though it is sound in itself: the chain was rewritten.
    Rewritten,
    /// The chain ends before an entry that was noted elsewhere.
    CutOff,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Why::Changed => "its content or the entry before it was changed",
            Why::Missing => "it is missing",
            Why::OutOfOrder => "an entry stands here that does not belong here",
            Why::OtherWorkspace => "it belongs to another workspace",
            Why::Rewritten => "it is not what was noted elsewhere: the chain was rewritten",
            Why::CutOff => "the chain ends before it",
        })
    }
}

/// Verifies a chain piece by piece, for a store that reads it in pages.
#[derive(Debug, Default)]
pub struct Verifier {
    n_entries: u64,
    head: Option<Digest>,
    workspace: Option<WorkspaceId>,
    anchors: Vec<Anchor>,
    key: Option<Redacted<Vec<u8>>>,
    sealed_from: Option<u64>,
}

impl Verifier {
    /// Starts at the first entry; with an `anchor`, the chain must also pass through it.
    pub fn new(anchor: Option<Anchor>) -> Self {
        Self { anchors: anchor.into_iter().collect(), ..Self::default() }
    }

    /// With the chain's key: from the first entry that is sealed by it on, every entry must be.
    #[must_use]
    pub fn with_key(self, key: Option<Redacted<Vec<u8>>>) -> Self {
        Self { key, ..self }
    }

    /// With one more anchor to pass through.
    #[must_use]
    pub fn with_anchor(mut self, anchor: Option<Anchor>) -> Self {
        self.anchors.extend(anchor);
        self
    }

    /// From which entry on the chain is sealed; `None` while no sealed entry was seen.
    pub fn sealed_from(&self) -> Option<u64> {
        self.sealed_from
    }

    /// Takes the next entry and the digest stored with it.
    ///
    /// Errors: [`Broken`] at this entry or the missing one; the chain is then not to be read further.
    pub fn push(&mut self, entry: &Entry, stored: Digest) -> Result<(), Broken> {
        let expected = self.n_entries.saturating_add(1);
        if entry.seq != expected {
            let why = if expected < entry.seq { Why::Missing } else { Why::OutOfOrder };
            return Err(Broken { seq: expected, why });
        }
        let workspace = self.workspace.get_or_insert_with(|| entry.workspace.clone());
        if *workspace != entry.workspace {
            return Err(Broken { seq: expected, why: Why::OtherWorkspace });
        }
        let is_sealed = self.key.as_ref().is_some_and(|key| seal(key.expose(), self.head, entry) == stored);
        // Entries from before there was a key; a sealed one after them covers them too.
        let is_linked = self.sealed_from.is_none() && link(self.head, entry) == stored;
        if !is_sealed && !is_linked {
            return Err(Broken { seq: expected, why: Why::Changed });
        }
        if is_sealed {
            self.sealed_from.get_or_insert(expected);
        }
        if self.anchors.iter().any(|anchor| anchor.seq == expected && anchor.digest != stored) {
            return Err(Broken { seq: expected, why: Why::Rewritten });
        }
        self.n_entries = expected;
        self.head = Some(stored);
        Ok(())
    }

    /// Ends the chain.
    ///
    /// Errors: [`Why::CutOff`] when it ends before the anchor.
    pub fn finish(self) -> Result<Verified, Broken> {
        if self.anchors.iter().any(|anchor| self.n_entries < anchor.seq) {
            return Err(Broken { seq: self.n_entries.saturating_add(1), why: Why::CutOff });
        }
        Ok(Verified { n_entries: self.n_entries, head: self.head })
    }
}

/// Verifies a whole chain, oldest entry first, each with the digest stored next to it.
///
/// Errors: [`Broken`] at the first place that does not hold.
pub fn verify(
    entries: impl IntoIterator<Item = (Entry, Digest)>,
    anchor: Option<Anchor>,
) -> Result<Verified, Broken> {
    let mut verifier = Verifier::new(anchor);
    for (entry, stored) in entries {
        verifier.push(&entry, stored)?;
    }
    verifier.finish()
}
