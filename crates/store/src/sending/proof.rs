//! What became of a campaign version, counted: the proof, the reasons of the gate, the exposures.

use super::campaigns::CampaignKey;
use crate::database::{row, rows};
use crate::{Store, StoreError, Tx};
use serde::Serialize;
use vocabulary::{PersonId, Timestamp};

/// The count proof of a campaign version. Holdouts are counted apart.
///
/// Source: DESIGN promise P2: a campaign is finished only when it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct CountProof {
    /// Messages in the arms that get one.
    pub planned: i64,
    /// Handed over.
    pub sent: i64,
    /// Refused by the transport for good.
    pub rejected: i64,
    /// Denied by the gate.
    pub suppressed: i64,
    /// Left open by a crash.
    pub unknown: i64,
    /// On their way: planned, claimed, transmitting or deferred.
    pub in_flight: i64,
    /// Of those, waiting for quiet hours to end or for the transport to take them.
    pub deferred: i64,
    /// Planned in the arms that get nothing.
    pub holdout_planned: i64,
    /// Of those, permitted by the gate and kept back.
    pub held_out: i64,
    /// Of those, denied by the gate.
    pub holdout_suppressed: i64,
    /// True when planned = sent + rejected + suppressed + unknown, and the same for the holdout.
    pub holds: bool,
}

/// How often the gate gave one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SuppressionCount {
    /// The stable word.
    pub code: String,
    /// The reason in words.
    pub reason: String,
    /// How many deliveries of messages.
    pub n: i64,
    /// How many in the holdout.
    pub n_holdout: i64,
}
row!(SuppressionCount { code, reason, n, n_holdout });

/// What the gate said, by arm. It is blind to the arm: shares that differ are a warning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArmCount {
    /// Which arm.
    pub arm: String,
    /// True when it gets nothing.
    pub is_holdout: bool,
    /// Deliveries planned.
    pub n_planned: i64,
    /// Permitted.
    pub n_permitted: i64,
    /// Denied.
    pub n_suppressed: i64,
    /// Handed over.
    pub n_sent: i64,
}
row!(ArmCount { arm, is_holdout, n_planned, n_permitted, n_suppressed, n_sent });

/// A person who was permitted by the gate: one of the analysis population.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposure {
    /// Who.
    pub person_id: PersonId,
    /// In which arm.
    pub arm: String,
    /// When first.
    pub at: Timestamp,
}
row!(Exposure { person_id, arm, at });

impl Store {
    /// Counts a campaign version's deliveries and says whether the proof holds.
    pub async fn count_proof(&self, key: &CampaignKey) -> Result<CountProof, StoreError> {
        let counts = rows!(
            self.read().await?,
            (String, bool, i64),
            "select state, is_holdout, count(*) from delivery
             where workspace = $1 and campaign = $2 and version = $3 group by state, is_holdout",
            key.workspace.as_str(),
            key.campaign.as_str(),
            key.version,
        )?;
        Ok(proof_of(counts))
    }

    /// Counts the gate's reasons, the most frequent first.
    pub async fn suppression_counts(&self, key: &CampaignKey) -> Result<Vec<SuppressionCount>, StoreError> {
        rows!(
            self.read().await?,
            SuppressionCount,
            "select denial_code as code, denial as reason, count(case when is_holdout then null else 1 end) as n,
               count(case when is_holdout then 1 end) as n_holdout
             from delivery
             where workspace = $1 and campaign = $2 and version = $3 and state = 'suppressed'
             group by denial_code, denial order by count(*) desc, denial",
            key.workspace.as_str(),
            key.campaign.as_str(),
            key.version,
        )
    }

    /// Counts what the gate said by arm.
    pub async fn arm_counts(&self, key: &CampaignKey) -> Result<Vec<ArmCount>, StoreError> {
        rows!(
            self.read().await?,
            ArmCount,
            "select arm, is_holdout, count(*) as n_planned, count(permitted_at) as n_permitted,
               count(case when state = 'suppressed' then 1 end) as n_suppressed,
               count(case when state = 'sent' then 1 end) as n_sent
             from delivery where workspace = $1 and campaign = $2 and version = $3
             group by arm, is_holdout order by arm, is_holdout",
            key.workspace.as_str(),
            key.campaign.as_str(),
            key.version,
        )
    }

    /// Gives the analysis population: everybody whom the gate permitted, in every arm, with the time.
    pub async fn exposures(&self, key: &CampaignKey) -> Result<Vec<Exposure>, StoreError> {
        rows!(
            self.read().await?,
            Exposure,
            "select person_id, min(arm) as arm, min(permitted_at) as at from delivery
             where workspace = $1 and campaign = $2 and version = $3 and permitted_at is not null
             group by person_id order by person_id",
            key.workspace.as_str(),
            key.campaign.as_str(),
            key.version,
        )
    }
}

impl Tx {
    /// [`Store::count_proof`] as this transaction sees it.
    pub(crate) async fn counted_proof(&mut self, key: &CampaignKey) -> Result<CountProof, StoreError> {
        let counts = rows!(
            self,
            (String, bool, i64),
            "select state, is_holdout, count(*) from delivery
             where workspace = $1 and campaign = $2 and version = $3 group by state, is_holdout",
            key.workspace.as_str(),
            key.campaign.as_str(),
            key.version,
        )?;
        Ok(proof_of(counts))
    }
}

fn proof_of(counts: Vec<(String, bool, i64)>) -> CountProof {
    let mut proof = CountProof::default();
    for (state, is_holdout, n) in counts {
        let total = if is_holdout { &mut proof.holdout_planned } else { &mut proof.planned };
        *total += n;
        let part = match (state.as_str(), is_holdout) {
            ("held_out", _) => &mut proof.held_out,
            ("suppressed", true) => &mut proof.holdout_suppressed,
            ("suppressed", false) => &mut proof.suppressed,
            ("sent", _) => &mut proof.sent,
            ("rejected", _) => &mut proof.rejected,
            ("unknown", _) => &mut proof.unknown,
            _ => &mut proof.in_flight,
        };
        *part += n;
        if state == "deferred" {
            proof.deferred += n;
        }
    }
    let ended = proof.sent + proof.rejected + proof.suppressed + proof.unknown;
    proof.holds = proof.planned == ended
        && proof.holdout_planned == proof.held_out + proof.holdout_suppressed
        && proof.in_flight == 0;
    proof
}
