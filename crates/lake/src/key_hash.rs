//! A row's key as a number, and maps over millions of them.

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
    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
    fn write_u128(&mut self, hash: u128) {
        // The low 64 bits of a SHA-256.
        self.0 = (hash & u128::from(u64::MAX)) as u64;
    }
}

/// Parts of a map. While a map grows it lies in memory twice; a part of it does that one at a time.
const N_PARTS: usize = 64;

/// The part of a key, by its highest bits: a part's own table goes by the lowest.
fn part(key: u128) -> usize {
    (key >> 122) as usize
}

/// A map whose keys are already uniform.
#[derive(Debug, Clone)]
pub(crate) struct KeyMap<T>(Vec<HashMap<u128, T, BuildHasherDefault<Through>>>);

impl<T> Default for KeyMap<T> {
    fn default() -> Self {
        Self((0..N_PARTS).map(|_| HashMap::default()).collect())
    }
}

impl<T> KeyMap<T> {
    pub(crate) fn get(&self, key: &u128) -> Option<&T> {
        self.0.get(part(*key))?.get(key)
    }

    pub(crate) fn get_mut(&mut self, key: &u128) -> Option<&mut T> {
        self.0.get_mut(part(*key))?.get_mut(key)
    }

    pub(crate) fn contains_key(&self, key: &u128) -> bool {
        self.get(key).is_some()
    }

    pub(crate) fn insert(&mut self, key: u128, value: T) {
        if let Some(part) = self.0.get_mut(part(key)) {
            part.insert(key, value);
        }
    }

    /// All of it, in no order; what was taken out lies in memory no more.
    pub(crate) fn into_entries(self) -> impl Iterator<Item = (u128, T)> {
        self.0.into_iter().flatten()
    }
}

/// A set of 64 bits of what is said under keys: two of a file's million rows meet with probability 3e-8, and a row that
/// is there counts as a repeat then.
#[derive(Debug)]
pub(crate) struct SaidSet(Vec<HashSet<u64, BuildHasherDefault<Through>>>);

impl Default for SaidSet {
    fn default() -> Self {
        Self((0..N_PARTS).map(|_| HashSet::default()).collect())
    }
}

impl SaidSet {
    pub(crate) fn contains(&self, said: u64) -> bool {
        self.0.get((said >> 58) as usize).is_some_and(|part| part.contains(&said))
    }

    /// Whether it was not there.
    pub(crate) fn insert(&mut self, said: u64) -> bool {
        self.0.get_mut((said >> 58) as usize).is_some_and(|part| part.insert(said))
    }
}

/// The first 128 bits of SHA-256: two keys of one workspace meet with probability 1e-20 at ten
/// billion rows, and nobody can make them meet.
pub(crate) fn hash(scope: Option<&str>, key: &str) -> u128 {
    let digest = match scope {
        Some(scope) => Digest::of([scope, key]),
        None => Digest::of([key]),
    };
    digest.as_bytes().iter().take(16).fold(0, |hash, byte| (hash << 8) | u128::from(*byte))
}
