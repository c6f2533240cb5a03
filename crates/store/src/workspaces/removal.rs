//! The end of a workspace: every row of it, in one transaction. Only simulated ones can be removed.
//!
//! What remains is a line in `removed_workspace`, which says that there was one, and where its audit chain ended; and an
//! entry in the chain of the workspace it was made from.

use super::workspace::MADE_FROM;
use crate::database::{Link, Lock, count, execute, maybe, row, rows};
use crate::{NewAudit, Store, StoreError, Tx, Workspace};
use governance::{Act, Actor};
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;
use vocabulary::{JobKind, MemberId, Timestamp, WorkspaceId};

/// Every table that has rows of workspaces, those that refer to others before those.
///
/// INVARIANT: a test holds this list to the schema: a new table goes in here, or rows of it would outlive their
/// workspace.
const TABLES: &[&str] = &[
    "send",
    "mailbox_turn",
    "delivery",
    "campaign",
    "session",
    "member_signed_out",
    "member_removed",
    "member_link",
    "member_seen",
    "member",
    "job",
    "upload",
    "setting",
    "write_key",
    "ended_key",
    "definition",
    "definition_draft",
    "definition_reason",
    "import",
    "quarantine",
    "outbox",
    "suppression",
    "variant",
    "approval_request",
    "approval",
    "pilot_result",
    "audit",
    "redirect",
    "ruling",
    "source_trust",
    "source_contract",
    "consent_row",
    "consent_entry",
    "gate_clock",
    "arrival",
    "original",
    "row_sum",
    "row_sum_owed",
    "workspace",
];

/// What of a workspace would go with it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Holdings {
    /// Members, those removed among them.
    pub n_members: i64,
    /// Definitions, each once.
    pub n_definitions: i64,
    /// Files that were taken in and are kept.
    pub n_files: i64,
    /// Lines of the ledger of consents.
    pub n_consents: i64,
    /// Messages that were planned or sent.
    pub n_messages: i64,
    /// Entries of the audit chain.
    pub n_entries: i64,
}

/// What a removal took away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// The brand's name.
    pub name: String,
    /// Rows of the store, over all tables.
    pub n_rows: i64,
    /// Entries the audit chain had.
    pub n_entries: i64,
    /// The workspace whose chain tells of it; `None` where it was made from none that is still there.
    pub told_in: Option<WorkspaceId>,
}

/// A workspace that was removed and whose files may still lie on the disk.
#[derive(Debug, Clone, PartialEq)]
pub struct RemovedWorkspace {
    /// The id it had.
    pub removed: WorkspaceId,
    /// When, by the machine's clock.
    pub at: Timestamp,
    /// Digests of originals it had, as JSON.
    pub leftovers: Value,
}
row!(RemovedWorkspace { removed, at, leftovers });

impl Store {
    /// Counts what would go with a workspace.
    pub async fn holdings(&self, workspace: &WorkspaceId) -> Result<Holdings, StoreError> {
        let (mut reader, of) = (self.read().await?, workspace.as_str());
        Ok(Holdings {
            n_members: count!(reader, "select count(*) from member where workspace = $1", of)?,
            n_definitions: count!(
                reader,
                "select count(*) from (select distinct kind, name from definition where workspace = $1) d",
                of
            )?,
            n_files: count!(reader, "select count(*) from original where workspace = $1", of)?,
            n_consents: count!(reader, "select count(*) from consent_entry where workspace = $1", of)?,
            n_messages: count!(reader, "select count(*) from delivery where workspace = $1", of)?,
            n_entries: count!(reader, "select count(*) from audit where workspace = $1", of)?,
        })
    }

    /// Removes a simulated workspace, with every row of it.
    ///
    /// Its name is kept and not given again. What lies outside the store is [`Store::unfinished_removals`]' to tell.
    ///
    /// Errors: [`StoreError::Workspace`] for one that is not simulated, that has open jobs, or that is the last one.
    pub async fn remove_workspace(
        &self,
        workspace: &WorkspaceId,
        by: &Actor,
        now: Timestamp,
    ) -> Result<Removed, StoreError> {
        let stored = self.workspace(workspace).await?;
        let mut tx = self.begin().await?;
        tx.check_removal(&stored, by).await?;
        let removed = tx.remove_rows(workspace, &stored.name, by, now).await?;
        tx.commit().await?;
        self.keeper.forget(workspace);
        Ok(removed)
    }

