//! One connection of either database, the transaction on it, its locks, and the macros that run a statement.

use crate::audit::Changes;
use crate::{AuditKeeper, StoreError};
use governance::audit::Anchor;
use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection};
use std::collections::BTreeMap;
use vocabulary::WorkspaceId;

/// One connection of either database, as the macros below want it.
pub(crate) enum Link<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

impl Link<'_> {
    pub(crate) fn link(&mut self) -> Link<'_> {
        match self {
            Self::Sqlite(c) => Link::Sqlite(c),
            Self::Postgres(c) => Link::Postgres(c),
        }
    }
}

/// An open transaction: what is done through it happens together or not at all.
///
/// Dropping it rolls back. In SQLite it holds the one writer, so keep it short.
///
/// INVARIANT: a connection goes back to the pool only after a commit that succeeded. After anything else nobody
/// knows what state it is in: SQLite rolls a transaction back by itself when the disk is full, and the `rollback`
/// that follows then fails. So the connection is closed, which rolls back in both databases, and the next
/// transaction opens another.
pub struct Tx {
    kind: TxKind,
    is_committed: bool,
    pub(crate) keeper: AuditKeeper,
    /// Whether a handle is a filler that anybody may have.
    pub(crate) is_nobodys: fn(&str) -> bool,
    /// How members are named who did not sign in.
    pub(crate) named_by: Option<&'static str>,
    /// Where audit chains end once this is committed.
    pub(crate) ends: BTreeMap<String, Anchor>,
    /// What was changed of rows that chains tell of, and not told yet.
    pub(crate) changes: BTreeMap<WorkspaceId, Changes>,
}

enum TxKind {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

impl Tx {
    fn of(kind: TxKind) -> Self {
        Self {
            kind,
            is_committed: false,
            keeper: AuditKeeper::default(),
            is_nobodys: |_| false,
            named_by: None,
            ends: BTreeMap::new(),
            changes: BTreeMap::new(),
        }
    }

    /// Seals what is appended to audit chains, and notes their ends.
    pub(crate) fn kept_by(self, keeper: &AuditKeeper) -> Self {
        let mut tx = self;
        tx.keeper = keeper.clone();
        tx
    }

    /// Knows which handles are nobody's.
    pub(crate) fn with_fillers(self, is_nobodys: fn(&str) -> bool) -> Self {
        let mut tx = self;
        tx.is_nobodys = is_nobodys;
        tx
    }

    /// Says in entries by members how they were named.
    pub(crate) fn named_by(self, words: Option<&'static str>) -> Self {
        let mut tx = self;
        tx.named_by = words;
        tx
    }

    /// Begins a transaction of SQLite by taking the write lock.
    pub(crate) async fn sqlite(connection: PoolConnection<Sqlite>) -> Result<Self, StoreError> {
        let mut tx = Self::of(TxKind::Sqlite(connection));
        tx.run("begin immediate").await?;
        Ok(tx)
    }

    /// Begins a transaction that sees one state of the store however long it reads, and writes nothing.
    pub(crate) async fn snapshot(connection: Reader) -> Result<Self, StoreError> {
        let (kind, begin) = match connection {
            Reader::Sqlite(c) => (TxKind::Sqlite(c), "begin"),
            Reader::Postgres(c) => (TxKind::Postgres(c), "begin isolation level repeatable read, read only"),
        };
        let mut tx = Self::of(kind);
        tx.run(begin).await?;
        Ok(tx)
    }

    /// Begins a transaction of PostgreSQL.
    pub(crate) async fn postgres(connection: PoolConnection<Postgres>) -> Result<Self, StoreError> {
        let mut tx = Self::of(TxKind::Postgres(connection));
        tx.run("begin").await?;
        Ok(tx)
    }

    /// Makes everything done through this transaction durable.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        self.tell_rest().await?;
        self.run("commit").await?;
        self.is_committed = true;
        // INVARIANT: after the commit, so that no anchor leads its chain.
        self.keeper.note(&self.ends);
        Ok(())
    }

    pub(crate) async fn run(&mut self, statement: &'static str) -> Result<(), StoreError> {
        match self.link() {
            Link::Sqlite(c) => {
                sqlx::query(statement).execute(c).await?;
            }
            Link::Postgres(c) => {
                sqlx::query(statement).execute(c).await?;
            }
        }
        Ok(())
    }

