//! `audit verify`: the chain is walked, and what its entries tell of rows is held against the rows.
//!
//! Everything is read in one snapshot, so that what is written meanwhile is no difference.

use super::chain::{AuditEntry, Stored};
use super::changes::Found;
use super::covered::{ALL, Covered, WORKSPACE};
use super::telling::{COVERS, Covers};
use crate::database::{Link, maybe, rows};
use crate::{AuditReport, Store, StoreError, Tx};
use governance::audit::{Anchor, Broken, Verified, Verifier};
use governance::rows::RowSum;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{Digest, WorkspaceId};

/// Entries read at once.
const N_PER_READ: i64 = 10_000;

/// Rows named in a finding at most.
const N_SHOWN: usize = 20;

impl Store {
    /// Verifies the workspace's whole chain; with an `anchor`, that it passes through it.
    ///
    /// Returns: the chain's length and head, or the first place where it does not hold, which is a finding
    /// and no error.
    pub async fn verify_audit(
        &self,
        workspace: &WorkspaceId,
        anchor: Option<Anchor>,
    ) -> Result<Result<Verified, Broken>, StoreError> {
        let verifier = self.verifier(workspace, anchor)?;
        let mut tx = self.snapshot().await?;
        let (chain, _) = tx.walk(workspace, verifier).await?;
        tx.commit().await?;
        Ok(chain)
    }

    /// Verifies the chain, and compares what it tells of with what is there.
    ///
    /// `anchor` is one more place the chain must pass through: one that was printed and kept elsewhere.
    ///
    /// Errors: [`StoreError::Keeper`] when the noted ends cannot be read.
    pub async fn audit_report(
        &self,
        workspace: &WorkspaceId,
        anchor: Option<Anchor>,
    ) -> Result<AuditReport, StoreError> {
        let noted = self.keeper.anchor(workspace)?;
        let verifier = self.verifier(workspace, anchor)?;
        let mut tx = self.snapshot().await?;
        let (chain, told) = tx.walk(workspace, verifier).await?;
        let (mut differences, not_covered) = tx.compare(workspace, &told).await?;
        differences.extend(tx.audit_differences(workspace, told.is_begun).await?);
        differences.extend(tx.foreign_programs().await?);
        differences.extend(self.foreign_shapes(&mut tx).await?);
        differences.extend(tx.moved_counters().await?);
        tx.commit().await?;
        let mut seen = BTreeSet::new();
        differences.retain(|difference| seen.insert(difference.clone()));
        Ok(AuditReport { chain, anchor: noted, differences, not_covered })
    }

    /// Reads the noted end: before the snapshot, for it may go on meanwhile.
    pub(crate) fn verifier(
        &self,
        workspace: &WorkspaceId,
        anchor: Option<Anchor>,
    ) -> Result<Verifier, StoreError> {
        let noted = self.keeper.anchor(workspace)?;
        Ok(Verifier::new(anchor).with_anchor(noted).with_key(self.keeper.key().cloned()))
    }

    /// A transaction that sees one state of the store, however long it reads.
    pub(crate) async fn snapshot(&self) -> Result<Tx, StoreError> {
        Ok(Tx::snapshot(self.read().await?).await?.kept_by(&self.keeper))
    }
}

impl Tx {
    /// What somebody put into the store that acts on its own or stands for a table: it would change what is written
    /// before anybody could tell of it.
    async fn foreign_programs(&mut self) -> Result<Vec<String>, StoreError> {
        let sql = match self.link() {
            Link::Sqlite(_) => {
                "select type, name from sqlite_master where type in ('trigger', 'view') order by name"
            }
            Link::Postgres(_) => {
                "select 'trigger', cast(tgname as text) from pg_trigger join pg_class c on c.oid = tgrelid
                   join pg_namespace n on n.oid = c.relnamespace
                 where not tgisinternal and n.nspname = current_schema()
                 union all
                 select 'rule', cast(rulename as text) from pg_rules where schemaname = current_schema()
                 union all
                 select 'view', cast(viewname as text) from pg_views where schemaname = current_schema()"
            }
        };
        let found = rows!(self, (String, String), sql,)?;
        let words = |(kind, name): (String, String)| {
            format!(
                "the store has a {kind} `{name}` that Truelift did not make: it can change what is written before it is told. Remove it, and compare with a backup from before it"
            )
        };
        Ok(found.into_iter().map(words).collect())
    }
}

