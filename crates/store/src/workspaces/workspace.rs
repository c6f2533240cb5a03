//! Workspaces as they were made, and their settings.

use crate::database::{count, execute, maybe, random_bytes, row, rows};
use crate::{Store, StoreError, Tx};
use serde_json::Value;
use vocabulary::{Redacted, Timestamp, WorkspaceId};

/// A workspace as it was made. Its name and the rest are fixed by the first `ensure`.
#[derive(Debug, Clone, PartialEq)]
pub struct Workspace {
    /// Its id.
    pub workspace: WorkspaceId,
    /// The brand's name, for people.
    pub name: String,
    /// True when its data come from the simulator; every page says so.
    pub is_simulated: bool,
    /// The simulator's seed.
    pub seed: Option<i64>,
    /// The key of message ids, idempotency keys and assignment. Made once, never shown.
    pub hmac_key: Redacted<Vec<u8>>,
    /// When it was made.
    pub created_at: Timestamp,
}
row!(Workspace { workspace, name, is_simulated, seed, hmac_key, created_at });

/// The setting that says from which workspace another was made: that one's chain tells of its end.
pub(crate) const MADE_FROM: &str = "made_from";

impl Store {
    /// Makes the workspace when it is not there, with a new secret key; gives it as it is stored.
    ///
    /// Errors: [`StoreError::Random`] when the system has no random numbers; [`StoreError::Removed`].
    pub async fn ensure_workspace(
        &self,
        workspace: &WorkspaceId,
        name: &str,
        is_simulated: bool,
        seed: Option<i64>,
        now: Timestamp,
    ) -> Result<Workspace, StoreError> {
        let mut tx = self.begin().await?;
        tx.insert_workspace(workspace, name, (is_simulated, seed), now).await?;
        tx.commit().await?;
        self.workspace(workspace).await
    }

    /// Gives the workspace.
    ///
    /// Errors: [`StoreError::Missing`].
    pub async fn workspace(&self, workspace: &WorkspaceId) -> Result<Workspace, StoreError> {
        maybe!(
            self.read().await?,
            Workspace,
            "select workspace, name, is_simulated, seed, hmac_key, created_at from workspace where workspace = $1",
            workspace.as_str(),
        )?
        .ok_or_else(|| StoreError::Missing { what: "workspace", key: workspace.to_string() })
    }

    /// Gives a name that no workspace has or had: `base`, or `base-2` and so on.
    ///
    /// Errors: [`StoreError::Missing`] when `base` is no name.
    pub async fn free_workspace(&self, base: &str) -> Result<WorkspaceId, StoreError> {
        let mut n = 1;
        loop {
            let name = if n == 1 { base.to_owned() } else { format!("{base}-{n}") };
            let is_known = count!(
                self.read().await?,
                "select (select count(*) from workspace where workspace = $1)
                   + (select count(*) from removed_workspace where removed = $1)",
                name.as_str(),
            )?;
            if is_known == 0 {
                return WorkspaceId::new(name.as_str())
                    .map_err(|_| StoreError::Missing { what: "name of a workspace", key: name });
            }
            n += 1;
        }
    }

    /// Gives every workspace, by id.
    pub async fn workspaces(&self) -> Result<Vec<Workspace>, StoreError> {
        rows!(
            self.read().await?,
            Workspace,
            "select workspace, name, is_simulated, seed, hmac_key, created_at from workspace order by workspace",
        )
    }

    /// Gives one setting; `None` when it was never put.
    pub async fn setting(&self, workspace: &WorkspaceId, key: &str) -> Result<Option<Value>, StoreError> {
        let found = maybe!(
            self.read().await?,
            (String,),
            "select value from setting where workspace = $1 and key = $2",
            workspace.as_str(),
            key,
        )?;
        found
            .map(|(text,)| serde_json::from_str(&text))
            .transpose()
            .map_err(|source| StoreError::Body { what: "setting", source })
    }

    /// Puts one setting, over an older value.
    pub async fn put_setting(
        &self,
        workspace: &WorkspaceId,
        key: &str,
        value: &Value,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        tx.put_setting(workspace, key, value).await?;
        tx.commit().await
    }
}

impl Tx {
    /// Writes a new workspace with a new secret key; false when there is one of this id.
    pub(crate) async fn insert_workspace(
        &mut self,
        workspace: &WorkspaceId,
        name: &str,
        (is_simulated, seed): (bool, Option<i64>),
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = "select count(*) from removed_workspace where removed = $1";
        if 0 < count!(self, sql, workspace.as_str())? {
            return Err(StoreError::Removed { name: workspace.to_string() });
        }
        let key = random_bytes()?;
        let n_made = execute!(
            self,
            "insert into workspace (workspace, name, is_simulated, seed, hmac_key, created_at)
             values ($1, $2, $3, $4, $5, $6) on conflict (workspace) do nothing",
            workspace.as_str(),
            name,
            is_simulated,
            seed,
            key.as_slice(),
            now.micros(),
        )?;
        Ok(0 < n_made)
    }

    /// Puts one setting, over an older value.
    pub async fn put_setting(
        &mut self,
        workspace: &WorkspaceId,
        key: &str,
        value: &Value,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into setting (workspace, key, value) values ($1, $2, $3)
             on conflict (workspace, key) do update set value = excluded.value",
            workspace.as_str(),
            key,
            value.to_string(),
        )?;
        Ok(())
    }

    /// Takes one setting away; false when it was not there.
    pub async fn remove_setting(&mut self, workspace: &WorkspaceId, key: &str) -> Result<bool, StoreError> {
        let n = execute!(
            self,
            "delete from setting where workspace = $1 and key = $2",
            workspace.as_str(),
            key,
        )?;
        Ok(0 < n)
    }
}
