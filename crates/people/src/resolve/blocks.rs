//! Which pairs are worth a comparison: records that share a key in any of several passes.

use crate::corpus::slot::*;
use crate::corpus::{Corpus, NONE, Row, cell, scramble, text_hash};
use rustc_hash::FxHashSet;

/// A block with more records than this is split by further fields.
pub(crate) const N_BLOCK_MAX: usize = 48;

/// A block that no field splits is compared whole up to this many times the size from which it is split.
const N_PARTS_MAX: usize = 3;

/// How far a record is compared with its neighbours in a block that nothing splits.
const N_NEIGHBOURS: usize = 6;

/// What a key is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The value itself.
    Same(usize),
    /// The sound of a given name.
    Sound(usize),
    /// The family name; the given name where it stands alone, since one name alone may be either.
    Last,
    /// The sound of that.
    LastSound,
    /// Its first three letters.
    LastStart,
    /// Its last three letters.
    LastEnd,
    /// The attribute with most different values, such as a birth place.
    Trait,
    /// Two names in alphabetical order.
    BothNames,
    /// The mailbox name.
    Local,
    /// The mailbox name's sound and digits.
    LocalSound,
    /// The street's number and the sound of its name.
    StreetSound,
    /// The part of the postcode that neighbours share.
    Area,
    /// Year and month of birth.
    BirthMonth,
    /// Year of birth.
    BirthYear,
    /// The first letter of the given name.
    Initial,
    /// The given name, all its short and pet forms the same.
    Nickname,
}

/// One pass: what must be shared, and the fields that are thereby no longer evidence of chance.
struct Pass {
    parts: &'static [Part],
    fields: &'static [usize],
    /// A block with more records than this is split by further fields.
    n_max: usize,
}

use Part::{
    Area, BirthMonth, BirthYear, BothNames, Initial, Last, LastEnd, LastSound, LastStart, Local, LocalSound,
    Nickname, Same, Sound, StreetSound, Trait,
};

/// The passes. Each is selective on its own; together they reach a pair that differs in any one field.
// tidy: list
const PASSES: [Pass; 33] = [
    Pass { parts: &[Same(EMAIL)], fields: &[EMAIL], n_max: N_BLOCK_MAX },
    Pass { parts: &[Same(PHONE)], fields: &[PHONE], n_max: N_BLOCK_MAX },
    Pass { parts: &[Same(CUSTOMER)], fields: &[CUSTOMER], n_max: N_BLOCK_MAX },
    Pass { parts: &[Same(ANONYMOUS)], fields: &[ANONYMOUS], n_max: N_BLOCK_MAX },
    Pass { parts: &[Same(NATIONAL)], fields: &[NATIONAL], n_max: N_BLOCK_MAX },
    Pass { parts: &[BothNames], fields: &[GIVEN, FAMILY], n_max: N_BLOCK_MAX },
    Pass { parts: &[Local], fields: &[EMAIL], n_max: 24 },
    Pass { parts: &[LocalSound], fields: &[EMAIL], n_max: 24 },
    Pass { parts: &[LastSound, Same(POSTCODE)], fields: &[FAMILY, POSTCODE], n_max: N_BLOCK_MAX },
    Pass { parts: &[Sound(GIVEN), Same(POSTCODE)], fields: &[GIVEN, POSTCODE], n_max: N_BLOCK_MAX },
    Pass { parts: &[Same(BIRTH), Sound(GIVEN)], fields: &[BIRTH, GIVEN], n_max: N_BLOCK_MAX },
    Pass { parts: &[Same(BIRTH), LastSound], fields: &[BIRTH, FAMILY], n_max: N_BLOCK_MAX },
    Pass { parts: &[Same(BIRTH), Area], fields: &[BIRTH, POSTCODE], n_max: N_BLOCK_MAX },
    Pass { parts: &[StreetSound, Sound(GIVEN)], fields: &[STREET, GIVEN], n_max: N_BLOCK_MAX },
    Pass { parts: &[StreetSound, LastSound], fields: &[STREET, FAMILY], n_max: N_BLOCK_MAX },
    Pass { parts: &[StreetSound, Area], fields: &[STREET, POSTCODE], n_max: 12 },
    Pass {
        parts: &[Sound(GIVEN), LastSound, BirthMonth],
        fields: &[GIVEN, FAMILY, BIRTH],
        n_max: N_BLOCK_MAX,
    },
    Pass { parts: &[Sound(GIVEN), LastSound, Area], fields: &[GIVEN, FAMILY, POSTCODE], n_max: N_BLOCK_MAX },
    Pass { parts: &[LastSound, Initial, Same(CITY)], fields: &[FAMILY, GIVEN, CITY], n_max: N_BLOCK_MAX },
    Pass { parts: &[LastSound, Trait], fields: &[FAMILY, ATTRIBUTE], n_max: 96 },
    Pass { parts: &[Same(BIRTH), Trait], fields: &[BIRTH, ATTRIBUTE], n_max: N_BLOCK_MAX },
    Pass { parts: &[Nickname, Trait], fields: &[GIVEN, ATTRIBUTE], n_max: 96 },
    Pass { parts: &[LastStart, Trait], fields: &[FAMILY, ATTRIBUTE], n_max: 96 },
    Pass { parts: &[LastEnd, Trait], fields: &[FAMILY, ATTRIBUTE], n_max: 96 },
    Pass { parts: &[BirthYear, Trait], fields: &[BIRTH, ATTRIBUTE], n_max: 48 },
    Pass { parts: &[LastEnd, Area], fields: &[FAMILY, POSTCODE], n_max: 12 },
    Pass { parts: &[BirthYear, Same(POSTCODE)], fields: &[POSTCODE, BIRTH], n_max: N_BLOCK_MAX },
    Pass { parts: &[Last, Nickname], fields: &[FAMILY, GIVEN], n_max: 24 },
    Pass { parts: &[Sound(GIVEN), LastSound], fields: &[FAMILY, GIVEN], n_max: 16 },
    Pass { parts: &[Last, Initial], fields: &[FAMILY, GIVEN], n_max: 24 },
    Pass { parts: &[Last], fields: &[FAMILY], n_max: 10 },
    Pass { parts: &[Same(BIRTH)], fields: &[BIRTH], n_max: 12 },
    Pass { parts: &[Same(POSTCODE)], fields: &[POSTCODE], n_max: 8 },
];

