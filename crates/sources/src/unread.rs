//! The noes of rows in columns that nobody reads, and what is told of those that name nobody.

use crate::chunk::Chunk;
use crate::column::Typed;
use crate::outcome::LineNo;
use crate::said::{Names, spoken, stray_no};
use crate::shape::Good;
use crate::{Contract, Intake};
use arrow::array::Array;
use std::collections::{BTreeSet, HashSet};

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
    let mut nameless = BTreeSet::new();
    for no in strays {
        let key = keys.is_valid(no.row).then(|| keys.value(no.row));
        match stray_no(contract, (key, names.of(no.row)), no, intake.arrived_at) {
            Some(statement) => said.push((chunk.lines.get(no.row).copied().unwrap_or_default(), statement)),
            None => {
                nameless.insert(no.asking.column.as_str());
            }
        }
    }
    let tell = |column| {
        format!(
            "look at column `{column}`: rows say no there and name nobody who can be read, so that it closes nobody"
        )
    };
    Ok((said, nameless.into_iter().map(tell).collect()))
}
