//! How rare each value is: what an agreement is worth beyond the average of its field.

use super::levels::given;
use super::model::{N_POPULATION_MIN, Shares};
use crate::corpus::slot::*;
use crate::corpus::{Corpus, NONE, Values, cell};

/// Strangers who come to share a personal identifier, per holder: recycled phone numbers, slips of
/// the pen that hit somebody else's mailbox.
const N_STRANGERS: f64 = 0.05;

/// Number of different given names from which a value is taken to mean no one: then every record
/// counts as a person of its own.
const N_NAMES_MAX: u32 = 6;

/// A value on more records than this is nobody's: no one fills in so many forms.
const N_RECORDS_MAX: u32 = 200;

/// The position of mailbox names in the list of shares, behind the fields.
pub(super) const LOCAL: usize = N_FIELDS;

/// The position of the domains of addresses.
pub(super) const DOMAIN: usize = N_FIELDS + 1;

/// Measures the shares of all values, by field, mailbox names and domains last.
pub(super) fn measure(corpus: &Corpus) -> Vec<Shares> {
    let counts = counts(corpus);
    let mut out: Vec<Shares> = (0..N_FIELDS)
        .zip(&counts)
        .map(|(field, counts)| match field {
            EMAIL | PHONE | CUSTOMER | ANONYMOUS | NATIONAL => {
                of_persons(corpus, corpus.table(field), &persons(corpus, field, counts))
            }
            _ => of_records(corpus.table(field), counts),
        })
        .collect();
    let mut n_mailboxes = vec![0u32; corpus.locals.len()];
    for facts in &corpus.emails {
        if let Some(n) = n_mailboxes.get_mut(facts.local as usize) {
            *n += 1;
        }
    }
    out.push(of_persons(corpus, &corpus.locals, &n_mailboxes));
    out.push(of_domains(corpus));
    out
}

/// How rare each domain is among the different addresses.
fn of_domains(corpus: &Corpus) -> Shares {
    let mut domains: Vec<u32> = corpus.emails.iter().map(|facts| facts.domain).collect();
    domains.sort_unstable();
    let n_known = domains.len() as f32 + 50.0;
    let bits = |n: usize| -((n as f32 + 0.025) / n_known).log2();
    let groups = domains.chunk_by(|a, b| a == b).filter(|group| 1 < group.len());
    let listed = groups.filter_map(|group| Some((*group.first()?, bits(group.len())))).collect();
    Shares { unlisted_bits: bits(1), listed }
}

/// By field and value the number of its records, in one walk over the rows.
fn counts(corpus: &Corpus) -> Vec<Vec<u32>> {
    let mut counts: Vec<Vec<u32>> = (0..N_FIELDS).map(|field| vec![0; corpus.table(field).len()]).collect();
    for row in &corpus.rows {
        for (number, counts) in row.iter().zip(&mut counts) {
            counts.get_mut(*number as usize).into_iter().for_each(|n| *n += 1);
        }
    }
    for field in [EMAIL, PHONE] {
        for (number, _) in corpus.all_further(field) {
            let n = counts.get_mut(field).and_then(|counts| counts.get_mut(number as usize));
            n.into_iter().for_each(|n| *n += 1);
        }
    }
    counts
}

/// Of the records with a value, those that the two of a compared pair bring, their other records among them: what is
/// left are strangers'.
const N_OWN: f64 = 2.2;

/// Strangers with a value that nobody else here has, in a set that is large: one in five sets of the size has one.
const N_STRANGERS_MIN: f64 = 0.2;

/// Strangers' records that a set brings along before it says anything: among ten records a shared name says little.
const N_SOBER: f64 = 50.0;

fn of_records(table: &Values, counts: &[u32]) -> Shares {
    let n_known = f64::from(counts.iter().sum::<u32>()) + N_SOBER;
    let least = N_STRANGERS_MIN + 2.0 * N_SOBER / n_known;
    let share = |count: u32| ((f64::from(count) - N_OWN).max(0.0) + least) / n_known;
    listed(table, counts, |count| -share(count).min(1.0).log2() as f32)
}

