//! Events that were acknowledged and are not in the lake yet.

use crate::database::{bulk, count, execute, row, rows};
use crate::{Store, StoreError, Tx};
use serde::Serialize;
use std::collections::HashMap;
use vocabulary::{Timestamp, WorkspaceId};

/// An event that was acknowledged and is not in the lake yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingEvent {
    /// Its place in the queue.
    pub seq: i64,
    /// From which source.
    pub source: String,
    /// The sender's id; counted once per source.
    pub message_id: String,
    /// The event as it came, JSON.
    pub body: String,
    /// When we took it.
    pub received_at: Timestamp,
}
row!(PendingEvent { seq, source, message_id, body, received_at });

/// What became of events that were to be taken.
#[derive(Debug, Default)]
pub struct TakenEvents {
    /// How many were new.
    pub n_new: u64,
    /// Id and body of those that waited already under an id that was given, with other bytes.
    pub waiting: Vec<(String, String)>,
}

#[derive(Serialize)]
struct NewEvent<'a> {
    id: &'a str,
    body: &'a str,
}

impl Store {
    /// Takes events durably, before a 2xx is sent. All or none of them.
    ///
    /// An id that is still pending is not taken again: whether what waits under it says the same is told by the one who
    /// asks. One that has landed is, and the lake compares it by id.
    pub async fn accept_events<I: AsRef<str>, B: AsRef<str>>(
        &self,
        workspace: &WorkspaceId,
        source: &str,
        events: &[(I, B)],
        received_at: Timestamp,
    ) -> Result<TakenEvents, StoreError> {
        let mut rows: Vec<NewEvent<'_>> =
            events.iter().map(|(id, body)| NewEvent { id: id.as_ref(), body: body.as_ref() }).collect();
        // Two writers with the same ids in another order would wait for each other in PostgreSQL. The sort
        // is stable, so of two events with one id in a batch the first is taken.
        rows.sort_by_key(|row| row.id);
        rows.dedup_by_key(|row| row.id);
        let mut taken = TakenEvents::default();
        let mut tx = self.begin().await?;
        for chunk in rows.chunks(bulk::N_ROWS) {
            let n_new = execute!(
                tx,
                "insert into arrival (workspace, source, message_id, body, received_at)
                 select $1, $2, r.value ->> 'id', r.value ->> 'body', $3 from json_each($4) as r where true
                 on conflict (workspace, source, message_id) do nothing",
                workspace.as_str(),
                source,
                received_at.micros(),
                bulk::json(chunk)?,
            )?;
            taken.n_new += n_new;
            if n_new < chunk.len() as u64 {
                taken.waiting.extend(waiting(&mut tx, (workspace, source), chunk).await?);
            }
        }
        tx.commit().await?;
        Ok(taken)
    }

    /// Gives the oldest events that wait to land.
    pub async fn pending_events(
        &self,
        workspace: &WorkspaceId,
        limit: i64,
    ) -> Result<Vec<PendingEvent>, StoreError> {
        rows!(
            self.read().await?,
            PendingEvent,
            "select seq, source, message_id, body, received_at from arrival where workspace = $1
             order by seq limit $2",
            workspace.as_str(),
            limit,
        )
    }

    /// Counts the events that wait to land; over a limit the endpoints answer 503.
    pub async fn n_pending_events(&self, workspace: &WorkspaceId) -> Result<i64, StoreError> {
        count!(self.read().await?, "select count(*) from arrival where workspace = $1", workspace.as_str())
    }

    /// Forgets events which are now in the lake.
    pub async fn events_landed(&self, workspace: &WorkspaceId, seqs: &[i64]) -> Result<u64, StoreError> {
        let mut n_landed = 0;
        let mut tx = self.begin().await?;
        for chunk in seqs.chunks(bulk::N_ROWS) {
            n_landed += delete_chunk(&mut tx, workspace, chunk).await?;
        }
        tx.commit().await?;
        Ok(n_landed)
    }
}

/// Of what waits under the ids of `events` what has other bytes.
async fn waiting(
    tx: &mut Tx,
    (workspace, source): (&WorkspaceId, &str),
    events: &[NewEvent<'_>],
) -> Result<Vec<(String, String)>, StoreError> {
    let known = rows!(
        tx,
        (String, String),
        "select a.message_id, a.body from json_each($3) as r
         join arrival a on a.workspace = $1 and a.source = $2 and a.message_id = r.value ->> 'v'",
        workspace.as_str(),
        source,
        bulk::list(events.iter().map(|event| event.id))?,
    )?;
    let own: HashMap<&str, &str> = events.iter().map(|event| (event.id, event.body)).collect();
    Ok(known.into_iter().filter(|(id, body)| own.get(id.as_str()) != Some(&body.as_str())).collect())
}

async fn delete_chunk(tx: &mut Tx, workspace: &WorkspaceId, seqs: &[i64]) -> Result<u64, StoreError> {
    let found = rows!(
        tx,
        (i64, String),
        "select seq, workspace from arrival
         where seq in (select cast(r.value ->> 'v' as bigint) from json_each($1) as r)",
        bulk::list(seqs)?,
    )?;
    let ours = found.into_iter().filter(|(_, of)| of == workspace.as_str()).map(|(seq, _)| seq);
    execute!(
        tx,
        "delete from arrival where seq in (select cast(r.value ->> 'v' as bigint) from json_each($1) as r)",
        bulk::list(ours)?,
    )
}
