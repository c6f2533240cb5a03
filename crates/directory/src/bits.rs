//! A set of rows.

/// Some of `n` rows, a bit each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    n: usize,
}

impl Bits {
    /// None of `n` rows.
    pub fn none(n: usize) -> Self {
        Self { words: vec![0; n.div_ceil(64)], n }
    }

    /// All of `n` rows.
    pub fn all(n: usize) -> Self {
        let mut all = Self { words: vec![u64::MAX; n.div_ceil(64)], n };
        all.trim();
        all
    }

    /// Those of `n` rows for which `holds` is true.
    pub fn of(n: usize, mut holds: impl FnMut(usize) -> bool) -> Self {
        let mut found = Self::none(n);
        for row in 0..n {
            if holds(row) {
                found.set(row);
            }
        }
        found
    }

    /// Takes a row in; one beyond the last is nobody's.
    pub fn set(&mut self, row: usize) {
        if let Some(word) = self.words.get_mut(row / 64).filter(|_| row < self.n) {
            *word |= 1 << (row % 64);
        }
    }

    /// Whether a row is in.
    pub fn has(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// Keeps what is in the other, too.
    pub fn and(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    /// Takes in what is in the other.
    pub fn or(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// Turns every row round.
    pub fn flip(&mut self) {
        self.words.iter_mut().for_each(|word| *word = !*word);
        self.trim();
    }

    /// How many are in.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Of how many rows.
    pub fn n_rows(&self) -> usize {
        self.n
    }

    /// The rows that are in, in order.
    pub fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
                rest &= rest - 1;
                Some(at * 64 + bit)
            })
        })
    }

    /// INVARIANT: bits beyond the last row are 0, so that counting needs no care.
    fn trim(&mut self) {
        if let Some(last) = self.words.last_mut().filter(|_| !self.n.is_multiple_of(64)) {
            *last &= (1 << (self.n % 64)) - 1;
        }
    }
}