fn of_persons(corpus: &Corpus, table: &Values, persons: &[u32]) -> Shares {
    let population = corpus.len().max(N_POPULATION_MIN) as f64;
    let bits = |n: u32| -((f64::from(n.max(1) - 1) + N_STRANGERS) / population).min(1.0).log2() as f32;
    listed(table, persons, bits)
}

fn listed(table: &Values, counts: &[u32], bits: impl Fn(u32) -> f32) -> Shares {
    let mut listed: Vec<(u32, f32)> = (0u32..)
        .zip(counts)
        .filter(|(_, count)| 1 < **count)
        .map(|(number, count)| (table.hash(number), bits(*count)))
        .collect();
    listed.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    // Where two values share a hash, the more frequent one counts.
    listed.dedup_by_key(|entry| entry.0);
    Shares { unlisted_bits: bits(1), listed }
}

/// By value how many people it seems to stand for: given names among its records that are not alike.
fn persons(corpus: &Corpus, field: usize, n_records: &[u32]) -> Vec<u32> {
    if n_records.is_empty() {
        return Vec::new();
    }
    let mut holders: Vec<(u32, u32)> = Vec::new();
    let mut nameless: Vec<(u32, u32)> = Vec::new();
    let firsts = corpus.rows.iter().map(|row| (cell(row, field), row));
    for (number, row) in firsts.chain(corpus.all_further(field)) {
        let given = cell(row, GIVEN);
        let is_shared = n_records.get(number as usize).is_some_and(|n| 1 < *n);
        if !is_shared {
            continue;
        }
        if corpus.names.get(given as usize).is_some_and(|facts| 1 < facts.n_letters) {
            holders.push((number, given));
        } else if given == NONE && matches!(field, EMAIL | PHONE) {
            // Without names, many mailboxes at one number are as many people.
            let other = cell(row, if field == EMAIL { PHONE } else { EMAIL });
            nameless.extend((other != NONE).then_some((number, other)));
        }
    }
    holders.sort_unstable();
    holders.dedup();
    let mut out: Vec<u32> = n_records.iter().map(|n| if N_RECORDS_MAX < *n { *n } else { 1 }).collect();
    for names in holders.chunk_by(|a, b| a.0 == b.0).filter(|names| 1 < names.len()) {
        let number = names.first().map_or(NONE, |holder| holder.0) as usize;
        let n_names = n_alike(corpus, names.iter().map(|holder| holder.1));
        if let (Some(out), Some(n_records)) = (out.get_mut(number), n_records.get(number)) {
            *out = if N_NAMES_MAX < n_names { *n_records } else { n_names.max(*out) };
        }
    }
    nameless.sort_unstable();
    nameless.dedup();
    for others in nameless.chunk_by(|a, b| a.0 == b.0).filter(|others| N_NAMES_MAX < others.len() as u32) {
        let number = others.first().map_or(NONE, |holder| holder.0) as usize;
        if let (Some(out), Some(n_records)) = (out.get_mut(number), n_records.get(number)) {
            *out = *n_records;
        }
    }
    out
}

/// Into how many groups names fall, slips and short forms together.
fn n_alike(corpus: &Corpus, names: impl Iterator<Item = u32>) -> u32 {
    let mut texts: Vec<(&str, u32)> = names.map(|name| (corpus.text(GIVEN, name), name)).collect();
    texts.sort_unstable();
    let mut leaders: Vec<u32> = Vec::new();
    for (_, name) in texts {
        if leaders.iter().all(|leader| 6 <= given(corpus, *leader, name)) {
            leaders.push(name);
        }
        if N_NAMES_MAX < leaders.len() as u32 {
            break;
        }
    }
    leaders.len() as u32
}

/// By value of a table its bits.
pub(super) fn by_number(shares: &Shares, table: &Values) -> Vec<f32> {
    (0..table.len() as u32).map(|number| bits_of(shares, table.hash(number))).collect()
}

/// The bits of a value by its hash.
pub(super) fn bits_of(shares: &Shares, hash: u32) -> f32 {
    let at = shares.listed.binary_search_by_key(&hash, |entry| entry.0);
    at.ok().and_then(|at| shares.listed.get(at)).map_or(shares.unlisted_bits, |entry| entry.1)
}
