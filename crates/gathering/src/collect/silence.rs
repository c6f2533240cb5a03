//! Rows of a state that say nothing of consent: what they gave before counts no longer.

use arrow::array::{Array, RecordBatch, StringArray};
use engine::EngineError;
use engine::columns::text;
use lake::Table;
use sources::{AsCame, Contract, Format, Intake, Lands, Rejected, Role, Rule, Said};
use std::collections::{BTreeSet, HashMap};
use vocabulary::Channel;

/// A row that says nothing where its source tells of consent.
pub(super) struct Silent {
    /// As [`consent::Statement::row_id`].
    pub(super) row_id: String,
    /// Line of the file; `None` for a row that goes into quarantine and is counted there.
    pub(super) line: Option<u64>,
    /// Whether it says yes and its source is not believed any more: that takes a grant back from rows of a log, too.
    pub(super) is_disbelieved: bool,
    /// Whether it could be read: an accepted row, or one whose word was told to say nothing.
    pub(super) is_read: bool,
}

/// Where the accepted rows of a portion are silent: in a column of consents that is empty, holds a word that is no
/// statement (`never_subscribed`), or is not in the file. A row of a state stands for all its source says of the key.
pub(super) fn silent(
    contract: &Contract,
    (records, said, as_came): (Option<&RecordBatch>, &[Said], &AsCame),
    intake: &Intake,
) -> Result<Vec<Silent>, EngineError> {
    let ways = ways(contract);
    if ways.is_empty() || contract.format == Format::Segment || contract.key_of_answers().is_none() {
        return Ok(Vec::new());
    }
    let mut spoken: HashMap<u64, Vec<&str>> = HashMap::new();
    for said in said {
        spoken.entry(said.line).or_default().push(&said.statement.row_id);
    }
    // A no to all channels is said beside the others.
    let is_of_all = |row_id: &&&str| row_id.ends_with(":contact");
    let n_said =
        |line: &u64| spoken.get(line).map_or(0, |said| said.iter().filter(|id| !is_of_all(id)).count());
    let rows: Vec<(usize, u64)> =
        as_came.lines().iter().copied().enumerate().filter(|(_, line)| n_said(line) < ways.len()).collect();
    let keys = keys(contract, records, as_came, &rows, intake)?;
    let mut silent = Vec::new();
    for ((_, line), key) in rows.into_iter().zip(keys) {
        let Some(key) = key else { continue };
        let said = spoken.get(&line).map(Vec::as_slice).unwrap_or_default();
        for way in &ways {
            let row_id = format!("{key}{way}");
            if !said.contains(&row_id.as_str()) {
                silent.push(Silent { row_id, line: Some(line), is_disbelieved: false, is_read: true });
            }
        }
    }
    Ok(silent)
}

/// Where rejected rows are silent: an answer that every row needs is missing, or a filler (`n/a`) stands in its place, and
/// that is why they are rejected. A word that nobody knows yet is no silence. A yes of a source that is not believed in it
/// is as if it were not there: what the row gave while the source was believed counts no longer.
pub(super) fn missing(contract: &Contract, rejected: &[Rejected]) -> Vec<Silent> {
    if contract.key_of_answers().is_none() {
        return Vec::new();
    }
    let ways = ways(contract);
    let ways = if ways.is_empty() { BTreeSet::from([String::new()]) } else { ways };
    let disbelieved = rejected.iter().filter(|row| row.rule == Rule::Trust.as_str());
    let disbelieved = disbelieved.filter_map(|row| row.key.as_deref()).flat_map(|key| {
        let ids = ways.iter().map(move |way| format!("{key}{way}"));
        ids.map(|row_id| Silent { row_id, line: None, is_disbelieved: true, is_read: false })
    });
    let row_id = |row: &Rejected| {
        let field = row.field.as_deref()?;
        let is_missing = row.rule == Rule::Required.as_str();
        // Rows that are rejected for anything else are many, and their cells are not looked at.
        if !is_missing && row.rule != Rule::Enum.as_str() {
            return None;
        }
        let word = word_of(row, field);
        let is_filler = word.as_ref().is_some_and(|word| normalise::is_filler(&normalise::fold(word)));
        if !is_missing && !is_filler {
            return None;
        }
        let property = contract.properties.iter().find(|property| property.name == field)?;
        let row_id = format!("{}{}", row.key.as_deref()?, way(property.role)?);
        let is_read = is_missing && word.is_some_and(|word| !word.trim().is_empty()) && !is_filler;
        Some(Silent { row_id, line: None, is_disbelieved: false, is_read })
    };
    rejected.iter().filter_map(row_id).chain(disbelieved).collect()
}

/// The word that a row is rejected for.
fn word_of(row: &Rejected, field: &str) -> Option<String> {
    let cells: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&row.original).ok()?;
    Some(cells.get(field)?.as_str()?.to_owned())
}

/// What stands behind the key in the ids of a row's consents: nothing for the column of actions, the channel for those
/// of one. A column of all channels gives nothing, so it can take nothing back.
fn ways(contract: &Contract) -> BTreeSet<String> {
    contract.properties.iter().filter_map(|property| way(property.role)).collect()
}

fn way(role: Role) -> Option<String> {
    let channel = match role {
        Role::Action => return Some(String::new()),
        Role::EmailAction => Channel::Email,
        Role::SmsAction => Channel::Sms,
        Role::PostAction => Channel::Post,
        Role::PushAction => Channel::Push,
        _ => return None,
    };
    Some(format!(":{channel}"))
}

/// `source:key` of rows, as they would have it among records; `None` where a row has none.
fn keys(
    contract: &Contract,
    records: Option<&RecordBatch>,
    as_came: &AsCame,
    rows: &[(usize, u64)],
    intake: &Intake,
) -> Result<Vec<Option<String>>, EngineError> {
    let key = Table::Records.key().unwrap_or_default();
    let at = |ids: &StringArray, row: usize| {
        (row < ids.len() && ids.is_valid(row)).then(|| ids.value(row).to_owned())
    };
    if let Some(records) = records.filter(|records| records.num_rows() == as_came.lines().len()) {
        let ids = text(records, key)?;
        return Ok(rows.iter().map(|(row, _)| at(&ids, *row)).collect());
    }
    let odd = |error: arrow::error::ArrowError| EngineError::Query { what: error.to_string() };
    let originals: Vec<String> =
        rows.iter().map(|(row, _)| as_came.original(*row)).collect::<Result<_, _>>().map_err(odd)?;
    let originals: Vec<&str> = originals.iter().map(String::as_str).collect();
    // Read as records the same rows have their keys; the contract is what knows how a key is spelt.
    let of_records = Contract { lands: vec![Lands::Records], ..contract.clone() };
    let read = sources::replay(&of_records, &originals, intake)?;
    let ids = read.accepted.records.map(|records| text(&records, key)).transpose()?;
    let mut nth = 0;
    Ok(read
        .verdicts
        .iter()
        .map(|verdict| {
            if verdict.is_some() {
                return None;
            }
            nth += 1;
            at(ids.as_ref()?, nth - 1)
        })
        .collect())
}
