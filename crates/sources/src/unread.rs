//! The noes of rows in columns that nobody reads, and what is told of those that name nobody.

use crate::chunk::Chunk;
use crate::column::Typed;
use crate::folded::folded;
use crate::no_words::{asks_why, is_answer_of_server};
use crate::outcome::LineNo;
use crate::said::{Names, spoken, stray_no};
use crate::said_when::Moments;
use crate::saying::Saying;
use crate::shape::Good;
use crate::stray::StrayNo;
use crate::{Contract, Intake};
use arrow::array::Array;
use std::collections::{BTreeMap, HashMap};

/// Lines that are named.
const N_LINES: usize = 5;

/// Whether a no tells why its row says no: in a list of noes whatever stands beside, else a column of reasons.
fn is_reason(no: &StrayNo, contract: &Contract) -> bool {
    const REASONS: &[&str] =
        &["reason", "response", "code", "error", "type", "status", "diagnosticcode", "bounceclassification"];
    let column = &no.asking.column;
    let is_apart = no.asking.is_list() || no.asking.is_of_moments();
    // Of a path in an object the last word.
    let last = column.rsplit('.').next().unwrap_or(column);
    let is_named = || REASONS.iter().any(|reason| folded(column) == *reason || folded(last) == *reason);
    !is_apart && (contract.is_of_noes() || asks_why(column) || is_named())
}

/// Whether a value is what a server answered of a mailbox that is not there, with or without the word for its protocol:
/// `smtp; 550 5.1.1 user unknown`.
fn is_answer(value: &str) -> bool {
    let bare = value.split_once(';').filter(|(kind, _)| kind.trim().eq_ignore_ascii_case("smtp"));
    is_answer_of_server(bare.map_or(value, |(_, answer)| answer).trim())
}

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
    // The moment of a no is none besides where the row says no itself, and why it does was said at its own moment.
    let moments = Moments::read(contract, columns, &chunk.cells);
    let mut own: HashMap<usize, Option<Saying>> = HashMap::new();
    let is_beside = |no: &StrayNo| no.asking.is_of_moments() || no.asking.is_of_bounces();
    if chunk.strays.iter().any(|no| is_beside(no) || is_reason(no, contract)) {
        for said in spoken(contract, columns)?.into_iter().filter(|said| said.says_no) {
            let at = moments.of(&said);
            own.entry(said.row).and_modify(|known| *known = known.and(at)).or_insert(at);
        }
    }
    let is_told = |no: &StrayNo| {
        // Why a mail came back is no further no beside the one that its row says.
        is_beside(no) || is_reason(no, contract) && is_answer(&no.value)
    };
    let strays = chunk.strays.iter().filter(|no| !is_told(no) || !own.contains_key(&no.row));
    let mut said = Vec::new();
    let mut nameless: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for no in strays {
        let key = keys.is_valid(no.row).then(|| keys.value(no.row));
        let of_row = own.get(&no.row).copied().flatten().filter(|_| is_reason(no, contract));
        match stray_no(contract, (key, names.of(no.row)), (no, of_row), intake.arrived_at) {
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