    /// Says whether a workspace could be removed by somebody now.
    ///
    /// Errors: as [`Store::remove_workspace`].
    pub async fn check_removal(&self, workspace: &WorkspaceId, by: &Actor) -> Result<(), StoreError> {
        let stored = self.workspace(workspace).await?;
        self.begin().await?.check_removal(&stored, by).await
    }

    /// Gives the removed workspaces whose files were not taken away for good.
    pub async fn unfinished_removals(&self) -> Result<Vec<RemovedWorkspace>, StoreError> {
        rows!(
            self.read().await?,
            RemovedWorkspace,
            "select removed, at, leftovers from removed_workspace where not is_finished order by removed",
        )
    }

    /// Notes that nothing of a removed workspace lies on the disk any more.
    pub async fn finish_removal(&self, removed: &WorkspaceId) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        execute!(
            tx,
            "update removed_workspace set is_finished = true, leftovers = '[]' where removed = $1",
            removed.as_str(),
        )?;
        tx.commit().await
    }

    /// Whether a file that was taken in is known by this digest in any workspace.
    pub async fn has_original(&self, digest: &str) -> Result<bool, StoreError> {
        let sql = "select count(*) from original where digest = $1";
        Ok(0 < count!(self.read().await?, sql, digest)?)
    }
}

impl Tx {
    /// Refuses what may not be removed, and holds what could change that.
    async fn check_removal(&mut self, stored: &Workspace, by: &Actor) -> Result<(), StoreError> {
        let of = stored.workspace.as_str();
        let refused = |why: &str| StoreError::Workspace { name: of.to_owned(), why: why.to_owned() };
        if !stored.is_simulated {
            return Err(refused("is not simulated: what real people gave is not removed by a word"));
        }
        self.hold(Lock::Members, of).await?;
        self.check_admin(&stored.workspace, by, Act::KeepWorkspaces).await?;
        self.hold(Lock::Ledger, of).await?;
        self.hold(Lock::Jobs, of).await?;
        if count!(self, "select count(*) from workspace")? <= 1 {
            return Err(refused("is the only one here: make another first, or delete the data folder"));
        }
        // One that a job of another workspace is filling has its work there.
        let open = count!(
            self,
            "select count(*) from job where state in ('queued', 'running', 'cancelling')
               and (workspace = $1 or lane = $2)",
            of,
            JobKind::Demo.lane(of),
        )?;
        match open {
            0 => Ok(()),
            _ => Err(refused("has work that has not ended: stop it under Activity first")),
        }
    }

