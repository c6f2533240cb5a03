//! Reads records and the previous map out of the lake.

use super::ids::{quoted, wanted};
use super::source_records::{SourceRecord, push_source_records};
use super::told::Told;
use super::trust;
use crate::columns::{text, text_at, time, time_at};
use crate::{Engine, EngineError};
use arrow::array::{Array as _, RecordBatch, StringArray};
use lake::{Cursor, Table};
use people::Record;
use std::collections::BTreeMap;
use store::SourceTrusts;
use vocabulary::{PersonId, WorkspaceId};

/// The columns of a record, as a query selects them.
pub const COLUMNS: &str =
    "r.record_id, r.source, r.observed_at, r.written_at, r.given_name, r.family_name, r.email, r.phone,
    r.customer_id, r.anonymous_id, r.birth_date, r.street, r.city, r.state, r.postcode, r.country, r.way";

/// The records that came since the cursor was last used.
pub async fn new_records(
    engine: &Engine,
    workspace: &WorkspaceId,
    cursor: &mut Cursor,
) -> Result<Vec<Told>, EngineError> {
    let sql = format!("select {COLUMNS} from records r");
    let trusts = engine.store.source_trusts(workspace).await?;
    records_in(&engine.lake.query_new(workspace.as_str(), Table::Records, cursor, &sql).await?, &trusts)
}

async fn read_records(engine: &Engine, workspace: &WorkspaceId, sql: &str) -> Result<Vec<Told>, EngineError> {
    let trusts = engine.store.source_trusts(workspace).await?;
    records_in(&engine.query(workspace, &[], sql).await?, &trusts)
}

fn records_in(batches: &[RecordBatch], trusts: &SourceTrusts) -> Result<Vec<Told>, EngineError> {
    let mut records = Vec::new();
    for batch in batches {
        push_records(batch, trusts, &mut records)?;
    }
    Ok(records)
}

/// The records of one person: as they are read, newest first, and as they came, by source.
pub async fn records_of(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
) -> Result<(Vec<Told>, Vec<SourceRecord>), EngineError> {
    let sql = format!(
        "select r.* from records r join record_map m on m.record_id = r.record_id
         where m.person_id = '{person}' order by coalesce(r.observed_at, r.written_at) desc, r.record_id"
    );
    let trusts = engine.store.source_trusts(workspace).await?;
    let (mut told, mut as_came) = (Vec::new(), Vec::new());
    for batch in engine.query(workspace, &[], &sql).await? {
        push_records(&batch, &trusts, &mut told)?;
        push_source_records(&batch, &mut as_came)?;
    }
    as_came.sort_by(|a, b| (&a.source, &a.record_id).cmp(&(&b.source, &b.record_id)));
    Ok((told, as_came))
}

/// The records of several people by the person's id, each newest first.
pub async fn records_of_several(
    engine: &Engine,
    workspace: &WorkspaceId,
    people: &[&str],
) -> Result<BTreeMap<String, Vec<Told>>, EngineError> {
    let mut found: BTreeMap<String, Vec<Told>> = BTreeMap::new();
    if people.is_empty() {
        return Ok(found);
    }
    let trusts = engine.store.source_trusts(workspace).await?;
    let sql = format!(
        "select m.person_id as of_person, {COLUMNS} from records r join record_map m on m.record_id = r.record_id
         join {} on m.person_id = wanted.id order by coalesce(r.observed_at, r.written_at) desc, r.record_id",
        wanted(people)
    );
    for batch in engine.query(workspace, &[], &sql).await? {
        let person = text(&batch, "of_person")?;
        let mut told = Vec::with_capacity(batch.num_rows());
        push_records(&batch, &trusts, &mut told)?;
        for (row, told) in told.into_iter().enumerate() {
            found.entry(person.value(row).to_owned()).or_default().push(told);
        }
    }
    Ok(found)
}

/// Records by id; those that are not there are left out.
pub async fn records_by_id(
    engine: &Engine,
    workspace: &WorkspaceId,
    ids: &[&str],
) -> Result<Vec<Told>, EngineError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("select {COLUMNS} from records r join {} on r.record_id = wanted.id", wanted(ids));
    read_records(engine, workspace, &sql).await
}

/// Whose record it is; None when it is not there or was not unified yet.
pub async fn person_of(
    engine: &Engine,
    workspace: &WorkspaceId,
    record: &str,
) -> Result<Option<PersonId>, EngineError> {
    let sql = format!("select person_id from record_map where record_id in ({})", quoted(&[record]));
    for batch in engine.query(workspace, &[], &sql).await? {
        let person = text(&batch, "person_id")?;
        if 0 < batch.num_rows() {
            return Ok(Some(PersonId::new(person.value(0))?));
        }
    }
    Ok(None)
}

