use crate::definitions::{Overtaken, Problem, Severity};
use channels::ChannelError;
use lake::LakeError;
use models::ModelError;
use sources::SourceError;
use store::StoreError;

/// What kind of trouble it is: decides the exit code and the HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// A thing that was named is not there.
    NotFound,
    /// An input is wrong; the text says which and what to do.
    Invalid,
    /// The step may not run as things stand; the text says what is missing.
    Conflict,
    /// Somebody else changed it meanwhile; the error carries what is there now.
    Overtaken,
    /// Too much at once: try again later.
    Overloaded,
    /// The machine or a service failed.
    Internal,
}

/// Each problem on its own line.
fn listed(problems: &[Problem]) -> String {
    let n = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
    let noun = if n == 1 { "error" } else { "errors" };
    format!("{n} {noun} in definitions, nothing was applied\n{}", lines.join("\n"))
}

/// Why a step of the loop did not finish.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// A thing that was named is not there.
    #[error("there is no {what} `{name}`: {hint}")]
    NotFound {
        /// Kind of thing.
        what: &'static str,
        /// Its name.
        name: String,
        /// What to do.
        hint: &'static str,
    },
    /// A definition does not parse or does not hold together.
    #[error("{kind} `{name}`: {why}")]
    Definition {
        /// Kind of definition.
        kind: &'static str,
        /// Which one, a name or a file.
        name: String,
        /// What is wrong and what to do.
        why: String,
    },
    /// Definitions cannot be applied: everything that is wrong with any of them.
    #[error("{}", listed(problems))]
    Definitions {
        /// Errors, and warnings that were found beside them.
        problems: Vec<Problem>,
    },
    /// Somebody else changed a definition meanwhile.
    #[error("{0}")]
    Overtaken(Box<Overtaken>),
    /// The step cannot run yet, or not like this.
    #[error("{what}")]
    NotReady {
        /// What is missing and what to do.
        what: String,
    },
    /// Too many events are waiting to be landed.
    #[error("{n_pending} events wait to be landed, the limit is {n_max}: send again later")]
    Overloaded {
        /// How many wait.
        n_pending: i64,
        /// How many may.
        n_max: i64,
    },
    /// Work that was asked to stop, and did where it could.
    #[error("{what}")]
    Stopped {
        /// What is done, and what is left.
        what: String,
    },
    /// A member whose role may not.
    #[error("role `{role}` may not {what}: ask {whom}")]
    Forbidden {
        /// The role.
        role: governance::Role,
        /// What it may not, after "may not".
        what: String,
        /// Who may.
        whom: String,
    },
    /// A file that was given and cannot be read, or an answer about it that is none.
    #[error("{what}")]
    Given {
        /// What, and what to do.
        what: String,
    },
    /// More than is taken at once.
    #[error("{what}")]
    TooLarge {
        /// What, and where it goes instead.
        what: String,
    },
    /// The disk takes no more.
    #[error("{what}")]
    DiskFull {
        /// What became of what was to be written.
        what: String,
    },
    /// A query of ours gave something unexpected.
    #[error("query: {what}")]
    Query {
        /// What.
        what: String,
    },
    /// A file of the data folder.
    #[error("`{path}`: {source}; check that it exists and may be read and written")]
    File {
        /// Which file.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// The lake.
    #[error(transparent)]
    Lake(#[from] LakeError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A source.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A model.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// A channel.
    #[error(transparent)]
    Channel(#[from] ChannelError),
    /// An id or a time that is none.
    #[error(transparent)]
    Vocabulary(#[from] vocabulary::VocabularyError),
}

impl EngineError {
    /// What kind of trouble it is.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::NotFound { .. } | Self::Store(StoreError::Missing { .. }) => ErrorKind::NotFound,
            Self::Definition { .. }
            | Self::Definitions { .. }
            | Self::TooLarge { .. }
            | Self::Given { .. }
            | Self::Source(_)
            | Self::Lake(LakeError::File { .. })
            | Self::Vocabulary(_) => ErrorKind::Invalid,
            Self::Overtaken(_) => ErrorKind::Overtaken,
            Self::NotReady { .. }
            | Self::Stopped { .. }
            | Self::Forbidden { .. }
            | Self::Store(
                StoreError::Taken { .. }
                | StoreError::Link { .. }
                | StoreError::LastAdmin { .. }
                | StoreError::Member { .. }
                | StoreError::Removed { .. }
                | StoreError::Workspace { .. }
                | StoreError::Job { .. },
            ) => ErrorKind::Conflict,
            Self::Overloaded { .. }
            | Self::DiskFull { .. }
            | Self::Store(
                StoreError::Busy { .. }
                | StoreError::DiskFull { .. }
                | StoreError::Exhausted { .. }
                | StoreError::LedgerClosed { .. },
            ) => ErrorKind::Overloaded,
            _ => ErrorKind::Internal,
        }
    }

    /// A stable name for scripts and clients.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Stopped { .. } => return "stopped",
            Self::Forbidden { .. } => return "wrong_role",
            Self::TooLarge { .. } => return "too_large",
            Self::DiskFull { .. } => return "disk_full",
            _ => {}
        }
        match self.kind() {
            ErrorKind::NotFound => "not_found",
            ErrorKind::Invalid => "invalid_input",
            ErrorKind::Conflict => "not_ready",
            ErrorKind::Overtaken => "overtaken",
            ErrorKind::Overloaded => "overloaded",
            ErrorKind::Internal => "internal",
        }
    }

    pub fn definition(kind: &'static str, name: &str, why: impl ToString) -> Self {
        Self::Definition { kind, name: name.to_owned(), why: why.to_string() }
    }
}
