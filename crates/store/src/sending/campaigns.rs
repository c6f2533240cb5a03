//! Campaign versions: what every delivery belongs to, under one release hash.

use crate::audit::covered::CAMPAIGNS;
use crate::database::{execute, maybe, row, rows};
use crate::{Store, StoreError, Tx};
use serde_json::Value;
use vocabulary::{CampaignId, Digest, Timestamp, WorkspaceId};

/// One version of a campaign: what every delivery belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CampaignKey {
    /// Whose.
    pub workspace: WorkspaceId,
    /// Which campaign.
    pub campaign: CampaignId,
    /// Which version of it.
    pub version: i64,
}

/// A campaign version as it was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Campaign {
    /// Which campaign.
    pub campaign: CampaignId,
    /// Which version of it.
    pub version: i64,
    /// Under which experiment its exposures are recorded.
    pub experiment: String,
    /// The exact release.
    pub release_hash: Digest,
    /// What else is to be kept of it.
    pub body: Value,
    /// When it was made.
    pub at: Timestamp,
}
row!(Campaign { campaign, version, experiment, release_hash, body, at });

impl Store {
    /// Makes a campaign version; the same one with the same release hash again changes nothing.
    ///
    /// Errors: [`StoreError::Differs`] when the version is there with another release hash or experiment.
    pub async fn create_campaign(
        &self,
        key: &CampaignKey,
        experiment: &str,
        release_hash: &Digest,
        body: &Value,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let keys = [format!("{}/{}", key.campaign, key.version)];
        let mut tx = self.begin().await?;
        tx.before(&CAMPAIGNS, &key.workspace, &keys).await?;
        execute!(
            tx,
            "insert into campaign (workspace, campaign, version, experiment, release_hash, body, at)
             values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
            key.workspace.as_str(),
            key.campaign.as_str(),
            key.version,
            experiment,
            release_hash.to_string(),
            body.to_string(),
            now.micros(),
        )?;
        let stored = tx.campaign(key).await?;
        if stored.release_hash != *release_hash || stored.experiment != experiment {
            return Err(StoreError::Differs { what: "campaign", key: key.words() });
        }
        tx.after(&CAMPAIGNS, &key.workspace, &keys, now).await?;
        tx.commit().await
    }

    /// Gives a campaign version.
    ///
    /// Errors: [`StoreError::Missing`].
    pub async fn campaign(&self, key: &CampaignKey) -> Result<Campaign, StoreError> {
        maybe!(
            self.read().await?,
            Campaign,
            "select campaign, version, experiment, release_hash, body, at from campaign
             where workspace = $1 and campaign = $2 and version = $3",
            key.workspace.as_str(),
            key.campaign.as_str(),
            key.version,
        )?
        .ok_or_else(|| StoreError::Missing { what: "campaign", key: key.words() })
    }

    /// Gives all campaign versions, the latest first.
    pub async fn campaigns(&self, workspace: &WorkspaceId) -> Result<Vec<Campaign>, StoreError> {
        rows!(
            self.read().await?,
            Campaign,
            "select campaign, version, experiment, release_hash, body, at from campaign
             where workspace = $1 order by at desc, campaign, version desc",
            workspace.as_str(),
        )
    }

    /// Gives the campaign versions whose deliveries wait for the gate while no worker has any of them: what a
    /// crash left, what was deferred until now, and what was scheduled. `clock` is the machine's, as in
    /// [`crate::Lease`].
    pub async fn unattended_campaigns(
        &self,
        workspace: &WorkspaceId,
        now: Timestamp,
        clock: Timestamp,
    ) -> Result<Vec<Campaign>, StoreError> {
        // One condition by state each: with `or` SQLite would read every delivery of the campaign.
        rows!(
            self.read().await?,
            Campaign,
            "select c.campaign, c.version, c.experiment, c.release_hash, c.body, c.at from campaign c
             where c.workspace = $1
             and (exists (select 1 from delivery d where d.workspace = c.workspace and d.campaign = c.campaign
                 and d.version = c.version and d.state = 'planned')
               or exists (select 1 from delivery d where d.workspace = c.workspace and d.campaign = c.campaign
                 and d.version = c.version and d.state = 'deferred' and d.retry_at <= $2)
               or exists (select 1 from delivery d where d.workspace = c.workspace and d.campaign = c.campaign
                 and d.version = c.version and d.state in ('claimed', 'transmitting')))
             and not exists (select 1 from delivery d where d.workspace = c.workspace
               and d.campaign = c.campaign and d.version = c.version
               and d.state in ('claimed', 'transmitting') and $3 < d.lease_until)
             order by c.at, c.campaign, c.version",
            workspace.as_str(),
            now.micros(),
            clock.micros(),
        )
    }
}

impl Tx {
    /// [`Store::campaigns`] as this transaction sees it.
    pub(crate) async fn all_campaigns(
        &mut self,
        workspace: &WorkspaceId,
    ) -> Result<Vec<Campaign>, StoreError> {
        rows!(
            self,
            Campaign,
            "select campaign, version, experiment, release_hash, body, at from campaign
             where workspace = $1 order by at desc, campaign, version desc",
            workspace.as_str(),
        )
    }

    pub(crate) async fn campaign(&mut self, key: &CampaignKey) -> Result<Campaign, StoreError> {
        maybe!(
            self,
            Campaign,
            "select campaign, version, experiment, release_hash, body, at from campaign
             where workspace = $1 and campaign = $2 and version = $3",
            key.workspace.as_str(),
            key.campaign.as_str(),
            key.version,
        )?
        .ok_or_else(|| StoreError::Missing { what: "campaign", key: key.words() })
    }
}

impl CampaignKey {
    fn words(&self) -> String {
        format!("{} version {}", self.campaign, self.version)
    }
}
