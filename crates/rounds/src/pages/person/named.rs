//! Whom a number names: the key of a record, a customer number, the number of an order, any address.
//!
//! Asked for whole, so that the lake finds it by what its files say of themselves and reads one column else.

use engine::columns::text;
use engine::persons::views::PERSON_EVENTS;
use engine::persons::{quoted, trust};
use engine::{Engine, EngineError};
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{Assertion, Identifier, IdentifierKind, WorkspaceId};

/// People that a number may name: more would be no answer.
const N_PEOPLE: usize = 1_000;

/// By their ids the people whom exactly `query` names, and as what.
pub(crate) async fn people(
    engine: &Engine,
    workspace: &WorkspaceId,
    query: &str,
) -> Result<BTreeMap<String, String>, EngineError> {
    let query = query.trim();
    let mut found = BTreeMap::new();
    let spelt = spellings(query);
    // Names have no digits, and every key has some, or a mark that no name has.
    let may_be_key = query.contains(|c: char| c.is_ascii_digit() || ":#_@".contains(c));
    if spelt.is_empty() || !may_be_key {
        return Ok(found);
    }
    let handles: Vec<String> = identifiers(query).into_iter().collect();
    let handles: Vec<&str> = handles.iter().map(String::as_str).collect();
    let of_handles = format!(
        "select distinct person_id, identifier as id from identifier_map
         where person_id <> '' and identifier in ({}) limit {N_PEOPLE}",
        quoted(&handles)
    );
    read(engine, workspace, &of_handles, &mut found, &|id| {
        let (kind, value) = id.split_once(':').unwrap_or(("id", id));
        format!("{} {value}", kind.replace('_', " "))
    })
    .await?;
    let keys = keys(engine, workspace, query, &spelt).await?;
    if keys.is_empty() {
        return Ok(found);
    }
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let of_source = |what: &'static str| {
        move |id: &str| match id.split_once(':') {
            Some((source, key)) => format!("{what} {key} of {source}"),
            None => format!("{what} {id}"),
        }
    };
    let of_records = format!(
        "select distinct person_id, record_id as id from record_map where record_id in ({}) limit {N_PEOPLE}",
        quoted(&keys)
    );
    read(engine, workspace, &of_records, &mut found, &of_source("record")).await?;
    let of_events = format!(
        "select distinct person_id, message_id as id from person_events where message_id in ({}) limit {N_PEOPLE}",
        quoted(&keys)
    );
    read(engine, workspace, &of_events, &mut found, &of_source("order or event")).await?;
    Ok(found)
}

/// By their ids the people of whom a record has an address that contains `part`, in the form of a pattern: any of
/// theirs, for the table of people keeps one.
pub(crate) async fn of_addresses(
    engine: &Engine,
    workspace: &WorkspaceId,
    part: &str,
    found: &mut BTreeMap<String, String>,
) -> Result<(), EngineError> {
    if part.contains(char::is_whitespace) || part.chars().filter(|c| c.is_alphanumeric()).count() < 3 {
        return Ok(());
    }
    // What a page says of somebody's address names nobody.
    let is_believed = trust::believed(engine, workspace, "r", Assertion::Addresses).await?;
    let sql = format!(
        "select m.person_id, min(r.email) as id from records r join record_map m on m.record_id = r.record_id
         where lower(r.email) like '%{part}%' and {is_believed} group by m.person_id limit {N_PEOPLE}"
    );
    read(engine, workspace, &sql, found, &|id| format!("address {id}")).await
}

async fn read(
    engine: &Engine,
    workspace: &WorkspaceId,
    sql: &str,
    found: &mut BTreeMap<String, String>,
    words: &(dyn Fn(&str) -> String + Sync),
) -> Result<(), EngineError> {
    for batch in engine.query(workspace, &[PERSON_EVENTS], sql).await? {
        let (person, id) = (text(&batch, "person_id")?, text(&batch, "id")?);
        for row in 0..batch.num_rows() {
            found.entry(person.value(row).to_owned()).or_insert_with(|| words(id.value(row)));
        }
    }
    Ok(())
}

/// A key as people type it and as it is kept: `#1001` is 1001, and a letter that no id has is written as its number.
fn spellings(query: &str) -> BTreeSet<String> {
    if query.is_empty() || query.contains(char::is_whitespace) || 128 < query.len() {
        return BTreeSet::new();
    }
    let plain = query.trim_start_matches(['#', '\'']);
    let small = [query, plain].map(str::to_lowercase);
    let all = [query, plain].into_iter().chain(small.iter().map(String::as_str));
    all.filter(|text| !text.is_empty()).map(sources::key_spelt).collect()
}

/// The ids that the key may have in the lake: with each source in front, for each counts by itself.
async fn keys(
    engine: &Engine,
    workspace: &WorkspaceId,
    query: &str,
    spelt: &BTreeSet<String>,
) -> Result<BTreeSet<String>, EngineError> {
    let sources = engine.store().source_names(workspace).await?;
    // As it stands: a message's id has no source in front, and a record's whole id may be typed.
    let mut keys: BTreeSet<String> = spelt.clone();
    keys.insert(query.to_owned());
    // What a browser's key brought has a space of its own.
    keys.insert(format!("browser:{query}"));
    for source in &sources {
        keys.extend(spelt.iter().map(|key| format!("{source}:{key}")));
    }
    Ok(keys)
}

/// The identifiers that the query may be.
fn identifiers(query: &str) -> BTreeSet<String> {
    let kinds = [
        IdentifierKind::CustomerId,
        IdentifierKind::AnonymousId,
        IdentifierKind::Email,
        IdentifierKind::Phone,
        IdentifierKind::Mailbox,
    ];
    let read = |kind: IdentifierKind| {
        let found = normalise::identifier(kind, query).ok().map(|handle| handle.key());
        // As it was typed too: not every key is of a reader's making.
        [found, Some(Identifier { kind, value: query.to_owned() }.key())]
    };
    kinds.into_iter().flat_map(read).flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_however_it_is_typed() {
        for (query, expect) in
            [("#1001", vec!["1001"]), ("A/1", vec!["A@2F1", "a@2F1"]), ("two words", vec![]), ("", vec![])]
        {
            let found: Vec<String> = spellings(query).into_iter().collect();
            assert_eq!(found, expect, "{query}");
        }
        assert!(identifiers("C-7").contains("customer_id:C-7"), "{:?}", identifiers("C-7"));
    }
}
