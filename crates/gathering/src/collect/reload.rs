//! Originals, read again by the contract as it is now.

use super::import::{ImportReport, fingerprint, load, remember};
use super::intake::Way;
use super::{ReadBy, endpoint, originals};
use engine::{Course, Engine, EngineError};
use serde::Serialize;
use sources::{Input, Intake};
use std::collections::{HashMap, HashSet};
use store::{QuarantineFilter, QuarantineRow};
use vocabulary::{Timestamp, WorkspaceId};

/// Quarantined rows looked at at a time.
const N_ROWS: i64 = 10_000;

/// What reading originals again did.
#[derive(Debug, Clone, Serialize)]
pub struct ReloadReport {
    /// Which source.
    pub source: String,
    /// By which contract, in words.
    pub read_by: String,
    /// File by file, the first to come first; then the messages of the collection endpoint.
    pub files: Vec<ImportReport>,
    /// Rows that were in quarantine and are good now.
    pub n_mended: u64,
}

/// Reads the kept originals of a source again, in the order they came and as of the moment they came, by the latest
/// applied contract. Doing it twice changes nothing.
///
/// Errors: [`EngineError::NotFound`] when nothing of this source was kept.
pub async fn reload(
    engine: &Engine,
    workspace: &WorkspaceId,
    source: &str,
    mut progress: impl FnMut(u64),
) -> Result<ReloadReport, EngineError> {
    let progress = |n_rows| {
        progress(n_rows);
        true
    };
    reload_while(engine, workspace, source, progress).await
}

/// As [`reload`], and stops between two portions when `course` shall stop.
///
/// Errors: [`EngineError::Stopped`]; what was read until then stays, and the next reload reads all of it.
pub async fn reload_on(
    engine: &Engine,
    workspace: &WorkspaceId,
    source: &str,
    course: &Course,
) -> Result<ReloadReport, EngineError> {
    // Each file counts its own rows.
    let (mut before, mut last) = (0, 0);
    let progress = |n_rows: u64| {
        if n_rows < last {
            before += last;
        }
        last = n_rows;
        course.at(before + n_rows);
        course.halted().is_none()
    };
    reload_while(engine, workspace, source, progress).await
}

/// Refuses a source of which nothing is kept.
///
/// Errors: [`EngineError::NotFound`].
pub async fn check_kept(engine: &Engine, workspace: &WorkspaceId, source: &str) -> Result<(), EngineError> {
    let has_any = !engine.store().originals(workspace, source).await?.is_empty();
    match has_any || engine.store().has_or_had_key(workspace, source).await? {
        true => Ok(()),
        false => Err(nothing_kept(source)),
    }
}

fn nothing_kept(source: &str) -> EngineError {
    EngineError::NotFound {
        what: "original of source",
        name: source.to_owned(),
        hint: "files are kept from the import on: import the file with `truelift collect import`",
    }
}

async fn reload_while(
    engine: &Engine,
    workspace: &WorkspaceId,
    source: &str,
    mut progress: impl FnMut(u64) -> bool,
) -> Result<ReloadReport, EngineError> {
    let by = ReadBy::of(engine, workspace, source, None).await?;
    let mut report =
        ReloadReport { source: source.to_owned(), read_by: by.words(), files: Vec::new(), n_mended: 0 };
    let kept = engine.store().originals(workspace, source).await?;
    // By file name: the exports of many days may be called the same.
    let mut still_bad: HashMap<String, HashSet<String>> = HashMap::new();
    if let Some(contract) = by.contract() {
        engine.store().put_source_trust(workspace, source, contract.asserts).await?;
        for original in &kept {
            let at = original.at;
            let unpacked = originals::unpack(engine, original)?;
            let intake = Intake { workspace: workspace.clone(), arrived_at: at };
            let reading = sources::read(contract, Input::File(&unpacked.file), &intake)?;
            let (file, written_at) = (original.file.as_str(), original.written_at);
            let way = Way {
                source,
                file,
                contract: Some(contract),
                is_dry_run: false,
                written_at,
                is_whole: true,
                is_again: true,
                is_known: false,
            };
            let mut of_file = ImportReport {
                file: original.file.clone(),
                source: source.to_owned(),
                contract_version: contract.version.clone(),
                ..ImportReport::default()
            };
            let print = fingerprint(contract, &original.digest);
            let rejected =
                load(engine, workspace, &way, reading, &print, at, &mut of_file, &mut progress).await?;
            still_bad.entry(original.file.clone()).or_default().extend(rejected);
            engine.store().record_import(workspace, &remember(&of_file, print, at)).await?;
            // Those that a file reads soundly now were closed on the way.
            report.n_mended += of_file.n_closed;
            report.files.push(of_file);
        }
        let digest = contract.digest().to_string();
        if let Some(last) = kept.last() {
            report.n_mended += close(engine, workspace, source, &still_bad, last.at).await?;
            engine.store().keep_contract(workspace, source, &digest, &contract.text, last.at).await?;
        }
    }
    report.files.extend(endpoint::reread(engine, workspace, source).await?);
    if report.files.is_empty() {
        return Err(nothing_kept(source));
    }
    Ok(report)
}

/// Marks the rows that were in quarantine, came in one of these files, and are not rejected any more. Gives how
/// many.
async fn close(
    engine: &Engine,
    workspace: &WorkspaceId,
    source: &str,
    still_bad: &HashMap<String, HashSet<String>>,
    now: Timestamp,
) -> Result<u64, EngineError> {
    let filter = QuarantineFilter { source: Some(source), is_open: true, ..QuarantineFilter::default() };
    let (mut after, mut n_mended) = (0, 0);
    loop {
        let page = engine.store().quarantine_rows(workspace, filter, after, N_ROWS).await?;
        // A row without a contract came before files were kept: nobody has read it again.
        let is_good = |row: &QuarantineRow| {
            row.contract.is_some() && still_bad.get(&row.file).is_some_and(|bad| !bad.contains(&row.row_id))
        };
        let good: Vec<String> =
            page.items.into_iter().filter(|row| is_good(row)).map(|row| row.row_id).collect();
        n_mended += engine.store().mark_replayed(workspace, &good, now).await?;
        match page.next {
            Some(next) => after = next,
            None => return Ok(n_mended),
        }
    }
}
