//! How far a piece of work is, and whether it shall stop: what a step that takes time tells whoever waits for it.

use crate::EngineError;
use std::sync::{Arc, Mutex, PoisonError};
use store::Progress;
use tokio::sync::watch;

/// Why work shall stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Halt {
    /// A member said so.
    Cancelled,
    /// The process ends.
    Shutdown,
    /// Another process has the work.
    Lost,
}

/// One piece of work on its way. Clones are the same one.
#[derive(Debug, Clone)]
pub struct Course(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    progress: Mutex<Progress>,
    halt_at: Mutex<Option<(u64, Halt)>>,
    halt: watch::Sender<Option<Halt>>,
}

impl Default for Course {
    fn default() -> Self {
        Self(Arc::new(Inner {
            progress: Mutex::default(),
            halt_at: Mutex::default(),
            halt: watch::Sender::new(None),
        }))
    }
}

impl Course {
    /// Says what is counted, and up to where, as far as that is known.
    pub fn of(&self, n_total: Option<u64>, unit: &str) {
        self.change(|progress| {
            progress.n_total = n_total.map(whole);
            unit.clone_into(&mut progress.unit);
        });
    }

    /// Says how much is done.
    pub fn at(&self, n_done: u64) {
        self.change(|progress| progress.n_done = whole(n_done));
        let halt_at = *self.0.halt_at.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, why)) = halt_at.filter(|(at, _)| *at <= n_done) {
            self.halt(why);
        }
    }

    /// Says what is done at the moment; it stands in the log as well.
    pub fn stage(&self, words: impl Into<String>) {
        let words = words.into();
        self.change(|progress| {
            progress.lines.push(words.clone());
            progress.message = words;
        });
    }

    /// Puts a line into the log.
    pub fn say(&self, line: impl Into<String>) {
        self.change(|progress| progress.lines.push(line.into()));
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        self.lock().clone()
    }

    /// How far it is, with the lines that were not taken yet.
    pub fn take(&self) -> Progress {
        let mut progress = self.lock();
        let taken = progress.clone();
        progress.lines.clear();
        taken
    }

    /// Asks it to stop once so much is done: a stop in the middle that comes at the same place each time.
    pub fn halt_at(&self, n_done: u64, why: Halt) {
        *self.0.halt_at.lock().unwrap_or_else(PoisonError::into_inner) = Some((n_done, why));
    }

    /// Asks it to stop where it can. The first reason counts.
    pub fn halt(&self, why: Halt) {
        self.0.halt.send_if_modified(|halt| {
            let is_first = halt.is_none();
            halt.get_or_insert(why);
            is_first
        });
    }

    /// Why it shall stop, when it shall.
    pub fn halted(&self) -> Option<Halt> {
        *self.0.halt.borrow()
    }

    /// Ends when it shall stop; never otherwise.
    pub async fn until_halted(&self) {
        // The sender lives in `self`, so waiting cannot fail.
        let _ = self.0.halt.subscribe().wait_for(Option::is_some).await;
    }

    /// Goes on, or says where it stopped.
    ///
    /// Errors: [`EngineError::Stopped`] when it shall stop, with what `so_far` says of what is done.
    pub fn go_on(&self, so_far: impl FnOnce() -> String) -> Result<(), EngineError> {
        match self.halted() {
            None => Ok(()),
            Some(_) => Err(EngineError::Stopped { what: so_far() }),
        }
    }

    fn change(&self, change: impl FnOnce(&mut Progress)) {
        change(&mut self.lock());
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Progress> {
        self.0.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn whole(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn the_first_reason_to_stop_counts_and_wakes_whoever_waits() {
        let course = Course::default();
        course.of(Some(3), "rows");
        course.at(1);
        course.stage("reading");
        assert!(course.go_on(String::new).is_ok());
        let waits = tokio::spawn({
            let course = course.clone();
            async move { course.until_halted().await }
        });
        course.halt(Halt::Shutdown);
        course.halt(Halt::Cancelled);
        waits.await.unwrap();
        assert_eq!(course.halted(), Some(Halt::Shutdown));
        let stopped = course.go_on(|| "1 row is in".to_owned()).unwrap_err().to_string();
        assert_eq!(stopped, "1 row is in");
        assert_eq!(course.take().lines, ["reading"]);
        assert!(course.take().lines.is_empty(), "a line is taken once");
        assert_eq!(course.progress().n_done, 1);
    }
}
