//! By identifier the records on which it stands.

use engine::persons::hash;
use std::collections::HashMap;

/// By hash of an identifier the records on which it stands: 16 bytes for each.
pub(super) struct Keys {
    first: Vec<(u64, u32)>,
    later: HashMap<u64, Vec<u32>>,
}

impl Keys {
    pub(super) fn of(keys: impl Iterator<Item = Vec<String>>) -> Self {
        let numbered = (0u32..).zip(keys);
        let mut first: Vec<(u64, u32)> =
            numbered.flat_map(|(at, keys)| keys.into_iter().map(move |key| (hash(&key), at))).collect();
        first.sort_unstable();
        Self { first, later: HashMap::default() }
    }

    pub(super) fn add(&mut self, at: usize, keys: &[String]) {
        for key in keys {
            self.later.entry(hash(key)).or_default().push(at as u32);
        }
    }

    pub(super) fn records_with(&self, key: &str) -> impl Iterator<Item = usize> + '_ {
        let hash = hash(key);
        let from = self.first.partition_point(|(other, _)| *other < hash);
        let first = self.first.get(from..).unwrap_or_default().iter();
        let first = first.take_while(move |(other, _)| *other == hash).map(|(_, at)| *at as usize);
        let later = self.later.get(&hash).map_or(&[][..], Vec::as_slice).iter();
        first.chain(later.map(|at| *at as usize))
    }
}
