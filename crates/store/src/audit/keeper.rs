//! What of the audit chains is kept outside their table: the key they are sealed by, and where each one ends.
//!
//! The key is the file `audit.key` of the data folder, or is given by whoever runs the program, so that a
//! database can be kept by other people than the key. Ends are in `audit-anchors.json` beside it, written after
//! each commit: after a crash an anchor may lag by what was committed last, never lead. An anchor that the chain
//! does not pass through is left as it is, however much is appended: it is the evidence.

use crate::StoreError;
use crate::database::random_bytes;
use governance::audit::Anchor;
use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use vocabulary::{Redacted, WorkspaceId};

const KEY: &str = "audit.key";
const ANCHORS: &str = "audit-anchors.json";

/// A key that is given has at least as many bytes: as many as the digests it makes.
const N_KEY_BYTES_MIN: usize = 32;

/// Keeps the key and the ends of the audit chains. The default keeps nothing: chains are then not sealed.
#[derive(Clone, Default)]
pub struct AuditKeeper(Option<Arc<Kept>>);

struct Kept {
    key: Redacted<Vec<u8>>,
    anchors: PathBuf,
    /// One writer of the file in this process at a time; of others the last one wins, and an anchor lags.
    writing: Mutex<()>,
}

impl AuditKeeper {
    /// Keeps them in `folder`, under `key` or under the key of the folder, which is made when it is not there.
    ///
    /// Errors: [`StoreError::Keeper`] for a folder that cannot be written and for a key that is too short;
    /// [`StoreError::Random`].
    pub fn open(folder: &Path, key: Option<Redacted<String>>) -> Result<Self, StoreError> {
        let key = match key {
            Some(key) if key.expose().len() < N_KEY_BYTES_MIN => {
                return Err(StoreError::Keeper {
                    what: "the key of the audit chain has fewer than 32 characters: give a longer one",
                    path: String::new(),
                    source: ErrorKind::InvalidInput.into(),
                });
            }
            Some(key) => key.into_inner().into_bytes(),
            None => folder_key(&folder.join(KEY))?,
        };
        let (key, anchors) = (Redacted::new(key), folder.join(ANCHORS));
        Ok(Self(Some(Arc::new(Kept { key, anchors, writing: Mutex::new(()) }))))
    }

    /// The key, where chains are sealed.
    pub(crate) fn key(&self) -> Option<&Redacted<Vec<u8>>> {
        self.0.as_ref().map(|kept| &kept.key)
    }

    /// Where the chain of a workspace ended when it was last written to.
    ///
    /// Errors: [`StoreError::Keeper`] when the file is there and cannot be read.
    pub(crate) fn anchor(&self, workspace: &WorkspaceId) -> Result<Option<Anchor>, StoreError> {
        match &self.0 {
            None => Ok(None),
            Some(kept) => Ok(kept.read()?.remove(workspace.as_str())),
        }
    }

    /// Forgets where the chain of a workspace ended that is not there any more.
    pub(crate) fn forget(&self, workspace: &WorkspaceId) {
        let Some(kept) = self.0.as_ref() else { return };
        let _one = kept.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let Ok(mut anchors) = kept.read() else { return };
        if anchors.remove(workspace.as_str()).is_some() {
            // Deliberately unanswered: a note of a chain that is gone is asked for by nobody.
            drop(kept.write(&anchors));
        }
    }

    /// Notes new ends. A failure leaves the earlier ones, which lag and are true all the same.
    pub(crate) fn note(&self, ends: &BTreeMap<String, Anchor>) {
        let Some(kept) = self.0.as_ref().filter(|_| !ends.is_empty()) else { return };
        let _one = kept.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let Ok(mut anchors) = kept.read() else { return };
        for (workspace, end) in ends {
            // Another process may have gone further.
            let known = anchors.entry(workspace.clone()).or_insert(*end);
            if known.seq < end.seq {
                *known = *end;
            }
        }
        // Deliberately unanswered: the decision is committed, and no error of its record can take it back.
        drop(kept.write(&anchors));
    }
}

impl Kept {
    fn read(&self) -> Result<BTreeMap<String, Anchor>, StoreError> {
        let fail = |source: std::io::Error| {
            keeper("the ends of the audit chains cannot be read: restore the file", &self.anchors, source)
        };
        match std::fs::read(&self.anchors) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| fail(error.into())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(BTreeMap::new()),
            Err(error) => Err(fail(error)),
        }
    }

    /// Puts the whole file in the place of the earlier one, so that a crash leaves one of the two.
    fn write(&self, anchors: &BTreeMap<String, Anchor>) -> Result<(), StoreError> {
        let fail = |source: std::io::Error| {
            keeper("the ends of the audit chains cannot be written", &self.anchors, source)
        };
        let bytes = serde_json::to_vec_pretty(anchors).map_err(|error| fail(error.into()))?;
        let next = self.anchors.with_extension(format!("json.{}", std::process::id()));
        let written = private(&next).and_then(|mut file| {
            file.write_all(&bytes)?;
            file.sync_all()
        });
        written.and_then(|()| std::fs::rename(&next, &self.anchors)).map_err(fail)
    }
}

fn keeper(what: &'static str, path: &Path, source: std::io::Error) -> StoreError {
    StoreError::Keeper { what, path: path.display().to_string(), source }
}

/// The key in a file; two processes that make it at once end up with one.
fn folder_key(path: &Path) -> Result<Vec<u8>, StoreError> {
    let fail =
        |source: std::io::Error| keeper("the key of the audit chain cannot be read or made", path, source);
    let read = || std::fs::read(path).map_err(fail);
    match std::fs::metadata(path) {
        Ok(_) => return read(),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(fail(error)),
    }
    // Written whole under another name, then linked to its own: nobody reads half a key.
    let next = path.with_extension(format!("key.{}", std::process::id()));
    let made = random_bytes()?;
    let written = private(&next).and_then(|mut file| {
        file.write_all(&made)?;
        file.sync_all()
    });
    let linked = written.and_then(|()| match std::fs::hard_link(&next, path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        // Not every file system has links; there the last of two that start at once wins.
        Err(_) => std::fs::rename(&next, path),
        Ok(()) => Ok(()),
    });
    let removed = match std::fs::remove_file(&next) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed,
    };
    linked.and(removed).map_err(fail)?;
    read()
}

/// A file that only its owner can read and write.
fn private(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
