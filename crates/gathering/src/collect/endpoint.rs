//! Events posted over HTTP: durable in the store before they are acknowledged, landed in the lake soon after.

use super::consents::file_noes;
use super::door::{Door, MessageProblem, Passed, Sender, kind_of, noes_of};
use super::import::ImportReport;
use super::intake::{SoFar, Tally, Way, quarantine, take_in, with_column};
use arrow::array::{ArrayRef, StringArray};
use arrow::datatypes::{DataType, Field};
use engine::columns::{text, time};
use engine::{Engine, EngineError};
use futures::StreamExt as _;
use serde::Serialize;
use serde_json::Value;
use sources::posted::Posted;
use sources::segment::{self, EventRow};
use sources::{Accepted, AsCame, Intake, Rejected, Rule};
use std::collections::BTreeMap;
use std::sync::Arc;
use vocabulary::{Digest, Timestamp, WorkspaceId};

/// Events of one commit to the lake.
const N_LANDING: i64 = 50_000;

/// The file name that quarantined messages of the endpoint carry.
pub(super) const FILE: &str = "collection endpoint";

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

/// Takes messages of the Segment spec. When this returns, they are on disk.
///
/// A message is counted once per source, kind of key and message id, whatever call brings it; another one under the same
/// id is a conflict, however soon it comes. When it was received is written into it (`receivedAt`), unless who forwards
/// it says so: read again, from the intake or the quarantine, it corrects the sender's clock as it does today.
///
/// Errors: [`EngineError::Overloaded`] before anything is written.
pub async fn accept(
    engine: &Engine,
    workspace: &WorkspaceId,
    sender: impl Into<Sender<'_>>,
    messages: impl IntoIterator<Item = impl Into<Posted>>,
    received_at: Timestamp,
) -> Result<Collected, EngineError> {
    engine.backlog().check()?;
    let received_at = super::arrival(engine, workspace, received_at).await?;
    let sender = sender.into();
    let source = sender.source;
    let mut door = Door::new(sender, received_at);
    for (index, message) in messages.into_iter().enumerate() {
        door.take(index, message.into());
    }
    let taken = engine.store().accept_events(workspace, source, &door.good(), received_at).await?;
    engine.backlog().grow(i64::try_from(taken.n_new).unwrap_or(0));
    for (key, body) in taken.waiting {
        door.compare(&key, &body);
    }
    let Passed { n_accepted, bad, noes, problems } = door.close();
    // A no counts now, whatever is wrong with its message and whenever that is landed.
    file_noes(engine, workspace, &segment::each_once(noes), false, received_at).await?;
    let n_quarantined = bad.len() as u64;
    let way = Way {
        source,
        file: FILE,
        contract: None,
        is_dry_run: false,
        written_at: None,
        is_whole: false,
        is_again: false,
        is_known: false,
    };
    quarantine(engine, workspace, &way, bad, received_at).await?;
    Ok(Collected { n_accepted, n_new: taken.n_new, n_quarantined, problems })
}

/// Lands what waits in the store's intake; returns how many messages were taken from it.
pub async fn land_pending(engine: &Engine, workspace: &WorkspaceId) -> Result<u64, EngineError> {
    let mut n_taken = 0;
    loop {
        let pending = engine.store().pending_events(workspace, N_LANDING).await?;
        if pending.is_empty() {
            engine.backlog().put(engine.store().n_pending_events(workspace).await?);
            return Ok(n_taken);
        }
        let n = pending.len() as u64;
        let seqs: Vec<i64> = pending.iter().map(|event| event.seq).collect();
        land(engine, workspace, pending).await?;
        engine.store().events_landed(workspace, &seqs).await?;
        n_taken += n;
    }
}

async fn land(
    engine: &Engine,
    workspace: &WorkspaceId,
    pending: Vec<store::PendingEvent>,
) -> Result<(), EngineError> {
    let mut by_source: BTreeMap<String, Messages> = BTreeMap::new();
    for event in pending {
        let messages = by_source.entry(event.source.clone()).or_default();
        messages.add(&event.source, event.message_id, event.body, event.received_at);
    }
    for (source, messages) in by_source {
        messages.land(engine, workspace, &source).await?;
    }
    Ok(())
}

/// Messages of one source on their way into the lake.
#[derive(Default)]
struct Messages {
    rows: Vec<EventRow>,
    bodies: Vec<String>,
    unreadable: Vec<Rejected>,
    /// What they say no to; those of browsers, which anybody can have written, of themselves alone.
    noes: Vec<consent::Statement>,
    arrived_at: Option<Timestamp>,
}

