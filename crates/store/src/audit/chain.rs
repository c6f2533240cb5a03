//! The chain itself: entries are appended, sealed and read.

use crate::database::{Lock, count, execute, maybe, row, rows};
use crate::{Page, Store, StoreError, Tx};
use governance::Actor;
use governance::audit::{Anchor, Broken, Entry, Verified, link, seal};
use serde_json::{Value, json};
use vocabulary::{Digest, Timestamp, WorkspaceId};

/// The action of an entry that only carries sums.
pub(crate) const ROWS_CHANGED: &str = "record.changed";

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

/// Where in an entry's body it stands how a member was named, when nobody asked them for a password.
const NAMED_BY: &str = "member_named_by";

/// The action of the entry that seals what was written before there was a key.
const SEALED: &str = "audit.sealed";

/// What [`Store::audit_report`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditReport {
    /// The chain itself.
    pub chain: Result<Verified, Broken>,
    /// Where the chain was noted to end, outside its table; `None` when nothing was noted yet.
    pub anchor: Option<Anchor>,
    /// What the rows that the chain tells of say otherwise, each in a sentence with what to do; empty when they
    /// agree.
    pub differences: Vec<String>,
    /// What is there and cannot be compared, since it was written by a version that told nothing of it.
    pub not_covered: Vec<String>,
}

impl AuditReport {
    /// Whether the chain holds and everything agrees with it.
    pub fn holds(&self) -> bool {
        self.chain.is_ok() && self.differences.is_empty()
    }

    /// Everything that is wrong, each in a sentence.
    pub fn problems(&self) -> Vec<String> {
        let broken = self.chain.as_ref().err().map(ToString::to_string);
        broken.into_iter().chain(self.differences.iter().cloned()).collect()
    }
}

pub(crate) struct Stored {
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

impl Stored {
    /// Its number, by which the next are read.
    pub(crate) fn place(&self) -> i64 {
        self.seq
    }
}

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
        // What this transaction changed rides in its own entry.
        let mut body = self.told_body(workspace, new.body).await?;
        if let (Some(words), Actor::Member { .. }, Value::Object(fields)) =
            (self.named_by, new.actor, &mut body)
        {
            fields.insert(NAMED_BY.to_owned(), Value::String(words.to_owned()));
        }
        self.append_told(workspace, NewAudit { body: &body, ..new }, now).await
    }

    /// Appends an entry whose body is complete. It holds the chain's lock.
    pub(crate) async fn append_told(
        &mut self,
        workspace: &WorkspaceId,
        new: NewAudit<'_>,
        now: Timestamp,
    ) -> Result<AuditEntry, StoreError> {
        let mut head = self.audit_head(workspace).await?;
        let may_note = self.may_note(workspace, head.as_ref()).await?;
        if may_note && !self.is_sealed(workspace, head.as_ref()).await? {
            let sealing = NewAudit {
                actor: &Actor::System,
                action: SEALED,
                subject: &format!("workspace:{workspace}"),
                body: &json!({ "n_entries": head.as_ref().map(|head| head.seq) }),
            };
            let sealed = self.write_audit(workspace, head.as_ref(), sealing, now).await?;
            head = Some(Head { seq: sealed.entry.seq.cast_signed(), hash: sealed.hash });
        }
        let written = self.write_audit(workspace, head.as_ref(), new, now).await?;
        if may_note {
            let end = Anchor { seq: written.entry.seq, digest: written.hash };
            self.ends.insert(workspace.as_str().to_owned(), end);
        }
        Ok(written)
    }

    /// Whether the end of the chain may be noted: not when it does not pass through what was noted last, for then
    /// the chain was cut or rewritten, and the note is what shows it.
    async fn may_note(&mut self, workspace: &WorkspaceId, head: Option<&Head>) -> Result<bool, StoreError> {
        if self.keeper.key().is_none() {
            return Ok(false);
        }
        let noted = self.ends.get(workspace.as_str()).copied();
        let noted = match noted {
            Some(noted) => Some(noted),
            None => match self.keeper.anchor(workspace) {
                Ok(noted) => noted,
                // A file that cannot be read is for `audit verify` to tell; decisions go on.
                Err(_) => return Ok(false),
            },
        };
        let Some(noted) = noted else { return Ok(true) };
        let Some(head) = head else { return Ok(false) };
        let seq = noted.seq.cast_signed();
        if seq == head.seq {
            return Ok(noted.digest == head.hash);
        }
        let there = maybe!(
            self,
            (String,),
            "select hash from audit where workspace = $1 and seq = $2",
            workspace.as_str(),
            seq,
        )?;
        Ok(there.is_some_and(|(hash,)| hash == noted.digest.to_string()))
    }

    /// Whether the last entry is sealed, so that the next need not begin by sealing what is there.
    async fn is_sealed(&mut self, workspace: &WorkspaceId, head: Option<&Head>) -> Result<bool, StoreError> {
        // What has an anchor was sealed when it was noted; an empty chain is sealed from its first entry on.
        if head.is_none()
            || self.ends.contains_key(workspace.as_str())
            || self.keeper.anchor(workspace)?.is_some()
        {
            return Ok(true);
        }
        let Some(key) = self.keeper.key().cloned() else { return Ok(true) };
        let last = rows!(
            self,
            Stored,
            "select workspace, seq, at, actor, action, subject, body, hash from audit
             where workspace = $1 order by seq desc limit 2",
            workspace.as_str(),
        )?;
        let mut last = last.into_iter().map(AuditEntry::from);
        let (newest, before) = (last.next(), last.next());
        Ok(newest.is_some_and(|newest| {
            seal(key.expose(), before.map(|entry| entry.hash), &newest.entry) == newest.hash
        }))
    }

    async fn write_audit(
        &mut self,
        workspace: &WorkspaceId,
        head: Option<&Head>,
        new: NewAudit<'_>,
        now: Timestamp,
    ) -> Result<AuditEntry, StoreError> {
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
        let hash = match self.keeper.key() {
            Some(key) => seal(key.expose(), previous, &entry),
            None => link(previous, &entry),
        };
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

/// The last entry of a chain.
pub(crate) struct Head {
    pub seq: i64,
    pub hash: Digest,
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

    /// Gives every entry on one subject, oldest first.
    pub async fn entries_on(
        &self,
        workspace: &WorkspaceId,
        subject: &str,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        let found = rows!(
            self.read().await?,
            Stored,
            "select workspace, seq, at, actor, action, subject, body, hash from audit
             where workspace = $1 and subject = $2 order by seq",
            workspace.as_str(),
            subject,
        )?;
        Ok(found.into_iter().map(AuditEntry::from).collect())
    }

    /// Gives the latest entries that tell of somebody's act, the newest first: without those that only carry sums.
    pub async fn latest_acts(
        &self,
        workspace: &WorkspaceId,
        limit: i64,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        let found = rows!(
            self.read().await?,
            Stored,
            "select workspace, seq, at, actor, action, subject, body, hash from audit
             where workspace = $1 and action <> $2 order by seq desc limit $3",
            workspace.as_str(),
            ROWS_CHANGED,
            limit,
        )?;
        Ok(found.into_iter().map(AuditEntry::from).collect())
    }
}