    async fn remove_rows(
        &mut self,
        workspace: &WorkspaceId,
        name: &str,
        by: &Actor,
        now: Timestamp,
    ) -> Result<Removed, StoreError> {
        let of = workspace.as_str();
        let end = maybe!(
            self,
            (i64, String),
            "select seq, hash from audit where workspace = $1 order by seq desc limit 1",
            of,
        )?;
        let sql = "select distinct digest from original where workspace = $1";
        let digests: Vec<String> =
            rows!(self, (String,), sql, of)?.into_iter().map(|(digest,)| digest).collect();
        let sql = "select value from setting where workspace = $1 and key = $2";
        let from = maybe!(self, (String,), sql, of, MADE_FROM)?;
        let from: Option<WorkspaceId> = from.and_then(|(text,)| serde_json::from_str(&text).ok());
        let told_in = match from {
            Some(from) if self.is_there(&from).await? => {
                Some((self.seat_in(&from, workspace, by).await?, from))
            }
            _ => None,
        };
        let lines = "delete from job_line where job_id in (select job_id from job where workspace = $1)";
        let mut n_rows = execute!(self, lines, of)?;
        for table in TABLES {
            n_rows += self.clear(table, of).await?;
        }
        let n_rows = i64::try_from(n_rows).unwrap_or(i64::MAX);
        let n_entries = end.as_ref().map_or(0, |(seq, _)| *seq);
        execute!(
            self,
            "insert into removed_workspace
               (removed, name, by_member, at, n_rows, n_entries, last_hash, leftovers, is_finished)
             values ($1, $2, $3, $4, $5, $6, $7, $8, false)",
            of,
            name,
            by.to_string(),
            now.micros(),
            n_rows,
            n_entries,
            end.as_ref().map(|(_, hash)| hash.as_str()),
            json!(digests).to_string(),
        )?;
        if let Some((actor, from)) = &told_in {
            let end = end.map(|(seq, hash)| format!("{seq}:{hash}"));
            let body = json!({ "name": name, "n_rows": n_rows, "chain_ended_at": end });
            let subject = format!("workspace:{workspace}");
            let told = NewAudit { actor, action: "workspace.removed", subject: &subject, body: &body };
            self.append_audit(from, told, now).await?;
        }
        Ok(Removed { name: name.to_owned(), n_rows, n_entries, told_in: told_in.map(|(_, from)| from) })
    }

    /// Who somebody of `workspace` is in `from`; the program itself where they are nobody there.
    async fn seat_in(
        &mut self,
        from: &WorkspaceId,
        workspace: &WorkspaceId,
        by: &Actor,
    ) -> Result<Actor, StoreError> {
        let Actor::Member { id, .. } = by else { return Ok(by.clone()) };
        let found = maybe!(
            self,
            (String,),
            "select m.member_id from member m join member o on o.workspace = $2 and o.member_id = $3
             where m.workspace = $1 and m.email = o.email and m.password_hash = o.password_hash",
            from.as_str(),
            workspace.as_str(),
            id.as_str(),
        )?;
        let Some(id) = found.and_then(|(id,)| MemberId::new(id).ok()) else { return Ok(Actor::System) };
        let role = self.member(from, &id).await?.role;
        Ok(Actor::Member { id, role })
    }

    async fn is_there(&mut self, workspace: &WorkspaceId) -> Result<bool, StoreError> {
        let sql = "select count(*) from workspace where workspace = $1";
        Ok(0 < count!(self, sql, workspace.as_str())?)
    }

    /// Deletes a workspace's rows of one of [`TABLES`].
    async fn clear(&mut self, table: &'static str, workspace: &str) -> Result<u64, StoreError> {
        let sql = format!("delete from {table} where workspace = $1");
        Ok(match self.link() {
            Link::Sqlite(c) => {
                sqlx::query(AssertSqlSafe(sql)).bind(workspace).execute(c).await?.rows_affected()
            }
            Link::Postgres(c) => {
                sqlx::query(AssertSqlSafe(sql)).bind(workspace).execute(c).await?.rows_affected()
            }
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::collections::BTreeSet;

    #[tokio::test]
    async fn every_table_of_workspaces_is_cleared() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite:{}", folder.path().join("s.db").display())).await.unwrap();
        let found = rows!(
            store.read().await.unwrap(),
            (String,),
            "select t.name from sqlite_master t join pragma_table_info(t.name) c
             where t.type = 'table' and t.name not like 'sqlite_%' and c.name = 'workspace'",
        )
        .unwrap();
        let there: BTreeSet<String> = found.into_iter().map(|(name,)| name).collect();
        let cleared: BTreeSet<String> = TABLES.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(there, cleared);
        // Those without a workspace of their own: `job_line` goes with its job, the others are of no workspace.
        let others = rows!(
            store.read().await.unwrap(),
            (String,),
            "select t.name from sqlite_master t where t.type = 'table' and t.name not like 'sqlite_%'
               and not exists (select 1 from pragma_table_info(t.name) c where c.name = 'workspace')
             order by t.name",
        )
        .unwrap();
        let others: Vec<String> = others.into_iter().map(|(name,)| name).collect();
        assert_eq!(others, ["job_line", "migration", "removed_workspace"]);
    }
}
