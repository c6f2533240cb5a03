use crate::cells::row;
use crate::link::{count, execute, maybe, rows};
use crate::{NewAudit, NewMember, Store, StoreError, Tx};
use governance::{Act, Actor, Role};
use serde_json::{Value, json};
use vocabulary::{MemberId, Redacted, Timestamp, WorkspaceId};

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

/// A workspace to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewWorkspace<'a> {
    /// Its id.
    pub workspace: &'a WorkspaceId,
    /// The brand's name, for people.
    pub name: &'a str,
    /// The simulator's seed, where its data come from there.
    pub seed: Option<i64>,
}

/// The setting that says from which workspace another was made: that one's chain tells of its end.
pub(crate) const MADE_FROM: &str = "made_from";

impl Store {
    /// Makes a workspace for a member of another one, who is its first admin with the password they have.
    ///
    /// Errors: [`StoreError::Taken`] by another workspace, [`StoreError::Removed`], [`StoreError::Member`] for whose role
    /// may not or who has no password.
    pub async fn make_workspace(
        &self,
        new: NewWorkspace<'_>,
        (from, maker): (&WorkspaceId, &MemberId),
        now: Timestamp,
    ) -> Result<Workspace, StoreError> {
        let mut tx = self.begin().await?;
        let member = tx.check_may(from, maker, Act::KeepWorkspaces).await?;
        let Some(hash) = &member.password_hash else {
            let why = format!("`{}` has no password to sign in to it with: set one first", member.name);
            return Err(StoreError::Member { why });
        };
        if !tx.insert_workspace(new.workspace, new.name, (new.seed.is_some(), new.seed), now).await? {
            return Err(StoreError::Taken { what: "workspace", key: "name" });
        }
        let first = NewMember {
            name: &member.name,
            email: &member.email,
            role: Role::Admin,
            password_hash: Some(hash.expose().as_str()),
        };
        let id = tx.insert_member(new.workspace, first, now).await?;
        tx.put_setting(new.workspace, MADE_FROM, &json!(from)).await?;
        let subject = format!("workspace:{}", new.workspace);
        let body = json!({ "name": new.name, "is_simulated": new.seed.is_some() });
        for (at, id, role) in [(new.workspace, id, Role::Admin), (from, maker.clone(), member.role)] {
            let actor = &Actor::Member { id, role };
            let told = NewAudit { actor, action: "workspace.made", subject: &subject, body: &body };
            tx.append_audit(at, told, now).await?;
        }
        tx.commit().await?;
        self.workspace(new.workspace).await
    }

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
    async fn insert_workspace(
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

/// 32 bytes: as long as the output of SHA-256, which RFC 2104 recommends for a key.
pub(crate) fn random_bytes() -> Result<[u8; 32], StoreError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::Random)?;
    Ok(bytes)
}
