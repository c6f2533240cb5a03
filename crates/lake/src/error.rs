use datafusion::error::DataFusionError;
use deltalake::DeltaTableError;
use std::error::Error;
use std::io;

/// Why the lake cannot do what was asked. Every text names the place and the next step.
#[derive(Debug, thiserror::Error)]
pub enum LakeError {
    /// No room left.
    #[error(
        "`{path}` cannot be written, the disk is full: free some space and repeat; nothing already accepted is lost"
    )]
    DiskFull {
        /// Where.
        path: String,
    },
    /// The operating system says no.
    #[error("`{path}` may not be used: give this user read and write permission, or choose another folder")]
    Permission {
        /// Where.
        path: String,
    },
    /// The root is no folder, or its scheme is not built in.
    #[error("`{path}` cannot hold a lake: {why}")]
    Location {
        /// Where.
        path: String,
        /// What is wrong and what to do.
        why: String,
    },
    /// Something else lies where a table should be.
    #[error(
        "`{path}` is not a Delta table, it has files but no `_delta_log`: move them away or choose another lake folder"
    )]
    NotDelta {
        /// Where.
        path: String,
    },
    /// A workspace id with letters that no id has.
    #[error("`{input}` is not a workspace id: use letters, digits, `_`, `-`, `.`, `:` or `@`")]
    Workspace {
        /// What was given.
        input: String,
    },
    /// Rows of another workspace were handed in.
    #[error(
        "rows for table `{table}` belong to another workspace than `{workspace}`: land each workspace by itself"
    )]
    ForeignRows {
        /// Which table.
        table: &'static str,
        /// Which workspace was named.
        workspace: String,
    },
    /// A batch does not fit its table.
    #[error("column `{column}` of table `{table}` does not fit: {why}")]
    Column {
        /// Which table.
        table: &'static str,
        /// Which column.
        column: String,
        /// What is wrong and what to do.
        why: String,
    },
    /// Landing into a table that is replaced, or replacing one that is appended to.
    #[error("table `{table}` cannot be {verb}: {hint}")]
    WrongVerb {
        /// Which table.
        table: &'static str,
        /// What was asked.
        verb: &'static str,
        /// What to use.
        hint: &'static str,
    },
    /// Too many writers at once.
    #[error(
        "table at `{path}` is being written by others, gave up after {n_attempts} attempts: repeat later"
    )]
    Contended {
        /// Where.
        path: String,
        /// How often it was tried.
        n_attempts: u32,
    },
    /// A query that does not plan or run.
    #[error("query failed: {why}")]
    Query {
        /// What the engine says.
        why: String,
    },
    /// A query that needs more memory than it may have.
    #[error("query needs more than {limit_mb} MB of memory: narrow it, or raise the memory limit")]
    Memory {
        /// The limit.
        limit_mb: usize,
    },
    /// A file for a readout that is missing, broken or of another format.
    #[error("`{path}` cannot be read: {why}")]
    File {
        /// Which file.
        path: String,
        /// What is wrong and what to do.
        why: String,
    },
    /// Anything else the storage says.
    #[error("storage at `{path}` failed: {why}")]
    Storage {
        /// Where.
        path: String,
        /// What it says.
        why: String,
    },
}

/// The first `io::ErrorKind` in the chain of causes.
fn io_kind(error: &(dyn Error + 'static)) -> Option<io::ErrorKind> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(io) = error.downcast_ref::<io::Error>()
            && io.kind() != io::ErrorKind::Other
        {
            return Some(io.kind());
        }
        cause = error.source();
    }
    None
}

impl LakeError {
    /// Sorts a storage failure at `path` by what the reader must do.
    pub(crate) fn storage(path: &str, error: &(dyn Error + 'static)) -> Self {
        let path = path.to_owned();
        match io_kind(error) {
            Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => Self::DiskFull { path },
            Some(io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) => {
                Self::Permission { path }
            }
            _ => Self::Storage { path, why: error.to_string() },
        }
    }

    pub(crate) fn delta(path: &str, error: &DeltaTableError) -> Self {
        Self::storage(path, error)
    }

    /// Sorts a failure of the query engine.
    pub(crate) fn query(error: &DataFusionError, limit_bytes: usize) -> Self {
        if let DataFusionError::ResourcesExhausted(_) = error.find_root() {
            return Self::Memory { limit_mb: limit_bytes / (1024 * 1024) };
        }
        match io_kind(error) {
            Some(io::ErrorKind::StorageFull) => Self::DiskFull { path: "spill folder".to_owned() },
            _ => Self::Query { why: error.strip_backtrace() },
        }
    }
}

/// Whether another writer was faster, so that the commit must be prepared anew.
pub(crate) fn is_conflict(error: &DeltaTableError) -> bool {
    use deltalake::kernel::transaction::TransactionError;
    match error {
        DeltaTableError::VersionAlreadyExists(_) => true,
        DeltaTableError::Transaction { source } => {
            matches!(source, TransactionError::CommitConflict(_) | TransactionError::MaxCommitAttempts(_))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_by_what_to_do() {
        for (kind, expect) in [
            (io::ErrorKind::StorageFull, "the disk is full"),
            (io::ErrorKind::PermissionDenied, "give this user read and write permission"),
            (io::ErrorKind::TimedOut, "storage at `/lake` failed"),
        ] {
            let error = DataFusionError::External(Box::new(io::Error::from(kind)));
            let text = LakeError::storage("/lake", &error).to_string();
            assert!(text.contains(expect) && text.contains("/lake"), "{text}");
        }
    }
}