pub(crate) const N_PASSES: usize = PASSES.len();

/// The fields that split a block which is too large, in this order.
const SPLITS: [Part; 8] =
    [Same(BIRTH), Same(POSTCODE), Same(GIVEN), Same(FAMILY), Same(PHONE), Same(EMAIL), Same(STREET), Trait];

/// The fields by whose agreement a pass selects: on its pairs they are no evidence of how often matches agree.
pub(super) fn is_selected_by(pass: usize, field: usize) -> bool {
    PASSES.get(pass).is_some_and(|pass| pass.fields.contains(&field))
}

/// A block of a pass with more records than this is split.
fn n_max(pass: usize) -> usize {
    PASSES.get(pass).map_or(0, |pass| pass.n_max)
}

/// A block of a pass with more records than this is compared in part.
pub(super) fn n_whole_max(pass: usize) -> usize {
    N_PARTS_MAX * n_max(pass)
}

/// Whether a pass is left out.
pub(super) fn is_idle(idle: u64, pass: usize) -> bool {
    idle >> pass & 1 == 1
}

fn part(corpus: &Corpus, row: &Row, part: Part) -> Option<u32> {
    let known = |slot: usize| Some(cell(row, slot)).filter(|number| *number != NONE);
    let name = |slot: usize| corpus.names.get(known(slot)? as usize);
    let last = || {
        let number = known(FAMILY).or_else(|| known(GIVEN))?;
        corpus.names.get(number as usize).filter(|facts| 1 < facts.n_letters).and(Some(number))
    };
    let email = || corpus.emails.get(known(EMAIL)? as usize);
    match part {
        Same(GIVEN) => name(GIVEN)
            .filter(|facts| 1 < facts.n_letters)
            .and(known(GIVEN))
            .map(|n| corpus.table(GIVEN).hash(n)),
        Same(slot) => known(slot).map(|number| corpus.table(slot).hash(number)),
        Sound(slot) => name(slot).filter(|facts| 1 < facts.n_letters).map(|facts| facts.sound),
        Last => last().map(|name| corpus.table(FAMILY).hash(name)),
        LastSound => corpus.names.get(last()? as usize).map(|facts| facts.sound),
        LastStart => corpus.text(FAMILY, last()?).get(..3).map(|start| text_hash(start) as u32),
        LastEnd => {
            let name = corpus.text(FAMILY, last()?);
            name.get(name.len().checked_sub(3)?..).map(|end| text_hash(end) as u32)
        }
        Trait => known(corpus.blocking_attribute).map(|n| corpus.table(corpus.blocking_attribute).hash(n)),
        BothNames => {
            let table = corpus.table(GIVEN);
            let (x, y) = (table.hash(known(GIVEN)?), table.hash(known(FAMILY)?));
            (x != y).then(|| scramble(u64::from(x.min(y)) << 32 | u64::from(x.max(y))) as u32)
        }
        Local => email().filter(|facts| 5 <= facts.n_letters).map(|facts| corpus.locals.hash(facts.local)),
        LocalSound => email().filter(|facts| 6 <= facts.n_letters).map(|facts| facts.sound ^ facts.domain),
        StreetSound => corpus.streets.get(known(STREET)? as usize).map(|facts| facts.sound),
        Area => corpus.areas.get(known(POSTCODE)? as usize).copied(),
        BirthMonth => corpus.text(BIRTH, known(BIRTH)?).get(..6).map(|month| text_hash(month) as u32),
        BirthYear => corpus.text(BIRTH, known(BIRTH)?).get(..4).map(|year| text_hash(year) as u32),
        Nickname => name(GIVEN).filter(|facts| 1 < facts.n_letters).map(|facts| facts.group()),
        Initial => name(GIVEN).map(|facts| u32::from(facts.initial)),
    }
}

