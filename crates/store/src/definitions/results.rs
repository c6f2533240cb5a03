//! What pilots came to: readouts and decisions, by version.

use crate::audit::covered::RESULTS;
use crate::audit::record_of;
use crate::database::{execute, maybe, row, rows};
use crate::{Store, StoreError, Tx};
use serde_json::Value;
use vocabulary::{CampaignId, Digest, Timestamp, WorkspaceId};

/// What a pilot came to.
#[derive(Debug, Clone, PartialEq)]
pub struct PilotResult {
    /// Of which version.
    pub version: i64,
    /// The readout or the gate decision.
    pub body: Value,
    /// When it was computed.
    pub at: Timestamp,
}
row!(PilotResult { version, body, at });

/// Which result of a pilot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultKind {
    /// The estimates.
    Readout,
    /// Scale, iterate or stop.
    Gate,
}

impl ResultKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Readout => "readout",
            Self::Gate => "gate",
        }
    }
}

/// A result with what it is of.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptResult {
    /// Of which pilot.
    pub pilot: CampaignId,
    /// Of which version.
    pub version: i64,
    /// `readout` or `gate`.
    pub kind: String,
    /// The readout or the gate decision.
    pub body: Value,
    /// When it was computed.
    pub at: Timestamp,
}
row!(KeptResult { pilot, version, kind, body, at });

impl Tx {
    /// Puts a pilot's result over an older one of the same version; a gate's audit entry belongs into the
    /// same transaction.
    pub async fn put_pilot_result(
        &mut self,
        workspace: &WorkspaceId,
        pilot: &CampaignId,
        version: i64,
        kind: ResultKind,
        body: &Value,
        now: Timestamp,
    ) -> Result<Digest, StoreError> {
        let text = body.to_string();
        let keys = [format!("{pilot}/{version}/{}", kind.as_str())];
        self.before(&RESULTS, workspace, &keys).await?;
        execute!(
            self,
            "insert into pilot_result (workspace, pilot, version, kind, body, at)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (workspace, pilot, version, kind) do update set body = excluded.body, at = excluded.at",
            workspace.as_str(),
            pilot.as_str(),
            version,
            kind.as_str(),
            text.as_str(),
            now.micros(),
        )?;
        self.after(&RESULTS, workspace, &keys, now).await?;
        Ok(record_of(kind.as_str(), &text))
    }
}

impl Store {
    /// Puts a pilot's result over an older one of the same version.
    pub async fn put_pilot_result(
        &self,
        workspace: &WorkspaceId,
        pilot: &CampaignId,
        version: i64,
        kind: ResultKind,
        body: &Value,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        tx.put_pilot_result(workspace, pilot, version, kind, body, now).await?;
        tx.commit().await
    }

    /// Gives every result of every pilot and version, by pilot and version.
    pub async fn pilot_results(&self, workspace: &WorkspaceId) -> Result<Vec<KeptResult>, StoreError> {
        rows!(
            self.read().await?,
            KeptResult,
            "select pilot, version, kind, body, at from pilot_result where workspace = $1
             order by pilot, version, kind",
            workspace.as_str(),
        )
    }

    /// Gives the result of a pilot's latest version that has one.
    pub async fn pilot_result(
        &self,
        workspace: &WorkspaceId,
        pilot: &CampaignId,
        kind: ResultKind,
    ) -> Result<Option<PilotResult>, StoreError> {
        maybe!(
            self.read().await?,
            PilotResult,
            "select version, body, at from pilot_result where workspace = $1 and pilot = $2 and kind = $3
             order by version desc limit 1",
            workspace.as_str(),
            pilot.as_str(),
            kind.as_str(),
        )
    }
}
