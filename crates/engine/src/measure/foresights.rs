//! Foresights that were made, for whoever opens the page again: each reads all that an audience did.

use super::foresight::{Foresee, Foresight};
use crate::{Engine, EngineError, PilotFile};
use audience::Definition;
use lake::{State, Table};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use vocabulary::{Digest, Timestamp, WorkspaceId};

/// What a foresight rests on.
const TABLES: [Table; 7] = [
    Table::People,
    Table::PeopleRecent,
    Table::Events,
    Table::EventChanges,
    Table::IdentifierMap,
    Table::IdentifierMapRecent,
    Table::Consents,
];

/// How long one is given again while the data grow: what people do in a minute changes no plan.
const REST: Duration = Duration::from_secs(60);
/// And while nothing changes, since the days it looks back on move on.
const REST_AT_MOST: Duration = Duration::from_secs(600);

/// More than a member asks about in a sitting.
const N_KEPT: usize = 64;

/// Those that were made last.
#[derive(Default)]
pub(crate) struct Foresights(Mutex<HashMap<Digest, Made>>);

struct Made {
    state: State,
    since: Instant,
    foresight: Foresight,
}

/// What is asked, as a key, and the state of the data it would be answered by.
pub(super) struct Asked {
    key: Digest,
    state: State,
}

impl Asked {
    pub(super) async fn of(
        engine: &Engine,
        workspace: &WorkspaceId,
        (pilot, definition): (&PilotFile, &Definition),
        (asked, n_registered): (Foresee, Option<u64>),
        to: Timestamp,
    ) -> Result<Self, EngineError> {
        let pilot = serde_json::to_string(pilot).unwrap_or_default();
        let asked = format!("{asked:?} {n_registered:?}");
        let audience = definition.digest().to_string();
        // A simulated date moves by days at once.
        let day = to.day();
        let key =
            Digest::of([workspace.as_str(), pilot.as_str(), audience.as_str(), asked.as_str(), day.as_str()]);
        Ok(Self { key, state: engine.lake.state_of(&TABLES).await? })
    }

    /// One that was made and is still good.
    pub(super) fn find(&self, engine: &Engine) -> Option<Foresight> {
        let all = engine.foresights.0.lock().unwrap_or_else(PoisonError::into_inner);
        let made = all.get(&self.key)?;
        let rest = if made.state == self.state { REST_AT_MOST } else { REST };
        (made.since.elapsed() < rest).then(|| made.foresight.clone())
    }

    pub(super) fn keep(self, engine: &Engine, foresight: &Foresight) {
        let mut all = engine.foresights.0.lock().unwrap_or_else(PoisonError::into_inner);
        if N_KEPT <= all.len() {
            all.clear();
        }
        let made = Made { state: self.state, since: Instant::now(), foresight: foresight.clone() };
        all.insert(self.key, made);
    }
}
