//! Something made from the lake that is kept in memory, and made anew when the lake has changed.

use crate::EngineError;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What is made faster than this is made before it is asked for; of what takes longer the old one is given while the
/// new one is made.
const PATIENCE: Duration = Duration::from_millis(400);

/// How many times as long as it took it is left as it is: data that change every second must not keep a processor busy.
const REST: u32 = 4;

/// One thing, and from which state of its tables it was made.
#[derive(Debug)]
pub(crate) struct Renewed<S, T> {
    kept: Mutex<Option<Kept<S, T>>>,
    turn: Arc<tokio::sync::Mutex<()>>,
}

#[derive(Debug)]
struct Kept<S, T> {
    state: S,
    value: Arc<T>,
    took: Duration,
    /// Since when it stands.
    since: Instant,
}

/// What is given, and how far it lies behind the lake.
#[derive(Debug)]
pub struct Fresh<T> {
    /// The thing.
    pub value: Arc<T>,
    /// How old it is, where the lake has changed since; `None` where it is of today.
    pub behind: Option<Duration>,
}

impl<S, T> Default for Renewed<S, T> {
    fn default() -> Self {
        Self { kept: Mutex::new(None), turn: Arc::default() }
    }
}

impl<S: PartialEq + Send + 'static, T: Send + Sync + 'static> Renewed<S, T> {
    /// The thing as of `state`, made by `make` unless it is there.
    ///
    /// One at a time is made. Where making took long before, the old one is given and the new one is made beside.
    pub(crate) async fn get<F, M>(self: &Arc<Self>, state: S, make: F) -> Result<Fresh<T>, EngineError>
    where
        F: FnOnce(Option<Arc<T>>) -> M + Send + 'static,
        M: Future<Output = Result<T, EngineError>> + Send + 'static,
    {
        if let Some((value, took, age)) = self.now(&state) {
            let Some(took) = took else { return Ok(Fresh { value, behind: None }) };
            if PATIENCE < took {
                self.renew_beside(state, make, &value, (took, age));
                return Ok(Fresh { value, behind: Some(age) });
            }
        }
        let _turn = self.turn.lock().await;
        // Whoever had the turn before may have made it.
        if let Some((value, None, _)) = self.now(&state) {
            return Ok(Fresh { value, behind: None });
        }
        let value = self.make(state, make).await?;
        Ok(Fresh { value, behind: None })
    }

    fn renew_beside<F, M>(
        self: &Arc<Self>,
        state: S,
        make: F,
        old: &Arc<T>,
        (took, age): (Duration, Duration),
    ) where
        F: FnOnce(Option<Arc<T>>) -> M + Send + 'static,
        M: Future<Output = Result<T, EngineError>> + Send + 'static,
    {
        if age < took * REST {
            return;
        }
        let Ok(turn) = Arc::clone(&self.turn).try_lock_owned() else { return };
        let (this, _old) = (Arc::clone(self), Arc::clone(old));
        tokio::spawn(async move {
            let _turn = turn;
            if let Err(error) = this.make(state, make).await {
                tracing::warn!(%error, "what is kept in memory could not be renewed and stays as it was");
            }
        });
    }

    /// What is kept; with how long it took to make where it is not of this state, and its age.
    fn now(&self, state: &S) -> Option<(Arc<T>, Option<Duration>, Duration)> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.as_ref()?;
        let took = (kept.state != *state).then_some(kept.took);
        Some((Arc::clone(&kept.value), took, kept.since.elapsed()))
    }

    async fn make<F, M>(&self, state: S, make: F) -> Result<Arc<T>, EngineError>
    where
        F: FnOnce(Option<Arc<T>>) -> M,
        M: Future<Output = Result<T, EngineError>>,
    {
        let started = Instant::now();
        let old = self
            .kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .as_ref()
            .map(|kept| Arc::clone(&kept.value));
        let value = Arc::new(make(old).await?);
        let kept = Kept { state, value: Arc::clone(&value), took: started.elapsed(), since: Instant::now() };
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

    use super::*;

    #[tokio::test]
    async fn it_is_made_once_a_state_and_never_waited_for_twice() {
        let kept: Arc<Renewed<i32, i32>> = Arc::default();
        let quick = |n: i32| move |_: Option<Arc<i32>>| async move { Ok::<_, EngineError>(n) };
        assert_eq!(*kept.get(1, quick(10)).await.unwrap().value, 10);
        // Of the same state nothing is made; of another one what is quick is made at once.
        assert_eq!(*kept.get(1, quick(11)).await.unwrap().value, 10);
        assert_eq!(*kept.get(2, quick(20)).await.unwrap().value, 20);
        // What fails is told and leaves what is there.
        let fails = |_: Option<Arc<i32>>| async { Err(EngineError::Query { what: "no".to_owned() }) };
        assert!(kept.get(3, fails).await.is_err());
        assert_eq!(*kept.get(2, quick(21)).await.unwrap().value, 20);
        // What took long is given as it was while the new one is made.
        kept.kept.lock().unwrap().as_mut().unwrap().took = Duration::from_secs(1);
        let old = kept.get(4, quick(40)).await.unwrap();
        assert_eq!((*old.value, old.behind.is_some()), (20, true), "it rests first");
        kept.kept.lock().unwrap().as_mut().unwrap().since = Instant::now() - Duration::from_secs(5);
        let old = kept.get(4, quick(40)).await.unwrap();
        assert_eq!((*old.value, old.behind.is_some()), (20, true));
        while *kept.get(4, quick(41)).await.unwrap().value == 20 {
            tokio::task::yield_now().await;
        }
        assert_eq!(*kept.get(4, quick(41)).await.unwrap().value, 40);
    }
}
