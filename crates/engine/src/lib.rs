//! The loop: collect, unify, target, create, review, release, measure, decide.
//!
//! Eight folders are the eight steps. Each has functions for one workspace at one moment: `now` is always an
//! argument, so that a rehearsal on a simulated calendar runs the same code as a working day. A step reads what
//! others left (`kept`, `persons`, `definitions`) and calls no step; `rounds` and `pages` put several together, `jobs` does for a member what takes time.
//! This is the only crate that brings the adapters together.

mod batches;
pub mod collect;
mod columns;
mod course;
pub mod create;
pub mod decide;
pub mod definitions;
mod error;
mod form;
pub mod jobs;
pub mod kept;
pub mod measure;
mod outbox;
pub mod pages;
pub mod persons;
pub mod reach;
pub mod release;
pub mod removal;
pub mod review;
pub mod rounds;
pub mod target;
pub mod unify;

pub use course::{Course, Halt};
pub use definitions::{Applied, ArmMessage, Change, Definitions, PilotFile, Problem, Severity};
pub use error::{EngineError, ErrorKind};

use arrow::array::RecordBatch;
use channels::inbox::Inbox;
use governance::Actor;
use lake::{Lake, LakeOptions};
use serde_json::Value;
use std::path::{Path, PathBuf};
use store::{AuditKeeper, NewAudit, Store, Workspace};
use vocabulary::{Digest, Redacted, Timestamp, WorkspaceId};

/// The variable that gives the key of the audit chains, where it is to be kept apart from the data folder.
const AUDIT_KEY: &str = "TRUELIFT_AUDIT_KEY";

/// The setting that holds a simulated workspace's date.
const NOW: &str = "now";

/// The store, the lake and the inbox of one data folder.
pub struct Engine {
    store: Store,
    lake: Lake,
    inbox: Inbox,
    data: PathBuf,
    backlog: collect::Backlog,
    meetings: unify::Meetings,
    directories: persons::Directories,
    last_reach: reach::LastReach,
    loose_ends: reach::LooseEnds,
    last_answers: reach::LastAnswers,
    foresights: measure::Foresights,
}

impl Engine {
    /// Opens the data folder, making it when it is not there.
    ///
    /// `store` is the address of a PostgreSQL store; without it the embedded one in the folder is used.
    pub async fn open(data: &Path, store: Option<&str>) -> Result<Self, EngineError> {
        private_folder(data)
            .map_err(|source| EngineError::File { path: data.display().to_string(), source })?;
        let address = match store {
            Some(address) => address.to_owned(),
            None => format!("sqlite:{}", data.join("store.db").display()),
        };
        let key = std::env::var(AUDIT_KEY).ok().map(Redacted::new);
        let keeper = AuditKeeper::open(data, key)?;
        let lake = Lake::open(&data.join("lake").display().to_string(), LakeOptions::default())?;
        Ok(Self {
            store: Store::open(&address).await?.with_keeper(keeper).with_fillers(reach::is_nobodys),
            lake,
            inbox: Inbox::open(data.join("inbox"))?,
            data: data.to_owned(),
            backlog: collect::Backlog::default(),
            meetings: unify::Meetings::default(),
            directories: persons::Directories::default(),
            last_reach: reach::LastReach::default(),
            loose_ends: reach::LooseEnds::default(),
            last_answers: reach::LastAnswers::default(),
            foresights: measure::Foresights::default(),
        })
    }

    /// Says in every entry by a member how they were named: for members who did not sign in.
    #[must_use]
    pub fn with_members_named_by(self, words: &'static str) -> Self {
        Self { store: self.store.with_members_named_by(words), ..self }
    }

    /// The transactional store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The events that wait to be landed.
    pub fn backlog(&self) -> &collect::Backlog {
        &self.backlog
    }

    /// The embedded test inbox.
    pub fn inbox(&self) -> &Inbox {
        &self.inbox
    }

    /// The data folder.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Merges small files of every table; returns files before and after.
    pub async fn compact(&self) -> Result<(usize, usize), EngineError> {
        let (mut n_before, mut n_after) = (0, 0);
        for table in lake::Table::ALL {
            let compacted = self.lake.compact(table).await?;
            n_before += compacted.n_files_before;
            n_after += compacted.n_files_after;
        }
        Ok((n_before, n_after))
    }

    /// The date the workspace lives at: the simulated one if it has one, else `wall_clock`.
    pub async fn now(
        &self,
        workspace: &WorkspaceId,
        wall_clock: Timestamp,
    ) -> Result<Timestamp, EngineError> {
        match self.store.setting(workspace, NOW).await? {
            Some(Value::String(text)) => Ok(Timestamp::parse(&text)?),
            _ => Ok(wall_clock),
        }
    }

    /// Moves a simulated workspace to another date.
    pub async fn set_now(&self, workspace: &WorkspaceId, now: Timestamp) -> Result<(), EngineError> {
        self.store.put_setting(workspace, NOW, &Value::String(now.to_string())).await?;
        Ok(())
    }

    /// Lets days pass in a simulated workspace, whose date stands still otherwise. Nothing happens in them.
    ///
    /// Errors: [`EngineError::NotReady`] in a workspace that is not simulated, and backwards.
    pub async fn pass_time(
        &self,
        workspace: &WorkspaceId,
        to: Timestamp,
        by: &Actor,
        wall_clock: Timestamp,
    ) -> Result<Timestamp, EngineError> {
        let now = self.now(workspace, wall_clock).await?;
        if !self.store.workspace(workspace).await?.is_simulated {
            let what = format!("`{workspace}` is not simulated: its date is today's, and nobody moves it");
            return Err(EngineError::NotReady { what });
        }
        if to <= now {
            let what =
                format!("it is {now} in `{workspace}`: days pass forwards, name a later moment than {to}");
            return Err(EngineError::NotReady { what });
        }
        let mut tx = self.store.begin().await?;
        tx.put_setting(workspace, NOW, &Value::String(to.to_string())).await?;
        let body = serde_json::json!({ "from": now.to_string(), "to": to.to_string() });
        let subject = format!("workspace:{workspace}");
        let new = NewAudit { actor: by, action: "workspace.date_moved", subject: &subject, body: &body };
        tx.append_audit(workspace, new, to).await?;
        tx.commit().await?;
        Ok(to)
    }

    /// The secret of assignment and message ids. A simulated world has one made from its seed, so that
    /// the same seed gives the same arms.
    pub(crate) fn key(workspace: &Workspace) -> Redacted<Vec<u8>> {
        match workspace.seed.filter(|_| workspace.is_simulated) {
            Some(seed) => Redacted::new(Digest::of(["simulated", &seed.to_string()]).as_bytes().to_vec()),
            None => workspace.hmac_key.clone(),
        }
    }

    pub(crate) async fn query(
        &self,
        workspace: &WorkspaceId,
        views: &[(&str, &str)],
        sql: &str,
    ) -> Result<Vec<RecordBatch>, EngineError> {
        Ok(self.lake.query(workspace.as_str(), views, sql).await?)
    }
}

/// Makes the folder, for this user alone: all in it is about people. One that is there is closed to everybody who
/// is neither its owner nor of its group.
fn private_folder(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    if !folder.is_dir() {
        return std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    }
    let rights = folder.metadata()?.permissions();
    if rights.mode() & 0o007 != 0 {
        // Only the owner may; a folder of somebody else stays as they gave it.
        let _ = std::fs::set_permissions(folder, std::fs::Permissions::from_mode(rights.mode() & 0o770));
    }
    Ok(())
}
