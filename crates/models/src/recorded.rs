//! Replies from a file, by the digest of the request: exact cases for tests, no model.

use crate::{GenerateRequest, Generation, ModelError, Reply, Usage};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// One recorded reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recording {
    /// The model that wrote it.
    pub model: String,
    /// The texts.
    pub texts: Vec<String>,
    /// Tokens used.
    pub usage: Usage,
}

/// Recorded replies.
#[derive(Debug, Clone)]
pub struct Recorded {
    path: String,
    replies: BTreeMap<String, Recording>,
}

impl Recorded {
    /// Returns the replies of a JSON file: an object of [`Recording`]s by request digest.
    ///
    /// Errors: [`ModelError::Recording`].
    pub fn load(path: &Path) -> Result<Self, ModelError> {
        let shown = path.display().to_string();
        let wrong = |problem: String| ModelError::Recording { path: shown.clone(), problem };
        let text = std::fs::read_to_string(path).map_err(|e| wrong(e.to_string()))?;
        let replies = serde_json::from_str(&text).map_err(|e| wrong(e.to_string()))?;
        Ok(Self { path: shown, replies })
    }

    pub(crate) fn generate(&self, request: &GenerateRequest) -> Result<Reply, ModelError> {
        let digest = request.digest().to_string();
        let Some(recording) = self.replies.get(&digest).filter(|r| !r.texts.is_empty()) else {
            return Err(ModelError::NotRecorded { digest, path: self.path.clone() });
        };
        let generation =
            |text: &String| Generation { text: text.clone(), seed: request.seed, is_complete: true };
        Ok(Reply {
            generations: recording.texts.iter().take(request.n).map(generation).collect(),
            usage: recording.usage,
            provider: "recorded",
            model: recording.model.clone(),
            elapsed_ms: 0,
        })
    }
}
