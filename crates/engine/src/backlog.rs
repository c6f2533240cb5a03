//! How many events wait to be landed: whoever takes more in asks it first, and a page shows it.

use crate::EngineError;
use std::sync::atomic::{AtomicI64, Ordering};

/// Above this many events waiting, new ones are turned away: about 1 GB of the store's file.
const MAX_PENDING: i64 = 2_000_000;

/// How many events wait to be landed, as far as this process knows.
#[derive(Debug, Default)]
pub struct Backlog(AtomicI64);

impl Backlog {
    /// How many events wait, as far as this process knows.
    pub fn n_pending(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Notes that so many more wait.
    pub fn grow(&self, n_new: i64) {
        self.0.fetch_add(n_new, Ordering::Relaxed);
    }

    /// Notes how many wait, when they were counted.
    pub fn put(&self, n_pending: i64) {
        self.0.store(n_pending, Ordering::Relaxed);
    }

    /// Whether more can be taken in.
    ///
    /// Errors: [`EngineError::Overloaded`] when too many wait.
    pub fn check(&self) -> Result<(), EngineError> {
        let n_pending = self.0.load(Ordering::Relaxed);
        if MAX_PENDING <= n_pending {
            return Err(EngineError::Overloaded { n_pending, n_max: MAX_PENDING });
        }
        Ok(())
    }
}
