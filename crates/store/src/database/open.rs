//! Opening the store, and beginning a transaction or a read.

use super::transaction::{Link, Reader, Tx};
use super::waiting::{Asking, Turn};
use super::{bulk, schema};
use crate::{AuditKeeper, StoreError};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, PgConnection, PgPool, SqlitePool};
use std::str::FromStr;
use std::time::Duration;

/// How long a writer waits for another process before the store is called busy.
const BUSY: Duration = Duration::from_secs(10);

/// The store of all workspaces. Cheap to clone; clones share the connections.
#[derive(Clone)]
pub struct Store {
    pools: Pools,
    pub(crate) keeper: AuditKeeper,
    named_by: Option<&'static str>,
    is_nobodys: fn(&str) -> bool,
}

#[derive(Clone)]
enum Pools {
    /// One writer, so that writers queue in the pool and never collide; many readers.
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
        turn: Turn,
    },
    Postgres(PgPool),
}

impl Store {
    /// Opens `sqlite:PATH` (the file is made when missing) or `postgres://…` and brings its schema up to date.
    ///
    /// Errors: [`StoreError::Address`], [`StoreError::Unreachable`] (never with the password),
    /// [`StoreError::Migration`].
    pub async fn open(address: &str) -> Result<Self, StoreError> {
        let pools = if let Some(path) = address.strip_prefix("sqlite:") {
            open_sqlite(path.strip_prefix("//").unwrap_or(path)).await?
        } else if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            open_postgres(address).await?
        } else {
            return Err(StoreError::Address { input: without_password(address) });
        };
        let store = Self { pools, keeper: AuditKeeper::default(), named_by: None, is_nobodys: |_| false };
        let mut tx = store.begin_bare().await?;
        schema::migrate(&mut tx).await?;
        tx.commit().await?;
        Ok(store)
    }

    /// Seals the audit chains of this store with `keeper`'s key, and notes their ends with it.
    #[must_use]
    pub fn with_keeper(self, keeper: AuditKeeper) -> Self {
        Self { keeper, ..self }
    }

    /// Says in every entry by a member how they were named: for members who did not sign in.
    #[must_use]
    pub fn with_members_named_by(self, words: &'static str) -> Self {
        Self { named_by: Some(words), ..self }
    }

    /// Tells by `is_nobodys` which handles (`kind:value`) are fillers that anybody may have: rows of consents that name
    /// one tie nobody by it.
    #[must_use]
    pub fn with_fillers(self, is_nobodys: fn(&str) -> bool) -> Self {
        Self { is_nobodys, ..self }
    }

    /// Begins a transaction for what must happen together.
    ///
    /// The write lock is taken at once: a transaction that reads first and writes later would be refused
    /// by SQLite when another writer came between.
    ///
    /// Errors: [`StoreError::Exhausted`] where SQLite would say that the disk is full, because a table has no number
    /// left for a row.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let mut tx = self.begin_bare().await?;
        if let Link::Sqlite(_) = tx.link() {
            tx.check_counters().await?;
        }
        Ok(tx)
    }

    async fn begin_bare(&self) -> Result<Tx, StoreError> {
        let tx = match &self.pools {
            Pools::Sqlite { writer, .. } => Tx::sqlite(writer.acquire().await?).await?,
            Pools::Postgres(pool) => Tx::postgres(pool.acquire().await?).await?,
        };
        Ok(tx.kept_by(&self.keeper).named_by(self.named_by).with_fillers(self.is_nobodys))
    }

    /// As [`Store::begin`], for what a release must let in first: a no. To be held until it is committed.
    pub(crate) async fn begin_first(&self) -> Result<(Tx, Asking), StoreError> {
        let asking = match &self.pools {
            Pools::Sqlite { turn, .. } => turn.ask(),
            // Whoever waits for a lock there gets it in the order of asking.
            Pools::Postgres(_) => Asking::default(),
        };
        let mut tx = self.begin().await?;
        if let Link::Postgres(_) = tx.link() {
            tx.check_counters().await?;
        }
        Ok((tx, asking))
    }

    /// Whether somebody waits to say no, in this process or another. A worker that writes again and again lets them in.
    ///
    /// SQLite has no queue: a process that finds the file locked sleeps and tries again, and a release that takes
    /// the lock again at once could keep it out until it gives up.
    pub fn is_asked_to_wait(&self) -> bool {
        match &self.pools {
            Pools::Sqlite { turn, .. } => turn.is_asked(),
            Pools::Postgres(_) => false,
        }
    }

    /// Closes all connections after the running statements; SQLite's log is folded into its file.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { writer, readers, .. } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }

    /// Renews PostgreSQL's statistics by `statement` when `n_new` rows are enough to mislead its planner.
    pub(crate) async fn analyze_after(&self, n_new: u64, statement: &'static str) -> Result<(), StoreError> {
        if let Pools::Postgres(pool) = &self.pools
            && bulk::N_ROWS_TO_ANALYZE <= n_new
        {
            sqlx::query(statement).execute(pool).await?;
        }
        Ok(())
    }

    pub(crate) async fn read(&self) -> Result<Reader, StoreError> {
        Ok(match &self.pools {
            Pools::Sqlite { readers, .. } => Reader::Sqlite(readers.acquire().await?),
            Pools::Postgres(pool) => Reader::Postgres(pool.acquire().await?),
        })
    }
}

