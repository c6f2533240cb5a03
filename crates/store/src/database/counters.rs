//! Whether a no could be written down now: nothing is released while it could not.
//!
//! A table whose numbers are used up takes no row, and SQLite calls that a full disk. No table ever has so many rows:
//! somebody moved its counter.

use super::transaction::{Link, execute, maybe};
use crate::{StoreError, Tx};
use consent::Action;
use vocabulary::{Channel, Purpose, WorkspaceId};

/// A counter from here on is at its end: half of all numbers there are, which nobody counts to.
const END: i64 = 1 << 62;

/// So many numbers are skipped at most, by rows that were known already.
const N_SKIPPED_MAX: i64 = 1_000_000_000_000;

const OF_SQLITE: &str = "select name from sqlite_sequence where $1 <= seq
    union all select 'consent_entry' where $1 <= (select max(seq) from consent_entry) limit 1";

/// By its table: a sequence keeps the name that its table had once.
const OF_POSTGRES: &str = "select t.relname::text from pg_sequences s
    join pg_class q on q.relname = s.sequencename and q.relnamespace = current_schema()::regnamespace
    join pg_depend d on d.objid = q.oid and d.classid = 'pg_class'::regclass
      and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
    join pg_class t on t.oid = d.refobjid
    where s.schemaname = current_schema() and $1 <= s.last_value limit 1";

impl Tx {
    /// Refuses to go on where the counter of a table is at its end.
    ///
    /// Errors: [`StoreError::Exhausted`].
    pub(crate) async fn check_counters(&mut self) -> Result<(), StoreError> {
        let sql = match self.link() {
            Link::Sqlite(_) => OF_SQLITE,
            Link::Postgres(_) => OF_POSTGRES,
        };
        match maybe!(self, (String,), sql, END)? {
            Some((table,)) => Err(StoreError::Exhausted { table }),
            None => Ok(()),
        }
    }

    /// Writes a no of nobody into the ledger and takes it back: whether one that comes now would stand there.
    ///
    /// Errors: [`StoreError::Exhausted`]; [`StoreError::LedgerClosed`] when something else keeps it out.
    pub(crate) async fn try_ledger(&mut self, workspace: &WorkspaceId) -> Result<(), StoreError> {
        self.check_counters().await?;
        self.run("savepoint ledger_tried").await?;
        let written = execute!(
            self,
            "insert into consent_entry
               (workspace, entry_id, identifier, purpose, channel, action, at, evidence, source)
             values ($1, 'truelift/tried', 'email:nobody', $2, $3, $4, 0, null, 'truelift')",
            workspace.as_str(),
            Purpose::Marketing.as_str(),
            Channel::Email.as_str(),
            Action::Withdrawn.as_str(),
        );
        match written {
            Ok(1) => {}
            Ok(_) => return Err(StoreError::LedgerClosed { source: None }),
            Err(StoreError::Database { source }) => {
                return Err(StoreError::LedgerClosed { source: Some(source) });
            }
            Err(other) => return Err(other),
        }
        self.run("rollback to savepoint ledger_tried").await?;
        self.run("release savepoint ledger_tried").await
    }

    /// Says, a sentence each, which counters somebody moved.
    pub(crate) async fn moved_counters(&mut self) -> Result<Vec<String>, StoreError> {
        let at_end = match self.check_counters().await {
            Err(StoreError::Exhausted { table }) => Some(format!(
                "the counter of `{table}` is at its end: nothing can be written there, and nothing is released. Set it back to the last row, or restore a backup from before, and import what came since again"
            )),
            other => {
                other?;
                None
            }
        };
        let sql = match self.link() {
            Link::Sqlite(_) => "select seq from sqlite_sequence where name = 'consent_entry'",
            Link::Postgres(_) => {
                "select coalesce(last_value, 0) from pg_sequences
                 where quote_ident(schemaname) || '.' || quote_ident(sequencename)
                   = pg_get_serial_sequence('consent_entry', 'seq')"
            }
        };
        let counter = maybe!(self, (i64,), sql,)?.map_or(0, |(counter,)| counter);
        let last = maybe!(self, (i64,), "select seq from consent_entry order by seq desc limit 1",)?;
        let last = last.map_or(0, |(last,)| last);
        let is_moved = at_end.is_none() && N_SKIPPED_MAX < counter.saturating_sub(last);
        let moved = is_moved.then(|| {
            format!("the counter of `consent_entry` stands at {counter}, and its last row has the number {last}: somebody moved it. Compare with a backup from before")
        });
        Ok(at_end.into_iter().chain(moved).collect())
    }
}
