//! Whether what the audit chain tells of is what is there.
//!
//! The chain itself shows that its entries were not touched; here the rows it tells of are held against it:
//! approvals and requests one by one, the latest result of every pilot, the counts and outcomes of every campaign.
//! Entries carry the digest of what was written beside them (`record`); those from before they did are held to by
//! count. What of tables the chain tells as sums is compared in `comparing`.

use super::changes::Found;
use super::covered::{Covered, ENDINGS, OUTCOMES};
use crate::database::{maybe, row, rows};
use crate::{AuditKeeper, CampaignKey, CountProof, Store, StoreError, Tx};
use governance::audit::{Anchor, Broken, Entry, Why, seal};
use governance::rows::RowSum;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{Digest, Timestamp, WorkspaceId};

/// Where in the entry of a release's end the sums of what became of its messages stand.
const AT_THE_END: [(&str, &Covered); 2] = [("outcome", &OUTCOMES), ("endings", &ENDINGS)];

/// The digest an entry carries of what was written beside it.
pub(crate) fn record_of(what: &str, text: &str) -> Digest {
    Digest::of(["record 1", what, text])
}

/// An approval, or a request for one, as it is kept.
struct Signed {
    campaign: String,
    release_hash: String,
    member: String,
    body: String,
    at: i64,
}
row!(Signed { campaign, release_hash, member, body, at });

impl Signed {
    /// Whether the columns say what the body says, which the record holds.
    fn is_as_its_body(&self) -> bool {
        let said = serde_json::from_str::<Value>(&self.body).ok();
        let at = said.as_ref().and_then(|said| Some(said.get("at")?.clone()));
        at.and_then(|at| serde_json::from_value::<Timestamp>(at).ok())
            .is_some_and(|at| at.micros() == self.at)
    }
}

/// An entry of the chain with the digest of the one before it.
pub(crate) struct Linked {
    seq: i64,
    at: Timestamp,
    actor: String,
    action: String,
    subject: String,
    body: String,
    hash: Digest,
    before: Option<String>,
}
row!(Linked { seq, at, actor, action, subject, body, hash, before });

impl Linked {
    /// The entry, and whether nobody without the chain's key can have written it.
    pub(crate) fn read(self, workspace: &WorkspaceId, keeper: &AuditKeeper) -> (Entry, bool) {
        let before = self.before.as_deref().and_then(|hash| hash.parse::<Digest>().ok());
        let entry = Entry {
            seq: self.seq.unsigned_abs(),
            workspace: workspace.clone(),
            at: self.at,
            actor: self.actor,
            action: self.action,
            subject: self.subject,
            body: self.body,
        };
        let is_sealed = keeper.key().is_some_and(|key| seal(key.expose(), before, &entry) == self.hash);
        (entry, is_sealed)
    }
}

/// An entry that tells of something, read.
struct Told {
    seq: u64,
    /// Whether nobody without the chain's key can have written it.
    is_sealed: bool,
    actor: String,
    subject: String,
    body: Value,
}

impl Told {
    fn text(&self, key: &str) -> Option<&str> {
        self.body.get(key)?.as_str()
    }
}

impl Store {
    /// The latest entry of an action about a subject.
    pub async fn latest_audit(
        &self,
        workspace: &WorkspaceId,
        action: &str,
        subject: &str,
    ) -> Result<Option<Value>, StoreError> {
        let found = maybe!(
            self.read().await?,
            (String,),
            "select body from audit where workspace = $1 and action = $2 and subject = $3
             order by seq desc limit 1",
            workspace.as_str(),
            action,
            subject,
        )?;
        Ok(found.map(|(body,)| serde_json::from_str(&body).unwrap_or(Value::Null)))
    }

