//! Where everybody can be reached, kept for a little while for whoever asks again before anybody changed.

use super::Reach;
use super::ask::{Answer, Ask};
use crate::persons::everybody;
use crate::{Engine, EngineError};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use vocabulary::{Channel, PersonId, Purpose, Timestamp, WorkspaceId};

/// How long it is kept: as long as somebody tries one purpose after the other. Of many people it is large.
const KEPT_FOR: Duration = Duration::from_secs(120);
/// And of few, for the pages of one person after the other.
const FEW_KEPT_FOR: Duration = Duration::from_secs(3600);
/// So many people are few.
const FEW: usize = 100_000;

/// The last reading of each channel.
#[derive(Default)]
pub(crate) struct LastReach(Arc<Mutex<HashMap<(WorkspaceId, Channel), Kept>>>);

struct Kept {
    reach: Arc<Reach>,
    since: Instant,
}

impl Kept {
    fn is_good(&self) -> bool {
        let kept_for = if self.reach.people.len() <= FEW { FEW_KEPT_FOR } else { KEPT_FOR };
        self.since.elapsed() < kept_for
    }
}

/// Reads ahead where everybody can be reached, where they are few: so that the first page of a person need not wait.
pub async fn read_ahead(engine: &Engine, workspace: &WorkspaceId) -> Result<(), EngineError> {
    for channel in [Channel::Email, Channel::Sms] {
        if everybody(engine, workspace).await?.value.directory.n_people() <= FEW {
            of_everybody(engine, workspace, channel).await?;
        }
    }
    Ok(())
}

/// The last reading, where it is of this channel and of today.
pub(super) async fn that_is_there(
    engine: &Engine,
    workspace: &WorkspaceId,
    channel: Channel,
) -> Result<Option<Arc<Reach>>, EngineError> {
    let n_written = engine.store.people_count(workspace).await?;
    let last = engine.last_reach.0.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = last.get(&(workspace.clone(), channel));
    let kept = kept.filter(|kept| kept.reach.n_written == n_written && kept.is_good());
    Ok(kept.map(|kept| Arc::clone(&kept.reach)))
}

/// Everybody who has an address on a channel, read anew when people were written since the last time.
///
/// INVARIANT: as for the gate, a reading is of today while [`Reach::n_written`] is what the store counts.
pub(super) async fn of_everybody(
    engine: &Engine,
    workspace: &WorkspaceId,
    channel: Channel,
) -> Result<Arc<Reach>, EngineError> {
    if let Some(reach) = that_is_there(engine, workspace, channel).await? {
        return Ok(reach);
    }
    let last = &engine.last_reach.0;
    let reach = Arc::new(Reach::read(engine, workspace, channel, None).await?);
    let kept = Kept { reach: Arc::clone(&reach), since: Instant::now() };
    last.lock().unwrap_or_else(PoisonError::into_inner).insert((workspace.clone(), channel), kept);
    let last = Arc::clone(last);
    // What nobody asks for any more takes no memory.
    tokio::spawn(async move {
        tokio::time::sleep(KEPT_FOR).await;
        last.lock().unwrap_or_else(PoisonError::into_inner).retain(|_, kept| kept.is_good());
    });
    Ok(reach)
}

/// What the gate said of people, one by one, when it was last asked for some purposes.
#[derive(Default)]
pub(crate) struct LastAnswers(Mutex<Option<Answers>>);

struct Answers {
    of: Question,
    since: Instant,
    by_person: HashMap<PersonId, Answer>,
}

/// What answers are to, and the state of people and of the ledger that they hold for.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Question {
    workspace: WorkspaceId,
    channel: Channel,
    purposes: Vec<Purpose>,
    n_written: i64,
    n_ledger: i64,
    day: String,
}

impl Question {
    /// `None` where rules of contact are asked, too: those depend on the minute.
    pub(super) async fn of(
        engine: &Engine,
        workspace: &WorkspaceId,
        (ask, n_written): (&Ask<'_>, i64),
        now: Timestamp,
    ) -> Result<Option<Self>, EngineError> {
        if ask.policy.is_some() {
            return Ok(None);
        }
        Ok(Some(Self {
            workspace: workspace.clone(),
            channel: ask.channel,
            purposes: ask.purposes.to_vec(),
            n_written,
            n_ledger: engine.store.ledger_count(workspace).await?,
            day: now.day(),
        }))
    }

    /// The answers to this that are still good, by person.
    pub(super) fn known(&self, engine: &Engine, people: &[PersonId]) -> HashMap<PersonId, Answer> {
        let kept = engine.last_answers.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_good = |kept: &&Answers| kept.of == *self && kept.since.elapsed() < KEPT_FOR;
        let Some(kept) = kept.as_ref().filter(is_good) else { return HashMap::new() };
        let answer = |person: &PersonId| Some((person.clone(), kept.by_person.get(person)?.clone()));
        people.iter().filter_map(answer).collect()
    }

    /// Keeps answers beside those to the same question.
    pub(super) fn keep(self, engine: &Engine, answers: &[(PersonId, Answer)]) {
        let mut kept = engine.last_answers.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = kept.as_ref().is_some_and(|kept| kept.of == self && kept.since.elapsed() < KEPT_FOR);
        if !is_same {
            *kept = Some(Answers { of: self, since: Instant::now(), by_person: HashMap::new() });
        }
        if let Some(kept) = kept.as_mut() {
            kept.by_person.extend(answers.iter().cloned());
        }
    }
}
