//! Two counters by which a decision knows whether what it read still holds.

use crate::database::{execute, maybe};
use crate::{Store, StoreError, Tx};
use vocabulary::WorkspaceId;

/// What is counted.
#[derive(Clone, Copy)]
pub(crate) enum Counter {
    /// Consents and suppressions.
    Ledger,
    /// Who has which identifiers.
    People,
}

impl Counter {
    fn as_str(self) -> &'static str {
        match self {
            Self::Ledger => "ledger",
            Self::People => "people",
        }
    }
}

impl Store {
    /// How often consents or suppressions of the workspace were written: when it has moved since the gate, somebody
    /// may have said no. [`Store::hand_over`] asks.
    pub async fn ledger_count(&self, workspace: &WorkspaceId) -> Result<i64, StoreError> {
        self.counted(workspace, Counter::Ledger).await
    }

    /// How often the people of the workspace were written. To be read before the people are.
    pub async fn people_count(&self, workspace: &WorkspaceId) -> Result<i64, StoreError> {
        self.counted(workspace, Counter::People).await
    }

    /// Says that people were written. To be called when what was written can be read: from then on the gate
    /// refuses to decide by what was read before.
    pub async fn people_written(&self, workspace: &WorkspaceId) -> Result<(), StoreError> {
        let (mut tx, _asking) = self.begin_first().await?;
        tx.hold(crate::database::Lock::Ledger, workspace.as_str()).await?;
        tx.count_on(workspace, Counter::People).await?;
        tx.commit().await
    }

    /// Does `work`, which hands messages over, while nothing that the gate decides by can change; `None`, and
    /// nothing is done, when something changed since the gate.
    ///
    /// INVARIANT: a withdrawal is committed before this and refuses the messages, or after they were handed over.
    /// Keep `work` short: whoever says no waits for it.
    ///
    /// Shapes: `n_ledger` and `n_people` are the counts that the gate decided by.
    pub async fn hand_over<T>(
        &self,
        workspace: &WorkspaceId,
        (n_ledger, n_people): (i64, i64),
        work: impl FnOnce() -> T,
    ) -> Result<Option<T>, StoreError> {
        let mut tx = self.begin().await?;
        tx.hold(crate::database::Lock::Ledger, workspace.as_str()).await?;
        let is_same = tx.counted(workspace, Counter::Ledger).await? == n_ledger
            && tx.counted(workspace, Counter::People).await? == n_people;
        let done = is_same.then(work);
        tx.commit().await?;
        Ok(done)
    }

    async fn counted(&self, workspace: &WorkspaceId, counter: Counter) -> Result<i64, StoreError> {
        let mut reader = self.read().await?;
        let found = maybe!(
            reader,
            (i64,),
            "select n from gate_clock where workspace = $1 and name = $2",
            workspace.as_str(),
            counter.as_str(),
        )?;
        Ok(found.map_or(0, |(n,)| n))
    }
}

impl Tx {
    /// The counter as this transaction sees it; it holds the ledger's lock.
    pub(crate) async fn counted(
        &mut self,
        workspace: &WorkspaceId,
        counter: Counter,
    ) -> Result<i64, StoreError> {
        let found = maybe!(
            self,
            (i64,),
            "select n from gate_clock where workspace = $1 and name = $2",
            workspace.as_str(),
            counter.as_str(),
        )?;
        Ok(found.map_or(0, |(n,)| n))
    }

    pub(crate) async fn count_on(
        &mut self,
        workspace: &WorkspaceId,
        counter: Counter,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into gate_clock (workspace, name, n) values ($1, $2, 1)
             on conflict (workspace, name) do update set n = gate_clock.n + 1",
            workspace.as_str(),
            counter.as_str(),
        )?;
        Ok(())
    }
}