    /// Says, a sentence each, where approvals and requests for them are not those that the record tells of, and where
    /// the record itself does not hold.
    ///
    /// Errors: [`StoreError::Keeper`] when the noted ends cannot be read.
    pub async fn approval_differences(&self, workspace: &WorkspaceId) -> Result<Vec<String>, StoreError> {
        // Before the snapshot, for it may go on meanwhile.
        let noted = self.keeper.anchor(workspace)?;
        let verifier = self.verifier(workspace, None)?;
        let mut tx = self.snapshot().await?;
        let (mut found, is_sealed) = tx.signed_differences(workspace).await?;
        // A sealed entry proves itself, so the rest of the chain need not be walked: only whether its end is there.
        // What the digests of others prove shows in the whole of it alone.
        found.extend(match noted.filter(|_| is_sealed) {
            Some(noted) => tx.cut_before(workspace, noted).await?,
            None => tx.walk(workspace, verifier).await?.0.err().map(|broken| broken.to_string()),
        });
        tx.commit().await?;
        Ok(found)
    }

    /// Says, a sentence each, where kept readouts and decisions are not those that the record tells of.
    pub async fn kept_result_differences(&self, workspace: &WorkspaceId) -> Result<Vec<String>, StoreError> {
        let mut tx = self.snapshot().await?;
        let found = tx.result_differences(workspace).await?;
        tx.commit().await?;
        Ok(found)
    }

    /// Adds up what became of the messages of a campaign version, for the entry that tells of its end: by the names
    /// under which they stand there.
    pub async fn sums_at_the_end(
        &self,
        key: &CampaignKey,
    ) -> Result<Vec<(&'static str, RowSum)>, StoreError> {
        let mut tx = self.snapshot().await?;
        let mut sums = Vec::new();
        for (word, table) in AT_THE_END {
            let found = tx.read_table(table, &key.workspace).await?;
            sums.push((word, found.sums.get(&name_of(table, key)).copied().unwrap_or(RowSum::NONE)));
        }
        tx.commit().await?;
        Ok(sums)
    }
}

fn name_of(table: &Covered, key: &CampaignKey) -> String {
    table.name(&format!("{}/{}", key.campaign, key.version))
}

impl Tx {
    /// Says, a sentence each, where the rows differ from what the chain tells of them.
    pub(crate) async fn audit_differences(
        &mut self,
        workspace: &WorkspaceId,
        is_covered: bool,
    ) -> Result<Vec<String>, StoreError> {
        let (mut found, _) = self.signed_differences(workspace).await?;
        found.extend(self.result_differences(workspace).await?);
        found.extend(self.campaign_differences(workspace, is_covered).await?);
        Ok(found)
    }

    /// As [`Tx::audit_differences`], of approvals and the requests for them; and whether all entries that tell of
    /// them are sealed.
    async fn signed_differences(
        &mut self,
        workspace: &WorkspaceId,
    ) -> Result<(Vec<String>, bool), StoreError> {
        let mut found = Vec::new();
        let requests = rows!(
            self,
            Signed,
            "select campaign, release_hash, author as member, body, at from approval_request where workspace = $1
             order by at, author",
            workspace.as_str(),
        )?;
        let asked = self.told(workspace, "campaign.approval_requested").await?;
        found.extend(signed("request for approval", "approval request", &requests, &asked));
        let approvals = rows!(
            self,
            Signed,
            "select campaign, release_hash, by_member as member, body, at from approval where workspace = $1
             order by at, by_member",
            workspace.as_str(),
        )?;
        let told = self.told(workspace, "campaign.approved").await?;
        found.extend(signed("approval", "approval", &approvals, &told));
        let is_sealed = asked.iter().chain(&told).all(|told| told.is_sealed);
        Ok((found, is_sealed))
    }

    /// That the chain no longer reaches the place where it was noted to end, in words.
    async fn cut_before(
        &mut self,
        workspace: &WorkspaceId,
        noted: Anchor,
    ) -> Result<Option<String>, StoreError> {
        let there = maybe!(
            self,
            (String,),
            "select hash from audit where workspace = $1 and seq = $2",
            workspace.as_str(),
            noted.seq.cast_signed(),
        )?;
        let why = match there {
            Some((hash,)) if hash == noted.digest.to_string() => return Ok(None),
            Some(_) => Why::Rewritten,
            None => Why::CutOff,
        };
        Ok(Some(Broken { seq: noted.seq, why }.to_string()))
    }