impl Messages {
    /// Takes in a message that was acknowledged. It met the spec when it came, by the same function; if it does
    /// not any more, because the function is another one or the bytes are, it goes to quarantine and not away.
    fn add(&mut self, source: &str, message_id: String, body: String, received_at: Timestamp) {
        self.arrived_at = self.arrived_at.max(Some(received_at));
        let read = match serde_json::from_str::<Value>(&body) {
            Ok(message) => {
                let sender = Sender { source, kind: kind_of(&message_id) };
                self.noes.extend(noes_of(sender, &message, received_at));
                segment::parse(&message, received_at).map_err(|rejected| (rejected.field, rejected.why))
            }
            Err(error) => Err((None, format!("it is not JSON: {error}"))),
        };
        match read {
            Ok(mut row) => {
                row.message_id = message_id;
                self.rows.push(row);
                self.bodies.push(body);
            }
            Err((field, why)) => self.unreadable.push(Rejected {
                line: 0,
                rule: Rule::Unreadable.as_str().to_owned(),
                field,
                why: format!("it was acknowledged and can no longer be read: {why}"),
                original: body,
                key: None,
            }),
        }
    }

    /// Lands what can be read, with the bodies as they came, and quarantines the rest.
    async fn land(
        self,
        engine: &Engine,
        workspace: &WorkspaceId,
        source: &str,
    ) -> Result<ImportReport, EngineError> {
        let Self { rows, bodies, unreadable: mut rejected, noes, arrived_at } = self;
        let mut report =
            ImportReport { file: FILE.to_owned(), source: source.to_owned(), ..ImportReport::default() };
        let Some(arrived_at) = arrived_at else { return Ok(report) };
        let way = Way {
            source,
            file: FILE,
            contract: None,
            is_dry_run: false,
            written_at: None,
            is_whole: false,
            is_again: false,
            is_known: false,
        };
        // First of all: whatever happens to the rest, a no counts.
        file_noes(engine, workspace, &segment::each_once(noes), false, arrived_at).await?;
        let mut tally = Tally::default();
        if !rows.is_empty() {
            let intake = Intake { workspace: workspace.clone(), arrived_at };
            let landing_id = Digest::of(rows.iter().map(|row| &row.message_id)).to_string();
            let originals: ArrayRef = Arc::new(StringArray::from_iter_values(&bodies));
            let events = segment::posted(&segment::batch(&intake, source, &rows)?)?;
            let events = with_column(events, Field::new("original", DataType::Utf8, true), originals)?;
            let accepted = Accepted {
                records: segment::records(&intake, source, &rows)?
                    .map(|records| segment::posted(&records))
                    .transpose()?,
                events: Some(events),
                as_came: AsCame::of_texts(bodies),
                ..Accepted::default()
            };
            let mut so_far = SoFar::default();
            tally = take_in(
                engine,
                workspace,
                &way,
                &mut so_far,
                (accepted, Vec::new()),
                &landing_id,
                arrived_at,
            )
            .await?;
            let conflicts = std::mem::take(&mut tally.conflicts).into_iter();
            rejected.extend(conflicts.map(|conflict| Rejected { line: 0, ..conflict }));
        }
        let quarantined = quarantine(engine, workspace, &way, rejected, arrived_at).await?;
        report.add(&tally, &quarantined);
        Ok(report)
    }
}

/// Reads the messages of a source again as they came, in the light of what this program reads now.
pub(super) async fn reread(
    engine: &Engine,
    workspace: &WorkspaceId,
    source: &str,
) -> Result<Option<ImportReport>, EngineError> {
    let sql = format!(
        "select message_id, received_at, original from event_versions
         where source = {} and original is not null and version is null",
        vocabulary::literal(source)
    );
    let mut batches = engine.lake().stream(workspace.as_str(), &[], &sql).await?;
    let mut all: Option<ImportReport> = None;
    while let Some(batch) = batches.next().await {
        let batch = batch?;
        let (ids, bodies) = (text(&batch, "message_id")?, text(&batch, "original")?);
        let at = time(&batch, "received_at")?;
        let mut messages = Messages::default();
        for row in 0..batch.num_rows() {
            let received_at = Timestamp::from_micros(at.value(row));
            messages.add(source, ids.value(row).to_owned(), bodies.value(row).to_owned(), received_at);
        }
        let report = messages.land(engine, workspace, source).await?;
        match &mut all {
            Some(all) => all.join(report),
            None => all = Some(report),
        }
    }
    Ok(all)
}
