//! Values that come together: a till's phone and its street, a dormitory's address, a form's defaults.
//!
//! Weights add up only as far as fields are independent. Whoever has the shop's phone has the shop's street, too: on a
//! hundred records both say once what the phone says, "one of a hundred".

use super::levels::given;
use super::model::{Shares, Together};
use super::shares::bits_of;
use crate::corpus::slot::*;
use crate::corpus::{Corpus, NONE, cell, scramble};
use rustc_hash::FxHashMap;

/// People who have two values in common before the two are taken to come together: more than a couple.
const N_PEOPLE_MIN: usize = 3;

/// Records of a value that are looked at; more say the same again.
const N_LOOKED_AT: usize = 256;

/// A birth date this many times as frequent as the usual one is a form's default.
const DEFAULT_TIMES: usize = 8;

/// In a set larger than this, what a place tells of another is measured on average, in [`super::lifts`].
const N_SMALL: usize = 5_000;

/// Bits below which it is not worth a line.
const BITS_MIN: f32 = 0.5;

/// What may come with another value.
const COMPANIONS: [usize; 14] = [
    EMAIL,
    PHONE,
    STREET,
    POSTCODE,
    CITY,
    STATE,
    BIRTH,
    ANONYMOUS,
    ATTRIBUTE,
    ATTRIBUTE + 1,
    ATTRIBUTE + 2,
    ATTRIBUTE + 3,
    ATTRIBUTE + 4,
    ATTRIBUTE + 5,
];

/// Finds the values that come together on the records of several people, and what the second then still says.
///
/// Returns: sorted; a value whose records are one person's or one couple's has none.
pub(super) fn measure(corpus: &Corpus, shares: &[Shares]) -> Vec<Together> {
    let mut out = Vec::new();
    for anchor in [EMAIL, PHONE, ANONYMOUS, STREET, BIRTH, POSTCODE, CITY] {
        if corpus.fields.contains(&anchor) && (!matches!(anchor, POSTCODE | CITY) || corpus.len() <= N_SMALL)
        {
            of_anchor(corpus, shares, anchor, &mut out);
        }
    }
    out.sort_by(|a, b| a.key().cmp(&b.key()).then(a.bits.total_cmp(&b.bits)));
    // Where two values share a hash, the one that then says less counts.
    out.dedup_by_key(|one| one.key());
    out
}

fn of_anchor(corpus: &Corpus, shares: &[Shares], anchor: usize, out: &mut Vec<Together>) {
    let table = corpus.table(anchor);
    let mut counts = vec![0u32; table.len()];
    for row in &corpus.rows {
        counts.get_mut(cell(row, anchor) as usize).into_iter().for_each(|n| *n += 1);
    }
    let n_usual = corpus.len() / table.len().max(1) + 1;
    let n_min = if anchor == BIRTH { DEFAULT_TIMES * n_usual } else { N_PEOPLE_MIN };
    let is_frequent = |number: u32| counts.get(number as usize).is_some_and(|n| n_min <= *n as usize);
    let mut holders: Vec<(u32, u32, u32)> = (0u32..)
        .zip(corpus.rows.iter().zip(&corpus.rank))
        .filter(|(_, (row, _))| is_frequent(cell(row, anchor)))
        .map(|(record, (row, rank))| (cell(row, anchor), *rank, record))
        .collect();
    holders.sort_unstable();
    let companions: Vec<usize> =
        COMPANIONS.into_iter().filter(|field| *field != anchor && corpus.fields.contains(field)).collect();
    let mut group = Group::default();
    for records in holders.chunk_by(|a, b| a.0 == b.0) {
        // A sample over the whole group, the same whatever the order of the records.
        let step = records.len().div_ceil(N_LOOKED_AT);
        group.fill(corpus, anchor, records.iter().step_by(step).map(|(_, _, record)| *record));
        if group.n_people < N_PEOPLE_MIN {
            continue;
        }
        let given_hash = records.first().map_or(0, |(number, ..)| table.hash(*number));
        for field in &companions {
            group.shared(corpus, *field, |number, n_with, n_known| {
                let hash = corpus.table(*field).hash(number);
                let bits = -((n_with as f32 - 1.0) / (n_known as f32 - 1.0)).log2();
                if bits + BITS_MIN < shares.get(*field).map_or(0.0, |of| bits_of(of, hash)) {
                    out.push(Together { given: anchor, given_hash, field: *field, hash, bits });
                }
            });
        }
    }
}

/// The records that share a value, and the people they seem to be.
#[derive(Default)]
struct Group {
    /// Record and person.
    records: Vec<(u32, u32)>,
    n_people: usize,
    /// Value and person, reused.
    values: Vec<(u32, u32)>,
    keys: Vec<u32>,
}

/// Marks a person that is known by a value other than a name.
const NAMELESS: u32 = 1 << 31;