    /// The entries of one action, oldest first.
    async fn told(&mut self, workspace: &WorkspaceId, action: &str) -> Result<Vec<Told>, StoreError> {
        let found = rows!(
            self,
            Linked,
            "select a.seq, a.at, a.actor, a.action, a.subject, a.body, a.hash, b.hash as before from audit a
             left join audit b on b.workspace = a.workspace and b.seq = a.seq - 1
             where a.workspace = $1 and a.action = $2 order by a.seq",
            workspace.as_str(),
            action,
        )?;
        let keeper = self.keeper.clone();
        let read = |found: Linked| {
            let (entry, is_sealed) = found.read(workspace, &keeper);
            // What is no JSON agrees with nothing, and is named where it is missed.
            let body = serde_json::from_str(&entry.body).unwrap_or(Value::Null);
            Told { seq: entry.seq, is_sealed, actor: entry.actor, subject: entry.subject, body }
        };
        Ok(found.into_iter().map(read).collect())
    }

    async fn result_differences(&mut self, workspace: &WorkspaceId) -> Result<Vec<String>, StoreError> {
        let kept = rows!(
            self,
            (String, i64, String, String),
            "select pilot, version, kind, body from pilot_result where workspace = $1 order by pilot, version, kind",
            workspace.as_str(),
        )?;
        let mut found = Vec::new();
        for (kind, action) in [("readout", "pilot.read_out"), ("gate", "pilot.decided")] {
            let told = self.told(workspace, action).await?;
            let mut seen = BTreeSet::new();
            for (pilot, version, _, body) in kept.iter().filter(|(_, _, own, _)| own == kind) {
                let subject = format!("pilot:{pilot}");
                seen.insert(subject.clone());
                let about = || told.iter().filter(|told| told.subject == subject);
                let own = about().rfind(|told| told.body.get("version") == Some(&Value::from(*version)));
                match own.map(|told| (told.seq, told.text("record"))) {
                    Some((seq, Some(record))) if record != record_of(kind, body).to_string() => found.push(format!(
                        "the {kind} of version {version} of `{pilot}` is not the one that entry {seq} tells of"
                    )),
                    // Entries of old programs name no version: one of them may be this one's.
                    None if about().all(|told| told.body.get("version").is_some()) => {
                        found.push(format!(
                            "the {kind} of version {version} of `{pilot}` stands in no entry: do not decide by it"
                        ));
                    }
                    _ => {}
                }
            }
            let gone: BTreeSet<&str> = told
                .iter()
                .map(|told| told.subject.as_str())
                .filter(|subject| !seen.contains(*subject))
                .collect();
            found.extend(
                gone.into_iter()
                    .map(|subject| format!("the {kind} of `{subject}` is gone, and entries tell of it")),
            );
        }
        Ok(found)
    }

