use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Stands for a missing value in every column.
pub(crate) const NONE: u32 = u32::MAX;

/// The different values of one column, numbered by first appearance.
///
/// One text arena and one open table of numbers: a million e-mail addresses cost their letters and
/// sixteen bytes each. Numbers depend on the order of arrival and hashes do not, so whatever must not
/// depend on the order goes by hash.
#[derive(Default)]
pub(crate) struct Values {
    text: String,
    ends: Vec<u32>,
    hashes: Vec<u32>,
    /// Hash and number, so that a probe of another value costs no look at its text.
    slots: Vec<(u32, u32)>,
}

/// A hash of a text that is the same in every process.
pub(crate) fn text_hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    scramble(hasher.finish())
}

/// Spreads the bits of a number over all of it.
///
/// Source: the finaliser of SplitMix64 (Steele, Lea, Flood 2014).
pub(crate) fn scramble(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

impl Values {
    /// The number of a text; a new one when it was not there before.
    pub(crate) fn number(&mut self, text: &str) -> u32 {
        self.number_of(text, text_hash(text) as u32, NONE)
    }

    /// The number that a text with this hash may have, seen without comparing texts; `NONE` when none is.
    pub(crate) fn guess(&self, hash: u32) -> u32 {
        if self.slots.is_empty() {
            return NONE;
        }
        self.slots.get(self.home(hash)).filter(|slot| slot.0 == hash).map_or(NONE, |slot| slot.1)
    }

    /// As [`Values::number`] with the text's hash and a [`Values::guess`].
    pub(crate) fn number_of(&mut self, text: &str, hash: u32, guess: u32) -> u32 {
        if guess != NONE && self.text(guess) == text {
            return guess;
        }
        if 2 * self.slots.len() < 3 * (self.ends.len() + 1) {
            self.grow();
        }
        let at = match self.seek(text, hash) {
            Ok(number) => return number,
            Err(at) => at,
        };
        let number = self.ends.len() as u32;
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
        self.hashes.push(hash);
        self.slots.get_mut(at).into_iter().for_each(|slot| *slot = (hash, number));
        number
    }

    /// The number of a text that is there.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        if self.slots.is_empty() { None } else { self.seek(text, text_hash(text) as u32).ok() }
    }

    /// The number of a text, or the slot where it would stand.
    fn seek(&self, text: &str, hash: u32) -> Result<u32, usize> {
        let mut at = self.home(hash);
        loop {
            match self.slots.get(at).copied() {
                None | Some((_, NONE)) => return Err(at),
                Some((of, number)) if of == hash && self.text(number) == text => return Ok(number),
                _ => at = (at + 1) & (self.slots.len() - 1),
            }
        }
    }

    fn home(&self, hash: u32) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    fn grow(&mut self) {
        let n_slots = (2 * (self.ends.len() + 1)).next_power_of_two();
        self.slots = vec![(0, NONE); n_slots];
        for (number, hash) in (0u32..).zip(&self.hashes) {
            let mut at = *hash as usize & (n_slots - 1);
            while self.slots.get(at).is_some_and(|slot| slot.1 != NONE) {
                at = (at + 1) & (n_slots - 1);
            }
            self.slots.get_mut(at).into_iter().for_each(|slot| *slot = (*hash, number));
        }
    }

    pub(crate) fn text(&self, number: u32) -> &str {
        let number = number as usize;
        let end = self.ends.get(number).copied().unwrap_or(0) as usize;
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before).copied()).unwrap_or(0);
        self.text.get(start as usize..end).unwrap_or_default()
    }

    /// A hash of the value, the same in every process; 0 for a missing one.
    pub(crate) fn hash(&self, number: u32) -> u32 {
        self.hashes.get(number as usize).copied().unwrap_or(0)
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_by_first_appearance() {
        let mut values = Values::default();
        let numbers: Vec<u32> = ["a", "b", "a", "", "b"].iter().map(|text| values.number(text)).collect();
        assert_eq!(numbers, [0, 1, 0, 2, 1]);
        assert_eq!((values.text(1), values.text(2), values.text(9), values.find("c")), ("b", "", "", None));
        for i in 0..10_000 {
            values.number(&format!("v{i}"));
        }
        assert_eq!((values.len(), values.number("a"), values.number("v9999")), (10_003, 0, 10_002));
    }
}
