//! Texts that were written for a campaign, what the checks said of them, and which is chosen.

use crate::database::{bulk, execute, row, rows, stored_as_word};
use crate::{Store, StoreError, Tx};
use serde::Serialize;
use serde_json::Value;
use std::str::FromStr;
use vocabulary::{CampaignId, WorkspaceId};

/// Where a generated text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VariantStatus {
    /// It goes into the release.
    Chosen,
    /// It passed the checks and was not taken.
    Candidate,
    /// A check refused it; its findings say why.
    Rejected,
}

impl VariantStatus {
    /// The word as tables hold it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Chosen => "chosen",
            Self::Candidate => "candidate",
            Self::Rejected => "rejected",
        }
    }
}

impl FromStr for VariantStatus {
    type Err = StoreError;
    fn from_str(text: &str) -> Result<Self, StoreError> {
        [Self::Chosen, Self::Candidate, Self::Rejected]
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or_else(|| StoreError::Missing { what: "variant status", key: text.to_owned() })
    }
}
stored_as_word!(VariantStatus);

/// A generated text with what the checks said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredVariant {
    /// Its digest; unique in the campaign.
    pub variant_id: String,
    /// From 1, the best, on.
    pub rank: i64,
    /// Where it stands.
    pub status: VariantStatus,
    /// The text with where it came from.
    pub body: Value,
    /// What the checks said.
    pub findings: Value,
}
row!(StoredVariant { variant_id, rank, status, body, findings });

#[derive(Serialize)]
struct NewRow<'a> {
    id: &'a str,
    rank: i64,
    status: VariantStatus,
    body: String,
    findings: String,
}

impl Store {
    /// Puts all variants of a campaign in place of those that were there.
    pub async fn put_variants(
        &self,
        workspace: &WorkspaceId,
        campaign: &CampaignId,
        variants: &[StoredVariant],
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        execute!(
            tx,
            "delete from variant where workspace = $1 and campaign = $2",
            workspace.as_str(),
            campaign.as_str(),
        )?;
        for chunk in variants.chunks(bulk::N_ROWS) {
            let rows: Vec<NewRow<'_>> = chunk
                .iter()
                .map(|variant| NewRow {
                    id: &variant.variant_id,
                    rank: variant.rank,
                    status: variant.status,
                    body: variant.body.to_string(),
                    findings: variant.findings.to_string(),
                })
                .collect();
            execute!(
                tx,
                "insert into variant (workspace, campaign, variant_id, rank, status, body, findings)
                 select $1, $2, r.value ->> 'id', cast(r.value ->> 'rank' as bigint), r.value ->> 'status',
                   r.value ->> 'body', r.value ->> 'findings'
                 from json_each($3) as r",
                workspace.as_str(),
                campaign.as_str(),
                bulk::json(&rows)?,
            )
            .map_err(|error| {
                if error.is_taken() { StoreError::Taken { what: "variant", key: "id" } } else { error }
            })?;
        }
        tx.commit().await
    }

    /// Gives all variants of a campaign, the best first.
    pub async fn variants(
        &self,
        workspace: &WorkspaceId,
        campaign: &CampaignId,
    ) -> Result<Vec<StoredVariant>, StoreError> {
        rows!(
            self.read().await?,
            StoredVariant,
            "select variant_id, rank, status, body, findings from variant
             where workspace = $1 and campaign = $2 order by rank, variant_id",
            workspace.as_str(),
            campaign.as_str(),
        )
    }
}

impl Tx {
    /// Adds one variant behind those that are there.
    pub async fn add_variant(
        &mut self,
        workspace: &WorkspaceId,
        campaign: &CampaignId,
        variant: &StoredVariant,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into variant (workspace, campaign, variant_id, rank, status, body, findings)
             select $1, $2, $3, coalesce(max(rank), 0) + 1, $4, $5, $6 from variant
             where workspace = $1 and campaign = $2",
            workspace.as_str(),
            campaign.as_str(),
            variant.variant_id.as_str(),
            variant.status.as_str(),
            variant.body.to_string(),
            variant.findings.to_string(),
        )
        .map_err(|error| {
            if error.is_taken() { StoreError::Taken { what: "variant", key: "id" } } else { error }
        })?;
        Ok(())
    }

    /// Chooses a variant that passed the checks in place of the one that was chosen.
    ///
    /// Errors: [`StoreError::Missing`] when it is not there, or a check refused it.
    pub async fn choose_variant(
        &mut self,
        workspace: &WorkspaceId,
        campaign: &CampaignId,
        variant_id: &str,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "update variant set status = 'candidate'
             where workspace = $1 and campaign = $2 and status = 'chosen' and variant_id <> $3",
            workspace.as_str(),
            campaign.as_str(),
            variant_id,
        )?;
        let n = execute!(
            self,
            "update variant set status = 'chosen'
             where workspace = $1 and campaign = $2 and variant_id = $3 and status <> 'rejected'",
            workspace.as_str(),
            campaign.as_str(),
            variant_id,
        )?;
        if n == 0 {
            return Err(StoreError::Missing { what: "variant", key: variant_id.to_owned() });
        }
        Ok(())
    }

    /// Gives the variants of a campaign to another that has none yet: what was written for a pilot goes with its name.
    pub async fn move_variants(
        &mut self,
        workspace: &WorkspaceId,
        from: &CampaignId,
        to: &CampaignId,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "update variant set campaign = $3 where workspace = $1 and campaign = $2",
            workspace.as_str(),
            from.as_str(),
            to.as_str(),
        )?;
        Ok(())
    }
}
