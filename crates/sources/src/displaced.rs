//! Noes in cells that stand under another column than their own: in a row that slipped by a cell, in a second small
//! table below the first. Whoever is named anywhere in the row is out; none of it is ever read for a yes.

use crate::chunk::Chunk;
use crate::holds::{Holds, held_by};
use crate::no_words::{is_bare_no, is_plain_no, is_strong_no};
use crate::stray::{Asking, StrayNo};
use crate::{Contract, Format, Lands, Role};
use arrow::array::{Array, AsArray, StringArray};
use std::collections::HashMap;
use std::sync::Arc;

/// Letters of a cell that may be a word of no.
const MAX_WORD: usize = 60;

/// The noes of a chunk in columns that are read for something else.
pub(crate) fn displaced(contract: &Contract, chunk: &Chunk) -> Vec<StrayNo> {
    if contract.format == Format::Segment {
        return Vec::new();
    }
    let is_order = contract.lands.contains(&Lands::Events);
    let mut columns: Vec<(Holds, Role, Arc<Asking>, &StringArray)> = Vec::new();
    for (property, cells) in contract.properties.iter().zip(&chunk.cells) {
        let holds = held_by(property.role);
        let texts = cells.as_string_opt::<i32>().filter(|_| property.constant.is_none());
        if let Some(texts) = texts.filter(|_| holds != Holds::Other) {
            columns.push((holds, property.role, Arc::new(Asking::displaced(property, contract)), texts));
        }
    }
    let mut known: HashMap<&str, bool> = HashMap::new();
    let mut found = Vec::new();
    for row in 0..chunk.n_rows() {
        let has_at = |texts: &StringArray| texts.is_valid(row) && texts.value(row).contains('@');
        let mut is_slipped = None;
        for (holds, _, asking, texts) in &columns {
            let value = if texts.is_valid(row) { texts.value(row) } else { "" };
            if !(3..=MAX_WORD).contains(&value.len())
                || value.bytes().any(|byte| byte.is_ascii_digit() || byte == b'@')
            {
                continue;
            }
            let is_named = *holds == Holds::Names;
            if is_named && !*is_slipped.get_or_insert_with(|| slipped(&columns, &has_at)) {
                continue;
            }
            if *known.entry(value).or_insert_with(|| is_word_of_no(value, is_order)) {
                found.push(StrayNo { row, asking: Arc::clone(asking), value: value.to_owned() });
            }
        }
    }
    found
}

/// Whether the address of a row stands in another column than that of addresses.
fn slipped(
    columns: &[(Holds, Role, Arc<Asking>, &StringArray)],
    has_at: &dyn Fn(&StringArray) -> bool,
) -> bool {
    let (own, others): (Vec<_>, Vec<_>) = columns.iter().partition(|(_, role, ..)| *role == Role::Email);
    !own.iter().any(|(.., texts)| has_at(texts)) && others.iter().any(|(.., texts)| has_at(texts))
}

/// Whether a cell is wholly a word that no key, handle, moment or name is. `declined` and its kin stand there for what
/// nobody told.
fn is_word_of_no(value: &str, is_order: bool) -> bool {
    let value = value.trim();
    let is_no = is_strong_no(value, is_order) || (!is_order && is_plain_no(value));
    is_no && !is_bare_no(value) && !normalise::is_filler(&normalise::fold(value))
}
