//! Which pairs are worth a comparison.

use super::features::{Features, NONE, Row};
use super::similar::soundex;
use super::typed::Ignored;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Number of blocking passes.
const N_PASSES: usize = 9;

/// How far a record is compared with its neighbours in a block that cannot be split any more.
const N_NEIGHBOURS: usize = 12;

/// The candidate pairs of all passes; each pair once.
///
/// A block over `n_block_max` is split by further fields; what cannot be split is compared in a
/// sliding window, so no block is dropped and none is quadratic.
pub(super) fn candidates(features: &Features, ignored: &Ignored, n_block_max: usize) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    for pass in 0..N_PASSES {
        let mut block: Vec<(u64, u32)> = (0..features.len() as u32)
            .filter_map(|rank| Some((key(features, ignored, pass, &features.row(rank as usize))?, rank)))
            .collect();
        block.sort_unstable();
        for group in block.chunk_by(|a, b| a.0 == b.0) {
            let ranks: Vec<u32> = group.iter().map(|(_, rank)| *rank).collect();
            split(features, ranks, n_block_max, 0, &mut pairs);
        }
        // Sorting after each pass keeps the list at the size of what is really different.
        pairs.sort_unstable();
        pairs.dedup();
    }
    pairs
}

/// The block of a record in one pass; None keeps it out.
fn key(features: &Features, ignored: &Ignored, pass: usize, row: &Row) -> Option<u64> {
    let known = |value: u32| (value != NONE).then_some(value);
    let sound = |name: u32| known(name).map(|name| features.sound(name));
    let initial =
        |name: u32| known(name).and_then(|name| features.names.text(name).bytes().next().map(u32::from));
    let parts: [u32; 2] = match pass {
        0 => [sound(row.family)?, known(row.postcode)?],
        1 => [known(row.birth_date)?, initial(row.family).or(initial(row.given))?],
        2 => [known(row.phone).filter(|phone| !ignored.phones.contains(phone))?, 0],
        3 => [local_part(features, row, ignored)?.0, 0],
        4 => [known(row.given)?, known(row.family)?],
        5 => [sound(row.given)?, known(row.street)?],
        6 => [sound(row.family)?, known(row.street)?],
        // A slip in the mailbox keeps its digits and mostly its sound.
        7 => [local_part(features, row, ignored)?.1, sound(row.given).or(sound(row.family))?],
        // Fields in the wrong order meet the right order here.
        _ => [known(row.given)?.min(known(row.family)?), known(row.given)?.max(known(row.family)?)],
    };
    let mut hasher = FxHasher::default();
    hasher.write_usize(pass);
    parts.iter().for_each(|part| hasher.write_u32(*part));
    Some(hasher.finish())
}

/// Hashes of a mailbox name that is long enough to say something: of it whole, and of its sound,
/// digits and provider.
fn local_part(features: &Features, row: &Row, ignored: &Ignored) -> Option<(u32, u32)> {
    if row.email == NONE || ignored.emails.contains(&row.email) {
        return None;
    }
    let (local, domain) = features.emails.text(row.email).split_once('@')?;
    let (digits, letters): (Vec<u8>, Vec<u8>) =
        local.bytes().filter(u8::is_ascii_alphanumeric).partition(u8::is_ascii_digit);
    if letters.len() + digits.len() < 6 {
        return None;
    }
    let hash = |parts: [&[u8]; 3]| {
        let mut hasher = FxHasher::default();
        for part in parts {
            hasher.write(part);
            hasher.write_u8(0);
        }
        (hasher.finish() >> 16) as u32
    };
    let sound = soundex(std::str::from_utf8(&letters).unwrap_or_default());
    let slip = hash([&sound.to_be_bytes(), &digits, domain.as_bytes()]);
    Some((hash([&letters, &digits, b""]), slip))
}

/// Compares a block whole when it is small, else splits it by the next field.
fn split(features: &Features, mut ranks: Vec<u32>, n_max: usize, level: usize, pairs: &mut Vec<(u32, u32)>) {
    if ranks.len() <= n_max {
        for (i, a) in ranks.iter().enumerate() {
            pairs.extend(ranks.iter().skip(i + 1).map(|b| (*a.min(b), *a.max(b))));
        }
        return;
    }
    let field = |rank: u32| {
        let row = features.row(rank as usize);
        match level {
            0 => features.sound(row.given),
            1 => row.postcode,
            2 => row.birth_date,
            3 => row.street,
            _ => row.phone,
        }
    };
    ranks.sort_by_key(|rank| (field(*rank), *rank));
    if 5 <= level {
        for (i, a) in ranks.iter().enumerate() {
            pairs.extend(ranks.iter().skip(i + 1).take(N_NEIGHBOURS).map(|b| (*a.min(b), *a.max(b))));
        }
        return;
    }
    for part in ranks.chunk_by(|a, b| field(*a) == field(*b)) {
        split(features, part.to_vec(), n_max, level + 1, pairs);
    }
}
