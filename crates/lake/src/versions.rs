//! What becomes of a row whose key may be known: it is new, the same, changed, or contradicts what stands.

use crate::Table;
use crate::key_hash::{KeyMap, SaidSet};
use arrow::array::{Array, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Int64Type, TimeUnit, TimestampMicrosecondType};
use arrow::error::ArrowError;
use std::collections::HashMap;
use vocabulary::Digest;

/// Whether the rows of a source change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changes {
    /// A key is written once, and whatever comes under it later is the same: copies of what lies elsewhere.
    Once,
    /// Rows never change: the same key with other content is a conflict.
    Log,
    /// The latest row of a key counts; earlier ones stay as history.
    State,
}

/// One row of a key. Digests are the first 64 bits of SHA-256; 0 is one that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Version {
    /// Of what was read of the row.
    pub(crate) row: i64,
    /// Of the row as it came.
    pub(crate) raw: i64,
    /// From when it holds, in microseconds.
    pub(crate) at: i64,
    /// How many rows of the key landed before it.
    pub(crate) version: i64,
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Its key was not there.
    New,
    /// It says something else than the rows before it; the number of those.
    Changed(i64),
    /// It says what is known.
    Same,
    /// It stands in this file a second time.
    Dropped,
    /// It contradicts a log.
    Conflict,
}

/// Every row of every key. Most keys have one.
#[derive(Debug, Default, Clone)]
pub(crate) struct Versions {
    first: KeyMap<Version>,
    later: HashMap<u128, Vec<Version>>,
}

impl Versions {
    /// Takes in a row that stands in the table. Of a row that came without a digest the digest is filled in.
    pub(crate) fn add(&mut self, key: u128, version: Version) {
        match self.first.get_mut(&key) {
            None => {
                self.first.insert(key, version);
            }
            Some(first) if first.row == 0 && first.at == version.at => *first = version,
            Some(first) if *first == version => {}
            Some(_) => {
                let later = self.later.entry(key).or_default();
                if !later.contains(&version) {
                    later.push(version);
                }
            }
        }
    }

    /// What becomes of a row that comes now.
    pub(crate) fn judge(&self, key: u128, row: Version, changes: Changes) -> Verdict {
        let Some(first) = self.first.get(&key) else { return Verdict::New };
        let later = self.later.get(&key).map(Vec::as_slice).unwrap_or_default();
        let all = || std::iter::once(first).chain(later);
        // Of two rows of one time the last is the later one, as in the query of the latest.
        let before = all().filter(|known| known.at <= row.at).max_by_key(|known| (known.at, known.version));
        let n_known = all().map(|known| known.version).max().unwrap_or(0).saturating_add(1);
        let is_known = match changes {
            Changes::Once => true,
            Changes::Log => all().any(|known| known.row == row.row),
            Changes::State => {
                before.is_some_and(|known| known.row == row.row)
                    || all().any(|known| known.at == row.at && known.row == row.row)
            }
        };
        if is_known {
            return Verdict::Same;
        }
        // The same row read by a mended contract is no contradiction; nor is one of which nobody knows how it came.
        let is_reread = || all().any(|known| known.raw == row.raw || known.raw == 0 || row.raw == 0);
        match changes {
            Changes::Log if !is_reread() => Verdict::Conflict,
            _ => Verdict::Changed(n_known),
        }
    }
}

/// What one file has said so far, to tell its repeats from what was there before.
#[derive(Debug, Default)]
pub struct FileKeys(SaidSet);

/// A key and what is said under it.
fn content(key: u128, row: &Version) -> u64 {
    (key >> 64) as u64 ^ row.row as u64
}

/// Judges the rows of a landing one after the other, each in the light of those before it.
pub(crate) fn judge_all(
    known: &Versions,
    rows: &[(u128, Version)],
    changes: Changes,
    file: &FileKeys,
) -> (Vec<Verdict>, Versions) {
    let mut landing = Versions::default();
    let mut keys = SaidSet::default();
    let mut verdicts = Vec::with_capacity(rows.len());
    for (key, row) in rows {
        let said = content(*key, row);
        let is_repeat = !keys.insert(said) || file.0.contains(said);
        let of_landing = landing.first.contains_key(key);
        let verdict =
            if of_landing { landing.judge(*key, *row, changes) } else { known.judge(*key, *row, changes) };
        // A key that counts once is a repeat whatever its row says.
        let is_repeat = is_repeat || (of_landing && changes == Changes::Once);
        let verdict = if verdict == Verdict::Same && is_repeat { Verdict::Dropped } else { verdict };
        if matches!(verdict, Verdict::New | Verdict::Changed(_)) {
            if !of_landing && verdict != Verdict::New {
                // What stood before it, so that the next row of this key is judged by all of them.
                known.first.get(key).into_iter().for_each(|first| landing.add(*key, *first));
                known.later.get(key).into_iter().flatten().for_each(|later| landing.add(*key, *later));
            }
            let version = if let Verdict::Changed(version) = verdict { version } else { 0 };
            landing.add(*key, Version { version, ..*row });
        }
        verdicts.push(verdict);
    }
    (verdicts, landing)
}

