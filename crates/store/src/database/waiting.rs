//! Who waits to say no, where the database has no queue.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::PathBuf;

/// A file beside the store's whose shared lock says that somebody waits. The system takes the lock back from a
/// process that dies.
#[derive(Debug, Clone)]
pub(crate) struct Turn {
    path: PathBuf,
}

/// Somebody waits, or writes, for as long as this lives.
#[derive(Debug, Default)]
#[must_use = "it ends when it is dropped"]
pub(crate) struct Asking {
    _file: Option<File>,
}

impl Turn {
    pub(crate) fn of(store: &str) -> Self {
        Self { path: PathBuf::from(format!("{store}-turn")) }
    }

    fn open(&self) -> Option<File> {
        use std::os::unix::fs::OpenOptionsExt;
        OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .read(true)
            .mode(0o600)
            .open(&self.path)
            .ok()
    }

    /// Says that somebody waits. Where the file cannot be had, nobody is given way, and all is as right as before.
    pub(crate) fn ask(&self) -> Asking {
        Asking { _file: self.open().filter(|file| file.lock_shared().is_ok()) }
    }

    /// Whether somebody waits.
    pub(crate) fn is_asked(&self) -> bool {
        // Dropping the file gives the lock back.
        let tried = self.open().map(|file| file.try_lock());
        matches!(tried, Some(Err(TryLockError::WouldBlock)))
    }
}