/// What the entries of a chain tell of rows, folded to how it stands at its end.
#[derive(Debug, Default)]
pub(crate) struct Fold {
    is_begun: bool,
    keyed: bool,
    /// By name the sum, and the entry that told it.
    sums: BTreeMap<String, (RowSum, u64)>,
    /// By name and key the digest of a row, nothing when it went, and the entry that told it.
    rows: BTreeMap<String, BTreeMap<String, (Option<Digest>, u64)>>,
    /// Names of which some rows were not told one by one.
    in_bulk: BTreeSet<String>,
    faults: Vec<String>,
}

impl Fold {
    fn push(&mut self, seq: u64, body: &str) {
        // Most entries of a long chain tell of a decision only.
        if !body.contains(COVERS) {
            return;
        }
        let Ok(mut body) = serde_json::from_str::<Value>(body) else { return };
        let Some(covers) = body.get_mut(COVERS).map(Value::take) else { return };
        let Ok(covers) = serde_json::from_value::<Covers>(covers) else {
            self.faults.push(format!(
                "entry {seq} tells of rows in a form this version does not know: verify with the version that wrote it"
            ));
            return;
        };
        self.begin(seq, &covers);
        for (name, told) in covers.sums {
            let (held, since) = self.sums.get(&name).copied().unwrap_or((RowSum::NONE, 0));
            if held != told.before {
                let since = if since == 0 { "the beginning".to_owned() } else { format!("entry {since}") };
                self.faults.push(format!(
                    "between {since} and entry {seq} rows were changed without an entry ({name}): {} were told, {} were found. Compare with a backup from before entry {seq}",
                    held.n, told.before.n
                ));
            }
            self.sums.insert(name.clone(), (told.after, seq));
            match told.rows {
                Some(rows) => {
                    let own = self.rows.entry(name).or_default();
                    own.extend(rows.into_iter().map(|(key, digest)| (key, (digest, seq))));
                }
                None => _ = self.in_bulk.insert(name),
            }
        }
    }

    fn begin(&mut self, seq: u64, covers: &Covers) {
        let is_allowed = match covers.anew.as_deref() {
            None => !self.is_begun || self.keyed == covers.keyed,
            Some("key") => self.is_begun && !self.keyed && covers.keyed,
            Some(_) => !self.is_begun,
        };
        if !is_allowed {
            self.faults.push(format!(
                "entry {seq} tells of all rows anew, which happens once: somebody had the store pass for one of an earlier version. Compare with a backup from before it"
            ));
        }
        if covers.anew.is_some() {
            self.sums.clear();
            self.rows.clear();
            self.in_bulk.clear();
        }
        self.is_begun = true;
        self.keyed = covers.keyed;
    }
}

impl Tx {
    /// Walks the chain to its end, also past a place where it breaks: what entries tell of is of use all the same.
    pub(crate) async fn walk(
        &mut self,
        workspace: &WorkspaceId,
        verifier: Verifier,
    ) -> Result<(Result<Verified, Broken>, Fold), StoreError> {
        let (mut verifier, mut broken) = (verifier, None);
        let mut fold = Fold::default();
        let mut after = i64::MIN;
        loop {
            let found = rows!(
                self,
                Stored,
                "select workspace, seq, at, actor, action, subject, body, hash from audit
                 where workspace = $1 and $2 < seq order by seq limit $3",
                workspace.as_str(),
                after,
                N_PER_READ,
            )?;
            let Some(last) = found.last() else { break };
            after = last.place();
            for found in found.into_iter().map(AuditEntry::from) {
                fold.push(found.entry.seq, &found.entry.body);
                if broken.is_none() {
                    broken = verifier.push(&found.entry, found.hash).err();
                }
            }
        }
        let chain = match broken {
            Some(broken) => Err(broken),
            None => verifier.finish(),
        };
        Ok((chain, fold))
    }

