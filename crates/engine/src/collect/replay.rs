//! Quarantined rows, checked again after the contract or the row was mended.

use super::endpoint::FILE;
use super::import::{file_noes, land};
use crate::{Engine, EngineError, collect};
use serde::Serialize;
use serde_json::Value;
use sources::{Accepted, Intake, Replayed, segment};
use std::collections::{BTreeMap, HashMap};
use store::{FailedReplay, QuarantineFilter, QuarantineRow};
use vocabulary::{Digest, Timestamp, WorkspaceId};

/// Rows checked at a time.
const N_ROWS: i64 = 10_000;

/// A row as a member mended it.
#[derive(Debug, Clone)]
pub struct Edit {
    /// Which row.
    pub row_id: String,
    /// What it should have said.
    pub original: String,
}

/// What became of the rows.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ReplayReport {
    /// Rows that are good now and landed.
    pub n_accepted: u64,
    /// Rows that stay.
    pub n_still_quarantined: u64,
    /// Each row.
    pub rows: Vec<ReplayedRow>,
}

/// What became of one row.
#[derive(Debug, Clone, Serialize)]
pub struct ReplayedRow {
    /// Which row.
    pub row_id: String,
    /// Open or replayed.
    pub state: &'static str,
    /// Why it stays.
    pub why: Option<String>,
}

/// Checks open rows again by the latest applied contract of their source.
///
/// `rows` are ids; when it is empty, all open rows that `filter` lets through are meant. A row that is good lands
/// first and is marked then, so a crash in between repeats harmlessly.
pub async fn replay(
    engine: &Engine,
    workspace: &WorkspaceId,
    rows: &[String],
    filter: QuarantineFilter<'_>,
    edits: &[Edit],
    now: Timestamp,
) -> Result<ReplayReport, EngineError> {
    let mended: HashMap<&str, &str> =
        edits.iter().map(|edit| (edit.row_id.as_str(), edit.original.as_str())).collect();
    let mut report = ReplayReport::default();
    if !rows.is_empty() || !edits.is_empty() {
        let mut ids: Vec<String> =
            rows.iter().cloned().chain(edits.iter().map(|e| e.row_id.clone())).collect();
        ids.sort_unstable();
        ids.dedup();
        let found = engine.store.quarantine_rows_by_id(workspace, &ids).await?;
        if let Some(missing) = ids.iter().find(|id| found.iter().all(|row| row.row_id != **id)) {
            let hint = "list the rows with `truelift collect quarantine`";
            return Err(EngineError::NotFound { what: "quarantined row", name: missing.clone(), hint });
        }
        check(engine, workspace, found, &mended, now, &mut report).await?;
        return Ok(report);
    }
    let filter = QuarantineFilter { is_open: true, ..filter };
    let mut after = 0;
    loop {
        let page = engine.store.quarantine_rows(workspace, filter, after, N_ROWS).await?;
        check(engine, workspace, page.items, &mended, now, &mut report).await?;
        match page.next {
            Some(next) => after = next,
            None => return Ok(report),
        }
    }
}

async fn check(
    engine: &Engine,
    workspace: &WorkspaceId,
    rows: Vec<QuarantineRow>,
    mended: &HashMap<&str, &str>,
    now: Timestamp,
    report: &mut ReplayReport,
) -> Result<(), EngineError> {
    // What was posted stays what anybody may have posted, whoever replays it.
    let mut by_source: BTreeMap<(String, bool), Vec<QuarantineRow>> = BTreeMap::new();
    for row in rows.into_iter().filter(|row| row.state == "open") {
        by_source.entry((row.source.clone(), row.file == FILE)).or_default().push(row);
    }
    for ((source, is_posted), rows) in by_source {
        let originals: Vec<&str> = rows
            .iter()
            .map(|row| mended.get(row.row_id.as_str()).copied().unwrap_or(&row.original))
            .collect();
        let intake = Intake { workspace: workspace.clone(), arrived_at: now };
        let mut replayed = match collect::contract(engine, workspace, &source).await {
            Ok(contract) => sources::replay(&contract, &originals, &intake)?,
            // Rows of the collection endpoint have the spec for a contract.
            Err(EngineError::NotFound { .. }) => by_spec(&source, &originals, &intake)?,
            Err(error) => return Err(error),
        };
        if is_posted {
            let Accepted { records, events, .. } = &mut replayed.accepted;
            for batch in [records, events].into_iter().flatten() {
                *batch = segment::posted(batch)?;
            }
        }
        let landing_id = Digest::of(originals.iter().chain(&[now.to_string().as_str()])).to_string();
        file_noes(engine, workspace, &replayed.noes, now).await?;
        land(engine, workspace, &source, replayed.accepted, &landing_id, now).await?;
        settle(engine, workspace, &rows, &originals, replayed.verdicts, now, report).await?;
    }
    Ok(())
}

/// Checks messages of the collection endpoint again: their contract is the Segment spec.
fn by_spec(source: &str, originals: &[&str], intake: &Intake) -> Result<Replayed, EngineError> {
    let (mut rows, mut verdicts) = (Vec::new(), Vec::new());
    for original in originals {
        let message =
            serde_json::from_str(original).unwrap_or_else(|_| Value::String((*original).to_owned()));
        match segment::parse(&message, intake.arrived_at) {
            Ok(row) => {
                rows.push(row);
                verdicts.push(None);
            }
            Err(rejected) => verdicts.push(Some(rejected)),
        }
    }
    let mut replayed = Replayed { verdicts, ..Replayed::default() };
    if !rows.is_empty() {
        replayed.accepted.records = segment::records(intake, source, &rows)?;
        replayed.accepted.events = Some(segment::batch(intake, source, &rows)?);
    }
    Ok(replayed)
}

async fn settle(
    engine: &Engine,
    workspace: &WorkspaceId,
    rows: &[QuarantineRow],
    originals: &[&str],
    verdicts: Vec<Option<sources::Rejected>>,
    now: Timestamp,
    report: &mut ReplayReport,
) -> Result<(), EngineError> {
    let (mut good, mut failed) = (Vec::new(), Vec::new());
    for ((row, original), verdict) in rows.iter().zip(originals).zip(verdicts) {
        let row_id = row.row_id.clone();
        match verdict {
            None => {
                report.rows.push(ReplayedRow { row_id: row_id.clone(), state: "replayed", why: None });
                good.push(row_id);
            }
            Some(rejected) => {
                report.rows.push(ReplayedRow {
                    row_id: row_id.clone(),
                    state: "open",
                    why: Some(rejected.why.clone()),
                });
                failed.push(FailedReplay {
                    row_id,
                    rule: rejected.rule,
                    field: rejected.field.unwrap_or_default(),
                    why: rejected.why,
                    original: (*original).to_owned(),
                });
            }
        }
    }
    report.n_accepted += good.len() as u64;
    report.n_still_quarantined += failed.len() as u64;
    engine.store.mark_replayed(workspace, &good, now).await?;
    engine.store.replay_failed(workspace, &failed).await?;
    Ok(())
}