    pub(crate) fn link(&mut self) -> Link<'_> {
        match &mut self.kind {
            TxKind::Sqlite(c) => Link::Sqlite(c),
            TxKind::Postgres(c) => Link::Postgres(c),
        }
    }

    /// Waits until no other transaction holds `lock` of `workspace`, and holds it to the end.
    ///
    /// SQLite needs nothing: a transaction begins by taking the one write lock of the file.
    /// A transaction that takes both locks takes the ledger first, so that two cannot wait for each other.
    pub(crate) async fn hold(&mut self, lock: Lock, workspace: &str) -> Result<(), StoreError> {
        if let Link::Postgres(c) = self.link() {
            sqlx::query("select pg_advisory_xact_lock(hashtextextended($1 || ':' || $2, 0))")
                .bind(lock.as_str())
                .bind(workspace)
                .execute(c)
                .await?;
        }
        Ok(())
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        if self.is_committed {
            return;
        }
        match &mut self.kind {
            TxKind::Sqlite(c) => c.close_on_drop(),
            TxKind::Postgres(c) => c.close_on_drop(),
        }
    }
}

/// What only one transaction per workspace may do at a time.
#[derive(Clone, Copy)]
pub(crate) enum Lock {
    /// Changing who is a member, in which role, and who is signed in; taken before the others.
    Members,
    /// Changing what the send gate decides by: consent, suppressions, sends.
    Ledger,
    /// Numbering versions of definitions.
    Definition,
    /// Beginning and stopping jobs.
    Jobs,
    /// Appending to the audit chain.
    Audit,
}

impl Lock {
    fn as_str(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::Ledger => "ledger",
            Self::Definition => "definition",
            Self::Jobs => "jobs",
            Self::Audit => "audit",
        }
    }
}

/// A connection to read by.
pub(crate) enum Reader {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

impl Reader {
    pub(crate) fn link(&mut self) -> Link<'_> {
        match self {
            Self::Sqlite(c) => Link::Sqlite(c),
            Self::Postgres(c) => Link::Postgres(c),
        }
    }
}

/// Runs one statement and gives the number of rows it changed.
macro_rules! execute {
    ($on:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $on.link() {
            $crate::database::Link::Sqlite(c) => {
                sqlx::query($sql)$(.bind($arg))*.execute(c).await.map(|done| done.rows_affected())
            }
            $crate::database::Link::Postgres(c) => {
                sqlx::query($sql)$(.bind($arg))*.execute(c).await.map(|done| done.rows_affected())
            }
        }
        .map_err($crate::StoreError::from)
    };
}

/// Runs one query and gives all its rows as `$row`.
macro_rules! rows {
    ($on:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $on.link() {
            $crate::database::Link::Sqlite(c) => {
                sqlx::query_as::<sqlx::Sqlite, $row>($sql)$(.bind($arg))*.fetch_all(c).await
            }
            $crate::database::Link::Postgres(c) => {
                sqlx::query_as::<sqlx::Postgres, $row>($sql)$(.bind($arg))*.fetch_all(c).await
            }
        }
        .map_err($crate::StoreError::from)
    };
}

/// Runs one query and gives its first row as `$row`, or `None`.
macro_rules! maybe {
    ($on:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $on.link() {
            $crate::database::Link::Sqlite(c) => {
                sqlx::query_as::<sqlx::Sqlite, $row>($sql)$(.bind($arg))*.fetch_optional(c).await
            }
            $crate::database::Link::Postgres(c) => {
                sqlx::query_as::<sqlx::Postgres, $row>($sql)$(.bind($arg))*.fetch_optional(c).await
            }
        }
        .map_err($crate::StoreError::from)
    };
}

/// Runs one query which gives exactly one whole number.
macro_rules! count {
    ($on:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $on.link() {
            $crate::database::Link::Sqlite(c) => {
                sqlx::query_scalar::<sqlx::Sqlite, i64>($sql)$(.bind($arg))*.fetch_one(c).await
            }
            $crate::database::Link::Postgres(c) => {
                sqlx::query_scalar::<sqlx::Postgres, i64>($sql)$(.bind($arg))*.fetch_one(c).await
            }
        }
        .map_err($crate::StoreError::from)
    };
}

pub(crate) use {count, execute, maybe, rows};
