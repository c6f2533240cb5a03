//! A file that comes in, and when it was written.

use engine::EngineError;
use std::path::Path;
use vocabulary::Timestamp;

/// A file that comes in.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// Where it lies.
    pub file: &'a Path,
    /// When it was written.
    pub written_at: Option<Timestamp>,
}

impl<'a> Given<'a> {
    /// A file as it lies there: written when the file system says, and never after `now`.
    pub fn of(file: &'a Path, now: Timestamp) -> Self {
        let modified = std::fs::metadata(file).and_then(|found| found.modified()).ok();
        let since = modified.and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
        let micros = since.and_then(|since| i64::try_from(since.as_micros()).ok());
        Self { file, written_at: micros.map(|micros| Timestamp::from_micros(micros).min(now)) }
    }

    /// The same, written when somebody says.
    ///
    /// Errors: a moment that is still to come.
    pub fn written(self, at: Timestamp, now: Timestamp) -> Result<Self, EngineError> {
        if now < at {
            let why = format!("it is later than now ({now}): say when the file was exported");
            return Err(EngineError::definition("exported-at", &at.to_string(), why));
        }
        Ok(Self { written_at: Some(at), ..self })
    }
}
