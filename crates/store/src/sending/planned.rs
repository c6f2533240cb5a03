//! What was planned of a release, held against the record before and while it is sent: whoever writes the database and
//! not the chain cannot give somebody another arm or another message.

use super::campaigns::CampaignKey;
use crate::audit::covered::{PLANS, Which};
use crate::audit::{COVERS, Covers, Linked};
use crate::database::{maybe, rows};
use crate::{Store, StoreError, Tx};
use governance::rows::RowSum;
use std::collections::{BTreeSet, HashMap};
use vocabulary::Digest;

/// The planned messages of a campaign version, as the record tells of them.
#[derive(Debug, Clone, Default)]
pub struct PlannedRows {
    digests: HashMap<String, Digest>,
    /// Whether the digests are made with the chain's key.
    is_keyed: bool,
    /// Whether the record tells of them: a store of an earlier version does not.
    is_told: bool,
}

impl PlannedRows {
    /// Whether all of these were there when the rows were held against the record.
    pub fn has_all(&self, deliveries: impl IntoIterator<Item = i64>) -> bool {
        !self.is_told || deliveries.into_iter().all(|id| self.digests.contains_key(&id.to_string()))
    }
}

impl Store {
    /// Reads what was planned of a campaign version and holds it against the record, in one snapshot.
    ///
    /// Returns: the rows, or in words why they are not those that were planned.
    pub async fn planned_rows(&self, key: &CampaignKey) -> Result<Result<PlannedRows, String>, StoreError> {
        let scope = format!("{}/{}", key.campaign, key.version);
        let name = PLANS.name(&scope);
        let mut tx = self.snapshot().await?;
        let owed = maybe!(
            tx,
            (String,),
            "select workspace from row_sum_owed where workspace = $1",
            key.workspace.as_str()
        )?;
        let has_key = self.keeper.key().is_some();
        let told = match tx.last_told(key, &name).await? {
            // Without the key nobody can make a digest of rows, but anybody can say that none was used.
            Some((_, _, is_sealed)) if has_key && !is_sealed => {
                tx.commit().await?;
                return Ok(Err(format!(
                    "{name}: the entry that tells of them is not sealed; {}",
                    PLANS.advice
                )));
            }
            told => told.map(|(is_keyed, sum, _)| (is_keyed, sum)),
        };
        let is_keyed = told.as_ref().map_or(has_key, |(keyed, _)| *keyed);
        if owed.is_some() || is_keyed && !has_key {
            tx.commit().await?;
            return Ok(Ok(PlannedRows::default()));
        }
        let digests = tx.planned_digests(key, is_keyed, Which::Scope(&scope)).await?;
        tx.commit().await?;
        let mut there = RowSum::NONE;
        digests.values().for_each(|digest| there.add(*digest));
        let held = told.map_or(RowSum::NONE, |(_, sum)| sum);
        if held != there {
            let words = format!(
                "{name}: {} were told and {} are there, or one of them is not what was told; {}",
                held.n, there.n, PLANS.advice
            );
            return Ok(Err(words));
        }
        Ok(Ok(PlannedRows { digests, is_keyed, is_told: true }))
    }

    /// Which of these deliveries are not what they were when `planned` was read.
    pub async fn not_as_planned(
        &self,
        key: &CampaignKey,
        planned: &PlannedRows,
        deliveries: &[i64],
    ) -> Result<BTreeSet<i64>, StoreError> {
        if !planned.is_told || deliveries.is_empty() {
            return Ok(BTreeSet::new());
        }
        let keys: Vec<String> = deliveries.iter().map(i64::to_string).collect();
        let mut tx = self.snapshot().await?;
        let now = tx.planned_digests(key, planned.is_keyed, Which::Keys(&keys)).await?;
        tx.commit().await?;
        let is_other = |id: &&i64| {
            let id = id.to_string();
            now.get(&id).is_none_or(|digest| planned.digests.get(&id) != Some(digest))
        };
        Ok(deliveries.iter().filter(is_other).copied().collect())
    }
}

impl Tx {
    async fn planned_digests(
        &mut self,
        key: &CampaignKey,
        is_keyed: bool,
        which: Which<'_>,
    ) -> Result<HashMap<String, Digest>, StoreError> {
        let keeper = self.keeper.clone();
        let chain_key = keeper.key().filter(|_| is_keyed).map(|key| key.expose().as_slice());
        PLANS.digests(self, &key.workspace, chain_key, which).await
    }

    /// What the latest entry that tells of a sum leaves it at: whether its digests are keyed, the sum, and whether the
    /// entry is sealed.
    async fn last_told(
        &mut self,
        key: &CampaignKey,
        name: &str,
    ) -> Result<Option<(bool, RowSum, bool)>, StoreError> {
        let found = rows!(
            self,
            Linked,
            "select a.seq, a.at, a.actor, a.action, a.subject, a.body, a.hash, b.hash as before from audit a
             left join audit b on b.workspace = a.workspace and b.seq = a.seq - 1
             where a.workspace = $1 and replace(a.body, $2, '') <> a.body order by a.seq desc limit 3",
            key.workspace.as_str(),
            format!("{}:", serde_json::Value::from(name)),
        )?;
        let keeper = self.keeper.clone();
        for found in found {
            let (entry, is_sealed) = found.read(&key.workspace, &keeper);
            let body = serde_json::from_str::<serde_json::Value>(&entry.body).ok();
            let covers = body.and_then(|mut body| Some(body.get_mut(COVERS)?.take()));
            let covers = covers.and_then(|covers| serde_json::from_value::<Covers>(covers).ok());
            if let Some(covers) = covers
                && let Some(told) = covers.sums.get(name)
            {
                return Ok(Some((covers.keyed, told.after, is_sealed)));
            }
        }
        Ok(None)
    }
}
