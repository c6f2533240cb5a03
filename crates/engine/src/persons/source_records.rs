//! Records as their sources told them, field by field.

use super::ids::quoted;
use crate::columns::{text, text_at, time};
use crate::{Engine, EngineError};
use arrow::array::RecordBatch;
use serde::Serialize;
use std::collections::BTreeMap;
use vocabulary::{Timestamp, WorkspaceId};

/// What one source says of the person, as it came.
#[derive(Debug, Clone, Serialize)]
pub struct SourceRecord {
    /// Which record.
    pub record_id: String,
    /// Of which source.
    pub source: String,
    /// When it came in.
    pub arrived_at: Timestamp,
    /// Its fields that have a value, by name.
    pub fields: BTreeMap<String, String>,
}

const FIELDS: [&str; 12] = [
    "given_name",
    "family_name",
    "email",
    "phone",
    "customer_id",
    "anonymous_id",
    "birth_date",
    "street",
    "city",
    "state",
    "postcode",
    "country",
];

/// Records as they came, by id; those that are not there are left out.
pub async fn source_records_by_id(
    engine: &Engine,
    workspace: &WorkspaceId,
    ids: &[&str],
) -> Result<Vec<SourceRecord>, EngineError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("select r.* from records r where r.record_id in ({})", quoted(ids));
    read_source_records(engine, workspace, &sql).await
}

pub async fn read_source_records(
    engine: &Engine,
    workspace: &WorkspaceId,
    sql: &str,
) -> Result<Vec<SourceRecord>, EngineError> {
    let mut records = Vec::new();
    for batch in engine.query(workspace, &[], sql).await? {
        push_source_records(&batch, &mut records)?;
    }
    Ok(records)
}

pub(super) fn push_source_records(
    batch: &RecordBatch,
    records: &mut Vec<SourceRecord>,
) -> Result<(), EngineError> {
    let (id, source, at) = (text(batch, "record_id")?, text(batch, "source")?, time(batch, "arrived_at")?);
    let columns = FIELDS.iter().map(|name| Ok((*name, text(batch, name)?)));
    let columns = columns.collect::<Result<Vec<_>, EngineError>>()?;
    records.extend((0..batch.num_rows()).map(|row| {
        SourceRecord {
            record_id: id.value(row).to_owned(),
            source: source.value(row).to_owned(),
            arrived_at: Timestamp::from_micros(at.value(row)),
            fields: columns
                .iter()
                .filter_map(|(name, column)| Some(((*name).to_owned(), text_at(column, row)?)))
                .collect(),
        }
    }));
    Ok(())
}