async fn open_sqlite(path: &str) -> Result<Pools, StoreError> {
    if path.is_empty() || path.starts_with(":memory:") {
        return Err(StoreError::Address { input: format!("sqlite:{path}") });
    }
    // SQLite gives its log the rights of the file itself.
    private_file(path).map_err(|source| unreachable_sqlite(path, sqlx::Error::Io(source)))?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY)
        .foreign_keys(true);
    let pool = || SqlitePoolOptions::new().test_before_acquire(false).idle_timeout(None).max_lifetime(None);
    let failed = |source| unreachable_sqlite(path, source);
    let writer = pool().max_connections(1).connect_with(options.clone()).await.map_err(failed)?;
    let readers = pool().max_connections(8).connect_lazy_with(options.read_only(true));
    Ok(Pools::Sqlite { writer, readers, turn: Turn::of(path) })
}

/// Makes the file, when it is not there, for this user alone: it holds personal data. One that is there is taken
/// from everybody else.
fn private_file(path: &str) -> std::io::Result<()> {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    let made = std::fs::OpenOptions::new().append(true).create(true).mode(0o600).open(path);
    match made {
        Ok(file) => {
            let rights = file.metadata()?.permissions();
            // Only its owner may change the rights; a file somebody else shared with us stays as they gave it.
            if rights.mode() & 0o007 != 0 {
                let _ = file.set_permissions(std::fs::Permissions::from_mode(rights.mode() & 0o770));
            }
            Ok(())
        }
        // A store that may only be read is told by SQLite, in its own words.
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => Ok(()),
        Err(error) => Err(error),
    }
}

async fn open_postgres(address: &str) -> Result<Pools, StoreError> {
    let options = PgConnectOptions::from_str(address)
        .map_err(|_| StoreError::Address { input: without_password(address) })?
        .application_name("truelift");
    // The pool would try for 30 seconds to reach a server that is not there; one connection says it at once.
    let failed = |source| unreachable_postgres(address, source);
    PgConnection::connect_with(&options).await.map_err(failed)?.close().await.map_err(failed)?;
    let pool = PgPoolOptions::new()
        .max_connections(16)
        .acquire_timeout(Duration::from_secs(30))
        .connect_with(options)
        .await
        .map_err(failed)?;
    Ok(Pools::Postgres(pool))
}

fn unreachable_sqlite(path: &str, source: sqlx::Error) -> StoreError {
    let code = source.as_database_error().and_then(|error| error.code()).unwrap_or_default().into_owned();
    // 14 is SQLITE_CANTOPEN.
    if code.parse::<i64>().is_ok_and(|code| code & 0xff != 14) {
        return StoreError::from(source);
    }
    StoreError::Unreachable {
        address: format!("sqlite:{path}"),
        next_step: "check that its folder exists and may be written",
        source,
    }
}

fn unreachable_postgres(address: &str, source: sqlx::Error) -> StoreError {
    let code = source.as_database_error().and_then(|error| error.code()).unwrap_or_default().into_owned();
    let next_step = match code.as_str() {
        "28P01" | "28000" => "check the user and the password",
        "3D000" => "create the database first, as with `createdb`",
        "53300" => "raise `max_connections` of the server, or stop other programs",
        _ => "check that the server runs and that host and port are right",
    };
    StoreError::Unreachable { address: without_password(address), next_step, source }
}

