//! The noes of rows in columns that nobody reads, and what is told of those that name nobody.

use crate::chunk::Chunk;
use crate::column::Typed;
use crate::outcome::LineNo;
use crate::said::{Names, spoken, stray_no};
use crate::shape::Good;
use crate::{Contract, Intake};
use arrow::array::Array;
use std::collections::{BTreeMap, HashSet};

/// Lines that are named.
const N_LINES: usize = 5;

/// What rows say no to in columns that the contract does not read, and what is told of noes that name nobody. `columns`
/// and `chunk` still have all rows.
pub(crate) fn stray_noes(
    contract: &Contract,
    chunk: &Chunk,
    columns: &[Typed],
    intake: &Intake,
) -> Result<(Vec<LineNo>, Vec<String>), arrow::error::ArrowError> {
    if chunk.strays.is_empty() {
        return Ok(Default::default());
    }
    let keys = Good::of(contract, intake, chunk, columns).keys()?;
    let names = Names::read(contract, columns, &chunk.beside)?;
    // The moment of a no is none besides where the row says no itself.
    let own: HashSet<usize> = match chunk.strays.iter().any(|no| no.asking.is_of_moments()) {
        true => {
            spoken(contract, columns)?.into_iter().filter(|said| said.says_no).map(|said| said.row).collect()
        }
        false => HashSet::new(),
    };
    let strays = chunk.strays.iter().filter(|no| !no.asking.is_of_moments() || !own.contains(&no.row));
    let mut said = Vec::new();
    let mut nameless: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for no in strays {
        let key = keys.is_valid(no.row).then(|| keys.value(no.row));
        match stray_no(contract, (key, names.of(no.row)), no, intake.arrived_at) {
            Some(statement) => said.push((chunk.lines.get(no.row).copied().unwrap_or_default(), statement)),
            None => {
                let lines = nameless.entry(no.asking.column.as_str()).or_default();
                lines.extend(chunk.lines.get(no.row));
            }
        }
    }
    let tell = |(column, lines): (&str, Vec<u64>)| {
        let shown: Vec<String> = lines.iter().take(N_LINES).map(u64::to_string).collect();
        let more = if N_LINES < lines.len() { ", …" } else { "" };
        let place = match column {
            "" => "being in the list is a no".to_owned(),
            column => format!("column `{column}` says no"),
        };
        format!(
            "line {}{more}: {place}, and nobody is named there who can be read, so that it closes nobody: correct the address, or give the country of its phone numbers",
            shown.join(", ")
        )
    };
    Ok((said, nameless.into_iter().map(tell).collect()))
}