/// The key of a record in one pass before any split; None keeps it out.
fn first_key(corpus: &Corpus, row: &Row, pass: usize) -> Option<u64> {
    let parts = PASSES.get(pass)?.parts;
    parts.iter().try_fold(scramble(pass as u64 + 1), |key, of| {
        Some(scramble(key.wrapping_mul(31).wrapping_add(u64::from(part(corpus, row, *of)?))))
    })
}

/// The key one split further down; records that do not say stay together.
fn next_key(corpus: &Corpus, row: &Row, key: u64, level: usize) -> Option<u64> {
    let value = part(corpus, row, *SPLITS.get(level)?).unwrap_or(NONE);
    Some(scramble(key.wrapping_add(u64::from(value)).wrapping_add((level as u64 + 1) << 40)))
}

/// The key of a record in one pass, every block that is known to be too large split.
pub(crate) fn key(corpus: &Corpus, row: &Row, pass: usize, hot: &FxHashSet<u64>) -> Option<u64> {
    let mut key = first_key(corpus, row, pass)?;
    for level in 0..SPLITS.len() {
        if !hot.contains(&key) {
            break;
        }
        key = next_key(corpus, row, key, level)?;
    }
    Some(key)
}

/// The records of one pass by block.
struct Blocks {
    /// Records, block after block.
    records: Vec<u32>,
    /// Where each block ends.
    ends: Vec<u32>,
}

/// All blocks of all passes.
pub(crate) struct Index {
    passes: Vec<Blocks>,
    /// By record and pass its block; `NONE` for none, and for a block that is compared only in part.
    block_of: Vec<[u32; N_PASSES]>,
    /// Keys that were split, sorted.
    pub(crate) hot: Vec<u64>,
}

impl Index {
    /// Builds the blocks; `hot` are the keys that a fitted model splits, None splits by size.
    ///
    /// Shapes: `rank` by record, the order of record ids: no answer depends on the order of the corpus.
    pub(crate) fn build(corpus: &Corpus, rank: &[u32], hot: Option<&[u64]>) -> Index {
        let frozen: Option<FxHashSet<u64>> = hot.map(|keys| keys.iter().copied().collect());
        let mut index =
            Index { passes: Vec::new(), block_of: vec![[NONE; N_PASSES]; corpus.len()], hot: Vec::new() };
        for pass in 0..N_PASSES {
            let mut keyed: Vec<(u64, u32)> = (0u32..)
                .zip(&corpus.rows)
                .filter_map(|(record, row)| {
                    let key = match &frozen {
                        Some(hot) => key(corpus, row, pass, hot),
                        None => first_key(corpus, row, pass),
                    };
                    Some((key?, record))
                })
                .collect();
            keyed.sort_unstable_by_key(|(key, record)| (*key, rank.get(*record as usize).copied()));
            let mut blocks = Blocks { records: Vec::new(), ends: Vec::new() };
            for group in keyed.chunk_by(|a, b| a.0 == b.0) {
                if 1 < group.len() {
                    let is_final = frozen.is_some();
                    index.add(
                        corpus,
                        rank,
                        pass,
                        &mut blocks,
                        group.to_vec(),
                        if is_final { SPLITS.len() } else { 0 },
                    );
                }
            }
            index.passes.push(blocks);
        }
        index.hot.sort_unstable();
        index
    }

