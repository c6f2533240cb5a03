//! A row's key as a number.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use vocabulary::Digest;

/// Passes the low half of an already uniform hash through.
#[derive(Default)]
pub(crate) struct Through(u64);

impl Hasher for Through {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }
    fn write_u128(&mut self, hash: u128) {
        // The low 64 bits of a SHA-256.
        self.0 = (hash & u128::from(u64::MAX)) as u64;
    }
}

pub(crate) type KeySet = HashSet<u128, BuildHasherDefault<Through>>;
pub(crate) type KeyMap<T> = HashMap<u128, T, BuildHasherDefault<Through>>;

/// The first 128 bits of SHA-256: two keys of one workspace meet with probability 1e-20 at ten
/// billion rows, and nobody can make them meet.
pub(crate) fn hash(scope: Option<&str>, key: &str) -> u128 {
    let digest = match scope {
        Some(scope) => Digest::of([scope, key]),
        None => Digest::of([key]),
    };
    digest.as_bytes().iter().take(16).fold(0, |hash, byte| (hash << 8) | u128::from(*byte))
}
