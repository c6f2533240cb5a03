//! What the records of a person said before their sources changed it.

use super::{SourceRecord, read_source_records};
use engine::{Engine, EngineError};
use lake::Table;
use vocabulary::{PersonId, WorkspaceId};

/// The earlier rows of a person's records, the latest first; those that count now are not among them.
pub(super) async fn earlier(
    engine: &Engine,
    workspace: &WorkspaceId,
    person: &PersonId,
    current: &[SourceRecord],
) -> Result<Vec<SourceRecord>, EngineError> {
    // Most workspaces have nothing that changed, and pay for no look at it.
    if engine.lake().state_of(&[Table::RecordChanges]).await?.is_untouched() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select v.* from record_versions v join record_map m on m.record_id = v.record_id
         where m.person_id = '{person}' order by v.source, v.record_id, v.arrived_at desc, v.version desc"
    );
    let mut rows = read_source_records(engine, workspace, &sql).await?;
    let counts = |row: &SourceRecord| {
        current.iter().any(|now| {
            now.record_id == row.record_id && now.arrived_at == row.arrived_at && now.fields == row.fields
        })
    };
    rows.retain(|row| !counts(row));
    Ok(rows)
}
