use crate::VocabularyError;
use crate::channel::words;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words!(
    /// Which work that takes time a job is.
    JobKind,
    "kind of job",
    "import, reload, unify, release, generate, readout, rehearse, demo",
    /// Reads a file by its contract.
    Import = "import",
    /// Reads the kept files of a source again, by its contract as it is now.
    Reload = "reload",
    /// Makes people of all records.
    Unify = "unify",
    /// Plans and sends what was approved.
    Release = "release",
    /// Lets models write lines for a pilot.
    Generate = "generate",
    /// Reads a pilot out by its plan.
    Readout = "readout",
    /// Plays a pilot to its gate on its own audience's past.
    Rehearse = "rehearse",
    /// Makes a simulated workspace and runs the loop in it.
    Demo = "demo",
);

words!(
    /// How it stands with a job.
    JobState,
    "state of a job",
    "queued, running, cancelling, done, failed, cancelled, interrupted",
    /// It waits for its turn.
    Queued = "queued",
    /// It is being done.
    Running = "running",
    /// Somebody asked it to stop, and it comes to a place where it can.
    Cancelling = "cancelling",
    /// It did what was asked.
    Done = "done",
    /// It could not.
    Failed = "failed",
    /// Somebody stopped it.
    Cancelled = "cancelled",
    /// The process that did it ended.
    Interrupted = "interrupted",
);

impl JobState {
    /// Whether nothing more comes of it unless it is started again.
    pub fn is_ended(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled | Self::Interrupted)
    }
}

impl JobKind {
    /// What of a workspace only one job at a time may do; `subject` is the pilot, where it is about one.
    ///
    /// Files and people wait for each other: who imports and then unifies wants the file's people.
    pub fn lane(self, subject: &str) -> String {
        match self {
            Self::Import | Self::Reload | Self::Unify => "data".to_owned(),
            Self::Release | Self::Generate | Self::Readout | Self::Rehearse | Self::Demo => {
                format!("{self}:{subject}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_people_wait_for_each_other_and_pilots_do_not() {
        assert_eq!(JobKind::Import.lane("orders"), JobKind::Unify.lane(""));
        assert_ne!(JobKind::Release.lane("spring"), JobKind::Release.lane("autumn"));
        assert_ne!(JobKind::Release.lane("spring"), JobKind::Readout.lane("spring"));
    }
}