/// Given names in one group that are compared with each other; among more, slips do not matter.
const N_NAMES_COMPARED: usize = 24;

impl Group {
    fn fill(&mut self, corpus: &Corpus, anchor: usize, records: impl Iterator<Item = u32>) {
        self.records.clear();
        self.records.extend(records.map(|record| (record, person(corpus, anchor, record))));
        self.keys.clear();
        self.keys.extend(self.records.iter().map(|(_, person)| *person));
        self.keys.sort_unstable();
        self.keys.dedup();
        self.n_people = self.keys.len();
        if N_PEOPLE_MIN <= self.n_people && self.n_people <= N_NAMES_COMPARED {
            self.join_alike(corpus);
        }
    }

    /// Takes slips and short forms of one name for one person.
    fn join_alike(&mut self, corpus: &Corpus) {
        self.keys.sort_unstable_by_key(|key| (corpus.text(GIVEN, *key), *key));
        let mut leaders: Vec<u32> = Vec::new();
        let mut leader_of: FxHashMap<u32, u32> = FxHashMap::default();
        for key in &self.keys {
            let is_alike = |leader: &&u32| **leader < NAMELESS && given(corpus, **leader, *key) < 6;
            let known = if *key < NAMELESS { leaders.iter().find(is_alike).copied() } else { None };
            if known.is_none() {
                leaders.push(*key);
            }
            leader_of.insert(*key, known.unwrap_or(*key));
        }
        for (_, person) in &mut self.records {
            *person = leader_of.get(person).copied().unwrap_or(*person);
        }
        self.n_people = leaders.len();
    }

    /// Calls `visit` with each value of a field that several people share: its number, how many have it, and how
    /// many say anything there.
    fn shared(&mut self, corpus: &Corpus, field: usize, mut visit: impl FnMut(u32, usize, usize)) {
        self.values.clear();
        let known = |record: u32| Some(cell(corpus.row(record), field)).filter(|number| *number != NONE);
        self.values
            .extend(self.records.iter().filter_map(|(record, person)| Some((known(*record)?, *person))));
        if self.values.len() < N_PEOPLE_MIN {
            return;
        }
        self.keys.clear();
        self.keys.extend(self.values.iter().map(|(_, person)| *person));
        self.keys.sort_unstable();
        self.keys.dedup();
        let n_known = self.keys.len();
        self.values.sort_unstable();
        self.values.dedup();
        for people in self.values.chunk_by(|a, b| a.0 == b.0).filter(|people| N_PEOPLE_MIN <= people.len()) {
            people.first().into_iter().for_each(|(number, _)| visit(*number, people.len(), n_known));
        }
    }
}

/// Whom a record is taken for among those who share a value: its given name, else its mailbox or number.
fn person(corpus: &Corpus, anchor: usize, record: u32) -> u32 {
    let row = corpus.row(record);
    let name = cell(row, GIVEN);
    if corpus.names.get(name as usize).is_some_and(|facts| 1 < facts.n_letters) {
        return name;
    }
    // By hash and rank: numbers depend on the order of the records.
    let of = |field: usize| Some(cell(row, field)).filter(|number| *number != NONE && field != anchor);
    let hash = |field: usize, number: u32| u64::from(corpus.table(field).hash(number)) << 8 | field as u64;
    let mailbox = of(EMAIL).map(|number| hash(EMAIL, number));
    let known = mailbox.or_else(|| of(PHONE).map(|number| hash(PHONE, number)));
    let rank = || u64::from(corpus.rank.get(record as usize).copied().unwrap_or(record)) << 8 | 0xff;
    NAMELESS | scramble(known.unwrap_or_else(rank)) as u32
}

/// The values that come together, to look a pair up in.
#[derive(Default)]
pub(super) struct Companions {
    /// By field and hash of a value: where its companions start, and how many they are.
    of: FxHashMap<(usize, u32), (u32, u32)>,
    /// The fields of those values, one bit each.
    fields: u32,
}

impl Companions {
    pub(super) fn of(together: &[Together]) -> Companions {
        let mut of: FxHashMap<(usize, u32), (u32, u32)> = FxHashMap::default();
        for (at, one) in (0u32..).zip(together) {
            of.entry((one.given, one.given_hash)).or_insert((at, 0)).1 += 1;
        }
        let fields = together.iter().fold(0, |bits, one| bits | 1u32 << one.given);
        Companions { of, fields }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// What comes with a value.
    pub(super) fn with<'a>(&self, together: &'a [Together], field: usize, hash: u32) -> &'a [Together] {
        if self.fields >> field & 1 == 0 {
            return &[];
        }
        let (at, n) = self.of.get(&(field, hash)).copied().unwrap_or_default();
        together.get(at as usize..(at + n) as usize).unwrap_or_default()
    }
}
