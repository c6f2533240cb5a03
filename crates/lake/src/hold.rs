//! Being the only one who does something, over all processes that share the lake.

use crate::place::FileLock;
use crate::place::check_workspace;
use crate::{Lake, LakeError};

/// Held until it is dropped, or the process ends.
#[derive(Debug)]
pub struct Held {
    _lock: Option<FileLock>,
}

impl Lake {
    /// Waits until nobody else does `what` in `workspace`.
    ///
    /// A lake in an object store has no file locks: there it waits for nobody.
    pub async fn hold(&self, workspace: &str, what: &str) -> Result<Held, LakeError> {
        check_workspace(workspace)?;
        Ok(Held { _lock: self.place().hold(&format!("{workspace}.{what}"), true).await? })
    }

    /// As [`Lake::hold`]; None instead of waiting.
    pub async fn try_hold(&self, workspace: &str, what: &str) -> Result<Option<Held>, LakeError> {
        check_workspace(workspace)?;
        let held = self.place().hold(&format!("{workspace}.{what}"), false).await?;
        Ok(held.map(|lock| Held { _lock: Some(lock) }))
    }
}
