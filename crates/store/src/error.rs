//! Why the store could not do what was asked.

use vocabulary::Digest;

/// Why the store could not do what was asked.
///
/// No text of the database is in `Display`: it may hold personal data. It is kept as the source, for the log.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address of the store is of no known kind.
    #[error("`{input}` is not a store: write `sqlite:PATH` or `postgres://USER@HOST/DATABASE`")]
    Address {
        /// What was given, without a password.
        input: String,
    },
    /// The file or the server cannot be opened.
    #[error("cannot open the store `{address}`: {next_step}")]
    Unreachable {
        /// Where, without a password.
        address: String,
        /// What to do.
        next_step: &'static str,
        /// What the driver says.
        source: sqlx::Error,
    },
    /// The store was written by a newer or a changed program.
    #[error(
        "the store has migration {version} which this program does not know: use the program that wrote it, or a new data directory"
    )]
    Migration {
        /// Which migration.
        version: i64,
    },
    /// No space left.
    #[error("the disk of the store is full: free some space, then repeat; nothing acknowledged is lost")]
    DiskFull {
        /// What the driver says.
        source: sqlx::Error,
    },
    /// The numbers of a table are used up, or somebody moved its counter.
    #[error(
        "the counter of table `{table}` in the store is at its end, so that nothing can be written there; nothing is released meanwhile, for a no could not be kept: set the counter back to the last row, or restore the last backup, then import again what came since"
    )]
    Exhausted {
        /// Which table, or which counter.
        table: String,
    },
    /// Something keeps consents out of the ledger.
    #[error(
        "no consent can be written into the ledger, so nothing is released, for a no could not be kept: `truelift audit verify` says what is not as it was made; the log has the database's words"
    )]
    LedgerClosed {
        /// What the driver says, when it says anything.
        source: Option<sqlx::Error>,
    },
    /// Another process or too many writers hold the store.
    #[error("the store is busy: repeat in a moment, or stop the other program that holds it")]
    Busy {
        /// What the driver says.
        source: sqlx::Error,
    },
    /// The file is there and must not be written.
    #[error("the store is read-only: give this user the right to write the data directory")]
    ReadOnly {
        /// What the driver says.
        source: sqlx::Error,
    },
    /// The file is no database, or broken.
    #[error("the store's file is damaged: restore the last backup, or move the file away to begin anew")]
    Damaged {
        /// What the driver says.
        source: sqlx::Error,
    },
    /// A row that must be there is not.
    #[error("no {what} `{key}` in this workspace: check its name, or create it first")]
    Missing {
        /// Which noun.
        what: &'static str,
        /// Its key.
        key: String,
    },
    /// A row that must be new is there.
    #[error("there is already a {what} with this {key}: use that one, or choose another {key}")]
    Taken {
        /// Which noun.
        what: &'static str,
        /// The name of the key, not its value.
        key: &'static str,
    },
    /// The same key came again with another content.
    #[error("{what} `{key}` is already there with another content: make a new version of it")]
    Differs {
        /// Which noun.
        what: &'static str,
        /// Its key.
        key: String,
    },
    /// A lease ran out and another worker has the work.
    #[error("the lease on {what} `{key}` is lost: another worker has it, drop this result")]
    LeaseLost {
        /// Which noun.
        what: &'static str,
        /// Its key.
        key: String,
    },
    /// People were written anew since those that the gate was given were read.
    #[error("the people were written anew meanwhile: read them again and ask the gate again")]
    PeopleChanged,
    /// The gate was asked for another release than the one that was planned.
    #[error("the campaign was planned for release `{}`, the gate is asked for `{}`: plan a new version of it", planned.short(), asked.short())]
    OtherRelease {
        /// What was planned.
        planned: Digest,
        /// What is asked for.
        asked: Digest,
    },
    /// A body could not be written or read as JSON.
    #[error("a stored {what} is not the JSON it should be: restore the last backup")]
    Body {
        /// Which noun.
        what: &'static str,
        /// What the parser says.
        source: serde_json::Error,
    },
    /// What is kept of the audit chains outside the store cannot be read or written.
    #[error("{what} (`{path}`): check that the folder and the file are there and may be written")]
    Keeper {
        /// What was wanted.
        what: &'static str,
        /// Which file.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// A link to join or to set a new password that opens nothing any more.
    #[error("this link {why}: ask an admin for a new one")]
    Link {
        /// What is the matter with it.
        why: &'static str,
    },
    /// A change that would leave nobody who could undo it.
    #[error("`{name}` is the last admin who can sign in: make another member an admin first")]
    LastAdmin {
        /// Whom it was about.
        name: String,
    },
    /// A member who may not, or who is not in a state to have it done to them.
    #[error("{why}")]
    Member {
        /// Why, and what to do.
        why: String,
    },
    /// A name that a workspace had which was removed.
    #[error("workspace `{name}` was removed, and its name is not given again: choose another name")]
    Removed {
        /// Which name.
        name: String,
    },
    /// A workspace that is not in a state to have it done to it.
    #[error("workspace `{name}` {why}")]
    Workspace {
        /// Which.
        name: String,
        /// Why, and what to do.
        why: String,
    },
    /// A job that is not in a state to have it done to it.
    #[error("job {job_id} {why}")]
    Job {
        /// Which.
        job_id: i64,
        /// Why, and what to do.
        why: &'static str,
    },
    /// The system gives no random bytes.
    #[error("the system gives no random numbers: check that /dev/urandom is readable")]
    Random,
    /// Anything else the database says.
    #[error("the store failed: see the log for the database's words, then repeat")]
    Database {
        /// What the driver says.
        source: sqlx::Error,
    },
}

impl From<sqlx::Error> for StoreError {
    fn from(source: sqlx::Error) -> Self {
        if matches!(source, sqlx::Error::PoolTimedOut) {
            return Self::Busy { source };
        }
        let is_sqlite = matches!(&source, sqlx::Error::Database(error) if is_sqlite_error(error.as_ref()));
        let code = source.as_database_error().and_then(|error| error.code()).unwrap_or_default().into_owned();
        if !is_sqlite {
            // PostgreSQL, appendix A: 53100 disk_full, 53300 too_many_connections, 55P03 lock_not_available,
            // 40001 serialization_failure, 40P01 deadlock_detected, 25006 read_only_sql_transaction.
            return match code.as_str() {
                "53100" => Self::DiskFull { source },
                "53300" | "55P03" | "40001" | "40P01" => Self::Busy { source },
                "25006" => Self::ReadOnly { source },
                // sequence_generator_limit_exceeded
                "2200H" => Self::Exhausted { table: "one of its tables".to_owned() },
                _ => Self::Database { source },
            };
        }
        // SQLite gives the extended code; its low byte is the primary one (sqlite.org/rescode.html).
        match code.parse::<i64>().map(|code| code & 0xff) {
            Ok(5 | 6) => Self::Busy { source },
            Ok(8) => Self::ReadOnly { source },
            Ok(11 | 26) => Self::Damaged { source },
            Ok(13) => Self::DiskFull { source },
            _ => Self::Database { source },
        }
    }
}

fn is_sqlite_error(error: &(dyn sqlx::error::DatabaseError + 'static)) -> bool {
    error.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some()
}

impl StoreError {
    /// True when the failure is a broken unique key.
    pub(crate) fn is_taken(&self) -> bool {
        match self {
            Self::Database { source } => {
                source.as_database_error().is_some_and(|error| error.is_unique_violation())
            }
            _ => false,
        }
    }
}
