//! Telling the audit chain of rows: a transaction that changes rows of a covered table ends with an entry that says
//! what sum of them it found and what sum it left.
//!
//! Changed rows are taken off the sum as they were (`before`) and added as they are (`after`). Where the transaction
//! appends an entry of its own, as a decision does, the sums ride in it; else the commit appends `record.changed`.

use super::chain::{Head, ROWS_CHANGED};
use super::changes::Found;
use super::covered::{ALL, Covered, WORKSPACE};
use crate::database::{Lock, execute, maybe, rows};
use crate::{NewAudit, StoreError, Tx};
use governance::Actor;
use governance::rows::RowSum;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use vocabulary::{Digest, Timestamp, WorkspaceId};

/// Where in an entry's body the sums stand.
pub(crate) const COVERS: &str = "covers";

/// The form of [`Covers`] written now.
const FORM: u32 = 1;

/// Rows of a sum that an entry names at most.
const N_NAMED: usize = 50;

/// What an entry tells of rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Covers {
    /// The form.
    pub v: u32,
    /// Whether the digests are made with the chain's key.
    pub keyed: bool,
    /// Why everything is told anew: `since` this entry all is covered, or the chain got its `key`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anew: Option<String>,
    /// By name of the sum.
    pub sums: BTreeMap<String, Told>,
}

/// What an entry tells of one sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Told {
    /// As it was found.
    pub before: RowSum,
    /// As it was left.
    pub after: RowSum,
    /// The digests of the rows that changed, of a row that went nothing; absent when they are not named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<BTreeMap<String, Option<Digest>>>,
}

struct Stored {
    name: String,
    n: i64,
    sum: Digest,
    is_keyed: bool,
}
crate::database::row!(Stored { name, n, sum, is_keyed });

impl Tx {
    /// Takes rows off their sum as they are now: to be called before something changes or removes them.
    pub(crate) async fn before(
        &mut self,
        table: &Covered,
        workspace: &WorkspaceId,
        keys: &[String],
    ) -> Result<(), StoreError> {
        // Else two that change the same row would both take off what was there.
        self.hold(Lock::Audit, workspace.as_str()).await?;
        self.count_rows(table, workspace, keys, false).await
    }

    /// Adds rows to their sum as they are now: to be called after they were written, with the same keys as
    /// [`Tx::before`], or with those of new rows.
    pub(crate) async fn after(
        &mut self,
        table: &Covered,
        workspace: &WorkspaceId,
        keys: &[String],
        now: impl Into<Option<Timestamp>>,
    ) -> Result<(), StoreError> {
        self.count_rows(table, workspace, keys, true).await?;
        let changes = self.changes.entry(workspace.clone()).or_default();
        changes.at = now.into().or(changes.at);
        Ok(())
    }

    async fn count_rows(
        &mut self,
        table: &Covered,
        workspace: &WorkspaceId,
        keys: &[String],
        is_added: bool,
    ) -> Result<(), StoreError> {
        if keys.is_empty() {
            return Ok(());
        }
        let mut changes = self.changes.remove(workspace).unwrap_or_default();
        let keeper = self.keeper.clone();
        let key = keeper.key().map(|key| key.expose().as_slice());
        table.read_some(self, workspace, key, keys, is_added, &mut changes.found).await?;
        self.changes.insert(workspace.clone(), changes);
        Ok(())
    }

    /// Appends entries for changes that no entry has told of: the last thing before a commit.
    pub(crate) async fn tell_rest(&mut self) -> Result<(), StoreError> {
        let workspaces: Vec<(WorkspaceId, Option<Timestamp>)> =
            self.changes.iter().map(|(workspace, changes)| (workspace.clone(), changes.at)).collect();
        for (workspace, at) in workspaces {
            self.hold(Lock::Audit, workspace.as_str()).await?;
            let Some(covers) = self.covers(&workspace).await? else { continue };
            let subject = subject_of(&covers);
            let now = match at {
                Some(at) => at,
                None => self.time_of_last(&workspace).await?,
            };
            let new = NewAudit {
                actor: &Actor::System,
                action: ROWS_CHANGED,
                subject: &subject,
                body: &json!({ COVERS: covers }),
            };
            self.append_told(&workspace, new, now).await?;
        }
        Ok(())
    }

    /// The body of an entry with what the transaction changed so far.
    pub(crate) async fn told_body(
        &mut self,
        workspace: &WorkspaceId,
        body: &Value,
    ) -> Result<Value, StoreError> {
        let mut body = body.clone();
        if let Value::Object(fields) = &mut body
            && let Some(covers) = self.covers(workspace).await?
        {
            let covers = serde_json::to_value(covers)
                .map_err(|source| StoreError::Body { what: "audit entry", source })?;
            fields.insert(COVERS.to_owned(), covers);
        }
        Ok(body)
    }

    /// What is to be told of the changes so far, which are then told. It holds the chain's lock.
    async fn covers(&mut self, workspace: &WorkspaceId) -> Result<Option<Covers>, StoreError> {
        let Some(changes) = self.changes.remove(workspace) else { return Ok(None) };
        let keyed = self.keeper.key().is_some();
        let stored = self.kept_sums(workspace).await?;
        let owed = maybe!(
            self,
            (String,),
            "select workspace from row_sum_owed where workspace = $1",
            workspace.as_str()
        )?;
        if owed.is_some() {
            return self.cover_all(workspace, "since").await.map(Some);
        }
        if stored.iter().any(|(_, _, is_keyed)| *is_keyed != keyed) {
            return self.cover_all(workspace, "key").await.map(Some);
        }
        let mut found = changes.found;
        if stored.is_empty() {
            // It never changes, and is told of with the first thing that does.
            let whole = self.read_table(&WORKSPACE, workspace).await?;
            found.sums.extend(whole.sums);
            found.rows.extend(whole.rows);
        }
        let stored: BTreeMap<String, RowSum> = stored.into_iter().map(|(name, sum, _)| (name, sum)).collect();
        found.sums.retain(|_, change| *change != RowSum::NONE);
        if found.sums.is_empty() {
            return Ok(None);
        }
        let sums = found.sums.iter().map(|(name, change)| {
            let before = stored.get(name).copied().unwrap_or(RowSum::NONE);
            let told = Told { before, after: before.and(*change), rows: named(found.rows.get(name)) };
            (name.clone(), told)
        });
        let covers = Covers { v: FORM, keyed, anew: None, sums: sums.collect() };
        self.keep_sums(workspace, &covers).await?;
        Ok(Some(covers))
    }