/// The ids of a person's records, those seen only in events among them. Sorted.
pub async fn record_ids_of(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
) -> Result<Vec<String>, EngineError> {
    let sql = format!("select record_id from record_map where person_id = '{person}' order by record_id");
    texts(engine, workspace, &sql, "record_id").await
}

/// One column of text of an answer, which has a value in every row.
pub async fn texts(
    engine: &Engine,
    workspace: &WorkspaceId,
    sql: &str,
    column: &str,
) -> Result<Vec<String>, EngineError> {
    let mut values = Vec::new();
    for batch in engine.query(workspace, &[], sql).await? {
        let found = text(&batch, column)?;
        values.extend((0..batch.num_rows()).map(|row| found.value(row).to_owned()));
    }
    Ok(values)
}

/// What stands in the recent tables.
pub struct Recent {
    /// The records whose people they tell of.
    pub records: Vec<String>,
    /// People who are nobody any more.
    pub gone: Vec<PersonId>,
}

/// Reads what became of people since the last run.
pub async fn recent(engine: &Engine, workspace: &WorkspaceId) -> Result<Recent, EngineError> {
    let records = "select record_id from record_map_recent";
    let gone = "select person_id from people_recent where is_gone = 1";
    let gone = texts(engine, workspace, gone, "person_id").await?;
    Ok(Recent {
        records: texts(engine, workspace, records, "record_id").await?,
        gone: gone.into_iter().map(PersonId::new).collect::<Result<_, _>>()?,
    })
}

/// Which person each record belongs to now.
pub async fn record_map(
    engine: &Engine,
    workspace: &WorkspaceId,
) -> Result<BTreeMap<String, PersonId>, EngineError> {
    let mut map = BTreeMap::new();
    for batch in engine.query(workspace, &[], "select record_id, person_id from record_map").await? {
        let (record, person) = (text(&batch, "record_id")?, text(&batch, "person_id")?);
        for row in 0..batch.num_rows() {
            map.insert(record.value(row).to_owned(), PersonId::new(person.value(row))?);
        }
    }
    Ok(map)
}

/// The identifiers that the ledger of consent names.
pub async fn ledger_keys(engine: &Engine, workspace: &WorkspaceId) -> Result<Vec<String>, EngineError> {
    texts(engine, workspace, "select distinct identifier from consents", "identifier").await
}

/// As [`ledger_keys`], of what came since the cursor was last used.
pub async fn new_ledger_keys(
    engine: &Engine,
    workspace: &WorkspaceId,
    cursor: &mut Cursor,
) -> Result<Vec<String>, EngineError> {
    let sql = "select distinct identifier from consents";
    let mut keys = Vec::new();
    for batch in engine.lake.query_new(workspace.as_str(), Table::Consents, cursor, sql).await? {
        let identifier = text(&batch, "identifier")?;
        keys.extend((0..batch.num_rows()).map(|row| identifier.value(row).to_owned()));
    }
    Ok(keys)
}

fn push_records(
    batch: &RecordBatch,
    trusts: &SourceTrusts,
    records: &mut Vec<Told>,
) -> Result<(), EngineError> {
    let column = |name: &str| -> Result<StringArray, EngineError> { text(batch, name) };
    let (record_id, source, at) = (column("record_id")?, column("source")?, time(batch, "observed_at")?);
    let (given, family) = (column("given_name")?, column("family_name")?);
    let (email, phone) = (column("email")?, column("phone")?);
    let (customer, anonymous) = (column("customer_id")?, column("anonymous_id")?);
    let (birth, street, city) = (column("birth_date")?, column("street")?, column("city")?);
    let (state, postcode, country) = (column("state")?, column("postcode")?, column("country")?);
    let (way, written) = (column("way")?, time(batch, "written_at")?);
    records.extend((0..batch.num_rows()).map(|row| Told {
        trust: trust::of_row(trusts, source.value(row), text_at(&way, row).as_deref()),
        seen: Vec::new(),
        record: Record {
            record_id: record_id.value(row).to_owned(),
            source: source.value(row).to_owned(),
            // A row without a date is of the day of its file.
            observed_at: time_at(&at, row).or_else(|| time_at(&written, row)),
            given_name: text_at(&given, row),
            family_name: text_at(&family, row),
            email: text_at(&email, row),
            phone: text_at(&phone, row),
            customer_id: text_at(&customer, row),
            anonymous_id: text_at(&anonymous, row),
            birth_date: text_at(&birth, row),
            street: text_at(&street, row),
            city: text_at(&city, row),
            state: text_at(&state, row),
            postcode: text_at(&postcode, row),
            country: text_at(&country, row),
            is_of_file: at.is_null(row) && written.is_valid(row),
        },
    }));
    Ok(())
}
