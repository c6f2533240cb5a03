//! What has to go from the store to the lake, each row with an id, so that it lands once.

use crate::database::{bulk, execute, row, rows};
use crate::{Store, StoreError, Tx};
use serde::Serialize;
use serde_json::Value;
use vocabulary::{Timestamp, WorkspaceId};

/// A row to be copied to the lake, under the id by which the lake lands it once.
#[derive(Debug, Clone, PartialEq)]
pub struct OutboxRow {
    /// Unique in the topic.
    pub entry_id: String,
    /// The row.
    pub body: Value,
}

/// A row that waits to be copied.
#[derive(Debug, Clone, PartialEq)]
pub struct PendingRow {
    /// Its place in the queue.
    pub seq: i64,
    /// The id by which the lake lands it once.
    pub entry_id: String,
    /// The row.
    pub body: Value,
    /// When it was written here.
    pub at: Timestamp,
}
row!(PendingRow { seq, entry_id, body, at });

#[derive(Serialize)]
struct NewRow<'a> {
    id: &'a str,
    body: &'a str,
}

impl Tx {
    /// Puts rows into the outbox; one that still waits under the same id is left as it is.
    pub async fn append_outbox(
        &mut self,
        workspace: &WorkspaceId,
        topic: &str,
        entries: &[OutboxRow],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let texts: Vec<(&str, String)> =
            entries.iter().map(|row| (row.entry_id.as_str(), row.body.to_string())).collect();
        self.append_outbox_texts(workspace, topic, &texts, now).await
    }

    /// The same for bodies which are JSON text already.
    pub(crate) async fn append_outbox_texts(
        &mut self,
        workspace: &WorkspaceId,
        topic: &str,
        entries: &[(&str, String)],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        for chunk in entries.chunks(bulk::N_ROWS) {
            let rows: Vec<NewRow<'_>> = chunk.iter().map(|(id, body)| NewRow { id, body }).collect();
            execute!(
                self,
                "insert into outbox (workspace, topic, entry_id, body, at)
                 select $1, $2, r.value ->> 'id', r.value ->> 'body', $3 from json_each($4) as r where true
                 on conflict (workspace, topic, entry_id) do nothing",
                workspace.as_str(),
                topic,
                now.micros(),
                bulk::json(&rows)?,
            )?;
        }
        Ok(())
    }
}

impl Store {
    /// Gives the oldest rows of a topic that wait to be copied.
    pub async fn pending_outbox(
        &self,
        workspace: &WorkspaceId,
        topic: &str,
        limit: i64,
    ) -> Result<Vec<PendingRow>, StoreError> {
        rows!(
            self.read().await?,
            PendingRow,
            "select seq, entry_id, body, at from outbox where workspace = $1 and topic = $2
             order by seq limit $3",
            workspace.as_str(),
            topic,
            limit,
        )
    }

    /// Forgets rows which are now in the lake.
    pub async fn outbox_done(&self, workspace: &WorkspaceId, seqs: &[i64]) -> Result<u64, StoreError> {
        let mut n_done = 0;
        let mut tx = self.begin().await?;
        for chunk in seqs.chunks(bulk::N_ROWS) {
            n_done += delete_chunk(&mut tx, workspace, chunk).await?;
        }
        tx.commit().await?;
        Ok(n_done)
    }
}

async fn delete_chunk(tx: &mut Tx, workspace: &WorkspaceId, seqs: &[i64]) -> Result<u64, StoreError> {
    let found = rows!(
        tx,
        (i64, String),
        "select seq, workspace from outbox
         where seq in (select cast(r.value ->> 'v' as bigint) from json_each($1) as r)",
        bulk::list(seqs)?,
    )?;
    let ours = found.into_iter().filter(|(_, of)| of == workspace.as_str()).map(|(seq, _)| seq);
    execute!(
        tx,
        "delete from outbox where seq in (select cast(r.value ->> 'v' as bigint) from json_each($1) as r)",
        bulk::list(ours)?,
    )
}
