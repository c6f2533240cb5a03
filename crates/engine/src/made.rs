//! Answers that were made, for whoever opens the page again: each reads all that an audience did.

use crate::{Engine, EngineError, PilotFile};
use audience::Definition;
use lake::{State, Table};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use vocabulary::{Digest, Timestamp, WorkspaceId};

/// What an answer rests on.
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
pub struct Made<T>(Mutex<HashMap<Digest, One<T>>>);

struct One<T> {
    state: State,
    since: Instant,
    answer: T,
}

impl<T> Default for Made<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

/// What is asked, as a key, and the state of the data it would be answered by.
pub struct Asked {
    key: Digest,
    state: State,
}

impl Asked {
    /// `asked` is everything else that the answer depends on, as text.
    pub async fn of(
        engine: &Engine,
        workspace: &WorkspaceId,
        (pilot, definition): (&PilotFile, &Definition),
        asked: &str,
        to: Timestamp,
    ) -> Result<Self, EngineError> {
        let pilot = serde_json::to_string(pilot).unwrap_or_default();
        let audience = definition.digest().to_string();
        // A simulated date moves by days at once.
        let day = to.day();
        let key = Digest::of([workspace.as_str(), pilot.as_str(), audience.as_str(), asked, day.as_str()]);
        Ok(Self { key, state: engine.lake.state_of(&TABLES).await? })
    }
}

impl<T: Clone> Made<T> {
    /// One that was made and is still good.
    pub fn find(&self, asked: &Asked) -> Option<T> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let made = all.get(&asked.key)?;
        let rest = if made.state == asked.state { REST_AT_MOST } else { REST };
        (made.since.elapsed() < rest).then(|| made.answer.clone())
    }

    pub fn keep(&self, asked: Asked, answer: &T) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if N_KEPT <= all.len() {
            all.clear();
        }
        all.insert(asked.key, One { state: asked.state, since: Instant::now(), answer: answer.clone() });
    }
}
