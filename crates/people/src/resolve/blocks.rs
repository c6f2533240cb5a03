//! Which pairs are worth a comparison: records that share a key in any of several passes.

use super::groups::Groups;
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

/// Whether any record can have all parts of a pass's key.
fn is_possible(corpus: &Corpus, pass: usize) -> bool {
    let has = |field: usize| corpus.fields.contains(&field);
    let has_part = |part: &Part| match *part {
        Same(field) | Sound(field) => has(field),
        Last | LastSound | LastStart | LastEnd => has(FAMILY) || has(GIVEN),
        Trait => has(corpus.blocking_attribute),
        BothNames => has(GIVEN) && has(FAMILY),
        Local | LocalSound => has(EMAIL),
        StreetSound => has(STREET),
        Area => has(POSTCODE),
        BirthMonth | BirthYear => has(BIRTH),
        Initial | Nickname => has(GIVEN),
    };
    PASSES.get(pass).is_some_and(|pass| pass.parts.iter().all(has_part))
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

/// Calls `visit` with each different key of a record: one, or as many as its addresses and numbers make.
pub(crate) fn each_key(
    corpus: &Corpus,
    row: &Row,
    key: impl Fn(&Row) -> Option<u64>,
    mut visit: impl FnMut(u64),
) {
    if cell(row, FURTHER) == NONE {
        key(row).into_iter().for_each(visit);
        return;
    }
    let mut keys: Vec<u64> = corpus.faces(row).iter().filter_map(key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter().for_each(&mut visit);
}

/// The records of one pass by block.
#[derive(Default)]
struct Blocks {
    /// Records, block after block.
    records: Vec<u32>,
    /// Where each block ends.
    ends: Vec<u32>,
}

impl Blocks {
    fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| self.between(start, *end))
    }

    fn get(&self, block: u32) -> &[u32] {
        let end = self.ends.get(block as usize).copied().unwrap_or(0);
        let start = block.checked_sub(1).and_then(|at| self.ends.get(at as usize)).copied().unwrap_or(0);
        self.between(start, end)
    }

    fn between(&self, start: u32, end: u32) -> &[u32] {
        self.records.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// All blocks of all passes.
pub(crate) struct Index {
    passes: Vec<Blocks>,
    /// The passes that have a whole block, which are the columns of `block_of`.
    columns: Vec<usize>,
    /// By record and column its block; `NONE` for none, for a block that is compared only in part, and for several:
    /// pairs of a record with several addresses may come again.
    block_of: Vec<u32>,
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
            Index { passes: Vec::new(), columns: Vec::new(), block_of: Vec::new(), hot: Vec::new() };
        let level = if frozen.is_some() { SPLITS.len() } else { 0 };
        for pass in 0..N_PASSES {
            let key = |row: &Row| match &frozen {
                Some(hot) => key(corpus, row, pass, hot),
                None => first_key(corpus, row, pass),
            };
            let rows = if is_possible(corpus, pass) { corpus.rows.as_slice() } else { &[] };
            let mut keyed: Vec<(u64, u32)> = Vec::new();
            for (row, record) in rows.iter().zip(0u32..) {
                each_key(corpus, row, key, |key| keyed.push((key, record)));
            }
            let mut blocks = Blocks::default();
            for group in Groups::of(&keyed).iter() {
                index.add(corpus, rank, pass, &mut blocks, group, level);
            }
            index.passes.push(blocks);
        }
        index.hot.sort_unstable();
        index.number_blocks(corpus.len());
        index
    }

    /// Adds a group as a block, or splits it until its parts are small enough.
    fn add(
        &mut self,
        corpus: &Corpus,
        rank: &[u32],
        pass: usize,
        blocks: &mut Blocks,
        (key, group): (u64, &[u32]),
        level: usize,
    ) {
        if group.len() <= n_max(pass) || SPLITS.len() <= level {
            let start = blocks.records.len();
            blocks.records.extend(group);
            // Who comes before whom must not depend on the order of the corpus.
            let block = blocks.records.get_mut(start..).unwrap_or_default();
            block.sort_unstable_by_key(|record| rank.get(*record as usize).copied());
            blocks.ends.push(blocks.records.len() as u32);
            return;
        }
        self.hot.push(key);
        let mut split: Vec<(u64, u32)> = Vec::new();
        for record in group {
            let next = |row: &Row| next_key(corpus, row, key, level);
            each_key(corpus, corpus.row(*record), next, |key| split.push((key, *record)));
        }
        for part in Groups::of(&split).iter() {
            self.add(corpus, rank, pass, blocks, part, level + 1);
        }
    }

    /// Writes down by record in which whole blocks it is.
    fn number_blocks(&mut self, n_records: usize) {
        let is_whole = |pass: usize, block: &[u32]| block.len() <= n_whole_max(pass);
        let passes = || self.passes.iter().enumerate();
        self.columns = passes()
            .filter(|(pass, blocks)| blocks.iter().any(|block| is_whole(*pass, block)))
            .map(|(pass, _)| pass)
            .collect();
        let n_columns = self.columns.len();
        self.block_of = vec![NONE; n_records * n_columns];
        let mut several: Vec<usize> = Vec::new();
        for (column, pass) in self.columns.iter().enumerate() {
            let blocks = (0u32..).zip(self.passes.get(*pass).into_iter().flat_map(Blocks::iter));
            for (number, block) in blocks.filter(|(_, block)| is_whole(*pass, block)) {
                for record in block {
                    let at = *record as usize * n_columns + column;
                    match self.block_of.get_mut(at) {
                        Some(slot) if *slot == NONE => *slot = number,
                        Some(_) => several.push(at),
                        None => {}
                    }
                }
            }
        }
        // Which of them came last depends on the order of the corpus.
        several.into_iter().for_each(|at| _ = self.block_of.get_mut(at).map(|slot| *slot = NONE));
    }

    /// By column the block of a record.
    fn blocks_of(&self, record: u32) -> &[u32] {
        let n_columns = self.columns.len();
        let start = record as usize * n_columns;
        self.block_of.get(start..start + n_columns).unwrap_or_default()
    }

    /// Calls `visit` with every candidate pair of the passes that are not idle once, but for pairs of
    /// blocks compared in part, which may come again.
    pub(crate) fn for_each_pair(&self, idle: u64, mut visit: impl FnMut(u32, u32)) {
        let is_active: Vec<bool> = self.columns.iter().map(|pass| !is_idle(idle, *pass)).collect();
        for (pass, blocks) in self.passes.iter().enumerate().filter(|(pass, _)| !is_idle(idle, *pass)) {
            let n_before = self.columns.partition_point(|column| *column < pass);
            let is_active = is_active.get(..n_before).unwrap_or_default();
            let has_met = |a: &[u32], b: &[u32]| {
                let shared = a.iter().zip(b).zip(is_active);
                shared.fold(false, |has, ((x, y), is_active)| has | (*is_active & (x == y) & (*x != NONE)))
            };
            for block in blocks.iter() {
                let is_whole = block.len() <= n_whole_max(pass);
                let first = block.first().copied().unwrap_or(NONE);
                for (i, a) in block.iter().copied().enumerate() {
                    let of_a = self.blocks_of(a);
                    let reach = if is_whole { block.len() } else { N_NEIGHBOURS };
                    for b in block.iter().copied().skip(i + 1).take(reach) {
                        if !has_met(of_a, self.blocks_of(b)) {
                            visit(a, b);
                        }
                    }
                    if !is_whole && N_NEIGHBOURS < i && !has_met(self.blocks_of(first), of_a) {
                        visit(first, a);
                    }
                }
            }
        }
    }

    /// In which passes two records meet, as bits.
    pub(super) fn passes_of(&self, a: u32, b: u32) -> u64 {
        let shared = self.columns.iter().zip(self.blocks_of(a).iter().zip(self.blocks_of(b)));
        shared.filter(|(_, (x, y))| x == y && **x != NONE).fold(0, |bits, (pass, _)| bits | 1 << pass)
    }

    /// Everybody a record meets in a whole block, once, in the order of record ids.
    pub(super) fn partners(&self, record: u32, rank: &[u32]) -> Vec<u32> {
        let mut out = Vec::new();
        for (pass, block) in
            self.columns.iter().zip(self.blocks_of(record)).filter(|(_, block)| **block != NONE)
        {
            out.extend(self.passes.get(*pass).map(|blocks| blocks.get(*block)).unwrap_or_default());
        }
        out.sort_unstable_by_key(|other| rank.get(*other as usize).copied());
        out.dedup();
        out.retain(|other| *other != record);
        out
    }
}