impl Versions {
    /// Takes in what a landing has added.
    pub(crate) fn take(&mut self, landing: Versions) {
        let Versions { first, later } = landing;
        for (key, version) in first.into_entries() {
            self.add(key, version);
        }
        for (key, versions) in later {
            versions.into_iter().for_each(|version| self.add(key, version));
        }
    }
}

impl FileKeys {
    pub(crate) fn extend(&mut self, rows: &[(u128, Version)]) {
        for (key, row) in rows {
            self.0.insert(content(*key, row));
        }
    }
}

/// The digest of what each row says: of its columns that are not empty, in the order of their names, without
/// those that say how it came and those listed in `besides`.
///
/// A column that is added to the table and empty in a row leaves its digest as it is.
pub(crate) fn row_digests(batch: &RecordBatch, besides: &[&str]) -> Result<Vec<i64>, ArrowError> {
    let schema = batch.schema();
    let mut columns: Vec<(&str, usize)> = schema
        .fields()
        .iter()
        .enumerate()
        .map(|(place, field)| (field.name().as_str(), place))
        .filter(|(name, _)| !Table::is_beside(name) && !besides.contains(name))
        .collect();
    columns.sort_unstable();
    let mut texts: Vec<Vec<u8>> = vec![Vec::with_capacity(128); batch.num_rows()];
    for (name, place) in columns {
        let column = batch.column(place);
        if column.null_count() == column.len() {
            continue;
        }
        match column.data_type() {
            DataType::Int64 => {
                let values = column.as_primitive::<Int64Type>();
                write(&mut texts, name, |at| values.is_valid(at).then(|| values.value(at).to_be_bytes()));
            }
            DataType::Timestamp(TimeUnit::Microsecond, _) => {
                let values = column.as_primitive::<TimestampMicrosecondType>();
                write(&mut texts, name, |at| values.is_valid(at).then(|| values.value(at).to_be_bytes()));
            }
            _ => {
                let values = cast(column, &DataType::Utf8)?;
                let values = values.as_string::<i32>();
                write(&mut texts, name, |at| values.is_valid(at).then(|| values.value(at)));
            }
        }
    }
    Ok(texts.iter().map(|text| first_bits(&Digest::of([text]))).collect())
}

fn write<T: AsRef<[u8]>>(texts: &mut [Vec<u8>], name: &str, value: impl Fn(usize) -> Option<T>) {
    for (at, text) in texts.iter_mut().enumerate() {
        let Some(value) = value(at) else { continue };
        let value = value.as_ref();
        text.extend_from_slice(name.as_bytes());
        text.push(0);
        text.extend_from_slice(&(value.len() as u64).to_be_bytes());
        text.extend_from_slice(value);
    }
}

/// Never 0, which stands for a digest that is not known.
fn first_bits(digest: &Digest) -> i64 {
    let bits = digest.as_bytes().iter().take(8).fold(0_i64, |bits, byte| (bits << 8) | i64::from(*byte));
    if bits == 0 { 1 } else { bits }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_judged_by_what_stood_when_it_holds() {
        use Changes::{Log, Once, State};
        use Verdict::{Changed, Conflict, Dropped, New, Same};
        let reread = |row: i64, raw: i64, at: i64| (7_u128, Version { row, raw, at, version: 0 });
        let row = |row: i64, at: i64| reread(row, row, at);
        for (changes, rows, expect) in [
            (Once, vec![row(1, 0), row(2, 1)], vec![New, Dropped]),
            (Log, vec![row(1, 0), row(1, 5), row(2, 6)], vec![New, Dropped, Conflict]),
            // The same row by a mended contract; then again; then truly another one.
            (
                Log,
                vec![row(1, 0), reread(9, 1, 1), reread(9, 1, 2), reread(8, 3, 3)],
                vec![New, Changed(1), Dropped, Conflict],
            ),
            // There and back without times of its own: each is a change.
            (State, vec![row(1, 0), row(2, 1), row(1, 2)], vec![New, Changed(1), Changed(2)]),
            // An old export that comes late says nothing new.
            (State, vec![row(1, 0), row(2, 5), row(1, 0)], vec![New, Changed(1), Dropped]),
            (State, vec![row(1, 5), row(2, 0), row(2, 0)], vec![New, Changed(1), Dropped]),
        ] {
            let (verdicts, _) = judge_all(&Versions::default(), &rows, changes, &FileKeys::default());
            assert_eq!(verdicts, expect, "{changes:?} {rows:?}");
            // One landing each comes to the same, but that what is there is the same and no repeat.
            let mut known = Versions::default();
            let mut one_by_one = Vec::new();
            for row in &rows {
                let (verdict, landing) =
                    judge_all(&known, std::slice::from_ref(row), changes, &FileKeys::default());
                known.take(landing);
                one_by_one.extend(verdict);
            }
            let expect: Vec<Verdict> =
                expect.into_iter().map(|v| if v == Dropped { Same } else { v }).collect();
            assert_eq!(one_by_one, expect, "{changes:?} {rows:?}");
        }
    }
}
