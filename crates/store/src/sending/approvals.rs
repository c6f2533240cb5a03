//! Approvals of releases and the requests for them, each with its audit entry.

use crate::audit::record_of;
use crate::database::{execute, rows};
use crate::{NewAudit, Store, StoreError};
use governance::{Actor, Approval, ApprovalRequest};
use serde::de::DeserializeOwned;
use serde_json::json;
use vocabulary::{CampaignId, Digest, Timestamp, WorkspaceId};

impl Store {
    /// Puts a request for approval, with its audit entry; the same request again changes nothing.
    pub async fn put_approval_request(
        &self,
        workspace: &WorkspaceId,
        campaign: &CampaignId,
        request: &ApprovalRequest,
        by: &Actor,
    ) -> Result<(), StoreError> {
        let release_hash = request.subject.release_hash();
        let text = serde_json::to_string(request).map_err(body("approval request"))?;
        let mut tx = self.begin().await?;
        let n_new = execute!(
            tx,
            "insert into approval_request (workspace, release_hash, author, campaign, body, at)
             values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
            workspace.as_str(),
            release_hash.to_string(),
            request.author.as_str(),
            campaign.as_str(),
            text.as_str(),
            request.at.micros(),
        )?;
        if n_new == 0 {
            return Ok(());
        }
        let new = NewAudit {
            actor: by,
            action: "campaign.approval_requested",
            subject: &format!("campaign:{campaign}"),
            body: &json!({
                "release_hash": release_hash,
                "author": request.author,
                "record": record_of("approval request", &text),
            }),
        };
        tx.append_audit(workspace, new, request.at).await?;
        tx.commit().await
    }

    /// Gives the requests for one exact release, the latest last.
    pub async fn approval_requests(
        &self,
        workspace: &WorkspaceId,
        release_hash: &Digest,
    ) -> Result<Vec<ApprovalRequest>, StoreError> {
        let found = rows!(
            self.read().await?,
            (String,),
            "select body from approval_request where workspace = $1 and release_hash = $2 order by at, author",
            workspace.as_str(),
            release_hash.to_string(),
        )?;
        bodies("approval request", found)
    }

    /// Gives the requests of a campaign, of every version, the latest last.
    pub async fn approval_requests_of(
        &self,
        workspace: &WorkspaceId,
        campaign: &CampaignId,
    ) -> Result<Vec<ApprovalRequest>, StoreError> {
        let found = rows!(
            self.read().await?,
            (String,),
            "select body from approval_request where workspace = $1 and campaign = $2 order by at, author",
            workspace.as_str(),
            campaign.as_str(),
        )?;
        bodies("approval request", found)
    }

    /// Puts an approval and its audit entry in one transaction; a second yes of the same member to the same
    /// release changes nothing.
    ///
    /// What may be released by it is decided by `governance::Approved::check` over [`Store::approvals_of`].
    pub async fn put_approval(
        &self,
        workspace: &WorkspaceId,
        campaign: &CampaignId,
        approval: &Approval,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let text = serde_json::to_string(approval).map_err(body("approval"))?;
        let mut tx = self.begin().await?;
        let n_new = execute!(
            tx,
            "insert into approval (workspace, release_hash, by_member, campaign, body, at)
             values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
            workspace.as_str(),
            approval.release_hash().to_string(),
            approval.by().as_str(),
            campaign.as_str(),
            text.as_str(),
            approval.at().micros(),
        )?;
        if n_new == 0 {
            return Ok(());
        }
        let new = NewAudit {
            actor: &Actor::Member { id: approval.by().clone(), role: approval.by_role() },
            action: "campaign.approved",
            subject: &format!("campaign:{campaign}"),
            body: &json!({
                "release_hash": approval.release_hash(),
                "role": approval.by_role(),
                "is_scripted": approval.is_scripted(),
                "note": approval.note(),
                "record": record_of("approval", &text),
            }),
        };
        tx.append_audit(workspace, new, now).await?;
        tx.commit().await
    }

    /// Gives every approval of a campaign, of every version, the latest last.
    pub async fn approvals_of(
        &self,
        workspace: &WorkspaceId,
        campaign: &CampaignId,
    ) -> Result<Vec<Approval>, StoreError> {
        let found = rows!(
            self.read().await?,
            (String,),
            "select body from approval where workspace = $1 and campaign = $2 order by at, by_member",
            workspace.as_str(),
            campaign.as_str(),
        )?;
        bodies("approval", found)
    }
}

fn body(what: &'static str) -> impl Fn(serde_json::Error) -> StoreError {
    move |source| StoreError::Body { what, source }
}

fn bodies<T: DeserializeOwned>(what: &'static str, found: Vec<(String,)>) -> Result<Vec<T>, StoreError> {
    found.iter().map(|(text,)| serde_json::from_str(text).map_err(body(what))).collect()
}
