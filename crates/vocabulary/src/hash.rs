use crate::VocabularyError;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::str::FromStr;

/// A SHA-256 digest: what an approval is bound to and what links the audit chain.
///
/// Source: FIPS 180-4.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u8; 32]);

impl Digest {
    /// Hashes `parts` in order, each preceded by its length, so that moving a byte from one part
    /// to the next changes the digest.
    pub fn of<T: AsRef<[u8]>>(parts: impl IntoIterator<Item = T>) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            let part = part.as_ref();
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }

    /// 32 bytes that are all 0: no digest of anything that was ever found, and the beginning of a sum.
    pub const ZERO: Self = Self([0; 32]);

    /// A number of 256 bits in the form of a digest: a sum of digests.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The first 12 hexadecimal digits, for people; never for comparison.
    pub fn short(&self) -> String {
        self.to_string().chars().take(12).collect()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Digest {
    type Err = VocabularyError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || VocabularyError::Digest { input: text.to_owned() };
        if text.len() != 64 || !text.is_ascii() {
            return Err(error());
        }
        let mut bytes = [0; 32];
        for (i, byte) in bytes.iter_mut().enumerate() {
            let pair = text.get(2 * i..2 * i + 2).ok_or_else(error)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| error())?;
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Digest {
    type Error = VocabularyError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> String {
        digest.to_string()
    }
}

/// Computes HMAC-SHA-256 of length-prefixed `parts` under `key`.
///
/// One function for message ids, idempotency keys and assignment, so that all of them are the same
/// on every node.
/// Source: RFC 2104.
pub fn keyed_hash<T: AsRef<[u8]>>(key: &[u8], parts: impl IntoIterator<Item = T>) -> Digest {
    // HMAC takes a key of any length, so the error branch cannot be reached; it degrades to the
    // hash of an empty key rather than to a panic.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return Digest::of(parts);
    };
    for part in parts {
        let part = part.as_ref();
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    Digest(mac.finalize().into_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundaries_matter() {
        assert_ne!(Digest::of(["ab", "c"]), Digest::of(["a", "bc"]));
        assert_ne!(keyed_hash(b"k", ["ab", "c"]), keyed_hash(b"k", ["a", "bc"]));
        assert_ne!(keyed_hash(b"k", ["a"]), keyed_hash(b"l", ["a"]));
    }

    #[test]
    fn text_round_trips() -> Result<(), VocabularyError> {
        let digest = Digest::of(["a"]);
        assert_eq!(digest.to_string().parse::<Digest>()?, digest);
        assert!("zz".parse::<Digest>().is_err());
        Ok(())
    }
}
