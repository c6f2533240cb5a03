//! Events posted over HTTP: durable in the store before they are acknowledged, landed in the lake soon after.

use crate::{Engine, EngineError};
use lake::Table;
use serde::Serialize;
use serde_json::Value;
use sources::segment::{self, EventRow};
use sources::{Intake, Rejected};
use std::sync::atomic::{AtomicI64, Ordering};
use vocabulary::{Digest, Timestamp, WorkspaceId};

/// Above this many events waiting, new ones are turned away: about 1 GB of the store's file.
const MAX_PENDING: i64 = 2_000_000;

/// Events of one commit to the lake.
const N_LANDING: i64 = 50_000;

/// The file name that quarantined messages of the endpoint carry.
pub(super) const FILE: &str = "collection endpoint";

/// How many events wait to be landed, as far as this process knows.
#[derive(Debug, Default)]
pub struct Backlog(AtomicI64);

impl Backlog {
    /// How many events wait, as far as this process knows.
    pub fn n_pending(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    fn check(&self) -> Result<(), EngineError> {
        let n_pending = self.0.load(Ordering::Relaxed);
        if MAX_PENDING <= n_pending {
            return Err(EngineError::Overloaded { n_pending, n_max: MAX_PENDING });
        }
        Ok(())
    }
}

/// What became of the messages of one call.
#[derive(Debug, Clone, Serialize)]
pub struct Collected {
    /// Messages that are durable now, those sent before among them.
    pub n_accepted: u64,
    /// Of those, messages that were not waiting already.
    pub n_new: u64,
    /// Messages that do not meet the spec, kept in quarantine.
    pub n_quarantined: u64,
    /// Why each of them does not.
    pub problems: Vec<MessageProblem>,
}

/// Why one message of a call is in quarantine.
#[derive(Debug, Clone, Serialize)]
pub struct MessageProblem {
    /// Its place in the call, from 0.
    pub index: usize,
    /// The rule it breaks.
    pub code: String,
    /// In words.
    pub detail: String,
    /// Which field is meant.
    pub field: Option<String>,
}

/// Takes messages of the Segment spec. When this returns, they are on disk.
///
/// A message is counted once per source and message id, whatever call brings it. When it was received is written
/// into it (`receivedAt`), unless who forwards it says so: read again, from the intake or the quarantine, it
/// corrects the sender's clock as it does today.
///
/// Errors: [`EngineError::Overloaded`] before anything is written.
pub async fn accept(
    engine: &Engine,
    workspace: &WorkspaceId,
    source: &str,
    messages: Vec<Value>,
    received_at: Timestamp,
) -> Result<Collected, EngineError> {
    engine.backlog.check()?;
    let mut good: Vec<(String, String)> = Vec::with_capacity(messages.len());
    let mut bad = Vec::new();
    let mut problems = Vec::new();
    for (index, mut message) in messages.into_iter().enumerate() {
        if let Some(object) = message.as_object_mut() {
            object.entry("receivedAt").or_insert_with(|| Value::String(received_at.to_string()));
        }
        match segment::parse(&message, received_at) {
            Ok(row) => good.push((row.message_id, message.to_string())),
            Err(rejected) => {
                problems.push(MessageProblem {
                    index,
                    code: rejected.rule.clone(),
                    detail: rejected.why.clone(),
                    field: rejected.field.clone(),
                });
                bad.push(rejected);
            }
        }
    }
    let n_new = engine.store.accept_events(workspace, source, &good, received_at).await?;
    engine.backlog.0.fetch_add(i64::try_from(n_new).unwrap_or(0), Ordering::Relaxed);
    let n_quarantined = bad.len() as u64;
    quarantine(engine, workspace, source, FILE, bad, received_at).await?;
    Ok(Collected { n_accepted: good.len() as u64, n_new, n_quarantined, problems })
}

/// Puts rejected rows into quarantine; a row that is there already stays as it is.
pub(super) async fn quarantine(
    engine: &Engine,
    workspace: &WorkspaceId,
    source: &str,
    file: &str,
    rejected: Vec<Rejected>,
    at: Timestamp,
) -> Result<u64, EngineError> {
    if rejected.is_empty() {
        return Ok(0);
    }
    let row = |rejected: Rejected| store::Rejected {
        source: source.to_owned(),
        file: file.to_owned(),
        line: i64::try_from(rejected.line).unwrap_or(i64::MAX),
        rule: rejected.rule,
        field: rejected.field.unwrap_or_default(),
        why: rejected.why,
        original: rejected.original,
    };
    let rows: Vec<store::Rejected> = rejected.into_iter().map(row).collect();
    Ok(engine.store.quarantine(workspace, &rows, at).await?)
}

/// Lands what waits in the store's intake; returns how many messages were taken from it.
pub async fn land_pending(engine: &Engine, workspace: &WorkspaceId) -> Result<u64, EngineError> {
    let mut n_taken = 0;
    loop {
        let pending = engine.store.pending_events(workspace, N_LANDING).await?;
        if pending.is_empty() {
            engine.backlog.0.store(engine.store.n_pending_events(workspace).await?, Ordering::Relaxed);
            return Ok(n_taken);
        }
        let n = pending.len() as u64;
        let seqs: Vec<i64> = pending.iter().map(|event| event.seq).collect();
        land(engine, workspace, pending).await?;
        engine.store.events_landed(workspace, &seqs).await?;
        n_taken += n;
    }
}

fn read_again(event: &store::PendingEvent) -> Result<EventRow, Rejected> {
    match serde_json::from_str(&event.body) {
        Ok(message) => segment::parse(&message, event.received_at),
        Err(error) => Err(Rejected {
            line: 0,
            rule: sources::Rule::Json.as_str().to_owned(),
            field: None,
            why: format!("it is not valid JSON: {error}"),
            original: event.body.clone(),
        }),
    }
}

async fn land(
    engine: &Engine,
    workspace: &WorkspaceId,
    pending: Vec<store::PendingEvent>,
) -> Result<(), EngineError> {
    let mut by_source: std::collections::BTreeMap<String, (Timestamp, Vec<EventRow>)> = Default::default();
    for event in pending {
        // It met the spec when it was acknowledged, but perhaps by another version of this program.
        let mut row = match read_again(&event) {
            Ok(row) => row,
            Err(rejected) => {
                quarantine(engine, workspace, &event.source, FILE, vec![rejected], event.received_at).await?;
                continue;
            }
        };
        row.message_id = event.message_id;
        let (arrived_at, rows) = by_source.entry(event.source).or_insert((event.received_at, Vec::new()));
        *arrived_at = (*arrived_at).max(event.received_at);
        rows.push(row);
    }
    for (source, (arrived_at, rows)) in by_source {
        let intake = Intake { workspace: workspace.clone(), arrived_at };
        let landing_id = Digest::of(rows.iter().map(|row| &row.message_id)).to_string();
        if let Some(records) = segment::records(&intake, &source, &rows)? {
            let records = segment::posted(&records)?;
            engine.lake.land(workspace.as_str(), Table::Records, &landing_id, vec![records]).await?;
        }
        let events = segment::posted(&segment::batch(&intake, &source, &rows)?)?;
        engine.lake.land(workspace.as_str(), Table::Events, &landing_id, vec![events]).await?;
    }
    Ok(())
}
