//! Files: read by contract, landed portion by portion, remembered by content.

use super::endpoint::quarantine;
use crate::{Engine, EngineError, landing};
use consent::Statement;
use lake::Table;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use sources::{Accepted, Contract, Input, Intake, Portion, Rejected, Said, SourceError};
use std::io::Read as _;
use std::path::Path;
use vocabulary::{Digest, Timestamp, WorkspaceId};

/// Portions that wait between reading and landing: enough to keep both busy, few enough for memory.
const N_AHEAD: usize = 2;

/// What loading one file did.
#[derive(Debug, Clone, Serialize)]
pub struct ImportReport {
    /// The file.
    pub file: String,
    /// The contract's source.
    pub source: String,
    /// Rows of the file.
    pub n_rows: u64,
    /// Rows that meet the contract.
    pub n_accepted: u64,
    /// Rows in quarantine.
    pub n_rejected: u64,
    /// Rows of the lake's tables and the consent ledger that are new.
    pub n_landed: u64,
    /// Rows that were there already, or came twice.
    pub n_duplicate: u64,
    /// True when these very bytes were loaded before: nothing was done.
    pub is_repeated: bool,
}

/// Loads a file by its contract. Loading the same bytes again changes nothing; a crash in the middle loses
/// nothing, the next try lands the rest.
///
/// `progress` is told how many rows are done.
pub async fn import(
    engine: &Engine,
    workspace: &WorkspaceId,
    contract: &Contract,
    file: &Path,
    now: Timestamp,
    mut progress: impl FnMut(u64),
) -> Result<ImportReport, EngineError> {
    let mut report = ImportReport {
        file: file.display().to_string(),
        source: contract.source.clone(),
        n_rows: 0,
        n_accepted: 0,
        n_rejected: 0,
        n_landed: 0,
        n_duplicate: 0,
        is_repeated: false,
    };
    let fingerprint = fingerprint(contract, file)?;
    if let Some(earlier) = engine.store.import_of(workspace, &contract.source, &fingerprint).await? {
        let n = |n: i64| u64::try_from(n).unwrap_or(0);
        (report.n_rows, report.n_accepted) = (n(earlier.n_rows), n(earlier.n_accepted));
        (report.n_rejected, report.is_repeated) = (n(earlier.n_rejected), true);
        return Ok(report);
    }
    // Before its rows: nothing of it is ever believed further than its contract says.
    engine.store.put_source_trust(workspace, &contract.source, contract.asserts).await?;
    let intake = Intake { workspace: workspace.clone(), arrived_at: now };
    let reading = sources::read(contract, Input::File(file), &intake)?;
    let (sender, mut portions) = tokio::sync::mpsc::channel(N_AHEAD);
    let reader = tokio::task::spawn_blocking(move || {
        for portion in reading {
            if sender.blocking_send(portion).is_err() {
                break;
            }
        }
    });
    let mut part = 0_u64;
    while let Some(portion) = portions.recv().await {
        let Portion { accepted, rejected, noes, totals, .. } = portion?;
        // First of all: whatever happens to the rest, a no counts.
        file_noes(engine, workspace, &noes, now).await?;
        let landing_id = format!("{fingerprint}-{part}");
        let (n_landed, n_duplicate) =
            land(engine, workspace, &contract.source, accepted, &landing_id, now).await?;
        report.n_landed += n_landed;
        report.n_duplicate += n_duplicate;
        report.n_rows += totals.n_rows;
        report.n_accepted += totals.n_accepted;
        report.n_rejected += totals.n_rejected;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        quarantine(engine, workspace, &contract.source, &name, rejected, now).await?;
        part += 1;
        progress(report.n_rows);
    }
    reader.await.map_err(|error| EngineError::Query { what: format!("reading stopped: {error}") })?;
    engine.store.record_import(workspace, &remember(&report, fingerprint, now)).await?;
    Ok(report)
}

fn remember(report: &ImportReport, fingerprint: String, at: Timestamp) -> store::Import {
    let n = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    store::Import {
        source: report.source.clone(),
        fingerprint,
        file: report.file.clone(),
        n_rows: n(report.n_rows),
        n_accepted: n(report.n_accepted),
        n_rejected: n(report.n_rejected),
        at,
    }
}

/// The file's bytes and the contract's version: a new version of the contract reads the file again.
fn fingerprint(contract: &Contract, file: &Path) -> Result<String, EngineError> {
    let fail = |error: std::io::Error| SourceError::io(&file.display().to_string(), &error);
    let mut hasher = Sha256::new();
    let mut reader = std::fs::File::open(file).map_err(fail)?;
    let mut buffer = vec![0; 1 << 20];
    loop {
        let n = reader.read(&mut buffer).map_err(fail)?;
        if n == 0 {
            break;
        }
        hasher.update(buffer.get(..n).unwrap_or_default());
    }
    let bytes: [u8; 32] = hasher.finalize().into();
    Ok(Digest::of([bytes.as_slice(), contract.id.as_bytes(), contract.version.as_bytes()]).to_string())
}

/// Lands what was accepted; returns (new, known) rows.
pub(super) async fn land(
    engine: &Engine,
    workspace: &WorkspaceId,
    source: &str,
    accepted: Accepted,
    landing_id: &str,
    now: Timestamp,
) -> Result<(u64, u64), EngineError> {
    let (mut n_landed, mut n_duplicate) = (0, 0);
    for (table, batch) in [(Table::Records, accepted.records), (Table::Events, accepted.events)] {
        let Some(batch) = batch else { continue };
        let landed = engine.lake.land(workspace.as_str(), table, landing_id, vec![batch]).await?;
        n_landed += landed.n_landed;
        n_duplicate += landed.n_duplicate;
    }
    if !accepted.consents.is_empty() {
        let filed = file(engine, workspace, source, accepted.consents, now).await?;
        n_landed += filed.n_new;
        n_duplicate += filed.n_known;
    }
    Ok((n_landed, n_duplicate))
}

/// Files what rows say of consent. A row that contradicts what its key said before goes into quarantine; a no in it
/// counts all the same.
async fn file(
    engine: &Engine,
    workspace: &WorkspaceId,
    source: &str,
    said: Vec<Said>,
    now: Timestamp,
) -> Result<store::Filed, EngineError> {
    let (statements, rows): (Vec<Statement>, Vec<_>) =
        said.into_iter().map(|said| (said.statement, (said.line, said.original))).unzip();
    let filed = engine.store.file(workspace, &statements, store::Rows::State, now).await?;
    let conflict = |place: &usize| {
        let (line, original) = rows.get(*place)?;
        let rule = sources::Rule::Conflict.as_str();
        let why =
            "the key is known and the row says something else; the source's rows never change".to_owned();
        let original = original.expose().clone();
        Some(Rejected { line: *line, rule: rule.to_owned(), field: None, why, original })
    };
    let conflicts: Vec<Rejected> = filed.conflicts.iter().filter_map(conflict).collect();
    quarantine(engine, workspace, source, "a consent that changed", conflicts, now).await?;
    landing::flush_outbox(engine, workspace).await?;
    Ok(filed)
}

/// Files what rows that broke a rule say no to: no wins when it can be read.
pub(super) async fn file_noes(
    engine: &Engine,
    workspace: &WorkspaceId,
    noes: &[Statement],
    now: Timestamp,
) -> Result<(), EngineError> {
    if !noes.is_empty() {
        engine.store.file(workspace, noes, store::Rows::State, now).await?;
        landing::flush_outbox(engine, workspace).await?;
    }
    Ok(())
}
