//! How far the word of each source counts: by its contract for files, by its keys for what is posted.

use crate::audit::covered::TRUSTS;
use crate::database::{Lock, execute, maybe, row, rows};
use crate::sending::Counter;
use crate::{Store, StoreError};
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{Assertion, KeyKind, Trust, WorkspaceId};

/// How far the word of every source of a workspace counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceTrusts {
    of_contract: BTreeMap<String, Trust>,
    /// The sources somebody can post as, or once could, who found the key in a page.
    is_public: BTreeSet<String>,
}

impl SourceTrusts {
    /// The trust in what came in files as `source`.
    ///
    /// Rows of before it was noted how they came are taken for those of a file where the source has a contract.
    pub fn of_file(&self, source: &str) -> Trust {
        let of_contract = self.of_contract.get(source).copied();
        of_contract.unwrap_or_else(|| self.of_post(source))
    }

    /// The trust in what was posted as `source`: one key in a browser is enough to doubt all of it.
    pub fn of_post(&self, source: &str) -> Trust {
        if self.is_public.contains(source) { Trust::NONE } else { Trust::ALL }
    }

    /// Whether somebody can or could post as the source who found its key in a page.
    pub fn is_public(&self, source: &str) -> bool {
        self.is_public.contains(source)
    }

    /// Whether no source is believed in some of what it says and not in the rest.
    pub fn is_partial_nowhere(&self) -> bool {
        self.of_contract.values().all(|trust| *trust == Trust::ALL || !trust.is_of_record())
    }

    /// Whether every source is believed to tell who somebody is.
    pub fn is_nobody_doubted(&self) -> bool {
        self.is_public.is_empty() && self.of_contract.values().all(|trust| *trust == Trust::ALL)
    }

    /// The sources whose files are not believed in `what`.
    pub fn doubted_files(&self, what: Assertion) -> Vec<&str> {
        let known = self.of_contract.keys().chain(&self.is_public).map(String::as_str);
        let doubted: BTreeSet<&str> = known.filter(|source| !self.of_file(source).may(what)).collect();
        doubted.into_iter().collect()
    }

    /// The sources of which nothing that was posted is believed.
    pub fn doubted_posts(&self) -> Vec<&str> {
        self.is_public.iter().map(String::as_str).collect()
    }
}

struct OfContract {
    source: String,
    asserts: Trust,
}
row!(OfContract { source, asserts });

impl Store {
    /// Keeps what the contract of a source says it may assert, over what an earlier one said. Whom its rows make of
    /// people is another matter then, so people count as written.
    pub async fn put_source_trust(
        &self,
        workspace: &WorkspaceId,
        source: &str,
        trust: Trust,
    ) -> Result<(), StoreError> {
        let keys = [source.to_owned()];
        let (mut tx, _asking) = self.begin_first().await?;
        tx.hold(Lock::Ledger, workspace.as_str()).await?;
        let known = maybe!(
            tx,
            OfContract,
            "select source, asserts from source_trust where workspace = $1 and source = $2",
            workspace.as_str(),
            source,
        )?;
        if known.is_some_and(|known| known.asserts == trust) {
            return Ok(());
        }
        tx.before(&TRUSTS, workspace, &keys).await?;
        execute!(
            tx,
            "insert into source_trust (workspace, source, asserts) values ($1, $2, $3)
             on conflict (workspace, source) do update set asserts = excluded.asserts",
            workspace.as_str(),
            source,
            trust.to_string(),
        )?;
        tx.after(&TRUSTS, workspace, &keys, None).await?;
        tx.count_on(workspace, Counter::People).await?;
        tx.commit().await
    }

    /// Gives how far the word of every source counts.
    pub async fn source_trusts(&self, workspace: &WorkspaceId) -> Result<SourceTrusts, StoreError> {
        let of_contract = rows!(
            self.read().await?,
            OfContract,
            "select source, asserts from source_trust where workspace = $1",
            workspace.as_str(),
        )?;
        let public = rows!(
            self.read().await?,
            (String,),
            "select source from write_key where workspace = $1 and kind = $2
             union select source from ended_key where workspace = $1 and kind = $2",
            workspace.as_str(),
            KeyKind::Browser.as_str(),
        )?;
        Ok(SourceTrusts {
            of_contract: of_contract.into_iter().map(|row| (row.source, row.asserts)).collect(),
            is_public: public.into_iter().map(|(source,)| source).collect(),
        })
    }
}