/// What may be shown of an address: of a sound one host, port and database, of any other what stands before the
/// first `:`.
///
/// A mistyped address may hold its password anywhere, so nothing of it is guessed to be harmless.
fn without_password(address: &str) -> String {
    if let Some(path) = address.strip_prefix("sqlite:")
        && !path.contains(['@', ':', '?'])
    {
        return address.to_owned();
    }
    if let Ok(url) = url::Url::parse(address)
        && let Some(host) = url.host_str()
        && !url.path().contains(['@', ':', '%'])
    {
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        return format!("{}://{host}{port}{}", url.scheme(), url.path());
    }
    match address.split_once(':') {
        Some((scheme, _)) if scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()) => format!("{scheme}:…"),
        None if !address.contains(['@', '=']) => address.to_owned(),
        _ => "…".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use crate::database::execute;
    use sqlx::AssertSqlSafe;
    use vocabulary::{Timestamp, WorkspaceId};

    #[test]
    fn passwords_are_not_printed() {
        for (address, expect) in [
            ("postgres://ann:se@cret@db:5432/truelift", "postgres://db:5432/truelift"),
            ("postgres://db/truelift?password=secret", "postgres://db/truelift"),
            ("postgres://db", "postgres://db"),
            ("store.db", "store.db"),
            ("sqlite:/tmp/store.db", "sqlite:/tmp/store.db"),
            ("mysql:x", "mysql:…"),
            ("postgres:/ann:secret@db/x", "postgres:…"),
            ("postgres//ann:secret@db/x", "…"),
            ("postgresql:ann:secret@db/x", "postgresql:…"),
            ("postgres://ann:se/cr?et@db/x", "postgres:…"),
            ("postgres://ann:12/secret@db/x", "postgres:…"),
            ("postgres://ann:secret", "postgres:…"),
            ("ann:secret@db", "ann:…"),
            ("host=db password=secret", "…"),
            ("sqlite:postgres://ann:secret@db", "sqlite:…"),
        ] {
            assert_eq!(without_password(address), expect);
        }
    }
    #[tokio::test]
    async fn a_full_disk_is_named_and_what_was_acknowledged_stays() {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("store.db").display());
        let store = Store::open(&address).await.unwrap();
        let workspace = WorkspaceId::new("peach-state").unwrap();
        let now = Timestamp::from_micros(0);
        store.ensure_workspace(&workspace, "Peach State", true, None, now).await.unwrap();
        store.accept_events(&workspace, "web", &[("first", "{}")], now).await.unwrap();
        // SQLite's own limit on the size of the file gives the same code as a disk without space.
        let Pools::Sqlite { writer, .. } = &store.pools else { panic!("not SQLite") };
        let n_pages: i64 = sqlx::query_scalar("pragma page_count").fetch_one(writer).await.unwrap();
        let limit = AssertSqlSafe(format!("pragma max_page_count = {}", n_pages + 2));
        sqlx::query(limit).execute(writer).await.unwrap();
        let body = "x".repeat(100_000);
        let refused = store.accept_events(&workspace, "web", &[("second", body)], now).await;
        assert!(matches!(refused, Err(StoreError::DiskFull { .. })), "{refused:?}");
        let cause = std::error::Error::source(refused.as_ref().err().unwrap()).unwrap().to_string();
        assert!(cause.contains("full"), "the log has the database's words: {cause}");
        let pending = store.pending_events(&workspace, 10).await.unwrap();
        assert_eq!(pending.iter().map(|event| event.message_id.as_str()).collect::<Vec<_>>(), ["first"]);
        // The writer that failed was thrown away, and the limit with it: as when a disk has room again.
        let body = "x".repeat(100_000);
        for id in ["third", "fourth"] {
            store.accept_events(&workspace, "web", &[(id, &body)], now).await.unwrap();
        }
        assert_eq!(store.n_pending_events(&workspace).await.unwrap(), 3);
    }

    #[tokio::test]
    async fn a_transaction_that_was_given_up_leaves_no_trace_and_no_lock() {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("store.db").display());
        let store = Store::open(&address).await.unwrap();
        let workspace = WorkspaceId::new("peach-state").unwrap();
        let now = Timestamp::from_micros(0);
        for round in 0..20 {
            let mut tx = store.begin().await.unwrap();
            let failed = execute!(tx, "insert into nowhere (x) values ($1)", 1_i64);
            assert!(matches!(failed, Err(StoreError::Database { .. })), "round {round}");
            drop(tx);
            store.ensure_workspace(&workspace, "Peach State", true, None, now).await.unwrap();
        }
    }

    #[tokio::test]
    async fn the_file_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        std::fs::write(&path, "").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        for name in ["store.db", "new.db"] {
            let path = folder.path().join(name);
            let _store = Store::open(&format!("sqlite:{}", path.display())).await.unwrap();
            for file in [path.clone(), path.with_extension("db-wal")] {
                let mode = std::fs::metadata(&file).unwrap().permissions().mode();
                assert_eq!(mode & 0o007, 0, "{} {mode:o}", file.display());
            }
        }
    }
}
