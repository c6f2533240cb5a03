//! Who may be written to, without a release: what audiences count and a person's page shows.

use super::evidence::{Asked, Evidence};
use crate::{Reachable, Store, StoreError};
use consent::{Denial, Policy};
use std::collections::HashMap;
use vocabulary::{Channel, PersonId, Purpose, Redacted, Timestamp, WorkspaceId};

/// People asked for at a time, so that nobody waits long for the ledger.
const N_PEOPLE: usize = 2_000;

impl Store {
    /// Whether each of `people` may be written to on `channel` for all of `purposes` now: where, or why not.
    ///
    /// The same evidence and the same function as the gate's, which asks once more whether the release is approved and
    /// whose turn a mailbox is. Without a `policy` frequency and hours are not asked. It permits nothing.
    ///
    /// Shapes: an answer for each, in their order.
    pub async fn may_reach(
        &self,
        workspace: &WorkspaceId,
        people: Vec<(PersonId, Reachable)>,
        (purposes, channel): (&[Purpose], Channel),
        policy: Option<&Policy>,
        now: Timestamp,
    ) -> Result<Vec<(PersonId, Result<Redacted<String>, Denial>)>, StoreError> {
        let since = policy.map_or(now, |policy| now - policy.frequency_cap.window());
        let asked = Asked { workspace, purposes, channel, since };
        let mut answers = Vec::with_capacity(people.len());
        for chunk in people.chunks(N_PEOPLE) {
            let reachable: HashMap<PersonId, Reachable> = chunk.iter().cloned().collect();
            let mut tx = self.begin().await?;
            let evidence = Evidence::of(&mut tx, &asked, reachable, std::iter::empty()).await?;
            tx.commit().await?;
            answers.extend(
                chunk.iter().map(|(person, _)| {
                    (person.clone(), evidence.may(person, (purposes, channel), policy, now))
                }),
            );
        }
        Ok(answers)
    }
}
