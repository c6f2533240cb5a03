use crate::cells::row;
use crate::link::{Lock, count, execute, maybe, rows};
use crate::{Page, Store, StoreError, Tx};
use governance::Actor;
use governance::audit::{Anchor, Broken, Entry, Verified, Verifier, link};
use serde_json::Value;
use vocabulary::{Digest, Timestamp, WorkspaceId};

/// Entries read at once while the chain is verified.
const N_PER_READ: i64 = 10_000;

/// An entry of the audit chain with its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// What happened.
    pub entry: Entry,
    /// Its digest, which covers the entry before it.
    pub hash: Digest,
}

/// What is to be written into the chain. No personal data: a person stands here by id.
#[derive(Debug, Clone, Copy)]
pub struct NewAudit<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// What was done, as `campaign.approved`.
    pub action: &'a str,
    /// To what, as `campaign:ai-win-back`.
    pub subject: &'a str,
    /// The particulars.
    pub body: &'a Value,
}

struct Stored {
    workspace: WorkspaceId,
    seq: i64,
    at: Timestamp,
    actor: String,
    action: String,
    subject: String,
    body: String,
    hash: Digest,
}
row!(Stored { workspace, seq, at, actor, action, subject, body, hash });

impl From<Stored> for AuditEntry {
    fn from(stored: Stored) -> Self {
        let entry = Entry {
            seq: stored.seq.unsigned_abs(),
            workspace: stored.workspace,
            at: stored.at,
            actor: stored.actor,
            action: stored.action,
            subject: stored.subject,
            body: stored.body,
        };
        Self { entry, hash: stored.hash }
    }
}

impl Tx {
    /// Appends an entry to the workspace's chain, in the transaction of what it tells of.
    ///
    /// Until this transaction ends no other can append to the same chain, so do it last.
    pub async fn append_audit(
        &mut self,
        workspace: &WorkspaceId,
        new: NewAudit<'_>,
        now: Timestamp,
    ) -> Result<AuditEntry, StoreError> {
        self.hold(Lock::Audit, workspace.as_str()).await?;
        let head = maybe!(
            self,
            Head,
            "select seq, hash from audit where workspace = $1 order by seq desc limit 1",
            workspace.as_str(),
        )?;
        let (seq, previous) = head.map_or((1, None), |head| (head.seq + 1, Some(head.hash)));
        let entry = Entry {
            seq: seq.unsigned_abs(),
            workspace: workspace.clone(),
            at: now,
            actor: new.actor.to_string(),
            action: new.action.to_owned(),
            subject: new.subject.to_owned(),
            body: new.body.to_string(),
        };
        let hash = link(previous, &entry);
        execute!(
            self,
            "insert into audit (workspace, seq, at, actor, action, subject, body, hash)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            workspace.as_str(),
            seq,
            now.micros(),
            entry.actor.as_str(),
            entry.action.as_str(),
            entry.subject.as_str(),
            entry.body.as_str(),
            hash.to_string(),
        )?;
        Ok(AuditEntry { entry, hash })
    }
}

struct Head {
    seq: i64,
    hash: Digest,
}
row!(Head { seq, hash });

impl Store {
    /// Appends an entry which tells of nothing else in the store.
    pub async fn append_audit(
        &self,
        workspace: &WorkspaceId,
        new: NewAudit<'_>,
        now: Timestamp,
    ) -> Result<AuditEntry, StoreError> {
        let mut tx = self.begin().await?;
        let entry = tx.append_audit(workspace, new, now).await?;
        tx.commit().await?;
        Ok(entry)
    }

    /// Gives a page of the chain, the latest first. `before`: `i64::MAX`, then the page's `next`.
    pub async fn audit_entries(
        &self,
        workspace: &WorkspaceId,
        before: i64,
        limit: i64,
    ) -> Result<Page<AuditEntry>, StoreError> {
        let mut reader = self.read().await?;
        let n_total = count!(reader, "select count(*) from audit where workspace = $1", workspace.as_str())?;
        let found = rows!(
            reader,
            Stored,
            "select workspace, seq, at, actor, action, subject, body, hash from audit
             where workspace = $1 and seq < $2 order by seq desc limit $3",
            workspace.as_str(),
            before,
            limit.saturating_add(1),
        )?;
        let page = Page::cut(found, limit, n_total, |stored| stored.seq);
        let items = page.items.into_iter().map(AuditEntry::from).collect();
        Ok(Page { items, next: page.next, n_total: page.n_total })
    }

    /// Verifies the workspace's whole chain; with an `anchor`, that it passes through it.
    ///
    /// Returns: the chain's length and head, or the first place where it does not hold, which is a finding
    /// and no error.
    pub async fn verify_audit(
        &self,
        workspace: &WorkspaceId,
        anchor: Option<Anchor>,
    ) -> Result<Result<Verified, Broken>, StoreError> {
        let mut reader = self.read().await?;
        let mut verifier = Verifier::new(anchor);
        let mut after = i64::MIN;
        loop {
            let found = rows!(
                reader,
                Stored,
                "select workspace, seq, at, actor, action, subject, body, hash from audit
                 where workspace = $1 and $2 < seq order by seq limit $3",
                workspace.as_str(),
                after,
                N_PER_READ,
            )?;
            let Some(last) = found.last() else { return Ok(verifier.finish()) };
            after = last.seq;
            for entry in found.into_iter().map(AuditEntry::from) {
                if let Err(broken) = verifier.push(&entry.entry, entry.hash) {
                    return Ok(Err(broken));
                }
            }
        }
    }
}