    fn add(
        &mut self,
        corpus: &Corpus,
        rank: &[u32],
        pass: usize,
        blocks: &mut Blocks,
        group: Vec<(u64, u32)>,
        level: usize,
    ) {
        if group.len() <= n_max(pass) || SPLITS.len() <= level {
            let block = blocks.ends.len() as u32;
            let is_whole = group.len() <= n_whole_max(pass);
            for (_, record) in group {
                blocks.records.push(record);
                let slot = self.block_of.get_mut(record as usize).and_then(|of| of.get_mut(pass));
                if let Some(slot) = slot.filter(|_| is_whole) {
                    *slot = block;
                }
            }
            blocks.ends.push(blocks.records.len() as u32);
            return;
        }
        self.hot.extend(group.first().map(|(key, _)| *key));
        let mut split: Vec<(u64, u32)> = group
            .iter()
            .filter_map(|(key, record)| Some((next_key(corpus, corpus.row(*record), *key, level)?, *record)))
            .collect();
        split.sort_unstable_by_key(|(key, record)| (*key, rank.get(*record as usize).copied()));
        for part in split.chunk_by(|a, b| a.0 == b.0) {
            if 1 < part.len() {
                self.add(corpus, rank, pass, blocks, part.to_vec(), level + 1);
            }
        }
    }

    /// Calls `visit` with every candidate pair of the passes that are not idle once, but for pairs of blocks compared in part, which
    /// may come again.
    pub(crate) fn for_each_pair(&self, idle: u64, mut visit: impl FnMut(u32, u32)) {
        let active = (0..N_PASSES).filter(|pass| !is_idle(idle, *pass));
        for (pass, blocks) in active.filter_map(|pass| Some((pass, self.passes.get(pass)?))) {
            let mut start = 0;
            for end in &blocks.ends {
                let block = blocks.records.get(start as usize..*end as usize).unwrap_or_default();
                start = *end;
                let is_whole = block.len() <= n_whole_max(pass);
                for (i, a) in block.iter().enumerate() {
                    let reach = if is_whole { block.len() } else { N_NEIGHBOURS };
                    for b in block.iter().skip(i + 1).take(reach) {
                        if !self.met_before(*a, *b, pass, idle) {
                            visit(*a, *b);
                        }
                    }
                    if !is_whole
                        && N_NEIGHBOURS < i
                        && let Some(first) = block.first()
                        && !self.met_before(*first, *a, pass, idle)
                    {
                        visit(*first, *a);
                    }
                }
            }
        }
    }

    fn met_before(&self, a: u32, b: u32, pass: usize, idle: u64) -> bool {
        match (self.block_of.get(a as usize), self.block_of.get(b as usize)) {
            (Some(a), Some(b)) => {
                let mut shared =
                    a.iter().zip(b).take(pass).enumerate().filter(|(_, (x, y))| x == y && **x != NONE);
                shared.any(|(pass, _)| !is_idle(idle, pass))
            }
            _ => false,
        }
    }

    /// In which passes two records meet, as bits.
    pub(super) fn passes_of(&self, a: u32, b: u32) -> u64 {
        match (self.block_of.get(a as usize), self.block_of.get(b as usize)) {
            (Some(a), Some(b)) => (0u64..)
                .zip(a.iter().zip(b))
                .filter(|(_, (x, y))| x == y && **x != NONE)
                .fold(0, |bits, (pass, _)| bits | 1 << pass),
            _ => 0,
        }
    }

    /// Everybody a record meets in a whole block, once, in the order of record ids.
    pub(super) fn partners(&self, record: u32, rank: &[u32]) -> Vec<u32> {
        let mut out = Vec::new();
        let Some(blocks) = self.block_of.get(record as usize) else { return out };
        for (of, block) in self.passes.iter().zip(blocks).filter(|(_, block)| **block != NONE) {
            let end = of.ends.get(*block as usize).copied().unwrap_or(0);
            let start = block.checked_sub(1).and_then(|at| of.ends.get(at as usize)).copied().unwrap_or(0);
            out.extend(of.records.get(start as usize..end as usize).unwrap_or_default());
        }
        out.sort_unstable_by_key(|other| rank.get(*other as usize).copied());
        out.dedup();
        out.retain(|other| *other != record);
        out
    }
}