    /// Adds up every covered table and holds it against what was told: what differs, and what cannot be compared.
    async fn compare(
        &mut self,
        workspace: &WorkspaceId,
        told: &Fold,
    ) -> Result<(Vec<String>, Vec<String>), StoreError> {
        let owed = maybe!(
            self,
            (String,),
            "select workspace from row_sum_owed where workspace = $1",
            workspace.as_str()
        )?
        .is_some();
        let (mut differences, mut not_covered) = (told.faults.clone(), Vec::new());
        if told.is_begun && owed {
            differences.push(
                "the store is marked as one of an earlier version, and entries tell of its rows already: whoever marked it wants them told anew. Take the row out of `row_sum_owed` and compare with a backup"
                    .to_owned(),
            );
        }
        if told.is_begun && told.keyed && self.keeper.key().is_none() {
            differences.push("the rows cannot be compared without the chain's key: give it".to_owned());
            return Ok((differences, not_covered));
        }
        if told.is_begun {
            differences.extend(self.sums_differing(workspace, told).await?);
        }
        for table in ALL {
            let found = self.read_table(table, workspace).await?;
            if told.is_begun {
                differences.extend(differing(table, &found, told));
                continue;
            }
            // A workspace that was only made has no entry yet.
            let n: i64 = found.sums.values().map(|sum| sum.n).sum();
            if n == 0 || table.words == WORKSPACE.words {
                continue;
            }
            if owed {
                not_covered.push(format!("{} ({n})", table.words));
            } else {
                differences.push(format!(
                    "{n} rows of {} are there, and no entry tells of any: the chain was emptied. Restore the store and `audit-anchors.json` from the same backup",
                    table.words
                ));
            }
        }
        Ok((differences, not_covered))
    }
}

impl Tx {
    /// Where the sums that the next entry begins from are not those that entries leave: else it would blame rows that
    /// nobody changed, and hide others.
    async fn sums_differing(
        &mut self,
        workspace: &WorkspaceId,
        told: &Fold,
    ) -> Result<Vec<String>, StoreError> {
        let kept: BTreeMap<String, (RowSum, bool)> = self
            .kept_sums(workspace)
            .await?
            .into_iter()
            .map(|(name, sum, is_keyed)| (name, (sum, is_keyed)))
            .collect();
        let names: BTreeSet<&String> = told.sums.keys().chain(kept.keys()).collect();
        let is_same = |name: &&String| {
            let (held, _) = told.sums.get(*name).copied().unwrap_or((RowSum::NONE, 0));
            let (there, is_keyed) = kept.get(*name).copied().unwrap_or((RowSum::NONE, told.keyed));
            held == there && is_keyed == told.keyed
        };
        let tell = |name: &String| {
            format!(
                "{name}: the table `row_sum` was changed, which says from what the next entry goes on: it would blame rows that nobody touched. Put it back from a backup"
            )
        };
        Ok(names.into_iter().filter(|name| !is_same(name)).map(tell).collect())
    }
}

/// Says where the rows of a table differ from what was told of them.
fn differing(table: &Covered, found: &Found, told: &Fold) -> Vec<String> {
    let mut names: BTreeSet<&String> = told.sums.keys().filter(|name| table.has(name)).collect();
    names.extend(found.sums.keys());
    let mut out = Vec::new();
    for name in names {
        let (held, seq) = told.sums.get(name).copied().unwrap_or((RowSum::NONE, 0));
        let there = found.sums.get(name).copied().unwrap_or(RowSum::NONE);
        if held == there {
            continue;
        }
        let named = rows_differing(name, found, told);
        if named.is_empty() {
            let how = match (seq, there.n - held.n) {
                (0, n) => format!("{n} rows are there, and no entry tells of any"),
                (_, 0) => {
                    format!("of {} rows at least one is not what was told up to entry {seq}", there.n)
                }
                (_, n) if n < 0 => {
                    format!("{} rows are gone of the {} that entry {seq} leaves", -n, held.n)
                }
                (_, n) => {
                    format!("{n} rows more are there than the {} that entry {seq} leaves", held.n)
                }
            };
            out.push(format!("{name}: {how}; {}", table.advice));
        }
        out.extend(named.iter().take(N_SHOWN).map(|how| format!("{name}: {how}; {}", table.advice)));
        if N_SHOWN < named.len() {
            out.push(format!("{name}: and {} rows more like these", named.len() - N_SHOWN));
        }
    }
    out
}

fn rows_differing(name: &str, found: &Found, told: &Fold) -> Vec<String> {
    let (nobody, nothing, mut out) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
    let there = found.rows.get(name).unwrap_or(&nobody);
    let said = told.rows.get(name).unwrap_or(&nothing);
    for (key, (digest, seq)) in said {
        match (digest, there.get(key)) {
            (Some(told), Some(now)) if told != now => {
                out.push(format!("`{key}` is not what entry {seq} tells of"));
            }
            (Some(_), None) => out.push(format!("`{key}` is gone, and entry {seq} tells of it")),
            (None, Some(_)) => {
                out.push(format!("`{key}` is there, and entry {seq} tells that it went"));
            }
            _ => {}
        }
    }
    if !told.in_bulk.contains(name) {
        let new = there.keys().filter(|key| !said.contains_key(*key));
        out.extend(new.map(|key| format!("`{key}` stands in no entry")));
    }
    out
}
