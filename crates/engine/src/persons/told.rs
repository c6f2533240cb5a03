//! What one row says of somebody, and how far that counts.

use people::Record;
use std::borrow::Cow;
use vocabulary::{Assertion, Identifier, IdentifierKind, Trust};

/// One row of `records`, or one combination of ids seen in events.
#[derive(Debug, Clone)]
pub struct Told {
    /// As it came.
    pub record: Record,
    /// How far the word of its source counts.
    pub trust: Trust,
    /// How events carry it, for a combination of ids that is only seen in them.
    pub seen: Vec<Carried>,
}

/// How some events carry a combination of ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// Their column `identifier`.
    pub identifier: String,
    /// All their ids in one text, as the view `person_events` spells it.
    pub combination: String,
}

/// What the ids of records begin with, after their source, that are only combinations of ids seen in events.
pub const SEEN: &str = ":seen-";

/// What the keys of whole combinations begin with in the map of identifiers: no kind of identifier is called so.
pub const COMBINATION: &str = "seen:";

impl Told {
    /// Nothing told by nobody: room to read a row into.
    pub fn empty() -> Self {
        Self { record: Record::default(), trust: Trust::NONE, seen: Vec::new() }
    }

    /// Whether it is only a combination of ids seen in events.
    pub fn is_seen(&self) -> bool {
        self.record
            .record_id
            .strip_prefix(self.record.source.as_str())
            .is_some_and(|rest| rest.starts_with(SEEN))
    }

    /// Whether it is of a source that tells who somebody is; else it tells only what a visitor did.
    pub fn is_of_record(&self) -> bool {
        self.trust.is_of_record()
    }

    /// What the source is believed to say.
    pub fn believed(&self) -> Record {
        let mut record = self.record.clone();
        if !self.trust.may(Assertion::Addresses) {
            (record.email, record.phone) = (None, None);
        }
        if !self.trust.may(Assertion::CustomerIds) {
            record.customer_id = None;
        }
        record
    }

    /// Its handles, strongest first; those its source is believed to tell where it is of record.
    ///
    /// Of a browser's cell with several addresses or numbers the first counts: whoever finds the write key could tie
    /// somebody's mailbox to another.
    pub fn handles(&self) -> Vec<Identifier> {
        let mut handles = people::handles(&self.record);
        if !self.is_of_record() {
            handles.dedup_by_key(|handle| handle.kind);
        } else {
            handles.retain(|handle| match handle.kind {
                IdentifierKind::CustomerId => self.trust.may(Assertion::CustomerIds),
                IdentifierKind::Email | IdentifierKind::Phone | IdentifierKind::Mailbox => {
                    self.trust.may(Assertion::Addresses)
                }
                IdentifierKind::AnonymousId => true,
            });
        }
        handles
    }

    /// Its addresses as they were written, those that count as in [`Told::handles`].
    fn emails(&self) -> Option<Cow<'_, str>> {
        let cell = self.record.email.as_deref()?;
        if self.is_of_record() {
            return Some(Cow::Borrowed(cell)).filter(|_| self.trust.may(Assertion::Addresses));
        }
        let mut several = normalise::several_emails(cell).into_iter();
        Some(several.find(|one| normalise::email(one).is_ok()).unwrap_or(Cow::Borrowed(cell)))
    }

    /// Whether a key is one of its addresses as it was written: see [`normalise::written_keys`].
    pub fn is_written(&self, key: &str) -> bool {
        self.emails().is_some_and(|cell| normalise::written_keys(&cell).iter().any(|written| written == key))
    }

    /// The keys under which mail to its addresses is filed.
    pub fn mail_keys(&self) -> Vec<String> {
        self.emails().map(|cell| normalise::mail_keys(&cell)).unwrap_or_default()
    }

    /// Takes over how events carry it; true when that was not known.
    pub fn carry(&mut self, other: &Told) -> bool {
        let n_before = self.seen.len();
        for carried in &other.seen {
            if !self.seen.contains(carried) {
                self.seen.push(carried.clone());
            }
        }
        n_before < self.seen.len()
    }
}

/// The handle that a key of events means; None for a filler, which is nobody's.
pub fn meant(key: &str) -> Option<Identifier> {
    let Identifier { kind, value } = Identifier::from_key(key).ok()?;
    normalise::identifier(kind, &value).ok()
}

/// A key as a number, for sets of millions of them.
pub fn hash(key: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// As [`hash`] of the key of a handle, without making the key.
pub fn hash_of(handle: &Identifier) -> u64 {
    use std::hash::{DefaultHasher, Hasher as _};
    let mut hasher = DefaultHasher::new();
    for part in [handle.kind.as_str(), ":", &handle.value] {
        hasher.write(part.as_bytes());
    }
    // What ends a text.
    hasher.write_u8(0xff);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_hashed_as_its_key() {
        for value in ["a@x.com", "", "a:b", "ä-and-more-than-one-block-of-the-hash"] {
            let handle = Identifier::new(IdentifierKind::Email, value);
            assert_eq!(hash_of(&handle), hash(&handle.key()));
        }
    }
}