    async fn campaign_differences(
        &mut self,
        workspace: &WorkspaceId,
        is_covered: bool,
    ) -> Result<Vec<String>, StoreError> {
        let mut latest: BTreeMap<(String, i64), Told> = BTreeMap::new();
        let mut known: BTreeSet<String> = BTreeSet::new();
        for action in ["campaign.approval_requested", "campaign.approved"] {
            known.extend(self.told(workspace, action).await?.into_iter().map(|told| told.subject));
        }
        for told in self.told(workspace, "campaign.released").await? {
            known.insert(told.subject.clone());
            // An entry from before it said its version tells of a release that can no longer be counted.
            let Some(version) = told.body.get("version").and_then(Value::as_i64) else { continue };
            latest.insert((told.subject.clone(), version), told);
        }
        let mut there: Vec<Found> = Vec::new();
        for (word, table) in AT_THE_END {
            let is_told = latest.values().any(|told| told.body.get(word).is_some());
            there.push(if is_told { self.read_table(table, workspace).await? } else { Found::default() });
        }
        let mut found = Vec::new();
        for campaign in self.all_campaigns(workspace).await? {
            let subject = format!("campaign:{}", campaign.campaign);
            let name = format!("version {} of `{}`", campaign.version, campaign.campaign);
            if !is_covered && !known.contains(&subject) {
                found.push(format!(
                    "{name} stands in no entry: nobody asked for its approval, or the chain was emptied"
                ));
            }
            let Some(told) = latest.remove(&(subject, campaign.version)) else { continue };
            if told.text("release_hash") != Some(campaign.release_hash.to_string().as_str()) {
                found.push(format!("{name} is not the release that entry {} tells of", told.seq));
            }
            let (workspace, version) = (workspace.clone(), campaign.version);
            let key = CampaignKey { workspace, campaign: campaign.campaign.clone(), version };
            let proof = self.counted_proof(&key).await?;
            let counts = fewer(&proof, &told)
                .map(|what| format!("{name} counts otherwise than entry {} tells: {what}", told.seq));
            found.extend(counts);
            for ((word, table), there) in AT_THE_END.into_iter().zip(&there) {
                let own =
                    told.body.get(word).and_then(|own| serde_json::from_value::<RowSum>(own.clone()).ok());
                let there = there.sums.get(&name_of(table, &key)).copied().unwrap_or(RowSum::NONE);
                if own.is_some_and(|own| own != there) {
                    found.push(format!(
                        "{}: {name} is not what entry {} tells of; {}",
                        table.words, told.seq, table.advice
                    ));
                }
            }
        }
        let gone = latest.keys().map(|(subject, version)| {
            format!("version {version} of `{subject}` is gone, and entries tell of it")
        });
        found.extend(gone);
        Ok(found)
    }
}

/// What of a campaign's counts cannot have come from those that were told: what was planned stays, what ended
/// stays ended.
fn fewer(now: &CountProof, told: &Told) -> Option<String> {
    let then = |name: &str| told.body.get("proof")?.get(name)?.as_i64();
    let is_over = then("in_flight")? == 0;
    let counts = [
        ("planned", now.planned, true),
        ("holdout_planned", now.holdout_planned, true),
        ("sent", now.sent, is_over),
        ("rejected", now.rejected, is_over),
        ("suppressed", now.suppressed, is_over),
        ("unknown", now.unknown, is_over),
        ("held_out", now.held_out, is_over),
    ];
    let differs = |(name, now, is_fixed): &(&str, i64, bool)| {
        let then = then(name)?;
        let is_wrong = if *is_fixed { *now != then } else { *now < then };
        is_wrong.then(|| format!("{now} {name} where {then} were"))
    };
    counts.iter().find_map(differs)
}

/// Holds signed rows against the entries that tell of them, each entry of one row.
fn signed(words: &str, what: &str, rows: &[Signed], told: &[Told]) -> Vec<String> {
    let mut is_used = vec![false; told.len()];
    let mut found = Vec::new();
    for row in rows {
        let record = record_of(what, &row.body).to_string();
        let is_of = |told: &Told| {
            row.is_as_its_body()
                && told.subject == format!("campaign:{}", row.campaign)
                && told.text("release_hash") == Some(row.release_hash.as_str())
                && told.actor == format!("member:{}", row.member)
                && told.text("record").is_none_or(|own| own == record)
        };
        let place = told.iter().zip(&is_used).position(|(told, is_used)| !is_used && is_of(told));
        match place.and_then(|place| is_used.get_mut(place)) {
            Some(is_used) => *is_used = true,
            None => found.push(format!(
                "a {words} of `{}` by `{}` stands in no entry, or was changed after it",
                row.campaign, row.member
            )),
        }
    }
    let unused = told.iter().zip(&is_used).filter(|(_, is_used)| !**is_used);
    found.extend(unused.map(|(told, _)| {
        format!("entry {} tells of a {words} by `{}` that is not there", told.seq, told.actor)
    }));
    found
}
