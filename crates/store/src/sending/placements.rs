//! Who stands in which arm already: the memory of assignment.

use super::campaigns::CampaignKey;
use crate::database::{Cell, row, rows};
use crate::{Store, StoreError};
use serde::{Deserialize, Serialize};

/// An exposure that the gate's first yes for a delivery records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedExposure {
    /// Under which experiment: the campaign's own, or that of a holdout above it.
    pub experiment: String,
    /// Of which version.
    pub version: i64,
    /// In which arm.
    pub arm: String,
    /// What was randomised as one.
    pub unit_id: String,
    /// The stratum whose block gave the arm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stratum: Option<String>,
    /// The layer whose slot let the person in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layer: Option<String>,
}

impl Cell for Option<Vec<PlannedExposure>> {
    type Raw = Option<String>;
    fn read(raw: Option<String>) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        raw.map(|text| crate::database::forms::list(&text)).transpose()
    }
}

/// A unit and the arm it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// What was randomised as one.
    pub unit_id: String,
    /// Its arm.
    pub arm: String,
    /// The stratum whose block gave the arm.
    pub stratum: Option<String>,
    exposures: Option<Vec<PlannedExposure>>,
}
row!(Placement { unit_id, arm, stratum, exposures });

impl Placement {
    /// Whether this version of the experiment gave the arm: not for who kept an earlier one, and not for who
    /// is held out above.
    fn is_of(&self, experiment: &str) -> bool {
        let exposures = self.exposures.as_ref();
        exposures.is_none_or(|all| all.iter().any(|exposure| exposure.experiment == experiment))
    }
}

impl Store {
    /// Gives the units to which this version of the campaign gave an arm in `experiment`.
    pub async fn placements(
        &self,
        key: &CampaignKey,
        experiment: &str,
    ) -> Result<Vec<Placement>, StoreError> {
        let mut found = rows!(
            self.read().await?,
            Placement,
            "select coalesce(unit_id, person_id) as unit_id, arm, stratum, exposures from delivery
             where workspace = $1 and campaign = $2 and version = $3 order by delivery_id",
            key.workspace.as_str(),
            key.campaign.as_str(),
            key.version,
        )?;
        found.retain(|placement| placement.is_of(experiment));
        Ok(found)
    }

    /// Gives the units that earlier versions of the campaign exposed in `experiment`, the latest version last.
    pub async fn earlier_placements(
        &self,
        key: &CampaignKey,
        experiment: &str,
    ) -> Result<Vec<Placement>, StoreError> {
        let mut found = rows!(
            self.read().await?,
            Placement,
            "select coalesce(d.unit_id, d.person_id) as unit_id, d.arm, d.stratum, d.exposures from delivery d
             join campaign c on c.workspace = d.workspace and c.campaign = d.campaign and c.version = d.version
             where d.workspace = $1 and d.campaign = $2 and d.version < $3 and c.experiment = $4
             and d.permitted_at is not null order by d.version, d.delivery_id",
            key.workspace.as_str(),
            key.campaign.as_str(),
            key.version,
            experiment,
        )?;
        found.retain(|placement| placement.is_of(experiment));
        Ok(found)
    }
}