    /// Tells of every row there is, whatever was told before.
    async fn cover_all(&mut self, workspace: &WorkspaceId, why: &str) -> Result<Covers, StoreError> {
        let mut sums = BTreeMap::new();
        for table in ALL {
            let found = self.read_table(table, workspace).await?;
            for (name, after) in found.sums {
                let rows = named(found.rows.get(&name));
                sums.insert(name, Told { before: RowSum::NONE, after, rows });
            }
        }
        execute!(self, "delete from row_sum where workspace = $1", workspace.as_str())?;
        execute!(self, "delete from row_sum_owed where workspace = $1", workspace.as_str())?;
        let covers = Covers { v: FORM, keyed: self.keeper.key().is_some(), anew: Some(why.to_owned()), sums };
        self.keep_sums(workspace, &covers).await?;
        Ok(covers)
    }

    pub(crate) async fn read_table(
        &mut self,
        table: &Covered,
        workspace: &WorkspaceId,
    ) -> Result<Found, StoreError> {
        let keeper = self.keeper.clone();
        let key = keeper.key().map(|key| key.expose().as_slice());
        table.read_all(self, workspace, key).await
    }

    /// The sums that the next entry begins from: name, sum, and whether it is made with the chain's key.
    pub(crate) async fn kept_sums(
        &mut self,
        workspace: &WorkspaceId,
    ) -> Result<Vec<(String, RowSum, bool)>, StoreError> {
        let stored = rows!(
            self,
            Stored,
            "select name, n, sum, is_keyed from row_sum where workspace = $1",
            workspace.as_str(),
        )?;
        let of = |Stored { name, n, sum, is_keyed }: Stored| (name, RowSum { n, sum }, is_keyed);
        Ok(stored.into_iter().map(of).collect())
    }

    async fn keep_sums(&mut self, workspace: &WorkspaceId, covers: &Covers) -> Result<(), StoreError> {
        for (name, told) in &covers.sums {
            execute!(
                self,
                "insert into row_sum (workspace, name, n, sum, is_keyed) values ($1, $2, $3, $4, $5)
                 on conflict (workspace, name) do update
                 set n = excluded.n, sum = excluded.sum, is_keyed = excluded.is_keyed",
                workspace.as_str(),
                name.as_str(),
                told.after.n,
                told.after.sum.to_string(),
                covers.keyed,
            )?;
        }
        Ok(())
    }

    /// The moment of the chain's last entry: for changes that carry no time of their own.
    async fn time_of_last(&mut self, workspace: &WorkspaceId) -> Result<Timestamp, StoreError> {
        let last = maybe!(
            self,
            (i64,),
            "select coalesce((select at from audit where workspace = $1 order by seq desc limit 1),
               (select created_at from workspace where workspace = $1), 0)",
            workspace.as_str(),
        )?;
        Ok(Timestamp::from_micros(last.map_or(0, |(at,)| at)))
    }

    /// The last entry of a chain, with its place.
    pub(crate) async fn audit_head(&mut self, workspace: &WorkspaceId) -> Result<Option<Head>, StoreError> {
        maybe!(
            self,
            Head,
            "select seq, hash from audit where workspace = $1 order by seq desc limit 1",
            workspace.as_str(),
        )
    }
}

fn named(rows: Option<&BTreeMap<String, Digest>>) -> Option<BTreeMap<String, Option<Digest>>> {
    let rows = rows.filter(|rows| rows.len() <= N_NAMED)?;
    let digest = |digest: &Digest| (*digest != Digest::ZERO).then_some(*digest);
    Some(rows.iter().map(|(key, found)| (key.clone(), digest(found))).collect())
}

/// What a `record.changed` is about, in words.
fn subject_of(covers: &Covers) -> String {
    let mut names = covers.sums.iter().filter(|(name, _)| *name != WORKSPACE.words);
    let Some((name, told)) = names.next() else { return WORKSPACE.words.to_owned() };
    let row = told.rows.as_ref().filter(|rows| rows.len() == 1).and_then(|rows| rows.keys().next());
    let first = row.map_or_else(|| name.clone(), |row| format!("{name}: {row}"));
    match names.count() {
        0 => first,
        n_more => format!("{first} and {n_more} more"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    /// Chains hold this form for ever: a later one is read beside it.
    #[test]
    fn what_entries_told_in_the_first_form_is_read() {
        let text = include_str!("../../../../testdata/compat/audit-covers-1.json");
        let body: Value = serde_json::from_str(text).unwrap();
        let covers: Covers = serde_json::from_value(body[COVERS].clone()).unwrap();
        assert_eq!((covers.v, covers.keyed, covers.anew.as_deref()), (1, true, Some("since")));
        assert_eq!(covers.sums["consents: crm"].after.n, 2);
        assert!(covers.sums["consents: crm"].rows.is_none());
        assert_eq!(covers.sums["members"].rows.as_ref().unwrap()["member-2"], None);
        assert_eq!(serde_json::to_value(&covers).unwrap(), body[COVERS]);
    }
}
