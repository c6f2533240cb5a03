//! What members make of quarantined rows: edits, discards, and taking those back.

use super::quarantine::open_rows;
use crate::audit::NewAudit;
use crate::audit::covered::QUARANTINE;
use crate::database::{bulk, execute, rows};
use crate::{QuarantineFilter, Store, StoreError};
use governance::Actor;
use serde::Serialize;
use serde_json::json;
use vocabulary::{Digest, Timestamp, WorkspaceId};

/// Row ids that an audit entry lists at most; of more it tells their number and one digest over all.
const N_LISTED: usize = 100;

/// A row as a member mended it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// Which row.
    pub row_id: String,
    /// What it should have said.
    pub edited: String,
}

/// Which rows a member means.
#[derive(Debug, Clone, Copy)]
pub enum Mending<'a> {
    /// These.
    Rows(&'a [String]),
    /// All that are like this.
    Like(QuarantineFilter<'a>),
}

#[derive(Serialize)]
struct Change<'a> {
    seq: i64,
    edited: &'a str,
}

impl Store {
    /// Keeps what a member made of open rows, beside what came, with the audit entry in the same transaction.
    /// Gives how many of them were open.
    ///
    /// The audit chain tells row, member and the digests of both texts: no personal data.
    pub async fn keep_edits(
        &self,
        workspace: &WorkspaceId,
        mended: &[Mended],
        by: &Actor,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let (mut n_kept, member) = (0, by.to_string());
        let mut tx = self.begin().await?;
        for chunk in mended.chunks(bulk::N_ROWS) {
            let open = open_rows(&mut tx, workspace, chunk.iter().map(|row| row.row_id.as_str())).await?;
            let changes: Vec<Change<'_>> = chunk
                .iter()
                .filter_map(|row| open.get(&row.row_id).map(|seq| Change { seq: *seq, edited: &row.edited }))
                .collect();
            let seqs: Vec<String> = changes.iter().map(|change| change.seq.to_string()).collect();
            tx.before(&QUARANTINE, workspace, &seqs).await?;
            n_kept += execute!(
                tx,
                "update quarantine set edited = r.value ->> 'edited', edited_by = $2, edited_at = $3
                 from json_each($1) as r where seq = cast(r.value ->> 'seq' as bigint)",
                bulk::json(&changes)?,
                member.as_str(),
                now.micros(),
            )?;
            tx.after(&QUARANTINE, workspace, &seqs, now).await?;
        }
        let edits: Vec<_> = mended
            .iter()
            .take(N_LISTED)
            .map(|row| json!({ "row": row.row_id, "edited": Digest::of([&row.edited]).to_string() }))
            .collect();
        let all = Digest::of(mended.iter().flat_map(|row| [&row.row_id, &row.edited])).to_string();
        let body = json!({ "n_rows": mended.len(), "edits": edits, "digest": all });
        let entry = NewAudit { actor: by, action: "quarantine.edited", subject: "quarantine", body: &body };
        tx.append_audit(workspace, entry, now).await?;
        tx.commit().await?;
        Ok(n_kept)
    }

    /// Takes open rows out of the list of what waits, with the reason and the audit entry. They stay where they
    /// are: [`Store::undo_discard`] takes it back. Gives how many.
    pub async fn discard(
        &self,
        workspace: &WorkspaceId,
        which: Mending<'_>,
        reason: &str,
        by: &Actor,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        self.mark(workspace, which, Some(reason), by, now).await
    }

    /// Puts discarded rows back among those that wait. Gives how many.
    pub async fn undo_discard(
        &self,
        workspace: &WorkspaceId,
        which: Mending<'_>,
        by: &Actor,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        self.mark(workspace, which, None, by, now).await
    }

    async fn mark(
        &self,
        workspace: &WorkspaceId,
        which: Mending<'_>,
        reason: Option<&str>,
        by: &Actor,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let member = by.to_string();
        let mut tx = self.begin().await?;
        let found = match which {
            Mending::Rows(row_ids) => rows!(
                tx,
                (i64, String, bool),
                "select seq, row_id, discarded_at is not null from quarantine
                 where workspace = $1 and state = 'open'
                 and row_id in (select r.value ->> 'v' from json_each($2) as r) order by seq",
                workspace.as_str(),
                bulk::list(row_ids)?,
            )?,
            Mending::Like(filter) => rows!(
                tx,
                (i64, String, bool),
                "select seq, row_id, discarded_at is not null from quarantine
                 where workspace = $1 and state = 'open' and ($2 is null or source = $2)
                 and ($3 is null or rule = $3) and ($4 is null or field = $4) order by seq",
                workspace.as_str(),
                filter.source,
                filter.rule,
                filter.field,
            )?,
        };
        let meant: Vec<(i64, String)> = found
            .into_iter()
            .filter(|(_, _, is_discarded)| *is_discarded == reason.is_none())
            .map(|(seq, row_id, _)| (seq, row_id))
            .collect();
        if meant.is_empty() {
            return Ok(0);
        }
        let mut n_marked = 0;
        for chunk in meant.chunks(bulk::N_ROWS) {
            let seqs: Vec<String> = chunk.iter().map(|(seq, _)| seq.to_string()).collect();
            tx.before(&QUARANTINE, workspace, &seqs).await?;
            n_marked += execute!(
                tx,
                "update quarantine set discarded_by = $2, discarded_at = $3, discard_reason = $4
                 where seq in (select cast(r.value ->> 'v' as bigint) from json_each($1) as r)",
                bulk::list(chunk.iter().map(|(seq, _)| seq))?,
                reason.map(|_| member.as_str()),
                reason.map(|_| now.micros()),
                reason,
            )?;
            tx.after(&QUARANTINE, workspace, &seqs, now).await?;
        }
        let listed: Vec<&String> = meant.iter().take(N_LISTED).map(|(_, row_id)| row_id).collect();
        let all = Digest::of(meant.iter().map(|(_, row_id)| row_id)).to_string();
        let body = json!({ "n_rows": meant.len(), "rows": listed, "digest": all, "reason": reason });
        let action = if reason.is_some() { "quarantine.discarded" } else { "quarantine.discard_undone" };
        let entry = NewAudit { actor: by, action, subject: "quarantine", body: &body };
        tx.append_audit(workspace, entry, now).await?;
        tx.commit().await?;
        Ok(n_marked)
    }
}
