//! Handles that so many people share that they are nobody's: the customer number of all guests, a till's own phone.

use engine::persons::{Told, hash, hash_of, meant};
use std::collections::{BTreeMap, HashMap, HashSet};
use vocabulary::{Identifier, IdentifierKind, grouped};

/// Beside more different addresses, numbers or names than this a handle is nobody's: no household is so large.
const N_BESIDE: usize = 20;

/// Beside more devices than this a customer number is nobody's: a person who clears their cookies every week has
/// 500 in ten years.
const N_DEVICES: usize = 500;

/// What stands beside a handle, by kind: the four handles, and names.
const N_KINDS: usize = 5;

/// The handles that are nobody's.
#[derive(Debug, Clone, Default)]
pub struct Shared {
    hashes: HashSet<u64>,
    n_of_kind: BTreeMap<IdentifierKind, usize>,
}

impl Shared {
    /// Whether what was told names a person, and not only a device or what is nobody's.
    pub fn leaves_named(&self, told: &Told) -> bool {
        let is_somebodys =
            |handle: &Identifier| handle.kind != IdentifierKind::AnonymousId && !self.holds(handle);
        told.record.given_name.is_some()
            || told.record.family_name.is_some()
            || told.handles().iter().any(is_somebodys)
            || (!told.is_seen() && told.record.email.is_some())
    }

    /// Finds them in all that was told.
    ///
    /// Of a handle that a source of record names, only sources of record are asked: a browser could name anybody
    /// often enough.
    ///
    /// Shapes: `of_record` shows each row of record.
    pub fn of(of_record: impl FnOnce(&mut dyn FnMut(&Told)), browsers: &[Told]) -> Shared {
        let mut rows: Vec<Row> = Vec::new();
        of_record(&mut |told| rows.extend(rows_of(told)));
        let mut shared = Shared::default();
        shared.find(&rows, &HashSet::new());
        if !browsers.is_empty() {
            let known: HashSet<u64> = rows.iter().flatten().copied().collect();
            let rows: Vec<Row> = browsers.iter().flat_map(rows_of).collect();
            shared.find(&rows, &known);
        }
        shared
    }

    fn find(&mut self, rows: &[Row], known: &HashSet<u64>) {
        // Most handles stand on a few rows: only the others are worth a set.
        let mut all: Vec<u64> =
            rows.iter().flat_map(|row| row.iter().take(4)).copied().filter(|h| *h != 0).collect();
        all.sort_unstable();
        let often: HashSet<u64> = all
            .chunk_by(|a, b| a == b)
            .filter(|run| N_BESIDE < run.len())
            .filter_map(|run| run.first().copied())
            .filter(|hash| !known.contains(hash))
            .collect();
        if often.is_empty() {
            return;
        }
        let mut beside: HashMap<(u64, usize), HashSet<u64>> = HashMap::new();
        for row in rows {
            for (kind, handle) in row.iter().enumerate().take(4).filter(|(_, handle)| often.contains(handle))
            {
                for (other, value) in row.iter().enumerate().filter(|(other, v)| *other != kind && **v != 0) {
                    // A person has several devices, and a device tells nothing of names by itself.
                    if kind != 3 || other != 4 {
                        beside.entry((*handle, other)).or_default().insert(*value);
                    }
                }
            }
        }
        let kinds: HashMap<u64, usize> = rows
            .iter()
            .flat_map(|row| row.iter().enumerate().take(4))
            .filter(|(_, handle)| often.contains(handle))
            .map(|(kind, handle)| (*handle, kind))
            .collect();
        for ((handle, other), values) in beside {
            let n_max = if other == 3 { N_DEVICES } else { N_BESIDE };
            if n_max < values.len() && self.hashes.insert(handle) {
                let kind = kinds.get(&handle).and_then(|at| KINDS.get(*at));
                kind.into_iter().for_each(|kind| *self.n_of_kind.entry(*kind).or_default() += 1);
            }
        }
    }

    /// Whether no handle is.
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Whether a handle is nobody's.
    pub fn holds(&self, handle: &Identifier) -> bool {
        !self.hashes.is_empty() && self.hashes.contains(&hash_of(handle))
    }

    /// As [`Shared::holds`], by its key, in whatever spelling a source wrote it.
    pub fn holds_key(&self, key: &str) -> bool {
        let is_held = |key: &str| self.hashes.contains(&hash(key));
        !self.hashes.is_empty() && (is_held(key) || meant(key).is_some_and(|handle| is_held(&handle.key())))
    }

    /// What to tell the reader of the run.
    pub fn words(&self) -> impl Iterator<Item = String> {
        self.n_of_kind.iter().map(|(kind, n)| {
            let (stand, are) = if *n == 1 { ("value", "it is") } else { ("values", "they are") };
            format!(
                "{} {stand} of {kind} stand beside more than {N_BESIDE} addresses, numbers or names: {are} nobody's, \
                 and events go by their next id",
                grouped(*n as u64)
            )
        })
    }
}

const KINDS: [IdentifierKind; 4] =
    [IdentifierKind::CustomerId, IdentifierKind::Email, IdentifierKind::Phone, IdentifierKind::AnonymousId];

/// The four handles and the name of a row as numbers; 0 where there is none.
type Row = [u64; N_KINDS];

/// What a row of records says: itself, and itself with each further address or number in place of the first.
fn rows_of(told: &Told) -> impl Iterator<Item = Row> + use<> {
    let mut row = [0; N_KINDS];
    let mut further: Vec<(usize, u64)> = Vec::new();
    for handle in told.handles() {
        let at = KINDS.iter().position(|kind| *kind == handle.kind);
        let hash = hash_of(&handle).max(1);
        match at.and_then(|at| Some((at, row.get_mut(at)?))) {
            Some((at, slot)) if *slot != 0 => further.push((at, hash)),
            Some((_, slot)) => *slot = hash,
            None => {}
        }
    }
    let name = [&told.record.given_name, &told.record.family_name];
    if let ([_, _, _, _, slot], true) = (&mut row, name.iter().any(|name| name.is_some())) {
        let text = name.map(|name| name.as_deref().unwrap_or_default().trim().to_lowercase());
        *slot = hash(&text.join(" ")).max(1);
    }
    let with = move |(at, hash): (usize, u64)| {
        let mut row = row;
        row.get_mut(at).into_iter().for_each(|slot| *slot = hash);
        row
    };
    std::iter::once(row).chain(further.into_iter().map(with))
}
