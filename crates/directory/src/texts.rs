//! A column of text in which each different value is kept once.

/// A row without a value.
const NOTHING: u32 = u32::MAX;

/// One text a row, or none.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    /// Every different value, one behind the other, and where each ends.
    values: String,
    ends: Vec<usize>,
    /// Which of them each row has.
    codes: Vec<u32>,
    /// Where to find a value: its number and one, by its hash; 0 is an empty place.
    slots: Vec<u32>,
}

/// Mixes eight bytes at a time: the values are ours, so nobody gains by making them collide.
///
/// Source: Firefox's hasher ("FxHash"), its constant for 64 bits.
fn hash(text: &str) -> usize {
    let mut mixed: u64 = 0;
    for chunk in text.as_bytes().chunks(8) {
        let word = chunk.iter().fold(0_u64, |word, byte| (word << 8) | u64::from(*byte));
        mixed = (mixed.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
    (mixed >> 20) as usize
}

impl Texts {
    pub(crate) fn push(&mut self, value: Option<&str>) {
        let code = value.map_or(NOTHING, |value| self.code_of_new(value));
        self.codes.push(code);
    }

    pub(crate) fn n_values(&self) -> usize {
        self.ends.len()
    }

    /// A value by its number.
    pub(crate) fn nth(&self, code: u32) -> &str {
        let code = code as usize;
        let start = code.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(code).copied().unwrap_or(start);
        self.values.get(start..end).unwrap_or_default()
    }

    /// The number of a row's value.
    pub(crate) fn code(&self, row: usize) -> Option<u32> {
        self.codes.get(row).copied().filter(|code| *code != NOTHING)
    }

    pub(crate) fn at(&self, row: usize) -> Option<&str> {
        self.code(row).map(|code| self.nth(code))
    }

    /// The number of a value; `None` when no row has it.
    pub(crate) fn find(&self, value: &str) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut place = hash(value) & mask;
        loop {
            match self.slots.get(place).copied().unwrap_or(0).checked_sub(1) {
                None => return None,
                Some(code) if self.nth(code) == value => return Some(code),
                Some(_) => place = (place + 1) & mask,
            }
        }
    }

    /// How many rows have each value.
    pub(crate) fn counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.n_values()];
        for code in &self.codes {
            if let Some(count) = counts.get_mut(*code as usize) {
                *count += 1;
            }
        }
        counts
    }

    /// For each value its place among all, capitals aside.
    pub(crate) fn ranks(&self) -> Vec<u32> {
        let n = self.n_values() as u32;
        let mut sorted: Vec<(String, u32)> =
            (0..n).map(|code| (self.nth(code).to_lowercase(), code)).collect();
        sorted.sort_unstable();
        let mut ranks = vec![0; sorted.len()];
        let mut rank = 0;
        for (at, (value, code)) in sorted.iter().enumerate() {
            // What differs in capitals alone stands together.
            if at.checked_sub(1).and_then(|before| sorted.get(before)).is_some_and(|(of, _)| of != value) {
                rank += 1;
            }
            if let Some(place) = ranks.get_mut(*code as usize) {
                *place = rank;
            }
        }
        ranks
    }

    fn code_of_new(&mut self, value: &str) -> u32 {
        if let Some(code) = self.find(value) {
            return code;
        }
        let code = self.n_values() as u32;
        self.values.push_str(value);
        self.ends.push(self.values.len());
        if self.slots.len() < 2 * self.ends.len() {
            self.slots = vec![0; (4 * self.ends.len()).next_power_of_two()];
            (0..=code).for_each(|code| self.note(code));
        } else {
            self.note(code);
        }
        code
    }

    fn note(&mut self, code: u32) {
        let mask = self.slots.len() - 1;
        let mut place = hash(self.nth(code)) & mask;
        while self.slots.get(place).is_some_and(|taken| *taken != 0) {
            place = (place + 1) & mask;
        }
        if let Some(slot) = self.slots.get_mut(place) {
            *slot = code + 1;
        }
    }
}
