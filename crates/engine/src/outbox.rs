//! From the store to the lake: the outbox's rows land under their ids, so each lands once.

use crate::batches::{Column, batch};
use crate::{Engine, EngineError, form};
use consent::ConsentEvent;
use lake::Table;
use serde::Deserialize;
use vocabulary::{Digest, Timestamp, WorkspaceId};

/// How many rows one commit of the lake takes from the outbox.
const N_ROWS: i64 = 50_000;

#[derive(Deserialize)]
struct Exposure {
    exposure_id: String,
    experiment: String,
    version: i64,
    person_id: String,
    arm: String,
    at: Timestamp,
    // Rows that an older program left in the outbox have none of these.
    unit_id: Option<String>,
    stratum: Option<String>,
    layer: Option<String>,
}

/// Lands every row that waits in the outbox; returns how many.
pub async fn flush_outbox(engine: &Engine, workspace: &WorkspaceId) -> Result<u64, EngineError> {
    let mut n_landed = 0;
    for (topic, table) in [(store::CONSENTS, Table::Consents), (store::EXPOSURES, Table::Exposures)] {
        loop {
            let pending = engine.store.pending_outbox(workspace, topic, N_ROWS).await?;
            if pending.is_empty() {
                break;
            }
            // The day they came in, not the day they tell of: a ledger of years is not years of small files.
            let day = pending.first().map(|row| row.at.day()).unwrap_or_default();
            let bodies = pending.iter().map(|row| row.body.clone()).collect();
            let batch = match table {
                Table::Consents => consents(workspace, &day, bodies)?,
                _ => exposures(workspace, &day, bodies)?,
            };
            let landing_id = Digest::of(pending.iter().map(|row| &row.entry_id)).to_string();
            n_landed += engine.lake.land(workspace.as_str(), table, &landing_id, vec![batch]).await?.n_landed;
            let seqs: Vec<i64> = pending.iter().map(|row| row.seq).collect();
            engine.store.outbox_done(workspace, &seqs).await?;
        }
    }
    Ok(n_landed)
}

fn parse<T: serde::de::DeserializeOwned>(bodies: Vec<serde_json::Value>) -> Result<Vec<T>, EngineError> {
    bodies.into_iter().map(form::parse).collect()
}

fn consents(
    workspace: &WorkspaceId,
    day: &str,
    bodies: Vec<serde_json::Value>,
) -> Result<arrow::array::RecordBatch, EngineError> {
    let rows: Vec<ConsentEvent> = parse(bodies)?;
    let text = |of: fn(&ConsentEvent) -> String| Column::Text(rows.iter().map(of).collect());
    let columns = vec![
        ("workspace", Column::Text(vec![workspace.to_string(); rows.len()])),
        ("arrival_day", Column::Text(vec![day.to_owned(); rows.len()])),
        ("entry_id", text(|row| row.entry_id.clone())),
        ("identifier", text(|row| row.identifier.expose().clone())),
        ("purpose", text(|row| row.purpose.to_string())),
        ("channel", text(|row| row.channel.to_string())),
        ("action", text(|row| row.action.to_string())),
        ("at", Column::Moment(rows.iter().map(|row| row.at).collect())),
        ("evidence", Column::MaybeText(rows.iter().map(|row| row.evidence.clone()).collect())),
        ("source", text(|row| row.source.clone())),
    ];
    batch(Table::Consents, columns)
}

fn exposures(
    workspace: &WorkspaceId,
    day: &str,
    bodies: Vec<serde_json::Value>,
) -> Result<arrow::array::RecordBatch, EngineError> {
    let rows: Vec<Exposure> = parse(bodies)?;
    let text = |of: fn(&Exposure) -> String| Column::Text(rows.iter().map(of).collect());
    let columns = vec![
        ("workspace", Column::Text(vec![workspace.to_string(); rows.len()])),
        ("arrival_day", Column::Text(vec![day.to_owned(); rows.len()])),
        ("exposure_id", text(|row| row.exposure_id.clone())),
        ("experiment", text(|row| row.experiment.clone())),
        ("version", Column::Whole(rows.iter().map(|row| row.version).collect())),
        ("person_id", text(|row| row.person_id.clone())),
        ("arm", text(|row| row.arm.clone())),
        ("at", Column::Moment(rows.iter().map(|row| row.at).collect())),
        ("unit_id", Column::MaybeText(rows.iter().map(|row| row.unit_id.clone()).collect())),
        ("stratum", Column::MaybeText(rows.iter().map(|row| row.stratum.clone()).collect())),
        ("layer", Column::MaybeText(rows.iter().map(|row| row.layer.clone()).collect())),
    ];
    batch(Table::Exposures, columns)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use serde_json::Value;

    #[test]
    fn rows_of_every_form_that_wait_are_landed() {
        let fixture = |text: &str| -> Vec<Value> { serde_json::from_str(text).unwrap() };
        let earlier = fixture(include_str!("../../../testdata/compat/outbox-0.json"));
        let now = fixture(include_str!("../../../testdata/compat/outbox-1.json"));
        for bodies in [earlier, now.clone()] {
            let lines: Vec<ConsentEvent> = parse(bodies[..1].to_vec()).unwrap();
            assert_eq!(lines[0].identifier.expose(), "mailbox:ann@x.org");
            let exposed: Vec<Exposure> = parse(bodies[1..].to_vec()).unwrap();
            assert_eq!((exposed[0].arm.as_str(), exposed[0].version), ("ai", 2));
        }
        let mut later = now;
        later[0]["format"] = 2.into();
        let error = parse::<ConsentEvent>(later[..1].to_vec()).unwrap_err().to_string();
        assert!(error.contains("use the program that wrote it"), "{error}");
    }
}
