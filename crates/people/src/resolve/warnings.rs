use crate::corpus::slot::*;
use crate::corpus::{Corpus, NONE, cell};
use normalise::Unusable;
use rustc_hash::FxHashSet;
use vocabulary::IdentifierKind;

/// An identifier on more records than this is warned of.
const N_RECORDS_MAX: usize = 100;

/// What stood out in the whole set; never carries a value, which may be personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// An identifier stands on too many records to mean one person.
    SharedIdentifier {
        /// Its kind.
        kind: IdentifierKind,
        /// On how many records it stands.
        n_records: usize,
        /// Under how many different given names.
        n_names: usize,
    },
    /// A record has neither a name nor any identifier: it can join nobody.
    NothingToGoBy {
        /// How many such records there are.
        n_records: usize,
    },
    /// Values of a column were set aside.
    SetAside {
        /// The column.
        column: String,
        /// Why.
        why: Unusable,
        /// How many values.
        n_values: usize,
    },
    /// A source writes its customer ids in several formats: it seems to have changed its keys.
    KeyFormats {
        /// The source; empty when records do not say.
        source: String,
        /// How many formats.
        n_formats: usize,
    },
    /// No column says more than names and places: namesakes of one town cannot be told apart.
    OnlyNames,
    /// A column with a role has no usable value at all.
    EmptyColumn {
        /// The column.
        column: String,
    },
}

/// Looks through the corpus for what a reader of the result should know.
pub(super) fn warnings(corpus: &Corpus) -> Vec<Warning> {
    let mut out = Vec::new();
    for (slot, kind) in [
        (CUSTOMER, IdentifierKind::CustomerId),
        (EMAIL, IdentifierKind::Email),
        (PHONE, IdentifierKind::Phone),
        (ANONYMOUS, IdentifierKind::AnonymousId),
    ] {
        out.extend(shared(corpus, slot, kind));
    }
    let n_empty = corpus
        .rows
        .iter()
        .filter(|row| {
            [GIVEN, FAMILY, EMAIL, PHONE, CUSTOMER, ANONYMOUS, NATIONAL]
                .iter()
                .all(|slot| cell(row, *slot) == NONE)
        })
        .count();
    if 0 < n_empty {
        out.push(Warning::NothingToGoBy { n_records: n_empty });
    }
    let changed = corpus.changed_formats().into_iter();
    out.extend(changed.map(|(source, n_formats)| Warning::KeyFormats { source, n_formats }));
    let tells = [EMAIL, PHONE, CUSTOMER, ANONYMOUS, NATIONAL, BIRTH, STREET];
    if !corpus.is_empty() && !tells.iter().any(|field| corpus.fields.contains(field)) {
        out.push(Warning::OnlyNames);
    }
    for (column, why, n_values) in corpus.set_aside() {
        out.push(Warning::SetAside { column: column.to_owned(), why, n_values });
    }
    out.extend(corpus.empty_columns().map(|column| Warning::EmptyColumn { column: column.to_owned() }));
    out
}

fn shared(corpus: &Corpus, slot: usize, kind: IdentifierKind) -> Vec<Warning> {
    let mut n_records = vec![0usize; corpus.table(slot).len()];
    for row in &corpus.rows {
        n_records.get_mut(cell(row, slot) as usize).into_iter().for_each(|n| *n += 1);
    }
    let is_shared = |number: u32| n_records.get(number as usize).is_some_and(|n| N_RECORDS_MAX < *n);
    let mut names: FxHashSet<(u32, u32)> = FxHashSet::default();
    for row in corpus.rows.iter().filter(|row| is_shared(cell(row, slot)) && cell(row, GIVEN) != NONE) {
        names.insert((cell(row, slot), cell(row, GIVEN)));
    }
    let mut out: Vec<(usize, usize)> = (0u32..)
        .zip(&n_records)
        .filter(|(number, _)| is_shared(*number))
        .map(|(number, n)| (*n, names.iter().filter(|(value, _)| *value == number).count()))
        .collect();
    out.sort_unstable_by(|a, b| b.cmp(a));
    out.into_iter()
        .map(|(n_records, n_names)| Warning::SharedIdentifier { kind, n_records, n_names })
        .collect()
}
